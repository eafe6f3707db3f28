"""Bearers: which model has the parameters that a number counts, or was trained on so much data."""

from __future__ import annotations

import re
from decimal import Decimal

from kg.extract.clauses import Clauses
from kg.extract.ledger import Ledger
from kg.extract.places import System
from kg.extract.value import Value

_FEW = "training_tokens.few_examples"
_SCALING = frozenset("scale scales scaled scaling grows ranges ranging".split())
_HAVING = frozenset("requiring using introduces requires has needs contains comprises".split())
_KIN = frozenset({"family", "series", "suite", "collection"})
_NETS = frozenset({"model", "network", "architecture"})
_LEADING = frozenset({"with", "using", "having", "at", "despite"})
"""What opens a sentence that goes on with who has so many: "WITH 3M parameters, it wins"."""
_AMOUNT = frozenset({"size", "count", "budget"})
_JOINING = frozenset({",", "and", "or", "to", "/", "&", "total", "active", "of", "which"})
_SIZED = ("size", "sizes", "scale", "scales", "model", "network")
_OPENING = frozenset({"after", "when", "by", "upon"})
_TRAINED = frozenset("trained pretrained pre-trained fine-tuned finetuned".split())
_SIZE = r"(?P<size>(?:(?P<experts>\d+)x)?(?P<digits>\d+(?:\.\d+)?)(?P<scale>[BbM]))(?![A-Za-z\d])"
NAMED_SIZE = re.compile(rf"(?<![A-Za-z\d.]){_SIZE}")
FURTHER_SIZE = re.compile(rf"/{_SIZE}")


def named_size(found: re.Match[str]) -> Decimal:
    """The number of parameters a name tells: 7 billion of "7B", 56 billion of "8x7B"."""
    scale = 9 if found["scale"] in "Bb" else 6
    return Decimal(found["digits"]).scaleb(scale) * (int(found["experts"]) if found["experts"] else 1)


