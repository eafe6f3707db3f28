"""The whole road in four steps: `read` papers, `extract` records, `build` a graph, `write_all` files."""

from __future__ import annotations

import gc
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from kg.errors import SourceError
from kg.model import Claim, Paper, PaperRecord, fold
from kg.sources.detect import format_named
from kg.sources.fields import check_mapping
from kg.sources.files import read_file
from kg.sources.merge import best_first, copies_of, merge, merge_copies
from kg.sources.problem import Problem
from kg.workers import Form, Workers, read_one

if TYPE_CHECKING:
    from kg.extract.reader import Reader
    from kg.graph import Graph
    from kg.rules import Rules

T = TypeVar("T")
PathType = str | PathLike[str]
Report = Callable[[Problem], object]
RECORDS = "records.jsonl"
GRAPH = "graph.ttl"


@dataclass(frozen=True, slots=True, repr=False)
class Papers:
    """The papers of one reading in input order, copies included, and the problems met on the way."""

    papers: tuple[Paper, ...]
    problems: tuple[Problem, ...] = ()

    def __len__(self) -> int:
        return len(self.papers)

    def __iter__(self) -> Iterator[Paper]:
        return iter(self.papers)

    def __getitem__(self, index: int) -> Paper:
        return self.papers[index]

    def __repr__(self) -> str:
        return f"<{len(self.papers)} papers, {len(self.problems)} problems>"

    def merged(self) -> list[Paper]:
        """One paper for all copies of it, sorted by id."""
        return merge(self.papers)


def read(
    paths: PathType | Iterable[PathType],
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    strict: bool = False,
) -> Papers:
    """The papers of the files in their order; `-` is standard input, `mapping` gives columns (field -> column).

    What gives no paper is in `.problems`; with `strict` the first of them is raised as `SourceError`.
    """
    check_mapping(mapping)
    if format is not None:
        format_named(format)
    papers: list[Paper] = []
    problems: list[Problem] = []
    for path in _each(paths):
        for item in read_file(path, format=format, mapping=mapping):
            if isinstance(item, Paper):
                papers.append(item)
            elif strict:
                raise SourceError(str(item))
            else:
                problems.append(item)
    return Papers(tuple(papers), tuple(problems))


def extract(
    papers: Iterable[Paper], *, rules: Rules | None = None, report: Report | None = None, workers: int = 1
) -> Iterator[PaperRecord]:
    """One record for each paper, in order; what a paper says is read by the rules and by nothing else.

    A paper that makes the reading fail gets an empty record and is told to `report` (by default, as a warning).
    `workers` is the number of processes; what comes back does not depend on it.
    """
    return extract_as(itself, papers, rules=rules, report=report, workers=workers)


def extract_as(
    form: Form[T],
    papers: Iterable[Paper],
    *,
    rules: Rules | None = None,
    report: Report | None = None,
    workers: int = 1,
) -> Iterator[T]:
    """What `form` makes of each paper's record, in order; it is made where the paper is read."""
    # spaCy comes with the reader, and takes longer to import than everything else together.
    from kg.extract.reader import Reader

    reader = Reader(rules or _shipped_rules())
    # The lists hold a hundred thousand small objects that never die; this spares the collector from walking them.
    gc.freeze()

    def tell(paper: Paper, reason: str) -> None:
        fact = f"{paper.label} could not be read: {reason}"
        (report or _warn)(Problem(paper.source or paper.id, fact, "a fault of kg: please report it with the text"))

    if workers > 1:
        return Workers(reader, form, workers).read([*papers], tell)
    return _in_turn(reader, form, papers, tell)


def _in_turn(
    reader: Reader, form: Form[T], papers: Iterable[Paper], tell: Callable[[Paper, str], object]
) -> Iterator[T]:
    for paper in papers:
        wanted, reason = read_one(reader, paper, form)
        if reason is not None:
            tell(paper, reason)
        yield wanted


def itself(record: PaperRecord) -> PaperRecord:
    """The record as it is: the form in which `extract` gives it."""
    return record


