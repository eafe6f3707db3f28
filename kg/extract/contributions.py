"""Contributions that only a title names: "Language Model Personalization via Reward Factorization".

Asked only of papers that propose something and give it no name; the phrase then stands for "our method".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise

from kg.extract.candidate import Candidate, Words
from kg.extract.lexicon import Lexicon
from kg.extract.repeats import repeats
from kg.extract.terms import TermGrammar
from kg.extract.tokens import Page
from kg.model import fold

_WORD = re.compile(r"[\w][\w'.&+*/-]*|[^\w\s]")
_PRAISE = frozenset(
    "efficient effective simple improved better robust scalable novel unified accurate powerful lightweight "
    "large-scale low-cost simple-yet-effective simple-yet-efficient".split()
)
"""What a title may say of a contribution before its name."""
_BUT = frozenset({"and", ",", "yet", "but"})
"""What joins such words."""
_SEVERAL = frozenset("and or vs vs. versus don't".split())
"""Words of titles that name more than one thing, or none."""
_TELLS = frozenset("are is was can cannot do does matters matter need needs meet meets still".split())
"""Words that make a sentence of a title: "Worst Case Matters for …"."""
_REVIEWS = frozenset("survey review overview preface tutorial".split())
_STUDIES = frozenset(
    "insights perspective perspectives challenges analysis experiments study lessons comparison revisited "
    "characterization why when how ?".split()
)
"""What stands behind the colon of titles that name what is studied, nothing that was made."""
_NO_THING = frozenset(
    "bound bounds inequality inequalities performance report bias biases dynamics education statistics "
    "trade-offs differences".split()
)
"""What a phrase of a title ends on that names no way of doing something."""
_KINDS = frozenset({"models", "techniques", "methods", "systems"})
"""What a phrase may end on that stands for nothing of its own unless it says how it works."""
_SORTS = frozenset({"approach", "framework", "model"})
"""What a phrase behind a colon ends on that says of what sort a thing is: "A Hybrid Reasoning Approach"."""
_GIVEN = ("un", "limited", "minimal", "missing", "noisy", "incomplete", "imperfect", "uncertain", "time-varying", "few")
"""How conditions begin that something is done under: "with unknown correspondences"."""
_AFTER = ("for", "via", "by")
"""What a title's first phrase stands before when it names a contribution."""
_AMID = ("in", "with", "without", "of", "using", "based")
"""What it may stand before too where its words say how: "Degeneracy-Aware Factors with …"."""
_SCOPE = ("on", "from", "beyond", "as", "under")
"""What it may stand before where they say so outright: "Leaf-Guided Folding on …"."""
_ACCOUNTS = frozenset(
    "approach analysis study survey review view perspective evaluation comparison understanding overhaul guide bound design "
    "dataset corpus benchmark theory".split()
)
"""What titles with "a" end on that tell of something and made nothing."""
_BASED = ["based", "on"]
_BY = ("via", "through", "by")
_WITH = ("with", "using")
_DONE = ("tion", "sion", "ment", "ing", "ance")
"""How a noun ends that says what is done."""
_ENDS = frozenset(
    (
        "for in on to from under at towards toward of with via using by through as without beyond against that which "
        ": ? — , ( ! -"
    ).split()
)

_ARTICLES = frozenset({"a", "an", "the"})
_GUIDED = frozenset("guided augmented assisted based driven aware inspired enhanced informed aided preserving".split())
"""How words of a title end that say by what something is done: "Texture Guided Matting"."""
_OPENINGS = frozenset({"names.title_for", "names.title_prefix"})
"""The rules for phrases that a title opens with."""
_MEANS = frozenset({"names.title_by", "names.title_with"})
"""The rules for phrases that say by what something is done; what is done may itself be a task."""
_LONGEST = 5
"""Of how many words of its own a title's phrase may be."""
_WORKS = frozenset("framework system approach method tool toolkit library pipeline architecture algorithm".split())
"""How a phrase ends that says outright that something was made."""


