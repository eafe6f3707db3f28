"""Running `kg serve` for tests: on a free port of loopback, ended with the test, with nothing left behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
"""A query no machine answers in a test's time on a graph of a few hundred triples."""


@dataclass(frozen=True)
class Got:
    """An answer: its status, headers with names in lower case, and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def type(self) -> str:
        """The media type without parameters."""
        return self.headers["content-type"].split(";")[0]


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    process: subprocess.Popen[str]

    @property
    def url(self) -> str:
        """Its address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, accept: str | None = None, **options: object) -> Got:
        """The answer to a request; `method`, `data` and `headers` are those of `urllib`."""
        headers = {**({"Accept": accept} if accept else {}), **options.pop("headers", {})}  # type: ignore[dict-item]
        request = urllib.request.Request(f"{self.url}{path}", headers=headers, **options)  # type: ignore[arg-type]
        try:
            with _OPENER.open(request, timeout=30) as answer:
                return Got(answer.status, _lower(answer.headers), answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Got(error.code, _lower(error.headers), error.read())

    def ask(self, query: str, accept: str | None = None, **more: str | list[str]) -> Got:
        """The answer to a query sent by GET."""
        return self.get("/sparql?" + urllib.parse.urlencode({"query": query, **more}, doseq=True), accept)

    def raw(self, data: bytes, seconds: float = 20.0) -> bytes:
        """Everything that comes back for these bytes until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=seconds) as line:
            line.sendall(data)
            found = b""
            while part := line.recv(1 << 16):
                found += part
            return found


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _Stay)


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


@contextmanager
def served(place: Path, *options: str, environment: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A server of what lies at the place, with further options of the command."""
    command = [sys.executable, "-m", "kg", "serve", str(place), "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **(environment or {})}
    )
    assert process.stdout is not None and process.stderr is not None
    try:
        line = process.stdout.readline()
        assert "http://" in line, line + process.stderr.read()
        yield Served(int(line.split("http://127.0.0.1:")[1].split("/")[0]), process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def family(pid: int) -> list[int]:
    """All processes that descend from this one (Linux only)."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((folder / "stat").read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
        parents.setdefault(parent, []).append(int(folder.name))
    children = parents.get(pid, [])
    return children + [found for child in children for found in family(child)]
