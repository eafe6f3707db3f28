"""Widened tasks: listed ones with the words that narrow them, of which one mention alone is no sign of a task."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.clusters import Cluster, form_key


def doubt_widened(clusters: Sequence[Cluster], split: int) -> None:
    """What an abstract says but once and nothing around it calls a task is no task of its own.

    Where the listed task in it is spoken of as well it is that one, "hand pose prediction" beside "pose predictions".
    Of a word that is doubtful alone it is none: "it skips fern segmentation".
    """
    once = [c for c in clusters if c.type == "Task" and len(c.candidates) == 1]
    for cluster in [c for c in once if c.candidates[0].start > split]:
        candidate = cluster.candidates[0]
        at, base = candidate.listed_at, candidate.base
        if at is None or base is None or not all(map(_of_lists, cluster.votes.values())):
            continue
        listed = candidate.text[at - candidate.start :]
        if " " in listed:
            _join(cluster, listed, clusters)
        elif not base.certain:
            cluster.type = None


def _of_lists(votes: dict[str, float]) -> bool:
    """Whether only lists speak for something."""
    return all(rule.startswith("names.") for rule in votes)


def _join(cluster: Cluster, listed: str, clusters: Sequence[Cluster]) -> None:
    """Give the mention to the listed task alone, if it is spoken of elsewhere."""
    key = form_key(listed)
    for other in [c for c in clusters if c.type == "Task" and c is not cluster]:
        if any(form_key(mention.text) == key for mention in other.candidates):
            candidate = cluster.candidates[0]
            candidate.start, candidate.text = candidate.start + len(candidate.text) - len(listed), listed
            other.candidates.append(candidate)
            cluster.type = None
            return
