"""Steps: a pattern run over the bits of tokens, with the results of spaCy's Matcher and none of its documents.

A match costs the Matcher a document, a lexeme for each word and a walk from every token. Here a token is an integer
whose bits say which sets of words it belongs to, so a step is one `and`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

ONCE, MAYBE, ANY = range(3)
"""A step is taken by one token, by one or none, by any number."""


class Step(NamedTuple):
    """What a token must be to take the step: one that has the bit or, if `negated`, has it not."""

    bit: int
    negated: bool
    kind: int
    element: int
    """Which element of the pattern the step belongs to."""


_State = tuple[int, tuple[int, ...]]
"""The step that comes next, and the elements that the tokens so far have taken."""


def steps_of(bit: int, negated: bool, counts: tuple[int, int | None], element: int) -> Iterator[Step]:
    """The steps of an element that stands so many times at least and at most; `None` is without end."""
    least, most = counts
    for _ in range(least):
        yield Step(bit, negated, ONCE, element)
    for _ in range(0 if most is None else most - least):
        yield Step(bit, negated, MAYBE, element)
    if most is None:
        yield Step(bit, negated, ANY, element)


def run(steps: Sequence[Step], masks: Sequence[int], low: int, high: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Every match within tokens `low`–`high`: where it begins, and the element each of its tokens takes.

    Of several ways to take the same tokens the one comes that spaCy's Matcher finds first.
    """
    bit, negated, kind, _ = steps[0]
    for start in range(low, high):
        if kind == ONCE and bool(masks[start] & bit) == negated:
            continue
        for taken in _from(steps, masks, start, high).values():
            yield start, taken


def _from(steps: Sequence[Step], masks: Sequence[int], start: int, high: int) -> dict[int, tuple[int, ...]]:
    """How many tokens from `start` on match → the elements they take."""
    last = len(steps) - 1
    found: dict[int, tuple[int, ...]] = {}
    live: list[_State] = [(0, ())]
    for at in range(start, high):
        mask = masks[at]
        ahead: list[_State] = []
        skipping: list[_State] = []
        tried = 0
        for step, taken in live:
            # Two ways to the same step go on alike, so the first to arrive goes for both.
            while not tried >> step & 1:
                tried |= 1 << step
                bit, negated, kind, element = steps[step]
                fits = bool(mask & bit) != negated
                if kind == ONCE:
                    if fits and step == last:
                        found.setdefault(len(taken) + 1, (*taken, element))
                    elif fits:
                        ahead.append((step + 1, (*taken, element)))
                    break
                if step == last:
                    found.setdefault(len(taken), taken)
                    if fits and kind == MAYBE:
                        found.setdefault(len(taken) + 1, (*taken, element))
                    elif fits:
                        ahead.append((step, (*taken, element)))
                    break
                if fits:
                    skipping.append((step if kind == ANY else step + 1, (*taken, element)))
                # The same token may take the step behind one that need not be taken.
                step += 1
        live = ahead + skipping
        if not live:
            break
    for step, taken in live:
        if all(later.kind != ONCE for later in steps[step:]):
            found.setdefault(len(taken), taken)
    found.pop(0, None)
    return found
