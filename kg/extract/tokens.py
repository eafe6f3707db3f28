"""Tokens: spaCy's tokeniser with rules made for abstracts, and the text of a paper as a `Page`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from spacy.attrs import LOWER, NORM  # type: ignore[import-not-found, unused-ignore]
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found, unused-ignore]
from spacy.vocab import Vocab

from kg.model import Paper, Span
from kg.text import Repaired, repair

# "BERT-based" mentions BERT, "GPT-4-generated" mentions GPT-4: these endings are words of their own.
_SUFFIX_WORDS = (
    "based|backed|style|like|powered|driven|generated|augmented|enhanced|aided|inspired|assisted|derived|equipped|"
    "initialized|initialised|parameter|parameters|backbone|backbones"
)
# After a capital or digit only: "large-scale" and "fine-tuned" are words of their own.
_NAME_SUFFIX_WORDS = (
    "trained|tuned|finetuned|pretrained|distilled|quantized|optimal|level|specific|scale|sized|size|family|variants|"
    "variant|type|related|only|compatible|oriented|as|enriched|integrated|labeled|labelled|designed|guided|aware|curated|refined|adapted|equivalent|compressed|pruned|assisted|centric"
)
_PREFIXES = [r"[\(\[\{]", r"[\"'`“”]", r"[~≈<>≥≤=*•|]", r"\$", r"—|–|…|--+", r"[,.;:!?](?!\d)", r"\+/-", r"±", r"/"]
# "47.5FPS", "71.6GFLOPs": the unit names what is measured.
_PREFIXES.append(r"\d[\d.,]*(?=(?:FPS|[MGT]?FLOP[sS]|[MG]?MACs)(?![\w-]))")
# "(e.g. BERT": a bracket and a dot are cut off at once, before the abbreviation between them is seen.
_UNCUT = r"(?<!\be\.g)(?<!\bi\.e)(?<!\bcf)(?<!\bvs)"
_SUFFIXES = [
    r"[,;:!?\)\]\}\"'`“”…|]", rf"(?<=[^.]){_UNCUT}\.", r"\.{2,}", r"'s", r"'S", r"—|--+", r"(?<=\d)%", r"[*>=](?=$)",
    rf"(?<=[A-Za-z0-9+\)])-(?:{_SUFFIX_WORDS})", rf"(?<=[A-Z0-9\)])-(?:{_NAME_SUFFIX_WORDS})",
    rf"(?<=[LVP]LM)-(?i:{_SUFFIX_WORDS})", r"(?<=[A-Z0-9][A-Z0-9])-(?:Based|Driven|Powered|Style)", r"(?<=\d)\+", r"/",
]  # fmt: skip
_INFIXES = [
    r"—|…|--+", r"[/;=|→]", r"(?<=[^\d]),|,(?=[^\d])",
    r"(?<=[A-Za-z0-9%])[\(\[\{\)\]\}\"]", r"(?<=[\)\]\}\"])(?=[A-Za-z])",
    r"(?<=[a-z0-9%\)\]])\.(?=[A-Z][a-z]|(?:In|It|We|To|On|As|At|A|I)\b)", r"(?<=[A-Z][A-Z])\.(?=[A-Z][a-z])",
    r"(?<=[a-z]{4})\.(?=[A-Z][\w-]*[A-Z])", r"(?<=[A-Za-z]):(?=[A-Za-z\d])",
    r"(?<=[a-z])[?!](?=[A-Z])", r"(?<=%)(?=[A-Za-z])", r"(?<=\d%)-(?=\d)",
]  # fmt: skip
_PATH = r"""[^\s<>"'{}|\\^`\[\]]"""
_ENDS = "com|org|edu|net|io|ai|gov|dev"
_LINKS = [
    # Line breaks of the page leave a space behind "github." and behind the host.
    rf"https?://github\.\s?com/{_PATH}+", r"https?://[\w.-]+/ [\w~-]+/[\w/~-]+",
    rf"(?:https?://|www\.){_PATH}+", rf"https?: //[a-z]{_PATH}+",
    rf"(?<![\w@./])(?:[Gg]it[Hh]ub\.com|huggingface\.co|[a-z0-9-]+\.github\.io|bit\.ly|tinyurl\.com|aka\.ms)/{_PATH}*",
    rf"(?<![\w@./])(?:[a-z0-9-]{{2,}}\.)+(?:com|org|edu|net|io|ai|at|ac\.uk|gov|dev)/{_PATH}+",
    # Hosts alone: where pages stand, and what something is available at.
    r"(?<![\w@./-])[a-z0-9-]+\.github\.io(?![\w/])", rf"(?<= at )(?:[a-z0-9-]+\.)+(?:{_ENDS})(?![\w/@-])",
]  # fmt: skip
URL = re.compile("|".join(_LINKS))
_MAYBE_LINK = re.compile(rf"://|www\.|\.[a-z]{{2,3}}/|\.(?:{_ENDS})\b")
"""Every link has one of these; asking for them first is twenty times as fast."""
_WHOLE = re.compile(
    rf"{URL.pattern}|(?i:e\.g\.|i\.e\.|etc\.|vs\.|v\.s\.|w\.r\.t\.|cf\.|et\.?al\.|resp\.|approx\.|fig\.|eq\.)|\[email\sprotected\]"
)


LINE_END = "¶"
"""The word that stands for a line break: that behind the title, above all."""
ENDINGS = frozenset(f"{_SUFFIX_WORDS}|{_NAME_SUFFIX_WORDS}".split("|"))
"""What may be cut off a word behind a hyphen."""


def is_whole(text: str) -> bool:
    """Whether a text is never cut: links and abbreviations with their dots."""
    return _WHOLE.fullmatch(text) is not None


def make_tokenizer() -> Tokenizer:
    """spaCy's tokeniser, told to keep "GPT-3.5", "Llama-2-7B" and "F1@0.5" whole and to split "87.1%"."""
    return Tokenizer(
        make_vocab(),
        rules={},
        prefix_search=re.compile("|".join(f"^(?:{p})" for p in _PREFIXES)).search,
        suffix_search=re.compile("|".join(f"(?:{s})$" for s in _SUFFIXES)).search,
        infix_finditer=re.compile("|".join(_INFIXES)).finditer,
        token_match=_WHOLE.fullmatch,
    )


def make_vocab() -> Vocab:
    """A vocabulary that knows lower case and nothing else: spaCy's eighteen other facts cost a call for each new word.

    For the same reason it comes without the English language data, which takes as long to load as the rules.
    """
    return Vocab(lex_attr_getters={LOWER: str.lower, NORM: str.lower})


@dataclass(frozen=True, slots=True)
class Page:
    """Title and abstract as one clean text, `title\\nabstract`, with the way back to the original offsets."""

    paper: Paper
    text: str
    split: int
    title: Repaired
    abstract: Repaired
    links: tuple[tuple[int, int], ...] = ()
    """Where the clean text has links."""

    def span(self, start: int, end: int) -> Span:
        """The original span of the clean stretch; a formula is taken with both its dollars or with none."""
        if start < self.split:
            begin, stop = _with_dollars(self.paper.title, *self.title.original(start, min(end, self.split)))
            return Span(field="title", start=begin, end=stop)
        offset = self.split + 1
        begin, stop = _with_dollars(self.paper.abstract, *self.abstract.original(start - offset, end - offset))
        return Span(field="abstract", start=begin, end=stop)


def _with_dollars(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch, wider or narrower by the dollar that it cuts off its formula."""
    if "$" not in text or text.count("$", start, end) % 2 == 0:
        return start, end
    if text[start - 1 : start] == "$":
        return start - 1, end
    if text[end : end + 1] == "$":
        return start, end + 1
    if text[end - 1 : end] == "$" and end - start > 1:
        return start, end - 1
    return start, end


def make_page(paper: Paper) -> Page:
    """The clean text of a paper."""
    title, abstract = repair(paper.title), repair(paper.abstract)
    text = f"{title.text}\n{abstract.text}"
    links = tuple(match.span() for match in URL.finditer(text)) if _MAYBE_LINK.search(text) else ()
    return Page(paper, text, len(title.text), title, abstract, links)


# ------------------------------------------------------------------ the shape of a word

_STRONG = re.compile(
    r"""(?=.*[A-Za-z])(?:
        [\w.&'*+#@^-]*[A-Z][\w.&'*+#@^-]*[A-Z][\w.&'*+#@^-]*                        # BERT, ImageNet, mBART-L
      | [a-z]+[A-Z][a-z0-9-]*                                                     # iFusion
      | [α-ωµ][A-Z][a-z]{2}[a-z0-9-]*                                             # μFusion
      | [α-ωµΩ]-?[A-Z][a-z]+                                                      # α-Folder
      | [A-Z][A-Za-z]*-?v?\d[A-Za-z0-9.+@-]*                                      # T5, Llama-2-7b, Qwen2.5, F1@0.1
      | [A-Za-z][a-z]*@\d[\d.]*                                                   # Recall@7, pass@3
      | [A-Z][a-z]+-[A-Za-z]*\d[A-Za-z0-9.-]*                                     # Human3.6M is above; Flickr-30k
      | [a-z]+2[a-z]+[A-Za-z0-9.-]*                                               # word2vec
      | [a-z]-[A-Z][A-Za-z0-9-]*                                                  # i-Code
      | [a-z]{2,}-?v\d[\d.]*                                                      # yolov3
      | [A-Z][a-z]*[+#*]+                                                         # Quark+
    )$""",
    re.VERBOSE,
)
_TITLE_HYPHEN = re.compile(r"[A-Z][a-z]*(?:-[A-Z]?[a-z]+)+(?:-[A-Za-z]+)*$")
_HALF_HYPHEN = re.compile(r"[A-Z][a-z]+(?:-[A-Za-z]?[a-z]+)+$")
_CAPITAL = re.compile(r"[A-Z][a-zà-ÿ]+$")
_VERSION = re.compile(
    r"(?:v\d[\d.]*|\d{1,2}\.\d{1,2}|[1-9]|1\d|\d+(?:\.\d+)?[BbM]|(?:19|20)\d\d|X{1,3}L|Large|Base|Small|Tiny|Huge|Medium|Pro|Ultra|Turbo|Chat|Instruct|Mini|Nano|Plus|Max|Lite|Flash|Opus|Sonnet|Haiku|Coder)$"
)
SIZE = re.compile(r"X{1,3}L|\d+(?:\.\d+)?[BbM](?:-(?:[Ii]nstruct|[Cc]hat|[Bb]ase|it))?")
"""What stands behind a name and says which size of the model is meant."""
_RELEASE = re.compile(r"V\d(?:\.\d+)?")
"""The second "V2" of "i-Code V2"; a V100 is a thing of its own."""
_ROMAN = re.compile(r"[IVX]+$")


@lru_cache(maxsize=200_000)
def shape_of(word: str) -> str:
    """What the spelling says: `strong` (name-like), `hyphen` (Title-Hyphen), `cap`, `version`, `punct`, `word`."""
    if word.islower() and word.isalpha():
        return "word"
    if not word[:1].isalnum() and not any(map(str.isalnum, word)):
        return "punct"
    if SIZE.fullmatch(word) or _RELEASE.fullmatch(word):
        return "version"
    if len(word) > 1 and _STRONG.match(word) and not _ROMAN.match(word):
        if _HALF_HYPHEN.match(word):
            return "hyphen"
        return "strong"
    if _VERSION.match(word):
        return "version"
    if _CAPITAL.match(word):
        return "cap"
    if _TITLE_HYPHEN.match(word):
        return "hyphen"
    return "word"
