"""The graph as GraphML for Gephi, yEd, Cytoscape and networkx: every attribute as a string, number or truth value."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from tempfile import SpooledTemporaryFile
from xml.sax.saxutils import escape, quoteattr

from kg.files import atomic_write
from kg.graph import Graph
from kg.model import plain

Flat = str | int | float | bool

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even escaped: control characters, lone surrogates, U+FFFE."""

_COUNTED = {"evidence": "evidence_count", "mentions": "mention_count", "merges": "merge_count"}
"""Attributes that hold records: their number is kept, and of the evidence the first sentence and rule."""

_LEFT_OUT = frozenset({"statements"})
_TYPES: Mapping[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
    "\n"
)


def write(graph: Graph, path: Path | str) -> None:
    """The graph as GraphML at `path`, whole or not at all; `networkx.read_graphml` reads it back.

    The key of an edge is its number among the edges, since readers want it unique; its predicate is an attribute.
    """
    declared: Declared = set()
    # The declarations stand first in the file and are known last.
    with SpooledTemporaryFile(max_size=1 << 26) as body, atomic_write(path) as file:
        body.writelines(line.encode() for line in _body(graph, declared))
        file.write(_HEAD.encode())
        for domain, name, kind in sorted(declared):
            key = f'id="{domain}.{name}.{kind}" for="{domain}" attr.name="{name}" attr.type="{kind}"'
            file.write(f"  <key {key}/>\n".encode())
        file.write(b'  <graph edgedefault="directed">\n')
        body.seek(0)
        shutil.copyfileobj(body, file)
        file.write(b"  </graph>\n</graphml>\n")


write_graphml = write

Declared = set[tuple[str, str, str]]
"""(node or edge, attribute, type)."""


def _body(graph: Graph, declared: Declared) -> Iterator[str]:
    """One line per node and edge; the attributes met are added to `declared`."""
    for node, attributes in graph.nodes(data=True):
        yield f"    <node id={quoteattr(_clean(node))}>{_data('node', attributes, declared)}</node>\n"
    for number, (source, target, attributes) in enumerate(graph.edges(data=True)):
        ends = f"source={quoteattr(_clean(source))} target={quoteattr(_clean(target))}"
        yield f'    <edge id="{number}" {ends}>{_data("edge", attributes, declared)}</edge>\n'


def flat(attributes: Mapping[str, object]) -> dict[str, Flat]:
    """The attributes GraphML can hold; what is absent is left out."""
    found: dict[str, Flat] = {}
    for name, value in attributes.items():
        if name in _LEFT_OUT or value is None:
            continue
        if name in _COUNTED and isinstance(value, tuple):
            found[_COUNTED[name]] = len(value)
            if name == "evidence" and value:
                found["sentence"] = _clean(value[0].quote)
                found["rule"] = _clean(value[0].rule)
        elif isinstance(value, (bool, int, float)):
            found[name] = value
        elif isinstance(value, Decimal):
            # Decimal digits the way they were read; a double would write 0.1 + 0.2.
            found[name] = float(plain(value))
        elif value != ():
            found[name] = _clean(_joined(value))
    return found


def _joined(value: object) -> str:
    """Text, a list of texts, or pairs of a name and one or many texts."""
    if not isinstance(value, tuple):
        return str(value)
    return "; ".join(
        f"{item[0]}={', '.join(item[1]) if isinstance(item[1], tuple) else item[1]}"
        if isinstance(item, tuple)
        else str(item)
        for item in value
    )


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _data(domain: str, attributes: Mapping[str, object], declared: Declared) -> str:
    parts = []
    for name, value in sorted(flat(attributes).items()):
        kind = _TYPES[type(value)]
        declared.add((domain, name, kind))
        parts.append(f'<data key="{domain}.{name}.{kind}">{_written(value)}</data>')
    return "".join(parts)


def _written(value: Flat) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    # A bare carriage return would be read back as a line feed.
    return escape(value).replace("\r", "&#13;") if isinstance(value, str) else repr(value)
