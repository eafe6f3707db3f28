"""Continued numbers: which ones go on with what the number before them tells, whatever they look like by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.reading import Reading, Unit
from kg.extract.value import Value

REACHING = frozenset("reach reaches reached reaching attains attaining achieves achieving scores scoring".split())
DOING = frozenset("requires required requiring needs needed uses used takes took spends cost costs".split())
# Between two numbers these say that the second is a level of its own.
_LEVELS = frozenset(
    (
        "achieve achieves achieving reach reaches reaching attain attains obtain obtains score scores "
        "at has is with to which while but"
    ).split()
)
_ROUGHLY = frozenset("by about around up to more than over nearly almost only another a further roughly ~".split())
_WHERE = frozenset("on in for from over at when with of compared".split())
"""What stands behind a number that is told of another place than the one before."""
_HAVING = frozenset("achieve obtain obtains attain has have is are was were while whereas but which that ; ( )".split())
_PARTING = REACHING | DOING | _HAVING | {"with"}
"""What parts two numbers so that "and" between them joins other words."""


def continues(reading: Reading, earlier: Value, later: Value, between: Sequence[Unit]) -> bool:
    """Whether a number behind another tells more of the same, whatever it looks like by itself."""
    return (
        goes_on(earlier, later, between)
        or _in_a_list(reading, earlier, later, between)
        or _averaged(reading, earlier, later, between)
        or _elliptical(earlier, later, between)
        or _resumed(reading, earlier, later, between)
    )


def goes_on(earlier: Value, later: Value, between: Sequence[Unit]) -> bool:
    """Whether a number that looks like a level goes on with a change: "gains of 17.7% accuracy and 6.3 F1"."""
    words = [unit.low for unit in between]
    # "with 14.6% for X and 20.3% for Y"
    parallel = len(between) == 3 and words[0] in ("for", "over", "on") and words[2] == "and"
    # "gains of up to 1.1 F1 on X and up to 2.3 accuracy on Y"
    most = words[-3:] == ["and", "up", "to"]
    if earlier.kind != "change" or later.kind != "score" or later.weight > (4 if most else 3):
        return False
    if earlier.weight < (1.9 if parallel else 2.8):
        return False
    if any(unit.number is not None and unit.number.shape != "Other" for unit in between):
        return False
    if len(between) > (12 if most else 9):
        return False
    return ("and" in words or "/" in words) and not _tells_a_level(between[:-2] if most else between)


def _tells_a_level(between: Sequence[Unit]) -> bool:
    """Whether words before a number say that it is a level: "1.1 F1 score on X" has a noun there."""
    nouns = [before.label == "Metric" and unit.low == "score" for before, unit in pairwise(between)]
    return any(unit.low in _LEVELS and not noun for unit, noun in zip(between, [False, *nouns], strict=True))


def _in_a_list(reading: Reading, earlier: Value, later: Value, between: Sequence[Unit]) -> bool:
    """Whether each number of a list has its measure: "by 2.1 BLEU on WMT14, 1.7 ROUGE on XSum and 3.0 F1 on SQuAD"."""
    told = earlier.kind == "change" and earlier.weight >= 2.8 and later.kind == "score" and later.weight <= 3
    if not told or later.number.shape != earlier.number.shape or not 2 <= len(between) <= 12:
        return False
    # A text may be cut off at a number.
    behind = reading.units[later.unit + 1 : later.unit + 2]
    measured = between[0].label == "Metric" and any(unit.label == "Metric" for unit in behind)
    apart = any(unit.number is not None and unit.number.shape != "Other" for unit in between)
    return measured and between[-1].low == "," and not apart and not _tells_a_level(between)


def _averaged(reading: Reading, earlier: Value, later: Value, between: Sequence[Unit]) -> bool:
    """Whether a bracket tells the average of the gain before it: "by up to 13% mIoU (7% ON AVERAGE)"."""
    told = earlier.kind == "change" and earlier.number.unit == later.number.unit and len(between) <= 3
    behind = [unit.low for unit in reading.units[later.unit + 1 : later.unit + 3]]
    return told and between[-1:] != [] and between[-1].low == "(" and "average" in behind


def _elliptical(earlier: Value, later: Value, between: Sequence[Unit]) -> bool:
    """Whether a list leaves the unit out after its first number: "by 2.1 points on MMLU, 3.4 on GSM8K and 1.2 on X"."""
    if earlier.kind != "change" or earlier.weight < 2.8:
        return False
    words = [unit.low for unit in between if unit.candidate is None and unit.low not in ("the", "by")]
    if later.rule == "score.on_dataset" and len(between) == 2 and words == ["on"]:
        # Pages that lost their commas: "of 4.1% on CIFAR-10 4.2% on CIFAR-100".
        return True
    if later.weight > 1.8 or later.number.shape != "Decimal":
        return False
    data = any(unit.label in ("Dataset", "Metric") for unit in between)
    lists = (["on", ","], ["in", ","], ["on", "and"], ["in", "and"], ["on", ",", "and"], [","], ["and"])
    return data and words in lists


def _resumed(reading: Reading, earlier: Value, later: Value, between: Sequence[Unit]) -> bool:
    """Whether "and" takes up a change or share where no verb stands: "cuts 63% of the time of X, and 58% for Y"."""
    told = later.kind == "" or (later.rule == "score.reach" and later.weight <= 1.8)
    same = earlier.number.unit == later.number.unit and earlier.number.unit is not None
    if earlier.kind not in ("change", "ratio") or earlier.weight < 2.8 or not (told and same) or len(between) > 24:
        return False
    words = [unit.low for unit in between]
    while words and words[-1] in _ROUGHLY:
        words.pop()
    placed = word_behind(reading, later.unit) in _WHERE
    return words[-1:] == ["and"] and placed and _PARTING.isdisjoint(words)


def word_behind(reading: Reading, unit: int) -> str:
    """The word behind a unit; a text may be cut off at a number."""
    return reading.units[unit + 1].low if unit + 1 < len(reading.units) else ""
