"""Questions to the graph in SPARQL: free ones, and named ones kept as files under `rules/queries`.

Questions only read: updates and calls to other servers are refused. What a user gives to a named query is bound as a
value and never becomes part of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from os import PathLike, fspath
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.rdf import store
from kg.export.terms import iri
from kg.export.vocabulary import ONTOLOGY, PREFIXES, THINGS
from kg.graph import Graph
from kg.lookup import suggest
from kg.model import ENTITY_TYPES, PAPER_PREDICATES, fold

Value: TypeAlias = str | int | float | bool | Decimal | None
Source: TypeAlias = "Graph | ox.Store | str | PathLike[str]"
"""A graph, an open store, or the path of a Turtle file."""

SYSTEM_TYPES = ("Model", "Method")
PARAM_TYPES = (*ENTITY_TYPES, "System", "Entity", "Paper", "Text", "Number")


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer in their order; an IRI is a string, a number a number, an absent value `None`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, Value]]:
        """The rows as column → value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A variable of a named query that the user gives: a `name` and what `type` of thing it is."""

    name: str
    type: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A question with a name, a help line and typed parameters."""

    name: str
    help: str
    params: tuple[Param, ...]
    text: str


def open_store(source: Source) -> ox.Store:
    """The store to ask: of a graph, of a Turtle file, or the one given. Asking twice is cheaper with it."""
    if isinstance(source, ox.Store):
        return source
    if not isinstance(source, (str, PathLike)):
        return store(source)
    path = Path(fspath(source))
    found = ox.Store()
    try:
        found.load(path=str(path), format=ox.RdfFormat.TURTLE)
    except FileNotFoundError:
        raise QueryError(f"{path}: no such file; `kg build` writes it") from None
    except SyntaxError as error:
        raise QueryError(f"{path}: no Turtle: {_one_line(error)}; run `kg build` again") from error
    except OSError as error:
        raise QueryError(f"{path}: cannot be read ({_one_line(error)})") from error
    return found


