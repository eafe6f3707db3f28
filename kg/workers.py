"""The only place that reads papers in several processes: each builds its reader once and takes papers in batches.

What comes back is in the order of the papers, whatever the number of workers. A paper that makes the reading fail is
told and costs no other; so is one that takes its whole process down.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Generic, TypeAlias, TypeVar, cast

from kg.model import Paper, PaperRecord

if TYPE_CHECKING:
    from kg.extract.reader import Reader
    from kg.rules import Rules

T = TypeVar("T")
Form: TypeAlias = Callable[[PaperRecord], T]
"""What is wanted of a record; made where the paper is read, so that only that travels between processes."""
Report: TypeAlias = Callable[[Paper, str], object]
"""Takes a paper that could not be read and why."""
_Read: TypeAlias = tuple[T, str | None]
"""What is wanted of a paper's record, and why it is empty where reading failed."""

BATCH = 50
"""Papers a worker takes at once: a tenth of a second's work, so that progress moves and little is lost."""
WORTH = 300
"""With fewer papers than this for each, starting a worker costs more than it saves."""


def cores() -> int:
    """The number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def worthwhile(papers: int) -> int:
    """The number of workers that read so many papers soonest on this machine."""
    return max(1, min(cores(), papers // WORTH))


def read_one(reader: Reader, paper: Paper, form: Form[T]) -> _Read[T]:
    """What is wanted of a paper's record; of an empty record, with the reason, where the paper cannot be read."""
    try:
        return form(reader.read(paper)), None
    except Exception as error:
        # One paper in a thousand must not cost the others; the name of the error is for the bug report.
        return form(PaperRecord(paper=paper)), f"{type(error).__name__}: {error}"


class Workers(Generic[T]):
    """So many processes that read papers; `close` ends them."""

    def __init__(self, reader: Reader, form: Form[T], count: int) -> None:
        self.reader = reader
        self.form = form
        self.count = count
        self.pool = self._start()

    def read(self, papers: Sequence[Paper], report: Report) -> Iterator[T]:
        """What is wanted of each paper, in order."""
        batches = (papers[at : at + BATCH] for at in range(0, len(papers), BATCH))
        waiting: deque[tuple[Sequence[Paper], Future[list[_Read[T]]]]] = deque()
        try:
            for batch in batches:
                waiting.append((batch, self._submit(batch)))
                # A few batches ahead keep every worker busy; all at once would hold everything in memory.
                if len(waiting) > 3 * self.count:
                    yield from self._finished(*waiting.popleft(), report)
            while waiting:
                yield from self._finished(*waiting.popleft(), report)
        finally:
            self.close()

    def close(self) -> None:
        """End the processes; batches not begun are dropped."""
        self.pool.shutdown(wait=True, cancel_futures=True)

    def _finished(self, batch: Sequence[Paper], future: Future[list[_Read[T]]], report: Report) -> Iterator[T]:
        try:
            found = future.result()
        except BrokenProcessPool:
            found = self._again(batch)
        for paper, (wanted, reason) in zip(batch, found, strict=True):
            if reason is not None:
                report(paper, reason)
            yield wanted

    def _again(self, batch: Sequence[Paper]) -> list[_Read[T]]:
        """A batch lost with its process, paper by paper, to find the one that ends processes."""
        found: list[_Read[T]] = []
        for paper in batch:
            try:
                found += self._submit([paper]).result()
            except BrokenProcessPool:
                found.append((self.form(PaperRecord(paper=paper)), "the process that read it ended"))
        return found

    def _submit(self, batch: Sequence[Paper]) -> Future[list[_Read[T]]]:
        try:
            found = self.pool.submit(_read_batch, batch)
        except BrokenProcessPool:
            # Its threads must be gone before the next processes are forked.
            self.pool.shutdown(wait=True)
            self.pool = self._start()
            found = self.pool.submit(_read_batch, batch)
        return cast("Future[list[_Read[T]]]", found)

    def _start(self) -> ProcessPoolExecutor:
        if sys.platform == "linux":
            # A forked worker has the reader at once and shares its memory.
            _share(self.reader, self.form)
            pool = ProcessPoolExecutor(self.count, multiprocessing.get_context("fork"), _begin_forked)
            # The first task starts all of them: now, for what the caller does next may start threads. A Ctrl-C that
            # reached one of them before it ignores it would end it amid a lock the others wait for.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
            try:
                pool.submit(os.getpid)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)
            return pool
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self.count, context, _begin_spawned, (self.reader.rules, self.form))


# -- in the workers ----------------------------------------------------------------------------------------------

_shared: list[tuple[Reader, Form[object]]] = []
"""The reader of this process, and what is wanted of records."""


def _share(reader: Reader, form: Form[T]) -> None:
    _shared[:] = [(reader, form)]


def _begin_forked() -> None:
    # Ctrl-C goes to every process of a terminal; the one that started the workers ends them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()


def _end_with(parent: int) -> None:
    """End this process when the one that started it is gone: killed, or ended by a closed pipe, it tells nobody."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def _begin_spawned(rules: Rules, form: Form[T]) -> None:
    from kg.extract.reader import Reader

    _begin_forked()
    _share(Reader(rules), form)


def _read_batch(papers: Sequence[Paper]) -> list[_Read[object]]:
    reader, form = _shared[0]
    return [read_one(reader, paper, form) for paper in papers]
