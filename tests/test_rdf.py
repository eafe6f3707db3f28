"""RDF: hostile text survives, bytes do not depend on order, every IRI is sound, and readers agree on what it says."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from records import evidence, names_record, paper, sample

from kg.errors import ExportError
from kg.export.rdf import rdf, store, write
from kg.export.terms import iri
from kg.export.triples import triples as triples_of
from kg.export.vocabulary import CLASSES, ONTOLOGY, PREFIXES, THINGS
from kg.files import atomic_write
from kg.graph import Graph, build_graph
from kg.model import Claim, PaperRecord

HOSTILE = 'A "quoted" \\ <b>&amp;</b> \u0000\u001b \u2028 """ @prefix x: <y> . \ud800 𝔘\r\n'


@pytest.fixture(scope="module")
def graph() -> Graph:
    return build_graph(sample(), facts={("Metric", "perplexity"): {"direction": "lower"}})


@pytest.fixture(scope="module")
def triples(graph: Graph) -> rdflib.Graph:
    return rdf(graph)


def term(name: str) -> rdflib.URIRef:
    prefix, local = name.split(":")
    return rdflib.URIRef(PREFIXES[prefix] + local)


def thing(key: str) -> rdflib.URIRef:
    return rdflib.URIRef(THINGS + key)


def test_bytes_do_not_depend_on_order(tmp_path: Path) -> None:
    texts = set()
    for order in permutations(sample()):
        write(build_graph(order), tmp_path / "graph.ttl")
        texts.add((tmp_path / "graph.ttl").read_bytes())
    assert len(texts) == 1


def test_prefixes_are_sorted_and_say_it_short(graph: Graph, tmp_path: Path) -> None:
    write(graph, tmp_path / "graph.ttl")
    lines = (tmp_path / "graph.ttl").read_text(encoding="utf-8").splitlines()
    heads = [line for line in lines if line.startswith("@prefix")]
    assert heads == sorted(heads) and heads == lines[: len(heads)]
    assert any(line.startswith("model:bert a kg:Model , mls:Model , fair4ml:MLModel") for line in lines)
    assert any(line.startswith("paper:arxiv:1810.04805 a ") for line in lines)


def test_no_prefix_begins_another(graph: Graph, tmp_path: Path) -> None:
    write(graph, tmp_path / "graph.ttl")
    text = (tmp_path / "graph.ttl").read_text(encoding="utf-8")
    namespaces = re.findall(r"^@prefix \S+ <([^>]+)> \.$", text, flags=re.MULTILINE)
    assert len(namespaces) > len(PREFIXES)
    assert not [(a, b) for a in namespaces for b in namespaces if a != b and a.startswith(b)]


