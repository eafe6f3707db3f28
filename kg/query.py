"""Questions to the graph in SPARQL: free ones, and named ones with what a user gives bound as values.

Questions only read: updates and calls to other servers are refused. What a user gives to a named query never becomes
part of its text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from os import PathLike, fspath
from pathlib import Path
from typing import TypeAlias, TypeVar

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.rdf import store
from kg.export.vocabulary import PREFIXES, THINGS
from kg.graph import Graph
from kg.model import ENTITY_TYPES
from kg.questions import NamedQuery, Param, bound, check_params, find_query, named_queries
from kg.resolve import find_entity, find_term

__all__ = [
    "Answer",
    "NamedQuery",
    "Param",
    "Source",
    "Value",
    "check_reads_only",
    "construct",
    "find_entity",
    "named_queries",
    "open_store",
    "query",
    "run",
    "run_named",
]

Value: TypeAlias = str | int | float | bool | Decimal | None
Source: TypeAlias = "Graph | ox.Store | str | PathLike[str]"
"""A graph, an open store, or the path of a Turtle file."""

_Found: TypeAlias = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows of an answer in their order; an IRI is a string, a number a number, an absent value `None`."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def records(self) -> list[dict[str, Value]]:
        """The rows as column → value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


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
    return _asked(source, sparql, _answer)


def construct(source: Source, sparql: str) -> list[ox.Triple]:
    """The triples of a CONSTRUCT or DESCRIBE query, in no order; raises `QueryError` as `query` does."""

    def triples(found: _Found) -> list[ox.Triple]:
        if not isinstance(found, ox.QueryTriples):
            raise QueryError("query: gives no triples; write a CONSTRUCT query")
        return list(found)

    return _asked(source, sparql, triples)


def _asked(source: Source, sparql: str, read: Callable[[_Found], _T]) -> _T:
    check_reads_only(sparql)
    opened = open_store(source)
    try:
        return read(opened.query(sparql, prefixes=_PREFIXES))
    except SyntaxError as error:
        raise QueryError(f"query: {_one_line(error)}; prefixes known: {', '.join(sorted(PREFIXES))}") from error
    except (OSError, RuntimeError, ValueError) as error:
        raise QueryError(f"query: {_one_line(error)}") from error


def run_named(
    source: Source, name: str, params: Mapping[str, str] | None = None, *, rules: str | PathLike[str]
) -> Answer:
    """The answer to a named query; `params` are given as a user writes them ("imagenet", "BERT", "arxiv:1810.04805").

    Raises `QueryError` for an unknown query, parameter or thing, with the nearest known names.
    """
    return run(source, find_query(named_queries(rules), name), params or {})


def run(source: Source, asked: NamedQuery, params: Mapping[str, str]) -> Answer:
    """The answer to a named query that is read already."""
    given = check_params(asked, params)
    opened = open_store(source)
    # A term writes itself the way SPARQL reads it, escapes and all.
    terms = {
        param.name: str(find_term(opened, param, given[param.name])) for param in asked.params if param.name in given
    }
    return query(opened, bound(asked.text, terms))


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


def _answer(found: _Found) -> Answer:
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
