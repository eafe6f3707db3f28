"""Capitals before what the lists know: "Targeted Label Noise Injection", "Epipolar Attention Field Transformers"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.tokens import Page

RUN = re.compile(r"[A-Z][\w-]*(?: [A-Z][\w-]*)+")
"""Several words, each with a capital."""
_JOINED = re.compile(r"[A-Z][\w-]*(?:[ -][A-Z][\w-]*)+")
"""The same, or joined by hyphens: "Self-Attention"."""
_SHORT = re.compile(r"[A-Z]{2,4}|\dD")
_NOUN = re.compile(r" Net(?:work)?s?\b")
_ARTICLES = frozenset({"a", "an", "the"})
_BY_MEANS_OF = frozenset({"with", "using", "via", "by", "through"})


class Capitals:
    """Makes listed terms and kinds of network names of their own where words with a capital stand before them."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def widen(
        self, page: Page, tokens: Sequence[Token], sentences: Sequence[tuple[int, int]], pool: Sequence[Candidate]
    ) -> None:
        """Take the capitals before the candidates of the pool into them, in place."""
        listed = list(self._listed(page, pool))
        if not listed:
            return
        first = {begin for begin, _ in sentences}
        index_of = {token[0]: index for index, token in enumerate(tokens)}
        for candidate in listed:
            index = index_of[candidate.start]
            in_title = candidate.start < page.split
            begin = self._begin(tokens, index, page.text, frozenset() if in_title else first)
            if begin == index or (in_title and not self._whole(tokens, begin)):
                continue
            if candidate.label == "Model":
                candidate.end = self._to_the_noun(page.text, candidate.end)
            candidate.base, candidate.known = candidate.known, None
            candidate.start = tokens[begin][0]
            candidate.text = page.text[candidate.start : candidate.end]
            candidate.label, candidate.tier = "Name", "name"
            candidate.votes = [(kind, min(weight, 1.5), rule) for kind, weight, rule in candidate.votes]
            if in_title:
                self._from_title(candidate, tokens, begin, pool)

    def _from_title(self, candidate: Candidate, tokens: Sequence[Token], begin: int, pool: Sequence[Candidate]) -> None:
        """Say what the place of a name in the title says: it opens it, is the means, or explains the name before."""
        at = begin - 2 if begin > 1 and tokens[begin - 1][3] in _ARTICLES else begin - 1
        if at >= 0 and tokens[at][2] == ":":
            candidate.short = next((c for c in pool if c.end == tokens[at][0] and c.tier == "name"), None)
        elif any(token[2] == ":" for token in tokens[1 : min(4, begin)]):
            # "CedarNet: Parsing with Slow Leaf Transformers": what the title opens with has the name.
            return
        elif at < 0 or tokens[begin - 1][3] in _ARTICLES or tokens[at][3] in _BY_MEANS_OF:
            candidate.roles.append(("introduced", 1.0, "roles.title_built"))

    def _listed(self, page: Page, pool: Sequence[Candidate]) -> Iterator[Candidate]:
        """What may be the end of a name: terms of several words in an abstract, and kinds of network anywhere."""
        for candidate in pool:
            if candidate.known is None or candidate.label not in ("Method", "Model"):
                continue
            last = candidate.text.rsplit(" ", 1)[-1].lower().rstrip("s")
            network = candidate.label == "Model" and last in self.words.built_on and candidate.text[0].isupper()
            if network or (candidate.start > page.split and _JOINED.fullmatch(candidate.text)):
                yield candidate

    def _to_the_noun(self, text: str, end: int) -> int:
        """Where a name ends that goes on with its kind: "Perspective Transformer Nets"."""
        noun = _NOUN.match(text, end)
        return noun.end() if noun else end

    def _begin(self, tokens: Sequence[Token], index: int, text: str, first: frozenset[int] | set[int]) -> int:
        """The first of the words with a capital that stand right before a token."""
        begin = index
        while begin > 0 and begin - 1 not in first:
            # "3D Transformer" is a Transformer, "3D Feature Field Transformers" has a name.
            short = begin < index and _SHORT.fullmatch(tokens[begin - 1][2])
            if not short and not self._capital(tokens[begin - 1]):
                break
            if text[tokens[begin - 1][1] : tokens[begin][0]] != " " or tokens[begin - 1][3] in self.words.verb:
                # "Slow Leaves Make Transformers Stronger"
                break
            begin -= 1
        return begin

    def _whole(self, tokens: Sequence[Token], begin: int) -> bool:
        """Whether a run of capitals in a title is a phrase of its own: nothing is cut off, nothing is done to it."""
        word = tokens[begin][3]
        if word in self.words.no_title or word in self.words.verb or word in self.words.qualifying:
            return False
        if word.endswith("ing") and "-" not in word:
            # "Training Spiking Networks"
            return False
        before = tokens[begin - 1] if begin else None
        return before is None or before[3] in self.words.stop or not before[2][0].isupper()

    def _capital(self, token: Token) -> bool:
        """Whether a word has a capital that its kind does not need."""
        plain = token[3] in self.words.generic or token[3] in self.words.stop or token[3] in self.words.describing
        return token[4] in ("cap", "hyphen") and token[2][0].isupper() and not plain
