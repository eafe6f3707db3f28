"""Candidates: every stretch of a page that may be an entity, by list, spelling, abbreviation, head noun or coinage.

Nothing is decided here; candidates carry what speaks for them, and `kg/extract/entities.py` decides once per paper.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from kg.extract.abbreviations import Abbreviation, find_abbreviations, letters_match
from kg.extract.announced import announced
from kg.extract.candidate import Candidate, Token, Words
from kg.extract.capitals import Capitals
from kg.extract.coinages import Coinages, said_again
from kg.extract.echoes import Echoes
from kg.extract.fragments import add_fragments
from kg.extract.initials import join_initials
from kg.extract.levels import Levels
from kg.extract.lexicon import Hit, Lexicon
from kg.extract.longforms import PROPOSED_RULES, long_forms, part_of_long_form
from kg.extract.makers import name_after_makers
from kg.extract.measure_lists import MeasureLists
from kg.extract.measures import Measures
from kg.extract.numbers import Number
from kg.extract.placed import PlacedTasks
from kg.extract.quoted import quoted
from kg.extract.said import SaidTerms
from kg.extract.spelling import Spelling, title_case
from kg.extract.terms import TermGrammar, halved
from kg.extract.titles import bracketed_roles, numbered_roles, spelled_out_roles, title_roles
from kg.extract.tokens import Page
from kg.extract.versions import take_parts, take_versions


class Finder:
    """Finds the candidates of a page, none overlapping another, from left to right."""

    def __init__(self, lexicon: Lexicon, terms: TermGrammar, words: Words, measures: Measures) -> None:
        self.lexicon = lexicon
        self.terms = terms
        self.tongues = words.tongue
        self.measures = measures
        self.levels = Levels(measures, terms)
        self.measure_lists = MeasureLists(measures)
        self.spelling = Spelling(lexicon, words)
        self.capitals = Capitals(words)
        self.coinages = Coinages(terms, words)
        self.echoes = Echoes(lexicon, terms, words)
        self.said = SaidTerms(terms, words)
        self.placed = PlacedTasks(terms, words)

    def find(
        self, page: Page, tokens: list[Token], sentences: list[tuple[int, int]], numbers: Sequence[Number]
    ) -> list[Candidate]:
        """All candidates of the page."""
        text = page.text
        abbreviations = find_abbreviations(text)
        coined = self.spelling.coined(page, tokens)
        hits = (_from_hit(hit, text) for hit in self.lexicon.find(text, tokens))
        pool = [candidate for candidate in hits if not _speeds_up(candidate, text)]
        _doubt_capitals(page, pool)
        name_after_makers(text, pool)
        own = text[: page.split].partition(":")[0]
        if own in coined:
            # "Tower: An Open Language Model": what the paper names so is no tower.
            pool = [c for c in pool if c.label != "Ignore" or c.text != own]
        take_versions(tokens, text, pool)
        take_parts(tokens, text, pool)
        pool += self.spelling.find(page, tokens, sentences, pool, coined)
        add_fragments(text, pool)
        self._widen(tokens, text, pool)
        self.capitals.widen(page, tokens, sentences, pool)
        pool += self._headed(tokens, text, {c.end for c in pool})
        pool += self.measures.find(tokens, text, numbers, pool)
        pool += self.levels.find(tokens, text, numbers, pool)
        pool += self.measure_lists.find(tokens, text, numbers, pool)
        pool += self._announced(page, tokens, pool, abbreviations)
        pool += _but_terms(self.echoes.find(page, tokens), pool)
        pool += long_forms(abbreviations, text, pool)
        self.said.take(page, tokens, pool)
        self._repeated(tokens, text, pool)
        self.placed.take(page, tokens, pool)
        if page.links:
            pool = [c for c in pool if not any(c.start < end and c.end > start for start, end in page.links)]
        kept = [c for c in _settle(pool) if c.label != "Ignore"]
        join_initials(kept)
        title_roles(page, kept)
        spelled_out_roles(page, kept)
        bracketed_roles(page, kept)
        numbered_roles(page, kept)
        _cut_off(text, kept)
        return kept

    def _announced(
        self, page: Page, tokens: list[Token], pool: list[Candidate], abbreviations: Sequence[Abbreviation]
    ) -> list[Candidate]:
        """Names the paper announces or quotes, and the same words elsewhere unless they are listed or but a part."""
        text = page.text
        found = self.coinages.find(tokens, text, page.split)
        found += quoted(text, page.split, self.coinages.words)
        found += announced(text, page.split, pool, abbreviations, self.coinages.words.head)
        listed = {(c.start, c.end) for c in pool if c.known is not None} if found else frozenset()
        found = [c for c in found if c.rule != "names.counted" or (c.start, c.end) not in listed]
        new = [c for c in found if (c.start, c.end) not in listed and not part_of_long_form(c, abbreviations)]
        return found + [again for candidate in new for again in said_again(candidate, text)]

    def _headed(self, tokens: list[Token], text: str, listed: set[int]) -> list[Candidate]:
        """Terms by their head, where no listed name ends on that head."""
        found = []
        heads = self.terms.by_word
        for index, head in [(at, heads[token[3]]) for at, token in enumerate(tokens) if token[3] in heads]:
            if tokens[index][1] in listed:
                continue
            begin = index
            while begin > 0 and index - begin < 5 and _modifies(tokens, begin - 1, text):
                begin -= 1
            measured = head.type == "Metric" and _measured(tokens, index, text)
            known_only = head.weight < 3 and not measured
            words = [token[3] for token in tokens[begin : index + 1]]
            start = begin + self.terms.start(words, index - begin, known_only, measured)
            if start == index:
                continue
            surface = text[tokens[start][0] : tokens[index][1]]
            candidate = Candidate(tokens[start][0], tokens[index][1], surface, head.type, f"terms.{head.word}", "term")
            sure = head.weight > 1 or (head.type == "Task" and self.terms.converts(tokens[start][3]))
            candidate.votes.append((head.type, 1.0 if sure else 0.2, f"terms.{head.word}"))
            found.append(candidate)
        return found

    def _widen(self, tokens: list[Token], text: str, hits: list[Candidate]) -> None:
        """Listed tasks with the words that narrow them: "cardiac image segmentation" of "image segmentation"."""
        tasks = [c for c in hits if c.label == "Task" and c.tier == "term" and not c.text.isupper()]
        for candidate in tasks:
            index = begin = _index(tokens, candidate)
            while begin > 0 and index - begin < 3 and _modifies(tokens, begin - 1, text):
                begin -= 1
            words = [token[3] for token in tokens[begin : index + 1]]
            start = begin + self.terms.start(words, index - begin)
            while start < index and tokens[start][3] in self.tongues:
                # A task is the same one in any language.
                start += 1
            if start < index:
                candidate.base, candidate.known = candidate.known, None
                candidate.listed_at, candidate.start = candidate.start, tokens[start][0]
                candidate.text = text[candidate.start : candidate.end]

    def _repeated(self, tokens: list[Token], text: str, pool: list[Candidate]) -> None:
        """Terms with the word that stands before them each time: "portrait matting", twice, of "matting"."""
        groups: defaultdict[str, list[Candidate]] = defaultdict(list)
        for candidate in pool:
            if candidate.tier == "term" and candidate.label in ("Task", "Method") and not candidate.text.isupper():
                groups[candidate.text.lower()].append(candidate)
        for group in [group for group in groups.values() if len(group) > 1]:
            places = [_index(tokens, candidate) for candidate in group]
            before = {_word_before(tokens, at, text) for at in places}
            word = before.pop()
            if before or not self.terms.narrows(word) or any(text.startswith(" (", c.end) for c in group):
                continue
            if any(at > 1 and halved(tokens[at - 2][3], word) for at in places):
                continue
            if any(c.start < tokens[at - 1][1] and tokens[at][0] <= c.end for c in pool for at in places):
                # What stands there already has the word before it.
                continue
            for candidate, at in zip(group, places, strict=True):
                candidate.base, candidate.known = candidate.known, None
                candidate.start = tokens[at - 1][0]
                candidate.text = text[candidate.start : candidate.end]


def _doubt_capitals(page: Page, pool: list[Candidate]) -> None:
    """In a title every word has a capital: "Adverse Weather" tells of no data set Weather, "a Rope" of no RoPE."""
    if not title_case(page.text[: page.split]):
        return
    pool[:] = [c for c in pool if c.start > page.split or not _word_in_other_case(c)]
    for candidate in pool:
        word = candidate.start < page.split and candidate.text.istitle() and candidate.text.isalpha()
        known = candidate.known if candidate.label in ("Dataset", "Model", "Method") else None
        if word and known is not None and known.tier == "name" and not known.certain:
            candidate.votes = [(kind, 0.5 * weight, rule) for kind, weight, rule in candidate.votes]


def _word_in_other_case(candidate: Candidate) -> bool:
    """Whether a short word with one capital is known with more of them."""
    text = candidate.text
    if len(text) > 5 or not (text.istitle() and text.isalpha()) or candidate.known is None:
        return False
    same = [form for form in candidate.known.forms if form.lower() in (text.lower(), text.lower().rstrip("s"))]
    return bool(same) and all(sum(map(str.isupper, form)) > 1 for form in same)


def _speeds_up(candidate: Candidate, text: str) -> bool:
    """Whether what looks like a metric is something done: "SPEEDS up X by 2.3x"."""
    return candidate.text.lower() in ("speed", "speeds") and text.startswith(" up", candidate.end)


def _plain(name: str) -> bool:
    """Whether words are spelled as ordinary ones."""
    return all(word[1:].islower() for word in name.split())


def _from_hit(hit: Hit, text: str) -> Candidate:
    known = hit.known
    # "the Stack" names Stack; "The Stack" in the middle of a sentence is the whole name.
    named = text[hit.start] == "T" and known.name.startswith("The ") and text[hit.start - 2 : hit.start - 1].isalnum()
    start = hit.start + 4 if text[hit.start : hit.start + 4].lower() == "the " and not named else hit.start
    end = hit.end
    if known.type == "Metric" and (tail := re.search(r"\s+scores?$", text[start:end])):
        bare = text[start:end].removesuffix(tail.group())
        # "the F1 score" is F1, "the inception score" no inception.
        if bare.lower() in map(str.lower, known.forms) or not bare.replace(" ", "").isalpha() or not _plain(bare):
            end -= len(tail.group())
    if known.type == "Dataset" and (tail := _DATA_NOUN.search(text, start, end)):
        end -= len(tail.group())
    sure = (known.certain or hit.backed) and (hit.exact or known.tier == "name")
    candidate = Candidate(
        start, end, text[start:end], known.type, f"names.{known.type.lower()}", known.tier, known=known
    )
    if known.type != "Ignore":
        doubt = 1.2 if known.tier == "name" else 0.6
        candidate.votes.append((known.type, 3.0 if sure else doubt, f"names.{known.type.lower()}"))
    return candidate


def _but_terms(echoes: list[Candidate], pool: list[Candidate]) -> list[Candidate]:
    """The echoes that are no terms already; a term hands its place to nobody and is the paper's own itself."""
    terms = {(c.start, c.end): c for c in pool if c.rule.startswith("terms.") and c.label == "Method"} if echoes else {}
    rest = []
    for echo in echoes:
        term = terms.get((echo.start, echo.end))
        if term is None:
            rest.append(echo)
        else:
            term.roles += echo.roles
            term.coined = True
    return rest


