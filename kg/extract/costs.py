"""Costs: what a system takes (time, memory, parameters) and how numbers of its quality are kept apart from it."""

from __future__ import annotations

from kg.extract.attached import Attached
from kg.extract.clauses import Clauses
from kg.extract.places import BREAKS
from kg.extract.value import Value

_RELATIVE = frozenset({"which", "that"})
_PLAIN = frozenset("lower higher fewer less more better worse".split())
"""What tells how any level compares; being faster or smaller compares costs only."""
_COMPARED = frozenset("lower higher fewer shorter longer smaller larger greater cheaper".split())
"""What tells how an amount compares, and needs a noun that says what of."""
_SPENT = frozenset({"time", "machine time", "memory", "compute"})
"""What units tell of what is spent."""
_THEN = frozenset({"than", "compared", "relative", ",", ".", "and", "when", "while", ")"})


class Costs:
    """Tells which measures of a sentence are costs, and which numbers cannot be told in them."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses

    def cost(self, at: int) -> bool:
        """Whether what stands there is a listed cost."""
        candidate = self.clauses.units[at].candidate
        known = (candidate.known, candidate.base) if candidate is not None else ()
        return any(name is not None and name.facts.get("cost") == "yes" for name in known)

    def done_with(self, metric: int, value: Value) -> bool:
        """Whether a number no longer tells a cost named before it.

        "WITH 4 GFLOPs, it reaches 81%", "a 2x speedup and improves over BERT by 1.2%".
        """
        if not self.cost(metric) or value.kind == "ratio" or value.number.family is not None:
            return False
        verbs = self.clauses.words["outperform"] | self.clauses.words["attain_verb"] | {"improves", "within"}
        return any(self.clauses.word(at) in verbs and not self._goes_on(at) for at in range(metric + 1, value.unit))

    def _goes_on(self, verb: int) -> bool:
        """Whether a verb says more of the cost: "runs at 34 FPS, EXCEEDING BERT by 12%", "which exceeds BERT"."""
        before = self.clauses.word(verb - 1)
        return before == "which" or (before == "," and self.clauses.word(verb).endswith("ing"))

    def compared(self, value: Value, earlier: Attached) -> bool:
        """Whether a number compares the level before it: "a latency of 12 ms, WHICH IS 4x lower than that of X"."""
        word = self.clauses.word(value.unit + 1)
        if self.clauses.word(value.unit + 2) not in _THEN:
            return False
        costs = bool(earlier.metrics) and all(map(self.cost, earlier.metrics))
        if word not in _PLAIN and not (costs and word in self.clauses.words["comparative"]):
            return False
        at = value.unit - 1
        while self.clauses.word(at) in self.clauses.words["around"]:
            at -= 1
        if self.clauses.word(at) in self.clauses.words["be"] and self.clauses.word(at - 1) in _RELATIVE:
            return at - earlier.unit <= 8
        return self.clauses.word(at) == "," and at - earlier.unit <= 3

    def of_that(self, unit: int) -> bool:
        """Whether a share is of what the number before measures: "2% of the parameters of X and 3% OF THAT of Y"."""
        return self.clauses.word(unit + 1) == "of" and self.clauses.word(unit + 2) in ("that", "those")

    def tied(self, unit: int) -> bool:
        """Whether a number is tied to what stands before it: "a compression ratio of (up to) 8.4x"."""
        at = unit - 1
        while self.clauses.word(at) in self.clauses.words["around"] and self.clauses.word(at) not in ("of", "by"):
            at -= 1
        # "with a throughput around 3x higher", "in mission time (1.4x)"
        at -= self.clauses.word(at) == "("
        return self.clauses.word(at) in ("of", "by", ":", "=", "is") or self.clauses.label(at) == "Metric"

    def subject(self, unit: int, low: int) -> int | None:
        """The subject that is so many times another: "the SEARCH COST of X is 30x smaller", "a low COST, 9x lower"."""
        if self.clauses.word(unit + 1) not in _COMPARED:
            return None
        at = unit - 1
        while self.clauses.word(at) in self.clauses.words["around"]:
            at -= 1
        if self.clauses.word(at) == ",":
            return at - 1 if self.clauses.label(at - 1) == "Metric" else None
        if self.clauses.word(at) not in self.clauses.words["be"]:
            return None
        for before in range(at - 1, max(at - 12, low), -1):
            if self.clauses.label(before) == "Metric":
                return before
            if self.clauses.word(before) in (",", "and", "that", "which", *BREAKS):
                return None
        return None

    def time(self, unit: int) -> int | None:
        """The time a sentence measures, for a bare "2.3x faster"."""
        if self.clauses.word(unit + 1) not in ("faster", "slower", "quicker"):
            return None
        places = [at for at in range(self.clauses.start, unit) if self.clauses.label(at) == "Metric"]
        return next(
            (at for at in places if self.clauses.surface(at).split()[-1] in self.clauses.words["time_noun"]), None
        )

    def speed_of_its_own(self, earlier: Attached, later: Attached) -> bool:
        """Whether a speed follows a quality, which is of no data set by itself: "71% mAP on COCO. It runs at 34 FPS".

        "At 34 FPS, it gets 73% mAP." goes on about the data set.
        """
        opens = later.unit - 1 == self.clauses.start and self.clauses.word(later.unit - 1) == "at"
        return self._speed(later) and not self._speed(earlier) and not opens

    def _speed(self, attached: Attached) -> bool:
        """Whether a number says how fast something is, or what it takes."""
        told = [attached.unit + 1, *attached.metrics]
        return attached.value.number.family in _SPENT or any(
            self.clauses.surface(at).lower().split()[-1] in self.clauses.words["time_noun"]
            for at in told
            if self.clauses.label(at) == "Metric"
        )
