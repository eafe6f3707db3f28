"""Relations: the claims about who beats or matches whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from kg.extract.attached import Attached
from kg.extract.clauses import Clauses
from kg.extract.compiler import Match
from kg.extract.ledger import Ledger
from kg.extract.places import AGAINST, BREAKS
from kg.model import qualifiers

_ALL = frozenset(
    "best any them all both these those others baselines methods models algorithms approaches techniques".split()
)
"""What of the words behind "outperforms" speaks of all that were named before."""

_PHRASE_ENDS = frozenset({"than", ",", ".", ";", "that", "which", "of", "by", "on", "with"})

_FALLS = frozenset({"lower", "worse", "poorer", "inferior"})
"""What says that something has less, not that it makes something less."""
_OTHERS = frozenset("other existing previous prior current recent advanced competing various numerous several".split())
_PLURAL = re.compile(r"(?:[A-Z]|Net|[Ff]ormer|model|network|detector)s$")
"""What says that a name stands for whatever is of its kind: "other ViTs"."""


class Relations:
    """Writes the claims about systems of one reading into its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.told: dict[tuple[str, str], set[int]] = {}
        """Who beats or matches whom, with the units that say so."""

    def compare(self, matches: Sequence[Match]) -> None:
        """Claim who beats or matches whom, the surest rules first."""
        ranked = sorted(matches, key=lambda match: (-match.rule.weight, match.start, match.rule.id))
        for match in ranked:
            clauses = self.ledger.clauses(self.ledger.sentence(match.start))
            better = match.slots["better"][0] if "better" in match.slots else self._winner(match, clauses)
            if match.rule.options.get("worse") == "listed":
                better = self._beats_listed(clauses.listed(match.slots["worse"][0])[-1], clauses)
                if better is None:
                    continue
            if clauses.negated(match.start, match.slots["worse"][0]) or self._no_rival(match, clauses):
                continue
            if not self._fairly(match, better, clauses):
                continue
            if match.rule.options.get("worse") == "measured":
                self._beat_measured(match, better, clauses)
                continue
            gives = "matches" if self._as_good(match.start, clauses) else match.rule.gives
            for worse in clauses.listed(clauses.named_after(match.slots["worse"][0])):
                start = max(clauses.start, match.start - 2) if match.rule.gives == "matches" else match.start
                if match.rule.options.get("worse") == "saved" or not self._cheaper(start, worse, clauses):
                    for winner in self._winners(better, worse, clauses):
                        self._beat(gives, winner, worse, clauses, match.rule.id)

    @staticmethod
    def _winners(better: int | str | None, worse: int, clauses: Clauses) -> Sequence[int | str | None]:
        """Who is better, each of a list that is a subject: "CEDARNET AND PINENET outperform BERT"."""
        listed = clauses.listed(better) if isinstance(better, int) else []
        subjects = [at for at in listed if isinstance(better, int) and at <= better]
        joined = isinstance(better, int) and "and" in {clauses.word(at) for at in range(subjects[0], better)}
        if not joined or not isinstance(better, int) or worse in listed:
            return [better]
        # "On BERT, and CedarNet outperformS", "WITH BERT and CedarNet, we outperform": one of them is the subject.
        one = clauses.word(better + 1).endswith("s") or clauses.word(subjects[0] - 1) in ("with", "on", "using", "to")
        return [better] if one else subjects

    def _as_good(self, better: int, clauses: Clauses) -> bool:
        """Whether it is as good before it is better: "similar OR EVEN better accuracy than X"."""
        at = better - 1
        while clauses.word(at) in self.ledger.words["adverb"]:
            at -= 1
        before = {clauses.word(step) for step in range(at - 3, at)}
        return clauses.word(at) in ("or", "/") and not self.ledger.words["equal"].isdisjoint(before)

    def _beat_measured(self, match: Match, subject: int | str | None, clauses: Clauses) -> None:
        """Less of what should be low is better, of what should be high worse: "a lower error than X", "a lower F1"."""
        rivals = clauses.listed(clauses.named_after(match.slots["worse"][0]))
        told = range(match.start, rivals[0])
        measured = {self.ledger.key(at) for at in told if clauses.label(at) == "Metric"}
        erring = bool(measured) or any(clauses.word(at) in ("error", "errors") for at in told)
        if not measured.isdisjoint(self.ledger.costs):
            return
        if erring and measured <= self.ledger.lower:
            for worse in rivals:
                self._beat(match.rule.gives, subject, worse, clauses, match.rule.id)
        elif clauses.word(match.start) in _FALLS and isinstance(subject, int) and not measured & self.ledger.lower:
            for better in rivals:
                self._beat(match.rule.gives, better, subject, clauses, match.rule.id)

    def _fairly(self, match: Match, better: int | str | None, clauses: Clauses) -> bool:
        """Whether a statement of who falls short is one of two systems, and not of humans or of data in one."""
        told, worse = match.rule.options.get("worse"), match.slots["worse"][0]
        if told == "subject":
            # "models trained on X lag behind Y" are not X.
            return clauses.governed_by(worse) not in self.ledger.words["not_subject_after"]
        # "humans reach 90%, while X only achieves 40%"; "In contrast, X only achieves 40%" is of the sentence before.
        return told != "short" or better is not None or match.start < clauses.start + 2

    def _no_rival(self, match: Match, clauses: Clauses) -> bool:
        """Whether nobody is beaten: "better methods OTHER THAN X", "outperforms ATTENTION-BASED approaches"."""
        worse = match.slots["worse"][0]
        if any(
            clauses.word(at) == "than" and clauses.word(at - 1) in ("other", "rather")
            for at in range(match.start, worse)
        ):
            return True
        if clauses.word(worse - 1) == "including" and clauses.word(worse - 2) == ",":
            # "outperforms X across corpora and models, including Y": what it is tried on.
            tried = [at for at in range(worse - 3, worse - 8, -1) if clauses.word(at) == "across"]
            if tried and clauses.word(worse - 3) in self.ledger.words["model_head"]:
                return True
        if match.rule.gives == "matches" and self._beaten_next(match.start, worse, clauses):
            return True
        if clauses.word(worse - 1) == "other" and any(
            clauses.word(at) in self.ledger.words["class_noun"] for at in range(worse + 1, worse + 4)
        ):
            # "outperforms other CURL exemplar-free methods"
            return True
        if worse not in self.ledger.actors and clauses.word(worse + 1) in self.ledger.words["class_noun"]:
            # "outperforms the widely used test-time learning baselines"
            named = {clauses.word(at) for at in range(worse - 3, worse)}
            if named & {"existing", "used", "popular", "published", "reproduced", "strong"}:
                return True
        kind = clauses.word(worse + 1) == "-based" and worse not in self.ledger.actors
        return kind and clauses.units[worse].candidate is not None and clauses.surface(worse).islower()

    def _beaten_next(self, start: int, worse: int, clauses: Clauses) -> bool:
        """Whether a name is the object of a later verb: "competitive with X and OUTPERFORMS Y"."""
        verbs = [at for at in range(start, worse) if clauses.word(at) in self.ledger.words["outperform"]]
        return any(clauses.is_system(at) for at in range(start, verbs[-1])) if verbs else False

    def _beats_listed(self, last: int, clauses: Clauses) -> str | None:
        """The paper's own where what follows a list of rivals says it beats them all: "It outperforms all three"."""
        after = next((s for s in self.ledger.reading.sentences if s[0] >= clauses.end), None)
        for found in (clauses, self.ledger.clauses(after) if after is not None else None):
            if found is None:
                continue
            for at in range(max(found.start, last + 1), found.end):
                beats = found.word(at) in self.ledger.words["outperform"]
                beats |= found.word(at) in ("better", "superior", "higher") and found.word(at + 1) in ("than", "to")
                if beats:
                    rivals = range(at + 1, at + 8)
                    named = any(found.is_system(step) for step in rivals)
                    whole = not _ALL.isdisjoint(found.word(step) for step in rivals)
                    winner = self.ledger.key(found.subject(at))
                    own = winner is not None and winner in self.ledger.introduced.values()
                    return f"={winner}" if whole and not named and own and not found.negated(at, at + 1) else None
        return None

    def _winner(self, match: Match, clauses: Clauses) -> int | str | None:
        """The subject of a comparing verb: an established term only right before it ("beam search outperforms")."""
        verb = match.start
        opening = verb - clauses.start < 2 and clauses.word(verb) not in self.ledger.words["outperform"]
        rivals = clauses.listed(match.slots["worse"][0])
        if opening and (led := clauses.led_by(rivals[-1])) is not None and led not in rivals:
            # "Compared with X, Y achieves", but "It outperforms X, Y and Z"
            return led
        near = clauses.subject(verb, any_system=True)
        if isinstance(near, int) and near not in self.ledger.introduced:
            # "It is better than the fast parsers X and Y, AND IS ON PAR with Z": X and Y are beaten, not on par.
            begun = next((at for at in range(near - 1, near - 10, -1) if clauses.word(at) in _PHRASE_ENDS), near)
            if clauses.word(begun) == "than":
                return clauses.subject(begun)
        if isinstance(near, int) and near not in self.ledger.actors and clauses.word(near - 1) in ("proposed", "our"):
            # "the proposed PRUNING method outperforms"
            return clauses.subject(verb)
        if isinstance(near, int) and near not in self.ledger.actors and verb - near > 3:
            return clauses.subject(verb)
        return near

    def _beat(
        self,
        predicate: str,
        better: int | str | None,
        worse: int,
        clauses: Clauses,
        rule: str,
        measured_on: Sequence[int] = (),
    ) -> None:
        """Claim that one system beats or matches another, unless the paper has said something of the two before."""
        winner, loser = self.ledger.key(better if better is not None else "own"), self.ledger.key(worse)
        if not winner or not loser or winner == loser or (loser, winner) in self.told:
            return
        if winner in self.ledger.introduced.values() and self._variant(worse, winner):
            # "FBNet-B" is no rival of FBNet.
            return
        if clauses.rivals(worse) or self._many(worse, clauses):
            return
        if worse in self.told.get((winner, loser), ()):
            # "matches or outperforms X" says one thing, not two.
            return
        self.told.setdefault((winner, loser), set()).add(worse)
        datasets = list(measured_on) or self._stated_on(worse, clauses)
        units = [worse, *([better] if isinstance(better, int) else []), *datasets]
        stated = qualifiers(dataset=self.ledger.keys(datasets))
        self.ledger.add(predicate, winner, loser, self.ledger.shown(units, (clauses.start, clauses.end), rule), stated)

    def _many(self, worse: int, clauses: Clauses) -> bool:
        """Whether the beaten are all of a kind: "other ViTs", "several advanced VideoLLMs"."""
        name = self.ledger.text(worse)
        rivals = {clauses.word(at) for at in range(clauses.listed(worse)[0] - 3, worse)}
        return _PLURAL.search(name) is not None and not rivals.isdisjoint(_OTHERS)

    def _variant(self, worse: int, winner: str) -> bool:
        """Whether a beaten one is a size or version of the paper's own that is said to beat it."""
        names = {self.ledger.text(at) for at, key in self.ledger.introduced.items() if key == winner}
        beaten = self.ledger.text(worse)
        return worse in self.ledger.introduced and any(beaten.startswith((f"{name}-", f"{name} ")) for name in names)

    def _cheaper(self, start: int, worse: int, clauses: Clauses) -> bool:
        """Whether what is compared is a cost, and nothing else: "5x higher throughput than X"."""
        measured = {at for at in range(start, worse) if clauses.label(at) == "Metric"}
        if not measured and clauses.word(start) in ("higher", "lower", "greater"):
            # "The SPEED of CedarNet is 10 times higher than"
            measured = {at for at in range(clauses.start, start) if clauses.label(at) == "Metric"}
        costs = {at for at in range(start, worse) if clauses.surface(at) in self.ledger.words["cost_noun"]}
        return bool(measured | costs) and all(self.ledger.key(at) in self.ledger.costs for at in measured - costs)

    def _cheaper_by(self, unit: int, clauses: Clauses) -> bool:
        """Whether a number says how much faster or smaller: "97% more compact", "faster than X by 20%"."""
        near = [unit + 1, unit + 2] if clauses.word(unit + 1) == "more" else [unit + 1]
        if clauses.word(unit - 1) == "by":
            near += range(unit - 5, unit - 1)
        return any(clauses.word(at) in self.ledger.words["cheaper"] for at in near)

    def _stated_on(self, unit: int, clauses: Clauses) -> list[int]:
        """The data sets named behind the loser; what it was trained on is not where it lost."""
        for at in range(unit + 1, min(clauses.end, unit + 14)):
            if clauses.word(at) in self.ledger.words["learning"] and at == unit + 1:
                break
            if clauses.label(at) == "Dataset":
                return [] if clauses.by_means_of(at) else clauses.listed(at)
            if clauses.word(at) in BREAKS:
                break
        return []

    def compare_levels(self, reported: Iterable[Attached]) -> None:
        """Of two levels told against each other one is better: "reaches 45.1 mAP, compared to 42.0 mAP for X"."""
        reported = list(reported)
        moved = {attached.baseline for attached in reported if attached.cue not in self.ledger.words["beaten_after"]}
        for first, second in pairwise(reported):
            value, other = first.value, second.value
            if not value.kind == other.kind == "score" or value.sentence != other.sentence:
                continue
            clauses = self.ledger.clauses(value.sentence)
            between = {clauses.word(at) for at in range(value.unit + 1, other.unit)}
            against = AGAINST | self.ledger.words["outperform"] | self.ledger.words["compare"] | {"while", "whereas"}
            measured = [{self.ledger.key(at) for at in told.metrics} for told in (first, second)]
            alike = value.number.shape == other.number.shape and (measured[0] == measured[1] or not measured[1])
            apart = first.datasets and second.datasets and first.datasets != second.datasets
            if against.isdisjoint(between) or not alike or apart or len(measured[0]) > 1:
                continue
            measure = next(iter(measured[0]), None)
            if measure in self.ledger.costs or (measure is None and value.number.shape != "Percent"):
                continue
            higher = value.number.value > other.number.value
            better, worse = (first, second) if higher != (measure in self.ledger.lower) else (second, first)
            beaten = isinstance(worse.system, int) and worse.system not in moved
            if value.number.value != other.number.value and beaten and isinstance(worse.system, int):
                self._beat("outperforms", better.system, worse.system, clauses, value.rule, first.datasets)

    def compare_by_results(self, reported: Iterable[Attached]) -> None:
        """A gain over a named baseline says who is better: "0.5% higher accuracy than MobileNetV2"."""
        reported = list(reported)
        told = {attached.baseline for attached in reported}
        for attached in reported:
            value = attached.value
            clauses = self.ledger.clauses(value.sentence)
            if attached.baseline is None or attached.cue not in self.ledger.words["beaten_after"]:
                continue
            measured = self.ledger.key(attached.metrics[0]) if attached.metrics else None
            if value.kind == "score" and attached.cue in ("over", "against"):
                # "a 67% win rate over X"
                self._beat("outperforms", attached.system, attached.baseline, clauses, value.rule, attached.datasets)
            if value.kind == "score" or (value.kind == "ratio" and measured is None):
                continue
            if measured in self.ledger.costs or self._cheaper_by(value.unit, clauses):
                # Being faster or smaller alone beats nobody.
                continue
            lower = measured in self.ledger.lower
            if attached.direction == ("decrease" if lower else "increase"):
                self._beat("outperforms", attached.system, attached.baseline, clauses, value.rule, attached.datasets)
                # "gains 3% over BERT, ELMo and GPT-2"; of "2% and 3% over BERT and ELMo" each number has its own.
                others = [at for at in clauses.listed(attached.baseline) if at > attached.baseline]
                for beaten in others if attached.baseline > value.unit and told.isdisjoint(others) else ():
                    self._beat("outperforms", attached.system, beaten, clauses, value.rule, attached.datasets)
