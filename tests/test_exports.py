"""What is checked in under `exports/` and shown in README.md is what the demo gives today."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.refresh import EXPORTS, LARGEST_PICTURE, PICTURES, ROOT, answered, checked_in, made, run_demo

REMEDY = "run `make exports` and check the result in"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder in which the demo has run, and what it printed."""
    folder = tmp_path_factory.mktemp("demo")
    return folder, run_demo(folder)


def test_the_files_are_current(demo: tuple[Path, str]) -> None:
    wanted = made(demo[0])
    assert checked_in() == wanted.keys(), REMEDY
    stale = [place for place, content in wanted.items() if (EXPORTS / place).read_bytes() != content]
    assert not stale, f"{', '.join(stale)}: not what the rules give now; {REMEDY}"


def test_the_readme_shows_the_demo(demo: tuple[Path, str]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert answered(readme, demo[1]) == readme, REMEDY


@pytest.mark.parametrize("name", PICTURES)
def test_there_is_a_picture_of_each_view(name: str) -> None:
    path = EXPORTS / name
    assert path.read_bytes().startswith(b"\x89PNG"), REMEDY
    assert 20_000 < path.stat().st_size < LARGEST_PICTURE, f"{name} is nearly empty or too large; {REMEDY}"


def test_the_demo_prints_the_same_in_any_terminal_and_its_advice_works(demo: tuple[Path, str]) -> None:
    pty = pytest.importorskip("pty", reason="needs a Unix terminal")
    terminal, shown = pty.openpty()
    terms = {"COLUMNS": "40", "TERM": "xterm-256color", "FORCE_COLOR": "1", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "kg", "demo", "-o", str(demo[0] / "again")]
    with subprocess.Popen(command, stdout=shown, env=os.environ | terms) as running:
        os.close(shown)
        printed = b""
        while True:
            try:
                printed += (piece := os.read(terminal, 65536))
            except OSError:
                break
            if not piece:
                break
    os.close(terminal)
    assert running.returncode == 0
    answer, advice = printed.decode().replace("\r\n", "\n").split("\nWritten to ")
    assert answer == demo[1]
    for line in advice.splitlines()[1:3]:
        done = subprocess.run(shlex.split(line), capture_output=True, encoding="utf-8")
        assert (done.returncode, done.stderr) == (0, ""), line
        assert len(done.stdout.splitlines()) > 3, line
