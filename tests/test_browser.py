"""The explorer as a reader has it: in a real browser, without a network, by mouse and by keyboard."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from browser import PAINT, Watched, missing, opened, rate_while_dragging
from graphs import BREAKOUT, SCRIPT, hostile, large
from records import sample

from kg.export.html import html, write
from kg.export.notebook import show
from kg.export.served import served as as_served
from kg.graph import build_graph

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(bool(missing()), reason=missing() or "all is there"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with opened() as found:
        yield found


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small graph as a file, and nothing beside it."""
    path = tmp_path_factory.mktemp("explorer") / "graph.html"
    write(build_graph(sample()), path)
    return path


@pytest.fixture
def watched(browser: Browser) -> Iterator[Watched]:
    """A page without a network that must neither ask for anything nor complain."""
    found = Watched(browser, offline=True)
    yield found
    found.context.close()
    assert not found.errors
    assert not [url for url in found.requests[1:] if not url.startswith(("data:", "blob:"))]


def key(page: Page, id_: str) -> int:
    return int(page.evaluate("(id) => explorer.find(id)", id_))


def drawn(page: Page) -> set[str]:
    return set(page.evaluate("() => explorer.scene().nodes.map((node) => node.label)"))


def click_at(page: Page, *ids: object) -> None:
    """Clicks on a node, or on the middle of the line between two."""
    page.wait_for_timeout(350)
    places = [page.evaluate("(id) => explorer.at(id)", id_) for id_ in ids]
    page.mouse.click(*(sum(place[axis] for place in places) / len(places) for axis in "xy"))


def search(page: Page, text: str) -> None:
    page.locator("#search").fill(text)
    page.locator("#search").press("Enter")


# -- what the file is --------------------------------------------------------------------------------------------


def test_it_opens_without_a_network_and_asks_for_nothing(watched: Watched, path: Path) -> None:
    page = watched.open(path)
    page.wait_for_timeout(300)
    assert watched.requests == [path.as_uri()]
    assert [found.name for found in path.parent.iterdir()] == ["graph.html"]
    assert {"BERT", "ELMo", "SQuAD"} <= drawn(page)


@pytest.mark.parametrize("view", ["whole", "lineage", "beats", "board"])
def test_hostile_strings_stay_text(watched: Watched, tmp_path: Path, view: str) -> None:
    write(hostile(), tmp_path / "graph.html", title=BREAKOUT)
    page = watched.open(tmp_path / "graph.html", f"#view={view}")
    for id_ in range(4):
        page.evaluate("(hash) => { location.hash = hash; }", f"#node={page.evaluate(ID, id_)}&view={view}")
        page.wait_for_timeout(60)
    assert page.evaluate("() => document.documentElement.dataset.pwned ?? null") is None
    assert page.locator("#panel img, #panel b, #chart img, header img, header script").count() == 0
    search(page, SCRIPT)
    assert page.locator("#panel h2").inner_text() == SCRIPT
    assert not page.locator('a[href^="javascript"]').count()


ID = "(index) => JSON.parse(document.getElementById('data').textContent).tables.entities.rows[index][0]"


# -- finding -----------------------------------------------------------------------------------------------------


def test_search_completes_names_and_aliases_by_keyboard(watched: Watched, path: Path) -> None:
    page = watched.open(path)
    page.keyboard.press("/")
    page.keyboard.type("be")
    options = page.locator("#found [role=option]")
    assert "BERT" in options.all_inner_texts()[0]
    assert page.locator("#search").get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "BERT"
    assert page.url.endswith("#node=Model%2Fbert")
    page.locator("#search").fill("nobody knows this")
    assert "nothing of that name" in page.locator("#found").inner_text()


def test_link_opens_the_same_thing(watched: Watched, path: Path) -> None:
    page = watched.open(path, "#node=Model%2Fbert&depth=2")
    assert page.locator("#panel h2").inner_text() == "BERT"
    assert page.evaluate("() => explorer.state().depth") == 2
    page.evaluate("() => { location.hash = '#node=Dataset%2Fsquad'; }")
    page.wait_for_timeout(100)
    assert page.locator("#panel h2").inner_text() == "SQuAD"


