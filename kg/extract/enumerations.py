"""Enumerations: names with nothing but commas, "and" and "or" between them, which share what one of them is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.candidate import Candidate
from kg.extract.reading import Reading, Unit

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
    if before == start or units[before - 1].low not in _PREPOSITIONS:
        return False
    behind = at + 3 if at + 2 < end and units[at + 1].low == "with" else at + 1
    if behind >= end:
        return False
    # "On GSM8K, LoomLM solves more": what opens a sentence ends at its comma.
    opening = before - 1 == start and [unit.low for unit in units[before + 1 : at]] == [","]
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
