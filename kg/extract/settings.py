"""Settings: what makes numbers incomparable (shots, split, resolution, tuning), given to the numbers it is told of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.attached import Row
from kg.extract.clauses import Clauses
from kg.extract.places import BREAKS

_SHOTS = re.compile(r"(zero|one|few|two|three|five|ten|\d+)[- ]shots?\b")
_RESOLUTION = re.compile(
    r"\b(\d{2,4})(?: ?[x×] ?|x)(\d{2,4})(?: ?[x×] ?\d{1,4})?\b(?! (?:faster|smaller|fewer|more|less|speed))"
)
_TUNED = re.compile(r"(?:further )?fine-?tun(?:ed|ing)\b")
_WITHOUT = frozenset({"without", "no"})
_TUNING = frozenset({"after", "when", "with", "if", "any", "further"}) | _WITHOUT
"""What stands before "fine-tuning" where it is a condition and nothing somebody is good at."""
_REGIMES = frozenset({"setting", "settings", "regime", "scenario", "scenarios"})
_HELD_OUT = frozenset("set split subset partition data dataset accuracy error perplexity loss fold folds".split())
"""What a split is told of: "the validation set"."""
_PICTURES = frozenset(
    "resolution resolutions image images input inputs pixel pixels px crop crops frames patches".split()
)
_LOOSE = frozenset("in on at under the a an for with its our their both by of when after without no being if".split())
"""What may stand between a joint and what it joins."""
_COUNTED = frozenset({",", "and", "or", "&", "/", "-"})
_LISTED = frozenset("on in for of the , and both & / to from".split())
_PAIRING = frozenset({",", "and", "&", "/", "or", "the", "set", "sets", "split", "setting", "settings"})
"""What stands between settings that are listed."""
_OF = frozenset({"set", "sets", "split", "splits", "data", "dataset", "of", "the", "on", "subset"})
"""What stands between a part of data and the data."""
_BEHIND = frozenset("and with by for at to in on while where but which from after using as is of under".split())
"""What follows a noun, and no noun that it would stand before."""
_OPENERS = frozenset("in on under for with at after when without".split())
_BUILT = frozenset("tracker detector learner classifier baseline".split())
"""Kinds of systems, besides the heads of methods and models."""
_JOINTS = frozenset({",", ";", "and", "but", "while", "whereas", "to", "versus", "vs", "or", "/"})


_COUNTS = {"one": "1", "two": "2", "three": "3", "five": "5", "ten": "10"}
_SPLITS = {"val": "validation", "development": "dev", "testdev": "test-dev"}
"""One way to write what is written in several."""


@dataclass(frozen=True, slots=True)
class Told:
    """A setting at a unit: its kind ("shots", "split", "resolution", "tuning") and how it is written down."""

    unit: int
    kind: str
    text: str


def settings_of(row: Row, clauses: Clauses, text: str) -> dict[int, tuple[str, ...]]:
    """The settings of each reported number of a sentence that has any, by the number's unit, in alphabetical order.

    What is told in pairs goes with numbers in pairs; a part or size of a data set with what is measured on that; what
    is told behind a number is its own and that of those listed with it; what is told before numbers holds until
    another of its kind is told.
    """
    given: dict[int, dict[str, str]] = {}
    kinds: dict[str, list[Told]] = {}
    for told in _told(clauses, text, frozenset(row.numbers)):
        kinds.setdefault(told.kind, []).append(told)
    for kind, mentions in kinds.items():
        for number, setting in _shared(row, clauses, mentions).items():
            given.setdefault(number, {})[kind] = setting
    return {number: tuple(sorted(settings.values())) for number, settings in given.items()}


def _told(clauses: Clauses, text: str, numbers: frozenset[int]) -> Iterator[Told]:
    """The settings a sentence tells, in its order."""
    units = clauses.units
    for at in range(clauses.start, clauses.end):
        if at in numbers:
            continue
        words = text[units[at].start : units[at].end].lower()
        shots = _SHOTS.match(words)
        if shots is not None:
            if not _of_a_system(clauses, at, shots.end() == len(words)):
                yield from (Told(unit, "shots", f"{words}-shot") for unit, words in _counted(clauses, at, text))
                yield Told(at, "shots", f"{_COUNTS.get(shots[1], shots[1])}-shot")
        elif words in clauses.words["split"]:
            named = clauses.label(at - 1) == "Dataset" and not clauses.word(at + 1).isalpha()
            named = named or (clauses.label(at - 1) == "Dataset" and clauses.word(at + 1) in _BEHIND)
            told = Told(at, "split", _SPLITS.get(words, words))
            # "a range of test sets" is no part of one.
            several = clauses.word(at + 1) in ("sets", "splits") and _data_of(clauses, told) is not None
            if named or several or clauses.word(at + 1) in _HELD_OUT or "-" in words:
                yield told
        elif _TUNED.match(words) and (clauses.word(at - 1) in _TUNING or clauses.word(at + 1) in _REGIMES):
            denied = not _WITHOUT.isdisjoint((clauses.word(at - 1), clauses.word(at - 2)))
            yield Told(at, "tuning", "without fine-tuning" if denied else "fine-tuned")
    first, last = units[clauses.start].start, units[clauses.end - 1].end
    for found in _RESOLUTION.finditer(text, first, last):
        at = next(at for at in range(clauses.start, clauses.end) if units[at].end > found.start())
        if at not in numbers and min(int(found[1]), int(found[2])) > 15 and _pictured(clauses, at):
            yield Told(at, "resolution", f"{found[1]}x{found[2]}")


def _counted(clauses: Clauses, at: int, text: str) -> list[tuple[int, str]]:
    """The counts listed before the last one: "1, 2 and 4-shot"."""
    counts = []
    step = at - 1
    while step > clauses.start and (clauses.word(step) in _COUNTED or clauses.label(step) == "Integer"):
        if clauses.label(step) == "Integer":
            counts.append((step, text[clauses.units[step].start : clauses.units[step].end]))
        step -= 1
    return counts[::-1] if at - step > len(counts) + 1 else []


def _of_a_system(clauses: Clauses, at: int, alone: bool) -> bool:
    """Whether shots tell what kind of system something is: "a one-shot tracker", "zero-shot methods"."""
    heads = clauses.words["method_head"] | clauses.words["model_head"] | _BUILT
    following = [clauses.word(at + 1)]
    if alone and following[0] not in _BEHIND:
        # "few-shot parsing methods"
        following.append(clauses.word(at + 2))
    return any(word.removesuffix("s") in heads for word in following)


def _pictured(clauses: Clauses, at: int) -> bool:
    """Whether two numbers with a cross between them are the size of pictures."""
    near = range(max(clauses.start, at - 4), min(clauses.end, at + 5))
    beside = {
        clauses.label(at - 1),
        clauses.label(at + 1),
        clauses.label(at - 2) if clauses.word(at - 1) == "at" else "",
    }
    return any(clauses.word(step) in _PICTURES for step in near) or "Dataset" in beside


def _shared(row: Row, clauses: Clauses, mentions: Sequence[Told]) -> dict[int, str]:
    """The numbers that each of the settings of one kind holds for."""
    given: dict[int, str] = {}
    single: list[Told] = []
    for run in _runs(clauses, mentions):
        if len(run) == 1:
            single += run
        for group in [group for group in row.groups() if len(group) == len(run) > 1]:
            given.update((attached.unit, told.text) for attached, told in zip(group, run, strict=True))
    ahead: list[Told] = []
    behind: list[tuple[Told, int]] = []
    for told in single:
        before = [number for number in row.numbers if number < told.unit]
        if not before or (row.numbers[-1] > told.unit and _joined(clauses, before[-1], told.unit)):
            ahead.append(told)
        else:
            behind.append((told, before[-1]))
            given.setdefault(before[-1], told.text)
    for told in single:
        data = _data_of(clauses, told)
        given |= {a.unit: told.text for a in row.done if data in a.datasets and a.unit not in given}
    for told, number in behind:
        wide = told.kind in ("shots", "tuning")
        listed = _listed_with(row, clauses, number) if wide else [attached.unit for attached in row.group(number)]
        given |= {other: told.text for other in listed if other not in given}
    for told, end in zip(ahead, [*(told.unit for told in ahead[1:]), clauses.end], strict=False):
        for number in row.numbers:
            if told.unit < number < _until(clauses, told.unit, end):
                given.setdefault(number, told.text)
    return given


def _runs(clauses: Clauses, mentions: Sequence[Told]) -> list[list[Told]]:
    """Settings by what is listed together: "in the 1-shot and 5-shot settings" is one run of two."""
    runs: list[list[Told]] = []
    for told in mentions:
        last = runs[-1][-1].unit if runs else clauses.start
        if runs and all(clauses.word(at) in _PAIRING for at in range(last + 1, told.unit)):
            runs[-1].append(told)
        else:
            runs.append([told])
    return runs


def _data_of(clauses: Clauses, told: Told) -> int | None:
    """The data set whose part or size is told: "the validation set of X", "X 256x256", "X test"."""
    if told.kind not in ("split", "resolution"):
        return None
    before = told.unit - 2 if clauses.word(told.unit - 1) == "at" else told.unit - 1
    if clauses.label(before) == "Dataset":
        return before
    behind = (at for at in range(told.unit + 1, min(told.unit + 6, clauses.end)) if clauses.word(at) not in _OF)
    at = next(behind, clauses.end)
    return at if clauses.label(at) == "Dataset" else None


def _until(clauses: Clauses, at: int, end: int) -> int:
    """Where what is told ends to hold: with its clause, or with the sentence if it opens that."""
    opens = all(clauses.word(step) != "," and clauses.word(step) not in BREAKS for step in range(clauses.start, at))
    opens = opens and clauses.word(clauses.start) in _OPENERS
    return next((step for step in range(at, end) if not opens and clauses.word(step) in BREAKS), end)


def _joined(clauses: Clauses, number: int, at: int) -> bool:
    """Whether a joint sets what is told off from the number before: "40% zero-shot, and in 5-shot 50%"."""
    step = at - 1
    while step > number and clauses.word(step) in _LOOSE and clauses.word(step) not in _JOINTS:
        step -= 1
    return step > number and clauses.word(step) in _JOINTS


def _listed_with(row: Row, clauses: Clauses, number: int) -> list[int]:
    """A number and those before it from which only what they are measured on or in sets it off."""
    listed = [number]
    for before in reversed([other for other in row.numbers if other < number]):
        between = range(before + 1, listed[-1])
        if any(clauses.label(at) not in ("Dataset", "Metric") and clauses.word(at) not in _LISTED for at in between):
            break
        listed.append(before)
    return listed
