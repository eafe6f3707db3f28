"""What README.md says is so: every command is in it, its examples run, its tables list what the program accepts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from kg.cli import app
from kg.rulecheck import GIVES, SLOTS
from kg.rules import _HEAD_KEYS, _RULE_KEYS, TOKEN_TYPES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "decisions").glob("*.md"))
WORDS = 300


def commands(group: typer.Typer, prefix: str = "kg") -> Iterator[str]:
    """Every command as it is typed."""
    for command in group.registered_commands:
        assert command.callback is not None
        yield f"{prefix} {command.name or command.callback.__name__.replace('_', '-')}"
    for nested in group.registered_groups:
        assert nested.typer_instance is not None
        yield from commands(nested.typer_instance, f"{prefix} {nested.name}")


@pytest.mark.parametrize("command", commands(app))
def test_every_command_is_in_the_readme(command: str) -> None:
    assert re.search(rf"(?<![\w./-]){re.escape(command)}(?![\w-])", README), f"README.md does not name `{command}`"


# ------------------------------------------------------------------ examples

BLOCKS = re.findall(r"<!-- runs -->\n```(bash|python)\n(.*?)```", README, re.DOTALL)


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str, str]]:
    """What each block that is marked as safe to run printed, and its error or nothing; one after another."""
    folder = tmp_path_factory.mktemp("readme")
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    printed = []
    for language, text in BLOCKS:
        command = ["bash", "-euo", "pipefail", "-c", text] if language == "bash" else [sys.executable, "-c", text]
        done = subprocess.run(
            command, cwd=folder, env=os.environ | {"PATH": path}, capture_output=True, encoding="utf-8", timeout=120
        )
        printed.append((done.stdout, f"exit code {done.returncode}: {done.stderr}" if done.returncode else ""))
    return printed


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_the_examples_run(transcript: list[tuple[str, str]], number: int) -> None:
    printed, error = transcript[number]
    assert not error, f"{BLOCKS[number][1]}\n{error}"
    assert printed.strip()


def test_the_examples_read_what_they_say(transcript: list[tuple[str, str]]) -> None:
    papers = transcript[0][0]
    assert "84.1" in papers and "86.3" in papers and "BreadFormer" in papers
    assert "ToastNet outperforms ResNet-50" in papers


# ------------------------------------------------------------------ tables


def keys(what: str) -> set[str]:
    """The words in code type in the first column of a marked table."""
    table = README.split(f"<!-- KEYS of {what} -->\n", 1)[1].split("\n\n", 1)[0]
    first = (row.split("|")[1] for row in table.splitlines()[2:])
    return {word for cell in first for word in re.findall(r"`(\w+)`", cell)}


def test_the_keys_of_rules_are_those_that_are_accepted() -> None:
    assert keys("a rule") == set(_RULE_KEYS)
    assert keys("a head") == set(_HEAD_KEYS)


@pytest.mark.parametrize("word", sorted({*TOKEN_TYPES, *(set(SLOTS) - {"shapes"}), *SLOTS["values"], *GIVES["values"]}))
def test_types_stages_and_slots_are_explained(word: str) -> None:
    section = README.split("## How to write a rule", 1)[1].split("\n## ", 1)[0]
    assert f"`{word}`" in section


# ------------------------------------------------------------------ links and decisions


# Marks in examples of rules look like links: [GLUE](Dataset.dataset).
TARGETS = set(re.findall(r"\]\((?!https?:)(?![A-Z][a-z]+\.[a-z]+\))([^)#\s]+)\)", README))


@pytest.mark.parametrize("target", sorted(TARGETS))
def test_links_lead_somewhere(target: str) -> None:
    assert (ROOT / target).exists()


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_decisions_are_short(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(rf"# {int(path.name[:4])}\. \S", text), "begin with '# NUMBER. Title'"
    assert "**Decision.**" in text and "**Rejected.**" in text
    assert len(text.split()) < WORDS
