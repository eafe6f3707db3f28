"""Queries: what they answer, what they refuse, and that user text never becomes query text."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from records import entity, names_record, paper, sample, score

from kg.errors import QueryError
from kg.export.rdf import write
from kg.graph import build_graph
from kg.model import PaperRecord
from kg.query import Answer, check_reads_only, open_store, query, run_named
from kg.questions import named_queries

RULES = Path(__file__).parents[1] / "rules"
NAMES = {
    "leaderboard",
    "beats",
    "parameters",
    "lineage",
    "introduced",
    "evidence",
    "used_with",
    "models_by_parameters",
    "methods_for_task",
    "datasets_of_paper",
    "conflicts",
}


@pytest.fixture(scope="module")
def opened() -> ox.Store:
    return open_store(build_graph(sample(), facts={("Metric", "perplexity"): {"direction": "lower"}}))


def ask(opened: ox.Store, name: str, **params: str) -> Answer:
    return run_named(opened, name, params, rules=RULES)


def column(answer: Answer, *names: str) -> list[object]:
    rows = [tuple(row[name] for name in names) for row in answer.records()]
    return [row[0] for row in rows] if len(names) == 1 else list(rows)


# -- free queries


def test_select_gives_python_values(opened: ox.Store) -> None:
    answer = query(
        opened,
        'SELECT ?value ?year ?better ?nothing WHERE { ?r mls:hasValue ?value ; rdfs:label "94.6%" . '
        "model:roberta kg:firstYear ?year . metric:perplexity kg:higherIsBetter ?better }",
    )
    assert answer == Answer(("value", "year", "better", "nothing"), ((Decimal("94.6"), 2019, False, None),))


def test_ask_and_construct(opened: ox.Store) -> None:
    assert query(opened, "ASK { model:bert kg:outperforms model:elmo }").rows == ((True,),)
    answer = query(opened, "CONSTRUCT { ?b kg:beatenBy ?a } WHERE { ?a kg:outperforms ?b }")
    assert answer.columns == ("subject", "predicate", "object")
    assert len(answer.rows) == 2


def test_a_graph_a_path_and_a_store_answer_alike(opened: ox.Store, tmp_path: Path) -> None:
    graph = build_graph(sample(), facts={("Metric", "perplexity"): {"direction": "lower"}})
    write(graph, tmp_path / "graph.ttl")
    asked = "SELECT ?s ?o WHERE { ?s kg:basedOn ?o } ORDER BY ?s"
    assert query(graph, asked) == query(tmp_path / "graph.ttl", asked) == query(opened, asked)
    assert len(query(opened, asked).rows) == 2


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:c> <a:d> }",
        "PREFIX x: <http://x#>\n# SELECT\nDELETE WHERE { ?s ?p ?o }",
        "LOAD <http://example.org/x>",
        "clear all",
        "DROP GRAPH <a:b>",
        "with <a:g> delete { ?s ?p ?o } where { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(opened: ox.Store, text: str) -> None:
    before = len(opened)
    with pytest.raises(QueryError, match="changes data; queries only read"):
        query(opened, text)
    assert len(opened) == before


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { service<http://localhost:1/>{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o .SERVICE SILENT ?x { ?s ?p ?o } }",
        r"SELECT * { \u0053ERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p '#' . SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p <http://x#> . SERVICE <http://localhost:1/> { ?s ?p ?o } }",
        "SELECT * { FILTER(?a<?b)SERVICE <http://localhost:1/> { ?s ?p ?o } FILTER(?a>?b) }",
        "SELECT * { ?s ?p trueSERVICE<http://localhost:1/> { ?s ?p ?o } }",
        "PREFIX : <http://localhost:1/> SELECT * { SERVICE:x { ?s ?p ?o } }",
        "SELECT * { # comment\rSERVICE <http://localhost:1/> { ?s ?p ?o } }",
        'SELECT * { ?s ?p """ " """ . SERVICE <http://localhost:1/> { ?s ?p ?o } }',
    ],
)
def test_other_servers_are_refused(text: str) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        check_reads_only(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s ?p 'SERVICE' }",
        "SELECT * { ?s ?p <http://SERVICE/> } # SERVICE",
        "PREFIX x: <http://x/> SELECT * { ?s x:service ?o ; x:insert 'a'@service }",
        'SELECT * { ?s rdfs:label """ it\'s "SERVICE" """ }',
    ],
)
def test_words_that_only_look_like_it_are_not(opened: ox.Store, text: str) -> None:
    query(opened, text)


