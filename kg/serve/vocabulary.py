"""The vocabulary and the service described as RDF: what `/ontology` and `/sparql` without a query give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import pyoxigraph as ox

from kg.export.vocabulary import CLASSES, ONTOLOGY, PREFIXES
from kg.rules import shipped
from kg.serve.answers import ROWS, TRIPLES

ONTOLOGY_FILE = "ontology.ttl"
SERVICE_PREFIXES: Mapping[str, str] = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "formats": "http://www.w3.org/ns/formats/",
    "void": "http://rdfs.org/ns/void#",
    "rdf": PREFIXES["rdf"],
}
_FORMATS: Mapping[str, str] = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
}


@dataclass(frozen=True, slots=True)
class Term:
    """A class or property of ours: what it is, what is said of it, and how many triples of the graph use it."""

    name: str
    kind: str
    label: str
    comment: str
    uses: int


def _node(name: str) -> ox.NamedNode:
    prefix, local = name.split(":", 1)
    return ox.NamedNode({**PREFIXES, **SERVICE_PREFIXES}[prefix] + local)


_TYPE, _LABEL, _COMMENT = map(_node, ("rdf:type", "rdfs:label", "rdfs:comment"))
_CLASS, _PROPERTY = _node("rdfs:Class"), _node("rdf:Property")


def triples(store: ox.Store) -> Iterator[ox.Triple]:
    """The ontology that comes with the rules; where there is none, the terms the graph uses."""
    path = shipped() / ONTOLOGY_FILE
    if path.is_file():
        yield from (quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE))
        return
    for name, kind in _used(store):
        node = ox.NamedNode(ONTOLOGY + name)
        yield ox.Triple(node, _TYPE, _CLASS if kind == "class" else _PROPERTY)
        yield ox.Triple(node, _LABEL, ox.Literal(name))


def terms(store: ox.Store) -> list[Term]:
    """Our classes and properties, sorted, classes first."""
    uses = _used(store)
    told: dict[tuple[str, ox.NamedNode], str] = {}
    kinds: dict[str, str] = dict(uses.keys())
    for triple in triples(store):
        if not isinstance(triple.subject, ox.NamedNode) or not triple.subject.value.startswith(ONTOLOGY):
            continue
        name = triple.subject.value.removeprefix(ONTOLOGY)
        if isinstance(triple.object, ox.Literal):
            told.setdefault((name, triple.predicate), triple.object.value)
        elif triple.predicate == _TYPE and name and isinstance(triple.object, ox.NamedNode):
            kinds[name] = "class" if triple.object.value.endswith("Class") else "property"
    found = [
        Term(name, kind, told.get((name, _LABEL), name), told.get((name, _COMMENT), ""), uses[name, kind])
        for name, kind in kinds.items()
    ]
    return sorted(found, key=lambda term: (term.kind, term.name))


def _used(store: ox.Store) -> Counter[tuple[str, str]]:
    """(name, class or property) → how many triples use it."""
    found: Counter[tuple[str, str]] = Counter()
    classes = {name for names in CLASSES.values() for name in names if name.startswith("kg:")}
    for name in sorted(classes):
        number = sum(1 for _ in store.quads_for_pattern(None, _TYPE, _node(name), None))
        if number:
            found[name.removeprefix("kg:"), "class"] = number
    counted = "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p"
    rows = cast(ox.QuerySolutions, store.query(counted, use_default_graph_as_union=True))
    for row in (row for row in rows if row["p"].value.startswith(ONTOLOGY)):
        found[row["p"].value.removeprefix(ONTOLOGY), "property"] = int(row["n"].value)
    return found


def service(address: str, size: int) -> Iterator[ox.Triple]:
    """The SPARQL 1.1 service description of the endpoint at this address, over a graph of so many triples."""
    here = ox.NamedNode(address)
    dataset, graph = ox.NamedNode(f"{address}#dataset"), ox.NamedNode(f"{address}#graph")
    number = ox.Literal(str(size), datatype=_node_of_xsd("integer"))
    yield ox.Triple(here, _TYPE, _node("sd:Service"))
    yield ox.Triple(here, _node("sd:endpoint"), here)
    yield ox.Triple(here, _node("sd:supportedLanguage"), _node("sd:SPARQL11Query"))
    for name in dict.fromkeys(ROWS.values()):
        yield ox.Triple(here, _node("sd:resultFormat"), _node(f"formats:{_FORMATS[name]}"))
    for format_ in dict.fromkeys(TRIPLES.values()):
        yield ox.Triple(here, _node("sd:resultFormat"), ox.NamedNode(format_.iri))
    yield ox.Triple(here, _node("sd:defaultDataset"), dataset)
    yield ox.Triple(dataset, _TYPE, _node("sd:Dataset"))
    yield ox.Triple(dataset, _node("sd:defaultGraph"), graph)
    yield ox.Triple(graph, _TYPE, _node("sd:Graph"))
    yield ox.Triple(graph, _node("void:triples"), number)


def _node_of_xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(PREFIXES["xsd"] + name)
