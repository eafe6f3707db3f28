"""A part of the graph to look at: what lies around a name, or what an answer to a query speaks of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from kg.errors import ExportError
from kg.export.terms import node_iri
from kg.graph import Graph
from kg.lookup import find_node
from kg.part import around, by_name, part, things_of
from kg.query import Value, query


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A graph with the title of its page and the part of the address after `#` that the page opens at."""

    graph: Graph
    title: str
    start: str = ""


def of_name(graph: Graph, name: str, depth: int) -> View:
    """What lies within so many steps of the thing or paper a user means by a name. Raises `QueryError`."""
    key = find_node(graph, name)
    node = graph.nodes[key]
    found = part(graph, around(graph, key, depth))
    if node["kind"] != "entity":
        return View(graph=found, title=node["title"] or node["label"])
    title = f"{node['name']} and what is within {depth} step{'' if depth == 1 else 's'}"
    return View(graph=found, title=title, start=urlencode({"node": key, "view": "whole"}))


def of_query(graph: Graph, sparql: str, title: str) -> View:
    """What the answer to a SPARQL query speaks of: things by their IRI or their name, papers and results by their IRI.

    Raises `QueryError` for a mistake in the query, `ExportError` for an answer without anything that can be drawn.
    """
    answer = query(graph, sparql)
    found = things_of(graph, _nodes_of_values(graph, (value for row in answer.rows for value in row)))
    if not found:
        fact = "its answer is empty" if not answer.rows else "nothing in its answer is a thing, a paper or a result"
        raise ExportError(f"{title}: {fact}; SELECT what is to be drawn, e.g. SELECT ?model {{ ?model a kg:Model }}")
    return View(graph=part(graph, found), title=title)


def _nodes_of_values(graph: Graph, values: Iterable[Value]) -> Iterable[str]:
    by_iri = {node_iri(graph, key).value: key for key in graph}
    named = by_name(graph)
    for value in dict.fromkeys(value for value in values if isinstance(value, str)):
        if value in by_iri:
            yield by_iri[value]
        else:
            yield from named.get(value, ())
