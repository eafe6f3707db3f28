"""JSON and tables: the fields of a record, names other than the usual, and what is told of bad records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Paper
from kg.sources import csv, jsonl
from kg.sources.problem import Problem

GOOD = {"id": "17", "title": "Loaves", "abstract": "A loaf has a crust."}


def problems(found: Iterator[Paper | Problem]) -> list[str]:
    return [str(item) for item in found if isinstance(item, Problem)]


def titles(found: Iterator[Paper | Problem]) -> list[str]:
    return [item.title for item in found if isinstance(item, Paper)]


def one(found: Iterator[Paper | Problem]) -> Paper:
    (paper,) = found
    assert isinstance(paper, Paper), paper
    return paper


def test_all_fields() -> None:
    record = GOOD | {"year": 2017, "authors": ["A. Baker", "B. Miller"], "venue": "OVEN", "url": "https://x.org/1"}
    paper = one(jsonl.read(json.dumps(record), name="dir/papers.jsonl"))
    assert (paper.given_id, paper.year, paper.venue, paper.url) == ("17", 2017, "OVEN", "https://x.org/1")
    assert paper.authors == ("A. Baker", "B. Miller")
    assert paper.source == "papers.jsonl:1", "a graph does not depend on the folder of its input"
    assert paper.id.startswith("title:")


@pytest.mark.parametrize(
    ("value", "year"),
    [(2017, 2017), ("2017", 2017), (2017.0, 2017), ("2017-06-12", 2017), ("June 2017", 2017), ("n.d.", None),
     (None, None), (12017, None), (True, None)],
)  # fmt: skip
def test_years(value: object, year: int | None) -> None:
    assert one(jsonl.read(json.dumps(GOOD | {"year": value}), name="p")).year == year


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("A. Baker; B. Miller", ("A. Baker", "B. Miller")),
        ("Baker, A. and Miller, B.", ("Baker, A.", "Miller, B.")),
        ("A. Baker, B. Miller", ("A. Baker", "B. Miller")),
        ("A. Baker", ("A. Baker",)),
        ([{"name": "A. Baker"}, "B. Miller", 3.5, {}], ("A. Baker", "B. Miller", "3.5")),
        (None, ()),
        ("", ()),
    ],
)
def test_authors(value: object, authors: tuple[str, ...]) -> None:
    assert one(jsonl.read(json.dumps(GOOD | {"authors": value}), name="p")).authors == authors


def test_an_identifier_is_taken_from_the_address() -> None:
    paper = one(jsonl.read(json.dumps(GOOD | {"url": "https://arxiv.org/abs/1706.03762v1"}), name="p"))
    assert (paper.id, paper.given_id) == ("arxiv:1706.03762", "17")


def test_numbers_as_ids() -> None:
    assert one(jsonl.read(json.dumps(GOOD | {"id": 17}), name="p")).given_id == "17"


def test_missing_column() -> None:
    text = json.dumps({"id": "1", "title": "Loaves", "body": "A loaf."})
    assert problems(jsonl.read("\n" * 16 + text, name="papers.jsonl")) == [
        "papers.jsonl:17: no 'abstract'; columns are id, title, body (use --map abstract=body)"
    ]
    table = "id,name,notes,body\n1,Loaves,x,A loaf.\n2,Rolls,x,A roll.\n"
    assert problems(csv.read(table, name="papers.csv")) == [
        "papers.csv:1: no 'title' and no 'abstract'; columns are id, name, notes, body "
        "(use --map title=notes --map abstract=body)"
    ], "a table's header is told once, not for each row"


def test_other_names() -> None:
    mapping = {"abstract": "body", "title": "Name"}
    paper = one(jsonl.read('{"Name": "Loaves", "body": "A loaf.", "abstract": "no"}', name="p", mapping=mapping))
    assert (paper.title, paper.abstract) == ("Loaves", "A loaf.")
    paper = one(csv.read("Name,body\nLoaves,A loaf.\n", name="p", mapping=mapping))
    assert (paper.title, paper.abstract) == ("Loaves", "A loaf.")
    assert "no 'body'" in problems(csv.read("Name,abstract\nLoaves,A loaf.\n", name="p", mapping=mapping))[0]


@pytest.mark.parametrize("read", [jsonl.read, csv.read])
def test_a_field_that_does_not_exist_cannot_be_mapped(read: Callable[..., Iterator[Paper | Problem]]) -> None:
    with pytest.raises(SourceError, match="no field 'abstrct'; fields are id, title, abstract"):
        list(read("x", name="p", mapping={"abstrct": "body"}))


def test_bad_lines_are_told_and_the_rest_read() -> None:
    good = json.dumps(GOOD)
    rows = [
        good,
        "{oops",
        "[1]",
        '{"title": "Rolls", "abstract": ["A", "B"]}',
        '{"title": "  ", "abstract": "A."}',
        good,
    ]
    found = list(jsonl.read("\n".join(rows), name="p.jsonl"))
    assert titles(iter(found)) == ["Loaves", "Loaves"]
    assert [text.partition(" (")[0] for text in problems(iter(found))] == [
        "p.jsonl:2: not JSON: column 2: Expecting property name enclosed in double quotes",
        "p.jsonl:3: not an object",
        "p.jsonl:4: abstract is a list, not text",
        "p.jsonl:5: title is empty",
    ]


@pytest.mark.parametrize("row", ["[" * 100_000, '{"title": ' + "9" * 5000 + "}"])
def test_hostile_lines_do_not_stop_the_reading(row: str) -> None:
    found = list(jsonl.read(f"{json.dumps(GOOD)}\n{row}\n{json.dumps(GOOD)}", name="p"))
    assert [type(item) for item in found] == [Paper, Problem, Paper]


def test_array() -> None:
    text = json.dumps([GOOD, GOOD | {"title": "Rolls"}], indent=1)
    found = list(jsonl.read(text, name="p.json"))
    assert titles(iter(found)) == ["Loaves", "Rolls"]
    assert [item.source for item in found if isinstance(item, Paper)] == ["p.json:2", "p.json:7"]
    assert list(jsonl.read("[]", name="p")) == []


def test_broken_array_gives_what_stands_before_the_break() -> None:
    found = list(jsonl.read(f"[{json.dumps(GOOD)},\n {{oops", name="p.json"))
    assert titles(iter(found)) == ["Loaves"]
    assert problems(iter(found))[0].startswith("p.json:2: not JSON")


def test_one_object_over_several_lines() -> None:
    assert one(jsonl.read(json.dumps(GOOD, indent=2), name="p")).title == "Loaves"


def test_line_separators_inside_a_string_do_not_end_the_line() -> None:
    text = json.dumps(GOOD | {"abstract": "One.\u2028Two.\x85"}, ensure_ascii=False)
    assert one(jsonl.read(text, name="p")).abstract == "One.\u2028Two.\x85"


@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_separators(separator: str) -> None:
    text = (
        separator.join(("ID", "Title", "Abstract", "x")) + "\r\n" + separator.join(("1", '"Lo;a,v\tes"', "A loaf.", ""))
    )
    paper = one(csv.read(text, name="p"))
    assert (paper.given_id, paper.title, paper.abstract) == ("1", "Lo;a,v\tes", "A loaf.")


def test_table_rows_that_do_not_fit() -> None:
    rows = ['1,Loaves,"A loaf', 'in two lines."', "2,Rolls", "3,Buns,A bun, or two.", '"4"x,y,z', "5,Pies,A pie.", ""]
    text = "\n".join(["id,title,abstract", *rows])
    found = list(csv.read(text, name="p.csv"))
    assert titles(iter(found)) == ["Loaves", "Pies"]
    assert [text.partition(" (")[0] for text in problems(iter(found))] == [
        "p.csv:4: abstract is empty",
        "p.csv:5: 4 cells, but the header has 3",
        "p.csv:6: not a table row: ',' expected after '\"'",
    ]


def test_a_quote_that_never_ends_is_told() -> None:
    found = list(csv.read('title,abstract\nA,B.\nC,"D.\nE,F.\n', name="p.csv"))
    assert titles(iter(found)) == ["A"]
    assert problems(iter(found))[0].startswith("p.csv:3: not a table row")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda text: text.strip())
RECORDS = st.lists(st.fixed_dictionaries({"id": TEXT, "title": TEXT, "abstract": TEXT}), min_size=1, max_size=5)


@given(RECORDS, st.sampled_from([None, 1]))
def test_json_comes_back_as_written(records: list[dict[str, Any]], indent: int | None) -> None:
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    for text in (lines, json.dumps(records, indent=indent)):
        found = list(jsonl.read(text, name="p"))
        assert [(item.title, item.abstract) for item in found if isinstance(item, Paper)] == [
            (record["title"], record["abstract"]) for record in records
        ]


@given(st.text())
def test_nothing_makes_the_readers_raise(text: str) -> None:
    for read in (jsonl.read, csv.read):
        assert all(isinstance(item, (Paper, Problem)) for item in read(text, name="p"))
