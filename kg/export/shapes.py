"""What a sound graph looks like, as SHACL shapes: one a class, made from the tables here and the heads of the rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg.export.triples import Level
from kg.export.vocabulary import PREFIXES, classes_of, own_terms, properties_of
from kg.graph import QUANTITY_PREDICATES, SYSTEM_PREDICATES
from kg.model import PAPER_PREDICATES
from kg.rules import Rules

OWL = "http://www.w3.org/2002/07/owl#"
SHAPES_PREFIXES: Mapping[str, str] = {**PREFIXES, "owl": OWL, "sh": "http://www.w3.org/ns/shacl#"}

MANY = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What holds of a property of each member of a class: how many values, and of what sort."""

    path: str
    """A property; `^` before it asks for what leads here, `|` stands between several that will do."""
    least: int = 0
    most: int | None = MANY
    datatype: str = ""
    of: str = ""
    """The class of every value."""
    among: tuple[str, ...] = ()
    below: str = ""
    """The property whose value must be larger."""
    positive: bool = False
    level: Level = "none"
    """The level of evidence from which on this holds."""
    warning: bool = False
    """Whether papers that disagree what a thing is can break it, which is no fault of the graph."""


def one(path: str, datatype: str = "", **more: object) -> Need:
    """Exactly one value, a text if nothing else is said."""
    return Need(path=path, least=1, most=1, datatype=datatype or "xsd:string", **more)  # type: ignore[arg-type]


def maybe(path: str, datatype: str = "xsd:string", **more: object) -> Need:
    """At most one value, a text if nothing else is said."""
    return Need(path=path, most=1, datatype=datatype, **more)  # type: ignore[arg-type]


def link(path: str, of: str, least: int = 0, most: int | None = MANY, **more: object) -> Need:
    """Links to members of a class."""
    return Need(path=path, least=least, most=most, of=of, **more)  # type: ignore[arg-type]


_STANDS = (
    link("prov:wasDerivedFrom", "kg:Paper", 1, level="paper"),
    link("^kg:reports", "kg:Paper", 1),
    link("^oa:hasBody", "kg:Evidence", 1, level="span"),
)
_NAMED_BY = "|".join(f"^kg:{predicate}" for predicate in PAPER_PREDICATES.values())
_OFFSETS = (
    one("oa:start", "xsd:nonNegativeInteger", below="oa:end"),
    one("oa:end", "xsd:nonNegativeInteger"),
    one("oa:exact"),
)
_FIELD = one("kg:field", among=("title", "abstract"))


def _counted(kind: str) -> tuple[Need, ...]:
    return (
        one("rdfs:label"),
        one("kg:quantityKind", among=(kind,)),
        one("schema:value", "xsd:decimal", positive=True),
        maybe("schema:minValue", "xsd:decimal"),
        maybe("schema:maxValue", "xsd:decimal"),
        maybe("schema:unitText"),
        Need(path="kg:bound", datatype="xsd:string"),
        *_STANDS,
    )


