"""Lists of measures that no list has: "improves FLUENCY, RECALL and DRIFT by 3%, 2% and 9%", "3% in A and 2% in B".

What stands in a list where something else is measured is a measure too, and so is each of as many things as there are
amounts. Where a list begins and ends is told by its verb or preposition, and by its amounts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

from kg.extract.candidate import Candidate, Token
from kg.extract.measures import Measures, lead_of, make_measure
from kg.extract.numbers import Number

_JOINED = re.compile(r"\s*(?:,|,? and|/|&)\s*(?:by )?(?:about |up to |approximately )?")
_REACH = 16
"""So many words a list of measures takes at most."""
_MOST = 5
_SLOTS = frozenset({"in", "on"})
_INTO = frozenset({"by", "from"})
_OF_AMOUNTS = frozenset({"relative", "absolute", "points"})

Span = tuple[int, int]


class MeasureLists:
    """Finds measures by the others in their list."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self.words = measures.words

    def find(self, tokens: list[Token], text: str, numbers: Sequence[Number], pool: list[Candidate]) -> list[Candidate]:
        """The candidates; what stands at their places already stays."""
        amounts = [number for number in numbers if number.shape in ("Percent", "Signed", "Points", "Times", "Decimal")]
        found: list[Candidate] = []
        for lists in (self._around(tokens, text, amounts, pool), self._in_slots(tokens, text, amounts, pool)):
            for first, last in lists:
                start, end = tokens[first][0], tokens[last - 1][1]
                if not any(c.start < end and c.end > start for c in (*pool, *found) if c.label != "Cap"):
                    found.append(make_measure(start, end, text))
        return found

    def _around(
        self, tokens: list[Token], text: str, amounts: Sequence[Number], pool: Sequence[Candidate]
    ) -> Iterator[Span]:
        """ "cuts LEAKAGE, DRIFT and JITTER by 4%, 3% and 1%", "by 4% and 3% in terms of FLUENCY and CONTENT FLOW"."""
        for run in _runs(amounts, text):
            at, behind = (bisect_left(tokens, place, key=itemgetter(0)) for place in (run[0].start, run[-1].end))
            for start, end, sure in (self._before(tokens, lead_of(tokens, at), at), self._behind(tokens, behind)):
                parts = self._parts(tokens, start, end)
                if 1 < len(parts) <= _MOST and len(run) in (1, len(parts)):
                    yield from self._measures(tokens, parts, pool, sure and len(run) > 1)

    def _before(self, tokens: Sequence[Token], lead: int, at: int) -> tuple[int, int, bool]:
        """Where what a verb moves by the amounts begins and ends, and that it is measured."""
        if any(token[3] in _INTO for token in tokens[lead:at]):
            for verb in range(lead - 1, max(lead - _REACH, -1), -1):
                word = tokens[verb][3]
                if word in self.words["change_verb"] and word not in self.words["outperform"]:
                    return verb + 1, lead, True
                if not (word[0].isalnum() or word == ",") or word in self.words["be"]:
                    break
        return lead, lead, False

    def _behind(self, tokens: Sequence[Token], at: int) -> tuple[int, int, bool]:
        """Where a list begins and ends that says what the amounts before it are of, and whether it must."""
        while at < len(tokens) and (tokens[at][3] in _OF_AMOUNTS or tokens[at][3] in self.words["change_noun"]):
            at += 1
        sure = [token[3] for token in tokens[at : at + 3]] == ["in", "terms", "of"]
        if not sure and (at >= len(tokens) or tokens[at][3] != "in"):
            return at, at, False
        at += 2 * sure
        end = at + 1
        while end < min(at + _REACH, len(tokens)) and (tokens[end][3] in (",", "and") or not self._ends(tokens, end)):
            end += 1
        return at + 1, end, sure

    def _ends(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a list of nouns ends there."""
        word = tokens[at][3]
        closed = word in self.measures.closing and word not in self.words["det"]
        return closed or not word[0].isalnum() or word in ("respectively", "over", "compared", "than", "when")

    def _parts(self, tokens: Sequence[Token], start: int, end: int) -> list[Span]:
        """The members of a list with commas and "and"."""
        parts: list[Span] = []
        begun = start
        for at in range(start, end + 1):
            if at == end or tokens[at][3] in (",", "and"):
                if at > begun:
                    parts.append((begun, at))
                begun = at + 1
        return parts

    def _measures(
        self, tokens: list[Token], parts: Sequence[Span], pool: Sequence[Candidate], sure: bool = False
    ) -> Iterator[Span]:
        """The noun phrases of a list in which each member is one, or a known measure, as one at least is."""
        phrases = [self._phrase(tokens, part) for part in parts]
        known = [any(self._known(c, tokens, part) for c in pool) for part in parts]
        whole = all(told or phrase is not None for told, phrase in zip(known, phrases, strict=True))
        if whole and (sure or any(known)):
            yield from (phrase for told, phrase in zip(known, phrases, strict=True) if phrase is not None and not told)

    def _known(self, candidate: Candidate, tokens: Sequence[Token], part: Span) -> bool:
        """Whether a member of a list ends on a measure, and is nothing but that and what tells more of it."""
        first, end = part
        if candidate.label != "Metric" or candidate.end != tokens[end - 1][1] or candidate.start < tokens[first][0]:
            return False
        before = [token for token in tokens[first:end] if token[0] < candidate.start]
        return all(token[3] in self.measures.skipped or self.measures.noun(token) for token in before)

    def _phrase(self, tokens: list[Token], part: Span) -> Span | None:
        """The noun phrase that a member of a list is as a whole; what it stands beside tells "ordering" from a verb."""
        first, end = part
        phrases = self.measures.phrase(tokens, first, end)
        whole = next(((start, last + 1) for start, last in phrases if last == end - 1), None)
        doing = (
            end - first <= 2 and tokens[end - 1][3].endswith("ing") and all(map(self.measures.noun, tokens[first:end]))
        )
        return (first, end) if whole is None and doing else whole

    def _in_slots(
        self, tokens: list[Token], text: str, amounts: Sequence[Number], pool: Sequence[Candidate]
    ) -> Iterator[Span]:
        """ "3.1% in ROUGE-L, 4.6% in CORRECTNESS", "saves 3% memory and 2% ENERGY": where one measure is, all are."""
        slots: list[tuple[Number, str, Span]] = []
        for number in amounts:
            at = bisect_left(tokens, number.end, key=itemgetter(0))
            kind = tokens[at][3] if at + 1 < len(tokens) and tokens[at][3] in _SLOTS else ""
            if not kind and (at >= len(tokens) or not self.measures.noun(tokens[at])):
                continue
            at -= not kind
            end = at + 1
            while end < min(at + 6, len(tokens)) and not self._ends(tokens, end):
                end += 1
            if end < len(tokens) and tokens[end][3] == "of":
                # "80% state OF matter accuracy"
                continue
            slot = (number, kind, (at + 1, end))
            if slots and not _next_slot(slots[-1], slot, tokens, text):
                yield from self._of_slots(tokens, slots, pool)
                slots = []
            slots.append(slot)
        yield from self._of_slots(tokens, slots, pool)

    def _of_slots(
        self, tokens: list[Token], slots: Sequence[tuple[Number, str, Span]], pool: Sequence[Candidate]
    ) -> Iterator[Span]:
        if len(slots) > 1:
            yield from self._measures(tokens, [part for _, _, part in slots], pool)


def _runs(amounts: Sequence[Number], text: str) -> Iterator[list[Number]]:
    """Numbers with nothing but commas and "and" between them."""
    run: list[Number] = []
    for number in amounts:
        if run and not _JOINED.fullmatch(text, run[-1].end, number.start):
            yield run
            run = []
        run.append(number)
    if run:
        yield run


def _next_slot(
    earlier: tuple[Number, str, Span], later: tuple[Number, str, Span], tokens: Sequence[Token], text: str
) -> bool:
    """Whether an amount is told as the one before it: "…, 4.6% in CORRECTNESS and …"."""
    between = text[tokens[earlier[2][1] - 1][1] : later[0].start]
    return earlier[1] == later[1] and bool(re.fullmatch(r",?(?: and)?,? (?:by |a |an |of )?", between))
