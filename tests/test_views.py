"""Views: queries published for other graphs run on them and answer what ours says."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest
from records import entity, paper, relation, sample, score

from kg.errors import ExportError, QueryError
from kg.export.views import find_view, view, views, write_view
from kg.graph import Graph, build_graph
from kg.model import PaperRecord
from kg.rules import shipped

SHIPPED = views(shipped())
CSKG = ox.NamedNode("https://w3id.org/cskg")


def reduced() -> PaperRecord:
    """A paper of 2021 at a conference, on a task, that introduces a method and uses data sets."""
    text = paper(
        "a:1",
        "PCA++ for dimensionality reduction reaches 91% accuracy on Twitter. Code: https://example.org/pca",
        year=2021,
    )
    return PaperRecord(
        paper=replace(text, title="On reduction", venue="NAACL"),
        entities=(
            entity(text, "Method", "PCA++", role="introduced"),
            entity(text, "Task", "dimensionality reduction"),
            entity(text, "Dataset", "Twitter"),
            entity(text, "Metric", "accuracy"),
        ),
        claims=(
            score(text, "91%", "91", system="PCA++", metric="accuracy", dataset=["Twitter"]),
            relation(text, "hasCode", "a:1", "https://example.org/pca"),
        ),
    )


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph([*sample(), reduced()])


def ask(graph: Graph, name: str, text: str) -> list[tuple[str | None, ...]]:
    """The rows of a query on a view, which is the default graph and the one that CS-KG's queries ask for."""
    opened = ox.Store()
    for triple in view(graph, SHIPPED[name]):
        opened.add(ox.Quad(*triple))
        opened.add(ox.Quad(*triple, CSKG))
    found = opened.query(text)
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [tuple(row[name].value if row[name] is not None else None for name in names) for row in found]