@pytest.mark.parametrize("text", ["SELEC ?s", "SELECT * { ?s ?p ", "SELECT * { ?s nope:x ?o }", ""])
def test_mistakes_are_told_in_one_line(opened: ox.Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        query(opened, text)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400


def test_a_missing_or_broken_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="no such file; `kg build` writes it"):
        query(tmp_path / "none.ttl", "ASK {}")
    (tmp_path / "bad.ttl").write_text("this is no turtle")
    with pytest.raises(QueryError, match=r"bad\.ttl: no Turtle"):
        query(tmp_path / "bad.ttl", "ASK {}")


# -- named queries


def test_the_named_queries_are_these_and_have_help() -> None:
    known = named_queries(RULES)
    assert set(known) >= NAMES
    assert all(len(asked.help) > 30 for asked in known.values())


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_named_query_runs(opened: ox.Store, name: str) -> None:
    given = {"dataset": "SQuAD", "system": "BERT", "thing": "BERT", "paper": "RoBERTa", "task": "language modelling"}
    asked = named_queries(RULES)[name]
    required = {param.name: given[param.name] for param in asked.params if param.required}
    answer = run_named(opened, name, required, rules=RULES)
    assert answer.rows or name == "conflicts"


def test_leaderboard_lists_absolute_scores_best_first(opened: ox.Store) -> None:
    board = ask(opened, "leaderboard", dataset="squad")
    assert column(board, "metric_name", "system_name", "value") == [
        ("accuracy", "RoBERTa", Decimal("94.6")),
        ("accuracy", None, Decimal("91")),
        ("accuracy", "BERT", Decimal("90.5")),
    ]
    assert column(board, "papers") == [1, 1, 2]
    assert column(board, "year") == [2019, None, 2018]


def test_leaderboard_puts_the_lowest_first_where_lower_is_better(opened: ox.Store) -> None:
    board = ask(opened, "leaderboard", dataset="WikiText", metric="Perplexity")
    assert column(board, "system_name", "value") == [("RoBERTa", Decimal("3.2")), ("GPT", Decimal("5.5"))]


def test_leaderboard_of_another_metric_is_empty(opened: ox.Store) -> None:
    assert ask(opened, "leaderboard", dataset="squad", metric="perplexity").rows == ()


def test_beats(opened: ox.Store) -> None:
    assert column(ask(opened, "beats"), "winner", "loser") == [("BERT", "ELMo"), ("RoBERTa", "BERT")]
    assert column(ask(opened, "beats", system="elmo"), "winner", "on", "margin") == [("BERT", "SQuAD", "2.1%")]
    assert column(ask(opened, "beats", dataset="squad"), "winner") == ["BERT"]


def test_parameters(opened: ox.Store) -> None:
    assert column(ask(opened, "parameters"), "name", "value") == [("BERT", Decimal(340_000_000))]
    assert ask(opened, "parameters", model="GPT").rows == ()
    assert column(ask(opened, "models_by_parameters", dataset="squad"), "name", "score") == [("BERT", Decimal("90.5"))]


def test_lineage_goes_both_ways(opened: ox.Store) -> None:
    steps = [("BERT", "Transformer"), ("RoBERTa", "BERT")]
    for system in ("BERT", "Transformer", "RoBERTa"):
        assert column(ask(opened, "lineage", system=system), "child_name", "parent_name") == steps
    assert ask(opened, "lineage", system="GPT").rows == ()


def test_introduced(opened: ox.Store) -> None:
    assert column(ask(opened, "introduced"), "name", "type", "year") == [
        ("BERT", "Model", 2018),
        ("RoBERTa", "Model", 2019),
    ]
    assert column(ask(opened, "introduced", paper="arxiv:1907.11692"), "name") == ["RoBERTa"]
    assert column(ask(opened, "introduced", thing="bert"), "id") == ["arxiv:1810.04805"]


def test_evidence_gives_sentence_place_and_rule(opened: ox.Store) -> None:
    found = ask(opened, "evidence", thing="ELMo").records()
    assert {(row["says"], row["value"]) for row in found} == {
        ("BERT outperforms ELMo", None),
        ("baseline of the result", "2.1%"),
    }
    text = sample()[0].paper.abstract
    assert all(text[int(str(row["start"])) : int(str(row["end"]))] == row["sentence"] for row in found)
    assert {row["rule_name"] for row in found} == {"scores.test", "outperforms.test"}


def test_used_with_counts_papers(opened: ox.Store) -> None:
    found = dict(column(ask(opened, "used_with", thing="BERT"), "name", "papers"))  # type: ignore[call-overload]
    assert found["SQuAD"] == 3 and found["GPT"] == 1 and "BERT" not in found


