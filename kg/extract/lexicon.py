"""Known names: an Aho-Corasick automaton over all forms of `rules/names`, and what a spelling must look like to count.

Case, hyphens and plurals are handled here, so that the lists hold one form each: text and forms are lower-cased and
their hyphens turned into spaces, one character for one, so offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.cache import kept
from kg.rules import KnownName

_HYPHENS = str.maketrans({"-": " ", "\n": " "})


@dataclass(frozen=True, slots=True)
class Hit:
    """A known name at `start`–`end` of the clean text; `exact` when even its case is as listed."""

    start: int
    end: int
    known: KnownName
    form: str
    exact: bool
    backed: bool = False
    """Whether a surer name of the same type stands inside: "semi-supervised text classification"."""


def normal(text: str) -> str:
    """The text as the automaton sees it: as long as the original, lower case, no hyphens."""
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few capitals (İ) change length when lower-cased; they stay as they are.
        lowered = "".join(low if len(low := character.lower()) == 1 else character for character in text)
    return lowered.translate(_HYPHENS)


@lru_cache(maxsize=50_000)
def plurals(form: str) -> tuple[str, ...]:
    """The form and its plural spellings.

    >>> plurals("policy gradient"), plurals("accuracy")
    (('policy gradient', 'policy gradients'), ('accuracy', 'accuracies'))
    """
    if form.endswith("ies") or len(form) < 2 or re.search(r"[- ][A-Z]$", form):
        # "CLIP-I" has no plural that is not "CLIP is".
        return (form,)
    if re.search(r"[^aeiou]y$", form):
        return (form, form[:-1] + "ies")
    if form.endswith(("s", "x", "ch", "sh", "z")):
        return (form, form + "es")
    return (form, form + "s")


def cased(form: str) -> bool:
    """Whether the case of a form matters: acronyms and proper names in one word, but not "Gaussian process"."""
    words = form.split()
    return any(len(re.findall(r"[A-Z]", word)) > 1 for word in words) or (len(words) == 1 and form != form.lower())


class Lexicon:
    """All known names; `find` yields the longest hit at each place."""

    def __init__(self, names: Sequence[KnownName]) -> None:
        forms = "\n".join("\t".join(known.forms) for known in names)
        table = kept("names", forms, lambda: _spellings(names))
        self.owners = [[(names[at], variant) for at, variant in held] for _, held in table]
        self.automaton = AhoCorasick([key for key, _ in table], matchkind=MatchKind.Standard)
        self.accepted: dict[str, _Accepted | None] = {}
        """Surfaces met → what they are; the forms and their spellings bound them."""
        self.by_form: dict[str, KnownName] = {}
        """A form without its spaces → the name; of several the one that stands first in the lists."""
        for at, key in sorted((held[0][0], key) for key, held in table):
            self.by_form.setdefault(key.replace(" ", ""), names[at])

    def find(self, text: str, starts: frozenset[int], ends: frozenset[int]) -> list[Hit]:
        """Hits that begin and end with a token, the longest at each place, none overlapping."""
        found: list[Hit] = []
        for index, start, end in self.automaton.find_matches_as_indexes(normal(text), overlapping=True):
            if start in starts and end in ends:
                surface = text[start:end]
                if surface not in self.accepted:
                    self.accepted[surface] = _accept(surface, self.owners[index])
                if (accepted := self.accepted[surface]) is not None:
                    found.append(Hit(start, end, *accepted))
        found.sort(key=lambda hit: (hit.start, -hit.end))
        kept: list[Hit] = []
        for hit in found:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit)
            elif hit.end == kept[-1].end and hit.known.certain and hit.known.type == kept[-1].known.type:
                kept[-1] = replace(kept[-1], backed=True)
        return kept


def _spellings(names: Sequence[KnownName]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Every spelling as the automaton sees it, sorted, with the names that have it: their places and the forms."""
    owners: dict[str, list[tuple[int, str]]] = {}
    for at, known in enumerate(names):
        for form in known.forms:
            for variant in plurals(form):
                key = normal(variant)
                if len(key) > 1:
                    owners.setdefault(key, []).append((at, variant))
    return sorted(owners.items())


_Accepted = tuple[KnownName, str, bool]


def _accept(surface: str, owners: list[tuple[KnownName, str]]) -> _Accepted | None:
    """The name, its form and whether even the case is as listed, of the entry that fits the surface best."""
    best: _Accepted | None = None
    for known, form in owners:
        exact = same_case(surface, form)
        if not exact and not _tolerated(surface, form, known):
            continue
        if best is None or (exact, known.certain) > (best[2], best[0].certain):
            best = known, form, exact
    return best


def same_case(surface: str, form: str) -> bool:
    """Whether the surface is the form but for hyphens, and for a capital at the start of lower-case words."""
    if surface.translate(_HYPHENS) == form.translate(_HYPHENS):
        return True
    return not cased(form) and form != form.upper()


def _tolerated(surface: str, form: str, known: KnownName) -> bool:
    """Whether another case may still be the name: "Imagenet" for "ImageNet", but not "adam" or "map"."""
    letters = [character for character in surface if character.isalpha()]
    if known.type == "Ignore" or not letters:
        return False
    if surface.islower():
        return False
    return known.certain and len(letters) >= 4 and any(map(str.isupper, letters))
