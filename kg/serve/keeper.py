"""The process that holds the graph and makes workers of itself: it loads once, and each fork shares what is loaded.

It has one thread and does nothing but fork, kill and bury, so that forking is safe and takes milliseconds. The server
talks to it over one socket, five bytes at a time: `F` with a socket for a new worker, or `K` with the number of a
process to end. When the server goes, however it goes, the socket closes and everything here ends.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path
from types import FrameType

import pyoxigraph as ox

from kg.errors import KGError
from kg.questions import NamedQuery, named_queries
from kg.rules import shipped
from kg.serve.desk import Desk
from kg.serve.place import Place, find, load
from kg.serve.worker import work

FORK, KILL = b"F", b"K"
ORDER = struct.Struct("!cI")
"""An order: what to do, and the process it is done to."""


class Keeper:
    """Forks workers that share the open store."""

    def __init__(self, control: socket.socket, place: Place, seconds: float, rows: int) -> None:
        self.control = control
        self.place = place
        self.seconds = seconds
        self.rows = rows
        self.workers: set[int] = set()
        self.desk = None if place.on_disk else self._desk(load(place))

    def _desk(self, store: ox.Store) -> Desk:
        queries: dict[str, NamedQuery] = named_queries(shipped())
        return Desk(store, queries, self.rows)

    def run(self) -> None:
        """Nothing, when the server has closed the socket; all workers are gone then."""
        gc.collect()
        # Else the first collection in a worker would touch, and so copy, every page it shares.
        gc.freeze()
        signal.signal(signal.SIGCHLD, self._bury)
        self.control.sendall(b"{}\n")
        while order := self._order():
            what, pid, files = order
            if what == KILL and pid in self.workers:
                os.kill(pid, signal.SIGKILL)
            for file in files if what == FORK else ():
                self._fork(socket.socket(fileno=file))
        for pid in tuple(self.workers):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _order(self) -> tuple[bytes, int, list[int]] | None:
        data, files, _, _ = socket.recv_fds(self.control, ORDER.size, 1, socket.MSG_WAITALL)
        if len(data) < ORDER.size:
            return None
        what, pid = ORDER.unpack(data)
        return what, pid, files

    def _fork(self, line: socket.socket) -> None:
        # Until its number is noted a child must not be buried: the note would stay for ever.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
        pid = os.fork()
        if pid == 0:
            self._become_worker(line)
        self.workers.add(pid)
        line.close()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})

    def _become_worker(self, line: socket.socket) -> None:
        status = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            self.control.close()
            desk = self.desk or self._desk(load(self.place))
            work(line, desk, self.seconds)
            status = 0
        finally:
            # Not sys.exit: the child must not run what the parent would do at its end.
            os._exit(status)

    def _bury(self, _number: int, _frame: FrameType | None) -> None:
        with suppress(ChildProcessError):
            while (pid := os.waitpid(-1, os.WNOHANG)[0]) != 0:
                self.workers.discard(pid)


def main() -> None:
    """Loads what the command line says and keeps it; a mistake of the user goes to the server as one line of JSON."""
    number, path, seconds, rows = sys.argv[1:]
    # Ctrl-C goes to the whole group; the server decides when its workers end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=int(number))
    try:
        keeper = Keeper(control, find(Path(path)), float(seconds), int(rows))
    except KGError as error:
        control.sendall(json.dumps({"error": str(error)}).encode() + b"\n")
        return
    keeper.run()


if __name__ == "__main__":
    main()
