"""Saved pages: the two layouts, the header lines, and what is told of blocks that are no paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.model import Paper
from kg.sources.files import read_file
from kg.sources.merge import merge
from kg.sources.pages import read
from kg.sources.problem import Problem

DATA = Path(__file__).parent / "data"
SEEDS = Path(__file__).parent.parent.parent / "shared" / "seeds"
ABSTRACT = "Every loaf has a crust. " * 15


def papers(text: str) -> list[Paper]:
    found = list(read(text, name="page.txt"))
    assert not [item for item in found if isinstance(item, Problem)]
    return [item for item in found if isinstance(item, Paper)]


def test_blank_lines_between_blocks() -> None:
    first, second = papers((DATA / "blank_lines.txt").read_text())
    assert first.title == "Toasters as Universal Approximators"
    assert first.abstract.startswith("We connect twelve") and first.abstract.endswith("per slice.")
    assert first.source == "page.txt:11"
    assert second.title.startswith("Subscribers Prefer"), "a title that begins with the button's word keeps it"


def test_one_block_a_line() -> None:
    first, second = papers((DATA / "one_line.txt").read_text())
    assert first.title == "Toasters as universal approximators", "the glued button is cut off"
    assert (first.source, second.source) == ("page.txt:3", "page.txt:5")
    assert second.title == "Bread Recognition in the Dark"


def test_a_glued_word_is_cut_only_after_a_header() -> None:
    (paper,) = papers(f"SubscribeNet\n{ABSTRACT}")
    assert paper.title == "SubscribeNet"
    first, second = papers(f"new\nSubscribeOne\n{ABSTRACT}\nSubscribeNet\n{ABSTRACT}")
    assert (first.title, second.title) == ("One", "SubscribeNet")


@pytest.mark.parametrize("header", ["new", "Subscribe", "byAK and the research community", "Mar 12", "May 30, 2024"])
def test_header_lines_are_no_titles(header: str) -> None:
    (paper,) = papers(f"{header}\n\nLoaves\n\n{ABSTRACT}")
    assert paper.title == "Loaves"


@pytest.mark.parametrize("title", ["new loaves", "May 30 Loaves", "Subscribe to Loaves"])
def test_titles_that_resemble_header_lines_stay(title: str) -> None:
    (paper,) = papers(f"{title}\n\n{ABSTRACT}")
    assert paper.title == title


def test_wrapped_blocks_are_joined() -> None:
    wrapped = ABSTRACT.strip().replace("crust. Every", "crust.\nEvery")
    (paper,) = papers(f"A Title Over\nTwo Lines\n\n{wrapped}\n")
    assert (paper.title, paper.abstract) == ("A Title Over Two Lines", ABSTRACT.strip())


def test_windows_line_ends() -> None:
    (paper,) = papers(f"Loaves\r\n\r\n{ABSTRACT.strip()}\r\n")
    assert (paper.title, paper.abstract) == ("Loaves", ABSTRACT.strip())


def test_a_short_abstract_is_one() -> None:
    (paper,) = papers("Loaves\n\nWe show that every loaf has a crust on at least two sides.")
    assert paper.abstract.startswith("We show")


def test_title_without_abstract_is_told_and_the_rest_read() -> None:
    found = list(read(f"Lonely Title\n\nLoaves\n\n{ABSTRACT}\n\nLast Title", name="page.txt"))
    assert [str(item) for item in found if isinstance(item, Problem)] == [
        "page.txt:1: no abstract after the title 'Lonely Title' (put the abstract below it)",
        "page.txt:7: no abstract after the title 'Last Title' (put the abstract below it)",
    ]
    assert [item.title for item in found if isinstance(item, Paper)] == ["Loaves"]


def test_abstract_without_title_is_told() -> None:
    found = list(read(f"Loaves\n\n{ABSTRACT}\n\n{ABSTRACT}", name="page.txt"))
    assert [type(item) for item in found] == [Paper, Problem]
    assert str(found[1]).startswith("page.txt:5: an abstract without a title: 'Every loaf")


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the four saved pages are not part of the project")
def test_the_four_saved_pages() -> None:
    found = [item for path in sorted(SEEDS.glob("*.txt")) for item in read_file(path)]
    assert len(found) == 206
    assert all(isinstance(item, Paper) for item in found)
    assert len(merge(item for item in found if isinstance(item, Paper))) == 200
