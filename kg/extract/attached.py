"""Reported values with what they belong to, and where each stands among the other numbers of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.clauses import Clauses
from kg.extract.places import AGAINST, System
from kg.extract.value import Value
from kg.model import Direction

REPORTED = ("score", "change", "ratio")
_JOINTS = frozenset({",", "and", "/", "&", "or", "%", "by", "¤"})


@dataclass(slots=True)
class Attached:
    """A reported value with the unit indexes of its metrics and data sets, its system and its baseline."""

    value: Value
    metrics: list[int] = field(default_factory=list)
    datasets: list[int] = field(default_factory=list)
    system: System = None
    baseline: int | None = None
    cue: str = ""
    """The word the baseline was found by: "over", "than", "outperforms", "improves" …"""
    direction: Direction | None = None
    """Which way the metric itself moves, of a change or ratio."""

    @property
    def unit(self) -> int:
        """Where the number stands."""
        return self.value.unit


class Row:
    """The reported values of one sentence in order."""

    def __init__(self, clauses: Clauses, values: Sequence[Value]) -> None:
        self.clauses = clauses
        self.done = [Attached(value) for value in values if value.kind in REPORTED]
        self.numbers = [attached.unit for attached in self.done]

    def next_number(self, unit: int) -> int:
        """The unit of the next reported value, the end of the sentence if there is none."""
        return min((number for number in self.numbers if number > unit), default=self.clauses.end)

    def told_until(self, unit: int) -> int:
        """Where what a value is told ends: at the next one, or behind it if that explains it: "62.1% (+1.9%)"."""
        following = self.next_number(unit)
        if following >= self.clauses.end:
            return following
        # "82.1% (vs. 80.4%) on A"
        held = following - unit <= 4 and self.clauses.word(unit + 1) == "(" and self.clauses.word(unit + 2) in AGAINST
        return self.next_number(following) if held or self._explains(following) else following

    def previous_number(self, unit: int) -> int:
        """The unit of the reported value before, one before the sentence if there is none."""
        return max((number for number in self.numbers if number < unit), default=self.clauses.start - 1)

    def by(self, unit: int, passed: frozenset[str]) -> int | None:
        """The "by" before a number, behind words such as "about"."""
        at = unit - 1
        while self.clauses.word(at) in passed and self.clauses.word(at) != "by":
            at -= 1
        return at if self.clauses.word(at) == "by" else None

    def groups(self) -> list[list[Attached]]:
        """Runs of values with nothing but commas and "and" (and their metrics) between them.

        "98.2% (+3.3%) and 93.9% (+0.2%)" are two runs, one of levels and one of gains.
        """
        inside = [a for a in self.done if self._explains(a.unit)]
        return self._runs([a for a in self.done if a not in inside]) + (self._runs(inside) if len(inside) > 1 else [])

    def group(self, unit: int) -> list[Attached]:
        """The run that a number is in, empty if it is in none."""
        return next((group for group in self.groups() if any(attached.unit == unit for attached in group)), [])

    def _explains(self, unit: int) -> bool:
        """Whether a number stands alone in brackets right behind another: "98.2% (+3.3%)"."""
        if unit - 2 not in self.numbers:
            return False
        return (self.clauses.word(unit - 1), self.clauses.word(unit + 1)) == ("(", ")")

    def _runs(self, done: Sequence[Attached]) -> list[list[Attached]]:
        groups: list[list[Attached]] = []
        for attached in done:
            if groups and self.adjacent(groups[-1][-1].unit, attached.unit):
                groups[-1].append(attached)
            else:
                groups.append([attached])
        return groups

    def _between(self, low: int, high: int) -> list[int]:
        """What stands between two numbers, without what explains them or is explained by them."""
        explained = [number for number in self.numbers if low < number <= high and self._explains(number)]
        if self._explains(low) and self._explains(high):
            hosts = {high - 2} | {at for number in explained for at in (number - 2, number - 1)}
            return [at for at in range(low + 2, high - 1) if at not in hosts]
        skipped = {at for number in explained for at in range(number - 1, number + 2)} | self._remark(low)
        return [at for at in range(low + 1, high) if at not in skipped]

    def _remark(self, low: int) -> set[int]:
        """What a bracket right behind a number says it is of: "81.2% (1-shot) and 84.1% (5-shot) accuracy"."""
        words = [self.clauses.word(at) for at in range(low + 1, low + 6)]
        closing = words.index(")") if words[:1] == ["("] and ")" in words else 0
        within = range(low + 1, low + 2 + closing)
        return set() if not closing or any(number in within for number in self.numbers) else set(within)

    def host(self, attached: Attached) -> Attached | None:
        """The value a value in brackets explains: the 98.2% of "98.2% (+3.3%)"."""
        if not self._explains(attached.unit):
            return None
        return next(other for other in self.done if other.unit == attached.unit - 2)

    def adjacent(self, low: int, high: int) -> bool:
        """Whether two numbers are listed together."""
        between = self._between(low, high)
        return len(between) <= 3 and all(
            self.clauses.word(at) in _JOINTS or self.clauses.word(at) in self.clauses.words["around"] for at in between
        )