NEEDS: Mapping[str, tuple[Need, ...]] = {
    "kg:Paper": (
        one("rdfs:label"),
        one("schema:name"),
        one("schema:abstract"),
        one("dcterms:identifier"),
        maybe("kg:givenId"),
        maybe("schema:datePublished", "xsd:gYear"),
        Need(path="schema:author", datatype="xsd:string"),
        maybe("schema:isPartOf"),
        maybe("schema:url"),
        link("kg:reports", "kg:Quantity"),
        *(link(f"kg:{predicate}", "kg:Entity") for predicate in PAPER_PREDICATES.values()),
        *(link(f"kg:{predicate}", "schema:WebPage") for predicate in ("hasCode", "hasPage")),
    ),
    "kg:Entity": (
        one("rdfs:label"),
        one("skos:prefLabel"),
        Need(path="skos:altLabel", datatype="xsd:string"),
        one("kg:tier", among=("name", "term")),
        maybe("kg:firstYear", "xsd:integer"),
        link(_NAMED_BY, "kg:Paper", 1),
        link("kg:hasParameters", "kg:ParameterCount"),
        link("kg:hasSize", "kg:DatasetSize"),
        link("kg:trainedOnTokens", "kg:TrainingTokens"),
        *(link(f"kg:{predicate}", "kg:Entity") for predicate in (*SYSTEM_PREDICATES, "variantOf")),
        *(link(f"kg:{predicate}", "kg:System", warning=True) for predicate in SYSTEM_PREDICATES),
        *(link(f"kg:{predicate}", "kg:Entity") for predicate in ("evaluatedOn", "measuredBy", "addresses")),
        link("kg:evaluatedOn", "kg:Dataset", warning=True),
    ),
    "kg:Metric": (
        maybe("kg:higherIsBetter", "xsd:boolean"),
        maybe("kg:rangeMinimum", "xsd:decimal", below="kg:rangeMaximum"),
        maybe("kg:rangeMaximum", "xsd:decimal"),
        maybe("schema:unitText"),
    ),
    "kg:Result": (
        one("rdfs:label"),
        one("mls:hasValue", "xsd:decimal"),
        one("kg:quantityKind", among=("score", "change", "ratio")),
        maybe("schema:minValue", "xsd:decimal"),
        maybe("schema:maxValue", "xsd:decimal"),
        maybe("schema:unitText"),
        maybe("kg:direction", among=("increase", "decrease")),
        Need(path="kg:setting", datatype="xsd:string"),
        Need(path="kg:bound", datatype="xsd:string"),
        link("fair4ml:evaluatedMLModel", "kg:Entity", most=1),
        link("mls:specifiedBy", "kg:Entity"),
        link("mls:specifiedBy", "kg:Metric", warning=True),
        link("fair4ml:evaluationDataset", "kg:Entity"),
        link("fair4ml:evaluationDataset", "kg:Dataset", warning=True),
        link("kg:baseline", "kg:Entity"),
        link("kg:task", "kg:Entity"),
        link("kg:conflictsWith", "kg:Result"),
        *_STANDS,
    ),
    "kg:ParameterCount": (*_counted("parameters"), maybe("kg:which", among=("total", "active"))),
    "kg:DatasetSize": _counted("dataset_size"),
    "kg:TrainingTokens": _counted("training_tokens"),
    "kg:Statement": (
        link("rdf:subject", "kg:Entity", 1, 1),
        link("rdf:object", "kg:Entity", 1, 1),
        link("kg:dataset", "kg:Entity"),
        link("kg:metric", "kg:Entity"),
        link("kg:margin", "kg:Result"),
        link("prov:wasDerivedFrom", "kg:Paper", 1, level="paper"),
        link("^oa:hasBody", "kg:Evidence", 1, level="span"),
    ),
    "kg:Evidence": (
        link("oa:hasBody", "rdfs:Resource", 1),
        link("oa:hasTarget", "oa:SpecificResource", 1),
        link("kg:sentence", "oa:SpecificResource", 1, 1),
        link("kg:rule", "kg:Rule", 1, 1),
        link("prov:wasDerivedFrom", "kg:Paper", 1, 1),
    ),
    "kg:Mention": (
        link("kg:paper", "kg:Paper", 1, 1),
        link("kg:entity", "kg:Entity", 1, 1),
        link("kg:rule", "kg:Rule", 1, 1),
        _FIELD,
        *_OFFSETS,
    ),
    "kg:Merge": (
        link("kg:mergedInto", "kg:Entity", 1, 1),
        one("kg:form"),
        one("kg:step", among=("fold", "plural", "abbreviation", "alias", "vote")),
        link("prov:wasDerivedFrom", "kg:Paper", 1, level="paper"),
    ),
    "kg:Rule": (one("rdfs:label"),),
    "oa:SpecificResource": (
        link("oa:hasSource", "kg:Paper", 1, 1),
        link("oa:hasSelector", "oa:TextPositionSelector", 1, 1),
        _FIELD,
    ),
    "oa:TextPositionSelector": _OFFSETS,
    "schema:WebPage": (link("^kg:hasCode|^kg:hasPage", "kg:Paper", 1),),
}
"""Class → what holds of its members. What SHACL cannot say, or only slowly, is in `kg/check.py`."""


