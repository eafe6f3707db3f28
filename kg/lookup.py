"""Looking things up in a graph: the node a user means by a name, and the leaderboard of a data set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from kg.errors import QueryError
from kg.model import fold

if TYPE_CHECKING:
    from kg.graph import Graph


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a leaderboard."""

    rank: int
    system: str | None
    name: str
    dataset: str
    metric: str | None
    value: Decimal
    high: Decimal | None
    unit: str | None
    settings: tuple[str, ...]
    papers: tuple[str, ...]
    result: str


def find_node(graph: Graph, name: str, types: Iterable[str] = ()) -> str:
    """The node a user means by a key, a name, an alias or a paper's id or label, spelt any way.

    Exact beats folded and a name beats an alias; of several the one most papers speak of. Raises `QueryError` with
    the nearest names. `types` limits the answer to entities of these types.
    """
    wanted = tuple(types)
    if name in graph and _is_one_of(graph.nodes[name], wanted):
        return name
    forms: tuple[Callable[[str], str], ...] = (str, fold)
    candidates = [(key, node) for key, node in graph.nodes(data=True) if _is_one_of(node, wanted)]
    for form in forms:
        for names in (_names, _aliases):
            found = [
                (-len(node.get("papers", ())), key)
                for key, node in candidates
                if form(name) in map(form, names(key, node))
            ]
            if found:
                return min(found)[1]
    raise QueryError(_unknown(name, wanted, (text for key, node in candidates for text in _all_names(key, node))))


def _is_one_of(node: Mapping[str, Any], types: tuple[str, ...]) -> bool:
    return node.get("type") in types if types else True


def _names(key: str, node: Mapping[str, Any]) -> tuple[str, ...]:
    if node["kind"] == "entity":
        return (str(node["name"]), key)
    return (key, str(node["label"]), str(node["title"])) if node["kind"] == "paper" else (key,)


def _aliases(_: str, node: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(node.get("aliases", ()))


def _all_names(key: str, node: Mapping[str, Any]) -> tuple[str, ...]:
    return (node["name"], *node["aliases"]) if node["kind"] == "entity" else ()


def _unknown(name: str, types: tuple[str, ...], known: Iterable[str]) -> str:
    what = " or ".join(types) if types else "name"
    return f"{name!r} is no {what} of this graph{suggest(name, known)}"


def suggest(name: str, known: Iterable[str]) -> str:
    """The end of an error message: the names nearest to the one not found, or what to do without any."""
    near = nearest(name, known)
    return f"; nearest: {', '.join(near)}" if near else "; look for it in tables/entities.csv"


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Up to three names spelled much like this one, or else with it inside."""
    spellings: dict[str, str] = {}
    for text in sorted(set(known)):
        spellings.setdefault(fold(text), text)
    near = get_close_matches(fold(name), spellings, n=3, cutoff=0.6)
    part = fold(name)
    near += sorted(form for form in spellings if part and part in form and form not in near)[: 3 - len(near)]
    return [spellings[form] for form in near]


def leaderboard(graph: Graph, dataset: str, metric: str | None = None) -> list[Row]:
    """The absolute scores on a data set, metric by metric, best first; a metric of unknown direction: highest first.

    `dataset` and `metric` are names as a user writes them. Raises `QueryError` for unknown ones.
    """
    board = find_node(graph, dataset, ["Dataset"])
    measure = None if metric is None else find_node(graph, metric, ["Metric"])
    found: dict[str, list[tuple[Decimal, str]]] = defaultdict(list)
    for id_, _, key in graph.in_edges(board, keys=True):
        node = graph.nodes[id_]
        if key != "dataset" or node["quantity_kind"] != "score" or (measure and node["metric"] != measure):
            continue
        lower = node["metric"] is not None and graph.nodes[node["metric"]]["direction"] == "lower"
        found[node["metric"] or ""].append((node["value"] if lower else -node["value"], id_))
    # Results without a metric come last: nobody can tell what they count.
    return [
        _row(graph, board, rank, id_)
        for name in sorted(found, key=lambda key: (key == "", key))
        for rank, (_, id_) in enumerate(sorted(found[name]), start=1)
    ]


def _row(graph: Graph, dataset: str, rank: int, id_: str) -> Row:
    node = graph.nodes[id_]
    system = node["system"]
    return Row(
        rank=rank,
        system=system,
        name="(unnamed)" if system is None else graph.nodes[system]["name"],
        dataset=dataset,
        metric=node["metric"],
        value=node["value"],
        high=node["high"],
        unit=node["unit"],
        settings=node["settings"],
        papers=node["papers"],
        result=id_,
    )
