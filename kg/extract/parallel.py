"""Parallel lists: numbers, metrics and data sets that pair in order ("96.0 and 94.1 on A and B, respectively")."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses


class Parallel:
    """Pairs the values of a sentence with the metrics or data sets that are listed as they are."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row

    def pair(self, label: str, slot: Callable[[Attached], list[int]]) -> None:
        """ "96.0 and 94.1 on A and B, respectively": lists of one length pair in order."""
        for group in self.row.groups():
            targets = next((slot(attached) for attached in reversed(group) if len(slot(attached)) > 1), None)
            if targets is None:
                lists = [self.clauses.listed(slot(a)[0]) for a in group if slot(a)]
                targets = next((members for members in lists if len(members) > 1), None)
            targets = list(targets or self._respectively(group, label))
            if len(group) == 2 * len(targets) > 2 and self._twice(group, targets):
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

    def _twice(self, group: Sequence[Attached], targets: Sequence[int]) -> bool:
        """ "from 21% and 15% to 12% and 10% on A and B", "7.3%/3.2% and 9.9%/1.3% in A/B"."""
        slashed = all(self.clauses.word(at + 1) == "/" for at in (targets[0], *(a.unit for a in group[::2])))
        return self.clauses.word(group[len(targets)].unit - 1) == "to" or (len(targets) == 2 and slashed)

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
        places = self.clauses.places(label)
        before = [at for at in places if at < told]
        if len(before) == len(group):
            return before
        if before and label == "Metric":
            # "2.8x and 2.1x less memory on A and B, respectively, without loss of accuracy"
            return []
        verbs = self.clauses.words["showing"] | self.clauses.words["attain_verb"]
        between = range(max(last, places[0]), places[-1]) if places else ()
        # "by 4% and 2%, respectively, on A and shows better results on B"
        return [] if any(self.clauses.word(at) in verbs for at in between) else places
