"""Commands that ask a built graph: query, explain, view."""

from __future__ import annotations

import re
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.options import GraphOption, RulesOption, TableFormat
from kg.cli.shared import file_in, graph_of, put, rules_of, tell
from kg.errors import QueryError

if TYPE_CHECKING:
    from kg.export.view import View
    from kg.graph import Graph
    from kg.query import Answer
    from kg.questions import NamedQuery


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
        put(_list_of(queries_of(rules)))
        return
    if helped:
        put(find_query(queries_of(rules), text).described if text else context.get_help())
        return
    if not text or text.startswith("-"):
        raise QueryError("kg query: no query; write one in SPARQL or take a name from `kg query --list`")
    from kg.query import query as ask
    from kg.terminal import FORMATS

    path, parameters = file_in(graph, "graph.ttl"), _parameters(context.args)
    # SPARQL has at least two words and a brace; a name is one word.
    if re.fullmatch(r"[\w-]+", text):
        answer = _ask_named(path, text, parameters, rules)
    elif parameters:
        raise QueryError("kg query: options belong to named queries; write the values into the SPARQL text")
    else:
        answer = ask(path, text)
    put(FORMATS[output](answer.columns, answer.rows[:limit]))


def explain(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A model, method, data set, task or metric.")],
    graph: GraphOption = Path("out"),
    rules: RulesOption = None,
) -> None:
    """Show each claim about a name with its sentence, its paper and the rule that read it."""
    from kg.explain import explain as explanations_of
    from kg.explain import render

    explanations = explanations_of(graph_of(graph, rules), name)
    put(render(explanations).rstrip("\n") or f"{name}: nothing is claimed of it")


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
    records = file_in(graph, "records.jsonl")
    found = _view(build_graph(list(read_records(records)), rules=rules_of(rules)), name, depth, query)
    path = out or records.parent / "view.html"
    write_html(found.graph, path, title=found.title, budget=budget, start=found.start)
    put(f"Written to {path}")
    if opens and not webbrowser.open(path.resolve().as_uri()):
        tell(f"kg: no browser could be opened; open {path} yourself")


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


def queries_of(folders: list[Path] | None) -> dict[str, NamedQuery]:
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

    return run(path, find_query(queries_of(folders), name), parameters)
