"""Contributions that only a title names: "Language Model Personalization via Reward Factorization".

Asked only of papers that propose something and give it no name; the phrase then stands for "our method".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from kg.extract.candidate import Candidate, Words
from kg.extract.lexicon import Lexicon
from kg.extract.repeats import repeats
from kg.extract.terms import TermGrammar
from kg.extract.title_phrases import ARTICLES, BUT, BY, GUIDED, LEARNING, PRAISE, WITH, WORKS, TitlePhrases, is_doing
from kg.extract.titled_data import titled_data
from kg.extract.tokens import Page
from kg.model import fold

_WORD = re.compile(r"[\w][\w'.&+*/-]*|[^\w\s]")
_REVIEWS = frozenset("survey review overview preface tutorial".split())
_NO_THING = frozenset(
    "bound bounds inequality inequalities performance report bias biases dynamics education statistics "
    "trade-offs differences".split()
)
"""What a phrase of a title ends on that names no way of doing something."""
_LEARNED = frozenset({"descriptor", "descriptors", "twist"})
"""What is learned by many, or a turn of speech: "Learning a Local Feature Descriptor for …"."""
_SENSES = frozenset({"sensing", "perception", "vision"})
"""What something is done with that is no way of doing it: "using Wind Sensing"."""
_KINDS = frozenset({"models", "techniques", "methods", "systems"})
"""What a phrase may end on that stands for nothing of its own unless it says how it works."""
_OPENINGS = frozenset({"names.title_for", "names.title_prefix"})
"""The rules for phrases that a title opens with."""
_MEANS = frozenset({"names.title_by", "names.title_with"})
"""The rules for phrases that say by what something is done; what is done may itself be a task."""
_LONGEST = 5
"""Of how many words of its own a title's phrase may be."""


class _Way(NamedTuple):
    """What a title says a phrase is."""

    purpose: bool
    """What is made for something: "Slow Folding for …"."""
    means: bool
    """By what something is done: "… via Slow Folding"."""


