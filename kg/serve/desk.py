"""What a worker can be asked, each answered from the open store: queries, things, names, pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.vocabulary import PREFIXES, THINGS
from kg.model import ENTITY_TYPES
from kg.query import check_reads_only
from kg.questions import NamedQuery, Param, bound, by_group, check_params
from kg.resolve import find_term
from kg.serve import pages, vocabulary
from kg.serve.accept import best
from kg.serve.answers import ROWS, TRIPLES, Bounded, bounded, write_rows, write_triples, write_truth
from kg.serve.names import Names
from kg.serve.things import Things

HTML = "text/html"
ASKED_PREFIXES: Mapping[str, str] = {**{kind.lower(): f"{THINGS}{kind}/" for kind in ENTITY_TYPES}, **PREFIXES}
"""What a query need not declare."""

SUFFIXES: Mapping[str, str] = {
    ".ttl": "text/turtle",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".jsonld": "application/ld+json",
    ".html": HTML,
}
"""The end of an address → the format it asks for, whatever `Accept` says."""


class Refused(QueryError):
    """A request that gets no answer, for a reason that has an HTTP status of its own."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Reply:
    """How an answer is to be sent."""

    status: int = 200
    media_type: str = "text/plain"
    varies: bool = False

    def head(self) -> dict[str, Any]:
        """The same as plain values for JSON."""
        return {"status": self.status, "type": self.media_type, "varies": self.varies}


