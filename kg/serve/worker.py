"""One worker: takes a request, writes the answer, and dies by the kernel's hand if that takes too long.

A request and its answer travel in one unnamed file that comes with a byte over the worker's socket: an answer of any
length leaves the worker free at once, however slowly the client reads it.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import socket
import struct
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from kg.errors import KGError
from kg.serve.answers import Bounded, TooLarge
from kg.serve.desk import Desk, Refused, Reply

MEMORY = 1 << 30
"""So many bytes a query may take beside what is shared."""

GRACE = 1.0
"""Seconds after the time limit when the worker's own alarm goes off; before that the server has ended it."""

NUMBER = struct.Struct("!I")


def work(line: socket.socket, desk: Desk, seconds: float) -> None:
    """Nothing, when the server has closed the line."""
    _bound_memory()
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    line.sendall(NUMBER.pack(os.getpid()))
    while True:
        data, files, _, _ = socket.recv_fds(line, 1, 1)
        if not data or not files:
            return
        # Unlike a handler in Python, the default action of a signal also ends a query deep inside the engine.
        signal.setitimer(signal.ITIMER_REAL, seconds + GRACE)
        with os.fdopen(files[0], "r+b") as file:
            head = _answer(desk, file)
        signal.setitimer(signal.ITIMER_REAL, 0)
        line.sendall(json.dumps(head).encode() + b"\n")


def _answer(desk: Desk, file: BinaryIO) -> dict[str, Any]:
    """The head of the answer, whose body takes the place of the request in the file."""
    file.seek(0)
    request = json.loads(file.read())
    try:
        return _written(file, desk, request)
    except Refused as error:
        reply, text = Reply(error.status), str(error)
    except TooLarge as error:
        reply, text = Reply(413), str(error)
    except KGError as error:
        reply, text = Reply(400), str(error)
    except MemoryError:
        reply, text = Reply(503), "the query needs more memory than a query may have"
    except Exception as error:
        reply, text = Reply(500), f"unexpected {type(error).__name__} (a fault of kg)"
        sys.stderr.write(f"kg serve: {type(error).__name__}: {error}\n")
    file.seek(0)
    file.truncate()
    file.write(text.encode("utf-8", "replace") + b"\n")
    file.flush()
    return reply.head()


def _written(file: BinaryIO, desk: Desk, request: dict[str, Any]) -> dict[str, Any]:
    file.seek(0)
    file.truncate()
    reply = desk.answer(request, Bounded(file))
    file.flush()
    return reply.head()


def _bound_memory() -> None:
    """An allocation beyond the limit fails, which ends this process and no other."""
    # Linux alone says how large a process is; elsewhere the limit cannot be set in relation to it.
    with suppress(OSError, ValueError):
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
