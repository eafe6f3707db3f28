"""Where a number was measured: the data set of a reported value, from the words behind and before it."""

from __future__ import annotations

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.places import BREAKS

_SAME = frozenset({"average", "par", "the", "both", "all", "this", "a", "an", "our"})
"""What follows "on" where a number is not told to be measured on something else."""
_MANY = frozenset("№ two three four five six seven eight nine ten several multiple many various all different".split())
_HEADS = frozenset("dataset datasets benchmark benchmarks".split())
_TRIED = frozenset("datasets tasks benchmarks languages corpora domains".split())


class Datasets:
    """Finds the data set of each reported value of a sentence."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row

    def find(self, attached: Attached) -> None:
        """Set the data sets of a value: those its rule names, else what follows it, else what stands before it."""
        value = attached.value
        stop = min(self.row.told_until(value.unit), value.unit + 16)
        after = self._first(range(value.unit + 1, stop))
        shared = self._shared(value.unit) if after is None else None
        if self.on_several(value.unit):
            return
        if "dataset" in value.slots:
            attached.datasets = self.clauses.listed(value.slots["dataset"])
        elif shared is not None:
            attached.datasets = self.clauses.listed(shared)
        elif (host := self._explained(value.unit)) is not None:
            attached.datasets = [host]
        elif after is not None and not self._in_front(after, value.unit):
            attached.datasets = self.clauses.listed(after)
        else:
            before = self._dataset_before(value.unit)
            if before is None and not self.elsewhere(value.unit):
                before = self._opening(value.unit)
            if before is not None and not self._learned_from(before, self.clauses.word(value.unit - 1) == "by"):
                attached.datasets = self.clauses.listed(before)

    def _opening(self, unit: int) -> int | None:
        """The data set a sentence opens with holds to its end: "On MNLI, ours is on par WHILE it is 5x faster"."""
        start = self.clauses.start
        if self.clauses.word(start) not in ("on", "in") or self.row.previous_number(unit) >= start:
            return None
        return self._first(range(start + 1, min(start + 4, unit)))

    def _explained(self, unit: int) -> int | None:
        """The data set a number stands behind in brackets: "on MNLI (81.2%) and RTE (74.0%)"."""
        at = unit - 2 if self.clauses.word(unit - 1) == "(" else unit
        at -= self.clauses.word(at) in _HEADS
        return at if at < unit - 1 and self.clauses.label(at) == "Dataset" else None

    def _shared(self, unit: int) -> int | None:
        """The data set of two measures: "on A, and 37.1% mAP and 59.6% mIoU on B" has both on B."""
        number = self.row.next_number(unit)
        between = [self.clauses.word(at) for at in range(unit + 1, number) if self.clauses.label(at) != "Metric"]
        if number >= self.clauses.end or between != ["and"] or self.clauses.label(unit + 1) != "Metric":
            return None
        if self.clauses.word(unit - 1) == "at" and self._first(range(unit - 2, unit - 4, -1)) is not None:
            # "67.3% on MOT17 at 17 FPS and 89.4% MOTA on KITTI": the speed is the first one's.
            return None
        for at in range(number + 1, min(self.row.told_until(number), number + 5)):
            if self.clauses.label(at) == "Dataset" and self.clauses.word(at - 1) in ("on", "the"):
                return at
        return None

    def _dataset_before(self, unit: int) -> int | None:
        low = max(self.row.previous_number(unit), self.clauses.start - 1)
        if low >= self.clauses.start and self.elsewhere(unit):
            # "84% on GLUE, but trains 80% faster on GPUs": the data set is the first one's.
            return None
        found = self._first(range(unit - 1, low, -1))
        if found is not None and found - 1 == low >= self.clauses.start and self.clauses.label(found + 1) == "Metric":
            # "71.7% ImageNet accuracy and 41.0 mAP": the data set is part of what was measured first.
            return None
        return None if found is not None and self.clauses.exemplified(found, unit) else found

    def _learned_from(self, dataset: int, moved: bool) -> bool:
        """Whether something is trained on a data set, which so measures nothing: "models trained on C4 gain 7%".

        "improves the training of X on C4 by 7%" (`moved`) says what the training gives there.
        """
        at = dataset - 1
        while self.clauses.word(at) in ("the", "a", "an", "our", "only"):
            at -= 1
        # "Trained on ImageNet alone, it has 81%" says where both was done.
        before = range(max(at - 4, self.clauses.start + 1), at)
        trained = any(
            self.clauses.word(step) in self.clauses.words["learning"]
            and not (moved and self.clauses.word(step).endswith("ing"))
            for step in before
        )
        return trained and self.clauses.word(at) in ("on", "with", "using")

    def on_several(self, unit: int) -> bool:
        """Whether a number is one of many data sets that have no name here: "by 14% across four data sets"."""
        for at in range(unit + 1, min(self.row.next_number(unit), unit + 14)):
            if self.clauses.word(at) in (",", ";", ".", "(") or self.clauses.label(at) == "Dataset":
                return False
            if self.clauses.word(at) in ("across", "over", "on") and self.clauses.word(at + 1) in _MANY:
                behind = range(at + 2, at + 9)
                named = any(self.clauses.label(step) == "Dataset" for step in behind)
                return not named and any(self.clauses.word(step) in _TRIED for step in behind[:5])
        return False

    def _told_before(self, unit: int) -> bool:
        """Whether a data set stands before a number, or opens its sentence: "On MNLI, the error falls from …"."""
        opening = self.clauses.word(self.clauses.start) in ("on", "for")
        opened = opening and any(self.clauses.label(self.clauses.start + step) == "Dataset" for step in (1, 2, 3))
        return opened or self._dataset_before(unit) is not None

    def _in_front(self, dataset: int, unit: int) -> bool:
        """Whether a data set after a number opens the next clause: "… 5%, and on COCO …"."""
        number = self.row.next_number(unit)
        between = [self.clauses.word(at) for at in range(unit + 1, dataset)]
        if "and" in between and "," in between[: between.index("and")] and self._told_before(unit):
            return True
        return (
            number < self.clauses.end
            and any(self.clauses.word(at) in (",", ";", "and") for at in range(unit + 1, dataset))
            and number - dataset < dataset - unit
        )

    def elsewhere(self, unit: int) -> bool:
        """Whether a number is measured on something without a name: "… and 18.85% on another corpus"."""
        if self.on_several(unit):
            return True
        for at in range(unit + 1, unit + 4):
            if self.clauses.word(at) == "on":
                behind = range(at + 1, min(at + 4, self.row.next_number(unit)))
                named = any(self.clauses.label(step) for step in behind)
                return not named and self.clauses.word(at + 1) not in _SAME
            if self.clauses.word(at) in (",", ".", "and", ";", "(", ")"):
                return False
        return False

    def _first(self, places: range) -> int | None:
        """The first data set at these places, within the clause."""
        for at in places:
            if self.clauses.label(at) == "Dataset":
                return at
            if self.clauses.word(at) in BREAKS:
                return None
        return None
