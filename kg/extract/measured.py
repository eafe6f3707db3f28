"""What a reported number measures: its metric, from the words behind and before it."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.costs import Costs
from kg.extract.places import BREAKS
from kg.extract.value import Value

_OF_WHAT = frozenset({"of", "for", "on", "in", "between"})
_HELD = frozenset("scenario scenarios setting settings constraint constraints budget budgets regime regimes".split())


class Measured:
    """Finds the metric of each reported value of a sentence."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row
        self.costs = Costs(clauses)

    def find(self, attached: Attached, earlier: Attached | None) -> None:
        """Give a value its metric; `earlier` is the one before it in the sentence."""
        self._beside(attached)
        if earlier is None or attached.metrics:
            return
        if self.costs.compared(attached.value, earlier) or self.costs.of_that(attached.unit):
            # "a latency of 12 ms, WHICH IS 4x lower than that of X"
            attached.metrics = list(earlier.metrics)

    def _beside(self, attached: Attached) -> None:
        value, row = attached.value, self.row
        beside = value.unit + 1 if self.clauses.label(value.unit + 1) == "Metric" else None
        told = value.slots.get("metric")
        if beside is not None and told is not None and told < value.unit:
            # "an F1 of 89.5 recall of 87.5": pages lose their commas.
            opens_next = self.clauses.word(beside + 1) == "of" and row.next_number(value.unit) == beside + 2
            beside = None if opens_next else beside
        if told == value.unit + 1 == row.next_number(value.unit) - 1 and self.clauses.label(value.unit - 1) == "Metric":
            # "PSNR 32.1 SSIM 0.94"
            told, beside = value.unit - 1, None
        if beside is not None and (named := self._named_speed(beside, value.unit)) is not None:
            attached.metrics = [named]
            return
        if told is not None and (self._of_next(told, value.unit) or self._condition(told)):
            told = None
        if told is not None and (beside is None or told > value.unit):
            attached.metrics = self._list(told, value.unit)
            return
        reach, back = (8, 14) if value.kind != "ratio" else (7, 5)
        if "terms" in (self.clauses.word(value.unit + step) for step in range(2, 7)):
            # "5 times more frugal than BERT in terms of ENERGY"
            reach = 10
        elif value.kind == "score" and any(self._ends_with(value.unit + step) for step in range(reach, 14)):
            reach = 14
        start = self._bracketed(value.unit)
        after = self._first(range(start, min(row.next_number(start - 1), start - 1 + reach)), "Metric")
        before = self._moved(value)
        if before is None:
            low = max(row.previous_number(value.unit), value.unit - back)
            before = self._first(range(value.unit - 1, low, -1), "Metric")
            if before == row.previous_number(value.unit) + 1 and self._of_another(before, value):
                before = None
            if before is not None and before < value.unit - 1 and self.costs.done_with(before, value):
                before = None
            tied = value.kind != "ratio" or self.costs.tied(value.unit)
            if value.kind == "ratio" and (before is None or not tied or self.of_its_own(value.unit)):
                before = self.costs.subject(value.unit, row.previous_number(value.unit)) or self.costs.time(value.unit)
            elif before is not None and self.of_its_own(value.unit):
                before = self.costs.time(value.unit)
        if after is not None and self._of_next(after, value.unit):
            after = None
        near = after is not None and (after - start < 3 or self._told(value.unit, after))
        if after is not None and (near or before is None or value.unit - before > 8):
            attached.metrics = self._list(self._specific(after), value.unit)
        elif before is not None:
            attached.metrics = self._list(before, value.unit)

    def _named_speed(self, beside: int, unit: int) -> int | None:
        """What has the speed that a unit tells, where it is named: "a DETECTION SPEED of 17 FPS"."""
        at = unit - 1
        while self.clauses.word(at) in self.clauses.words["around"] and not self.clauses.label(at):
            at -= 1
        named = at - (self.clauses.word(at) == "of")
        told = self.clauses.surface(beside).lower() == "fps" and self.clauses.label(named) == "Metric"
        words = self.clauses.surface(named).split()
        speed = told and len(words) > 1 and words[-1].startswith(("speed", "rate"))
        return named if speed and named > self.row.previous_number(unit) else None

    def _ends_with(self, at: int) -> bool:
        """Whether a measure there ends a sentence: "27.2 for zh-en on WMT17 in BLEU."."""
        ends = self.clauses.word(at + 1) in (".", "¶", "")
        return ends and self.clauses.word(at - 1) == "in" and self.clauses.label(at) == "Metric"

    def _of_another(self, metric: int, value: Value) -> bool:
        """Whether what the number before measures cannot be meant: "3.1 MAP, faster by 3.5 ms"."""
        if self.clauses.word(value.unit - 1) == "by" and value.number.shape == "Measured":
            return self.clauses.units[metric - 1].number is not None
        return self.in_points(value) and self.speed_up(metric)

    def _moved(self, value: Value) -> int | None:
        """The metric a verb moves by this number: "reduces the MEMORY of models such as X by 41%"."""
        opening = self.row.by(value.unit, self.clauses.words["around"] | {"factor", "multiplicative"})
        if opening is None and [self.clauses.word(value.unit - step) for step in (2, 1)] == ["up", "to"]:
            # "cuts the search time up to 40 times"
            opening = value.unit - 2
        if opening is None and [self.clauses.word(value.unit - step) for step in (2, 1)] == [")", "from"]:
            # "improves the error rate (between words) from 9% to 7%"
            opening = value.unit - 1
        if opening is None and self.clauses.word(value.unit - 1) == "from":
            return self._risen(value.unit - 2)
        if opening is None:
            return None
        low = self.row.previous_number(value.unit)
        for at in range(opening - 1, low, -1):
            if self.clauses.word(at) in self.clauses.words["change_verb"]:
                if at + 1 == opening and self.clauses.word(at - 1) in self.clauses.words["be"]:
                    # "the STORAGE is cut by about 9 times"
                    return at - 2 if self.clauses.label(at - 2) == "Metric" else self._risen(at)
                return self._first(range(at + 1, opening), "Metric")
            if self.clauses.word(at) in BREAKS:
                return None
        return None

    def _risen(self, verb: int) -> int | None:
        """The measure a clause opens with that is moved at its end: "The RECALL of small nets on A IS improved"."""
        passive = {self.clauses.word(verb - 1), self.clauses.word(verb - 2)} & self.clauses.words["be"]
        opening = range(self.clauses.start, min(self.clauses.start + 4, verb))
        first = next((at for at in opening if self.clauses.label(at) == "Metric"), None)
        if first is None or not passive or self.clauses.word(verb) not in self.clauses.words["change_verb"]:
            return None
        between = {self.clauses.word(at) for at in range(first + 1, verb)}
        whole = self.clauses.word(first + 1) in _OF_WHAT and between.isdisjoint({",", "and", *BREAKS})
        return first if whole else None

    def _told(self, unit: int, metric: int) -> bool:
        """Whether what follows a number says what it counts: "5% in terms of F1", "a 2% gain in detection (mAP)"."""
        between = [self.clauses.word(at) for at in range(unit + 1, metric)]
        if between[-3:] == ["in", "terms", "of"]:
            return True
        nouns = self.clauses.words["change_noun"]
        gain = any(noun in nouns and link in ("in", "of") for noun, link in pairwise(between[:4]))
        return gain and len(between) <= 7 and not {",", "and"}.intersection(between)

    def _bracketed(self, unit: int) -> int:
        """Where what follows a number begins, behind a bracket: "65.1% (vs. 24.7%) RECALL", "a drop (2%) in RECALL"."""
        opening = next((at for at in range(unit - 1, unit - 4, -1) if self.clauses.word(at) == "("), unit)
        gain = self.clauses.word(opening - 1) in self.clauses.words["change_noun"]
        if self.clauses.word(unit + 1) == ")" and self.clauses.word(unit + 2) in self.clauses.words["change_noun"]:
            # "with a small (2%) drop in RECALL"
            return unit + 3
        if gain and self.clauses.word(unit + 1) == ")" and self.clauses.word(unit + 2) in ("in", "of"):
            return unit + 2
        if self.clauses.word(unit + 1) == "(":
            for at in range(unit + 2, min(unit + 9, self.clauses.end)):
                if self.clauses.word(at) == ")":
                    told = any(number in range(unit + 2, at) for number in self.row.numbers)
                    return at + 1 if told and self._opens_metric(at + 1) else unit + 1
        if self.clauses.word(unit + 1) == ")" and unit - 2 in self.row.numbers and self._opens_metric(unit + 2):
            # "8.2% (4.8%) absolute ACCURACY gains"
            return unit + 2
        return unit + 1

    def _opens_metric(self, at: int) -> bool:
        """Whether a metric stands there, behind "absolute" and the like."""
        at += self.clauses.word(at) in ("absolute", "relative", "average")
        return self.clauses.label(at) == "Metric"

    def _of_next(self, metric: int, unit: int) -> bool:
        """Whether a metric behind a number is that of the next one: "reduces MAE by 90% and RMSE by 86%"."""
        joined = any(self.clauses.word(at) in ("and", ",") for at in range(unit + 1, metric))
        number = self.row.next_number(unit)
        between = [self.clauses.word(at) for at in range(metric + 1, number)]
        led = {self.clauses.word(metric - 1), self.clauses.word(metric - 2)} & {"with", "at"}
        moved_in = self.clauses.word(metric - 1) in ("in", "of")
        if moved_in and self.clauses.word(metric - 2) in self.clauses.words["change_noun"]:
            # "cuts the latency by 30% with an increase IN MEMORY of 5%"
            led = {self.clauses.word(at) for at in range(unit + 1, metric - 2)} & {"with", "at", "but"}
        opened = between[:1] in (["of"], ["below"], ["under"]) and len(between) <= 3
        if opened and led and number < self.clauses.end:
            # "detects 95% of them with a false positive rate of 2%", "in 3 ms with an error below 2 mm"
            return True
        if not joined or not between:
            return False
        if between[0] in ("of", "=") and len(between) <= 3:
            # "an MRR of 0.36 and 0.49, and a recall of 0.27"
            return True
        explained = between[0] == "," and "by" in between[-3:] and len(between) <= 16
        # "cuts the MEMORY by 41% and the latency of all steps by 17%"
        moved = self.clauses.word(unit - 1) == "by" or self.row.by(unit, self.clauses.words["around"]) is not None
        explained = explained or (moved and "by" in between[-3:] and len(between) <= 9)
        if between[0] in ("is", "was", "are", "were", "at") and len(between) <= 3:
            # "100% when the false positive rate is 34%"
            return True
        return explained or (between[0] in ("by", "to", "from") and len(between) <= 5)

    def _specific(self, metric: int) -> int:
        """What a speed-up is of, where it says so: "100x speedups in RECONSTRUCTION TIME"."""
        if not self.clauses.surface(metric).startswith("speed") or self.clauses.word(metric + 1) not in ("in", "of"):
            return metric
        return next((at for at in range(metric + 2, metric + 5) if self.clauses.label(at) == "Metric"), metric)

    def in_points(self, value: Value) -> bool:
        """Whether a number counts points: "up to 1.2 points"."""
        return value.number.shape == "Points" or self.clauses.word(value.unit + 1) in ("points", "point")

    def speed_up(self, metric: int) -> bool:
        """Whether a metric is a factor by nature: "5x speedup", "a 4x compression"."""
        return self.clauses.surface(metric).startswith(("speed", "compression", "acceleration"))

    def _list(self, metric: int, unit: int) -> list[int]:
        """A metric and those listed with it, where one number holds for all: "5% in MRR and Recall"."""
        members = self.clauses.listed(metric)
        counted = sum(1 for number in self.row.numbers if abs(number - unit) <= 6)
        # "a precision and recall of 81%"
        paired = self.clauses.word(metric - 1) == "and" and self.clauses.label(metric - 2) == "Metric"
        # "cuts LATENCY and MEMORY by 41%"
        paired = paired or self.row.by(unit, self.clauses.words["around"]) == members[-1] + 1
        return members if counted == 1 and (metric > unit or paired) else [metric]

    def _first(self, places: range, label: str) -> int | None:
        for at in places:
            wanted = self.clauses.label(at) == label
            if wanted and not (label == "Metric" and self._condition(self.clauses.listed(at)[0])):
                return at
            kept = self.clauses.word(at) in self.clauses.words["keeping"]
            if self.clauses.word(at) in BREAKS or (kept and places.step > 0):
                # "from 552MB to 42MB without loss of accuracy"
                return None
            if label == "Metric" and places.step < 0 and self.clauses.word(at) == ")":
                # "the mean average precision (MAP) rises from 31% to 36%"
                alone = self.clauses.label(at - 1) == "Metric" and self.clauses.word(at - 2) == "("
                return at - 1 if alone and places.start - at <= 3 else self._remarked(at)
            closed = label == "Metric" and self.clauses.word(at) == ")"
            if closed and "(" not in map(self.clauses.word, range(places.start, at)):
                # "surpasses BiT-L (87.5%) at a fraction of the cost": what is told in brackets ends with them.
                return None
        return None

    def _remarked(self, closing: int) -> int | None:
        """The metric a remark in brackets is on: "a MISS RATE (lower is better) of 3.7"."""
        opening = next((at for at in range(closing, closing - 8, -1) if self.clauses.word(at) == "("), None)
        if opening is None or self.clauses.word(closing + 1) != "of" or self.clauses.label(opening - 1) != "Metric":
            return None
        return opening - 1

    def _condition(self, at: int) -> bool:
        """Whether a measure only says under what something holds: "by 3.8% at similar FLOPs", "with fewer FLOPs"."""
        if self.clauses.word(at - 1) == "of" and self.clauses.word(at - 2) in ("number", "amount"):
            # "by 3.8% with the same number of PARAMETERS"
            at -= 2
        if self.clauses.word(at - 2) == "at" and self.clauses.word(at - 1) in self.clauses.words["less"]:
            return True
        if self.clauses.word(at - 2) in ("with", "using") and self.clauses.word(at - 1) in ("fewer", "less", "reduced"):
            return True
        if self.clauses.word(at + 1) in _HELD:
            # "by 15% in the latency SCENARIO", "under a FLOPs CONSTRAINT"
            return True
        same = self.clauses.word(at - 1) in self.clauses.words["alike"]
        return same and self.clauses.word(at - 2) in ("at", "with", "under", "using", "the", "a")

    def of_its_own(self, unit: int) -> bool:
        """Whether the word behind a number says what is measured: "1.3% more accurate", "5% faster"."""
        word = self.clauses.word(unit + 1)
        if word in ("more", "less", "fewer"):
            quality = self.clauses.word(unit + 2)
            return quality.isalpha() and quality not in self.clauses.words["stop"] and not self.clauses.label(unit + 2)
        if word == "of" and self._plain_noun(unit + 2):
            # "corrected 16% of incorrect keypoints"
            return True
        if word in self.clauses.words["change_noun"] and self.clauses.word(unit + 2) in ("in", "of"):
            return self._plain_noun(unit + 3)
        return word in self.clauses.words["cheaper"] or self._noun_moved(unit)

    def _noun_moved(self, unit: int) -> bool:
        """Whether plain words say what moves by a number: "a drop in attack effectiveness of 5 points"."""
        at = unit - 1
        while self.clauses.word(at) in self.clauses.words["around"] and self.clauses.word(at) != "of":
            at -= 1
        if self.clauses.word(at) != "of":
            return False
        for step in range(at - 1, at - 5, -1):
            if self.clauses.label(step) or not self.clauses.word(step).isalpha():
                return False
            if self.clauses.word(step) in ("in", "of"):
                return step < at - 1 and self.clauses.word(step - 1) in self.clauses.words["change_noun"]
        return False

    def _plain_noun(self, start: int) -> bool:
        """Whether a few words that are no entity end there: "a 37% increase in conversation length."."""
        for at in range(start, start + 4):
            if self.clauses.word(at) in (",", ".", "and", ";", "while", "on", "over", "when"):
                return at > start
            low = self.clauses.word(at)
            if self.clauses.label(at) or not low.isalpha() or low in self.clauses.words["stop"]:
                return False
        return False