def needs(rules: Rules) -> dict[str, tuple[Need, ...]]:
    """`NEEDS` with the types and predicates that the rules bring."""
    own = own_terms(rules)
    # What results and counts say is no statement.
    counted = {*QUANTITY_PREDICATES.values(), "scores"}
    predicates = {*SYSTEM_PREDICATES, *(name for name in rules.predicates if name not in counted)}
    said = tuple(sorted(properties_of(name, own)[0] for name in predicates))
    found = dict(NEEDS)
    found["kg:Statement"] += (Need(path="rdf:predicate", least=1, most=1, among=said),)
    for head in rules.types.values():
        found.setdefault(classes_of(head.name, own)[0], ())
    known = {need.path for rows in found.values() for need in rows}
    found["kg:Entity"] += tuple(link(path, "kg:Entity") for path in said if path not in known)
    return dict(sorted(found.items()))


def shape_name(target: str, number: int | None = None) -> str:
    """The name of the shape of a class, or of the need with a number in it: `kg:ResultShape`, `kg:ResultShape-3`."""
    name = f"kg:{target.partition(':')[2]}Shape"
    return name if number is None else f"{name}-{number}"


def shapes(rules: Rules) -> str:
    """The shapes graph in Turtle."""
    lines = ["# Made from the heads of the rule files by `make exports`; do not edit.\n"]
    lines += [f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(SHAPES_PREFIXES.items())]
    lines.append(_LEVEL)
    for target, wanted in needs(rules).items():
        lines.append(f"\n{shape_name(target)} a sh:NodeShape ;\n    sh:targetClass {target} ;\n    sh:nodeKind sh:IRI")
        lines += (f" ;\n    sh:property {shape_name(target, number)}" for number in range(1, len(wanted) + 1))
        lines.append(" .\n")
        for number, need in enumerate(wanted, start=1):
            rows = " ;\n    ".join(_rows(target, need))
            lines.append(f"{shape_name(target, number)} a sh:PropertyShape ;\n    {rows} .\n")
    return "".join(lines)


_LEVEL = """
kg:fromLevel a owl:AnnotationProperty ;
    rdfs:label "from level"@en ;
    rdfs:comment "The level of evidence (none, paper, span) from which on a shape holds; always, if it is absent."@en .
"""


def _rows(target: str, need: Need) -> Iterator[str]:
    yield f"sh:path {_path(need.path)}"
    if need.least:
        yield f"sh:minCount {need.least}"
    if need.most is not None:
        yield f"sh:maxCount {need.most}"
    if need.datatype:
        yield f"sh:datatype {need.datatype}"
    if need.of and need.of != "rdfs:Resource":
        yield f"sh:class {need.of}"
    if need.of:
        yield "sh:nodeKind sh:IRI"
    if need.among:
        yield f"sh:in ({' '.join(map(_value, need.among))})"
    if need.below:
        yield f"sh:lessThan {need.below}"
    if need.positive:
        yield "sh:minExclusive 0.0"
    if need.warning:
        yield "sh:severity sh:Warning"
    if need.level != "none":
        yield f"kg:fromLevel {json.dumps(need.level)}"
    yield f"sh:message {json.dumps(in_words(target, need), ensure_ascii=False)}"


def _value(text: str) -> str:
    return text if text.startswith(("kg:", "<")) else json.dumps(text)


def _path(path: str) -> str:
    steps = [f"[ sh:inversePath {step[1:]} ]" if step.startswith("^") else step for step in path.split("|")]
    return steps[0] if len(steps) == 1 else f"[ sh:alternativePath ({' '.join(steps)}) ]"


def in_words(target: str, need: Need) -> str:
    """What the need asks for: "a Result has exactly one mls:hasValue, an xsd:decimal"."""
    counts = {(1, 1): "exactly one", (0, 1): "at most one", (1, None): "at least one"}
    count = counts.get((need.least, need.most), "as")
    sort = need.datatype or need.of
    steps = _listed(step.removeprefix("^") for step in need.path.split("|"))
    inverse = need.path.startswith("^")
    words = [f"each {target} has {count} {steps}"]
    words += [f"from a {sort}"] if inverse else [f"which is a {sort}"] if sort and sort != "rdfs:Resource" else []
    words += [f"one of {_listed(need.among)}"] if need.among else []
    words += [f"less than {need.below}"] if need.below else []
    words += ["above 0"] if need.positive else []
    return ", ".join(words)


def _listed(names: Iterable[str]) -> str:
    return " or ".join(names)
