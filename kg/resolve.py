"""From what a user writes to a term of the graph: a name spelt any way, a paper's id or title, a number, a year."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.terms import iri
from kg.export.terms import text as literal
from kg.export.vocabulary import ONTOLOGY, PREFIXES
from kg.lookup import suggest
from kg.model import PAPER_PREDICATES, fold
from kg.questions import Param

Term = ox.NamedNode | ox.Literal

SYSTEM_TYPES = ("Model", "Method")


def find_term(opened: ox.Store, param: Param, text: str) -> Term:
    """The term a parameter is bound to; raises `QueryError`, for names with the nearest ones."""
    if param.type == "Text":
        return literal(text)
    if param.type == "Number":
        return ox.Literal(f"{_number(param.name, text):f}", datatype=_xsd("decimal"))
    if param.type == "Year":
        if not re.fullmatch(r"[0-9]{4}", text.strip()):
            raise QueryError(f"{param.name}: {text!r} is no year; write it with four digits, as 2020")
        return ox.Literal(text.strip(), datatype=_xsd("integer"))
    if param.type == "Paper":
        return _find_paper(opened, text)
    types = SYSTEM_TYPES if param.type == "System" else () if param.type == "Entity" else (param.type,)
    return find_entity(opened, text, types)


_SCALES = {"": 0, "k": 3, "m": 6, "b": 9, "t": 12}


def _number(name: str, text: str) -> Decimal:
    """A number as people write it: `340M`, `1,500`, `0.5`."""
    match = re.fullmatch(r"\s*([-+]?[0-9,]*\.?[0-9]+)\s*([kmbt]?)\s*", text, re.IGNORECASE)
    try:
        if match:
            return Decimal(match[1].replace(",", "")).scaleb(_SCALES[match[2].lower()])
    except InvalidOperation:
        pass
    raise QueryError(f"{name}: {text!r} is no number; write it as 340000000, 340M or 0.5")


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["xsd"] + name)


def _ontology(name: str) -> ox.NamedNode:
    return ox.NamedNode(ONTOLOGY + name)


_NAMES = (ox.NamedNode(PREFIXES["skos"] + "prefLabel"), ox.NamedNode(PREFIXES["skos"] + "altLabel"))
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def find_entity(opened: ox.Store, text: str, types: Iterable[str] = ()) -> ox.NamedNode:
    """The thing a user means by a key, name or alias, spelt any way; of several the one most papers speak of.

    Raises `QueryError` with the nearest names.
    """
    types = tuple(types)
    wanted = {subject for kind in types for subject in _subjects(opened, _TYPE, _ontology(kind))}
    direct = iri(text)
    if next(opened.quads_for_pattern(direct, _NAMES[0], None), None) and (not types or direct in wanted):
        return direct
    for rank in range(len(_NAMES)):
        exact = set(_subjects(opened, _NAMES[rank], literal(text)))
        if found := exact & wanted if types else exact:
            return _most_spoken_of(opened, found)
    labels = [
        (quad.object.value, rank, quad.subject)
        for rank, label in enumerate(_NAMES)
        for quad in opened.quads_for_pattern(None, label, None)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and (not types or quad.subject in wanted)
    ]
    for rank in range(len(_NAMES)):
        same = {subject for name, at, subject in labels if at == rank and fold(name) == fold(text)}
        if same:
            return _most_spoken_of(opened, same)
    what = " or ".join(types) or "name"
    raise QueryError(f"{text!r} is no {what} of this graph{suggest(text, (name for name, _, _ in labels))}")


def _subjects(opened: ox.Store, predicate: ox.NamedNode, target: ox.NamedNode | ox.Literal) -> Iterator[ox.NamedNode]:
    for quad in opened.quads_for_pattern(None, predicate, target):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _most_spoken_of(opened: ox.Store, things: Iterable[ox.NamedNode]) -> ox.NamedNode:
    return min(things, key=lambda subject: (-_papers(opened, subject), subject.value))


def _papers(opened: ox.Store, thing: ox.NamedNode) -> int:
    roles = map(_ontology, PAPER_PREDICATES.values())
    return sum(1 for role in roles for _ in opened.quads_for_pattern(None, role, thing))


def _find_paper(opened: ox.Store, text: str) -> ox.NamedNode:
    """The paper with this id, label or title."""
    fields = [ox.NamedNode(PREFIXES["dcterms"] + "identifier"), _ontology("givenId")]
    fields += [ox.NamedNode(PREFIXES["schema"] + "name")]
    for field in fields:
        found = sorted(_subjects(opened, field, literal(text)), key=lambda subject: subject.value)
        if found:
            return found[0]
    known: dict[str, ox.NamedNode] = {}
    for field in fields:
        for quad in opened.quads_for_pattern(None, field, None):
            if isinstance(quad.object, ox.Literal) and isinstance(quad.subject, ox.NamedNode):
                known.setdefault(quad.object.value, quad.subject)
    same = sorted(subject.value for name, subject in known.items() if fold(name) == fold(text))
    if same:
        return ox.NamedNode(same[0])
    raise QueryError(f"{text!r} is no paper of this graph{suggest(text, known)}")
