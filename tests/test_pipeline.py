"""The road from files to a graph: what is read once, what is told, and that the order makes no difference."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import networkx
import pytest

from kg.errors import SourceError
from kg.pipeline import build, extract, merge_records, read, records_of
from kg.rules import KnownName
from kg.sources.problem import Problem
from tests import toaster
from tests.records import paper, sample

DATA = Path(__file__).parent / "data"
PAGES = [DATA / "blank_lines.txt", DATA / "one_line.txt"]


@pytest.fixture(autouse=True)
def reader(monkeypatch: pytest.MonkeyPatch) -> None:
    toaster.install(monkeypatch)


def contents(graph: networkx.MultiDiGraph[str]) -> tuple[object, object]:
    return list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))


def test_read_keeps_order_and_copies() -> None:
    papers = read(PAGES)
    assert [found.source for found in papers] == [
        "blank_lines.txt:11",
        "blank_lines.txt:15",
        "one_line.txt:3",
        "one_line.txt:5",
    ]
    assert (len(papers), papers.problems, papers[1].source) == (4, (), "blank_lines.txt:15")
    assert len(papers.merged()) == 3
    assert repr(papers) == "<4 papers, 0 problems>"


def test_one_path_is_enough() -> None:
    assert len(read(PAGES[0])) == len(read(str(PAGES[0]))) == 2


def test_problems_are_kept_and_strict_raises_them(tmp_path: Path) -> None:
    papers = read([tmp_path / "no", PAGES[0]])
    assert (len(papers), [str(problem) for problem in papers.problems]) == (
        2,
        [f"{tmp_path / 'no'}: no such file (check the path)"],
    )
    with pytest.raises(SourceError, match="no such file"):
        read([tmp_path / "no", PAGES[0]], strict=True)


@pytest.mark.parametrize("options", [{"format": "docx"}, {"mapping": {"abstrct": "body"}}])
def test_mistakes_in_the_call_are_told_before_anything_is_read(options: dict[str, str]) -> None:
    with pytest.raises(SourceError):
        read([], **options)  # type: ignore[arg-type]


def test_a_paper_that_fails_is_told_and_the_rest_read() -> None:
    papers = [paper("a", "Toaster9 wins."), replace(paper("b", "Toasters explode."), given_id="17"), paper("c", "No.")]
    told: list[Problem] = []
    records = list(extract(papers, report=told.append))
    assert [(record.paper.id, len(record.entities)) for record in records] == [("a", 1), ("b", 0), ("c", 0)]
    assert [str(problem) for problem in told] == [
        "test: 17 could not be read: ZeroDivisionError: too much bread (a fault of kg: please report it with the text)"
    ]


def test_without_a_listener_a_failure_is_a_warning() -> None:
    with pytest.warns(UserWarning, match="b could not be read"):
        list(extract([paper("b", "Toasters explode.")]))


def test_build_takes_paths_papers_and_records() -> None:
    papers = read(PAGES)
    expected = contents(build(PAGES))
    assert contents(build(papers)) == expected
    assert contents(build(papers.merged())) == expected
    assert contents(build(extract(papers))) == expected
    assert len(build(PAGES[0])) > 2
    assert sum(node["kind"] == "paper" for _, node in build(PAGES).nodes(data=True)) == 3
    with pytest.raises(TypeError, match="paths, papers or records"):
        build([17])  # type: ignore[arg-type]


def test_build_warns_of_what_it_cannot_read(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="no such file"):
        build([tmp_path / "no", PAGES[0]])


def test_the_order_of_the_input_makes_no_difference() -> None:
    papers = list(read(PAGES))
    expected = contents(build(papers))
    for order in permutations(papers):
        assert contents(build(order)) == expected


def test_records_of_copies_are_one_under_the_best_id() -> None:
    record = sample()[0]
    stated = replace(record.paper, id="title:aa", year=None, url="https://example.org")
    copy = merge_records([record])[0]
    claims = tuple(
        replace(
            claim,
            subject="title:aa" if claim.subject == record.paper.id else claim.subject,
            evidence=tuple(replace(item, paper="title:aa") for item in claim.evidence),
        )
        for claim in record.claims
    )
    longer = replace(stated, abstract=stated.abstract + " More.")
    (merged,) = merge_records([copy, replace(record, paper=longer, claims=claims)])
    assert (merged.paper.id, merged.paper.year, merged.paper.abstract) == (record.paper.id, 2018, longer.abstract)
    assert {item.paper for claim in merged.claims for item in claim.evidence} == {record.paper.id}
    assert [claim.subject for claim in merged.claims if claim.predicate == "hasCode"] == [record.paper.id]


def test_records_of_other_papers_stay_apart() -> None:
    records = sample()
    assert records_of(reversed(records)) == sorted(records, key=lambda record: record.paper.id)


def test_real_files_hold_what_the_graph_holds(tmp_path: Path) -> None:
    from kg.pipeline import write_all
    from kg.store import read_records

    records = records_of(sample())
    written = write_all(build(records), records, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        "graph.ttl", "graph.html", "graph.graphml", "annotations.jsonl", "records.jsonl", "tables"
    }  # fmt: skip
    assert sorted(written) == sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert list(read_records(tmp_path / "records.jsonl")) == records
    rows = (tmp_path / "annotations.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row)["id"] for row in rows] == [record.paper.label for record in records]


def test_the_files_are_the_same_whatever_the_order(tmp_path: Path) -> None:
    from kg.pipeline import write_all

    for number, records in enumerate((sample(), sample()[::-1])):
        merged = records_of(records)
        write_all(build(records), merged, tmp_path / str(number))
    names = [path.relative_to(tmp_path / "0") for path in (tmp_path / "0").rglob("*") if path.is_file()]
    assert len(names) > 5
    for name in names:
        assert (tmp_path / "0" / name).read_bytes() == (tmp_path / "1" / name).read_bytes(), name


def test_facts_of_the_name_lists_reach_the_graph() -> None:
    known = KnownName(
        name="Accuracy",
        type="Metric",
        tier="term",
        forms=("Accuracy",),
        certain=True,
        facts={"direction": "higher", "source": "us", "tier": "term"},
    )
    graph = build(sample(), rules=replace(toaster.NO_RULES, names=(known,)))
    (metric,) = (node for _, node in graph.nodes(data=True) if node["name"].casefold() == "accuracy")
    assert (metric["direction"], metric["facts"]) == ("higher", (("direction", "higher"),))
