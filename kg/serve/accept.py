"""The only place that reads an `Accept` header: which of the formats we have a client likes best (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def best(accept: str | None, offered: Sequence[str]) -> str | None:
    """The media type to send, or `None` when the client takes none of them; among equals the first offered.

    >>> best("text/csv;q=0.5, application/json", ["text/csv", "application/json"])
    'application/json'
    >>> best("*/*", ["text/csv", "application/json"])
    'text/csv'
    """
    ranges = _ranges(accept) if accept and accept.strip() else [("*/*", 1.0)]
    weighed = [(_quality(name, ranges), -place, name) for place, name in enumerate(offered)]
    quality, _, name = max(weighed, default=(0.0, 0, ""))
    return name if quality > 0 else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(","):
        name, *options = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for option in options:
            key, _, value = option.partition("=")
            if key.strip() == "q":
                quality = _number(value)
        if name:
            found.append((name, quality))
    return found


def _number(text: str) -> float:
    """The weight; one that is no number from 0 to 1 asks for nothing."""
    try:
        found = float(text)
    except ValueError:
        return 0.0
    return found if 0 <= found <= 1 else 0.0


def _quality(name: str, ranges: list[tuple[str, float]]) -> float:
    """The weight the most specific range gives: `text/csv` before `text/*` before `*/*`."""
    group = f"{name.split('/')[0]}/*"
    for wanted in (name, group, "*/*"):
        found = [quality for range_, quality in ranges if range_ == wanted]
        if found:
            return max(found)
    return 0.0
