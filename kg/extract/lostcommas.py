"""Commas that a page lost: some venues publish abstracts without any, "on KITTI nuScenes and Waymo" among them.

They are put back into the reading where names of one kind stand side by side and "and" ends the list, so that rules
and lists need not know of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.reading import Reading, Thing, Unit

_NAMES = frozenset({"Name", "Cap", "Model", "Method", "Dataset"})
_ENDS = frozenset({"and", "or", "&"})


def lost(text: str) -> bool:
    """Whether an abstract has no comma at all."""
    return "," not in text


def restore(reading: Reading) -> Reading:
    """The reading with commas in its lists.

    Each stands on the space between two names, so nothing else moves.
    """
    units: list[Unit] = []
    sentences: list[tuple[int, int]] = []
    for first, last in reading.sentences:
        begin = len(units)
        places = set(_missing(reading.units, first, last))
        for at in range(first, last):
            units.append(reading.units[at])
            if at in places:
                units.append(Thing(reading.units[at].end, reading.units[at + 1].start, ","))
        sentences.append((begin, len(units)))
    return Reading(reading.page, units, sentences, reading.tokens)


def _missing(units: list[Unit], first: int, last: int) -> Iterator[int]:
    """Behind which units of a sentence a comma is missing: all of a list but its last two."""
    for end in range(first + 2, last - 1):
        if units[end].low not in _ENDS or units[end - 2].candidate is None:
            continue
        closing = end + 2 if units[end + 1].low == "the" and end + 2 < last else end + 1
        kind = _kind(units[closing])
        at = end - 2
        while at >= first and kind and _kind(units[at]) == _kind(units[at + 1]) == kind:
            yield at
            at -= 1


def _kind(unit: Unit) -> str:
    """What a unit may be listed with."""
    return "Name" if unit.label in _NAMES else unit.label if unit.candidate is not None else ""
