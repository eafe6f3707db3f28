"""Kinship: what entities whose names are made of each other have in common: type, role, or that they are one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.abbreviations import letters_match
from kg.extract.candidate import Candidate
from kg.extract.clusters import Cluster
from kg.extract.repeats import places_of
from kg.model import ENTITY_TYPES
from kg.rules import KnownName


def like_root(clusters: Sequence[Cluster]) -> None:
    """New variants that nothing else types are what they are variants of: "SAN-V1" of the model "SAN"."""
    new = [c for c in clusters if c.type == "Method" and c.role == "introduced"]
    if not new:
        return
    roots = [(m.text, c.type) for c in clusters if c.type in ("Model", "Dataset") for m in c.candidates]
    for cluster in new:
        votes = {rule for kind in ENTITY_TYPES for rule in cluster.votes.get(kind, {})}
        if not votes <= _BARE:
            continue
        name = cluster.candidates[0].text
        kinds = {kind for root, kind in roots if name.startswith(root) and _VARIANT.match(name, len(root))}
        if len(kinds) == 1:
            cluster.type = kinds.pop()


def own_variants(clusters: Sequence[Cluster]) -> None:
    """Variants of what a paper introduces are its own too: "MorphMLP-S" beside "MorphMLP"."""
    own = [c.candidates[0].text for c in clusters if c.role == "introduced" and c.tier == "name" and c.type]
    for cluster in clusters:
        name = cluster.candidates[0].text
        if (
            cluster.type
            and cluster.role == "used"
            and any(name.startswith(root) and _VARIANT.match(name, len(root)) for root in own)
        ):
            cluster.role = "introduced"
            cluster.rules = (*cluster.rules, "roles.variant_of_own")


def relatives(clusters: Sequence[Cluster]) -> None:
    """What a paper's own name is made of is a thing of the same sort: "based on LOAM, we propose SA-LOAM"."""
    own = [c for c in clusters if c.role == "introduced" and c.tier == "name" and c.type in ("Model", "Method")]
    for cluster in clusters if own else ():
        name = cluster.candidates[0].text
        if cluster.type is not None or cluster.candidates[0].known or sum(map(str.isupper, name)) < 2 or len(name) < 3:
            continue
        kin = [c for c in own if any(_joined_to(mention.text, name) for mention in c.candidates)]
        if kin:
            cluster.type, cluster.tier, cluster.role = kin[0].type, "name", "used"
            cluster.rules = ("types.relative",)


def _joined_to(name: str, root: str) -> bool:
    """Whether a name is another one with a word or a version joined to it: "SA-LOAM", "PhotoWCT2"."""
    if name.endswith(root):
        return _JOINED_BEFORE.fullmatch(name, 0, len(name) - len(root)) is not None
    return name.startswith(root) and _JOINED_BEHIND.fullmatch(name, len(root)) is not None


def join_shortened(clusters: Sequence[Cluster]) -> None:
    """A task named in full and by its last words alone is one task: "image segmentation", later "segmentation"."""
    tasks = [c for c in clusters if c.type == "Task" and c.tier == "term"]
    if len(tasks) < 2:
        return
    words = {id(c): re.sub(r"[-\s]+", " ", c.candidates[0].text.lower()) for c in tasks}
    for short in tasks:
        longer = [c for c in tasks if c is not short and c.type and words[id(c)].endswith(" " + words[id(short)])]
        if len(longer) == 1:
            longer[0].candidates += short.candidates
            if short.role == "introduced":
                longer[0].role = short.role
            short.type = None


def join_spelled(clusters: Sequence[Cluster]) -> None:
    """One own thing in full and coined from it is one: "Epic Leaf Transformer" and "ELFormer", in whatever order."""
    own = [c for c in clusters if c.role == "introduced" and c.type in ("Model", "Method")]
    if len(own) < 2:
        return
    coined = {id(c): word for c in own for word in _one_word(c)}
    fulls = [c for c in own if id(c) not in coined]
    pairs = [(short, full) for full in fulls for short in own if short is not full]
    spelled = [(a, b) for a, b in pairs if (id(a) in coined and _short_for(a, b)) or _in_brackets(a, b)]
    for short, full in spelled:
        # What two names may be short for, or what may stand for two things, says too little.
        if sum(a is short or b is full for a, b in spelled) == 1:
            short.candidates += full.candidates
            full.type = None


def join_titled(clusters: Sequence[Cluster], split: int) -> None:
    """What only the title says in words is what the abstract gives its one coined name: "X-Guided Transformer"."""
    own = [c for c in clusters if c.role == "introduced" and c.type in ("Model", "Method")]
    titled = [c for c in own if all(m.start < split for m in c.candidates) and " " in c.candidates[0].text]
    named = [c for c in own if c not in titled and c.tier == "name"] if len(titled) == 1 else []
    if len(named) != 1 or not _one_word(named[0]) or any(m.start <= split for m in named[0].candidates):
        return
    coined = _one_word(named[0])[0]
    kinds = (c.text for cluster in clusters if cluster is not named[0] for c in cluster.candidates)
    if any(coined.startswith(f"{kind}-") for kind in kinds):
        # "In a LeafNet … the variant LeafNet-BC": the title tells of all of them.
        return
    named[0].candidates += titled[0].candidates
    titled[0].type = None


