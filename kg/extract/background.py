"""Background: what a paper says before it speaks of itself, and so not of what it introduces."""

from __future__ import annotations

from collections.abc import Container, Sequence

from kg.extract.reading import Unit

_ITSELF = frozenset("we our ours us proposed".split())
_WORKS = frozenset("paper work article study".split())


def is_background(
    units: Sequence[Unit], sentence: tuple[int, int], own: Container[int], proposing: Container[str]
) -> bool:
    """Whether a sentence of an abstract stands before the first that speaks of the paper's own, if there is one."""
    title = next((at for at, unit in enumerate(units) if unit.low == "¶"), 0)
    if sentence[0] < title:
        return False
    first = next((at for at in range(title, len(units)) if at in own or _speaks(units, at, proposing)), None)
    return first is not None and first >= sentence[1]


def _speaks(units: Sequence[Unit], at: int, proposing: Container[str]) -> bool:
    """Whether a word is one by which a paper speaks of itself: "we", "propose", "this PAPER"."""
    word = units[at].low
    return word in _ITSELF or word in proposing or (word in _WORKS and units[at - 1].low == "this")