def test_page_down_reaches_every_node(watched: Watched, path: Path) -> None:
    page = watched.open(path)
    page.locator("canvas").first.focus()
    seen = set()
    for _ in range(len(drawn(page))):
        page.keyboard.press("PageDown")
        seen.add(page.locator("#panel h2").inner_text())
    assert seen == {name for name in drawn(page) if not name.startswith("+")}
    page.keyboard.press("Enter")
    assert page.evaluate("() => explorer.state().view") == "part"


# -- looking -----------------------------------------------------------------------------------------------------


def test_filter_hides_a_type(watched: Watched, path: Path) -> None:
    page = watched.open(path)
    before = page.locator("canvas").first.get_attribute("aria-label")
    page.locator("#legend button", has_text="Model").click()
    after = page.locator("canvas").first.get_attribute("aria-label")
    assert before != after and "hide=Model" in page.url
    page.locator("#legend button", has_text="Model").click()
    assert page.locator("canvas").first.get_attribute("aria-label") == before


def test_year_hides_what_came_later(watched: Watched, tmp_path: Path) -> None:
    write(large(40), tmp_path / "graph.html")
    page = watched.open(tmp_path / "graph.html")
    before = page.locator("canvas").first.get_attribute("aria-label")
    page.locator("#until").focus()
    page.keyboard.press("Home")
    assert page.locator("canvas").first.get_attribute("aria-label") != before
    assert "until=2012" in page.url


def test_click_on_a_node_shows_the_sentence_with_its_marks(watched: Watched, path: Path) -> None:
    page = watched.open(path)
    click_at(page, key(page, "Model/bert"))
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "BERT"
    panel.locator("button.value").first.click()
    evidence = panel.locator("tr.why:not([hidden]) .evidence").first
    assert evidence.locator("mark").all_inner_texts()
    assert evidence.locator("code").inner_text() and evidence.locator("a").get_attribute("href")


def test_click_on_a_line_shows_its_evidence(watched: Watched, path: Path) -> None:
    page = watched.open(path, "#view=beats")
    line = page.evaluate("() => explorer.scene().lines[0]")
    click_at(page, line["from"], line["to"])
    assert "outperforms" in page.locator("#panel h2").inner_text()
    assert page.locator("#panel .evidence mark").count() >= 1
    address = page.url
    page = watched.open(path, "#" + address.partition("#")[2])
    assert "outperforms" in page.locator("#panel h2").inner_text()


def test_results_are_sorted_by_a_click_on_the_head(watched: Watched, tmp_path: Path) -> None:
    write(large(60), tmp_path / "graph.html")
    page = watched.open(tmp_path / "graph.html", "#node=Dataset%2Fdatos0")
    head = page.locator("#panel th", has_text="Value")
    values = page.locator("#panel tbody button.value")
    found = []
    for way in ("descending", "ascending"):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == way
        found.append([float(text.rstrip("%")) for text in values.all_inner_texts()])
    assert found[0] == sorted(found[0], reverse=True) and found[1] == sorted(found[1]) and len(found[0]) > 3


@pytest.mark.parametrize(
    ("view", "caption"),
    [("whole", "All"), ("lineage", "Who is built on whom"), ("beats", "Who beats whom"), ("board", "")],
)
def test_each_view_is_one_click(watched: Watched, path: Path, view: str, caption: str) -> None:
    page = watched.open(path, "#view=lineage" if view == "whole" else "")
    page.locator(f"#views [data-view={view}]").click()
    assert page.locator(f"#views [data-view={view}]").get_attribute("aria-current") == "true"
    assert page.locator("#caption").inner_text().replace("← whole graph", "").strip().startswith(caption)
    assert page.locator("#chart").is_visible() == (view == "board")


def test_lineage_has_ancestors_left(watched: Watched, tmp_path: Path) -> None:
    write(large(80), tmp_path / "graph.html")
    scene = watched.open(tmp_path / "graph.html", "#view=lineage").evaluate("() => explorer.scene()")
    left = {node["id"]: node["x"] for node in scene["nodes"]}
    assert len(scene["lines"]) > 10
    assert all(left[line["to"]] < left[line["from"]] for line in scene["lines"])


