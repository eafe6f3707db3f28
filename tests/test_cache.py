"""What is kept between runs: made once for each content, and never in the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cache import VARIABLE, folder, kept


def counted(calls: list[int]) -> list[tuple[str, int]]:
    """A thing to keep, which notes that it was made."""
    calls.append(1)
    return [("a", 1)]


def test_made_once_for_each_content(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    calls: list[int] = []
    for content, made in (("one", 1), ("one", 1), ("two", 2), ("one", 2)):
        assert kept("things", content, lambda: counted(calls)) == [("a", 1)]
        assert len(calls) == made
    assert sorted(path.name[:7] for path in tmp_path.iterdir()) == ["things-", "things-"]


@pytest.mark.parametrize("damage", [b"", b"no marshal", b"["])
def test_a_damaged_file_is_made_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: bytes) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    calls: list[int] = []
    kept("things", "one", lambda: counted(calls))
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert kept("things", "one", lambda: counted(calls)) == [("a", 1)]
    assert len(calls) == 2 and path.read_bytes() == whole


@pytest.mark.parametrize("place", ["", "/dev/null/nowhere"])
def test_without_a_place_all_still_works(monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    monkeypatch.setenv(VARIABLE, place)
    calls: list[int] = []
    assert [kept("things", "one", lambda: counted(calls)) for _ in range(2)] == [[("a", 1)]] * 2
    assert len(calls) == 2


def test_the_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    found = folder()
    assert found is not None and found.name == "paperkg"
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert folder() == tmp_path
