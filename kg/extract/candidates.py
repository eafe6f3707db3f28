"""Candidates: every stretch of a page that may be an entity, by list, spelling, abbreviation, head noun or coinage.

Nothing is decided here; candidates carry what speaks for them, and `kg/extract/entities.py` decides once per paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.abbreviations import Abbreviation, find_abbreviations
from kg.extract.lexicon import Hit, Lexicon
from kg.extract.terms import TermGrammar
from kg.extract.tokens import URL, Page, shape_of
from kg.model import fold
from kg.rules import KnownName


Token = tuple[int, int, str]
"""Start, end and text of a token of the clean page."""


@dataclass(slots=True)
class Candidate:
    """A possible mention at `start`–`end` of the clean text; `label` is its type as far as known (or Name, Cap)."""

    start: int
    end: int
    text: str
    label: str
    rule: str
    tier: str
    known: KnownName | None = None
    base: KnownName | None = None
    votes: list[tuple[str, float, str]] = field(default_factory=list)
    coined: bool = False
    roles: list[tuple[str, float, str]] = field(default_factory=list)
    short: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The word classes candidates are cut with."""

    generic: frozenset[str]
    cue: frozenset[str]
    stop: frozenset[str]
    head: frozenset[str]
    verb: frozenset[str]
    propose: frozenset[str]
    edge: frozenset[str]
    method: frozenset[str]
    adjective: frozenset[str]
    describing: frozenset[str]
    no_title: frozenset[str]
    strict: frozenset[str]
    dull: frozenset[str]


def tokens_of(doc: Doc) -> list[Token]:
    """Start, end and text of every token: plain tuples, since asking spaCy again and again is dear."""
    return [(token.idx, token.idx + len(token.text), token.text) for token in doc]


