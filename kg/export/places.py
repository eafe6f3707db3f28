"""How places in papers become triples: evidence, mentions, and the stretches of text they point at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.export.terms import Term, iri, made, node_iri, offset, text
from kg.export.vocabulary import CLASSES
from kg.graph import Graph
from kg.model import Evidence, Mention, Span, digest

Pairs = Iterator[tuple[str, Term]]
Described = tuple[ox.NamedNode, Pairs]
"""A subject and what is said of it, as property and value."""


def evidence_by_paper(graph: Graph) -> dict[str, dict[Evidence, list[ox.NamedNode]]]:
    """Paper → evidence → the subjects it speaks for, in order."""
    found: dict[str, dict[Evidence, list[ox.NamedNode]]] = defaultdict(dict)
    for key, node in graph.nodes(data=True):
        for piece in node.get("evidence", ()):
            found[piece.paper].setdefault(piece, []).append(node_iri(graph, key))
    for source, target, edge in graph.edges(data=True):
        for statement in edge.get("statements", ()):
            for piece in statement.evidence:
                found[piece.paper].setdefault(piece, []).append(made("statement", statement.id))
        if edge["predicate"] in ("hasCode", "hasPage"):
            for piece in edge["evidence"]:
                found[source].setdefault(piece, []).append(node_iri(graph, target))
    return found


def places(
    graph: Graph, paper: str, evidence: Mapping[Evidence, list[ox.NamedNode]], mentions: bool, rules: set[str]
) -> Iterator[Described]:
    """The evidence, mentions and stretches of text of a paper; the rules met are added to `rules`."""
    spans: set[Span] = set()
    for piece, subjects in sorted(evidence.items(), key=lambda item: _evidence_id(item[0])):
        rules.add(piece.rule)
        spans.update((piece.sentence, *piece.spans))
        yield made("evidence", _evidence_id(piece)), _evidence_pairs(piece, [*dict.fromkeys(subjects)])
    for _, target, edge in graph.out_edges(paper, data=True) if mentions else ():
        for mention in edge.get("mentions", ()):
            rules.add(mention.rule)
            name = digest(paper, target, *_span_parts(mention.span), mention.rule)
            yield made("mention", name), _mention_pairs(graph, paper, target, mention)
    texts = graph.nodes[paper]
    for span in sorted(spans, key=_span_parts):
        yield _place("span", paper, span), _span_pairs(paper, span)
        yield _place("selector", paper, span), _selector_pairs(span, texts[span.field][span.start : span.end])


def rule_pairs(rule: str) -> Pairs:
    """What is said of a rule: its id."""
    yield from typed_as("rule")
    yield "rdfs:label", text(rule)


def typed_as(kind: str) -> Pairs:
    """The classes of a kind of node."""
    return (("rdf:type", name) for name in CLASSES[kind])


def _span_parts(span: Span) -> tuple[str, str, str]:
    return span.field, f"{span.start:08d}", f"{span.end:08d}"


def _evidence_id(piece: Evidence) -> str:
    parts = [part for span in (piece.sentence, *piece.spans) for part in _span_parts(span)]
    return digest(piece.paper, piece.rule, *parts)


def _place(kind: str, paper: str, span: Span) -> ox.NamedNode:
    return made(kind, digest(paper, *_span_parts(span)))


def _evidence_pairs(piece: Evidence, subjects: list[ox.NamedNode]) -> Pairs:
    yield from typed_as("evidence")
    for subject in subjects:
        yield "oa:hasBody", subject
    for span in piece.spans:
        yield "oa:hasTarget", _place("span", piece.paper, span)
    yield "kg:sentence", _place("span", piece.paper, piece.sentence)
    yield "kg:rule", iri(piece.rule, "rule")
    yield "prov:wasDerivedFrom", iri(piece.paper, "paper")


def _mention_pairs(graph: Graph, paper: str, target: str, mention: Mention) -> Pairs:
    yield from typed_as("mention")
    yield "kg:paper", iri(paper, "paper")
    yield "kg:entity", node_iri(graph, target)
    yield "kg:field", text(mention.span.field)
    yield "oa:start", offset(mention.span.start)
    yield "oa:end", offset(mention.span.end)
    yield "oa:exact", text(mention.text)
    yield "kg:rule", iri(mention.rule, "rule")


def _span_pairs(paper: str, span: Span) -> Pairs:
    yield from typed_as("span")
    yield "oa:hasSource", iri(paper, "paper")
    yield "kg:field", text(span.field)
    yield "oa:hasSelector", _place("selector", paper, span)


def _selector_pairs(span: Span, quote: str) -> Pairs:
    """Offsets count code points from the start of the paper's title or abstract; the end is exclusive."""
    yield from typed_as("selector")
    yield "oa:start", offset(span.start)
    yield "oa:end", offset(span.end)
    yield "oa:exact", text(quote)
