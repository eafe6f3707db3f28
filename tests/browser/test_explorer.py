"""The explorer in a real browser: it loads with nothing but itself, stays inert, finds and tells."""

from __future__ import annotations

import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from graphs import BREAKOUT, SCRIPT, hostile, large
from records import sample

from kg.export.html import write
from kg.graph import build_graph

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium on the path: apt-get install chromium"),
]


@dataclass(frozen=True)
class Visit:
    """The page after its scripts ran, what it complained of, and the addresses it asked for."""

    dom: str
    console: tuple[str, ...]
    asked: tuple[str, ...]

    @property
    def text(self) -> str:
        """What a reader sees, roughly: no scripts, no tags."""
        body = re.sub(r"<(script|style)\b.*?</\1>", "", self.dom, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]*>", "", body)).split())


@pytest.fixture
def asked() -> Iterator[tuple[int, list[str]]]:
    """The port of a proxy that answers nothing, and what it was asked for."""
    found: list[str] = []

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_error(404)

        do_CONNECT = do_POST = do_HEAD = do_GET

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port, found
        server.shutdown()


@pytest.fixture
def visit(tmp_path: Path, asked: tuple[int, list[str]]) -> Iterator[object]:
    """A function that opens a file of `tmp_path` in the browser and gives back a `Visit`."""
    port, found = asked

    def visit(path: Path, fragment: str = "") -> Visit:
        command = [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--no-first-run", f"--user-data-dir={tmp_path / 'profile'}",
            f"--proxy-server=http://127.0.0.1:{port}", "--proxy-bypass-list=<-loopback>", "--window-size=1400,900",
            "--enable-logging=stderr", "--virtual-time-budget=4000", "--dump-dom", f"{path.as_uri()}{fragment}",
        ]  # fmt: skip
        run = subprocess.run(command, capture_output=True, timeout=120, check=True)
        log = run.stderr.decode("utf-8", "replace").splitlines()
        console = tuple(line for line in log if "CONSOLE" in line)
        # Chromium itself may ask its makers for something; the page is what is tested.
        own = tuple(address for address in found if not re.search(r"google(apis)?\.com|gstatic\.com", address))
        return Visit(run.stdout.decode("utf-8"), console, own)

    yield visit


@pytest.fixture
def sample_page(tmp_path: Path) -> Path:
    path = tmp_path / "sample.html"
    write(build_graph(sample()), path)
    return path


def test_recorder_sees_a_request(visit, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "loud.html").write_text("<img src='http://example.invalid/picture.png'>")
    assert any("example.invalid" in address for address in visit(tmp_path / "loud.html").asked)


def test_page_loads_alone(visit, sample_page: Path) -> None:  # type: ignore[no-untyped-def]
    seen = visit(sample_page)
    assert 'data-ready="' in seen.dom and "<canvas" in seen.dom
    assert seen.asked == () and seen.console == ()


def test_panel_shows_the_sentence(visit, sample_page: Path) -> None:  # type: ignore[no-untyped-def]
    seen = visit(sample_page, "#node=Model/roberta")
    assert "RoBERTa is based on BERT and reaches 94.6% accuracy on SQuAD, against 90.5% for BERT" in seen.text
    assert "<mark>94.6%</mark>" in seen.dom
    assert "scores.test" in seen.text
    assert 'href="https://arxiv.org/abs/1907.11692"' in seen.dom


def test_search_finds_whatever_the_spelling(visit, sample_page: Path) -> None:  # type: ignore[no-untyped-def]
    seen = visit(sample_page, "#find=ro-BERT")
    options = re.findall(r'role="option".*?</li>', seen.dom, flags=re.DOTALL)
    assert len(options) == 1 and "RoBERTa" in options[0]


def test_filter_hides(visit, sample_page: Path) -> None:  # type: ignore[no-untyped-def]
    def drawn(fragment: str) -> int:
        return int(re.search(r"The graph: (\d+) nodes", visit(sample_page, fragment).dom)[1])  # type: ignore[index]

    assert drawn("") == 10
    assert drawn("#hide=Model") == 5


@pytest.mark.parametrize(
    "fragment",
    [
        "#view=lineage", "#view=beats", "#view=board", "#node=Dataset/squad&view=board", "#node=Model/bert&depth=3",
        "#node=Model/bert&view=lineage", "#node=Dataset/squad&view=beats", "#papers=1",
        "#node=Model/bert&end=Metric/perplexity&view=path", "#node=Model/no-such&view=part", "#view=nonsense&fold=99",
    ],
)  # fmt: skip
def test_views_open_without_complaint(visit, sample_page: Path, fragment: str) -> None:  # type: ignore[no-untyped-def]
    seen = visit(sample_page, fragment)
    assert 'data-ready="' in seen.dom and seen.console == ()


def test_leaderboard_is_a_chart_and_a_table(visit, sample_page: Path) -> None:  # type: ignore[no-untyped-def]
    seen = visit(sample_page, "#node=Dataset/squad&view=board")
    assert seen.dom.count('class="dot"') >= 2
    assert seen.text.index("94.6%") < seen.text.rindex("90.5%")


@pytest.mark.parametrize("fragment", ["", "#node=Model/{key}", "#papers=1", "#view=board", "#find=script"])
def test_hostile_strings_stay_text(visit, tmp_path: Path, fragment: str) -> None:  # type: ignore[no-untyped-def]
    graph = hostile()
    key = next(key for key, node in graph.nodes(data=True) if node["name"] == SCRIPT)
    write(graph, tmp_path / "hostile.html", title=BREAKOUT)
    seen = visit(tmp_path / "hostile.html", fragment.replace("Model/{key}", key.replace("&", "%26")))
    assert 'data-ready="' in seen.dom
    assert "data-pwned" not in seen.dom and "<img" not in seen.dom
    assert 'href="javascript:' not in seen.dom
    assert seen.asked == () and seen.console == ()


def test_folds_open(visit, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    write(large(300), tmp_path / "large.html", budget=60)
    whole = visit(tmp_path / "large.html")
    assert "The 60 most important of" in whole.text
    fold = re.search(r'"community":(-?\d+)', whole.dom)
    assert fold
    opened = visit(tmp_path / "large.html", f"#view=fold&fold={fold[1]}")
    assert "Inside this circle" in opened.text and opened.console == ()
