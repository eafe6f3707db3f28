"""The only place that lays out answers for a person or a pipe: tables, CSV, JSON, Markdown, progress, problems."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.model import ENTITY_TYPES, plain
from kg.sources.problem import Problem

if TYPE_CHECKING:
    from rich.progress import Progress, Task
    from rich.text import Text

    from kg.graph import Graph

Row = Sequence[object]

_LINE = re.compile(r":\d+$")
SAME_PROBLEMS = 3
"""So many problems that differ in their line only are told in full: 20,000 rows without an abstract are one fact."""


def told(problems: Iterable[Problem]) -> Iterator[str]:
    """A line for each problem; many with the same fact in one file become a few and a count."""
    groups: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        groups[_LINE.sub("", problem.place), problem.fact].append(problem)
    for (file, fact), same in groups.items():
        yield from map(str, same[:SAME_PROBLEMS])
        if len(same) > SAME_PROBLEMS:
            yield f"{file}: {len(same) - SAME_PROBLEMS} more with the same: {fact}"


def table(columns: Sequence[str], rows: Iterable[Row], *, title: str | None = None, width: int | None = None) -> str:
    """A table drawn for the terminal, as wide as it is; in a pipe, as wide as its contents.

    With a `width` the terminal is not asked: the same rows give the same characters everywhere.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = [list(row) for row in rows]
    drawn = Table(
        title=title, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False
    )
    for number, column in enumerate(columns):
        right = bool(rows) and all(isinstance(row[number], (int, float, Decimal)) for row in rows)
        drawn.add_column(column, justify="right" if right else "left", overflow="fold")
    for row in rows:
        # Text, because a cell like "[bold]" is a name and no markup.
        drawn.add_row(*(Text(_cell(value)) for value in row))
    out = io.StringIO()
    terminal = sys.stdout.isatty() and width is None
    Console(file=out, width=width or (None if terminal else 1000), force_terminal=terminal).print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().strip("\n").splitlines())


def as_csv(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """CSV with a header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    # Before Python 3.13 a carriage return is left unquoted, and readers end the row there.
    writer.writerows([_cell(value).replace("\r", " ") for value in row] for row in rows)
    return out.getvalue().rstrip("\n")


def as_json(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """A JSON array with an object for each row; numbers stay numbers, absent values are null."""
    objects = [dict(zip(columns, map(_json_value, row), strict=True)) for row in rows]
    return json.dumps(objects, ensure_ascii=False, indent=1)


def as_markdown(columns: Sequence[str], rows: Iterable[Row]) -> str:
    """A Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    cells = ([_cell(value).replace("|", "\\|").replace("\n", " ") for value in row] for row in lines)
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


FORMATS = {"table": table, "csv": as_csv, "json": as_json, "md": as_markdown}


def found(graph: Graph) -> list[tuple[str, int, str]]:
    """What a graph holds, for a person: each kind of thing, how many there are, and which occur most."""
    nodes = [node for _, node in graph.nodes(data=True)]
    kinds = Counter(node["kind"] for node in nodes)
    rows: list[tuple[str, int, str]] = [("papers", kinds["paper"], "")]
    for type_ in ENTITY_TYPES:
        entities = [node for node in nodes if node["kind"] == "entity" and node["type"] == type_]
        entities.sort(key=lambda node: (-len(node["papers"]), node["name"]))
        rows.append((f"{type_.lower()}s", len(entities), ", ".join(node["name"] for node in entities[:3])))
    edges = Counter(key for _, _, key in graph.edges(keys=True))
    rows += [
        ("results", kinds["result"], ""),
        ("parameter counts", kinds["parameters"], ""),
        ("comparisons", edges["outperforms"] + edges["matches"], ""),
        ("based on", edges["basedOn"], ""),
        ("links", kinds["link"], ""),
    ]
    return rows


def largest_board(graph: Graph) -> tuple[str, str] | None:
    """The data set and the metric with the most scores of named systems; `None` where there are none."""
    boards = Counter(
        (dataset, node["metric"])
        for _, node in graph.nodes(data=True)
        if node["kind"] == "result" and node["quantity_kind"] == "score" and node["system"] and node["metric"]
        for dataset in node["datasets"]
    )
    return min(boards, key=lambda board: (-boards[board], board), default=None)


def best(graph: Graph, dataset: str, metric: str, limit: int) -> tuple[list[str], list[Row]]:
    """Columns and rows of the first `limit` named systems of a leaderboard, with their parameter counts."""
    from kg.lookup import leaderboard

    board = [line for line in leaderboard(graph, dataset, metric) if line.system is not None]
    columns = ["", "system", graph.nodes[metric]["name"], "setting", "parameters", "year", "paper"]
    rows = [
        [
            rank,
            line.name,
            f"{plain(line.value)}{line.unit if line.unit == '%' else ''}",
            ", ".join(line.settings),
            _parameters(graph, str(line.system)),
            graph.nodes[line.papers[0]]["year"],
            line.papers[0],
        ]
        for rank, line in enumerate(board[:limit], start=1)
    ]
    filled = [number for number in range(len(columns)) if any(row[number] not in (None, "") for row in rows)]
    return [columns[number] for number in filled], [[row[number] for number in filled] for row in rows]


_MAGNITUDES = ((Decimal(10**12), "T"), (Decimal(10**9), "B"), (Decimal(10**6), "M"), (Decimal(10**3), "K"))


def _parameters(graph: Graph, system: str) -> str:
    """The parameter counts stated for a system, shortened: "86M"."""
    edges = graph.out_edges(system, keys=True)
    counts = {graph.nodes[target]["value"] for _, target, key in edges if key == "hasParameters"}
    return ", ".join(map(_short, sorted(counts)))


def _short(count: Decimal) -> str:
    size, letter = next(((size, letter) for size, letter in _MAGNITUDES if count >= size), (Decimal(1), ""))
    return f"{plain(count / size)}{letter}"


@contextmanager
def progress(what: str, total: int | None) -> Iterator[Any]:
    """A function that wraps an iterable so that a bar with rate and time left moves while it is used.

    Nothing is drawn where standard error is no terminal.
    """
    if not sys.stderr.isatty():
        yield lambda items: items
        return
    with _bar() as bar:
        yield lambda items: bar.track(items, total=total, description=what)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """Papers per second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:.0f}/s" if task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True)


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _json_value(value: object) -> object:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, (int, float, str, bool)) else str(value)
