"""Tables and GraphML: types, order, and text that must not run or break anything."""

from __future__ import annotations

import csv
import io
from itertools import permutations
from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from records import names_record, paper, sample

from kg.export import graphml, tables
from kg.export.graphml import flat
from kg.graph import Graph, build_graph
from kg.model import PaperRecord


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph(sample())


@pytest.fixture(scope="module")
def frames(graph: Graph) -> dict[str, pd.DataFrame]:
    return tables.tables(graph)


def test_the_tables_are_these(frames: dict[str, pd.DataFrame]) -> None:
    sizes = {name: len(frame) for name, frame in frames.items()}
    assert sizes == {
        "papers": 3,
        "entities": 10,
        "mentions": 18,
        "results": 6,
        "parameters": 4,
        "comparisons": 3,
        "relations": 31,
    }
    assert all(list(frame.columns) == list(tables.COLUMNS[name]) for name, frame in frames.items())


@pytest.mark.parametrize("records", [sample(), []], ids=["sample", "empty"])
def test_types_do_not_depend_on_the_rows(records: list[PaperRecord]) -> None:
    frames = tables.tables(build_graph(records))
    assert str(frames["papers"]["year"].dtype) == "Int64"
    assert str(frames["results"]["value"].dtype) == "float64"
    assert str(frames["results"]["system"].dtype) == "string"
    assert str(frames["mentions"]["start"].dtype) == "Int64"
    assert str(frames["relations"]["derived"].dtype) == "bool"


def test_results_name_what_they_measure(frames: dict[str, pd.DataFrame]) -> None:
    results = frames["results"]
    (row,) = results[(results["system"] == "BERT") & (results["kind"] == "score")].to_dict("records")
    assert (row["value"], row["metric"], row["dataset"], row["unit"]) == (90.5, "accuracy", "SQuAD", "%")
    assert row["papers"] == "arxiv:1810.04805; arxiv:1907.11692"
    assert row["rule"] == "scores.test" and "90.5%" in row["sentence"]
    assert pd.isna(results.loc[results["text"] == "91%", "system"].item())


def test_mentions_slice_to_their_text(frames: dict[str, pd.DataFrame], graph: Graph) -> None:
    for row in frames["mentions"].to_dict("records"):
        assert graph.nodes[row["paper"]][row["field"]][row["start"] : row["end"]] == row["text"]


def test_comparisons_name_winner_loser_and_margin(frames: dict[str, pd.DataFrame]) -> None:
    comparisons = frames["comparisons"].set_index(["better", "worse"])
    assert comparisons.loc[("BERT", "ELMo"), ["relation", "dataset", "margin"]].tolist() == [
        "outperforms",
        "SQuAD",
        "2.1%",
    ]
    assert comparisons.loc[("BERT", "GPT"), "relation"] == "matches"


def test_parameters_say_what_they_count(frames: dict[str, pd.DataFrame]) -> None:
    rows = frames["parameters"].set_index("text")
    assert rows.loc["340M", ["kind", "of", "value"]].tolist() == ["parameters", "BERT", 340e6]
    assert rows.loc["100M tokens", "kind"] == "dataset_size"
    assert pd.isna(rows.loc["7B", "of"])


def test_relations_tell_stated_from_derived(frames: dict[str, pd.DataFrame]) -> None:
    relations = frames["relations"].set_index(["subject", "predicate", "object"]).sort_index()
    assert not relations.loc[("RoBERTa", "basedOn", "BERT"), "derived"]
    assert relations.loc[("BERT", "evaluatedOn", "SQuAD"), "derived"]
    assert ("arxiv:1810.04805", "hasCode", "https://example.org/bert") in relations.index


def test_formulas_are_disarmed_and_numbers_are_not(tmp_path: Path) -> None:
    text = paper("a:1", "-5 and 3", title='=HYPERLINK("http://x")')
    bad = names_record("a:2", ("Model", "@SUM(1)"), ("Model", "+1-net"), ("Model", "-x"), ("Model", "a=b"))
    tables.write(build_graph([PaperRecord(paper=text), bad]), tmp_path)
    rows = list(csv.DictReader(io.StringIO((tmp_path / "papers.csv").read_text(encoding="utf-8"))))
    assert rows[0]["title"] == '\'=HYPERLINK("http://x")'
    assert rows[0]["abstract"] == "'-5 and 3"
    names = {
        row["name"] for row in csv.DictReader(io.StringIO((tmp_path / "entities.csv").read_text(encoding="utf-8")))
    }
    assert names == {"'@SUM(1)", "'+1-net", "'-x", "a=b"}