class Contributions:
    """Finds the phrase of a title that names what the paper proposes, and where the abstract repeats it."""

    def __init__(self, lexicon: Lexicon, terms: TermGrammar, words: Words) -> None:
        self.lexicon = lexicon
        self.terms = terms
        self.words = words

    def find(self, page: Page, known: Sequence[Candidate]) -> list[Candidate]:
        """The phrase at each of its places, the first in the title; nothing where no phrase will do."""
        proposing = PROPOSING.search(page.text, page.split) is not None
        measured = _MEASURED.search(page.text, page.split) is not None
        title = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(page.text, 0, page.split)]
        words = [word for _, _, word in title]
        if not title or not self._names_something(words):
            return []
        for rule, first, last, sure in self._phrases(words, measured, proposing):
            while first < last - 1 and (words[first] in _PRAISE or words[first] in _BUT):
                first += 1
            if first >= last or not (proposing or self._made(page, words[first:last], rule)):
                continue
            start, end = title[first][0], title[last - 1][1]
            purpose = rule == "names.title_for" and words[last : last + 1] == ["for"]
            taken = rule in _OPENINGS and proposing and self._taken(words[first:last], page.text[start:end])
            if taken or self._will_do(words[first:last], page, start, end, known, purpose, rule):
                if self._left_to_abbreviation(page.text[start:end], known, rule):
                    return []
                places = [(start, end), *repeats(page.text, start, end)]
                if taken or sure or len(places) > 1:
                    return [_candidate(page.text, *place, rule) for place in places]
        return []

    def _made(self, page: Page, phrase: list[str], rule: str) -> bool:
        """Whether a phrase may name what was made though nobody says "we propose": "A Formal Approach for" may not."""
        works = phrase[-1] in _WORKS and len(phrase) > 2
        told = works or _PROPOSED.search(page.text, page.split) is not None
        return rule == "names.title_prefix" or (rule == "names.title_for" and told)

    def _names_something(self, title: list[str]) -> bool:
        """Whether a title that begins so may name a contribution: "On …" and "Can …" do not, "A … for …" may."""
        if not _REVIEWS.isdisjoint(title):
            return False
        if any(word in _BY or word in _WITH for word in title) or title[0] not in self.words.no_title:
            return True
        return title[0] in ("a", "an")

    def _phrases(self, words: list[str], measured: bool, proposing: bool) -> Iterator[tuple[str, int, int, bool]]:
        """Where a title may name its contribution, by which rule, and whether the abstract need not repeat it."""
        size = len(words)
        end_of = partial(_end_of, words)
        means = [at for at in reversed(range(size - 1)) if words[at] in _BY or words[at] in _WITH]
        # "Building Families through Progressive Training Using Expansion": the first is what is done.
        for index in sorted(means, key=lambda at: words[at] not in _BY):
            # "with a Soft Growing Robot" is what something is done with, "using a Slow Folding Prior" how.
            begin = index + 1 + (words[index + 1] in _ARTICLES and index + 2 < size)
            phrase = words[begin : end_of(begin)]
            how = phrase[-1:] != [] and (phrase[-1] in _WORKS or phrase[-1] in self.words.built)
            if words[begin - 1] in ("a", "an") and words[index] != "using" and not how:
                begin, phrase = index + 1, words[index + 1 : end_of(index + 1)]
            if phrase[-1:] in (["robot"], ["robots"]):
                # "by Mobile Robots"
                continue
            if words[index] in _BY and not words[index - 1].endswith("ed"):
                # "via Injecting Noise" tells what is done, "via Gradients and Updates" by which two things.
                doing = phrase[:1] and _doing(phrase[0])
                if not doing and ("and" not in phrase or any("-" in word for word in phrase)):
                    yield "names.title_by", begin, end_of(begin), True
                break
            sure = measured and words[index] == "with" and begin + len(phrase) == size
            # "with Conversational Interfaces" is no way of doing something.
            sure = sure and (len(phrase) > 2 or any("-" in word for word in phrase))
            given = phrase[:1] and phrase[0].startswith(_GIVEN) and not phrase[0].startswith(("unsup", "unif"))
            if words[index] in _WITH and not given and (sure or self._ends_coined(phrase)):
                yield "names.title_with", begin, end_of(begin), True
                break
        yield from self._opening(words, 0)
        colon = words.index(":") if ":" in words[2:7] else 0
        first = 1 if words[0] in _ARTICLES else 0
        if colon and not _doing(words[first]):
            prefix = words[first:colon]
            headed = prefix[-1] in self.terms.heads or prefix[-1] in self.words.built
            alone = proposing and measured and self.words.stop.isdisjoint(prefix)
            named = _TELLS.isdisjoint(prefix) and _ENDS.isdisjoint(prefix) and _STUDIES.isdisjoint(words)
            named = named and self._nominal(prefix)
            yield "names.title_prefix", first, colon, (headed or alone) and named
        if ":" in words[1:-2]:
            yield from self._opening(words, words.index(":", 1) + 1)

    def _opening(self, words: list[str], begin: int) -> Iterator[tuple[str, int, int, bool]]:
        """The phrase that a title opens with, or that follows its colon: "Slow Folding for …"."""
        size = len(words)
        first = begin + (words[begin] in _ARTICLES)
        while first < size - 1 and (words[first] in _PRAISE or words[first] in _BUT):
            first += 1
        last = _end_of(words, first)
        if last == first or _doing(words[first]):
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
            own = self._manner(phrase) or (article and len(phrase) > 2)
            named = own and "based" not in phrase and phrase[-1] not in _SORTS
            after = after and named and self._one_thing(phrase)
        made = article and not begin and len(phrase) > 2 and phrase[-1] not in _ACCOUNTS
        amid = last < size and (words[last] in _AMID or (words[last] in _SCOPE and self._by_what(phrase)))
        if after:
            yield "names.title_for", first, last, True
        elif amid and self._one_thing(phrase):
            built = words[last] in _WITH and words[last - 1].removesuffix("s") in self.words.built
            if built or made or self._manner(phrase):
                yield "names.title_for", first, last, True

    def _one_thing(self, words: list[str]) -> bool:
        """Whether a phrase names one way of doing something, be it two things that are done so."""
        rest = [word for word in words if word != "and"]
        return self._nominal(rest) and len(rest) >= len(words) - self._by_what(words[:-1])

    def _by_what(self, words: list[str]) -> bool:
        """Whether a phrase says by what something is done: "Leaf-Guided", "Leaf Guided", "Self-Folded"."""
        return any(
            word.rsplit("-")[-1] in _GUIDED or ("-" in word and word.endswith("ed") and word.split("-")[0] not in self.words.setting)
            for word in words
        )

    def _nominal(self, words: list[str]) -> bool:
        """Whether a phrase names one thing: "Token-Level Confidence Improves Captions" tells something instead."""
        return _SEVERAL.isdisjoint(words) and self.words.verb.isdisjoint(words)

    def _manner(self, words: list[str]) -> bool:
        """Whether a phrase that ends on a task says how: "Depth-Aware Video Frame Interpolation"."""
        guided = not _GUIDED.isdisjoint(words[1:-1])
        return guided or any("-" in word and word.split("-")[0] not in self.words.setting for word in words)

    def _ends_coined(self, words: list[str]) -> bool:
        """Whether a phrase ends on what papers build ("… Networks", "… Alignment"): "with Fewer Labels" does not."""
        last = words[-1] if words else ""
        # What is done is one thing: "Distributions", "Annotations" are what it is done to.
        return last.endswith(_DONE) or last.removesuffix("s") in self.words.built

    def _will_do(
        self, words: list[str], page: Page, start: int, end: int, known: Sequence[Candidate], purpose: bool, rule: str
    ) -> bool:
        """Whether a phrase can be a name: a few words of its own that end on a noun, nothing the field knows."""
        surface = page.text[start:end]
        content = [word for word in words if word not in self.words.stop]
        longest = _LONGEST if _GUIDED.isdisjoint(words) and words[-1] not in _WORKS and not purpose else _LONGEST + 2
        if not 2 <= len(content) <= longest or words[0] in self.words.stop or not all(w[0].isalnum() for w in words):
            return False
        if words[0] in self.words.describing and len(content) == 2:
            return False
        # "Leaf-Guided Diffusion Models for Pruning" are the paper's, "Diffusion Models for Pruning" anybody's.
        kind = words[-1] in _KINDS and purpose and self._manner(words)
        if words[-1] in self.words.dull and not kind:
            return False
        if words[-1] in _NO_THING or not _ARTICLES.isdisjoint(words) or "analysis" in words:
            return False
        if words[-1].endswith(("ed", "driven")) and "-" not in words[-1]:
            # "Knee Orthosis Driven by Fluids"
            return False
        bare = words[-1].removesuffix("s") in _WORKS and not words[-1].startswith("architecture")
        if len(content) == 2 and bare and "-" not in words[-2]:
            # "An Analytical Approach for …"
            return False
        if all(word in self.words.adjective or word in self.words.head or word == "yet" for word in content):
            # "A Simple yet Effective Method for Graph Classification"
            return False
        if _doing(words[0]) and len(words) != len(content):
            # "by Reasoning over a Knowledge Base"
            return False
        head = self.terms.heads.get(words[-1]) or self.terms.heads.get(words[-1].rstrip("s"))
        if head is not None and head.type == "Metric":
            return False
        means = rule in _MEANS and "and" not in words
        if head is not None and head.type == "Task" and head.weight != 1 and not (purpose or means or self._manner(words)):
            # "Path Reconfiguration Planning for Mobile Robots" says for what it is a way.
            return False
        listed = self.lexicon.listed(surface)
        covered = any(
            # What only its last word makes a term may still be the paper's own: "Reward Factorization".
            (c.start <= start and end <= c.end and not (c.rule.startswith("terms.") and c.text == surface))
            or (c.label == "Ignore" and c.end == end and not kind)
            for c in known
        )
        within = [c for c in known if c.tier == "name" and c.start < end and start < c.end]
        joins = "and" in words and words[-1] not in _WORKS and not self._by_what(words)
        if joins and any(_joined(c, page.text, start, end) for c in known):
            return False
        return listed is None and not covered and all(self._only_part(c, page.text, start, end) for c in within)

    def _taken(self, words: list[str], surface: str) -> bool:
        """Whether a title opens with what papers before it named: "Leaf Denoising for Robust Networks"."""
        listed = self.lexicon.listed(surface)
        told = listed is not None and listed.type == "Method" and listed.tier == "term"
        return told and len(words) > 1 and words[-1] not in ("learning", "algorithms")

    def _only_part(self, name: Candidate, text: str, start: int, end: int) -> bool:
        """Whether a name is but a part of a phrase: "BERT-Guided Leaf Pruning", not "Very Deep BERT"."""
        if name.start < start or name.end > end or name.label == "Dataset":
            return False
        before = _WORD.findall(text[start : name.start].lower())
        told = any(word not in self.words.describing and word not in ("very", "deep") for word in before)
        return name.end < end or (name.start > start and told)

    def _left_to_abbreviation(self, surface: str, known: Sequence[Candidate], rule: str) -> bool:
        """Whether the paper abbreviates the phrase itself; what it abbreviates is introduced in its place."""
        forms = {fold(surface)}
        *before, last = surface.split()
        if last.lower() in self.words.built:
            # "Local Slope Prior" of "a local slope (LS) prior"
            forms.add(fold(" ".join(before)))
        spelled = [c for c in known if c.short is not None and fold(c.text) in forms]
        for candidate in spelled:
            candidate.roles.append(("introduced", 1.0, rule))
        return bool(spelled)


