"""The only place that decides when two records are one paper, and what the one paper says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kg.model import Paper, fold

# arXiv first: it is the id most lists agree on. A title's hash says least.
_SCHEMES = ("arxiv", "acl", "doi", "title")


def merge(papers: Iterable[Paper]) -> list[Paper]:
    """One paper for all copies of it, sorted by id; the order of the input makes no difference.

    Copies share an id or a folded title. The copy with the longest abstract is kept, under the best id of all,
    and takes the year, authors, venue, address and own id it lacks from the others.
    """
    return sorted((merge_copies(copies) for copies in copies_of(papers)), key=lambda paper: paper.id)


def copies_of(papers: Iterable[Paper]) -> list[list[Paper]]:
    """The papers in groups: two that share an id or a folded title, directly or through others, are together."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        parent.setdefault(name, name)
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    papers = list(papers)
    for paper in papers:
        parent[root(paper.id)] = root(f"title {fold(paper.title)}")
    groups: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        groups[root(paper.id)].append(paper)
    return list(groups.values())


def best_first(copies: Iterable[Paper]) -> list[Paper]:
    """The copies with the longest abstract first; what comes after the length only makes the order a fixed one."""
    return sorted(copies, key=_rank)


def merge_copies(copies: Iterable[Paper]) -> Paper:
    """The best copy under the best id, with what it lacks taken from the others."""
    ranked = best_first(copies)
    return replace(
        ranked[0],
        id=min((paper.id for paper in ranked), key=lambda id: (_SCHEMES.index(id.partition(":")[0]), id)),
        year=next((paper.year for paper in ranked if paper.year), None),
        authors=next((paper.authors for paper in ranked if paper.authors), ()),
        venue=next((paper.venue for paper in ranked if paper.venue), None),
        url=next((paper.url for paper in ranked if paper.url), None),
        given_id=next((paper.given_id for paper in ranked if paper.given_id), None),
    )


def _rank(paper: Paper) -> tuple[object, ...]:
    optional = (paper.url, paper.venue, paper.given_id, None if paper.year is None else str(paper.year))
    return (
        -len(paper.abstract),
        paper.abstract,
        paper.title,
        paper.id,
        paper.source,
        paper.authors,
        tuple(value or "" for value in optional),
    )
