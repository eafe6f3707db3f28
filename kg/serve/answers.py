"""How an answer is written: the formats of rows and of triples, and the limit on both.

Rows are written here and not by pyoxigraph, whose serializers cannot be stopped after so many rows. That both write the
same is tested.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from kg.errors import QueryError

SPARQL_JSON = "application/sparql-results+json"
SPARQL_XML = "application/sparql-results+xml"
ROWS: Mapping[str, str] = {
    SPARQL_JSON: "json",
    SPARQL_XML: "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
"""Media type of a SELECT or ASK → the format; of two that suit a client alike the first is sent."""

TRIPLES: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/x-turtle": ox.RdfFormat.TURTLE,
    "application/json": ox.RdfFormat.JSON_LD,
    "application/xml": ox.RdfFormat.RDF_XML,
}
"""Media type of a CONSTRUCT or DESCRIBE → the format."""

BYTES = 64 << 20
"""So long an answer may be at most."""


class TooLarge(QueryError):
    """An answer has more rows or bytes than the server sends."""


class Bounded:
    """A file that takes so many bytes and then raises `TooLarge`."""

    def __init__(self, file: BinaryIO, limit: int = BYTES) -> None:
        self.file = file
        self.left = limit
        self.limit = limit

    def write(self, data: bytes) -> int:
        """The number of bytes written."""
        self.left -= len(data)
        if self.left < 0:
            raise TooLarge(f"the answer is longer than {self.limit >> 20} MB; ask for less, with LIMIT and OFFSET")
        return self.file.write(data)

    def flush(self) -> None:
        """Everything written is with the file."""
        self.file.flush()


def bounded(items: Iterable[Any], limit: int, what: str) -> Iterator[Any]:
    """The items; raises `TooLarge` when there are more than `limit`."""
    for number, item in enumerate(items):
        if number >= limit:
            raise TooLarge(f"the answer has more than {limit:,} {what}; ask for less, with LIMIT and OFFSET")
        yield item


def write_truth(truth: ox.QueryBoolean, name: str, file: Bounded) -> None:
    """The answer to an ASK."""
    file.write(truth.serialize(format=getattr(ox.QueryResultsFormat, name.upper())) or b"")


def write_triples(triples: Iterable[ox.Triple], format_: ox.RdfFormat, prefixes: Mapping[str, str], file: Any) -> None:
    """The triples in a format."""
    ox.serialize(triples, file, format_, prefixes=dict(prefixes))


def write_rows(found: ox.QuerySolutions, name: str, limit: int, file: Bounded) -> None:
    """The rows of a SELECT in a format; raises `TooLarge` after `limit` of them."""
    names = [variable.value for variable in found.variables]
    _WRITERS[name](names, bounded(found, limit, "rows"), file)


# -- formats of rows ---------------------------------------------------------------------------------------------


def _write_json(names: list[str], rows: Iterable[ox.QuerySolution], file: Bounded) -> None:
    file.write(b'{"head":%s,"results":{"bindings":[' % _json({"vars": names}))
    for number, row in enumerate(rows):
        found = zip(names, row, strict=True)
        cells = {name: _json_term(term) for name, term in found if term is not None}
        file.write((b",\n" if number else b"\n") + _json(cells))
    file.write(b"]}}\n")


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _json_term(term: Any) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    found = {"type": "literal", "value": term.value}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype.value != _STRING:
        found["datatype"] = term.datatype.value
    return found


_STRING = "http://www.w3.org/2001/XMLSchema#string"
# XML 1.0 has no way to write these, not even as a reference.
_NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF], "\ufffd")


def _write_xml(names: list[str], rows: Iterable[ox.QuerySolution], file: Bounded) -> None:
    head = "".join(f"<variable name={quoteattr(name)}/>" for name in names)
    file.write(b'<?xml version="1.0"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">')
    file.write(f"<head>{head}</head><results>".encode())
    for row in rows:
        found = zip(names, row, strict=True)
        cells = (f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in found if term)
        file.write(f"\n<result>{''.join(cells)}</result>".encode())
    file.write(b"</results></sparql>\n")


def _xml_term(term: Any) -> str:
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return "<triple>" + "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in parts.items()) + "</triple>"
    text = escape(term.value.translate(_NOT_XML), {"\r": "&#13;"})
    if isinstance(term, ox.NamedNode):
        return f"<uri>{text}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{text}</bnode>"
    if term.language:
        return f"<literal xml:lang={quoteattr(term.language)}>{text}</literal>"
    if term.datatype.value != _STRING:
        return f"<literal datatype={quoteattr(term.datatype.value)}>{text}</literal>"
    return f"<literal>{text}</literal>"


def _write_csv(names: list[str], rows: Iterable[ox.QuerySolution], file: Bounded) -> None:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(names)
    for found in rows:
        writer.writerow([_plain(term) for term in found])
        if line.tell() > 1 << 16:
            file.write(line.getvalue().encode())
            line.seek(0)
            line.truncate()
    file.write(line.getvalue().encode())


def _plain(term: Any) -> str:
    if term is None:
        return ""
    return str(term) if isinstance(term, (ox.BlankNode, ox.Triple)) else str(term.value)


def _write_tsv(names: list[str], rows: Iterable[ox.QuerySolution], file: Bounded) -> None:
    file.write(("\t".join(f"?{name}" for name in names) + "\n").encode())
    for row in rows:
        cells = ("" if term is None else str(term).replace("\t", "\\t") for term in row)
        file.write(("\t".join(cells) + "\n").encode())


_Writer = Callable[[list[str], Iterable[ox.QuerySolution], Bounded], None]
_WRITERS: Mapping[str, _Writer] = {"json": _write_json, "xml": _write_xml, "csv": _write_csv, "tsv": _write_tsv}
