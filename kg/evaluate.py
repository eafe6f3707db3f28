"""The only place that measures reading: against hand-made annotations, against an earlier reading, rule by rule.

Annotations are dicts in the format of `kg/annotation.py`. An entity is found when its type and at least one folded
surface agree; everything else is compared through the surfaces of the entities it refers to, so keys may differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from kg.annotation import LISTS
from kg.model import ENTITY_TYPES

Entry = dict[str, Any]
Kind = Literal["wrong", "missed"]
TOLERANCE = 0.01
"""Numbers within 1 % are one number: "1.34B" and "1.3 billion" are, 87.1 and 86.1 are not."""


@dataclass(frozen=True, slots=True)
class Row:
    """What was found of one sort of thing, and the measures made of it."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def gold(self) -> int:
        """How many there are."""
        return self.right + self.missed

    @property
    def predicted(self) -> int:
        """How many were read."""
        return self.right + self.wrong

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 0 where nothing was read."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was read; 0 where there is nothing."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.gold + self.predicted
        return 2 * self.right / total if total else 0.0

    def __add__(self, other: Row) -> Row:
        return Row(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something read that is not there (`wrong`), or there and not read (`missed`), with its entry."""

    paper: str
    kind: Kind
    entry: Entry
    names: Mapping[str, tuple[str, ...]] = field(repr=False)
    """The surfaces of the entities of its side, by key."""
    instead: str = ""
    """For an entity: what the other side has in its place, another type or other bounds."""

    def __str__(self) -> str:
        return f"{self.paper}  {self.kind}  {said(self.entry, self.names)}"


@dataclass(frozen=True, slots=True)
class Table:
    """The rows in their fixed order, and the mistakes behind each."""

    rows: dict[str, Row]
    mistakes: dict[str, list[Mistake]]

    @property
    def errors(self) -> dict[str, list[str]]:
        """The mistakes as lines: paper, kind, what was said."""
        return {name: [str(mistake) for mistake in found] for name, found in self.mistakes.items()}


# ------------------------------------------------------------------ one paper of one side


def form(surface: str) -> str:
    """The surface without case, white space, hyphens, dashes and underscores.

    Not `kg.model.fold`, which also unites compatibility characters: scores must equal those of the published script.
    """
    return "".join(c for c in surface if not (c.isspace() or c in "-_" or "\u2010" <= c <= "\u2015")).casefold()


class Side:
    """One paper as one side annotates it: its entities, with what they are called."""

    def __init__(self, annotated: Mapping[str, Any]) -> None:
        self.lists = {name: [_entry(entry) for entry in annotated.get(name) or ()] for name in LISTS}
        self.entities: list[Entry] = self.lists["entities"]
        self.forms = [frozenset(map(form, _surfaces(entity))) for entity in self.entities]
        self.by_key = {entity["key"]: forms for entity, forms in zip(self.entities, self.forms, strict=True)}
        self.names = {entity["key"]: _surfaces(entity) for entity in self.entities}

    def referred(self, reference: Any) -> frozenset[str]:
        """The forms of what a key, or a list of keys, refers to."""
        keys = reference if isinstance(reference, list) else [reference]
        return frozenset().union(*(self.by_key.get(key, frozenset()) for key in keys if key is not None))


def _entry(value: Any) -> Entry:
    return value if isinstance(value, dict) else {"url": value}


def _surfaces(entity: Entry) -> tuple[str, ...]:
    """What the entity is called, its name first."""
    names = [entity.get("name") or "", *entity.get("surfaces", ())]
    return tuple(dict.fromkeys(filter(None, names)))


_REFERENCES = frozenset(
    ("model", "metric", "dataset", "datasets", "system", "baseline", "better", "worse", "child", "parent", "of")
)


def said(entry: Entry, names: Mapping[str, tuple[str, ...]]) -> str:
    """The entry in words, with the names of what it refers to."""
    if "surfaces" in entry:
        return f"{entry.get('type')} {entry.get('name')} ({entry.get('tier', 'name')}, {entry.get('role')})"
    parts = []
    for name, value in entry.items():
        if name in _REFERENCES and value is not None:
            keys = value if isinstance(value, list) else [value]
            value = " + ".join(sorted(names[key][0] for key in keys if names.get(key)))
        if value not in (None, "", []):
            parts.append(f"{name}={value}")
    return " ".join(parts)


# ------------------------------------------------------------------ entities


def aligned(gold: Side, read: Side, systems: bool) -> dict[int, int]:
    """Index of an entity read -> index of the gold one it is, one to one, those with most forms in common first.

    With `systems`, Model and Method are one type.
    """

    def sort_of(entity: Entry) -> str:
        return "System" if systems and entity.get("type") in ("Model", "Method") else str(entity.get("type"))

    options = [
        (-len(mine & theirs), i, j)
        for i, mine in enumerate(read.forms)
        for j, theirs in enumerate(gold.forms)
        if mine & theirs and sort_of(read.entities[i]) == sort_of(gold.entities[j])
    ]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(options):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


Test = Callable[[Entry], bool]


def _entity_rows() -> Iterator[tuple[str, bool, Test]]:
    """The rows over entities: their name, whether Model and Method are one in them, and which entities they are of."""
    for tier in ("name", "term"):
        for mark in ("", "~"):
            yield f"{tier}s{mark}", bool(mark), lambda entity, tier=tier: entity.get("tier", "name") == tier  # type: ignore[misc]
    for name in ENTITY_TYPES:
        yield name, False, lambda entity, name=name: entity.get("type") == name  # type: ignore[misc]


_ENTITY_ROWS = tuple(_entity_rows())


class _Tally:
    """Counts up, paper by paper, what becomes a table."""

    def __init__(self) -> None:
        self.rows: dict[str, Row] = defaultdict(Row)
        self.mistakes: dict[str, list[Mistake]] = defaultdict(list)

    def add(self, row: str, right: int, wrong: Sequence[Mistake], missed: Sequence[Mistake]) -> None:
        self.rows[row] += Row(right, len(wrong), len(missed))
        self.mistakes[row] += [*wrong, *missed]

    def entities(self, paper: str, gold: Side, read: Side) -> None:
        """Count the rows over entities."""
        pairs = {systems: aligned(gold, read, systems) for systems in (False, True)}

        def slips(kind: Kind, one: Side, other: Side, kept: Callable[[int, Entry], bool]) -> list[Mistake]:
            return [
                Mistake(paper, kind, entity, one.names, _instead(one.forms[index], entity, other))
                for index, entity in enumerate(one.entities)
                if kept(index, entity)
            ]

        for row, systems, belongs in _ENTITY_ROWS:
            found = pairs[systems]
            hit = set(found.values())
            right = sum(belongs(gold.entities[j]) for j in hit)
            wrong = slips("wrong", read, gold, lambda i, entity: i not in found and belongs(entity))  # noqa: B023
            missed = slips("missed", gold, read, lambda j, entity: j not in hit and belongs(entity))  # noqa: B023
            self.add(row, right, wrong, missed)
        both = {i: j for i, j in pairs[True].items() if _own(read.entities[i]) and _own(gold.entities[j])}
        theirs = set(both.values())
        wrong = slips("wrong", read, gold, lambda i, entity: i not in both and _own(entity))
        missed = slips("missed", gold, read, lambda j, entity: j not in theirs and _own(entity))
        self.add("introduced", len(both), wrong, missed)

    def facts(self, paper: str, gold: Side, read: Side) -> None:
        """Count the rows over numbers, relations and links."""
        for row, fact in FACTS.items():
            left = list(gold.lists[fact.entries])
            wrong = []
            for entry in read.lists[fact.entries]:
                found = next((at for at, other in enumerate(left) if fact.same(other, entry, gold, read)), None)
                if found is None:
                    wrong.append(Mistake(paper, "wrong", entry, read.names))
                else:
                    del left[found]
            missed = [Mistake(paper, "missed", entry, gold.names) for entry in left]
            self.add(row, len(gold.lists[fact.entries]) - len(left), wrong, missed)


def _own(entity: Entry) -> bool:
    return entity.get("role") == "introduced"


def _instead(forms: frozenset[str], entity: Entry, other: Side) -> str:
    """What the other side has for an entity of these forms: "for Model" (another type), "for a longer one", or ""."""
    sides = list(zip(other.entities, other.forms, strict=True))
    types = [str(theirs.get("type")) for theirs, shared in sides if forms & shared]
    if types:
        return "" if entity.get("type") in types else f"for {types[0]}"
    # Three characters or fewer stand inside too many words to be a part of them.
    pairs = [(one, another) for one in forms for _, theirs in sides for another in theirs if len(one + another) > 7]
    if any(one in another for one, another in pairs if len(one) > 3):
        return "for a longer one"
    return "for a shorter one" if any(another in one for one, another in pairs if len(another) > 3) else ""


# ------------------------------------------------------------------ numbers, relations, links


@dataclass(frozen=True, slots=True)
class Fact:
    """What makes two entries of one list the same: the number, equal words, entities with a surface in common."""

    entries: str
    number: bool = True
    words: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    def same(self, ours: Entry, theirs: Entry, our_side: Side, their_side: Side) -> bool:
        """Whether the entries say the same."""
        if self.entries == "links":
            return str(ours["url"]).rstrip("/.") == str(theirs["url"]).rstrip("/.")
        if self.number and not _close(ours.get("value"), theirs.get("value")):
            return False
        if any(ours.get(name) != theirs.get(name) for name in self.words):
            return False
        for name in self.references:
            one, other = our_side.referred(ours.get(name)), their_side.referred(theirs.get(name))
            if (one or other) and not one & other:
                return False
        return True


def _close(one: float | None, other: float | None) -> bool:
    """Whether two numbers are one but for sign and rounding."""
    if one is None or other is None:
        return False
    low, high = sorted((abs(one), abs(other)))
    return high - low <= TOLERANCE * max(high, 1e-12)


SLOTS = ("metric", "dataset", "system", "baseline")
_RESULT = Fact("results", words=("kind",))
FACTS: Mapping[str, Fact] = {
    "parameters": Fact("parameters", references=("model",)),
    "parameter values": Fact("parameters"),
    "results": _RESULT,
    "result tuples": replace(_RESULT, references=SLOTS),
    **{f"result {slot}": replace(_RESULT, references=(slot,)) for slot in SLOTS},
    "comparisons": Fact("comparisons", number=False, words=("relation",), references=("better", "worse")),
    "based_on": Fact("based_on", number=False, references=("child", "parent")),
    "quantities": Fact("quantities", words=("kind",)),
    "links": Fact("links", number=False),
}
WHOLE = (
    *("names", "terms", "introduced", "parameters", "result tuples"),
    *("comparisons", "based_on", "quantities", "links"),
)
"""The rows that together are everything a paper asserts, each thing counted once."""
ROWS = (*(row for row, _, _ in _ENTITY_ROWS), "introduced", *FACTS, "FACTS")


def score(gold: Iterable[Mapping[str, Any]], predicted: Iterable[Mapping[str, Any]]) -> Table:
    """How well the predicted annotations say what the gold ones do; papers meet in `id`, an absent one is empty."""
    tally = _Tally()
    read = {paper["id"]: paper for paper in predicted}
    for name, paper in {paper["id"]: paper for paper in gold}.items():
        ours, theirs = Side(paper), Side(read.get(name, {}))
        tally.entities(name, ours, theirs)
        tally.facts(name, ours, theirs)
    tally.rows["FACTS"] = sum((tally.rows[row] for row in WHOLE), Row())
    # The order of the published table: names and terms alternate there.
    return Table({row: tally.rows[row] for row in ROWS}, {row: tally.mistakes[row] for row in ROWS if row != "FACTS"})


# ------------------------------------------------------------------ one reading against another


def changes(old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> list[str]:
    """A line for each statement lost (`-`) and gained (`+`), paper by paper; papers on one side only are left out."""
    before = {paper["id"]: paper for paper in old}
    lines = []
    for paper in new:
        if paper["id"] in before:
            was, now = _statements(before[paper["id"]]), _statements(paper)
            lines += [f"{paper['id']}  - {line}" for line in sorted((was - now).elements())]
            lines += [f"{paper['id']}  + {line}" for line in sorted((now - was).elements())]
    return lines


def _statements(paper: Mapping[str, Any]) -> Counter[str]:
    """What an annotation says, with names in the place of keys."""
    side = Side(paper)
    return Counter(f"{name}: {said(entry, side.names)}" for name, entries in side.lists.items() for entry in entries)
