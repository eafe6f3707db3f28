"""Data sets that numbers are told of without a name: "on OUR dataset", "on THE SAME benchmark"."""

from __future__ import annotations

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.ledger import Ledger

_OURS = frozenset({"our", "proposed", "new", "newly", "introduced", "collected", "resulting"})
_SAME = frozenset({"this", "same", "that"})
_NOUNS = frozenset({"dataset", "benchmark", "corpus"})
_BACK = 3
"""How many sentences before it "the same dataset" may speak of."""
_PLACED = frozenset({"on", "in", "using"})


class Referred:
    """Gives numbers the data set that a phrase beside them refers to."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

    def find(self, row: Row, clauses: Clauses) -> None:
        """Set the data sets of the numbers of a sentence that has such a phrase."""
        phrases = [at for at in range(clauses.start, clauses.end) if _begins(clauses, at)]
        for at in phrases:
            for attached in row.done:
                if _told(attached, at, row, clauses):
                    attached.datasets = self._meant(at, clauses)

    def _meant(self, phrase: int, clauses: Clauses) -> list[int]:
        """A mention of what the phrase that begins there means; none if the paper has no name for it."""
        own = self.ledger.data
        units = [at for at, cluster in self.ledger.entity.items() if cluster.type == "Dataset"]
        if clauses.word(phrase + 1) == "our" or clauses.word(phrase + 2) in _OURS:
            return [at for at in units if self.ledger.entity[at] is own][:1]
        sentences = self.ledger.reading.sentences
        first = sentences[max(0, sentences.index((clauses.start, clauses.end)) - _BACK)][0]
        before = [at for at in units if first <= at < phrase]
        return before[-1:] or [at for at in units if self.ledger.entity[at] is own][:1]


def _begins(clauses: Clauses, at: int) -> bool:
    """Whether a phrase begins there that refers to a data set: "on our newly collected dataset"."""
    if clauses.word(at) not in _PLACED:
        return False
    words = [clauses.word(step) for step in range(at + 1, at + 6)]
    refers = words[0] in ("our", "this", "that") or (words[0] == "the" and words[1] in _OURS | {"same"})
    noun = next((step for step, word in enumerate(words) if word in _NOUNS), None)
    if noun is None and "data" in words[:4] and words[words.index("data") + 1] == "set":
        noun = words.index("data")
    if not refers or noun is None:
        return False
    last = at + 1 + noun + (words[noun] == "data")
    listed = clauses.word(last + 1) in ("and", ",", "of") and any(
        clauses.label(step) == "Dataset" for step in range(last + 2, last + 4)
    )
    # "our FenQA dataset" has its name; "on our dataset and MNLI" has two.
    return not listed and not any(clauses.label(step) for step in range(at + 1, last))


def _told(attached: Attached, phrase: int, row: Row, clauses: Clauses) -> bool:
    """Whether the phrase is beside a number: behind it before the next one, or at the start of the sentence."""
    if phrase > attached.unit:
        between = range(attached.unit + 1, phrase)
        near = phrase < row.next_number(attached.unit) and phrase - attached.unit <= 12
        apart = any(clauses.label(at) == "Dataset" or clauses.word(at) in (";", ",") for at in between)
        return near and not apart
    opens = phrase <= clauses.start + 3 or row.previous_number(attached.unit) < phrase
    return opens and not any(clauses.label(at) == "Dataset" for at in range(clauses.start, clauses.end))
