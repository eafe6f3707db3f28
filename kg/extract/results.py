"""Results: the metric and data set each reported number belongs to; whose it is and against whom: owners.py, rivals.py.

What a rule's slots say is taken; the rest is attached clause by clause: what follows the number up to the next one,
then what stands before it, then what the number before it had. Parallel lists pair in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.datasets import Datasets
from kg.extract.owners import Owners
from kg.extract.places import AGAINST, BREAKS
from kg.extract.values import Value

_ONE_LIST = frozenset({"and", "a", "an", "the", "of", "score", "scores", "value", "with", "at", "@"})

_AMOUNTS = frozenset("is represents constitutes corresponds amounts translates marks equals".split())

_MEASURED_BY = frozenset({"of", "on", "in", "(", "using", "by"})
"""What a measure stands behind at the end of a list: "in terms of F1", "(by R@1)"."""


_COMPARED = frozenset("lower higher fewer shorter longer smaller larger greater cheaper".split())
"""What tells how an amount compares, and needs a noun that says what of."""


class Attacher:
    """Attaches the reported values of one sentence; `before` is the last one of the sentence before."""

    def __init__(self, clauses: Clauses, values: Sequence[Value], before: Attached | None = None) -> None:
        self.clauses = clauses
        self.row = Row(clauses, values)
        self.data = Datasets(clauses, self.row)
        self.before = before

    def attach(self) -> list[Attached]:
        """The reported values in order, attached."""
        for attached in self.row.done:
            self._metric(attached)
            self.data.find(attached)
        self._pair("Metric", lambda attached: attached.metrics)
        self._pair("Dataset", lambda attached: attached.datasets)
        self._carry()
        Owners(self.clauses, self.row).find()
        return self.row.done

    # -------------------------------------------------------------- neighbourhoods

    def _metric(self, attached: Attached) -> None:
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
        if told is not None and self._of_next(told, value.unit):
            told = None
        if told is not None and (beside is None or told > value.unit):
            attached.metrics = self._list(told, value.unit)
            return
        reach, back = (8, 14) if value.kind != "ratio" else (5, 5)
        if "terms" in (self.clauses.word(value.unit + step) for step in range(2, 7)):
            # "5 times more frugal than BERT in terms of ENERGY"
            reach = 10
        start = self._bracketed(value.unit)
        after = self._first(range(start, min(row.next_number(start - 1), start - 1 + reach)), "Metric")
        before = self._moved(value)
        if before is None:
            low = max(row.previous_number(value.unit), value.unit - back)
            before = self._first(range(value.unit - 1, low, -1), "Metric")
            if before == row.previous_number(value.unit) + 1 and self._of_another(before, value):
                before = None
            tied = value.kind != "ratio" or self._of(value.unit)
            if value.kind == "ratio" and (before is None or not tied or self._of_its_own(value.unit)):
                before = self._compared(value.unit) or self._time(value.unit)
            elif before is not None and self._of_its_own(value.unit):
                before = self._time(value.unit)
        if after is not None and self._of_next(after, value.unit):
            after = None
        near = after is not None and (after - start < 3 or self._told(value.unit, after))
        if after is not None and (near or before is None or value.unit - before > 8):
            attached.metrics = self._list(self._specific(after), value.unit)
        elif before is not None:
            attached.metrics = self._list(before, value.unit)

    def _of_another(self, metric: int, value: Value) -> bool:
        """Whether what the number before measures cannot be meant: "3.1 MAP, faster by 3.5 ms"."""
        if self.clauses.word(value.unit - 1) == "by" and value.number.shape == "Measured":
            return self.clauses.units[metric - 1].number is not None
        return self._in_points(value) and self._speed_up(metric)

    def _moved(self, value: Value) -> int | None:
        """The metric a verb moves by this number: "reduces the MEMORY of models such as X by 41%"."""
        opening = self.row.by(value.unit, self.clauses.words["around"] | {"factor"})
        if opening is None and [self.clauses.word(value.unit - step) for step in (2, 1)] == ["up", "to"]:
            # "cuts the search time up to 40 times"
            opening = value.unit - 2
        if opening is None and [self.clauses.word(value.unit - step) for step in (2, 1)] == [")", "from"]:
            # "improves the error rate (between words) from 9% to 7%"
            opening = value.unit - 1
        if opening is None:
            return None
        low = self.row.previous_number(value.unit)
        for at in range(opening - 1, low, -1):
            if self.clauses.word(at) in self.clauses.words["change_verb"]:
                if at + 1 == opening and self.clauses.word(at - 1) in self.clauses.words["be"]:
                    # "the STORAGE is cut by about 9 times"
                    return at - 2 if self.clauses.label(at - 2) == "Metric" else None
                return self._first(range(at + 1, opening), "Metric")
            if self.clauses.word(at) in BREAKS:
                return None
        return None

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
        opened = between[:1] in (["of"], ["below"], ["under"]) and len(between) <= 3
        if opened and led and number < self.clauses.end:
            # "detects 95% of them with a false positive rate of 2%", "in 3 ms with an error below 2 mm"
            return True
        if not joined or not between:
            return False
        explained = between[0] == "," and "by" in between[-3:] and len(between) <= 16
        if between[0] in ("is", "was", "are", "were", "at") and len(between) <= 3:
            # "100% when the false positive rate is 34%"
            return True
        return explained or (between[0] in ("by", "to", "from") and len(between) <= 5)

    def _specific(self, metric: int) -> int:
        """What a speed-up is of, where it says so: "100x speedups in RECONSTRUCTION TIME"."""
        if not self.clauses.surface(metric).startswith("speed") or self.clauses.word(metric + 1) not in ("in", "of"):
            return metric
        return next((at for at in range(metric + 2, metric + 5) if self.clauses.label(at) == "Metric"), metric)

    def _in_points(self, value: Value) -> bool:
        """Whether a number counts points: "up to 1.2 points"."""
        return value.number.shape == "Points" or self.clauses.word(value.unit + 1) in ("points", "point")

    def _speed_up(self, metric: int) -> bool:
        """Whether a metric is a factor by nature: "5x speedup", "a 4x compression"."""
        return self.clauses.surface(metric).startswith(("speed", "compression", "acceleration"))

    def _of(self, unit: int) -> bool:
        """Whether a number is tied to what stands before it: "a compression ratio of (up to) 8.4x"."""
        at = unit - 1
        while self.clauses.word(at) in self.clauses.words["around"] and self.clauses.word(at) not in ("of", "by"):
            at -= 1
        # "with a throughput around 3x higher"
        return self.clauses.word(at) in ("of", "by", ":", "=", "is") or self.clauses.label(at) == "Metric"

    def _compared(self, unit: int) -> int | None:
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
        for before in range(at - 1, max(at - 12, self.row.previous_number(unit)), -1):
            if self.clauses.label(before) == "Metric":
                return before
            if self.clauses.word(before) in (",", "and", "that", "which", *BREAKS):
                return None
        return None

    def _time(self, unit: int) -> int | None:
        """The time a sentence measures, for a bare "2.3x faster"."""
        if self.clauses.word(unit + 1) not in ("faster", "slower", "quicker"):
            return None
        places = [at for at in range(self.clauses.start, unit) if self.clauses.label(at) == "Metric"]
        return next(
            (at for at in places if self.clauses.surface(at).split()[-1] in self.clauses.words["time_noun"]), None
        )

    def _list(self, metric: int, unit: int) -> list[int]:
        """A metric and those listed with it, where one number holds for all: "5% in MRR and Recall"."""
        members = self.clauses.listed(metric)
        counted = sum(1 for number in self.row.numbers if abs(number - unit) <= 6)
        # "a precision and recall of 81%"
        paired = self.clauses.word(metric - 1) == "and" and self.clauses.label(metric - 2) == "Metric"
        return members if counted == 1 and (metric > unit or paired) else [metric]

    def _first(self, places: range, label: str) -> int | None:
        for at in places:
            if self.clauses.label(at) == label and not self._condition(at):
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
        """Whether a measure only says under what something holds: "by 3.8% at similar FLOPs", "at reduced cost"."""
        if self.clauses.word(at - 2) == "at" and self.clauses.word(at - 1) in self.clauses.words["less"]:
            return True
        same = self.clauses.word(at - 1) in self.clauses.words["alike"]
        return same and self.clauses.word(at - 2) in ("at", "with", "under", "the", "a")

    # -------------------------------------------------------------- parallel lists

    def _pair(self, label: str, slot: Callable[[Attached], list[int]]) -> None:
        """ "96.0 and 94.1 on A and B, respectively": lists of one length pair in order."""
        for group in self.row.groups():
            targets = next((slot(attached) for attached in reversed(group) if len(slot(attached)) > 1), None)
            if targets is None:
                lists = [self.clauses.listed(slot(a)[0]) for a in group if slot(a)]
                targets = next((members for members in lists if len(members) > 1), None)
            targets = list(targets or self._respectively(group, label))
            if len(group) == 2 * len(targets) > 2 and self.clauses.word(group[len(targets)].unit - 1) == "to":
                # "from 21% and 15% to 12% and 10% on A and B"
                targets *= 2
            if len(targets) == len(group) > 1:
                for attached, target in zip(group, targets, strict=True):
                    slot(attached)[:] = [target]
        if label == "Dataset":
            self._pair_in_brackets()
        for attached in self.row.done:
            host = self.row.host(attached)
            if host is not None:
                # "98.2% (+3.3%) and 93.9% (+0.2%) on A and B": a gain and its level are of one data set.
                told, other = (host, attached) if len(slot(host)) == 1 else (attached, host)
                if len(slot(told)) == 1:
                    slot(other)[:] = slot(told)

    def _pair_in_brackets(self) -> None:
        """ "2.3x faster (9.4% more) on A and 2.2x (11.1% more) on B, respectively": two numbers each."""
        done = self.row.done
        gains = [attached for attached in done if self.clauses.word(attached.unit - 1) == "("]
        places = self._respectively(done, "Dataset") if done[1::2] == gains != [] else []
        if len(done) == 2 * len(places) > 2:
            for attached, other, target in zip(done[::2], gains, places, strict=True):
                attached.datasets, other.datasets = [target], [target]

    def _respectively(self, group: Sequence[Attached], label: str) -> list[int]:
        """As many metrics or data sets as there are numbers in a sentence that says "respectively"."""
        last = group[-1].unit
        told = next((at for at in range(last + 1, self.clauses.end) if self.clauses.word(at) == "respectively"), None)
        if told is None or len(group) != len(self.row.done):
            return []
        # "…, respectively, with no loss of accuracy": what follows may be none of those listed.
        places = self._places(label)
        before = [at for at in places if at < told]
        if len(before) == len(group):
            return before
        verbs = self.clauses.words["showing"] | self.clauses.words["attain_verb"]
        between = range(max(last, places[0]), places[-1]) if places else ()
        # "by 4% and 2%, respectively, on A and shows better results on B"
        return [] if any(self.clauses.word(at) in verbs for at in between) else places

    def _places(self, label: str) -> list[int]:
        """Where the sentence names something of a type."""
        return [at for at in range(self.clauses.start, self.clauses.end) if self.clauses.label(at) == label]

    def _carry(self) -> None:
        """A list of values shares what one of them has: "21.7 and 17.6 BLEU on WMT16"."""
        for group in self.row.groups():
            for slot in ("metrics", "datasets"):
                owner = next((a for a in reversed(group) if getattr(a, slot)), None)
                if owner is not None and slot == "metrics":
                    self._drop_taken(group, owner)
                for attached in group:
                    apart = slot == "metrics" and self._of_its_own(attached.unit)
                    if owner is not None and not getattr(attached, slot) and not apart:
                        setattr(attached, slot, list(getattr(owner, slot)))
        for earlier, later in pairwise(self.row.done):
            if later.unit - earlier.unit <= 3 and self.clauses.word(later.unit - 1) in AGAINST:
                # "(57.1% vs. 54.0% accuracy)"
                earlier.metrics = earlier.metrics or list(later.metrics)
                earlier.datasets = earlier.datasets or list(later.datasets)
            if self._first_of_two(earlier, later):
                # "from 12.4 to 7.9 on FFHQ and from 9.1 to 6.6 on LSUN": both levels are of one data set.
                earlier.datasets = list(later.datasets) or earlier.datasets
                earlier.metrics = list(later.metrics) or earlier.metrics
        self._levels_of_a_gain()
        self._at_what_share()
        self._measure_behind()
        self._level_before_a_lead()
        self._carry_in_step()
        for earlier, later in pairwise(self.row.done):
            apart = self._measured_apart(earlier, later) or self.clauses.exemplified(earlier.unit, later.unit)
            if not later.datasets and not self.data.elsewhere(later.unit) and not apart:
                later.datasets = list(earlier.datasets)
            alike = later.value.kind != "ratio" and _comparable(earlier.value, later.value)
            if self._in_points(later.value) and any(map(self._speed_up, earlier.metrics)):
                # "a 5x speedup and 1.2 points"
                alike = False
            if self._moves_other(earlier, later.value):
                alike = False
            if not later.metrics and alike and not self._of_its_own(later.unit):
                later.metrics = list(earlier.metrics)
        for later, earlier in pairwise(reversed(self.row.done)):
            if earlier.datasets or not later.datasets:
                continue
            if self._shared_behind(earlier, later) or self._first_of_two(earlier, later):
                if self.data.elsewhere(earlier.unit):
                    continue
                earlier.datasets = list(later.datasets)
        first = self.row.done[0] if self.row.done else None
        told = first and (first.value.kind == "score" or self._goes_on())
        if first and self.before and told and not first.datasets and not self._opens_anew():
            first.datasets = [] if self._cost_of_its_own(self.before, first) else list(self.before.datasets)
            if _comparable(self.before.value, first.value):
                first.metrics = first.metrics or list(self.before.metrics)
            for other in self.row.done[1:2]:
                against = self.clauses.word(other.unit - 1) in AGAINST and other.unit - first.unit <= 3
                if against or self._first_of_two(first, other):
                    other.metrics = other.metrics or list(first.metrics)
                    other.datasets = other.datasets or list(first.datasets)

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
            bracketed = self.clauses.word(opening) == "(" and opening - earlier.unit <= 4
            if bracketed and (earlier.value.kind, later.value.kind) == ("change", "score"):
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
            place, other = self.clauses.word(earlier.unit + 1), self.clauses.word(later.unit + 1)
            between = [self.clauses.word(at) for at in range(earlier.unit + 2, later.unit)]
            ends = any(word in BREAKS or word in self.clauses.words["attain_verb"] for word in between)
            listed = bool({"and", ","}.intersection(between)) and not ends and len(between) <= 8
            measure = min(later.metrics)
            told = measure > later.unit + 2 and self.clauses.word(measure - 1) in _MEASURED_BY
            if listed and told and place == other and place in ("on", "in", "for"):
                earlier.metrics = list(later.metrics)

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

    def _cost_of_its_own(self, earlier: Attached, later: Attached) -> bool:
        """Whether a speed follows a quality, which is of no data set by itself: "71% mAP on COCO. It runs at 34 FPS".

        "At 34 FPS, it gets 73% mAP." goes on about the data set.
        """
        opens = later.unit - 1 == self.clauses.start and self.clauses.word(later.unit - 1) == "at"
        return self._cost(later) and not self._cost(earlier) and not opens

    def _cost(self, attached: Attached) -> bool:
        """Whether a number says how fast something is."""
        return any(
            self.clauses.surface(at).lower().split()[-1] in self.clauses.words["time_noun"] for at in attached.metrics
        )

    def _first_of_two(self, earlier: Attached, later: Attached) -> bool:
        """Whether two levels are those of "from A to B"."""
        rules = earlier.value.rule == later.value.rule == "score.to_level"
        # "and 15% to 5% on B" leaves "from" out.
        opened = self.clauses.word(earlier.unit - 1) == "from" or later.unit - earlier.unit == 2
        return rules and opened and self.clauses.word(later.unit - 1) == "to"

    def _of_its_own(self, unit: int) -> bool:
        """Whether the word behind a number says what is measured: "1.3% more accurate", "5% faster"."""
        word = self.clauses.word(unit + 1)
        if word in ("more", "less"):
            quality = self.clauses.word(unit + 2)
            return quality.isalpha() and quality not in self.clauses.words["stop"] and not self.clauses.label(unit + 2)
        if word == "of" and self._plain_noun(unit + 2):
            # "corrected 16% of incorrect keypoints"
            return True
        if word in self.clauses.words["change_noun"] and self.clauses.word(unit + 2) in ("in", "of"):
            return self._plain_noun(unit + 3)
        return word in self.clauses.words["cheaper"]

    def _plain_noun(self, start: int) -> bool:
        """Whether a few words that are no entity end there: "a 37% increase in conversation length."."""
        for at in range(start, start + 4):
            if self.clauses.word(at) in (",", ".", "and", ";", "while", "on", "over", "when"):
                return at > start
            low = self.clauses.word(at)
            if self.clauses.label(at) or not low.isalpha() or low in self.clauses.words["stop"]:
                return False
        return False

    def _carry_in_step(self) -> None:
        """ "68.1% on A and 21.9% on B, exceeding the best by 1.6% and 2.1%": a second list goes with the first."""
        done = self.row.done
        for group in self.row.groups():
            size, first = len(group), done.index(group[0])
            earlier = done[max(0, first - size) : first]
            if size > 1 and len(earlier) == size and all(a.datasets for a in earlier):
                own = any(not set(a.datasets) <= set(earlier[-1].datasets) for a in group)
                if len({tuple(a.datasets) for a in earlier}) == size and not own:
                    for attached, model in zip(group, earlier, strict=True):
                        attached.datasets = list(model.datasets)
                        attached.metrics = attached.metrics or list(model.metrics)

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
        other = other and not (len(self._places("Dataset")) == 1 and "," in between)
        # "raises accuracy from 81% to 84% and cuts the error from 9% to 7% on Set14"
        other = other and not (earlier.value.rule == later.value.rule == "score.to_level" and "and" in between)
        ends = any(word in BREAKS or word in self.clauses.words["attain_verb"] for word in between)
        return joined and not ends and not other


def _comparable(earlier: Value, later: Value) -> bool:
    """Whether what measures one number can measure the next: seconds are no share of anything."""
    return later.number.shape != "Measured" or earlier.number.shape == "Measured"
