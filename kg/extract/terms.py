"""Head-driven terms: "X detection", "X learning" … where the head says the type and X is no mere description.

The long tail of tasks and methods has no list. A term is the stretch of modifier words before a head noun, taken as
far left as words are known to classify rather than describe (`rules/terms`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from kg.errors import RuleError

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
        self.heads: dict[str, TermHead] = {}
        self.modifiers: dict[str, str] = {}
        for row in _rows(folder / "heads.tsv"):
            self.heads[row["head"]] = TermHead(row["head"], row["type"], int(row["weight"]))
        for row in _rows(folder / "modifiers.tsv"):
            self.modifiers[row["word"]] = row["class"]
        plurals = {f"{word}s": head for word, head in self.heads.items()}
        self.by_word = {word: head for word, head in {**plurals, **self.heads}.items() if head.weight != 1}
        """Lower-case word, singular or plural, to the head it is."""

    def start(self, words: list[str], head: int, known_only: bool = False) -> int:
        """The index of the first word of the term whose head is `words[head]`; `head` itself if it has no modifier.

        Walks left over modifiers; a weak one counts only when a core one stands before the head as well.
        """
        begin = head
        core = head
        while begin > 0:
            word = words[begin - 1]
            known = self.modifiers.get(word)
            if known is None:
                known = "stop" if known_only else self._unknown(word)
            if known not in ("core", "weak"):
                break
            begin -= 1
            if known == "core":
                core = begin
            if head - begin >= 4:
                break
        return core

    def _unknown(self, word: str) -> str:
        """Words never met before a head are mostly specific nouns; function words and verbs were met."""
        if "-" in word:
            return "weak" if self.modifiers.get(word.rsplit("-", 1)[-1]) != "stop" else "stop"
        if word in self.stops or not word.isalpha() or not word.endswith(_CLASSIFYING):
            return "stop"
        return "core"


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    except OSError as error:
        raise RuleError(f"{path}: {error.strerror}; reinstall the package or restore the file") from error