class Contributions:
    """Finds the phrase of a title that names what the paper proposes, and where the abstract repeats it."""

    def __init__(self, lexicon: Lexicon, terms: TermGrammar, words: Words) -> None:
        self.lexicon = lexicon
        self.terms = terms
        self.words = words
        self.phrases = TitlePhrases(terms, words)

    def find(self, page: Page, known: Sequence[Candidate]) -> list[Candidate]:
        """The phrase at each of its places, the first in the title; nothing where no phrase will do."""
        title = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(page.text, 0, page.split)]
        words = [word for _, _, word in title]
        if not title:
            return []
        if data := titled_data(page, known):
            return data
        if not self._names_something(words):
            return []
        proposing = proposes_at(page.text, page.split) is not None
        measured = _MEASURED.search(page.text, page.split) is not None
        for rule, first, last, sure in self.phrases.find(words, measured, proposing):
            while first < last - 1 and (words[first] in PRAISE or words[first] in BUT):
                first += 1
            phrase = words[first:last]
            if not phrase or not (proposing or self._made(page, phrase, rule)):
                continue
            if words[0] == LEARNING and phrase[-1] in _LEARNED:
                continue
            place = start, end = title[first][0], title[last - 1][1]
            way = _Way(rule == "names.title_for" and words[last : last + 1] == ["for"], rule in _MEANS)
            taken = rule in _OPENINGS and proposing and self._taken(phrase, page.text[start:end])
            if taken or self._will_do(phrase, place, page, known, way):
                if self._left_to_abbreviation(page.text[start:end], known, rule):
                    return []
                places = [place, *repeats(page.text, start, end)]
                if taken or sure or len(places) > 1:
                    return [_candidate(page.text, *where, rule) for where in places]
        return self._coined(page, words, known)

    def _coined(self, page: Page, words: list[str], known: Sequence[Candidate]) -> list[Candidate]:
        """What a title opens with under a coined word, which nobody needs to propose: "3D LeafNets: …"."""
        match = _COINED.match(page.text, 0, page.split)
        if match is None:
            return []
        prefix = words[: words.index(":")]
        plain = self.words.stop | self.words.verb | self.words.no_title
        general = prefix[-1].endswith("s") and prefix[-1] in self.words.dull
        if (
            general
            or is_doing(prefix[0])
            or not plain.isdisjoint(prefix)
            or self.lexicon.listed(match["name"]) is not None
        ):
            return []
        start, end = match.span("name")
        within = [c for c in known if c.label != "Ignore" and start <= c.start and c.end <= end]
        if prefix[-1] in self.words.head and len(within) == 1 and within[0].known is None:
            # "LeafNet Benchmark" has but the noun for its kind behind its name.
            within[0].roles.append(("introduced", 1.0, "names.title_coined"))
            return []
        places = [(start, end), *repeats(page.text, start, end)]
        return [_candidate(page.text, *where, "names.title_coined", "name") for where in places]

    def _made(self, page: Page, phrase: list[str], rule: str) -> bool:
        """Whether a phrase may name what was made though nobody says "we propose": "A Formal Approach for" may not."""
        works = phrase[-1] in WORKS and len(phrase) > 2
        told = works or _PROPOSED.search(page.text, page.split) is not None
        return rule == "names.title_prefix" or (rule == "names.title_for" and told)

    def _names_something(self, title: list[str]) -> bool:
        """Whether a title that begins so may name a contribution: "On …" and "Can …" do not, "A … for …" may."""
        if not _REVIEWS.isdisjoint(title):
            return False
        if any(word in BY or word in WITH for word in title) or title[0] not in self.words.no_title:
            return True
        return title[0] in ("a", "an") or (title[0] == LEARNING and "for" in title)

    def _will_do(
        self, words: list[str], place: tuple[int, int], page: Page, known: Sequence[Candidate], way: _Way
    ) -> bool:
        """Whether a phrase can be a name: a few words of its own that end on a noun, nothing the field knows."""
        return (
            self._few_own_words(words, way.purpose)
            and self._ends_well(words, way)
            and self._unknown(words, place, page, known, way)
        )

    def _few_own_words(self, words: list[str], purpose: bool) -> bool:
        """Whether a phrase has words of its own, not too many, and no gaps."""
        content = [word for word in words if word not in self.words.stop]
        longest = _LONGEST if GUIDED.isdisjoint(words) and words[-1] not in WORKS and not purpose else _LONGEST + 2
        if not 2 <= len(content) <= longest or words[0] in self.words.stop or not all(w[0].isalnum() for w in words):
            return False
        if (words[0] in self.words.describing and len(content) == 2) or not ARTICLES.isdisjoint(words):
            return False
        if is_doing(words[0]) and len(words) != len(content):
            # "by Reasoning over a Knowledge Base"
            return False
        # "A Simple yet Effective Method for Graph Classification"
        return any(not (w in self.words.adjective or w in self.words.head or w == "yet") for w in content)

    def _ends_well(self, words: list[str], way: _Way) -> bool:
        """Whether a phrase ends on a noun that a way of doing something may be named by."""
        last = words[-1]
        if (last in self.words.dull and not self._kind(words, way)) or last in _NO_THING or "analysis" in words:
            return False
        if way.means and last in _SENSES:
            return False
        if last.endswith(("ed", "driven")) and "-" not in last:
            # "Knee Orthosis Driven by Fluids"
            return False
        bare = last.removesuffix("s") in WORKS and not last.startswith("architecture")
        if bare and "-" not in words[-2] and sum(word not in self.words.stop for word in words) == 2:
            # "An Analytical Approach for …"
            return False
        head = self.terms.heads.get(last) or self.terms.heads.get(last.rstrip("s"))
        if head is None or head.type not in ("Metric", "Task"):
            return True
        # "Path Reconfiguration Planning for Mobile Robots" says for what it is a way.
        said = way.purpose or (way.means and "and" not in words) or self.phrases.manner(words)
        return head.type == "Task" and (head.weight == 1 or said)

    def _kind(self, words: list[str], way: _Way) -> bool:
        """Whether a phrase tells of its own models: "Leaf-Guided Diffusion Models for Pruning" are the paper's."""
        return words[-1] in _KINDS and way.purpose and self.phrases.manner(words)

    def _unknown(
        self, words: list[str], place: tuple[int, int], page: Page, known: Sequence[Candidate], way: _Way
    ) -> bool:
        """Whether the field does not know a phrase already."""
        start, end = place
        surface = page.text[start:end]
        kind = self._kind(words, way)
        covered = any(
            # What only its last word makes a term may still be the paper's own: "Reward Factorization".
            (c.start <= start and end <= c.end and not (c.rule.startswith("terms.") and c.text == surface))
            or (c.label == "Ignore" and c.end == end and not kind)
            for c in known
        )
        within = [c for c in known if c.tier == "name" and c.start < end and start < c.end]
        joins = "and" in words and words[-1] not in WORKS and not self.phrases.by_what(words)
        if covered or (joins and any(_joined(c, page.text, start, end) for c in known)):
            return False
        return self.lexicon.listed(surface) is None and all(self._only_part(c, page.text, start, end) for c in within)

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


