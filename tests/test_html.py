"""The explorer as bytes: what the file holds, that it never differs, and that no string of the input gets out."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from graphs import BREAKOUT, SCRIPT, hostile, large
from records import paper, sample

from kg.errors import ExportError
from kg.export import explorer
from kg.export.html import SCRIPTS, embedded, html, write, write_html
from kg.export.layout import communities, layout, spread
from kg.graph import build_graph
from kg.model import PaperRecord

STATIC = Path(explorer.__file__).parent / "static"


def block(page: str, name: str) -> object:
    """A JSON block of the page."""
    found = re.search(f'<script type="application/json" id="{name}">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


def rows(page: str, table: str) -> list[dict[str, object]]:
    """A table of the page as dicts."""
    data = block(page, "data")
    assert isinstance(data, dict)
    found = data["tables"][table]
    # An entity of which the page holds the name only has a shorter row.
    return [dict(zip(found["columns"], row, strict=table != "entities")) for row in found["rows"]]


@pytest.fixture(scope="module")
def page() -> str:
    return html(build_graph(sample()), title="A sample")


def test_every_thing_and_its_claims_are_in_the_page(page: str) -> None:
    entities = rows(page, "entities")
    assert {entity["name"] for entity in entities} >= {"BERT", "ELMo", "SQuAD", "accuracy", "language modelling"}
    assert {row["text"] for row in rows(page, "results")} >= {"90.5%", "2.1%", "94.6%"}
    assert {row["text"] for row in rows(page, "counts")} >= {"340M", "100M tokens"}
    predicates = {row["predicate"] for row in rows(page, "relations")}
    assert predicates >= {"outperforms", "matches", "basedOn", "evaluatedOn"}


def test_marks_are_the_words_of_the_claim(page: str) -> None:
    sentences, evidence = rows(page, "sentences"), rows(page, "evidence")
    (result,) = (row for row in rows(page, "results") if row["text"] == "94.6%")
    numbers = result["evidence"]
    assert isinstance(numbers, list)
    piece = evidence[numbers[0]]
    marks, place = piece["marks"], piece["sentence"]
    assert isinstance(marks, list) and isinstance(place, int)
    assert str(sentences[place]["text"])[marks[0] : marks[1]] == "94.6%"


def test_nothing_is_loaded_from_anywhere(page: str) -> None:
    assert "default-src 'none'" in unescape(page)
    assert not re.findall(r"<(?:script|img|iframe|link)[^>]*(?:src|href)=[\"'](?!data:)", page)
    assert "@import" not in page and "sourceMappingURL" not in page


def test_no_folder_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(build_graph(sample()), tmp_path / "graph.html")
    assert [path.name for path in tmp_path.iterdir()] == ["graph.html"]


def test_order_of_the_papers_makes_no_difference() -> None:
    records = sample()
    pages = set()
    for seed in range(4):
        random.Random(seed).shuffle(records)
        pages.add(html(build_graph(records)))
    assert len(pages) == 1


def test_insertion_order_of_the_graph_makes_no_difference() -> None:
    graph = large(60)
    nodes, edges = list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True))
    other = type(graph)()
    random.Random(1).shuffle(nodes)
    random.Random(2).shuffle(edges)
    other.add_nodes_from(nodes)
    other.add_edges_from(edges)
    assert html(other, budget=20) == html(graph, budget=20)


def test_hash_seed_makes_no_difference() -> None:
    code = "import hashlib, graphs; from kg.export.html import html; "
    code += "print(hashlib.sha256(html(graphs.large(50), budget=20).encode()).hexdigest())"
    found = set()
    for seed in ("0", "1"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", code], cwd=Path(__file__).parent, env=environment, capture_output=True, check=True
        )
        found.add(run.stdout)
    assert len(found) == 1


def test_hostile_strings_cannot_leave_the_data() -> None:
    page = html(hostile(), title=BREAKOUT)
    assert not [text for text in (SCRIPT, "<img", "<b>bold", "<svg onload") if text in page]
    names = {row["name"] for row in rows(page, "entities")}
    assert SCRIPT in names


@pytest.mark.parametrize("text", ["</script>", "<!--", "&lt;", "a\u2028b\u2029c", '"\\', "\ud800x"])
def test_embedded_text_is_inert_and_comes_back(text: str) -> None:
    found = embedded([text])
    assert not set("<>&\u2028\u2029") & set(found)
    assert json.loads(found) == [text.replace("\ud800", "?")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_never_make_markup_from_text(name: str) -> None:
    script = (STATIC / f"{name}.js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function", script)
    assert "</script" not in script and "<!--" not in script


def test_every_static_script_is_used() -> None:
    assert {path.stem for path in STATIC.glob("*.js")} == {*SCRIPTS}


def test_budget_picks_and_the_rest_is_folded() -> None:
    page = html(large(200), budget=40)
    network = block(page, "network")
    data = block(page, "data")
    assert isinstance(network, dict) and isinstance(data, dict)
    drawn = [node for node in network["nodes"] if node["group"] != "fold"]
    assert len(drawn) == 40
    assert len(drawn) + sum(fold["size"] for fold in data["folds"]) == data["total"]
    assert all(node["id"] == position for position, node in enumerate(drawn))


def test_page_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = large(300)
    full = html(graph, budget=30)
    monkeypatch.setattr("kg.export.html.LIMIT", 60_000)
    cut = html(graph, budget=30)
    assert len(cut) < len(full)
    assert len(rows(cut, "entities")) == len(rows(full, "entities"))
    data = block(cut, "data")
    assert isinstance(data, dict) and data["detailed"] < data["total"]


def test_empty_graph_is_a_page() -> None:
    assert "<canvas" not in html(build_graph([]))
    assert rows(html(build_graph([])), "entities") == []


def test_papers_without_things_are_a_page() -> None:
    assert rows(html(build_graph([PaperRecord(paper=paper("arxiv:1", "Nothing here."))])), "entities") == []


def test_unwritable_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(ExportError, match="cannot be written"):
        write_html(build_graph([]), tmp_path / "file" / "graph.html")


def test_colours_of_the_rules_win_and_nonsense_is_ignored() -> None:
    page = html(build_graph(sample()), colours={"Model": "#123456", "Dataset": "red;}"})
    data = block(page, "data")
    assert isinstance(data, dict)
    assert data["styles"]["Model"]["colour"] == "#123456"
    assert data["styles"]["Dataset"]["colour"] == "#0072B2"


# -- layout ------------------------------------------------------------------------------------------------------

RING = [(f"n{number}", f"n{(number + 1) % 12}", 1.0) for number in range(12)]


def test_layout_keeps_nodes_apart() -> None:
    names = [f"n{number}" for number in range(12)] + ["alone", "too"]
    found = layout(names, RING)
    places = list(found.values())
    distances = [
        ((x - u) ** 2 + (y - v) ** 2) ** 0.5 for number, (x, y) in enumerate(places) for u, v in places[:number]
    ]
    assert min(distances) > 24


def test_layout_does_not_depend_on_order() -> None:
    names = [f"n{number}" for number in range(12)]
    assert layout(names, RING) == layout(names[::-1], RING[::-1])


def test_layout_of_little() -> None:
    assert layout([], []) == {}
    assert layout(["a"], [("a", "a", 1.0), ("a", "b", 1.0)]) == {"a": (0, 0)}


def test_communities_are_the_cliques() -> None:
    edges = [(f"{side}{one}", f"{side}{other}", 1.0) for side in "ab" for one in range(5) for other in range(one)]
    found = communities([f"{side}{one}" for side in "ab" for one in range(5)], [*edges, ("a0", "b0", 1.0)])
    assert {found[f"a{number}"] for number in range(5)} == {0}
    assert {found[f"b{number}"] for number in range(5)} == {1}


def test_spread_follows_most_neighbours() -> None:
    edges = [("x", "a", 1.0), ("x", "b", 1.0), ("x", "c", 1.0), ("y", "x", 1.0)]
    assert spread({"a": 0, "b": 1, "c": 1}, ["x", "y", "z"], edges) == {"x": 1, "y": 1}
