"""Directions: which way a change or ratio says that its metric moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kg.extract.clauses import Clauses
from kg.extract.value import Value
from kg.model import Direction


def direction_of(clauses: Clauses, value: Value, lower_is_better: bool) -> Direction | None:
    """Which way the metric itself moves, by the nearest word that says so; `None` where none does.

    "improves perplexity by 2" is a decrease: words of praise follow the metric's own direction.
    """
    words: Mapping[str, frozenset[str]] = clauses.words
    down = words["decrease_verb"] | words["decrease_noun"] | words["less"] | words["behind"]
    up = words["increase_verb"] | words["increase_noun"] | words["more"] | words["quick"]
    if clauses.word(value.unit - 1) == "within" or clauses.word(value.unit + 1) in ("difference", "differences"):
        return None
    if value.rule == "change.saved":
        return "decrease"
    if value.number.sign in ("+", "↑", "↓"):
        return "decrease" if value.number.sign == "↓" else "increase"
    if value.kind == "change" and {clauses.word(value.unit + 1), clauses.word(value.unit + 2)} & _OVER:
        # "25 points over our baseline"
        return "decrease" if lower_is_better else "increase"
    for at in _around(clauses, value):
        # "a 2x speedup": a metric may say so itself.
        word = clauses.surface(at)
        if word in down or (word == "compression" and clauses.word(at + 1) not in words["rate_noun"]):
            return "decrease"
        if word == "more" and clauses.word(at + 1) in _SMALL:
            # "97% more compact"
            return "decrease"
        if word in up or word.endswith(_SPEED_UPS):
            return "decrease" if lower_is_better and word not in words["growing"] else "increase"
    if value.number.sign == "-":
        return "decrease"
    winning = words["outperform"] | words["better_word"]
    beaten = any(clauses.word(at) in winning for at in range(value.sentence[0], value.unit))
    return ("decrease" if lower_is_better else "increase") if beaten else None


def _around(clauses: Clauses, value: Value) -> Iterator[int]:
    """The units that may say which way a number goes: a few behind it, then those before it, the nearest first."""
    for at in range(value.unit + 1, min(value.unit + 5, clauses.end)):
        if clauses.word(at) in _ELSEWHERE or clauses.units[at].number is not None:
            # What stands behind "and" or the next number is not about this one.
            break
        yield at
    for at in range(value.unit - 1, max(value.unit - 31, value.sentence[0] - 1), -1):
        # "reduces more than 52% of them" is no increase.
        bound = clauses.word(at + 1) == "than" and clauses.units[at + 2].number is not None
        if not bound and not clauses.qualifies(at):
            yield at


_OVER = frozenset({"over", "above", "ahead", "beyond"})
_SPEED_UPS = (" speedup", " speedups", " speed-up", " speed-ups", "speed up", "speed ups")
_SMALL = frozenset({"compact", "lightweight", "concise", "economical", "frugal"})
_ELSEWHERE = frozenset({"and", ",", ";", ".", "while", "whereas", "but", "by", "with", "without"})
