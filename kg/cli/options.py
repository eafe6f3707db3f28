"""Options that several commands share, each written once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Inputs = Annotated[list[str], typer.Argument(metavar="PAPERS...", help="Files with papers; - is standard input.")]
From = Annotated[str | None, typer.Option("--from", metavar="FORMAT", help="pages, jsonl or csv; else by content.")]
Map = Annotated[
    list[str] | None, typer.Option("--map", metavar="FIELD=COLUMN", help="A column's name, e.g. abstract=body.")
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first thing that cannot be read.")]
RulesOption = Annotated[
    list[Path] | None, typer.Option("--rules", metavar="DIR", help="A folder of rules on top of the shipped ones.")
]
GraphOption = Annotated[Path, typer.Option("--graph", metavar="DIR", help="What `kg build -o` has written.")]
WorkersOption = Annotated[
    int | None,
    typer.Option("--workers", min=1, metavar="N", help="Processes that read; else as many as cores, where it pays."),
]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Where to write.")]
Evidence = Annotated[
    Literal["none", "paper", "span"],
    typer.Option("--evidence", help="How much of where claims stand: nothing, their papers, or the places in them."),
]
TableFormat = Literal["table", "csv", "json", "md"]
