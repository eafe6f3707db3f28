"""The only place that reads JSON: one object a line, or one array of objects."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from kg.model import Paper
from kg.sources.fields import check_mapping, columns_of, to_paper
from kg.sources.problem import Problem

FORMAT = "jsonl"
_STARTS = re.compile(r'\s*(?:\{\s*["}]|\{\s*$|\[\s*[{\]]|\[\s*$)', re.MULTILINE)
_SPACE = re.compile(r"[\s,]*")
_ENDINGS = (".jsonl", ".json", ".ndjson")


def sniff(text: str, name: str, mapping: Mapping[str, str] | None = None) -> int:
    """How surely this is JSON: 3 by its first characters, 2 by the file's name, 0 not."""
    if _STARTS.match(text):
        return 3
    return 2 if name.lower().endswith(_ENDINGS) else 0


def read(text: str, *, name: str, mapping: Mapping[str, str] | None = None) -> Iterator[Paper | Problem]:
    """A paper for each object, a problem for each that is none, in the order of the text."""
    mapping = check_mapping(mapping)
    for line, value in _values(text, name):
        if isinstance(value, Problem):
            yield value
        elif not isinstance(value, dict):
            yield Problem(f"{name}:{line}", "not an object", 'write {"title": …, "abstract": …}')
        else:
            yield to_paper(value, name=name, line=line, mapping=mapping, columns=columns_of(value, mapping))


def _values(text: str, name: str) -> Iterator[tuple[int, Any]]:
    if text.lstrip().startswith("["):
        yield from _array(text, name)
        return
    whole = _whole(text)
    if whole is not None:
        yield whole
        return
    # Not splitlines(): U+2028 and the like may stand raw inside a JSON string.
    for line, row in enumerate(text.split("\n"), 1):
        if row.strip():
            try:
                yield line, json.loads(row)
            except (ValueError, RecursionError) as error:
                yield line, _bad(name, line, error)


def _whole(text: str) -> tuple[int, Any] | None:
    """The single object of a text that holds one over several lines."""
    if not text.split("\n", 1)[0].rstrip().endswith("}"):
        try:
            return text[: len(text) - len(text.lstrip())].count("\n") + 1, json.loads(text)
        except (ValueError, RecursionError):
            pass
    return None


def _array(text: str, name: str) -> Iterator[tuple[int, Any]]:
    """The elements one by one with their lines; reading ends at the first that is not JSON."""
    decoder = json.JSONDecoder()
    at, counted, line = text.index("[") + 1, 0, 1
    while True:
        at = _end(_SPACE, text, at)
        line, counted = line + text.count("\n", counted, at), at
        if text[at : at + 1] == "]":
            return
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            fact = _bad(name, line, error).fact
            yield line, Problem(f"{name}:{line}", fact, "the array is read up to here; mend it and run again")
            return
        yield line, value


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at


def _bad(name: str, line: int, error: Exception) -> Problem:
    if isinstance(error, json.JSONDecodeError):
        fact = f"not JSON: column {error.colno}: {error.msg}"
    else:
        fact = "not JSON: nested too deep" if isinstance(error, RecursionError) else f"not JSON: {error}"
    return Problem(f"{name}:{line}", fact, "write one object a line")
