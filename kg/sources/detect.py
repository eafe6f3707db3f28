"""The only place that knows which formats there are and finds the one a text is in."""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Protocol, cast

import kg.sources
from kg.errors import SourceError
from kg.model import Paper
from kg.sources.problem import Problem


class Source(Protocol):
    """What a module of `kg.sources` must offer to be a format."""

    FORMAT: str

    def sniff(self, text: str, name: str, mapping: Mapping[str, str] | None = None) -> int:
        """How surely the text is in this format: 3 by content, 2 by file name, 1 for want of better, 0 not."""

    def read(self, text: str, *, name: str, mapping: Mapping[str, str] | None = None) -> Iterator[Paper | Problem]:
        """The papers of the text and what stands between them."""


# What people hand over that is text and still cannot be read; each with what to do instead.
_FOREIGN = (
    (re.compile(r"\s*@\w+\s*\{"), "BibTeX", "export the list as CSV or JSON, with abstracts"),
    (re.compile(r"\s*(?:<\?xml|<!doctype html|<html)", re.IGNORECASE), "HTML or XML", "save the page as text"),
    (re.compile(r"%PDF-"), "a PDF", "copy title and abstract into a text file"),
)


@cache
def formats() -> Mapping[str, Source]:
    """Every format by name: each module of this package that has `FORMAT`, `sniff` and `read`."""
    modules = (import_module(f"kg.sources.{found.name}") for found in pkgutil.iter_modules(kg.sources.__path__))
    return {module.FORMAT: cast(Source, module) for module in modules if hasattr(module, "FORMAT")}


def detect(text: str, name: str, mapping: Mapping[str, str] | None = None) -> Source | Problem:
    """The format the text is in, judged by its content first and the file's name second."""
    for pattern, kind, remedy in _FOREIGN:
        if pattern.match(text):
            return Problem(name, f"looks like {kind}, which is not read", remedy)
    # A gzipped papers.csv.gz is judged as papers.csv.
    plain_name = name.removesuffix(".gz")
    return max(formats().values(), key=lambda source: source.sniff(text, plain_name, mapping))


def format_named(name: str) -> Source:
    """The format of this name; raises `SourceError` that lists the names there are."""
    try:
        return formats()[name]
    except KeyError:
        raise SourceError(f"--from {name}: no such format; formats are {', '.join(sorted(formats()))}") from None
