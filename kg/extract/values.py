"""Values: what each number of a reading is (score, change, ratio, a count …), by the rules that match around it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.compiler import Match
from kg.extract.continued import DOING, REACHING, continues, goes_on, word_behind
from kg.extract.numbers import Number
from kg.extract.reading import Reading, Unit
from kg.extract.value import Value

_BEATING = frozenset("exceeding surpassing outperforming beating".split())
_GAINS = frozenset("improvement gain increase boost reduction decrease drop".split())
_WITH = frozenset({"with", "using"})
_UNITS = frozenset({"Percent", "Points", "Measured"})
_PLACES = frozenset({"on", "in", "for"})
_COORDINATION = frozenset({",", "and", "or", "/", "&", "(", ")", "to", "respectively"})


def find_values(reading: Reading, matches: Sequence[Match]) -> list[Value]:
    """The values of a reading in order, each with its kind (`none` for numbers that say nothing of interest)."""
    by_unit: dict[int, list[Match]] = {}
    for match in matches:
        for unit in match.slots.get("value", ()):
            if _comes_in(match, reading.units[unit]) and not (
                match.rule.gives == "change" and _tells_direction(reading, unit)
            ):
                by_unit.setdefault(unit, []).append(match)
    values: list[Value] = []
    for sentence in reading.sentences:
        found = [
            _value(index, reading.units[index].number, sentence, by_unit.get(index, ()))  # type: ignore[arg-type]
            for index in range(*sentence)
            if reading.units[index].number is not None
        ]
        _coordinate(reading, found)
        _from_to(reading, found)
        for value in found:
            if value.kind == "":
                value.kind, value.rule = _default(reading, value)
            _part(reading, value)
        values += found
    return values


def _comes_in(match: Match, unit: Unit) -> bool:
    """Whether a number comes in the unit, or a family of units, its rule is about, and is as large as that wants."""
    wanted, family = match.rule.options.get("unit"), match.rule.options.get("family")
    if unit.number is not None and unit.number.value < match.rule.options.get("at_least", 0):
        return False
    if unit.number is None:
        return wanted is None and family is None
    return wanted in (None, unit.number.unit) and (family is None or unit.number.family in family)


def _tells_direction(reading: Reading, unit: int) -> bool:
    """Whether a bracket behind a number says which way is better: "an FID of 7.9 (lower is better)"."""
    words = [following.low for following in reading.units[unit + 1 : unit + 6]]
    return "better" in words and words[:1] == ["("] and any(word in ("lower", "higher") for word in words[1:3])


def _value(index: int, number: Number, sentence: tuple[int, int], matches: Sequence[Match]) -> Value:
    if not matches or number.shape == "Other":
        return Value(index, number, sentence, "none" if number.shape == "Other" else "", "values.none", 0.0)
    best = max(matches, key=lambda match: (match.rule.weight, match.rule.id))
    value = Value(index, number, sentence, best.rule.gives, best.rule.id, best.rule.weight)
    for match in sorted(matches, key=lambda match: (-match.rule.weight, _reach(match, index), match.rule.id)):
        if match.rule.gives == best.rule.gives:
            for slot, units in match.slots.items():
                if slot != "value":
                    nearest = min(units, key=lambda unit: abs(unit - index))
                    value.slots.setdefault(slot, nearest)
    return value


def _reach(match: Match, index: int) -> int:
    """How far from the number the slots of a match lie: of two readings the tighter one is meant."""
    return sum(abs(unit - index) for slot, units in match.slots.items() if slot != "value" for unit in units)


def _coordinate(reading: Reading, values: list[Value]) -> None:
    """Numbers listed together are of one kind: "96.0 and 94.1", "8.26 pp on GSM8K, and 6.17 pp on HumanEval"."""
    # "by 4.2% mAP in 3D and 1.7% in 2D": names that look like numbers part nothing.
    values = [value for value in values if value.number.shape != "Other"]
    if len(values) < 2:
        return
    _past_brackets(reading, values)
    for forward in (True, False):
        order = values if forward else values[::-1]
        for earlier, later in pairwise(order):
            low, high = sorted((earlier.unit, later.unit))
            between = [reading.units[at] for at in range(low + 1, high)]
            if forward and continues(reading, earlier, later, between):
                later.kind, later.rule, later.weight = earlier.kind, earlier.rule, 3.0
                continue
            plain = [unit for unit in between if unit.candidate is None]
            adjacent = len(between) <= 3 and all(unit.low in _COORDINATION for unit in plain)
            # "by 2.1% and 9.9 mm": what has a unit may be listed with what has another.
            apart = not adjacent and later.number.family != earlier.number.family
            # "of 85 mm at 1 s": what is measured in something else is another matter.
            alike = (later.number.shape == earlier.number.shape and not apart) or (
                adjacent and not later.kind and {later.number.shape, earlier.number.shape} <= _UNITS
            )
            if earlier.kind in ("", "none") or not alike:
                continue
            if later.weight >= (min(earlier.weight, 3.6) if adjacent else 2.0):
                continue
            if later.weight >= 2 and any(unit.low == "(" for unit in between):
                # "by 1.75% (77.65% vs. 75.90%)": a bracket tells more, not more of the same.
                continue
            if not adjacent and any(unit.low == "by" for unit in between):
                # "81.9% on MNLI, exceeding BERT by 1.6%": the gain says nothing of the level before it.
                continue
            if earlier.kind == "change" and _reached(reading, later.unit, between, adjacent):
                continue
            if not (forward or adjacent) and any(unit.low in _BEATING for unit in between):
                # "81.9% accuracy on average, surpassing older ones over 6%"
                continue
            if earlier.kind == "ratio" and not (forward or adjacent) and any(unit.low in _WITH for unit in between):
                # "94% on SST-2, with 30% of the parameters": what a level is reached with.
                continue
            opening = [unit.low for unit in between[:2]]
            if not forward and opening in (["(", "i.e."], ["(", "i.e"], ["(", "a"], ["(", "an"]):
                # "to 26% and 64% (i.e., 4% and 10% improvements)": a bracket tells the gain, outside stand levels.
                continue
            if not (forward or adjacent) and any(unit.low in DOING for unit in between):
                # "completed 75.7% of subtasks and required 86.2% more queries": another verb, another kind.
                continue
            if forward and not adjacent and any(unit.low in REACHING for unit in between):
                # "with 10% of the data, it reaches 91%", "gains of 7% on MNLI and 5% on RTE, reaching 81% and 64%"
                continue
            if not forward and (_explained(later, earlier, between) or _separate(between)):
                continue
            listed = any(unit.low in _COORDINATION for unit in between) or _in_step(reading, low, high, between)
            sure = 1.5 if adjacent and (later.number.unit is not None or later.number.shape == "Decimal") else 2.0
            if (listed or not between) and len(between) <= 9 and earlier.weight >= sure:
                later.kind, later.rule = earlier.kind, earlier.rule
                # What a list says of its first number holds to its end; farther off, for the next one only.
                later.weight = earlier.weight if adjacent or _in_step(reading, low, high, between) else 1.9


def _reached(reading: Reading, level: int, between: Sequence[Unit], adjacent: bool) -> bool:
    """Whether a number beside a gain is a level: "accuracy TO 80.5% (7.7% better) and F1 TO 86.7 (4.6 better)"."""
    bracketed = [unit.low for unit in between] == ["("]
    to = reading.units[level - 1].low == "to" and reading.units[level - 2].low != "up"
    return to and (bracketed or not adjacent)


def _past_brackets(reading: Reading, values: Sequence[Value]) -> None:
    """A gain goes on behind the levels in brackets: "by 1.7% (77.6% vs. 75.9%) on MMLU, and 1.5% on GSM8K"."""
    depth, inside = 0, set()
    for at in range(values[0].unit, values[-1].unit):
        word = reading.units[at].low
        depth += (word == "(") - (word == ")" and depth > 0)
        if depth or word == ")":
            inside.add(at)
    for earlier, later in pairwise(value for value in values if value.unit not in inside):
        bracketed = [unit for unit in range(earlier.unit + 1, later.unit) if unit in inside]
        between = [reading.units[at] for at in range(earlier.unit + 1, later.unit) if at not in inside]
        if any(reading.units[at].number is not None for at in bracketed) and goes_on(earlier, later, between):
            later.kind, later.rule, later.weight = earlier.kind, earlier.rule, 3.0


def _in_step(reading: Reading, low: int, high: int, between: Sequence[Unit]) -> bool:
    """Whether two numbers are told of one place each: "by 2.1% on MMLU, 3.4% on GSM8K, and 1.2% on HumanEval".

    Pages that lost their commas have none between them.
    """
    place = next((unit.low for unit in between[:2] if unit.low in _PLACES), "")
    told = bool(place) and word_behind(reading, high) == place
    return told and (
        between[-1].low in ("and", ",") or all(unit.low.replace("-", "").isalnum() for unit in between[1:])
    )


def _from_to(reading: Reading, values: Sequence[Value]) -> None:
    """Both numbers of "from 21 to 4 months", "from ~9.5 to only 3.0 iterations" are levels where one is."""
    for earlier, later in pairwise(values):
        between = [unit.low for unit in reading.units[earlier.unit + 1 : later.unit]]
        if not between or between[0] != "to" or not set(between[1:]) <= {"only", "just", "about", "as", "low", "~"}:
            continue
        before = reading.units[earlier.unit - 1].low if earlier.unit > earlier.sentence[0] else ""
        if before == "by" and earlier.kind == later.kind == "change":
            # "improves accuracy by 5% to 91.2%"
            later.kind, later.rule = "score", "score.to_level"
        told = [value for value in (earlier, later) if value.rule == "score.to_level"]
        if before == "from" and len(told) == 1:
            for value in (earlier, later):
                value.kind, value.rule, value.weight = told[0].kind, told[0].rule, told[0].weight


def _explained(level: Value, gain: Value, between: Sequence[Unit]) -> bool:
    """Whether a gain behind a comma explains the level before it: "82.6% accuracy, 0.8% higher than before"."""
    words = [unit.low for unit in between if unit.candidate is None]
    while len(words) > 1 and words[-1] in ("within", "up", "to", "only", "just", "about", "some", "a", "an", "another"):
        words.pop()
    # "6.7%, 6.9% and 19.4% smaller" is a list.
    told = (words == [","] and len(between) > 1) or words == ["on", ","]
    # "87% success on rigid food, which is 25% more"
    told = told or (words[-3:-1] in ([",", "which"], [",", "that"]) and words[-1] in ("is", "was", "are"))
    # "an accuracy of 82.6%, an improvement of 3.4%"
    told = told or (words[:1] == [","] and words[-1:] == ["of"] and len(words) < 6 and not _GAINS.isdisjoint(words))
    # "35.2% of tasks on X, a 19.6% improvement"
    told = told or (len(words) == 4 and words[0] == "of" and words[2:] == ["on", ","])
    return level.kind == "score" and level.weight >= 1.8 and gain.kind == "change" and told


def _separate(between: Sequence[Unit]) -> bool:
    """Whether a verb parts two numbers: "81.2%, is 1.7% above that of X"."""
    return [unit.low for unit in between if unit.candidate is None] in ([",", "is"], ["is"], [",", "which", "is"])


def _default(reading: Reading, value: Value) -> tuple[str, str]:
    if value.number.shape not in ("Percent", "Decimal"):
        return "none", "values.none"
    metric = any(reading.units[at].label == "Metric" for at in range(*value.sentence))
    return ("score", "values.metric_in_sentence") if metric else ("none", "values.none")


def _part(reading: Reading, value: Value) -> None:
    """A fraction is a part of what follows it, no level: "1/3 of the cost", "1/4 memory"; "at least 2/3" is nothing.

    "a success rate of 7/8" and "3.7/5" are levels.
    """
    written = reading.page.text[value.number.start : value.number.end]
    if value.kind != "score" or "/" not in written or "." in written or value.number.unit is not None:
        return
    behind = reading.units[value.unit + 1 : value.unit + 3]
    if any(unit.low == "of" for unit in behind[:1]) or any(unit.label == "Metric" for unit in behind):
        value.kind, value.rule = "ratio", "ratio.share"
    elif value.rule in ("score.reach", "values.metric_in_sentence"):
        value.kind, value.rule = "none", "values.none"
