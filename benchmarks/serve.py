"""Loads `kg serve` on loopback: many clients, some of whose queries never end, and says what the others notice.

    python -m benchmarks.serve [--seconds 60] [--clients 200] [--killers 0.05] [--think 4] [--graph exports/graph.ttl]

Each client asks, waits a random time (`--think` seconds in the mean) and asks again. Told are the wrong answers, the
99th percentile of cheap queries with one client, with all, and with all and the killers, and the memory of all
processes of the server before and after (shared pages counted once). It ends by itself.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).parent.parent
sys.path.append(str(ROOT / "tests"))

from serving import family, served  # noqa: E402

CHEAP = (
    "SELECT ?n { model:bert rdfs:label ?n }",
    "SELECT ?s ?v { ?r fair4ml:evaluationDataset dataset:imagenet ; fair4ml:evaluatedMLModel ?s ; mls:hasValue ?v } "
    "ORDER BY ?s ?v",
    "ASK { model:xlnet kg:outperforms model:bert }",
    "SELECT (COUNT(*) AS ?n) { ?m a kg:Model }",
)
KILLER = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
UNLOADED = 400


@dataclass
class Seen:
    """What the clients of one run have noticed."""

    seconds: list[float] = field(default_factory=list)
    wrong: int = 0
    cheap: Counter[int] = field(default_factory=Counter)
    killers: Counter[int] = field(default_factory=Counter)

    def p99(self) -> float:
        """Milliseconds within which 99 % of the cheap queries were answered."""
        return statistics.quantiles(self.seconds, n=100)[98] * 1000


class Client:
    """One connection that is kept open, and opened again when the server closes it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str) -> tuple[int, bytes]:
        """Status and body."""
        for attempt in (1, 2):
            try:
                return await self._ask(query)
            except (asyncio.IncompleteReadError, ConnectionError):
                self.close()
                if attempt == 2:
                    raise
        raise AssertionError

    async def _ask(self, query: str) -> tuple[int, bytes]:
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        writer.write(f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        return int(head.split()[1]), await reader.readexactly(length)

    def close(self) -> None:
        """The connection is gone."""
        if self.streams:
            self.streams[1].close()
        self.streams = None


async def one(
    port: int, seen: Seen, right: dict[str, bytes], until: float, dice: random.Random, args: argparse.Namespace
) -> None:
    """One client until the time is up."""
    client = Client(port)
    await asyncio.sleep(dice.uniform(0, args.think))
    while time.monotonic() < until:
        kills = dice.random() < args.killers
        query = KILLER if kills else dice.choice(CHEAP)
        began = time.monotonic()
        status, body = await client.ask(query)
        if kills:
            seen.killers[status] += 1
            seen.wrong += status == 200
        else:
            seen.cheap[status] += 1
            seen.seconds.append(time.monotonic() - began)
            seen.wrong += status == 200 and body != right[query]
        await asyncio.sleep(dice.expovariate(1 / args.think))
    client.close()


async def crowd(port: int, right: dict[str, bytes], seconds: float, args: argparse.Namespace) -> Seen:
    """What all clients see together."""
    seen, until = Seen(), time.monotonic() + seconds
    dice = random.Random(1)
    everyone = (one(port, seen, right, until, random.Random(dice.random()), args) for _ in range(args.clients))
    await asyncio.gather(*everyone)
    return seen


async def alone(port: int, right: dict[str, bytes]) -> Seen:
    """What a single client sees."""
    seen, client = Seen(), Client(port)
    for number in range(UNLOADED):
        query = CHEAP[number % len(CHEAP)]
        began = time.monotonic()
        status, body = await client.ask(query)
        seen.seconds.append(time.monotonic() - began)
        seen.cheap[status] += 1
        seen.wrong += body != right.setdefault(query, body)
        await asyncio.sleep(0.005)
    client.close()
    return seen


def memory(pid: int) -> float:
    """Megabytes of the process and all that descend from it, shared pages counted once."""
    rows = (Path(f"/proc/{one}/smaps_rollup").read_text() for one in [pid, *family(pid)])
    return sum(int(row.split("\nPss:")[1].split()[0]) for row in rows) / 1024


def told(name: str, seen: Seen, unloaded: float) -> None:
    """Prints one line about a run."""
    print(
        f"{name:28} {sum(seen.cheap.values()):6} cheap {dict(seen.cheap)}, killers {dict(seen.killers)}, "
        f"wrong {seen.wrong}, median {statistics.median(seen.seconds) * 1000:.1f} ms, "
        f"p99 {seen.p99():.1f} ms = {seen.p99() / unloaded:.1f} x"
    )


def main() -> None:
    """Runs the three loads one after another."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--killers", type=float, default=0.05)
    parser.add_argument("--think", type=float, default=4)
    parser.add_argument("--graph", type=Path, default=ROOT / "exports" / "graph.ttl")
    args = parser.parse_args()
    with served(args.graph) as server:
        right: dict[str, bytes] = {}
        first = asyncio.run(alone(server.port, right))
        before = memory(server.process.pid)
        told("one client", first, first.p99())
        calm = argparse.Namespace(**{**vars(args), "killers": 0.0})
        told(f"{args.clients} clients", asyncio.run(crowd(server.port, right, args.seconds / 3, calm)), first.p99())
        busy = asyncio.run(crowd(server.port, right, args.seconds, args))
        told(f"{args.clients} clients with killers", busy, first.p99())
        after = memory(server.process.pid)
        print(f"memory {before:.0f} MB before, {after:.0f} MB after")
    sys.exit(1 if first.wrong or busy.wrong else 0)


if __name__ == "__main__":
    main()