class Desk:
    """Answers requests, which are dicts that say under `do` what is wanted; `rows` is how many an answer may have."""

    def __init__(self, store: ox.Store, queries: Mapping[str, NamedQuery], rows: int) -> None:
        self.store = store
        self.queries = queries
        self.rows = rows
        self.things = Things(store)
        self.has_graphs = next(store.named_graphs(), None) is not None
        self.size = len(store)

    @cached_property
    def names(self) -> Names:
        """All names of the graph, gathered when first needed."""
        return Names(self.things)

    def answer(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        """How to send what has been written to the file. Raises `QueryError`, `Refused` and `TooLarge`."""
        return self._answers[request["do"]](request, file)

    @cached_property
    def _answers(self) -> Mapping[str, Callable[[Mapping[str, Any], Bounded], Reply]]:
        return {
            "sparql": self._sparql,
            "describe": self._describe_service,
            "thing": self._thing,
            "ontology": self._ontology,
            "entity": self._entity,
            "search": self._search,
            "index": self._index,
            "editor": self._editor,
            "queries": self._queries,
            "named": self._named,
        }

    # -- queries

    def _sparql(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        text: str = request["query"]
        check_reads_only(text)
        return self._write(self._asked(text, request["default"], request["named"]), request["accept"], file)

    def _write(self, found: Any, accept: str | None, file: Bounded) -> Reply:
        """How to send the answer to a query, which is written in the format the client likes best."""
        if isinstance(found, ox.QueryTriples):
            media_type = _chosen(accept, [*TRIPLES])
            write_triples(bounded(found, self.rows, "triples"), TRIPLES[media_type], PREFIXES, file)
        else:
            media_type = _chosen(accept, [*ROWS])
            if isinstance(found, ox.QueryBoolean):
                write_truth(found, ROWS[media_type], file)
            else:
                write_rows(found, ROWS[media_type], self.rows, file)
        return Reply(media_type=media_type, varies=True)

    def _asked(self, text: str, default: list[str], named: list[str]) -> Any:
        graphs: dict[str, Any] = {}
        try:
            if default or named:
                graphs = {"default_graph": [*map(ox.NamedNode, default)], "named_graphs": [*map(ox.NamedNode, named)]}
            elif self.has_graphs and not re.search(r"\bFROM\b", text, re.IGNORECASE):
                # One graph a paper: who names no graph means all of them.
                graphs = {"use_default_graph_as_union": True}
            return self.store.query(text, prefixes=dict(ASKED_PREFIXES), **graphs)
        except (SyntaxError, ValueError) as error:
            known = ", ".join(sorted(ASKED_PREFIXES))
            raise QueryError(f"query: {_one_line(error)}; prefixes known: {known}") from error

    def _named(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        """The answer to a named query; what the client gives is bound, and never becomes part of its text."""
        asked = self.queries.get(request["name"])
        if asked is None:
            raise Refused(404, f"no query is called {request['name']!r}; there are: {', '.join(self.queries)}")
        given = check_params(asked, request["params"])
        params = [param for param in asked.params if param.name in given]
        # A term writes itself the way SPARQL reads it, escapes and all.
        terms = {param.name: str(find_term(self.store, param, given[param.name])) for param in params}
        return self._write(self._asked(bound(asked.text, terms), [], []), request["accept"], file)

    def _queries(self, _request: Mapping[str, Any], file: Bounded) -> Reply:
        found = [*map(_question, self.queries.values())]
        file.write(_json({"queries": found, "prefixes": dict(ASKED_PREFIXES)}))
        return Reply(media_type="application/json")

    def _describe_service(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        media_type = _chosen(request["accept"], [*TRIPLES])
        triples = vocabulary.service(request["address"], self.size)
        write_triples(triples, TRIPLES[media_type], vocabulary.SERVICE_PREFIXES, file)
        return Reply(media_type=media_type, varies=True)

    # -- things

    def _thing(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        path, suffix = request["path"], ""
        node = self.things.node(path)
        if not self.things.known(node):
            # Only then is the end a suffix: names have dots too ("Model/gpt-3.ttl" may be one some day).
            stem, suffix = _split(path)
            node = self.things.node(stem)
        if not self.things.known(node):
            return self._missing(request, file, _split(path)[0])
        media_type = SUFFIXES.get(suffix) or _chosen(request["accept"], [*TRIPLES, HTML], browser=request["browser"])
        if media_type == HTML:
            file.write(pages.thing(self.things, node).encode())
        else:
            write_triples(self.things.triples(node), TRIPLES[media_type], PREFIXES, file)
        return Reply(media_type=media_type, varies=not suffix)

    def _missing(self, request: Mapping[str, Any], file: Bounded, path: str) -> Reply:
        near = self.names.near(path.rsplit("/", 1)[-1])
        if best(request["accept"], [HTML, "text/plain"]) == HTML and request["browser"]:
            file.write(pages.missing(path, near).encode())
            return Reply(404, HTML, varies=True)
        told = ", ".join(f"{found.name} ({found.id})" for found in near) or "none"
        file.write(f"nothing here is called {path!r}; nearest: {told}\n".encode())
        return Reply(404, varies=True)

    def _ontology(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        offered = [*TRIPLES, HTML]
        media_type = SUFFIXES.get(request["suffix"]) or _chosen(request["accept"], offered, browser=request["browser"])
        if media_type == HTML:
            file.write(pages.ontology(vocabulary.terms(self.store)).encode())
        else:
            write_triples(vocabulary.triples(self.store), TRIPLES[media_type], PREFIXES, file)
        return Reply(media_type=media_type, varies=True)

    def _entity(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        node = self.things.node(request["key"])
        if not self.things.known(node):
            raise Refused(404, f"nothing here has the key {request['key']!r}; keys look like Model/bert")
        file.write(_json(self.things.about(node)))
        return Reply(media_type="application/json")

    def _search(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        file.write(_json([found.as_dict() for found in self.names.find(request["q"])]))
        return Reply(media_type="application/json")

    # -- pages

    def _index(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        asked = request["q"].strip()
        found = self.names.find(asked) if asked else ()
        near = self.names.near(asked) if asked and not found else ()
        page = pages.index(
            asked, found, near, self.names.top(), self.names.counts, self.size, explorer=request["explorer"]
        )
        file.write(page.encode())
        return Reply(media_type=HTML)

    def _editor(self, request: Mapping[str, Any], file: Bounded) -> Reply:
        file.write(pages.editor(by_group(self.queries.values()), request["seconds"], self.rows).encode())
        return Reply(media_type=HTML)


def _chosen(accept: str | None, offered: list[str], *, browser: bool = False) -> str:
    """The media type to send. A browser's page comes first where formats suit it alike. Raises `Refused` with 406."""
    if browser and HTML in offered:
        offered = [HTML, *offered]
    found = best(accept, offered)
    if found is None:
        raise Refused(406, f"nothing in {accept!r} can be sent; there is {', '.join(dict.fromkeys(offered))}")
    return found


def _question(query: NamedQuery) -> dict[str, Any]:
    told = {name: getattr(query, name) for name in ("name", "help", "group", "text")}
    return {**told, "params": [*map(_param, query.params)], "example": dict(query.example)}


def _param(param: Param) -> dict[str, Any]:
    return {"name": param.name, "type": param.type, "required": param.required}


def _split(path: str) -> tuple[str, str]:
    for suffix in SUFFIXES:
        if path.endswith(suffix):
            return path.removesuffix(suffix), suffix
    return path, ""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "replace") + b"\n"


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
