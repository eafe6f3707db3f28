"""The only place that reads tables: CSV with commas or semicolons, and tab-separated text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from kg.model import Paper
from kg.sources.fields import REQUIRED, check_mapping, columns_of, missing, to_paper
from kg.sources.problem import Problem

FORMAT = "csv"
_DELIMITERS = (",", "\t", ";")
_ENDINGS = (".csv", ".tsv")


def sniff(text: str, name: str, mapping: Mapping[str, str] | None = None) -> int:
    """How surely this is a table: 3 by a header with the wanted columns, 2 by the file's name, 0 not."""
    header = _header(text.lstrip("\n\r").split("\n", 1)[0], _delimiter(text, mapping))
    if len(header) > 1 and set(REQUIRED) & set(columns_of(header, mapping)):
        return 3
    return 2 if name.lower().endswith(_ENDINGS) else 0


def read(text: str, *, name: str, mapping: Mapping[str, str] | None = None) -> Iterator[Paper | Problem]:
    """A paper for each row, a problem for each row that is none; without the columns, one problem and no paper."""
    mapping = check_mapping(mapping)
    rows = _rows(text, name, _delimiter(text, mapping))
    line, header = next(rows, (1, []))
    if isinstance(header, Problem):
        yield header
        return
    columns = columns_of(header, mapping)
    if lacking := missing(header, f"{name}:{line}", mapping):
        yield lacking
        return
    for line, row in rows:
        if isinstance(row, Problem):
            yield row
        elif len(row) > len(header) and any(row[len(header) :]):
            fact = f"{len(row)} cells, but the header has {len(header)}"
            yield Problem(f"{name}:{line}", fact, 'put "…" around a cell that holds the separator')
        else:
            # A short row lacks its last cells, as spreadsheets and hands write it.
            record = dict(zip(header, [*row, *[""] * (len(header) - len(row))], strict=False))
            yield to_paper(record, name=name, line=line, mapping=mapping, columns=columns)


def _delimiter(text: str, mapping: Mapping[str, str] | None) -> str:
    """The separator under which the header names most fields, then has most cells."""
    first = text.lstrip("\n\r").split("\n", 1)[0]
    headers = ((delimiter, _header(first, delimiter)) for delimiter in _DELIMITERS)
    return max(headers, key=lambda pair: (len(columns_of(pair[1], mapping)), len(pair[1])))[0]


def _header(first: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([first.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []


def _rows(text: str, name: str, delimiter: str) -> Iterator[tuple[int, list[str] | Problem]]:
    """Each row that is not blank with the line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # After an error the reader starts afresh with the next line, so the rows that follow are still read.
            yield line, Problem(f"{name}:{line}", f"not a table row: {error}", "check the quotes in this row")
            continue
        if any(cell.strip() for cell in row):
            yield line, row
