"""Head-driven terms: "X detection", "X learning" … where the head says the type and X is no mere description.

The long tail of tasks and methods has no list. A term is the stretch of modifier words before a head noun, taken as
far left as words are known to classify rather than describe (`rules/terms`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from kg.errors import RuleError
from kg.extract.variants import spellings

# Endings of adjectives and nouns that classify; a verb or a word of praise seldom has one.
_CLASSIFYING = (
    "al",
    "ic",
    "ics",
    "ar",
    "ary",
    "logy",
    "ogram",
    "graph",
    "ment",
    "tion",
    "gram",
    "ese",
    "ian",
    "oid",
    "oma",
    "ware",
)
_NO_NOUN = ("ed", "s", "ly", "ing", "ive", "ous", "able", "ible", "less", "ful", "est", "er")
"""Endings of verbs, plurals, adjectives and adverbs."""


_DEGREES = ("high-", "low-", "large-", "small-", "long-", "real-")
_BEFORE_VERBS = frozenset("we they it to can could may might will would not also then and or".split())
"""What stands before a verb sooner than before a noun."""
_DOERS = frozenset("we they can could may might will would should must".split())
"""Behind these a verb stands."""


@dataclass(frozen=True, slots=True)
class TermHead:
    """A noun that makes terms: the type it makes and how surely.

    3 nearly always, 2 mostly, 0 where the context says so too, 1 never: only listed terms end on it.
    """

    word: str
    type: str
    weight: int


class TermGrammar:
    """The heads and modifiers of `rules/terms`."""

    def __init__(self, folder: Path, stops: frozenset[str]) -> None:
        self.stops = stops
        heads = {
            row["head"]: TermHead(row["head"], row["type"], int(row["weight"])) for row in _rows(folder / "heads.tsv")
        }
        self.heads = _spelled(heads)
        self.modifiers = _spelled({row["word"]: row["class"] for row in _rows(folder / "modifiers.tsv")})
        plurals = {f"{word}s": head for word, head in self.heads.items()}
        self.by_word = {word: head for word, head in {**plurals, **self.heads}.items() if head.weight != 1}
        """Lower-case word, singular or plural, to the head it is."""

    def start(self, words: list[str], head: int, known_only: bool = False, measured: bool = False) -> int:
        """The index of the first word of the term whose head is `words[head]`; `head` itself if it has no modifier.

        Of what is measured any noun may tell what of: "a packet loss of 3%".

        Walks left over modifiers; a weak one counts only when a core one stands before the head as well.
        """
        begin = head
        core = head
        while begin > 0:
            word = words[begin - 1]
            known = self.modifiers.get(word)
            if known is None:
                told = measured and word[0].isalpha() and self._noun(word)
                told = told and (begin < 2 or words[begin - 2] not in _BEFORE_VERBS)
                known = "core" if told else self._unknown(word, words[begin], known_only)
            if known not in ("core", "weak"):
                break
            begin -= 1
            if known == "core":
                core = begin
            if head - begin >= 4:
                break
        if 0 < core < head and (halved(words[core - 1], words[core]) or words[core - 1] in _DOERS):
            # "We [frame loaf compression]"
            return core + 1
        return core

    def _unknown(self, word: str, following: str, known_only: bool) -> str:
        """Words never met before a head are mostly specific nouns; function words and verbs were met."""
        if "-to-" in word and self.converts(word):
            return "core"
        if known_only or word in self.stops:
            return "stop"
        if "-" in word.strip("-"):
            return "weak" if self.modifiers.get(word.rsplit("-", 1)[-1]) != "stop" else "stop"
        if not word.isalpha():
            return "stop"
        head = self.by_word.get(following)
        surely = head is not None and head.weight == 3 and head.type == "Task" and self._noun(word)
        return "core" if surely or word.endswith(_CLASSIFYING) else "stop"

    def converts(self, word: str) -> bool:
        """Whether a word names two kinds of data, one made into the other: "text-to-music", "lyric-to-melody"."""
        parts = word.lower().split("-")
        return len(parts) == 3 and parts[1] == "to" and self._noun(parts[0]) and self._noun(parts[2])

    def narrows(self, word: str) -> bool:
        """Whether a word that always stands before a term may be part of it."""
        if word in self.stops or self.modifiers.get(word) == "stop" or not word.replace("-", "").isalnum():
            return False
        # "few-shot", "high-resolution" say how a task is tried, and make no other of it.
        how = word.endswith(("ing", "-shot")) or word.startswith(_DEGREES) or word == "conditional"
        return len(word) > 2 and not how

    def _noun(self, word: str) -> bool:
        """Whether a word may be a noun in the singular, by its ending."""
        return len(word) > 2 and word not in self.stops and not word.endswith(_NO_NOUN)


_LARGE = frozenset("large high higher low lower small real long short computer".split())
_SCALE = frozenset("scale quality time speed precision level fidelity range term vision world".split())


def halved(before: str, word: str) -> bool:
    """Whether a term would begin inside two words that are one: "large [scale place recognition]"."""
    return word in _SCALE and before in _LARGE


T = TypeVar("T")


def _spelled(listed: dict[str, T]) -> dict[str, T]:
    """The listed words and their other spellings, where these are not listed themselves."""
    return {other: what for word, what in listed.items() for other in spellings(word)} | listed


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}; reinstall the package or restore the file") from error
