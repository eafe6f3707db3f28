"""Phrases of a title that may name what the paper proposes: "… via Reward Factorization", "Slow Folding for …"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from kg.extract.candidate import Words
from kg.extract.terms import TermGrammar

PRAISE = frozenset(
    "efficient effective simple improved better robust scalable novel unified accurate powerful lightweight "
    "large-scale low-cost simple-yet-effective simple-yet-efficient".split()
)
"""What a title may say of a contribution before its name."""
LEARNING = "learning"
BUT = frozenset({"and", ",", "yet", "but"})
"""What joins such words."""
BY = ("via", "through", "by")
WITH = ("with", "using")
ARTICLES = frozenset({"a", "an", "the"})
WORKS = frozenset("framework system approach method tool toolkit library pipeline architecture algorithm".split())
"""How a phrase ends that says outright that something was made."""
_SEVERAL = frozenset("and or vs vs. versus don't".split())
"""Words of titles that name more than one thing, or none."""
_TELLS = frozenset("are is was can cannot do does matters matter need needs meet meets still".split())
"""Words that make a sentence of a title: "Worst Case Matters for …"."""
_STUDIES = frozenset(
    "insights perspective perspectives challenges analysis experiments study lessons comparison revisited "
    "characterization why when how ?".split()
)
"""What stands behind the colon of titles that name what is studied, nothing that was made."""
_SORTS = frozenset({"approach", "framework", "model"})
"""What a phrase behind a colon ends on that says of what sort a thing is: "A Hybrid Reasoning Approach"."""
_GIVEN = ("un", "limited", "minimal", "missing", "noisy", "incomplete", "imperfect", "uncertain", "time-varying", "few")
"""How conditions begin that something is done under: "with unknown correspondences"."""
_AFTER = ("for", "via", "by")
"""What a title's first phrase stands before when it names a contribution."""
_AMID = ("in", "with", "without", "of", "using", "based")
"""What it may stand before too where its words say how: "Degeneracy-Aware Factors with …"."""
_SETTINGS = frozenset({"shot", "d", "dof"})
"""How words of two parts end that say on what: "RGB-D", "Zero-Shot"."""
_SCOPE = ("on", "from", "beyond", "as", "under")
"""What it may stand before where they say so outright: "Leaf-Guided Folding on …"."""
_ACCOUNTS = frozenset(
    "approach analysis study survey review view perspective evaluation comparison understanding overhaul guide bound "
    "design dataset corpus benchmark theory demonstration".split()
)
"""What titles with "a" end on that tell of something and made nothing."""
_BASED = ["based", "on"]
_DONE = ("tion", "sion", "ment", "ing", "ance")
"""How a noun ends that says what is done."""
_MADE = frozenset(
    "ensemble embedding field function table graph descriptor metric filter dictionary tree map code space".split()
)
"""What is made, not built, and learned nevertheless."""
_ENDS = frozenset(
    (
        "for in on to from under at towards toward of with via using by through as without beyond against that which "
        ": ? — , ( ! -"
    ).split()
)

GUIDED = frozenset("guided augmented assisted based driven aware inspired enhanced informed aided preserving".split())
"""How words of a title end that say by what something is done: "Texture Guided Matting"."""
_THINGS = frozenset("embedding sibling spring string ring wing bearing king".split())
"""Nouns that only look as if they told what is done."""


class Phrase(NamedTuple):
    """From which word of a title to before which a phrase reaches, found by a rule."""

    rule: str
    first: int
    last: int
    sure: bool
    """Whether the abstract need not repeat it."""


