"""Measures beside the level they have: "a BACKLASH ERROR of 2.3%", "a 14 ms SEARCH LATENCY", "with 2% ERROR".

What any noun may come before ends on few words: errors, costs, speeds. A listed measure takes the nouns before it.
Like what an amount tells the change of (`kg/extract/measures.py`), one is a metric only as long as a result takes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import itemgetter

from kg.extract.candidate import Candidate, Token
from kg.extract.measures import Measures, make_measure, widened
from kg.extract.numbers import Number
from kg.extract.terms import TermGrammar

_SHAPES = frozenset({"Percent", "Decimal", "Measured", "Times"})
_LONGEST = 4
_REACH = 10
"""So many words may stand between a measure with what it is of and the verb before its level."""
_SMALL = frozenset(
    "of is was are were be been to only just about around as low high at found shown than a an below under less within "
    "reaches reached up approximately nearly average over above more almost roughly from : = ( ~ < ≤".split()
)
"""What may stand between a measure and its level."""
_IS = frozenset("is was are were reaches reached".split())
_OF_WHAT = frozenset("of for in on between from across along over".split())
_ENDS = frozenset(", ; and or but while which that".split())
_GIVEN = frozenset("external reference target applied desired constant".split())
_UNDER = frozenset("of on in with at under by for against".split())
_PAIRED = re.compile(r",? and \d")


class Levels:
    """Finds the noun phrases that levels are told of."""

    def __init__(self, measures: Measures, terms: TermGrammar) -> None:
        self.words = measures.words
        self.measures = measures
        self.terms = terms
        verbs = self.words["change_verb"] | self.words["reach"] | self.words["any_head"] | self.words["comparative"]
        self.outside = measures.skipped | verbs
        self.heads = self.words["measure_head"] | self.words["exerted"]
        self.alone = self.words["bare_measure"] | self.words["exerted"]

    def find(self, tokens: list[Token], text: str, numbers: Sequence[Number], pool: list[Candidate]) -> list[Candidate]:
        """The candidates; what stands at such a place already takes the words before it if it is a listed measure."""
        found: dict[int, Candidate] = {}
        taken = [c for c in pool if c.label != "Cap"]
        for number in numbers:
            if number.shape not in _SHAPES:
                continue
            at, behind = (bisect_left(tokens, place, key=itemgetter(0)) for place in (number.start, number.end))
            signed = text[number.start] in "<≤~="
            for last, stop in (*self._before(tokens, at, signed), *self._behind(tokens, behind)):
                first = self._first(tokens, last, stop, text)
                if first > 0 and tokens[first - 1][3] == "and" and _PAIRED.match(text, number.end):
                    # "a position and force accuracy of 98% and 97%" are two.
                    first = last
                if not self._tells(tokens, first, last):
                    continue
                if tokens[last][3] in self.words["exerted"]:
                    start = first if last < at else at
                    if number.shape != "Measured" or self._condition(tokens, start):
                        continue
                candidate = make_measure(tokens[first][0], tokens[last][1], text)
                if not widened(candidate, taken) and not any(
                    c.start < candidate.end and c.end > candidate.start for c in taken
                ):
                    found.setdefault(candidate.end, candidate)
        return list(found.values())

    def _tells(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether a phrase says what is measured; a "learning rate" is set, not measured."""
        if first == last:
            return tokens[last][3] in self.alone and tokens[last - 1][3] != "standard"
        set_first = tokens[last][3].startswith("rat") and tokens[last - 1][3] in self.words["setting_rate"]
        return not set_first

    def _before(self, tokens: Sequence[Token], at: int, signed: bool) -> Iterator[tuple[int, int]]:
        """ "a backlash ERROR of 2%", "the ERROR of the arm in mud is found to be only 2%", "with ERROR < 2%"."""
        lead = at
        while lead > 0 and tokens[lead - 1][3] in _SMALL:
            lead -= 1
        if (lead == at and not signed) or lead == 0:
            return
        if tokens[lead - 1][3] in self.heads:
            yield lead - 1, 0
        elif lead < at and tokens[lead][3] in _IS:
            for head in range(lead - 1, max(lead - _REACH, 0), -1):
                word = tokens[head][3]
                if word in _ENDS or word in self.words["be"]:
                    return
                if word in _OF_WHAT and tokens[head - 1][3] in self.words["measure_head"]:
                    yield head - 1, 0
                    return

    def _behind(self, tokens: Sequence[Token], at: int) -> Iterator[tuple[int, int]]:
        """ "a 14 ms search LATENCY"."""
        for head in range(at, min(at + _LONGEST, len(tokens))):
            if tokens[head][3] in self.heads:
                following = tokens[head + 1] if head + 1 < len(tokens) else None
                if following is None or not (self._noun(following) or following[3].startswith("-")):
                    yield head, at
                    return
            elif not self._noun(tokens[head]):
                return

    def _condition(self, tokens: Sequence[Token], start: int) -> bool:
        """Whether a force is what an error is of, or what holds: "RMSE of the FORCE is", "with up to 80 N FORCE"."""
        small = self.measures.skipped | self.words["around"] - _UNDER
        while start > 0 and tokens[start - 1][3] in small:
            start -= 1
        return tokens[start][3] in _GIVEN or (start > 0 and tokens[start - 1][3] in _UNDER)

    def _first(self, tokens: Sequence[Token], last: int, stop: int, text: str) -> int:
        """Where the phrase begins that ends on a measure, at `stop` at the earliest."""
        first = last
        while first > stop and last - first < _LONGEST and self._noun(tokens[first - 1]):
            if text[tokens[first - 1][1] : tokens[first][0]] not in (" ", "") and "-" not in tokens[first][3]:
                break
            first -= 1
        return first

    def _noun(self, token: Token) -> bool:
        """Whether a word may tell what a measure is of; verbs that stand before measures are known as no modifiers."""
        known = self.terms.modifiers.get(token[3])
        if known == "stop" or token[3] in self.outside:
            return False
        return known is not None or (self.measures.noun(token) and not token[3].endswith("ed"))
