"""The ontology and the shapes: current, complete, consistent, and made of terms that exist."""

from __future__ import annotations

from pathlib import Path

import owlrl
import pyoxigraph as ox
import pytest
import rdflib
from rdflib import OWL, PROV, RDF, RDFS, SDO, SH, SKOS, XSD
from rdflib.namespace import DCTERMS, DefinedNamespace
from records import entity, paper, relation, sample

from kg.check import check
from kg.errors import RuleError
from kg.export.jsonld import LINKS, TEXTS, TYPED, short
from kg.export.nanopub import NP, nanopublications
from kg.export.ontology import ontology, page
from kg.export.shapes import needs, shapes
from kg.export.terms import named
from kg.export.triples import triples
from kg.export.vocabulary import CLASSES, ONTOLOGY, PREFIXES, THINGS, expanded, reused, terms
from kg.graph import Graph, build_graph
from kg.model import PaperRecord
from kg.pipeline import build
from kg.rules import Rules, load_rules
from tests.refresh import generated

VOCABULARIES = Path(__file__).parent / "data" / "vocabularies"
CLOSED: dict[str, type[DefinedNamespace]] = {
    str(space._NS): space for space in (DCTERMS, OWL, PROV, RDF, RDFS, SDO, SH, SKOS, XSD)
}
"""Vocabularies whose terms come with rdflib."""
LISTED = {**{name: PREFIXES[name] for name in ("mls", "fair4ml", "oa", "fabio")}, "np": NP}


@pytest.fixture(scope="module")
def owl(rules: Rules) -> rdflib.Graph:
    return rdflib.Graph().parse(data=ontology(rules), format="turtle")


@pytest.fixture(scope="module")
def facts() -> dict[tuple[str, str], dict[str, str]]:
    return {("Metric", "accuracy"): {"direction": "higher", "low": "0", "high": "100", "unit": "%"}}


@pytest.mark.parametrize("path", ["rules/ontology.ttl", "rules/shapes.ttl", "docs/ontology.md"])
def test_what_is_checked_in_is_current(path: str) -> None:
    found = (Path(__file__).parent.parent / path).read_text(encoding="utf-8")
    assert found == generated()[path], f"{path} is stale; run `make exports` and check the result in"


# -- every term has a meaning ------------------------------------------------------------------------------------


def test_every_term_says_what_it_is(owl: rdflib.Graph) -> None:
    own = set(owl.subjects(RDFS.isDefinedBy))
    assert len(own) > 50
    for term in own:
        assert len(str(owl.value(term, RDFS.label))) > 1, term
        assert len(str(owl.value(term, RDFS.comment))) > 15, term
        if (term, RDF.type, OWL.Class) not in owl:
            assert owl.value(term, RDFS.domain) and owl.value(term, RDFS.range), term


@pytest.mark.parametrize("kind", CLASSES)
def test_every_class_extends_those_it_is_written_with(owl: rdflib.Graph, kind: str) -> None:
    first, *more = (rdflib.URIRef(expanded(name)) for name in CLASSES[kind])
    if str(first).startswith(ONTOLOGY):
        assert {*more} <= {*owl.objects(first, RDFS.subClassOf)}


def test_every_term_a_graph_uses_is_defined(rules: Rules, facts: dict[tuple[str, str], dict[str, str]]) -> None:
    known = {expanded(term.name) for term in terms(rules)}
    graph = build_graph(sample(), facts=facts)
    used = {iri for iri in _terms_of(graph) if iri.startswith(ONTOLOGY)}
    assert used <= known
    assert len(used) > 30
    other = {quad.predicate.value for quad in triples(graph)} - {named("rdf:type").value} - known
    assert other <= {expanded(name) for name in reused()}, "say in rules/vocabulary.toml how it is used"


def test_every_class_has_a_shape_and_every_property_of_it_a_need(rules: Rules) -> None:
    wanted = needs(rules)
    for names in CLASSES.values():
        assert names[0] in wanted or any(names[0] in term.name for term in terms(rules)), names
    asked = {step.removeprefix("^") for rows in wanted.values() for need in rows for step in need.path.split("|")}
    written = {term.name for term in terms(rules) if not term.is_class}
    assert written <= asked, "no shape asks for it"