def test_leaderboard_draws_the_best_so_far_and_no_name_twice_over(watched: Watched, tmp_path: Path) -> None:
    write(large(120), tmp_path / "graph.html")
    page = watched.open(tmp_path / "graph.html", "#view=board&node=Dataset%2Fdatos0")
    assert page.locator(".board .record").count() == 1
    boxes = page.locator(".board text:not(.tick):not(.title)").evaluate_all(
        "(all) => all.map((text) => { const { x, y, width, height } = text.getBBox(); return [x, y, width, height]; })"
    )
    assert len(boxes) >= 5
    for number, (x, y, wide, high) in enumerate(boxes):
        for u, v, broad, tall in boxes[:number]:
            assert x >= u + broad or u >= x + wide or y + 3 >= v + tall or v + 3 >= y + high
    page.locator(".board .dot").last.focus()
    page.keyboard.press("Enter")
    assert page.locator("#panel .evidence mark").count() >= 1
    assert page.locator("#chart").is_visible()


def test_neighbourhood_grows_by_steps_and_a_path_is_found(watched: Watched, tmp_path: Path) -> None:
    write(large(120), tmp_path / "graph.html")
    page = watched.open(tmp_path / "graph.html", "#node=Model%2Fmodelo30")
    sizes = []
    for depth in ("1", "2", "3"):
        page.locator("#panel select[aria-label='Steps around it']").select_option(depth)
        sizes.append(len(drawn(page)))
    assert sizes[0] < sizes[1] < sizes[2]
    page.locator("#end").fill("Modelo7")
    page.locator("#end").press("Enter")
    assert page.locator("#caption").inner_text().endswith("The shortest path from Modelo30 to Modelo7")
    assert {"Modelo30", "Modelo7"} <= drawn(page)


def test_folds_open_on_a_click(watched: Watched, tmp_path: Path) -> None:
    write(large(200), tmp_path / "graph.html", budget=40)
    page = watched.open(tmp_path / "graph.html")
    before = drawn(page)
    fold = page.evaluate("() => explorer.scene().nodes.find((node) => node.group === 'fold').id")
    click_at(page, fold)
    assert page.evaluate("() => explorer.state().view") == "fold"
    assert drawn(page) - before


# -- taking away -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "start", "begins"),
    [
        ("#png", "", b"\x89PNG"),
        ("#png", "#view=board", b"\x89PNG"),
        ("#csv", "#node=Model%2Fbert", b"\xef\xbb\xbfsystem,datasets"),
    ],
)
def test_downloads(watched: Watched, path: Path, button: str, start: str, begins: bytes) -> None:
    page = watched.open(path, start)
    page.wait_for_timeout(200)
    with page.expect_download() as download:
        page.locator(button).click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(begins) and len(content) > 100


def test_the_copied_sparql_answers(watched: Watched, path: Path) -> None:
    from kg.query import query

    watched.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = watched.open(path, "#node=Model%2Fbert")
    page.locator("#sparql").click()
    page.wait_for_timeout(200)
    text = page.evaluate("() => document.querySelector('.copied')?.value ?? navigator.clipboard.readText()")
    assert query(build_graph(sample()), text).rows


# -- dark, in a notebook, served ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "light"), [("light", True), ("dark", False)])
def test_it_follows_the_system_and_the_switch(browser: Browser, path: Path, scheme: str, light: bool) -> None:
    watched = Watched(browser, color_scheme=scheme)
    page = watched.open(path)
    bright = "() => getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)'"
    assert page.evaluate(bright) == light
    page.locator("#theme").click()
    assert page.evaluate(bright) != light
    watched.context.close()


def test_it_works_in_a_frame_of_a_notebook(browser: Browser, tmp_path: Path) -> None:
    shown = show(build_graph(sample()), "BERT", height=500)
    (tmp_path / "notebook.html").write_text(f"<!doctype html><body>{shown._repr_html_()}", encoding="utf-8")
    watched = Watched(browser, offline=True)
    watched.page.goto((tmp_path / "notebook.html").as_uri())
    frame = watched.page.frame_locator("iframe")
    frame.locator("#panel h2").wait_for()
    assert frame.locator("#panel h2").inner_text() == "BERT"
    frame.locator("#views [data-view=board]").click()
    assert frame.locator("#chart").is_visible()
    assert not watched.errors
    watched.context.close()


def ref(type_: str, name: str) -> dict[str, object]:
    return {"id": f"{type_}/{name.lower().replace(' ', '%20')}", "name": name, "type": type_}


