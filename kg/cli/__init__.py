"""The command `kg`: turns what is typed into calls of the library, and what comes back into lines.

Everything heavy is imported inside a command, so that `kg --help` answers at once.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated

import typer

from kg import __version__
from kg.cli import rules
from kg.cli.asking import explain, query, view
from kg.cli.publishing import check, export, serve
from kg.cli.reading import build, demo, evaluate, extract
from kg.cli.shared import tell
from kg.errors import KGError

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


app.command()(build)
app.command()(extract)
# What a named query takes is known when it is read, and --help tells it too.
app.command(
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    add_help_option=False,
)(query)
for _command in (export, check, serve, explain, view, evaluate, demo):
    app.command()(_command)
rules_app.command("check")(rules.rules_check)
rules_app.command("test")(rules.rules_test)
rules_app.command("ontology")(rules.rules_ontology)
rules_app.command("coverage")(rules.rules_coverage)


def main() -> None:
    """Runs the command line; the user's mistakes end with 2, ours with 1."""
    # A closed pipe (`kg extract … | head`) ends the program as it ends other tools, without a message.
    if hasattr(signal, "SIGPIPE"):
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        app()
    except KGError as error:
        tell(f"kg: {error}")
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:
        if os.environ.get("KG_DEBUG"):
            raise
        tell(f"kg: unexpected {type(error).__name__}: {error} (a fault of kg; `kg --debug …` shows where)")
        sys.exit(1)
