"""Reported values with what they belong to, and where each stands among the other numbers of its sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.extract.clauses import Clauses, System
from kg.extract.values import Value
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

    def previous_number(self, unit: int) -> int:
        """The unit of the reported value before, one before the sentence if there is none."""
        return max((number for number in self.numbers if number < unit), default=self.clauses.start - 1)

    def groups(self) -> list[list[Attached]]:
        """Runs of values with nothing but commas and "and" (and their metrics) between them."""
        groups: list[list[Attached]] = []
        for attached in self.done:
            if groups and self.adjacent(groups[-1][-1].unit, attached.unit):
                groups[-1].append(attached)
            else:
                groups.append([attached])
        return groups

    def adjacent(self, low: int, high: int) -> bool:
        """Whether two numbers are listed together."""
        between = range(low + 1, high)
        return high - low <= 4 and all(
            self.clauses.word(at) in _JOINTS or self.clauses.word(at) in self.clauses.words["around"] for at in between
        )
