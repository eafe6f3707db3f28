"""Announced names, whole: "a rule called Slow Leaf Sorting", of which the spelling alone shows but a part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.abbreviations import Abbreviation
from kg.extract.candidate import Candidate
from kg.extract.contributions import PROPOSER, proposes_at
from kg.extract.repeats import places_of
from kg.extract.titles import KNOWN, PART, own_sentence

_WORD = r"[A-Z0-9](?:(?!-based\b)[\w+-]|\.(?=\d))*"
_RUN = rf"(?:[A-Z]\w*-[a-z]+ and )?(?!\d){_WORD}(?:(?: of)? {_WORD}){{1,6}}"
"""Words with capitals: "Slow Leaf Sorting", "Leaf-aware and Twig-aware Sorting", "Sorting of Leaves"."""
_BOTH = rf"(?!\d){_WORD}(?: {_WORD}){{0,3}} and {_WORD}(?: {_WORD}){{0,3}}"
_NAMED = re.compile(
    rf"\b(?:(?<!so-)called|named|dubbed|termed|coined)(?: as)?(?: the)? [\"“'`*]{{0,3}}(?P<name>{_RUN})"
    # "called Slow Leaf Sorting with Twigs (SLoST)" goes on.
    r"(?! (?:with|for|by|via|from|using) [^.,;()]{0,60} \()"
    r"(?=[\"”'*]{0,3}(?:[,;:()]|\.(?! ?\d)|$| (?:that|which|to|for|—|in|as|where|with|is|on|by)\b))"
)
_STEMS = ("propos", "introduc", "present", "develop", "devis", "design", "suggest", "contribut", "formulat", "deriv")
_WHO = re.compile(rf"{PROPOSER}$")
_AFTER = re.compile(
    r"\w*(?P<one> an?)?(?: the| our)?"
    r"(?: (?:novel|new|simple|effective|efficient|and|yet|[a-z]+-[a-z-]+),?){0,4} (?=[A-Z])"
)
"""What stands behind the stem of a verb and before a name."""
_PROPOSED = re.compile(rf"(?P<name>{_RUN})(?=[,:;(]|\.(?! ?\d)| (?:that|which|—|as an?)\b)")
_OF_A_KIND = re.compile(
    rf"(?P<name>{_RUN}|{_BOTH}) (?:scheme|mechanism|strategy|framework|approach|technique|"
    r"method|formula|algorithm|design|paradigm|(?P<part>module|loss|layer|phase|stage|block))\b"
    r"(?!,? (?:called|named|dubbed|termed|namely))"
    # "a Slow Leaf Loss to …" has it in the name.
    rf"|(?P<whole>(?!\d){_WORD}(?: {_WORD}){{0,5}} (?:Module|Loss|Network|Framework|Mechanism|Strategy|Block|Layer|"
    r"Attention|Encoder|Decoder|Generator|Fusion|Alignment|Distillation|Sampling|Augmentation|Aggregation|Detector|"
    r"Regularization|Pruning|Agent|Adapter))(?= (?:to|that|which|for|with|by|as|in|on|where)\b|[,.:;])"
)
"""Behind "a" the noun for its kind must follow: "a Markov Decision Process" is no name."""
_NEW = re.compile(r"\b(?:novel|new)\b[^.,;]*$")
_PARTS = ("Module Block Loss Layer Encoder Decoder Mechanism Mixer Discriminator Aggregator Head Stage").split()
_PART = re.compile(
    rf"(?:[a-z,;:)](?<!-based)|[.,] (?:The|An?)) (?P<name>(?P<part>(?!(?:The|An?|In|Our) ){_RUN}))(?![\w-]| \()"
)
"""A part of a network under a name of its own: "the Slow Leaf Module sorts"."""
_COUNTED = ("First ", "Second ", "Third ", "Final ")
_BESIDE = re.compile(r"\b(?:[Uu]nlike|than|against|compar\w+|outperform\w*|such as|inspired by)\b[^.;:]{0,25}$")
"""What stands before the parts of others too."""
_NAMING = ("called", "named", "dubbed", "termed", "coined")


def announced(
    text: str, split: int, pool: Sequence[Candidate], abbreviations: Sequence[Abbreviation], kinds: frozenset[str]
) -> Iterator[Candidate]:
    """Names that the abstract announces, where the pool has none that is as long; one in capitals is told so."""
    for (start, end), part in _announcements(text, split, pool):
        role = ("introduced", 1.0, PART if part else "names.announced")
        if any(a.long[0] < end and start < a.long[1] for a in abbreviations):
            continue
        same = next((c for c in pool if (c.start, c.end) == (start, end) and c.label == "Cap"), None)
        if same is not None:
            same.roles.append(role)
        elif _cut(text, start, end, pool, kinds):
            candidate = Candidate(start, end, text[start:end], "Name", "names.announced", "name")
            candidate.coined = True
            candidate.votes.append(("Method", 0.5, "names.announced"))
            candidate.roles.append(role)
            yield candidate


def _announcements(text: str, split: int, pool: Sequence[Candidate]) -> Iterator[tuple[tuple[int, int], bool]]:
    """Where the abstract names something of its own, behind "we propose" or "called", and whether it is but a part."""
    for at in sorted(at for stem in _STEMS for at in places_of(stem, text, split)):
        if (before := _AFTER.match(text, at)) and _WHO.search(text, max(split, at - 40), at):
            if not before["one"] and (match := _PROPOSED.match(text, before.end())) is not None:
                yield match.span("name"), False
            elif before["one"] and (match := _OF_A_KIND.match(text, before.end())) is not None:
                yield match.span("whole" if match["whole"] else "name"), bool(match["part"])
    yield from ((match.span("name"), True) for match in _parts(text, split, pool))
    if any(verb in text for verb in _NAMING):
        for match in _NAMED.finditer(text, split):
            if own_sentence(text, match.start()) or _NEW.search(text, match.start() - 40, match.start()):
                yield match.span("name"), False


def _parts(text: str, split: int, pool: Sequence[Candidate]) -> Iterator[re.Match[str]]:
    """Parts in capitals of what the paper has proposed by then; nobody buys them, but others may have made them."""
    ends = [at + len(part) for part in _PARTS for at in places_of(part, text, split) if text[at - 1] == " "]
    proposing = proposes_at(text, split) if ends else None
    if proposing is None:
        return
    for end in ends:
        begin = max(proposing, end - 70)
        match = next((m for m in _PART.finditer(text, begin, end + 2) if m.end("name") == end), None)
        if match is None or match["name"].startswith(_COUNTED):
            continue
        before = max(split, match.start() - 40), match.start("name")
        others = KNOWN.search(text, *before) is not None or _BESIDE.search(text, *before) is not None
        # "the CLIP Text Encoder"
        if not others and not any(_listed(c) and c.start == match.start("name") and c.end < end for c in pool):
            yield match


def _listed(candidate: Candidate) -> bool:
    """Whether it is a model the lists know, or a method they know by a name: "CLIP", "Adam"."""
    known = candidate.known
    return known is not None and (known.type == "Model" or (known.type == "Method" and known.tier == "name"))


def _cut(text: str, start: int, end: int, pool: Sequence[Candidate], kinds: frozenset[str]) -> bool:
    """Whether the pool has but a part of a name or nothing; what it lacks must be more than the noun for its kind."""
    touching = [c for c in pool if c.start < end and start < c.end]
    whole = any(c.start < start or c.end > end or (c.start, c.end) == (start, end) for c in touching)
    if whole or any(c.label == "Dataset" for c in touching):
        return False
    before, _, last = text[start:end].rpartition(" ")
    return last.lower() not in kinds or all((c.start, c.text) != (start, before) for c in touching)
