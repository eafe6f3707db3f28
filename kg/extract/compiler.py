"""The rule compiler: patterns become spaCy Matchers, and each is run only where every word it needs is present.

Three things make rules cheap. Every set of words or types a pattern asks for is a bit; a sentence is the union of its
tokens' bits, and a pattern whose bits are not all there is not tried. Candidates and numbers are placeholder words
("¤Model", "№Percent"), so that types are word classes too. And the most used sets become lexeme flags, which spaCy
tests without calling Python (46 are free in a vocabulary).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, cast

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.rules import Element, Rule

MENTION = "¤"
NUMBER = "№"
FILLER = "·"
_GAP_STOPS = (".", ";", "?", "!", ":", "—", "…")
_FREE_FLAGS = 44


@dataclass(frozen=True, slots=True)
class Match:
    """A rule at units `start`–`end` of a reading; `slots` maps a slot to its unit indexes."""

    rule: Rule
    start: int
    end: int
    slots: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    pattern: tuple[Element, ...]
    matcher: Matcher
    needs: int
    steps: tuple[int, ...]
    """The bits of the elements every match must hold, in their order."""
    lead: int
    """How many tokens may stand before the first of them."""
    reach: int
    """How many tokens a match can be long."""


class Compiler:
    """Knows the sets of words and types all patterns ask for, and turns patterns into Matchers."""

    def __init__(self, vocab: Vocab, rules: Sequence[Rule], words: Mapping[str, frozenset[str]]) -> None:
        self.vocab = vocab
        self.classes = words
        used = Counter(
            self._listed(element)
            for rule in rules
            for pattern in rule.patterns
            for element in pattern
            if not element.gap and element.raw is None
        )
        self.bits = {listed: 1 << number for number, listed in enumerate(used)}
        self.seen_words: dict[str, tuple[str, int]] = {}
        self.seen_labels: dict[str, tuple[str, int]] = {}
        self.word_bits: dict[str, int] = {}
        for listed, bit in self.bits.items():
            for word in listed:
                self.word_bits[word] = self.word_bits.get(word, 0) | bit
        # Words no rule asks for are all alike to rules; one filler keeps the vocabulary small. A pattern in spaCy's own
        # notation may ask for anything, so with one of those the words stay.
        self.filler = not any(element.raw is not None for r in rules for pattern in r.patterns for element in pattern)
        self.gap = vocab.add_flag(_is_gap)
        often = sorted(used, key=lambda listed: (-used[listed] * len(listed), sorted(listed)))
        self.flags = {listed: vocab.add_flag(_member(listed)) for listed in often[:_FREE_FLAGS] if len(listed) > 1}

    def seen(self, word: str, label: str) -> tuple[str, int]:
        """A unit as rules see it: its word (or what stands for a mention or number of this label) and its bits."""
        key = label or word
        found = (self.seen_labels if label else self.seen_words).get(key)
        if found is None:
            shown = placeholder(label) if label else self.word(word)
            found = shown, self.mask(shown)
            (self.seen_labels if label else self.seen_words)[key] = found
        return found

    def mask(self, word: str) -> int:
        """The bits of the sets a word is in."""
        return self.word_bits.get(word if word[:1] in (MENTION, NUMBER) else word.lower(), 0)

    def word(self, word: str) -> str:
        """The word as rules see it: itself if any rule or gap asks for it, else a filler."""
        return word if not self.filler or self.mask(word) or word in _GAP_STOPS else FILLER

    def compile(self, rules: Iterable[Rule]) -> RuleSet:
        """The rules of one stage, ready to be run."""
        compiled = []
        for rule in rules:
            for pattern in rule.patterns:
                matcher = Matcher(self.vocab, validate=False)
                matcher.add(rule.id, [[self._token(element) for element in pattern]])
                steps = [index for index, element in enumerate(pattern) if _must(element)]
                bits = tuple(self.bits[self._listed(pattern[index])] for index in steps)
                lead = sum(_most(element) for element in pattern[: steps[0]]) if steps else _UNBOUND
                reach = sum(map(_most, pattern))
                compiled.append(_Compiled(rule, pattern, matcher, _union(bits), bits, lead, reach))
        return RuleSet(tuple(compiled))

    def _listed(self, element: Element) -> frozenset[str]:
        if element.types:
            return frozenset((NUMBER if name in _NUMBER_SHAPES else MENTION) + name for name in element.types)
        listed = element.words.union(*(self.classes[name] for name in element.classes))
        # A bare "№" means any number: its placeholders carry their shape.
        return (
            listed | {NUMBER + form for name in _NUMBER_SHAPES for form in (name, name.lower())}
            if NUMBER in listed
            else listed
        )

    def _token(self, element: Element) -> dict[Any, Any]:
        """The spaCy token pattern of one element."""
        if element.raw is not None:
            pattern: dict[Any, Any] = dict(element.raw)
        elif element.gap:
            pattern = {self.gap: True}
        else:
            pattern = self._test(self._listed(element), "ORTH" if element.types else "LOWER", element.negated)
        if element.repeat != "1":
            pattern["OP"] = element.repeat
        return pattern

    def _test(self, listed: frozenset[str], attribute: str, negated: bool) -> dict[Any, Any]:
        if len(listed) == 1 and not negated:
            return {attribute: next(iter(listed))}
        flag = self.flags.get(listed)
        if flag is None:
            return {attribute: {"NOT_IN" if negated else "IN": sorted(listed)}}
        return {flag: not negated}


_NUMBER_SHAPES = frozenset({"Percent", "Points", "Times", "Signed", "Decimal", "Integer", "Measured", "Size", "Other"})


def placeholder(label: str) -> str:
    """The word that stands for a candidate or number of this label."""
    return (NUMBER if label in _NUMBER_SHAPES else MENTION) + label


def _is_gap(text: str) -> bool:
    return text not in _GAP_STOPS and not text.startswith(NUMBER)


def _member(listed: frozenset[str]) -> Callable[[str], bool]:
    numbers = NUMBER in listed
    return lambda text: text in listed or text.lower() in listed or (numbers and text.startswith(NUMBER))


_UNBOUND = 1_000_000


def _must(element: Element) -> bool:
    """Whether every match holds a token of this element's words."""
    optional = element.repeat in ("?", "*") or element.repeat.startswith("{0")
    return not (element.gap or element.negated or optional or element.raw is not None)


