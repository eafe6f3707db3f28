"""Known names: where a text has a form of `rules/names`, and what a spelling must look like to count.

Forms are looked up by what they begin with: at a token that begins none nothing is tried, and few tokens begin any.
Case, hyphens and plurals are handled here, so that the lists hold one form each: text and forms are lower-cased and
their hyphens turned into spaces, one character for one, so offsets stay true.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.cache import kept
from kg.extract.candidate import Token
from kg.extract.variants import WRITTEN, spellings
from kg.model import fold
from kg.rules import KnownName

_HYPHENS = str.maketrans({"-": " "})


class Hit(NamedTuple):
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
    """Whether the case of a form matters: acronyms and names in one word, but not "Gaussian process", "Low-Rank X"."""
    words = re.split(r"[ -]", form)
    return any(len(re.findall(r"[A-Z]", word)) > 1 for word in words) or (" " not in form and form != form.lower())


class Lexicon:
    """All known names; `find` yields the longest hit at each place."""

    def __init__(self, names: Sequence[KnownName]) -> None:
        forms = "\n".join([WRITTEN, *("\t".join(known.forms) for known in names)])
        table, self.begun = kept("names", forms, lambda: _compiled(names))
        """Beginning of a spelling → what may follow it there → the length of the longest that begins so."""
        self.names = names
        self.owners = dict(table)
        """Spelling → the names that have it: their places in the lists, and the forms."""
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

    def listed(self, surface: str) -> KnownName | None:
        """The name a surface is a form of, whatever its spaces and plural; "Fair DARTS" is no form of "FairDARTS"."""
        form = fold(surface)
        known = self.by_form.get(form) or self.by_form.get(form.rstrip("s"))
        if known is not None and known.tier == "name" and " " in surface:
            return known if any(" " in form or "-" in form for form in known.forms) else None
        return known

    def begins(self, word: str) -> tuple[str, Mapping[str, int] | None]:
        """The beginning of a word, and how long a known name can be that begins with it.

        The length depends on the beginning of the next word; under the empty string is that of names which need none.
        """
        if word.isascii() and word.isalpha():
            head = word.lower()
            return head, self._begun_by(word, head)
        spelled = normal(word)
        if spelled[:1] == " ":
            # "-based" goes on with a name and begins none.
            return beginning(spelled.lstrip()), None
        head = beginning(spelled)
        lengths = self.begun.get(head)
        if lengths is None or len(head) == len(spelled):
            return head, lengths
        length = lengths.get(beginning(spelled[len(head) :].lstrip()))
        return head, {"": length} if length else None

    def _begun_by(self, word: str, head: str) -> Mapping[str, int] | None:
        """How long names can be that begin with the word; its own length counts only if it is spelled as a name.

        Else a look at "can" and "all", which are no CAN and ALL, would be most of what `find` does.
        """
        lengths = self.begun.get(head)
        if lengths is None or "" not in lengths or self._accepted(word, head) is not None:
            return lengths
        return {following: length for following, length in lengths.items() if following} or None

    def find(self, text: str, tokens: Sequence[Token]) -> list[Hit]:
        """Hits that begin and end with a token, the longest at each place, none overlapping."""
        spelled = normal(text)
        owners, count = self.owners, len(tokens)
        found: list[tuple[int, int, _Accepted]] = []
        for at, token, lengths in [(at, token, token[7]) for at, token in enumerate(tokens) if token[7] is not None]:
            start = token[0]
            length = lengths.get(tokens[at + 1][6] if at + 1 < count else "") or lengths.get("")
            if not length:
                continue
            limit = start + length
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
                kept[-1] = kept[-1]._replace(backed=True)
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


_Spellings = list[tuple[str, list[tuple[int, str]]]]


def _compiled(names: Sequence[KnownName]) -> tuple[_Spellings, dict[str, dict[str, int]]]:
    """Every spelling in the normal form with the names that have it, and how long those can be that begin alike."""
    spellings = _spellings(names)
    begun: dict[str, dict[str, int]] = {}
    for spelling, _ in spellings:
        head = beginning(spelling)
        lengths = begun.setdefault(head, {})
        following = beginning(spelling[len(head) :].lstrip())
        lengths[following] = max(lengths.get(following, 0), len(spelling))
    return spellings, begun


def _spellings(names: Sequence[KnownName]) -> _Spellings:
    """Every spelling in the normal form, sorted, with the names that have it: their places and the forms."""
    owners: dict[str, list[tuple[int, str]]] = {}
    for at, known in enumerate(names):
        for form in known.forms:
            for variant in [plural for spelling in spellings(form) for plural in plurals(spelling)]:
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
    if form.startswith("The ") and len(form.split()) == 2:
        # "the Stack" is a corpus, "the stack" a stack.
        return surface[1:] == form[1:]
    return not cased(form) and form != form.upper()


def _tolerated(surface: str, form: str, known: KnownName) -> bool:
    """Whether another case may still be the name: "Imagenet" for "ImageNet", but not "adam" or "map"."""
    letters = [character for character in surface if character.isalpha()]
    if known.type == "Ignore" or not letters:
        return False
    if surface.islower() or (form.startswith("The ") and surface[4:].islower()):
        return False
    if surface.istitle() and form.rstrip("s")[1:].isupper():
        # "Slip" and "Maps" are words, "SLIP" and "mAP" are not.
        return False
    return known.certain and len(letters) >= 4 and any(map(str.isupper, letters))
