"""The graph as one HTML file that works with the network unplugged: the only home of pyvis.

pyvis holds the network and renders the page, from a template of our own: that of pyvis asks a CDN for Bootstrap. Data
stands in the page as JSON that no parser can leave, scripts are allowed by their hash, and nothing may be fetched.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from kg.export.explorer import (
    DETAILED,
    LIMIT,
    NAMES,
    PAPERS,
    Scene,
    fold_radius,
    lines,
    papers_listed,
    radius,
    ranked,
    scene,
    tables,
)
from kg.export.vocabulary import PREFIXES, THINGS
from kg.files import atomic_write
from kg.graph import Graph, nodes_of

TITLE = "Knowledge graph of papers"
BUDGET = 400

STYLES: Mapping[str, tuple[str, str]] = {
    "Model": ("#D55E00", "dot"),
    "Method": ("#009E73", "triangle"),
    "Dataset": ("#0072B2", "square"),
    "Task": ("#CC79A7", "diamond"),
    "Metric": ("#E69F00", "hexagon"),
    "paper": ("#8A8F98", "triangleDown"),
}
"""Type → colour and shape. Colours that colour-blind people can tell apart (Okabe & Ito 2008); shapes for the rest."""

FURTHER = (("#56B4E9", "star"), ("#B8A900", "dot"), ("#7A5CBF", "square"), ("#5B6770", "diamond"))
"""For types of users' own rules, in the order of their names."""

