"""Handles: what a paper proposes in lower-case words and speaks of again: "a twig-level exit … The twig-level exit"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.repeats import places_of
from kg.extract.terms import TermGrammar

RULE = "names.handle"
_LONGEST = 6
_PARTS = 3
"""Of how many parts, joined by hyphens or not, a phrase must be; fewer describe more often than they name."""
_ARTICLES = frozenset({"a", "an", "the", "our"})
SPEAKERS = frozenset("we i paper work study authors article letter thesis report research".split())
"""Who proposes something, if it is the paper."""
_PRAISE = frozenset("novel new simple robust efficient effective improved powerful additional and yet ,".split())
_OTHERS = frozenset("a an another other earlier previous prior recent existing their et".split())
"""What stands before "paper", "studies" or "authors" that are somebody else's, or names them."""
_KEPT = frozenset(
    "encoder decoder generator parser tagger retriever reranker segmenter recognizer translator regularizer sampler "
    "planner controller solver attack defense unit estimator detector classifier "
    "system systems interface interfaces solution solutions".split()
)
"""Kinds of things that a name is nothing without: "a masked leaf encoder"."""
_FINAL = frozenset({"algorithm", "mechanism"})
"""What a name does not end on, though it is built."""
_OPEN = tuple(
    (
        "ed ive al ic ous ful able ible ary level time shot stage step aware guided based free driven wise agnostic "
        "end specific scale resolution fine body tensor deep analysis theory data"
    ).split()
)
"""How words end that only say what a thing is like, or that make no thing of it."""
_NO_METHOD = frozenset(
    "expression bound condition guarantee calculation robot arm device probe cohort prototype reward joint game space "
    "length system solution interface".split()
)
"""What a phrase ends on that names no way of doing something: results of proofs, hardware, people."""
_NO_KIND = frozenset("baseline setting task problem assumption scenario case goal".split())
"""What may be followed by what it is, not by its name: "a baseline, the majority class"."""
_NAMING = frozenset("named called dubbed termed namely".split())
_GOES_ON = frozenset("capable able consisting aiming".split())
_TOLD = frozenset("earlier previous previously prior recently others et".split())
_COUNTING = frozenset("most first best last only same two three".split())
"""What "the" stands before when it tells of a thing and names none: "an algorithm, the first of its kind"."""


