"""The formats of RDF: all say the same, to the last byte, whatever the input holds and in whatever order it comes."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from itertools import permutations
from pathlib import Path
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from graphs import hostile, large
from rdflib.compare import to_isomorphic
from records import sample

from kg.errors import ExportError
from kg.export.formats import ENDINGS, dump
from kg.export.nanopub import NP
from kg.export.terms import iri, named
from kg.export.triples import Level, quads, triples
from kg.graph import Graph, build_graph
from kg.model import PaperRecord
from kg.pipeline import build
from kg.store import write_records

READERS = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE),
    "ntriples": ("nt", ox.RdfFormat.N_TRIPLES),
    "nquads": ("nquads", ox.RdfFormat.N_QUADS),
    "trig": ("trig", ox.RdfFormat.TRIG),
    "rdfxml": ("xml", ox.RdfFormat.RDF_XML),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
    "nanopub": ("trig", ox.RdfFormat.TRIG),
}
"""Format → what rdflib and pyoxigraph call it."""
QUADS = ("nquads", "trig", "nanopub")
TRIPLES = [name for name in ENDINGS if name not in QUADS]


def written(graph: Graph, name: str, evidence: Level = "span") -> bytes:
    file = io.BytesIO()
    dump(graph, file, name, evidence=evidence)
    return file.getvalue()


def read(data: bytes, name: str) -> set[ox.Quad]:
    """What Oxigraph reads."""
    return set(ox.parse(data, format=READERS[name][1]))


def as_quads(found: object) -> set[ox.Quad]:
    return {ox.Quad(*triple, ox.DefaultGraph()) for triple in found}  # type: ignore[attr-defined]


GRAPHS: dict[str, Callable[[], Graph]] = {
    "sample": lambda: build_graph(sample(), facts={("Metric", "accuracy"): {"direction": "higher", "low": "0"}}),
    "hostile": hostile,
    "large": lambda: large(60),
    "empty": lambda: build_graph([]),
}


@pytest.fixture(scope="module", params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> Graph:
    return GRAPHS[request.param]()


@pytest.mark.parametrize("name", ENDINGS)
def test_bytes_do_not_depend_on_order(name: str) -> None:
    assert len({written(build_graph(order), name) for order in permutations(sample())}) == 1


@pytest.mark.parametrize("name", TRIPLES)
def test_oxigraph_reads_what_the_graph_says(graph: Graph, name: str) -> None:
    assert read(written(graph, name), name) == as_quads(triples(graph))


@pytest.mark.parametrize("name", ["nquads", "trig"])
def test_oxigraph_reads_a_graph_for_each_paper(graph: Graph, name: str) -> None:
    assert read(written(graph, name), name) == set(quads(graph))


@pytest.mark.parametrize("name", ENDINGS)
def test_rdflib_reads_the_same(name: str) -> None:
    graph = GRAPHS["sample"]()
    data = written(graph, name)
    if name in QUADS:
        dataset = rdflib.Dataset()
        dataset.parse(data=data, format=READERS[name][0])
        assert len(set(dataset.quads())) == len(read(data, name)) > 100
    else:
        other = rdflib.Graph().parse(data=data, format=READERS[name][0])
        turtle = rdflib.Graph().parse(data=written(graph, "turtle"), format="turtle")
        assert to_isomorphic(other) == to_isomorphic(turtle)


@pytest.mark.parametrize("level", ["none", "paper", "span"])
def test_the_papers_together_say_what_the_graph_says(graph: Graph, level: Level) -> None:
    union = ((quad.subject, quad.predicate, quad.object) for quad in quads(graph, evidence=level))
    assert as_quads(union) == as_quads(triples(graph, evidence=level))


def test_without_a_paper_nothing_is_left_that_only_it_says() -> None:
    records = sample()
    gone = next(record for record in records if record.paper.id == "arxiv:1907.11692")
    name = iri(gone.paper.id, "paper")
    whole, rest = build_graph(records), build_graph([record for record in records if record is not gone])
    left = {q for q in quads(whole) if q.graph_name != name and q.graph_name != ox.DefaultGraph()}
    assert left == {q for q in quads(rest) if q.graph_name != ox.DefaultGraph()}
    assert any(quad.graph_name == name for quad in quads(whole))


def test_levels_of_evidence_tell_less_and_less() -> None:
    graph = GRAPHS["sample"]()
    span, paper, none = (as_quads(triples(graph, evidence=level)) for level in ("span", "paper", "none"))
    assert span > paper > none
    gone = {quad.predicate for quad in span} - {quad.predicate for quad in paper}
    assert {named("oa:exact"), named("oa:hasBody"), named("kg:rule")} <= gone
    assert {quad.predicate for quad in paper} - {quad.predicate for quad in none} >= {named("prov:wasDerivedFrom")}
    assert named("mls:hasValue") in {quad.predicate for quad in none}


def test_a_format_nobody_knows_is_told_with_those_there_are(graph: Graph) -> None:
    with pytest.raises(ExportError, match="no format is called 'n3'; there are: turtle, ntriples"):
        dump(graph, io.BytesIO(), "n3")


# -- RDF/XML and JSON-LD -------------------------------------------------------------------------------------------


def controls(text: str) -> Graph:
    record = sample()[0]
    return build_graph([PaperRecord(paper=type(record.paper)(id="a:1", title=text, abstract="x"))])


@pytest.mark.parametrize(
    ("title", "wanted"),
    [
        ("a\x00b\x1bc\ufffe", "a\ufffdb\ufffdc\ufffd"),
        ("]]> <![CDATA[ &amp; \" '", None),
        ("tab\tand\nline", None),
        ("𝔘 \u2028 \u0085", None),
        ("a\r\nb\rc", None),
    ],
)
def test_xml_holds_what_xml_can_hold(title: str, wanted: str | None) -> None:
    data = written(controls(title), "rdfxml")
    found = rdflib.Graph().parse(data=data, format="xml")
    assert str(found.value(rdflib.URIRef(iri("a:1", "paper").value), rdflib.SDO.name)) == (wanted or title)
    names = {quad.object.value for quad in read(data, "rdfxml") if quad.predicate == named("schema:name")}
    assert names == {wanted or title}


def test_xml_refuses_a_property_without_a_name() -> None:
    graph = GRAPHS["sample"]()
    graph.graph["own_terms"] = {"outperforms ": "", "matches": "https://example.org/matches/"}
    with pytest.raises(ExportError, match="matches/>: XML cannot write a property that ends in no name"):
        written(graph, "rdfxml")
    assert b"<https://example.org/matches/>" in written(graph, "turtle")


def test_json_is_short_and_readable() -> None:
    data = json.loads(written(GRAPHS["sample"](), "jsonld"))
    nodes = {node["id"]: node for node in data["@graph"]}
    bert = nodes["model:bert"]
    assert bert["label"] == "BERT" and bert["type"] == ["kg:Model", "mls:Model", "fair4ml:MLModel"]
    scores = [node for node in nodes.values() if node.get("quantityKind") == "score"]
    (result,) = (node for node in scores if node.get("evaluatedMLModel") == "model:bert")
    assert (result["value"], result["unitText"], result["specifiedBy"]) == ("90.5", "%", "metric:accuracy")
    assert bert["firstYear"] == 2018
    assert nodes["metric:accuracy"]["higherIsBetter"] is True
    used = {key for node in nodes.values() for key in node} - {"id", "type"}
    assert used <= data["@context"].keys(), "every property has a short name"


# -- nanopublications ----------------------------------------------------------------------------------------------


def test_nanopublications_are_well_formed() -> None:
    graph = GRAPHS["large"]()
    found = read(written(graph, "nanopub"), "nanopub")
    kinds = [quad for quad in found if quad.object == ox.NamedNode(f"{NP}Nanopublication")]
    assert len(kinds) == len([1 for _, node in graph.nodes(data=True) if node["kind"] == "paper"])
    seen: set[ox.Quad] = set()
    for kind in kinds:
        me, head = kind.subject, kind.graph_name
        links = {quad.predicate.value.removeprefix(NP): quad.object for quad in found if quad.graph_name == head}
        parts = [links[name] for name in ("hasAssertion", "hasProvenance", "hasPublicationInfo")]
        assert len({me, head, *parts}) == 5
        by_graph = {name: {quad for quad in found if quad.graph_name == name} for name in (head, *parts)}
        assert len(by_graph[head]) == 4 and all(by_graph.values())
        assert {quad.subject for quad in by_graph[head]} == {me}
        assert any(parts[0] in (quad.subject, quad.object) for quad in by_graph[parts[1]])
        assert any(quad.subject == me for quad in by_graph[parts[2]])
        assert named("mls:hasValue") in {quad.predicate for quad in by_graph[parts[0]]}
        seen.update(*by_graph.values())
    assert seen == found, "a triple stands outside the graphs of a nanopublication"
    assert not any(isinstance(term, ox.BlankNode) for quad in found for term in (quad.subject, quad.object))


def test_a_nanopublication_asserts_what_its_paper_says_and_no_more() -> None:
    graph = GRAPHS["sample"]()
    found = read(written(graph, "nanopub"), "nanopub")
    asserted = {
        quad.object.value
        for quad in found
        if quad.predicate == named("mls:hasValue") and "1810.04805#assertion" in quad.graph_name.value
    }
    assert asserted == {"90.5", "2.1"}


def test_a_nanopublication_tells_as_much_evidence_as_it_is_asked_for() -> None:
    told = {level: written(GRAPHS["sample"](), "nanopub", level) for level in ("none", "paper", "span")}
    assert [b"oa:exact" in told[level] for level in told] == [False, False, True]
    derived = [quad for quad in read(told["none"], "nanopub") if quad.predicate == named("prov:wasDerivedFrom")]
    assert {quad.subject.value.rpartition("#")[2] for quad in derived} == {"assertion"}


# -- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the records of the sample, as `kg build` leaves them."""
    folder = tmp_path_factory.mktemp("built")
    write_records(folder / "records.jsonl", sample())
    return folder


