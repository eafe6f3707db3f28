"""The SPARQL 1.1 Protocol, with the cases of the W3C test suite's protocol part, and content negotiation."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest
from records import sample
from serving import Served, served

from kg.export.rdf import write
from kg.graph import build_graph
from kg.serve.accept import best
from kg.serve.answers import ROWS, TRIPLES, Bounded, TooLarge, write_rows

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
WIDE = {"Content-Type": "application/sparql-query; charset=UTF-16"}
ASK = "ASK { }"
HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
GRAPHS = """
<http://x/s> <http://x/p> "default" .
<http://x/a> { <http://x/s> <http://x/p> "a" }
<http://x/b> { <http://x/s> <http://x/p> "b" }
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("protocol")
    write(build_graph(sample()), folder / "graph.ttl")
    with served(folder, "--max-rows", "50") as running:
        yield running


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = tmp_path_factory.mktemp("graphs") / "three.trig"
    path.write_text(GRAPHS)
    with served(path) as running:
        yield running


# -- ways to ask (W3C: query_get, query_post_form, query_post_direct, query_content_type_*)


@pytest.mark.parametrize(
    ("path", "options"),
    [
        ("/sparql?" + urlencode({"query": ASK}), {}),
        ("/sparql?" + urlencode({"query": ASK, "x-unknown": "1"}), {}),
        ("/sparql", {"data": urlencode({"query": ASK}).encode(), "headers": FORM}),
        ("/sparql", {"data": ASK.encode(), "headers": DIRECT}),
        ("/sparql", {"data": ASK.encode(), "headers": {"Content-Type": "Application/Sparql-Query; charset=UTF-8"}}),
    ],
)
def test_three_ways_to_ask(server: Served, path: str, options: dict[str, object]) -> None:
    got = server.get(path, **options)
    assert (got.status, got.type) == (200, "application/sparql-results+json")
    assert json.loads(got.body)["boolean"] is True


# -- faults (W3C: bad_query_method, bad_multiple_queries, bad_query_wrong_media_type, bad_query_missing_form_type,
# bad_query_missing_direct_type, bad_query_non_utf8, bad_query_syntax)


@pytest.mark.parametrize(
    ("status", "path", "options"),
    [
        (405, "/sparql?" + urlencode({"query": ASK}), {"method": "PUT"}),
        (405, "/sparql?" + urlencode({"query": ASK}), {"method": "DELETE"}),
        (400, "/sparql?" + urlencode({"query": [ASK, "SELECT * { }"]}, doseq=True), {}),
        (400, "/sparql?default-graph-uri=http://x/", {}),
        (400, "/sparql?query=%FF", {}),
        (400, "/sparql?" + "&".join(["query=x", *["a=1"] * 300]), {}),
        (400, "/sparql", {"data": urlencode({"query": [ASK, ASK]}, doseq=True).encode(), "headers": FORM}),
        (400, "/sparql", {"data": b"", "headers": FORM}),
        (415, "/sparql", {"data": ASK.encode(), "headers": {"Content-Type": "text/plain"}}),
        (415, "/sparql", {"data": ASK.encode(), "headers": {"Content-Type": "application/json"}}),
        (415, "/sparql", {"data": ASK.encode("utf-16"), "headers": WIDE}),
        (400, "/sparql", {"data": "ASK { ?s ?p 'é' }".encode("latin-1"), "headers": DIRECT}),
        (400, "/sparql?query=x", {"data": ASK.encode(), "headers": DIRECT}),
        (400, "/sparql", {"data": b"ASK { ", "headers": DIRECT}),
        (400, "/sparql", {"data": b"ASK { ?s ?p <rel> }", "headers": DIRECT}),
        (413, "/sparql", {"data": b"#" * (2 << 20), "headers": DIRECT}),
        (403, "/sparql", {"data": b"CLEAR ALL", "headers": {"Content-Type": "application/sparql-update"}}),
        (403, "/sparql", {"data": urlencode({"update": "CLEAR ALL"}).encode(), "headers": FORM}),
        (406, "/sparql?" + urlencode({"query": ASK}), {"accept": "image/png"}),
        (406, "/sparql?" + urlencode({"query": "DESCRIBE model:bert"}), {"accept": "text/csv"}),
    ],
)  # fmt: skip
def test_faults_have_their_status(server: Served, status: int, path: str, options: dict[str, object]) -> None:
    got = server.get(path, **options)
    assert got.status == status
    assert got.text.strip() and "Traceback" not in got.text
    assert status != 405 or "GET" in got.headers["allow"]


@pytest.mark.parametrize(
    "query",
    [
        "INSERT DATA { <http://x/a> <http://x/b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
        "LOAD <file:///etc/passwd>",
    ],
)
def test_queries_only_read_this_graph(server: Served, query: str) -> None:
    assert server.ask(query).status == 400


