"""Sentences: where they end in abstracts that lose spaces and abbreviate."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.candidate import Token
from kg.extract.tokens import LINE_END


def sentences_of(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token ranges of the sentences; a title is a sentence of its own."""
    bounds = [0]
    for index, token in enumerate(tokens[:-1], 1):
        if token[2] in _ENDS and (token[2] == LINE_END or _ends_here(tokens, index)):
            bounds.append(index)
    bounds.append(len(tokens))
    return [(a, b) for a, b in pairwise(bounds) if b > a]


_ENDS = frozenset({".", "!", "?", '."', ".)", LINE_END})
_NOTHING: Token = Token(0, 0, "", "", "punct", 0, "", None)
_NO_END = frozenset(
    {"al", "vs", "fig", "eq", "resp", "approx", "no", "dr", "mr", "st", "sec", "i.e", "e.g", "cf", "etc", "et", "v.s"}
)


def _ends_here(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index].word
    before = tokens[index - 2] if index > 1 else _NOTHING
    if following[:1].islower() and not (following[:1].isalpha() and tokens[index].shape == "strong"):
        return False
    if before.low in _NO_END:
        return following[:1].isupper() and before.low == "etc"
    previous = before.word
    if len(previous) == 1 and previous.isupper() and tokens[index - 1][2] == ".":
        return False
    return following not in {",", ";", ")", ":"}
