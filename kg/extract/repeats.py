"""Where a text says the same words again."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.lexicon import normal


def repeats(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretches elsewhere with the same words, in any case, with or without hyphens, singular or plural.

    >>> list(repeats("Slow folds: we define a slow fold of slow-folds", 0, 10))
    [(24, 33), (37, 47)]
    """
    # A pattern would have to be compiled for every phrase.
    plain = normal(text)
    phrase = " ".join(plain[start:end].rstrip("s").split())
    at = plain.find(phrase)
    while at >= 0:
        stop = at + len(phrase)
        stop += plain.startswith("s", stop)
        if (at >= end or stop <= start) and not _within_word(text, at, stop):
            yield at, stop
        at = plain.find(phrase, at + 1)


def _within_word(text: str, start: int, end: int) -> bool:
    """Whether a stretch begins or ends inside a word, or is part of a hyphenated one."""
    return any(side.isalnum() or side in ("_", "-") for side in (*text[start - 1 : start], *text[end : end + 1]))
