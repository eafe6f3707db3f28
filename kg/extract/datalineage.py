"""Data lineage: which data set another one was made of."""

from __future__ import annotations

from collections.abc import Mapping

from kg.extract.clauses import Clauses
from kg.extract.ledger import Ledger


def child_of(parent: int, ledger: Ledger, clauses: Clauses) -> str | None:
    """The paper's own data set that a sentence about another one is of: the one it names, else the only one."""
    named = [at for at in range(clauses.start, clauses.end) if _own(at, ledger)]
    nearest = min(named, key=lambda at: (at > parent, abs(parent - at)), default=None)
    if nearest is not None:
        return f"={ledger.key(nearest)}"
    return f"={ledger.data.key}" if ledger.data is not None else None


def made_of(parent: int, ledger: Ledger, clauses: Clauses) -> bool:
    """Whether the sentence says that its data set is made of another: "we ANNOTATE code from X", "use X to CREATE"."""
    words = ledger.words
    if _own(parent, ledger) or clauses.surface(parent) in words["platform"]:
        return False
    return _made_before(parent, clauses, words) or _made_behind(parent, clauses, words)


def _made_before(parent: int, clauses: Clauses, words: Mapping[str, frozenset[str]]) -> bool:
    for at in range(parent - 1, max(clauses.start - 1, parent - 14), -1):
        word = clauses.word(at)
        if word in words["made_of"]:
            return clauses.governed_by(parent) not in words["using"]
        if word in words["train"] or word in _TRYING:
            return False
    return False


def _made_behind(parent: int, clauses: Clauses, words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the making is told after it: "use X TO CREATE", "using images from X, WE COLLECT"."""
    places = range(parent + 1, min(clauses.end, parent + 9))
    return any(clauses.word(at) in words["making"] | words["gathering"] and _done(at, clauses) for at in places)


def _done(at: int, clauses: Clauses) -> bool:
    return clauses.word(at - 1) in ("to", "we")


def _own(at: int, ledger: Ledger) -> bool:
    cluster = ledger.entity.get(at)
    return cluster is not None and cluster.type == "Dataset" and cluster.role == "introduced"


_TRYING = frozenset("evaluate evaluated evaluating test tested testing experiments results outperforms than".split())
