"""Pages and data of things: every address answers, nothing hostile becomes markup, values are bound, not pasted."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest
from graphs import hostile
from records import sample
from serving import Served, served

from kg.export.html import write as write_html
from kg.export.rdf import write
from kg.export.vocabulary import THINGS
from kg.graph import build_graph

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"
SUFFIXES = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    write(build_graph(sample()), folder / "graph.ttl")
    write_html(build_graph(sample()), folder / "graph.html")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Served]:
    with served(folder) as running:
        yield running


@pytest.fixture(scope="module")
def wicked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("wicked")
    write(hostile(), folder / "graph.ttl")
    with served(folder) as running:
        yield running


class Tags(HTMLParser):
    """The elements of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def addresses(self) -> set[str]:
        """Everything a browser would follow or fetch."""
        return {value for _, attrs in self.found for name, value in attrs.items() if name in ("href", "src") and value}


def ours(folder: Path) -> list[str]:
    """The path under /id/ of every subject of the graph that is ours."""
    quads = ox.parse(path=str(folder / "graph.ttl"), format=ox.RdfFormat.TURTLE)
    subjects = {str(quad.subject.value) for quad in quads if isinstance(quad.subject, ox.NamedNode)}
    return sorted(subject.removeprefix(THINGS) for subject in subjects if subject.startswith(THINGS))


# -- things


def test_every_iri_of_ours_dereferences(server: Served, folder: Path) -> None:
    by_kind: dict[str, list[str]] = {}
    for path in ours(folder):
        by_kind.setdefault(path.split("/")[0], []).append(path)
    assert {"Model", "Dataset", "paper", "result", "evidence", "rule", "statement"} <= set(by_kind)
    for paths in by_kind.values():
        for path in paths[:3]:
            page, data = server.get(f"/id/{path}", HTML), server.get(f"/id/{path}")
            assert (page.status, page.type) == (200, "text/html")
            assert (data.status, data.type) == (200, "text/turtle")
            assert f"<{THINGS}{path}>" in server.get(f"/id/{path}.nt").text


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_end_of_the_address_says_the_format(server: Served, suffix: str) -> None:
    got = server.get(f"/id/Model/roberta{suffix}", HTML)
    assert got.status == 200
    subjects = {str(quad.subject) for quad in ox.parse(got.body, format=SUFFIXES[suffix])}
    assert f"<{THINGS}Model/roberta>" in subjects
    # What refers to the thing is with it: its results, and the papers.
    assert any("/result/" in subject for subject in subjects)


def test_accept_says_the_format(server: Served) -> None:
    assert server.get("/id/Model/bert", "application/ld+json").type == "application/ld+json"
    assert server.get("/id/Model/bert", "text/html;q=0.1, application/rdf+xml").type == "application/rdf+xml"
    assert server.get("/id/Model/bert", "image/png").status == 406


def test_the_page_of_an_entity_tells_all(server: Served) -> None:
    text = server.get("/id/Model/roberta", HTML).text
    for part in ("<h1>RoBERTa</h1>", "94.6%", "<mark>", "rule ", "Papers", "Results", f"{THINGS}Model/roberta"):
        assert part in text


def test_every_link_of_a_page_leads_somewhere(server: Served) -> None:
    for start in ("/", "/id/Model/roberta", "/id/paper/" + quote("arxiv:1907.11692"), "/ontology"):
        page = server.get(start, HTML)
        if page.status == 404 and start.startswith("/id/paper"):
            continue
        assert page.status == 200
        for address in Tags(page.text).addresses():
            if address.startswith("/"):
                assert server.get(address, HTML).status == 200, (start, address)
            else:
                assert address == "data:,"


def test_what_is_missing_is_told_with_the_nearest_names(server: Served) -> None:
    page, data = server.get("/id/Model/robrta", HTML), server.get("/id/Model/robrta")
    assert (page.status, data.status) == (404, 404)
    assert 'href="/id/Model/roberta"' in page.text
    assert "RoBERTa (Model/roberta)" in data.text


