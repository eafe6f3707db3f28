"""Titles: the phrases by which a paper names its contribution there."""

from __future__ import annotations

import re

from kg.extract.candidate import Candidate, Token, Words, within
from kg.extract.tokens import Page
from kg.model import fold


class Titles:
    """Finds contributions that title and abstract together give a name."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def handles(self, page: Page, tokens: list[Token], pool: list[Candidate]) -> list[Candidate]:
        """Phrases of the title that the abstract says it proposes: how a paper names what it does in lower case."""
        title = [(start, end, word.lower()) for start, end, word in tokens if end <= page.split]
        body = [(start, end, word.lower()) for start, end, word in tokens if start > page.split]
        where: dict[str, list[int]] = {}
        for index, (_, _, word) in enumerate(body):
            where.setdefault(word, []).append(index)
        covered = [
            (c.start, c.end)
            for c in pool
            if c.rule in ("names.long_form", "names.shape") or (c.known and c.tier == "name")
        ]
        found: list[Candidate] = []
        index = 0
        while index < len(title) - 1:
            length, places = self._longest(title, index, body, where)
            places = [at for at in places if not within(body[at][0], body[at + length - 1][1], covered)]
            if length < 2 or not places or not self._bounded(title, index, length):
                index += 1
                continue
            own = [at for at in places if self._proposed(body, at, length)]
            if own:
                spans = [(title[index][0], title[index + length - 1][1])]
                spans += [(body[at][0], body[at + length - 1][1]) for at in places]
                found += [self._handle(page.text, start, end) for start, end in spans]
            index += length
        return found

    def _proposed(self, body: list[Token], at: int, length: int) -> bool:
        """Whether an own-verb governs the phrase directly: "we propose a novel PHRASE method"."""
        after = body[at + length][2] if at + length < len(body) else "."
        if after[0].isalnum() and after not in self.words.stop and after not in self.words.method:
            return False
        index = at - 1
        while index >= 0 and (body[index][2] in _DETERMINERS or body[index][2] in self.words.adjective):
            index -= 1
        return index >= 0 and body[index][2] in self.words.propose

    def _handle(self, text: str, start: int, end: int) -> Candidate:
        candidate = Candidate(start, end, text[start:end], "Name", "names.title_handle", "term")
        candidate.votes.append(("Method", 0.5, "names.title_handle"))
        candidate.roles.append(("introduced", 0.8, "names.title_handle"))
        candidate.coined = True
        return candidate

    def _bounded(self, words: list[Token], index: int, length: int) -> bool:
        """Whether a phrase is a whole noun phrase: nothing that could belong to it stands right beside it."""
        before = words[index - 1][2] if index else ":"
        after = words[index + length][2] if index + length < len(words) else ":"
        beside = self.words.stop | self.words.verb
        return (
            not before[0].isalnum() or before in beside or before.endswith("ing") or before in self.words.adjective
        ) and (not after[0].isalnum() or after in beside or after in self.words.method)

    def _longest(
        self, title: list[Token], index: int, body: list[Token], where: dict[str, list[int]]
    ) -> tuple[int, list[int]]:
        """The longest phrase of the title from `index` that the abstract repeats, and where."""
        length, places = 0, where.get(title[index][2], [])
        best: tuple[int, list[int]] = (0, [])
        while index + length < len(title) and places and length < 5:
            word = title[index + length][2]
            if not word[0].isalnum() or word in self.words.stop:
                break
            places = [at for at in places if at + length < len(body) and body[at + length][2] == word]
            length += 1
            if places and length > 1 and word not in self.words.edge and title[index][2] not in self.words.verb:
                best = (length, places)
        return best


_DETERMINERS = frozenset({"a", "an", "the", "our", "two", "three", "called", "named", "*", "**", '"'})


def title_roles(page: Page, candidates: list[Candidate]) -> None:
    """Names before the colon of a title, and names a title spells out that the abstract abbreviates."""
    title = page.text[: page.split]
    if candidates and candidates[0].start <= 1 and (candidates[0].tier == "name" or candidates[0].text.isupper()):
        rest = title[candidates[0].end :]
        if re.match(r"\W?\s*(?:\([^)]*\)\s*)?(?::|\s[-—]\s|—)\s*\S", rest):
            candidates[0].roles.append(("introduced", 1.0, "roles.title_prefix"))
            for candidate in candidates:
                if candidate.text == candidates[0].text and candidate.label == "Task":
                    candidate.label, candidate.known = "Name", None
                    candidate.votes.clear()
    opening = next((c for c in candidates if c.start == page.split + 1), None)
    if (
        opening is not None
        and opening.tier == "name"
        and re.match(r"\s(?:is|are)\s(?:an?|the|our)\s|,\san?\s", page.text[opening.end :])
    ):
        starts = fold(title).startswith(fold(opening.text))
        if starts or (opening.known is None and fold(opening.text) in fold(title)):
            opening.roles.append(("introduced", 1.0, "roles.opening_subject"))
    for candidate in candidates:
        task = candidate.base is not None and candidate.base.type == "Task"
        spelled = candidate.short is not None and candidate.known is None and not task
        if spelled and fold(candidate.text) in fold(title) and _own_sentence(page.text, candidate.start):
            candidate.roles.append(("introduced", 0.6, "roles.title_and_short_form"))


_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Pp]ropos\w+|[Pp]resent\w*|[Ii]ntroduc\w+|[Dd]evelop\w*|[Dd]esign\w*|called|named|dubbed|through|via)\b"
)


def _own_sentence(text: str, at: int) -> bool:
    """Whether the words before a place, back to the sentence's start, speak of the paper's own work."""
    start = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at), at - 160)
    return bool(_OWN.search(text, start, at)) or start < 0
