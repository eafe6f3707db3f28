"""Folded forms of names: which are fragments, versions, plurals, acronyms or sizes of which."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from kg.model import Tier, fold

ACRONYM_LETTERS = 5
"""Up to this many letters a name is likely to be coined twice: MT, RAFT, CLIP; ImageNet is not."""

SAME_EXPANSION = 0.9
"""Two expansions this alike (`SequenceMatcher.ratio`) are one: "…Representations from Transformers" and
"…Representation from Transformers" give 0.99; "multi-task learning" and "machine translation" 0.5."""

folded = lru_cache(maxsize=1 << 18)(fold)
"""The folded form; cached, as linking asks for the same names again and again."""

_HAS_LETTER = re.compile(r"[^\W\d_]")
_SIZE = r"(?:\d+(?:x\d+)?(?:\.\d+)?[bmkt]|base|large|small|tiny|mini|nano|medium|huge|giant|xs|xl|xxl|xlarge|xxlarge)"
_FRAGMENT = re.compile(rf"(?:v?[\d.]+|{_SIZE}|[a-z]?)\Z")
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")
_VERSION_TAIL = re.compile(rf"[.v/]?(?:\d[\w.]*|{_SIZE})\Z")


def is_fragment(form: str) -> bool:
    """Whether a folded form names nothing outside its paper: the "3.1" of "LLaMA 3 and 3.1", a bare "13b"."""
    return _FRAGMENT.match(form) is not None or _HAS_LETTER.search(form) is None


def other_version(one: str, other: str) -> bool:
    """Whether two folded forms differ in version or size and so never merge.

    >>> other_version("gpt2", "gpt3"), other_version("gpt2", "gpt"), other_version("conll03", "conll2003")
    (True, True, False)
    """
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and _VERSION_TAIL.match(long[len(short) :]):
        return True
    numbers, others = _NUMBERS.findall(short), _NUMBERS.findall(long)
    if not numbers or not others or numbers == others:
        return False
    # "CoNLL-03" is "CoNLL-2003": a year may lose its century.
    return len(numbers) != len(others) or not all(b.endswith(a) for a, b in zip(numbers, others, strict=True))


@lru_cache(maxsize=1 << 16)
def singulars(surface: str, tier: Tier) -> tuple[str, ...]:
    """The folded forms this surface may be a plural of, likeliest first.

    >>> singulars("LSTMs", "name"), singulars("policies", "term"), singulars("DINOS", "name")
    (('lstm',), ('policie', 'policy', 'polici'), ())
    """
    form = folded(surface)
    if not surface.endswith("s") or form.endswith(("ss", "us", "is")) or len(form) < 3:
        return ()
    forms = [form[:-1]]
    if tier == "term":
        forms += [form[:-3] + "y"] if form.endswith("ies") else []
        forms += [form[:-2]] if form.endswith("es") else []
    return tuple(forms)


def is_acronym(form: str) -> bool:
    """Whether a folded form is short enough to be coined twice."""
    return sum(map(str.isalpha, form)) <= ACRONYM_LETTERS


_WORD = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1 << 16)
def is_expansion(surface: str, acronym: str) -> bool:
    """Whether a long form can be what a folded acronym stands for; "RAFT benchmark" only repeats "raft".

    Two or three letters may stand in any word: "edge matching" does not repeat "em", "EM algorithm" does.

    >>> is_expansion("edge matching", "em"), is_expansion("EM algorithm", "em"), is_expansion("RAFT-Stereo", "raft")
    (True, False, False)
    """
    form = folded(surface)
    if is_acronym(form) or len(acronym) > 3:
        return not is_acronym(form) and acronym not in form
    return acronym not in map(folded, _WORD.findall(surface))


@lru_cache(maxsize=1 << 16)
def same_expansion(one: str, other: str) -> bool:
    """Whether two folded expansions differ in inflection only."""
    if one == other or other_version(one, other):
        return one == other
    return likeness(one, other) >= SAME_EXPANSION


@lru_cache(maxsize=1 << 16)
def likeness(one: str, other: str) -> float:
    """How alike two folded forms are, from 0 to 1 (Ratcliff and Obershelp, 1988)."""
    short, long = sorted((one, other))
    return SequenceMatcher(None, short, long, autojunk=False).ratio()


_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """The name in ASCII letters, digits and hyphens; may be empty.

    >>> slug("Llama-2 70B"), slug("Détection"), slug("π")
    ('llama-2-70b', 'detection', '')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return _NOT_SLUG.sub("-", plain.lower()).strip("-")


_VARIANT = re.compile(
    r"""(?P<stem>.*[^\s\-_(/])(?:
          [\s\-_(]*(?<![\d.])(?<!\dx)(?P<count>\d+(?:x\d+)?(?:\.\d+)?\s?[BMTb])\)?
        | [\s\-_]+(?P<word>(?i:base|large|small|tiny|mini|nano|medium|huge|giant|x?xs|x{0,2}l|x{1,2}-?large))
        | (?<=[a-z])(?P<glued>BASE|LARGE|SMALL|XL)
        | -(?P<letter>(?:Ti|[STBLHG])(?:/\d+)?)
        | (?:-|(?<=[Nn]et))(?P<depth>(?!19\d\d|20\d\d)\d{2,4})
    )\Z""",
    re.VERBOSE,
)
"""The endings that name a size. `depth` is "ResNet-50"; one digit ("GPT-3") is a version, four may be a year."""


def size_variant(name: str) -> tuple[str, str] | None:
    """What is left of a model's name without its size, and the size; `None` if it has none.

    >>> size_variant("Llama-2 70B"), size_variant("BERT-large"), size_variant("ViT-B/16"), size_variant("GPT-3")
    (('Llama-2', 'size 70B'), ('BERT', 'size large'), ('ViT', 'size B/16'), None)
    """
    match = _VARIANT.match(name.strip())
    if match is None:
        return None
    size = next(text for group, text in match.groupdict().items() if group != "stem" and text)
    return match["stem"].rstrip(" -_(/"), f"{'depth' if match['depth'] else 'size'} {size}"
