"""Parts of a graph, their pages, the explorer in a notebook, and what a served page is told."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest
from graphs import BREAKOUT, hostile, large
from records import sample

import kg
from kg.errors import ExportError, QueryError
from kg.export.html import html
from kg.export.notebook import show
from kg.export.served import served
from kg.export.view import of_name, of_query
from kg.graph import Graph, build_graph, nodes_of
from kg.part import around, ends, part, things_of


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph(sample())


@pytest.fixture(scope="module")
def invented() -> Graph:
    return large(200)


def kinds(graph: Graph, kind: str) -> set[str]:
    return {key for key, _ in nodes_of(graph, kind)}


# -- parts -------------------------------------------------------------------------------------------------------


def test_around_grows_by_steps(invented: Graph) -> None:
    sizes = [len(around(invented, "Model/modelo50", depth)) for depth in range(4)]
    assert sizes[0] == 1 and sizes == sorted(set(sizes))
    assert around(invented, "Model/modelo50", 2)[0] == "Model/modelo50"


def test_metrics_are_reached_but_not_passed(invented: Graph) -> None:
    start = "Dataset/datos3"
    near = {*around(invented, start, 1)}
    assert "Metric/accuracy" in near
    passed = {other for key in near for other in around(invented, key, 1) if not key.startswith("Metric/")}
    assert {*around(invented, start, 2)} == near | passed
    # Behind the metric are all boards.
    assert {*around(invented, "Metric/accuracy", 1)} - near - passed


def test_a_thing_alone_has_those_of_its_papers(graph: Graph) -> None:
    alone = [key for key in kinds(graph, "entity") if len(around(graph, key, 1)) > 1]
    assert {*alone} == kinds(graph, "entity")


def test_a_part_holds_its_numbers_with_their_metrics_and_papers(invented: Graph) -> None:
    found = part(invented, ["Model/modelo50", "Dataset/datos0", *around(invented, "Model/modelo50", 1)])
    results = kinds(found, "result")
    assert results and "Metric/accuracy" in found
    for key in results:
        assert set(ends(found.nodes[key])) <= {*found}
        assert set(found.nodes[key]["papers"]) <= {*found}


def test_a_part_of_the_whole_is_the_whole(graph: Graph) -> None:
    found = part(graph, kinds(graph, "entity"))
    named = {paper for key in kinds(graph, "entity") for paper in graph.nodes[key]["papers"]}
    # A number that belongs to nothing is about no part of the graph.
    left = {key for key in {*graph} - {*found} if graph.nodes[key]["kind"] != "parameters" or ends(graph.nodes[key])}
    assert left <= kinds(graph, "paper") - named | kinds(graph, "link")


def test_a_part_without_the_ends_of_a_margin_is_a_page(graph: Graph) -> None:
    for source, target, edge in graph.edges(data=True):
        if edge.get("statements"):
            assert html(part(graph, [source, target]))


@pytest.mark.parametrize("kind", ["paper", "result", "parameters"])
def test_things_of_other_nodes(graph: Graph, kind: str) -> None:
    key = sorted(kinds(graph, kind))[0]
    assert things_of(graph, [key]) and {*things_of(graph, [key])} <= kinds(graph, "entity")


# -- views -------------------------------------------------------------------------------------------------------


def test_view_of_a_name_opens_at_it(graph: Graph) -> None:
    view = of_name(graph, "bert", 1)
    assert view.title == "BERT and what is within 1 step"
    assert view.start == "node=Model%2Fbert&view=whole"
    assert "Model/bert" in view.graph and len(view.graph) < len(graph)


def test_view_of_a_paper_shows_what_it_names(graph: Graph) -> None:
    paper = sorted(kinds(graph, "paper"))[0]
    view = of_name(graph, paper, 0)
    assert view.title == graph.nodes[paper]["title"] and kinds(view.graph, "entity") == {*things_of(graph, [paper])}


def test_view_of_an_unknown_name_is_told(graph: Graph) -> None:
    with pytest.raises(QueryError, match="nearest: BERT"):
        of_name(graph, "BERTT", 1)


@pytest.mark.parametrize(
    "sparql",
    [
        "SELECT ?x { ?x a kg:Dataset }",
        "SELECT ?name { ?x a kg:Dataset ; rdfs:label ?name }",
        "CONSTRUCT { ?x a kg:Dataset } WHERE { ?x a kg:Dataset }",
    ],
)
def test_view_of_a_query_by_iri_or_by_name(graph: Graph, sparql: str) -> None:
    view = of_query(graph, sparql, "data.rq")
    found = {key for key in kinds(view.graph, "entity") if key.startswith("Dataset/")}
    assert found == {key for key in kinds(graph, "entity") if key.startswith("Dataset/")}


@pytest.mark.parametrize(
    ("sparql", "fact"),
    [
        ("SELECT ?x { ?x a kg:Nothing }", "its answer is empty"),
        ("SELECT (1 AS ?x) {}", "nothing in its answer is a thing"),
    ],
)
def test_view_of_nothing_is_told(graph: Graph, sparql: str, fact: str) -> None:
    with pytest.raises(ExportError, match=fact):
        of_query(graph, sparql, "none.rq")


def test_the_same_view_is_the_same_bytes(invented: Graph) -> None:
    pages = {html(of_name(large(200), "Modelo50", 2).graph) for _ in range(2)}
    assert len(pages) == 1


# -- notebooks ---------------------------------------------------------------------------------------------------


def test_show_is_a_verb_and_displays_a_frame(graph: Graph) -> None:
    shown = kg.show(graph, height=300)
    text = shown._repr_html_()
    assert text.startswith("<iframe ") and "height: 300px" in text and "allow-same-origin" not in text
    source = re.search(r'srcdoc="([^"]*)"', text)
    assert source and unescape(source[1]) == shown.page == html(graph)
    assert "MB" in repr(shown)


def test_show_of_a_name_is_its_view(graph: Graph) -> None:
    page = show(graph, "BERT", depth=1).page
    assert "node=Model%2Fbert" in page and len(page) < len(html(graph))


def test_a_hostile_title_stays_in_the_frame() -> None:
    text = show(hostile(), title=BREAKOUT)._repr_html_()
    assert text.count("<") == 2 and text.endswith("</iframe>")


# -- served ------------------------------------------------------------------------------------------------------


def test_only_a_served_page_may_ask(graph: Graph) -> None:
    page = html(graph)
    assert "connect-src" not in page and "connect-src 'self';" in unescape(served(page))
    assert block_of(page)["served"] is False and block_of(served(page))["served"] is True


def block_of(page: str) -> dict[str, object]:
    found = re.search('id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


@pytest.mark.parametrize("page", ["", "<p>"])
def test_a_page_of_another_kind_is_not_served(page: str) -> None:
    with pytest.raises(ExportError, match="run `kg build` again"):
        served(page)
