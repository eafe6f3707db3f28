"""Enumerations: names with nothing but commas, "and" and "or" between them, which share what one of them is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kg.extract.candidate import Candidate
from kg.extract.clusters import Cluster
from kg.extract.reading import Reading, Unit
from kg.model import ENTITY_TYPES

_SEPARATORS = frozenset({",", "and", "or", "/", "&", "the", "as", "well", ";", "vs.", "versus", "both", "+"})


def enumerations(reading: Reading) -> list[list[Candidate]]:
    """Runs of two or more candidates with nothing but commas, "and", "or" between them."""
    groups: list[list[Candidate]] = []
    for start, end in reading.sentences:
        things = [
            (at, unit.candidate)
            for at, unit in enumerate(reading.units[start:end], start)
            if unit.candidate is not None and unit.label
        ]
        groups += [[candidate] for _, candidate in things[:1]]
        bracket = False
        for (before, _), (at, candidate) in pairwise(things):
            listed, bracket = _listed(reading.units[before + 1 : at], bracket)
            if listed and not _new_clause(reading.units, before, at, start, end):
                groups[-1].append(candidate)
            else:
                groups.append([candidate])
    return [group for group in groups if len(group) > 1]


def _new_clause(units: Sequence[Unit], before: int, at: int, start: int, end: int) -> bool:
    """Whether a name is the subject of what follows and ends no list: "86% on ImageNet and MAE with ViT-L obtains"."""
    if before == start:
        return False
    # "On parsing (PTB) and tagging (WSJ), LoomNet gains": what explains a task ends with its bracket.
    explains = units[before - 1].low == "(" and units[before + 1].low == ")"
    if not (explains or units[before - 1].low in _PREPOSITIONS):
        return False
    between = [unit.low for unit in units[before + 1 : at]]
    behind = at + 3 if at + 2 < end and units[at + 1].low == "with" else at + 1
    if behind >= end:
        return False
    # "On GSM8K, LoomLM solves more": what opens a sentence ends at its comma.
    opening = (before - 1 == start and between == [","]) or (
        explains and between == [")", ","] and units[start].low in _PREPOSITIONS
    )
    verb = units[behind].low
    return verb in _FINITE or (opening and verb.isalpha() and verb.endswith("s") and verb not in _PLURALS)


_PREPOSITIONS = frozenset({"on", "in", "of", "for", "over", "at", "by"})
_FINITE = frozenset(
    (
        "achieves obtains reaches attains scores yields gets outperforms surpasses beats exceeds improves reduces is "
        "has shows needs requires uses matches loses gains"
    ).split()
)
_PLURALS = frozenset(
    "benchmarks collections corpora datasets metrics methods models networks sets tasks tests as".split()
)


def _listed(between: Sequence[Unit], bracket: bool) -> tuple[bool, bool]:
    """Whether what stands between two candidates makes them a list, and whether a bracket is open after it."""
    separated = False
    for unit in between:
        if unit.low in _SEPARATORS:
            separated = separated or unit.low not in ("the", "as", "both")
        elif unit.low in ("(", ")"):
            bracket = unit.low == "("
        elif unit.number is None or not bracket:
            return False, False
    return separated, bracket


def share(groups: Sequence[Sequence[Candidate]], owner: Mapping[int, Cluster], settings: Mapping[str, Any]) -> None:
    """Members of an enumeration lend each other their strongest type."""
    for group in groups:
        clusters = [owner[id(c)] for c in group if id(c) in owner]
        best = [(cluster.total(kind), kind) for cluster in clusters for kind in [_strongest(cluster)]]
        gifts: Counter[str] = Counter()
        for total, kind in best:
            if total > 0:
                gifts[kind] = max(gifts[kind], min(total, 4.0))  # type: ignore[assignment]
        sure = {kind for total, kind in best if total >= _SURE}
        agreed = len(sure) == 1 and sum(total >= _SURE for total, _ in best) > 1
        for cluster in clusters:
            for kind, weight in sorted(gifts.items()):
                if _unfit(cluster, kind):
                    continue
                usual = "shared_data" if kind == "Dataset" else "shared"
                factor = float(settings["shared_sure" if agreed and kind in sure else usual])
                cluster.vote(kind, factor * weight, "types.enumeration")


_ANNOUNCED = "dataset.several"
_SURE = 2.5
"""How much speaks for what the lists know or the words outright say; two such members set the type of a list."""


def _strongest(cluster: Cluster) -> str:
    if _ANNOUNCED in cluster.votes.get("Dataset", {}):
        # "datasets (SGD, LoomWOZ and FenWOZ)": what the lists know by that acronym is another thing.
        return "Dataset"
    totals = {kind: cluster.total(kind) for kind in ENTITY_TYPES}
    return max(ENTITY_TYPES, key=lambda kind: totals[kind])


def _unfit(cluster: Cluster, kind: str) -> bool:
    """Whether a name cannot be what stands beside it: terms are no data, and what is spelled in two cases no measure.

    "0.1% of the parameters, LoomTune trains", "49.1 ROUGE-1 and FenSum3D".
    """
    if kind == "Dataset":
        return any(c.known and c.known.tier == "term" and not c.text.isupper() for c in cluster.candidates)
    return kind == "Metric" and any(_camel(c.text) for c in cluster.candidates)


_CAMEL = re.compile(r"(?=\w{5})[A-Z]+[a-z]+(?:[A-Z]+[a-z]*|\d+D?)+(?:[A-Z]+|\d+)?|[A-Z]{1,2}[A-Z][a-z]{2,}\d*")


def _camel(text: str) -> bool:
    """Whether a name is words run together: "LoomTune"; measures are acronyms or have "score" in them."""
    return _CAMEL.fullmatch(text) is not None and not text.endswith(("Score", "Rate"))