def test_methods_for_task(opened: ox.Store) -> None:
    assert column(ask(opened, "methods_for_task", task="language-modelling"), "name") == ["RoBERTa"]


def test_datasets_of_paper(opened: ox.Store) -> None:
    found = column(ask(opened, "datasets_of_paper", paper="roberta"), "name", "role", "results")
    assert found == [("SQuAD", "used", 2), ("WikiText", "used", 1)]


def test_conflicts() -> None:
    records = []
    for number, value in enumerate(("90", "92", "92")):
        text = paper(f"a:{number}", f"Xnet has {value}% accuracy on SQuAD.")
        entities = tuple(entity(text, *e) for e in (("Model", "Xnet"), ("Metric", "accuracy"), ("Dataset", "SQuAD")))
        claim = score(text, f"{value}%", value, system="Xnet", metric="accuracy", dataset=["SQuAD"])
        records.append(PaperRecord(paper=text, entities=entities, claims=(claim,)))
    found = run_named(build_graph(records), "conflicts", rules=RULES)
    assert column(found, "system_name", "paper", "other_paper") == [("Xnet", "a:0", "a:1")]
    assert {*found.records()[0].values()} >= {"90%", "92%", "Xnet has 90% accuracy on SQuAD."}
    assert run_named(build_graph(records[1:]), "conflicts", rules=RULES).rows == ()


# -- what users give


@pytest.mark.parametrize("name", ["SQuAD", "squad", "s-QuAD", "Dataset/squad"])
def test_names_resolve_in_any_spelling(opened: ox.Store, name: str) -> None:
    assert len(ask(opened, "leaderboard", dataset=name).rows) == 3


def test_aliases_resolve() -> None:
    opened = open_store(
        build_graph([names_record("a:1", ("Method", "RL", "reinforcement learning"), ("Task", "games"))])
    )
    assert column(ask(opened, "used_with", thing="Reinforcement-Learning"), "name") == ["games"]


def test_a_thing_of_another_type_is_not_found(opened: ox.Store) -> None:
    with pytest.raises(QueryError, match=r"'BERT' is no Dataset of this graph"):
        ask(opened, "leaderboard", dataset="BERT")


def test_unknown_names_come_with_the_nearest(opened: ox.Store) -> None:
    with pytest.raises(QueryError, match="nearest: SQuAD"):
        ask(opened, "leaderboard", dataset="SQuADD")
    with pytest.raises(QueryError, match="no query is called 'leader'; nearest: leaderboard"):
        ask(opened, "leader")
    with pytest.raises(QueryError, match=r"no parameter 'data'; it takes dataset \(Dataset\), metric \(Metric\)"):
        ask(opened, "leaderboard", data="SQuAD")
    with pytest.raises(QueryError, match=r"dataset \(Dataset\) is missing"):
        ask(opened, "leaderboard")


@pytest.mark.parametrize(
    "bad", ['x" } } DELETE WHERE { ?s ?p ?o } #', "<http://x> } SERVICE <http://y> {", "\\u0022 }", "\n"]
)
def test_user_text_never_becomes_query_text(opened: ox.Store, bad: str) -> None:
    with pytest.raises(QueryError, match="is no Dataset of this graph"):
        ask(opened, "leaderboard", dataset=bad)


def test_names_full_of_syntax_are_found_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    text = "# Labels that are this text.\n# param: word (Text) required\n# param: least (Number)\n"
    text += "SELECT ?e WHERE { VALUES ?word { UNDEF } VALUES ?least { UNDEF } ?e rdfs:label ?word . ?e a kg:Model }"
    (tmp_path / "queries" / "labelled.rq").write_text(text)
    name = 'a" } \\ <b>'
    graph = build_graph([names_record("a:1", ("Model", name))])
    assert len(run_named(graph, "labelled", {"word": name}, rules=tmp_path).rows) == 1
    with pytest.raises(QueryError, match="least: 'many' is no number"):
        run_named(graph, "labelled", {"word": name, "least": "many"}, rules=tmp_path)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "bad.rq:1: no help"),
        ("# Help.\n# param: x Dataset\nSELECT * {}", "bad.rq:2: not a parameter"),
        ("# Help.\n# param: x (Datset)\nSELECT * {}", "bad.rq:2: no type 'Datset'"),
        ("# Help.\n# param: x (Dataset)\nSELECT * { ?x ?p ?o }", "bad.rq:2: nothing takes it"),
    ],
)
def test_a_faulty_head_is_told_with_its_line(tmp_path: Path, head: str, message: str) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "bad.rq").write_text(head)
    with pytest.raises(QueryError, match=message):
        named_queries(tmp_path)