LPWC = """
PREFIX lpwc: <https://linkedpaperswithcode.com/property/>
PREFIX class: <https://linkedpaperswithcode.com/class/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""
ORKG = """
PREFIX orkgc: <http://orkg.org/orkg/class/>
PREFIX orkgp: <http://orkg.org/orkg/predicate/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
MLSEA = """
PREFIX mls: <http://www.w3.org/ns/mls#>
PREFIX mlso: <http://w3id.org/mlso/>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <http://schema.org/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
CS = """
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX cskg: <https://w3id.org/cskg/resource/>
PREFIX cskg-ont: <https://w3id.org/cskg/ontology#>
PREFIX provo: <http://www.w3.org/ns/prov#>
"""
PAPER = "https://w3id.org/paperkg/id/paper/"


# Typed anew from what each project publishes, with names of our sample: the terms and the shape are theirs.
@pytest.mark.parametrize(
    ("name", "text", "rows"),
    [
        pytest.param(
            "lpwc",
            LPWC + "SELECT ?title (COUNT(?paper) AS ?count) { ?paper a class:paper . ?dataset a class:dataset . "
            "?paper lpwc:usesDataset ?dataset . ?dataset dcterms:title ?title } "
            "GROUP BY ?title ORDER BY DESC(?count) ?title LIMIT 2",
            [("SQuAD", "3"), ("WikiText", "2")],
            id="LPWC most-used-datasets",
        ),
        pytest.param(
            "lpwc",
            LPWC + "SELECT (COUNT(?paper) AS ?count) { ?paper a class:paper ; dcterms:date ?date ; "
            "lpwc:hasTask <https://linkedpaperswithcode.com/task/dimensionality-reduction> . "
            'FILTER(STRSTARTS(STR(?date), "2021-")) }',
            [("1",)],
            id="LPWC dimensionality-reduction-papers-2021",
        ),
        pytest.param(
            "lpwc",
            LPWC + "SELECT ?task_name (COUNT(?task_name) AS ?count) { ?paper a class:paper ; lpwc:hasConference ?at . "
            '?at foaf:name "NAACL" . ?paper lpwc:hasTask ?task . ?task foaf:name ?task_name } GROUP BY ?task_name',
            [("dimensionality reduction", "1")],
            id="LPWC NAACL-tasks",
        ),
        pytest.param(
            "lpwc",
            LPWC + "SELECT ?metric (COUNT(?metric) AS ?count) { ?paper a class:paper ; lpwc:hasConference ?at . "
            '?at foaf:name "NAACL" . ?paper lpwc:hasEvaluation ?evaluation . '
            "?evaluation lpwc:hasEvaluationResult ?result . ?result lpwc:metricName ?metric } GROUP BY ?metric",
            [("accuracy", "1")],
            id="LPWC NAACL-evaluation-metrics",
        ),
        pytest.param(
            "orkg",
            ORKG + 'SELECT DISTINCT ?model_name { ?dataset a orkgc:Dataset ; rdfs:label "SQuAD" . '
            "?benchmark orkgp:HAS_DATASET ?dataset ; orkgp:HAS_EVALUATION ?eval . ?c orkgp:HAS_BENCHMARK ?benchmark . "
            "OPTIONAL { ?c orkgp:HAS_MODEL ?model . ?model rdfs:label ?model_name } } ORDER BY ?model_name",
            [(None,), ("BERT",), ("RoBERTa",)],
            id="SciQA T01",
        ),
        pytest.param(
            "orkg",
            ORKG + 'SELECT DISTINCT ?paper { ?dataset a orkgc:Dataset ; rdfs:label "SQuAD" . '
            "?benchmark orkgp:HAS_DATASET ?dataset . ?c orkgp:HAS_BENCHMARK ?benchmark . "
            "?paper orkgp:P31 ?c ; rdfs:label ?title } ORDER BY ?paper",
            [(f"{PAPER}arxiv:1810.04805",), (f"{PAPER}arxiv:1907.11692",), (f"{PAPER}title:survey",)],
            id="SciQA T02",
        ),
        pytest.param(
            "orkg",
            ORKG + "SELECT ?metric_name (MAX(?value) AS ?score) { { SELECT ?metric_name ?value { "
            '?dataset a orkgc:Dataset ; rdfs:label "SQuAD" . ?benchmark orkgp:HAS_DATASET ?dataset ; '
            "orkgp:HAS_EVALUATION ?eval . ?eval orkgp:HAS_VALUE ?value . OPTIONAL { ?eval orkgp:HAS_METRIC ?metric . "
            "?metric rdfs:label ?metric_name } } ORDER BY DESC(?value) } } GROUP BY ?metric_name",
            [("accuracy", "94.6")],
            id="SciQA T04",
        ),
        pytest.param(
            "orkg",
            ORKG + 'SELECT DISTINCT ?model_name { ?metric a orkgc:Metric ; rdfs:label "accuracy" . '
            "{ SELECT ?model ?model_name ?metric { "
            '?dataset a orkgc:Dataset ; rdfs:label "SQuAD" . ?benchmark orkgp:HAS_DATASET ?dataset ; '
            "orkgp:HAS_EVALUATION ?eval . ?eval orkgp:HAS_VALUE ?value ; orkgp:HAS_METRIC ?metric . "
            "?c orkgp:HAS_BENCHMARK ?benchmark ; orkgp:HAS_MODEL ?model . ?model rdfs:label ?model_name } "
            "ORDER BY DESC(?value) LIMIT 1 } }",
            [("RoBERTa",)],
            id="SciQA T05",
        ),
        pytest.param(
            "orkg",
            ORKG + 'SELECT DISTINCT ?name { ?problem a orkgc:Problem ; rdfs:label "dimensionality reduction" . '
            "?dataset a orkgc:Dataset ; rdfs:label ?name . ?benchmark orkgp:HAS_DATASET ?dataset . "
            "?c orkgp:HAS_BENCHMARK ?benchmark ; orkgp:P32 ?problem }",
            [("Twitter",)],
            id="SciQA T06",
        ),
        pytest.param(
            "orkg",
            ORKG + 'SELECT DISTINCT ?code { ?model a orkgc:Model ; rdfs:label "BERT" . '
            "?benchmark orkgp:HAS_DATASET ?dataset . ?c orkgp:HAS_BENCHMARK ?benchmark ; orkgp:HAS_MODEL ?model ; "
            "orkgp:HAS_SOURCE_CODE ?code }",
            [("https://example.org/bert",)],
            id="SciQA T07",
        ),
        pytest.param(
            "mlsea",
            MLSEA + "SELECT ?label (GROUP_CONCAT(DISTINCT ?eval; separator=', ') AS ?evaluation) { "
            '?model a mls:Model ; rdfs:label ?label . FILTER(LCASE(?label) = "roberta") '
            "OPTIONAL { ?run mls:hasOutput ?model ; mls:hasOutput ?e . ?e rdfs:label ?name ; mls:hasValue ?value . "
            'FILTER(?value = "94.6") BIND(CONCAT(?name, ": ", ?value) AS ?eval) } } GROUP BY ?label',
            [("RoBERTa", "accuracy evaluation for RoBERTa model: 94.6")],
            id="MLSea query 5",
        ),
        pytest.param(
            "mlsea",
            MLSEA + 'SELECT ?label ?repository { ?model a mls:Model ; rdfs:label ?label . FILTER(?label = "BERT") '
            "OPTIONAL { ?model schema:codeRepository ?repository } }",
            [("BERT", "https://example.org/bert")],
            id="MLSea query 4",
        ),
        pytest.param(
            "mlsea",
            MLSEA + "SELECT ?title ?task ?code { ?dataset a mls:Dataset ; dcat:landingPage ?page ; "
            'dcterms:title ?title ; rdfs:label ?label . FILTER(CONTAINS(?label, "Twitter")) '
            "OPTIONAL { ?dataset mlso:hasTaskType ?type . ?type skos:prefLabel ?task } "
            "OPTIONAL { ?dataset mlso:hasRelatedSoftware ?software . ?software schema:codeRepository ?code } }",
            [("Twitter", "dimensionality reduction", "https://example.org/pca")],
            id="MLSea query 1",
        ),
        pytest.param(
            "cskg",
            CS + "SELECT ?sub ?paper FROM <https://w3id.org/cskg> { ?t rdf:subject ?sub ; "
            "rdf:predicate cskg-ont:usesMaterial ; rdf:object cskg:twitter ; provo:wasDerivedFrom ?paper . "
            "?sub a cskg-ont:Task }",
            [("https://w3id.org/cskg/resource/dimensionality_reduction", f"{PAPER}a:1")],
            id="CS-KG tasks of a material",
        ),
        pytest.param(
            "cskg",
            CS + "SELECT ?prop ?obj ?sup FROM <https://w3id.org/cskg> { ?t rdf:subject cskg:roberta ; "
            "rdf:predicate ?prop ; rdf:object ?obj ; cskg-ont:hasSupport ?sup } ORDER BY DESC(?sup)",
            [("https://w3id.org/cskg/ontology#usesMethod", "https://w3id.org/cskg/resource/bert", "1")],
            id="CS-KG statements of an entity",
        ),
        pytest.param(
            "cskg",
            CS + "SELECT ?sub ?sup FROM <https://w3id.org/cskg> { ?t rdf:subject ?sub ; cskg-ont:hasSupport ?sup . "
            "FILTER(xsd:integer(?sup) >= 1) { ?t rdf:subject cskg:twitter } UNION { ?t rdf:object cskg:twitter } }",
            [("https://w3id.org/cskg/resource/dimensionality_reduction", "1")],
            id="CS-KG statements by support",
        ),
    ],
)
def test_published_queries_run(graph: Graph, name: str, text: str, rows: list[tuple[str | None, ...]]) -> None:
    assert ask(graph, name, text) == rows


def test_a_view_has_no_blank_nodes_and_is_the_same_in_any_order(graph: Graph) -> None:
    other = build_graph([reduced(), *reversed(sample())])
    for files in SHIPPED.values():
        triples = view(graph, files)
        assert triples == view(other, files)
        assert len(set(triples)) == len(triples) > 10
        assert not any(isinstance(term, ox.BlankNode) for triple in triples for term in triple)


def test_a_view_of_ones_own_needs_no_code(graph: Graph, tmp_path: Path) -> None:
    (tmp_path / "views" / "mine").mkdir(parents=True)
    (tmp_path / "views" / "mine" / "models.rq").write_text("CONSTRUCT { ?m a <x:M> } WHERE { ?m a kg:Model }")
    known = views(shipped(), tmp_path)
    assert len(view(graph, find_view(known, "mine"))) == 5
    write_view(graph, known["mine"], tmp_path / "mine.nt", "ntriples")
    assert (tmp_path / "mine.nt").read_text().count("<x:M>") == 5
    with pytest.raises(ExportError, match="a view is written as turtle or ntriples, not as trig"):
        write_view(graph, known["mine"], tmp_path / "mine.trig", "trig")
    assert not (tmp_path / "mine.trig").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [("SELECT * { ?s ?p ?o }", "gives no triples; write a CONSTRUCT query"), ("DROP ALL", "changes data")],
)
def test_a_faulty_view_is_told_with_its_file(graph: Graph, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bad.rq").write_text(text)
    with pytest.raises(QueryError, match=rf"bad\.rq: query: .*{message}"):
        view(graph, [tmp_path / "bad.rq"])


def test_an_unknown_view_is_told_with_the_known() -> None:
    with pytest.raises(QueryError, match="no view is called 'wikidata'; there are: cskg, lpwc, mlsea, orkg"):
        find_view(SHIPPED, "wikidata")


def test_the_command_prints_a_view(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text('{"title": "T", "abstract": "BERT reaches 91% accuracy on SQuAD."}')
    command = [sys.executable, "-m", "kg"]
    subprocess.run([*command, "build", "p.jsonl", "-o", "out"], cwd=tmp_path, check=True, capture_output=True)
    done = subprocess.run([*command, "export", "out", "--view", "orkg"], cwd=tmp_path, check=True, capture_output=True)
    opened = ox.Store()
    opened.load(done.stdout, ox.RdfFormat.TURTLE)
    assert b"orkgp:HAS_BENCHMARK" in done.stdout
    assert opened.query("ASK { ?x <http://orkg.org/orkg/predicate/HAS_VALUE> 91.0 }")
