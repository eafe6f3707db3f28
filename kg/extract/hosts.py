"""Hosts: whom a change was made to, where a number tells what the paper's own does to a system of others."""

from __future__ import annotations

from kg.extract.attached import Row
from kg.extract.clauses import Clauses
from kg.extract.places import BREAKS
from kg.extract.value import Value

_APPLIED = frozenset(
    "applied applying apply applies adding added add plugging plugged plug integrating integrated integrate integrates "
    "incorporating incorporated incorporate".split()
)
"""Words of "when applied to X", "adding ours to X"."""

_MADE_LESS = frozenset("compressed pruned quantized sped slimmed".split())


class Hosts:
    """Finds the system that a reported value of one sentence says was changed."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row

    def applied(self, value: Value) -> tuple[int, str] | None:
        """ "When applied to X, our recipe gains 3%", "adding OURS to X cuts the cost 4x": what a change is made to."""
        clauses = self.clauses
        if value.kind == "score" or clauses.word(value.unit + 1) == "as":
            # "as good as another with three times AS many labels"
            return None
        for at in range(clauses.start, value.unit):
            if clauses.word(at) not in _APPLIED:
                continue
            reach = range(at + 1, min(at + 8, value.unit))
            into = next((step for step in reach if clauses.word(step) in ("to", "into", "onto")), None)
            if into is None:
                continue
            named = next((step for step in range(into + 1, into + 5) if step in clauses.actors), None)
            ours = any(step in clauses.own or clauses.word(step) in ("it", "our") for step in range(at + 1, into))
            opens = into == at + 1 and at <= clauses.start + 1
            if named is not None and named not in clauses.own and named < value.unit and (ours or opens):
                return clauses.named_after(named), "for"
        return None

    def shrunk(self, value: Value, stop: int) -> tuple[int, str] | None:
        """ "a 10x reduction in model size on wide ResNet32", "cuts 40% FLOPs on VGG-16": what a cost was taken from."""
        if value.kind != "ratio" and not self._lessened(value):
            return None
        for at in range(value.unit + 1, stop):
            if self.clauses.word(at) in ("for", "on", "in") and self.clauses.label(at + 1) == "Model":
                return at + 1, "for"
            if self.clauses.word(at) == "," or self.clauses.word(at) in BREAKS:
                return None
        return None

    def _lessened(self, value: Value) -> bool:
        """Whether a change is told as a loss: "reduces 52% FLOPs", "a 0.5% degradation"."""
        clauses, at = self.clauses, value.unit - 1
        while clauses.word(at) in clauses.words["around"]:
            at -= 1
        verb = clauses.word(at) in clauses.words["decrease_verb"]
        return value.kind == "change" and (verb or clauses.word(value.unit + 1) in clauses.words["decrease_noun"])

    def improved(self, value: Value, stop: int) -> tuple[int, str] | None:
        """ "a 27.9% improvement for LLaVA", "a 10.5% gain on models such as CLIP": whom a change was made to."""
        clauses = self.clauses
        noun = next(
            (at for at in range(value.unit + 1, value.unit + 4) if clauses.word(at) in clauses.words["change_noun"]),
            None,
        )
        if value.kind != "change" or noun is None:
            return None
        for at in range(noun + 1, min(stop, noun + 4)):
            if clauses.word(at) in ("for", "on", "to", "of"):
                for step in range(at + 1, min(at + 7, stop)):
                    if step in clauses.actors and step not in clauses.own and clauses.label(step) == "Model":
                        return step, "for"
                    if clauses.label(step) or clauses.word(step) in (",", "by", "in", "on", "and"):
                        return None
        return None

    def moved(self, value: Value) -> tuple[int, str] | None:
        """ "The performance of X IS IMPROVED BY 7%", "X can be compressed by 16x": what was changed."""
        clauses, by = self.clauses, value.unit - 1
        while clauses.word(by) in clauses.words["around"] - {"by", "of"}:
            by -= 1
        done = clauses.word(by - 1) in clauses.words["change_verb"] | _MADE_LESS
        if value.kind == "score" or clauses.word(by) not in ("by", "with") or not done:
            return None
        verb = by - 2 if clauses.word(by - 2) not in clauses.words["adverb"] else by - 3
        if clauses.word(verb) not in clauses.words["be"]:
            return None
        verb -= clauses.word(verb - 1) in clauses.words["modal"]
        for at in range(verb - 1, max(self.row.previous_number(value.unit), verb - 8), -1):
            if at in clauses.actors:
                measured = clauses.word(at - 1) == "of" and (
                    clauses.label(at - 2) == "Metric" or clauses.word(at - 2) in clauses.words["merit"]
                )
                return (at, "for") if at not in clauses.own and (measured or at == verb - 1) else None
        return None
