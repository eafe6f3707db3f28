"""Tasks that no list has, told by their place: what a title is for, and bare words joined with each other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.terms import TermGrammar
from kg.extract.tokens import Page

_RULE = "terms.placed"
_FOR = frozenset({"for", "toward", "towards"})
_CLOSING = frozenset("with via using by from in under through without on and at".split())
"""Words before which a phrase of a title may end."""
_HOW = ("-based", "-aware", "-guided", "-free", "-driven", "-efficient", "-shot", "-like", "-quality", "-constrained")
"""Endings of words that say how a task is tried."""
_JOINS = frozenset({"and", "or", "&"})
_BETWEEN = _JOINS | {","}
_ENDS = frozenset({",", ".", ";", ":", ")", "¶", "task", "tasks", "problems", "for"}) | _JOINS | _CLOSING
"""What stands behind a word of a list."""
_HALF = frozenset("real whole full high low long short".split())
"""Words that are half of the next one: "for whole body manipulation"."""
_MOST = 4
"""So many words a task of a title has at most."""


class PlacedTasks:
    """Finds tasks by where they stand."""

    def __init__(self, terms: TermGrammar, words: Words) -> None:
        self.terms = terms
        self.words = words

    def take(self, page: Page, tokens: Sequence[Token], pool: list[Candidate]) -> None:
        """Add to the pool what is a task by its place, and a vote to what the lists doubt."""
        self._titled(page, tokens, pool)
        self._joined(page, tokens, pool)
        self._beside(page, tokens, pool)

    def _titled(self, page: Page, tokens: Sequence[Token], pool: list[Candidate]) -> None:
        """What a title says something is for: "Gates for Docket Prediction"."""
        split = bisect_left(tokens, page.split, key=itemgetter(0))
        for at in [at for at in range(split) if tokens[at][3] in _FOR]:
            last = at
            while last + 1 < split and self._modifies(tokens[last + 1]):
                last += 1
            first = at + 1
            while first < last and self._says_how(tokens[first][3]):
                first += 1
            closed = last + 1 == split or tokens[last + 1][3] in _CLOSING or tokens[last + 1][3] in ":.?"
            closed = closed and tokens[first - 1][3] not in _HALF
            if closed and first < last < first + _MOST and tokens[last][3] in self.words.titled:
                self._put(page, tokens[first], tokens[last], pool)

    def _put(self, page: Page, first: Token, last: Token, pool: list[Candidate]) -> None:
        """Add the phrase, or a vote to what a head makes of it; what stands there otherwise is surer."""
        there = [c for c in pool if c.start < last[1] and c.end > first[0] and c.label != "Cap"]
        if not there:
            pool.append(_task(page.text, first[0], last[1]))
        elif len(there) == 1 and there[0].end == last[1] and there[0].rule.startswith("terms."):
            headed = there[0]
            again = any(c is not headed and c.text.lower() == headed.text.lower() for c in pool)
            if headed.label == "Task":
                headed.votes.append(("Task", 1.0, _RULE))
                if not again and first[0] < headed.start:
                    headed.start, headed.text = first[0], page.text[first[0] : last[1]]

    def _joined(self, page: Page, tokens: Sequence[Token], pool: list[Candidate]) -> None:
        """Bare words for tasks in one list: "classification, segmentation, and detection"."""
        bare = self.words.bare_task
        joins = [at for at, token in enumerate(tokens) if token[3] in _JOINS]
        for at in joins:
            if at + 1 < len(tokens) and tokens[at + 1][3] in bare:
                listed = self._list(tokens, at)
                after = tokens[at + 2][3] if at + 2 < len(tokens) else ""
                if len(listed) > 1 and after[:1] != "-" and after not in self.words.part_noun:
                    for place in listed:
                        _vote(page, tokens[place], pool)

    def _beside(self, page: Page, tokens: Sequence[Token], pool: list[Candidate]) -> None:
        """Bare words beside a task of the lists: "machine translation and ranking"."""
        bare = self.words.bare_task
        sure = [c for c in pool if c.label == "Task" and c.tier == "term" and c.known and c.known.certain]
        for task in sure:
            at = _beyond(tokens, bisect_left(tokens, task.end, key=itemgetter(0)), 1)
            if at is not None and tokens[at][3] in bare and _closed(tokens, at):
                _vote(page, tokens[at], pool)
            at = _beyond(tokens, bisect_left(tokens, task.start, key=itemgetter(0)) - 1, -1)
            if at is not None and tokens[at][3] in bare:
                _vote(page, tokens[at], pool)

    def _list(self, tokens: Sequence[Token], at: int) -> list[int]:
        """The places of the bare words around an "and"."""
        bare = self.words.bare_task
        places = [at + 1]
        before = at - 1
        if before > 0 and tokens[before][3] == ",":
            before -= 1
        while before >= 0 and tokens[before][3] in bare:
            places.append(before)
            if before < 2 or tokens[before - 1][3] != ",":
                break
            before -= 2
        return places

    def _modifies(self, token: Token) -> bool:
        """Whether a word may belong to a term."""
        word = token[3]
        out = word in self.terms.stops or word in self.words.stop or self.terms.modifiers.get(word) == "stop"
        how = word in self.words.adjective or word in self.words.describing
        return word[0].isalnum() and "." not in word and (how or not out)

    def _says_how(self, word: str) -> bool:
        """Whether a word tells how a task is done and not what it is."""
        return word in self.words.adjective or word in self.words.describing or word.endswith(_HOW)


def _beyond(tokens: Sequence[Token], at: int, step: int) -> int | None:
    """The place behind a comma, an "and" or both; nothing if neither stands at `at`."""
    last = at
    while 0 <= last < len(tokens) and abs(last - at) < 2 and tokens[last][3] in _BETWEEN:
        last += step
    return last if last != at and 0 <= last < len(tokens) else None


def _closed(tokens: Sequence[Token], last: int) -> bool:
    """Whether a list may end or go on behind a word."""
    return last + 1 == len(tokens) or tokens[last + 1][3] in _ENDS


def _vote(page: Page, token: Token, pool: list[Candidate]) -> None:
    """A vote for a bare word, or the word as a candidate where nothing stands."""
    there = [c for c in pool if c.start < token[1] and c.end > token[0] and c.label != "Cap"]
    if not there:
        pool.append(_task(page.text, token[0], token[1]))
    for candidate in there:
        alone = (candidate.start, candidate.end) == (token[0], token[1])
        if alone and candidate.known is not None and candidate.known.type == "Task" and not candidate.known.certain:
            candidate.votes.append(("Task", 0.5, _RULE))


def _task(text: str, start: int, end: int) -> Candidate:
    candidate = Candidate(start, end, text[start:end], "Task", _RULE, "term")
    candidate.votes.append(("Task", 1.0, _RULE))
    return candidate
