"""Names by their spelling: camel case, capitals and digits, and what belongs to a name beside them."""

from __future__ import annotations

import re

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.lexicon import Lexicon
from kg.extract.tokens import Page, shape_of
from kg.model import fold
from kg.rules import KnownName


class Spelling:
    """Finds names whose form gives them away, and words the paper itself declares to be names."""

    def __init__(self, lexicon: Lexicon, words: Words) -> None:
        self.lexicon = lexicon
        self.words = words

    def coined(self, page: Page, tokens: list[Token]) -> set[str]:
        """Words that a title prefix or an own-verb declares to be names, whatever their spelling."""
        coined: set[str] = set()
        title = page.text[: page.split]
        prefix = re.match(r"\W?([A-Za-z0-9][\w.+*#&'-]*)\W?\s*(?::|\s[-—]\s|—)\s*\S", title)
        if prefix and prefix[1].lower() not in self.words.generic and len(prefix[1]) > 2:
            # A prefix in lower case is a name where the abstract says it proposes it.
            told = rf"(?:[Pp]ropos|[Pp]resent|[Ii]ntroduc|[Dd]evelop|[Rr]eleas)\w* (?:the )?{re.escape(prefix[1])}\b"
            if not prefix[1].islower() or re.search(told, page.text[page.split :]):
                coined.add(prefix[1])
        for match in _DECLARED.finditer(page.text, page.split):
            word = match[1].rstrip(".,;")
            if shape_of(word) in ("cap", "hyphen") and word.lower() not in self.words.generic:
                after = page.text[match.end(1) : match.end(1) + 12]
                if match[0].split()[0].lower() in self.words.cue or re.match(
                    r"\s*[,.(;:]|\s(?:to|for|that|which|—|as|on|,)", after
                ):
                    coined.add(word)
        return coined

    def find(
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
        # "Composition Sampling": an everyday word with a capital goes on with a name, though it begins none.
        ends_run = {
            (c.start, c.end)
            for c in hits
            if c.label == "Ignore" and not (c.known and c.known.facts.get("why") == "generic" and " " not in c.text)
        }
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
            if _cited(tokens, index):
                index += 1
                continue
            if (hit := taken.get(start)) is not None and hit.label == "Metric" and hit.end == end:
                index += 1
                continue
            last = self._run(tokens, index, text, strong, in_title and title_case, coined, ends_run, inside)
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
            spelled = shape_of(tokens[index][2]) == "strong"
            heads = shape == "cap" and word.lower() in self.words.head and not _described(tokens, index)
            if heads and not (title or blocked or spelled):
                # "Adaptive Passage Encoder": a capital makes the head part of the name.
                return last + 1
            if not blocked and _shouted(tokens[last][2], word):
                last += 1
                continue
            if title or blocked or word.lower() in self.words.stop or word.lower() in self.words.head:
                break
            if shape == "cap" and word.lower() not in self.words.generic:
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
        candidate = Candidate(
            start, end, surface, "Name" if strong else "Cap", "names.shape" if strong else "names.capital", "name"
        )
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


_PATCH = re.compile(r"/\d{1,2}(?![\w./])")
# A language pair says which part of a translation data set is meant: "WMT16 En-Ro".
_LANGUAGES = re.compile(r"[A-Z][a-z]{1,9}[-→][A-Z][a-z]{1,9}")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(?:[A-Za-z]{1,3}|[KMGT]B(?:yte)?s?)|[KMGT]B(?:yte)?s")
_DECLARED = re.compile(
    r"(?:[Cc]alled|[Nn]amed|[Dd]ubbed|[Tt]ermed|[Cc]oined|[Ii]ntroduc(?:e|es|ing)|[Pp]ropos(?:e|es|ing)"
    r"|[Pp]resent(?:s|ing)?|[Dd]evelop(?:s|ing)?|[Rr]eleas(?:e|es|ing)) (?:the )?[\"'`*]?([A-Z][\w+*#-]*)"
)
_VARIANT = re.compile(
    r"(?:[-_ ]?(?:v?\d+(?:\.\d+)*[kKMB]?|[xX]*[LSB]|[Ll]arge|[Bb]ase|[Ss]mall|[Tt]iny|Huge|XXL|XL|[Cc]hat|[Ii]nstruct"
    r"|[Tt]urbo|[Mm]ini|Pro|B\d|Coder|it|hf|HF|[Pp]lus)|[-/][\w.]+|[+*#]+)$"
)


def _shouted(word: str, following: str) -> bool:
    """Whether two words in capitals are one name: "NATURAL INSTRUCTIONS"."""
    return all(len(each) > 5 and each.isalpha() and each.isupper() for each in (word, following))


def _sized_after(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a version or size follows, which two names in a row share: "ERNIE TITAN 3.0 260B"."""
    if index + 1 >= len(tokens) or text[tokens[index][1] : tokens[index + 1][0]] != " ":
        return False
    return shape_of(tokens[index + 1][2]) == "version" and _joins(tokens, index + 1, text)


def _joins(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a version-like word belongs to the name before it: "Llama 3 models", but not "CIFAR 10 classes"."""
    word = tokens[index][2]
    if re.fullmatch(r"\d{1,2}(?:\.\d+)?", word) and any(map(str.isdigit, tokens[index - 1][2])):
        # "LLaMA-7B 35.1": the name has its number; this one is a score.
        return False
    if re.fullmatch(r"\d{2}\.\d+", word) and not word.endswith(".0"):
        return False
    if not word.isdigit() or len(word) == 4:
        return not re.fullmatch(r"\d+(?:\.\d+)?", word) or len(word) == 4 or not _counts(tokens, index, text)
    return not _counts(tokens, index, text)


def _counts(tokens: list[Token], index: int, text: str) -> bool:
    """Whether the number counts what follows it ("3 tasks") or measures ("0.5 %")."""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1][2]
    return following.lower() not in _NAME_FOLLOWERS and following not in {",", ".", ")", "(", ";", ":", "/", "'s", "—"}


_NAME_FOLLOWERS = frozenset(
    (
        "and or on with in is as by to for models model family dataset benchmark datasets benchmarks has have can "
        "achieves using from series that which while when after at over across base chat instruct through via show "
        "shows outperforms"
    ).split()
)


def _described(tokens: list[Token], index: int) -> bool:
    """Whether a name explains the one before it: "NAME: A Chinese Legal Retrieval Dataset"."""
    before = [word.lower() for _, _, word in tokens[max(0, index - 3) : index]]
    at = max((i for i, word in enumerate(before) if word in ("a", "an")), default=0)
    return at > 0 and before[at - 1] in (":", ",", "—", "(")


def _cited(tokens: list[Token], index: int) -> bool:
    """Whether a name is an author's: "(Devlin et al., 2019)"."""
    following = [word.lower() for _, _, word in tokens[index + 1 : index + 3]]
    return following[:1] == ["et"] or following[:1] == ["et al."] or following[:2] == ["et", "al"]


def _after_break(tokens: list[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1][2] in {":", "•", "—"}


def _shouting(title: str) -> bool:
    letters = [c for c in title if c.isalpha()]
    return bool(letters) and sum(1 for c in letters if c.isupper()) > 0.7 * len(letters)


def _title_case(title: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z][\w-]*", title) if len(w) > 3]
    return 2 * sum(1 for w in words if w[0].isupper()) >= max(1, len(words))


def take_versions(tokens: list[Token], text: str, hits: list[Candidate]) -> None:
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
