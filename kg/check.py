"""Whether a graph in RDF is sound: the only place that runs the shapes, and says what they cannot.

SHACL Core knows one node and its values. What needs two nodes or a text (a quote is the text at its place, evidence
points into the paper it is derived from, a conflict goes both ways) is checked here directly: as SHACL-SPARQL each
would be a query for each of ten thousand nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF, RDFS, SH, URIRef
from rdflib.term import IdentifiedNode, Node

from kg.errors import ExportError
from kg.export.ontology import ontology
from kg.export.shapes import shapes
from kg.export.triples import Level
from kg.export.vocabulary import ONTOLOGY, PREFIXES, THINGS, expanded, own_terms
from kg.rules import Rules

LEVELS: Sequence[str] = ("none", "paper", "span")
READ = {".ttl": "turtle", ".nt": "nt", ".nq": "nquads", ".trig": "trig", ".rdf": "xml", ".jsonld": "json-ld"}
"""How the names of files end, and what rdflib calls the format."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """A fault: the node that has it, what is wrong, what would be right; a warning is no fault of the graph."""

    node: str
    fact: str
    remedy: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{'warning: ' if self.warning else ''}{self.node}: {self.fact}; {self.remedy}"


def check(graph: rdflib.Graph, rules: Rules, *, evidence: Level = "span") -> list[Finding]:
    """What is wrong with a graph, sorted; `evidence` is the level it was written with.

    The graph must be held by rdflib itself: on an Oxigraph-backed one pyshacl is far slower and reports faults that are
    none (decision 4). It gets the subclasses of the ontology added. Raises `ExportError` where pyshacl is missing.
    """
    for triple in _plain_graph(ontology(rules)).triples((None, RDFS.subClassOf, None)):
        graph.add(triple)
    found = {*_shacl(graph, rules, evidence)}
    for own in (_quotes, _mentions, _sources, _conflicts, _selves, _statements):
        found.update(own(graph))
    found.update(_unknown(graph, rules))
    return sorted(found, key=lambda finding: (finding.warning, finding))


def load(path: Path) -> rdflib.Graph:
    """A plain rdflib graph of a file, all its named graphs in one; raises `ExportError` for what cannot be read."""
    ending = next((end for end in READ if path.name.endswith(end)), None)
    if ending is None:
        raise ExportError(f"{path}: no ending that says its format; endings are {', '.join(READ)}")
    formats = {"turtle": "ttl", "xml": "rdf", "json-ld": "jsonld"}
    found = rdflib.Graph()
    try:
        format_ = ox.RdfFormat.from_extension(formats.get(READ[ending], READ[ending]))
        # Oxigraph reads faster than rdflib, and says in which line it could not.
        for quad in ox.parse(path=str(path), format=format_, lenient=True):
            found.add((_node(quad.subject), URIRef(quad.predicate.value), _node(quad.object)))
    except FileNotFoundError:
        raise ExportError(f"{path}: no such file; `kg build` and `kg export` write graphs") from None
    except OSError as error:
        raise ExportError(f"{path}: cannot be read ({error.strerror}); check the file and its permissions") from error
    except (SyntaxError, ValueError) as error:
        raise ExportError(f"{path}: {' '.join(str(error).split())[:200]}; mend the file or write it again") from error
    return found


def _node(term: object) -> IdentifiedNode | rdflib.Literal:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language:
            return rdflib.Literal(term.value, lang=term.language)
        kind = None if term.datatype.value == f"{PREFIXES['xsd']}string" else URIRef(term.datatype.value)
        return rdflib.Literal(term.value, datatype=kind, normalize=False)
    return rdflib.BNode(str(term).removeprefix("_:"))


def _plain_graph(turtle: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=turtle, format="turtle")


# -- shapes ------------------------------------------------------------------------------------------------------

_FACTS: Mapping[str, str] = {
    "MinCountConstraintComponent": "no {path}",
    "MaxCountConstraintComponent": "more than one {path}",
    "DatatypeConstraintComponent": "{path} is {value}",
    "InConstraintComponent": "{path} is {value}",
    "ClassConstraintComponent": "{path} leads to {value}, which is none",
    "NodeKindConstraintComponent": "{path} is {value}, which is no IRI",
    "LessThanConstraintComponent": "{path} is {value}",
    "MinExclusiveConstraintComponent": "{path} is {value}",
}


def _shacl(graph: rdflib.Graph, rules: Rules, evidence: Level) -> Iterator[Finding]:
    try:
        from pyshacl import validate
    except ImportError:
        raise ExportError("kg check: pyshacl is not installed; run pip install 'paperkg[check]'") from None
    wanted = _wanted(rules, evidence)
    _, report, _ = validate(graph, shacl_graph=wanted, inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise ExportError(f"kg check: the shapes cannot be applied ({report}); this is a fault of kg, please report it")
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceShape)
        kind = str(report.value(result, SH.sourceConstraintComponent)).rpartition("#")[2]
        path = str(wanted.value(shape, SH.message) or "").partition(" has ")[2].partition(",")[0]
        words = {"path": _property(wanted, shape, path), "value": _shown(report.value(result, SH.value))}
        yield Finding(
            node=_shown(report.value(result, SH.focusNode)),
            fact=_FACTS.get(kind, f"{kind} at {{path}}").format_map(words),
            remedy=str(report.value(result, SH.resultMessage) or "every node has an IRI"),
            warning=report.value(result, SH.resultSeverity) == SH.Warning,
        )


def _wanted(rules: Rules, evidence: Level) -> rdflib.Graph:
    """The shapes for a level of evidence, each with its own target: pyshacl then takes all nodes of a class at once.

    A property shape that hangs on a node shape is run for each node anew: 33 s instead of 7 s for 2,000 papers.
    """
    wanted = _plain_graph(shapes(rules))
    for limited, told in [*wanted.subject_objects(URIRef(f"{ONTOLOGY}fromLevel"))]:
        if LEVELS.index(str(told)) > LEVELS.index(evidence):
            wanted.add((limited, SH.deactivated, rdflib.Literal(True)))
    for node, shape in [*wanted.subject_objects(SH.property)]:
        for target in wanted.objects(node, SH.targetClass):
            wanted.add((shape, SH.targetClass, target))
        wanted.remove((node, SH.property, shape))
    return wanted


def _property(wanted: rdflib.Graph, shape: Node | None, words: str) -> str:
    """The path of a shape: the property, or what its message says of a longer one."""
    path = wanted.value(shape, SH.path)
    if isinstance(path, URIRef):
        return _shown(path)
    return words.removeprefix("exactly one ").removeprefix("at most one ").removeprefix("at least one ") or "node"


def _shown(term: Node | None) -> str:
    """A term in the form people know it by: `result/12ab`, `mls:hasValue`, `"90.5"^^xsd:string`."""
    if isinstance(term, rdflib.Literal):
        kind = _shown(term.datatype) if term.datatype else f"@{term.language}" if term.language else "xsd:string"
        text = str(term) if len(str(term)) <= 60 else f"{str(term)[:57]}…"
        return f"{text!r} ({kind})"
    if isinstance(term, URIRef):
        if term.startswith(THINGS):
            return str(term).removeprefix(THINGS)
        for prefix, namespace in PREFIXES.items():
            if term.startswith(namespace):
                return f"{prefix}:{term.removeprefix(namespace)}"
        return str(term)
    return "nothing" if term is None else f"blank node {term}"


# -- what shapes cannot say --------------------------------------------------------------------------------------


def _iri(name: str) -> URIRef:
    return URIRef(expanded(name))


_TEXTS = {"title": _iri("schema:name"), "abstract": _iri("schema:abstract")}
_EXACT, _FIELD, _START, _END = map(_iri, ("oa:exact", "kg:field", "oa:start", "oa:end"))


def _wrong_quote(graph: rdflib.Graph, place: Node, paper: Node | None, field: Node | None) -> Iterator[Finding]:
    """A place whose offsets lie outside the text, or whose quote is not what stands there; shapes see to the rest."""
    text = graph.value(paper, _TEXTS.get(str(field), _FIELD)) if paper is not None else None
    start, end = (_number(graph.value(place, name)) for name in (_START, _END))
    quote = graph.value(place, _EXACT)
    if text is None or quote is None or start is None or end is None:
        return
    whole = str(text)
    if not 0 <= start <= end <= len(whole):
        remedy = f"offsets count code points of the {field}, which has {len(whole)}"
        fact = f"{start} to {end} is outside the text of {_shown(paper)}"
        yield Finding(node=_shown(place), fact=fact, remedy=remedy)
    elif whole[start:end] != str(quote):
        fact = f"oa:exact is {_shown(quote)}, the text at {start} to {end} is {whole[start:end][:60]!r}"
        yield Finding(node=_shown(place), fact=fact, remedy="the quote is the text at its place, to the letter")


def _number(term: Node | None) -> int | None:
    text = str(term)
    return int(text) if text.isascii() and text.isdecimal() else None


def _quotes(graph: rdflib.Graph) -> Iterator[Finding]:
    source, selector = _iri("oa:hasSource"), _iri("oa:hasSelector")
    for span, place in graph.subject_objects(selector):
        yield from _wrong_quote(graph, place, graph.value(span, source), graph.value(span, _FIELD))


def _mentions(graph: rdflib.Graph) -> Iterator[Finding]:
    paper = _iri("kg:paper")
    for mention in graph.subjects(RDF.type, _iri("kg:Mention")):
        yield from _wrong_quote(graph, mention, graph.value(mention, paper), graph.value(mention, _FIELD))


def _sources(graph: rdflib.Graph) -> Iterator[Finding]:
    """Evidence of one paper that points into another, and claims that do not name the paper of their evidence."""
    derived, body = _iri("prov:wasDerivedFrom"), _iri("oa:hasBody")
    for piece in graph.subjects(RDF.type, _iri("kg:Evidence")):
        paper = graph.value(piece, derived)
        for name in ("oa:hasTarget", "kg:sentence"):
            for span in graph.objects(piece, _iri(name)):
                source = graph.value(span, _iri("oa:hasSource"))
                if source is not None and source != paper:
                    fact = f"{name} is in {_shown(source)}, the evidence in {_shown(paper)}"
                    yield Finding(node=_shown(piece), fact=fact, remedy="evidence stands in one paper")
        for claim in graph.objects(piece, body):
            if paper is not None and (claim, derived, paper) not in graph and (claim, derived, None) in graph:
                fact = f"evidence in {_shown(paper)}, but no prov:wasDerivedFrom it"
                yield Finding(node=_shown(claim), fact=fact, remedy="a claim names every paper that states it")


def _conflicts(graph: rdflib.Graph) -> Iterator[Finding]:
    conflict = _iri("kg:conflictsWith")
    for one, other in graph.subject_objects(conflict):
        if (other, conflict, one) not in graph:
            fact = f"kg:conflictsWith {_shown(other)}, but not the other way round"
            yield Finding(node=_shown(one), fact=fact, remedy="a conflict is written in both directions")


_APART = ("kg:outperforms", "kg:matches", "kg:basedOn", "kg:variantOf", "kg:conflictsWith")


def _selves(graph: rdflib.Graph) -> Iterator[Finding]:
    for name in _APART:
        for one, other in graph.subject_objects(_iri(name)):
            if one == other:
                yield Finding(node=_shown(one), fact=f"{name} itself", remedy=f"{name} is between two things")


def _statements(graph: rdflib.Graph) -> Iterator[Finding]:
    parts = tuple(map(_iri, ("rdf:subject", "rdf:predicate", "rdf:object")))
    for statement in graph.subjects(RDF.type, _iri("kg:Statement")):
        subject, predicate, target = (graph.value(statement, part) for part in parts)
        if subject and isinstance(predicate, URIRef) and target and (subject, predicate, target) not in graph:
            fact = f"no triple {_shown(subject)} {_shown(predicate)} {_shown(target)}"
            yield Finding(node=_shown(statement), fact=fact, remedy="what is reified is also said plainly")


def _unknown(graph: rdflib.Graph, rules: Rules) -> Iterator[Finding]:
    """Terms of our namespace that the ontology does not have, and the other spelling of schema.org."""
    known = {subject for subject in _plain_graph(ontology(rules)).subjects() if isinstance(subject, URIRef)}
    known |= {URIRef(iri) for iri in own_terms(rules).values()}
    used: dict[Node, Node] = {}
    for subject, predicate, target in graph:
        used.setdefault(predicate, subject)
        if predicate == RDF.type:
            used.setdefault(target, subject)
    for term, subject in used.items():
        if str(term).startswith(ONTOLOGY) and term not in known:
            fact = f"{_shown(term)} is no term of the ontology"
            yield Finding(node=_shown(subject), fact=fact, remedy="see rules/ontology.ttl for those there are")
        elif str(term).startswith("http://schema.org/"):
            remedy = "schema.org is spelt https://schema.org/ throughout"
            yield Finding(node=_shown(subject), fact=f"the term {term}", remedy=remedy)
