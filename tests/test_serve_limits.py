"""What the server does under bad load: runaway queries, slow clients, too many at once, and its own end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from records import sample
from serving import RUNAWAY, Served, family, served

from kg.export.rdf import write
from kg.graph import build_graph
from kg.serve import server as server_module

CHEAP = "SELECT ?n { model:roberta rdfs:label ?n }"
LINUX = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are listed in /proc on Linux only")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("limits")
    write(build_graph(sample()), folder / "graph.ttl")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with served(folder, "--timeout", "0.6", "--workers", "2") as running:
        yield running


def state(server: Served) -> dict[str, object]:
    found: dict[str, object] = json.loads(server.get("/health").body)
    return found


def until(server: Served, **wanted: object) -> None:
    """Waits until `/health` says so; the test fails after twenty seconds."""
    for _ in range(400):
        if wanted.items() <= state(server).items():
            return
        time.sleep(0.05)
    assert wanted.items() <= state(server).items()


# -- runaway queries


@LINUX
def test_a_runaway_query_is_ended_and_its_worker_replaced(server: Served) -> None:
    before = set(family(server.process.pid))
    began = time.monotonic()
    got = server.ask(RUNAWAY)
    assert got.status == 503
    assert "longer than 0.6 s" in got.text
    assert time.monotonic() - began < 10
    assert "RoBERTa" in server.ask(CHEAP, "text/csv").text
    until(server, idle=2, slow=0)
    # On a busy machine a process of the lowest priority may outlive its end for a while.
    deadline = time.monotonic() + 20
    while len(after := set(family(server.process.pid))) > len(before) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert len(after) == len(before) and after != before


def test_cheap_queries_do_not_wait_for_slow_ones(server: Served) -> None:
    with ThreadPoolExecutor(6) as threads:
        slow = [threads.submit(server.ask, RUNAWAY) for _ in range(6)]
        time.sleep(0.2)
        cheap = [server.ask(CHEAP, "text/csv") for _ in range(20)]
        assert all("RoBERTa" in got.text for got in cheap)
        answers = [future.result() for future in slow]
    # Two run to the limit beside the fast workers; the others are told when to come again.
    assert {got.status for got in answers} == {429, 503}
    assert all(int(got.headers["retry-after"]) >= 1 for got in answers if got.status == 429)
    until(server, idle=2, slow=0, waiting=0)


@LINUX
def test_a_query_that_takes_all_memory_ends_alone(folder: Path) -> None:
    # 64 MB doubled again and again; the limit is 1 GB a query.
    doubled = "CONCAT(?x, ?x, ?x, ?x, ?x, ?x, ?x, ?x)"
    steps = " ".join(f"BIND({doubled.replace('?x', f'?x{number}')} AS ?x{number + 1})" for number in range(10))
    with served(folder, "--timeout", "10") as running:
        got = running.ask(f'SELECT (STRLEN(?x10) AS ?n) {{ BIND("{"x" * 1000}" AS ?x0) {steps} }}')
        assert got.status == 503
        assert "RoBERTa" in running.ask(CHEAP, "text/csv").text


def test_a_client_that_leaves_frees_its_worker(folder: Path) -> None:
    with served(folder, "--timeout", "30", "--workers", "1") as running:
        with socket.create_connection(("127.0.0.1", running.port)) as line:
            line.sendall(f"GET /sparql?query={quote(RUNAWAY)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            until(running, slow=1)
        until(running, slow=0, idle=1)


@LINUX
def test_a_worker_killed_from_outside_is_replaced(folder: Path) -> None:
    with served(folder, "--workers", "1") as running:
        [keeper] = [pid for pid in family(running.process.pid) if family(pid)]
        [worker] = family(keeper)
        os.kill(worker, signal.SIGKILL)
        while worker in family(keeper):
            time.sleep(0.01)
        assert [running.ask(CHEAP).status for _ in range(3)] == [200, 200, 200]


# -- clients that misbehave


@pytest.mark.parametrize(
    "data",
    [
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET /" + b"a" * 1_000_000,
        b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 200_000,
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_malformed_requests_are_refused(server: Served, data: bytes) -> None:
    # Reset where the server has hung up with part of the request unread.
    with suppress(ConnectionResetError, BrokenPipeError):
        assert b" 400 " in server.raw(data).split(b"\r\n")[0]
    assert server.get("/health").status == 200


def test_a_long_address_is_refused(server: Served) -> None:
    # Just under what the parser of heads takes.
    got = server.get("/sparql?" + urlencode({"query": "ASK { } #" + "é" * 10_930}))
    assert got.status in (400, 414)


def test_a_long_body_is_refused_before_it_has_come(server: Served) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
    assert b" 413 " in server.raw(head + b"Content-Length: 99999999\r\n\r\n").split(b"\r\n")[0]
    pieces = b"".join(b"%x\r\n%b\r\n" % (1 << 16, b"#" * (1 << 16)) for _ in range(20))
    with suppress(ConnectionResetError, BrokenPipeError):
        assert b" 413 " in server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + pieces).split(b"\r\n")[0]
    assert server.get("/health").status == 200


_SHORT = "import kg.serve.server as s, kg.serve.protocol as p; s.HEAD_SECONDS = s.IDLE_SECONDS = p.BODY_SECONDS = 0.5"


def test_dawdling_clients_are_hung_up_on(folder: Path, tmp_path: Path) -> None:
    # Limits are constants of the modules; a site file of the test makes them short in the server's process.
    (tmp_path / "sitecustomize.py").write_text(_SHORT)
    with served(folder, environment={"PYTHONPATH": str(tmp_path)}) as running:
        began = time.monotonic()
        assert running.raw(b"") == b""
        assert running.raw(b"GET / HTTP/1.1\r\nHost:") == b""
        # The second request of a connection is watched as well as the first.
        first = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
        assert running.raw(first + b"GET / HT").count(b"HTTP/1.1") == 1
        head = b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n"
        assert b" 408 " in running.raw(head + b"Content-Length: 50\r\n\r\nASK").split(b"\r\n")[0]
        assert time.monotonic() - began < 25
    assert server_module.HEAD_SECONDS == 10


def test_many_dawdlers_do_not_keep_others_out(server: Served) -> None:
    lines = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(100)]
    try:
        for line in lines:
            line.sendall(b"GET /sparql?query=")
        assert "RoBERTa" in server.ask(CHEAP, "text/csv").text
    finally:
        for line in lines:
            line.close()


# -- beginning and end


@LINUX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_nothing_is_left_behind(folder: Path, number: signal.Signals) -> None:
    with served(folder, "--timeout", "60") as running:
        with ThreadPoolExecutor(1) as threads:
            busy = threads.submit(_quietly, running)
            until(running, slow=1)
            processes = family(running.process.pid)
            running.process.send_signal(number)
            running.process.wait(timeout=20)
            busy.result()
        assert len(processes) >= 4
        for _ in range(400):
            left = [pid for pid in processes if _alive(pid)]
            if not left:
                break
            time.sleep(0.05)
        assert not left
        if number == signal.SIGINT:
            assert running.process.returncode == 0


def _quietly(running: Served) -> None:
    with suppress(OSError):
        running.ask(RUNAWAY)


def _alive(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "kg", "serve", *arguments]
    return subprocess.run(line, capture_output=True, text=True, timeout=120)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("missing.ttl", None, "no such file"),
        ("broken.ttl", "<a> <b> ", "no Turtle"),
        ("broken.nt", "nonsense", "cannot be read"),
        ("graph.docx", "x", "no format of triples"),
    ],
)
def test_what_cannot_be_served_is_one_line(tmp_path: Path, name: str, text: str | None, told: str) -> None:
    if text is not None:
        (tmp_path / name).write_text(text)
    done = command(str(tmp_path / name), "--port", "0")
    assert done.returncode == 2
    assert re.fullmatch(rf"kg: .*{told}.*\n", done.stderr), done.stderr


def test_a_port_in_use_is_one_line(server: Served, folder: Path) -> None:
    done = command(str(folder), "--port", str(server.port))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert f"port {server.port} of 127.0.0.1 is in use; choose another with --port" in done.stderr


def test_without_the_extra_there_is_a_remedy(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "uvicorn.py").write_text("raise ModuleNotFoundError('no', name='uvicorn')")
    line = [sys.executable, "-m", "kg", "serve", str(folder), "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run(line, capture_output=True, text=True, timeout=30, env=environment)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "pip install 'paperkg[serve]'" in done.stderr


def test_a_store_on_disk_is_served_read_only(folder: Path, tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.load(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    store.flush()
    del store
    with served(tmp_path / "store", "--timeout", "0.6") as running:
        assert "RoBERTa" in running.ask(CHEAP, "text/csv").text
        assert running.ask(RUNAWAY).status == 503
        assert "RoBERTa" in running.ask(CHEAP, "text/csv").text
        assert running.get("/explorer").status == 404