def _joined(known: Candidate, text: str, start: int, end: int) -> bool:
    """Whether a phrase joins what the field knows to something: "Fast Folding and Graph Neural Networks"."""
    opens = known.start == start and text.startswith(" and ", known.end)
    return known.label != "Ignore" and (opens or (known.end == end and text.endswith(" and ", start, known.start)))


def _candidate(text: str, start: int, end: int, rule: str, tier: str = "term") -> Candidate:
    candidate = Candidate(start, end, text[start:end], "Name", rule, tier)
    candidate.votes.append(("Method", 0.5, rule))
    candidate.roles.append(("introduced", 1.0, rule))
    candidate.coined = True
    return candidate


_COINED = re.compile(
    r"\W?(?P<name>(?=[^:]*(?:[a-z][A-Z]|[A-Z]{2}|\d[A-Z]|[A-Z]\d))[A-Z0-9][\w+'’-]*(?: [A-Z0-9][\w+'’-]*){1,3})\s?:\s"
)
"""Several words with capitals before the colon of a title, one of them coined."""
_MEASURED = re.compile(r"\d(?: ?(?:%|points?\b|[x×]\b|times\b)|(?<!\w\d)\d*\.\d)")
"""What papers that measured their contribution say."""
_WHO = r"(?:[Ww](?:e|ork)|[Pp]aper|[Aa]rticle|[Ss]tudy|[Ll]etter)(?: \w+ly| also| then| here| first| further)? "
PROPOSER = rf"\b{_WHO}"
"""Who proposes, right before the verb."""
_PROPOSING = re.compile(
    # One test for the beginning of a word spares most of the text the others.
    rf"\b(?:{_WHO}(?:propos|present|introduc|develop|devis|design|describ)\w*|(?:[Oo]ur|[Pp]roposed) "
    r"(?:\w+[ -]){0,3}(?:method|approach|framework|algorithm|model|technique|strategy|network|architecture)|"
    r"by (?:propos|introduc|present|develop)ing an? )|, (?:propos|introduc|present|develop)ing an? "
)


@lru_cache(maxsize=1)
def proposes_at(text: str, split: int) -> int | None:
    """Where the abstract, behind `split`, first says that it proposes something.

    Several ask this of one paper, and there is no cheap way to find it.
    """
    found = _PROPOSING.search(text, split)
    return found.start() if found else None


_PROPOSED = re.compile(
    r"\b(?:is|are|was|were|been) (?:\w+ly |also |then |first )?(?:propos|present|introduc|develop|devis|design)ed\b"
)
