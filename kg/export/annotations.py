"""The only place that reads and writes annotation files: what each paper asserts, one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from kg.annotation import LISTS, Annotation, annotation
from kg.errors import SourceError
from kg.files import atomic_write
from kg.model import PaperRecord


def line(record: PaperRecord) -> str:
    """The annotation as one line of JSON, without the line end."""
    return json.dumps(annotation(record), ensure_ascii=False)


def write(records: Iterable[PaperRecord], path: Path | str) -> None:
    """A file with one annotation a line, in the order of the records."""
    with atomic_write(path) as file:
        for record in records:
            file.write(f"{line(record)}\n".encode())


def read(path: Path | str) -> list[Annotation]:
    """The annotations of a file in its order; raises `SourceError` for a line that is none."""
    found: list[Annotation] = []
    try:
        # Not splitlines(): U+2028 may stand raw inside a string.
        for number, row in enumerate(Path(path).read_text(encoding="utf-8").split("\n"), 1):
            if row.strip():
                found.append(_annotation(f"{path}:{number}", row))
    except FileNotFoundError:
        raise SourceError(f"{path}: no such file; check the path") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read ({error}); give annotations in JSON lines, as UTF-8") from None
    return found


def _annotation(place: str, row: str) -> Annotation:
    remedy = "write them with `kg extract PAPERS`"
    try:
        value = json.loads(row)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{place}: not JSON: {error}; {remedy}") from None
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise SourceError(f"{place}: not an annotation, as it has no 'id'; {remedy}")
    absent = [name for name in LISTS if not isinstance(value.get(name), list)]
    if absent:
        raise SourceError(f"{place}: not an annotation, as it has no list {absent[0]!r}; {remedy}")
    return value
