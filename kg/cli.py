"""The command `kg`: turns what is typed into calls of the library, and what comes back into lines.

Everything heavy is imported inside a command, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import sys
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

import typer

from kg import __version__
from kg.errors import KGError, QueryError, SourceError

if TYPE_CHECKING:
    from kg.evaluate import Table
    from kg.export.view import View
    from kg.graph import Graph
    from kg.model import Paper, PaperRecord
    from kg.pipeline import Papers
    from kg.query import Answer
    from kg.questions import NamedQuery
    from kg.rules import Rules
    from kg.sources.problem import Problem

T = TypeVar("T")

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    # Plain help: laid out by rich it takes twice as long to appear.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Models, methods, benchmarks and scores, read from abstracts by rules into a knowledge graph.",
)
rules_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Check, test and measure the rules.")
app.add_typer(rules_app, name="rules")

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

DEMO_WIDTH = 100
"""Columns of the demo's tables, which fit the page of a README."""
DEMO_ROWS = 10


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


@app.callback()
def options(
    # Eager with a callback: it must answer before a command is missed.
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="Print the version and stop.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the whole traceback of an unexpected error.")] = False,
) -> None:
    if debug:
        os.environ["KG_DEBUG"] = "1"


@app.command()
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
    found = _read(papers, source_format, mapping, strict)
    graph = _build(found.merged(), _rules(rules), out, strict=strict, workers=workers)
    _say_found(graph, out)


@app.command()
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

    found = _read(papers, source_format, mapping, strict)
    if output == "records":
        _put(header())
    form = annotation_line if output == "annotations" else record_line
    for line in _extract(form, found, _rules(rules), strict=strict, workers=workers):
        _put(line)


@app.command(
    # What a named query takes is known when it is read, and --help tells it too.
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)
def query(
    context: typer.Context,
    text: Annotated[str | None, typer.Argument(metavar="'SPARQL' | NAME", help="A query or a named one.")] = None,
    graph: GraphOption = Path("out"),
    output: Annotated[TableFormat, typer.Option("--format", help="How to print the rows.")] = "table",
    limit: Annotated[int | None, typer.Option("--limit", min=0, metavar="N", help="The first N rows only.")] = None,
    list_queries: Annotated[bool, typer.Option("--list", help="List the named queries and their options.")] = False,
    rules: RulesOption = None,
    helped: Annotated[bool, typer.Option("--help", help="This text; after NAME, what that query takes.")] = False,
) -> None:
    """Ask a built graph: kg query leaderboard --dataset ImageNet, or any SPARQL query."""
    from kg.questions import find_query

    if list_queries:
        _put(_list_of(_queries(rules)))
        return
    if helped:
        _put(find_query(_queries(rules), text).described if text else context.get_help())
        return
    if not text or text.startswith("-"):
        raise QueryError("kg query: no query; write one in SPARQL or take a name from `kg query --list`")
    from kg.query import query as ask
    from kg.terminal import FORMATS

    path, parameters = _file(graph, "graph.ttl"), _parameters(context.args)
    # SPARQL has at least two words and a brace; a name is one word.
    if re.fullmatch(r"[\w-]+", text):
        answer = _ask_named(path, text, parameters, rules)
    elif parameters:
        raise QueryError("kg query: options belong to named queries; write the values into the SPARQL text")
    else:
        answer = ask(path, text)
    _put(FORMATS[output](answer.columns, answer.rows[:limit]))


@app.command()
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
        _write_view(_file(graph, "graph.ttl"), view, output, out, rules)
        return
    built = _graph(graph, rules)
    if out is None:
        dump(built, sys.stdout.buffer, output, evidence=evidence)
        sys.stdout.buffer.flush()
    else:
        write_format(built, out, output, evidence=evidence)


@app.command()
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

    found = check_graph(load(path), _rules(rules), evidence=evidence)
    if output == "table":
        for line in map(str, found):
            _put(line)
    else:
        rows = [(item.node, item.fact, item.remedy, "warning" if item.warning else "fault") for item in found]
        _put(FORMATS[output](("node", "fact", "remedy", "severity"), rows))
    faults = sum(not item.warning for item in found)
    if faults:
        _tell(f"{path}: {faults} fault{'s' * (faults > 1)}")
        raise typer.Exit(1)
    if output == "table":
        noun = "warning" if len(found) == 1 else "warnings"
        _put(f"{path} is sound" + (f", with {len(found)} {noun}" if found else ""))


