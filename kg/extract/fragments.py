"""Fragments: what a list leaves of a name whose first words it says once: "Llama 3.2 1B and 3B", "VOC 2007/2012"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.candidate import Candidate

_KINDS = (
    # The end of the whole name, and what of the same kind may stand for another one. A bare number is one only
    # behind a slash or beside a version with a point: "LLaMA 3, 3.1", but not "ResNet-50, 34 layers deep".
    (re.compile(r"(?:19|20)\d\d$"), re.compile(r"(?:19|20)\d\d(?![\w.%])")),
    (re.compile(r"\d[bB]$"), re.compile(r"\d+(?:\.\d+)?[bB](?![\w%]| (?:tokens|param))")),
    (re.compile(r"\bv\d$"), re.compile(r"v\d(?![\w.%])")),
    (re.compile(r"[A-Za-z][ -]\d$"), re.compile(r"\d\.\d(?=,? (?:and|or|models?|family|series)\b|[,/)])")),
)
_BETWEEN = re.compile(r" ?(?:,|/|&|, and|and|or) ?")
_SLASHED = re.compile(r"/(\d{2,4})(?![\w/%]|\.\d)")
"""A number behind a slash; "/14" in "ViT-H/14" is the size of a patch and part of the name."""


def add_fragments(text: str, pool: list[Candidate]) -> None:
    """Take the fragments behind the listed names of a pool into it, as candidates of the same type."""
    found = list(_fragments(text, pool))
    spans = {(c.start, c.end) for c in found}
    # "70B" alone is on the list of no names.
    pool[:] = [c for c in pool if c.label != "Ignore" or (c.start, c.end) not in spans] + found


def _fragments(text: str, pool: Sequence[Candidate]) -> Iterator[Candidate]:
    for candidate in pool:
        known = candidate.known or candidate.base
        if known is None or known.type not in ("Model", "Dataset") or not candidate.text[-1:].isalnum():
            continue
        for span in _behind(text, candidate):
            found = Candidate(*span, text[slice(*span)], known.type, "names.fragment", "name")
            found.votes.append((known.type, 2.5, "names.fragment"))
            yield found


def _behind(text: str, candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Where the fragments behind a name stand."""
    kind = next((fragment for whole, fragment in _KINDS if whole.search(candidate.text)), None)
    end = candidate.end
    if re.search(r"[a-z]\w*-?\d{2,3}$", candidate.text, re.IGNORECASE) and (slashed := _SLASHED.match(text, end)):
        yield slashed.span(1)
        return
    while kind and (gap := _BETWEEN.match(text, end)) and (found := kind.match(text, gap.end())):
        yield found.span()
        end = found.end()
