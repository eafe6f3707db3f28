"""Candidates: every stretch of a page that may be an entity, by list, spelling, abbreviation, head noun or coinage.

Nothing is decided here; candidates carry what speaks for them, and `kg/extract/entities.py` decides once per paper.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import itemgetter

from kg.extract.abbreviations import Abbreviation, find_abbreviations
from kg.extract.candidate import Candidate, Token, Words
from kg.extract.capitals import RUN, Capitals
from kg.extract.clusters import form_key
from kg.extract.coinages import Coinages, said_again
from kg.extract.echoes import Echoes
from kg.extract.fragments import add_fragments
from kg.extract.initials import join_initials
from kg.extract.levels import Levels
from kg.extract.lexicon import Hit, Lexicon
from kg.extract.measure_lists import MeasureLists
from kg.extract.measures import Measures
from kg.extract.numbers import Number
from kg.extract.quoted import quoted
from kg.extract.spelling import Spelling, title_case
from kg.extract.terms import TermGrammar, halved
from kg.extract.titles import bracketed_roles, numbered_roles, spelled_out_roles, title_roles
from kg.extract.tokens import Page
from kg.extract.versions import take_parts, take_versions
from kg.rules import KnownName


class Finder:
    """Finds the candidates of a page, none overlapping another, from left to right."""

    def __init__(self, lexicon: Lexicon, terms: TermGrammar, words: Words, measures: Measures) -> None:
        self.lexicon = lexicon
        self.terms = terms
        self.measures = measures
        self.levels = Levels(measures, terms)
        self.measure_lists = MeasureLists(measures)
        self.spelling = Spelling(lexicon, words)
        self.capitals = Capitals(words)
        self.coinages = Coinages(words)
        self.echoes = Echoes(lexicon, terms, words)

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
        pool += _abbreviated(abbreviations, text, pool, coined)
        self._repeated(tokens, text, pool)
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
        found = self.coinages.find(tokens, text)
        found += quoted(text, page.split, self.coinages.words)
        listed = {(c.start, c.end) for c in pool if c.known is not None} if found else frozenset()
        found = [c for c in found if c.rule != "names.counted" or (c.start, c.end) not in listed]
        new = [c for c in found if (c.start, c.end) not in listed and not _part_of_long_form(c, abbreviations)]
        return found + [again for candidate in new for again in said_again(candidate, text)]

    def _headed(self, tokens: list[Token], text: str, listed: set[int]) -> list[Candidate]:
        """Terms by their head, where no listed name ends on that head."""
        found = []
        words = [token[3] for token in tokens]
        heads = self.terms.by_word
        for index, head in [(at, heads[word]) for at, word in enumerate(words) if word in heads]:
            if tokens[index][1] in listed:
                continue
            begin = index
            while begin > 0 and index - begin < 5 and _modifies(tokens, begin - 1, text):
                begin -= 1
            measured = head.type == "Metric" and _measured(tokens, index, text)
            known_only = head.weight < 3 and not measured
            start = begin + self.terms.start(words[begin : index + 1], index - begin, known_only, measured)
            if start == index:
                continue
            surface = text[tokens[start][0] : tokens[index][1]]
            candidate = Candidate(tokens[start][0], tokens[index][1], surface, head.type, f"terms.{head.word}", "term")
            sure = head.weight > 1 or (head.type == "Task" and self.terms.converts(words[start]))
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
            if start < index:
                candidate.base, candidate.known = candidate.known, None
                candidate.start = tokens[start][0]
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
    """In a title every word has a capital: "Adverse Weather" speaks of no data set called Weather."""
    if not title_case(page.text[: page.split]):
        return
    for candidate in pool:
        word = candidate.start < page.split and candidate.text.istitle() and candidate.text.isalpha()
        if word and candidate.label == "Dataset" and candidate.known is not None and not candidate.known.certain:
            candidate.votes = [(kind, 0.5 * weight, rule) for kind, weight, rule in candidate.votes]


def _speeds_up(candidate: Candidate, text: str) -> bool:
    """Whether what looks like a metric is something done: "SPEEDS up X by 2.3x"."""
    return candidate.text.lower() in ("speed", "speeds") and text.startswith(" up", candidate.end)


def _plain(name: str) -> bool:
    """Whether words are spelled as ordinary ones."""
    return all(word[1:].islower() for word in name.split())


_CAPITAL_BEFORE = re.compile(r"(?<=[a-z,] )((?:[A-Z][a-z][\w-]* )+)$")


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


def _part_of_long_form(candidate: Candidate, abbreviations: Iterable[Abbreviation]) -> bool:
    """Whether what is abbreviated is longer: "called slow graph reasoning for optical flow (SGFlow)"."""
    span = (candidate.start, candidate.end)
    longs = (abbreviation.long for abbreviation in abbreviations)
    return any(long[0] <= span[0] and span[1] <= long[1] and long != span for long in longs)


def _abbreviated(
    abbreviations: Iterable[Abbreviation], text: str, pool: list[Candidate], coined: set[str]
) -> list[Candidate]:
    """Long forms as candidates of their own, tied to their short forms."""
    found = []
    for abbreviation in abbreviations:
        start, end = abbreviation.long
        short_start, short_end = abbreviation.short
        if RUN.fullmatch(text, start, end) and (before := _CAPITAL_BEFORE.search(text, max(0, start - 60), start)):
            # "Adaptive Activation Steering (ACT)": the short form need not have a letter of every word.
            start = before.start(1)
        start = _with_echo(start, end, pool)
        long_text = text[start:end]
        capitals = [word[0].isupper() for word in re.findall(r"[A-Za-z]{4,}[\w-]*", long_text)]
        proper = bool(capitals) and sum(capitals) >= 0.6 * len(capitals)
        long = Candidate(start, end, long_text, "Name", "names.long_form", "name" if proper else "term")
        own = next((c for c in pool if (c.start, c.end) == (start, end) and c.rule in _PROPOSED), None)
        if own is not None:
            long.coined, long.votes, long.roles = True, list(own.votes), list(own.roles)
            own.label = "Ignore"
            pool.remove(own)
        elif _salad(long_text, text[short_start:short_end]):
            long.tier = "name"
            spans = {(start, end), (short_start, short_end)}
            if not any((c.start, c.end) in spans and c.known and (c.known.certain or c.start == start) for c in pool):
                # "DEtection TRansformer (DETR)" is new once, and known ever after.
                long.roles.append(("introduced", 1.0, "roles.letter_salad"))
        whole = next((c for c in pool if (c.start, c.end) == (start, end) and c.known), None)
        same = next((c for c in pool if (c.start, c.end) == (start, end) and c.base), None)
        inner = [c for c in pool if c.end == end and start < c.start]
        tail = [c for c in inner if not _GOVERNED.search(text, start, c.start)]
        if any(c.label == "Ignore" and c.end == end and 2 * (end - c.start) >= end - start for c in pool):
            # "pretrained foundation models (PFMs)": the short form is as little an entity as the long one.
            short_text = text[short_start:short_end].rstrip("s")
            for c in pool:
                if c.text.rstrip("s") == short_text and c.known is None:
                    c.label = "Ignore"
            continue
        if whole is not None:
            long.known, long.label, long.votes, long.tier = whole.known, whole.label, list(whole.votes), whole.tier
        elif same is not None:
            long.base, long.votes = same.base, list(same.votes)
        elif tail:
            best = min(tail, key=lambda c: c.start)
            long.base = best.known
            long.votes = [(kind, 0.35 * weight, rule) for kind, weight, rule in best.votes]
        short = next((c for c in pool if (c.start, c.end) == (short_start, short_end)), None)
        if short is None:
            short = Candidate(
                short_start, short_end, text[short_start:short_end], "Name", "names.short_form", long.tier
            )
            found.append(short)
        long.short = short
        if short.known is not None and long.known is not short.known and _redefined(short.known, long, bool(inner)):
            # "WER" may be listed as word error rate; this paper says what it means by it.
            known = short.known
            for c in [c for c in pool if c.text == short.text and c.known is known]:
                c.known, c.label, c.tier = None, "Name", long.tier
                c.votes.clear()
        found.append(long)
    return found


def _with_echo(start: int, end: int, pool: list[Candidate]) -> int:
    """Where a long form starts that the title has with more words; echoes that are but its beginning leave the pool.

    "a deep leaf network (LNet)" under "Deep Leaf Network for …", "slow folding for trees (SFT)" under "… Slow Folding".
    """
    echoes = [c for c in pool if c.rule == "names.echo" and (c.end == end or c.start == start)]
    for echo in echoes:
        if echo.end == end:
            start = min(start, echo.start)
        elif echo.end < end:
            key = form_key(echo.text)
            pool[:] = [c for c in pool if c.rule != "names.echo" or form_key(c.text) != key]
    return start


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


def _salad(long: str, short: str) -> bool:
    """Whether capitals inside words spell a new acronym: "REtrieving from the traINing datA", but not of "GANs"."""
    words = [word for word in re.findall(r"[A-Za-z]{4,}", long) if not (word[:-1].isupper() and word.endswith("s"))]
    inside = [word for word in words if re.search(r"[a-z][A-Z]|[A-Z][A-Z][a-z]", word)]
    if long.isalpha() or any(word in short for word in inside):
        # "classification ACCuracy (ACC)", "RNN with ReLU nonlinearity (RNN-ReLU)"
        return False
    return len(inside) > 1 or (len(inside) == 1 and len(long.split()) < 5)


_SELDOM_NEW = frozenset({"generic", "organisation", "country", "venue", "person", "unit", "programming", "language"})
"""What short forms on the list of no names stand for that papers seldom use anew."""


def _redefined(known: KnownName, long: Candidate, inner: bool) -> bool:
    """Whether a paper means another thing by an acronym than the lists do; `inner`: its long form ends on a term."""
    said = {word[:4] for word in re.findall(r"[a-z]{3,}", long.text.lower())}
    spelled = [{word[:4] for word in re.findall(r"[a-z]{3,}", form.lower())} for form in known.forms if " " in form]
    if not spelled and known.type == "Ignore":
        # "Slow Attention Reward (SAR)" is no radar, "information retrieval (IR)" no country.
        if long.known is not None or long.base is not None or inner:
            return True
        proper = long.tier == "name" and (long.coined or long.base is not None or RUN.fullmatch(long.text))
        return bool(proper) and known.facts.get("why") not in _SELDOM_NEW
    if not spelled and known.name.isupper() and (known.tier == "term" or (long.tier == "name" and not known.certain)):
        # The list has the acronym alone, the paper says what it means by it.
        return True
    return bool(spelled) and bool(said) and all(len(said & words) < 0.5 * len(said) for words in spelled)


def _cut_off(text: str, candidates: list[Candidate]) -> None:
    """Metrics take their cut-off with them: "recall @ 10", "NDCG@10"."""
    for candidate in candidates:
        if candidate.label == "Metric" and (match := _AT.match(text, candidate.end)):
            candidate.end = match.end()
            candidate.text = text[candidate.start : candidate.end]
            candidate.base, candidate.known = candidate.known, None


# "Block Adaptation for speech summarization" is no summarization.
_GOVERNED = re.compile(r" (?:of|with|for|to|as|in|on|via|by|using|from|through) (?:the |an? )?")
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


_PROPOSED = ("names.proposed_bare", "names.quoted", "names.counted")
_ORDER = {"names.coinage": 3, **dict.fromkeys(("names.long_form", *_PROPOSED), 0)}


def _settle(pool: list[Candidate]) -> list[Candidate]:
    """The pool without overlaps: long forms first, then the longest, lists before spelling at equal length."""

    def strength(candidate: Candidate) -> tuple[int, int, int, int]:
        own = candidate.rule == "names.coinage" and candidate.roles and candidate.text.islower()
        rank = 1 if own else _ORDER.get(candidate.rule, 1)
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