@app.command()
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
    run_server(graph, host=host, port=port, seconds=timeout, workers=workers, rows=max_rows, told=_put)


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model, method, data set, task or metric.")],
    graph: GraphOption = Path("out"),
    rules: RulesOption = None,
) -> None:
    """Show each claim about a name with its sentence, its paper and the rule that read it."""
    from kg.explain import explain as explanations_of
    from kg.explain import render

    explanations = explanations_of(_graph(graph, rules), name)
    _put(render(explanations).rstrip("\n") or f"{name}: nothing is claimed of it")


@app.command()
def view(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A thing or paper; else all is shown.")] = None,
    depth: Annotated[int, typer.Option("--depth", min=0, max=5, help="So many steps around NAME.")] = 2,
    query: Annotated[
        Path | None, typer.Option("--query", metavar="FILE.rq", help="Show what the answer to this query speaks of.")
    ] = None,
    graph: GraphOption = Path("out"),
    out: Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Else view.html in DIR.")] = None,
    budget: Annotated[int, typer.Option("--budget", min=1, help="So many things are drawn at first.")] = 400,
    opens: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in a browser.")] = True,
    rules: RulesOption = None,
) -> None:
    """Write the explorer of a part of a built graph and open it: what is around a name, or what a query finds."""
    from kg.export.html import write as write_html
    from kg.pipeline import build as build_graph
    from kg.store import read_records

    if name is not None and query is not None:
        raise QueryError("kg view: both a name and --query; give one of them")
    records = _file(graph, "records.jsonl")
    found = _view(build_graph(list(read_records(records)), rules=_rules(rules)), name, depth, query)
    path = out or records.parent / "view.html"
    write_html(found.graph, path, title=found.title, budget=budget, start=found.start)
    _put(f"Written to {path}")
    if opens and not webbrowser.open(path.resolve().as_uri()):
        _tell(f"kg: no browser could be opened; open {path} yourself")


@app.command()
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

    loaded, annotated = _rules(rules), read_annotations(gold)
    papers = _read([str(gold)], None, None, strict=True)
    predicted = list(_extract(annotation, papers, loaded, strict=True))
    scored = score(annotated, predicted)
    columns = ("", "gold", "predicted", "precision", "recall", "F1")
    _put(table(columns, ((name, *_scores(row)) for name, row in scored.rows.items())))
    for line in _mistakes(scored, annotated, errors, listed):
        _put(line)
    if by_rule:
        _put(_coverage(loaded, list(papers), annotated))
    if against:
        for line in changes(read_annotations(against), predicted):
            _put(line)


@app.command()
def demo(out: Out = Path("exports")) -> None:
    """Build the graph of the bundled sample papers and show what is in it."""
    from kg.terminal import best, found, largest_board, table

    samples = Path(__file__).parent / "samples" / "landmarks.jsonl"
    papers = _read([str(samples)], None, None, strict=True)
    graph = _build(papers.merged(), _rules(None), out, strict=True)
    # One width for all terminals: what the demo prints stands in the README.
    _put(table(("found", "", "most often"), found(graph), width=DEMO_WIDTH))
    board = largest_board(graph)
    if board is not None:
        name = graph.nodes[board[0]]["name"]
        columns, rows = best(graph, *board, limit=DEMO_ROWS)
        _put("")
        _put(table(columns, rows, title=f"The best on {name}", width=DEMO_WIDTH))
    command, folder = _command(), shlex.quote(str(out))
    _put(f"\nWritten to {out}{os.sep}. Look at the graph: open {out / 'graph.html'} in a browser. Then type")
    _put(f"  {command} explain BERT --graph {folder}")
    _put(f"  {command} query leaderboard --dataset MMLU --graph {folder}")
    _put(f"  {command} build YOUR_PAPERS.txt -o out")


