"""Siblings: new names listed beside one that the paper introduces: "we propose two losses, A and B"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.candidate import Candidate
from kg.extract.clusters import Cluster
from kg.extract.compiler import Match
from kg.extract.reading import Reading, Unit

RULE = "roles.enumeration"


def share_introduced(
    reading: Reading,
    groups: Sequence[Sequence[Candidate]],
    roles: Sequence[Match],
    owner: Mapping[int, Cluster],
) -> None:
    """What is said of the first holds for the new names listed after it."""
    introduced = {
        at: match.rule.weight for match in roles for at in match.slots.get("introduced", ()) if match.rule.weight >= 1
    }
    weights = {id(reading.units[at].candidate): weight for at, weight in introduced.items()}
    for group in groups:
        first = next((index for index, c in enumerate(group) if id(c) in weights), None)
        if first is None or _describes(group[first]):
            continue
        for candidate in group[first + 1 :]:
            if candidate.label == "Name" and candidate.tier == "name":
                _introduce(owner.get(id(candidate)), weights[id(group[first])])
    for at in sorted(introduced):
        named = reading.units[at].candidate
        for candidate in _after(reading.units, at) if named is not None and not _describes(named) else ():
            _introduce(owner.get(id(candidate)), introduced[at])


def _introduce(cluster: Cluster | None, weight: float) -> None:
    if cluster is not None:
        cluster.roles["introduced"].setdefault(RULE, weight)


def _describes(candidate: Candidate) -> bool:
    """Whether it is but half of a name: "a Knot-aware and Loop-aware Gate"."""
    return _HALF.fullmatch(candidate.text) is not None


def _after(units: Sequence[Unit], at: int) -> Iterator[Candidate]:
    """The names that follow, each with its short form and its kind: "a Knot Gate (KG) and a Loop Loss"."""
    found: list[Candidate] = []
    while True:
        at = _behind(units, at)
        joined = at < len(units) and units[at].low in _JOINING
        if at < len(units) and units[at].low == ",":
            at += 1
            joined = at < len(units) and units[at].low in _JOINING
        elif not joined:
            return
        at += joined
        while at < len(units) and units[at].low in _LEADING:
            at += 1
        candidate = units[at].candidate if at < len(units) else None
        if candidate is None or not _new(candidate) or _goes_on(units, at):
            return
        found.append(candidate)
        if joined:
            # Without an "and" a comma may stand before anything.
            yield from found
            return


def _behind(units: Sequence[Unit], at: int) -> int:
    """The place behind a name, its short form in brackets and the noun for its kind."""
    at += 1
    if at + 2 < len(units) and units[at].low == "(" and units[at + 2].low == ")":
        at += 3
    if at < len(units) and units[at].low in _KINDS:
        at += 1
    return at


def _new(candidate: Candidate) -> bool:
    """Whether it is a name of the paper's making as far as its spelling tells."""
    several = " " in candidate.text or "-" in candidate.text
    return candidate.known is None and (candidate.label == "Name" or (candidate.label == "Cap" and several))


def _goes_on(units: Sequence[Unit], at: int) -> bool:
    """Whether a new clause begins with the name: "we propose LoomNet, and TwigNet is its core"."""
    at = _behind(units, at)
    return at < len(units) and units[at].low in _FINITE


_HALF = re.compile(r"[A-Z][a-z]+-[a-z]+")
_JOINING = frozenset({"and", "&"})
_LEADING = frozenset("a an the our novel new".split())
_FINITE = frozenset("is are was were has have achieves outperforms shows can".split())
_KINDS = frozenset(
    "module modules mechanism strategy scheme block loss layer approach technique framework network model method "
    "algorithm dataset benchmark corpus unit branch encoder decoder function objective".split()
)
