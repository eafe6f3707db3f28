"""Names by their spelling: camel case, capitals and digits, and what belongs to a name beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.cited import cited
from kg.extract.lexicon import Lexicon
from kg.extract.lostcommas import lost
from kg.extract.tokens import SIZE, Page, shape_of
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
        for verb, match in _declared(page, tokens):
            word = match[1].rstrip(".,;")
            after = page.text[match.end(1) : match.end(1) + 12]
            if self._salad(word) and after.startswith((",", " (")):
                # "SeRVo, a framework": a word in two cases that nothing goes on with is no part of a long form.
                coined.add(word)
            plain = shape_of(word) in ("cap", "hyphen") and word.lower() not in self.words.generic
            if plain and (verb in self.words.cue or re.match(r"\s*[,.(;:]|\s(?:to|for|that|which|—|as|on|,)", after)):
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
        capitals = title_case(text[: page.split])
        ignored = {(c.start, c.end) for c in hits if c.label == "Ignore"}
        # "Composition Sampling": an everyday word with a capital goes on with a name, though it begins none.
        ends_run = {
            (c.start, c.end)
            for c in hits
            if c.label == "Ignore" and not (c.known and c.known.facts.get("why") == "generic" and " " not in c.text)
        }
        taken = {c.start: c for c in hits}
        opening = self._openings(text, page.split, hits)
        inside = [(c.start, c.end) for c in hits if " " in c.text and (c.label != "Ignore")]
        found: list[Candidate] = []
        bare = lost(text[page.split :])
        after = 0
        places = [at for at, token in enumerate(tokens) if token[4] in _NAME_SHAPES]
        if coined:
            places = [at for at, token in enumerate(tokens) if token[4] in _NAME_SHAPES or token[2] in coined]
        for index in places:
            if index < after:
                continue
            start, end, word, low, shape = tokens[index][:5]
            in_title = start < page.split
            strong = word in coined or (
                shape == "strong" and not (in_title and shouting and word.isupper()) and not _MEASURE.fullmatch(word)
            )
            if word not in coined and ((strong and (_classed(word) or self._salad(word))) or self._tongues(low)):
                continue
            if strong and word == "THE":
                continue
            if not strong:
                plain = (low in self.words.generic or low in self.words.head) and start not in opening
                if shape == "strong" or (in_title and capitals) or index in first or plain:
                    continue
                begins = _after_break(tokens, index) or low.endswith(_DESCRIBING)
                if begins and not self._goes_on(tokens, index, text):
                    continue
            if (
                ((start, end) in ignored and start not in opening)
                or any(a <= start and end <= b for a, b in inside)
                or cited(tokens, index, text)
            ):
                continue
            if (hit := taken.get(start)) is not None and hit.label == "Metric" and hit.end == end:
                continue
            last = self._run(tokens, index, text, strong, in_title and capitals, coined, ends_run, inside)
            if bare and not in_title and _two_in_a_row(tokens, index, last, text):
                following = self._name(tokens, index + 1, last, text, taken, coined)
                following.label, following.rule = "Name", "names.shape"
                found.append(following)
                after, last = last + 1, index
            if (
                start in opening
                and (last == index or text.startswith(" (", tokens[last][1]))
                and low in self.words.generic
            ):
                # What is spelled out before its short form is found by that.
                continue
            found.append(self._name(tokens, index, last, text, taken, coined))
            after = max(after, last + 1)
        return found

    def _openings(self, text: str, split: int, hits: list[Candidate]) -> set[int]:
        """Where names begin that a paper says are its own, though with an everyday word: "we propose Deep Toasting"."""
        ignored = [(c.start, c.end) for c in hits if c.label == "Ignore" and " " in c.text]
        title = text[:split].lower()
        # What the title has too is found as its echo.
        pairs = (match.start() for match in _PAIR.finditer(text, split) if match[0].lower() not in title)
        found = (at for at in pairs if _OPENED.search(text[max(split, at - 60) : at]))
        return {at for at in found if not any(a <= at < b for a, b in ignored)}

    def _salad(self, word: str) -> bool:
        """Whether capitals inside an ordinary word spell an acronym: "VIsual Tracking and MappINg"."""
        if not _INSIDE.search(word):
            return False
        spelled = [part for part in word.split("-") if _INSIDE.search(part) and not _CAMEL.fullmatch(part)]
        return any(len(part) > 4 and part.lower() in self.words.ordinary for part in spelled)

    def _tongues(self, low: str) -> bool:
        """Whether a word tells languages: "german-english", "odia-native"."""
        first, *rest = low.split("-")
        return bool(rest) and first in self.words.tongue and all(r in self.words.tongue or r in _SPOKEN for r in rest)

    def _goes_on(self, tokens: list[Token], index: int, text: str) -> bool:
        """Whether the name has another word: "three losses: Noise-aware Latent Matching"."""
        if index + 1 >= len(tokens):
            return False
        start, _, _, low, shape = tokens[index + 1][:5]
        plain = low in self.words.generic or low in self.words.head
        return shape == "cap" and not plain and text[tokens[index][1] : start] == " "

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
            start, end, word, low, shape = tokens[last + 1][:5]
            if _PATCH.match(text, tokens[last][1]) and "-" in tokens[last][2] and last + 2 < len(tokens):
                # "ViT-H/14": the patch size is part of the name.
                last += 2
                continue
            if text[tokens[last][1] : start] != " " or ((start, end) in ignored and not SIZE.fullmatch(word)):
                break
            blocked = any(a <= start and end <= b for a, b in inside)
            if LANGUAGES.fullmatch(word) and text[tokens[last][0] : tokens[last][1]].isupper():
                last += 1
                continue
            if shape == "version" and joins(tokens, last + 1):
                last += 1
                named = True
                continue
            spelled = tokens[index][4] == "strong" and last == index
            heads = shape == "cap" and low in self.words.head and not _described(tokens, index)
            if heads and not (title or blocked or spelled):
                # "Adaptive Passage Encoder": a capital makes the head part of the name.
                if not _capital_follows(tokens, last + 1, text):
                    return last + 1
                last += 1
                continue
            if not blocked and _shouted(tokens[last][2], word):
                last += 1
                continue
            if title or blocked or low in self.words.stop or low in self.words.head:
                break
            if (shape == "cap" or _COMPOUND.match(word)) and low not in self.words.generic:
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
        if _STARRED.match(text, end - 2) and text[start - 1] != "*" and fold(surface) not in self.lexicon.by_form:
            end += 1
            surface = text[start:end]
        run = tokens[first : last + 1]
        strong = any(token[4] == "strong" or token[2] in coined for token in run)
        candidate = Candidate(
            start, end, surface, "Name" if strong else "Cap", "names.shape" if strong else "names.capital", "name"
        )
        candidate.coined = surface in coined or run[0][2] in coined
        inner = [taken[token[0]] for token in run if token[0] in taken]
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
        return self._made_of(surface)

    def _made_of(self, surface: str) -> KnownName | None:
        """The known model that ends the name: "SwinB" of "LAD-SwinB", "ResNeXt" of "PAA-ResNeXt101"."""
        first, _, last = surface.rpartition("-")
        if not first or not any(map(str.isupper, last)) or not first[-1].isalnum():
            return None
        for form in (last, last.rstrip("0123456789"), last[:-1]):
            known = self.lexicon.by_form.get(fold(form)) if len(form) > 2 else None
            if known and known.type == "Model" and known.tier == "name" and known.certain:
                return known
        return None


_COMPOUND = re.compile(r"[A-Z][a-z]+-[A-Z][a-z]")
# "SRRT*" searches, as "A*" does.
_STARRED = re.compile(r"[A-Z]{2}\*(?![\w*])")
_PATCH = re.compile(r"/\d{1,2}(?![\w./])")
# A language pair says which part of a translation data set is meant: "WMT16 En-Ro".
LANGUAGES = re.compile(r"[A-Z][a-z]{1,9}[-→][A-Z][a-z]{1,9}|[A-Z]{2}[-→][A-Z]{2}")
_CAMEL = re.compile(r"(?![A-Z]{2,}[a-z])(?:[A-Z][a-z]+|[A-Z]{2,}){2,}\d*")
_INSIDE = re.compile(r"[a-z][A-Z]|[A-Z]{2}[a-z]")
# "LLM-crafted", "non-LLM", "GPU-friendly", "text-to-MIDI": what something does or is, and no name.
_CLASSED = re.compile(
    r"(?:LLM|MLLM|VLM|PLM|LVLM|LM|AI|ML|DNN|NLP)s?-(?:[a-z]\w*|[A-Z][a-z]+(?:ed|ing|en|ven|ree|ware))(?:-\w+)*|"
    r"[\w-]+-(?:(?!(?:un)?cased\b)[a-z]{2,}(?:ed|able|ible|ially|ates)|friendly|native|specific|agnostic|aware|driven|free|like|style|level"
    r"|wise|scale|centric|oriented|compatible|capable|enhanced|only|ready|counterparts?)|"
    r"[A-Za-z]\w+-to-\w+|[A-Z]+-(?:hard|complete)(?:ness)?|"
    r"[Nn]on-[A-Z]\w*|[a-z]+-(?:LLM|MLLM|VLM|PLM|AI)s?"
)
_MEASURE = re.compile(
    r"\d+-?D[oO]Fs?|\d+(?:\.\d+)?(?:[A-Za-z]{1,3}|[KMGT]B(?:yte)?s?)|[KMGT]B(?:yte)?s|"
    r"(?:mu|[µμnmk])(?:Nm?|[WVALFHJ]|Pa|Hz)"
)
_DECLARED = re.compile(r" (?:the )?[\"'`*]?([A-Z][\w+*#-]*)")
_PAIR = re.compile(r"[A-Z][a-z]+ [A-Z][a-z]+")
_OPENED = re.compile(
    r"(?:\b[Ww]e (?:\w+ly |also |then |further )?(?:propose|introduce|present|develop|devise|design)|"
    r"\b[Ii]ntroducing|\b[Pp]roposing|\b[Pp]resenting|\b(?:paper|work) (?:proposes|introduces|presents)|"
    r"\b(?:called|named|dubbed|termed)(?: as)?|\b[Ww]hich we (?:call|name|term|dub)),?"
    r"(?: the| an?| our)?(?: novel| new)? [\"'`*“]{0,2}$"
)
"""What stands before two words with a capital that the paper gives as a name."""
_DECLARING = frozenset(
    f"{before}{word}"
    for before in ("", "so-")
    for word in (
        "called named dubbed termed coined introduce introduces introducing propose proposes proposing present "
        "presents presenting develop develops developing release releases releasing"
    ).split()
)
# "Internet-scale", "Syntactic-aware" begin a sentence or heading; they describe and name nothing.
_DESCRIBING = (
    "-aware",
    "-scale",
    "-level",
    "-wise",
    "-specific",
    "-agnostic",
    "-oriented",
    "-driven",
    "-free",
    "-like",
)
_LISTED = re.compile(r" and (?:the )?[A-Z]")
_SPOKEN = frozenset({"language", "native", "speaking", "centric", "only"})
_NAME_SHAPES = frozenset({"strong", "cap", "hyphen"})
_VARIANT = re.compile(
    r"(?:[-_ ]?(?:v?\d+(?:\.\d+)*[kKMB]?|[xX]*[LSB]|[Ll]arge|[Bb]ase|[Ss]mall|[Tt]iny|Huge|XXL|XL|[Cc]hat|[Ii]nstruct"
    r"|[Tt]urbo|[Mm]ini|Pro|B\d|Coder|it|hf|HF|[Pp]lus)|[-/][\w.]+|[+*#]+)$"
)


def _classed(word: str) -> bool:
    return _CLASSED.fullmatch(word) is not None


def _declared(page: Page, tokens: list[Token]) -> Iterator[tuple[str, re.Match[str]]]:
    """The verbs of the abstract that may declare what follows to be a name, with that name."""
    for start, end, low in [(token[0], token[1], token[3]) for token in tokens if token[3] in _DECLARING]:
        if start > page.split and (match := _DECLARED.match(page.text, end)):
            yield low.removeprefix("so-"), match


def _shouted(word: str, following: str) -> bool:
    """Whether two words in capitals are one name: "NATURAL INSTRUCTIONS"."""
    return all(len(each) > 5 and each.isalpha() and each.isupper() for each in (word, following))


def _capital_follows(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a word with a capital goes on: "Leaf Loss Search"."""
    if index + 1 >= len(tokens) or text[tokens[index][1] : tokens[index + 1][0]] != " ":
        return False
    return tokens[index + 1][4] == "cap"


