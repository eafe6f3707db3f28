"""The only place that opens input: plain and gzip-compressed files and standard input, as UTF-8."""

from __future__ import annotations

import gzip
import re
import sys
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

from kg.model import Paper
from kg.sources.detect import Source, detect, format_named
from kg.sources.problem import Problem

_GZIP = b"\x1f\x8b"
_UTF8_MARK = b"\xef\xbb\xbf"
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_file(
    path: str | Path, *, format: str | None = None, mapping: Mapping[str, str] | None = None
) -> Iterator[Paper | Problem]:
    """The papers of one file (`-` is standard input) in its order, and a problem for whatever is none."""
    name = "stdin" if str(path) == "-" else str(path)
    forced = format_named(format) if format else None
    data = _bytes(path, name)
    if isinstance(data, Problem):
        yield data
        return
    # Bytes that are no UTF-8 become lone surrogates, so that the records without any still come through.
    text = data.removeprefix(_UTF8_MARK).decode("utf-8", "surrogateescape")
    source = forced or detect(text, name, mapping)
    if isinstance(source, Problem):
        yield source
        return
    yield from _checked(source, text, name=name, data=data, mapping=mapping)


def _bytes(path: str | Path, name: str) -> bytes | Problem:
    """The content, uncompressed, or why there is none to read."""
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else Path(path).read_bytes()
        if data.startswith(_GZIP):
            data = gzip.decompress(data)
    except FileNotFoundError:
        return Problem(name, "no such file", "check the path")
    except IsADirectoryError:
        return Problem(name, "is a folder", f"name the files in it: {name.rstrip('/')}/*")
    except (EOFError, gzip.BadGzipFile, zlib.error):
        return Problem(name, "the gzip data is cut off or damaged", "fetch the file again")
    except OSError as error:
        return Problem(name, f"cannot be read: {error.strerror or error}", "check the file and its permissions")
    if not data.strip():
        return Problem(name, "the file is empty", "write papers into it or leave it out")
    if data.startswith(_UTF16_MARKS):
        return Problem(name, "the text is UTF-16, not UTF-8", _remedy(name, "utf-16"))
    if b"\0" in data[:4096]:
        return Problem(name, "the file is binary, not text", "give text, JSONL or CSV")
    return data


def _checked(
    source: Source, text: str, *, name: str, data: bytes, mapping: Mapping[str, str] | None
) -> Iterator[Paper | Problem]:
    """What the format reads, without the papers that hold half characters; the wrong bytes are reported once."""
    wrong_bytes = _first_wrong_byte(data)
    if wrong_bytes:
        line, fact = wrong_bytes
        yield Problem(f"{name}:{line}", f"{fact}; the papers it touches are left out", _remedy(name, "latin1"))
    empty = True
    for item in source.read(text, name=name, mapping=mapping):
        empty = False
        if not _SURROGATE.search(_texts(item)):
            yield item
        elif not wrong_bytes:
            place = f"{name}:{item.source.rpartition(':')[2]}" if isinstance(item, Paper) else name
            yield Problem(place, "the text holds half a character (a lone \\ud…)", "take the escape out")
    if empty:
        yield Problem(name, f"no papers in it, read as {source.FORMAT}", "choose the format with --from")


def _texts(item: Paper | Problem) -> str:
    if isinstance(item, Problem):
        return str(item)
    return "\n".join((item.title, item.abstract, *item.authors, *filter(None, (item.venue, item.url, item.given_id))))


def _first_wrong_byte(data: bytes) -> tuple[int, str] | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return line, f"byte {error.start} is 0x{data[error.start]:02x}, not UTF-8"
    return None


def _remedy(name: str, encoding: str) -> str:
    plain = PurePath(name.removesuffix(".gz")).name
    unpack = "" if plain == PurePath(name).name else f"gunzip -c {name} | "
    return f"save it as UTF-8, e.g. {unpack}iconv -f {encoding} -t utf-8{'' if unpack else f' {name}'} > utf8-{plain}"
