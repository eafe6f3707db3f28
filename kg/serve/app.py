"""The addresses of the server and what each asks of the workers: the only place that knows both."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import ExportError
from kg.export.served import served
from kg.serve.accept import best
from kg.serve.pool import Answer, Pool, Unanswered
from kg.serve.protocol import asked, parameters

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EXPLORER_POLICY = "frame-ancestors 'none'"
"""The explorer's page has a policy of its own inside, which allows its scripts by their hashes."""

ADDRESS = 1 << 16
"""So many bytes an address may have at most."""
SENT = 30.0
"""Seconds within which a client must have taken a piece of an answer."""
PIECE = 1 << 16
STATIC = {"style.css": "text/css", "colour.js": "text/javascript", "query.js": "text/javascript"}
RDF = ("text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json")


def application(pool: Pool, explorer: Path | None) -> Starlette:
    """The whole server as an ASGI application; its start and end are those of the pool."""
    ways = _Ways(pool, explorer)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        yield
        await pool.close()

    return Starlette(
        routes=[
            Route("/", ways.index),
            Route("/sparql", ways.sparql, methods=["GET", "POST"]),
            Route("/query", ways.editor),
            Route("/queries", ways.queries),
            Route("/queries/{name}", ways.named),
            Route("/id/{path:path}", ways.thing),
            Route("/ontology", ways.ontology),
            Route("/ontology{suffix}", ways.ontology),
            Route("/data/entity", ways.entity),
            Route("/data/search", ways.search),
            Route("/explorer", ways.explorer),
            Route("/health", ways.health),
            Route("/static/{name}", _static),
        ],
        middleware=[
            Middleware(_Guarded),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"], allow_headers=["*"]),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
        ],
        exception_handlers={Unanswered: _refuse},
        lifespan=lifespan,
    )


class _Ways:
    """One method for each address."""

    def __init__(self, pool: Pool, explorer: Path | None) -> None:
        self.pool = pool
        self.page = explorer

    async def sparql(self, request: Request) -> Response:
        wanted = await asked(request)
        accept = request.headers.get("accept")
        if wanted is None:
            if _browser(request) and best(accept, ["text/html", *RDF]) == "text/html":
                return RedirectResponse("/query", status_code=303, headers={"Vary": "Accept"})
            host = quote(request.headers.get("host", "localhost"), safe=":[].-")
            address = f"{request.url.scheme}://{host}/sparql"
            return await self._answer(request, do="describe", accept=accept, address=address)
        graphs = {"default": wanted.default, "named": wanted.named}
        return await self._answer(request, do="sparql", query=wanted.query, accept=accept, **graphs)

    async def index(self, request: Request) -> Response:
        asked_for = request.query_params.get("q", "")[:200]
        return await self._answer(request, do="index", q=asked_for, explorer=self.page is not None)

    async def editor(self, request: Request) -> Response:
        return await self._answer(request, do="editor", seconds=f"{self.pool.seconds:g}")

    async def queries(self, request: Request) -> Response:
        return await self._answer(request, do="queries")

    async def named(self, request: Request) -> Response:
        name, given = request.path_params["name"], dict(parameters(request))
        types = {".csv": "text/csv", ".tsv": "text/tab-separated-values", ".json": "application/sparql-results+json"}
        suffix = next((end for end in types if name.endswith(end)), "")
        accept = types.get(suffix) or request.headers.get("accept")
        return await self._answer(request, do="named", name=name.removesuffix(suffix), params=given, accept=accept)

    async def thing(self, request: Request) -> Response:
        # The path as it was sent: an IRI is percent-encoded, and "%2F" in it is no slash.
        raw = request.scope["raw_path"].decode("ascii", "replace").partition("?")[0]
        path = raw.partition("/id/")[2]
        accept = request.headers.get("accept")
        return await self._answer(request, do="thing", path=path, accept=accept, browser=_browser(request))

    async def ontology(self, request: Request) -> Response:
        suffix = request.path_params.get("suffix", "")
        wanted = {"suffix": suffix, "accept": request.headers.get("accept"), "browser": _browser(request)}
        return await self._answer(request, do="ontology", **wanted)

    async def entity(self, request: Request) -> Response:
        return await self._answer(request, do="entity", key=request.query_params.get("key", ""))

    async def search(self, request: Request) -> Response:
        return await self._answer(request, do="search", q=request.query_params.get("q", "")[:200])

    async def explorer(self, _request: Request) -> Response:
        if self.page is None or not self.page.is_file():
            raise Unanswered(404, "there is no graph.html beside the graph; `kg build` writes one")
        page = self.page.read_text(encoding="utf-8")
        # A page of another version, or not ours, is shown as it is: it asks nobody.
        with suppress(ExportError):
            page = served(page)
        return HTMLResponse(page, headers={"Content-Security-Policy": EXPLORER_POLICY})

    async def health(self, _request: Request) -> Response:
        return JSONResponse(self.pool.state(), status_code=503 if self.pool.broken else 200)

    async def _answer(self, request: Request, **wanted: Any) -> Response:
        """What a worker answers; a client that leaves meanwhile frees the worker."""
        asking = asyncio.ensure_future(self.pool.ask(wanted))
        leaving = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait({asking, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not asking.done():
                raise Unanswered(499, "the client has left")
            return _response(asking.result())
        finally:
            leaving.cancel()
            asking.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _browser(request: Request) -> bool:
    return "text/html" in request.headers.get("accept", "").lower()


def _response(answer: Answer) -> Response:
    headers = {"Vary": "Accept"} if answer.varies else {}
    kind = answer.media_type
    if kind.startswith("text/") or kind == "application/json":
        kind += "; charset=utf-8"
    headers["Content-Type"] = kind
    size = answer.file.seek(0, 2)
    answer.file.seek(0)
    if size <= PIECE:
        with answer.file:
            return Response(answer.file.read(), answer.status, headers)
    headers["Content-Length"] = str(size)
    return StreamingResponse(_pieces(answer.file), answer.status, headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in STATIC:
        raise Unanswered(404, "no such file")
    return FileResponse(Path(__file__).parent / "static" / name, media_type=STATIC[name])


async def _refuse(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Unanswered)
    headers = {} if error.retry is None else {"Retry-After": str(error.retry)}
    if error.status in (408, 413):
        # The rest of the request is not read.
        headers["Connection"] = "close"
    return PlainTextResponse(f"{error}\n", error.status, headers)


class _Guarded:
    """Every answer with headers that keep browsers careful, and no answer that waits for ever for its reader."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        if len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS:
            too_long = PlainTextResponse("the address is too long; send the query by POST\n", 414)
            await too_long(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *_careful(dict(message["headers"]))]}
            async with asyncio.timeout(SENT):
                await send(message)

        await self.app(scope, receive, guarded)


def _careful(present: Mapping[bytes, bytes]) -> Iterator[tuple[bytes, bytes]]:
    wanted = {
        b"content-security-policy": POLICY.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"no-referrer",
    }
    yield from ((name, value) for name, value in wanted.items() if name not in present)
