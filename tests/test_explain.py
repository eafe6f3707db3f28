"""Explanations: each claim in words, with its sentence, marks, paper and rule."""

from __future__ import annotations

import pytest
from records import names_record, sample

from kg.errors import QueryError
from kg.explain import Explanation, explain, marked, marks, render
from kg.graph import Graph, build_graph
from kg.model import Evidence, Span


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph(sample())


def claims(items: list[Explanation]) -> list[str]:
    return [item.claim for item in items]


def test_a_thing_is_explained_claim_by_claim(graph: Graph) -> None:
    assert claims(explain(graph, "bert")) == [
        "BERT is introduced by the paper",
        "BERT is used by the paper",
        "BERT is compared with by the paper",
        "BERT: 3.3B words training data",
        "BERT: 340M parameters",
        "BERT: 2.1% increase of accuracy on SQuAD against ELMo",
        "BERT: 90.5% accuracy on SQuAD",
        "BERT: 90.5% accuracy on SQuAD",
        "BERT is based on Transformer",
        "BERT matches GPT",
        "BERT outperforms ELMo on SQuAD by 2.1%",
        "RoBERTa is based on BERT",
        "RoBERTa outperforms BERT",
    ]


def test_each_explanation_shows_its_words(graph: Graph) -> None:
    items = explain(graph, "BERT")
    (item,) = [item for item in items if item.claim == "BERT: 340M parameters"]
    assert [item.quote[start:end] for start, end in item.marks] == ["340M"]
    assert (item.value, item.paper, item.rule) == ("340000000", "arxiv:1810.04805", "hasParameters.test")
    assert item.title.startswith("BERT: ")
    assert all(item.quote and item.rule and item.marks for item in items)


def test_a_role_is_shown_in_the_sentence_of_its_first_mention(graph: Graph) -> None:
    item = explain(graph, "BERT")[0]
    assert item.quote.startswith("BERT, based on") and item.quote.endswith("ELMo.")
    assert item.marks == ((0, 4),)


def test_a_paper_is_explained_by_all_it_says(graph: Graph) -> None:
    items = explain(graph, "arxiv:1907.11692")
    assert {item.paper for item in items} == {"arxiv:1907.11692"}
    assert {"RoBERTa is introduced by the paper", "BERT: 90.5% accuracy on SQuAD", "RoBERTa outperforms BERT"} <= set(
        claims(items)
    )
    assert "BERT outperforms ELMo on SQuAD by 2.1%" not in claims(items)


def test_a_link_and_a_number_are_explained(graph: Graph) -> None:
    (item,) = explain(graph, "https://example.org/bert")
    assert [item.quote[start:end] for start, end in item.marks] == ["https://example.org/bert"]
    (key,) = [key for key, node in graph.nodes(data=True) if node.get("text") == "91%"]
    assert claims(explain(graph, key)) == ["an unnamed system: 91% accuracy on SQuAD"]


def test_a_size_variant_is_explained_by_its_name() -> None:
    graph = build_graph([names_record("a:1", ("Model", "T5"), ("Model", "T5-11B"))])
    found = [item for item in explain(graph, "T5") if item.rule == "link.size"]
    assert claims(found) == ["T5-11B is a variant of T5 (size 11B)"]
    assert [found[0].quote[start:end] for start, end in found[0].marks] == ["T5-11B"]


def test_an_unknown_name_comes_with_the_nearest(graph: Graph) -> None:
    with pytest.raises(QueryError, match="nearest: "):
        explain(graph, "BERTT")


def test_marks_are_sorted_joined_and_inside() -> None:
    def span(start: int, end: int, field: str = "abstract") -> Span:
        return Span(field="title" if field == "title" else "abstract", start=start, end=end)

    piece = Evidence(
        paper="a:1",
        spans=(span(18, 20), span(10, 13), span(12, 15), span(2, 4), span(11, 12, "title"), span(28, 40)),
        sentence=span(10, 30),
        quote="x" * 20,
        rule="r",
    )
    assert marks(piece) == ((0, 5), (8, 10))


def test_render_puts_marks_in_brackets_on_one_line(graph: Graph) -> None:
    assert marked("BERT\n beats ELMo.", ((0, 4), (12, 16))) == "[BERT] beats [ELMo]."
    text = render(explain(graph, "WikiText"))
    assert "WikiText: 100M tokens size (100000000)" in text
    assert "WikiText holds [100M tokens]." in text
    assert "— RoBERTa [arxiv:1907.11692], rule hasSize.test" in text


def test_the_same_graph_is_explained_alike() -> None:
    assert render(explain(build_graph(sample()), "BERT")) == render(explain(build_graph(sample()[::-1]), "BERT"))
