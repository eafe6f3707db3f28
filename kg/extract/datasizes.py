"""Data sizes: of which data set a number of examples, sentences or hours is said."""

from __future__ import annotations

from kg.extract.clauses import Clauses
from kg.extract.ledger import Ledger
from kg.extract.places import BREAKS, System
from kg.extract.value import Value

_LEADING = frozenset("and specifically overall furthermore moreover additionally also , in total particular".split())
"""What may stand before an "it" that goes on about the data set of the sentence before."""


class DataSizes:
    """Finds the data set of each size in one reading."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def owner(self, value: Value, clauses: Clauses) -> System:
        """The data set a size is of: the nearest named one, the paper's own where it says so, else `None`."""
        told = value.slots.get("data")
        if told is not None:
            return told
        own = self._own(clauses)
        goes_on = self._going_on(clauses)
        if goes_on is not None:
            return f"={goes_on}"
        made = self._new_data(value.unit, clauses) or self._made(value.unit, clauses)
        found = None if made else self._nearest(value.unit, clauses)
        if found is None and own is not None and (made or self._of_own_data(value.unit, clauses)):
            return f"={own}"
        return found

    def _own(self, clauses: Clauses) -> str | None:
        """The data set that the paper introduces; of several, the one it last spoke of."""
        if self.ledger.data is not None:
            return self.ledger.data.key
        new = (
            at
            for at in range(clauses.start - 1, -1, -1)
            if (named := self.ledger.entity.get(at)) is not None
            and named.type == "Dataset"
            and named.role == "introduced"
        )
        return self.ledger.key(next(new, None))

    def _going_on(self, clauses: Clauses) -> str | None:
        """The data set that "it" means: "FenBank is a corpus of maps. IT contains 9K of them."."""
        sentences = self.ledger.reading.sentences
        index = here = sentences.index((clauses.start, clauses.end))
        while index and self._opens_with_it(sentences[index][0]):
            index -= 1
        if index == here:
            return None
        named = (at for at in range(*sentences[index]) if clauses.units[at].label == "Dataset")
        return self.ledger.key(next(named, None)) or self._own(clauses)

    def _opens_with_it(self, at: int) -> bool:
        """Whether a sentence opens with "it", behind "specifically" and the like."""
        units = self.ledger.reading.units
        while units[at].low in _LEADING:
            at += 1
        return units[at].low == "it"

    def _nearest(self, unit: int, clauses: Clauses) -> System:
        """The named data set nearest to a size, without those data are taken from or compared with."""
        named = [at for at in range(clauses.start, clauses.end) if clauses.label(at) == "Dataset"]
        # "51K images FROM COCO and Visual Genome": where data is taken from is not what is counted.
        from_where = [at for at in named if clauses.governed_by(at) in self.ledger.words["data_source"]]
        sources = {member for at in from_where for member in clauses.listed(at)}
        # "larger THAN COCO and has 3.3 million images" and "EXTENDS MultiWOZ with 4,000 dialogues": of another.
        left = [at for at in named if not self._other_data(at, clauses)]
        if named and not left and self.ledger.data is not None:
            return f"={self.ledger.data.key}"
        places = [at for at in left if at not in sources] or [at for at in left if at < unit]
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
                # "THE CORPUS, with 180 billion tokens, has parts of The Pile"
                meant = clauses.word(at - 1) in ("the", "this", "our") and at == clauses.start + 1
                return not named and (meant or bool(before & {"new", "novel", "first"}))
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
