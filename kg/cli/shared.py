"""What several commands do: read papers and graphs, and say things."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from kg.errors import SourceError

if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.model import Paper, PaperRecord
    from kg.pipeline import Papers
    from kg.rules import Rules
    from kg.sources.problem import Problem

T = TypeVar("T")


def put(text: str) -> None:
    """Print a text and a line break."""
    # Bytes, so that what is printed is the same whatever the terminal's encoding.
    typer.echo(f"{text}\n".encode(), nl=False)


def tell(text: str) -> None:
    """Print a line to the user that is no output."""
    typer.echo(text, err=True)


def rules_of(folders: list[Path] | None) -> Rules:
    """The shipped rules with those of the folders on top."""
    from kg.rules import load_rules

    return load_rules(*(folders or ()))


def mapping_of(pairs: list[str] | None) -> dict[str, str]:
    """`field=column` pairs as a dict; raises `SourceError`."""
    for pair in pairs or ():
        if not all(pair.partition("=")):
            raise SourceError(f"--map {pair}: not a pair; write --map FIELD=COLUMN, e.g. --map abstract=body")
    return dict(pair.split("=", 1) for pair in pairs or ())


def file_in(graph: Path, name: str) -> Path:
    """The file of this name in the folder, or beside the file, that --graph gives."""
    if graph.suffix not in (".ttl", ".jsonl") or graph.is_dir():
        return graph / name
    return graph if graph.suffix == Path(name).suffix else graph.parent / name


def read_papers(paths: list[str], source_format: str | None, mapping: list[str] | None, strict: bool) -> Papers:
    """The papers, after a line for each problem; raises `SourceError` when there are none."""
    from kg.pipeline import read
    from kg.terminal import told

    found = read(paths, format=source_format, mapping=mapping_of(mapping), strict=strict)
    for line in told(found.problems):
        tell(line)
    if not found.papers:
        raise SourceError(f"{', '.join(paths)}: no papers could be read; see the lines above")
    return found


def extract_records(
    form: Callable[[PaperRecord], T], papers: Iterable[Paper], rules: Rules, *, strict: bool, workers: int | None = None
) -> Iterator[T]:
    """What `form` makes of the records, with a moving bar, and a line for each paper that could not be read."""
    from kg.pipeline import extract_as
    from kg.terminal import progress
    from kg.workers import worthwhile

    def report(problem: Problem) -> None:
        if strict:
            raise SourceError(str(problem))
        tell(str(problem))

    papers = list(papers)
    found = extract_as(form, papers, rules=rules, report=report, workers=workers or worthwhile(len(papers)))
    with progress("reading", len(papers)) as tracked:
        yield from tracked(found)


def build_and_write(papers: list[Paper], rules: Rules, out: Path, *, strict: bool, workers: int | None = None) -> Graph:
    """The graph of the papers, written to a folder with everything `kg build` writes."""
    from kg.pipeline import build as build_graph
    from kg.pipeline import itself, write_all

    records = list(extract_records(itself, papers, rules, strict=strict, workers=workers))
    graph = build_graph(records, rules=rules)
    write_all(graph, records, out)
    return graph


def graph_of(folder: Path, rules: list[Path] | None) -> Graph:
    """The graph of the records in a folder that `kg build` has written."""
    from kg.pipeline import build as build_graph
    from kg.store import read_records

    return build_graph(list(read_records(file_in(folder, "records.jsonl"))), rules=rules_of(rules))


def coverage_table(rules: Rules, papers: list[Paper], gold: list[dict[str, Any]] | None) -> str:
    """What each rule does in the papers, as a table, after a moving bar."""
    from kg.coverage import coverage
    from kg.terminal import progress, table

    with progress("reading", len(papers)) as tracked:
        rows = coverage(rules, tracked(papers), gold)
    columns = list(rows[0]) if rows else ["rule"]
    return table(columns, ([row.get(column) for column in columns] for row in rows))
