"""Compiled rules against plain ones: the same mentions and claims, down to the rule that read each."""

from __future__ import annotations

from pathlib import Path

import pytest
from reference import PlainReader

import kg
from kg.extract.examples import cases
from kg.extract.reader import Reader
from kg.model import Paper
from kg.rules import Rules, load_rules
from kg.store import line

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "abstracts-20k.jsonl.gz"
SAMPLES = Path(kg.__file__).parent / "samples" / "landmarks.jsonl"
COMPARED = 2_000


@pytest.fixture(scope="module")
def readers(rules: Rules) -> tuple[Reader, PlainReader]:
    """The compiled reader and the plain one."""
    return Reader(rules), PlainReader(rules)


def differing(readers: tuple[Reader, PlainReader], papers: list[Paper]) -> list[str]:
    """The titles of papers that the two read differently."""
    compiled, plain = readers
    return [paper.title or paper.abstract for paper in papers if line(compiled.read(paper)) != line(plain.read(paper))]


def test_every_example_is_read_alike(readers: tuple[Reader, PlainReader], rules: Rules) -> None:
    texts = dict.fromkeys(case.example.text for case in cases(rules))
    papers = [Paper(id="title:x", title="", abstract=text) for text in texts]
    assert len(papers) > 500
    assert differing(readers, papers) == []


def test_the_samples_are_read_alike(readers: tuple[Reader, PlainReader]) -> None:
    assert differing(readers, list(kg.read(SAMPLES))) == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real abstracts is not here")
def test_real_abstracts_are_read_alike(readers: tuple[Reader, PlainReader]) -> None:
    papers = kg.read(CORPUS).papers
    chosen = papers[:: len(papers) // COMPARED][:COMPARED]
    assert len(chosen) == COMPARED
    assert differing(readers, list(chosen)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two  spaces, a\ttab, a\u00a0fixed one and\u2003a wide one before BERT on GLUE.",
        " A blank first and last reaches 91.2% accuracy on MNLI. ",
        "one\u3000ideographic\u2028and a line separator",
        "",
    ],
)
def test_white_space_is_cut_alike(readers: tuple[Reader, PlainReader], text: str) -> None:
    assert differing(readers, [Paper(id="title:x", title=text, abstract=text)]) == []


def test_rules_in_the_notation_of_spacy_are_matched_alike(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "mine.toml").write_text(
        """
stage = "values"
[[rule]]
id = "mine.tables"
gives = "score"
weight = 9
pattern = [{LOWER = "tops"}, {LOWER = {IN = ["the", "a"]}, OP = "?"}, {ENT_TYPE = "Dataset", SLOT = "dataset"},
           {LOWER = "at"}, {ENT_TYPE = "Percent", SLOT = "value"}]
match = ["ToastNet tops the [GLUE](Dataset.dataset) at [91.2%](Value.value)."]
no_match = ["ToastNet tops the GLUE."]
""",
        encoding="utf-8",
    )
    record = Reader(load_rules(tmp_path)).read(
        Paper(id="title:x", title="", abstract="ToastNet tops the GLUE at 91.2%. It tops MNLI at 88%.")
    )
    assert [claim.evidence[0].rule for claim in record.claims if claim.predicate == "scores"] == ["mine.tables"] * 2
