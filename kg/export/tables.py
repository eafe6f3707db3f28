"""The graph as tables: the only home of pandas, one row per paper, thing, mention, number or relation.

`mentions` and the evidence columns carry the offsets (code points of the title or abstract) and the rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from kg.files import atomic_write
from kg.graph import Graph, nodes_of
from kg.model import Evidence, plain

Record = dict[str, object]

_EVIDENCE = {
    "papers": "text",
    "paper": "text",
    "field": "text",
    "start": "integer",
    "end": "integer",
    "sentence": "text",
    "rule": "text",
}
"""Columns of evidence: all papers that say so, and of the first of them the place and the words."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "papers": {
        "paper": "text",
        "label": "text",
        "title": "text",
        "abstract": "text",
        "year": "integer",
        "authors": "text",
        "venue": "text",
        "url": "text",
        "source": "text",
        "links": "text",
    },
    "entities": {
        "entity": "text",
        "name": "text",
        "type": "text",
        "tier": "text",
        "aliases": "text",
        "first_year": "integer",
        "papers": "integer",
        "mentions": "integer",
        "introduced_by": "text",
        "direction": "text",
    },
    "mentions": {
        "paper": "text",
        "entity": "text",
        "name": "text",
        "type": "text",
        "tier": "text",
        "role": "text",
        "field": "text",
        "start": "integer",
        "end": "integer",
        "text": "text",
        "rule": "text",
    },
    "results": {
        "result": "text",
        "kind": "text",
        "system": "text",
        "metric": "text",
        "dataset": "text",
        "baseline": "text",
        "task": "text",
        "setting": "text",
        "value": "number",
        "high": "number",
        "unit": "text",
        "direction": "text",
        "text": "text",
        "year": "integer",
        **_EVIDENCE,
    },
    "parameters": {
        "quantity": "text",
        "kind": "text",
        "of": "text",
        "value": "number",
        "high": "number",
        "unit": "text",
        "which": "text",
        "text": "text",
        "year": "integer",
        **_EVIDENCE,
    },
    "comparisons": {
        "statement": "text",
        "relation": "text",
        "better": "text",
        "worse": "text",
        "dataset": "text",
        "metric": "text",
        "margin": "text",
        **_EVIDENCE,
    },
    "relations": {
        "subject": "text",
        "predicate": "text",
        "object": "text",
        "derived": "truth",
        "reason": "text",
        **_EVIDENCE,
    },
}
"""Table → column → what it holds. Columns of entities hold names; `entity` is the key."""

_DTYPES: Mapping[str, Any] = {"text": "string", "integer": "Int64", "number": "float64", "truth": "bool"}
_SEPARATOR = "; "


def tables(graph: Graph) -> dict[str, pd.DataFrame]:
    """The tables by name, rows and columns in a fixed order; empty ones have their columns too."""
    return {name: _frame(rows(graph), COLUMNS[name]) for name, rows in _ROWS.items()}


def write(graph: Graph, folder: Path | str) -> list[Path]:
    """The CSV files written into `folder`, one per table, UTF-8, each whole or not at all.

    Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers stay numbers.
    """
    written = []
    for name, frame in tables(graph).items():
        path = Path(folder) / f"{name}.csv"
        guarded = frame.copy()
        for column, kind in COLUMNS[name].items():
            if kind == "text":
                guarded[column] = guarded[column].map(_harmless, na_action="ignore")
        with atomic_write(path) as file:
            file.write(guarded.to_csv(index=False, lineterminator="\n").encode("utf-8", "replace"))
        written.append(path)
    return written


write_tables = write


def _harmless(text: str) -> str:
    """The text with an apostrophe before what Excel and its kin take for a formula, as OWASP advises.

    A carriage return becomes a blank: before Python 3.13 it is left unquoted, and readers end the row there.
    """
    guarded = f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
    return guarded.replace("\r", " ")


def _frame(rows: Iterator[Record], columns: Mapping[str, str]) -> pd.DataFrame:
    found = list(rows)
    # Column by column: pandas guesses types from rows, and guesses differently when a column is empty.
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in found], dtype=_DTYPES[kind]) for name, kind in columns.items()}
    )


def _name(graph: Graph, key: str | None) -> str | None:
    return None if key is None else str(graph.nodes[key]["name"])


def _list(values: Any) -> str | None:
    return _SEPARATOR.join(map(str, values)) or None


def _names(graph: Graph, keys: Any) -> str | None:
    return _list(graph.nodes[key]["name"] if key in graph else key for key in keys)


def _number(value: Any) -> float:
    return float("nan") if value is None else float(plain(value))