@rules_app.command("check")
def rules_check(rules: RulesOption = None) -> None:
    """Say what is wrong with the rules, one line each."""
    from kg.rulecheck import check_rules
    from kg.rules import shipped

    _verdict(check_rules(_rules(rules), shipped(), *(rules or ())), "the rules are well-formed")


@rules_app.command("test")
def rules_test(rules: RulesOption = None) -> None:
    """Run every example line of every rule."""
    from kg.extract.examples import failures

    _verdict(failures(_rules(rules)), "every example is read as it says")


@rules_app.command("ontology")
def rules_ontology(
    shapes: Annotated[bool, typer.Option("--shapes", help="The SHACL shapes instead.")] = False,
    rules: RulesOption = None,
) -> None:
    """Print the ontology of the types and predicates of the rules, in Turtle."""
    from kg.export.ontology import ontology
    from kg.export.shapes import shapes as shapes_of

    loaded = _rules(rules)
    _put((shapes_of(loaded) if shapes else ontology(loaded)).rstrip("\n"))


@rules_app.command("coverage")
def rules_coverage(
    papers: Inputs,
    gold: Annotated[Path | None, typer.Option("--gold", help="Annotations to count as right.")] = None,
    source_format: From = None,
    mapping: Map = None,
    rules: RulesOption = None,
) -> None:
    """Count what each rule finds in papers, and how much of it is right where annotations say so."""
    from kg.export.annotations import read as read_annotations

    found = _read(papers, source_format, mapping, strict=False)
    annotated = read_annotations(gold) if gold else None
    _put(_coverage(_rules(rules), list(found), annotated))


