"""The graph as a file in any format of RDF: the only place that serialises, streaming, and to the same bytes always."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO, cast
from xml.sax.saxutils import quoteattr

import pyoxigraph as ox

from kg.errors import ExportError
from kg.export.jsonld import write_jsonld
from kg.export.nanopub import NANOPUB_PREFIXES, nanopublications
from kg.export.terms import prefixes
from kg.export.triples import Level, described, quads, triples
from kg.export.vocabulary import PREFIXES
from kg.files import atomic_write
from kg.graph import Graph

ENDINGS: Mapping[str, str] = {
    "turtle": ".ttl",
    "ntriples": ".nt",
    "nquads": ".nq",
    "trig": ".trig",
    "rdfxml": ".rdf",
    "jsonld": ".jsonld",
    "nanopub": ".nanopub.trig",
}
"""Every format and how the names of its files end."""


def write_format(graph: Graph, path: Path | str, name: str, *, evidence: Level = "span", mentions: bool = True) -> None:
    """The graph in a format at `path`, whole or not at all. Raises `ExportError`."""
    with atomic_write(path) as file:
        dump(graph, file, name, evidence=evidence, mentions=mentions)


def dump(graph: Graph, file: BinaryIO, name: str, *, evidence: Level = "span", mentions: bool = True) -> None:
    """The graph in a format into an open file. Raises `ExportError` for a format nobody knows.

    N-Quads and TriG have a named graph for each paper; the other formats have the whole graph in one.
    """
    writers: dict[str, Callable[[], None]] = {
        "turtle": lambda: _turtle(triples(graph, evidence=evidence, mentions=mentions), file, prefixes(graph)),
        "ntriples": lambda: _plain(triples(graph, evidence=evidence, mentions=mentions), file, ox.RdfFormat.N_TRIPLES),
        "nquads": lambda: _plain(quads(graph, evidence=evidence, mentions=mentions), file, ox.RdfFormat.N_QUADS),
        "trig": lambda: _trig(quads(graph, evidence=evidence, mentions=mentions), file, prefixes(graph)),
        "rdfxml": lambda: _rdfxml(triples(graph, evidence=evidence, mentions=mentions), file),
        "jsonld": lambda: write_jsonld(described(graph, evidence=evidence, mentions=mentions), file, prefixes(graph)),
        "nanopub": lambda: _trig(
            nanopublications(graph, evidence=evidence), file, {**prefixes(graph), **NANOPUB_PREFIXES}
        ),
    }
    if name not in writers:
        raise ExportError(f"no format is called {name!r}; there are: {', '.join(ENDINGS)}")
    writers[name]()


def dump_triples(found: Iterable[ox.Triple], file: BinaryIO, name: str, names: Mapping[str, str]) -> None:
    """Triples that are no graph of ours, as Turtle with the prefixes `names` or as N-Triples. Raises `ExportError`."""
    if name == "turtle":
        _turtle(found, file, names)
    elif name == "ntriples":
        _plain(found, file, ox.RdfFormat.N_TRIPLES)
    else:
        raise ExportError(f"a view is written as turtle or ntriples, not as {name}")


def _plain(found: Iterable[ox.Triple] | Iterable[ox.Quad], file: BinaryIO, format_: ox.RdfFormat) -> None:
    ox.serialize(found, file, format_)


def _turtle(found: Iterable[ox.Triple], file: BinaryIO, names: Mapping[str, str]) -> None:
    _write_prefixes(file, names)
    ox.serialize(found, cast(BinaryIO, _Body(file, _after_prefixes)), ox.RdfFormat.TURTLE, prefixes=dict(names))


def _trig(found: Iterable[ox.Quad], file: BinaryIO, names: Mapping[str, str]) -> None:
    _write_prefixes(file, names)
    ox.serialize(found, cast(BinaryIO, _Body(file, _after_prefixes)), ox.RdfFormat.TRIG, prefixes=dict(names))


def _write_prefixes(file: BinaryIO, names: Mapping[str, str]) -> None:
    for prefix, namespace in sorted(names.items()):
        file.write(f"@prefix {prefix}: <{namespace}> .\n".encode())


# -- XML ---------------------------------------------------------------------------------------------------------

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LOCAL_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z", re.ASCII)


def _rdfxml(found: Iterable[ox.Triple], file: BinaryIO) -> None:
    """RDF/XML; a control character, which no XML can hold, becomes U+FFFD."""
    names = {"its": "http://www.w3.org/2005/11/its", **PREFIXES}
    spaces = " ".join(f"xmlns:{prefix}={quoteattr(namespace)}" for prefix, namespace in sorted(names.items()))
    file.write(f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF {spaces}>\n'.encode())
    body = cast(BinaryIO, _Body(cast(BinaryIO, _Returns(file)), _after_root))
    ox.serialize(map(_for_xml, found), body, ox.RdfFormat.RDF_XML, prefixes=dict(PREFIXES))


def _for_xml(triple: ox.Triple) -> ox.Triple:
    if not _LOCAL_NAME.search(triple.predicate.value):
        raise ExportError(f"{triple.predicate}: XML cannot write a property that ends in no name; take --format turtle")
    value = triple.object
    if isinstance(value, ox.Literal) and _NO_XML.search(value.value):
        return ox.Triple(triple.subject, triple.predicate, ox.Literal(_NO_XML.sub("\ufffd", value.value)))
    return triple


class _Returns:
    """A file in which carriage returns are spelled out: XML reads a bare one as a line feed."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def write(self, data: bytes) -> int:
        """The number of bytes taken."""
        self.file.write(bytes(data).replace(b"\r", b"&#13;"))
        return len(data)

    def flush(self) -> None:
        """Nothing held back."""
        self.file.flush()


# -- what pyoxigraph writes first --------------------------------------------------------------------------------


class _Body:
    """A file that leaves the head out: pyoxigraph writes prefixes in the order of a hash table."""

    def __init__(self, file: BinaryIO, after: Callable[[bytes], bytes | None]) -> None:
        self.file = file
        self.after = after
        self.head: bytes | None = b""

    def write(self, data: bytes) -> int:
        """The number of bytes taken."""
        if self.head is None:
            self.file.write(data)
            return len(data)
        self.head += bytes(data)
        body = self.after(self.head)
        if body is not None:
            self.file.write(body)
            self.head = None
        return len(data)

    def flush(self) -> None:
        """Nothing held back that is known to be text."""
        self.file.flush()


def _after_prefixes(head: bytes) -> bytes | None:
    """What follows the prefix lines, once the first line that is none has begun."""
    while b"\n" in head and head.startswith(b"@prefix"):
        head = head.split(b"\n", 1)[1]
    return head if head and not b"@prefix".startswith(head[:7]) else None


def _after_root(head: bytes) -> bytes | None:
    """What follows the root element, once its tag is complete."""
    _, root, rest = head.partition(b"<rdf:RDF")
    tag, closed, body = rest.partition(b">")
    # An empty graph is a root without content.
    return (b"</rdf:RDF>" if tag.endswith(b"/") else body.lstrip(b"\n")) if root and closed else None
