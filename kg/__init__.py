"""Knowledge graph of models, methods, benchmarks and scores, read from abstracts by rules.

The public verbs, in the order data flows: `read` papers, `extract` records, `build` a graph, look at `tables`, `rdf`,
`show` in a notebook.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.export.notebook import show as show
    from kg.export.rdf import rdf as rdf
    from kg.export.tables import tables as tables
    from kg.pipeline import build as build
    from kg.pipeline import extract as extract
    from kg.pipeline import read as read

__version__ = "0.1.0"

_HOMES = {
    "read": "kg.pipeline",
    "extract": "kg.pipeline",
    "build": "kg.pipeline",
    "tables": "kg.export.tables",
    "rdf": "kg.export.rdf",
    "show": "kg.export.notebook",
}
__all__ = ["__version__", "build", "extract", "rdf", "read", "show", "tables"]


def __getattr__(name: str) -> Any:
    # `import kg` must not load spaCy, pandas or rdflib: each verb loads its home when first used.
    if name not in _HOMES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
