"""Quantities: the claims that state a number: results, parameter counts, sizes of data, training tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from kg.extract.attached import Attached, Row
from kg.extract.clauses import BREAKS, Clauses, System
from kg.extract.ledger import Ledger
from kg.extract.numbers import Number
from kg.extract.results import Attacher
from kg.extract.values import Value, direction_of
from kg.model import Direction, Quantity, QuantityKind, qualifiers

_PLAIN_KINDS: Mapping[str, tuple[str, QuantityKind]] = {
    "parameters": ("hasParameters", "parameters"),
    "dataset_size": ("hasSize", "dataset_size"),
    "training_tokens": ("trainedOnTokens", "training_tokens"),
}


class Quantities:
    """Writes the claims about the numbers of one reading into its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.counted: tuple[int, System] = (-9, None)
        """The last parameter count and its owner."""

    def read(self, values: Sequence[Value]) -> list[Attached]:
        """Claim what each number says; the results come back, with what they were attached to."""
        by_sentence: dict[tuple[int, int], list[Value]] = {}
        for value in values:
            by_sentence.setdefault(value.sentence, []).append(value)
        reported: list[Attached] = []
        before: Attached | None = None
        for sentence, found in by_sentence.items():
            clauses = self.ledger.clauses(sentence)
            self._respectively([value for value in found if value.kind in _PLAIN_KINDS], clauses)
            for value in found:
                if value.kind in _PLAIN_KINDS:
                    self._plain(value, clauses)
            if before is not None and before.value.sentence[1] != sentence[0]:
                before = None
            attacher = Attacher(clauses, found, before)
            attacher.attach()
            self._announced(attacher.row, sentence)
            self._directions(attacher.row, clauses)
            for attached in attacher.row.done:
                if clauses.denied(attached.value.unit) or self._mere_measure(attached.value, clauses):
                    continue
                self._share_of_cost(attached)
                self._result(attached, clauses)
                reported.append(attached)
                before = attached
        return reported

    def _respectively(self, counts: Sequence[Value], clauses: Clauses) -> None:
        """ "X and Y have 3M and 20M parameters, respectively": counts and names of one number pair in order."""
        joined = all(after.unit - before.unit <= 3 for before, after in pairwise(counts))
        if len(counts) < 2 or not joined or len({value.kind for value in counts}) > 1:
            return
        last = counts[-1].unit
        if all(clauses.word(at) != "respectively" for at in range(last + 1, min(last + 6, clauses.end))):
            return
        data = counts[0].kind == "dataset_size"
        names = [
            at
            for at in range(clauses.start, counts[0].unit)
            if (clauses.label(at) == "Dataset" if data else at in self.ledger.actors)
        ]
        # The list that stands nearest is meant: "we release two models, A and B, which have …".
        listed = clauses.listed(names[-1]) if names else []
        if len(listed) == len(counts):
            for value, name in zip(counts, sorted(listed), strict=True):
                value.slots["data" if data else "system"] = name

    def _announced(self, row: Row, sentence: tuple[int, int]) -> None:
        """ "We test it on COCO. It gains 3%.": numbers are of the data set that the sentence before announces."""
        index = self.ledger.reading.sentences.index(sentence)
        units = self.ledger.reading.units
        if index == 0 or any(units[at].label == "Dataset" for at in range(*sentence)):
            return
        first, last = self.ledger.reading.sentences[index - 1]
        told = [at for at in range(first, last) if units[at].label == "Dataset"]
        if len(told) != 1 or all(units[at].low not in self.ledger.words["trying"] for at in range(first, last)):
            return
        if any(units[at].low == "on" for at in range(max(first, told[0] - 4), told[0])):
            for attached in row.done:
                attached.datasets = attached.datasets or list(told)

    def _mere_measure(self, value: Value, clauses: Clauses) -> bool:
        """Whether a number only tells how things are, where no metric is named: "the torque is 0.23 N m"."""
        if value.rule != "score.reach":
            return False
        opening = value.unit - 1
        while clauses.word(opening) in clauses.words["around"] and clauses.word(opening) not in _LOOSE:
            opening -= 1
        measured = any(clauses.label(at) in ("Metric", "Dataset") for at in range(clauses.start, clauses.end))
        return clauses.word(opening) in _LOOSE and not measured

    def _share_of_cost(self, attached: Attached) -> None:
        """A level in percent of what is no share by itself is one of another's: "with only 21% parameters"."""
        value = attached.value
        if (
            value.kind == "score"
            and value.number.unit == "%"
            and {value.unit + 1, value.unit + 2} & {*attached.metrics}
        ):
            key = self.ledger.key(attached.metrics[0])
            if key in self.ledger.costs and key not in self.ledger.shares:
                value.kind, attached.direction = "ratio", None

    def _directions(self, row: Row, clauses: Clauses) -> None:
        """Set which way each change goes; what one number of a list is told holds for all: "8 and 125 times fewer"."""
        lower = {id(a): bool(a.metrics) and self.ledger.key(a.metrics[0]) in self.ledger.lower for a in row.done}
        for attached in row.done:
            if attached.value.kind != "score" and not attached.value.rule.startswith("ratio.share"):
                attached.direction = direction_of(clauses, attached.value, lower[id(attached)])
        for group in row.groups():
            told = {(a.value.kind, lower[id(a)]): a.direction for a in reversed(group) if a.direction is not None}
            for attached in group:
                attached.direction = attached.direction or told.get((attached.value.kind, lower[id(attached)]))

    def _quantity(
        self, number: Number, at: int, kind: QuantityKind, unit: str | None, direction: Direction | None = None
    ) -> Quantity:
        return Quantity(
            value=_tidy(number.value),
            high=None if number.high is None else _tidy(number.high),
            kind=kind,
            unit=unit,
            text=self.ledger.page.paper.text(self.ledger.span(at)),
            direction=direction,
        )

    def _plain(self, value: Value, clauses: Clauses) -> None:
        predicate, kind = _PLAIN_KINDS[value.kind]
        hours = {"hours", "hour"} & {value.number.unit, clauses.word(value.unit + 1)}
        if kind == "dataset_size" and value.number.value < 50 and not hours:
            return
        if clauses.word(value.unit - 1) in self.ledger.words["money"]:
            return
        if kind == "parameters" and value.number.value < 100_000 and not self._says_parameters(value.unit, clauses):
            # "an 8k context-length 1B model"
            return
        owner: System
        if kind == "dataset_size":
            if clauses.word(value.unit - 1) in ("e.g.", "e.g"):
                return
            made = self._new_data(value.unit, clauses) or self._made(value.unit, clauses)
            owner = value.slots.get("data")
            if owner is None and not made:
                owner = self._nearest(value.unit, clauses, "Dataset")
            if owner is None and self.ledger.data is not None and (made or self._of_own_data(value.unit, clauses)):
                owner = f"={self.ledger.data.key}"
        else:
            owner = value.slots.get("system")
            if owner not in self.ledger.actors or clauses.surface(owner) in self.ledger.words["architecture"]:
                owner = self._owner(value.unit, clauses) or self._spender(value.unit, clauses)
                owner = owner if owner is not None else self._listed_owner(value.unit)
                owner = owner if owner is not None else self._trained(value, clauses)
                owner = None if kind == "parameters" and self._sized_otherwise(owner, value) else owner
                if owner is None and kind == "parameters" and value.sentence[0] == 0 and self.ledger.own is not None:
                    # "MetaNet: Efficient Mappings with Merely 1M Parameters"
                    owner = "own"
                self.counted = (value.unit, owner)
        # "11 hours of videos" are hours, no videos.
        unit = value.number.unit or (self._counted(value.unit, clauses) if kind != "parameters" else None)
        quantity = self._quantity(value.number, value.unit, kind, unit=unit)
        units = [value.unit] + ([owner] if isinstance(owner, int) else [])
        self.ledger.add(
            predicate, self.ledger.key(owner), quantity, self.ledger.shown(units, value.sentence, value.rule)
        )

    def _trained(self, value: Value, clauses: Clauses) -> System:
        """Who was trained on so much: the subject before "trained on", or who follows "Trained on 2T tokens, …"."""
        places = range(value.unit - 1, value.unit - 7, -1)
        trained = next((at for at in places if clauses.word(at) in _TRAINED), None)
        if value.kind != "training_tokens" or trained is None:
            return None
        if trained == clauses.start:
            return clauses.led_by(value.unit)
        found, before = clauses.subject(trained), clauses.word(trained - 1)
        if not isinstance(found, int) or before in ("models", "model", "systems", "baselines", "those", "we"):
            return None
        # "Whisper is an encoder-decoder Transformer …, trained on": of two, the paper's own was trained.
        own = [at for at in range(clauses.start, trained) if at in clauses.own]
        if own and found not in clauses.own:
            return own[-1]
        return found if found in clauses.own or before in ("is", "was", "and") else None

    def _listed_owner(self, unit: int) -> System:
        """The owner of the count before, where counts are listed: "models of 1B, 3.7B and 16B parameters"."""
        last, owner = self.counted
        between = [self.ledger.reading.units[at].low for at in range(last + 1, unit)] if last >= 0 else [""]
        return owner if unit - last <= 4 and all(word in (",", "and", "or", "/", "&") for word in between) else None

    def _sized_otherwise(self, owner: System, value: Value) -> bool:
        """Whether the name itself tells another size: "we tune Llama2-70B using proxies of only 7B size"."""
        found = _NAMED_SIZE.search(self.ledger.text(owner)) if isinstance(owner, int) else None
        return found is not None and _named_size(found) != value.number.value

    def _says_parameters(self, unit: int, clauses: Clauses) -> bool:
        near = range(max(clauses.start, unit - 8), min(clauses.end, unit + 3))
        return any(clauses.word(at) in self.ledger.words["param_word"] for at in near)

    def _spender(self, unit: int, clauses: Clauses) -> System:
        """Who has so many parameters: "with only 3B parameters, IT outperforms", "SUBJECT …, requiring only 2M"."""
        opening = unit - 1
        while clauses.word(opening) in self.ledger.words["before_size"]:
            opening -= 1
        if not self._says_parameters(unit, clauses):
            return None
        if clauses.word(opening) in ("with", "using", "having") and opening <= clauses.start + 1:
            comma = next((at for at in range(unit + 1, min(clauses.end, unit + 6)) if clauses.word(at) == ","), None)
            after = comma + 1 if comma is not None else clauses.end
            if after in self.ledger.actors:
                return after
            return "own" if clauses.word(after) in ("it", "our", "we") else None
        if clauses.word(opening) in ("requiring", "using", "introduces", "requires", "has", "needs"):
            return clauses.subject(opening)
        return None

    def _counted(self, unit: int, clauses: Clauses) -> str | None:
        """The noun that is counted: "questions" of "525K multi-hop questions"."""
        listed = self.ledger.words["example_unit"] | self.ledger.words["token_unit"]
        return next((clauses.word(at) for at in range(unit + 1, unit + 6) if clauses.word(at) in listed), None)

    def _nearest(self, unit: int, clauses: Clauses, label: str) -> System:
        named = [at for at in range(clauses.start, clauses.end) if clauses.label(at) == label]
        # "51K images FROM COCO and Visual Genome": where data is taken from is not what is counted.
        from_where = [at for at in named if clauses.governed_by(at) in self.ledger.words["data_source"]]
        sources = {member for at in from_where for member in clauses.listed(at)}
        # "larger THAN COCO and has 3.3 million images" and "EXTENDS MultiWOZ with 4,000 dialogues": of another.
        left = [at for at in named if not self._other_data(at, clauses)]
        if named and not left and self.ledger.data is not None:
            return f"={self.ledger.data.key}"
        named = left
        places = [at for at in named if at not in sources] or [at for at in named if at < unit]
        return min(places, key=lambda at: (abs(at - unit), at > unit), default=None)

    def _other_data(self, at: int, clauses: Clauses) -> bool:
        """Whether a data set is what the paper's own grows out of: "EXTENDS X with 4K", "BASED ON X, we annotate"."""
        governor = clauses.governed_by(at)
        based = governor in ("on", "upon") and {"based", "building"} & {clauses.word(at - step) for step in (2, 3, 4)}
        return governor in self.ledger.words["other_data"] or bool(based)

    def _new_data(self, unit: int, clauses: Clauses) -> bool:
        """Whether a data set without a name has so many: "a new dataset of 3 million frames of YouTube videos"."""
        for at in range(unit - 1, max(clauses.start, unit - 5), -1):
            if clauses.word(at) in self.ledger.words["dataset_head"]:
                before = {clauses.word(step) for step in range(at - 4, at)}
                named = any(clauses.label(step) == "Dataset" for step in range(at - 5, at))
                return not named and bool(before & {"new", "novel", "first"})
            if clauses.label(at) is not None and clauses.label(at) != "":
                return False
        return False

    def _made(self, unit: int, clauses: Clauses) -> bool:
        """Whether so many are made, not found: "uses the graphs of Visual Genome TO CREATE 22M questions"."""
        for at in range(unit - 1, max(clauses.start, unit - 5), -1):
            if clauses.word(at) in self.ledger.words["making"]:
                return clauses.word(at - 1) in ("to", "and", "we", "by", ",")
            if clauses.label(at) is not None or clauses.word(at) in BREAKS:
                return False
        return False

    def _of_own_data(self, unit: int, clauses: Clauses) -> bool:
        """Whether a count without a name is of what the paper collects: "our corpus has 800", "we annotated 9K"."""
        words = self.ledger.words
        heads = words["dataset_head"] | words["dataset_part"]
        for at in range(clauses.start, unit):
            word = clauses.word(at)
            if word in ("the", "our", "this", "these"):
                if any(clauses.word(step) in heads for step in range(at + 1, at + 4)):
                    return True
            elif word == "we" and any(clauses.word(step) in words["gathering"] for step in range(at + 1, at + 4)):
                return True
        return False

    def _of_other_models(self, opening: int, clauses: Clauses) -> bool:
        """Whether sizes are those of models without a name: "ACT scales to larger models (13B, 33B)"."""
        while clauses.word(opening) in (",", "and") or clauses.label(opening) == "Size":
            opening -= 1
        others = clauses.word(opening - 2) in ("larger", "smaller", "different", "various", "multiple", "other")
        return others and clauses.word(opening) == "(" and clauses.word(opening - 1) == "models"

    def _owner(self, unit: int, clauses: Clauses) -> int | str | None:
        """The model whose size or data this number tells: the last one named before it, or our own."""
        opening = unit - 1
        while clauses.word(opening) in self.ledger.words["before_size"]:
            opening -= 1
        tied = clauses.word(opening) in self.ledger.words["owning"]
        if clauses.word(opening) == "(" and clauses.word(opening - 1) in ("sizes", "size", "scales", "scale"):
            return None
        if self._of_other_models(opening, clauses):
            return None
        if any(clauses.word(at) in clauses.words["decrease_verb"] for at in range(opening - 8, unit)):
            # "reduces the parameter count from 355M to 86M": the second count is the system's, the first is nobody's.
            return clauses.subject(unit) if "to" in (clauses.word(at) for at in range(opening, unit)) else None
        if clauses.word(opening) == "our":
            return "own" if self.ledger.own is not None and self.ledger.own.type == "Model" else None
        for at in range(opening, max(clauses.start - 1, unit - (14 if tied else 9)), -1):
            if at in self.ledger.actors and clauses.surface(at) not in self.ledger.words["architecture"]:
                between = {clauses.word(step) for step in range(at + 1, opening)}
                blocked = {"than", "over", "on", "by"} | (set() if tied else {"and", "of", "from"})
                return None if between & blocked or clauses.word(opening) in ("and", "or", "than") else at
            listed = clauses.units[at].number is not None and clauses.label(at) == "Size"
            if (clauses.units[at].number is not None and not listed) or clauses.word(at) in (";", "while", "than"):
                return None
        return None

    def _result(self, attached: Attached, clauses: Clauses) -> None:
        value = attached.value
        metrics = [m for m in attached.metrics if self.ledger.key(m)]
        # "by 4 BLEU points"
        behind = {clauses.word(value.unit + step) for step in (1, 2)} if value.kind == "change" else set()
        pointed = value.number.unit is None and not behind.isdisjoint({"point", "points"})
        unit = "points" if pointed or value.rule == "change.points_of_metric" else value.number.unit
        unit = "x" if value.rule == "ratio.factor" else unit
        kind: QuantityKind = value.kind  # type: ignore[assignment]
        quantity = self._quantity(value.number, value.unit, kind, unit=unit, direction=attached.direction)
        system = self.ledger.key(attached.system if attached.system is not None else "own")
        artefact = None if attached.system == "none" else self.ledger.artefact
        if system is None and value.kind != "score" and artefact is not None:
            # "28% on our EVE dataset" is measured on it, not reached by it; "our method gains 28%" is not the data's.
            on = [at for at in attached.datasets if clauses.governed_by(at) in ("on", "in")]
            ours = artefact.type == "Dataset" and self._of_a_method(value.unit, clauses)
            told = ours or artefact.key in self.ledger.keys(on)
            system = None if told else artefact.key
        if value.rule == "score.to_level" and value.number.shape == "Integer" and not metrics:
            # "from 153 to 33 features" counts what nothing measures.
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
            dataset=self.ledger.keys(attached.datasets) or self._own_data(value),
            baseline=baseline,
            setting=self._settings(value, clauses),
        )
        evidence = self.ledger.shown([value.unit, *spread], value.sentence, value.rule)
        self.ledger.add("scores", system, quantity, evidence, stated)

    def _of_a_method(self, unit: int, clauses: Clauses) -> bool:
        """Whether a method without a name of its own is what a number is about: "our model gains 7%"."""
        heads = self.ledger.words["method_head"] | self.ledger.words["model_head"]
        return any(
            clauses.word(at) in ("our", "proposed", "baseline")
            and any(clauses.word(at + step) in heads for step in (0, 1, 2))
            for at in range(clauses.start, unit)
        )

    def _own_data(self, value: Value) -> list[str]:
        """The data set a paper introduces, for the levels it reports without naming any."""
        artefact = self.ledger.artefact
        told = value.kind == "score" and self.ledger.own is None and artefact is not None and artefact.type == "Dataset"
        return [artefact.key] if told and artefact is not None else []

    def _settings(self, value: Value, clauses: Clauses) -> tuple[str, ...]:
        """What makes numbers incomparable: zero-shot, 5-shot, validation or test split."""
        nearby = range(max(clauses.start, value.unit - 12), min(clauses.end, value.unit + 12))
        surfaces = {self.ledger.text(at).lower() for at in nearby}
        return tuple(sorted(s for s in surfaces if s in self.ledger.words["split"] or _SHOTS.fullmatch(s)))

    def read_names(self) -> None:
        """Claim the sizes inside model names: "Llama-2-7B" has 7 billion parameters."""
        for index, cluster in self.ledger.entity.items():
            unit = self.ledger.reading.units[index]
            found = _NAMED_SIZE.search(self.ledger.text(index)) if cluster.type == "Model" else None
            if found is None:
                continue
            self._named(index, cluster.key, found, unit.start)
            # "Llama-2-7B/13B": sizes behind a slash are the same model's.
            for further in _FURTHER_SIZE.finditer(self.ledger.page.text, unit.end):
                if self.ledger.page.text[unit.end : further.start()].strip("/0123456789.BbM"):
                    break
                self._named(index, cluster.key, further, 0)

    def _named(self, index: int, owner: str, found: re.Match[str], offset: int) -> None:
        value = _named_size(found)
        if value < 10_000_000 or (found["scale"] == "M" and value >= 2_000_000_000):
            # "SF-2050M" is a receiver: so many would be billions.
            return
        page = self.ledger.page
        text = page.paper.text(page.span(offset + found.start("size"), offset + found.end("size")))
        quantity = Quantity(value=_tidy(value), kind="parameters", text=text)
        evidence = self.ledger.shown([index], self.ledger.sentence(index), "parameters.in_name")
        self.ledger.add("hasParameters", owner, quantity, evidence)


_LOOSE = frozenset("is was are were at with has have had".split())
_TRAINED = frozenset("trained pretrained pre-trained fine-tuned finetuned".split())
_SHOTS = re.compile(r"(?:zero|one|few|two|five|\d+)-shot")
_SIZE = r"(?P<size>(?:(?P<experts>\d+)x)?(?P<digits>\d+(?:\.\d+)?)(?P<scale>[BbM]))(?![A-Za-z\d])"
_NAMED_SIZE = re.compile(rf"(?<![A-Za-z\d.]){_SIZE}")
_FURTHER_SIZE = re.compile(rf"/{_SIZE}")


def _named_size(found: re.Match[str]) -> Decimal:
    scale = 9 if found["scale"] in "Bb" else 6
    return Decimal(found["digits"]).scaleb(scale) * (int(found["experts"]) if found["experts"] else 1)


def _tidy(value: Decimal) -> Decimal:
    return value if value != value.to_integral() or value.as_tuple().exponent == 0 else Decimal(int(value))