def test_turtle_is_what_the_store_holds(graph: Graph, tmp_path: Path) -> None:
    write(graph, tmp_path / "graph.ttl")
    read = ox.Store()
    read.load(path=str(tmp_path / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    assert set(read) == set(store(graph))
    assert len(read) == len(list(triples_of(graph))), "a triple is written twice"


def test_two_readers_find_the_same_number_of_triples(graph: Graph, triples: rdflib.Graph, tmp_path: Path) -> None:
    write(graph, tmp_path / "graph.ttl")
    assert len(rdflib.Graph().parse(tmp_path / "graph.ttl")) == len(triples) > 300


def test_no_blank_nodes(graph: Graph) -> None:
    assert not [t for t in triples_of(graph) if ox.BlankNode in (type(t.subject), type(t.object))]


def test_hostile_text_survives(tmp_path: Path) -> None:
    record = names_record("title:a b<c>", ("Dataset", 'Sq"u\\ad <x>'))
    graph = build_graph([PaperRecord(paper=paper("doi:10.1/a>b", HOSTILE, title=HOSTILE)), record])
    write(graph, tmp_path / "graph.ttl")
    read = rdflib.Graph().parse(tmp_path / "graph.ttl")
    title = read.value(thing("paper/doi:10.1/a%3Eb"), term("schema:name"))
    assert str(title) == HOSTILE.replace("\ud800", "?")
    assert 'Sq"u\\ad <x>' in {str(label) for label in read.objects(None, term("skos:prefLabel"))}


def test_iris_hold_nothing_forbidden(graph: Graph) -> None:
    for triple in triples_of(graph):
        for node in (triple.subject, triple.predicate, triple.object):
            if isinstance(node, ox.NamedNode):
                assert not re.search(r'[\x00-\x20<>"{}|^`\\]', node.value), node


def test_iri_encodes() -> None:
    assert iri("10.1/a b%c#d?é", "paper").value == f"{THINGS}paper/10.1/a%20b%25c%23d%3F%C3%A9"


def test_a_result_reads_as_a_model_evaluation(triples: rdflib.Graph) -> None:
    (result,) = [
        subject
        for subject in triples.subjects(term("fair4ml:evaluatedMLModel"), thing("Model/bert"))
        if (subject, term("kg:quantityKind"), rdflib.Literal("score")) in triples
    ]
    assert set(triples.objects(result, rdflib.RDF.type)) == {term(name) for name in CLASSES["result"]}
    value = triples.value(result, term("mls:hasValue"))
    assert isinstance(value, rdflib.Literal)
    assert (value.datatype, value.value) == (rdflib.XSD.decimal, Decimal("90.5"))
    assert triples.value(result, term("mls:specifiedBy")) == thing("Metric/accuracy")
    assert triples.value(result, term("fair4ml:evaluationDataset")) == thing("Dataset/squad")
    assert set(triples.objects(result, term("prov:wasDerivedFrom"))) == {
        thing("paper/arxiv:1810.04805"),
        thing("paper/arxiv:1907.11692"),
    }


def test_evidence_points_at_characters(graph: Graph, triples: rdflib.Graph) -> None:
    pieces = list(triples.subjects(rdflib.RDF.type, term("kg:Evidence")))
    assert pieces
    for piece in pieces:
        assert triples.value(piece, term("oa:hasBody")) is not None
        assert (triples.value(piece, term("kg:rule")), rdflib.RDF.type, term("prov:Plan")) in triples
        targets = [*triples.objects(piece, term("oa:hasTarget")), *triples.objects(piece, term("kg:sentence"))]
        for target in targets:
            source = str(triples.value(target, term("oa:hasSource"))).removeprefix(f"{THINGS}paper/")
            selector = triples.value(target, term("oa:hasSelector"))
            start, end = (int(str(triples.value(selector, term(f"oa:{name}")))) for name in ("start", "end"))
            text = graph.nodes[source][str(triples.value(target, term("kg:field")))]
            assert text[start:end] == str(triples.value(selector, term("oa:exact")))


def test_mentions_can_be_left_out(graph: Graph) -> None:
    kind = ox.NamedNode(f"{ONTOLOGY}Mention")
    assert [t for t in triples_of(graph) if t.object == kind]
    assert not [t for t in triples_of(graph, mentions=False) if t.object == kind]


def test_a_metric_says_which_way_is_better(triples: rdflib.Graph) -> None:
    better = term("kg:higherIsBetter")
    assert triples.value(thing("Metric/perplexity"), better) == rdflib.Literal(False)
    assert triples.value(thing("Metric/accuracy"), better) is None


def test_a_metric_says_what_values_it_takes() -> None:
    facts = {("Metric", "accuracy"): {"low": "0", "high": "100", "unit": "%"}, ("Metric", "perplexity"): {"low": "1"}}
    found = rdf(build_graph(sample(), facts=facts))
    told = {
        (metric, name): found.value(thing(f"Metric/{metric}"), term(name))
        for metric in ("accuracy", "perplexity")
        for name in ("kg:rangeMinimum", "kg:rangeMaximum", "schema:unitText")
    }
    assert [str(value) for value in told.values()] == ["0", "100", "%", "1", "None", "None"]
    assert told["accuracy", "kg:rangeMaximum"] == rdflib.Literal(Decimal(100))


def test_every_alias_says_how_it_was_merged() -> None:
    text = names_record("a:1", ("Model", "BERT", "bert"))
    found = rdf(build_graph([text, names_record("a:2", ("Model", "BERT"))]))
    (merge,) = found.subjects(rdflib.RDF.type, term("kg:Merge"))
    assert found.value(merge, term("kg:mergedInto")) == thing("Model/bert")
    told = [str(found.value(merge, term(name))) for name in ("kg:form", "kg:step", "prov:wasDerivedFrom")]
    assert told == ["bert", "fold", f"{THINGS}paper/a:1"]


@pytest.mark.parametrize(
    ("written", "iri"),
    [
        ("https://x.org/a?b=%20c", "https://x.org/a?b=%20c"),
        ("github.com/x/y", "https://github.com/x/y"),
        ("https: //x.org/y", "https://x.org/y"),
        ("x.org/a b<c>", "https://x.org/a%20b%3Cc%3E"),
        ("http://[x", f"{THINGS}link/http://%5Bx"),
        ("https://x.org/%zz", f"{THINGS}link/https://x.org/%25zz"),
        ("x.org:8080/", "https://x.org:8080/"),
        ("x.org:port/", f"{THINGS}link/x.org:port/"),
        ("javascript:alert(1)", f"{THINGS}link/javascript:alert%281%29"),
        ("task:x", f"{THINGS}link/task:x"),
    ],
)
def test_links_are_iris_however_they_are_written(written: str, iri: str) -> None:
    text = paper("a:1", "Code is there.")
    link = Claim(predicate="hasCode", subject="a:1", object=written, evidence=(evidence(text, "Code", rule="x"),))
    found = rdf(build_graph([PaperRecord(paper=text, claims=(link,))]))
    assert found.value(thing("paper/a:1"), term("kg:hasCode")) == rdflib.URIRef(iri)


def test_relations_are_plain_and_reified(triples: rdflib.Graph) -> None:
    assert (thing("Model/bert"), term("kg:outperforms"), thing("Model/elmo")) in triples
    (statement,) = [
        subject
        for subject in triples.subjects(term("rdf:predicate"), term("kg:outperforms"))
        if (subject, term("rdf:subject"), thing("Model/bert")) in triples
    ]
    assert triples.value(statement, term("kg:dataset")) == thing("Dataset/squad")
    margin = triples.value(statement, term("kg:margin"))
    assert triples.value(margin, term("mls:hasValue")) == rdflib.Literal(Decimal("2.1"))


def test_an_empty_graph_is_turtle(tmp_path: Path) -> None:
    write(build_graph([]), tmp_path / "graph.ttl")
    assert len(rdflib.Graph().parse(tmp_path / "graph.ttl")) == 0


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old")
    with pytest.raises(RuntimeError, match="cut"), atomic_write(path) as file:
        file.write(b"new")
        raise RuntimeError("cut")
    assert path.read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_write_replaces_and_keeps_permissions(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.txt"
    with atomic_write(path) as file:
        file.write(b"one")
    path.chmod(0o640)
    with atomic_write(path) as file:
        file.write(b"two")
    assert path.read_bytes() == b"two"
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_place_that_cannot_be_written_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=r"graph\.ttl: cannot be written"):
        write(build_graph([]), tmp_path / "file" / "graph.ttl")
