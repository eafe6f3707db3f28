"""The only place that knows which fields a record may have and turns one into a paper."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.errors import SourceError
from kg.model import Paper
from kg.sources.ids import paper_id
from kg.sources.problem import Problem, source_of

FIELDS = ("id", "title", "abstract", "year", "authors", "venue", "url")
REQUIRED = ("title", "abstract")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def check_mapping(mapping: Mapping[str, str] | None) -> Mapping[str, str]:
    """The mapping (field -> column), empty for `None`; raises `SourceError` for a field that does not exist."""
    for field in mapping or {}:
        if field not in FIELDS:
            raise SourceError(f"--map {field}=…: no field {field!r}; fields are {', '.join(FIELDS)}")
    return mapping or {}


def columns_of(names: Iterable[str], mapping: Mapping[str, str] | None = None) -> dict[str, str]:
    """The column that holds each field, of those that are there; unmapped names compare without case."""
    mapping = check_mapping(mapping)
    names = list(names)
    exact, by_fold = set(names), {name.strip().casefold(): name for name in reversed(names)}
    found: dict[str, str] = {}
    for field in FIELDS:
        if field in mapping:
            if mapping[field] in exact:
                found[field] = mapping[field]
        elif field in by_fold:
            found[field] = by_fold[field]
    return found


def missing(names: Iterable[str], place: str, mapping: Mapping[str, str]) -> Problem | None:
    """The problem of a record or header without the required fields; the remedy guesses the columns meant."""
    names = [name for name in names if name.strip()]
    columns = columns_of(names, mapping)
    absent = [field for field in REQUIRED if field not in columns]
    if not absent:
        return None
    free = [name for name in names if name not in columns.values()]
    # Abstracts tend to come last and titles before them, so the last free columns are the likeliest stand-ins.
    guesses = ["COLUMN"] * (len(absent) - len(free)) + free[-len(absent) :]
    lacking = " and ".join(f"no {mapping.get(field, field)!r}" for field in absent)
    remedy = " ".join(f"--map {field}={guess}" for field, guess in zip(absent, guesses, strict=True))
    return Problem(place, f"{lacking}; columns are {', '.join(names) or '(none)'}", f"use {remedy}")


def to_paper(
    record: Mapping[str, Any], *, name: str, line: int, mapping: Mapping[str, str], columns: Mapping[str, str]
) -> Paper | Problem:
    """The paper a record describes, or why it describes none."""
    place = f"{name}:{line}"
    if lacking := missing(record, place, mapping):
        return lacking
    values = {field: record.get(column) for field, column in columns.items()}
    for field in REQUIRED:
        value = values[field]
        if value is not None and not isinstance(value, str):
            return Problem(place, f"{field} is {_kind(value)}, not text", "write it as one string")
        if not (value or "").strip():
            return Problem(place, f"{field} is empty", "fill it in or take the record out")
    title, abstract = str(values["title"]), str(values["abstract"])
    given_id, url = _text(values.get("id")), _text(values.get("url"))
    return Paper(
        id=paper_id(title, given_id, url),
        title=title,
        abstract=abstract,
        year=_year(values.get("year")),
        authors=_authors(values.get("authors")),
        venue=_text(values.get("venue")),
        url=url,
        source=source_of(name, line),
        given_id=given_id,
    )


def _kind(value: object) -> str:
    return {list: "a list", dict: "an object", bool: "a truth value"}.get(type(value), "a number")


def _text(value: object) -> str | None:
    if isinstance(value, (str, int, float)) and not isinstance(value, bool):
        return str(value).strip() or None
    return None


def _year(value: object) -> int | None:
    # "2017", 2017, 2017.0 (a spreadsheet's), "2017-06-12" and "June 2017" all say 2017.
    found = _YEAR.search(_text(value) or "")
    return int(found.group()) if found else None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        # Commas separate only when nothing better does: "Vaswani, A. and Shazeer, N." has both.
        for separator in (";", " and ", ","):
            if separator in value:
                return tuple(part.strip() for part in value.split(separator) if part.strip())
        return (value.strip(),) if value.strip() else ()
    if isinstance(value, list):
        names = (item.get("name") if isinstance(item, dict) else item for item in value)
        return tuple(text for item in names if (text := _text(item)))
    return ()
