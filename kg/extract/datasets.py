"""Where a number was measured: the data set of a reported value, from the words behind and before it."""

from __future__ import annotations

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.places import BREAKS
from kg.extract.value import Value

_SAME = frozenset({"average", "par", "the", "both", "all", "this", "a", "an", "our"})
"""What follows "on" where a number is not told to be measured on something else."""
_WHOSE = frozenset("the a an our only used known popular large big".split())
_MANY = frozenset("№ two three four five six seven eight nine ten several multiple many various all different".split())
_RANGE = frozenset({"range", "variety", "number", "suite", "collection"})
_SPLITS = frozenset("test val validation dev development test-dev test-std testing test-clean test-other".split())
_DATA = frozenset("dataset datasets corpus corpora benchmark data set task".split())
_TRIED_BY = frozenset({"exam", "exams", "server"})
_AGAIN = frozenset("same above full whole entire original latter former test validation standard task".split())
"""What tells that "the … dataset" is the one told of before, or a part of it."""
_HEADS = frozenset("dataset datasets benchmark benchmarks".split())
_TRIALS = frozenset("experiments experiment experimental results evaluation evaluations tests trials".split())
_SHOWN = frozenset(
    "show shows showed demonstrate demonstrates demonstrated reveal reveals indicate indicates confirm confirms "
    "suggest validate verify prove".split()
)
_PRETRAINED = frozenset("pre-trained pretrained pre-training pretraining".split())
_LEARNING = frozenset({"using", "training", "trained"})
_TRIED = frozenset("datasets tasks benchmarks languages corpora domains sets".split())


_ACHIEVING = frozenset("achieving providing obtaining attaining reaching setting establishing delivering".split())


