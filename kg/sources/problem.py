"""The only place that says what could not be read: one line with place, fact and remedy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the input that gave no paper; `str()` is the line a user sees."""

    place: str
    fact: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"{self.place}: {self.fact}" + (f" ({self.remedy})" if self.remedy else "")


def source_of(name: str, line: int) -> str:
    """`file:line` without folders: a graph must not depend on where its builder keeps the files."""
    return f"{PurePath(name).name}:{line}"