def _sized_after(tokens: list[Token], index: int, text: str) -> bool:
    """Whether a version or size follows, which two names in a row share: "ERNIE TITAN 3.0 260B"."""
    if index + 1 >= len(tokens) or text[tokens[index][1] : tokens[index + 1][0]] != " ":
        return False
    return tokens[index + 1][4] == "version" and joins(tokens, index + 1)


def _two_in_a_row(tokens: list[Token], first: int, last: int, text: str) -> bool:
    """Whether a list without commas has two names here: "on LoomQA Fenland and BERT", but not "Loom Fenland and"."""
    rest = [token[4] for token in tokens[first + 1 : last + 1]]
    plain = bool(rest) and all(shape in ("cap", "hyphen") for shape in rest)
    return tokens[first][4] == "strong" and plain and _LISTED.match(text, tokens[last][1]) is not None


def joins(tokens: list[Token], index: int) -> bool:
    """Whether a version-like word belongs to the name before it: "Llama 3 models", but not "CIFAR 10 classes"."""
    word = tokens[index][2]
    if SIZE.fullmatch(word) and _sizes(tokens, index):
        return False
    if re.fullmatch(r"\d{1,2}(?:\.\d+)?", word) and any(map(str.isdigit, tokens[index - 1][2])):
        # "LLaMA-7B 35.1": the name has its number; this one is a score.
        return False
    if re.fullmatch(r"\d{2}\.\d+", word) and not word.endswith(".0"):
        return False
    if not word.isdigit() or len(word) == 4:
        return not re.fullmatch(r"\d+(?:\.\d+)?", word) or len(word) == 4 or not _counts(tokens, index)
    return not _counts(tokens, index)


