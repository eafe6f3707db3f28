"""What each rule does: how often it matches, what it decides, and how much of that is right."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kg.annotation import Annotation, annotation
from kg.evaluate import FACTS, Entry, Side, aligned
from kg.model import Claim, Paper, PaperRecord
from kg.rules import Rules


@dataclass(slots=True)
class _Use:
    """What one rule did: how often it decided something, and how much of that is right."""

    hits: int = 0
    right: list[bool] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)

    def count(self, right: bool | None, whole: bool | None = None) -> None:
        """One more hit; `None` where nothing says whether it is right."""
        self.hits += 1
        self.right += [] if right is None else [right]
        self.whole += [] if whole is None else [whole]


def coverage(
    rules: Rules, papers: Iterable[Paper], gold: Iterable[Mapping[str, Any]] | None = None
) -> list[dict[str, Any]]:
    """A row for each rule: how often its pattern `matched`, how many entities or claims it decided (`hits`).

    With gold annotations also `judged` (hits in annotated papers), `precision` (the entity, the role, or the number
    and its kind is right) and, for claims, `whole` (so is all the claim refers to). An id without a file is a step
    in code, which has no pattern. What the rules for numbers that mean nothing read shows in `matched` alone.
    """
    # spaCy comes with the reader; scoring alone must not load it.
    from kg.extract.examples import Bench

    bench = Bench(rules)
    annotated = {paper["id"]: paper for paper in gold or ()}
    uses: dict[str, _Use] = defaultdict(_Use)
    matched: Counter[str] = Counter()
    for paper in papers:
        record = bench.read(paper)
        matched.update(match.rule.id for match in bench.trial.matches)
        told = annotated.get(record.paper.label)
        _count_entities(record, told, uses)
        _count_claims(record, told, uses)
    return _coverage_rows(rules, uses, matched, judged=gold is not None)


def _coverage_rows(
    rules: Rules, uses: Mapping[str, _Use], matched: Mapping[str, int], *, judged: bool
) -> list[dict[str, Any]]:
    files = {rule.id: rule.file for rule in rules.rules}
    patterned = {rule.id for rule in rules.rules if rule.patterns}
    rows = []
    for name in sorted({*files, *uses}, key=lambda name: (files.get(name, "~"), name)):
        use = uses.get(name, _Use())
        row: dict[str, Any] = {"rule": name, "file": files.get(name, "")}
        row |= {"matched": matched.get(name, 0) if name in patterned else None, "hits": use.hits}
        if judged:
            row |= {"judged": len(use.right), "precision": _share(use.right), "whole": _share(use.whole)}
        rows.append(row)
    return rows


def _share(verdicts: Sequence[bool]) -> float | None:
    return round(sum(verdicts) / len(verdicts), 3) if verdicts else None


def _count_entities(record: PaperRecord, told: Mapping[str, Any] | None, uses: Mapping[str, _Use]) -> None:
    """Count the rules that found, typed and gave a role to each entity of the record."""
    read, gold = Side(annotation(replace(record, claims=()))), Side(told or {})
    strict, loose = aligned(gold, read, False), aligned(gold, read, True)
    for index, entity in enumerate(record.entities):
        typed: bool | None = index in strict
        role: bool | None = index in loose and gold.entities[loose[index]].get("role") == entity.role
        if told is None:
            typed = role = None
        for rule in dict.fromkeys((*entity.rules, *(mention.rule for mention in entity.mentions))):
            uses[rule].count(role if rule.startswith("roles.") else typed)


_DETECTED: Mapping[str, tuple[str, str]] = {
    "parameters": ("parameter values", "parameters"),
    "results": ("results", "result tuples"),
    "comparisons": ("comparisons", "comparisons"),
    "based_on": ("based_on", "based_on"),
    "quantities": ("quantities", "quantities"),
    "links": ("links", "links"),
}
"""List of an annotation -> the row its entries are detected in, and that in which all they refer to counts."""


def _count_claims(record: PaperRecord, told: Mapping[str, Any] | None, uses: Mapping[str, _Use]) -> None:
    """Count the rules that read each claim of the record."""
    gold = Side(told or {})
    for claim in record.claims:
        right, whole = (None, None) if told is None else _judged(record, claim, gold)
        for rule in dict.fromkeys(evidence.rule for evidence in claim.evidence):
            uses[rule].count(right, whole)


def _judged(record: PaperRecord, claim: Claim, gold: Side) -> tuple[bool, bool]:
    """Whether the claim is detected rightly, and whether all it refers to is right."""
    alone: Annotation = annotation(replace(record, claims=(claim,)))
    read = Side(alone)

    def known(row: str, entry: Entry) -> bool:
        fact = FACTS[row]
        return any(fact.same(other, entry, gold, read) for other in gold.lists[fact.entries])

    rows = [(_DETECTED[name], entry) for name in _DETECTED for entry in read.lists[name]]
    return any(known(row, entry) for (row, _), entry in rows), all(known(row, entry) for (_, row), entry in rows)
