"""Reading in several processes: the same in the same order, and no paper costs another."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

import kg
from kg.extract.reader import Reader
from kg.model import Paper, PaperRecord
from kg.pipeline import extract, extract_as
from kg.rules import Rules
from kg.sources.problem import Problem
from kg.store import line
from kg.workers import BATCH, WORTH, cores, worthwhile

SAMPLES = Path(kg.__file__).parent / "samples" / "landmarks.jsonl"
POISON = "Poison"


def papers(count: int, poisoned: Sequence[int] = ()) -> list[Paper]:
    """So many short papers, some with a title that ends badly."""
    return [
        Paper(
            id=f"title:{number}",
            title=POISON if number in poisoned else f"ToastNet-{number}",
            abstract=f"ToastNet-{number} reaches {number}.5% accuracy on MNLI and outperforms BERT.",
        )
        for number in range(count)
    ]


@pytest.mark.parametrize("workers", [2, 3])
def test_the_same_records_in_the_same_order(rules: Rules, workers: int) -> None:
    texts = [*kg.read(SAMPLES), *papers(2 * BATCH)]
    alone = [line(record) for record in extract(texts, rules=rules)]
    assert [line(record) for record in extract(texts, rules=rules, workers=workers)] == alone
    assert list(extract_as(line, texts, rules=rules, workers=workers)) == alone


def test_nothing_to_read(rules: Rules) -> None:
    assert list(extract([], rules=rules, workers=2)) == []


def failing(self: Reader, paper: Paper) -> PaperRecord:
    """A reading that raises for some papers."""
    if paper.title == POISON:
        raise ValueError("bad toast")
    return PaperRecord(paper=paper)


def ending(self: Reader, paper: Paper) -> PaperRecord:
    """A reading that takes its process down for some papers."""
    if paper.title == POISON:
        os._exit(3)
    return PaperRecord(paper=paper)


@pytest.mark.skipif(sys.platform != "linux", reason="only a forked worker sees a patched reader")
@pytest.mark.parametrize(
    ("read", "fact"), [(failing, "ValueError: bad toast"), (ending, "the process that read it ended")]
)
def test_a_bad_paper_is_told_and_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, rules: Rules, read: object, fact: str
) -> None:
    monkeypatch.setattr(Reader, "read", read)
    texts = papers(3 * BATCH, poisoned=[7, 2 * BATCH + 1])
    told: list[Problem] = []
    found = list(extract(texts, rules=rules, report=told.append, workers=2))
    assert [record.paper for record in found] == texts
    assert [problem.fact for problem in told] == [f"title:{n} could not be read: {fact}" for n in (7, 2 * BATCH + 1)]


def test_stopping_early_leaves_no_process(rules: Rules) -> None:
    records = extract(papers(20 * BATCH), rules=rules, workers=2)
    next(records)
    records.close()  # type: ignore[attr-defined]
    assert children() == []


def children() -> list[str]:
    """The processes this one has started and that still run."""
    listed = subprocess.run(["ps", "--ppid", str(os.getpid()), "-o", "args="], capture_output=True, text=True)
    return [row for row in listed.stdout.splitlines() if "python" in row and "defunct" not in row]


def test_ctrl_c_ends_cleanly(tmp_path: Path) -> None:
    source = tmp_path / "papers.jsonl"
    source.write_text("".join(f'{{"title": "T{n}", "abstract": "BERT wins."}}\n' for n in range(60_000)))
    command = [sys.executable, "-m", "kg", "extract", str(source), "--workers", "2"]
    # What starts the tests in the background may have them ignore Ctrl-C, and whatever they start.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=heed
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, b"")
    assert group_ends(process.pid)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_workers_end_with_the_process_that_started_them(tmp_path: Path, how: signal.Signals) -> None:
    source = tmp_path / "papers.jsonl"
    source.write_text("".join(f'{{"title": "T{n}", "abstract": "BERT wins."}}\n' for n in range(20_000)))
    command = [sys.executable, "-m", "kg", "extract", str(source), "--workers", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.send_signal(how)
        # Waits until the last process that holds the pipes is gone.
        process.communicate(timeout=30)
    assert group_ends(process.pid)


def group_ends(group: int) -> bool:
    """Whether the last process of the group goes within thirty seconds."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize(("count", "expected"), [(0, 1), (WORTH, 1), (2 * WORTH, min(2, cores())), (10**6, cores())])
def test_few_papers_need_no_workers(count: int, expected: int) -> None:
    assert worthwhile(count) == expected
