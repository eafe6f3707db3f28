"""JSON-LD people can read: the only place that knows its context, one node a line under short names."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.export.places import Described
from kg.export.terms import Term, named
from kg.export.vocabulary import PREFIXES

_XSD = PREFIXES["xsd"]
_STRING = f"{_XSD}string"
# Numbers and truth values of JSON say what these types say; a decimal keeps its digits as a string.
_NATIVE = {f"{_XSD}integer", f"{_XSD}nonNegativeInteger", f"{_XSD}boolean"}

TYPED: Mapping[str, str] = {
    "mls:hasValue": "decimal",
    "schema:value": "decimal",
    "schema:minValue": "decimal",
    "schema:maxValue": "decimal",
    "kg:rangeMinimum": "decimal",
    "kg:rangeMaximum": "decimal",
    "schema:datePublished": "gYear",
    "kg:firstYear": "integer",
    "kg:higherIsBetter": "boolean",
    "oa:start": "nonNegativeInteger",
    "oa:end": "nonNegativeInteger",
}
"""Property → the type of its values, which the context states once for all."""

TEXTS = (
    "dcterms:identifier", "kg:bound", "kg:direction", "kg:field", "kg:form", "kg:givenId", "kg:quantityKind",
    "kg:setting", "kg:step", "kg:tier", "kg:which", "oa:exact", "rdfs:comment", "rdfs:label", "schema:abstract",
    "schema:author", "schema:isPartOf", "schema:name", "schema:unitText", "schema:url", "skos:altLabel",
    "skos:prefLabel",
)  # fmt: skip
LINKS = (
    "fair4ml:evaluatedMLModel", "fair4ml:evaluationDataset", "kg:addresses", "kg:basedOn", "kg:baseline",
    "kg:comparesWith", "kg:conflictsWith", "kg:dataset", "kg:entity", "kg:evaluatedOn", "kg:hasCode", "kg:hasPage",
    "kg:hasParameters", "kg:hasSize", "kg:introduces", "kg:margin", "kg:matches", "kg:measuredBy", "kg:mentions",
    "kg:mergedInto", "kg:metric", "kg:outperforms", "kg:paper", "kg:reports", "kg:rule", "kg:sentence", "kg:task",
    "kg:trainedOnTokens", "kg:uses", "kg:variantOf", "mls:hasQuality", "mls:specifiedBy", "oa:hasBody",
    "oa:hasSelector", "oa:hasSource", "oa:hasTarget", "prov:wasDerivedFrom", "rdf:object", "rdf:predicate",
    "rdf:subject",
)  # fmt: skip
"""The properties that have a short name: with texts, or with things, as values."""

_RENAMED = {
    "mls:hasValue": "value", "schema:value": "amount", "kg:dataset": "onDataset", "kg:metric": "byMetric",
    "kg:task": "forTask", "kg:paper": "inPaper", "kg:rule": "readBy",
}  # fmt: skip
"""Short names other than the local part, which is a prefix or taken already."""


def short(name: str) -> str:
    """The key of a property in JSON: `mls:specifiedBy` → `specifiedBy`."""
    return _RENAMED.get(name) or name.split(":", 1)[1]


def context(prefixes: Mapping[str, str]) -> dict[str, Any]:
    """The JSON-LD context: prefixes, then the short names."""
    terms: dict[str, Any] = {short(name): name for name in TEXTS}
    terms.update((short(name), {"@id": name, "@type": f"xsd:{kind}"}) for name, kind in TYPED.items())
    terms.update((short(name), {"@id": name, "@type": "@id"}) for name in LINKS)
    # A key cannot be a prefix too: a user's type "Margin" goes without one.
    kept = {prefix: space for prefix, space in sorted(prefixes.items()) if prefix not in terms}
    return {**kept, "id": "@id", "type": "@type", **dict(sorted(terms.items()))}


def write_jsonld(found: Iterable[Described], file: BinaryIO, prefixes: Mapping[str, str]) -> None:
    """A JSON-LD document: the context, then a node a line."""
    known = context(prefixes)
    writer = _Compact(known, prefixes)
    file.write(b'{\n"@context": {\n')
    lines = (f"{json.dumps(key)}: {json.dumps(value)}" for key, value in known.items())
    file.write(",\n".join(lines).encode() + b'\n},\n"@graph": [')
    mark = "\n"
    for subject, pairs in found:
        node = json.dumps(writer.node(subject, pairs), ensure_ascii=False, separators=(",", ":"))
        file.write(f"{mark}{node}".encode())
        mark = ",\n"
    file.write(b"\n]\n}\n")


class _Compact:
    """Terms in the short form that the context gives them."""

    def __init__(self, known: Mapping[str, Any], prefixes: Mapping[str, str]) -> None:
        self.spaces = {namespace: prefix for prefix, namespace in prefixes.items() if known.get(prefix) == namespace}
        self.keys = {(value if isinstance(value, str) else value["@id"]): key for key, value in known.items()}
        self.links = frozenset(LINKS)

    def node(self, subject: ox.NamedNode, pairs: Iterable[tuple[str, Term]]) -> dict[str, Any]:
        """A node with each property once; several values are a list."""
        found: dict[str, Any] = {"id": self.iri(subject.value)}
        for name, term in pairs:
            value = named(term) if isinstance(term, str) else term
            key = "type" if name == "rdf:type" else self.keys.get(name) or self.iri(named(name).value)
            told = self.iri(value.value) if key == "type" else self.value(name, value)
            if key not in found:
                found[key] = told
            elif isinstance(found[key], list):
                found[key].append(told)
            else:
                found[key] = [found[key], told]
        return found

    def value(self, name: str, value: ox.NamedNode | ox.Literal) -> Any:
        """A value as the context lets it be written, or in full."""
        if isinstance(value, ox.NamedNode):
            return self.iri(value.value) if name in self.links else {"id": self.iri(value.value)}
        kind = value.datatype.value
        if name in TYPED and kind == _XSD + TYPED[name]:
            return json.loads(value.value) if kind in _NATIVE else value.value
        if name in TEXTS and kind == _STRING:
            return value.value
        return {"@value": value.value} if kind == _STRING else {"@value": value.value, "@type": kind}

    def iri(self, iri: str) -> str:
        """A compact IRI where it reads back as the same."""
        end = max(iri.rfind("#"), iri.rfind("/")) + 1
        while end > 0:
            prefix = self.spaces.get(iri[:end])
            if prefix is not None and not iri.startswith("//", end):
                return f"{prefix}:{iri[end:]}"
            end = iri.rfind("/", 0, end - 1) + 1
        return iri