class Bearers:
    """Finds the model of each count of one reading."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.counted: tuple[int, System] = (-9, None)
        """The last parameter count and its owner."""

    def find(self, value: Value, clauses: Clauses) -> System:
        """The model that has so many parameters, or was trained on so much."""
        owner: System = value.slots.get("system")
        if owner in self.ledger.actors and clauses.surface(owner) not in self.ledger.words["architecture"]:
            return owner
        owner = self._owner(value.unit, clauses) or self._spender(value.unit, clauses)
        owner = owner if owner is not None else self._listed_owner(value.unit)
        owner = owner if owner is not None else self._trained(value, clauses)
        if value.kind == "parameters":
            owner = None if self._sized_otherwise(owner, value) else owner
            owner = owner if owner is not None else self._scaled(value.unit, clauses)
            if owner is None and value.sentence[0] == 0 and self.ledger.own is not None:
                # "MetaNet: Efficient Mappings with Merely 1M Parameters"
                owner = "own"
            owner = self._whose_kind(owner, clauses)
        self.counted = (value.unit, owner)
        return owner

    def _whose_kind(self, owner: System, clauses: Clauses) -> System:
        """The model whose kind alone an owner tells, else the owner: "CEDARNET, a well-known CNN for maps, has 3M"."""
        if not isinstance(owner, int) or clauses.surface(owner) not in self.ledger.words["architecture"]:
            return owner
        comma = next((at for at in range(owner - 1, clauses.start, -1) if clauses.word(at) == ","), clauses.start)
        told = comma - 1 in self.ledger.actors and clauses.word(comma + 1) in ("a", "an", "the", "our")
        return comma - 1 if told else owner

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
        if found == "own" and before in ("is", "was"):
            # "It is trained on 60K hours of speech."
            return found
        if not isinstance(found, int) or before in ("models", "model", "systems", "baselines", "those", "we"):
            return None
        # "Whisper is an encoder-decoder Transformer …, trained on": of two, the paper's own was trained.
        own = [at for at in range(clauses.start, trained) if at in clauses.own]
        if own and found not in clauses.own:
            return own[-1]
        return found if found in clauses.own or before in ("is", "was", "and") else None

    def _scaled(self, unit: int, clauses: Clauses) -> System:
        """What the paper introduces, if it is what scales: "it SCALES from 95M to", "lets our model SCALE to 3B"."""
        for at in range(unit - 1, max(clauses.start, unit - 6), -1):
            if clauses.word(at) in _SCALING:
                ours = "our" in (clauses.word(step) for step in range(at - 4, at)) and self.ledger.own is not None
                return "own" if ours else self._own_subject(at, clauses)
            if clauses.label(at) or clauses.units[at].number is not None or clauses.word(at) in (",", "larger"):
                return None
        return None

    def _listed_owner(self, unit: int) -> System:
        """The owner of the count before, where counts are listed: "47B total parameters and 16B active parameters"."""
        last, owner = self.counted
        between = [self.ledger.reading.units[at].low for at in range(last + 1, unit)] if last >= 0 else [""]
        joining = _JOINING | self.ledger.words["param_word"]
        return owner if unit - last <= 5 and all(word in joining for word in between) else None

    def _sized_otherwise(self, owner: System, value: Value) -> bool:
        """Whether the name itself tells another size: "we tune Llama2-70B using proxies of only 7B size"."""
        found = NAMED_SIZE.search(self.ledger.text(owner)) if isinstance(owner, int) else None
        return found is not None and named_size(found) != value.number.value

    def says_parameters(self, unit: int, clauses: Clauses) -> bool:
        near = range(max(clauses.start, unit - 8), min(clauses.end, unit + 3))
        return any(clauses.word(at) in self.ledger.words["param_word"] for at in near)

    def _spender(self, unit: int, clauses: Clauses) -> System:
        """Who has so many parameters: "with only 3B parameters, IT outperforms", "SUBJECT …, requiring only 2M"."""
        opening = self._opening(unit, clauses)
        if clauses.word(opening) == "(" and clauses.surface(opening - 1).endswith(_SIZED):
            # "CedarNet is tried at two model scales (1B and 3B)", "… with a small model size (2M parameters)"
            return self._own_subject(opening, clauses)
        if not self.says_parameters(unit, clauses):
            return None
        if clauses.word(opening) in _LEADING and opening <= clauses.start + 1:
            comma = next(
                (at for at in range(unit + 1, min(clauses.end, unit + 6)) if clauses.word(at) == ","), unit + 1
            )
            after = comma + 1
            if after in self.ledger.actors:
                return after
            ours = clauses.word(after) in ("it", "our", "we") or self._the_model(after, clauses) is not None
            return "own" if ours else None
        if clauses.word(opening) in ("with", "using", "having") and self._reports(opening, clauses):
            return clauses.subject(opening)
        if clauses.word(opening) in _HAVING:
            if self._the_model(clauses.start, clauses) == opening:
                return "own" if self.ledger.own is not None and self.ledger.own.type == "Model" else None
            return clauses.subject(opening)
        # "models with 3B parameters", "with a 1B parameter model": of nobody's that is named
        others = clauses.word(opening - 1) in self.ledger.words["model_head"] | self.ledger.words["method_head"]
        whole = clauses.word(unit + 2) not in self.ledger.words["model_head"] | {"base"}
        if clauses.word(opening) in ("with", "having", "at") and whole and not others:
            # "CedarNet reads maps with only 12.5M parameters"
            return self._own_subject(opening, clauses)
        return None

    def _opening(self, unit: int, clauses: Clauses) -> int:
        """What leads a count in: "WITH only 3B parameters", "AT a size of 3B", "NEEDS 2 GFLOPs and 3M parameters"."""
        before = self.ledger.words["before_size"]
        opening = unit - 1
        while clauses.word(opening) in before:
            opening -= 1
        if opening < clauses.start:
            # "At 3M parameters, it wins": "at" may stand before any amount.
            return clauses.start
        if clauses.word(opening) in _AMOUNT:
            return next((at for at in range(opening - 1, opening - 5, -1) if clauses.word(at) in _LEADING), opening)
        beside = opening - 1
        while clauses.label(beside) == "Metric" or clauses.word(beside) in before:
            beside -= 1
        if clauses.word(opening) == "and" and clauses.units[beside].number is not None:
            opening = beside - 1
            while clauses.word(opening) in before:
                opening -= 1
        return opening

    @staticmethod
    def _the_model(at: int, clauses: Clauses) -> int | None:
        """Where a phrase that means the paper's own ends: "THE MODEL has", "THE RESULTING NETWORK contains"."""
        if clauses.word(at) not in ("the", "our", "this"):
            return None
        heads = (step for step in range(at + 1, at + 4) if clauses.word(step) in _NETS)
        head = next(heads, None)
        told = head is not None and not any(clauses.label(step) for step in range(at, head + 1))
        return head + 1 if head is not None and told else None

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
        if clauses.word(opening - 2) in _KIN and clauses.word(opening - 1) == "of":
            # "CedarLM, a FAMILY OF models from 1B to 7B"
            opening, tied = opening - 3, True
        if clauses.word(opening) == "(" and clauses.word(opening - 1) in ("sizes", "size", "scales", "scale"):
            return None
        if self._of_other_models(opening, clauses):
            return None
        if any(clauses.word(at) in clauses.words["decrease_verb"] for at in range(opening - 8, unit)):
            # "reduces the parameter count from 355M to 86M": the second count is the system's, the first is nobody's.
            return clauses.subject(unit) if "to" in (clauses.word(at) for at in range(opening, unit)) else None
        if clauses.word(opening) == "having" and clauses.word(opening - 1) in ("despite", "while"):
            # "beats BERT despite HAVING only 12M parameters"
            return clauses.subject(opening)
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
