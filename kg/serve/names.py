"""Finding things by what they are called: the search of the index page, and the nearest names for what is not found."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any

from kg.model import fold
from kg.serve.things import Things

FOUND = 50
NEAR = 5
TOP = 12


@dataclass(frozen=True, slots=True)
class Found:
    """A thing a search gives: its path under `/id/`, name, type, how many papers speak of it, and the alias met."""

    id: str
    name: str
    type: str
    papers: int
    alias: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return asdict(self)


class Names:
    """Every name and alias, folded, with the thing it names; the things most papers speak of come first."""

    def __init__(self, things: Things) -> None:
        papers = things.paper_counts()
        by_thing = sorted(things.named(), key=lambda item: (-papers[item[0]], item[1], item[0].value))
        self._forms: list[tuple[str, Found]] = []
        self._by_type: Mapping[str, list[Found]] = defaultdict(list)
        for node, name, type_, aliases in by_thing:
            found = Found(things.path(node), name, type_, papers[node])
            self._by_type[type_].append(found)
            self._forms.append((fold(name), found))
            self._forms.extend(
                (fold(alias), Found(found.id, name, type_, found.papers, alias)) for alias in sorted(aliases)
            )

    @property
    def counts(self) -> Mapping[str, int]:
        """Type → how many things there are of it, the most numerous first."""
        return dict(Counter({type_: len(found) for type_, found in self._by_type.items()}).most_common())

    def top(self) -> Mapping[str, list[Found]]:
        """Type → the things of it that most papers speak of; papers have no such order."""
        return {type_: found[:TOP] for type_, found in self._by_type.items() if found[0].papers}

    def find(self, text: str) -> list[Found]:
        """At most `FOUND` things: those called so, then names that begin so, then names that hold it."""
        wanted = fold(text)
        if not wanted:
            return []
        ranks: list[list[Found]] = [[], [], []]
        for form, found in self._forms:
            if wanted in form:
                ranks[0 if form == wanted else 1 if form.startswith(wanted) else 2].append(found)
        return [*_once(found for rank in ranks for found in rank)][:FOUND]

    def near(self, text: str) -> list[Found]:
        """At most `NEAR` things whose names look like the text."""
        wanted = fold(text)[:100]
        forms = dict(reversed(self._forms))
        close = [forms[form] for form in get_close_matches(wanted, forms, n=NEAR, cutoff=0.6)]
        return [*_once(iter([*close, *self.find(text)]))][:NEAR]


def _once(items: Iterator[Found]) -> Iterator[Found]:
    seen: set[str] = set()
    for found in items:
        if found.id not in seen:
            seen.add(found.id)
            yield found
