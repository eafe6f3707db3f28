"""The graph, and the only home of networkx: papers, things and numbers as nodes, what is said of them as edges.

Each node has a `kind` and a `name`; each edge's key is its predicate. Numbers are nodes of their own, so that two
papers that state the same result meet in one node with the evidence of both. Everything is inserted in sorted
order: the graph does not depend on the order of the records.
"""

from __future__ import annotations

import gc
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

import networkx as nx

from kg.conflicts import conflicts
from kg.errors import LinkError
from kg.link import Linked, Names, Node, link
from kg.model import (
    PAPER_PREDICATES,
    ROLES,
    Claim,
    Entity,
    Evidence,
    Mention,
    Paper,
    PaperRecord,
    Qualifiers,
    Quantity,
    Role,
    Span,
    digest,
    evidence_order,
    fold,
    mention_order,
    plain,
)

Graph: TypeAlias = "nx.MultiDiGraph[str]"

Facts = Mapping[str | tuple[str, str], Mapping[str, object]]
"""Node key or (type, folded form) → what is known of a thing beside its name, such as a metric's `direction`."""

ENTITY_QUALIFIERS = ("system", "metric", "dataset", "baseline", "task")
QUANTITY_PREDICATES: Mapping[str, str] = {
    "parameters": "hasParameters",
    "dataset_size": "hasSize",
    "training_tokens": "trainedOnTokens",
}
"""Kind of a quantity → the predicate that leads from a thing to it; the other kinds are results."""
SYSTEM_PREDICATES = ("outperforms", "matches", "basedOn")
LINK_PREDICATES = ("hasCode", "hasPage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing said of two systems, by any number of papers; `margins` are result nodes that put a number on it."""

    id: str
    predicate: str
    subject: str
    object: str
    qualifiers: Qualifiers
    evidence: tuple[Evidence, ...]
    margins: tuple[str, ...] = ()


def build_graph(records: Iterable[PaperRecord], names: Names | None = None, facts: Facts | None = None) -> Graph:
    """The graph of the records; `names` and `facts` are what the caller knows of things beforehand."""
    return graph_of(link(records, names), facts)


def graph_of(linked: Linked, facts: Facts | None = None) -> Graph:
    """The graph of records that are linked already."""
    was_on = gc.isenabled()
    # Half a million tuples are made and all of them stay: looking for cycles among them costs a third of the time.
    gc.disable()
    try:
        return _Builder(linked, {} if facts is None else facts).build()
    finally:
        if was_on:
            gc.enable()


# -- building ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Seen:
    """What the papers say under one key: how they write it and where."""

    claim: Claim
    """The claim with node keys in place of entity keys."""
    texts: Counter[str] = field(default_factory=Counter)
    evidence: set[Evidence] = field(default_factory=set)


class _Builder:
    """Collects what is said by key, then inserts it in sorted order."""

    def __init__(self, linked: Linked, facts: Facts) -> None:
        self.linked = linked
        self.facts = facts
        self.years = {record.paper.id: record.paper.year for record in linked.records}
        self.quantities: dict[str, _Seen] = {}
        self.statements: dict[str, _Seen] = {}
        self.links: dict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
        self.roles: dict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
        """(paper, node key, predicate) → evidence of claims that say so."""

    def build(self) -> Graph:
        """The finished graph."""
        graph: Graph = nx.MultiDiGraph()
        for record in self.linked.records:
            for claim in record.claims:
                self._collect(record, claim)
        nodes: dict[str, dict[str, Any]] = {}
        edges: dict[tuple[str, str, str], dict[str, Any]] = {}
        nodes.update((record.paper.id, _paper_node(record.paper)) for record in self.linked.records)
        nodes.update((key, self._entity_node(node)) for key, node in self.linked.nodes.items())
        nodes.update((url, {"kind": "link", "name": url, "url": url}) for _, url, _ in self.links)
        nodes.update((id_, self._quantity_node(seen)) for id_, seen in self.quantities.items())
        for part in (self._roles, self._reports, self._quantity_edges, self._links, self._relations, self._variants):
            edges.update(part())
        edges.update(self._derived(nodes))
        graph.add_nodes_from(sorted(nodes.items()))
        for source, target, predicate in sorted(edges):
            attributes = edges[source, target, predicate]
            graph.add_edge(source, target, key=predicate, predicate=predicate, **attributes)
        return graph

    # what the records say

    def _collect(self, record: PaperRecord, claim: Claim) -> None:
        paper = record.paper
        here = self._linked_claim(paper, claim)
        target = here.object
        if isinstance(target, Quantity):
            seen = self.quantities.setdefault(_quantity_id(here, paper.id), _Seen(claim=here))
            seen.texts[target.text] += 1
        elif here.predicate in PAPER_PREDICATES.values():
            self.roles[paper.id, target, here.predicate].update(here.evidence)
            return
        elif here.subject == paper.id:
            self.links[paper.id, target, here.predicate].update(here.evidence)
            return
        else:
            seen = self.statements.setdefault(here.id, _Seen(claim=here))
        seen.evidence.update(here.evidence)

    def _linked_claim(self, paper: Paper, claim: Claim) -> Claim:
        """The claim between nodes; the values of its qualifiers are sorted, so that their order says nothing."""
        target = claim.object
        if isinstance(target, str) and not (claim.subject == paper.id and claim.predicate in LINK_PREDICATES):
            target = self._node(paper, claim, target)
        subject = claim.subject
        if subject is not None and subject != paper.id:
            subject = self._node(paper, claim, subject)
        linked = tuple(
            (name, tuple(sorted({self._node(paper, claim, value) for value in values})))
            if name in ENTITY_QUALIFIERS
            else (name, tuple(sorted(values)))
            for name, values in claim.qualifiers
        )
        return Claim(
            predicate=claim.predicate, subject=subject, object=target, qualifiers=linked, evidence=claim.evidence
        )

    def _node(self, paper: Paper, claim: Claim, key: str) -> str:
        try:
            return self.linked.keys[paper.id, key]
        except KeyError:
            raise LinkError(
                f"{paper.label}: a {claim.predicate} claim speaks of entity {key!r}, which the record does not list; "
                "add it to `entities`"
            ) from None

    # nodes

    def _entity_node(self, node: Node) -> dict[str, Any]:
        years = [year for paper in node.papers if (year := self.years[paper]) is not None]
        facts = self._facts(node)
        return {
            "kind": "entity",
            "name": node.name,
            "type": node.type,
            "tier": node.tier,
            "aliases": node.aliases,
            "first_year": min(years, default=None),
            "papers": node.papers,
            "merges": node.merges,
            "direction": facts.get("direction"),
            "facts": tuple(sorted(facts.items())),
        }

    def _facts(self, node: Node) -> dict[str, str]:
        if not self.facts:
            return {}
        known: dict[str, object] = {}
        for form in sorted({fold(name) for name in (node.name, *node.aliases)}, key=lambda f: f == fold(node.name)):
            known.update(self.facts.get((node.type, form), {}))
        known.update(self.facts.get(node.key, {}))
        return {name: str(value) for name, value in known.items() if value not in (None, "")}

    def _quantity_node(self, seen: _Seen) -> dict[str, Any]:
        claim, quantity = seen.claim, seen.claim.object
        assert isinstance(quantity, Quantity)
        papers = tuple(sorted({piece.paper for piece in seen.evidence}))
        text = min(seen.texts, key=lambda text: (-seen.texts[text], text))
        node: dict[str, Any] = {
            "kind": "result" if quantity.kind not in QUANTITY_PREDICATES else quantity.kind,
            "name": text,
            "text": text,
            "value": Decimal(plain(quantity.value)),
            "high": None if quantity.high is None else Decimal(plain(quantity.high)),
            "unit": quantity.unit,
            "quantity_kind": quantity.kind,
            "direction": quantity.direction,
            "qualifiers": claim.qualifiers,
            "papers": papers,
            "year": min((year for paper in papers if (year := self.years[paper]) is not None), default=None),
            "evidence": tuple(sorted(seen.evidence, key=evidence_order)),
        }
        if node["kind"] != "result":
            return {**node, "of": claim.subject}
        first = {name: next(iter(claim.qualifier(name)), None) for name in ("metric", "baseline", "task")}
        many = {"datasets": claim.qualifier("dataset"), "settings": claim.qualifier("setting")}
        return {**node, "system": claim.subject, **first, **many}

    # edges

    def _roles(self) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        """Paper → entity, one edge per pair under the strongest role."""
        for record in self.linked.records:
            found: dict[str, list[Entity]] = defaultdict(list)
            for entity in record.entities:
                found[self.linked.keys[record.paper.id, entity.key]].append(entity)
            for key, entities in found.items():
                role = min((self._role(record.paper.id, key, entity) for entity in entities), key=ROLES.index)
                predicate = PAPER_PREDICATES[role]
                evidence = self.roles.get((record.paper.id, key, predicate), ())
                yield (record.paper.id, key, predicate), _role_edge(role, entities, evidence)

    def _role(self, paper: str, key: str, entity: Entity) -> Role:
        stated = [role for role, predicate in PAPER_PREDICATES.items() if (paper, key, predicate) in self.roles]
        return min([entity.role, *stated], key=ROLES.index)

    def _reports(self) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        for id_, seen in self.quantities.items():
            by_paper: dict[str, list[Evidence]] = defaultdict(list)
            for piece in sorted(seen.evidence, key=evidence_order):
                by_paper[piece.paper].append(piece)
            for paper, evidence in by_paper.items():
                yield (paper, id_, "reports"), {"evidence": tuple(evidence), "derived": False}

    def _quantity_edges(self) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        for id_, seen in self.quantities.items():
            claim, quantity = seen.claim, seen.claim.object
            assert isinstance(quantity, Quantity)
            predicate = QUANTITY_PREDICATES.get(quantity.kind)
            if predicate is not None:
                if claim.subject is not None:
                    evidence = tuple(sorted(seen.evidence, key=evidence_order))
                    yield (claim.subject, id_, predicate), {"evidence": evidence, "derived": False}
                continue
            ends = [("system", claim.subject)] if claim.subject is not None else []
            ends += [(name, key) for name, keys in claim.qualifiers if name in ENTITY_QUALIFIERS for key in keys]
            for name, key in ends:
                yield (id_, key, name), {"evidence": (), "derived": False}

    def _links(self) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        for (paper, url, predicate), evidence in self.links.items():
            yield (
                (paper, url, predicate),
                {"evidence": tuple(sorted(evidence, key=evidence_order)), "derived": False},
            )

    def _relations(self) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        """System → system, one edge per pair and predicate with all its statements."""
        margins = self._margins()
        edges: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
        for id_, seen in sorted(self.statements.items()):
            claim = seen.claim
            assert isinstance(claim.object, str)
            if claim.subject is None or claim.subject == claim.object:
                # Two forms that linking found to be one thing: nothing beats or extends itself.
                continue
            found = {
                margin
                for piece in seen.evidence
                for margin in margins.get((piece.paper, piece.sentence, claim.subject, claim.object), ())
            }
            statement = Statement(
                id=id_,
                predicate=claim.predicate,
                subject=claim.subject,
                object=claim.object,
                qualifiers=claim.qualifiers,
                evidence=tuple(sorted(seen.evidence, key=evidence_order)),
                margins=tuple(sorted(found)),
            )
            edges[claim.subject, claim.object, claim.predicate].append(statement)
        for key, statements in edges.items():
            yield key, _relation_edge(key, statements)

    def _margins(self) -> dict[tuple[str, Span, str, str], list[str]]:
        """(paper, sentence, system, baseline) → the changes and ratios stated there."""
        found: dict[tuple[str, Span, str, str], list[str]] = defaultdict(list)
        for id_, seen in self.quantities.items():
            claim, quantity = seen.claim, seen.claim.object
            assert isinstance(quantity, Quantity)
            if claim.subject is None or quantity.kind not in ("change", "ratio"):
                continue
            for piece in seen.evidence:
                for baseline in claim.qualifier("baseline"):
                    found[piece.paper, piece.sentence, claim.subject, baseline].append(id_)
        return found

    def _variants(self) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        for variant in self.linked.variants:
            yield (
                (variant.child, variant.parent, "variantOf"),
                {"evidence": (), "derived": True, "reason": variant.reason},
            )

    def _derived(self, nodes: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        """What follows from the rest and makes questions short."""
        found: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for id_ in self.quantities:
            node = nodes[id_]
            for dataset in node.get("datasets", ()):
                if node["system"] is not None:
                    found[node["system"], dataset, "evaluatedOn"].add(id_)
                if node["metric"] is not None:
                    found[dataset, node["metric"], "measuredBy"].add(id_)
        for key, results in found.items():
            evidence = {piece for id_ in results for piece in nodes[id_]["evidence"]}
            papers = tuple(sorted({piece.paper for piece in evidence}))
            yield key, {**_derived_edge(evidence), "results": tuple(sorted(results)), "papers": papers}
        yield from self._addresses()
        # Disagreement goes both ways, so that a question need not ask twice.
        for pair in conflicts(nodes, self.quantities):
            papers = tuple(sorted({paper for id_ in pair for paper in nodes[id_]["papers"]}))
            for source, target in (pair, pair[::-1]):
                yield (source, target, "conflictsWith"), {**_derived_edge(()), "papers": papers}

    def _addresses(self) -> Iterator[tuple[tuple[str, str, str], dict[str, Any]]]:
        """System → task: a paper introduces the one and works on the other."""
        found: dict[tuple[str, str, str], set[Evidence]] = defaultdict(set)
        for record in self.linked.records:
            introduced = [e for e in record.entities if e.role == "introduced"]
            tasks = [e for e in record.entities if e.role == "used"]
            for system in introduced:
                for task in tasks:
                    ends = [self.linked.keys[record.paper.id, entity.key] for entity in (system, task)]
                    types = [self.linked.nodes[end].type for end in ends]
                    if types[0] in ("Model", "Method") and types[1] == "Task":
                        found[ends[0], ends[1], "addresses"].update(_together(record.paper, system, task))
        for key, evidence in found.items():
            yield key, {**_derived_edge(evidence), "papers": tuple(sorted({piece.paper for piece in evidence}))}


def _paper_node(paper: Paper) -> dict[str, Any]:
    return {
        "kind": "paper",
        "name": paper.title or paper.label,
        "label": paper.label,
        "title": paper.title,
        "abstract": paper.abstract,
        "year": paper.year,
        "authors": paper.authors,
        "venue": paper.venue,
        "url": paper.url,
        "source": paper.source,
    }


def _quantity_id(claim: Claim, paper: str) -> str:
    """The node id of a linked quantity claim.

    Papers share a number only where it is tied down: a score of no named system, or one without metric and data set,
    says nothing outside its paper, and two of them are equal by chance.
    """
    quantity = claim.object
    assert isinstance(quantity, Quantity)
    result = quantity.kind not in QUANTITY_PREDICATES
    tied = claim.subject is not None and (not result or claim.qualifier("metric") or claim.qualifier("dataset"))
    return f"{'result' if result else quantity.kind}/{digest(claim.key, '' if tied else paper)}"


def _role_edge(role: Role, entities: list[Entity], evidence: Iterable[Evidence]) -> dict[str, Any]:
    mentions: set[Mention] = {mention for entity in entities for mention in entity.mentions}
    return {
        "evidence": tuple(sorted(evidence, key=evidence_order)),
        "derived": False,
        "role": role,
        "tier": "name" if any(entity.tier == "name" for entity in entities) else "term",
        "mentions": tuple(sorted(mentions, key=mention_order)),
        "surfaces": tuple(sorted({surface for entity in entities for surface in entity.surfaces})),
        "rules": tuple(dict.fromkeys(rule for entity in entities for rule in entity.rules)),
    }


def _relation_edge(key: tuple[str, str, str], statements: list[Statement]) -> dict[str, Any]:
    qualified: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        for name, values in statement.qualifiers:
            qualified[name].update(values)
    evidence = {piece for statement in statements for piece in statement.evidence}
    return {
        "evidence": tuple(sorted(evidence, key=evidence_order)),
        "derived": False,
        "id": digest(*key),
        "qualifiers": tuple(sorted((name, tuple(sorted(values))) for name, values in qualified.items())),
        "margins": tuple(sorted({margin for statement in statements for margin in statement.margins})),
        "papers": tuple(sorted({piece.paper for piece in evidence})),
        "statements": tuple(statements),
    }


def _derived_edge(evidence: Iterable[Evidence]) -> dict[str, Any]:
    return {"evidence": tuple(sorted(evidence, key=evidence_order)), "derived": True}


def _together(paper: Paper, system: Entity, task: Entity) -> Iterator[Evidence]:
    """Where the paper names the task, with the system marked where it stands in the same sentence."""
    if not task.mentions:
        return
    mention = task.mentions[0]
    sentence = sentence_around(paper, mention.span)
    inside = (other.span for other in system.mentions if _within(other.span, sentence))
    spans = {mention.span, *list(inside)[:1]}
    yield Evidence(
        paper=paper.id,
        spans=tuple(sorted(spans, key=lambda span: (span.start, span.end))),
        sentence=sentence,
        quote=paper.text(sentence),
        rule=mention.rule,
    )


def _within(span: Span, sentence: Span) -> bool:
    return span.field == sentence.field and sentence.start <= span.start and span.end <= sentence.end


_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")


def sentence_around(paper: Paper, span: Span) -> Span:
    """The sentence a mention stands in, for showing it; no claim rests on this simple split."""
    if span.field == "title":
        return Span(field="title", start=0, end=len(paper.title))
    ends = _sentence_ends(paper.abstract)
    start = max((end for end in ends if end <= span.start), default=0)
    end = min((end for end in ends if end >= span.end), default=len(paper.abstract))
    return Span(field="abstract", start=start, end=start + len(paper.abstract[start:end].rstrip()))


@lru_cache(maxsize=64)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _SENTENCE_END.finditer(text))


def nodes_of(graph: Graph, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The nodes of one kind with their attributes, in order."""
    return ((key, node) for key, node in graph.nodes(data=True) if node["kind"] == kind)
