"""`kg check`: what the program writes is sound, and every kind of fault is told in one line."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib import RDF, XSD, Literal, URIRef
from records import sample

import kg.check
from kg.check import check, load
from kg.errors import ExportError
from kg.export.formats import ENDINGS, write_format
from kg.export.triples import Level, triples
from kg.export.vocabulary import THINGS, expanded
from kg.graph import Graph, build_graph
from kg.pipeline import build, read
from kg.rules import Rules

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
FACTS = {("Metric", "accuracy"): {"direction": "higher", "low": "0", "high": "100", "unit": "%"}}


@cache
def _lines() -> bytes:
    return ox.serialize(triples(build_graph(sample(), facts=FACTS)), format=ox.RdfFormat.N_TRIPLES)


def plain(graph: Graph, evidence: Level = "span") -> rdflib.Graph:
    """The graph as rdflib holds it."""
    data = ox.serialize(triples(graph, evidence=evidence), format=ox.RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=data, format="nt")


def faults(graph: rdflib.Graph, rules: Rules, evidence: Level = "span") -> list[str]:
    return [str(finding) for finding in check(graph, rules, evidence=evidence) if not finding.warning]


# -- what is sound -----------------------------------------------------------------------------------------------


def test_the_bundled_export_is_sound(rules: Rules) -> None:
    assert faults(load(ROOT / "exports" / "graph.ttl"), rules) == []


@pytest.mark.parametrize("level", ["none", "paper", "span"])
def test_each_level_of_evidence_is_sound_as_what_it_is(rules: Rules, level: Level) -> None:
    graph = build_graph(sample(), facts=FACTS)
    assert faults(plain(graph, level), rules, level) == []
    if level != "span":
        told = faults(plain(graph, level), rules)
        assert any("oa:hasBody" in line for line in told), "without evidence the graph is not what span promises"


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the saved pages are not here")
def test_the_saved_pages_are_sound(rules: Rules) -> None:
    papers = read(sorted((SHARED / "seeds").glob("*.txt")))
    assert len(papers) > 100
    assert faults(plain(build(papers, rules=rules)), rules) == []


@pytest.mark.skipif(not (SHARED / "corpus").is_dir(), reason="the corpus is not here")
def test_papers_of_the_corpus_are_sound(rules: Rules, tmp_path: Path) -> None:
    with gzip.open(SHARED / "corpus" / "abstracts-20k.jsonl.gz", "rt", encoding="utf-8") as rows:
        every = [row for number, row in enumerate(rows) if number % 200 == 0]
    (tmp_path / "papers.jsonl").write_text("".join(every), encoding="utf-8")
    assert faults(plain(build(read(tmp_path / "papers.jsonl"), rules=rules)), rules) == []


# -- what is not -------------------------------------------------------------------------------------------------


def iri(name: str) -> URIRef:
    return URIRef(expanded(name) if ":" in name and not name.startswith(THINGS) else name)


def thing(key: str) -> URIRef:
    return URIRef(THINGS + key)


def some(graph: rdflib.Graph, kind: str, **has: str) -> URIRef:
    """The first member of a class; with `has`, of those with these values."""
    for node in sorted(graph.subjects(RDF.type, iri(kind))):
        if all(str(graph.value(node, iri(name.replace("_", ":")))) == value for name, value in has.items()):
            assert isinstance(node, URIRef)
            return node
    raise AssertionError(f"no {kind}")


def replaced(name: str, value: object, kind: str, **has: str) -> Callable[[rdflib.Graph], None]:
    """The fault that a value is another: `None` takes it away."""

    def fault(graph: rdflib.Graph) -> None:
        node = some(graph, kind, **has)
        graph.remove((node, iri(name), None))
        if value is not None:
            graph.add((node, iri(name), value if isinstance(value, (Literal, URIRef)) else Literal(value)))

    return fault


def added(name: str, value: object, kind: str, **has: str) -> Callable[[rdflib.Graph], None]:
    """The fault that there is one value more."""

    def fault(graph: rdflib.Graph) -> None:
        graph.add(
            (some(graph, kind, **has), iri(name), value if isinstance(value, (Literal, URIRef)) else Literal(value))
        )

    return fault


def _one_way(graph: rdflib.Graph) -> None:
    one, other = sorted(graph.subjects(RDF.type, iri("kg:Result")))[:2]
    graph.add((one, iri("kg:conflictsWith"), other))


def _no_evidence(graph: rdflib.Graph) -> None:
    result = some(graph, "kg:Result", kg_quantityKind="score")
    graph.remove((None, iri("oa:hasBody"), result))


def _quote_of_another_place(graph: rdflib.Graph) -> None:
    place = some(graph, "oa:TextPositionSelector", oa_exact="90.5%")
    graph.remove((place, iri("oa:exact"), None))
    graph.add((place, iri("oa:exact"), Literal("95.0%")))


def _moved(graph: rdflib.Graph) -> None:
    mention = some(graph, "kg:Mention", oa_exact="BERT")
    for name in ("oa:start", "oa:end"):
        number = int(str(graph.value(mention, iri(name)))) + 1
        graph.set((mention, iri(name), Literal(str(number), datatype=XSD.nonNegativeInteger)))


def _foreign_span(graph: rdflib.Graph) -> None:
    piece = some(graph, "kg:Evidence", prov_wasDerivedFrom=f"{THINGS}paper/arxiv:1810.04805")
    other = some(graph, "oa:SpecificResource", oa_hasSource=f"{THINGS}paper/arxiv:1907.11692")
    graph.add((piece, iri("oa:hasTarget"), other))


def _said_only_reified(graph: rdflib.Graph) -> None:
    graph.remove((thing("Model/bert"), iri("kg:outperforms"), thing("Model/elmo")))


def _misspelt(graph: rdflib.Graph) -> None:
    graph.add((thing("Model/bert"), iri("kg:outperfoms"), thing("Model/elmo")))


def _other_spelling(graph: rdflib.Graph) -> None:
    graph.add((thing("Dataset/squad"), RDF.type, URIRef("http://schema.org/Dataset")))


def _blank(graph: rdflib.Graph) -> None:
    graph.add((rdflib.BNode(), RDF.type, iri("kg:Rule")))


def _unnamed(graph: rdflib.Graph) -> None:
    for name in ("kg:introduces", "kg:uses", "kg:comparesWith", "kg:mentions"):
        graph.remove((None, iri(name), thing("Model/elmo")))


SCORE = {"kg_quantityKind": "score"}
DECIMAL = XSD.decimal

FAULTS: dict[str, tuple[Callable[[rdflib.Graph], None], str]] = {
    "a result without a value": (replaced("mls:hasValue", None, "kg:Result"), "no mls:hasValue"),
    "a result with two values": (
        added("mls:hasValue", Literal("1.5", datatype=DECIMAL), "kg:Result"),
        "more than one mls:has",
    ),
    "a value that is a text": (replaced("mls:hasValue", "90.5%", "kg:Result"), "mls:hasValue is '90.5%' (xsd:string)"),
    "a value that is a float": (
        replaced("mls:hasValue", Literal(90.5), "kg:Result"),
        "mls:hasValue is '90.5' (xsd:double)",
    ),
    "a decimal that is none": (
        replaced("mls:hasValue", Literal("x", datatype=DECIMAL), "kg:Result"),
        "mls:hasValue is 'x'",
    ),
    "a kind nobody knows": (replaced("kg:quantityKind", "level", "kg:Result"), "kg:quantityKind is 'level'"),
    "two kinds": (added("kg:quantityKind", "ratio", "kg:Result", **SCORE), "more than one kg:quantityKind"),
    "a result without evidence": (_no_evidence, "no oa:hasBody"),
    "a result nobody reports": (lambda g: g.remove((None, iri("kg:reports"), some(g, "kg:Result"))), "no kg:reports"),
    "a result of no paper": (replaced("prov:wasDerivedFrom", None, "kg:Result"), "no prov:wasDerivedFrom"),
    "a direction nobody knows": (replaced("kg:direction", "up", "kg:Result"), "kg:direction is 'up'"),
    "a metric that is a text": (
        replaced("mls:specifiedBy", "accuracy", "kg:Result", **SCORE),
        "mls:specifiedBy is 'accuracy'",
    ),
    "a metric that is a paper": (
        replaced("mls:specifiedBy", thing("paper/title:survey"), "kg:Result", **SCORE),
        "mls:specifiedBy leads to paper/title:survey, which is none",
    ),
    "a conflict that goes one way": (_one_way, "not the other way round"),
    "a quote that is not the text": (_quote_of_another_place, "oa:exact is '95.0%' (xsd:string), the text at"),
    "a mention beside its word": (_moved, "the text at"),
    "an end outside the text": (
        replaced("oa:end", Literal("9999", datatype=XSD.nonNegativeInteger), "oa:TextPositionSelector"),
        "to 9999 is outside the text of paper/",
    ),
    "an end before the start": (
        replaced("oa:end", Literal("0", datatype=XSD.nonNegativeInteger), "kg:Mention"),
        "oa:start is '",
    ),
    "an offset below zero": (
        replaced("oa:start", Literal(-1), "oa:TextPositionSelector"),
        "oa:start is '-1' (xsd:integer)",
    ),
    "a place without a quote": (replaced("oa:exact", None, "oa:TextPositionSelector"), "no oa:exact"),
    "a field nobody knows": (replaced("kg:field", "body", "oa:SpecificResource"), "kg:field is 'body'"),
    "evidence of two papers": (_foreign_span, "the evidence in paper/arxiv:1810.04805"),
    "evidence by no rule": (replaced("kg:rule", None, "kg:Evidence"), "no kg:rule"),
    "evidence for nothing": (replaced("oa:hasBody", None, "kg:Evidence"), "no oa:hasBody"),
    "a paper without an abstract": (replaced("schema:abstract", None, "kg:Paper"), "no schema:abstract"),
    "a paper with two titles": (added("schema:name", "Another", "kg:Paper"), "more than one schema:name"),
    "a year that is a text": (replaced("schema:datePublished", "2020", "kg:Paper"), "schema:datePublished is '2020'"),
    "a thing without a name": (replaced("skos:prefLabel", None, "kg:Model"), "no skos:prefLabel"),
    "a thing no paper names": (_unnamed, "no kg:introduces or kg:uses"),
    "a tier nobody knows": (replaced("kg:tier", "proper", "kg:Dataset"), "kg:tier is 'proper'"),
    "a better that is a text": (
        replaced("kg:higherIsBetter", "true", "kg:Metric"),
        "kg:higherIsBetter is 'true' (xsd:string)",
    ),
    "a range upside down": (
        replaced("kg:rangeMinimum", Literal("101", datatype=DECIMAL), "kg:Metric", kg_rangeMaximum="100"),
        "kg:rangeMinimum is '101'",
    ),
    "a count below zero": (
        replaced("schema:value", Literal("-7", datatype=DECIMAL), "kg:ParameterCount"),
        "schema:value is '-7'",
    ),
    "parameters of a kind nobody counts": (added("kg:which", "sparse", "kg:ParameterCount"), "kg:which is 'sparse'"),
    "a statement without an object": (replaced("rdf:object", None, "kg:Statement"), "no rdf:object"),
    "a statement of a relation nobody knows": (
        replaced("rdf:predicate", iri("kg:uses"), "kg:Statement"),
        "rdf:predicate is kg:uses",
    ),
    "a statement that is not said": (_said_only_reified, "no triple Model/bert kg:outperforms Model/elmo"),
    "a model that beats itself": (added("kg:outperforms", thing("Model/bert"), "kg:Model"), "kg:outperforms itself"),
    "a merge into nothing": (
        replaced("kg:mergedInto", thing("Model/nobody"), "kg:Merge"),
        "kg:mergedInto leads to Model/nobody",
    ),
    "a step nobody takes": (replaced("kg:step", "guess", "kg:Merge"), "kg:step is 'guess'"),
    "a term that is misspelt": (_misspelt, "kg:outperfoms is no term of the ontology"),
    "the other spelling of schema.org": (_other_spelling, "the term http://schema.org/Dataset"),
    "a blank node": (_blank, "no IRI"),
    "a link that is a text": (added("kg:hasCode", "github.com/x", "kg:Paper"), "kg:hasCode is 'github.com/x'"),
    "a page no paper gives": (lambda g: g.remove((None, iri("kg:hasCode"), None)), "no kg:hasCode or kg:hasPage"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, rules: Rules) -> None:
    fault, told = FAULTS[name]
    graph = rdflib.Graph().parse(data=_lines(), format="nt")
    graph.parse(data=MERGE, format="turtle")
    before = set(graph)
    fault(graph)
    assert set(graph) != before, "the fault changes nothing"
    found = faults(graph, rules)
    assert any(told in line for line in found), found
    assert all("\n" not in line and line.count("; ") >= 1 for line in found)


MERGE = f"""
@prefix kg: <{expanded("kg:")}> . @prefix prov: <{expanded("prov:")}> .
<{THINGS}merge/1> a kg:Merge ; kg:mergedInto <{THINGS}Model/bert> ; kg:form "Bert" ; kg:step "fold" ;
    prov:wasDerivedFrom <{THINGS}paper/arxiv:1810.04805> .
