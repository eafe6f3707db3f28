"""Parts: what a paper's own method is made of, which "our method" does not mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.clusters import Cluster

_KIND = r"(?:module|block|layer|loss|branch|component)s?"
_BEHIND = re.compile(rf"(?: \([^()]{{2,40}}\))? {_KIND}\b")
_BEFORE = re.compile(rf"\b{_KIND} (?:called |named |dubbed |termed |, )?$")
_ENDS = re.compile(rf" {_KIND}$", re.IGNORECASE)
_MADE_OF = re.compile(rf"\b(?:(?:consist|compos|compris)\w*|(?:two|three|four|five)(?: \w+)? {_KIND})\b[^.;]{{0,160}}$")
"""What is said before the parts of a whole: "It consists of X and Y", "three components: X, Y and Z"."""


def parts(clusters: Sequence[Cluster], text: str, split: int) -> Iterator[Cluster]:
    """What the abstract tells as part of a whole; what the title names is none, whatever it is called."""
    title = text[:split].lower()
    for cluster in [cluster for cluster in clusters if cluster.role == "introduced"]:
        titled = any(_ENDS.sub("", mention.text).lower() in title for mention in cluster.candidates)
        if not titled and _is_part(cluster, text, split):
            yield cluster


def _is_part(cluster: Cluster, text: str, split: int) -> bool:
    """Whether a name ends in a word for a part, stands beside one or in a list of parts."""
    for mention in cluster.candidates:
        before = max(split, mention.start - 30)
        beside = _BEHIND.match(text, mention.end) or _BEFORE.search(text, before, mention.start)
        if beside or _ENDS.search(mention.text):
            return True
    first = cluster.candidates[0].start
    return _MADE_OF.search(text, max(split, first - 200), first) is not None
