"""The vocabulary as data: namespaces, the classes and properties a graph is written in, and what each of them means.

Classes and properties of schema.org, FaBiO, ML-Schema, FAIR4ML, SKOS, PROV-O and Web Annotation are reused where they
say what is meant; `kg:` names the rest. Names are prefixed ("kg:Model") or, from a user's rules, whole IRIs in <>.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from kg.rules import Head, Rules, shipped

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
    "span": ("oa:SpecificResource",),
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
}
"""Predicate of an edge → its properties. One that is not listed is a `kg:` property of its name."""

Own = Mapping[str, str]
"""Entity type or predicate → the IRI that a user's rule file gives it."""


def own_terms(rules: Rules) -> dict[str, str]:
    """The entity types and predicates of the rules that go by an IRI which no table here holds."""
    known = {expanded(name) for names in (*CLASSES.values(), *PROPERTIES.values()) for name in names}
    heads = (*rules.types.values(), *rules.predicates.values())
    return {head.name: head.iri for head in heads if head.iri not in {"", *known} and ONTOLOGY not in head.iri}


def classes_of(kind: str, own: Own) -> tuple[str, ...]:
    """The classes of an entity type or kind of node, ours first."""
    return (*CLASSES.get(kind, (_local(kind),)), *_foreign(kind, own))


def properties_of(predicate: str, own: Own) -> tuple[str, ...]:
    """The properties that say a predicate; the IRI of a rule file stands for a name of ours."""
    return PROPERTIES.get(predicate) or _foreign(predicate, own) or (_local(predicate),)


def expanded(name: str) -> str:
    """The IRI of a prefixed name, or of a whole one in angle brackets."""
    if name.startswith("<"):
        return name[1:-1]
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


def _local(name: str) -> str:
    return f"kg:{quote(name, safe='')}"


def _foreign(name: str, own: Own) -> tuple[str, ...]:
    return (f"<{own[name]}>",) if name in own else ()


# -- what the terms mean -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A class or property of ours: `types` are its OWL types, `parents` what it is a kind of."""

    name: str
    label: str
    comment: str
    types: tuple[str, ...]
    parents: tuple[str, ...] = ()
    domain: str = ""
    range: str = ""

    @property
    def is_class(self) -> bool:
        """Whether it is a class and no property."""
        return "owl:Class" in self.types


DISJOINT = (
    ("kg:Entity", "kg:Paper", "kg:Claim", "kg:Evidence", "kg:Mention", "kg:Merge", "kg:Rule"),
    ("kg:Quantity", "kg:Statement"),
    ("kg:Result", "kg:ParameterCount", "kg:DatasetSize", "kg:TrainingTokens"),
)
"""Groups of classes that share no member. Entity types are not among them: papers may disagree what a thing is."""

_SYSTEMS = ("Model", "Method")


def terms(rules: Rules) -> list[Term]:
    """Every class and property of ours, those of the rules' heads among them: classes before properties, by name."""
    tables = _tables()
    own = own_terms(rules)
    found = [*_classes(tables["class"], rules.types, own)]
    for kind in ("object", "data"):
        found += (_property(name, kind, table, rules.predicates) for name, table in tables[kind].items())
    # `scores` is said by result nodes, which are a class.
    brought = (head for name, head in rules.predicates.items() if name not in {*tables["object"], "scores"})
    found += (term for head in brought for term in _brought(head, own))
    return sorted(found, key=lambda term: (not term.is_class, term.name))


def reused() -> dict[str, str]:
    """The properties of other vocabularies that graphs use, and what they say there."""
    return dict(_tables()["reused"])


def _tables() -> dict[str, Any]:
    return tomllib.loads((shipped() / "vocabulary.toml").read_text(encoding="utf-8"))


def _classes(tables: Mapping[str, Any], types: Mapping[str, Head], own: Own) -> Iterator[Term]:
    reused = {names[0]: names[1:] for names in CLASSES.values()}
    for name, table in tables.items():
        parents = (*table.get("of", ()), *reused.get(f"kg:{name}", ()))
        yield Term(name=f"kg:{name}", label=table["label"], comment=table["comment"], types=_CLASS, parents=parents)
    for head in types.values():
        name, *more = classes_of(head.name, own)
        above = "kg:System" if head.name in _SYSTEMS else "kg:Entity"
        yield Term(name=name, label=head.label, comment=head.description, types=_CLASS, parents=(above, *more))


_CLASS = ("owl:Class",)
_OWL = {"object": "owl:ObjectProperty", "data": "owl:DatatypeProperty"}


def _property(name: str, kind: str, table: Mapping[str, Any], predicates: Mapping[str, Head]) -> Term:
    head = predicates.get(name)
    return Term(
        name=f"kg:{name}",
        label=table["label"] if head is None else head.label,
        comment=table["comment"] if head is None else head.description,
        types=(_OWL[kind], *table.get("types", ())),
        parents=tuple(table.get("of", ())),
        domain=table.get("domain", "rdfs:Resource"),
        range=table["range"],
    )


def _brought(head: Head, own: Own) -> Iterator[Term]:
    """The property of a predicate that only a rule file knows."""
    for name in properties_of(head.name, own):
        yield Term(
            name=name,
            label=head.label,
            comment=head.description,
            types=("owl:ObjectProperty",),
            domain="kg:Entity",
            range="kg:Entity",
        )
