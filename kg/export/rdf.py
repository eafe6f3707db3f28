"""The graph as RDF: the only place that knows the vocabulary, its IRIs, and how a node becomes triples.

Classes and properties of schema.org, FaBiO, ML-Schema, FAIR4ML, SKOS, PROV-O and Web Annotation are reused where they
say what is meant; `kg:` names the rest. IRIs are made from node keys, there are no blank nodes, and triples come in
sorted order: the same graph gives the same bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, cast
from urllib.parse import quote

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.files import atomic_write
from kg.graph import Graph, Statement
from kg.link import Merge
from kg.model import Evidence, Mention, Span, digest, plain

ONTOLOGY = "https://w3id.org/paperkg/ontology#"
THINGS = "https://w3id.org/paperkg/id/"

PREFIXES: Mapping[str, str] = {
    "dcterms": "http://purl.org/dc/terms/",
    "fabio": "http://purl.org/spar/fabio/",
    "fair4ml": "https://w3id.org/fair4ml#",
    "kg": ONTOLOGY,
    "mls": "http://www.w3.org/ns/mls#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

CLASSES: Mapping[str, tuple[str, ...]] = {
    "Model": ("kg:Model", "mls:Model", "fair4ml:MLModel"),
    "Method": ("kg:Method", "mls:Algorithm"),
    "Dataset": ("kg:Dataset", "schema:Dataset", "mls:Dataset"),
    "Task": ("kg:Task", "skos:Concept"),
    "Metric": ("kg:Metric", "mls:EvaluationMeasure"),
    "paper": ("kg:Paper", "schema:ScholarlyArticle", "fabio:ResearchPaper"),
    "result": ("kg:Result", "mls:ModelEvaluation", "fair4ml:MLModelEvaluation"),
    "parameters": ("kg:ParameterCount", "mls:ModelCharacteristic", "schema:QuantitativeValue"),
    "dataset_size": ("kg:DatasetSize", "mls:DatasetCharacteristic", "schema:QuantitativeValue"),
    "training_tokens": ("kg:TrainingTokens", "mls:ModelCharacteristic", "schema:QuantitativeValue"),
    "link": ("schema:WebPage",),
    "statement": ("kg:Statement", "rdf:Statement"),
    "evidence": ("kg:Evidence", "oa:Annotation"),
    "mention": ("kg:Mention",),
    "merge": ("kg:Merge",),
    "selector": ("oa:TextPositionSelector", "oa:TextQuoteSelector"),
    "rule": ("kg:Rule", "prov:Plan"),
}
"""Entity type or kind of node → its classes. A type that is not listed is a `kg:` class of its name."""

PROPERTIES: Mapping[str, tuple[str, ...]] = {
    "metric": ("mls:specifiedBy",),
    "system": ("fair4ml:evaluatedMLModel",),
    "dataset": ("fair4ml:evaluationDataset",),
    "hasParameters": ("kg:hasParameters", "mls:hasQuality"),
    "hasSize": ("kg:hasSize", "mls:hasQuality"),
    "trainedOnTokens": ("kg:trainedOnTokens", "mls:hasQuality"),
    "hasCode": ("kg:hasCode",),
    "hasPage": ("kg:hasPage",),
}
"""Predicate of an edge → its properties. One that is not listed is a `kg:` property of its name."""

Term = str | ox.NamedNode | ox.Literal
_Pair = tuple[str, Term]


@lru_cache(maxsize=1 << 10)
def _named(name: str) -> ox.NamedNode:
    """The IRI of a prefixed name of the vocabulary."""
    prefix, local = name.split(":", 1)
    return ox.NamedNode(PREFIXES[prefix] + local)


@lru_cache(maxsize=1 << 17)
def iri(key: str, kind: str = "") -> ox.NamedNode:
    """The IRI of a node by its key: `Model/bert`, `paper` + `arxiv:1706.03762`.

    >>> iri("10.1000/a b<c>", "paper").value
    'https://w3id.org/paperkg/id/paper/10.1000/a%20b%3Cc%3E'
    """
    path = f"{kind}/{key}" if kind else key
    return ox.NamedNode(THINGS + quote(path, safe="/:-._~", errors="replace"))


def _made(kind: str, name: str) -> ox.NamedNode:
    """The IRI of something named by a digest, which needs no encoding."""
    return ox.NamedNode(f"{THINGS}{kind}/{name}")


def _url(url: str) -> ox.NamedNode:
    """A URL a paper gives, with `https://` where it leaves that out.

    What no IRI may hold is encoded, what is encoded already stays; what even so is no URL ("http://[") is named as a
    thing of ours.
    """
    encoded = quote(url, safe="/:-._~?#[]@!$&'()*+,;=%", errors="replace")
    try:
        return ox.NamedNode(encoded if re.match(r"[A-Za-z][A-Za-z0-9+-]*:", encoded) else f"https://{encoded}")
    except ValueError:
        return iri(url, "link")


def node_iri(graph: Graph, key: str) -> ox.NamedNode:
    """The IRI of a node of the graph."""
    kind = graph.nodes[key]["kind"]
    return _url(key) if kind == "link" else iri(key, "paper" if kind == "paper" else "")


def _text(value: str) -> ox.Literal:
    # A lone surrogate is no character and cannot be written as UTF-8.
    return ox.Literal(value.encode("utf-8", "replace").decode("utf-8"))


def _typed(value: str, datatype: str) -> ox.Literal:
    return ox.Literal(value, datatype=_named(f"xsd:{datatype}"))


_KINDS = (
    "paper", "result", "parameters", "dataset_size", "training_tokens",
    "statement", "evidence", "mention", "merge", "span", "selector", "rule",
)  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _offset(number: int) -> ox.Literal:
    return _typed(str(number), "nonNegativeInteger")


def prefixes(graph: Graph) -> dict[str, str]:
    """Prefix → namespace for the Turtle of a graph; each entity type and kind has one, which keeps lines short."""
    types = sorted({node["type"] for _, node in graph.nodes(data=True) if node["kind"] == "entity"})
    own = {kind.lower(): f"{THINGS}{kind}/" for kind in types if kind.isascii() and kind.isalpha()}
    # No prefix may begin another: which of two fits pyoxigraph would take is not fixed.
    own.update((kind, f"{THINGS}{kind}/") for kind in _KINDS)
    return dict(sorted({**own, **PREFIXES}.items()))


# -- triples -----------------------------------------------------------------------------------------------------


def quads(graph: Graph, *, mentions: bool = True) -> Iterator[ox.Triple]:
    """The triples of the graph, subject by subject, in sorted order; `mentions=False` leaves single mentions out."""
    for subject, pairs in _described(graph, mentions):
        for name, term in pairs:
            yield ox.Triple(subject, _named(name), _named(term) if isinstance(term, str) else term)


def _described(graph: Graph, mentions: bool) -> Iterator[tuple[ox.NamedNode, Iterator[_Pair]]]:
    """Each subject once, with what is said of it."""
    evidence = _evidence_by_paper(graph)
    rules: set[str] = set()
    for key, node in graph.nodes(data=True):
        yield node_iri(graph, key), _node_pairs(graph, key, node)
        if node["kind"] == "paper":
            found = graph.out_edges(key, data=True) if mentions else ()
            said = [(target, mention) for _, target, edge in found for mention in edge.get("mentions", ())]
            yield from _places(graph, key, evidence.get(key, {}), said, rules)
    for key, node in graph.nodes(data=True):
        for merge in node.get("merges", ()):
            yield _made("merge", digest(key, merge.form, merge.reason, merge.detail)), _merge_pairs(key, merge)
    for _, _, edge in graph.edges(data=True):
        for statement in edge.get("statements", ()):
            yield _made("statement", statement.id), _statement_pairs(graph, statement)
    for rule in sorted(rules):
        yield iri(rule, "rule"), iter([*_classes("rule"), ("rdfs:label", _text(rule))])


def _evidence_by_paper(graph: Graph) -> dict[str, dict[Evidence, list[ox.NamedNode]]]:
    """Paper → evidence → the subjects it speaks for, in order."""
    found: dict[str, dict[Evidence, list[ox.NamedNode]]] = defaultdict(dict)
    for key, node in graph.nodes(data=True):
        for piece in node.get("evidence", ()):
            found[piece.paper].setdefault(piece, []).append(node_iri(graph, key))
    for source, target, edge in graph.edges(data=True):
        for statement in edge.get("statements", ()):
            for piece in statement.evidence:
                found[piece.paper].setdefault(piece, []).append(_made("statement", statement.id))
        if edge["predicate"] in ("hasCode", "hasPage"):
            for piece in edge["evidence"]:
                found[source].setdefault(piece, []).append(node_iri(graph, target))
    return found


def _classes(kind: str) -> list[_Pair]:
    return [("rdf:type", name) for name in CLASSES.get(kind, (f"kg:{quote(kind, safe='')}",))]


def _node_pairs(graph: Graph, key: str, node: Mapping[str, Any]) -> Iterator[_Pair]:
    kind = node["kind"]
    yield from _classes(node["type"] if kind == "entity" else kind)
    if kind == "paper":
        yield from _paper_pairs(key, node)
    elif kind == "entity":
        yield from _entity_pairs(node)
    elif kind != "link":
        yield from _quantity_pairs(node)
        for paper in node["papers"]:
            yield "prov:wasDerivedFrom", iri(paper, "paper")
    for _, target, edge in graph.out_edges(key, data=True):
        for name in PROPERTIES.get(edge["predicate"], (f"kg:{edge['predicate']}",)):
            yield name, node_iri(graph, target)


def _paper_pairs(key: str, node: Mapping[str, Any]) -> Iterator[_Pair]:
    yield "rdfs:label", _text(node["title"])
    yield "schema:name", _text(node["title"])
    yield "schema:abstract", _text(node["abstract"])
    yield "dcterms:identifier", _text(key)
    if node["label"] != key:
        yield "kg:givenId", _text(node["label"])
    for author in dict.fromkeys(node["authors"]):
        yield "schema:author", _text(author)
    if node["year"] is not None and 0 < node["year"] < 10_000:
        yield "schema:datePublished", _typed(f"{node['year']:04d}", "gYear")
    if node["venue"]:
        yield "schema:isPartOf", _text(node["venue"])
    if node["url"]:
        yield "schema:url", _text(node["url"])


def _entity_pairs(node: Mapping[str, Any]) -> Iterator[_Pair]:
    yield "rdfs:label", _text(node["name"])
    yield "skos:prefLabel", _text(node["name"])
    for alias in node["aliases"]:
        yield "skos:altLabel", _text(alias)
    yield "kg:tier", _text(node["tier"])
    if node["first_year"] is not None:
        yield "kg:firstYear", _typed(str(node["first_year"]), "integer")
    if node["direction"] in ("higher", "lower"):
        yield "kg:higherIsBetter", _typed("true" if node["direction"] == "higher" else "false", "boolean")
    if node["type"] == "Metric":
        yield from _range_pairs(dict(node["facts"]))


def _range_pairs(facts: Mapping[str, str]) -> Iterator[_Pair]:
    """The values a metric can take, and the unit they are counted in, as far as the name lists know."""
    for name, column in (("kg:rangeMinimum", "low"), ("kg:rangeMaximum", "high")):
        if column in facts:
            yield name, _typed(plain(Decimal(facts[column])), "decimal")
    if "unit" in facts:
        yield "schema:unitText", _text(facts["unit"])


def _merge_pairs(key: str, merge: Merge) -> Iterator[_Pair]:
    yield from _classes("merge")
    yield "kg:mergedInto", iri(key)
    yield "kg:form", _text(merge.form)
    yield "kg:step", _text(merge.reason)
    if merge.detail:
        yield "rdfs:comment", _text(merge.detail)
    for paper in merge.papers:
        yield "prov:wasDerivedFrom", iri(paper, "paper")


def _quantity_pairs(node: Mapping[str, Any]) -> Iterator[_Pair]:
    value = _typed(plain(node["value"]), "decimal")
    yield "rdfs:label", _text(node["text"])
    yield "kg:quantityKind", _text(node["quantity_kind"])
    yield ("mls:hasValue" if node["kind"] == "result" else "schema:value"), value
    if node["high"] is not None:
        yield "schema:minValue", value
        yield "schema:maxValue", _typed(plain(node["high"]), "decimal")
    if node["unit"]:
        yield "schema:unitText", _text(node["unit"])
    if node["direction"]:
        yield "kg:direction", _text(node["direction"])
    for name, values in node["qualifiers"]:
        if name in ("setting", "which", "bound"):
            for word in values:
                yield f"kg:{name}", _text(word)


def _statement_pairs(graph: Graph, statement: Statement) -> Iterator[_Pair]:
    """A reified relation: what a plain triple cannot hold, its data sets, metric, margin and papers."""
    yield from _classes("statement")
    yield "rdf:subject", node_iri(graph, statement.subject)
    yield "rdf:predicate", f"kg:{statement.predicate}"
    yield "rdf:object", node_iri(graph, statement.object)
    for name, values in statement.qualifiers:
        for value in values:
            yield f"kg:{name}", node_iri(graph, value) if value in graph else _text(value)
    for margin in statement.margins:
        yield "kg:margin", node_iri(graph, margin)
    for paper in sorted({piece.paper for piece in statement.evidence}):
        yield "prov:wasDerivedFrom", iri(paper, "paper")


# -- places in papers --------------------------------------------------------------------------------------------


def _places(
    graph: Graph,
    paper: str,
    evidence: Mapping[Evidence, list[ox.NamedNode]],
    mentions: list[tuple[str, Mention]],
    rules: set[str],
) -> Iterator[tuple[ox.NamedNode, Iterator[_Pair]]]:
    """The evidence, mentions and text spans of a paper; the rules met are added to `rules`."""
    spans: set[Span] = set()
    for piece, subjects in sorted(evidence.items(), key=lambda item: _evidence_id(item[0])):
        rules.add(piece.rule)
        spans.update((piece.sentence, *piece.spans))
        yield _made("evidence", _evidence_id(piece)), _evidence_pairs(piece, [*dict.fromkeys(subjects)])
    for target, mention in mentions:
        rules.add(mention.rule)
        name = digest(paper, target, *_span_parts(mention.span), mention.rule)
        yield _made("mention", name), _mention_pairs(graph, paper, target, mention)
    texts = graph.nodes[paper]
    for span in sorted(spans, key=_span_parts):
        yield _span_iri(paper, span), _span_pairs(paper, span)
        yield _selector_iri(paper, span), _selector_pairs(span, texts[span.field][span.start : span.end])


def _span_parts(span: Span) -> tuple[str, str, str]:
    return span.field, f"{span.start:08d}", f"{span.end:08d}"


def _evidence_id(piece: Evidence) -> str:
    parts = [part for span in (piece.sentence, *piece.spans) for part in _span_parts(span)]
    return digest(piece.paper, piece.rule, *parts)


def _span_iri(paper: str, span: Span) -> ox.NamedNode:
    return _made("span", digest(paper, *_span_parts(span)))


def _selector_iri(paper: str, span: Span) -> ox.NamedNode:
    return _made("selector", digest(paper, *_span_parts(span)))


def _evidence_pairs(piece: Evidence, subjects: list[ox.NamedNode]) -> Iterator[_Pair]:
    yield from _classes("evidence")
    for subject in subjects:
        yield "oa:hasBody", subject
    for span in piece.spans:
        yield "oa:hasTarget", _span_iri(piece.paper, span)
    yield "kg:sentence", _span_iri(piece.paper, piece.sentence)
    yield "kg:rule", iri(piece.rule, "rule")
    yield "prov:wasDerivedFrom", iri(piece.paper, "paper")


def _mention_pairs(graph: Graph, paper: str, target: str, mention: Mention) -> Iterator[_Pair]:
    yield from _classes("mention")
    yield "kg:paper", iri(paper, "paper")
    yield "kg:entity", node_iri(graph, target)
    yield "kg:field", _text(mention.span.field)
    yield "oa:start", _offset(mention.span.start)
    yield "oa:end", _offset(mention.span.end)
    yield "oa:exact", _text(mention.text)
    yield "kg:rule", iri(mention.rule, "rule")


def _span_pairs(paper: str, span: Span) -> Iterator[_Pair]:
    yield "rdf:type", "oa:SpecificResource"
    yield "oa:hasSource", iri(paper, "paper")
    yield "kg:field", _text(span.field)
    yield "oa:hasSelector", _selector_iri(paper, span)


def _selector_pairs(span: Span, text: str) -> Iterator[_Pair]:
    """Offsets count code points from the start of the paper's title or abstract; the end is exclusive."""
    yield from _classes("selector")
    yield "oa:start", _offset(span.start)
    yield "oa:end", _offset(span.end)
    yield "oa:exact", _text(text)


