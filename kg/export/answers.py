"""What a served explorer asks its server for: the details of a thing that are not in its page, and names.

`kg serve` answers `/data/entity?key=…` with `entity` and `/data/search?q=…` with `search`, both as JSON.
"""

from __future__ import annotations

from typing import Any

from kg.export.explorer import Table, ranked, tables
from kg.graph import Graph, nodes_of
from kg.model import fold
from kg.part import around, part

MOST = 400
"""So many neighbours at most come with a thing: more cannot be drawn at once."""


class Answers:
    """Answers about one graph; what all of them need is worked out once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.score = ranked(graph)
        self.forms = [
            ({fold(name) for name in (node["name"], *node["aliases"])}, key) for key, node in nodes_of(graph, "entity")
        ]

    def entity(self, key: str) -> dict[str, Table] | None:
        """The page's tables of a thing and its neighbours, in which rows refer to rows of the same answer.

        `None` where there is no such thing.
        """
        if key not in self.score:
            return None
        near = sorted(around(self.graph, key, 1), key=lambda other: (other != key, -self.score[other], other))
        found = part(self.graph, near[: MOST + 1])
        return tables(found, {other: self.score[other] for other in self.score if other in found})

    def search(self, text: str, most: int = 12) -> list[dict[str, Any]]:
        """Things whose name or alias holds the text, spelt any way: exact ones, then beginnings, then the rest."""
        wanted = fold(text)
        graded = [(grade, -self.score[key], key) for forms, key in self.forms if (grade := _grade(wanted, forms)) < 3]
        return [self._row(key) for _, _, key in sorted(graded)[:most]]

    def _row(self, key: str) -> dict[str, Any]:
        node = self.graph.nodes[key]
        return {"id": key, "name": node["name"], "type": node["type"], "aliases": [*node["aliases"]]}


def _grade(wanted: str, forms: set[str]) -> int:
    if not wanted:
        return 3
    return min(0 if form == wanted else 1 if form.startswith(wanted) else 2 if wanted in form else 3 for form in forms)
