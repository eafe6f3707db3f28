"""Sentences: where they end in abstracts that lose spaces and abbreviate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from spacy.tokens import Doc

from kg.extract.candidate import Token
from kg.extract.tokens import shape_of


def tokens_of(doc: Doc) -> list[Token]:
    """Start, end and text of every token: plain tuples, since asking spaCy again and again is dear."""
    return [(token.idx, token.idx + len(token.text), token.text) for token in doc]


def sentences_of(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token ranges of the sentences; a title is a sentence of its own."""
    words = [word for _, _, word in tokens]
    bounds = [0]
    for index in range(1, len(words)):
        word = words[index - 1]
        if "\n" in word or (word in _ENDS and _ends_here(words, index)):
            bounds.append(index)
    bounds.append(len(words))
    return [(a, b) for a, b in pairwise(bounds) if b > a]


_ENDS = frozenset({".", "!", "?", '."', ".)"})
_NO_END = frozenset(
    {"al", "vs", "fig", "eq", "resp", "approx", "no", "dr", "mr", "st", "sec", "i.e", "e.g", "cf", "etc", "et", "v.s"}
)


def _ends_here(words: list[str], index: int) -> bool:
    following = words[index]
    previous = words[index - 2] if index > 1 else ""
    if following[:1].islower() and not (following[:1].isalpha() and shape_of(following) == "strong"):
        return False
    if previous.lower() in _NO_END:
        return following[:1].isupper() and previous.lower() == "etc"
    if len(previous) == 1 and previous.isupper() and words[index - 1] == ".":
        return False
    return following not in {",", ";", ")", ":"}
