"""What one number is told holds for others: those listed with it, a gain and its level, the sentence after."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.datasets import Datasets
from kg.extract.elsewhere import tells_of_unnamed
from kg.extract.measured import Measured
from kg.extract.places import AGAINST, BREAKS
from kg.extract.value import Value

_ONE_LIST = frozenset({"and", "a", "an", "the", "of", "score", "scores", "value", "with", "at", "@"})

_AMOUNTS = frozenset("is represents constitutes corresponds amounts translates marks equals".split())

_MEASURED_BY = frozenset({"of", "on", "in", "(", "using", "by", "with"})
"""What a measure stands behind at the end of a list: "in terms of F1", "(by R@1)"."""


class Carrier:
    """Gives values without metric or data set those of others; `before` are the values of the sentence before."""

    def __init__(self, measured: Measured, data: Datasets, before: Sequence[Attached]) -> None:
        self.clauses: Clauses = measured.clauses
        self.row: Row = measured.row
        self.measured = measured
        self.data = data
        self.before = before

    def carry(self) -> None:
        """Share what is told: "21.7 and 17.6 BLEU on WMT16" has one metric and one data set for both."""
        self._in_lists()
        self._in_pairs()
        self._levels_of_a_gain()
        self._at_what_share()
        self._measure_behind()
        self._level_before_a_lead()
        self._gain_before_a_level()
        self._carry_in_step()
        self._go_forward()
        for later, earlier in pairwise(reversed(self.row.done)):
            if earlier.datasets or not later.datasets or self.data.elsewhere(earlier.unit):
                continue
            if self._shared_behind(earlier, later) or self._first_of_two(earlier, later):
                earlier.datasets = list(later.datasets)
        if self.before:
            self._from_before()
            self._go_forward()

    def _go_forward(self) -> None:
        for earlier, later in pairwise(self.row.done):
            self._forward(earlier, later)

    def _in_lists(self) -> None:
        for group in self.row.groups():
            for slot in ("metrics", "datasets"):
                owner = next((a for a in reversed(group) if getattr(a, slot)), None)
                if owner is not None and slot == "metrics":
                    self._drop_taken(group, owner)
                for attached in group:
                    apart = slot == "metrics" and self.measured.of_its_own(attached.unit)
                    if owner is not None and not getattr(attached, slot) and not apart:
                        setattr(attached, slot, list(getattr(owner, slot)))

    def _in_pairs(self) -> None:
        for earlier, later in pairwise(self.row.done):
            if later.unit - earlier.unit <= 3 and self.clauses.word(later.unit - 1) in AGAINST:
                # "(57.1% vs. 54.0% accuracy)"
                earlier.metrics = earlier.metrics or list(later.metrics)
                earlier.datasets = earlier.datasets or list(later.datasets)
            if self._first_of_two(earlier, later):
                # "from 12.4 to 7.9 on FFHQ and from 9.1 to 6.6 on LSUN": both levels are of one data set.
                earlier.datasets = list(later.datasets) or earlier.datasets
                earlier.metrics = list(later.metrics) or earlier.metrics

    def _forward(self, earlier: Attached, later: Attached) -> None:
        """What is told of no data set or metric of its own has those of the number before."""
        apart = self._measured_apart(earlier, later) or self.clauses.exemplified(earlier.unit, later.unit)
        if not later.datasets and not self.data.elsewhere(later.unit) and not apart:
            later.datasets = list(earlier.datasets)
        alike = later.value.kind != "ratio" and _comparable(earlier.value, later.value)
        if self.measured.in_points(later.value) and any(map(self.measured.speed_up, earlier.metrics)):
            # "a 5x speedup and 1.2 points"
            alike = False
        if self._moves_other(earlier, later.value):
            alike = False
        if any(self.measured.costs.done_with(metric, later.value) for metric in earlier.metrics):
            alike = False
        if not later.metrics and alike and not self.measured.of_its_own(later.unit):
            later.metrics = list(earlier.metrics)

    def _from_before(self) -> None:
        """The first number of a sentence goes on about what the last one of the sentence before was told."""
        first = self.row.done[0] if self.row.done else None
        if first is None:
            return
        self._measured_before(first)
        told = first.value.kind == "score" or self._goes_on()
        if not told or first.datasets or self._opens_anew() or tells_of_unnamed(self.clauses):
            return
        before = self.before[-1]
        first.datasets = [] if self.measured.costs.speed_of_its_own(before, first) else list(before.datasets)
        if _comparable(before.value, first.value):
            first.metrics = first.metrics or list(before.metrics)

    def _measured_before(self, first: Attached) -> None:
        """A level on another data set is measured as the one before: "It has 91% accuracy on A. On B, it has 84%"."""
        alike = [a for a in self.before if a.value.kind == "score" and a.value.number.unit == first.value.number.unit]
        if first.value.kind == "score" and alike and first.value.number.shape in ("Percent", "Decimal"):
            first.metrics = first.metrics or list(alike[-1].metrics)

    def _drop_taken(self, group: Sequence[Attached], owner: Attached) -> None:
        """Of "81% accuracy on A as well as 72% and 64% F1", no number of the list has the accuracy."""
        low = self.row.previous_number(group[0].unit)
        before = next((a for a in self.row.done if a.unit == low), None)
        if before is None or not before.metrics or min(owner.metrics) < owner.unit:
            return
        for attached in group:
            if attached is not owner and attached.metrics == before.metrics and min(before.metrics) > low:
                attached.metrics = []

    def _levels_of_a_gain(self) -> None:
        """ "by 12% on A (98.4 vs. 88.0 AUC)": the levels behind a gain are of one measure and data set with it."""
        for earlier, later in pairwise(self.row.done):
            opening = later.unit - 2 if self.clauses.word(later.unit - 1) == "from" else later.unit - 1
            between = {self.clauses.word(at) for at in range(earlier.unit + 1, opening)}
            bracketed = self.clauses.word(opening) == "(" and opening - earlier.unit <= 8
            told = bracketed and between.isdisjoint({",", "and", "(", ")", *BREAKS})
            if told and (earlier.value.kind, later.value.kind) == ("change", "score"):
                earlier.metrics = earlier.metrics or list(later.metrics)
                earlier.datasets = earlier.datasets or list(later.datasets)

    def _at_what_share(self) -> None:
        """ "keeps 60% accuracy USING only 30% of the terms on B": the level is of the data set of its share."""
        for earlier, later in pairwise(self.row.done):
            between = range(earlier.unit + 1, later.unit)
            shared = (earlier.value.kind, later.value.kind) == ("score", "ratio") and bool(later.datasets)
            if not shared or min(later.datasets) < later.unit or len(between) > 6:
                continue
            words = {self.clauses.word(at) for at in between}
            apart = not words.isdisjoint(BREAKS) or any(self.clauses.label(at) == "Dataset" for at in between)
            if words & {"using", "with"} and not apart:
                earlier.datasets = list(later.datasets)

    def _measure_behind(self) -> None:
        """ "3.1% on A and 2.4% on B in terms of F1": what ends a list of places measures all of it."""
        for later, earlier in pairwise(reversed(self.row.done)):
            alike = earlier.value.kind == later.value.kind and earlier.value.number.unit == later.value.number.unit
            if earlier.metrics or not later.metrics or not alike or min(later.metrics) < later.unit:
                continue
            place, other = (self._place(attached.unit) for attached in (earlier, later))
            between = [self.clauses.word(at) for at in range(earlier.unit + 2, later.unit)]
            ends = any(word in BREAKS or word in self.clauses.words["attain_verb"] for word in between)
            listed = bool({"and", ","}.intersection(between)) and not ends and len(between) <= 8
            measure = min(later.metrics)
            told = measure > later.unit + 2 and self.clauses.word(measure - 1) in _MEASURED_BY
            if listed and told and place == other and place in ("on", "in", "for"):
                earlier.metrics = list(later.metrics)

    def _place(self, unit: int) -> str:
        """The word before the place a number is told of, behind its noun: "89.0 ON A", "an 89% gain ON A"."""
        noun = self.clauses.word(unit + 1)
        told = noun in ("score", "points") or noun in self.clauses.words["change_noun"]
        return self.clauses.word(unit + 1 + told)

    def _level_before_a_lead(self) -> None:
        """ "reaches 84%, beating the best by 4% in terms of F1": a lead and its level are measured alike."""
        for earlier, later in pairwise(self.row.done):
            kinds = (earlier.value.kind, later.value.kind) == ("score", "change")
            if not kinds or earlier.metrics or not later.metrics or min(later.metrics) < later.unit + 2:
                continue
            if self.clauses.word(min(later.metrics) - 1) not in _MEASURED_BY:
                continue
            between = {self.clauses.word(at) for at in range(earlier.unit + 1, later.unit)}
            alike = earlier.value.number.unit == later.value.number.unit
            if alike and between & self.clauses.words["outperform"]:
                earlier.metrics = list(later.metrics)

    def _gain_before_a_level(self) -> None:
        """ "a gain of 5% to reach 81% accuracy on B": a gain and the level it leads to are told alike."""
        for earlier, later in pairwise(self.row.done):
            kinds = (earlier.value.kind, later.value.kind) == ("change", "score")
            between = [self.clauses.word(at) for at in range(earlier.unit + 1, later.unit)]
            led = len(between) <= 6 and not {"and", ";", "while", "with"}.intersection(between)
            if kinds and led and self.clauses.words["attain_verb"].intersection(between):
                earlier.metrics = earlier.metrics or list(later.metrics)
                earlier.datasets = earlier.datasets or list(later.datasets)

    def _moves_other(self, earlier: Attached, value: Value) -> bool:
        """Whether a verb of its own moves something no list knows: "improves recall by 2% and cuts drawdown by 25%"."""
        opening = self.row.by(value.unit, self.clauses.words["around"])
        if opening is None:
            return False
        # "outperforms older algorithms by 6%" moves nothing.
        moving = self.clauses.words["change_verb"] - self.clauses.words["outperform"]
        verbs = [at for at in range(earlier.unit + 1, opening) if self.clauses.word(at) in moving]
        moved = range(verbs[-1] + 1, opening) if verbs else range(0)
        words = {self.clauses.word(at) for at in moved} - self.clauses.words["stop"]
        known = any(self.clauses.label(at) in ("Metric", "Task") for at in moved)
        unmeasured = self.clauses.words["subject_noun"] | self.clauses.words["unmeasured"]
        return bool(words) and not known and words.isdisjoint(unmeasured)

    def _opens_anew(self) -> bool:
        """Whether a sentence opens with where it was measured: "On real-world manipulation, X reaches …"."""
        return self.clauses.word(self.clauses.start) in ("on", "in", "for")

    def _goes_on(self) -> bool:
        """Whether a sentence says more of the number before it: "This is a relative gain of 12% over BERT"."""
        start = self.clauses.start
        return self.clauses.word(start) == "this" and self.clauses.word(start + 1) in _AMOUNTS

    def _measured_apart(self, earlier: Attached, later: Attached) -> bool:
        """Whether a data set only qualifies the metric before: "71.7% ImageNet accuracy and 41.0 mAP"."""
        told = bool(later.metrics) and later.metrics != earlier.metrics
        return told and any(self.clauses.label(at + 1) == "Metric" and at > earlier.unit for at in earlier.datasets)

    def _first_of_two(self, earlier: Attached, later: Attached) -> bool:
        """Whether two levels are those of "from A to B"."""
        rules = earlier.value.rule == later.value.rule == "score.to_level"
        # "and 15% to 5% on B" leaves "from" out.
        opened = self.clauses.word(earlier.unit - 1) == "from" or later.unit - earlier.unit == 2
        return rules and opened and self.clauses.word(later.unit - 1) == "to"

    def _carry_in_step(self) -> None:
        """ "68.1% on A and 21.9% on B, exceeding the best by 1.6% and 2.1%": a second list goes with the first.

        So does a first one with the second ("MRRs of 0.36 and 0.49, and recalls of 0.27 and 0.45 on A and B"), and
        "errors of 3.1% and 2.2%, respectively" with a list of the sentence before.
        """
        groups = self.row.groups()
        if groups and self._respectively(groups[0]):
            _in_step(list(self.before), groups[0])
        for group in groups:
            first = self.row.done.index(group[0])
            _in_step(self.row.done[max(0, first - len(group)) : first], group)
        for later, earlier in pairwise(reversed(groups)):
            joined = self.clauses.word(later[0].unit - 2) in ("and", ",") or later[0].unit - earlier[-1].unit <= 6
            if joined and not any(a.datasets for a in earlier):
                _in_step(later, earlier)

    def _respectively(self, group: Sequence[Attached]) -> bool:
        """Whether the first numbers of a sentence go with a list, and with none of this sentence."""
        behind = range(group[-1].unit, min(group[-1].unit + 6, self.clauses.end))
        told = "respectively" in map(self.clauses.word, behind) and not any(a.datasets for a in group)
        return told and len({tuple(a.metrics) for a in group}) == 1

    def _shared_behind(self, earlier: Attached, later: Attached) -> bool:
        """ "a 4.1% gain at 0.8 and a 10.0% gain at 0.9 on COCO": what ends a list holds for all of it."""
        if min(later.datasets) < later.unit:
            return False
        between = [self.clauses.word(at) for at in range(earlier.unit + 1, later.unit)]
        if self.clauses.exemplified(later.unit, self.clauses.end) and "(" in between:
            # "+4.0% over 30 tasks (including +8.2% on MMLU)"
            return False
        joined = any(word in ("and", "using", "with", ",", "(", "@") for word in between)
        other = earlier.value.kind == later.value.kind == "score" and earlier.metrics != later.metrics
        # "a PSNR of 32.1 dB and an SSIM of 0.94 on Set14"
        other = other and not all(word in _ONE_LIST for word in between if word.isalpha())
        other = other and not (len(self.clauses.places("Dataset")) == 1 and "," in between)
        # "raises accuracy from 81% to 84% and cuts the error from 9% to 7% on Set14"
        other = other and not (earlier.value.rule == later.value.rule == "score.to_level" and "and" in between)
        ends = any(word in BREAKS or word in self.clauses.words["attain_verb"] for word in between)
        return joined and not ends and not other


def _comparable(earlier: Value, later: Value) -> bool:
    """Whether what measures one number can measure the next: seconds are no share of anything, and no angle."""
    return later.number.shape != "Measured" or later.number.family == earlier.number.family


def _in_step(model: Sequence[Attached], group: Sequence[Attached]) -> None:
    """Give a list of values the data sets of one as long that has a data set for each."""
    apart = {tuple(a.datasets) for a in model if a.datasets}
    own = any(not set(a.datasets) <= set(model[-1].datasets) for a in group) if model else True
    if 1 < len(group) == len(model) == len(apart) and not own:
        for attached, told in zip(group, model, strict=True):
            attached.datasets = list(told.datasets)
            attached.metrics = attached.metrics or list(told.metrics)
