"""The explorer in a cell of a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kg.export.html import BUDGET, TITLE, html
from kg.export.view import of_name
from kg.graph import Graph

# Without `allow-same-origin` what a paper smuggles into the page could not touch the notebook even if it ran.
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-downloads"


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that a notebook displays when a cell ends with it; `page` is the page by itself."""

    page: str
    height: int

    def _repr_html_(self) -> str:
        """The page in a frame that carries it along: it needs no file and no network, also once exported as HTML."""
        style = f"width: 100%; height: {self.height}px; border: 1px solid #d9dde3; border-radius: 6px"
        return (
            f'<iframe title="Explorer" sandbox="{SANDBOX}" allow="clipboard-write" style="{style}" '
            f'srcdoc="{escape(self.page, quote=True)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<explorer, {len(self.page) / 1e6:.1f} MB: the last value of a notebook cell shows it>"


def show(
    graph: Graph,
    name: str | None = None,
    *,
    depth: int = 2,
    height: int = 640,
    budget: int = BUDGET,
    title: str = TITLE,
) -> Shown:
    """The explorer of the graph, or of what is within `depth` steps of `name`, for the last line of a notebook cell.

    `height` is in pixels, `budget` the number of things drawn at first. Raises `QueryError` for an unknown name.
    """
    if name is None:
        return Shown(html(graph, title=title, budget=budget), height)
    view = of_name(graph, name, depth)
    return Shown(html(view.graph, title=view.title, budget=budget, start=view.start), height)