class Datasets:
    """Finds the data set of each reported value of a sentence."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row

    def find(self, attached: Attached) -> None:
        """Set the data sets of a value: those its rule names, else what follows it, else what stands before it."""
        value = attached.value
        stop = min(self.row.told_until(value.unit), value.unit + self._reach(value.unit))
        stop = min(stop, self._told_of_other(value, stop))
        after = self._first(range(value.unit + 1, stop))
        shared = self._shared(value.unit) if after is None else None
        if self.on_several(value.unit):
            # "Experiments on DomainBed show a gain of 0.9% across seven data sets": the seven are part of it.
            suite = self._tried(value.unit)
            attached.datasets = [suite] if suite is not None and len(self.clauses.listed(suite)) == 1 else []
            return
        if "dataset" in value.slots:
            attached.datasets = self.clauses.listed(value.slots["dataset"])
        elif shared is not None:
            attached.datasets = self.clauses.listed(shared)
        elif (host := self._explained(value.unit)) is not None:
            attached.datasets = [host]
        elif after is not None and not (self._in_front(after, value.unit) or self.clauses.by_means_of(after)):
            attached.datasets = self.clauses.listed(after)
        else:
            before = self._dataset_before(value.unit)
            if before is None and not self.elsewhere(value.unit):
                before = self._opening(value.unit) or self._tried(value.unit) or self._kept_on(value.unit)
            if before is not None and not self._learned_from(before, self.clauses.word(value.unit - 1) == "by"):
                attached.datasets = self.clauses.listed(before)

    def _reach(self, unit: int) -> int:
        """How far off its place may follow a number: farther in one clause, "over X and Y, RESPECTIVELY, on MNLI"."""
        between: list[str] = []
        for at in range(unit + 1, unit + 27):
            if self.clauses.label(at) == "Dataset":
                break
            between.append(self.clauses.word(at))
        whole = "respectively" in between[-4:] or {",", "and", "that", "which"}.isdisjoint(between)
        return 26 if whole else 16

    def _told_of_other(self, value: Value, stop: int) -> int:
        """Where what follows a number is about something else: another achievement, or what a rival does.

        "runs at 11 FPS, PROVIDING the best accuracy on MNLI", "5x faster than the one WHICH reads Wikipedia"
        """
        beaten = False
        for at in range(value.unit + 1, stop):
            word = self.clauses.word(at)
            beaten = beaten or word in ("than", "over")
            if beaten and word in ("which", "that") and self.clauses.word(at + 1) not in self.clauses.words["be"]:
                return at
            cost = value.kind == "ratio" or value.number.shape == "Measured"
            if cost and word == "," and {self.clauses.word(at + 1), self.clauses.word(at + 2)} & _ACHIEVING:
                return at
        return stop

    def _opening(self, unit: int) -> int | None:
        """The data set a sentence opens with holds to its end: "On MNLI, ours is on par WHILE it is 5x faster"."""
        start = self.clauses.start
        if self.clauses.word(start) not in ("on", "in") or self.row.previous_number(unit) >= start:
            return None
        return self._first(range(start + 1, min(start + 4, unit)))

    def _tried(self, unit: int) -> int | None:
        """What a sentence says the trials were on holds to its end: "Results on MNLI show that BERT wins BUT …"."""
        shown = next((at for at in range(self.clauses.start, unit) if self.clauses.word(at) in _SHOWN), None)
        if shown is None or self.row.previous_number(unit) >= self.clauses.start:
            return None
        trials = [at for at in range(self.clauses.start, shown) if self.clauses.word(at) in _TRIALS]
        return self._first(range(trials[0], shown)) if trials else None

    def _kept_on(self, unit: int) -> int | None:
        """Where what was cut keeps its quality: "needs 5x fewer parameters WHILE KEEPING the accuracy on MNLI"."""
        number = self.row.next_number(unit)
        turn = next((at for at in range(unit + 1, number) if self.clauses.word(at) in ("while", "whilst")), number)
        doing = turn + 2 if self.clauses.word(turn + 1) in self.clauses.words["adverb"] else turn + 1
        keeps = self.clauses.word(doing).endswith("ing") and self.clauses.word(doing) != "performing"
        if number < self.clauses.end or not keeps:
            return None
        found = self._first(range(doing + 1, number))
        placed = {"on", "("} & {self.clauses.word(at) for at in range(doing + 1, found or 0)}
        return found if placed else None

    def _explained(self, unit: int) -> int | None:
        """The data set a number stands behind in brackets: "on MNLI (81.2%) and RTE (accuracy of 74.0%)"."""
        opening = next((at for at in range(unit - 1, unit - 5, -1) if self.clauses.word(at) in ("(", ")", ",")), unit)
        if self.clauses.word(opening) != "(" or opening < self.row.previous_number(unit):
            return None
        at = opening - 1 - (self.clauses.word(opening - 1) in _HEADS)
        return at if self.clauses.label(at) == "Dataset" else None

    def _shared(self, unit: int) -> int | None:
        """The data set of two measures: "on A, and 37.1% mAP and 59.6% mIoU on B" has both on B."""
        number = self.row.next_number(unit)
        between = [self.clauses.word(at) for at in range(unit + 1, number) if self.clauses.label(at) != "Metric"]
        measures = between == ["and"] and self.clauses.label(unit + 1) == "Metric"
        if number >= self.clauses.end or not (measures or self._in_step(between, number)):
            return None
        if self.clauses.word(unit - 1) == "at" and self._first(range(unit - 2, unit - 4, -1)) is not None:
            # "67.3% on MOT17 at 17 FPS and 89.4% MOTA on KITTI": the speed is the first one's.
            return None
        for at in range(number + 1, min(self.row.told_until(number), number + (5 if measures else 8))):
            if self.clauses.label(at) == "Dataset" and self.clauses.word(at - 1) in ("on", "the"):
                return at
        return None

    def _in_step(self, between: list[str], number: int) -> bool:
        """Whether two numbers are told of parts of one data set: "32.1 FOR en-de AND 33.4 FOR de-en on WMT14"."""
        led = between[:1] in (["for"], ["in"], ["with"]) and between[-1] == "and" and len(between) <= 7
        return led and "," not in between and self.clauses.word(number + 1) == between[0]

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
        while (
            self.clauses.word(at) in _WHOSE or self.clauses.word(at).endswith("ly") or self.clauses.word(at) in _HEADS
        ):
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
            if self.clauses.word(at) in ("across", "over", "on") and self._many(at + 1):
                behind = range(at + 2, min(at + 9, self.row.next_number(unit)))
                than = next((step for step in behind if self.clauses.word(step) == "than"), behind.stop)
                behind = range(at + 2, than)
                named = any(self.clauses.label(step) == "Dataset" for step in behind)
                return not named and any(self.clauses.word(step) in _TRIED for step in behind[:5])
        return False

    def _many(self, at: int) -> bool:
        """Whether a word counts what it stands before, or opens "a range of"."""
        words = {self.clauses.word(at + 1), self.clauses.word(at + 2)}
        return self.clauses.word(at) in _MANY or (self.clauses.word(at) == "a" and not words.isdisjoint(_RANGE))

    def _told_before(self, unit: int) -> bool:
        """Whether a data set stands before a number, or opens its sentence: "On MNLI, the error falls from …"."""
        opening = self.clauses.word(self.clauses.start) in ("on", "for")
        opened = opening and any(self.clauses.label(self.clauses.start + step) == "Dataset" for step in (1, 2, 3))
        return opened or self._dataset_before(unit) is not None

    def _in_front(self, dataset: int, unit: int) -> bool:
        """Whether a data set after a number opens the next clause: "… 5%, and on COCO …"."""
        number = self.row.next_number(unit)
        between = [self.clauses.word(at) for at in range(unit + 1, dataset)]
        if number < self.clauses.end and self.clauses.label(dataset + 1) == "Metric" and {",", "and"} & {*between}:
            # "to 91% and the MNLI accuracy from 72% to 74%"
            return True
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
        stop = self.row.next_number(unit)
        for at in range(unit + 1, max(unit + 4, min(unit + 13, stop))):
            if self.clauses.word(at) == "on" and at < unit + 4:
                behind = range(at + 1, min(at + 4, stop))
                if any(self.clauses.label(step) for step in behind) or self.clauses.word(at + 1) in _SPLITS:
                    return False
                return self.clauses.word(at + 1) not in _SAME or self._another(at + 1)
            if self.clauses.word(at) == "on" and self._another(at + 1):
                # "3.4 points when using two transformations ON A MEDICAL DATASET"
                return True
            if self.clauses.word(at) in (",", ".", "and", ";", "(", ")") or self.clauses.label(at) == "Dataset":
                return False
        return False

    def _another(self, article: int) -> bool:
        """Whether "on" is followed by data that the paper has no name for: "on an in-house medical corpus"."""
        if self.clauses.word(article) not in ("a", "an", "the"):
            return False
        for at in range(article + 1, article + 8):
            if self.clauses.label(at) or not self.clauses.word(at).replace("-", "").isalpha():
                return False
            if self.clauses.word(at) in _DATA | _TRIED_BY:
                told = {self.clauses.word(step) for step in range(article + 1, at)}
                new = self.clauses.word(article) != "the" or (told and told.isdisjoint(_AGAIN | _SPLITS))
                return bool(new) and self.clauses.label(at + 1) != "Dataset"
        return False

    def _first(self, places: range) -> int | None:
        """The first data set at these places, within the clause."""
        for at in places:
            if self.clauses.label(at) == "Dataset" and not self._only_learned(at):
                return at
            if self.clauses.word(at) in BREAKS:
                return None
        return None

    def _only_learned(self, dataset: int) -> bool:
        """Whether a data set only says what was learned from: "IMAGENET pre-trained models", "WITHOUT using COCO"."""
        behind = self.clauses.word(dataset + 1).removeprefix("-")
        if behind in _PRETRAINED or self.clauses.word(dataset + 2) in _PRETRAINED:
            return True
        before = [self.clauses.word(at) for at in range(dataset - 1, dataset - 6, -1)]
        return "without" in before and not _LEARNING.isdisjoint(before)
