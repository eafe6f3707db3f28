"""Pairs: systems and levels listed in parallel, and levels held against each other."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.attached import Row
from kg.extract.clauses import Clauses
from kg.extract.places import AGAINST


class Pairs:
    """Gives listed values their systems in order."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row

    def pair(self) -> None:
        """Set `system` of the values that are listed as systems are."""
        self._pair_systems()
        self._pair_behind()
        self._versus()

    def _pair_systems(self) -> None:
        """ "X-S and X-L reach 77.1% and 81.9%": as many subjects as values pair in order."""
        for group in self.row.groups():
            system = group[0].system
            if len(group) < 2 or not isinstance(system, int) or any(a.system != system for a in group):
                continue
            behind = system > group[-1].unit
            listed = [at for at in self.clauses.listed(system) if behind or at < group[0].unit]
            ours = any(self.clauses.word(at) in ("we", "our") for at in range(system, group[0].unit))
            if len(listed) == len(group) and not ours:
                for attached, member in zip(group, listed, strict=True):
                    attached.system = member

    def _pair_behind(self) -> None:
        """ "… compared to 72.0% and 65.6% with X and Y": levels of others, and their systems behind them."""
        clauses = self.clauses
        for group in self.row.groups():
            last = group[-1].unit
            ours = bool(clauses.own) and any(a.system == "own" or a.system in clauses.own for a in group)
            # "Our framework reaches 72.4% and 72.3% for X and Y": the paper's own, if without a name.
            unnamed = {clauses.word(at) for at in range(clauses.start, group[0].unit)} & {"our", "proposed"}
            ours = ours or (bool(unnamed) and group[0].system != "none")
            if len(group) < 2 or ours or any(a.value.kind != "score" for a in group):
                continue
            # "81.2% and 75.3% on A for X and Y, respectively"
            told = any(clauses.word(at) == "respectively" for at in range(last, clauses.end))
            places = range(last + 1, min(last + (14 if told else 4), self.row.next_number(last)))
            cues = ("with", "for", "by", "of", "using", "to") if told else ("with", "for", "by", "of")
            led = next((at for at in places if clauses.word(at) in cues and self._lists_systems(at)), last)
            listed = self._lists_systems(led) if led > last else []
            if len(listed) == len(group):
                for attached, member in zip(group, listed, strict=True):
                    attached.system = member

    def _lists_systems(self, led: int) -> list[int]:
        """The systems listed behind a small word: "WITH the X and Y"."""
        first = led + 2 if self.clauses.word(led + 1) in ("the", "both", "a", "an") else led + 1
        return self.clauses.listed(first) if self.clauses.is_system(first) else []

    def _versus(self) -> None:
        """ "X outperforms Y on MNLI (53.1 vs. 51.4)": the first level is the subject's, the second the object's."""
        clauses = self.clauses
        for ours, theirs in pairwise(self.row.done):
            between = [clauses.word(at) for at in range(ours.unit + 1, theirs.unit)]
            told = ours.value.kind == theirs.value.kind == "score" and between and between[-1] in AGAINST
            if not told or len(between) > 2 or clauses.word(ours.unit - 1) != "(":
                continue
            verbs = clauses.words["outperform"] | clauses.words["matching"] | clauses.words["change_verb"]
            verbs |= {"than", "with", "to"}
            places = [at for at in range(clauses.start, ours.unit) if clauses.is_system(at)]
            rival = next((at for at in reversed(places) if clauses.governed_by(at, across=True) in verbs), None)
            if rival is not None:
                subject = clauses.subject(rival)
                ours.system, theirs.system = (subject if subject != rival else None), rival
