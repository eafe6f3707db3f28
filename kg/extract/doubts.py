"""Doubts: what a paper seems to introduce and only uses: what it explains first, plain parts, and modifiers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.candidate import Candidate
from kg.extract.clusters import Cluster
from kg.extract.contributions import proposes_at
from kg.extract.titles import OWN_PARTS, own_sentence
from kg.extract.tokens import Page

_CONSISTS = frozenset({"roles.consists"})
_PROPOSED = _CONSISTS | {"roles.we_propose", "roles.propose", "roles.paper_proposes"}
_DESIGNED = frozenset("network module head net branch block unit loss attention layer encoder decoder".split())
"""What papers design parts as, and do not buy."""
_MODIFIES = re.compile(
    r"[- ](?:based(?! (?:up)?on\b)|level|like|style|guided|driven|aware|inspired|enhanced|augmented|assisted)\b"
)


def doubt_own(page: Page, clusters: Sequence[Cluster]) -> None:
    """Take the role of the paper's own from what is but said of something else, or spelled out as something else."""
    for cluster in clusters:
        own = cluster.roles.get("introduced")
        if own and own.keys() <= _PROPOSED and all(_said_of(page, c) for c in cluster.candidates):
            # "We propose a LoomNet-based parser" and never say that LoomNet is new.
            own.clear()
    spelled = [(c, long) for c in clusters if c.roles.get("introduced") and (long := _spelled(page, c)) is not None]
    proposing = proposes_at(page.text, page.split) if spelled else None
    for cluster, (start, text) in spelled:
        told = cluster.roles["introduced"].keys()
        # "Slow parsing (SP) is hard. We propose an SP framework": what it is known as before is no news.
        early = proposing is not None and start < proposing and not own_sentence(page.text, start)
        known = early and told <= _PROPOSED
        # "consists of a digital light projector (DLP)"
        plain = told <= _CONSISTS and text.islower() and text.split()[-1].rstrip("s") not in _DESIGNED
        plain = plain and OWN_PARTS.search(page.text, max(page.split, start - 100), start) is None
        if known or plain:
            cluster.roles["introduced"].clear()


def _said_of(page: Page, candidate: Candidate) -> bool:
    return _MODIFIES.match(page.text, candidate.end) is not None


def _spelled(page: Page, cluster: Cluster) -> tuple[int, str] | None:
    """Where the abstract first spells a name out, and the words."""
    return next(((c.start, c.text) for c in cluster.candidates if c.short is not None and c.start > page.split), None)
