"""Counts: the claims about parameters, training data and sizes of data sets: numbers that are no results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from kg.extract.bearers import FURTHER_SIZE, NAMED_SIZE, Bearers, named_size
from kg.extract.clauses import Clauses
from kg.extract.datasizes import DataSizes
from kg.extract.ledger import Ledger, tidy
from kg.extract.value import Value
from kg.model import Quantity, QuantityKind

_KINDS: Mapping[str, tuple[str, QuantityKind]] = {
    "parameters": ("hasParameters", "parameters"),
    "dataset_size": ("hasSize", "dataset_size"),
    "training_tokens": ("trainedOnTokens", "training_tokens"),
}
_COMPUTING = re.compile(r"\s?(?:\S+ ){0,2}(?:[GTC]PU|core|node|accelerator)[- ](?:hour|day)s?\b")
"""What follows the hours of machines: "2.8 million H800 GPU hours"."""
_RESOLUTIONS = frozenset({"2K", "4K", "5K", "8K"})
"""What pictures are called by the width of their lines."""
_SHOWN = frozenset({"image", "images", "video", "videos", "frames", "resolution", "photos"})


class Counts:
    """Writes the claims about the counts of one reading into its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.sizes = DataSizes(ledger)
        self.bearers = Bearers(ledger)

    def read(self, values: Sequence[Value], clauses: Clauses) -> None:
        """Claim what the counts among the values of one sentence say."""
        counts = [value for value in values if value.kind in _KINDS and self._counts(value, clauses)]
        self._respectively([value for value in values if value.kind in _KINDS], clauses)
        for value in counts:
            self._claim(value, clauses)

    def _counts(self, value: Value, clauses: Clauses) -> bool:
        """Whether a count is told of: no money, no example, no handful of images, no length of a context."""
        before = clauses.word(value.unit - 1)
        if before in self.ledger.words["money"]:
            return False
        if value.kind != "parameters" and _COMPUTING.match(self.ledger.page.text, value.number.end):
            return False
        if value.kind == "dataset_size":
            shown = self.ledger.text(value.unit).upper() in _RESOLUTIONS
            if shown and {clauses.word(value.unit + 1), clauses.word(value.unit + 2)} & _SHOWN and before != "of":
                # "processes 4K images"
                return False
            hours = {"hours", "hour"} & {value.number.unit, clauses.word(value.unit + 1)}
            return (value.number.value >= 50 or bool(hours)) and before not in ("e.g.", "e.g")
        # "an 8k context-length 1B model"
        small = value.kind == "parameters" and value.number.value < 100_000
        return not small or self.bearers.says_parameters(value.unit, clauses)

    def _claim(self, value: Value, clauses: Clauses) -> None:
        predicate, kind = _KINDS[value.kind]
        data = kind == "dataset_size"
        owner = self.sizes.owner(value, clauses) if data else self.bearers.find(value, clauses)
        # "11 hours of videos" are hours, no videos.
        unit = value.number.unit or (self._counted(value.unit, clauses) if kind != "parameters" else None)
        quantity = self.ledger.quantity(value.number, value.unit, kind, unit=unit)
        units = [value.unit] + ([owner] if isinstance(owner, int) else [])
        self.ledger.add(
            predicate, self.ledger.key(owner), quantity, self.ledger.shown(units, value.sentence, value.rule)
        )

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

    def _counted(self, unit: int, clauses: Clauses) -> str | None:
        """The noun that is counted: "questions" of "525K multi-hop questions"."""
        listed = self.ledger.words["example_unit"] | self.ledger.words["token_unit"]
        for at in range(unit + 1, unit + 8):
            if clauses.word(at) in listed and clauses.word(at + 1) not in listed:
                # "video clips" are clips
                return clauses.word(at)
            if clauses.label(at) and (last := clauses.surface(at).lower().rsplit(" ", 1)[-1]) in listed:
                # "3,500 math word problems" are problems.
                return last
            if clauses.word(at) in self.ledger.words["obj_stop"] and at > unit + 1:
                # "14,000 grasps FOR 44 objects"
                return None
        return None

    def read_names(self) -> None:
        """Claim the sizes inside model names: "Llama-2-7B" has 7 billion parameters."""
        for index, cluster in self.ledger.entity.items():
            unit = self.ledger.reading.units[index]
            found = NAMED_SIZE.search(self.ledger.text(index)) if cluster.type == "Model" else None
            if found is None:
                continue
            self._named(index, cluster.key, found, unit.start)
            # "PondLM-7B/13B": sizes behind a slash are the same model's, unless they stand for one of their own.
            for further in FURTHER_SIZE.finditer(self.ledger.page.text, unit.end):
                if self.ledger.page.text[unit.end : further.start()].strip("/0123456789.BbM"):
                    break
                if self.ledger.entity_at(further.start("size")):
                    continue
                self._named(index, cluster.key, further, 0)

    def _named(self, index: int, owner: str, found: re.Match[str], offset: int) -> None:
        value = named_size(found)
        if value < 10_000_000 or (found["scale"] == "M" and value >= 2_000_000_000):
            # "SF-2050M" is a receiver: so many would be billions.
            return
        page = self.ledger.page
        text = page.paper.text(page.span(offset + found.start("size"), offset + found.end("size")))
        quantity = Quantity(value=tidy(value), kind="parameters", text=text)
        evidence = self.ledger.shown([index], self.ledger.sentence(index), "parameters.in_name")
        self.ledger.add("hasParameters", owner, quantity, evidence)
