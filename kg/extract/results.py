"""Results: the metric, data set, system and baseline each reported number belongs to.

What a rule's slots say is taken; the rest is attached clause by clause: what follows the number up to the next one,
then what stands before it, then what the number before it had. Parallel lists pair in order.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.extract.clauses import Clauses
from kg.extract.values import Value

REPORTED = ("score", "change", "ratio")


@dataclass(slots=True)
class Attached:
    """A reported value with unit indexes of what it belongs to; `"own"` stands for the paper's own system."""

    value: Value
    metrics: list[int] = field(default_factory=list)
    datasets: list[int] = field(default_factory=list)
    system: int | str | None = None
    baseline: int | None = None
    cue: str = ""
    """The word the baseline was found by: "over", "than", "outperforms", "improves" …"""


class Attacher:
    """Attaches the reported values of one sentence."""

    def __init__(self, clauses: Clauses, values: Sequence[Value], before: Attached | None = None) -> None:
        self.clauses = clauses
        self.values = [value for value in values if value.kind in REPORTED]
        self.numbers = [value.unit for value in self.values]
        self.before = before
        self.done: list[Attached] = []

    def attach(self) -> list[Attached]:
        """The reported values in order, attached."""
        for value in self.values:
            self.done.append(Attached(value))
        for attached in self.done:
            self._metric(attached)
            self._dataset(attached)
        self._pair("Metric", lambda attached: attached.metrics)
        self._pair("Dataset", lambda attached: attached.datasets)
        self._carry()
        for index, attached in enumerate(self.done):
            self._baseline(attached, self.done[index - 1] if index else None)
        self._pair_baselines()
        for index, attached in enumerate(self.done):
            self._system(attached, self.done[index - 1] if index else None)
        self._pair_systems()
        return self.done

    # -------------------------------------------------------------- neighbourhoods

    def _next_number(self, unit: int) -> int:
        return min((number for number in self.numbers if number > unit), default=self.clauses.end)

    def _previous_number(self, unit: int) -> int:
        return max((number for number in self.numbers if number < unit), default=self.clauses.start - 1)

    def _metric(self, attached: Attached) -> None:
        value = attached.value
        if "metric" in value.slots:
            attached.metrics = self._list(value.slots["metric"], value.unit)
            return
        reach, back = (8, 14) if value.kind != "ratio" else (5, 5)
        after = self._first(range(value.unit + 1, min(self._next_number(value.unit), value.unit + reach)), "Metric")
        before = self._first(
            range(value.unit - 1, max(self._previous_number(value.unit), value.unit - back), -1), "Metric"
        )
        if before is not None and value.kind == "ratio" and not self._of(value.unit):
            before = self._time(value.unit)
        if after is not None and (after - value.unit <= 3 or before is None or value.unit - before > 8):
            attached.metrics = self._list(after, value.unit)
        elif before is not None:
            attached.metrics = self._list(before, value.unit)

    def _of(self, unit: int) -> bool:
        """Whether a number is tied to what stands before it: "a compression ratio of (up to) 8.4x"."""
        at = unit - 1
        while self.clauses.word(at) in self.clauses.words["around"] and self.clauses.word(at) not in ("of", "by"):
            at -= 1
        return self.clauses.word(at) in ("of", "by", ":", "=", "is")

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
        counted = sum(1 for value in self.values if abs(value.unit - unit) <= 6)
        return members if counted == 1 and metric > unit else [metric]

    def _first(self, places: range, label: str) -> int | None:
        for at in places:
            if self.clauses.label(at) == label:
                return at
            if self.clauses.word(at) in (";", "while", "whereas", "but"):
                return None
        return None

    def _dataset(self, attached: Attached) -> None:
        value = attached.value
        after = self._first(range(value.unit + 1, min(self._next_number(value.unit), value.unit + 16)), "Dataset")
        if "dataset" in value.slots:
            attached.datasets = self.clauses.listed(value.slots["dataset"])
        elif after is not None and not self._in_front(after, value.unit):
            attached.datasets = self.clauses.listed(after)
        else:
            before = self._dataset_before(value.unit)
            if before is not None:
                attached.datasets = self.clauses.listed(before)

    def _dataset_before(self, unit: int) -> int | None:
        low = max(self._previous_number(unit), self.clauses.start - 1)
        return self._first(range(unit - 1, low, -1), "Dataset")

    def _in_front(self, dataset: int, unit: int) -> bool:
        """Whether a data set after a number opens the next clause: "… 5%, and on COCO …"."""
        number = self._next_number(unit)
        between = [self.clauses.word(at) for at in range(unit + 1, dataset)]
        if "and" in between and "," in between[: between.index("and")] and self._dataset_before(unit) is not None:
            return True
        return (
            number < self.clauses.end
            and any(self.clauses.word(at) in (",", ";", "and") for at in range(unit + 1, dataset))
            and number - dataset < dataset - unit
        )

    # -------------------------------------------------------------- parallel lists

    def _pair(self, label: str, slot: Callable[[Attached], list[int]]) -> None:
        """ "96.0 and 94.1 on A and B, respectively": lists of one length pair in order."""
        for group in self._groups():
            targets = next((slot(attached) for attached in reversed(group) if len(slot(attached)) > 1), None)
            if targets is None:
                lists = [self.clauses.listed(slot(a)[0]) for a in group if slot(a)]
                targets = next((members for members in lists if len(members) > 1), None)
            targets = list(targets or ())
            if len(targets) == len(group) > 1:
                for attached, target in zip(group, targets, strict=True):
                    slot(attached)[:] = [target]

    def _pair_baselines(self) -> None:
        """ "Compared to JPEG and WebP, 1.77x and 2.87x": as many baselines as values pair in order."""
        for group in self._groups():
            if len(group) > 1 and group[0].baseline is not None:
                listed = self.clauses.listed(group[0].baseline)
                if len(listed) == len(group):
                    for attached, baseline in zip(group, listed, strict=True):
                        attached.baseline, attached.cue = baseline, group[0].cue

    def _pair_systems(self) -> None:
        """ "X-S and X-L reach 77.1% and 81.9%": as many subjects as values pair in order."""
        for group in self._groups():
            system = group[0].system
            if len(group) > 1 and isinstance(system, int) and all(attached.system == system for attached in group):
                listed = [at for at in self.clauses.listed(system) if at < group[0].value.unit]
                if len(listed) == len(group):
                    for attached, member in zip(group, listed, strict=True):
                        attached.system = member

    def _groups(self) -> list[list[Attached]]:
        """Runs of values with nothing but commas and "and" (and their metrics) between them."""
        groups: list[list[Attached]] = []
        for attached in self.done:
            if groups and self._adjacent(groups[-1][-1].value.unit, attached.value.unit):
                groups[-1].append(attached)
            else:
                groups.append([attached])
        return groups

    def _adjacent(self, low: int, high: int) -> bool:
        return high - low <= 4 and all(
            self.clauses.word(at) in (",", "and", "/", "&", "or", "%", "by", "¤") for at in range(low + 1, high)
        )

    def _carry(self) -> None:
        """A list of values shares what one of them has: "21.7 and 17.6 BLEU on WMT16"."""
        for group in self._groups():
            for slot in ("metrics", "datasets"):
                owner = next((a for a in reversed(group) if getattr(a, slot)), None)
                for attached in group:
                    if owner is not None and not getattr(attached, slot):
                        setattr(attached, slot, list(getattr(owner, slot)))
        for earlier, later in pairwise(self.done):
            if not later.metrics and later.value.kind != "ratio":
                later.metrics = list(earlier.metrics)
            if not later.datasets:
                later.datasets = list(earlier.datasets)
        first = self.done[0] if self.done else None
        if first and self.before and first.value.kind == "score" and not first.datasets:
            first.datasets = list(self.before.datasets)
            first.metrics = first.metrics or list(self.before.metrics)

    # -------------------------------------------------------------- who, and against whom

    def _system(self, attached: Attached, previous: Attached | None) -> None:
        value = attached.value
        if "system" in value.slots:
            attached.system = value.slots["system"]
            return
        if value.rule == "score.to_level" and self.clauses.word(value.unit - 1) == "from":
            # "from 83.01% to 85.33%": the first level is somebody else's, seldom named.
            attached.system = "none"
            return
        found = self._level_of_baseline(value)
        attached.system = found if found is not None else self.clauses.subject(value.unit)
        if self._second_object(attached, previous):
            return
        if attached.system == attached.baseline and attached.baseline is not None:
            attached.system = self.clauses.subject(attached.baseline)
        if attached.system is None and previous is not None and previous.system != "none":
            attached.system = previous.system

    def _second_object(self, attached: Attached, previous: Attached | None) -> bool:
        """ "… by 1.8 points, and SimCSE by 0.3 points": a system after a comma is beaten too, it does not beat."""
        found, unit = attached.system, attached.value.unit
        by = any(self.clauses.word(at) == "by" for at in range(unit - 3, unit))
        if previous is None or previous.value.kind != "change" or not by or not isinstance(found, int):
            return False
        if found < previous.value.unit or self.clauses.word(found - 1) not in ("and", ","):
            return False
        attached.system, attached.baseline, attached.cue = previous.system, found, previous.cue
        return True

    def _level_of_baseline(self, value: Value) -> int | None:
        """ "… compared with a score of 26.8 for mBART": the level of the system named after it."""
        if value.kind != "score":
            return None
        for at in range(value.unit + 1, min(value.unit + 5, self.clauses.end)):
            if self.clauses.is_system(at) and self.clauses.word(at - 1) in ("for", "of", "by", "with", "("):
                return at
            if self.clauses.label(at) and self.clauses.label(at) not in ("Metric", "Model", "Method"):
                return None
        return None

    def _baseline(self, attached: Attached, previous: Attached | None) -> None:
        value = attached.value
        if value.kind == "score" and not self._against(value.unit):
            return
        if "baseline" in value.slots:
            attached.baseline = value.slots["baseline"]
            return
        stop = min(self._next_number(value.unit), value.unit + 16)
        found = self._after_cue(value.unit + 1, stop) or self._object(value.unit)
        if found is not None:
            attached.baseline, attached.cue = found
        if attached.baseline is None and previous is not None and self._goes_on(previous.value.unit, value.unit):
            attached.baseline, attached.cue = previous.baseline, previous.cue

    def _goes_on(self, low: int, high: int) -> bool:
        """Whether a value goes on with the comparison of the one before: "1.8x faster than X with 0.5% higher …"."""
        if self._adjacent(low, high):
            return True
        between = [self.clauses.word(at) for at in range(low + 1, high)]
        return high - low <= 9 and any(word in ("but", "with", "while") for word in between)

    def _against(self, unit: int) -> bool:
        """Whether a level is one against somebody: "a 67% win rate over X"."""
        return self.clauses.word(unit + 2) in ("over", "against") and self.clauses.label(unit + 1) == "Metric"

    def _after_cue(self, start: int, stop: int) -> tuple[int, str] | None:
        cue = self.clauses.words["baseline_cue"]
        for at in range(start, stop):
            word = self.clauses.word(at)
            if word in (";", "while", "but", "whereas"):
                return None
            if word in cue:
                for step in range(at + 1, min(at + 6, self.clauses.end)):
                    if self.clauses.is_system(step):
                        return self.clauses.named_after(step), word
                    if self.clauses.label(step) or self.clauses.word(step) in (",", "on", "in", ";", "by"):
                        break
        return None

    def _object(self, unit: int) -> tuple[int, str] | None:
        """The system beaten or improved by this number: "outperforms X by 5%", "compared with X, … 5%"."""
        verbs = self.clauses.words["beating"]
        low = max(self._previous_number(unit), self.clauses.start - 1)
        for at in range(unit - 1, low, -1):
            if self.clauses.word(at) not in verbs:
                continue
            skip = 1 + (self.clauses.word(at + 1) in ("with", "to", "on", "upon", "over"))
            for step in range(at + skip, min(at + 8, unit)):
                if self.clauses.is_system(step) and self.clauses.word(step + 1) not in ("-based",):
                    return self.clauses.named_after(step), self.clauses.word(at)
                if self.clauses.word(step) in self.clauses.words["obj_stop"] or self.clauses.label(step) == "Dataset":
                    break
        return None
