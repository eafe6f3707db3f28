"""Reading the plain way: spaCy's tokeniser over the whole text, and one stock Matcher per pattern over every sentence.

It is what the compiled rules must agree with, written for being right at a glance and twenty times as slow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from kg.extract.candidate import Token
from kg.extract.compiler import Match
from kg.extract.lexicon import Lexicon
from kg.extract.reader import Reader
from kg.extract.reading import View
from kg.extract.tokens import LINE_END, make_tokenizer, shape_of
from kg.rules import VALUE_SHAPES, Element, Rule, Rules

NUMBER, MENTION = "№", "¤"
SHAPES = (*VALUE_SHAPES, "Other")
SENTENCE_MARKS = [".", ";", "?", "!", ":", "—", "…"]


class PlainTokens:
    """Tokens as spaCy cuts the whole text."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.tokenizer = make_tokenizer()
        self.names = {"": max(map(len, lexicon.owners))}

    def cut(self, text: str) -> list[Token]:
        """The tokens of the text in order; of white space only the line break behind the title is one, as a word."""
        return [
            Token(token.idx, token.idx + len(token.text), word, word.lower(), shape_of(word), 0, "", self.names)
            for token in self.tokenizer(text)
            if (word := LINE_END if "\n" in token.text else token.text.strip())
        ]


@cache
def english() -> Vocab:
    """The vocabulary of spaCy's blank English pipeline."""
    return spacy.blank("en").vocab


class PlainRules:
    """The rules of some stages, each pattern a Matcher of its own."""

    def __init__(self, rules: Iterable[Rule], words: Mapping[str, frozenset[str]]) -> None:
        self.vocab = english()
        self.tried: list[tuple[Rule, tuple[Element, ...], Matcher, list[set[str]]]] = []
        for rule in rules:
            for pattern in rule.patterns:
                matcher = Matcher(self.vocab)
                matcher.add(rule.id, [[table(element, words) for element in pattern]])
                self.tried.append((rule, pattern, matcher, list(needed(pattern, words))))

    def find(self, view: View) -> list[Match]:
        """The matches inside a sentence, in order of place and rule."""
        marks = dict.fromkeys(SHAPES, NUMBER)
        shown = [marks.get(u.label, MENTION) + u.label if u.label else u.word for u in view.units]
        doc = Doc(self.vocab, words=shown)
        sentence_of = {at: number for number, (start, end) in enumerate(view.sentences) for at in range(start, end)}
        there = {*shown, *map(str.lower, shown)}
        found: dict[tuple[Any, ...], Match] = {}
        for rule, pattern, matcher, needs in self.tried:
            if any(there.isdisjoint(need) for need in needs):
                continue
            for _, start, end, aligned in matcher(doc, with_alignments=True):
                if sentence_of[start] != sentence_of[end - 1]:
                    continue
                slots: dict[str, tuple[int, ...]] = {}
                for at, index in enumerate(aligned, start):
                    slot = pattern[index].slot
                    if slot is not None:
                        slots[slot] = (*slots.get(slot, ()), at)
                match = Match(rule, start, end, slots)
                key = (rule.id, *sorted(slots.items()))
                found[key] = min(found.get(key, match), match, key=lambda m: (m.start, m.end))
        order = sorted(found.values(), key=lambda m: (m.start, m.end, m.rule.id, sorted(m.slots.items())))
        return sorted(order, key=lambda m: sentence_of[m.start])


def table(element: Element, words: Mapping[str, frozenset[str]]) -> dict[str, Any]:
    """The token table spaCy's own notation has for an element."""
    if element.raw is not None:
        found = dict(element.raw)
    elif element.gap:
        found = {"TEXT": {"NOT_IN": SENTENCE_MARKS, "REGEX": f"^[^{NUMBER}]"}}
    elif element.types:
        found = {"TEXT": {"IN": sorted((NUMBER if t in SHAPES else MENTION) + t for t in element.types)}}
    else:
        listed = set(element.words).union(*(words[name] for name in element.classes))
        if NUMBER in listed:
            listed |= {NUMBER + shape.lower() for shape in SHAPES}
        found = {"LOWER": {"NOT_IN" if element.negated else "IN": sorted(listed)}}
    return found if element.repeat == "1" else {**found, "OP": element.repeat}


def needed(pattern: Iterable[Element], words: Mapping[str, frozenset[str]]) -> Iterator[set[str]]:
    """For each element that every match holds, the words it can be; without one of each there is no match."""
    for element in pattern:
        test = table(element, words)
        for form in ("TEXT", "LOWER"):
            listed = test.get(form)
            if "OP" not in test and element.raw is None and isinstance(listed, dict) and "IN" in listed:
                yield set(listed["IN"])


class PlainReader(Reader):
    """A reader that cuts text and matches rules the plain way, and does all else as the real one."""

    def __init__(self, rules: Rules) -> None:
        super().__init__(rules)
        self.cutter = PlainTokens(self.finder.lexicon)  # type: ignore[assignment]
        for name, stages in (("context", ("types", "roles")), ("statements", ("values", "comparisons", "lineage"))):
            setattr(self, name, PlainRules((r for s in stages for r in rules.stage(s)), rules.words))