def _evidence(evidence: tuple[Evidence, ...]) -> Record:
    if not evidence:
        return dict.fromkeys(_EVIDENCE)
    first = evidence[0]
    return {
        "papers": _list(sorted({piece.paper for piece in evidence})),
        "paper": first.paper,
        "field": first.sentence.field,
        "start": first.sentence.start,
        "end": first.sentence.end,
        "sentence": first.quote,
        "rule": first.rule,
    }


# -- one function per table --------------------------------------------------------------------------------------


def _papers(graph: Graph) -> Iterator[Record]:
    for key, node in nodes_of(graph, "paper"):
        links = [url for _, url in graph.out_edges(key) if graph.nodes[url]["kind"] == "link"]
        fields = ("label", "title", "abstract", "year", "venue", "url", "source")
        yield {
            "paper": key,
            **{name: node[name] for name in fields},
            "authors": _list(node["authors"]),
            "links": _list(links),
        }


def _entities(graph: Graph) -> Iterator[Record]:
    for key, node in nodes_of(graph, "entity"):
        edges = [(paper, edge) for paper, _, edge in graph.in_edges(key, data=True) if "role" in edge]
        yield {
            "entity": key,
            **{name: node[name] for name in ("name", "type", "tier", "first_year", "direction")},
            "aliases": _list(node["aliases"]),
            "papers": len(node["papers"]),
            "mentions": sum(len(edge["mentions"]) for _, edge in edges),
            "introduced_by": _list(sorted(paper for paper, edge in edges if edge["role"] == "introduced")),
        }


def _mentions(graph: Graph) -> Iterator[Record]:
    for paper, key, edge in graph.edges(data=True):
        node = graph.nodes[key]
        for mention in edge.get("mentions", ()):
            yield {
                "paper": paper,
                "entity": key,
                "name": node["name"],
                "type": node["type"],
                "tier": mention.tier,
                "role": edge["role"],
                "field": mention.span.field,
                "start": mention.span.start,
                "end": mention.span.end,
                "text": mention.text,
                "rule": mention.rule,
            }


def _results(graph: Graph) -> Iterator[Record]:
    for key, node in nodes_of(graph, "result"):
        yield {
            "result": key,
            "kind": node["quantity_kind"],
            **{name: _name(graph, node[name]) for name in ("system", "metric", "baseline", "task")},
            "dataset": _names(graph, node["datasets"]),
            "setting": _list(node["settings"]),
            **_quantity(node),
            **_evidence(node["evidence"]),
        }


def _parameters(graph: Graph) -> Iterator[Record]:
    for kind in ("parameters", "dataset_size", "training_tokens"):
        for key, node in nodes_of(graph, kind):
            yield {
                "quantity": key,
                "kind": kind,
                "of": _name(graph, node["of"]),
                "which": _list(dict(node["qualifiers"]).get("which", ())),
                **_quantity(node),
                **_evidence(node["evidence"]),
            }


def _quantity(node: Mapping[str, Any]) -> Record:
    numbers: Record = {"value": _number(node["value"]), "high": _number(node["high"])}
    return {**numbers, **{name: node[name] for name in ("unit", "direction", "text", "year")}}


def _comparisons(graph: Graph) -> Iterator[Record]:
    for _, _, edge in graph.edges(data=True):
        if edge["predicate"] not in ("outperforms", "matches"):
            continue
        for statement in edge["statements"]:
            qualified = dict(statement.qualifiers)
            yield {
                "statement": statement.id,
                "relation": statement.predicate,
                "better": _name(graph, statement.subject),
                "worse": _name(graph, statement.object),
                "dataset": _names(graph, qualified.get("dataset", ())),
                "metric": _names(graph, qualified.get("metric", ())),
                "margin": _names(graph, statement.margins),
                **_evidence(statement.evidence),
            }


def _relations(graph: Graph) -> Iterator[Record]:
    """Everything between things, and what papers introduce, use and link to."""
    for source, target, edge in graph.edges(data=True):
        kinds = {"from": graph.nodes[source]["kind"], "to": graph.nodes[target]["kind"]}
        if kinds["from"] not in ("paper", "entity") or kinds["to"] not in ("entity", "link"):
            continue
        yield {
            "subject": source if kinds["from"] == "paper" else _name(graph, source),
            "predicate": edge["predicate"],
            "object": _name(graph, target),
            "derived": edge["derived"],
            "reason": edge.get("reason"),
            **_evidence(edge["evidence"]),
        }


_ROWS: Mapping[str, Callable[[Graph], Iterator[Record]]] = {
    "papers": _papers,
    "entities": _entities,
    "mentions": _mentions,
    "results": _results,
    "parameters": _parameters,
    "comparisons": _comparisons,
    "relations": _relations,
}
