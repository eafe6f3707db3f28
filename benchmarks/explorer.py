"""The explorer against plain pyvis on the same graphs, in a headless browser; prints the table of docs/explorer.md.

Interactive is when the last task that kept the page busy for over 50 ms, or the last frame that came over 250 ms late,
is over and two quiet seconds follow.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from browser import Watched, missing, opened, rate_while_dragging
from graphs import large
from pyvis.network import Network

from kg.export.explorer import lines, ranked
from kg.export.html import write
from kg.graph import Graph

SIZES = (200, 2_000, 20_000)
PATIENCE = 120
"""Seconds after which nobody waits any more."""
WATCH = """
  let last = 0;
  addEventListener("load", () => { last = Math.max(last, performance.now()); });
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) last = Math.max(last, task.startTime + task.duration);
  }).observe({ type: "longtask", buffered: true });
  let before = performance.now();
  const frame = (now) => {
    if (now - before > 250) last = Math.max(last, now);
    before = now;
    requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  const timer = setInterval(() => {
    const now = performance.now();
    if (document.readyState !== "complete" || now - last < 2000 || now - before > 250) return;
    document.documentElement.dataset.quiet = Math.round(last);
    clearInterval(timer);
  }, 100);
"""


def ours(graph: Graph, path: Path) -> None:
    """The explorer as `kg build` writes it."""
    write(graph, path)


def plain(graph: Graph, path: Path) -> None:
    """The same things and lines as pyvis draws them if nothing is set but that all should be in one file."""
    # Directed: on an undirected network `add_edge` compares with every edge before.
    network = Network(directed=True, cdn_resources="in_line")
    for key in ranked(graph):
        network.add_node(key, label=graph.nodes[key]["name"], group=graph.nodes[key]["type"])
    for source, target, predicate, _ in lines(graph):
        network.add_edge(source, target, title=predicate)
    path.write_text(network.generate_html(), encoding="utf-8")


def measured(path: Path) -> list[str]:
    """Time to interactive, size, requests and frame rate of a page, as text."""
    size = f"{path.stat().st_size / 1e6:.1f} MB"
    with opened() as browser:
        watched = Watched(browser)
        watched.page.add_init_script(WATCH)
        watched.page.goto(path.as_uri(), wait_until="commit")
        try:
            found = watched.page.wait_for_selector("html[data-quiet]", state="attached", timeout=1000 * PATIENCE)
            assert found
            ready = f"{int(found.get_attribute('data-quiet') or 0) / 1000:.1f} s"
            rate = f"{rate_while_dragging(watched.page, 3.0):.0f}"
        except Exception as error:
            if type(error).__name__ != "TimeoutError":
                raise
            ready, rate = f"over {PATIENCE} s", "none"
        requests = [url for url in watched.requests if url.startswith("http")]
    return [ready, size, str(len(requests)), rate]


def main() -> None:
    """Prints the table, a row as soon as it is known."""
    if missing():
        sys.exit(missing())
    makers: dict[str, Callable[[Graph, Path], None]] = {"explorer": ours, "plain pyvis": plain}
    sys.stdout.write("| things | lines | page | interactive after | file | requests | frames a second |\n")
    sys.stdout.write("|---:|---:|---|---:|---:|---:|---:|\n")
    for things in map(int, sys.argv[1:] or SIZES):
        graph = large(things)
        for name, make in makers.items():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "graph.html"
                make(graph, path)
                cells = [f"{len(ranked(graph)):,}", f"{len(lines(graph)):,}", name, *measured(path)]
            sys.stdout.write(f"| {' | '.join(cells)} |\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
