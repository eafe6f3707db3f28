"""The only place that says what is wrong with rules that load: examples, slots, stages, and the order of the lists."""

from __future__ import annotations

import csv
import difflib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kg.model import ENTITY_TYPES, ROLES, fold
from kg.rules import SCORE_SLOTS, TOKEN_TYPES, Element, Example, Rule, Rules

SLOTS: Mapping[str, tuple[str, ...]] = {
    "types": (*ENTITY_TYPES, "Ignore"),
    "roles": ROLES,
    "shapes": (),
    "values": SCORE_SLOTS,
    "comparisons": ("worse", "better"),
    "lineage": ("parent", "child"),
}
"""Stages of the reader and the slots a pattern may fill in each."""

NEEDED: Mapping[str, str] = {"values": "value", "comparisons": "worse", "lineage": "parent"}
"""The slot without which a match of the stage says nothing."""

GIVES: Mapping[str, tuple[str, ...]] = {
    "shapes": (*ENTITY_TYPES, "Ignore"),
    "values": ("score", "change", "ratio", "none", "parameters", "dataset_size", "training_tokens"),
    "comparisons": ("outperforms", "matches"),
}
"""What a match may mean, where a rule says it and not its slots."""


def check_rules(rules: Rules, *folders: Path) -> list[str]:
    """A line for each problem of the rules and of the name lists in `folders` (by default those of `rules.folder`)."""
    problems = [problem for rule in rules.rules for problem in _rule(rule)]
    lists = [path for folder in folders or (rules.folder,) for path in sorted((folder / "names").glob("*.tsv"))]
    return problems + [problem for path in lists for problem in _list(path)] + list(_types(lists))


# ------------------------------------------------------------------ rules


def _rule(rule: Rule) -> Iterator[str]:
    where = f"{rule.file}: rule {rule.id!r}"
    for kind in ("match", "no_match"):
        if not getattr(rule, kind):
            yield f"{where}: no {kind} example; write a sentence it must {'not ' * (kind != 'match')}match"
    if rule.stage not in SLOTS:
        yield f"{where}: stage {rule.stage!r} is never run{_nearest(rule.stage, SLOTS)}; put stage = … in the head"
        return
    given = GIVES.get(rule.stage)
    if given and rule.gives not in given:
        yield f"{where}: gives {rule.gives!r} means nothing there{_nearest(rule.gives, given)}"
    if rule.weight <= 0:
        yield f"{where}: weight {rule.weight:g} never counts; give a number above 0"
    for pattern in rule.patterns:
        yield from (f"{where}: {problem}" for problem in _pattern(rule.stage, pattern))
    for example in (*rule.match, *rule.no_match, *rule.todo_match):
        yield from (f"{where}: {problem} in {example.text!r}" for problem in _example(rule.stage, example))


def _pattern(stage: str, pattern: tuple[Element, ...]) -> Iterator[str]:
    filled = [element.slot for element in pattern if element.slot]
    for slot in filled:
        if slot not in SLOTS[stage]:
            yield f"unknown slot {slot!r}{_nearest(slot, SLOTS[stage])}"
    if not filled:
        yield f"a pattern fills no slot; slots are {', '.join(SLOTS[stage])}"
        return
    needed = NEEDED.get(stage)
    certain = [element.slot for element in pattern if element.repeat not in ("?", "*") and element.repeat[:2] != "{0"]
    if needed is not None and needed not in certain:
        yield f"a pattern can match without the slot {needed!r}; every match must fill it"


def _example(stage: str, example: Example) -> Iterator[str]:
    if "](" in example.text:
        yield "a mark cannot be read (write [text](Type.slot))"
    for start, end, kind, slot in example.marks:
        marked = example.text[start:end]
        allowed = (*TOKEN_TYPES, *({"roles": ROLES, "types": ("Ignore",), "shapes": ("Ignore",)}.get(stage, ())))
        if kind not in allowed:
            yield f"unknown type {kind!r} of [{marked}]{_nearest(kind, allowed)}"
        if slot is not None and slot not in SLOTS[stage]:
            yield f"unknown slot {slot!r} of [{marked}]{_nearest(slot, SLOTS[stage])}"


def _nearest(word: str, known: Collection[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else f" (there are: {', '.join(known) or 'none'})"


# ------------------------------------------------------------------ name lists


def _rows(path: Path) -> list[tuple[int, str, list[str]]]:
    """Line number, name and all forms of each entry."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            (number, row["name"], [row["name"], *filter(None, (row.get("aliases") or "").split("|"))])
            for number, row in enumerate(rows, start=2)
        ]


def _list(path: Path) -> Iterator[str]:
    """What is wrong with one list: names out of order, a form that stands for two names."""
    before = ""
    owners: dict[str, tuple[int, str]] = {}
    for number, name, forms in _rows(path):
        if name.casefold() < before.casefold():
            yield f"{path}:{number}: {name!r} stands after {before!r}; sort the file by name, without regard to case"
        before = name
        for key, written in {fold(written): written for written in reversed(forms)}.items():
            line, owner = owners.setdefault(key, (number, name))
            if line != number:
                yield f"{path}:{number}: {written!r} of {name!r} is {owner!r} in line {line} already; keep it in one"


def _types(lists: list[Path]) -> Iterator[str]:
    """Names that stand in the lists of two types."""
    homes: dict[str, dict[str, str]] = defaultdict(dict)
    for path in lists:
        for number, _, forms in _rows(path):
            for written in forms:
                homes[fold(written)].setdefault(path.stem, f"{written!r} ({path}:{number})")
    for places in homes.values():
        if len(places) > 1:
            yield f"{' and '.join(places.values())} are one name in {len(places)} types; keep it in one list"
