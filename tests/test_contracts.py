"""What the design promises a user: a rule, a name, a word or a query of one's own takes effect without any code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli.asking import queries_of
from kg.errors import RuleError
from kg.extract.reader import Reader
from kg.model import Entity, Paper, PaperRecord
from kg.rules import Rules, load_rules

TEXT = (
    "We bake scones beside CrumbZ daily. We compare quiche lorraine inference with Toastwright. "
    "BERT outbakes RoBERTa. We report results for the FlourPower croissantarium."
)
PAPER = Paper(id="title:bakery", title="On bread", abstract=TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's rule folder: two rules, a name, one new word class and one word for an old one, a query."""
    folder = tmp_path_factory.mktemp("bakery")
    for name, text in {
        "words.toml": 'outbake = "outbakes outbaked"\ndataset_head = "croissantarium"\n',
        "entities/bakery.toml": """
            stage = "types"
            [[rule]]
            id = "bakery.scones"
            pattern = "scones beside <Name|Cap:Dataset>"
            weight = 9
            match = ["we bake scones beside [CrumbZ](Dataset) daily"]
            no_match = ["we bake buns beside CrumbZ daily"]
            """,
        "claims/bakery.toml": """
            stage = "comparisons"
            [[rule]]
            id = "bakery.outbakes"
            gives = "outperforms"
            pattern = "@outbake <System:worse>"
            match = ["BERT outbakes [RoBERTa](Model.worse) today"]
            no_match = ["BERT bakes RoBERTa"]
            """,
        "names/method.tsv": (
            "name\ttier\taliases\tprecision\tsource\nquiche lorraine inference\tterm\tQLI\thigh\tgrandmother\n"
        ),
        "queries/breads.rq": "# Every model there is.\nSELECT ?m WHERE { ?m a <http://www.w3.org/ns/mls#Model> }\n",
    }.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("\n".join(line.removeprefix(" " * 12) for line in text.split("\n")))
    return folder


@pytest.fixture(scope="module")
def own(folder: Path) -> Rules:
    return load_rules(folder)


@pytest.fixture(scope="module")
def before(rules: Rules) -> PaperRecord:
    return Reader(rules).read(PAPER)


@pytest.fixture(scope="module")
def after(own: Rules) -> PaperRecord:
    return Reader(own).read(PAPER)


def named(record: PaperRecord, name: str) -> Entity | None:
    return next((entity for entity in record.entities if name in entity.surfaces), None)


def test_a_rule_that_types_names(before: PaperRecord, after: PaperRecord) -> None:
    was, now = named(before, "CrumbZ"), named(after, "CrumbZ")
    assert was is None or was.type != "Dataset"
    assert now is not None
    assert now.type == "Dataset"
    assert "bakery.scones" in now.rules


def test_a_rule_that_reads_claims_with_a_new_word_class(before: PaperRecord, after: PaperRecord) -> None:
    def beaten(record: PaperRecord) -> list[str]:
        return [claim.evidence[0].rule for claim in record.claims if claim.predicate == "outperforms"]

    assert beaten(before) == []
    assert beaten(after) == ["bakery.outbakes"]


def test_a_name(before: PaperRecord, after: PaperRecord, own: Rules) -> None:
    assert named(before, "quiche lorraine inference") is None
    found = named(after, "quiche lorraine inference")
    assert found is not None
    assert (found.type, found.tier) == ("Method", "term")
    assert own.aliases["Method", "qli"] == "quiche lorraine inference"


def test_a_word_in_a_class_of_the_shipped_rules(before: PaperRecord, after: PaperRecord) -> None:
    was, now = named(before, "FlourPower"), named(after, "FlourPower")
    assert was is None or was.type != "Dataset"
    assert now is not None
    assert now.type == "Dataset"
    assert "dataset.before_head" in now.rules


def test_a_query(folder: Path) -> None:
    assert queries_of([folder])["breads"].help == "Every model there is."
    assert "breads" not in queries_of(None)


def test_own_rules_are_another_digest(rules: Rules, own: Rules) -> None:
    assert rules.digest != own.digest
    assert len(own.rules) == len(rules.rules) + 2


def test_a_rule_id_can_be_used_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "entities").mkdir()
    (tmp_path / "entities" / "again.toml").write_text((folder / "entities" / "bakery.toml").read_text())
    with pytest.raises(RuleError, match=r"'bakery\.scones' exists already in bakery\.toml"):
        load_rules(folder, tmp_path)


def test_the_command_takes_the_folder(folder: Path, tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text(json.dumps({"id": "1", "title": "On bread", "abstract": TEXT}))
    command = [sys.executable, "-m", "kg", "extract", str(papers), "--rules", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert "quiche lorraine inference" in done.stdout
