"""Measures that no list has: what an amount tells the change of ("cuts ANNOTATION LOAD by 40%", "a 3x gain in RECALL").

Any noun can be measured, so one is a metric only as long as a result takes it (`kg/extract/reader.py` drops the rest).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from kg.extract.candidate import Candidate, Token
from kg.extract.numbers import Number
from kg.extract.terms import TermHead

RULE = "terms.measured"

_LONGEST = 3
"""Of so many words is a measure at most, but for "number of …"."""
_REACH = 12
"""So many words a verb of change may stand before the amount."""
_INTO = frozenset({"by", "from", "up"})
_OF = frozenset({"of", "by"})
_LED = frozenset(
    "by from to up about around roughly approximately nearly almost over more than at least an a average of as much "
    "only just ~ relative absolute factor most".split()
)
_BE = frozenset("is are was were be been can could has have".split())
_BEFORE_NOUN = frozenset("relative absolute average significant substantial overall about".split())
_FAULTS = frozenset({"error", "errors", "time"})
"""What is found or goes by, not spent: "detects 30% of the errors", "wins 60% of the time"."""
_NAMED = frozenset({"usage", "score", "scores", "metric", "index"})
"""What ends the name of a measure, and is none by itself: "cuts RAM usage by 40%"."""
_COUNTING = frozenset("more less lesser fewer faster".split())
_OF_WHAT = frozenset({"of", "for", "in", "between"})
_ENDS = frozenset({"and", "while", "but", "that", "which"})
_SHORT = re.compile(r"[A-Z]{2,4}")
"""Acronyms that may tell what is measured: "MAC operations", "GPU hours"."""
_QUALITIES = ("ive", "able", "ible", "ful", "ous")
"""Endings of words that tell of what kind something is: "CUMULATIVE regret"."""
_NO_NOUN = ("ly", "est", *_QUALITIES)


class Measures:
    """Finds the noun phrases that amounts are told of; `words` are the word classes, `heads` what terms end on."""

    def __init__(self, words: Mapping[str, frozenset[str]], heads: Mapping[str, TermHead]) -> None:
        self.words = words
        self.no_measure = words["no_measure"].union(word for word, head in heads.items() if head.type == "Task")
        self.skipped = words["describing"] | words["det"] | words["bound"]
        self.sharing = words["share_verb"] | {"at", "and"}
        self.closing = words["stop"] | words["np_end"] | words["np_break"]
        self.outside = words["stop"] | words["generic"] | words["describing"] | words["verb"]

    def find(self, tokens: list[Token], text: str, numbers: Sequence[Number], pool: list[Candidate]) -> list[Candidate]:
        """The candidates; what only its last word made a task of gives way, anything else at the place stays."""
        amounts = [number for number in numbers if _tells(number, text)]
        listed = [c for c in pool if c.label == "Metric" and c.known is not None] if amounts else ()
        for metric in listed:
            # "MEDIAN TRANSLATION error": a listed measure begins behind what only says which of its values is meant.
            pool[:] = [c for c in pool if not (_guessed(c) and self._averaged(c, metric, text))]
        if not amounts:
            return []
        found: dict[int, Candidate] = {}
        taken = [c for c in pool if c.label != "Cap" and not _guessed(c)]
        for amount in amounts:
            at, behind = (bisect_left(tokens, place, key=itemgetter(0)) for place in (amount.start, amount.end))
            lead = lead_of(tokens, at)
            for first, last in (*self._before(tokens, lead, at), *self._behind(tokens, behind, lead)):
                candidate = make_measure(tokens[first][0], tokens[last][1], text)
                if widened(candidate, taken):
                    continue
                whole = next((c for c in taken if c.end == candidate.end and c.start < candidate.start), None)
                relative = first == last and amount.unit in ("%", "x")
                if relative and whole is not None and text[whole.start : candidate.start - 1] in _BEFORE_NOUN:
                    # "a 22% RELATIVE error reduction" reduces the error.
                    pool.remove(whole)
                    taken.remove(whole)
                # "memory requirements" are memory, whatever the last word adds.
                starts = ((tokens[first] if c.label == "Metric" and c.known else tokens[last])[0] for c in taken)
                if not any(c.start < candidate.end and c.end > start for c, start in zip(taken, starts, strict=True)):
                    found.setdefault(candidate.end, candidate)
        for candidate in found.values():
            # "a drop in median TRANSLATION error" measures no translation.
            pool[:] = [c for c in pool if not (_guessed(c) and c.start < candidate.end and c.end > candidate.start)]
        return list(found.values())

    def _before(self, tokens: list[Token], lead: int, at: int) -> Iterator[tuple[int, int]]:
        """ "cuts the LOAD (of X) by 40%", "the LOAD is cut by 40%", "a drop in LOAD of 40%", "a LOAD drop of 40%"."""
        led = {token[3] for token in tokens[lead:at]}
        if lead and tokens[lead - 1][3] == "(":
            lead, led = lead - 1, {"of"}
        for verb in range(lead - 1, max(lead - _REACH, 0), -1):
            word = tokens[verb][3]
            if word in ("and", ",") and "by" in led:
                # "cuts storage by 40% and TRAFFIC by 30%"
                yield from (phrase for phrase in self.phrase(tokens, verb + 1, lead) if phrase[1] == lead - 1)
            if not word[0].isalnum() or word in ("and", "while", "but"):
                return
            if word in self.words["change_noun"] and tokens[verb + 1][3] in ("in", "of") and led & _OF:
                # "an INCREASE in peak load of up to 40%": some nouns are spelled like verbs.
                if verb + 1 < lead:
                    yield from self.phrase(tokens, verb + 2, lead)
                elif tokens[verb - 1][3] in self.words["spent"]:
                    # "a drawing cost reduction of 40%", "an error reduction of 12%"
                    yield verb - 2 if self.noun(tokens[verb - 2]) else verb - 1, verb - 1
                return
            if word in self.words["change_verb"] and led & _INTO:
                if verb == lead - 1:
                    yield from self._moved(tokens, verb)
                elif word not in self.words["outperform"]:
                    yield from list(self.phrase(tokens, verb + 1, lead)) or self._tail(tokens, verb + 1, lead)
                return
            if verb == lead - 1 and word.endswith("ed") and "from" in led:
                # "the STIFFNESS is tuned from 0.2 to 0.7 N/mm"
                yield from self._moved(tokens, verb)
                return
            if word == "terms" and tokens[verb + 1][3] == "of":
                # "is ahead in terms of VALIDITY (by 12%)"
                yield from self.phrase(tokens, verb + 2, lead)
                return

    def _averaged(self, guess: Candidate, metric: Candidate, text: str) -> bool:
        """Whether a guess is the beginning of a listed measure with a word such as "median" before it."""
        crossing = guess.start < metric.start < guess.end < metric.end
        return crossing and text[guess.start : metric.start].strip().lower() in self.words["around"]

    def _moved(self, tokens: list[Token], verb: int) -> Iterator[tuple[int, int]]:
        """The subject of what moves or is moved: "the LOAD is cut by 40%", "the failure RATE of it falls by 40%"."""
        at = verb - 1
        while at > 0 and tokens[at][3].endswith("ly"):
            at -= 1
        passive = tokens[at][3] in _BE
        while at > 0 and tokens[at][3] in _BE:
            at -= 1
        last = next((step - 1 for step in self._governors(tokens, at) if self._heads(tokens[step - 1])), at)
        if self.noun(tokens[last]) and (passive or self._heads(tokens[last])):
            first = last
            while first > 0 and last - first < _LONGEST and self.noun(tokens[first - 1]):
                first -= 1
            yield from self.phrase(tokens, first, last + 1)

    def _tail(self, tokens: list[Token], first: int, stop: int) -> Iterator[tuple[int, int]]:
        """The nouns a phrase ends on, behind what is none: "improves the 6-DoF GRASPING RATE by 12%"."""
        begun = stop
        while begun > first and stop - begun <= _LONGEST and self.noun(tokens[begun - 1]):
            begun -= 1
        told = stop - begun > 1 and self._heads(tokens[stop - 1]) and self._measurable(tokens[stop - 1])
        odd = [token[3] for token in tokens[first:begun] if token[3] not in self.skipped]
        if told and all((word[0].isalnum() or word == "-") and word not in self.closing for word in odd):
            yield begun, stop - 1

    def _governors(self, tokens: Sequence[Token], at: int) -> Iterator[int]:
        """The words of a subject that join its nouns, from the last one on."""
        for step in range(at - 1, max(at - _REACH, 0), -1):
            word = tokens[step][3]
            if not word[0].isalnum() or word in _ENDS or word in _BE or word in self.words["change_verb"]:
                return
            if word in _OF_WHAT:
                yield step

    def _heads(self, token: Token) -> bool:
        """Whether a word tells by itself that something is measured."""
        return token[3] in self.words["measure_head"] or token[3] in self.words["spent"]

    def _behind(self, tokens: list[Token], at: int, lead: int) -> Iterator[tuple[int, int]]:
        """ "a 40% drop in LOAD", "a 40% LOAD reduction", "a 40% lower LOAD", "saves 40% of the ENERGY"."""
        for place in range(at, min(at + _REACH, len(tokens) - 4)):
            if not tokens[place][3][0].isalpha():
                break
            if tokens[place][3] == "terms" and tokens[place + 1][3] == "of":
                # "5 times more frugal than BERT in terms of PAPER"
                yield from self.phrase(tokens, place + 2, place + 8)
        while at < len(tokens) and tokens[at][3] in _BEFORE_NOUN:
            at += 1
        if at + 2 >= len(tokens):
            return
        word, spent = tokens[at][3], self.words["spent"]
        if word == "of" and lead and tokens[lead - 1][3] in self.words["decrease_verb"]:
            yield from (phrase for phrase in self.phrase(tokens, at + 1, at + 6) if tokens[phrase[1]][3] in spent)
        elif word == "of" and lead and tokens[lead - 1][3] in self.sharing:
            # "with 30% of the ENERGY and 70% of the COMPUTATION"
            phrases = self.phrase(tokens, at + 1, at + 6)
            yield from (phrase for phrase in phrases if tokens[phrase[1]][3] in spent - _FAULTS)
        elif word in spent and lead and tokens[lead - 1][3] in self.words["decrease_verb"]:
            # "reduces about 72% computation"
            yield at, at
        elif word == "in" and lead and tokens[lead - 1][3] in self.words["change_noun"]:
            # "an increase of 40% in LOAD"
            yield from self.phrase(tokens, at + 1, at + 6)
        elif word in self.words["change_noun"] and tokens[at + 1][3] == "on":
            # "a 25% improvement on the average delivery TIME", not on a data set
            phrases = self.phrase(tokens, at + 2, at + 7)
            yield from (phrase for phrase in phrases if self._heads(tokens[phrase[1]]))
        elif word in self.words["change_noun"] and tokens[at + 1][3] in ("in", "of"):
            yield from self.phrase(tokens, at + 2, at + 9)
        elif word in self.words["comparative"]:
            for first, last in self.phrase(tokens, at + 1, at + 6):
                # "40% less energy" measures energy, "40% fewer pages" counts.
                # and "40% faster drawing time" a time.
                told = tokens[last][3] in spent or (word == "faster" and tokens[last][3] in self.words["time_noun"])
                if self._measurable(tokens[last]) and (word not in _COUNTING or told):
                    yield first, last
        else:
            places = range(at + 1, min(at + 4, len(tokens)))
            noun = next((place for place in places if tokens[place][3] in self.words["change_noun"]), at)
            if all(self.noun(token) for token in tokens[at:noun]):
                yield from self.phrase(tokens, at, noun)

    def phrase(self, tokens: list[Token], first: int, stop: int) -> Iterator[tuple[int, int]]:
        """The ends of the noun phrase that begins there, behind determiners and words that only describe."""
        stop = min(stop, len(tokens))
        while first < stop and tokens[first][3] in self.skipped:
            first += 1
        last = begun = self._nouns(tokens, first, stop)
        if last < stop and tokens[last][3] == "of" and last - first == 1 and tokens[first][3] in ("number", "size"):
            begun = last + 1
            last = self._nouns(tokens, begun, stop)
            if last == begun:
                return
        elif last > first + 1 and tokens[last - 1][3].endswith("ed") and tokens[first - 1][3] in ("the", "mean"):
            # "in the mean force APPLIED"
            last = begun = last - 1
        fits = 0 < begun - first <= _LONGEST and last - begun <= _LONGEST
        # "the number of inference TOKENS" counts what is no measure by itself.
        told = fits and (tokens[begun - 1][3] == "of" or self._measurable(tokens[last - 1]))
        if fits and last - first > 1 and tokens[last - 1][3] in _NAMED:
            # "RAM usage", "the alignment score"
            short = tokens[last - 2][2].isupper() and tokens[last - 1][3] == "usage"
            told = short or self._measurable(tokens[last - 2])
        if told and self._closed(tokens, last, stop):
            # "mean mistake severity" is one measure, "average mistake severity" an average of another.
            yield first - (tokens[first - 1][3] == "mean"), last - 1

    def _nouns(self, tokens: Sequence[Token], at: int, stop: int) -> int:
        """Where a run of nouns ends."""
        while at < stop and self._in_phrase(tokens, at, stop) and not self._tells_more(tokens, at):
            at += 1
        return at

    def _in_phrase(self, tokens: Sequence[Token], at: int, stop: int) -> bool:
        """Whether a word belongs to a noun phrase: a noun, or what kind of thing the next word is."""
        if self.noun(tokens[at]):
            return True
        quality = tokens[at][2].islower() and tokens[at][3].endswith(_QUALITIES)
        return quality and at + 1 < stop and self.noun(tokens[at + 1])

    def _closed(self, tokens: Sequence[Token], end: int, stop: int) -> bool:
        """Whether a phrase ends there; "energy and cost efficiency" measures an efficiency."""
        if end >= stop:
            return True
        word = tokens[end][3]
        if word == "and" and end + 2 < len(tokens) and tokens[end + 2][3] in self.no_measure:
            return False
        after = tokens[end + 1][3] if end + 1 < len(tokens) else "."
        if word.endswith("ed") and (after in self.closing or not after[0].isalnum()):
            # "a drop in the mean force APPLIED and …", "the number of nodes EXPANDED by it"
            return True
        return not word[0].isalnum() or word in self.closing or self._tells_more(tokens, end)

    def _tells_more(self, tokens: Sequence[Token], at: int) -> bool:
        """Whether a participle begins what is said next: "a cut in DELIVERY TIME showing its worth" lost a comma."""
        after = tokens[at + 1][3] if at + 1 < len(tokens) else ""
        return tokens[at][3].endswith("ing") and (after in self.words["det"] or after == "that")

    def _measurable(self, token: Token) -> bool:
        """Whether a word is no participle, no acronym and none that says nothing of what is measured."""
        word = token[3]
        return (
            token[2].islower() and word not in self.no_measure and (word == "speed" or not word.endswith(("ed", "ing")))
        )

    def noun(self, token: Token) -> bool:
        """Whether a word can be part of what is measured."""
        word = token[2]
        plain = (word.islower() and word.replace("-", "").isalpha() and len(word) > 2) or _SHORT.fullmatch(word)
        return bool(plain) and token[3] not in self.outside and not word.endswith(_NO_NOUN)


def _tells(number: Number, text: str) -> bool:
    """Whether a number may say how far something moved: a percentage, "a factor of 6", "from 97 MB"."""
    if number.unit in ("%", "x") or text.endswith("factor of ", 0, number.start):
        return True
    return number.shape in ("Decimal", "Measured") and text.endswith("from ", 0, number.start)


def lead_of(tokens: Sequence[Token], at: int) -> int:
    """Where the small words before an amount begin: "by up to 40%"."""
    while at > 0 and tokens[at - 1][3] in _LED:
        at -= 1
    return at


def widened(phrase: Candidate, taken: Sequence[Candidate]) -> bool:
    """Whether a phrase ends on a listed measure, which takes the words before it: "task execution time"."""
    same = next((c for c in taken if c.end == phrase.end and phrase.start <= c.start), None)
    if same is None or same.label != "Metric" or same.tier != "term" or (same.known or same.base) is None:
        return False
    if any(c is not same and c.start < phrase.end and c.end > phrase.start for c in taken):
        return False
    if same.start > phrase.start:
        same.base, same.known = same.known or same.base, None
        same.start, same.text = phrase.start, phrase.text
    return True


def _guessed(candidate: Candidate) -> bool:
    """Whether only its last word makes a candidate a task or method."""
    told = candidate.label == "Metric" or candidate.known is not None or candidate.base is not None
    return candidate.rule.startswith("terms.") and not told


def make_measure(start: int, end: int, text: str) -> Candidate:
    """A measure that no list has."""
    candidate = Candidate(start, end, text[start:end], "Metric", RULE, "term")
    candidate.votes.append(("Metric", 1.0, RULE))
    return candidate
