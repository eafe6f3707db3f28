"""Annotations: the format of the hand-annotated papers, from records built by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kg.annotation import LISTS, annotation
from kg.errors import SourceError
from kg.export.annotations import line, read, write
from kg.model import Claim, PaperRecord, Quantity, qualifiers
from tests.records import count, entity, evidence, paper, relation, sample, score


def test_a_record_with_every_kind_of_claim() -> None:
    record = sample()[0]
    assert annotation(replace(record, paper=replace(record.paper, given_id="17"))) == {
        "id": "17",
        "entities": [
            {"key": key, "type": type_, "tier": tier, "name": name, "surfaces": [name], "role": role}
            for key, type_, tier, name, role in [
                ("e1", "Model", "name", "BERT", "introduced"),
                ("e2", "Model", "name", "Transformer", "used"),
                ("e3", "Model", "name", "ELMo", "compared"),
                ("e4", "Dataset", "name", "SQuAD", "used"),
                ("e5", "Metric", "term", "accuracy", "used"),
            ]
        ],
        "parameters": [{"model": "e1", "value": 340000000, "text": "340M"}],
        "results": [
            {"kind": "score", "value": 90.5, "unit": "%", "text": "90.5%", "direction": None,
             "metric": "e5", "dataset": "e4", "system": "e1", "baseline": None},
            {"kind": "change", "value": 2.1, "unit": "%", "text": "2.1%", "direction": "increase",
             "metric": "e5", "dataset": "e4", "system": "e1", "baseline": "e3"},
        ],
        "comparisons": [{"relation": "outperforms", "better": "e1", "worse": "e3", "datasets": ["e4"]}],
        "based_on": [{"child": "e1", "parent": "e2"}],
        "quantities": [
            {"kind": "training_tokens", "value": 3300000000, "unit": None, "text": "3.3B words", "of": "e1"}
        ],
        "links": ["https://example.org/bert"],
    }  # fmt: skip


def test_a_paper_that_says_nothing_has_all_lists() -> None:
    text = paper("arxiv:2001.00001", "Nothing.")
    assert annotation(PaperRecord(paper=text)) == {"id": "arxiv:2001.00001"} | {name: [] for name in LISTS}


def scored(claim: Claim) -> list[dict[str, object]]:
    text = paper("p", "BERT has 90% accuracy and F1 on SQuAD and RTE, and again 90%.")
    entities = [
        entity(text, "Model", "BERT"),
        *(entity(text, "Metric", name) for name in ("accuracy", "F1")),
        *(entity(text, "Dataset", name) for name in ("SQuAD", "RTE")),
    ]
    results = annotation(PaperRecord(paper=text, entities=tuple(entities), claims=(claim,)))["results"]
    assert isinstance(results, list)
    return results


TEXT = paper("p", "BERT has 90% accuracy and F1 on SQuAD and RTE, and again 90%.")
NINETY = score(TEXT, "90%", "90", system="BERT", metric="accuracy", dataset=["SQuAD", "RTE"])


def test_several_data_sets_are_a_list() -> None:
    assert [(result["dataset"], result["value"]) for result in scored(NINETY)] == [(["e4", "e5"], 90)]


def test_one_result_for_each_metric() -> None:
    both = replace(NINETY, qualifiers=qualifiers(metric=["accuracy", "F1"]))
    assert [result["metric"] for result in scored(both)] == ["e2", "e3"]


def test_one_result_for_each_place_the_number_stands() -> None:
    twice = replace(NINETY, evidence=(*NINETY.evidence, evidence(TEXT, "again 90%", rule="x")))
    assert len(scored(twice)) == 2
    assert len(scored(replace(NINETY, evidence=()))) == 1


def test_references_to_no_entity_are_null() -> None:
    (result,) = scored(replace(NINETY, subject=None, qualifiers=qualifiers(metric="speed", setting="zero-shot")))
    assert [result[slot] for slot in ("system", "metric", "dataset", "baseline")] == [None] * 4


def test_ranges_and_equal_counts() -> None:
    text = paper("p", "BERT has 7B to 13B parameters, 7 billion in all, and saw 2T tokens of C4.")
    number = Quantity(value=Decimal("7E+9"), high=Decimal("13E+9"), kind="parameters", text="7B to 13B")
    ranged = Claim(predicate="hasParameters", subject="BERT", object=number)
    plain = count(text, "hasParameters", "parameters", "BERT", "7B", "7000000000")
    active = replace(plain, qualifiers=qualifiers(which="active"))
    size = count(text, "hasSize", "dataset_size", "C4", "2T tokens", "2000000000000")
    record = PaperRecord(
        paper=text,
        entities=(entity(text, "Model", "BERT"), entity(text, "Dataset", "C4")),
        claims=(ranged, plain, active, size),
    )
    found = annotation(record)
    assert found["parameters"] == [
        {"model": "e1", "value": 7000000000, "high": 13000000000, "text": "7B to 13B"},
        {"model": "e1", "value": 7000000000, "text": "7B"},
    ], "one entry for each model and value"
    assert [(item["kind"], item["of"]) for item in found["quantities"]] == [("dataset_size", "e2")]


def test_links_in_the_order_of_the_text_each_once() -> None:
    text = paper("p", "Page: https://b.org/x Code: https://a.org/y and https://b.org/x")
    claims = (
        relation(text, "hasCode", "p", "https://a.org/y"),
        relation(text, "hasCode", "p", "https://b.org/x"),
        relation(text, "hasPage", "p", "https://b.org/x"),
    )
    assert annotation(PaperRecord(paper=text, claims=claims))["links"] == ["https://b.org/x", "https://a.org/y"]


def test_numbers_are_written_plainly() -> None:
    text = paper("p", "87.10% and 175B")
    record = PaperRecord(paper=text, claims=(score(text, "87.10%", "87.10"), score(text, "175B", "1.75E+11")))
    assert '"value": 87.1,' in line(record)
    assert '"value": 175000000000,' in line(record)


def test_file_keeps_order_and_characters(tmp_path: Path) -> None:
    records = sample()
    write(records, tmp_path / "a.jsonl")
    rows = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(row) for row in rows] == [annotation(record) for record in records]
    assert read(tmp_path / "a.jsonl") == [annotation(record) for record in records]


@pytest.mark.parametrize(
    ("row", "fact"),
    [("{", "not JSON"), ("[]", "no 'id'"), ('{"id": 1}', "no 'id'"), ('{"id": "1"}', "no list 'entities'")],
)
def test_other_lines_are_no_annotations(tmp_path: Path, row: str, fact: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"\n{row}\n")
    with pytest.raises(SourceError, match=f"a.jsonl:2: .*{fact}"):
        read(path)


def test_a_missing_file_of_annotations(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read(tmp_path / "a.jsonl")
