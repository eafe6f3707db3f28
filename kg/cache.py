"""The only place that keeps what is dear to compile between runs: by content, so that nothing in it is ever stale."""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar, cast

from kg.errors import KGError
from kg.files import atomic_write

T = TypeVar("T")
VARIABLE = "KG_CACHE"
"""Environment variable with the folder to keep things in; empty to keep nothing."""


def folder() -> Path | None:
    """Where things are kept: `KG_CACHE`, else the user's cache folder; `None` if the user wants nothing kept."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_cache_path

    return user_cache_path("paperkg", appauthor=False)


def kept(name: str, content: str, make: Callable[[], T]) -> T:
    """What `make` gives, which must be plain tuples, lists, strings and numbers that depend on `content` alone.

    It is made once for each `content` and each state of the module that makes it, and again where it cannot be read or
    kept: a cache is never in the way.
    """
    place = folder()
    if place is None:
        return make()
    # Marshal is the fastest way to read such data; its format is that of one Python version.
    made_with = f"{sys.implementation.cache_tag} {marshal.version} {_source(make)}"
    path = place / f"{name}-{_hash(f'{made_with} {content}'.encode()).hex()[:24]}.bin"
    with suppress(OSError):
        data = path.read_bytes()
        if data[:_SUM] == _hash(data[_SUM:]):
            return cast(T, marshal.loads(data[_SUM:]))  # noqa: S302 -- a file of the user's own, and whole
    made = make()
    with suppress(KGError, OSError), atomic_write(path) as file:
        body = marshal.dumps(cast(Any, made))
        file.write(_hash(body) + body)
    return made


def _source(function: Callable[..., object]) -> str:
    """A fingerprint of the module a function is written in: what an older version made may have another form."""
    with suppress(OSError):
        return _hash(Path(function.__code__.co_filename).read_bytes()).hex()
    return ""


_SUM = 32


def _hash(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