def query(source: Source, sparql: str) -> Answer:
    """The answer to a SPARQL query (SELECT, ASK, CONSTRUCT, DESCRIBE); the prefixes of the vocabulary are known.

    Raises `QueryError` for an update, a SERVICE call or a mistake in the query.
    """
    check_reads_only(sparql)
    opened = open_store(source)
    try:
        return _answer(opened.query(sparql, prefixes=_PREFIXES))
    except SyntaxError as error:
        raise QueryError(f"query: {_one_line(error)}; prefixes known: {', '.join(sorted(PREFIXES))}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"query: {_one_line(error)}") from error


# -- asking ------------------------------------------------------------------------------------------------------

_PREFIXES = {**{kind.lower(): f"{THINGS}{kind}/" for kind in ENTITY_TYPES}, **PREFIXES}

# Where a keyword can be no keyword. Strings first, then IRIs, then comments: each may hold what begins another
# ("http://x#y", '# "'); then variables, language tags and the local part of a prefixed name.
_NO_CODE = re.compile(
    r"""'''(?:[^'\\]|\\.|'(?!''))*'''|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"
    |<[^<>"{}|^`\\\s]*>|\#[^\n\r]*|[?$]\w+|@[A-Za-z-]+|(?<=:)[\w-]+""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_WORD = re.compile(r"[A-Za-z]+(?![\w:])")
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"})
_FORMS = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def check_reads_only(sparql: str) -> None:
    """Nothing for a query that only reads this store; raises `QueryError` for an update or a SERVICE call."""
    # SPARQL undoes \u escapes before it reads anything, so a keyword can hide behind them.
    decoded = _ESCAPED.sub(lambda match: _character(match[1] or match[2]), sparql)
    code = _NO_CODE.sub(" ", decoded).upper()
    # Anywhere at all: the parser needs no space around it ("trueSERVICE<http://x>"), and a prefix named so is rare.
    if "SERVICE" in code:
        raise QueryError("query: SERVICE asks another server; the graph is queried offline, take the SERVICE block out")
    first = next((word for word in _WORD.findall(code) if word in _UPDATES | _FORMS), None)
    if first in _UPDATES:
        raise QueryError(f"query: {first} changes data; queries only read: use SELECT, ASK, CONSTRUCT or DESCRIBE")


def _character(digits: str) -> str:
    number = int(digits, 16)
    return chr(number) if number <= 0x10FFFF else " "


def _answer(found: ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean) -> Answer:
    if isinstance(found, ox.QueryBoolean):
        return Answer(("answer",), ((bool(found),),))
    if isinstance(found, ox.QueryTriples):
        # A set of triples has no order of its own.
        rows = sorted((tuple(map(_value, triple)) for triple in found), key=repr)
        return Answer(("subject", "predicate", "object"), tuple(rows))
    columns = tuple(variable.value for variable in found.variables)
    return Answer(columns, tuple(tuple(_value(solution[name]) for name in columns) for solution in found))


def _value(term: object) -> Value:
    if term is None:
        return None
    if not isinstance(term, ox.Literal):
        return term.value if isinstance(term, ox.NamedNode) else str(term)
    kind = term.datatype.value.removeprefix(PREFIXES["xsd"])
    try:
        if kind == "boolean":
            return term.value in ("true", "1")
        if kind == "integer":
            return int(term.value)
        if kind == "decimal":
            return Decimal(term.value)
        return float(term.value) if kind in ("double", "float") else term.value
    except (ValueError, InvalidOperation):
        return term.value


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    # The parser lists every character it would have taken.
    return text.split(": expected one of", 1)[0] + ": unexpected text" if len(text) > 160 else text


# -- named queries -----------------------------------------------------------------------------------------------

_PARAM = re.compile(r"#\s*param:\s*(?P<name>[A-Za-z_]\w*)\s*\((?P<type>\w+)\)\s*(?P<required>required)?\s*\Z")


def named_queries(rules: str | PathLike[str]) -> dict[str, NamedQuery]:
    """Name → query for the files `queries/*.rq` of a rules folder; raises `QueryError` for a faulty head."""
    folder = Path(fspath(rules)) / "queries"
    return {path.stem: _read_query(path) for path in sorted(folder.glob("*.rq"))}


def run_named(
    source: Source, name: str, params: Mapping[str, str] | None = None, *, rules: str | PathLike[str]
) -> Answer:
    """The answer to a named query; `params` are given as a user writes them ("imagenet", "BERT", "arxiv:1810.04805").

    Raises `QueryError` for an unknown query, parameter or thing, with the nearest known names.
    """
    known = named_queries(rules)
    if name not in known:
        raise QueryError(f"no query is called {name!r}; there are: {', '.join(known) or 'none'}")
    return run(source, known[name], params or {})


def run(source: Source, asked: NamedQuery, params: Mapping[str, str]) -> Answer:
    """The answer to a named query that is read already."""
    declared = {param.name: param for param in asked.params}
    for name in params:
        if name not in declared:
            raise QueryError(f"query {asked.name}: no parameter {name!r}; it takes {_listed(asked.params)}")
    missing = [param for param in asked.params if param.required and not params.get(param.name)]
    if missing:
        raise QueryError(f"query {asked.name}: {_listed(missing)} is missing")
    opened = open_store(source)
    text = asked.text
    for name, given in params.items():
        if given:
            text = _bound(text, name, _term(opened, declared[name], given))
    return query(opened, text)


def _bound(text: str, name: str, term: ox.NamedNode | ox.Literal) -> str:
    """The query with a value for the parameter. A term writes itself the way SPARQL reads it, escapes and all."""
    return _values(name).sub(lambda _: f"VALUES ?{name} {{ {term} }}", text)


def _values(name: str) -> re.Pattern[str]:
    """Where a query takes the parameter: `VALUES ?name { UNDEF }`, so that it also runs without."""
    return re.compile(rf"VALUES\s+\?{name}\s*\{{\s*UNDEF\s*\}}")


def _listed(params: Iterable[Param]) -> str:
    return ", ".join(f"{param.name} ({param.type})" for param in params) or "none"


def _read_query(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    helped: list[str] = []
    params: list[Param] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#"):
            break
        if "param:" in line:
            params.append(_read_param(f"{path}:{number}", line, text))
        else:
            helped.append(line.lstrip("# ").rstrip())
    if not helped:
        raise QueryError(f"{path}:1: no help; begin the file with a comment that says what the query answers")
    return NamedQuery(name=path.stem, help=" ".join(helped), params=tuple(params), text=text)


def _read_param(where: str, line: str, text: str) -> Param:
    match = _PARAM.match(line)
    if match is None:
        raise QueryError(f"{where}: not a parameter; write `# param: dataset (Dataset) required`")
    if match["type"] not in PARAM_TYPES:
        raise QueryError(f"{where}: no type {match['type']!r}; types are {', '.join(PARAM_TYPES)}")
    if not _values(match["name"]).search(text):
        raise QueryError(f"{where}: nothing takes it; write VALUES ?{match['name']} {{ UNDEF }} into the query")
    return Param(name=match["name"], type=match["type"], required=match["required"] is not None)


# -- from what users write to terms ------------------------------------------------------------------------------


def _term(opened: ox.Store, param: Param, text: str) -> ox.NamedNode | ox.Literal:
    if param.type == "Text":
        return ox.Literal(text)
    if param.type == "Number":
        try:
            return ox.Literal(str(Decimal(text)), datatype=ox.NamedNode(PREFIXES["xsd"] + "decimal"))
        except InvalidOperation:
            raise QueryError(f"{param.name}: {text!r} is no number") from None
    if param.type == "Paper":
        return _find_paper(opened, text)
    types = SYSTEM_TYPES if param.type == "System" else () if param.type == "Entity" else (param.type,)
    return find_entity(opened, text, types)


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
    labels = [
        (quad.object.value, rank, quad.subject)
        for rank, label in enumerate(_NAMES)
        for quad in opened.quads_for_pattern(None, label, None)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and (not types or quad.subject in wanted)
    ]
    for form in (str, fold):
        for rank in range(len(_NAMES)):
            same = {subject for name, at, subject in labels if at == rank and form(name) == form(text)}
            if same:
                return min(same, key=lambda subject: (-_papers(opened, subject), subject.value))
    what = " or ".join(types) or "name"
    raise QueryError(f"{text!r} is no {what} of this graph{suggest(text, (name for name, _, _ in labels))}")


def _subjects(opened: ox.Store, predicate: ox.NamedNode, target: ox.NamedNode | ox.Literal) -> Iterator[ox.NamedNode]:
    for quad in opened.quads_for_pattern(None, predicate, target):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _papers(opened: ox.Store, thing: ox.NamedNode) -> int:
    roles = map(_ontology, PAPER_PREDICATES.values())
    return sum(1 for role in roles for _ in opened.quads_for_pattern(None, role, thing))


def _find_paper(opened: ox.Store, text: str) -> ox.NamedNode:
    """The paper with this id, label or title."""
    fields = [ox.NamedNode(PREFIXES["dcterms"] + "identifier"), _ontology("givenId")]
    fields += [ox.NamedNode(PREFIXES["schema"] + "name")]
    for field in fields:
        found = sorted(_subjects(opened, field, ox.Literal(text)), key=lambda subject: subject.value)
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
