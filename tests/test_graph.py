"""The graph: its nodes, edges and evidence, and that the order of the records leaves no trace."""

from __future__ import annotations

from decimal import Decimal
from itertools import permutations

import pytest
from records import count, entity, names_record, paper, relation, sample, score

from kg.errors import LinkError, QueryError
from kg.graph import Graph, build_graph, sentence_around
from kg.lookup import find_node, leaderboard
from kg.model import PaperRecord, Span

BERT, SQUAD, ACCURACY = "Model/bert", "Dataset/squad", "Metric/accuracy"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph(sample(), facts={("Metric", "perplexity"): {"direction": "lower"}})


def results(graph: Graph, **wanted: object) -> list[str]:
    return [
        key
        for key, node in graph.nodes(data=True)
        if "quantity_kind" in node and all(node.get(name) == value for name, value in wanted.items())
    ]


def test_two_papers_with_one_result_meet_in_one_node(graph: Graph) -> None:
    (key,) = results(graph, system=BERT, quantity_kind="score")
    node = graph.nodes[key]
    assert node["value"] == Decimal("90.5")
    assert (node["metric"], node["datasets"], node["unit"]) == (ACCURACY, (SQUAD,), "%")
    assert node["papers"] == ("arxiv:1810.04805", "arxiv:1907.11692")
    assert [piece.paper for piece in node["evidence"]] == ["arxiv:1810.04805", "arxiv:1907.11692"]
    assert {(u, p) for u, _, p in graph.in_edges(key, keys=True)} == {
        ("arxiv:1810.04805", "reports"),
        ("arxiv:1907.11692", "reports"),
    }
    assert {(v, p) for _, v, p in graph.out_edges(key, keys=True)} == {
        (BERT, "system"),
        (ACCURACY, "metric"),
        (SQUAD, "dataset"),
    }


def test_numbers_without_a_named_system_do_not_meet() -> None:
    records = []
    for id_ in ("a:1", "a:2"):
        text = paper(id_, "We reach 91% accuracy on SQuAD with 7B.")
        records.append(
            PaperRecord(
                paper=text,
                entities=(entity(text, "Metric", "accuracy"), entity(text, "Dataset", "SQuAD")),
                claims=(
                    score(text, "91%", "91", metric="accuracy", dataset=["SQuAD"]),
                    count(text, "hasParameters", "parameters", None, "7B", "7000000000"),
                ),
            )
        )
    graph = build_graph(records)
    assert len(results(graph, quantity_kind="score")) == 2
    assert len(results(graph, kind="parameters", of=None)) == 2


def test_settings_keep_results_apart() -> None:
    text = paper("a:1", "X has 91% accuracy.")
    claims = tuple(score(text, "91%", "91", system="X", metric="accuracy", setting=s) for s in ("0-shot", "5-shot"))
    graph = build_graph(
        [
            PaperRecord(
                paper=text,
                entities=(entity(text, "Model", "X", key="X"), entity(text, "Metric", "accuracy")),
                claims=claims,
            )
        ]
    )
    assert sorted(graph.nodes[key]["settings"] for key in results(graph, kind="result")) == [("0-shot",), ("5-shot",)]


def test_counts_hang_on_what_they_count(graph: Graph) -> None:
    for owner, predicate, value in (
        (BERT, "hasParameters", 340_000_000),
        (BERT, "trainedOnTokens", 3_300_000_000),
        ("Dataset/wikitext", "hasSize", 100_000_000),
    ):
        (target,) = [v for _, v, key in graph.out_edges(owner, keys=True) if key == predicate]
        assert graph.nodes[target]["value"] == value
        assert graph.nodes[target]["of"] == owner
        assert graph.edges[owner, target, predicate]["evidence"]


def test_roles_carry_mentions_and_rules(graph: Graph) -> None:
    edge = graph.edges["arxiv:1810.04805", BERT, "introduces"]
    assert (edge["role"], edge["rules"], edge["surfaces"]) == ("introduced", ("model.test",), ("BERT",))
    assert [mention.text for mention in edge["mentions"]] == ["BERT"]
    assert graph.has_edge("arxiv:1907.11692", BERT, "comparesWith")


def test_relations_have_statements_margins_and_evidence(graph: Graph) -> None:
    edge = graph.edges[BERT, "Model/elmo", "outperforms"]
    assert edge["qualifiers"] == (("dataset", (SQUAD,)),)
    (margin,) = edge["margins"]
    assert graph.nodes[margin]["value"] == Decimal("2.1")
    (statement,) = edge["statements"]
    assert (statement.subject, statement.object, statement.margins) == (BERT, "Model/elmo", (margin,))
    assert graph.edges["Model/roberta", BERT, "basedOn"]["evidence"][0].rule == "basedOn.test"


def test_claims_with_other_qualifiers_are_other_statements_of_one_edge() -> None:
    text = paper("a:1", "A1x beats B1x on Cx and Dx.")
    entities = tuple(
        entity(text, t, s) for t, s in (("Model", "A1x"), ("Model", "B1x"), ("Dataset", "Cx"), ("Dataset", "Dx"))
    )
    claims = (
        relation(text, "outperforms", "A1x", "B1x", dataset=["Cx"]),
        relation(text, "outperforms", "A1x", "B1x", dataset=["Dx"]),
    )
    graph = build_graph([PaperRecord(paper=text, entities=entities, claims=claims)])
    edge = graph.edges["Model/a1x", "Model/b1x", "outperforms"]
    assert len(edge["statements"]) == 2
    assert edge["qualifiers"] == (("dataset", ("Dataset/cx", "Dataset/dx")),)