ODD = "/id/ /id/%00 /id/..%2F..%2Fetc%2Fpasswd /id/%FF /id/a%20%3Cb%3E /static/..%2Fapp.py /nowhere".split()


@pytest.mark.parametrize("path", ODD)
def test_odd_addresses_are_not_found(server: Served, path: str) -> None:
    assert server.get(path, HTML).status == 404


# -- data for the explorer


def test_an_entity_as_data(server: Served) -> None:
    found = json.loads(server.get("/data/entity?key=Model/roberta").body)
    assert (found["name"], found["type"]) == ("RoBERTa", "Model")
    result = next(result for result in found["results"] if result["text"] == "94.6%")
    assert (result["value"], result["system"]["id"]) == ("94.6", "Model/roberta")
    evidence = result["evidence"][0]
    marks = zip(evidence["marks"][::2], evidence["marks"][1::2], strict=True)
    assert "94.6%" in [evidence["sentence"][start:end] for start, end in marks]
    assert server.get("/data/entity?key=Model/none").status == 404


def test_names_are_found(server: Served) -> None:
    found = json.loads(server.get("/data/search?q=roberta").body)
    assert found[0]["id"] == "Model/roberta"
    assert json.loads(server.get("/data/search?q=").body) == []
    assert 'href="/id/Model/roberta"' in server.get("/?q=ROBERTA", HTML).text


# -- pages


@pytest.mark.parametrize("path", ["/", "/query", "/ontology", "/id/Model/roberta", "/?q=bert"])
def test_pages_fetch_nothing_from_elsewhere(server: Served, path: str) -> None:
    got = server.get(path, HTML)
    assert "default-src 'none'" in got.headers["content-security-policy"]
    assert got.headers["x-content-type-options"] == "nosniff"
    for tag, attrs in Tags(got.text).found:
        assert tag != "script" or attrs["src"], "no script in the page itself"
        assert not any(name.startswith("on") or name == "style" for name in attrs)


def test_the_explorer(server: Served) -> None:
    got = server.get("/explorer", HTML)
    assert "default-src" not in got.headers["content-security-policy"], "its page has a policy of its own"
    assert '"served":true' in got.text, "it may ask this server"


def test_hostile_names_stay_text(wicked: Served) -> None:
    listed = [found["id"] for found in json.loads(wicked.get("/data/search?q=script").body)]
    asked = '"><script>document.documentElement.dataset.pwned=9</script>'
    pages = ["/", "/?" + urlencode({"q": asked}), "/id/" + quote(asked), *(f"/id/{path}" for path in listed)]
    assert len(pages) > 4
    for path in pages:
        got = wicked.get(path, HTML)
        page = Tags(got.text)
        assert {tag for tag, _ in page.found} <= SAFE, path
        assert not any(name.startswith("on") for _, attrs in page.found for name in attrs)
        assert not any(address.lower().startswith("javascript:") for address in page.addresses())


SAFE = set(
    "html head meta title link body header a form input nav main p h1 h2 section div table thead tbody tr th td "
    "details summary blockquote footer span mark ul li dl dt dd small code".split()
)


# -- named queries


def test_queries_are_listed_and_run(server: Served) -> None:
    listed = json.loads(server.get("/queries").body)["queries"]
    board = next(query for query in listed if query["name"] == "leaderboard")
    assert {param["name"] for param in board["params"]} >= {"dataset", "metric"}
    found = json.loads(server.get("/queries/leaderboard.json?dataset=squad").body)
    text = server.get("/queries/leaderboard.csv?dataset=squad").text
    assert text.splitlines()[0] == ",".join(found["head"]["vars"])
    assert len(text.splitlines()) == len(found["results"]["bindings"]) + 1 > 1
    assert all(name in server.get("/query", HTML).text for name in (query["name"] for query in listed))