def _cut_off(text: str, candidates: list[Candidate]) -> None:
    """Metrics take their cut-off with them: "recall @ 10", "NDCG@10"."""
    for candidate in candidates:
        if candidate.label == "Metric" and (match := _AT.match(text, candidate.end)):
            candidate.end = match.end()
            candidate.text = text[candidate.start : candidate.end]
            candidate.base, candidate.known = candidate.known, None


# "Block Adaptation for speech summarization" is no summarization.
# "the GLUE benchmark" names GLUE.
_DATA_NOUN = re.compile(r"(?<=[A-Z0-9])\s(?:benchmark|dataset|corpus)s?$")
_AT = re.compile(r"\s?@\s?\d+")


def _modifies(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a word stands right before the next one and is no name of its own."""
    return text[tokens[index][1] : tokens[index + 1][0]] == " " and tokens[index][4] != "strong"


def _index(tokens: list[Token], candidate: Candidate) -> int:
    """The index of the token a candidate begins with."""
    return bisect_left(tokens, candidate.start, key=itemgetter(0))


def _measured(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a number follows that says how much of it there is: "a contraction ratio of 78%"."""
    told = index + 1 < len(tokens) and tokens[index + 1][3] in _TELLING
    return told and any(text[token[0]].isdigit() for token in tokens[index + 2 : index + 5])


_TELLING = frozenset("of is was are were below under within reaches reached ( from by".split())


def _word_before(tokens: list[Token], index: int, text: str) -> str:
    """The whole word right before a token, or nothing."""
    if index == 0 or not _modifies(tokens, index - 1, text):
        return ""
    word = tokens[index - 1]
    return word[3] if word[0] == 0 or text[word[0] - 1].isspace() else ""


_ORDER = {"names.coinage": 3, **dict.fromkeys(("names.long_form", *PROPOSED_RULES), 0)}


def _settle(pool: list[Candidate]) -> list[Candidate]:
    """The pool without overlaps: long forms first, then the longest, lists before spelling at equal length."""

    def strength(candidate: Candidate) -> tuple[int, int, int, int]:
        own = candidate.rule == "names.coinage" and candidate.roles and candidate.text[0].islower()
        # "factored LSTM" is a name, of "path folding PaFo" the last word alone.
        before, _, last = candidate.text.rpartition(" ")
        rank = 1 if own and (last.islower() or not letters_match(last, before)) else _ORDER.get(candidate.rule, 1)
        sort = 0 if candidate.known else 1
        return (rank, candidate.start - candidate.end, sort, candidate.start)

    kept: list[Candidate] = []
    starts: list[int] = []
    for candidate in sorted(pool, key=strength):
        # What is kept never overlaps, so only its neighbours can stand in the way.
        at = bisect_left(starts, candidate.start)
        free_before = at == 0 or kept[at - 1].end <= candidate.start
        if free_before and (at == len(kept) or candidate.end <= starts[at]):
            kept.insert(at, candidate)
            starts.insert(at, candidate.start)
    return kept
