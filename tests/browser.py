"""A headless browser for tests and measurements: Chromium, driven by Playwright; both only where installed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
REMEDY = "run `make test-browser`"
FRAMES = """() => {
  const next = () => { window.frames += 1; requestAnimationFrame(next); };
  if (window.since === undefined) requestAnimationFrame(next);
  window.frames = 0;
  window.since = performance.now();
}"""
RATE = "() => 1000 * window.frames / (performance.now() - window.since)"
PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"


def missing() -> str:
    """What is not installed, with the remedy; nothing if all is there."""
    if CHROMIUM is None:
        return f"no Chromium is installed ({REMEDY})"
    return "" if find_spec("playwright") else f"playwright is not installed ({REMEDY})"


@contextmanager
def opened() -> Iterator[Browser]:
    """A browser that is closed at the end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # As root there is no sandbox to be had; the pages are our own.
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """A page with everything that it asked for and complained of."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.context = browser.new_context(viewport={"width": 1400, "height": 900}, **options)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda told: self.errors.append(told.text) if told.type == "error" else None)

    def open(self, address: Path | str, start: str = "") -> Page:
        """The page once it is ready; what it is asked for is counted from now on."""
        self.page.goto("about:blank")
        self.requests.clear()
        self.page.goto((address if isinstance(address, str) else address.resolve().as_uri()) + start)
        self.page.wait_for_selector("html[data-ready]", state="attached", timeout=60_000)
        return self.page


def rate_while_dragging(page: Page, seconds: float = 2.0) -> float:
    """Frames a second while the drawing is dragged to and fro and zoomed."""
    box = page.locator("canvas").first.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    # A corner, so that the drawing is dragged and not a node.
    page.mouse.move(box["x"] + 6, box["y"] + box["height"] - 6)
    page.mouse.down()
    page.evaluate(FRAMES)
    step = 0
    while page.evaluate("() => performance.now() - window.since") < 1000 * seconds:
        step += 1
        page.mouse.move(box["x"] + 6 + 40 * (step % 9), box["y"] + box["height"] - 6 - 30 * (step % 7))
    found = float(page.evaluate(RATE))
    page.mouse.up()
    page.mouse.move(x, y)
    return found