@pytest.mark.parametrize(
    "value",
    [
        'GLUE" } } #',
        "} UNION { ?s ?p ?o }",
        "<http://x/> } SERVICE <http://127.0.0.1:1/> {",
        "GLUE\\u0022",
        "'; DROP ALL; '",
        "?dataset",
        "UNDEF",
    ],
)
def test_parameters_are_bound_and_never_pasted(server: Served, value: str) -> None:
    got = server.get("/queries/leaderboard.json?" + urlencode({"dataset": value}))
    assert got.status == 400
    assert "is no Dataset" in got.text


@pytest.mark.parametrize(
    ("status", "path"),
    [(404, "none"), (400, "leaderboard"), (400, "leaderboard?colour=red"), (404, "..%2Fx")],
)  # fmt: skip
def test_faults_of_named_queries(server: Served, status: int, path: str) -> None:
    assert server.get(f"/queries/{path}").status == status


# -- the query page in a browser

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt-get install chromium")
def test_the_query_page_runs_a_question(server: Served, tmp_path: Path) -> None:
    address = f"{server.url}/query?name=leaderboard&dataset=squad"
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--virtual-time-budget=10000", "--dump-dom"]
    command += [f"--user-data-dir={tmp_path}", "--enable-logging=stderr", address]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    rows = len(json.loads(server.get("/queries/leaderboard.json?dataset=squad").body)["results"]["bindings"])
    assert f"{rows} rows in " in done.stdout
    assert done.stdout.split('id="answer"')[1].count("<tr>") == rows + 1
    # What the policy of the page forbids is told on the console.
    assert "Content Security Policy" not in done.stderr and "Uncaught" not in done.stderr


# -- clients nobody here wrote


def test_sparqlwrapper(server: Served) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper")
    client = wrapper.SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery("SELECT ?n { <https://w3id.org/paperkg/id/Model/roberta> rdfs:label ?n }")
    for method in (wrapper.GET, wrapper.POST):
        client.setMethod(method)
        client.setReturnFormat(wrapper.JSON)
        assert client.query().convert()["results"]["bindings"] == [{"n": {"type": "literal", "value": "RoBERTa"}}]
        client.setReturnFormat(wrapper.XML)
        assert "RoBERTa" in client.query().convert().toxml()
    client.setQuery("CONSTRUCT WHERE { <https://w3id.org/paperkg/id/Model/roberta> ?p ?o }")
    client.setReturnFormat(wrapper.TURTLE)
    assert b"RoBERTa" in client.query().convert()


def test_rdflib(server: Served) -> None:
    rdflib = pytest.importorskip("rdflib")
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    node = rdflib.URIRef(f"{THINGS}Model/roberta")
    for format_ in ("xml", "json", "csv", "tsv"):
        graph = rdflib.Graph(SPARQLStore(f"{server.url}/sparql", returnFormat=format_))
        assert graph.value(node, rdflib.RDFS.label) == rdflib.Literal("RoBERTa")
    parsed = rdflib.Graph().parse(f"{server.url}/id/Model/roberta")
    assert (node, rdflib.RDFS.label, rdflib.Literal("RoBERTa")) in parsed


@pytest.mark.skipif(shutil.which("curl") is None, reason="no curl on the path")
def test_curl(server: Served) -> None:
    command = ["curl", "--noproxy", "*", "-sSf", "--compressed", "-H", "Accept: text/csv", "--data-urlencode"]
    query = "query=SELECT ?n { model:roberta rdfs:label ?n }"
    done = subprocess.run([*command, query, f"{server.url}/sparql"], capture_output=True, text=True, timeout=20)
    assert (done.returncode, done.stdout.split()) == (0, ["n", "RoBERTa"]), done.stderr
    assert re.search(r"rdfs:label\s+\"RoBERTa\"", server.get("/id/Model/roberta", "*/*").text)
