"""A reading: the page cut into units (words, candidates, numbers), which rules run on.

Every candidate and every number is ONE unit there, whose label says what it is, so a pattern speaks of
`<Metric> of <Value>` however many words the metric has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from spacy.tokens import Doc

from kg.extract.candidate import Candidate, Token
from kg.extract.compiler import MENTION, NUMBER, Compiler, placeholder
from kg.extract.numbers import Number
from kg.extract.tokens import Page


@dataclass(slots=True)
class Thing:
    """A candidate or a number as one token of the reading, at `start`–`end` of the clean text."""

    start: int
    end: int
    word: str
    candidate: Candidate | None = None
    number: Number | None = None
    mask: int = -1
    """No bits of its own: they depend on its label."""

    @property
    def low(self) -> str:
        """The word, which is a sign without case."""
        return self.word

    @property
    def label(self) -> str:
        """Its type or number shape; empty for a candidate that is nothing after all."""
        if self.candidate is not None:
            return "" if self.candidate.label == "Ignore" else self.candidate.label
        return self.number.shape if self.number is not None else ""


Unit = Token | Thing


@dataclass(slots=True)
class Reading:
    """Units, sentences (ranges of units) and the page they came from."""

    page: Page
    units: list[Unit]
    sentences: list[tuple[int, int]]
    tokens: Sequence[Token] = ()

    def dissolve(self) -> Reading:
        """The same without the candidates that are nothing (`Ignore`): their words stand for themselves again."""
        if not any(unit.candidate is not None and unit.candidate.label == "Ignore" for unit in self.units):
            return self
        starts = [token[0] for token in self.tokens]
        units: list[Unit] = []
        sentences: list[tuple[int, int]] = []
        for first, last in self.sentences:
            begin = len(units)
            for unit in self.units[first:last]:
                if unit.candidate is None or unit.candidate.label != "Ignore":
                    units.append(unit)
                    continue
                inside = self.tokens[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)]
                units += [token for token in inside if token.word not in _UNSEEN]
            if len(units) > begin:
                sentences.append((begin, len(units)))
        return Reading(self.page, units, sentences, self.tokens)

    def view(self, compiler: Compiler) -> View:
        """The reading as rules see it, with types as the candidates are labelled now."""
        masks = [mask if (mask := unit.mask) >= 0 else compiler.label_mask(unit.label) for unit in self.units]
        return View(compiler, self.units, self.sentences, masks)

    def absorb(self, candidate: Candidate) -> list[Candidate]:
        """Make the units a candidate covers one unit; the candidates that stood there come back."""
        covered = [i for i, unit in enumerate(self.units) if unit.start < candidate.end and candidate.start < unit.end]
        first, last = covered[0], covered[-1] + 1
        gone = [unit.candidate for unit in self.units[first:last] if unit.candidate is not None]
        self.units[first:last] = [_unit(candidate.start, candidate.end, candidate)]
        shift = last - first - 1
        self.sentences = [
            (start - shift if start > first else start, end - shift if end > first else end)
            for start, end in self.sentences
        ]
        return gone


class View:
    """A reading as rules see it: sentences, and the bits of its units as they were labelled when it was made."""

    def __init__(
        self, compiler: Compiler, units: Sequence[Unit], sentences: list[tuple[int, int]], masks: list[int]
    ) -> None:
        self.compiler = compiler
        self.units = units
        self.sentences = sentences
        self.masks = masks

    def words(self, start: int, end: int) -> list[str]:
        """Some units as rules see them: words, and placeholders with a type or shape."""
        return [placeholder(unit.label) if unit.label else unit.word for unit in self.units[start:end]]

    def doc(self, start: int, end: int) -> Doc:
        """Some units as a spaCy document."""
        return self.compiler.doc(self.words(start, end), [unit.label for unit in self.units[start:end]])


def make_reading(
    page: Page,
    tokens: Sequence[Token],
    sentences: list[tuple[int, int]],
    candidates: list[Candidate],
    numbers: list[Number],
) -> Reading:
    """The reading of a tokenised page; numbers inside candidates are part of the name."""
    units: list[Unit] = []
    bounds: list[tuple[int, int]] = []
    sizes = [n for n in numbers if n.shape == "Size" or (n.shape == "Integer" and n.value >= _FEW)]
    named = [c for c in candidates if not _counts(c, sizes, page.text)]
    spans: list[tuple[int, int, Candidate | Number]] = [(c.start, c.end, c) for c in named]
    starts = {token[0] for token in tokens} if numbers else set()
    for number in numbers:
        over = [c for c in candidates if c.start < number.end and number.start < c.end]
        if number.start in starts and len(over) == 1 and over[0].label == "Metric" and over[0].start > number.start:
            # "120 FPS": the unit names the metric too.
            spans.append((number.start, len(page.text[: over[0].start].rstrip()), number))
        elif number.start in starts and not over and not _marks_item(number, page.text):
            spans.append((number.start, number.end, number))
    spans.sort(key=lambda span: span[0])
    spans.append((len(page.text) + 1, len(page.text) + 2, _NEVER))
    upcoming = iter(spans)
    low, high, thing = next(upcoming)
    covered = -1
    for begin, end in sentences:
        first = len(units)
        for token in tokens[begin:end]:
            start, stop = token[0], token[1]
            if stop <= covered:
                continue
            while high <= start:
                low, high, thing = next(upcoming)
            if low < stop:
                covered = high
                units.append(_unit(low, high, thing))
                low, high, thing = next(upcoming)
            elif token[2] not in _UNSEEN:
                units.append(token)
        if len(units) > first:
            bounds.append((first, len(units)))
    return Reading(page, units, bounds, tokens)


def _marks_item(number: Number, text: str) -> bool:
    """Whether a number only counts the items of a list: "1) a loss and 2) a sampler"."""
    if number.shape != "Integer" or number.value > 20 or text[number.end : number.end + 1] != ")":
        return False
    low = max(0, number.start - 100)
    return text.rfind("(", low, number.start) <= text.rfind(")", low, number.start)


_COUNTABLE = frozenset({"parameters", "model size"})
_FEW, _SURELY = 50, 10_000
"""From how many on a number may count the parameters right behind it, and from how many on others nearby too."""


_SHARED = re.compile(r"(?:%|x|×|times|fold) (?:[a-z-]+ ){0,4}$")
"""What tells a share or change of parameters, so that no number near counts them: "a 127x reduction in parameters"."""


def _counts(candidate: Candidate, sizes: Sequence[Number], text: str) -> bool:
    """Whether "parameters" is what a number counts ("7 billion trainable parameters") and no metric."""
    known = candidate.known
    if known is None or known.name not in _COUNTABLE:
        return False
    if _SHARED.search(text, max(0, candidate.start - 60), candidate.start):
        return False
    for number in sizes:
        between = text[candidate.end : number.start] or text[number.end : candidate.start]
        close = 0 <= candidate.start - number.end <= 24
        close = close or (
            0 <= number.start - candidate.end <= 30 and (number.shape == "Size" or number.value >= _SURELY)
        )
        if close and not re.search(r"[.;,]|\b(?:and|fewer|less|more)\b", between):
            return True
    return False


_NEVER = Number(0, 0, Decimal(0), None, None, None, "Other", "", False)
"""Stands behind the text, so that there is always a next thing to come."""
# Quotes and emphasis marks stand between words no rule wants apart.
_UNSEEN = frozenset({'"', "'", "`", "*", "“", "”"})


def _unit(start: int, end: int, thing: Candidate | Number) -> Thing:
    if isinstance(thing, Number):
        return Thing(start, end, NUMBER, number=thing)
    return Thing(start, end, MENTION, candidate=thing)
