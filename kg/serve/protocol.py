"""The SPARQL 1.1 Protocol's side of a request: which query, over which graphs, sent in any of three ways."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.serve.pool import Unanswered

BODY = 1 << 20
"""So many bytes a request may have at most."""
DRAINED = 8 << 20
"""So many bytes at most of a longer one are taken in, and thrown away."""
BODY_SECONDS = 10.0
"""Seconds within which a request must have arrived."""
FIELDS = 200
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"

Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the graphs it is asked of; no graphs means those the query names, or all."""

    query: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


async def asked(request: Request) -> Asked | None:
    """What is asked, or `None` for a GET that asks nothing. Raises `Unanswered` with the status of the fault."""
    pairs = parameters(request)
    if request.method != "POST":
        return _from_pairs(pairs) if pairs else None
    kind, _, options = request.headers.get("content-type", "").partition(";")
    kind = kind.strip().lower()
    charset = options.lower().partition("charset=")[2].strip(' "') or "utf-8"
    if kind == "application/sparql-update":
        raise Unanswered(403, "this graph is read-only; send a query")
    if kind not in (FORM, QUERY):
        raise Unanswered(415, f"{kind or 'no media type'} is not read here; send {QUERY} or {FORM}")
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Unanswered(415, f"charset {charset} is not read here; send UTF-8")
    text = _utf8(await body(request))
    if kind == FORM:
        return _from_pairs(_pairs(text))
    if any(name in ("query", "update") for name, _ in pairs):
        raise Unanswered(400, "the query is in the body; take it out of the address")
    return _from_pairs([*pairs, ("query", text)])


async def _drain(request: Request) -> None:
    """Nothing, once a little more than is allowed has come: a client that still writes would not read the answer."""
    left = DRAINED
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            async for part in request.stream():
                left -= len(part)
                if left < 0:
                    return


async def body(request: Request) -> bytes:
    """The body, which may be long neither in bytes nor in coming."""
    too_long = Unanswered(413, f"the request is longer than {BODY >> 20} MB; send a shorter query")
    length = request.headers.get("content-length", "0")
    if not length.isdecimal() or int(length) > BODY:
        await _drain(request)
        raise too_long
    found = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                found += part
                if len(found) > BODY:
                    raise too_long
    except TimeoutError:
        raise Unanswered(408, f"the request did not arrive within {BODY_SECONDS:g} s") from None
    return bytes(found)


def parameters(request: Request) -> Pairs:
    """The parameters in the address, in order."""
    return _pairs(_utf8(request.scope["query_string"]))


def _pairs(text: str) -> Pairs:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=FIELDS)
    except UnicodeDecodeError:
        raise Unanswered(400, "a parameter is not UTF-8") from None
    except ValueError:
        raise Unanswered(400, f"more than {FIELDS} parameters") from None


def _utf8(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise Unanswered(400, f"byte {error.start} of the request is not UTF-8") from None


def _from_pairs(pairs: Pairs) -> Asked:
    queries = _of(pairs, "query")
    if _of(pairs, "update"):
        raise Unanswered(403, "this graph is read-only; send a query")
    if len(queries) != 1:
        raise Unanswered(400, f"{len(queries) or 'no'} parameters are called query; send one")
    graphs = (tuple(_of(pairs, f"{kind}-graph-uri")) for kind in ("default", "named"))
    return Asked(queries[0], *graphs)


def _of(pairs: Iterable[tuple[str, str]], name: str) -> list[str]:
    return [value for key, value in pairs if key == name]