def build(
    source: PathType | Iterable[PathType] | Iterable[Paper] | Iterable[PaperRecord],
    *,
    rules: Rules | None = None,
    report: Report | None = None,
    workers: int = 1,
) -> Graph:
    """The graph of what the papers say, from paths, papers or records; copies of a paper count once."""
    from kg.export.vocabulary import own_terms
    from kg.graph import build_graph

    rules = rules or _shipped_rules()
    graph = build_graph(records_of(source, rules=rules, report=report, workers=workers), rules.aliases, _facts(rules))
    graph.graph["own_terms"] = own_terms(rules)
    return graph


def records_of(
    source: PathType | Iterable[PathType] | Iterable[Paper] | Iterable[PaperRecord],
    *,
    rules: Rules | None = None,
    report: Report | None = None,
    workers: int = 1,
) -> list[PaperRecord]:
    """One record for each different paper, sorted by paper id, from paths, papers or records."""
    items = [source] if isinstance(source, (str, PathLike)) else list(source)
    records = [item for item in items if isinstance(item, PaperRecord)]
    papers = [item for item in items if isinstance(item, Paper)]
    paths = [item for item in items if isinstance(item, (str, PathLike))]
    if len(records) + len(papers) + len(paths) != len(items):
        raise TypeError("build() takes paths, papers or records")
    if paths:
        found = read(paths)
        for problem in found.problems:
            (report or _warn)(problem)
        papers += found
    if papers:
        records += extract(merge(papers), rules=rules, report=report, workers=workers)
    return merge_records(records)


def merge_records(records: Iterable[PaperRecord]) -> list[PaperRecord]:
    """One record for all copies of a paper, sorted by paper id: that of the copy with the longest abstract."""
    # Reversed, so that of two records for equal papers the first stands.
    by_paper = {record.paper: record for record in reversed([*records])}
    merged = [_moved(by_paper[best_first(copies)[0]], merge_copies(copies)) for copies in copies_of(by_paper)]
    return sorted(merged, key=lambda record: record.paper.id)


def write_all(graph: Graph, records: Iterable[PaperRecord], folder: PathType) -> list[Path]:
    """The files written: the graph in every format, the tables, and the records `kg explain` reads."""
    from kg.export.annotations import write as write_annotations
    from kg.export.graphml import write as write_graphml
    from kg.export.html import write as write_html
    from kg.export.rdf import write as write_turtle
    from kg.export.tables import write as write_tables
    from kg.store import write_records

    folder, records = Path(folder), list(records)
    write_turtle(graph, folder / GRAPH)
    write_html(graph, folder / "graph.html")
    write_graphml(graph, folder / "graph.graphml")
    write_annotations(records, folder / "annotations.jsonl")
    tables = write_tables(graph, folder / "tables")
    write_records(folder / RECORDS, records)
    names = (GRAPH, "graph.html", "graph.graphml", "annotations.jsonl", RECORDS)
    return [*(folder / name for name in names), *tables]


def _each(paths: PathType | Iterable[PathType]) -> list[str]:
    return [str(path) for path in ([paths] if isinstance(paths, (str, PathLike)) else paths)]


def _shipped_rules() -> Rules:
    from kg.rules import load_rules

    return load_rules()


# Columns of a name list that are about the entry and say nothing of the thing it names.
_BOOKKEEPING = frozenset({"tier", "precision", "source"})


def _facts(rules: Rules) -> dict[str | tuple[str, str], dict[str, object]]:
    """What the name lists know of a thing beside its names, such as which way a metric is better."""
    facts: dict[str | tuple[str, str], dict[str, object]] = {}
    for known in rules.names:
        told = {name: value for name, value in known.facts.items() if name not in _BOOKKEEPING}
        if told:
            facts[known.type, fold(known.name)] = dict(told)
    return facts


def _warn(problem: Problem) -> None:
    warnings.warn(str(problem), stacklevel=3)


def _moved(record: PaperRecord, paper: Paper) -> PaperRecord:
    """The record as one of `paper`, whose texts are the same and whose id and particulars may not be."""
    if record.paper == paper:
        return record
    return replace(
        record, paper=paper, claims=tuple(_moved_claim(claim, record.paper.id, paper.id) for claim in record.claims)
    )


def _moved_claim(claim: Claim, old: str, new: str) -> Claim:
    evidence = tuple(replace(item, paper=new) if item.paper == old else item for item in claim.evidence)
    return replace(claim, subject=new if claim.subject == old else claim.subject, evidence=evidence)
