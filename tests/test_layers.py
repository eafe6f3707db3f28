"""Layers: imports point down only, heavy libraries have one home each, and `import kg` loads none of them."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# From the ground up; a module may import from its own layer and from those before it.
LAYERS = (
    ("kg.model", "kg.errors", "kg.text", "kg.files", "kg.cache"),
    ("kg.rules", "kg.rulecheck"),
    ("kg.extract*", "kg.sources*"),
    ("kg.forms", "kg.unite", "kg.link", "kg.store"),
    ("kg.conflicts",),
    ("kg.annotation", "kg.graph", "kg.lookup", "kg.evaluate", "kg.coverage", "kg.mistakes", "kg.explain", "kg.part"),
    ("kg.query", "kg.questions", "kg.resolve", "kg.check", "kg.export*"),
    ("kg.pipeline", "kg.workers", "kg.serve*", "kg.terminal"),
    ("kg.cli", "kg.cli.*", "kg.__main__", "kg"),
)
# Two neighbours that must not meet: (importer, imported).
APART = (("kg.extract*", "kg.sources*"), ("kg.sources*", "kg.extract*"), ("kg.export*", "kg.extract*"))
RDF = ("terms", "places", "triples", "formats", "jsonld", "nanopub", "rdf")
HOMES = {
    "spacy": ("kg.extract.*",),
    "networkx": ("kg.graph",),
    "rdflib": ("kg.export.rdf", "kg.check", "kg.query", "kg.serve*"),
    "pyshacl": ("kg.check",),
    "oxrdflib": ("kg.export.rdf", "kg.query", "kg.serve*"),
    "pyoxigraph": (
        *(f"kg.export.{name}" for name in RDF),
        *("kg.export.views", "kg.check", "kg.query", "kg.resolve", "kg.serve*"),
    ),
    "pyvis": ("kg.export.html",),
    "pandas": ("kg.export.tables",),
    "numpy": ("kg.export.layout",),
    "rich": ("kg.terminal",),
    "typer": ("kg.cli*",),
    "starlette": ("kg.serve*",),
    "uvicorn": ("kg.serve.server",),
    "jinja2": ("kg.serve.pages",),
    "platformdirs": ("kg.cache",),
}


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in sorted((ROOT / "kg").rglob("*.py"))}
NAMES = [name for name in MODULES if name != "kg"]


def imports(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every module a file imports, anywhere in it, relative ones as they stand."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or ""), node


def ours(name: str) -> set[str]:
    """The modules of the package that a module imports; `from kg import x` is one of kg, whatever x is."""
    found = {target for target, _ in imports(MODULES[name]) if target.split(".")[0] == "kg"}
    return found - {name}


def layer(name: str) -> int:
    found = [number for number, patterns in enumerate(LAYERS) if any(fnmatch(name, pattern) for pattern in patterns)]
    assert found, f"{name} is in no layer: add it to LAYERS here and to the design"
    return found[0]


@pytest.mark.parametrize("name", NAMES)
def test_imports_point_down(name: str) -> None:
    # The package root holds the version only; what it offers users it loads when asked.
    up = [target for target in ours(name) if target != "kg" and layer(target) > layer(name)]
    assert not up, f"{name} imports from above: {up}"


@pytest.mark.parametrize("name", NAMES)
def test_neighbours_stay_apart(name: str) -> None:
    met = [
        (target, imported)
        for importer, imported in APART
        if fnmatch(name, importer)
        for target in ours(name)
        if fnmatch(target, imported)
    ]
    assert not met, f"{name} must not import {met}"


@pytest.mark.parametrize("name", NAMES)
def test_names_come_from_where_they_are_defined(name: str) -> None:
    for target, node in imports(MODULES[name]):
        assert not target.startswith("."), f"{name}: write the full name instead of {target}"
        if target in ("kg", "kg.export", "kg.extract", "kg.sources") and isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            assert names <= {"__version__"}, f"{name} imports {names} from the root {target}"


@pytest.mark.parametrize("name", list(MODULES))
def test_heavy_libraries_stay_at_home(name: str) -> None:
    for target, _ in imports(MODULES[name]):
        homes = HOMES.get(target.split(".")[0])
        assert homes is None or any(fnmatch(name, home) for home in homes), f"{name} imports {target}; homes: {homes}"


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = {name: {target for target in ours(name) if target in MODULES} for name in NAMES}
    list(TopologicalSorter(graph).static_order())


HEAVY = ("spacy", "networkx", "rdflib", "pyoxigraph", "pandas", "numpy", "pyvis", "rich")


@pytest.mark.parametrize("module", ["kg", "kg.model", "kg.rules", "kg.pipeline", "kg.cli", "kg.evaluate", "kg.store"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
