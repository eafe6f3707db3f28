"""The graph as RDF in every form a caller may want: a store, an rdflib graph, a file."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import rdflib
from oxrdflib import OxigraphStore
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.export.formats import write_format
from kg.export.terms import prefixes
from kg.export.triples import triples
from kg.graph import Graph


def store(graph: Graph, *, mentions: bool = True) -> ox.Store:
    """The triples in an Oxigraph store in memory."""
    found = ox.Store()
    # Oxigraph reads its own text faster than it takes triples from Python one by one.
    lines = ox.serialize(triples(graph, mentions=mentions), format=ox.RdfFormat.N_TRIPLES)
    found.load(lines, ox.RdfFormat.N_TRIPLES, lenient=True)
    return found


def rdf(graph: Graph) -> rdflib.Graph:
    """The graph for rdflib, on an Oxigraph store, with its prefixes bound."""
    found = rdflib.Graph(store=OxigraphStore(store=store(graph)), identifier=DATASET_DEFAULT_GRAPH_ID)
    for prefix, namespace in prefixes(graph).items():
        found.bind(prefix, namespace, replace=True)
    return found


def write(graph: Graph, path: Path | str, *, mentions: bool = True) -> None:
    """The graph as Turtle at `path`, whole or not at all. Raises `ExportError`."""
    write_format(graph, path, "turtle", mentions=mentions)