class Handles:
    """Finds lower-case phrases that stand for what a paper proposes."""

    def __init__(self, terms: TermGrammar, words: Words) -> None:
        self.terms = terms
        self.words = words
        self.praise = (words.adjective - words.describing) | _PRAISE
        self.kinds = words.head - _KEPT

    def find(self, tokens: Sequence[Token], text: str, split: int, places: Sequence[int]) -> Iterator[Candidate]:
        """The phrase behind "we propose a" and "a novel" that the abstract has again; what it is called behind it."""
        lowered = text.lower() if places else ""
        for at in [at for at in places if at + 4 < len(tokens) and tokens[at][0] > split]:
            proposed = tokens[at][3] in self.words.strict
            if proposed and _ours(tokens, at):
                found = self._handle(tokens, text, lowered, at + 1) or self._renamed(tokens, text, at + 1)
            elif tokens[at][3] == "novel" and tokens[at - 2][3] not in self.words.strict and not _theirs(tokens, at):
                found = self._handle(tokens, text, lowered, at - 1)
            else:
                found = None
            if found is not None:
                yield found

    def _handle(self, tokens: Sequence[Token], text: str, lowered: str, article: int) -> Candidate | None:
        """The phrase behind an article, with the noun for what it is, without the one for its kind."""
        if tokens[article][3] not in _ARTICLES:
            return None
        first = article + 1
        while first < len(tokens) - 2 and tokens[first][3] in self.praise:
            first += 1
        last = self._end(tokens, first)
        if tokens[first][3] in self.words.describing or not self._closed(tokens, last):
            return None
        end = last
        while end > first and tokens[end - 1][3] in self.kinds:
            end -= 1
        if not self._names(tokens, first, end):
            return None
        start, stop = tokens[first][0], tokens[end - 1][1]
        said = places_of(lowered[start:stop], lowered)
        # What the title has too it names in its own way; what was spoken of before is known.
        if next(said) != start or next(said, None) is None:
            return None
        while end < last and tokens[end][3] in self.words.built - _FINAL:
            end += 1
        return _candidate(text, start, tokens[end - 1][1])

    def _renamed(self, tokens: Sequence[Token], text: str, article: int) -> Candidate | None:
        """`we introduce a regularizer, the twig penalty, which …`: what the name of a kind is followed by."""
        if tokens[article][3] not in ("a", "an"):
            return None
        ahead = range(article + 2, min(article + 8, len(tokens) - 4))
        at = next((at for at in ahead if tokens[at][2] in ",.;:"), 0)
        if not at or tokens[at][2] not in ",:" or tokens[at + 1][3] != "the" or tokens[at + 2][3] in _COUNTING:
            return None
        if tokens[at - 1][3] in _NO_KIND:
            return None
        last = self._end(tokens, at + 2)
        after, behind = tokens[last], tokens[min(last + 1, len(tokens) - 1)]
        told = after[2] in (".", "(") or (after[2] == "," and behind[3] in ("which", "that", "where", "to"))
        if not 1 < last - at - 2 < _LONGEST or not told or tokens[last - 1][3].endswith(_OPEN):
            return None
        return _candidate(text, tokens[at + 2][0], tokens[last - 1][1])

    def _end(self, tokens: Sequence[Token], first: int) -> int:
        """Where the lower-case words end that begin there."""
        last = first
        while last < len(tokens) - 1 and last - first <= _LONGEST and self._within(tokens[last]):
            last += 1
        return last

    def _within(self, token: Token) -> bool:
        plain = token[2][0].isalpha() and token[2][0].islower()
        return plain and token[3] not in self.words.stop and token[3] not in self.words.verb

    def _closed(self, tokens: Sequence[Token], last: int) -> bool:
        """Whether a phrase ends at a token and no name of its own follows it."""
        after, behind = tokens[last], tokens[min(last + 1, len(tokens) - 1)]
        if after[2] == "(" or after[3] in _NAMING:
            return False
        if after[2][0].isalnum():
            return after[3] in self.words.stop or after[3] in _GOES_ON
        return after[2] == "." or (behind[3] not in _NAMING and not behind[2][0].isupper())

    def _names(self, tokens: Sequence[Token], first: int, end: int) -> bool:
        """Whether words can be a name: of several parts, ending on a noun that is no task the field knows."""
        words = [token[3] for token in tokens[first:end]]
        if end - first >= _LONGEST or sum(word.count("-") + 1 for word in words) < _PARTS:
            return False
        head = self.terms.heads.get(words[-1]) or self.terms.heads.get(words[-1].rstrip("s"))
        known = head is not None and head.type in ("Task", "Metric")
        plain = words[-1] in self.words.dull or words[-1].removesuffix("s") in _NO_METHOD
        return not known and not plain and not words[-1].endswith(_OPEN)


def _ours(tokens: Sequence[Token], verb: int) -> bool:
    """Whether it is the paper that proposes something: "this paper presents", but not "a recent paper presents"."""
    who = next((at for at in range(verb - 1, max(-1, verb - 4), -1) if tokens[at][3] in SPEAKERS), None)
    return who is not None and (who == 0 or tokens[who - 1][3] not in _OTHERS)


def _theirs(tokens: Sequence[Token], at: int) -> bool:
    """Whether a sentence tells of others' work up to a word: "Smith et al. use a NOVEL"."""
    begin = at
    while begin > max(0, at - 12) and (tokens[begin - 1][2] not in (".", ";") or tokens[begin - 2][3] == "al"):
        begin -= 1
    said = {token[3] for token in tokens[begin:at]}
    return not _TOLD.isdisjoint(said) and "we" not in said and "our" not in said


def _candidate(text: str, start: int, end: int) -> Candidate:
    candidate = Candidate(start, end, text[start:end], "Name", RULE, "term")
    candidate.coined = True
    candidate.votes.append(("Method", 0.5, RULE))
    candidate.roles.append(("introduced", 1.0, RULE))
    return candidate