def _one_word(cluster: Cluster) -> list[str]:
    return [c.text for c in cluster.candidates if " " not in c.text][:1]


def _short_for(short: Cluster, full: Cluster) -> bool:
    """Whether a cluster with a name of one word may be what another names in full."""
    name, words = _one_word(short)[0], full.candidates[0].text
    forms = {c.text for c in short.candidates}
    if any(c.short is not None and c.short.text not in forms for c in full.candidates):
        # What "slow leaf folding (SLF)" is short for is told.
        return False
    bracketed = any(long.end + 2 == c.start for long in full.candidates for c in short.candidates)
    return spells(name, words) if not bracketed else _begins(name, words) and letters_match(_letters(name), words)


def _in_brackets(short: Cluster, full: Cluster) -> bool:
    """Whether a name follows another in brackets and begins like it: "Virtual Overleaf Linking (Violin)"."""
    for long in full.candidates:
        for c in short.candidates:
            if long.end + 2 == c.start and long.text[0].lower() == c.text[0].lower():
                return set(_capitals(c.text)) <= {word[0].lower() for word in _PART.findall(long.text)}
    return False


def spells(short: str, full: str) -> bool:
    """Whether a name is coined from words: all its letters are theirs, its first capitals begin the first of them.

    >>> spells("ELFormer", "Epic Leaf Transformer"), spells("LF", "Epic Leaf Folding")
    (True, False)
    """
    words = _words(full)
    # "MS-STS" is spelled by the first words of "Multi-Scale Spatio-Temporal Split Attention Transformer" alone.
    part = not _begin_words(_capitals(short), words[:-2])
    return part and _begins(short, full) and letters_match(_letters(short), " ".join(words))


def _begins(short: str, full: str) -> bool:
    """Whether the first two capitals of a name begin words, the first the very first one."""
    words, capitals = _words(full), _capitals(short)
    told = len(words) > 1 and len(capitals) > 1
    return told and words[0][0].lower() == capitals[0] and _begin_words(capitals[:2], words)


def _begin_words(letters: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words begin with some letters, one after the other."""
    initials = iter(word[0].lower() for word in words)
    return all(letter in initials for letter in letters)


def _capitals(name: str) -> list[str]:
    return [letter.lower() for letter in name if letter.isupper()]


def _words(full: str) -> list[str]:
    return [word for word in _PART.findall(full) if word.lower() not in _SMALL]


def _letters(name: str) -> str:
    return "".join(letter for letter in name if letter.isalpha())


def drop_inside_own(clusters: Sequence[Cluster], text: str) -> None:
    """What stands only inside the paper's own names is no entity: "Sorting" of "Docket Sorting Gates".

    What such a name says it is for is one nevertheless: "Corpus for Docket Sorting".
    """
    own = [c.text.lower() for cluster in clusters if cluster.role == "introduced" for c in cluster.candidates]
    names = {name for name in own if " " in name}
    lowered = text.lower() if names else ""
    spans = [(at, at + len(name)) for name in names for at in places_of(name, lowered)]
    for cluster in clusters if spans else ():
        if cluster.type is not None and cluster.role != "introduced":
            within = all(any(a <= c.start and c.end <= b for a, b in spans) for c in cluster.candidates)
            if within and not any(text.endswith(_FOR, 0, c.start) for c in cluster.candidates):
                cluster.type = None


def join_measures(clusters: Sequence[Cluster]) -> None:
    """A listed measure named in full too is one: "speed", later "climbing speed"; so are all accuracies."""
    measures = [c for c in clusters if c.type == "Metric" and c.tier == "term"]
    for short in measures:
        known = next((c.known for c in short.candidates if c.known is not None), None)
        others = (c for c in measures if known is not None and c is not short and c.type)
        longer = [c for c in others if all(_takes_words(m, known) for m in c.candidates)]
        if known is not None and (len(longer) == 1 or known.name == "accuracy"):
            for cluster in longer:
                short.candidates += cluster.candidates
                cluster.type = None


def _takes_words(candidate: Candidate, known: KnownName | None) -> bool:
    """Whether a mention is a listed measure with words before it, and none the paper abbreviates by itself."""
    if known is None or candidate.base is not known or candidate.short is not None:
        return False
    return candidate.text.lower().endswith(tuple(f" {form.lower()}" for form in known.forms))


_FOR = (" for ", " of ", " in ", " on ")
_PART = re.compile(r"[A-Za-z]+")
_SMALL = frozenset("a an and for from in of on the to via with by".split())
_JOINED_BEFORE = re.compile(r"\w+[- +]")
_JOINED_BEHIND = re.compile(r"[- +]\w+|v?\d+|\+\+")
_VARIANT = re.compile(r"[-_+ ]\w")
_BARE = frozenset({"types.introduced", "types.own_noun", "types.default"})
"""What speaks for whatever a paper introduces."""