def run(*args: str | Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kg", *map(str, args)], capture_output=True, timeout=120)


@pytest.mark.parametrize("name", ENDINGS)
def test_the_command_prints_or_writes(name: str, folder: Path, tmp_path: Path) -> None:
    printed = run("export", folder, "--format", name, "--evidence", "paper")
    assert (printed.returncode, printed.stderr) == (0, b"")
    done = run("export", folder, "--format", name, "--evidence", "paper", "-o", tmp_path / "graph")
    assert (done.returncode, done.stdout) == (0, b"")
    assert (tmp_path / "graph").read_bytes() == printed.stdout == written(build(sample()), name, "paper")


def test_the_command_tells_what_is_missing(tmp_path: Path) -> None:
    done = run("export", tmp_path)
    assert done.returncode == 2 and done.stderr.startswith(b"kg: ") and done.stderr.count(b"\n") == 1
    assert run("export", tmp_path, "--format", "n3").returncode == 2


def test_the_command_prints_the_ontology_and_the_shapes() -> None:
    root = Path(__file__).parent.parent / "rules"
    assert run("rules", "ontology").stdout == (root / "ontology.ttl").read_bytes()
    assert run("rules", "ontology", "--shapes").stdout == (root / "shapes.ttl").read_bytes()


# -- readers nobody here wrote ---------------------------------------------------------------------------------------

RAPPER = {"turtle": "turtle", "ntriples": "ntriples", "nquads": "nquads", "trig": "trig", "rdfxml": "rdfxml"}


@pytest.mark.skipif(shutil.which("rapper") is None, reason="rapper is not installed (Debian: raptor2-utils)")
@pytest.mark.parametrize("name", RAPPER)
@pytest.mark.parametrize("kind", ["sample", "hostile"])
def test_rapper_accepts_it_without_complaint(name: str, kind: str, tmp_path: Path) -> None:
    graph = GRAPHS[kind]()
    path = tmp_path / f"graph{ENDINGS[name]}"
    path.write_bytes(data := written(graph, name))
    command = ["rapper", "-q", "-i", RAPPER[name], "-o", "nquads", str(path)]
    done = subprocess.run(command, capture_output=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(set(done.stdout.splitlines())) == len(read(data, name))


@pytest.mark.skipif(shutil.which("riot") is None, reason="riot is not installed (Apache Jena)")
@pytest.mark.parametrize("name", ENDINGS)
def test_riot_accepts_it_without_complaint(name: str, tmp_path: Path) -> None:
    path = tmp_path / f"graph{ENDINGS[name]}"
    path.write_bytes(written(GRAPHS["hostile"](), name))
    done = subprocess.run(["riot", "--validate", str(path)], capture_output=True, timeout=120)
    assert (done.returncode, done.stderr) == (0, b"")


def test_iris_have_a_scheme_and_a_host() -> None:
    for quad in quads(GRAPHS["hostile"]()):
        for term in (quad.subject, quad.predicate, quad.object):
            if isinstance(term, ox.NamedNode):
                parts = urlsplit(term.value)
                assert parts.scheme in ("http", "https") and parts.netloc, term
