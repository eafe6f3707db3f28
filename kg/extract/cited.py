"""Citations: which words with capitals are authors of what a text cites, or the keys of works, and so name nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.candidate import Token

_AUTHORS = re.compile(
    r"(?:(?:,? +(?:and|&) +|, +)(?:[A-Z]\. ?)*[A-Z][a-z]+){0,3}"
    r"(?: +\((?:19|20)\d\d[a-z]?\)|, +(?:19|20)\d\d[a-z]?(?= ?[);]))"
)
"""What stands behind an author: "… and Fen (1990)", "…, Fen, & Marsh, 1990)"."""
_KEY = re.compile(r"[A-Z]+[a-z]{0,2}\+?\d\d")
_KEYS = re.compile(r"(?:\[|\\cite[a-z]*[ ~{]+)(?:[A-Z][A-Za-z]*\+? ?\d\d[a-z]?[,;] ?)*$")
"""What stands before the key of a work: "[LF90, …", "\\cite{LF90, …"."""


def cited(tokens: Sequence[Token], index: int, text: str) -> bool:
    """Whether a word is an author or the key of a work: "(Devlin et al., 2019)", "Loom & Fen (1990)", "[LF90]"."""
    if index + 1 == len(tokens):
        return False
    start, end, word, _, shape = tokens[index][:5]
    if tokens[index + 1][3] in ("et", "et al."):
        return True
    if shape == "cap":
        return _AUTHORS.match(text, end) is not None
    if not word[-2:].isdigit() or _KEY.fullmatch(word) is None:
        return False
    return _KEYS.search(text[max(0, start - 40) : start]) is not None
