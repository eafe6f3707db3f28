"""The only place that says when two papers disagree: different scores for one system, data set, metric and setting."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any

from kg.model import Evidence

Nodes = Mapping[str, Mapping[str, Any]]

_SHARES = (None, "%")
"""Units that authors leave out or write as they please: 0.905, 90.5 and 90.5% are one accuracy."""

_BOUND = re.compile(
    r"(?:\b(?:up to|at (?:least|most)|as (?:high|low|much) as|(?:more|less|better|lower|higher|greater) than|over|"
    r"above|below|under|nearly|almost|"
    r"about|around|approximately|roughly|within|between)\s+(?:an?\s+|the\s+)?|[~<>≤≥≈]\s*)\Z",
    re.IGNORECASE,
)
"""What stands before a number that is a bound or a guess, and so agrees with many numbers."""


def conflicts(nodes: Nodes, quantities: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of ids (smaller first, sorted) of results with different scores for the same thing, from different papers.

    The same thing is one system, metric, setting and list of data sets, all named. Two papers disagree where no score
    of the one agrees with any of the other: a paper that gives several has measured variants, and means one of them.
    Scores agree if rounding explains the difference, or if their units cannot be compared. Bounds ("up to 90%") and
    ranges say too little to disagree.
    """
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for id_ in quantities:
        node = nodes[id_]
        if node["kind"] != "result":
            continue
        named = node["system"] is not None and node["metric"] is not None and node["datasets"]
        if named and node["quantity_kind"] == "score" and node["high"] is None:
            groups[node["system"], _the_same(node)].append(id_)
    found: set[tuple[str, str]] = set()
    for group in groups.values():
        if len(group) > 1:
            found.update(_disagreeing(nodes, group))
    yield from sorted(found)


def _the_same(node: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The qualifiers that must be equal; what a score was compared with does not change it."""
    return tuple((name, values) for name, values in node["qualifiers"] if name not in ("baseline", "task"))


def _disagreeing(nodes: Nodes, group: list[str]) -> Iterator[tuple[str, str]]:
    by_paper: dict[str, list[str]] = defaultdict(list)
    for id_ in group:
        exact = {piece.paper for piece in nodes[id_]["evidence"] if not _bounded(piece, nodes[piece.paper])}
        for paper in exact:
            by_paper[paper].append(id_)
    for one, other in combinations(sorted(by_paper), 2):
        pairs = [(a, b) for a in by_paper[one] for b in by_paper[other]]
        if not any(a == b or agree(nodes[a], nodes[b]) for a, b in pairs):
            yield from ((min(pair), max(pair)) for pair in pairs)


def _bounded(piece: Evidence, paper: Mapping[str, Any]) -> bool:
    """Whether the number is written as a bound; it is one of the spans, and the others are names."""
    before = (paper[span.field][max(0, span.start - 30) : span.start] for span in piece.spans)
    return any(map(_BOUND.search, before))


def agree(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two scores can be one number: equal to the last digit of the rounder one, as a share or in per cent.

    >>> score = lambda value, unit: {"value": Decimal(value), "unit": unit}
    >>> agree(score("90.5", "%"), score("91", None)), agree(score("0.905", None), score("90.5", "%"))
    (True, True)
    >>> agree(score("90.5", "%"), score("90.1", "%"))
    False
    """
    a, b = one["value"], other["value"]
    if one["unit"] != other["unit"] and not {one["unit"], other["unit"]} <= set(_SHARES):
        return True
    as_shares = ((x.scaleb(2), y) for x, y in ((a, b), (b, a)) if one["unit"] in _SHARES and 0 <= x <= 1)
    return _close(a, b) or any(_close(x, y) for x, y in as_shares)


def _close(a: Decimal, b: Decimal) -> bool:
    last = max(_places(a), _places(b))
    return abs(a - b) * 2 <= Decimal(1).scaleb(last)


def _places(number: Decimal) -> int:
    """The place of the last digit: 0 for 90, -1 for 90.5."""
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0
