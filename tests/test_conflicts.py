"""Conflicts: what counts as a disagreement between papers, and what rounding, bounds or variants explain."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from records import entity, paper, score

from kg.conflicts import agree
from kg.graph import Graph, build_graph
from kg.model import PaperRecord


def stated(number: int, *values: str, unit: str | None = "%", setting: str | None = None, **ends: str) -> PaperRecord:
    """A paper that says "BERT reaches VALUE accuracy on SQuAD", once for each value; `ends` replaces its names."""
    names = {"system": "BERT", "metric": "accuracy", "dataset": "SQuAD", "before": "at"} | ends
    told = [f"{names['before']} {value}{unit or ''}" for value in values]
    text = paper(f"arxiv:{number}", f"{names['system']} has {names['metric']} on {names['dataset']} {', '.join(told)}.")
    types = {"Model": "system", "Metric": "metric", "Dataset": "dataset"}
    return PaperRecord(
        paper=text,
        entities=tuple(entity(text, type_, names[end], tier="name") for type_, end in types.items()),
        claims=tuple(
            score(
                text, f"{value}{unit or ''}", value, unit=unit, setting=setting,
                system=names["system"], metric=names["metric"], dataset=[names["dataset"]],
            )
            for value in values
        ),
    )  # fmt: skip


def conflicting(graph: Graph) -> set[tuple[str, str]]:
    """The values that conflict, each pair once and as written."""
    found = [(s, t) for s, t, predicate in graph.edges(keys=True) if predicate == "conflictsWith"]
    assert {(t, s) for s, t in found} == set(found), "a conflict goes both ways"
    return {tuple(sorted((graph.nodes[s]["text"], graph.nodes[t]["text"]))) for s, t in found}


@pytest.mark.parametrize(
    ("records", "wanted"),
    [
        ([stated(1, "90.5"), stated(2, "88.1")], {("88.1%", "90.5%")}),
        ([stated(1, "90.5"), stated(2, "90.5")], set()),
        # One paper's variants; another paper that means one of them; a third that means neither.
        ([stated(1, "90.5", "88.1")], set()),
        ([stated(1, "90.5", "88.1"), stated(2, "88.1")], set()),
        ([stated(1, "90.5", "88.1"), stated(2, "85.2")], {("85.2%", "90.5%"), ("85.2%", "88.1%")}),
        # Rounding and ways of writing a share.
        ([stated(1, "90.5"), stated(2, "91")], set()),
        ([stated(1, "90.5"), stated(2, "0.905", unit=None)], set()),
        ([stated(1, "90.5"), stated(2, "0.85", unit=None)], {("0.85", "90.5%")}),
        ([stated(1, "90.5"), stated(2, "30", unit="ms")], set()),
        # Another thing.
        ([stated(1, "90.5"), stated(2, "88.1", system="ELMo")], set()),
        ([stated(1, "90.5"), stated(2, "88.1", metric="recall")], set()),
        ([stated(1, "90.5"), stated(2, "88.1", dataset="GLUE")], set()),
        ([stated(1, "90.5"), stated(2, "88.1", setting="5-shot")], set()),
        ([stated(1, "90.5", setting="5-shot"), stated(2, "88.1", setting="5-shot")], {("88.1%", "90.5%")}),
        # Bounds.
        ([stated(1, "90.5"), stated(2, "88.1", before="up to")], set()),
        ([stated(1, "90.5"), stated(2, "88.1", before="more than")], set()),
    ],
)
def test_what_conflicts(records: list[PaperRecord], wanted: set[tuple[str, str]]) -> None:
    for order in permutations(records):
        assert conflicting(build_graph(order)) == wanted


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("90.5", "90.4", False),
        ("90.5", "90.52", True),
        ("90", "90.4", True),
        ("0.9", "93", True),
        ("0.90", "93", True),  # the zero is not kept: 0.9 is all that is known
        ("0.91", "93", False),
        ("1", "100", True),
        ("3.2", "320", False),
    ],
)
def test_agreement(one: str, other: str, wanted: bool) -> None:
    a, b = ({"value": Decimal(value).normalize() + 0, "unit": None} for value in (one, other))
    assert agree(a, b) is agree(b, a) is wanted
