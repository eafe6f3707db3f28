"""What each paper reports as a nanopublication: an assertion, where it comes from, and who published it.

The structure is that of the nanopublication guidelines (https://nanopub.net/guidelines/working_draft/): four named
graphs, each triple in one of them, the head with the type and the three links. There is no creation time, since the
same papers give the same bytes; whoever publishes adds one, and the signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pyoxigraph as ox

from kg.export.places import Described
from kg.export.terms import Term, iri, named, text
from kg.export.triples import Level, parts
from kg.export.vocabulary import THINGS
from kg.graph import QUANTITY_PREDICATES, SYSTEM_PREDICATES, Graph

NP = "http://www.nanopub.org/nschema#"
NANOPUB_PREFIXES: Mapping[str, str] = {"nanopub": f"{THINGS}nanopub/", "np": NP}

_SOFTWARE = ox.NamedNode("https://w3id.org/paperkg/software")
_CLAIMS = frozenset({"kg:Result", "kg:ParameterCount", "kg:DatasetSize", "kg:TrainingTokens", "kg:Statement"})
_PLACES = frozenset({"kg:Evidence", "oa:SpecificResource", "oa:TextPositionSelector", "kg:Rule"})
_RELATIONS = frozenset(
    f"kg:{name}" for name in (*SYSTEM_PREDICATES, *QUANTITY_PREDICATES.values())
) | {"mls:hasQuality"}  # fmt: skip
_OF_PAPER = ("rdf:type", "rdfs:label", "dcterms:identifier", "schema:datePublished", "kg:reports")

_Told = list[tuple[ox.NamedNode, str, Term]]


def nanopublications(graph: Graph, *, evidence: Level = "span") -> Iterator[ox.Quad]:
    """The quads of one nanopublication for each paper that reports a number or a relation, by paper id."""
    for paper, part in parts(graph, evidence=evidence, mentions=False):
        if paper:
            yield from _nanopublication(graph.nodes[paper]["title"], paper, part)


def _nanopublication(title: str, paper: str, part: Iterator[Described]) -> Iterator[ox.Quad]:
    me, source = iri(paper, "nanopub"), iri(paper, "paper")
    head, assertion, provenance, pubinfo, reading = (
        ox.NamedNode(f"{me.value}#{name}") for name in ("Head", "assertion", "provenance", "pubinfo", "reading")
    )
    said, places = _sorted_out(part)
    if not said:
        return
    links = [(f"{NP}has{name}", target) for name, target in zip(_PARTS, (assertion, provenance, pubinfo), strict=True)]
    yield ox.Quad(me, named("rdf:type"), ox.NamedNode(f"{NP}Nanopublication"), head)
    yield from (ox.Quad(me, ox.NamedNode(name), target, head) for name, target in links)
    yield from _quads(said, assertion)
    origin: _Told = [
        (assertion, "prov:wasDerivedFrom", source),
        (assertion, "prov:wasGeneratedBy", reading),
        (reading, "rdf:type", "prov:Activity"),
        (reading, "prov:wasAssociatedWith", _SOFTWARE),
    ]
    yield from _quads([*origin, *places], provenance)
    publication: _Told = [
        (me, "dcterms:title", text(f"What is reported in: {title}")),
        (me, "dcterms:subject", source),
        (me, "dcterms:creator", _SOFTWARE),
        (_SOFTWARE, "rdf:type", "prov:SoftwareAgent"),
        (_SOFTWARE, "rdfs:label", text("paperkg")),
    ]
    yield from _quads(publication, pubinfo)


_PARTS = ("Assertion", "Provenance", "PublicationInfo")


def _quads(told: _Told, graph: ox.NamedNode) -> Iterator[ox.Quad]:
    for subject, name, term in told:
        yield ox.Quad(subject, named(name), named(term) if isinstance(term, str) else term, graph)


def _sorted_out(part: Iterator[Described]) -> tuple[_Told, _Told]:
    """What the paper claims, with the names of the things it claims something of; and where it stands."""
    said: _Told = []
    places: _Told = []
    names: dict[ox.NamedNode, _Told] = {}
    for subject, described in part:
        pairs = [*described]
        kind = pairs[0][1] if pairs and pairs[0][0] == "rdf:type" else ""
        told: _Told = [(subject, name, term) for name, term in pairs]
        if kind in _CLAIMS:
            said += (triple for triple in told if triple[1] != _DERIVED)
            places += (triple for triple in told if triple[1] == _DERIVED)
        elif kind in _PLACES:
            places += told
        elif kind == "kg:Paper":
            places += (triple for triple in told if triple[1] in _OF_PAPER)
        elif kind == "":
            said += (triple for triple in told if triple[1] in _RELATIONS)
        else:
            names[subject] = told
    if not said:
        return [], []
    of = {end for subject, _, term in said for end in (subject, term) if isinstance(end, ox.NamedNode)}
    return [*(triple for key in names if key in of for triple in names[key]), *said], places


_DERIVED = "prov:wasDerivedFrom"
