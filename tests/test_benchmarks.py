"""The benchmarks run; what they measure is for reading and fails nothing."""

from __future__ import annotations

from itertools import islice

from records import sample

from benchmarks.queries import Timing, measure, report
from kg.graph import build_graph
from tests.questions import shipped_queries


def test_queries_are_measured_in_both_stores_and_answer_alike() -> None:
    timings = list(islice(measure(build_graph(sample()), limit=1), 6))
    assert [timing.name for timing in timings] == list(shipped_queries())[:6]
    # rdflib may give an empty group where there is none: only answers with rows are compared.
    assert [timing.name for timing in timings if timing.same is False and timing.rows] == []
    assert any(timing.same for timing in timings)


def test_the_report_has_the_slowest_first_and_says_what_was_stopped() -> None:
    fast = Timing(name="fast", rows=1, oxigraph=0.001, rdflib=0.02, limit=1, same=True)
    slow = Timing(name="slow", rows=2, oxigraph=0.01, rdflib=None, limit=1, same=None)
    broken = Timing(name="broken", rows=2, oxigraph=0.002, rdflib=None, limit=1, same=False)
    lines = report([fast, slow, broken]).split("\n")
    assert [line.split()[0] for line in lines[2:5]] == ["slow", "broken", "fast"]
    assert "over 1000" in lines[2] and "> 100.0" in lines[2] and "fails" in lines[3]
    assert lines[-1].startswith("3 queries: median 2.0 ms and at most 10 ms") and lines[-1].endswith("60.0 over 2")
