"""Writes what is checked in though it is made from the rest: the ontology, its page, the shapes, `exports/`, the
demo's answer in README.md, and the page and the answers of the questions.

`make exports` runs it; `test_exports.py` compares what it would write with what is there.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import questions

ROOT = Path(__file__).parent.parent
EXPORTS = ROOT / "exports"
PICTURES = {
    "explorer.png": "",
    "lineage.png": "#view=lineage",
    "leaderboard.png": "#view=board",
    "beats.png": "#view=beats",
}
"""Picture → where the explorer stands in it."""
LARGEST_PICTURE = 350_000
UNTRACKED = ("graph.graphml", "records.jsonl", "view.html")
"""What the demo and `kg view` write too and nobody reads on a code page."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LARGEST = 3_000_000
"""Bytes: a larger page is no longer something a visitor opens in passing."""

BEGIN, END = "<!-- DEMO -->\n```text\n", "```\n<!-- END DEMO -->"


def run_demo(folder: Path) -> str:
    """What `kg demo` prints, up to where it says what to do next; its files are in `folder`/exports."""
    command = [sys.executable, "-m", "kg", "demo"]
    done = subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, encoding="utf-8")
    return done.stdout.split("\nWritten to ")[0]


def made(folder: Path) -> dict[str, bytes]:
    """The files of a demo that are checked in, by their path in `exports/`."""
    exports = folder / "exports"
    paths = [exports / "graph.ttl", exports / "annotations.jsonl", *sorted((exports / "tables").glob("*.csv"))]
    page = exports / "graph.html"
    paths += [page] if page.stat().st_size < LARGEST else []
    return {path.relative_to(exports).as_posix(): path.read_bytes() for path in paths}


def checked_in() -> set[str]:
    """The files in `exports/` that a demo can make, by their path there."""
    found = {path.relative_to(EXPORTS).as_posix() for path in EXPORTS.rglob("*") if path.is_file()}
    return found - {*UNTRACKED, *PICTURES}


def answered(readme: str, answer: str) -> str:
    """The README with the answer of the demo in its place."""
    before, rest = readme.split(BEGIN)
    return f"{before}{BEGIN}{answer}{END}{rest.split(END)[1]}"


def generated() -> dict[str, str]:
    """The files made from the heads of the rules, by their path in the project."""
    from kg.export.ontology import ontology, page
    from kg.export.shapes import shapes
    from kg.rules import load_rules

    rules = load_rules()
    return {"rules/ontology.ttl": ontology(rules), "rules/shapes.ttl": shapes(rules), "docs/ontology.md": page(rules)}


def picture(page: Path, start: str, target: Path) -> bool:
    """Whether a browser is there; if so, `target` shows the page as it opens at this part of its address."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        return False
    with tempfile.TemporaryDirectory() as profile:
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        options += ["--hide-scrollbars", "--disable-lcd-text", "--window-size=1160,700", "--virtual-time-budget=6000"]
        options += [f"--user-data-dir={profile}", f"--screenshot={target}", page.as_uri() + start]
        subprocess.run([browser, *options], check=True, stderr=subprocess.DEVNULL, timeout=120)
    return True


def refresh() -> None:
    """Brings everything up to date and says what changed."""
    made_of_rules = [path for path, text in generated().items() if _write(ROOT / path, text.encode())]
    sys.stdout.write(f"rules: {', '.join(made_of_rules) or 'nothing'} changed\n")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        answer, files = run_demo(folder), made(folder)
        for place in checked_in() - files.keys():
            (EXPORTS / place).unlink()
        changed = [place for place, content in files.items() if _write(EXPORTS / place, content)]
        readme = ROOT / "README.md"
        if _write(readme, answered(readme.read_text(encoding="utf-8"), answer).encode()):
            changed.append("../README.md")
        sys.stdout.write(f"exports: {', '.join(changed) or 'nothing'} changed\n")
        for place, start in PICTURES.items():
            due = "graph.html" in changed or not (EXPORTS / place).is_file()
            if due and not picture(folder / "exports" / "graph.html", start, EXPORTS / place):
                sys.stdout.write(f"exports: no browser, so {place} stays as it is; install chromium to renew it\n")


def _write(path: Path, content: bytes) -> bool:
    """Whether the file had to be written."""
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


if __name__ == "__main__":
    refresh()
    questions.refresh()
