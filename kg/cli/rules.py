"""Commands on the rules: check, test, ontology, coverage."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import From, Inputs, Map, RulesOption
from kg.cli.shared import coverage_table, put, read_papers, rules_of


def rules_check(rules: RulesOption = None) -> None:
    """Say what is wrong with the rules, one line each."""
    from kg.rulecheck import check_rules
    from kg.rules import shipped

    _verdict(check_rules(rules_of(rules), shipped(), *(rules or ())), "the rules are well-formed")


def rules_test(rules: RulesOption = None) -> None:
    """Run every example line of every rule."""
    from kg.extract.examples import failures

    _verdict(failures(rules_of(rules)), "every example is read as it says")


def rules_ontology(
    shapes: Annotated[bool, typer.Option("--shapes", help="The SHACL shapes instead.")] = False,
    rules: RulesOption = None,
) -> None:
    """Print the ontology of the types and predicates of the rules, in Turtle."""
    from kg.export.ontology import ontology
    from kg.export.shapes import shapes as shapes_of

    loaded = rules_of(rules)
    put((shapes_of(loaded) if shapes else ontology(loaded)).rstrip("\n"))


def rules_coverage(
    papers: Inputs,
    gold: Annotated[Path | None, typer.Option("--gold", help="Annotations to count as right.")] = None,
    source_format: From = None,
    mapping: Map = None,
    rules: RulesOption = None,
) -> None:
    """Count what each rule finds in papers, and how much of it is right where annotations say so."""
    from kg.export.annotations import read as read_annotations

    found = read_papers(papers, source_format, mapping, strict=False)
    annotated = read_annotations(gold) if gold else None
    put(coverage_table(rules_of(rules), list(found), annotated))


def _verdict(wrong: list[str], right: str) -> None:
    for line in wrong:
        put(line)
    if wrong:
        raise typer.Exit(2)
    put(right)
