"""How long each named query takes on Oxigraph and on rdflib's own store, and whether both give as many rows.

    python -m benchmarks.queries PAPERS.jsonl [--papers N] [--limit SECONDS]

Times are processor time of this process, so that a busy machine disturbs them little. A query that rdflib has not
answered within the limit is stopped; its ratio is a lower bound. Where a grouped sub-select finds nothing, rdflib may
give one empty group, and so rows where there are none.
"""

from __future__ import annotations

import argparse
import signal
import statistics
import sys
import time
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from types import FrameType

import pyoxigraph as ox
import rdflib
from rdflib.plugins.sparql.sparql import NotBoundError

from kg.errors import QueryError
from kg.export.triples import triples
from kg.export.vocabulary import PREFIXES
from kg.graph import Graph
from kg.model import ENTITY_TYPES, PaperRecord
from kg.pipeline import build, extract, read
from kg.query import open_store, query
from kg.questions import NamedQuery, Param, bound, named_queries
from kg.resolve import SYSTEM_TYPES, find_term
from kg.rules import shipped
from kg.store import read_records
from kg.terminal import table

REPEATS = 5
SPAN = 0.05
"""Seconds of processor time that the runs of one query take together: the clock may be coarse."""
YEARS = range(2012, 2026)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """What one query took in both stores, in seconds; `None` for rdflib where it was stopped."""

    name: str
    rows: int
    oxigraph: float
    rdflib: float | None
    limit: float
    same: bool | None

    @property
    def ratio(self) -> float | None:
        """How many times as long rdflib takes: at least so many, where it was stopped, and none, where it fails."""
        if self.same is False and self.rdflib is None:
            return None
        return (self.limit if self.rdflib is None else self.rdflib) / self.oxigraph


def graph_of(path: Path, papers: int | None) -> Graph:
    """The graph of the first papers of a file, or of records that `kg build` has written.

    A paper without a year gets one made from its id: half of the queries would have nothing to do otherwise.
    """
    if path.name.endswith("records.jsonl"):
        records: Iterable[PaperRecord] = read_records(path)
    else:
        records = extract(read(path).merged()[:papers])
    return build([_dated(record) for record in islice(records, papers)])


def _dated(record: PaperRecord) -> PaperRecord:
    paper = record.paper
    year = paper.year or YEARS[zlib.crc32(paper.id.encode()) % len(YEARS)]
    return replace(record, paper=replace(paper, year=year))


def rdflib_graph(graph: Graph) -> rdflib.Graph:
    """The same triples in rdflib's store in memory."""
    found = rdflib.Graph()
    found.parse(data=ox.serialize(triples(graph), format=ox.RdfFormat.N_TRIPLES), format="nt")
    return found


def questions(opened: ox.Store) -> Iterator[tuple[NamedQuery, str]]:
    """Each named query with its example bound; what the graph does not have is replaced by what it has most of."""
    for asked in named_queries(shipped()).values():
        given = [param for param in asked.params if param.name in asked.example]
        yield asked, bound(asked.text, {param.name: _term(opened, param, asked.example[param.name]) for param in given})


def _term(opened: ox.Store, param: Param, text: str) -> str:
    try:
        return str(find_term(opened, param, text))
    except QueryError:
        if param.type == "Paper":
            counted = "?paper kg:reports ?result . BIND(?paper AS ?thing)"
        else:
            kinds = {"System": SYSTEM_TYPES, "Entity": ENTITY_TYPES}.get(param.type, (param.type,))
            classes = " ".join(f"kg:{kind}" for kind in kinds)
            counted = f"VALUES ?class {{ {classes} }} ?thing a ?class . ?result ?property ?thing"
        most = f"SELECT ?thing {{ {counted} }} GROUP BY ?thing ORDER BY DESC(COUNT(*)) ?thing LIMIT 1"
        return f"<{query(opened, most).rows[0][0]}>"


def measure(graph: Graph, *, limit: float) -> Iterator[Timing]:
    """The timing of each named query, as they come; `limit` is in seconds and for rdflib."""
    opened, other = open_store(graph), rdflib_graph(graph)
    for asked, text in questions(opened):
        yield _measured(opened, other, asked.name, text, limit)


def _measured(opened: ox.Store, other: rdflib.Graph, name: str, text: str, limit: float) -> Timing:
    mean, rows = _timed(lambda: query(opened, text)), len(query(opened, text).rows)
    taken, found = _limited(lambda: _ask_rdflib(other, text), limit)
    same = None if found is None else found == rows
    return Timing(name=name, rows=rows, oxigraph=mean, rdflib=taken, limit=limit, same=same)


def _ask_rdflib(graph: rdflib.Graph, text: str) -> int:
    return len(list(graph.query(text, initNs=dict(PREFIXES))))


def _timed(work: Callable[[], object]) -> float:
    """The mean of at least so many runs, and of more where they are short."""
    runs, start = 0, time.process_time()
    while runs < REPEATS or time.process_time() - start < SPAN:
        work()
        runs += 1
    return (time.process_time() - start) / runs


def _limited(work: Callable[[], int], limit: float) -> tuple[float | None, int | None]:
    """How long the work took and what it gave, or nothing where it took longer than the limit."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    start = time.process_time()
    try:
        found = work()
        return time.process_time() - start, found
    except TimeoutError:
        return None, None
    except NotBoundError:
        # rdflib counts no distinct values where some are unbound; the standard leaves those out.
        return None, -1
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def report(timings: Iterable[Timing]) -> str:
    """A table of all queries, slowest first, and the medians under it."""
    listed = sorted(timings, key=lambda timing: -timing.oxigraph)
    agree: Mapping[bool | None, str] = {True: "yes", False: "NO", None: ""}
    rows = [
        (timing.name, timing.rows, f"{1000 * timing.oxigraph:.1f}", *_against(timing), agree[timing.same])
        for timing in listed
    ]
    drawn = table(("query", "rows", "Oxigraph ms", "rdflib ms", "ratio", "same count"), rows)
    middle = statistics.median(timing.oxigraph for timing in listed)
    ratios = [timing.ratio for timing in listed if timing.ratio is not None]
    return (
        f"{drawn}\n{len(listed)} queries: median {1000 * middle:.1f} ms and at most {1000 * listed[0].oxigraph:.0f} ms "
        f"on Oxigraph; median ratio {statistics.median(ratios):.1f} over {len(ratios)}"
    )


def _against(timing: Timing) -> tuple[str, str]:
    if timing.ratio is None:
        return "fails", ""
    stopped = timing.rdflib is None
    taken = f"over {1000 * timing.limit:.0f}" if timing.rdflib is None else f"{1000 * timing.rdflib:.0f}"
    return taken, f"{'> ' if stopped else ''}{timing.ratio:.1f}"


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=Path, metavar="PAPERS.jsonl", help="papers, or the records.jsonl of a build")
    parser.add_argument("--papers", dest="count", type=int, metavar="N", help="the first N only")
    parser.add_argument("--limit", type=float, default=20, metavar="SECONDS", help="for each query on rdflib (20)")
    given = parser.parse_args()
    graph = graph_of(given.papers, given.count)
    sys.stdout.write(report(measure(graph, limit=given.limit)) + "\n")


if __name__ == "__main__":
    main()
