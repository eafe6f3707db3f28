"""Files: format, compression, encoding, and one line for each thing that cannot be read."""

from __future__ import annotations

import gzip
import io
import json
import random
import sys
from pathlib import Path

import pytest

from kg.errors import SourceError
from kg.model import Paper
from kg.sources.detect import detect, formats
from kg.sources.files import read_file
from kg.sources.merge import merge
from kg.sources.problem import Problem

DATA = Path(__file__).parent / "data"
LINE = json.dumps({"title": "Loaves", "abstract": "A loaf has a crust."})


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (LINE, "x.txt", "jsonl"),
        (f"[{LINE}]", "-", "jsonl"),
        ("[\n {", "-", "jsonl"),
        ("{oops", "x.jsonl", "jsonl"),
        ("title,abstract\nA,B", "x.txt", "csv"),
        ("ID\tTitle\tAbstract\n", "-", "csv"),
        ("name,body\n", "x.csv.gz", "csv"),
        ("[Re] On Loaves\n\nWe bake.", "x.txt", "pages"),
        ("A title, with a comma\n\nWe bake.", "x.txt", "pages"),
        ("new\n\nSubscribe\n", "x", "pages"),
    ],
)
def test_detect(text: str, name: str, expected: str) -> None:
    source = detect(text, name)
    assert not isinstance(source, Problem)
    assert expected == source.FORMAT


def test_detect_uses_the_mapping() -> None:
    source = detect("name,body\nA,B", "x.txt", {"title": "name", "abstract": "body"})
    assert not isinstance(source, Problem) and source.FORMAT == "csv"


def test_every_format_is_found() -> None:
    assert sorted(formats()) == ["csv", "jsonl", "pages"]


@pytest.mark.parametrize(
    ("text", "fact"), [("@article{x,\n title={A}}", "BibTeX"), ("<!DOCTYPE html><html>", "HTML"), ("%PDF-1.7", "PDF")]
)
def test_foreign_formats_are_named(text: str, fact: str) -> None:
    assert fact in str(detect(text, "x"))


def only(path: Path | str, **options: str) -> str:
    (problem,) = read_file(path, **options)  # type: ignore[arg-type]
    assert isinstance(problem, Problem)
    return str(problem)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n\n", "the file is empty"),
        (b"\x89PNG\r\n\0\0\0", "the file is binary"),
        ("Loaves".encode("utf-16"), "UTF-16"),
        (gzip.compress(LINE.encode(), mtime=0)[:-9], "gzip data is cut off"),
        (gzip.compress(b"", mtime=0), "the file is empty"),
        (b"new\n\nSubscribe\n", "no papers in it, read as pages"),
    ],
)
def test_unreadable_files(tmp_path: Path, content: bytes, expected: str) -> None:
    path = tmp_path / "papers"
    path.write_bytes(content)
    assert only(path).startswith(f"{path}: ") and expected in only(path)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    assert only(tmp_path / "no") == f"{tmp_path / 'no'}: no such file (check the path)"
    assert "is a folder" in only(tmp_path)


def test_gzip_and_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl.gz"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + LINE.encode()))
    (paper,) = read_file(path)
    assert isinstance(paper, Paper) and paper.title == "Loaves"


def test_wrong_encoding_costs_only_the_papers_it_touches(tmp_path: Path) -> None:
    path = tmp_path / "papers.csv"
    path.write_bytes(b"title,abstract\nLoaves,A loaf.\nCaf\xe9s,A caf\xe9.\nBuns,A bun.\n")
    problem, *papers = read_file(path)
    assert str(problem).startswith(f"{path}:3: byte 33 is 0xe9, not UTF-8; the papers it touches are left out")
    assert "iconv -f latin1 -t utf-8" in str(problem)
    assert [paper.title for paper in papers if isinstance(paper, Paper)] == ["Loaves", "Buns"]


def test_half_characters_in_escapes(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(LINE.replace("crust", "crust \\ud83d") + "\n" + LINE)
    problem, paper = read_file(path)
    assert str(problem).startswith(f"{path}:1: the text holds half a character")
    assert isinstance(paper, Paper)


def test_the_format_can_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text(LINE)
    assert "no 'title' and no 'abstract'" in only(path, format="csv")
    with pytest.raises(SourceError, match="no such format; formats are csv, jsonl, pages"):
        only(path, format="docx")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LINE.encode())))
    (paper,) = read_file("-")
    assert isinstance(paper, Paper) and paper.source == "stdin:1"


def paper(title: str, abstract: str, id: str, **more: object) -> Paper:
    return Paper(id=id, title=title, abstract=abstract, **more)  # type: ignore[arg-type]


def test_copies_become_one_whatever_the_order() -> None:
    copies = [
        paper("Loaves", "A loaf.", "arxiv:2001.00001", year=2020, source="a:1"),
        paper("LOAVES", "A loaf has a crust.", "title:aa", authors=("A",), source="b:1"),
        paper("On Loaves", "A.", "arxiv:2001.00001", venue="OVEN", source="c:1"),
        paper("Rolls", "A roll.", "doi:10.1000/r", source="d:1"),
        paper("Rolls", "A bun.", "arxiv:2001.00002", source="d:2"),
    ]
    expected = merge(copies)
    assert [(merged.id, merged.abstract) for merged in expected] == [
        ("arxiv:2001.00001", "A loaf has a crust."),
        ("arxiv:2001.00002", "A roll."),
    ]
    assert (expected[0].year, expected[0].authors, expected[0].venue, expected[0].source) == (
        2020,
        ("A",),
        "OVEN",
        "b:1",
    )
    for seed in range(30):
        shuffled = copies[:]
        random.Random(seed).shuffle(shuffled)
        assert merge(shuffled) == expected


def test_copies_in_two_pages_are_one() -> None:
    papers = [item for name in ("blank_lines", "one_line") for item in read_file(DATA / f"{name}.txt")]
    merged = merge(item for item in papers if isinstance(item, Paper))
    assert (len(papers), len(merged)) == (4, 3)
    (toasters,) = (item for item in merged if "oasters" in item.title)
    assert toasters.source == "blank_lines.txt:11", "the copy with the longer abstract stands"