def test_files_are_not_read(server: Served, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://x/s> <http://x/p> 'secret' .")
    file = f"<file://{secret}>"
    for query in (f"SELECT * FROM {file} {{ ?s ?p ?o }}", f"ASK {{ GRAPH {file} {{ ?s ?p ?o }} }}"):
        got = server.ask(query, "application/json")
        assert got.status == 200
        assert "secret'" not in got.text
        found = json.loads(got.body)
        assert found.get("boolean", False) is False and not found.get("results", {}).get("bindings")


# -- graphs (W3C: query_dataset_default_graph, _default_graphs_get/post, _named_graphs, _full)

SELECT = "SELECT ?o { ?s <http://x/p> ?o } ORDER BY ?o"
NAMED = "SELECT ?o { GRAPH ?g { ?s <http://x/p> ?o } } ORDER BY ?o"


@pytest.mark.parametrize(
    ("query", "given", "expected"),
    [
        (SELECT, {}, ["a", "b", "default"]),
        (NAMED, {}, ["a", "b"]),
        (SELECT, {"default-graph-uri": "http://x/a"}, ["a"]),
        (SELECT, {"default-graph-uri": ["http://x/a", "http://x/b"]}, ["a", "b"]),
        (SELECT, {"named-graph-uri": "http://x/a"}, []),
        (NAMED, {"named-graph-uri": "http://x/a"}, ["a"]),
        (NAMED, {"default-graph-uri": "http://x/b"}, []),
        (NAMED, {"default-graph-uri": "http://x/b", "named-graph-uri": ["http://x/a", "http://x/b"]}, ["a", "b"]),
        (SELECT.replace("{", "FROM <http://x/b> {", 1), {}, ["b"]),
        # The protocol's graphs take the place of the query's.
        (SELECT.replace("{", "FROM <http://x/b> {", 1), {"default-graph-uri": "http://x/a"}, ["a"]),
        (SELECT, {"default-graph-uri": "file:///etc/passwd"}, []),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_graphs(graphs: Served, way: str, query: str, given: dict[str, str | list[str]], expected: list[str]) -> None:
    if way == "get":
        got = graphs.ask(query, "text/csv", **given)
    elif way == "form":
        data = urlencode({"query": query, **given}, doseq=True).encode()
        got = graphs.get("/sparql", "text/csv", data=data, headers=FORM)
    else:
        path = "/sparql?" + urlencode(given, doseq=True)
        got = graphs.get(path, "text/csv", data=query.encode(), headers=DIRECT)
    assert got.text.split()[1:] == expected


def test_a_graph_that_is_no_iri(graphs: Served) -> None:
    assert graphs.ask(SELECT, None, **{"default-graph-uri": "no iri"}).status == 400


# -- formats


@pytest.mark.parametrize(
    ("accept", "offered", "expected"),
    [
        (None, ["a/x", "a/y"], "a/x"),
        ("", ["a/x"], "a/x"),
        ("a/y, a/x", ["a/x", "a/y"], "a/x"),
        ("a/y;q=1, a/x;q=0.9", ["a/x", "a/y"], "a/y"),
        ("a/*;q=0.5, a/y;q=0.1", ["a/y", "a/x"], "a/x"),
        ("*/*;q=0.1, a/y", ["a/x", "a/y"], "a/y"),
        ("*/*, a/x;q=0", ["a/x", "a/y"], "a/y"),
        ("a/x;q=0", ["a/x"], None),
        ("b/*", ["a/x"], None),
        ("A/X; Charset=utf-8 ; Q=0.3", ["a/x"], "a/x"),
        ("a/x;q=7", ["a/x"], None),
        (",,;q=1,", ["a/x"], None),
    ],
)
def test_accept(accept: str | None, offered: list[str], expected: str | None) -> None:
    assert best(accept, offered) == expected


ROW_QUERY = "SELECT ?s ?name ?year { ?s skos:prefLabel ?name ; kg:firstYear ?year } ORDER BY ?s"


@pytest.mark.parametrize("accept", ROWS)
def test_rows_in_every_format(server: Served, accept: str) -> None:
    got = server.ask(ROW_QUERY, accept)
    assert (got.status, got.type, got.headers["vary"].split(", ")[0]) == (200, accept, "Accept")
    expected = server.ask(ROW_QUERY, "text/csv").text
    if ROWS[accept] == "csv":
        found = got.text
    else:
        parsed = ox.parse_query_results(got.body, format=getattr(ox.QueryResultsFormat, ROWS[accept].upper()))
        found = (parsed.serialize(format=ox.QueryResultsFormat.CSV) or b"").decode()
    assert [*csv.reader(io.StringIO(found))] == [*csv.reader(io.StringIO(expected))]
    assert found.count("\n") > 3


@pytest.mark.parametrize("accept", TRIPLES)
def test_triples_in_every_format(server: Served, accept: str) -> None:
    got = server.ask("CONSTRUCT WHERE { model:bert ?p ?o }", accept)
    assert (got.status, got.type) == (200, accept)
    found = {str(quad.triple) for quad in ox.parse(got.body, format=TRIPLES[accept])}
    expected = server.ask("CONSTRUCT WHERE { model:bert ?p ?o }", "application/n-triples")
    assert found == {str(quad.triple) for quad in ox.parse(expected.body, format=ox.RdfFormat.N_TRIPLES)}
    assert len(found) > 3


@pytest.mark.parametrize("accept", ["text/csv", "text/tab-separated-values", "application/sparql-results+xml"])
def test_truth_in_other_formats(server: Served, accept: str) -> None:
    assert b"true" in server.ask("ASK { model:bert ?p ?o }", accept).body


ODD = """SELECT ?none ("a\\t\\"\\n\\r,b" AS ?text) ("é<&>'"@en AS ?lang) (1.5 AS ?number) (<http://x/?a=1&b> AS ?iri)
         (BNODE() AS ?blank) (TRIPLE(<http://x/s>, <http://x/p>, "o") AS ?triple) { }"""


@pytest.mark.parametrize("name", ["json", "xml", "csv", "tsv"])
def test_rows_are_written_as_the_library_writes_them(name: str) -> None:
    store, format_ = ox.Store(), getattr(ox.QueryResultsFormat, name.upper())
    query = ODD if name in ("json", "xml") else ODD.replace('(TRIPLE(<http://x/s>, <http://x/p>, "o") AS ?triple)', "")
    written = io.BytesIO()
    write_rows(store.query(query), name, 10, Bounded(written))
    theirs = store.query(query).serialize(format=format_)
    assert theirs is not None
    if name == "csv":
        ours, other = ([*csv.reader(io.StringIO(text.decode(), newline=""))] for text in (written.getvalue(), theirs))
        assert [row[:5] for row in ours] == [row[:5] for row in other]
        return
    read = ox.parse_query_results
    # A blank node has another name each time.
    one, two = (
        [[term for term in map(str, row) if not term.startswith("_:")] for row in read(text, format=format_)]
        for text in (written.getvalue(), theirs)
    )
    assert one == two
    assert len(one) == 1 and len(one[0]) > 4


def test_xml_holds_no_character_that_xml_forbids() -> None:
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://x/s"), ox.NamedNode("http://x/p"), ox.Literal("a\x00\x0bb\uffff")))
    written = io.BytesIO()
    write_rows(store.query("SELECT ?o { ?s ?p ?o }"), "xml", 10, Bounded(written))
    [row] = ox.parse_query_results(written.getvalue(), format=ox.QueryResultsFormat.XML)
    assert row["o"].value == "a\ufffd\ufffdb\ufffd"


# -- limits on answers


def test_too_many_rows_are_an_error_and_no_short_answer(server: Served) -> None:
    got = server.ask("SELECT * { ?s ?p ?o }", "text/csv")
    assert got.status == 413
    assert "more than 50 rows" in got.text
    assert server.ask("CONSTRUCT WHERE { ?s ?p ?o }").status == 413
    assert server.ask("SELECT * { ?s ?p ?o } LIMIT 50", "text/csv").text.count("\r\n") == 51


def test_too_many_bytes() -> None:
    with pytest.raises(TooLarge, match="longer than 1 MB"):
        Bounded(io.BytesIO(), 1 << 20).write(bytes((1 << 20) + 1))


# -- about the endpoint


def test_the_service_describes_itself(server: Served) -> None:
    got = server.get("/sparql", "application/n-triples")
    assert got.status == 200
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert f"<{server.url}/sparql> <{sd}endpoint> <{server.url}/sparql>" in got.text
    assert f"<{sd}SPARQL11Query>" in got.text
    hostile = server.get("/sparql", "text/turtle", headers={"Host": 'x"><script>'})
    assert hostile.status in (200, 400) and "<script>" not in hostile.text


def test_a_browser_gets_the_query_page(server: Served) -> None:
    got = server.get("/sparql", HTML)
    assert (got.status, got.headers["location"]) == (303, "/query")


def test_head_has_no_body(server: Served) -> None:
    got = server.get("/sparql?" + urlencode({"query": ASK}), method="HEAD")
    assert (got.status, got.body) == (200, b"")


def test_other_sites_may_ask(server: Served) -> None:
    got = server.get("/sparql?" + urlencode({"query": ASK}), headers={"Origin": "http://elsewhere.example"})
    assert got.headers["access-control-allow-origin"] == "*"
    asked = {"Origin": "http://x.example", "Access-Control-Request-Method": "POST"}
    asked["Access-Control-Request-Headers"] = "content-type"
    assert server.get("/sparql", method="OPTIONS", headers=asked).status == 200


def test_long_answers_are_compressed_on_request(server: Served) -> None:
    plain = server.ask(ROW_QUERY, "application/sparql-results+xml")
    path = "/sparql?" + urlencode({"query": ROW_QUERY})
    got = server.get(path, "application/sparql-results+xml", headers={"Accept-Encoding": "gzip"})
    assert got.headers["content-encoding"] == "gzip"
    assert gzip.decompress(got.body) == plain.body
