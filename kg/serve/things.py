"""What the graph says of one thing, read from its triples into plain values for pages and for JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote, unquote

import pyoxigraph as ox

from kg.export.vocabulary import ONTOLOGY, PREFIXES, THINGS
from kg.model import ENTITY_TYPES, PAPER_PREDICATES

RELATIONS = ("outperforms", "matches", "basedOn", "variantOf")
PART_OF = ("evaluatedOn", "addresses", "measuredBy")
COUNTS = ("hasParameters", "hasSize", "trainedOnTokens")
ROLES = tuple(dict.fromkeys(PAPER_PREDICATES.values()))

LISTED = 100
"""So many papers, results or relations of a thing at most are listed."""
DESCRIBED = 5_000
"""So many triples at most describe one thing."""

Node = ox.NamedNode
Plain = dict[str, Any]


def _term(name: str) -> Node:
    prefix, local = name.split(":", 1)
    return Node(PREFIXES[prefix] + local)


_NAME, _ALIAS = map(_term, ("skos:prefLabel", "skos:altLabel"))


class Things:
    """Reads things from a store; a thing is told by its IRI, or by its path, which is what follows `/id/`."""

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    # -- triples

    def objects(self, node: Node, name: str) -> list[Any]:
        """What a property says of the thing, once each, in a fixed order."""
        found = {quad.object: None for quad in self.store.quads_for_pattern(node, _term(name), None, None)}
        return sorted(found, key=str)

    def subjects(self, name: str, node: Any) -> list[Node]:
        """The things of which a property says this one, in a fixed order."""
        found = {quad.subject: None for quad in self.store.quads_for_pattern(None, _term(name), node, None)}
        return sorted((subject for subject in found if isinstance(subject, Node)), key=str)

    def value(self, node: Node, name: str) -> str | None:
        """The first value of a property, as text."""
        return next((term.value for term in self.objects(node, name)), None)

    def known(self, node: Node) -> bool:
        """Whether the graph says anything of the thing."""
        return next(self.store.quads_for_pattern(node, None, None, None), None) is not None

    def triples(self, node: Node) -> list[ox.Triple]:
        """What is said of the thing and what refers to it, sorted; at most `DESCRIBED`."""
        own = islice(self.store.quads_for_pattern(node, None, None, None), DESCRIBED)
        about = islice(self.store.quads_for_pattern(None, None, node, None), DESCRIBED)
        said, refers = ({quad.triple: None for quad in quads} for quads in (own, about))
        order = [*sorted(said, key=str), *sorted(refers, key=str)]
        return [*dict.fromkeys(order)][:DESCRIBED]

    # -- names

    @staticmethod
    def node(path: str) -> Node:
        """The IRI of a path, percent-encoded or not: `Model/bert`."""
        return Node(THINGS + quote(unquote(path, errors="replace"), safe="/:-._~", errors="replace"))

    @staticmethod
    def path(node: Node) -> str:
        """What follows `/id/` in the address of a thing of ours; otherwise its IRI."""
        return node.value.removeprefix(THINGS)

    def kind(self, node: Node) -> str:
        """Model, Dataset, Paper, Result …: the class of ours that the thing is of, or nothing."""
        own = (term.value for term in self.objects(node, "rdf:type") if isinstance(term, Node))
        return next((iri.removeprefix(ONTOLOGY) for iri in own if iri.startswith(ONTOLOGY)), "")

    def label(self, node: Node) -> str:
        """The name to show; the end of the IRI where it has none."""
        found = self.value(node, "skos:prefLabel") or self.value(node, "rdfs:label")
        return found or unquote(self.path(node).rsplit("/", 1)[-1])

    def ref(self, node: Any) -> Plain | None:
        """A thing as `id`, `name` and `type`, for a link to it."""
        if not isinstance(node, Node):
            return None
        return {"id": self.path(node), "name": self.label(node), "type": self.kind(node)}

    def named(self) -> Iterator[tuple[Node, str, str, set[str]]]:
        """(thing, name, type, aliases) of every entity and every paper."""
        aliases: dict[Node, set[str]] = {}
        for node, alias in self._texts(_ALIAS):
            aliases.setdefault(node, set()).add(alias)
        names = dict(self._texts(_NAME))
        for node, name in names.items():
            yield node, name, self.kind(node) or node.value.removeprefix(THINGS).split("/")[0], aliases.get(node, set())
        for node in self.subjects("rdf:type", _term("kg:Paper")):
            yield node, self.label(node), "Paper", {term.value for term in self.objects(node, "dcterms:identifier")}

    def _texts(self, name: Node) -> Iterator[tuple[Node, str]]:
        for quad in self.store.quads_for_pattern(None, name, None, None):
            if isinstance(quad.subject, Node) and isinstance(quad.object, ox.Literal):
                yield quad.subject, quad.object.value

    def paper_counts(self) -> Counter[Node]:
        """Thing → how many papers speak of it."""
        found: Counter[Node] = Counter()
        for role in ROLES:
            quads = self.store.quads_for_pattern(None, _term(f"kg:{role}"), None, None)
            found.update(quad.object for quad in quads if isinstance(quad.object, Node))
        return found

    # -- claims

    def about(self, node: Node) -> Plain:
        """All that a page shows of an entity or paper; lists are cut at `LISTED` and `totals` has their lengths."""
        kind = self.kind(node)
        parts = self._paper(node) if kind == "Paper" else self._entity(node)
        totals = {name: len(found) for name, found in parts.items() if isinstance(found, list)}
        cut = {name: found[:LISTED] if isinstance(found, list) else found for name, found in parts.items()}
        # Written out after the cut: evidence is looked up for what is shown only.
        for name, tell in (("results", self._result), ("counts", self._count), ("relations", self._relation)):
            cut[name] = [tell(item) for item in cut.get(name, ())]
        head = {"id": self.path(node), "iri": node.value, "name": self.label(node), "type": kind}
        return {**head, **cut, "totals": totals}

    def _entity(self, node: Node) -> Plain:
        systems = self.subjects("fair4ml:evaluatedMLModel", node)
        others = [
            found
            for name in ("fair4ml:evaluationDataset", "mls:specifiedBy", "kg:baseline", "kg:task")
            for found in self.subjects(name, node)
            if self.kind(found) == "Result"
        ]
        higher = self.value(node, "kg:higherIsBetter")
        return {
            "aliases": sorted({term.value for term in self.objects(node, "skos:altLabel")}),
            "year": _whole(self.value(node, "kg:firstYear")),
            "direction": {"true": "higher", "false": "lower"}.get(higher or ""),
            "papers": [*self._roles(node)],
            "results": sorted(dict.fromkeys([*systems, *others]), key=self._rank),
            "counts": [(name, found) for name in COUNTS for found in self.objects(node, f"kg:{name}")],
            "relations": [*self._relations(node)],
            "parts": [*self._parts(node)],
        }

    def _rank(self, result: Node) -> tuple[str, str, float, str]:
        """Where a result stands: by data set and metric, the better before the worse, those without a metric last."""
        boards = self.objects(result, "fair4ml:evaluationDataset")
        metric = next(iter(self.objects(result, "mls:specifiedBy")), None)
        value = float(self.value(result, "mls:hasValue") or 0)
        lower = isinstance(metric, Node) and self.value(metric, "kg:higherIsBetter") == "false"
        board = self.label(boards[0]) if boards else "\uffff"
        return board, self.label(metric) if metric else "\uffff", value if lower else -value, result.value

    def _paper(self, node: Node) -> Plain:
        drawn = self.subjects("prov:wasDerivedFrom", node)
        kinds = {found: self.kind(found) for found in drawn}
        roles = [(role, found) for role in ROLES for found in self.objects(node, f"kg:{role}")]
        counts = [(name, of) for name in COUNTS for of in drawn if self.subjects(f"kg:{name}", of)]
        statements = [found for found in drawn if kinds[found] == "Statement"]
        return {
            "identifier": self.value(node, "dcterms:identifier"),
            "abstract": self.value(node, "schema:abstract"),
            "year": self._year(node),
            "authors": [term.value for term in self.objects(node, "schema:author")],
            "venue": self.value(node, "schema:isPartOf"),
            "url": self.value(node, "schema:url"),
            "links": [term.value for name in ("kg:hasCode", "kg:hasPage") for term in self.objects(node, name)],
            "entities": [{"role": role, **(self.ref(found) or {})} for role, found in roles],
            "results": sorted((found for found in drawn if kinds[found] == "Result"), key=self._rank),
            "counts": counts,
            "relations": [(None, None, None, [found]) for found in statements],
        }

    def _roles(self, node: Node) -> Iterator[Plain]:
        """The papers that speak of the thing, those that introduce it first."""
        seen: set[Node] = set()
        for role in ROLES:
            for paper in self.subjects(f"kg:{role}", node):
                if paper not in seen:
                    seen.add(paper)
                    yield {**(self._paper_ref(paper) or {}), "role": role}

    def _paper_ref(self, node: Any) -> Plain | None:
        """A paper as a thing, with its year and identifier."""
        found = self.ref(node)
        if found is None:
            return None
        return {**found, "year": self._year(node), "identifier": self.value(node, "dcterms:identifier")}

    def _year(self, paper: Node) -> int | None:
        return _whole((self.value(paper, "schema:datePublished") or "")[:4])

    def _relations(self, node: Node) -> Iterator[tuple[Any, ...]]:
        """(predicate, source, target, statements) of each comparison and descent the thing has part in."""
        for name in RELATIONS:
            pairs = [(node, target) for target in self.objects(node, f"kg:{name}")]
            pairs += [(source, node) for source in self.subjects(f"kg:{name}", node)]
            for source, target in pairs:
                said = set(self.subjects("rdf:subject", source)) & set(self.subjects("rdf:object", target))
                same = {found for found in said if self.value(found, "rdf:predicate") == f"{ONTOLOGY}{name}"}
                yield name, source, target, sorted(same, key=str)

    def _parts(self, node: Node) -> Iterator[Plain]:
        """What the thing is evaluated on, addresses or is measured by, and the other way round."""
        for name in PART_OF:
            for target in self.objects(node, f"kg:{name}"):
                yield {"predicate": name, "inverse": False, **(self.ref(target) or {})}
            for source in self.subjects(f"kg:{name}", node):
                yield {"predicate": name, "inverse": True, **(self.ref(source) or {})}

    def _result(self, node: Node) -> Plain:
        def first(name: str) -> Plain | None:
            return self.ref(next(iter(self.objects(node, name)), None))

        return {
            "id": self.path(node),
            "text": self.label(node),
            "value": self.value(node, "mls:hasValue"),
            "high": self.value(node, "schema:maxValue"),
            "unit": self.value(node, "schema:unitText"),
            "kind": self.value(node, "kg:quantityKind"),
            "direction": self.value(node, "kg:direction"),
            "system": first("fair4ml:evaluatedMLModel"),
            "metric": first("mls:specifiedBy"),
            "datasets": [self.ref(found) for found in self.objects(node, "fair4ml:evaluationDataset")],
            "baseline": first("kg:baseline"),
            "task": first("kg:task"),
            "settings": [term.value for term in self.objects(node, "kg:setting")],
            "year": min(filter(None, map(self._year, self.objects(node, "prov:wasDerivedFrom"))), default=None),
            "evidence": self.evidence(node),
        }

    def _count(self, item: tuple[str, Node]) -> Plain:
        name, node = item
        return {
            "id": self.path(node),
            "kind": name,
            "of": self.ref(next(iter(self.subjects(f"kg:{name}", node)), None)),
            "text": self.label(node),
            "value": self.value(node, "schema:value"),
            "which": self.value(node, "kg:which"),
            "evidence": self.evidence(node),
        }

    def _relation(self, item: tuple[Any, ...]) -> Plain:
        name, source, target, statements = item
        if name is None:
            ends = (self.objects(statements[0], end) for end in ("rdf:subject", "rdf:object"))
            source, target = (next(iter(end), None) for end in ends)
            name = (self.value(statements[0], "rdf:predicate") or "").removeprefix(ONTOLOGY)
        qualified = [
            {
                "datasets": [self.ref(found) for found in self.objects(statement, "kg:dataset")],
                "metrics": [self.ref(found) for found in self.objects(statement, "kg:metric")],
                "tasks": [self.ref(found) for found in self.objects(statement, "kg:task")],
                "settings": [term.value for term in self.objects(statement, "kg:setting")],
                "margins": [self.label(found) for found in self.objects(statement, "kg:margin")],
            }
            for statement in statements
        ]
        evidence = [piece for statement in statements for piece in self.evidence(statement)]
        return {
            "predicate": name,
            "source": self.ref(source),
            "target": self.ref(target),
            "statements": qualified,
            "evidence": evidence,
        }

    # -- evidence

    def evidence(self, node: Node) -> list[Plain]:
        """Where it stands: sentence, offsets in it (start, end, start, …) of what carries the claim, paper, rule."""
        found = [self._piece(piece) for piece in self.subjects("oa:hasBody", node)[:5]]
        if found:
            return found
        # Exports without spans name the papers only.
        papers = [self._paper_ref(paper) for paper in self.objects(node, "prov:wasDerivedFrom")]
        return [{"sentence": None, "marks": [], "rule": None, "paper": paper} for paper in papers if paper]

    def _piece(self, piece: Node) -> Plain:
        sentence, start, field = self._place(self.objects(piece, "kg:sentence"))
        spans = [self._place([span]) for span in self.objects(piece, "oa:hasTarget")]
        inside = sorted(
            (at - start, at - start + len(text))
            for text, at, where in spans
            if where == field and sentence and start <= at and at + len(text) <= start + len(sentence)
        )
        return {
            "sentence": sentence or None,
            "marks": [offset for pair in _apart(inside) for offset in pair],
            "rule": self.label(rule) if (rule := next(iter(self.objects(piece, "kg:rule")), None)) else None,
            "paper": self._paper_ref(next(iter(self.objects(piece, "prov:wasDerivedFrom")), None)),
        }

    def _place(self, spans: list[Any]) -> tuple[str, int, str | None]:
        """(text, start, field) of the first of the spans."""
        for span in spans:
            for selector in self.objects(span, "oa:hasSelector"):
                start = _whole(self.value(selector, "oa:start")) or 0
                return self.value(selector, "oa:exact") or "", start, self.value(span, "kg:field")
        return "", 0, None

    # -- anything

    def statements(self, node: Node) -> Iterator[tuple[str, bool, Any]]:
        """(property, whether it points here, term) of everything said of a thing and with it."""
        for triple in self.triples(node):
            outward = triple.subject == node
            yield triple.predicate.value, not outward, triple.object if outward else triple.subject


def is_entity(kind: str, node: Node) -> bool:
    """Whether a thing is one of the five types, or of a type that a user's rules brought."""
    return kind in ENTITY_TYPES or (bool(kind) and Things.path(node).split("/")[0] == kind)


def _apart(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The pairs without those that begin inside an earlier one."""
    reached = 0
    for start, end in pairs:
        if start >= reached:
            reached = end
            yield start, end


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
