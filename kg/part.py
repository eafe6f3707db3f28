"""Parts of a graph: what lies around a thing, and what a list of nodes has to do with each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.graph import LINK_PREDICATES, QUANTITY_PREDICATES, Graph, nodes_of

NEAR = ("outperforms", "matches", "basedOn", "variantOf", "evaluatedOn", "addresses", "measuredBy")
"""Predicates between entities that make them neighbours."""
NUMBERS = ("result", *QUANTITY_PREDICATES)
"""Kinds of nodes that are numbers."""


def around(graph: Graph, start: str, depth: int) -> list[str]:
    """The entities within so many steps of a thing or paper, the nearest first.

    Metrics are reached, not passed: half of all systems are measured by "accuracy", which makes them no neighbours. A
    thing without neighbours has those that share a paper with it.
    """
    found = {start: 0} if graph.nodes[start]["kind"] == "entity" else dict.fromkeys(named_in(graph, start), 1)
    edge = list(found)
    for step in range(min(found.values(), default=0), depth):
        near = {other for key in edge if _passes(graph, key, start) for other in _near(graph, key)}
        edge = sorted(near - found.keys())
        found.update(dict.fromkeys(edge, step + 1))
    if [*found] == [start] and depth > 0:
        beside = (other for paper in graph.nodes[start]["papers"] for other in named_in(graph, paper))
        found = dict.fromkeys(beside, 1) | found
    return sorted(found, key=lambda key: (found[key], key))


def _passes(graph: Graph, key: str, start: str) -> bool:
    return key == start or graph.nodes[key]["type"] != "Metric"


def _near(graph: Graph, key: str) -> Iterable[str]:
    yield from (target for _, target, predicate in graph.out_edges(key, keys=True) if predicate in NEAR)
    yield from (source for source, _, predicate in graph.in_edges(key, keys=True) if predicate in NEAR)


def named_in(graph: Graph, paper: str) -> list[str]:
    """The entities that a paper names."""
    return sorted(target for _, target, edge in graph.out_edges(paper, data=True) if "role" in edge)


def part(graph: Graph, entities: Iterable[str]) -> Graph:
    """The graph of some entities: with their numbers, what these are measured by and on, and the papers that say so."""
    kept = {key for key in entities if key in graph}
    numbers = {key for kind in NUMBERS for key in _of(graph, kept, kind)}
    told = {*kept, *(end for key in numbers for end in ends(graph.nodes[key]) if graph.nodes[end]["type"] == "Metric")}
    lines = graph.subgraph(told).edges(data=True)
    numbers.update(margin for _, _, line in lines for margin in line.get("margins", ()))
    papers = {paper for key in told for paper in graph.nodes[key]["papers"]}
    links = {url for paper in papers for _, url, name in graph.out_edges(paper, keys=True) if name in LINK_PREDICATES}
    found: Graph = graph.subgraph({*told, *numbers, *papers, *links}).copy()
    return found


def ends(number: Mapping[str, object]) -> list[str]:
    """The entities that a number is about: its system and those of its qualifiers."""
    one = (number.get(name) for name in ("of", "system", "metric", "baseline", "task"))
    many = number.get("datasets", ())
    assert isinstance(many, tuple)
    return [key for key in (*one, *many) if isinstance(key, str)]


def _of(graph: Graph, kept: set[str], kind: str) -> Iterable[str]:
    """The numbers whose every end but a metric is kept, and that have such an end."""
    for key, node in nodes_of(graph, kind):
        found = [end for end in ends(node) if graph.nodes[end]["type"] != "Metric" or end in kept]
        if found and kept.issuperset(found):
            yield key


def things_of(graph: Graph, nodes: Iterable[str]) -> list[str]:
    """The entities that nodes of any kind stand for: a paper for what it names, a number for what it is about."""
    found: dict[str, None] = {}
    for key in nodes:
        kind = graph.nodes[key]["kind"]
        if kind == "entity":
            found[key] = None
        elif kind == "paper":
            found.update(dict.fromkeys(named_in(graph, key)))
        elif kind != "link":
            found.update(dict.fromkeys(ends(graph.nodes[key])))
    return list(found)


def by_name(graph: Graph) -> dict[str, list[str]]:
    """Name or alias → the entities of that name."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, node in nodes_of(graph, "entity"):
        for name in {node["name"], *node["aliases"]}:
            found[name].append(key)
    return {name: sorted(found[name]) for name in sorted(found)}
