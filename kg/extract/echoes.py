"""Echoes: what a paper proposes in words that its title has too ("we propose a token-level early exit")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.handles import SPEAKERS
from kg.extract.lexicon import Lexicon
from kg.extract.terms import TermGrammar
from kg.extract.title_phrases import GUIDED
from kg.extract.tokens import Page

_RULE = "names.echo"
_LONGEST = 8
_PARTICIPLES = ("ed", "driven", "aware", "oriented", "level")
_NAMING = frozenset({"called", "named", "termed", "dubbed"})
_DETERMINERS = frozenset({"a", "an", "the", "our", "this", "use", "using"})
_OPENING = frozenset({"the", "our", "this", "a", "an", "new"})


class Echoes:
    """Finds the phrase right behind "we propose", "our proposed" or "a novel" that the title has word for word."""

    def __init__(self, lexicon: Lexicon, terms: TermGrammar, words: Words) -> None:
        self.lexicon = lexicon
        self.terms = terms
        self.words = words
        self.kinds = words.head - words.built
        self.ends = words.stop | _WITH | _PURPOSE
        self.stops = frozenset(map(_same, words.stop | words.adjective | _WITH))
        self.marks = words.strict | _NAMING | {"introducing", "proposing", "presenting", "proposed", "novel"}

    def find(self, page: Page, tokens: list[Token]) -> list[Candidate]:
        """The phrase wherever the paper has it; nothing where title and abstract share none."""
        marks = self.marks
        # Most abstracts propose nothing; the loop is all they pay.
        places = [at for at, token in enumerate(tokens[:-2]) if token[3] in marks]
        if not places:
            return []
        split = next((at for at, token in enumerate(tokens) if token[0] >= page.split), len(tokens))
        first = 0
        if split > 3 and tokens[1][2] == ":":
            # "LoomNet: A Gated Network" has its name already; "LoomNet: Weaving Nets via Slow Gates" may have two.
            first = next((at for at in range(3, split) if tokens[at][3] in _WITH), split)
        if split - first < 2:
            return []
        title = [_same(token[3]) for token in tokens[first:split]]
        pairs: dict[tuple[str, str], list[int]] = {}
        for at, pair in enumerate(pairwise(title)):
            pairs.setdefault(pair, []).append(at)
        found: dict[tuple[int, int], Candidate] = {}
        for index in places:
            if index > split and self._announces(tokens, index):
                phrase = self._phrase(tokens, index + 1, title, pairs)
                if phrase is not None:
                    phrase = self._whole(tokens, phrase, first, split)
                if phrase is not None and self._will_do(page, tokens, *phrase):
                    for start, end in _places(tokens, tokens[slice(*phrase)]):
                        place = tokens[start][0], tokens[end - 1][1]
                        found.setdefault(place, self._candidate(page.text, *place))
        return list(found.values())

    def _announces(self, tokens: list[Token], index: int) -> bool:
        """Whether what the paper proposes may begin behind this token."""
        word, before = tokens[index][3], tokens[index - 1][3]
        if word in self.words.strict or word in ("introducing", "proposing", "presenting"):
            named = tokens[index - 1][4] == "strong" and word.endswith("s")
            return named or word.endswith("ing") or any(t[3] in SPEAKERS for t in tokens[max(0, index - 4) : index])
        return word in _NAMING or (word in ("proposed", "novel") and before in _OPENING)

    def _phrase(
        self, tokens: list[Token], at: int, title: list[str], pairs: dict[tuple[str, str], list[int]]
    ) -> tuple[int, int] | None:
        """The tokens, from `at` on or a few further, that stand in the title too."""
        for begin in range(at, min(at + 4, len(tokens) - 1)):
            best = 0
            for place in pairs.get((_same(tokens[begin][3]), _same(tokens[begin + 1][3])), ()):
                size = 2
                while (
                    begin + size < len(tokens)
                    and place + size < len(title)
                    and _same(tokens[begin + size][3]) == title[place + size]
                ):
                    size += 1
                if begin + size < len(tokens) and (self._opens(title, place) or tokens[begin + size][2] == "("):
                    best = max(best, size)
            if best:
                return self._closed(tokens, begin, begin + best)
            if tokens[begin][3] not in _DETERMINERS and tokens[begin][3] not in self.words.adjective:
                return None
        return None

    def _opens(self, title: list[str], place: int) -> bool:
        """Whether a phrase of the title begins there: "Influence Model" is but half of "Threshold Influence Model"."""
        before = title[place - 1] if place else ":"
        inside = before[0].isalnum() and before not in self.stops
        return not inside or before.endswith(("ing", "ed"))

    def _closed(self, tokens: list[Token], begin: int, end: int) -> tuple[int, int] | None:
        """The phrase, if the paper's ends there too: before a mark, a small word or the noun it belongs to."""
        while end > begin and (tokens[end - 1][3] in self.words.stop or not tokens[end - 1][2][0].isalnum()):
            end -= 1
        if end == begin or end == len(tokens):
            return None
        following = tokens[end]
        if tokens[end - 1][3].endswith(_PARTICIPLES):
            # "attention guided network": the words before the noun are no name without it.
            return (begin, end + 1) if following[3] in self.words.head else None
        if following[2][0] == "-":
            return None
        closed = not following[2][0].isalnum() or following[3] in self.words.stop or following[3] in self.words.head
        if not closed:
            # "adaptive gates for toast [ovens]": what the title goes on with may be said in other words.
            end = next((at for at in range(begin + 1, end) if tokens[at][3] in _PURPOSE), begin)
        return (begin, end) if end > begin + 1 else None

    def _whole(self, tokens: list[Token], phrase: tuple[int, int], first: int, split: int) -> tuple[int, int]:
        """What the title calls it where that goes on: "Slow Leaf Encoding" of "a slow leaf encoder".

        Not where more follows than one or two nouns, which may tell anything.
        """
        places = list(_places(tokens, tokens[slice(*phrase)]))
        bracketed = any(tokens[end][2] == "(" for _, end in places if end < len(tokens))
        if bracketed or not first <= places[0][0] < split:
            return phrase
        begin, last = places[0]
        end = last
        while end < split and tokens[end][2][0].isalnum() and tokens[end][3] not in self.ends:
            end += 1
        more = [token[3] for token in tokens[last:end]]
        noun = bool(more) and len(more) < 3 and self.words.verb.isdisjoint(more) and "and" not in more
        built = noun and (more[-1] not in self.kinds or _same(more[-1]) in self.words.built)
        noun = built and not more[-1].endswith(_PARTICIPLES) and more[-1] not in GUIDED
        return (begin, end) if noun else phrase

    def _will_do(self, page: Page, tokens: list[Token], begin: int, end: int) -> bool:
        """Whether the phrase is a name of its own: a few words that no list has and that end on no task."""
        words = [token[3] for token in tokens[begin:end]]
        content = [w for w in words if w not in self.words.stop and w not in self.words.adjective]
        if not all(word[0].isalnum() for word in words):
            return False
        if any(word in self.kinds and after in self.words.stop for word, after in pairwise(words)):
            # "a large-scale dataset with text captions" says what kind of thing it is.
            return False
        if len(content) < 2 or len(words) > _LONGEST or words[-1] in self.words.dull or words[0] in self.words.stop:
            return False
        head = self.terms.heads.get(words[-1]) or self.terms.heads.get(words[-1].rstrip("s"))
        if head is not None and (head.type == "Metric" or (head.type == "Task" and head.weight != 1)):
            return False
        return self.lexicon.listed(page.text[tokens[begin][0] : tokens[end - 1][1]]) is None

    def _candidate(self, text: str, start: int, end: int) -> Candidate:
        surface = text[start:end]
        capitals = [word[0].isupper() for word in surface.split() if len(word) > 3]
        tier = "name" if capitals and all(capitals) else "term"
        candidate = Candidate(start, end, surface, "Name", _RULE, tier)
        candidate.votes.append(("Method", 0.5, _RULE))
        candidate.roles.append(("introduced", 1.0, _RULE))
        candidate.coined = True
        return candidate


_PURPOSE = frozenset({"for", "in", "on", "from", "to"})
"""What stands between a name and what it is for."""
_WITH = frozenset("by via with using through from based utilizing leveraging".split())
"""What a title names a means after."""


def _same(word: str) -> str:
    """The word without the ending of a plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _places(tokens: Sequence[Token], phrase: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Wherever some words stand one after the other."""
    wanted = [_same(token[3]) for token in phrase]
    for at in range(len(tokens) - len(wanted) + 1):
        if _same(tokens[at][3]) == wanted[0] and [_same(t[3]) for t in tokens[at : at + len(wanted)]] == wanted:
            yield at, at + len(wanted)
