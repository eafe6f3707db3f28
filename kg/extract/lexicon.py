"""Known names: where a text has a form of `rules/names`, and what a spelling must look like to count.

Forms are looked up by what they begin with: at a token that begins none nothing is tried, and few tokens begin any.
Case, hyphens and plurals are handled here, so that the lists hold one form each: text and forms are lower-cased and
their hyphens turned into spaces, one character for one, so offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kg.cache import kept
from kg.extract.candidate import Token
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
        self.names = names
        self.owners = dict(table)
        """Spelling → the names that have it: their places in the lists, and the forms."""
        self.longest: dict[str, int] = {}
        """Beginning of a spelling → the length of the longest that begins so."""
        for spelling, _ in table:
            head = beginning(spelling)
            self.longest[head] = max(self.longest.get(head, 0), len(spelling))
        self.accepted: dict[str, _Accepted | None] = {}
        """Surfaces met → what they are; the forms and their spellings bound them."""
        self._by_form: dict[str, KnownName] = {}

    @property
    def by_form(self) -> Mapping[str, KnownName]:
        """A form without its spaces → the name; of several the one that stands first in the lists."""
        if not self._by_form:
            for at, spelling in sorted((held[0][0], spelling) for spelling, held in self.owners.items()):
                self._by_form.setdefault(spelling.replace(" ", ""), self.names[at])
        return self._by_form

    def reach(self, word: str) -> int:
        """How many characters a known name can take that begins with this word; 0 if none does."""
        head = word.lower() if word.isascii() and word.isalpha() else beginning(normal(word))
        return self.longest.get(head, 0)

    def find(self, text: str, tokens: Sequence[Token]) -> list[Hit]:
        """Hits that begin and end with a token, the longest at each place, none overlapping."""
        spelled = normal(text)
        owners, count = self.owners, len(tokens)
        found: list[tuple[int, int, _Accepted]] = []
        for at, token in enumerate(tokens):
            if not token[6]:
                continue
            start = token[0]
            limit = start + token[6]
            for last in range(at, count):
                end = tokens[last][1]
                if end > limit:
                    break
                if (spelling := spelled[start:end]) in owners:
                    accepted = self._accepted(text[start:end], spelling)
                    if accepted is not None:
                        found.append((start, -end, accepted))
        found.sort()
        kept: list[Hit] = []
        for start, end, (known, form, exact) in found:
            if not kept or start >= kept[-1].end:
                kept.append(Hit(start, -end, known, form, exact))
            elif -end == kept[-1].end and known.certain and known.type == kept[-1].known.type:
                kept[-1] = replace(kept[-1], backed=True)
        return kept

    def _accepted(self, surface: str, spelling: str) -> _Accepted | None:
        try:
            return self.accepted[surface]
        except KeyError:
            found = _accept(surface, [(self.names[at], form) for at, form in self.owners[spelling]])
            self.accepted[surface] = found
            return found


_BEGINNING = re.compile(r"\w+|.")


def beginning(spelling: str) -> str:
    """The letters and digits a spelling begins with, else its first character: no token ends inside them."""
    found = _BEGINNING.match(spelling)
    return found.group() if found else ""


def _spellings(names: Sequence[KnownName]) -> list[tuple[str, list[tuple[int, str]]]]:
    """Every spelling in the normal form, sorted, with the names that have it: their places and the forms."""
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