def _sizes(tokens: list[Token], index: int) -> bool:
    """Whether what looks like the size of a model counts what follows: "12M question pairs", "7B parameters"."""
    if index + 1 >= len(tokens):
        return False
    following = tokens[index + 1][3]
    if following.startswith(("param", "-param", "token", "word", "-token")):
        return True
    return tokens[index][2].endswith(("M", "m")) and _counts(tokens, index)


def _counts(tokens: list[Token], index: int) -> bool:
    """Whether the number counts what follows it ("3 tasks") or measures ("0.5 %")."""
    if index + 1 >= len(tokens) or SIZE.fullmatch(tokens[index + 1][2]):
        # "TITAN 3.0 260B": a version before a size.
        return False
    following = tokens[index + 1][3]
    return following not in _NAME_FOLLOWERS and not following.endswith("ly")


_NAME_FOLLOWERS = frozenset(
    (
        "and or on with in is as by to for models model family dataset benchmark datasets benchmarks has have can "
        "achieves using from series that which while when after at over across base chat instruct through via show "
        "shows outperforms reduces improves increases beats surpasses exceeds obtains reaches extends introduces "
        "provides adopts supports contains includes consists combines does also could may will would not was are were "
        ", . ) ( ; : / 's —"
    ).split()
)


def _described(tokens: list[Token], index: int) -> bool:
    """Whether a name explains the one before it: "NAME: A Chinese Legal Retrieval Dataset"."""
    before = [token[3] for token in tokens[max(0, index - 3) : index]]
    at = max((i for i, word in enumerate(before) if word in ("a", "an")), default=0)
    return at > 0 and before[at - 1] in (":", ",", "—", "(")


def _after_break(tokens: list[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1][2] in {":", "•", "—"}


def _shouting(title: str) -> bool:
    letters = [c for c in title if c.isalpha()]
    return bool(letters) and sum(1 for c in letters if c.isupper()) > 0.7 * len(letters)


def title_case(title: str) -> bool:
    words = [w for w in re.findall(r"[A-Za-z][\w-]*", title) if len(w) > 3]
    return 2 * sum(1 for w in words if w[0].isupper()) >= max(1, len(words))
