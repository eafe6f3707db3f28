"""Objects: who a verb beats or changes by so much, named before the number."""

from __future__ import annotations

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.value import Value


class Objects:
    """Finds the system that is the object of the verb of a reported value of one sentence."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row

    def bracketed(self, value: Value) -> tuple[int, int] | None:
        """ "outperforms X (by 4.2%), Y (7.1%)": whom a gain in brackets behind a beaten name is over, and the verb."""
        clauses, at = self.clauses, value.unit - 1
        while clauses.word(at) in clauses.words["around"] or clauses.word(at) in ("by", "with"):
            at -= 1
        if value.kind == "score" or clauses.word(at) != "(" or not clauses.is_system(at - 1):
            return None
        for verb in range(at - 2, clauses.start, -1):
            if clauses.word(verb) in clauses.words["attain_verb"]:
                return None
            if clauses.word(verb) in clauses.words["beating"]:
                return at - 1, verb
        return None

    def listed(self, value: Value, previous: Attached | None) -> tuple[int, str] | None:
        """Who is beaten by name before each number of a list: "all others: X by 2%, Y BY 3%, and Z BY 4%"."""
        clauses = self.clauses
        by = self.row.by(value.unit, clauses.words["around"])
        name = self._named_before(by) if by is not None else None
        if value.kind == "score" or name is None or name in clauses.own:
            return None
        led = name - 2 if clauses.word(name - 1) in clauses.words["det"] else name - 1
        led -= clauses.word(led) == "and" and clauses.word(led - 1) == ","
        verbs = (clauses.word(at) for at in range(led - 1, clauses.start, -1))
        beats = next((word for word in verbs if word in clauses.words["outperform"]), None)
        if clauses.word(led) == ":":
            return (name, beats) if beats is not None else None
        listed = previous is not None and clauses.word(led) in (",", "and")
        alike = previous is not None and previous.value.kind == value.kind
        if (
            previous is None
            or not (listed and alike)
            or clauses.word(previous.unit - 1) not in clauses.words["around"] | {"by"}
        ):
            return None
        cue = previous.cue if previous.baseline is not None else beats
        return (name, cue) if cue is not None else None

    def _named_before(self, by: int) -> int | None:
        """The name right before a word, or the one explained there: "and NAME, a strong baseline, by 3%"."""
        if by - 1 in self.clauses.actors:
            return by - 1
        last = by - 2 if self.clauses.word(by - 1) == "," else by - 1
        comma = next((at for at in range(last - 1, last - 6, -1) if self.clauses.word(at) == ","), None)
        told = self.clauses.word(last) in self.clauses.words["any_head"] and comma is not None
        opened = told and comma is not None and self.clauses.word(comma + 1) in ("a", "an", "the")
        return comma - 1 if opened and comma is not None and comma - 1 in self.clauses.actors else None

    def before(self, value: Value) -> tuple[int, str] | None:
        """The system beaten or improved by this number: "outperforms X by 5%", "compared with X, … 5%"."""
        unit = value.unit
        verbs = self.clauses.words["beating"]
        if value.kind == "ratio":
            # "matches X using 10% of the labels"
            verbs = verbs | self.clauses.words["matching"]
        last, low = self._past_aside(unit)
        for at in range(last - 1, low, -1):
            if self.clauses.word(at) not in verbs or self.clauses.qualifies(at):
                continue
            skip = 1 + (self.clauses.word(at + 1) in ("with", "to", "on", "upon", "over"))
            for step in range(at + skip, min(at + 8, unit)):
                if self.clauses.is_system(step):
                    return self.clauses.named_after(step), self.clauses.word(at)
                if self.clauses.word(step) in ("that", "those") and self.clauses.word(step + 1) == "of":
                    # "exceeds that of X by 3%"
                    continue
                if self.clauses.word(step) in self.clauses.words["obj_stop"] or self.clauses.label(step) == "Dataset":
                    break
                if self.clauses.units[step].number is not None and self.clauses.label(step) != "Size":
                    # "the 13B X" is who is beaten, not how many.
                    break
        return None

    def _past_aside(self, unit: int) -> tuple[int, int]:
        """Between which places the verb of a number stands: "outperforms X, WHICH IS 31x larger than Y, by 18%"."""
        before = self.row.previous_number(unit)
        told = self.clauses.word(before - 1) in self.clauses.words["be"] | self.clauses.words["have"]
        if told and self.clauses.word(before - 2) in ("which", "that") and self.clauses.word(unit - 1) == "by":
            return before - 2, self.row.previous_number(before)
        return unit, max(before, self.clauses.start - 1)
