"""Makers: data named after who made it or where: "the Cornell dataset", "MIT scene dataset", "posts from GitHub".

So are data that have the name of another thing: "the MAD dataset" where MAD mostly is something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.candidate import Candidate

_MAKERS = frozenset({"organisation", "country", "person"})
"""What the list of no names says such a word is, if not the name of data."""
_WORD = r"(?!(?:and|or|of|for|on|in|to|from|with|by|as|at|is|are|has|have|public|benchmark|real|new|own)\b)[a-z-]+"
_DATA = r" (?:data ?sets?|benchmarks?|corpus|corpora|databases?)\b"
_NAMED = re.compile(
    rf"(?P<words>(?: {_WORD}){{0,2}}){_DATA}"
    rf"|(?:, (?:the )?[A-Z][\w-]+){{0,4}},? and (?:the )?[A-Z][\w-]+(?: {_WORD})? (?:datasets?|corpora)\b"
)
_PLACED = re.compile(r"(?:\b(?:[Oo]n|[Uu]sing|[Ff]rom|[Bb]oth|[Oo]f)(?: the)?|[Tt]he|[A-Z0-9][\w-]*,? and(?: the)?) $")
_SOURCED = re.compile(
    r"\b(?:gathered|collected|crawled|scraped|sourced|downloaded|harvested|mined"
    r"|(?:posts|reviews|tweets|comments|videos|photos|articles|songs|recipes|questions|clips|logs)"
    r"(?: extracted| obtained| taken| drawn)?) from $"
)
"""What stands before the name of who has such data."""
_WHOLE = re.compile(r"[,.;)]| (?:and|or|for|by|with|to|in|containing|that|which|using|where)\b")
"""What follows a name that is no part of a longer phrase: "collected from the Amazon rainforest"."""


def name_after_makers(text: str, pool: Iterable[Candidate]) -> None:
    """Let the names of makers be names of data, with the words that say which of their data is meant."""
    for candidate in pool:
        if candidate.label != "Ignore" or not (_maker(candidate) or _acronym(candidate)):
            continue
        before = max(0, candidate.start - 40)
        named = _NAMED.match(text, candidate.end)
        if named and named["words"] and not _maker(candidate):
            # "the HDD access dataset"
            continue
        if named and _PLACED.search(text, before, candidate.start):
            candidate.end += len(named["words"] or "")
            candidate.text = text[candidate.start : candidate.end]
        elif not (_WHOLE.match(text, candidate.end) and _SOURCED.search(text, before, candidate.start)):
            continue
        candidate.known, candidate.label, candidate.tier = None, "Name", "name"


def _maker(candidate: Candidate) -> bool:
    """Whether a word is on the list of no names as somebody or some place."""
    return candidate.known is not None and candidate.known.facts.get("why") in _MAKERS


def _acronym(candidate: Candidate) -> bool:
    """Whether a word is a name of something else, and not surely so: "SOC", "GoPro"."""
    capitals = sum(map(str.isupper, candidate.text))
    return candidate.known is not None and not candidate.known.certain and capitals > 1 and len(candidate.text) > 2
