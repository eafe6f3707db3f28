"""Commands that read papers: build, extract, evaluate, demo."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from kg.cli.options import From, Inputs, Map, Out, RulesOption, Strict, WorkersOption
from kg.cli.shared import build_and_write, coverage_table, extract_records, put, read_papers, rules_of

if TYPE_CHECKING:
    from kg.evaluate import Table
    from kg.graph import Graph

DEMO_WIDTH = 100
"""Columns of the demo's tables, which fit the page of a README."""
DEMO_ROWS = 10


def build(
    papers: Inputs,
    out: Out = Path("out"),
    source_format: From = None,
    mapping: Map = None,
    strict: Strict = False,
    rules: RulesOption = None,
    workers: WorkersOption = None,
) -> None:
    """Read papers and write their graph: Turtle, HTML, GraphML, tables, annotations."""
    found = read_papers(papers, source_format, mapping, strict)
    graph = build_and_write(found.merged(), rules_of(rules), out, strict=strict, workers=workers)
    _say_found(graph, out)


def extract(
    papers: Inputs,
    output: Annotated[
        Literal["annotations", "records"], typer.Option("--format", help="What to print, one JSON object a line.")
    ] = "annotations",
    source_format: From = None,
    mapping: Map = None,
    strict: Strict = False,
    rules: RulesOption = None,
    workers: WorkersOption = None,
) -> None:
    """Print what each paper says, one line a paper, in the order of the input."""
    from kg.export.annotations import line as annotation_line
    from kg.store import header
    from kg.store import line as record_line

    found = read_papers(papers, source_format, mapping, strict)
    if output == "records":
        put(header())
    form = annotation_line if output == "annotations" else record_line
    for line in extract_records(form, found, rules_of(rules), strict=strict, workers=workers):
        put(line)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated papers, with title and abstract.")],
    against: Annotated[
        Path | None, typer.Option("--against", help="Earlier annotations: list gains and losses.")
    ] = None,
    errors: Annotated[
        int, typer.Option("--errors", min=0, metavar="N", help="The N largest groups of misses and wrong hits.")
    ] = 0,
    listed: Annotated[int, typer.Option("--list", min=0, metavar="N", help="Up to N single errors of each row.")] = 0,
    by_rule: Annotated[bool, typer.Option("--by-rule", help="Hits and precision of each rule too.")] = False,
    rules: RulesOption = None,
) -> None:
    """Score the reading against hand-annotated papers."""
    from kg.annotation import annotation
    from kg.evaluate import changes, score
    from kg.export.annotations import read as read_annotations
    from kg.terminal import table

    loaded, annotated = rules_of(rules), read_annotations(gold)
    papers = read_papers([str(gold)], None, None, strict=True)
    predicted = list(extract_records(annotation, papers, loaded, strict=True))
    scored = score(annotated, predicted)
    columns = ("", "gold", "predicted", "precision", "recall", "F1")
    put(table(columns, ((name, *_scores(row)) for name, row in scored.rows.items())))
    for line in _mistakes(scored, annotated, errors, listed):
        put(line)
    if by_rule:
        put(coverage_table(loaded, list(papers), annotated))
    if against:
        for line in changes(read_annotations(against), predicted):
            put(line)


def demo(out: Out = Path("exports")) -> None:
    """Build the graph of the bundled sample papers and show what is in it."""
    from kg.terminal import best, found, largest_board, table

    samples = Path(__file__).parent.parent / "samples" / "landmarks.jsonl"
    papers = read_papers([str(samples)], None, None, strict=True)
    graph = build_and_write(papers.merged(), rules_of(None), out, strict=True)
    # One width for all terminals: what the demo prints stands in the README.
    put(table(("found", "", "most often"), found(graph), width=DEMO_WIDTH))
    board = largest_board(graph)
    if board is not None:
        name = graph.nodes[board[0]]["name"]
        columns, rows = best(graph, *board, limit=DEMO_ROWS)
        put("")
        put(table(columns, rows, title=f"The best on {name}", width=DEMO_WIDTH))
    command, folder = _command(), shlex.quote(str(out))
    put(f"\nWritten to {out}{os.sep}. Look at the graph: open {out / 'graph.html'} in a browser. Then type")
    put(f"  {command} explain BERT --graph {folder}")
    put(f"  {command} query leaderboard --dataset MMLU --graph {folder}")
    put(f"  {command} build YOUR_PAPERS.txt -o out")


def _say_found(graph: Graph, out: Path) -> None:
    from kg.terminal import found, table

    put(table(("found", "", "most often"), found(graph)))
    put(f"Written to {out}{os.sep}")


def _command() -> str:
    """How the user called this program, to be typed again."""
    called = sys.argv[0]
    if Path(called).name != "kg":
        return f"{shlex.quote(sys.executable)} -m kg"
    found = shutil.which("kg")
    return "kg" if found and Path(found).resolve() == Path(called).resolve() else shlex.quote(called)


def _scores(row: Any) -> tuple[object, ...]:
    return row.gold, row.predicted, f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}"


def _mistakes(scored: Table, gold: list[dict[str, Any]], groups: int, listed: int) -> Iterator[str]:
    """The largest groups of errors, and the first single ones, of each row."""
    from kg.evaluate import WHOLE
    from kg.mistakes import grouped, lines

    for row in WHOLE if groups else ():
        yield from lines(row, grouped(scored.mistakes[row], gold), groups)
    for row, errors in scored.errors.items():
        yield from (f"{row:16} {error}" for error in errors[:listed])