def _doing(word: str) -> bool:
    """Whether a word says what is done: "Folding", not "Time-Folding" or "Spring"."""
    return word.endswith("ing") and "-" not in word and word not in _THINGS


def _joined(known: Candidate, text: str, start: int, end: int) -> bool:
    """Whether a phrase joins what the field knows to something: "Fast Folding and Graph Neural Networks"."""
    opens = known.start == start and text.startswith(" and ", known.end)
    return known.label != "Ignore" and (opens or (known.end == end and text.endswith(" and ", start, known.start)))


def _end_of(words: list[str], first: int) -> int:
    """Where the phrase of a title ends that begins there."""
    places = range(first, len(words))
    return next((at for at in places if words[at] in _ENDS or words[at : at + 2] == _BASED), len(words))


def _candidate(text: str, start: int, end: int, rule: str) -> Candidate:
    candidate = Candidate(start, end, text[start:end], "Name", rule, "term")
    candidate.votes.append(("Method", 0.5, rule))
    candidate.roles.append(("introduced", 1.0, rule))
    candidate.coined = True
    return candidate


_THINGS = frozenset("embedding sibling spring string ring wing bearing king".split())
"""Nouns that only look as if they told what is done."""
_MEASURED = re.compile(r"\d ?(?:%|points?\b|[x×]\b|times\b)|\b\d+\.\d")
"""What papers that measured their contribution say."""
PROPOSING = re.compile(
    r"\b(?:[Ww]e|[Pp]aper|[Ww]ork|[Aa]rticle|[Ss]tudy|[Ll]etter)(?: \w+ly| also| then| here| first| further)? "
    r"(?:propos|present|introduc|develop|devis|design|describ)\w*|\b(?:[Oo]ur|[Pp]roposed) "
    r"(?:\w+[ -]){0,3}(?:method|approach|framework|algorithm|model|technique|strategy|network|architecture)|"
    r"(?:\bby|,) (?:propos|introduc|present|develop)ing an? "
)
_PROPOSED = re.compile(
    r"\b(?:is|are|was|were|been) (?:\w+ly |also |then |first )?(?:propos|present|introduc|develop|devis|design)ed\b"
)
