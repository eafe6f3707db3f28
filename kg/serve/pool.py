"""Who answers when: requests wait for a worker, and one that takes long gives way, is timed, and is ended.

A query that is not answered within `PATIENCE` moves to the slow lane: its process gets the lowest priority, and a fresh
worker takes its place among the fast ones. So cheap queries wait for cheap ones only. Neither lane grows beyond its
limit; who finds no room is told to come again.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from kg.errors import KGError, QueryError

PATIENCE = 0.05
"""Seconds a query may take before it counts as slow: ten times what looking up an entity takes."""

WAITING = 256
"""So many requests at most wait for a worker."""

USES = 1_000
"""After so many answers a worker is replaced, and with it what its memory has gathered."""

FORKED = 30.0
"""Seconds within which the keeper must have made a worker."""

# As `kg.serve.keeper` and `kg.serve.worker` have them; importing those would load the engine into the server.
_FORK, _KILL = b"F", b"K"


class Unanswered(KGError):
    """A request got no answer; `status` is that of HTTP, `retry` the seconds after which to try again, if any."""

    def __init__(self, status: int, message: str, retry: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry = retry


@dataclass(slots=True)
class Answer:
    """What a worker has written: how to send it, and the open file with the body from its beginning."""

    status: int
    media_type: str
    varies: bool
    file: BinaryIO


@dataclass(slots=True, eq=False)
class _Worker:
    pid: int
    line: socket.socket
    uses: int = 0
    slow: bool = False


def _is_dead(worker: _Worker) -> bool:
    """Whether an idle worker has gone: only then is there something to read, the end of its line."""
    try:
        return not worker.line.recv(1, socket.MSG_PEEK)
    except BlockingIOError:
        return False
    except OSError:
        return True


class Keeper:
    """The server's end of the process that holds the graph."""

    def __init__(self, path: Path, seconds: float, rows: int) -> None:
        """The running keeper, once the graph is loaded. Raises `QueryError` when it cannot be."""
        self._control, theirs = socket.socketpair()
        number = theirs.fileno()
        command = [sys.executable, "-m", "kg.serve.keeper", str(number), str(path), str(seconds), str(rows)]
        # A session of its own: Ctrl-C in the terminal is for the server, which ends its workers in order.
        self.process = subprocess.Popen(  # noqa: S603
            command, pass_fds=[number], stdin=subprocess.DEVNULL, start_new_session=True
        )
        theirs.close()
        try:
            self._await_graph(path)
        except BaseException:
            self.close()
            raise

    def _await_graph(self, path: Path) -> None:
        told = b""
        while not told.endswith(b"\n"):
            part = self._control.recv(1 << 16)
            if not part:
                raise QueryError(f"{path}: loading ended early (code {self.process.wait()}); is there enough memory?")
            told += part
        problem = json.loads(told).get("error")
        if problem:
            raise QueryError(problem)

    def fork(self) -> socket.socket:
        """The line to a new worker. Raises `OSError` when the keeper is gone."""
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self._control, [_FORK + bytes(4)], [theirs.fileno()])
        ours.setblocking(False)
        return ours

    def kill(self, pid: int) -> None:
        """Nothing; the worker of this number is ended if it is one still."""
        with suppress(OSError):
            self._control.sendall(_KILL + pid.to_bytes(4, "big"))

    def close(self) -> None:
        """Nothing; the keeper and all workers are gone."""
        self._control.close()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Pool:
    """Answers requests by the workers of a keeper, `workers` at a time and as many slow ones beside them."""

    def __init__(self, keeper: Keeper, workers: int, seconds: float) -> None:
        self.keeper = keeper
        self.workers = workers
        self.seconds = seconds
        self.waiting = 0
        self.broken = False
        self.ended = 0
        """How many queries have been ended for their time, or died."""
        self._idle: asyncio.Queue[_Worker] = asyncio.Queue()
        self._slow: set[_Worker] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Nothing, when all workers wait for requests."""
        await asyncio.gather(*(self._add() for _ in range(self.workers)))

    async def close(self) -> None:
        """Nothing, when no process is left."""
        for task in self._tasks:
            task.cancel()
        await asyncio.to_thread(self.keeper.close)

    async def ask(self, request: Mapping[str, Any]) -> Answer:
        """The answer of a worker. Raises `Unanswered` when there is none; cancelling it ends the worker."""
        worker = await self._take()
        # No with: the answer hands the file on to who sends it.
        file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115
        done = False
        try:
            file.write(json.dumps(request).encode())
            file.flush()
            socket.send_fds(worker.line, [b"?"], [file.fileno()])
            head = await self._head(worker)
            done = True
            file.seek(0)
            return Answer(head["status"], head["type"], head["varies"], file)
        except OSError:
            raise self._dead() from None
        finally:
            if not done:
                file.close()
            self._give_back(worker, done)

    def state(self) -> dict[str, Any]:
        """How busy the server is, for `/health`."""
        return {
            "status": "broken" if self.broken else "ok",
            "workers": self.workers,
            "idle": self._idle.qsize(),
            "slow": len(self._slow),
            "waiting": self.waiting,
            "ended": self.ended,
        }

    # -- workers

    async def _take(self) -> _Worker:
        if self.broken:
            raise Unanswered(503, "the process that holds the graph is gone; restart the server")
        if self.waiting >= WAITING:
            raise Unanswered(429, f"{WAITING} requests are waiting already; come again", 1)
        self.waiting += 1
        try:
            async with asyncio.timeout(self.seconds):
                while _is_dead(worker := await self._idle.get()):
                    self._give_back(worker, False)
                return worker
        except TimeoutError:
            raise Unanswered(429, "no worker became free in time; come again", 1) from None
        finally:
            self.waiting -= 1

    def _give_back(self, worker: _Worker, done: bool) -> None:
        """The worker to its place, or another in its place where it was slow, is used up or has not answered."""
        worker.uses += 1
        if done and not worker.slow and worker.uses < USES:
            self._idle.put_nowait(worker)
            return
        self.ended += not done
        self.keeper.kill(worker.pid)
        worker.line.close()
        if worker.slow:
            self._slow.discard(worker)
        else:
            self._replace()

    def _replace(self) -> None:
        task = asyncio.ensure_future(self._add())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _add(self) -> None:
        """Nothing, when one more worker waits for requests."""
        try:
            line = self.keeper.fork()
            async with asyncio.timeout(FORKED):
                number = await asyncio.get_running_loop().sock_recv(line, 4)
            if len(number) < 4:
                raise ConnectionError("no worker came")
        except (OSError, TimeoutError):
            self.broken = True
            return
        self._idle.put_nowait(_Worker(int.from_bytes(number, "big"), line))

    # -- lanes

    async def _head(self, worker: _Worker) -> dict[str, Any]:
        reading = asyncio.ensure_future(self._read(worker))
        try:
            await asyncio.wait({reading}, timeout=min(PATIENCE, self.seconds))
            if not reading.done():
                self._demote(worker)
                await asyncio.wait({reading}, timeout=max(0.0, self.seconds - PATIENCE))
            if not reading.done():
                raise Unanswered(503, f"the query ran longer than {self.seconds:g} s and was ended; ask for less")
            return await reading
        finally:
            if not reading.done():
                reading.cancel()
                # The loop must let go of the line before it is closed: the next one may get the same number.
                await asyncio.wait({reading})

    def _demote(self, worker: _Worker) -> None:
        if len(self._slow) >= self.workers:
            raise Unanswered(
                429, f"{self.workers} slow queries are running already; come again", math.ceil(self.seconds)
            )
        worker.slow = True
        self._slow.add(worker)
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, worker.pid, 19)
        self._replace()

    async def _read(self, worker: _Worker) -> dict[str, Any]:
        """The head of the answer, one line of JSON."""
        told = b""
        while not told.endswith(b"\n"):
            part = await asyncio.get_running_loop().sock_recv(worker.line, 1 << 16)
            if not part:
                raise self._dead()
            told += part
        found: dict[str, Any] = json.loads(told)
        return found

    @staticmethod
    def _dead() -> Unanswered:
        return Unanswered(503, "the query needed more memory or time than one may have, and was ended; ask for less")
