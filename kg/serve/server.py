"""Running it: a socket of our own, uvicorn on it with a watch for clients that dawdle, and an orderly end."""

from __future__ import annotations

import asyncio
import errno
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from kg.errors import KGError
from kg.serve.app import application
from kg.serve.place import find
from kg.serve.pool import Keeper, Pool

HEAD_SECONDS = 10.0
"""Seconds within which the head of a request must have arrived."""
IDLE_SECONDS = 15
"""Seconds a connection is kept open without a request."""
STOP_SECONDS = 2
"""Seconds requests have to end when the server is stopped."""
CONNECTIONS = 1_000
"""So many connections at most are served; further ones get 503 at once."""


class ServeError(KGError):
    """The server cannot run as asked."""


def serve(
    path: Path, *, host: str, port: int, seconds: float, workers: int | None, rows: int, told: Callable[[str], None]
) -> None:
    """Nothing, when the user has stopped the server; its address goes to `told` once it answers. Raises `KGError`."""
    if not hasattr(os, "fork"):
        raise ServeError("kg serve: queries run in forked processes, which this system has not; use Linux or macOS")
    # The command ends quietly on a closed pipe; a server must outlive a client that hangs up.
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    place = find(path)
    with _bound(host, port) as listening:
        keeper = Keeper(path, seconds, rows)
        try:
            pool = Pool(keeper, workers or max(4, 2 * (os.cpu_count() or 1)), seconds)
            address = f"http://{_bracketed(host)}:{listening.getsockname()[1]}/"
            line = f"{place.path} is served at {address} (Ctrl-C stops)"
            server = _Server(_config(application(pool, place.explorer)), lambda: told(line))
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            # What uvicorn raises again after an orderly end.
            pass
        finally:
            keeper.close()


def _bound(host: str, port: int) -> socket.socket:
    """A socket at the address. Raises `ServeError` in one line."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, kind, number)
    except OSError as error:
        raise ServeError(f"kg serve: no address is called {host!r} ({error.strerror}); use --host 127.0.0.1") from None
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        # Two servers may bind a port together as long as none listens.
        found.listen(2048)
    except OSError as error:
        found.close()
        fact = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
        raise ServeError(f"kg serve: port {port} of {host} {fact}; choose another with --port") from None
    return found


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _config(app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=_Watched,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=STOP_SECONDS,
        limit_concurrency=CONNECTIONS,
    )


class _Server(uvicorn.Server):
    """A server that says when it answers."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._tell = started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Nothing, when clients are answered."""
        await super().startup(sockets=sockets)
        self._tell()


class _Watched(H11Protocol):
    """A connection that is closed when the head of a request does not arrive in time, which uvicorn does not do."""

    _watch: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """The clock runs from the first moment: a client that sends nothing is one that dawdles."""
        super().connection_made(transport)
        self._wind()

    def data_received(self, data: bytes) -> None:
        """The clock stops when the head of a request is there, and runs for the next when its bytes come."""
        super().data_received(data)
        if self.cycle is not None and not self.cycle.response_complete:
            self._stop()
        elif self._watch is None:
            self._wind()

    def connection_lost(self, exc: Exception | None) -> None:
        """No clock is left running."""
        self._stop()
        super().connection_lost(exc)

    def _wind(self) -> None:
        self._watch = self.loop.call_later(HEAD_SECONDS, self.transport.close)

    def _stop(self) -> None:
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None