def _most(element: Element) -> int:
    """How many tokens an element takes at most."""
    if element.repeat in ("*", "+"):
        return _UNBOUND
    return int(element.repeat.strip("{}").split(",")[-1]) if element.repeat.startswith("{") else 1


def _union(bits: Iterable[int]) -> int:
    total = 0
    for bit in bits:
        total |= bit
    return total


class Seen(Protocol):
    """What rules look at: a document and the bits of its tokens."""

    masks: list[int]

    @property
    def doc(self) -> Doc: ...


class RuleSet:
    """The compiled rules of one stage."""

    def __init__(self, compiled: tuple[_Compiled, ...]) -> None:
        self.compiled = compiled

    def find(self, view: Seen, start: int, end: int, present: int) -> list[Match]:
        """The matches in units `start`–`end`, whose bits are `present`; in order of place and rule."""
        found: dict[tuple[Any, ...], Match] = {}
        for item in self.compiled:
            if item.needs & ~present:
                continue
            for low, high in _windows(item, start, end, view.masks):
                span = view.doc[low:high]
                matched = cast("list[tuple[int, int, int, list[int]]]", item.matcher(span, with_alignments=True))
                for _, first, last, aligned in matched:
                    slots: dict[str, tuple[int, ...]] = {}
                    for position, index in enumerate(aligned):
                        slot = item.pattern[index].slot
                        if slot:
                            slots[slot] = (*slots.get(slot, ()), low + first + position)
                    match = Match(item.rule, low + first, low + last, slots)
                    found.setdefault((item.rule.id, tuple(sorted(slots.items()))), match)
        return sorted(found.values(), key=_place)


def _windows(item: _Compiled, start: int, end: int, masks: Sequence[int]) -> list[tuple[int, int]]:
    """Where a pattern can match at all: its words stand there in order and close enough; overlapping ones joined."""
    if not item.steps or item.reach >= _UNBOUND:
        return [(start, end)]
    first, rest = item.steps[0], item.steps[1:]
    windows: list[tuple[int, int]] = []
    for at in range(start, end):
        if not masks[at] & first:
            continue
        limit = min(end, at + item.reach)
        place = at + 1
        for bit in rest:
            while place < limit and not masks[place] & bit:
                place += 1
            if place >= limit:
                break
            place += 1
        else:
            low = max(start, at - item.lead)
            if windows and low <= windows[-1][1]:
                windows[-1] = (windows[-1][0], limit)
            else:
                windows.append((low, limit))
    return windows


def _place(match: Match) -> tuple[Any, ...]:
    return (match.start, match.end, match.rule.id, sorted(match.slots.items()))
