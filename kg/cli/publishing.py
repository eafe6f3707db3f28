"""Commands that hand a built graph to others: export, check, serve."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from kg.cli.options import Evidence, RulesOption, TableFormat
from kg.cli.shared import file_in, graph_of, put, rules_of, tell
from kg.errors import QueryError


def export(
    graph: Annotated[Path, typer.Argument(metavar="DIR", help="What `kg build -o` has written.")] = Path("out"),
    output: Annotated[
        Literal["turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld", "nanopub"],
        typer.Option("--format", help="A format of RDF."),
    ] = "turtle",
    evidence: Evidence = "span",
    view: Annotated[
        str | None, typer.Option("--view", metavar="NAME", help="In another's vocabulary: lpwc, orkg, mlsea or cskg.")
    ] = None,
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Where to write; else print.")] = None,
    rules: RulesOption = None,
) -> None:
    """Write a built graph as RDF: N-Quads and TriG have a named graph for each paper, nanopub what each reports."""
    from kg.export.formats import dump, write_format

    if view is not None:
        _write_view(file_in(graph, "graph.ttl"), view, output, out, rules)
        return
    built = graph_of(graph, rules)
    if out is None:
        dump(built, sys.stdout.buffer, output, evidence=evidence)
        sys.stdout.buffer.flush()
    else:
        write_format(built, out, output, evidence=evidence)


def check(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A graph: .ttl, .nt, .nq, .trig, .rdf or .jsonld.")],
    evidence: Evidence = "span",
    output: Annotated[TableFormat, typer.Option("--format", help="How to print what is wrong.")] = "table",
    rules: RulesOption = None,
) -> None:
    """Test a graph in RDF against the shapes: a line for each fault. Ends with 1 if there is any."""
    from kg.check import check as check_graph
    from kg.check import load
    from kg.terminal import FORMATS

    found = check_graph(load(path), rules_of(rules), evidence=evidence)
    if output == "table":
        for line in map(str, found):
            put(line)
    else:
        rows = [(item.node, item.fact, item.remedy, "warning" if item.warning else "fault") for item in found]
        put(FORMATS[output](("node", "fact", "remedy", "severity"), rows))
    faults = sum(not item.warning for item in found)
    if faults:
        tell(f"{path}: {faults} fault{'s' * (faults > 1)}")
        raise typer.Exit(1)
    if output == "table":
        noun = "warning" if len(found) == 1 else "warnings"
        put(f"{path} is sound" + (f", with {len(found)} {noun}" if found else ""))


def serve(
    graph: Annotated[
        Path, typer.Argument(metavar="DIR|FILE|STORE", help="What `kg build` has written, or triples of your own.")
    ] = Path("out"),
    host: Annotated[str, typer.Option("--host", help="0.0.0.0 lets other machines in.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")] = 8000,
    timeout: Annotated[float, typer.Option("--timeout", min=0.1, metavar="S", help="Seconds a query may take.")] = 10.0,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes that answer; else two a processor, four at least.")
    ] = None,
    max_rows: Annotated[int, typer.Option("--max-rows", min=1, help="Rows or triples an answer may have.")] = 100_000,
) -> None:
    """Serve a built graph: SPARQL endpoint, a page for each thing, a query page, the explorer."""
    try:
        from kg.serve.server import serve as run_server
    except ModuleNotFoundError as error:
        raise QueryError(f"kg serve: {error.name} is not installed; run pip install 'paperkg[serve]'") from None
    run_server(graph, host=host, port=port, seconds=timeout, workers=workers, rows=max_rows, told=put)


def _write_view(graph: Path, name: str, output: str, out: Path | None, folders: list[Path] | None) -> None:
    from kg.export.views import find_view, views, write_view
    from kg.rules import shipped

    write_view(graph, find_view(views(shipped(), *(folders or ())), name), out or sys.stdout.buffer, output)
