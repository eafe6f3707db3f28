"""The graph in the vocabularies of others, so that queries written for their graphs run on it.

A view is a folder of CONSTRUCT queries under `rules/views`; it only rearranges what the graph says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from pathlib import Path
from typing import BinaryIO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.export.formats import dump_triples
from kg.export.vocabulary import PREFIXES
from kg.files import atomic_write
from kg.lookup import nearest
from kg.query import Source, construct, open_store

VIEW_PREFIXES: Mapping[str, str] = {
    **PREFIXES,
    "cskg": "https://w3id.org/cskg/resource/",
    "cskg-ont": "https://w3id.org/cskg/ontology#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "lpwc": "https://linkedpaperswithcode.com/property/",
    "lpwc-class": "https://linkedpaperswithcode.com/class/",
    "mlso": "http://w3id.org/mlso/",
    "orkgc": "http://orkg.org/orkg/class/",
    "orkgp": "http://orkg.org/orkg/predicate/",
}
"""Prefix → namespace of what a view may be written in."""


def views(*rules: str | PathLike[str]) -> dict[str, tuple[Path, ...]]:
    """View → its files, for the folders `views/*` of the given rules folders; a later folder adds to an earlier one."""
    found: dict[str, tuple[Path, ...]] = {}
    for folder in rules:
        for path in sorted((Path(fspath(folder)) / "views").glob("*/*.rq")):
            found[path.parent.name] = (*found.get(path.parent.name, ()), path)
    return found


def view(source: Source, files: Iterable[Path]) -> list[ox.Triple]:
    """The triples of a view, each once and in sorted order; raises `QueryError` for a faulty file."""
    opened = open_store(source)
    triples: set[ox.Triple] = set()
    for path in files:
        try:
            triples.update(construct(opened, path.read_text(encoding="utf-8")))
        except QueryError as error:
            raise QueryError(f"{path}: {error}") from error
    return sorted(triples, key=str)


def write_view(source: Source, files: Iterable[Path], target: Path | BinaryIO, name: str = "turtle") -> None:
    """The view as Turtle or N-Triples, in a file, whole or not at all, or into an open one. Raises `ExportError`."""
    found = view(source, files)
    if isinstance(target, Path):
        with atomic_write(target) as file:
            dump_triples(found, file, name, VIEW_PREFIXES)
    else:
        dump_triples(found, target, name, VIEW_PREFIXES)
        target.flush()


def find_view(known: Mapping[str, tuple[Path, ...]], name: str) -> tuple[Path, ...]:
    """The files of the view of that name; raises `QueryError` with the nearest names."""
    if name in known:
        return known[name]
    near = nearest(name, known)
    told = f"nearest: {', '.join(near)}; " if near else ""
    raise QueryError(f"no view is called {name!r}; {told}there are: {', '.join(sorted(known)) or 'none'}")