def test_derived_edges_follow_from_what_is_stated(graph: Graph) -> None:
    edge = graph.edges[BERT, SQUAD, "evaluatedOn"]
    assert edge["derived"] and edge["papers"] == ("arxiv:1810.04805", "arxiv:1907.11692")
    assert graph.has_edge(SQUAD, ACCURACY, "measuredBy")
    addressed = graph.edges["Model/roberta", "Task/language-modelling", "addresses"]
    (piece,) = addressed["evidence"]
    assert "language modelling" in piece.quote
    assert not graph.has_edge(BERT, "Task/language-modelling")


def test_links_are_nodes(graph: Graph) -> None:
    assert graph.nodes["https://example.org/bert"]["kind"] == "link"
    assert graph.edges["arxiv:1810.04805", "https://example.org/bert", "hasCode"]["evidence"]


def test_size_variants_are_edges() -> None:
    graph = build_graph([names_record("a:1", ("Model", "T5"), ("Model", "T5-11B"))])
    assert graph.edges["Model/t5-11b", "Model/t5", "variantOf"]["reason"] == "size 11B"


def test_everything_stated_has_evidence(graph: Graph) -> None:
    for key, node in graph.nodes(data=True):
        assert "quantity_kind" not in node or node["evidence"], key
    stated = ("outperforms", "matches", "basedOn", "hasCode", "reports", "hasParameters", "hasSize", "trainedOnTokens")
    for source, target, key, edge in graph.edges(keys=True, data=True):
        assert edge["predicate"] == key
        assert key not in stated or edge["evidence"], (source, key, target)


def test_evidence_slices_to_its_quote(graph: Graph) -> None:
    for _, node in graph.nodes(data=True):
        for piece in node.get("evidence", ()):
            text = graph.nodes[piece.paper][piece.sentence.field]
            assert text[piece.sentence.start : piece.sentence.end] == piece.quote


def test_the_order_of_records_does_not_matter() -> None:
    shapes = [
        (list(graph.nodes(data=True)), list(graph.edges(keys=True, data=True)))
        for graph in map(build_graph, permutations(sample()))
    ]
    assert all(shape == shapes[0] for shape in shapes)


def test_a_record_twice_changes_nothing() -> None:
    once, twice = build_graph(sample()), build_graph(sample() + sample())
    assert list(once.nodes(data=True)) == list(twice.nodes(data=True))
    assert list(once.edges(keys=True, data=True)) == list(twice.edges(keys=True, data=True))


def test_no_papers_make_an_empty_graph() -> None:
    assert len(build_graph([])) == 0


def test_a_claim_of_an_unknown_entity_is_refused_in_words() -> None:
    text = paper("a:1", "90% F1")
    record = PaperRecord(paper=text, claims=(score(text, "90%", "90", system="nobody"),))
    with pytest.raises(LinkError, match=r"a:1: a scores claim speaks of entity 'nobody'"):
        build_graph([record])


def test_facts_give_a_metric_its_direction(graph: Graph) -> None:
    assert graph.nodes["Metric/perplexity"]["direction"] == "lower"
    assert graph.nodes[ACCURACY]["direction"] is None
    by_key = build_graph(sample(), facts={ACCURACY: {"direction": "higher"}})
    assert by_key.nodes[ACCURACY]["facts"] == (("direction", "higher"),)


def test_nothing_beats_itself() -> None:
    text = paper("a:1", "LSTMs beat LSTM.")
    entities = (entity(text, "Model", "LSTMs", key="a"), entity(text, "Model", "LSTM", key="b"))
    claim = relation(text, "outperforms", "LSTMs", "LSTM")
    claim = type(claim)(predicate="outperforms", subject="a", object="b", evidence=claim.evidence)
    graph = build_graph([PaperRecord(paper=text, entities=entities, claims=(claim,))])
    assert not [key for _, _, key in graph.edges(keys=True) if key == "outperforms"]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Model/bert", "Model/bert"),
        ("BERT", "Model/bert"),
        ("s-quad", "Dataset/squad"),
        ("arxiv:1810.04805", "arxiv:1810.04805"),
        ("roberta", "Model/roberta"),
    ],
)
def test_find_node(graph: Graph, name: str, key: str) -> None:
    assert find_node(graph, name) == key


def test_find_node_by_alias_and_type() -> None:
    graph = build_graph([names_record("a:1", ("Method", "RL", "reinforcement learning"), ("Task", "RLx", "learning"))])
    assert find_node(graph, "Reinforcement-Learning") == "Method/rl"
    with pytest.raises(QueryError, match="is no Task of this graph"):
        find_node(graph, "RL", ["Task"])


def test_find_node_names_the_nearest(graph: Graph) -> None:
    with pytest.raises(QueryError, match=r"'ROBERTTA' is no name of this graph; nearest: RoBERTa"):
        find_node(graph, "ROBERTTA")


def test_leaderboards_are_best_first(graph: Graph) -> None:
    rows = leaderboard(graph, "squad", "Accuracy")
    assert [(row.rank, row.name, row.value) for row in rows] == [
        (1, "RoBERTa", Decimal("94.6")),
        (2, "(unnamed)", Decimal("91")),
        (3, "BERT", Decimal("90.5")),
    ]
    assert [row.name for row in leaderboard(graph, "WikiText")] == ["RoBERTa", "GPT"]


def test_sentence_around_stays_in_its_field() -> None:
    text = paper("a:1", "First one. It has 3.5 points. Last", title="A title. Really")
    assert text.text(sentence_around(text, Span(field="abstract", start=11, end=13))) == "It has 3.5 points."
    assert text.text(sentence_around(text, Span(field="abstract", start=30, end=34))) == "Last"
    assert text.text(sentence_around(text, Span(field="title", start=2, end=7))) == "A title. Really"
