"""The only place that sorts mistakes of reading into groups: by spelling, words around, confusion.

A large group is the next rule to write, or to narrow.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.evaluate import Kind, Mistake

CONTEXT = 40
"""Characters of text shown on each side: enough for the words a pattern would name."""
_WORD = re.compile(r"\w[\w'%-]*|[^\w\s]")
_TRANSPARENT = frozenset(("the", "a", "an", "our", "its", "their", "this", "these", "both", "new", "novel"))
_ENDS = (("child", "parent"), ("better", "worse"))


@dataclass(frozen=True, slots=True)
class Group:
    """Mistakes of one kind that have something in common: `by` says in what, `key` what it is."""

    kind: Kind
    by: str
    key: str
    count: int
    examples: tuple[str, ...]


def grouped(mistakes: Iterable[Mistake], gold: Iterable[Mapping[str, Any]], *, examples: int = 3) -> list[Group]:
    """The groups of two or more mistakes, largest first; a mistake is in one group for each thing it has in common.

    `gold` gives the texts of the papers (`title`, `abstract`); without them only spelling and type are looked at.
    """
    texts = {paper["id"]: f"{paper.get('title') or ''}\n{paper.get('abstract') or ''}" for paper in gold}
    found: dict[tuple[Kind, str, str], list[str]] = defaultdict(list)
    for mistake in mistakes:
        text = texts.get(mistake.paper, "")
        # A dict, as one mistake counts once in a group however often it stands in the text.
        for (by, key), shown in dict(_features(mistake, text)).items():
            found[mistake.kind, by, key].append(f"{mistake.paper} {shown}")
    groups = [Group(*key, len(shown), tuple(shown[:examples])) for key, shown in found.items() if len(shown) > 1]
    return sorted(groups, key=lambda group: (-group.count, group.kind, group.by, group.key))


def lines(row: str, groups: Iterable[Group], most: int) -> Iterator[str]:
    """The `most` largest groups of each kind as lines, each followed by its examples."""
    for kind in ("missed", "wrong"):
        for group in [group for group in groups if group.kind == kind][:most]:
            yield f"{row} {kind}  {group.by} {group.key}  ({group.count})"
            yield from (f"    {example}" for example in group.examples)


def _features(mistake: Mistake, text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """What a mistake can have in common with others, each with the place that shows it."""
    entry = mistake.entry
    for one, other in _ENDS:
        if one in entry:
            yield from _between(mistake.names.get(entry[one], ()), mistake.names.get(entry[other], ()), text)
            return
    surfaces = [str(surface) for surface in entry.get("surfaces", ())] or [str(entry.get("text") or entry.get("url"))]
    places = [place for surface in surfaces if (place := _place(surface, text))]
    shown = _shown(text, *places[0]) if places else surfaces[0]
    sort = str(entry.get("type") or entry.get("kind") or "")
    yield ("what", f"{sort} {mistake.instead}".strip()), shown
    yield ("shape", f"{sort} {shape(surfaces[0])}".strip()), shown
    for start, end in places:
        shown = _shown(text, start, end)
        yield ("before", f"{_before(text[:start])} {sort}".strip()), shown
        yield ("after", f"{sort} {_after(text[end:])}".strip()), shown


def shape(surface: str) -> str:
    """The spelling with every run of capitals, small letters or digits as one sign.

    >>> shape("Llama-2-7B"), shape("word2vec"), shape("machine translation")
    ('Aa-9-9A', 'a9a', 'a a')
    """
    for pattern, sign in ((r"\d+(?:[.,]\d+)*", "9"), (r"[^\W\d_a-z]+", "A"), (r"[^\W\d_A-Z]+", "a")):
        surface = re.sub(pattern, sign, surface)
    return surface


def _place(surface: str, text: str) -> tuple[int, int] | None:
    """Where the surface first stands as a word of its own; the abstract comes before the title."""
    pattern = re.compile(rf"(?<!\w)(?<!\d\.){re.escape(surface)}(?!\w)")
    found = pattern.search(text, text.find("\n") + 1) or pattern.search(text)
    return found.span() if found else None


def _shown(text: str, start: int, end: int) -> str:
    """The stretch in brackets between whole words of its surroundings."""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    if start > CONTEXT:
        before = re.sub(r"^\S*\s", "", before)
    if end + CONTEXT < len(text):
        after = re.sub(r"\s\S*$", "", after)
    return f"{before}[{text[start:end]}]{after}".replace("\n", " ").strip()


def _before(text: str) -> str:
    """The last word before a place, with the articles between."""
    words: list[str] = []
    for word in reversed(_WORD.findall(text[-60:].rpartition("\n")[2])):
        words.insert(0, word.lower())
        if words[0] not in _TRANSPARENT:
            break
    return f"«{' '.join(words) or 'start'} …»"


def _after(text: str) -> str:
    words = _WORD.findall(text[:60].partition("\n")[0])[:1]
    return f"«… {' '.join(words).lower() or 'end'}»"


def _between(ones: Iterable[str], others: Iterable[str], text: str) -> Iterator[tuple[tuple[str, str], str]]:
    """The words between two entities, where they stand in one sentence, in the order of the text."""
    pairs = [(a, b) for one in ones for other in others if (a := _place(one, text)) and (b := _place(other, text))]
    for first, second in ((min(pair), max(pair)) for pair in pairs):
        gap = text[first[1] : second[0]]
        if len(gap) <= 80 and ". " not in gap:
            order = "…" if (first, second) in pairs else "… (reversed)"
            yield ("between", f"«{' '.join(gap.split()).lower()}» {order}"), _shown(text, first[0], second[1])
            return
    yield ("between", "far apart"), " / ".join([*ones][:1] + [*others][:1])