PIECE = {
    "sentence": "😀 Modelo77 reaches 81.5% accuracy on Far Away.",
    "marks": [2, 10, 19, 24],
    "rule": "score.reach",
    "paper": ref("paper", "A far paper"),
}
FAR = {
    **ref("Model", "Modelo77"),
    "aliases": ["The Far One"],
    "year": 2019,
    "papers": [{**ref("paper", "A far paper"), "role": "introduces", "year": 2019, "identifier": "a far paper"}],
    "results": [
        {
            "id": "result/1", "text": "81.5%", "value": "81.5", "high": None, "unit": "%", "kind": "score",
            "direction": None, "system": ref("Model", "Modelo77"), "metric": ref("Metric", "accuracy"),
            "datasets": [ref("Dataset", "Far Away")], "baseline": None, "task": None, "settings": [],
            "evidence": [PIECE],
        }
    ],
    "counts": [
        {"kind": "hasParameters", "of": ref("Model", "Modelo77"), "text": "78M", "value": "78000000", "evidence": []}
    ],
    "relations": [
        {
            "predicate": "outperforms", "source": ref("Model", "Modelo77"), "target": ref("Model", "Modelo0"),
            "statements": [{"datasets": [], "metrics": [], "margins": []}], "evidence": [PIECE],
        }
    ],
    "parts": [{"predicate": "evaluatedOn", "inverse": False, **ref("Dataset", "Far Away")}],
    "totals": {"papers": 1},
}  # fmt: skip
"""What `kg serve` answers for a thing."""


class _Handler(BaseHTTPRequestHandler):
    """The page and what it asks for, as `kg serve` gives them."""

    def __init__(self, page: str, *args: Any) -> None:
        self.page = page
        super().__init__(*args)

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        values = parse_qs(asked.query)
        if asked.path == "/explorer":
            return self._put("text/html", self.page)
        assert values in ({"key": ["Model/modelo77"]}, {"q": ["The Far"]}), values
        found = FAR if asked.path == "/data/entity" else [{**ref("Model", "Modelo77"), "aliases": ["The Far One"]}]
        return self._put("application/json", json.dumps(found))

    def _put(self, kind: str, text: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Nothing: the tests' output is not a log."""


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a page that holds the names of 60 things and the details of 30."""
    for module in ("kg.export.html", "kg.export.explorer"):
        monkeypatch.setattr(f"{module}.NAMES", 60)
    monkeypatch.setattr("kg.export.html.DETAILED", 30)
    handler = partial(_Handler, as_served(html(large(200), budget=30)))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/explorer"
    server.shutdown()
    server.server_close()


def test_a_served_page_asks_its_server_for_the_rest(browser: Browser, served: str) -> None:
    watched = Watched(browser)
    page = watched.open(served)
    assert watched.requests == [served]
    page.locator("#search").fill("The Far")
    page.locator("#found [role=option]", has_text="Modelo77").wait_for()
    page.locator("#search").press("Enter")
    page.locator("#panel .evidence").first.wait_for()
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Modelo77"
    assert panel.locator(".evidence mark").all_inner_texts()[:2] == ["Modelo77", "81.5%"]
    assert "78M" in panel.inner_text() and "The Far One" in panel.inner_text()
    assert drawn(page) == {"Modelo77", "Modelo0", "Far Away"}
    home = served.removesuffix("explorer")
    assert all(url.startswith(home) for url in watched.requests) and not watched.errors
    watched.context.close()


# -- how fast ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("nodes", [200, 5_000, 50_000])
def test_first_paint_and_frame_rate(
    browser: Browser, tmp_path: Path, nodes: int, record_property: Callable[[str, object], None]
) -> None:
    # A thing of these graphs comes with 1.27 papers and numbers, which are nodes too.
    graph = large(round(nodes / 2.27))
    assert 0.8 * nodes < len(graph) < 1.4 * nodes
    write(graph, tmp_path / "graph.html")
    watched = Watched(browser, offline=True)
    page = watched.open(tmp_path / "graph.html")
    paint, ready = page.evaluate(PAINT), float(page.evaluate("() => document.documentElement.dataset.ready"))
    rate = rate_while_dragging(page)
    for name, value in (("paint", paint), ("ready", ready), ("rate", rate)):
        record_property(name, round(value))
    # Far from what is wanted (1.5 s, 30 a second): the machine may be busy, and draws without a graphics card.
    assert paint < 4_500 and ready < 9_000 and rate > 5, f"paint {paint}, ready {ready}, rate {rate}"
    watched.context.close()
