"""The rule compiler: a pattern is tried only where every word it needs is present.

Every set of words or types a pattern asks for is a bit, and a token has the bits of the sets it is in. Candidates and
numbers have the bits of their placeholders ("¤Model", "№Percent"), so that types are word classes too. A pattern is
tried only around its anchor, the rarest set it cannot do without, and only if its other sets stand at their distances
from it. A pattern in spaCy's own notation may ask for anything; it is left to a spaCy Matcher.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Any, NamedTuple, Protocol, cast

from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.steps import Step, run, steps_of
from kg.rules import Element, Rule

MENTION = "¤"
NUMBER = "№"
_GAP_STOPS = (".", ";", "?", "!", ":", "—", "…")


class Match(NamedTuple):
    """A rule at units `start`–`end` of a reading; `slots` maps a slot to its unit indexes."""

    rule: Rule
    start: int
    end: int
    slots: Mapping[str, tuple[int, ...]]


_Step = tuple[int, int, int]
"""The bit of an element every match holds, and how near and how far it stands from the one before it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Compiled:
    rule: Rule
    slots: tuple[str | None, ...]
    """The slot of each element."""
    steps: tuple[Step, ...]
    matcher: Matcher | None
    """What runs a pattern in spaCy's own notation, which has no steps."""
    needs: int
    """The bits of all elements every match holds."""
    anchor: int
    """The bit of the rarest element every match holds; 0 where no element is sure to be there."""
    before: int
    """How many tokens of a match may stand before the anchor."""
    after: int
    """How many, from the anchor on."""
    earlier: tuple[_Step, ...]
    """What else every match holds, from the anchor to the left."""
    later: tuple[_Step, ...]
    """The same to the right."""
    fixed: bool
    """Whether all tokens stand at fixed places, so that nothing is left to find out."""
    beside: tuple[tuple[int, int], ...]
    """Of those the ones at a fixed distance, negative to the left, with their bits: cheap to look at first."""

    def window(self, masks: Sequence[int], at: int, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the sentence a match around the anchor at `at` can lie in, if there can be one."""
        for distance, bit in self.beside:
            if not start <= at + distance < end or not masks[at + distance] & bit:
                return None
        if not self.fixed and not (
            _follows(masks, at, self.later, 1, start, end) and _follows(masks, at, self.earlier, -1, start, end)
        ):
            return None
        return max(start, at - self.before), min(end, at + self.after)


class Compiler:
    """Knows the sets of words and types all patterns ask for, and turns patterns into steps."""

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
        self.rarity = {bit: -sum(_OFTEN.get(word, _SELDOM) for word in listed) for listed, bit in self.bits.items()}
        self.word_bits: dict[str, int] = {}
        for listed, bit in self.bits.items():
            for word in listed:
                self.word_bits[word] = self.word_bits.get(word, 0) | bit
        self.no_gap = 1 << len(self.bits)
        """The bit of what no gap reaches across: numbers and the marks that end a clause."""
        for mark in _GAP_STOPS:
            self.word_bits[mark] = self.word_bits.get(mark, 0) | self.no_gap
        self.label_masks: dict[str, int] = {}

    def mask(self, word: str) -> int:
        """The bits of the sets a word is in."""
        if word[:1] == NUMBER:
            return self.word_bits.get(word, 0) | self.no_gap
        return self.word_bits.get(word if word[:1] == MENTION else word.lower(), 0)

    def label_mask(self, label: str) -> int:
        """The bits of the sets that mentions or numbers of this label are in."""
        found = self.label_masks.get(label)
        if found is None:
            found = self.label_masks[label] = self.mask(placeholder(label) if label else MENTION)
        return found

    def doc(self, words: Sequence[str], labels: Sequence[str]) -> Doc:
        """Units as a spaCy document; the types of mentions and the shapes of numbers are entity types there."""
        return Doc(self.vocab, words=list(words), ents=[f"B-{label}" if label else "O" for label in labels])

    def compile(self, rules: Iterable[Rule]) -> RuleSet:
        """The rules of one stage, ready to be run."""
        return RuleSet(tuple(self._placed(rule, pattern) for rule in rules for pattern in rule.patterns))

    def _placed(self, rule: Rule, pattern: tuple[Element, ...]) -> _Compiled:
        """A pattern with its anchor: the rarest of the elements that every match holds."""
        slots = tuple(element.slot for element in pattern)
        if any(element.raw is not None for element in pattern):
            return _Compiled(rule, slots, (), self._matcher(pattern), 0, 0, 0, 0, (), (), False, ())
        steps = tuple(step for at, element in enumerate(pattern) for step in self._steps(element, at))
        musts = {at: self.bits[self._listed(element)] for at, element in enumerate(pattern) if _must(element)}
        if not musts:
            return _Compiled(rule, slots, steps, None, 0, 0, 0, 0, (), (), False, ())
        anchor = max(musts, key=lambda at: self.rarity[musts[at]])
        left = [at for at in reversed(musts) if at <= anchor]
        right = [at for at in musts if at >= anchor]
        earlier = tuple((musts[to], *_distance(pattern[to : of + 1])) for of, to in pairwise(left))
        later = tuple((musts[to], *_distance(pattern[of : to + 1])) for of, to in pairwise(right))
        return _Compiled(
            rule,
            slots,
            steps,
            None,
            needs=reduce(or_, musts.values()),
            anchor=musts[anchor],
            # The anchor may be the last of the tokens its own element takes.
            before=sum(map(_most, pattern[: anchor + 1])) - 1,
            after=sum(map(_most, pattern[anchor:])),
            earlier=earlier,
            later=later,
            fixed=all(_must(e) and e.repeat == "1" for e in pattern),
            beside=(*_beside(later, 1), *_beside(earlier, -1)),
        )

    def _steps(self, element: Element, at: int) -> Iterator[Step]:
        bit, negated = (self.no_gap, True) if element.gap else (self.bits[self._listed(element)], element.negated)
        most = _most(element)
        return steps_of(bit, negated, (_least(element), None if most == _UNBOUND else most), at)

    def _matcher(self, pattern: Sequence[Element]) -> Matcher:
        matcher = Matcher(self.vocab, validate=False)
        tokens = [dict(element.raw or {}) | {"OP": element.repeat} for element in pattern]
        matcher.add("pattern", [tokens])
        return matcher

    def _listed(self, element: Element) -> frozenset[str]:
        if element.types:
            return frozenset((NUMBER if name in _NUMBER_SHAPES else MENTION) + name for name in element.types)
        listed = element.words.union(*(self.classes[name] for name in element.classes))
        # A bare "№" means any number, "№percent" one of that shape: the placeholders carry theirs.
        shapes = {name for name in _NUMBER_SHAPES if NUMBER in listed or NUMBER + name.lower() in listed}
        return listed | {NUMBER + form for name in shapes for form in (name, name.lower())}


_OFTEN = {
    "the": 50, ".": 39, ",": 37, "of": 29, "a": 26, "and": 25, "to": 23, "in": 18, "¤Method": 14, "for": 13, "we": 13,
    "¤Task": 13, "is": 11, "that": 10, "on": 9, "with": 9, "this": 8, "(": 8, ")": 8, "by": 6, "as": 6, "are": 6,
    "an": 5, "¤Name": 5, "our": 5, "¤Metric": 5, "¤Model": 4, "can": 4, "which": 4, "from": 4, "model": 4, "data": 4,
    "method": 4, "be": 3, "using": 3, "paper": 3, "it": 3, "methods": 3, ":": 3, "№Integer": 3, "show": 2, "models": 2,
    "based": 2, "such": 2, "propose": 2, "approach": 2, "or": 2, "proposed": 2, "results": 2, "performance": 2,
    "system": 2, "algorithm": 2, "new": 2, "these": 2, "have": 2, "problem": 2, "¤Dataset": 2, "at": 2, "tasks": 2,
    "has": 2, "experiments": 2, "both": 2, "also": 2, "more": 2, "№Other": 1, "№Percent": 1, "¤Cap": 1,
}  # fmt: skip
_SELDOM = 0.1
"""How often a word stands among a thousand in abstracts of the field; a pattern is looked for by its rarest element."""


_NUMBER_SHAPES = frozenset({"Percent", "Points", "Times", "Signed", "Decimal", "Integer", "Measured", "Size", "Other"})


def placeholder(label: str) -> str:
    """The word that stands for a candidate or number of this label."""
    return (NUMBER if label in _NUMBER_SHAPES else MENTION) + label


_UNBOUND = 1_000_000


def _must(element: Element) -> bool:
    """Whether every match holds a token of this element's words."""
    return not (element.gap or element.negated or element.raw is not None) and _least(element) > 0


def _most(element: Element) -> int:
    """How many tokens an element takes at most."""
    if element.repeat in ("*", "+"):
        return _UNBOUND
    return int(element.repeat.strip("{}").split(",")[-1]) if element.repeat.startswith("{") else 1


def _least(element: Element) -> int:
    """How many tokens an element takes at least."""
    if element.repeat in ("?", "*"):
        return 0
    return int(element.repeat.strip("{}").split(",")[0]) if element.repeat.startswith("{") else 1


def _distance(elements: Sequence[Element]) -> tuple[int, int]:
    """How near and how far a token of the first element and one of the last stand from each other."""
    return 1 + sum(map(_least, elements[1:-1])), sum(map(_most, elements)) - 1


def _beside(steps: Sequence[_Step], sign: int) -> Iterator[tuple[int, int]]:
    """The steps whose distance from the anchor is fixed, with that distance."""
    distance = 0
    for bit, near, far in steps:
        if near != far:
            return
        distance += near
        yield sign * distance, bit


def _follows(masks: Sequence[int], at: int, steps: Sequence[_Step], sign: int, start: int, end: int) -> bool:
    """Whether the sentence has the steps at their distances, beginning at `at` and going left or right by `sign`."""
    first, last = at, at
    for bit, near, far in steps:
        # A step may begin at any place of the one before; the stretch between the outermost is close enough.
        if sign > 0:
            reached = [p for p in range(first + near, min(last + far + 1, end)) if masks[p] & bit]
        else:
            reached = [p for p in range(max(first - far, start), last - near + 1) if masks[p] & bit]
        if not reached:
            return False
        first, last = reached[0], reached[-1]
    return True


class Seen(Protocol):
    """What rules look at: the bits of tokens, sentences as ranges of tokens, and stretches as documents."""

    masks: list[int]
    sentences: list[tuple[int, int]]

    def words(self, start: int, end: int) -> list[str]: ...

    def doc(self, start: int, end: int) -> Doc: ...


class RuleSet:
    """The compiled rules of some stages."""

    def __init__(self, compiled: tuple[_Compiled, ...]) -> None:
        self.compiled = compiled
        self.anchors = reduce(or_, (item.anchor for item in compiled), 0)
        self.needs = reduce(or_, (item.needs for item in compiled), 0)
        self.anywhere = tuple(item for item in compiled if not item.anchor)
        self.anchored: dict[int, tuple[tuple[int, _Compiled], ...]] = {}
        """Bits of a token → the rules it is an anchor of, with what they need; filled as tokens are met."""

    def find(self, view: Seen) -> list[Match]:
        """The matches in a reading, sentence by sentence, in order of place and rule."""
        found: list[Match] = []
        for start, end in view.sentences:
            windows = self._windows(view.masks, start, end)
            if windows:
                found += _matches(view, windows)
        return found

    def _windows(self, masks: Sequence[int], start: int, end: int) -> dict[_Compiled, list[tuple[int, int]]]:
        """Where in a sentence each rule may match; windows of a rule that overlap are joined."""
        windows: dict[_Compiled, list[tuple[int, int]]] = {item: [(start, end)] for item in self.anywhere}
        stretch = masks[start:end]
        absent = self.needs & ~reduce(or_, stretch, 0)
        anchors = self.anchors
        for at, bits in enumerate(stretch, start):
            bits &= anchors
            if not bits:
                continue
            for needs, item in self.anchored.get(bits) or self._anchored(bits):
                if needs & absent:
                    continue
                window = item.window(masks, at, start, end)
                if window is None:
                    continue
                known = windows.setdefault(item, [])
                if known and window[0] <= known[-1][1] and not item.fixed:
                    known[-1] = (known[-1][0], window[1])
                else:
                    known.append(window)
        return windows

    def _anchored(self, bits: int) -> tuple[tuple[int, _Compiled], ...]:
        found = self.anchored[bits] = tuple((item.needs, item) for item in self.compiled if item.anchor & bits)
        return found


def by_stage(matches: Iterable[Match]) -> Mapping[str, list[Match]]:
    """Stage → its matches, in their order; a stage without any has an empty list."""
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        found[match.rule.stage].append(match)
    return found


def _matches(view: Seen, windows: Mapping[_Compiled, list[tuple[int, int]]]) -> list[Match]:
    """What the rules find in their windows of one sentence."""
    found: dict[tuple[Any, ...], Match] = {}
    for item, places in windows.items():
        for low, high in places:
            if item.fixed:
                keep_first(found, match_of(item.rule, low, item.slots))
                continue
            matched = (
                run(item.steps, view.masks, low, high) if item.matcher is None else _matched(item, view, low, high)
            )
            for first, taken in matched:
                keep_first(found, match_of(item.rule, first, [item.slots[element] for element in taken]))
    return sorted(found.values(), key=_place)


def _matched(item: _Compiled, view: Seen, low: int, high: int) -> Iterator[tuple[int, Sequence[int]]]:
    """The same as `run` by a spaCy Matcher."""
    assert item.matcher is not None
    matched = item.matcher(view.doc(low, high), with_alignments=True)
    for _, first, _, taken in cast("list[tuple[int, int, int, list[int]]]", matched):
        yield low + first, taken


def match_of(rule: Rule, start: int, slots: Sequence[str | None]) -> Match:
    """The match of a rule that begins at `start`; `slots` says of each of its tokens which slot it fills."""
    filled: dict[str, tuple[int, ...]] = {}
    for at, slot in enumerate(slots, start):
        if slot:
            filled[slot] = (*filled.get(slot, ()), at)
    return Match(rule, start, start + len(slots), filled)


def keep_first(found: dict[tuple[Any, ...], Match], match: Match) -> None:
    """Note a match, unless the rule fills the same slots with one that begins or ends earlier."""
    key = (match.rule.id, *sorted(match.slots.items()))
    known = found.get(key)
    if known is None or (match.start, match.end) < (known.start, known.end):
        found[key] = match


def _place(match: Match) -> tuple[Any, ...]:
    return (match.start, match.end, match.rule.id, sorted(match.slots.items()))
