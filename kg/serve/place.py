"""What is served: the only place that turns a folder, a file or an on-disk store into an open Oxigraph store."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.query import open_store

GRAPH = "graph.ttl"
EXPLORER = "graph.html"


@dataclass(frozen=True, slots=True)
class Place:
    """Where the triples are, and the explorer beside them if there is one."""

    path: Path
    on_disk: bool
    """Whether this is a store of Oxigraph, which each process opens for itself; a file is loaded once and shared."""
    explorer: Path | None


def find(given: Path) -> Place:
    """The place a user means by a built folder, a file of triples or an on-disk store. Raises `QueryError`."""
    # RocksDB, under Oxigraph, keeps the name of its newest manifest in a file of this name.
    if (given / "CURRENT").is_file():
        return Place(given, True, None)
    path = given / GRAPH if given.is_dir() else given
    if not path.is_file():
        raise QueryError(f"{path}: no such file; `kg build PAPERS -o {path.parent}` writes it")
    explorer = path.parent / EXPLORER
    return Place(path, False, explorer if explorer.is_file() else None)


def load(place: Place) -> ox.Store:
    """The open store. Raises `QueryError` for what is no graph."""
    if place.on_disk:
        return _open(place.path)
    if place.path.suffix == ".ttl":
        return open_store(place.path)
    format_ = ox.RdfFormat.from_extension(place.path.suffix.removeprefix("."))
    if format_ is None:
        raise QueryError(f"{place.path}: no format of triples ends so; use .ttl, .nt, .nq, .trig, .rdf, .jsonld")
    found = ox.Store()
    try:
        found.load(path=str(place.path), format=format_)
    except (SyntaxError, OSError) as error:
        raise QueryError(f"{place.path}: cannot be read as {format_.name}: {_one_line(error)}") from error
    return found


def _open(path: Path) -> ox.Store:
    try:
        return ox.Store.read_only(str(path))
    except (OSError, ValueError) as error:
        raise QueryError(f"{path}: cannot be opened as a store ({_one_line(error)})") from error


def _one_line(error: BaseException) -> str:
    return " ".join(str(error).split())