class TitlePhrases:
    """Finds where titles name things."""

    def __init__(self, terms: TermGrammar, words: Words) -> None:
        self.terms = terms
        self.words = words

    def find(self, words: list[str], measured: bool, proposing: bool) -> Iterator[Phrase]:
        """Where a title may name its contribution, by which rule, and whether the abstract need not repeat it."""
        yield from self._means(words, measured)
        yield from self._learned(words)
        yield from self._opening(words, 0)
        yield from self._before_colon(words, measured and proposing)
        if ":" in words[1:-2]:
            yield from self._opening(words, words.index(":", 1) + 1)

    def _learned(self, words: list[str]) -> Iterator[Phrase]:
        """What a title says is learned, where that is something made: "Learning Slow Leaf Kernels for …"."""
        if words[0] != LEARNING:
            return
        first = 1 + (words[1:2] != [] and words[1] in ARTICLES)
        last = end_of_phrase(words, first)
        phrase = words[first:last]
        made = len(phrase) > 2 and phrase[-1].removesuffix("s") in self.words.built | _MADE
        if made and words[last : last + 1] == ["for"] and self._nominal(phrase):
            yield Phrase("names.title_for", first, last, True)

    def _means(self, words: list[str], measured: bool) -> Iterator[Phrase]:
        """What a title says something is done by or with."""
        size = len(words)
        end_of = partial(end_of_phrase, words)
        means = [at for at in reversed(range(size - 1)) if words[at] in BY or words[at] in WITH]
        # "Building Families through Progressive Training Using Expansion": the first is what is done.
        for index in sorted(means, key=lambda at: words[at] not in BY):
            # "with a Soft Growing Robot" is what something is done with, "using a Slow Folding Prior" how.
            begin = index + 1 + (words[index + 1] in ARTICLES and index + 2 < size)
            phrase = words[begin : end_of(begin)]
            how = phrase[-1:] != [] and (phrase[-1] in WORKS or phrase[-1] in self.words.built)
            if words[begin - 1] in ("a", "an") and words[index] != "using" and not how:
                begin, phrase = index + 1, words[index + 1 : end_of(index + 1)]
            if phrase[-1:] in (["robot"], ["robots"]):
                # "by Mobile Robots"
                continue
            if words[index] in BY and not words[index - 1].endswith("ed"):
                # "via Injecting Noise" tells what is done, "via Gradients and Updates" by which two things.
                doing = phrase[:1] and is_doing(phrase[0])
                if not doing and ("and" not in phrase or any("-" in word for word in phrase)):
                    yield Phrase("names.title_by", begin, end_of(begin), True)
                break
            sure = measured and words[index] == "with" and begin + len(phrase) == size
            # "with Conversational Interfaces" is no way of doing something.
            sure = sure and (len(phrase) > 2 or any("-" in word for word in phrase))
            given = phrase[:1] and phrase[0].startswith(_GIVEN) and not phrase[0].startswith(("unsup", "unif"))
            if words[index] in WITH and not given and (sure or self._ends_coined(phrase)):
                yield Phrase("names.title_with", begin, end_of(begin), True)
                break

    def _before_colon(self, words: list[str], told: bool) -> Iterator[Phrase]:
        """What stands before a title's colon: "Slow Folding: …"."""
        colon = words.index(":") if ":" in words[2:7] else 0
        first = 1 if words[0] in ARTICLES else 0
        if not colon or is_doing(words[first]):
            return
        prefix = words[first:colon]
        headed = prefix[-1] in self.terms.heads or prefix[-1] in self.words.built
        alone = told and self.words.stop.isdisjoint(prefix)
        named = _TELLS.isdisjoint(prefix) and _ENDS.isdisjoint(prefix) and _STUDIES.isdisjoint(words)
        named = named and self._nominal(prefix)
        yield Phrase("names.title_prefix", first, colon, (headed or alone) and named)

    def _opening(self, words: list[str], begin: int) -> Iterator[Phrase]:
        """The phrase that a title opens with, or that follows its colon: "Slow Folding for …"."""
        size = len(words)
        first = begin + (words[begin] in ARTICLES)
        while first < size - 1 and (words[first] in PRAISE or words[first] in BUT):
            first += 1
        last = end_of_phrase(words, first)
        if last == first:
            return
        doing = first + (words[first].isalpha() and words[first].endswith("ly"))
        if is_doing(words[min(doing, size - 1)]):
            # "Jointly Folding and Naming Leaves" tells what is done.
            return
        phrase = words[first:last]
        # "Tricks Boost Folding" tells something, "Human Pose Folding" does not.
        told = any(noun.endswith("s") and word in self.words.verb for noun, word in pairwise(phrase))
        if told or not _TELLS.isdisjoint(phrase):
            return
        after = words[last] in _AFTER if last < size else self._one_thing(words[begin:])
        article = words[begin] in ("a", "an")
        if article and 1 < begin < 4:
            # "Tag Map: A Text-Based Map" says what the name is.
            return
        if begin:
            # Behind a colon more is said about than named: "Deep Networks for Verse".
            own = self.manner(phrase) or (article and len(phrase) > 2)
            named = own and "based" not in phrase and phrase[-1] not in _SORTS
            after = after and named and self._one_thing(phrase)
        made = article and not begin and len(phrase) > 2 and phrase[-1] not in _ACCOUNTS
        if after or (last < size and self._one_thing(phrase) and self._goes_on(phrase, words[last], made)):
            yield Phrase("names.title_for", first, last, True)

    def _goes_on(self, phrase: list[str], after: str, made: bool) -> bool:
        """Whether a phrase names a contribution before a word that says where, with or from what it is done."""
        if after not in _AMID and not (after in _SCOPE and self.by_what(phrase)):
            return False
        built = after in WITH and phrase[-1].removesuffix("s") in self.words.built
        return built or made or self.manner(phrase)

    def _one_thing(self, words: list[str]) -> bool:
        """Whether a phrase names one way of doing something, be it two things that are done so."""
        rest = [word for word in words if word != "and"]
        return self._nominal(rest) and len(rest) >= len(words) - self.by_what(words[:-1])

    def by_what(self, words: list[str]) -> bool:
        """Whether a phrase says by what something is done: "Leaf-Guided", "Leaf Guided", "Self-Folded"."""
        return any(word.rsplit("-")[-1] in GUIDED or self._folded(word) for word in words)

    def _folded(self, word: str) -> bool:
        """Whether a word of two parts ends on what was done: "Self-Folded", not "Semi-Supervised"."""
        return "-" in word and word.endswith("ed") and word.split("-")[0] not in self.words.setting

    def _nominal(self, words: list[str]) -> bool:
        """Whether a phrase names one thing: "Token-Level Confidence Improves Captions" tells something instead."""
        return _SEVERAL.isdisjoint(words) and self.words.verb.isdisjoint(words)

    def manner(self, words: list[str]) -> bool:
        """Whether a phrase that ends on a task says how: "Depth-Aware Video Frame Interpolation"."""
        return not GUIDED.isdisjoint(words[1:-1]) or any("-" in word and not self._sets(word) for word in words)

    def _sets(self, word: str) -> bool:
        """Whether a word of several parts says where or on what something is done: "Few-Shot", "Word-to-Word"."""
        parts = word.split("-")
        return parts[0] in self.words.setting or parts[-1] in _SETTINGS or parts == [parts[0], "to", parts[0]]

    def _ends_coined(self, words: list[str]) -> bool:
        """Whether a phrase ends on what papers build ("… Networks", "… Alignment"): "with Fewer Labels" does not."""
        last = words[-1] if words else ""
        # What is done is one thing: "Distributions", "Annotations" are what it is done to.
        return last.endswith(_DONE) or last.removesuffix("s") in self.words.built


def is_doing(word: str) -> bool:
    """Whether a word says what is done: "Folding", not "Time-Folding" or "Spring"."""
    return word.endswith("ing") and "-" not in word and word not in _THINGS


def end_of_phrase(words: list[str], first: int) -> int:
    """Where the phrase of a title ends that begins there."""
    places = range(first, len(words))
    return next((at for at in places if words[at] in _ENDS or words[at : at + 2] == _BASED), len(words))
