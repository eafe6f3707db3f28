"""The HTML of everything: plain values put into templates that escape whatever they are given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import jinja2
import pyoxigraph as ox
from markupsafe import Markup, escape

from kg.export.vocabulary import PREFIXES, THINGS
from kg.questions import NamedQuery
from kg.serve.names import Found
from kg.serve.things import Things, is_entity
from kg.serve.vocabulary import Term

PROPERTIES = 300
"""So many statements at most on the page of a thing without a layout of its own."""

WORDS: Mapping[str, tuple[str, str]] = {
    "outperforms": ("outperforms", "is outperformed by"),
    "matches": ("matches", "matches"),
    "basedOn": ("is based on", "is the base of"),
    "variantOf": ("is a variant of", "has the variant"),
    "evaluatedOn": ("evaluated on", "evaluates"),
    "addresses": ("addresses", "addressed by"),
    "measuredBy": ("measured by", "measures"),
    "hasParameters": ("parameters", "parameters"),
    "hasSize": ("size", "size"),
    "trainedOnTokens": ("training tokens", "training tokens"),
    "introduces": ("introduces", "introduced by"),
    "uses": ("uses", "used by"),
    "comparesWith": ("compares with", "compared with by"),
    "mentions": ("mentions", "mentioned by"),
}
"""Predicate → how a page says it, and how it says its inverse."""


def thing(things: Things, node: ox.NamedNode) -> str:
    """The page of a thing: of an entity or a paper with all that is claimed, of anything else with its statements."""
    kind = things.kind(node)
    if kind == "Paper" or is_entity(kind, node):
        return _page("paper.html" if kind == "Paper" else "entity.html", about=things.about(node))
    said = [*things.statements(node)][:PROPERTIES]
    rows = [(_short(name), inverse, _shown(things, term)) for name, inverse, term in said]
    refs = {"id": things.path(node), "iri": node.value, "name": things.label(node), "type": kind}
    return _page("anything.html", about=refs, rows=rows, evidence=things.evidence(node))


def missing(path: str, near: Iterable[Found]) -> str:
    """The page for an address where nothing is, with the nearest names."""
    return _page("missing.html", path=path, near=near)


def index(
    asked: str,
    found: Iterable[Found],
    near: Iterable[Found],
    top: Mapping[str, list[Found]],
    counts: Mapping[str, int],
    size: int,
    *,
    explorer: bool,
) -> str:
    """The first page: a search, what it found, and what there is most of."""
    return _page(
        "index.html", asked=asked, found=found, near=near, top=top, counts=counts, size=size, explorer=explorer
    )


def editor(groups: Mapping[str, list[NamedQuery]], seconds: float, rows: int) -> str:
    """The page where queries are written and run."""
    return _page("editor.html", groups=groups, seconds=seconds, rows=rows, things=THINGS)


def ontology(terms: Iterable[Term]) -> str:
    """The page of the vocabulary."""
    return _page("ontology.html", terms=terms)


# -- helpers of the templates ------------------------------------------------------------------------------------


def _page(name: str, **values: Any) -> str:
    return _templates().get_template(name).render(**values)


@lru_cache(maxsize=1)
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("kg.serve"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(href=_href, web=_web, marked=_marked, said=_said, thousands=_thousands)
    return found


def _href(id_: str) -> str:
    """The address of a thing on this server; what is not ours keeps its own if it is a web address."""
    if id_.startswith(("http://", "https://")):
        return id_
    # The path of an IRI is percent-encoded already; only what could leave the attribute or the path is encoded again.
    return "/id/" + quote(id_, safe="/:-._~%")


def _web(url: str | None) -> str | None:
    """The URL if a browser may follow it: a paper's `javascript:` is text."""
    return url if url and url.lower().startswith(("http://", "https://")) else None


def _marked(sentence: str, marks: list[int]) -> Markup:
    """The sentence with what carries the claim marked."""
    found, at = Markup(), 0
    for start, end in zip(marks[::2], marks[1::2], strict=True):
        found += escape(sentence[at:start]) + Markup("<mark>{}</mark>").format(sentence[start:end])
        at = end
    return found + escape(sentence[at:])


def _said(predicate: str, inverse: bool = False) -> str:
    return WORDS.get(predicate, (predicate, f"{predicate} of"))[inverse]


def _thousands(text: str | None) -> str:
    """A long whole number with thin gaps, as people read it."""
    return f"{int(text):,}".replace(",", "\u202f") if text and text.isdecimal() else text or ""


def _short(iri: str) -> str:
    """The IRI with a known prefix, as in queries."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _shown(things: Things, term: Any) -> dict[str, Any]:
    """A term as text, with a link for what has a page here."""
    if isinstance(term, ox.NamedNode) and term.value.startswith(THINGS):
        return {"href": _href(things.path(term)), "text": things.label(term)}
    if isinstance(term, ox.NamedNode):
        return {"href": None, "text": _short(term.value)}
    return {"href": None, "text": term.value if isinstance(term, ox.Literal) else str(term)}
