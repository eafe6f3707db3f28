"""Quantities: the claims that state a number: results here, counts of parameters and of data in `counts`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.attached import Attached, Row
from kg.extract.background import is_background
from kg.extract.clauses import Clauses
from kg.extract.counts import Counts
from kg.extract.directions import direction_of
from kg.extract.elsewhere import tells_of_unnamed
from kg.extract.ledger import Ledger
from kg.extract.referred import Referred
from kg.extract.results import Attacher
from kg.extract.settings import settings_of
from kg.extract.value import Value
from kg.model import QuantityKind, qualifiers

_LEADING = frozenset({"on", "using", "use", ":", "namely"})
"""What stands before the data sets that a sentence announces."""


class Quantities:
    """Writes the claims about the numbers of one reading into its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.counts = Counts(ledger)
        self.referred = Referred(ledger)

    def read(self, values: Sequence[Value]) -> list[Attached]:
        """Claim what each number says; the results come back, with what they were attached to."""
        by_sentence: dict[tuple[int, int], list[Value]] = {}
        for value in values:
            by_sentence.setdefault(value.sentence, []).append(value)
        reported: list[Attached] = []
        before: list[Attached] = []
        for sentence, found in by_sentence.items():
            clauses = self.ledger.clauses(sentence)
            self.counts.read(found, clauses)
            if before and before[-1].value.sentence[1] != sentence[0]:
                before = []
            attacher = Attacher(clauses, found, before)
            attacher.attach()
            self._shares_of_cost(attacher.row)
            attacher.own()
            self._announced(attacher, sentence)
            self.referred.find(attacher.row, clauses)
            self._directions(attacher.row, clauses)
            stated = [attached for attached in attacher.row.done if self._stated(attached.value, clauses)]
            settings = settings_of(attacher.row, clauses, self.ledger.page.text) if stated else {}
            for attached in stated:
                self._result(attached, clauses, settings.get(attached.unit, ()))
            reported += stated
            before = stated or before
        return reported

    def _announced(self, attacher: Attacher, sentence: tuple[int, int]) -> None:
        """ "We test it on COCO. It gains 3%.": numbers are of the data sets that the sentence before announces."""
        index = self.ledger.reading.sentences.index(sentence)
        units = self.ledger.reading.units
        if index == 0 or any(units[at].label == "Dataset" for at in range(*sentence)):
            return
        first, last = self.ledger.reading.sentences[index - 1]
        told = [at for at in range(first, last) if units[at].label == "Dataset"]
        if not told or all(units[at].low not in self.ledger.words["trying"] for at in range(first, last)):
            return
        opening = {units[at].low for at in range(*sentence)[:2]}
        if opening & self.ledger.words["turning"] or tells_of_unnamed(attacher.clauses):
            return
        done = attacher.row.done
        paired = len(told) == len(done) > 1 and self._respectively(sentence, done)
        listed = paired or self.ledger.clauses((first, last)).listed(told[0]) == told
        if len(told) > 1 and (not listed or self._reports(first, last)):
            return
        lead = {units[at].low for at in range(max(first, told[0] - 4), told[0])}
        if lead & _LEADING and not lead & self.ledger.words["learning"]:
            for place, attached in enumerate(done):
                if not attached.datasets and not attacher.data.elsewhere(attached.unit):
                    attached.datasets = [told[place]] if paired else list(told)

    def _reports(self, first: int, last: int) -> bool:
        """Whether a sentence has levels or gains of its own."""
        numbers = (self.ledger.reading.units[at].number for at in range(first, last))
        return any(number.shape in ("Percent", "Decimal", "Points") for number in numbers if number is not None)

    def _respectively(self, sentence: tuple[int, int], done: Sequence[Attached]) -> bool:
        """Whether numbers go with a list, and with none of their sentence: "On A and B, it gains 5% and 4%"."""
        words = [unit.low for unit in self.ledger.reading.units[slice(*sentence)]]
        if "respectively" not in words:
            return False
        told = words.index("respectively")
        before, behind = words[: done[0].unit - sentence[0]], words[done[-1].unit - sentence[0] : told]
        return "and" not in (*before, *behind)

    def _stated(self, value: Value, clauses: Clauses) -> bool:
        """Whether a number is reported, and neither denied nor a mere measure."""
        return not (clauses.denied(value.unit) or self._mere_measure(value, clauses))

    def _mere_measure(self, value: Value, clauses: Clauses) -> bool:
        """Whether a number only tells how things are, where no metric is named: "the torque is 0.23 N m"."""
        if value.rule != "score.reach":
            return False
        opening = value.unit - 1
        while clauses.word(opening) in clauses.words["around"] and clauses.word(opening) not in _LOOSE:
            opening -= 1
        measured = any(clauses.label(at) in ("Metric", "Dataset") for at in range(clauses.start, clauses.end))
        # "has a 6.5% rejection rate"
        measured = measured or clauses.word(value.unit + 2) in ("rate", "error", "accuracy", "precision", "success")
        return clauses.word(opening) in _LOOSE and not (measured or self._told(opening, clauses))

    def _told(self, opening: int, clauses: Clauses) -> bool:
        """Whether a verb tells a level of what is measured without a metric's name: "the EFFICIENCY of it was 41%"."""
        heads = clauses.words["measure_head"] | _TELLING
        # "was 41% COMPARED WITH 36%"
        told = clauses.word(opening) in _BEING or clauses.word(opening - 1) in ("compared", "opposed")
        return told and any(clauses.word(at) in heads for at in range(clauses.start, opening))

    def _measurable(self, value: Value, metric: str) -> bool:
        """Whether a metric can come in the unit of the number: frames per second are no accuracy, watts no latency."""
        family = value.number.family
        told = self.ledger.scales.get(metric)
        if family is None or told is None:
            return True
        return family not in _NO_SHARES if told == "%" else family == told

    def _shares_of_cost(self, row: Row) -> None:
        """Levels in percent of what is no share by itself are ones of another's: "with only 21% parameters"."""
        for attached in row.done:
            value = attached.value
            if value.kind != "score" or value.number.unit != "%" or not attached.metrics:
                continue
            if self.ledger.text(attached.metrics[0]).lower().startswith(_SPEED_UPS):
                # "a 40% speedup over BERT" is so much more.
                value.kind = "change"
            elif {value.unit + 1, value.unit + 2} & {*attached.metrics}:
                key = self.ledger.key(attached.metrics[0])
                if key in self.ledger.costs and self.ledger.scales.get(key) != "%":
                    value.kind = "ratio"

    def _directions(self, row: Row, clauses: Clauses) -> None:
        """Set which way each change goes; what one number of a list is told holds for all: "8 and 125 times fewer"."""
        lower = {id(a): bool(a.metrics) and self.ledger.key(a.metrics[0]) in self.ledger.lower for a in row.done}
        for attached in row.done:
            kind, rule = attached.value.kind, attached.value.rule
            # What a share is of goes no way: "with only 21% parameters".
            if kind == "change" or (kind != "score" and not rule.startswith(("ratio.share", "score."))):
                attached.direction = direction_of(clauses, attached.value, lower[id(attached)])
        for group in row.groups():
            told = {(a.value.kind, lower[id(a)]): a.direction for a in reversed(group) if a.direction is not None}
            for attached in group:
                attached.direction = attached.direction or told.get((attached.value.kind, lower[id(attached)]))

    def _result(self, attached: Attached, clauses: Clauses, settings: Sequence[str]) -> None:
        value = attached.value
        metrics = [m for m in attached.metrics if (key := self.ledger.key(m)) and self._measurable(value, key)]
        # "by 4 BLEU points"
        behind = {clauses.word(value.unit + step) for step in (1, 2)} if value.kind == "change" else set()
        pointed = value.number.unit is None and not behind.isdisjoint({"point", "points"})
        unit = "points" if pointed or value.rule == "change.points_of_metric" else value.number.unit
        unit = "x" if value.rule == "ratio.factor" else unit
        kind: QuantityKind = value.kind  # type: ignore[assignment]
        quantity = self.ledger.quantity(value.number, value.unit, kind, unit=unit, direction=attached.direction)
        if attached.system is None and self._in_background(clauses):
            attached.system = "none"
        system = self.ledger.key(attached.system if attached.system is not None else "own")
        artefact = None if attached.system == "none" else self.ledger.artefact
        if system is None and value.kind != "score" and artefact is not None:
            # "28% on our EVE dataset" is measured on it, not reached by it; "our method gains 28%" is not the data's.
            within = range(clauses.start, clauses.end)
            on = [at for at in attached.datasets if at not in within or clauses.governed_by(at) in ("on", "in")]
            ours = artefact.type == "Dataset" and self._of_a_method(value.unit, clauses)
            told = ours or artefact.key in self.ledger.keys(on) or self._falls(attached)
            system = None if told else artefact.key
        if self._counts(attached, metrics):
            return
        larger = clauses.word(value.unit + 1) in ("larger", "bigger", "greater", "more", "as")
        if value.kind == "ratio" and larger and not metrics and (system or "").startswith("Dataset:"):
            # "six times larger than its predecessor" tells how much data there is.
            return
        baseline = self.ledger.key(attached.baseline)
        if baseline == system:
            baseline = None
        spread = [*metrics, *attached.datasets, *([attached.system] if isinstance(attached.system, int) else [])]
        spread += [attached.baseline] if attached.baseline is not None else []
        stated = qualifiers(
            metric=self.ledger.keys(metrics),
            # "OurCorpus lifts success by 6%": what gains is not what the gain is measured on.
            dataset=[key for key in self.ledger.keys(attached.datasets) if key != system] or self._own_data(attached),
            baseline=baseline,
            setting=settings,
        )
        evidence = self.ledger.shown([value.unit, *spread], value.sentence, value.rule)
        self.ledger.add("scores", system, quantity, evidence, stated)

    def _counts(self, attached: Attached, metrics: Sequence[int]) -> bool:
        """Whether a whole number is one that nothing measures, or tells what something is like.

        "from 153 to 33 features", "O(n + 1)", "{+1, -1}"; "a 10-layer score map", "a set of 4 parameters"
        """
        value, number = attached.value, attached.value.number
        if number.unit is not None or number.value.as_tuple().exponent != 0:
            return False
        if value.rule in _MEASURED and number.shape in ("Integer", "Signed"):
            # "outperforms BERT on SQuAD (+4)"
            return not metrics and not attached.datasets and attached.baseline is None
        described = value.kind == "score" and number.shape == "Integer"
        return described and _DESCRIBED.match(self.ledger.page.text, number.end) is not None

    def _in_background(self, clauses: Clauses) -> bool:
        """Whether a sentence tells what was known before: "A fast parser can be 10x faster. We propose LoomNet."."""
        sentence, proposing = (clauses.start, clauses.end), self.ledger.words["propose_strict"]
        return is_background(clauses.units, sentence, self.ledger.introduced, proposing)

    def _of_a_method(self, unit: int, clauses: Clauses) -> bool:
        """Whether a method without a name of its own is what a number is about: "our model gains 7%"."""
        heads = self.ledger.words["method_head"] | self.ledger.words["model_head"]
        return any(
            clauses.word(at) in ("our", "proposed", "baseline")
            and any(clauses.word(at + step) in heads for step in (0, 1, 2))
            for at in range(clauses.start, unit)
        )

    def _own_data(self, attached: Attached) -> list[str]:
        """The data set a paper introduces, for the levels and falls it reports without naming any."""
        artefact = self.ledger.artefact
        told = (attached.value.kind == "score" or self._falls(attached)) and self.ledger.own is None
        return [artefact.key] if told and artefact is not None and artefact.type == "Dataset" else []

    def _falls(self, attached: Attached) -> bool:
        """Whether a number tells how badly others do on the paper's data set: "models lose 15% on it"."""
        artefact = self.ledger.artefact
        worse = attached.value.kind == "change" and attached.direction == "decrease"
        cost = any(key in self.ledger.lower for key in self.ledger.keys(attached.metrics))
        return worse and not cost and artefact is not None and artefact.type == "Dataset"


_MEASURED = frozenset({"score.to_level", "change.signed"})
"""Rules by which a whole number is a result only where something is measured."""
_NO_SHARES = frozenset({"time", "memory", "compute", "signal", "rate"})
"""Families of units that what is given in percent never comes in; an accuracy may be one of places or forces."""
_SPEED_UPS = ("speedup", "speed-up", "speed up")
_LOOSE = frozenset("is was are were at with has have had".split())
_BEING = frozenset("is was are were".split())
_TELLING = frozenset("score scores result results performance efficiency correlation".split())
_DESCRIBED = re.compile(r"-[a-z]{4}|-? and \d+-[a-z]{4}| parameters\b")
"""What follows a count that describes: "10-layer", "50- and 90-percentile", "4 parameters"."""
