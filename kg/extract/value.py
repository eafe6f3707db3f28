"""Value: a number of a reading with what it is, from which the claims about numbers are made."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.extract.numbers import Number


@dataclass(slots=True)
class Value:
    """A number of the reading at a unit: what it is, by which rule, and the slots that rule filled."""

    unit: int
    number: Number
    sentence: tuple[int, int]
    kind: str
    rule: str
    weight: float
    slots: dict[str, int] = field(default_factory=dict)
