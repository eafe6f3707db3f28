"""The only place that writes files: complete and new, or old and untouched, never half of each."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kg.errors import ExportError


@contextmanager
def atomic_write(path: Path | str) -> Iterator[BinaryIO]:
    """A binary file that takes the place of `path` when the block ends well.

    The bytes go to a temporary file in the same folder (a rename across file systems is a copy, and a copy can be
    cut short), reach the disk, and are renamed. If the block raises, `path` stays as it was. Raises `ExportError`.
    """
    target = Path(path)
    if target.is_symlink():
        # Writing to a link means writing to what it points at; renaming over it would cut the link.
        target = target.resolve()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".tmp")
    except OSError as error:
        raise ExportError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode(target))
        _replace(temporary, target)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _replace(temporary: Path, target: Path) -> None:
    """The temporary file in the place of the target, and the folder's entry for it on the disk."""
    try:
        temporary.replace(target)
    except OSError as error:
        raise ExportError(f"{target}: cannot be replaced ({error.strerror}); choose another place") from error
    if hasattr(os, "O_DIRECTORY"):
        folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            # Without this a crash of the machine can lose the rename although the bytes are safe.
            with suppress(OSError):
                os.fsync(folder)
        finally:
            os.close(folder)


def _mode(target: Path) -> int:
    """The permissions the finished file gets: those of the file it replaces, else what a plain `open` would give."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