"""


@pytest.mark.parametrize("name", ["a result with two values", "a result without evidence", "a blank node"])
def test_the_shapes_say_the_same_to_any_program(name: str) -> None:
    """As they are checked in, without what `kg check` does to them, and well-formed by the shapes of SHACL itself."""
    graph = rdflib.Graph().parse(data=_lines(), format="nt").parse(ROOT / "rules" / "ontology.ttl")
    wanted = rdflib.Graph().parse(ROOT / "rules" / "shapes.ttl")
    assert pyshacl.validate(graph, shacl_graph=wanted, meta_shacl=True, allow_warnings=True)[0]
    FAULTS[name][0](graph)
    assert not pyshacl.validate(graph, shacl_graph=wanted, allow_warnings=True)[0]


def test_without_a_fault_nothing_is_found(rules: Rules) -> None:
    graph = rdflib.Graph().parse(data=_lines(), format="nt")
    assert faults(graph.parse(data=MERGE, format="turtle"), rules) == []


def test_a_type_that_papers_disagree_about_is_a_warning(rules: Rules) -> None:
    graph = rdflib.Graph().parse(data=_lines(), format="nt")
    result = some(graph, "kg:Result", kg_quantityKind="score")
    graph.add((result, iri("fair4ml:evaluationDataset"), thing("Model/bert")))
    (finding,) = check(graph, rules)
    assert finding.warning and str(finding).startswith("warning: result/")


# -- files and the command ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in ENDINGS if name != "nanopub"])
def test_every_format_can_be_checked(name: str, rules: Rules, tmp_path: Path) -> None:
    path = tmp_path / f"graph{ENDINGS[name]}"
    write_format(build_graph(sample(), facts=FACTS), path, name)
    assert faults(load(path), rules) == []


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.ttl", "<a b> .", "x.ttl: "),
        ("x.txt", "", "no ending that says its format"),
        ("x.jsonld", "{", "x.jsonld: "),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(name: str, text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(ExportError, match=told) as caught:
        load(tmp_path / name)
    assert "\n" not in str(caught.value)
    with pytest.raises(ExportError, match="no such file"):
        load(tmp_path / f"missing-{name.replace('txt', 'nt')}")


def test_a_missing_library_is_told_with_its_remedy(rules: Rules, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl", None)
    with pytest.raises(ExportError, match=r"pip install 'paperkg\[check\]'"):
        kg.check.check(rdflib.Graph(), rules)


def run(*args: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg", *map(str, args)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)


def test_the_command_ends_as_the_graph_is(tmp_path: Path) -> None:
    write_format(build_graph(sample(), facts=FACTS), good := tmp_path / "good.ttl", "turtle")
    done = run("check", good)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"{good} is sound\n", "")
    bad = tmp_path / "bad.ttl"
    bad.write_text(
        good.read_text(encoding="utf-8").replace("mls:hasValue 90.5 ", 'mls:hasValue "90.5%" '), encoding="utf-8"
    )
    done = run("check", bad, "--format", "json")
    assert (done.returncode, done.stderr) == (1, f"{bad}: 1 fault\n")
    (row,) = json.loads(done.stdout)
    assert row["fact"] == "mls:hasValue is '90.5%' (xsd:string)" and row["severity"] == "fault"
    assert run("check", tmp_path / "none.ttl").returncode == 2