def test_the_context_has_every_property(rules: Rules) -> None:
    known = {*TEXTS, *TYPED, *LINKS}
    assert {term.name for term in terms(rules) if not term.is_class} | {*reused()} <= known
    keys = [short(name) for name in known]
    assert len(keys) == len(set(keys))


# -- every term of others exists ---------------------------------------------------------------------------------


def _terms_of(graph: Graph) -> set[str]:
    """The predicates and classes of a graph in every format."""
    found = set()
    for item in (*triples(graph), *nanopublications(graph)):
        found.add(item.predicate.value)
        if item.predicate == named("rdf:type"):
            assert isinstance(item.object, ox.NamedNode)
            found.add(item.object.value)
    return found


def _listed(name: str) -> set[str]:
    head, *words = (VOCABULARIES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert head.startswith(f"# {LISTED[name]} : "), "the first line says whose terms these are"
    assert words == sorted(words)
    return set(words)


def _exists(iri: str) -> bool:
    for name, space in LISTED.items():
        if iri.startswith(space):
            return iri.removeprefix(space) in _listed(name)
    space = next((space for space in CLOSED if iri.startswith(space)), None)
    return space is not None and iri.removeprefix(space) in CLOSED[space]


def test_every_reused_term_is_in_its_vocabulary(rules: Rules, facts: dict[tuple[str, str], dict[str, str]]) -> None:
    used = _terms_of(build_graph(sample(), facts=facts)) | {expanded(name) for name in reused()}
    used |= {expanded(name) for names in CLASSES.values() for name in names}
    for text in (ontology(rules), shapes(rules)):
        parsed = rdflib.Graph().parse(data=text, format="turtle")
        used |= {str(term) for triple in parsed for term in triple if isinstance(term, rdflib.URIRef)}
    foreign = {iri for iri in used if not iri.startswith((ONTOLOGY.rstrip("#"), THINGS))}
    assert len(foreign) > 60
    assert {iri for iri in foreign if not _exists(iri)} == set()


@pytest.mark.parametrize(
    "iri",
    [
        "http://schema.org/Dataset",
        "http://www.w3.org/ns/mls#hasMetric",
        "https://w3id.org/fair4ml#evaluatedModel",
        "http://www.w3.org/ns/prov#wasDerivedfrom",
        "https://schema.org/minimumValue",
        "https://example.org/x",
    ],
)
def test_the_lists_tell_wrong_terms(iri: str) -> None:
    assert not _exists(iri)


# -- consistency -------------------------------------------------------------------------------------------------


def _closed(owl: rdflib.Graph, graph: Graph, *more: tuple[str, str, str]) -> rdflib.Graph:
    """The ontology with a graph and all that OWL 2 RL concludes from them."""
    found = rdflib.Graph()
    for triple in owl:
        found.add(triple)
    data = ox.serialize(triples(graph), format=ox.RdfFormat.N_TRIPLES)
    found.parse(data=data, format="nt")
    for subject, predicate, target in more:
        found.add(tuple(rdflib.URIRef(expanded(name)) for name in (subject, predicate, target)))  # type: ignore[arg-type]
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(found)
    return found


BERT = rdflib.URIRef(f"{THINGS}Model/bert")
ERRORS = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def _contradictions(found: rdflib.Graph) -> list[str]:
    return [str(text) for error in found.subjects(RDF.type, ERRORS) for text in found.objects(error, ERROR)]


def test_the_ontology_and_a_graph_are_consistent(owl: rdflib.Graph) -> None:
    facts = {("Metric", "accuracy"): {"direction": "higher", "low": "0", "high": "100", "unit": "%"}}
    found = _closed(owl, build_graph(sample(), facts=facts))
    assert _contradictions(found) == []
    assert {(BERT, RDF.type, rdflib.URIRef(ONTOLOGY + name)) for name in ("System", "Entity")} <= {*found}


@pytest.mark.parametrize(
    ("predicate", "target"),
    [("rdf:type", "kg:Paper"), ("kg:outperforms", f"<{BERT}>"), ("kg:reports", "<http://x.org/>")],
)
def test_contradictions_are_found(owl: rdflib.Graph, predicate: str, target: str) -> None:
    assert _contradictions(_closed(owl, build_graph(sample()), (f"<{BERT}>", predicate, target)))


# -- rules of a user's own ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Rules:
    """A type and a predicate of a user's, with hostile words, and another IRI for a type there is."""
    folder = tmp_path_factory.mktemp("own")
    heads = {
        "entities/hardware.toml": ("Hardware", "https://example.org/Hardware", "hardware"),
        "entities/sensor.toml": ("Sensor", "", "sensor"),
        "entities/dataset.toml": ("Dataset", "https://example.org/Corpus", "corpus"),
        "claims/replaces.toml": ("replaces", "https://example.org/replaces", "replaces"),
        "claims/needs.toml": ("needs", "", 'needs "" \\\\ @en'),
    }
    for name, (head, iri, label) in heads.items():
        (folder / name).parent.mkdir(exist_ok=True)
        fields = {"name": head, "iri": iri, "label": label, "description": f"What is meant by {head}, by a user."}
        (folder / name).write_text("".join(f"{field} = '{value}'\n" for field, value in fields.items()))
    return load_rules(folder)


def test_a_users_types_and_predicates_come_out(own: Rules) -> None:
    found = rdflib.Graph().parse(data=ontology(own), format="turtle")
    kinds = {
        "kg:Hardware": ("hardware", "<https://example.org/Hardware>"),
        "kg:Sensor": ("sensor", "kg:Entity"),
        "kg:Dataset": ("corpus", "<https://example.org/Corpus>"),
    }
    for name, (label, parent) in kinds.items():
        node = rdflib.URIRef(expanded(name))
        assert str(found.value(node, RDFS.label)) == label
        assert rdflib.URIRef(expanded(parent)) in {*found.objects(node, RDFS.subClassOf)}
    for name, label in {"<https://example.org/replaces>": "replaces", "kg:needs": 'needs "" \\\\ @en'}.items():
        node = rdflib.URIRef(expanded(name))
        assert (node, RDF.type, OWL.ObjectProperty) in found
        assert str(found.value(node, RDFS.label)) == label
    shaped = rdflib.Graph().parse(data=shapes(own), format="turtle")
    assert rdflib.URIRef(f"{ONTOLOGY}Hardware") in {*shaped.objects(None, SH.targetClass)}
    assert "kg:needs" in page(own)


def test_a_graph_uses_the_words_of_the_user(own: Rules) -> None:
    text = paper("arxiv:1", "TPU replaces GPU on SQuAD and needs GPU.")
    names = (("Hardware", "TPU"), ("Hardware", "GPU"), ("Dataset", "SQuAD"))
    claims = tuple(relation(text, predicate, "TPU", "GPU") for predicate in ("replaces", "needs"))
    record = PaperRecord(paper=text, entities=tuple(entity(text, *name) for name in names), claims=claims)
    graph = build([record], rules=own)
    found = rdflib.Graph().parse(data=ox.serialize(triples(graph), format=ox.RdfFormat.N_TRIPLES), format="nt")
    tpu, gpu, squad = (rdflib.URIRef(f"{THINGS}{key}") for key in ("Hardware/tpu", "Hardware/gpu", "Dataset/squad"))
    kinds = {rdflib.URIRef(f"{ONTOLOGY}Hardware"), rdflib.URIRef("https://example.org/Hardware")}
    assert {*found.objects(tpu, RDF.type)} == kinds
    assert rdflib.URIRef("https://example.org/Corpus") in {*found.objects(squad, RDF.type)}
    assert {*found.predicates(tpu, gpu)} == {
        rdflib.URIRef("https://example.org/replaces"),
        rdflib.URIRef(f"{ONTOLOGY}needs"),
    }
    faults = [finding for finding in check(found, own) if not finding.warning]
    assert faults == []
    assert check(found, load_rules())


def test_a_head_needs_a_whole_iri(tmp_path: Path) -> None:
    (tmp_path / "entities").mkdir()
    (tmp_path / "entities" / "x.toml").write_text('name = "X"\niri = "not an iri> ."\n')
    with pytest.raises(RuleError, match=r"x\.toml: iri 'not an iri> \.' is none"):
        load_rules(tmp_path)