def sentences_of(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Token ranges of the sentences; a title is a sentence of its own."""
    words = [word for _, _, word in tokens]
    bounds = [0]
    for index in range(1, len(words)):
        word = words[index - 1]
        if "\n" in word or (word in _ENDS and _ends_here(words, index)):
            bounds.append(index)
    bounds.append(len(words))
    return [(a, b) for a, b in zip(bounds, bounds[1:], strict=False) if b > a]


_ENDS = frozenset({".", "!", "?", '."', ".)"})
_NO_END = frozenset({"al", "vs", "fig", "eq", "resp", "approx", "no", "dr", "mr", "st", "sec", "i.e", "e.g", "cf", "etc", "et", "v.s"})


def _ends_here(words: list[str], index: int) -> bool:
    following = words[index]
    previous = words[index - 2] if index > 1 else ""
    if following[:1].islower() and not (following[:1].isalpha() and shape_of(following) == "strong"):
        return False
    if previous.lower() in _NO_END:
        return following[:1].isupper() and previous.lower() == "etc"
    if len(previous) == 1 and previous.isupper() and words[index - 1] == ".":
        return False
    return following not in {",", ";", ")", ":"}


class Finder:
    """Finds the candidates of a page, none overlapping another, from left to right."""

    def __init__(self, lexicon: Lexicon, terms: TermGrammar, words: Words) -> None:
        self.lexicon = lexicon
        self.terms = terms
        self.words = words

    def find(self, page: Page, tokens: list[Token], sentences: list[tuple[int, int]]) -> list[Candidate]:
        """All candidates of the page."""
        text = page.text
        starts = frozenset(start for start, _, _ in tokens)
        ends = frozenset(end for _, end, _ in tokens)
        links = [match.span() for match in URL.finditer(text)]
        abbreviations = find_abbreviations(text)
        coined = self._coined(page, tokens)
        pool = [_from_hit(hit, text) for hit in self.lexicon.find(text, starts, ends)]
        _take_versions(tokens, text, pool)
        pool += self._shapes(page, tokens, sentences, pool, coined)
        self._widen(tokens, text, pool)
        pool += self._headed(tokens, text, {c.end for c in pool})
        pool += self._coinages(tokens, text)
        pool += _abbreviated(abbreviations, text, pool, coined)
        listed = {(c.start, c.end) for c in pool if c.known}
        pool += [c for c in self._handles(page, tokens, pool) if (c.start, c.end) not in listed]
        pool = [c for c in pool if not any(c.start < end and c.end > start for start, end in links)]
        kept = [c for c in _settle(pool) if c.label != "Ignore"]
        _title_roles(page, kept)
        _cut_off(text, kept)
        if not any(role == "introduced" for c in kept for role, _, _ in c.roles):
            kept += self._title_phrase(page, tokens, sentences, kept)
        return sorted(kept, key=lambda candidate: candidate.start)

    # -------------------------------------------------------------- names by spelling

    def _coined(self, page: Page, tokens: list[Token]) -> set[str]:
        """Words that a title prefix or an own-verb declares to be names, whatever their spelling."""
        coined: set[str] = set()
        title = page.text[: page.split]
        prefix = re.match(r"\W?([A-Za-z0-9][\w.+*#&'-]*)\W?\s*(?::|\s[-—]\s|—)\s*\S", title)
        if prefix and prefix[1].lower() not in self.words.generic and not prefix[1].islower() and len(prefix[1]) > 2:
            coined.add(prefix[1])
        for match in _DECLARED.finditer(page.text, page.split):
            word = match[1].rstrip(".,;")
            if shape_of(word) in ("cap", "hyphen") and word.lower() not in self.words.generic:
                after = page.text[match.end(1) : match.end(1) + 12]
                if match[0].split()[0].lower() in self.words.cue or re.match(r"\s*[,.(;:]|\s(?:to|for|that|which|—|as|on|,)", after):
                    coined.add(word)
        return coined

    def _shapes(
        self,
        page: Page,
        tokens: list[Token],
        sentences: list[tuple[int, int]],
        hits: list[Candidate],
        coined: set[str],
    ) -> list[Candidate]:
        text = page.text
        first = {begin for begin, _ in sentences}
        shouting = _shouting(text[: page.split])
        title_case = _title_case(text[: page.split])
        ignored = {(c.start, c.end) for c in hits if c.label == "Ignore"}
        taken = {c.start: c for c in hits}
        inside = [(c.start, c.end) for c in hits if " " in c.text and (c.label != "Ignore")]
        found: list[Candidate] = []
        index, size = 0, len(tokens)
        while index < size:
            start, end, word = tokens[index]
            in_title = start < page.split
            strong = self._is_name(word, in_title and shouting, coined)
            capital = not strong and shape_of(word) in ("cap", "hyphen") and not (in_title and title_case)
            plain = word.lower() in self.words.generic or word.lower() in self.words.head
            if capital and (index in first or _after_break(tokens, index) or plain):
                capital = False
            if any(a <= start and end <= b for a, b in inside) or (start, end) in ignored or not (strong or capital):
                index += 1
                continue
            last = self._run(tokens, index, text, strong, in_title and title_case, coined, ignored, inside)
            found.append(self._name(tokens, index, last, text, taken, coined))
            index = last + 1
        return found

    def _is_name(self, word: str, shouting: bool, coined: set[str]) -> bool:
        if word in coined:
            return True
        return shape_of(word) == "strong" and not (shouting and word.isupper()) and not _MEASURE.fullmatch(word)

    def _run(
        self,
        tokens: list[Token],
        index: int,
        text: str,
        strong: bool,
        title: bool,
        coined: set[str],
        ignored: set[tuple[int, int]],
        inside: list[tuple[int, int]],
    ) -> int:
        """The last token of the name that begins at `index`."""
        last = index
        named = strong
        while last + 1 < len(tokens):
            start, end, word = tokens[last + 1]
            if _PATCH.match(text, tokens[last][1]) and "-" in tokens[last][2] and last + 2 < len(tokens):
                # "ViT-H/14": the patch size is part of the name.
                last += 2
                continue
            if text[tokens[last][1] : start] != " " or (start, end) in ignored:
                break
            shape = shape_of(word)
            blocked = any(a <= start and end <= b for a, b in inside)
            if _LANGUAGES.fullmatch(word) and text[tokens[last][0] : tokens[last][1]].isupper():
                last += 1
                continue
            if shape == "version" and _joins(tokens, last + 1, text):
                last += 1
                named = True
                continue
            if title or blocked or word.lower() in self.words.stop or word.lower() in self.words.head:
                break
            if shape == "cap" and not word.lower() in self.words.generic:
                last += 1
            elif (shape == "strong" or word in coined) and (not named or _sized_after(tokens, last + 1, text)):
                last += 1
                named = True
            else:
                break
        return last

    def _name(
        self,
        tokens: list[Token],
        first: int,
        last: int,
        text: str,
        taken: dict[int, Candidate],
        coined: set[str],
    ) -> Candidate:
        start, end = tokens[first][0], tokens[last][1]
        surface = text[start:end]
        words = [tokens[i][2] for i in range(first, last + 1)]
        strong = any(shape_of(word) == "strong" or word in coined for word in words)
        candidate = Candidate(start, end, surface, "Name" if strong else "Cap", "names.shape" if strong else "names.capital", "name")
        candidate.coined = surface in coined or words[0] in coined
        inner = [taken[tokens[i][0]] for i in range(first, last + 1) if tokens[i][0] in taken]
        inner = [c for c in inner if c.end <= end and c.label != "Ignore"]
        if inner and (inner[0].start, inner[0].end) != (start, end):
            candidate.base = inner[-1].known if inner[-1].end == end else inner[0].known
        elif not inner:
            candidate.base = self._base(surface)
        return candidate

    def _base(self, surface: str) -> KnownName | None:
        """The known name of which this is a size or version: "LLaMA2-13B" of "LLaMA2", "ResNet-152" of "ResNet"."""
        form = surface
        while match := _VARIANT.search(form):
            form = form[: match.start()]
            known = self.lexicon.by_form.get(fold(form))
            if known and known.type != "Ignore" and known.tier == "name":
                return known
        return None

    # -------------------------------------------------------------- terms by their head noun

    def _headed(self, tokens: list[Token], text: str, listed: set[int]) -> list[Candidate]:
        """Terms by their head, where no listed name ends on that head."""
        found = []
        words = [word.lower() for _, _, word in tokens]
        for index, word in enumerate(words):
            head = self.terms.head(word)
            if head is None or tokens[index][1] in listed:
                continue
            begin = index
            while begin > 0 and index - begin < 5 and _modifies(tokens, begin - 1, text):
                begin -= 1
            start = begin + self.terms.start(words[begin : index + 1], index - begin, known_only=head.weight < 3)
            if start == index:
                continue
            surface = text[tokens[start][0] : tokens[index][1]]
            candidate = Candidate(tokens[start][0], tokens[index][1], surface, head.type, f"terms.{head.word}", "term")
            candidate.votes.append((head.type, 1.0, f"terms.{head.word}"))
            found.append(candidate)
        return found

    def _widen(self, tokens: list[Token], text: str, hits: list[Candidate]) -> None:
        """Listed tasks with the words that narrow them: "cardiac image segmentation" of "image segmentation"."""
        index_of = {start: index for index, (start, _, _) in enumerate(tokens)}
        for candidate in hits:
            if candidate.label != "Task" or candidate.tier != "term" or candidate.text.isupper():
                continue
            index = begin = index_of[candidate.start]
            while begin > 0 and index - begin < 3 and _modifies(tokens, begin - 1, text):
                begin -= 1
            words = [word.lower() for _, _, word in tokens[begin : index + 1]]
            start = begin + self.terms.start(words, index - begin)
            if start < index:
                candidate.base, candidate.known = candidate.known, None
                candidate.start = tokens[start][0]
                candidate.text = text[candidate.start : candidate.end]

    # -------------------------------------------------------------- lower-case coinages

    def _coinages(self, tokens: list[Token], text: str) -> list[Candidate]:
        """`which we call domain upsampling`, `termed "sub-word drift"`: the words after a naming verb."""
        found = self._proposed_bare(tokens, text)
        for index, (_, _, word) in enumerate(tokens[:-2]):
            if word.lower() not in self.words.cue:
                continue
            if word.lower() in _NOUNS_TOO and (index == 0 or tokens[index - 1][2].lower() not in ("we", "which", "that")):
                continue
            begin = index + 1
            quoted = tokens[begin][2] in "\"'`*"
            begin += quoted
            last = begin
            while last < len(tokens) and last - begin < 6 and self._continues(tokens[last][2], quoted):
                last += 1
            surface = text[tokens[begin][0] : tokens[last - 1][1]] if last > begin else ""
            closed = last < len(tokens) and (tokens[last][2] in "\"'`*.,;:()—" or tokens[last][2].lower() in _CLOSERS)
            if not surface or not closed or not 1 <= last - begin <= 5 or surface.lower() in self.words.generic:
                continue
            if last - begin == 1 and not quoted and "-" not in surface:
                continue
            if surface.islower() or (" " in surface and any(map(str.islower, surface))):
                candidate = Candidate(tokens[begin][0], tokens[last - 1][1], surface, "Name", "names.coinage", "term")
                candidate.coined = True
                candidate.votes.append(("Method", 0.3, "names.coinage"))
                if last - begin > 1 or quoted:
                    candidate.roles.append(("introduced", 0.6, "names.coinage"))
                found.append(candidate)
        return found

    def _proposed_bare(self, tokens: list[Token], text: str) -> list[Candidate]:
        """`we introduce back-projection, a simple …`: what an own-verb names without an article, then explains."""
        found = []
        for index, (_, _, word) in enumerate(tokens[:-3]):
            if word.lower() not in self.words.strict:
                continue
            begin = index + 1
            while tokens[begin][2] in _EMPHASIS and begin < len(tokens) - 3:
                begin += 1
            last = begin
            while last < len(tokens) - 2 and last - begin < 5 and self._lower_noun(tokens[last][2]):
                last += 1
            if last == begin or tokens[begin][2].lower() in self.words.adjective:
                continue
            after = last + 1 if tokens[last][2] in _EMPHASIS else last
            if not _explained(tokens, after) or (last - begin == 1 and "-" not in tokens[begin][2]):
                continue
            start, end = tokens[begin][0], tokens[last - 1][1]
            candidate = Candidate(start, end, text[start:end], "Name", "names.proposed_bare", "term")
            candidate.coined = True
            candidate.votes.append(("Method", 0.3, "names.proposed_bare"))
            candidate.roles.append(("introduced", 1.0, "names.proposed_bare"))
            found.append(candidate)
        return found

    def _lower_noun(self, word: str) -> bool:
        low = word.lower()
        return word[:1].isalpha() and word[0].islower() and low not in self.words.stop and low not in self.words.dull

    def _handles(self, page: Page, tokens: list[Token], pool: list[Candidate]) -> list[Candidate]:
        """Phrases of the title that the abstract says it proposes: how a paper names what it does in lower case."""
        title = [(start, end, word.lower()) for start, end, word in tokens if end <= page.split]
        body = [(start, end, word.lower()) for start, end, word in tokens if start > page.split]
        where: dict[str, list[int]] = {}
        for index, (_, _, word) in enumerate(body):
            where.setdefault(word, []).append(index)
        covered = [(c.start, c.end) for c in pool if c.rule in ("names.long_form", "names.shape") or (c.known and c.tier == "name")]
        found: list[Candidate] = []
        index = 0
        while index < len(title) - 1:
            length, places = self._longest(title, index, body, where)
            places = [at for at in places if not _within(body[at][0], body[at + length - 1][1], covered)]
            if length < 2 or not places or not self._bounded(title, index, length):
                index += 1
                continue
            own = [at for at in places if self._proposed(body, at, length)]
            if own:
                spans = [(title[index][0], title[index + length - 1][1])]
                spans += [(body[at][0], body[at + length - 1][1]) for at in places]
                found += [self._handle(page.text, start, end, bool(own)) for start, end in spans]
            index += length
        return found

    def _proposed(self, body: list[Token], at: int, length: int) -> bool:
        """Whether an own-verb governs the phrase directly: "we propose a novel PHRASE method"."""
        after = body[at + length][2] if at + length < len(body) else "."
        if after[0].isalnum() and after not in self.words.stop and after not in self.words.method:
            return False
        index = at - 1
        while index >= 0 and (body[index][2] in _DETERMINERS or body[index][2] in self.words.adjective):
            index -= 1
        return index >= 0 and body[index][2] in self.words.propose

    def _handle(self, text: str, start: int, end: int, own: bool, rule: str = "names.title_handle") -> Candidate:
        candidate = Candidate(start, end, text[start:end], "Name", rule, "term")
        candidate.votes.append(("Method", 0.5, rule))
        candidate.roles.append(("introduced", 1.0 if own else 0.5, rule))
        candidate.coined = own
        return candidate

    def _bounded(self, words: list[Token], index: int, length: int) -> bool:
        """Whether a phrase is a whole noun phrase: nothing that could belong to it stands right beside it."""
        before = words[index - 1][2] if index else ":"
        after = words[index + length][2] if index + length < len(words) else ":"
        beside = self.words.stop | self.words.verb
        return (not before[0].isalnum() or before in beside or before.endswith("ing") or before in self.words.adjective) and (
            not after[0].isalnum() or after in beside or after in self.words.method
        )

    def _title_phrase(
        self, page: Page, tokens: list[Token], sentences: list[tuple[int, int]], pool: list[Candidate]
    ) -> list[Candidate]:
        """The noun phrase by which a title names the contribution, where nothing else does.

        "Language Model Personalization via Reward Factorization" names what follows "via"; "Learned Incremental
        Representations for Parsing" what stands before "for". Asked of papers that say they propose something.
        """
        title = [token for token in tokens if token[1] <= page.split]
        words = [word.lower() for _, _, word in title]
        if not self._proposing(tokens, sentences) or "?" in words or not words or words[0] in self.words.no_title:
            return []
        body = page.text[page.split :].lower()
        for first, last in _title_stretches(words):
            phrase = title[first:last]
            if len(phrase) < 2:
                continue
            surface = page.text[phrase[0][0] : phrase[-1][1]]
            content = [w for w in words[first:last] if w not in self.words.stop]
            told = sum(w in body for w in content) >= 0.6 * len(content)
            kind = self.terms.heads.get(words[last - 1]) or self.terms.heads.get(words[last - 1].rstrip("s"))
            makes = (kind is not None and kind.type in ("Method", "Model")) or words[last - 1] in self.words.method
            plain = words[first] in self.words.describing or words[last - 1] in self.words.dull or not makes
            overlaps = [c for c in pool if c.start < phrase[-1][1] and phrase[0][0] < c.end]
            covered = any(c.end - c.start >= 0.8 * len(surface) or c.tier == "name" for c in overlaps)
            if 2 <= len(content) <= 5 and told and not plain and not covered and all(w[0].isalnum() for w in words[first:last]):
                for old in overlaps:
                    pool.remove(old)
                return [self._handle(page.text, phrase[0][0], phrase[-1][1], own=True, rule="names.title_phrase")]
        return []

    def _longest(
        self, title: list[Token], index: int, body: list[Token], where: dict[str, list[int]]
    ) -> tuple[int, list[int]]:
        """The longest phrase of the title from `index` that the abstract repeats, and where."""
        length, places = 0, where.get(title[index][2], [])
        best: tuple[int, list[int]] = (0, [])
        while index + length < len(title) and places and length < 5:
            word = title[index + length][2]
            if not word[0].isalnum() or word in self.words.stop:
                break
            places = [at for at in places if at + length < len(body) and body[at + length][2] == word]
            length += 1
            if places and length > 1 and word not in self.words.edge and title[index][2] not in self.words.verb:
                best = (length, places)
        return best

    def _proposing(self, tokens: list[Token], sentences: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The stretches right after an own-verb: "we propose a novel …"."""
        stretches = []
        for begin, end in sentences:
            for index in range(begin, min(end, len(tokens))):
                if tokens[index][2].lower() in self.words.propose:
                    stretches.append((tokens[index][0], tokens[min(index + 9, end - 1, len(tokens) - 1)][1]))
        return stretches

    def _continues(self, word: str, quoted: bool) -> bool:
        if not any(map(str.isalnum, word)):
            return False
        return quoted or word.lower() not in self.words.stop


_PATCH = re.compile(r"/\d{1,2}(?![\w./])")
def _sized_after(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a version or size follows, which two names in a row share: "ERNIE TITAN 3.0 260B"."""
    if index + 1 >= len(tokens) or text[tokens[index][1] : tokens[index + 1][0]] != " ":
        return False
    return shape_of(tokens[index + 1][2]) == "version" and _joins(tokens, index + 1, text)


# A language pair says which part of a translation data set is meant: "WMT16 En-Ro".
_LANGUAGES = re.compile(r"[A-Z][a-z]{1,9}[-→][A-Z][a-z]{1,9}")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:[A-Za-z]{1,3}|[KMGT]B(?:yte)?s?)|[KMGT]B(?:yte)?s")
_NOUNS_TOO = frozenset({"name", "term", "call", "dub", "names"})
_CLOSERS = frozenset("that which to for and by with where in on is can from using as — we".split())
_DECLARED = re.compile(
    r"(?:[Cc]alled|[Nn]amed|[Dd]ubbed|[Tt]ermed|[Cc]oined|[Ii]ntroduc(?:e|es|ing)|[Pp]ropos(?:e|es|ing)|[Pp]resent(?:s|ing)?|[Dd]evelop(?:s|ing)?|[Rr]eleas(?:e|es|ing))"
    r" (?:the )?[\"'`*]?([A-Z][\w+*#-]*)"
)
_VARIANT = re.compile(
    r"(?:[-_ ]?(?:v?\d+(?:\.\d+)*[kKMB]?|[xX]*[LSB]|Large|large|Base|base|Small|small|Tiny|tiny|Huge|XXL|XL|[Cc]hat|[Ii]nstruct|[Tt]urbo|mini|Mini|Pro|B\d|Coder|it|hf|HF|Plus|plus)|[-/][\w.]+|[+*#]+)$"
)


def _joins(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a version-like word belongs to the name before it: "Llama 3 models", but not "CIFAR 10 classes"."""
    word = tokens[index][2]
    if re.fullmatch(r"\d{1,2}(?:\.\d+)?", word) and any(map(str.isdigit, tokens[index - 1][2])):
        # "LLaMA-7B 35.1": the name has its number; this one is a score.
        return False
    if not word.isdigit() or len(word) == 4:
        return not re.fullmatch(r"\d+(?:\.\d+)?", word) or len(word) == 4 or not _counts(tokens, index, text)
    return not _counts(tokens, index, text)


def _counts(tokens: list[Token], index: int, text: str) -> bool:
    """Whether the number counts what follows it ("3 tasks") or measures ("0.5 %")."""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1][2]
    return following.lower() not in _NAME_FOLLOWERS and not (following in {",", ".", ")", "(", ";", ":", "/", "'s", "—"})


_NAME_FOLLOWERS = frozenset(
    "and or on with in is as by to for models model family dataset benchmark datasets benchmarks has have can achieves using from series "
    "that which while when after at over across base chat instruct through via show shows outperforms".split()
)


def _after_break(tokens: list[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1][2] in {":", "•", "—"}


def _shouting(title: str) -> bool:
    letters = [c for c in title if c.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _title_case(title: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z][\w-]*", title) if len(w) > 3]
    return sum(w[0].isupper() for w in words) >= 0.5 * max(1, len(words))


def _from_hit(hit: Hit, text: str) -> Candidate:
    known = hit.known
    start = hit.start + 4 if text[hit.start : hit.start + 4].lower() == "the " else hit.start
    end = hit.end
    if known.type == "Metric" and (tail := re.search(r"\s+scores?$", text[start:end])):
        end -= len(tail.group())
    sure = known.certain and (hit.exact or known.tier == "name")
    candidate = Candidate(
        start, end, text[start:end], known.type, f"names.{known.type.lower()}", known.tier, known=known
    )
    if known.type != "Ignore":
        doubt = 1.2 if known.tier == "name" else 0.6
        candidate.votes.append((known.type, 3.0 if sure else doubt, f"names.{known.type.lower()}"))
    return candidate


def _abbreviated(
    abbreviations: Iterable[Abbreviation], text: str, pool: list[Candidate], coined: set[str]
) -> list[Candidate]:
    """Long forms as candidates of their own, tied to their short forms."""
    found = []
    for abbreviation in abbreviations:
        start, end = abbreviation.long
        short_start, short_end = abbreviation.short
        long_text = text[start:end]
        capitals = [word[0].isupper() for word in re.findall(r"[A-Za-z]{4,}[\w-]*", long_text)]
        proper = bool(capitals) and sum(capitals) >= 0.6 * len(capitals)
        long = Candidate(start, end, long_text, "Name", "names.long_form", "name" if proper else "term")
        whole = next((c for c in pool if (c.start, c.end) == (start, end) and c.known), None)
        tail = [c for c in pool if c.end == end and start < c.start]
        if any(c.label == "Ignore" and c.end == end for c in pool):
            continue
        if whole is not None:
            long.known, long.label, long.votes, long.tier = whole.known, whole.label, list(whole.votes), whole.tier
        elif tail:
            best = min(tail, key=lambda c: c.start)
            long.base = best.known
            long.votes = [(kind, 0.35 * weight, rule) for kind, weight, rule in best.votes]
        short = next((c for c in pool if (c.start, c.end) == (short_start, short_end)), None)
        if short is None:
            short = Candidate(short_start, short_end, text[short_start:short_end], "Name", "names.short_form", long.tier)
            found.append(short)
        long.short = short
        found.append(long)
    return found


_EMPHASIS = frozenset({"*", "**", '"', "'", "`"})


def _explained(tokens: list[Token], index: int) -> bool:
    """Whether what stands there explains the words before: ", a …", ", which …", "as a new …", "( ABBR )"."""
    word, following = tokens[index][2], tokens[index + 1][2].lower()
    if word in (",", "—", ":"):
        return following in ("a", "an", "the", "our", "which", "where", "one")
    return word == "as" and following in ("a", "an") or word == "("


_DETERMINERS = frozenset({"a", "an", "the", "our", "two", "three", "called", "named", "*", "**", '"'})
_BY = frozenset({"via", "with", "using", "by", "through"})
_OF = frozenset({"for", "in", "on", "to", "from", "under", "at", "towards", "toward"})


def _title_stretches(words: list[str]) -> Iterable[tuple[int, int]]:
    """Where a title may name its contribution: after its last "via", else before its first "for"."""
    ends = [index for index, word in enumerate(words) if word in _OF or word in _BY or word in (":", "?", "—", "and")]
    for index in reversed(range(len(words))):
        if words[index] in _BY:
            yield index + 1, min((end for end in ends if end > index + 1), default=len(words))
            break
    if ends and words[ends[0]] in _OF | {":", "with", "via", "using"} and not words[0].endswith("ing"):
        yield 0, ends[0]


def _title_roles(page: Page, candidates: list[Candidate]) -> None:
    """Names before the colon of a title, and names a title spells out that the abstract abbreviates."""
    title = page.text[: page.split]
    if candidates and candidates[0].start <= 1 and (candidates[0].tier == "name" or candidates[0].text.isupper()):
        rest = title[candidates[0].end :]
        if re.match(r"\W?\s*(?:\([^)]*\)\s*)?(?::|\s[-—]\s|—)\s*\S", rest):
            candidates[0].roles.append(("introduced", 1.0, "roles.title_prefix"))
            for candidate in candidates:
                if candidate.text == candidates[0].text and candidate.label == "Task":
                    candidate.label, candidate.known = "Name", None
                    candidate.votes.clear()
    for candidate in candidates:
        task = candidate.base is not None and candidate.base.type == "Task"
        if candidate.short is not None and candidate.known is None and not task and fold(candidate.text) in fold(title):
            candidate.roles.append(("introduced", 1.0, "roles.title_and_short_form"))


def _cut_off(text: str, candidates: list[Candidate]) -> None:
    """Metrics take their cut-off with them: "recall @ 10", "NDCG@10"."""
    for candidate in candidates:
        if candidate.label == "Metric" and (match := _AT.match(text, candidate.end)):
            candidate.end = match.end()
            candidate.text = text[candidate.start : candidate.end]
            candidate.base, candidate.known = candidate.known, None


_AT = re.compile(r"\s?@\s?\d+")


def _take_versions(tokens: list[Token], text: str, hits: list[Candidate]) -> None:
    """Listed names take the version behind them: "Common Voice 11.0", "VOC 2012"."""
    index_of = {end: index for index, (_, end, _) in enumerate(tokens)}
    for candidate in hits:
        index = index_of.get(candidate.end, len(tokens) - 1) + 1
        named = candidate.tier == "name" and candidate.label in ("Model", "Dataset", "Method")
        if not named or index >= len(tokens) or text[candidate.end : tokens[index][0]] != " ":
            continue
        version = re.fullmatch(r"\d{1,2}(?:\.\d)?|(?:19|20)\d\d|v\d[\d.]*", tokens[index][2])
        if version and not any(map(str.isdigit, candidate.text)) and _joins(tokens, index, text):
            candidate.end = tokens[index][1]
            candidate.text = text[candidate.start : candidate.end]
            candidate.base, candidate.known = candidate.known, None


def _modifies(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a word stands right before the next one and is no name of its own."""
    return text[tokens[index][1] : tokens[index + 1][0]] == " " and shape_of(tokens[index][2]) != "strong"


def _within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(start < high and end > low for low, high in spans)


_ORDER = {"names.long_form": 0, "names.coinage": 3, "names.proposed_bare": 0, "names.title_handle": 2}


def _settle(pool: list[Candidate]) -> list[Candidate]:
    """The pool without overlaps: long forms first, then the longest, lists before spelling at equal length."""

    def strength(candidate: Candidate) -> tuple[int, int, int, int]:
        rank = 0 if candidate.coined and candidate.rule == "names.title_handle" else _ORDER.get(candidate.rule, 1)
        sort = 0 if candidate.known else 1
        return (rank, candidate.start - candidate.end, sort, candidate.start)

    kept: list[Candidate] = []
    for candidate in sorted(pool, key=strength):
        if all(candidate.end <= other.start or candidate.start >= other.end for other in kept):
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.start)