# -- ways out ----------------------------------------------------------------------------------------------------


def store(graph: Graph, *, mentions: bool = True) -> ox.Store:
    """The triples in an Oxigraph store in memory."""
    found = ox.Store()
    # Oxigraph reads its own text faster than it takes triples from Python one by one.
    lines = ox.serialize(quads(graph, mentions=mentions), format=ox.RdfFormat.N_TRIPLES)
    found.load(lines, ox.RdfFormat.N_TRIPLES, lenient=True)
    return found


def rdf(graph: Graph) -> rdflib.Graph:
    """The graph for rdflib, on an Oxigraph store, with its prefixes bound."""
    found = rdflib.Graph(store=OxigraphStore(store=store(graph)), identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in prefixes(graph).items():
        found.bind(prefix, namespace, replace=True)
    return found


class _Body:
    """A file that leaves the prefix lines out: pyoxigraph writes them in the order of a hash table."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.head: bytes | None = b""

    def write(self, data: bytes) -> int:
        """The number of bytes taken."""
        if self.head is None:
            self.file.write(data)
            return len(data)
        self.head += bytes(data)
        while b"\n" in self.head and self.head.startswith(b"@prefix"):
            self.head = self.head.split(b"\n", 1)[1]
        if self.head and not b"@prefix".startswith(self.head[:7]):
            self.file.write(self.head)
            self.head = None
        return len(data)

    def flush(self) -> None:
        """Nothing held back that is known to be text."""
        self.file.flush()


def write(graph: Graph, path: Path | str, *, mentions: bool = True) -> None:
    """The graph as Turtle at `path`, whole or not at all. Raises `ExportError`."""
    names = prefixes(graph)
    with atomic_write(path) as file:
        for prefix, namespace in names.items():
            file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())
        body = cast(BinaryIO, _Body(file))
        ox.serialize(quads(graph, mentions=mentions), body, ox.RdfFormat.TURTLE, prefixes=names)


write_turtle = write