def main() -> None:
    """Runs the command line; the user's mistakes end with 2, ours with 1."""
    # A closed pipe (`kg extract … | head`) ends the program as it ends other tools, without a message.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except KGError as error:
        _tell(f"kg: {error}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        _tell(f"kg: unexpected {type(error).__name__}: {error} (a fault of kg; `kg --debug …` shows where)")
        sys.exit(1)


def _read(paths: list[str], source_format: str | None, mapping: list[str] | None, strict: bool) -> Papers:
    """The papers, after a line for each problem; raises `SourceError` when there are none."""
    from kg.pipeline import read
    from kg.terminal import told

    found = read(paths, format=source_format, mapping=_mapping(mapping), strict=strict)
    for line in told(found.problems):
        _tell(line)
    if not found.papers:
        raise SourceError(f"{', '.join(paths)}: no papers could be read; see the lines above")
    return found


def _extract(
    form: Callable[[PaperRecord], T], papers: Iterable[Paper], rules: Rules, *, strict: bool, workers: int | None = None
) -> Iterator[T]:
    """What `form` makes of the records, with a moving bar, and a line for each paper that could not be read."""
    from kg.pipeline import extract_as
    from kg.terminal import progress
    from kg.workers import worthwhile

    def report(problem: Problem) -> None:
        if strict:
            raise SourceError(str(problem))
        _tell(str(problem))

    papers = list(papers)
    found = extract_as(form, papers, rules=rules, report=report, workers=workers or worthwhile(len(papers)))
    with progress("reading", len(papers)) as tracked:
        yield from tracked(found)


def _build(papers: list[Paper], rules: Rules, out: Path, *, strict: bool, workers: int | None = None) -> Graph:
    from kg.pipeline import build as build_graph
    from kg.pipeline import itself, write_all

    records = list(_extract(itself, papers, rules, strict=strict, workers=workers))
    graph = build_graph(records, rules=rules)
    write_all(graph, records, out)
    return graph


def _graph(folder: Path, rules: list[Path] | None) -> Graph:
    """The graph of the records in a folder that `kg build` has written."""
    from kg.pipeline import build as build_graph
    from kg.store import read_records

    return build_graph(list(read_records(_file(folder, "records.jsonl"))), rules=_rules(rules))


def _view(graph: Graph, name: str | None, depth: int, query: Path | None) -> View:
    from kg.export.html import TITLE
    from kg.export.view import View, of_name, of_query

    if query is not None:
        try:
            text = query.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{query}: cannot be read ({error}); --query takes a file with a SPARQL query") from error
        return of_query(graph, text, query.name)
    return View(graph=graph, title=TITLE) if name is None else of_name(graph, name, depth)


def _say_found(graph: Graph, out: Path) -> None:
    from kg.terminal import found, table

    _put(table(("found", "", "most often"), found(graph)))
    _put(f"Written to {out}{os.sep}")


def _write_view(graph: Path, name: str, output: str, out: Path | None, folders: list[Path] | None) -> None:
    from kg.export.views import find_view, views, write_view
    from kg.rules import shipped

    write_view(graph, find_view(views(shipped(), *(folders or ())), name), out or sys.stdout.buffer, output)


def _command() -> str:
    """How the user called this program, to be typed again."""
    called = sys.argv[0]
    if Path(called).name != "kg":
        return f"{shlex.quote(sys.executable)} -m kg"
    found = shutil.which("kg")
    return "kg" if found and Path(found).resolve() == Path(called).resolve() else shlex.quote(called)


def _rules(folders: list[Path] | None) -> Rules:
    from kg.rules import load_rules

    return load_rules(*(folders or ()))


def _mapping(pairs: list[str] | None) -> dict[str, str]:
    """`field=column` pairs as a dict; raises `SourceError`."""
    for pair in pairs or ():
        if not all(pair.partition("=")):
            raise SourceError(f"--map {pair}: not a pair; write --map FIELD=COLUMN, e.g. --map abstract=body")
    return dict(pair.split("=", 1) for pair in pairs or ())


def _parameters(args: list[str]) -> dict[str, str]:
    """The options of a named query (`--dataset X`, `--dataset=X`) as a dict; raises `QueryError`."""
    parameters: dict[str, str] = {}
    rest = iter(args)
    for arg in rest:
        name, equals, value = arg.partition("=")
        if not name.startswith("--") or name == "--":
            raise QueryError(
                f"kg query: unexpected {arg!r}; options look like --dataset ImageNet (quote several words)"
            )
        found = value if equals else next(rest, None)
        if found is None:
            raise QueryError(f"kg query: {name} has no value; write {name} VALUE")
        parameters[name[2:]] = found
    return parameters


def _queries(folders: list[Path] | None) -> dict[str, NamedQuery]:
    """The named queries by name; those of a user's rule folder come before shipped ones of the same name."""
    from kg.questions import named_queries
    from kg.rules import shipped

    found = {name: query for folder in (shipped(), *(folders or ())) for name, query in named_queries(folder).items()}
    return dict(sorted(found.items()))


def _list_of(queries: dict[str, NamedQuery]) -> str:
    """The named queries in a table for each group."""
    from kg.questions import by_group
    from kg.terminal import table

    columns = ("name", "options", "what it answers")
    tables = (
        table(columns, [(query.name, query.usage, query.help) for query in queries], title=group)
        for group, queries in by_group(queries.values()).items()
    )
    return "\n\n".join((*tables, "`kg query NAME --help` tells what a query takes and shows an example."))


def _ask_named(path: Path, name: str, parameters: dict[str, str], folders: list[Path] | None) -> Answer:
    from kg.query import run
    from kg.questions import find_query

    return run(path, find_query(_queries(folders), name), parameters)


def _file(graph: Path, name: str) -> Path:
    """The file of this name in the folder, or beside the file, that --graph gives."""
    if graph.suffix not in (".ttl", ".jsonl") or graph.is_dir():
        return graph / name
    return graph if graph.suffix == Path(name).suffix else graph.parent / name


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


def _coverage(rules: Rules, papers: list[Paper], gold: list[dict[str, Any]] | None) -> str:
    """What each rule does in the papers, as a table, after a moving bar."""
    from kg.coverage import coverage
    from kg.terminal import progress, table

    with progress("reading", len(papers)) as tracked:
        rows = coverage(rules, tracked(papers), gold)
    columns = list(rows[0]) if rows else ["rule"]
    return table(columns, ([row.get(column) for column in columns] for row in rows))


def _verdict(wrong: list[str], right: str) -> None:
    for line in wrong:
        _put(line)
    if wrong:
        raise typer.Exit(2)
    _put(right)


def _put(text: str) -> None:
    # Bytes, so that what is printed is the same whatever the terminal's encoding.
    typer.echo(f"{text}\n".encode(), nl=False)


def _tell(text: str) -> None:
    typer.echo(text, err=True)
