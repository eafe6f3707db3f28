"""How the graph becomes triples: as a whole, each subject once, or paper by paper, so that one can be taken out.

Nodes are named by their keys, there are no blank nodes, and everything comes in a fixed order: the same graph gives the
same triples in the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

import pyoxigraph as ox

from kg.export.places import Described, Pairs, evidence_by_paper, places, rule_pairs, typed_as
from kg.export.terms import iri, made, named, node_iri, text, typed
from kg.export.vocabulary import Own, classes_of, properties_of
from kg.graph import ENTITY_QUALIFIERS, Graph, Statement
from kg.link import Merge
from kg.model import digest, plain

Level = Literal["none", "paper", "span"]
"""How much of where a claim stands is told: nothing, its papers, or the places in their texts too."""

SHARED = ("variantOf", "conflictsWith")
"""Edges that no single paper speaks for."""


def triples(graph: Graph, *, evidence: Level = "span", mentions: bool = True) -> Iterator[ox.Triple]:
    """The triples of the graph, subject by subject; `mentions=False` leaves single mentions out."""
    for subject, pairs in described(graph, evidence=evidence, mentions=mentions):
        for name, term in pairs:
            yield ox.Triple(subject, named(name), named(term) if isinstance(term, str) else term)


def quads(graph: Graph, *, evidence: Level = "span", mentions: bool = True) -> Iterator[ox.Quad]:
    """The triples paper by paper, each paper's in the graph named by it; what no paper says alone is in no named graph.

    What two papers say is in the graphs of both, so that dropping the graph of one leaves what the other says.
    """
    for paper, part in parts(graph, evidence=evidence, mentions=mentions):
        name = iri(paper, "paper") if paper else ox.DefaultGraph()
        for subject, pairs in part:
            for property_, term in pairs:
                yield ox.Quad(subject, named(property_), named(term) if isinstance(term, str) else term, name)


def described(graph: Graph, *, evidence: Level = "span", mentions: bool = True) -> Iterator[Described]:
    """Each subject once, with all that is said of it."""
    teller = _Teller(graph, evidence)
    found = evidence_by_paper(graph) if evidence == "span" else {}
    rules: set[str] = set()
    for key, node in graph.nodes(data=True):
        yield node_iri(graph, key), teller.node(key, node)
        if node["kind"] == "paper" and evidence == "span":
            yield from places(graph, key, found.get(key, {}), mentions, rules)
    for key, node in graph.nodes(data=True):
        for merge in node.get("merges", ()) if evidence != "none" else ():
            yield _merge_iri(key, merge), teller.merge(key, merge, merge.papers)
    for _, _, edge in graph.edges(data=True):
        for statement in edge.get("statements", ()):
            yield made("statement", statement.id), teller.statement(statement, None)
    for rule in sorted(rules):
        yield iri(rule, "rule"), rule_pairs(rule)


# -- paper by paper ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Part:
    """What a paper speaks for; `edges` are those of things other than the paper, by their source."""

    entities: set[str] = field(default_factory=set)
    quantities: list[str] = field(default_factory=list)
    links: set[str] = field(default_factory=set)
    edges: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    statements: list[Statement] = field(default_factory=list)
    merges: list[tuple[str, Merge]] = field(default_factory=list)


Part = tuple[str, Iterator[Described]]


def parts(graph: Graph, *, evidence: Level = "span", mentions: bool = True) -> Iterator[Part]:
    """The id of each paper with what it says, sorted; the id "" comes last, with what no paper says alone."""
    teller = _Teller(graph, evidence)
    found = evidence_by_paper(graph) if evidence == "span" else {}
    rules: set[str] = set()
    by_paper = _by_paper(graph)
    for paper in sorted(key for key, node in graph.nodes(data=True) if node["kind"] == "paper"):
        told = places(graph, paper, found.get(paper, {}), mentions, rules) if evidence == "span" else ()
        yield paper, _paper_part(teller, paper, by_paper[paper], told)
    yield "", _shared_part(teller, by_paper[""], rules)


def _paper_part(teller: _Teller, paper: str, part: _Part, told: Iterable[Described]) -> Iterator[Described]:
    graph = teller.graph
    yield node_iri(graph, paper), teller.node(paper, graph.nodes[paper])
    for key in sorted(part.entities):
        aliases = {merge.form for owner, merge in part.merges if owner == key}
        yield iri(key), teller.names(graph.nodes[key], aliases)
    for key in sorted(part.links):
        yield node_iri(graph, key), teller.node(key, graph.nodes[key])
    for key in part.quantities:
        yield iri(key), teller.quantity(key, graph.nodes[key], paper)
    yield from _spoken_for(teller, part, (paper,))
    yield from told


def _shared_part(teller: _Teller, part: _Part, rules: set[str]) -> Iterator[Described]:
    graph = teller.graph
    for key, node in graph.nodes(data=True):
        if node["kind"] == "entity":
            yield iri(key), teller.facts(node)
    yield from _spoken_for(teller, part, ())
    for rule in sorted(rules):
        yield iri(rule, "rule"), rule_pairs(rule)


def _spoken_for(teller: _Teller, part: _Part, papers: tuple[str, ...]) -> Iterator[Described]:
    for source, ends in sorted(part.edges.items()):
        yield node_iri(teller.graph, source), teller.edges(ends)
    for key, merge in part.merges if teller.level != "none" else ():
        yield _merge_iri(key, merge), teller.merge(key, merge, papers)
    for statement in part.statements:
        yield made("statement", statement.id), teller.statement(statement, papers)


def _by_paper(graph: Graph) -> dict[str, _Part]:
    """Paper → what it speaks for; under "" what no paper speaks for."""
    found: dict[str, _Part] = defaultdict(_Part)
    for source, target, edge in graph.edges(data=True):
        predicate = edge["predicate"]
        if graph.nodes[source]["kind"] == "paper":
            _add_own(found[source], target, graph.nodes[target]["kind"])
        elif predicate in SHARED:
            found[""].edges[source].append((predicate, target))
        elif predicate not in ENTITY_QUALIFIERS:
            papers = edge.get("papers") or sorted({piece.paper for piece in edge["evidence"]})
            for paper in papers or ("",):
                found[paper].edges[source].append((predicate, target))
        for statement in edge.get("statements", ()):
            for paper in sorted({piece.paper for piece in statement.evidence}) or ("",):
                found[paper].statements.append(statement)
    for key, node in graph.nodes(data=True):
        for merge in node.get("merges", ()):
            for paper in merge.papers:
                found[paper].merges.append((key, merge))
    return found


def _add_own(part: _Part, target: str, kind: str) -> None:
    if kind == "entity":
        part.entities.add(target)
    elif kind == "link":
        part.links.add(target)
    else:
        part.quantities.append(target)


# -- what is said of a thing -------------------------------------------------------------------------------------


class _Teller:
    """Tells what the graph says of its nodes, as far as the level of evidence goes."""

    def __init__(self, graph: Graph, level: Level) -> None:
        self.graph = graph
        self.level = level
        self.own: Own = graph.graph.get("own_terms", {})

    def node(self, key: str, node: Mapping[str, Any]) -> Pairs:
        """All that is said of a node."""
        kind = node["kind"]
        if kind == "entity":
            yield from self.names(node, node["aliases"])
            yield from self.facts(node)
            yield from self.edges((edge["predicate"], to) for _, to, edge in self.graph.out_edges(key, data=True))
        elif kind in ("paper", "link"):
            yield from typed_as(kind)
            yield from _paper_pairs(key, node) if kind == "paper" else ()
            yield from self.edges((edge["predicate"], to) for _, to, edge in self.graph.out_edges(key, data=True))
        else:
            yield from self.quantity(key, node, None)

    def names(self, node: Mapping[str, Any], aliases: Collection[str]) -> Pairs:
        """What an entity is and what it is called."""
        yield from (("rdf:type", name) for name in classes_of(node["type"], self.own))
        yield "rdfs:label", text(node["name"])
        yield "skos:prefLabel", text(node["name"])
        for alias in node["aliases"]:
            if alias in aliases:
                yield "skos:altLabel", text(alias)

    def facts(self, node: Mapping[str, Any]) -> Pairs:
        """What all papers together, or the name lists, say of an entity."""
        yield "kg:tier", text(node["tier"])
        if node["first_year"] is not None:
            yield "kg:firstYear", typed(str(node["first_year"]), "integer")
        if node["direction"] in ("higher", "lower"):
            yield "kg:higherIsBetter", typed("true" if node["direction"] == "higher" else "false", "boolean")
        if node["type"] == "Metric":
            yield from _range_pairs(dict(node["facts"]))

    def quantity(self, key: str, node: Mapping[str, Any], paper: str | None) -> Pairs:
        """A number: as one paper says it, or as all do, conflicts among them."""
        yield from typed_as(node["kind"])
        yield from _quantity_pairs(node)
        if self.level != "none":
            for source in node["papers"] if paper is None else (paper,):
                yield "prov:wasDerivedFrom", iri(source, "paper")
        ends = ((edge["predicate"], to) for _, to, edge in self.graph.out_edges(key, data=True))
        yield from self.edges(end for end in ends if paper is None or end[0] not in SHARED)

    def edges(self, ends: Iterable[tuple[str, str]]) -> Pairs:
        """Predicates and the keys of what they lead to, in the words of the vocabulary."""
        for predicate, target in ends:
            for name in properties_of(predicate, self.own):
                yield name, node_iri(self.graph, target)

    def statement(self, statement: Statement, papers: tuple[str, ...] | None) -> Pairs:
        """A reified relation: what a plain triple cannot hold; with `papers`, as these say it."""
        graph = self.graph
        yield from typed_as("statement")
        yield "rdf:subject", node_iri(graph, statement.subject)
        yield "rdf:predicate", properties_of(statement.predicate, self.own)[0]
        yield "rdf:object", node_iri(graph, statement.object)
        for name, values in statement.qualifiers:
            for value in values:
                yield f"kg:{name}", node_iri(graph, value) if value in graph else text(value)
        for margin in statement.margins:
            if papers is None or set(papers) & set(graph.nodes[margin]["papers"]):
                yield "kg:margin", node_iri(graph, margin)
        if self.level != "none":
            for paper in sorted({piece.paper for piece in statement.evidence}) if papers is None else papers:
                yield "prov:wasDerivedFrom", iri(paper, "paper")

    def merge(self, key: str, merge: Merge, papers: tuple[str, ...]) -> Pairs:
        """A step of linking, and the papers in which the form stands."""
        yield from typed_as("merge")
        yield "kg:mergedInto", iri(key)
        yield "kg:form", text(merge.form)
        yield "kg:step", text(merge.reason)
        if merge.detail:
            yield "rdfs:comment", text(merge.detail)
        for paper in papers:
            yield "prov:wasDerivedFrom", iri(paper, "paper")


def _merge_iri(key: str, merge: Merge) -> ox.NamedNode:
    return made("merge", digest(key, merge.form, merge.reason, merge.detail))


def _paper_pairs(key: str, node: Mapping[str, Any]) -> Pairs:
    yield "rdfs:label", text(node["title"])
    yield "schema:name", text(node["title"])
    yield "schema:abstract", text(node["abstract"])
    yield "dcterms:identifier", text(key)
    if node["label"] != key:
        yield "kg:givenId", text(node["label"])
    for author in dict.fromkeys(node["authors"]):
        yield "schema:author", text(author)
    if node["year"] is not None and 0 < node["year"] < 10_000:
        yield "schema:datePublished", typed(f"{node['year']:04d}", "gYear")
    if node["venue"]:
        yield "schema:isPartOf", text(node["venue"])
    if node["url"]:
        yield "schema:url", text(node["url"])


def _range_pairs(facts: Mapping[str, str]) -> Pairs:
    """The values a metric can take, and the unit they are counted in, as far as the name lists know."""
    for name, column in (("kg:rangeMinimum", "low"), ("kg:rangeMaximum", "high")):
        if column in facts:
            yield name, typed(plain(Decimal(facts[column])), "decimal")
    if "unit" in facts:
        yield "schema:unitText", text(facts["unit"])


def _quantity_pairs(node: Mapping[str, Any]) -> Pairs:
    value = typed(plain(node["value"]), "decimal")
    yield "rdfs:label", text(node["text"])
    yield "kg:quantityKind", text(node["quantity_kind"])
    yield ("mls:hasValue" if node["kind"] == "result" else "schema:value"), value
    if node["high"] is not None:
        yield "schema:minValue", value
        yield "schema:maxValue", typed(plain(node["high"]), "decimal")
    if node["unit"]:
        yield "schema:unitText", text(node["unit"])
    if node["direction"]:
        yield "kg:direction", text(node["direction"])
    for name, values in node["qualifiers"]:
        if name in ("setting", "which", "bound"):
            for word in values:
                yield f"kg:{name}", text(word)