def test_a_carriage_return_ends_no_row(tmp_path: Path) -> None:
    text = paper("a:1", "We bake\r\nbread\rtwice.", title="Toast\rand more")
    tables.write(build_graph([PaperRecord(paper=text)]), tmp_path)
    with (tmp_path / "papers.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["title"], row["abstract"]) == ("Toast and more", "We bake \nbread twice.")
    assert pd.read_csv(tmp_path / "papers.csv").shape[0] == 1


def test_negative_numbers_stay_numbers(tmp_path: Path) -> None:
    from records import entity, score

    text = paper("a:1", "X reaches -3.5 reward.")
    claim = score(text, "-3.5", "-3.5", system="X", metric="reward", unit=None)
    record = PaperRecord(
        paper=text, entities=(entity(text, "Model", "X", key="X"), entity(text, "Metric", "reward")), claims=(claim,)
    )
    tables.write(build_graph([record]), tmp_path)
    (row,) = csv.DictReader(io.StringIO((tmp_path / "results.csv").read_text(encoding="utf-8")))
    assert (row["value"], row["text"]) == ("-3.5", "'-3.5")


def test_csv_bytes_do_not_depend_on_order(tmp_path: Path) -> None:
    written = set()
    for order in permutations(sample()):
        paths = tables.write(build_graph(order), tmp_path)
        written.add(tuple(path.read_bytes() for path in paths))
    assert len(written) == 1
    assert len(next(iter(written))) == len(tables.COLUMNS)


def test_csv_reads_back(graph: Graph, frames: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    tables.write(graph, tmp_path)
    for name, frame in frames.items():
        assert len(pd.read_csv(tmp_path / f"{name}.csv")) == len(frame)


def test_graphml_reads_back(graph: Graph, tmp_path: Path) -> None:
    graphml.write(graph, tmp_path / "graph.graphml")
    read = nx.read_graphml(tmp_path / "graph.graphml")
    assert isinstance(read, nx.MultiDiGraph)
    assert set(read.nodes) == set(graph.nodes)
    assert sorted((u, v, d["predicate"]) for u, v, d in read.edges(data=True)) == sorted(graph.edges(keys=True))
    (score,) = [key for key, node in graph.nodes(data=True) if node.get("text") == "90.5%"]
    node = read.nodes[score]
    assert (node["value"], node["system"], node["datasets"]) == (90.5, "Model/bert", "Dataset/squad")
    assert node["evidence_count"] == 2 and node["rule"] == "scores.test" and "90.5%" in node["sentence"]
    assert read.nodes["Model/bert"]["first_year"] == 2018


def test_graphml_drops_what_xml_cannot_hold_and_nothing_else(tmp_path: Path) -> None:
    title = 'a\u0000b\u001b <c> & "d" \ud800 \ufffe\r\n]]> 𝔘'
    graphml.write(build_graph([PaperRecord(paper=paper("a:<1>&", "x", title=title))]), tmp_path / "g.graphml")
    read = nx.read_graphml(tmp_path / "g.graphml")
    assert read.nodes["a:<1>&"]["title"] == 'ab <c> & "d"  \r\n]]> 𝔘'


def test_graphml_bytes_do_not_depend_on_order(tmp_path: Path) -> None:
    texts = set()
    for order in permutations(sample()):
        graphml.write(build_graph(order), tmp_path / "graph.graphml")
        texts.add((tmp_path / "graph.graphml").read_bytes())
    assert len(texts) == 1


def test_an_empty_graph_is_graphml(tmp_path: Path) -> None:
    graphml.write(build_graph([]), tmp_path / "graph.graphml")
    assert len(nx.read_graphml(tmp_path / "graph.graphml")) == 0


def test_flat_values_are_plain(graph: Graph) -> None:
    for _, node in graph.nodes(data=True):
        assert all(type(value) in (str, int, float, bool) for value in flat(node).values())
