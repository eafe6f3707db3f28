"""The store: what is read is what was written, and a damaged file says where and what to do."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.model import Claim, Entity, Evidence, Mention, Paper, PaperRecord, Quantity, Span, qualifiers
from kg.store import line, read_records, write_records
from tests.records import sample

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
MAYBE = st.none() | TEXT
SPANS = st.builds(Span, field=st.sampled_from(["title", "abstract"]), start=st.integers(0, 30), end=st.integers(0, 30))
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, places=3).map(Decimal.normalize)
PAPERS = st.builds(
    Paper,
    id=TEXT,
    title=TEXT,
    abstract=TEXT,
    year=st.none() | st.integers(1900, 2100),
    authors=st.lists(TEXT, max_size=3).map(tuple),
    venue=MAYBE,
    url=MAYBE,
    source=TEXT,
    given_id=MAYBE,
)
MENTIONS = st.builds(Mention, span=SPANS, text=TEXT, type=TEXT, tier=st.sampled_from(["name", "term"]), rule=TEXT)
EVIDENCE = st.builds(
    Evidence, paper=TEXT, spans=st.lists(SPANS, max_size=2).map(tuple), sentence=SPANS, quote=TEXT, rule=TEXT
)
ENTITIES = st.builds(
    Entity,
    key=TEXT,
    type=TEXT,
    tier=st.sampled_from(["name", "term"]),
    name=TEXT,
    surfaces=st.lists(TEXT, max_size=2).map(tuple),
    role=st.sampled_from(["introduced", "used"]),
    mentions=st.lists(MENTIONS, max_size=2).map(tuple),
    rules=st.lists(TEXT, max_size=2).map(tuple),
)
QUANTITIES = st.builds(
    Quantity,
    value=NUMBERS,
    kind=st.sampled_from(["score", "parameters"]),
    text=TEXT,
    high=st.none() | NUMBERS,
    unit=MAYBE,
    direction=st.sampled_from([None, "increase"]),
)
CLAIMS = st.builds(
    Claim,
    predicate=TEXT,
    subject=MAYBE,
    object=TEXT | QUANTITIES,
    qualifiers=st.dictionaries(st.sampled_from(["metric", "dataset"]), st.lists(TEXT, min_size=1, max_size=2)).map(
        lambda values: qualifiers(**values)
    ),
    evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
)
RECORDS = st.builds(
    PaperRecord,
    paper=PAPERS,
    entities=st.lists(ENTITIES, max_size=2).map(tuple),
    claims=st.lists(CLAIMS, max_size=2).map(tuple),
)


def evidences(record: PaperRecord) -> list[tuple[Evidence, ...]]:
    # Claims compare without their evidence, so it is compared on its own.
    return [claim.evidence for claim in record.claims]


@given(st.lists(RECORDS, max_size=3))
def test_records_come_back_equal(tmp_path_factory: pytest.TempPathFactory, records: list[PaperRecord]) -> None:
    path = tmp_path_factory.mktemp("store") / "records.jsonl"
    write_records(path, records)
    again = list(read_records(path))
    assert again == records
    assert [evidences(record) for record in again] == [evidences(record) for record in records]


def test_what_a_span_gives_is_not_written_twice() -> None:
    record = sample()[0]
    data = json.loads(line(record))
    assert "text" not in data["entities"][0]["mentions"][0]
    assert data["claims"][0]["evidence"][0].keys() == {"spans", "sentence", "rule"}
    moved = replace(record.entities[0].mentions[0], text="other")
    changed = replace(record, entities=(replace(record.entities[0], mentions=(moved,)),))
    assert json.loads(line(changed))["entities"][0]["mentions"][0]["text"] == "other"


def damaged(tmp_path: Path, text: str) -> str:
    path = tmp_path / "records.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(StoreError) as raised:
        list(read_records(path))
    assert str(raised.value).startswith(str(path)) and "\n" not in str(raised.value)
    assert str(raised.value).endswith("; run `kg build` again")
    return str(raised.value)


@pytest.mark.parametrize("text", ["", "x\n", "[]\n", '{"id": 1}\n', '"kg_records"\n'])
def test_other_files_are_refused(tmp_path: Path, text: str) -> None:
    assert ":1: not a file of records" in damaged(tmp_path, text)


def test_other_versions_are_refused(tmp_path: Path) -> None:
    assert "records of version 9, but this kg reads version 1" in damaged(tmp_path, '{"kg_records": 9}\n')


@pytest.mark.parametrize(
    ("row", "fact"),
    [
        ("{", "Expecting property name"),
        ("[]", "list indices"),
        ('{"paper": {"id": "x"}, "entities": [], "claims": []}', "missing"),
        ('{"paper": {"id": "x", "title": "", "abstract": ""}, "entities": []}', "no 'claims'"),
        ('{"paper": {"id": "x", "title": "", "abstract": "", "colour": 1}, "entities": [], "claims": []}', "colour"),
        ('{"paper": {"id": "x", "title": "", "abstract": ""}, "entities": [], "claims": [{"predicate": "p", '
         '"object": {"value": "x", "kind": "score", "text": ""}}]}', "ConversionSyntax"),
    ],
)  # fmt: skip
def test_damaged_records_are_told(tmp_path: Path, row: str, fact: str) -> None:
    good = line(sample()[0])
    message = damaged(tmp_path, f'{{"kg_records": 1}}\n{good}\n{row}\n')
    assert "records.jsonl:3: damaged record (" in message and fact in message


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"no such file; run `kg build PAPERS -o .*` first"):
        list(read_records(tmp_path / "records.jsonl"))
