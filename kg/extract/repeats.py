"""Where a text says the same words again, or has some letters; no pattern is made, which would take longer."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.lexicon import normal


def repeats(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches elsewhere with the same words, in any case, with or without hyphens, singular or plural.

    >>> list(repeats("Slow folds: we define a slow fold of slow-folds", 0, 10))
    [(24, 33), (37, 47)]
    """
    plain = normal(text)
    phrase = " ".join(plain[start:end].rstrip("s").split())
    for at in places_of(phrase, plain):
        stop = at + len(phrase)
        stop += plain.startswith("s", stop)
        if (at >= end or stop <= start) and not _within_word(text, at, stop):
            yield at, stop


def places_of(letters: str, text: str, start: int = 0) -> Iterator[int]:
    """Where letters begin in a text, from a place on, overlapping ones too."""
    at = text.find(letters, start)
    while at >= 0:
        yield at
        at = text.find(letters, at + 1)


def _within_word(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends inside a word, or is part of a hyphenated one."""
    return any(side.isalnum() or side in ("_", "-") for side in (*text[start - 1 : start], *text[end : end + 1]))