SCRIPTS = (
    *("data", "remote", "dom", "place", "canvas", "evidence", "chart"),
    *("panel", "scenes", "filters", "search", "copies", "main"),
)
"""Our own scripts, in the order they build on each other."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


def write(
    graph: Graph,
    path: Path | str,
    *,
    title: str = TITLE,
    budget: int = BUDGET,
    colours: Mapping[str, str] | None = None,
    start: str = "",
) -> None:
    """A file with the explorer of the graph; the same graph gives the same bytes. Raises `ExportError`."""
    page = html(graph, title=title, budget=budget, colours=colours, start=start)
    with atomic_write(path) as file:
        file.write(page.encode("utf-8"))


write_html = write


def html(
    graph: Graph,
    *,
    title: str = TITLE,
    budget: int = BUDGET,
    colours: Mapping[str, str] | None = None,
    start: str = "",
) -> str:
    """The explorer of the graph as one page.

    `budget` is the number of things drawn at first; `colours` (type → `#RRGGBB`) goes before the built-in ones;
    `start` is where the page opens if its address does not say (`node=Model/bert`).
    """
    score = ranked(graph)
    glance = scene(graph, score, budget)
    styles = _styles(graph, colours or {})
    net = _network(graph, score, glance, styles)
    net.heading = _characters(title)
    data = _data(graph, score, glance, budget)
    data["styles"] = {name: {"colour": colour, "shape": shape} for name, (colour, shape) in styles.items()}
    data.update(start=start, served=False)
    return _rendered(net, data)


# -- the network -------------------------------------------------------------------------------------------------


def _styles(graph: Graph, colours: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    types = sorted({node["type"] for _, node in graph.nodes(data=True) if node["kind"] == "entity"} - {*STYLES})
    found = {**STYLES, **{name: FURTHER[number % len(FURTHER)] for number, name in enumerate(types)}}
    for name, colour in colours.items():
        if name in found and _COLOUR.fullmatch(colour):
            found[name] = (colour, found[name][1])
    return found


def _network(graph: Graph, score: Mapping[str, float], glance: Scene, styles: Mapping[str, tuple[str, str]]) -> Network:
    """The entities and folds drawn at first, with their places; node ids are row numbers of the entity table."""
    net = Network(directed=True, height="100%", width="100%")
    number = {key: position for position, key in enumerate(score)}
    # In bulk, because `add_node` and `add_edge` search what is there already.
    net.nodes = [
        _node(number[key], graph.nodes[key]["name"], graph.nodes[key]["type"], radius(score[key]), glance.at[key])
        for key in glance.shown
    ]
    net.nodes += [
        _node(f"fold/{fold}", f"+{len(members)}", "fold", fold_radius(len(members)), glance.at[f"fold/{fold}"])
        for fold, members in glance.folds.items()
    ]
    net.node_ids = [node["id"] for node in net.nodes]
    net.node_map = {node["id"]: node for node in net.nodes}
    shown = set(glance.shown)
    net.edges = [
        {"from": number[source], "to": number[target], "predicate": predicate}
        for source, target, predicate, _ in lines(graph)
        if source in shown and target in shown
    ]
    net.edges += [{"from": f"fold/{fold}", "to": number[key], "predicate": "fold"} for fold, key in glance.ties]
    net.options = _options(styles)
    return net


def _node(id_: int | str, label: str, group: str, size: int, at: tuple[int, int]) -> dict[str, Any]:
    return {"id": id_, "label": label, "group": group, "size": size, "x": at[0], "y": at[1]}


def _options(styles: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """What vis-network is told: no physics until asked for, straight lines, names drawn by our own script."""
    groups = {name: {"shape": shape, "color": {"background": colour}} for name, (colour, shape) in styles.items()}
    return {
        "autoResize": True,
        "groups": {**groups, "fold": {"shape": "dot"}},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "physics": {"enabled": False, "solver": "forceAtlas2Based", "stabilization": {"enabled": False}},
        "interaction": {"hover": True, "multiselect": False, "tooltipDelay": 120, "hideEdgesOnZoom": False},
        "nodes": {"borderWidth": 1.5, "borderWidthSelected": 4},
        "edges": {"smooth": {"enabled": False}, "arrows": {"to": {"enabled": True, "scaleFactor": 0.45}}},
    }


# -- the page ----------------------------------------------------------------------------------------------------


def _data(graph: Graph, score: Mapping[str, float], glance: Scene, budget: int) -> dict[str, Any]:
    """Tables as detailed as the page may be large, and what the scripts need to know beside them."""
    found, detailed = _fitting(graph, score, budget)
    number = {key: position for position, key in enumerate(score)}
    folds = [
        {"community": fold, "size": len(members), "members": [number[key] for key in members if number[key] < NAMES]}
        for fold, members in glance.folds.items()
    ]
    return {
        "tables": found,
        "folds": folds,
        "budget": budget,
        "total": len(score),
        "detailed": detailed,
        "counted": {kind: sum(1 for _ in nodes_of(graph, kind)) for kind in ("paper", "result")},
        "things": THINGS,
        "prefixes": {name: PREFIXES[name] for name in ("fair4ml", "kg", "mls", "prov", "rdfs", "schema", "skos")},
    }


def _fitting(graph: Graph, score: Mapping[str, float], budget: int) -> tuple[dict[str, Any], int]:
    """The tables in at most `LIMIT` characters if that can be, and how many entities come with their claims."""
    detailed, listed = min(len(score), DETAILED), papers_listed(graph, score)
    found = tables(graph, score, detailed, listed)
    size = len(embedded(found))
    for _ in range(4):
        if size <= LIMIT or detailed <= budget:
            break
        # The names take the same room whatever the details do.
        names = 50 * min(len(score), NAMES)
        share = max(LIMIT - names, 0) / max(size - names, 1)
        detailed = max(budget, min(int(detailed * share * 0.9), detailed - 1))
        listed = PAPERS[1]
        found = tables(graph, score, detailed, listed)
        size = len(embedded(found))
    return found, detailed


def embedded(value: object) -> str:
    """The value as JSON that can stand inside a script element: nothing in it ends the element or opens a tag."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    text = _characters(text)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _characters(text: str) -> str:
    """The text with a question mark for each lone surrogate, which is no character and cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _rendered(net: Network, data: Mapping[str, Any]) -> str:
    """The page as pyvis renders it from our template."""
    static = files("kg.export") / "static"
    scripts = [_vis(), _own_script()]
    net.set_template_dir(str(static), "explorer.html")
    net.templateEnv.autoescape = True
    net.templateEnv.globals.update(
        data=embedded(data),
        network=embedded({"nodes": net.nodes, "edges": net.edges}),
        style=(static / "explorer.css").read_text(encoding="utf-8"),
        scripts=scripts,
        policy=_policy(scripts),
    )
    return str(net.generate_html())


def _policy(scripts: list[str]) -> str:
    """A content security policy: these scripts and no others run, and nothing is fetched from anywhere."""
    hashes = (base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode() for text in scripts)
    allowed = " ".join(f"'sha256-{name}'" for name in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _vis() -> str:
    """vis-network as pyvis ships it, without the line that makes a browser look for its source map."""
    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    # pyvis ships two; the newer is half the size.
    paths = folder.glob("vis-*/vis-network.min.js")
    path = max(paths, key=lambda path: [*map(int, re.findall(r"\d+", path.parent.name))])
    return _SOURCE_MAP.sub("", path.read_text(encoding="utf-8"))


def _own_script() -> str:
    static = files("kg.export") / "static"
    parts = [(static / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    return '"use strict";\n(() => {\n' + "\n".join(parts) + "})();\n"
