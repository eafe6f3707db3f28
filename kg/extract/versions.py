"""What belongs to a listed name behind it: its version or size, and the parts that narrow a data set."""

from __future__ import annotations

import re

from kg.extract.candidate import Candidate, Token
from kg.extract.spelling import LANGUAGES, joins
from kg.extract.tokens import SIZE

_NUMBERED = re.compile(r"\d{1,2}(?:\.\d)?|(?:19|20)\d\d|v\d[\d.]*")
_RELEASE = re.compile(r"[VvR]\d[\d.]*(?:-\w+)*")
"""What stands behind the name of a model and says which release of it is meant: "V2-Lite", "R1-Zero"."""


_SORTS = frozenset({"Instruct", "instruct", "Chat", "chat", "Base"})


def take_versions(tokens: list[Token], text: str, hits: list[Candidate]) -> None:
    """Listed names take the version or size behind them: "Common Voice 11.0", "VOC 2012", "GPT-3 XL"."""
    named = [c for c in hits if c.tier == "name" and c.label in ("Model", "Dataset", "Method")]
    index_of = {token[1]: index for index, token in enumerate(tokens)} if named else {}
    for candidate in named:
        # "Qwen 2.5 7B Instruct" has a version, a size and a sort.
        for _ in range(3):
            index = index_of.get(candidate.end, len(tokens) - 1) + 1
            if index >= len(tokens) or not _versioned(tokens, index, text, candidate):
                break
            candidate.end = tokens[index][1]
            candidate.text = text[candidate.start : candidate.end]
            candidate.base, candidate.known = candidate.known or candidate.base, None


def _versioned(tokens: list[Token], index: int, text: str, candidate: Candidate) -> bool:
    """Whether a token is the version or size of the listed name before it."""
    if text[candidate.end : tokens[index][0]] != " ":
        return False
    word = tokens[index][2]
    if candidate.label == "Dataset" and LANGUAGES.fullmatch(word):
        return candidate.text.startswith(("WMT", "IWSLT"))
    if candidate.label == "Model":
        if word in _SORTS:
            return any(map(str.isdigit, candidate.text))
        if SIZE.fullmatch(word):
            return joins(tokens, index)
        if _RELEASE.fullmatch(word):
            # "Mistral 7B v0.3"
            return word[0] == "v" or not any(map(str.isdigit, candidate.text))
    numbered = _NUMBERED.fullmatch(word) and not any(map(str.isdigit, candidate.text))
    return bool(numbered) and joins(tokens, index)


_DATA_HEADS = frozenset("dataset datasets benchmark benchmarks corpus database challenge track task".split())
_NAMED_HEADS = frozenset({"Challenge", "Track", "Task"})
"""What belongs to a name if it has a capital: "WMT 2031 Riddle Shared Task"."""
_CAMPAIGN = re.compile(r"WMT|IWSLT|TREC|SemEval|CoNLL|CLEF")
"""What is named with its task; "the UCF-101 Action Recognition dataset" is UCF-101."""


def take_parts(tokens: list[Token], text: str, hits: list[Candidate]) -> None:
    """Listed data sets take the capitals before their noun: "KITTI Odometry" of "the KITTI Odometry benchmark"."""
    named = [c for c in hits if c.tier == "name" and c.label == "Dataset" and (c.known or c.base)]
    index_of = {token[1]: index for index, token in enumerate(tokens)} if named else {}
    names = {c.start for c in hits if c.tier == "name" and c.label in ("Dataset", "Model", "Method")}
    tasks = {c.start for c in hits if c.label == "Task"}
    for candidate in named:
        first = index_of.get(candidate.end, len(tokens)) + 1
        head = _data_head(tokens, first, text, names)
        if head is None:
            continue
        whole = tokens[head][2] in _NAMED_HEADS or _CAMPAIGN.match(candidate.text)
        if not whole and any(token[0] in tasks for token in tokens[first:head]):
            continue
        candidate.end = tokens[head if tokens[head][2] in _NAMED_HEADS else head - 1][1]
        candidate.text = text[candidate.start : candidate.end]
        candidate.base, candidate.known = candidate.known or candidate.base, None


def _data_head(tokens: list[Token], first: int, text: str, names: set[int]) -> int | None:
    """Where the noun stands that one to three words with a capital lead to, none of them a name of its own."""
    for at in range(first, min(first + 4, len(tokens))):
        start, _, word, low = tokens[at][:4]
        if text[tokens[at - 1][1] : start] != " ":
            return None
        if low in _DATA_HEADS:
            return at if at > first else None
        if not (word[0].isupper() or word in ("2D", "3D")) or start in names:
            return None
    return None
