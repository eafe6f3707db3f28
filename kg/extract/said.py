"""Terms that no list has and no head makes, told by where and how often they are said: "… for Court Docket Sorting"."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.clusters import form_key
from kg.extract.terms import TermGrammar
from kg.extract.tokens import Page

_RULE = "terms.said"
_DONE = ("tion", "sion", "ing", "ment", "ance", "ery")
"""How nouns end that say what is done."""
_TRAINING = frozenset({"pre-training", "pretraining", "fine-tuning", "finetuning"})
"""Ways of doing something that titles tell of as of tasks."""
_BEHIND = frozenset(
    "for in on with via by using from of and or as to through under without at beyond is task tasks during against "
    "across over towards based performance problem problems that".split()
)
"""Words before which a phrase of a title ends."""
_SLOT = frozenset("for of on in to towards toward from beyond improving enhancing advancing balancing".split())
"""Behind these a title tells what is done, not what by."""
_NAMED = frozenset({"for", "and", "or", "to"})
"""What stands behind a phrase that opens a title and is more likely the paper's own."""
_CUT = frozenset("high low large deep small long short".split())
_VAGUE = frozenset("resolution interaction alignment locomotion flow transfer".split())
"""Heads that make no term however often they are said."""
_OFTEN = 3
"""So often a phrase is said to be a term whose head seldom makes one."""
_JOINS = frozenset({",", "and", "or"})
_SAID = 3
"""So many words a phrase has at most before its last one."""


