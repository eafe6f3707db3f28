"""Results: the metric and data set each reported number belongs to; whose it is and against whom: owners.py, rivals.py.

What a rule's slots say is taken; the rest is attached clause by clause: what follows the number up to the next one,
then what stands before it (measured.py, datasets.py). Parallel lists pair in order (parallel.py); what is still open
is what another number has (carried.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.attached import Attached, Row
from kg.extract.carried import Carrier
from kg.extract.clauses import Clauses
from kg.extract.datasets import Datasets
from kg.extract.measured import Measured
from kg.extract.owners import Owners
from kg.extract.parallel import Parallel
from kg.extract.value import Value


class Attacher:
    """Attaches the reported values of one sentence; `before` are those of the sentence before."""

    def __init__(self, clauses: Clauses, values: Sequence[Value], before: Sequence[Attached] = ()) -> None:
        self.clauses = clauses
        self.row = Row(clauses, values)
        self.data = Datasets(clauses, self.row)
        self.before = before

    def attach(self) -> None:
        """Set metrics and data sets of the reported values."""
        measured, lists = Measured(self.clauses, self.row), Parallel(self.clauses, self.row)
        for index, attached in enumerate(self.row.done):
            measured.find(attached, self.row.done[index - 1] if index else None)
            self.data.find(attached)
        lists.pair("Metric", lambda attached: attached.metrics)
        lists.pair("Dataset", lambda attached: attached.datasets)
        Carrier(measured, self.data, self.before).carry()

    def own(self) -> None:
        """Set their systems and baselines, which depend on what kind of values they are."""
        Owners(self.clauses, self.row).find()
