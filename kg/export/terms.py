"""The only place that makes IRIs and literals: from node keys, names of the vocabulary, and texts of any kind."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

import pyoxigraph as ox

from kg.export.vocabulary import PREFIXES, THINGS, expanded
from kg.graph import Graph

Term = str | ox.NamedNode | ox.Literal
"""A node, a literal, or the name of a term of the vocabulary."""

KINDS = (
    "paper", "result", "parameters", "dataset_size", "training_tokens",
    "statement", "evidence", "mention", "merge", "span", "selector", "rule",
)  # fmt: skip


@lru_cache(maxsize=1 << 10)
def named(name: str) -> ox.NamedNode:
    """The IRI of a term of the vocabulary; what no IRI may hold is encoded."""
    return ox.NamedNode(quote(expanded(name), safe="/:-._~?#[]@!$&'()*+,;=%", errors="replace"))


@lru_cache(maxsize=1 << 17)
def iri(key: str, kind: str = "") -> ox.NamedNode:
    """The IRI of a node by its key: `Model/bert`, `paper` + `arxiv:1706.03762`.

    >>> iri("10.1000/a b<c>", "paper").value
    'https://w3id.org/paperkg/id/paper/10.1000/a%20b%3Cc%3E'
    """
    path = f"{kind}/{key}" if kind else key
    return ox.NamedNode(THINGS + quote(path, safe="/:-._~", errors="replace"))


def made(kind: str, name: str) -> ox.NamedNode:
    """The IRI of something named by a digest, which needs no encoding."""
    return ox.NamedNode(f"{THINGS}{kind}/{name}")


def _url(url: str) -> ox.NamedNode:
    """A URL a paper gives, with `https://` where it leaves that out and without the space of "https: //".

    What no IRI may hold is encoded, what is encoded already stays; what even so is no address on the web
    ("http://[", "javascript:x") is named as a thing of ours.
    """
    encoded = quote(url.replace(": //", "://", 1), safe="/:-._~?#[]@!$&'()*+,;=%", errors="replace")
    if not re.match(r"(?:https?|ftp)://", encoded, re.IGNORECASE):
        # "github.com/x/y" is meant as an address, "task:x" and "//x" are not.
        if not re.match(r"[\w-]+(\.[\w-]+)+(:\d+)?(/|\Z)", encoded):
            return iri(url, "link")
        encoded = f"https://{encoded}"
    try:
        return ox.NamedNode(encoded)
    except ValueError:
        return iri(url, "link")


def node_iri(graph: Graph, key: str) -> ox.NamedNode:
    """The IRI of a node of the graph."""
    kind = graph.nodes[key]["kind"]
    return _url(key) if kind == "link" else iri(key, "paper" if kind == "paper" else "")


def text(value: str) -> ox.Literal:
    """A string; a lone surrogate is no character and cannot be written as UTF-8."""
    return ox.Literal(value.encode("utf-8", "replace").decode("utf-8"))


def typed(value: str, datatype: str) -> ox.Literal:
    """A literal of an XML Schema type: `typed("90.5", "decimal")`."""
    return ox.Literal(value, datatype=named(f"xsd:{datatype}"))


@lru_cache(maxsize=1 << 12)
def offset(number: int) -> ox.Literal:
    """A place in a text."""
    return typed(str(number), "nonNegativeInteger")


def prefixes(graph: Graph) -> dict[str, str]:
    """Prefix → namespace for a graph; each entity type and kind has one, which keeps lines short."""
    types = sorted({node["type"] for _, node in graph.nodes(data=True) if node["kind"] == "entity"})
    own = {kind.lower(): f"{THINGS}{kind}/" for kind in types if kind.isascii() and kind.isalpha()}
    # No prefix may begin another: which of two fits pyoxigraph would take is not fixed.
    own.update((kind, f"{THINGS}{kind}/") for kind in KINDS)
    return dict(sorted({**own, **PREFIXES}.items()))