class SaidTerms:
    """Finds phrases that say what is done in title and abstract both, or again and again."""

    def __init__(self, terms: TermGrammar, words: Words) -> None:
        self.terms = terms
        self.words = words
        self.doing = frozenset(w for w, head in terms.heads.items() if head.type == "Task" and w not in _VAGUE)

    def take(self, page: Page, tokens: list[Token], pool: list[Candidate]) -> None:
        """Add to the pool what is told by where and how often it is said."""
        pool += self._titled(page, tokens, pool)
        pool += self._again(page, tokens, pool)
        pool += self._beside(page, tokens, pool)
        _trust_titled(page, pool)

    def _titled(self, page: Page, tokens: list[Token], pool: Sequence[Candidate]) -> list[Candidate]:
        """The phrase in title and abstract, where nothing of the pool ends or stands around it."""
        split = bisect_left(tokens, page.split, key=itemgetter(0))
        lasts = [at for at in range(1, split) if self._ends(tokens, at, split)]
        lasts = [at for at in lasts if not _taken(tokens[at], pool)]
        if not lasts:
            return []
        wanted = {tokens[at][3] for at in lasts}
        again = [at for at in range(split + 1, len(tokens)) if tokens[at][3] in wanted]
        again = [at for at in again if not _taken(tokens[at], pool)]
        found: list[Candidate] = []
        for last in lasts:
            size, places = self._in_both(tokens, last, again)
            if places and self._in_slot(tokens, last - size, last, split):
                head = self.terms.heads.get(tokens[last][3])
                kind = "Task" if head is None else head.type
                found += [_candidate(page.text, tokens[at - size], tokens[at], kind) for at in (last, *places)]
        return found

    def _again(self, page: Page, tokens: list[Token], pool: Sequence[Candidate]) -> list[Candidate]:
        """What a text says again and again with a head that alone makes no term: "docket matching", three times."""
        by_word: defaultdict[str, list[int]] = defaultdict(list)
        doing = self.doing
        for at in [at for at, token in enumerate(tokens) if token[3] in doing]:
            by_word[tokens[at][3]].append(at)
        groups: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for word, places in by_word.items():
            for at in places if len(places) > 1 else ():
                if at and self._modifies(tokens[at - 1][3]):
                    groups[tokens[at - 1][3], word].append(at)
        found: list[Candidate] = []
        for (_, word), places in groups.items():
            free = [at for at in places if not _taken(tokens[at], pool)] if len(places) > 1 else []
            if len(free) >= (_OFTEN if self.terms.heads[word].weight < 2 else 2):
                size = min(self._shared(tokens, free[0], at) for at in free[1:])
                found += [_candidate(page.text, tokens[at - size], tokens[at], "Task") for at in free]
        return found

    def _beside(self, page: Page, tokens: list[Token], pool: Sequence[Candidate]) -> list[Candidate]:
        """What stands in a list behind a known task and says what is done: "machine translation and docket sorting"."""
        found: list[Candidate] = []
        for task in [c for c in pool if c.label == "Task" and c.tier == "term" and c.known and c.known.certain]:
            at = first = bisect_left(tokens, task.end, key=itemgetter(0))
            while first < len(tokens) and first - at < 2 and tokens[first][3] in _JOINS:
                first += 1
            last = first
            while last + 1 < len(tokens) and last - first < _SAID and self._modifies(tokens[last][3]):
                if self._done(tokens[last + 1][3]) and self._closed(tokens, last + 1):
                    if first > at and _free(tokens[first], tokens[last + 1], pool):
                        found.append(_candidate(page.text, tokens[first], tokens[last + 1], "Task"))
                    break
                last += 1
        return found

    def _closed(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether a phrase of an abstract ends at a token."""
        after = tokens[last + 1] if last + 1 < len(tokens) else None
        if after is None or after[2] in ",.;:)" or after[3] in ("and", "or", "tasks"):
            return True
        # "machine translation, parsers FOCUSING on"
        return after[3] in _BEHIND and not tokens[last][3].endswith("ing")

    def _ends(self, tokens: Sequence[Token], at: int, split: int) -> bool:
        """Whether a phrase that says what is done ends at a word of the title."""
        if not self._done(tokens[at][3]):
            return False
        after = tokens[at + 1] if at + 1 < split else None
        return after is None or after[3] in _BEHIND or (not after[2][0].isalnum() and after[2][0] not in "(-&/")

    def _done(self, word: str) -> bool:
        """Whether a word says what is done."""
        head = self.terms.heads.get(word)
        done = word.endswith(_DONE) if head is None else head.type == "Task" or word in _TRAINING
        return done and word not in self.words.undone and word not in self.words.verb and word not in self.words.head

    def _in_both(self, tokens: Sequence[Token], last: int, again: Sequence[int]) -> tuple[int, list[int]]:
        """How many words of the title before the last one the abstract has too, the most it has, and where."""
        sizes = [(self._shared(tokens, last, at), at) for at in again if tokens[at][3] == tokens[last][3]]
        most = max((size for size, _ in sizes), default=0)
        return most, [at for size, at in sizes if size == most > 0]

    def _shared(self, tokens: Sequence[Token], last: int, at: int) -> int:
        size = 0
        while size < _SAID and last - size > 0:
            word, said = tokens[last - size - 1], tokens[at - size - 1]
            if word[3] != said[3] or not self._modifies(word[3]):
                break
            size += 1
        return size

    def _modifies(self, word: str) -> bool:
        """Whether a word may belong to a term."""
        out = word in self.terms.stops or word in self.words.stop or self.terms.modifiers.get(word) == "stop"
        return word[0].isalnum() and "." not in word and not out

    def _in_slot(self, tokens: Sequence[Token], first: int, last: int, split: int) -> bool:
        """Whether the title tells of a phrase as of what is done: "Gates for …", "CedarNet: … with Gates"."""
        at = first - 1
        while at >= 0 and ("-" in tokens[at][3].strip("-") or tokens[at][3] in self.words.adjective):
            if tokens[at][3] in _CUT:
                # "High [Dynamic Range Imaging]"
                return False
            at -= 1
        if at >= 0 and tokens[at][3] in _SLOT:
            return True
        opens = at < 0 or not tokens[at][2][0].isalnum()
        return opens and (last + 1 == split or tokens[last + 1][3] not in _NAMED)


def _trust_titled(page: Page, pool: Sequence[Candidate]) -> None:
    """Doubtful tasks and methods of the lists are meant where title and abstract both have them."""
    doubtful = [c for c in pool if c.known is not None and c.tier == "term" and not c.known.certain]
    doubtful = [c for c in doubtful if c.label in ("Task", "Method") and " " in c.text]
    titled = {form_key(c.text) for c in doubtful if c.start < page.split}
    for key in titled & {form_key(c.text) for c in doubtful if c.start > page.split}:
        for candidate in [c for c in doubtful if form_key(c.text) == key]:
            candidate.votes.append((candidate.label, 0.5, _RULE))


def _taken(last: Token, pool: Sequence[Candidate]) -> bool:
    """Whether something else ends with a word or stands around it."""
    return any(c.start <= last[0] and c.end >= last[1] and c.label != "Cap" for c in pool)


def _free(first: Token, last: Token, pool: Sequence[Candidate]) -> bool:
    """Whether nothing else stands at some words."""
    return not any(c.start < last[1] and c.end > first[0] and c.label != "Cap" for c in pool)


def _candidate(text: str, first: Token, last: Token, kind: str) -> Candidate:
    candidate = Candidate(first[0], last[1], text[first[0] : last[1]], kind, _RULE, "term")
    candidate.votes.append((kind, 1.0, _RULE))
    return candidate
