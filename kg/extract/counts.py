"""Counts: the claims about parameters, training data and sizes of data sets: numbers that are no results."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from kg.extract.clauses import Clauses
from kg.extract.datasizes import DataSizes
from kg.extract.ledger import Ledger, tidy
from kg.extract.places import System
from kg.extract.values import Value
from kg.model import Quantity, QuantityKind

_KINDS: Mapping[str, tuple[str, QuantityKind]] = {
    "parameters": ("hasParameters", "parameters"),
    "dataset_size": ("hasSize", "dataset_size"),
    "training_tokens": ("trainedOnTokens", "training_tokens"),
}


_RESOLUTIONS = frozenset({"2K", "4K", "5K", "8K"})
"""What pictures are called by the width of their lines."""
_SHOWN = frozenset({"image", "images", "video", "videos", "frames", "resolution", "photos"})


class Counts:
    """Writes the claims about the counts of one reading into its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.sizes = DataSizes(ledger)
        self.counted: tuple[int, System] = (-9, None)
        """The last parameter count and its owner."""

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
        if value.rule == "dataset_size.plain_count" and value.number.value < 5000:
            # "only 120 images were inspected"
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
        return not small or self._says_parameters(value.unit, clauses)

    def _claim(self, value: Value, clauses: Clauses) -> None:
        predicate, kind = _KINDS[value.kind]
        data = kind == "dataset_size"
        owner = self.sizes.owner(value, clauses) if data else self._model(value, clauses)
        # "11 hours of videos" are hours, no videos.
        unit = value.number.unit or (self._counted(value.unit, clauses) if kind != "parameters" else None)
        quantity = self.ledger.quantity(value.number, value.unit, kind, unit=unit)
        units = [value.unit] + ([owner] if isinstance(owner, int) else [])
        self.ledger.add(
            predicate, self.ledger.key(owner), quantity, self.ledger.shown(units, value.sentence, value.rule)
        )

    def _model(self, value: Value, clauses: Clauses) -> System:
        """The model that has so many parameters, or was trained on so much."""
        owner: System = value.slots.get("system")
        if owner in self.ledger.actors and clauses.surface(owner) not in self.ledger.words["architecture"]:
            return owner
        owner = self._owner(value.unit, clauses) or self._spender(value.unit, clauses)
        owner = owner if owner is not None else self._listed_owner(value.unit)
        owner = owner if owner is not None else self._trained(value, clauses)
        if value.kind == "parameters":
            owner = None if self._sized_otherwise(owner, value) else owner
            if owner is None and value.sentence[0] == 0 and self.ledger.own is not None:
                # "MetaNet: Efficient Mappings with Merely 1M Parameters"
                owner = "own"
        self.counted = (value.unit, owner)
        return owner

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

    def _trained(self, value: Value, clauses: Clauses) -> System:
        """Who was trained on so much: the subject before "trained on", or who follows "Trained on 2T tokens, …"."""
        if value.rule == _FEW:
            # "Given only 20 examples, X opens doors", "X learns from 50 images"
            led = clauses.led_by(value.unit)
            shown = led if led is not None else clauses.subject(value.unit)
            return shown if shown == "own" or shown in clauses.own else None
        places = range(value.unit - 1, value.unit - 7, -1)
        trained = next((at for at in places if clauses.word(at) in _TRAINED), None)
        # "After training on 2T tokens, X is better"
        opened = clauses.word(clauses.start) in _OPENING and clauses.word(clauses.start + 1) in _TRAINED | {"training"}
        if value.kind == "training_tokens" and (opened or trained == clauses.start):
            return clauses.led_by(value.unit)
        if value.kind != "training_tokens" or trained is None:
            return None
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
        return (
            owner if unit - last <= 4 and all(word in (",", "and", "or", "to", "/", "&") for word in between) else None
        )

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
        if clauses.word(opening) == "(" and clauses.surface(opening - 1).endswith(_SIZED):
            # "CedarNet is tried at two model scales (1B and 3B)", "… with a small model size (2M parameters)"
            return self._own_subject(opening, clauses)
        if not self._says_parameters(unit, clauses):
            return None
        if clauses.word(opening) in ("with", "using", "having") and opening <= clauses.start + 1:
            comma = next((at for at in range(unit + 1, min(clauses.end, unit + 6)) if clauses.word(at) == ","), None)
            after = comma + 1 if comma is not None else clauses.end
            if after in self.ledger.actors:
                return after
            return "own" if clauses.word(after) in ("it", "our", "we") else None
        if clauses.word(opening) in ("with", "using", "having") and self._reports(opening, clauses):
            return clauses.subject(opening)
        if clauses.word(opening) in ("requiring", "using", "introduces", "requires", "has", "needs"):
            return clauses.subject(opening)
        # "models with 3B parameters", "with a 1B parameter model": of nobody's that is named
        others = clauses.word(opening - 1) in self.ledger.words["model_head"] | self.ledger.words["method_head"]
        whole = clauses.word(unit + 2) not in self.ledger.words["model_head"] | {"base"}
        if clauses.word(opening) in ("with", "having", "at") and whole and not others:
            # "CedarNet reads maps with only 12.5M parameters"
            return self._own_subject(opening, clauses)
        return None

    @staticmethod
    def _own_subject(opening: int, clauses: Clauses) -> System:
        """The subject before some words, if it is what the paper introduces."""
        subject = clauses.subject(opening)
        return subject if subject == "own" or subject in clauses.own else None

    def _reports(self, opening: int, clauses: Clauses) -> bool:
        """Whether a level stands right before the words: "X reaches 40.1 mAP and 90 FPS WITH 22.5M parameters"."""
        for at in range(opening - 1, max(clauses.start, opening - 8), -1):
            number = clauses.units[at].number
            if number is not None:
                return number.shape in ("Percent", "Decimal", "Measured")
            if clauses.word(at) in clauses.words["obj_stop"] - {"on"} or at in self.ledger.actors:
                return False
        return False

    def _counted(self, unit: int, clauses: Clauses) -> str | None:
        """The noun that is counted: "questions" of "525K multi-hop questions"."""
        listed = self.ledger.words["example_unit"] | self.ledger.words["token_unit"]
        for at in range(unit + 1, unit + 8):
            if clauses.word(at) in listed:
                return clauses.word(at)
            if clauses.word(at) in self.ledger.words["obj_stop"] and at > unit + 1:
                # "14,000 grasps FOR 44 objects"
                return None
        return None

    def _of_other_models(self, opening: int, clauses: Clauses) -> bool:
        """Whether sizes are those of models without a name: "ACT scales to larger models (13B, 33B)"."""
        while clauses.word(opening) in (",", "and") or clauses.label(opening) == "Size":
            opening -= 1
        others = clauses.word(opening - 2) in self.ledger.words["other_models"]
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
                if clauses.word(opening - 1) in ("models", "llms", "networks") and at < opening - 2:
                    # "CedarNet outperforms larger MODELS with 3B parameters"
                    return None
                return None if between & blocked or clauses.word(opening) in ("and", "or", "than") else at
            listed = clauses.units[at].number is not None and clauses.label(at) == "Size"
            if (clauses.units[at].number is not None and not listed) or clauses.word(at) in (";", "while", "than"):
                return None
        return None

    def read_names(self) -> None:
        """Claim the sizes inside model names: "Llama-2-7B" has 7 billion parameters."""
        for index, cluster in self.ledger.entity.items():
            unit = self.ledger.reading.units[index]
            found = _NAMED_SIZE.search(self.ledger.text(index)) if cluster.type == "Model" else None
            if found is None:
                continue
            self._named(index, cluster.key, found, unit.start)
            # "PondLM-7B/13B": sizes behind a slash are the same model's, unless they stand for one of their own.
            for further in _FURTHER_SIZE.finditer(self.ledger.page.text, unit.end):
                if self.ledger.page.text[unit.end : further.start()].strip("/0123456789.BbM"):
                    break
                if self.ledger.entity_at(further.start("size")):
                    continue
                self._named(index, cluster.key, further, 0)

    def _named(self, index: int, owner: str, found: re.Match[str], offset: int) -> None:
        value = _named_size(found)
        if value < 10_000_000 or (found["scale"] == "M" and value >= 2_000_000_000):
            # "SF-2050M" is a receiver: so many would be billions.
            return
        page = self.ledger.page
        text = page.paper.text(page.span(offset + found.start("size"), offset + found.end("size")))
        quantity = Quantity(value=tidy(value), kind="parameters", text=text)
        evidence = self.ledger.shown([index], self.ledger.sentence(index), "parameters.in_name")
        self.ledger.add("hasParameters", owner, quantity, evidence)


_FEW = "training_tokens.few_examples"
_JOINING = frozenset({",", "and", "or", "to", "/", "&"})
_SIZED = ("size", "sizes", "scale", "scales", "model", "network")
_OPENING = frozenset({"after", "when", "by", "upon"})
_TRAINED = frozenset("trained pretrained pre-trained fine-tuned finetuned".split())
_SIZE = r"(?P<size>(?:(?P<experts>\d+)x)?(?P<digits>\d+(?:\.\d+)?)(?P<scale>[BbM]))(?![A-Za-z\d])"
_NAMED_SIZE = re.compile(rf"(?<![A-Za-z\d.]){_SIZE}")
_FURTHER_SIZE = re.compile(rf"/{_SIZE}")


def _named_size(found: re.Match[str]) -> Decimal:
    scale = 9 if found["scale"] in "Bb" else 6
    return Decimal(found["digits"]).scaleb(scale) * (int(found["experts"]) if found["experts"] else 1)
