"""Namesakes: what is built on what by its name alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from kg.extract.ledger import Ledger


def descend_by_name(ledger: Ledger) -> None:
    """ "I3C-Select" is built on "I3C", "FinBERT" on "BERT": names made of another, one of the two the paper's own.

    Of two systems of others ("DistilBERT" beside "BERT") the paper says nothing by naming them, unless one is a
    size or version of the other ("GPT-3 175B" beside "GPT-3").
    """
    named: dict[str, dict[str, int]] = {}
    for index, cluster in ledger.entity.items():
        if cluster.type in ("Model", "Dataset", "Method"):
            named.setdefault(cluster.key, {}).setdefault(ledger.text(index), index)
    made: dict[str, dict[str, tuple[int, int]]] = {}
    # That one has the other, or its singular, in it is asked first, of every two names of a paper.
    whole = [(key, name.lower(), name, at) for key, surfaces in named.items() for name, at in surfaces.items()]
    roots = [(key, low.rstrip("s"), name, at) for key, low, name, at in (*whole, *_in_full(ledger, named))]
    for child, low, name, at in whole:
        for parent, within, root, other in roots:
            if within in low and child != parent and _made_of(ledger, name, at, root, other):
                made.setdefault(child, {}).setdefault(parent, (at, other))
    for child, parents in made.items():
        for parent, found in parents.items():
            # "ALT-NODE" is built on "LT-NODE", and that on "NODE"; "sparse PCA" says more than "PCA".
            others = [other for other in parents if other != parent]
            if not any(parent in made.get(other, ()) or _ends(named[other], named[parent]) for other in others):
                evidence = ledger.shown(found, ledger.sentence(found[0]), "based_on.name_variant")
                ledger.add("basedOn", child, parent, evidence)


def _ends(longer: Iterable[str], shorter: Iterable[str]) -> bool:
    """Whether a name of one thing ends on one of another: "extended Kalman filters" on "Kalman filter"."""
    long, short = ([name.lower().removesuffix("s") for name in names] for names in (longer, shorter))
    return any(name.endswith((f" {end}", f"-{end}")) for name in long for end in short)


def _in_full(ledger: Ledger, named: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, str, str, int]]:
    """What models are called in words, where a paper has but their short forms: "convolutional neural network"."""
    for key, surfaces in named.items() if ledger.introduced else ():
        at = next(iter(surfaces.values()))
        known = next((c.known for c in ledger.entity[at].candidates if c.known is not None), None)
        if known is not None and known.type == "Model":
            yield from ((key, form.lower(), form, at) for form in known.forms if " " in form)


def _made_of(ledger: Ledger, name: str, at: int, root: str, other: int) -> bool:
    coined = ledger.entity[at].role == "introduced"
    own = ledger.entity[other].role != "introduced"
    kinds = [ledger.entity[at].type, ledger.entity[other].type]
    terms = {key.type for key in (ledger.entity[at], ledger.entity[other]) if key.tier == "term"}
    before = _before(name, root)
    means = before.endswith(_MEANS) and kinds[1] == "Model"
    if (not means and any(word in before for word in _PREPOSITIONS + _MEANS)) or before.endswith(_WITHOUT):
        # "Task Decomposition in deep MARL", but "Leaf Folding with Transformers"; "Anti-GAN"
        return False
    if "Dataset" in kinds:
        # "OntoGUM" is made of "GUM"
        return kinds == ["Dataset"] * 2 and coined and own and root[0].isupper() and _grown(name, root)
    if own and not coined:
        # "GPT-3 175B" is a size of "GPT-3", "ViT-B/16" one of "ViT", "GPT-4 Turbo" is made of "GPT-4"
        return kinds == ["Model"] * 2 and name.startswith(root) and _varies(ledger, name, root)
    if coined and not own and name.startswith(f"{root} ") and _WORD.match(name, len(root) + 1):
        # "Selective Sampling" and "Selective Sampling Networks", both its own, are one thing; "PaLM 62B" is a size.
        return False
    if coined and own and before.endswith((" ", "-")) and not _no_ancestor(ledger, other):
        # "Skill Transformer", "folded particle filter"
        return True
    if "Method" in terms:
        return False
    if coined and own and len(root) > 3 and _acronym(root) and name.endswith(root) and name != root:
        # "DQBART", "MFNeRF"
        return True
    return (coined or not own) and root[0].isupper() and _extends(name, root, own)


def _before(name: str, root: str) -> str:
    """What stands before another name at the end of one, in whatever number and case; empty where none stands."""
    kind, whole = root.lower().removesuffix("s"), name.lower()
    whole = whole if whole.endswith(kind) else whole.removesuffix("s")
    return whole.removesuffix(kind) if whole.endswith(kind) else ""


def _no_ancestor(ledger: Ledger, at: int) -> bool:
    """Whether a term is what methods do or have, and no method: "folded pruning" prunes, and is not built on it."""
    cluster = ledger.entity[at]
    if cluster.tier != "term":
        return False
    forms = [form for c in cluster.candidates for form in (c.text, c.known.name if c.known is not None else c.text)]
    ends = [form.lower().removesuffix("s").replace("-", " ").split()[-2:] for form in forms]
    heads = {end[-1] for end in ends} | {"-".join(end) for end in ends}
    if not heads.isdisjoint(_NAMED_DOING):
        return False
    return not heads.isdisjoint(ledger.words["no_ancestor"]) or any(head.endswith("ing") for head in heads)


def _varies(ledger: Ledger, name: str, root: str) -> bool:
    """Whether a name is that of another model with a size or version: "BERT Large", "ViT-B/16", "GPT-4 Turbo"."""
    rest = name[len(root) :]
    word = rest[1:].lower() if rest[:1] in "-_ " else ""
    glued = rest.isdigit() and root.lower().endswith("net")
    numbered = root[-1].isdigit() and _NUMBERED.fullmatch(rest) is not None
    varied = word in ledger.words["variant_word"] or _VARIED.fullmatch(rest) is not None
    return glued or numbered or varied


def _acronym(name: str) -> bool:
    """Whether a name is one word with capitals beyond the first: "CoT", "SGD", "NeRF"."""
    return len(name) > 2 and name.isalpha() and sum(map(str.isupper, name)) > 1


_WORD = re.compile(r"[A-Za-z]{3}")
_PREPOSITIONS = (" for ", " in ", " on ", " to ", " from ")
_MEANS = (" with ", " using ", " via ", " by ")
_WITHOUT = tuple(f"{word}{mark}" for word in ("anti", "non", "no", "de", "beyond", "post") for mark in " -")
_NAMED_DOING = frozenset({"q-learning", "gradient-boosting"})
"""Ways of learning that have offspring of their own, though they end on what is done."""
_VARIED = re.compile(
    r"[-_ ](?:[\w.]+[-_ ])*\d+(?:\.\d+)?[bBmM](?:[-_ ].+)?"  # "-7B-Instruct", "-small-7B"
    r"|[-_](?!V\d)[A-Z]\w*[A-Z\d]\w*(?:-\w+)?"  # "-B16", "-CRF"
    r"|-(?:Ti|[STBLHG])(?:/\d+)?|-\d{2,3}"  # "-B/16", "-50"; "-2" is another model
)
_NUMBERED = re.compile(r"-\d\.\d+")
"""A width behind a version: "CedarNetV2-1.5"."""


def _grown(name: str, root: str) -> bool:
    """Whether a data set's name is that of another with more of it: "OntoGUM", "TMMLU+", "VoxpopuliTTS"."""
    if len(root) < 3 or " " in name.removeprefix(root):
        return False
    glued = name.startswith(root) and root[-1].islower() and name[len(root) :][:1].isupper()
    return glued or _extends(name, root, own=False)


def _extends(name: str, root: str, own: bool) -> bool:
    """Whether a name is another one with something before or behind it; a version number does for a paper's own."""
    root = root[:-1] if root.endswith("s") and (root[:-1].isupper() or own) else root
    if len(root) < 2 or len(name) <= len(root) or not any(map(str.isupper, root)):
        return False
    if name.startswith(root):
        rest = name[len(root) :]
        numbered = re.fullmatch(r"[-_ ]?v?\d+(?:\.\d+)*", rest) is not None
        return own if numbered else rest[0] in "-+ _"
    if name.endswith(root):
        before = name[: len(name) - len(root)]
        return before[-1] in "- _" or (before[-1].islower() and root[0].isupper()) or len(before) == 1
    return False
