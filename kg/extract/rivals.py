"""Rivals: what a number is measured against."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.hosts import Hosts
from kg.extract.objects import Objects
from kg.extract.places import BREAKS
from kg.extract.value import Value

_CARRIED = frozenset({"on", "in", "for", "and", ",", "the", "at", "of", "dataset", "benchmark", "points", "point", "%"})
_COMPARING = frozenset({"than", "over", "against", "versus"})
"""Behind one of these stands a rival, named or not."""

_ENDS = frozenset({*BREAKS, "compared"})
"""What ends a list that shares its rival: "by 9% compared to none and by 3% compared to X"."""
_SPENDING = frozenset("runs run running is being uses using requires requiring needs trains has".split())
_REPLACING = frozenset({"replacement", "alternative", "substitute"})
_TURNS = frozenset({"while", "but", "yet", "whilst"})
_SPENT = frozenset("used required needed consumed taken obtained achieved".split())
"""What stands before "by X" where X has what is measured."""
_HAD_BY = _SPENT | {"with", "using"}
_SPARING = _TURNS | {"with", "using", "at", "and"}
_EQUAL = frozenset(
    "par comparable competitive similar same equal equivalent comparably competitively similarly".split()
)
"""Words of "on par with X", "performance comparable to X"."""

_WON = ("win", "preference", "human preference", "length-controlled win")
_MEANT = frozenset("it them they that these those both".split())


class Rivals:
    """Finds the baseline of each reported value of one sentence."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row
        self.hosts = Hosts(clauses, row)
        self.objects = Objects(clauses, row)

    def find(self) -> None:
        """Set `baseline` and `cue` of every value in the row."""
        done = self.row.done
        for index, attached in enumerate(done):
            self._baseline(attached, done[index - 1] if index else None)
        self._share_baselines()
        self._pair_baselines()

    # -------------------------------------------------------------- parallel lists

    def _share_baselines(self) -> None:
        """ "3x fewer FLOPs and 2.1% higher accuracy than X": who ends a list is what all of it is measured against."""
        for later, earlier in pairwise(reversed(self.row.done)):
            compared = later.baseline is not None and later.baseline > later.unit
            if compared and earlier.baseline is None and earlier.value.kind != "score" and later.value.kind != "score":
                between = [self.clauses.word(at) for at in range(earlier.unit + 1, later.unit)]
                ends = any(word in _ENDS or word in self.clauses.words["outperform"] for word in between)
                # "73% less than a classical one and 87% less than X": the first has a rival of its own, without a name.
                ends = ends or any(self._compares(at) for at in range(earlier.unit + 1, later.unit))
                # "5% (3%) … over X": a number in brackets and the one it explains share a rival.
                joined = self.row.host(later) is earlier or any(word in ("and", "with", ",", "/") for word in between)
                joined = joined or self._remarked(earlier, later)
                if not ends and joined:
                    earlier.baseline, earlier.cue = later.baseline, later.cue

    def _remarked(self, earlier: Attached, later: Attached) -> bool:
        """ "a 2x speedup (9% more accuracy) OVER X": what a bracket adds has the rival that stands behind."""
        closing = next((at for at in range(later.unit + 1, later.unit + 6) if self.clauses.word(at) == ")"), None)
        opens = "(" in (self.clauses.word(at) for at in range(later.unit - 2, later.unit))
        return opens and later.unit - earlier.unit < 6 and closing is not None and closing < (later.baseline or 0)

    def _compares(self, at: int) -> bool:
        """Whether a rival stands behind a word: "than the old one", but not "more than 5%"."""
        return self.clauses.word(at) in _COMPARING and not self.clauses.counts(at + 1)

    def _pair_baselines(self) -> None:
        """ "Compared to JPEG and WebP, 1.77x and 2.87x": as many baselines as values pair in order."""
        for group in self.row.groups():
            if len(group) > 1 and group[0].baseline is not None:
                listed = self.clauses.listed(group[0].baseline)
                if len(listed) == len(group):
                    for attached, baseline in zip(group, listed, strict=True):
                        attached.baseline, attached.cue = baseline, group[0].cue

    # -------------------------------------------------------------- one by one

    def _baseline(self, attached: Attached, previous: Attached | None) -> None:
        value = attached.value
        if value.kind == "score" and not self._against(value.unit):
            return
        beaten = self.objects.bracketed(value)
        if beaten is not None:
            attached.baseline, attached.cue = beaten[0], self.clauses.word(beaten[1])
            return
        if "baseline" in value.slots:
            attached.baseline = value.slots["baseline"]
            return
        if (named := self.objects.listed(value, previous)) is not None:
            attached.baseline, attached.cue = named
            return
        stop = min(self.row.next_number(value.unit), value.unit + 16)
        nameless = self._over_the_rest(value.unit)
        found = (
            self._after_cue(value.unit + 1, stop)
            or (None if nameless else self._opposed_or_moved(value))
            or self.hosts.shrunk(value, stop)
            or self.hosts.improved(value, stop)
            or self._equalled(value)
            or self.hosts.moved(value)
            or self.hosts.applied(value)
        )
        if found is not None and not self.clauses.rivals(found[0]):
            attached.baseline, attached.cue = found
        if previous is not None and self._for_another(previous, value):
            attached.baseline, attached.cue = value.unit + 2, previous.cue
            return
        done = previous is not None and found is not None and found[0] == previous.baseline
        if done and found is not None and found[1] in self.clauses.words["compare"] and found[0] < value.unit:
            # "4.5x compared to X, 1.2x compared to Y": what the number before is compared with is done.
            found = self._after_cue(value.unit + 1, self.clauses.end) or found
            attached.baseline, attached.cue = found
        if found is None and previous is not None and not nameless and self._goes_on(previous, attached):
            other = self._moved_next(previous, value)
            attached.baseline, attached.cue = previous.baseline if other is None else other, previous.cue
        if attached.baseline is None and value.kind != "score" and not nameless:
            self._throughout(attached)

    def _throughout(self, attached: Attached) -> None:
        """ "COMPARED TO BERT, ours is 2x smaller, needs 3x less memory and runs 4x faster": all of it is over BERT."""
        opposed = self.opposed()
        if opposed is None or opposed > attached.unit or self.clauses.rivals(opposed):
            return
        between = range(self.row.previous_number(attached.unit) + 1, self.row.next_number(attached.unit))
        if not any(self._compares(at) for at in between):
            attached.baseline, attached.cue = opposed, "compared"

    def _opposed_or_moved(self, value: Value) -> tuple[int, str] | None:
        """Who is beaten or improved; "COMPARED TO SFT, ours improves BERT by 5%" sets it against SFT."""
        found = self.objects.before(value)
        if found is None or found[1] not in self.clauses.words["change_verb"]:
            return found
        opposed = self.opposed()
        return (opposed, "compared") if opposed is not None else found

    def _equalled(self, value: Value) -> tuple[int, str] | None:
        """ "on par with X on MNLI, while being 3x faster": whom a saving is over that costs no quality."""
        clauses = self.clauses
        after = {clauses.word(value.unit + 1), clauses.word(value.unit + 2)}
        if value.kind == "score" or (value.kind == "change" and after.isdisjoint(clauses.words["comparative"])):
            return None
        near = value.unit - 1
        while clauses.word(near) in clauses.words["around"]:
            near -= 1
        turn = next((at for at in range(near, near - 5, -1) if clauses.word(at) in _SPARING), None)
        if turn is None:
            return None
        for at in range(turn - 1, max(self.row.previous_number(value.unit), clauses.start), -1):
            if clauses.is_system(at) and at not in clauses.own:
                # "comparable to the more expensive BERT"
                begun = next((step for step in range(at - 1, at - 6, -1) if not clauses.word(step).isalpha()), at - 6)
                led = next((step for step in range(begun + 1, at) if clauses.word(step) in ("with", "to", "as")), None)
                equal = led is not None and not _EQUAL.isdisjoint(clauses.word(step) for step in (led - 1, led - 2))
                return (at, "with") if equal else None
        return None

    def _over_the_rest(self, unit: int) -> bool:
        """Whether a number has a rival of its own that bears no name: "… and by 8% over the current SOTA"."""
        places = [self.clauses.word(at) for at in range(unit + 2, unit + 6)]
        if self.clauses.word(unit + 1) in _COMPARING and not self.clauses.words["unnamed"].isdisjoint(places):
            return True
        # "is 3x smaller than BERT, BEATING OTHER MODELS by 8%"
        by = self.row.by(unit, self.clauses.words["around"])
        before = range(by or 0, max(self.row.previous_number(unit), (by or 0) - 8), -1)
        beats = next((at for at in before if self.clauses.word(at) in self.clauses.words["outperform"]), None)
        if by is None or beats is None:
            return False
        beaten = range(beats + 1, by)
        named = any(self.clauses.is_system(at) or self.clauses.word(at) in _MEANT for at in beaten)
        others = self.clauses.words["rival_noun"] | self.clauses.words["unnamed"]
        return not named and any(self.clauses.word(at) in others for at in beaten)

    def _for_another(self, previous: Attached, value: Value) -> bool:
        """ "by 7.6% over X, with 14.6% for Y and 20.3% for Z": a gain for another one that is improved or beaten."""
        clauses, unit = self.clauses, value.unit
        gains = value.kind == previous.value.kind == "change" and previous.baseline is not None
        joined = clauses.word(unit - 1) in ("with", "and", ",")
        return gains and joined and clauses.word(unit + 1) in ("for", "over") and clauses.label(unit + 2) == "Model"

    def _moved_next(self, previous: Attached, value: Value) -> int | None:
        """The second object of one verb: "improves X on A by 0.2%, and the training of Y on B BY 0.3%"."""
        if previous.baseline is None or self.clauses.word(value.unit - 1) not in self.clauses.words["around"]:
            return None
        places = range(previous.unit + 1, value.unit)
        named = [at for at in places if at in self.clauses.actors and at not in self.clauses.own]
        joined = any(self.clauses.word(at) == "and" for at in places[:4])
        return named[0] if joined and len(named) == 1 and self.clauses.governed_by(named[0]) == "of" else None

    def _goes_on(self, previous: Attached, attached: Attached) -> bool:
        """Whether a value goes on with the comparison of the one before: "1.8x faster than X with 0.5% higher …"."""
        low, high = previous.unit, attached.unit
        if self.row.adjacent(low, high):
            return True
        between = [self.clauses.word(at) for at in range(low + 1, high)]
        if previous.value.kind == attached.value.kind == "change" and "by" in between[-3:] and "and" in between:
            # "outperforms X by 15.8% in A and by 7.4% in B", but not "… and older methods by 7.4%"
            others = self.clauses.words["rival_noun"] | {"baseline", "best"}
            return others.isdisjoint(between[between.index("and") :])
        alike = previous.value.kind == attached.value.kind == "change" and bool({"and", ","}.intersection(between))
        if alike and all(word in _CARRIED or self.clauses.label(low + 1 + at) for at, word in enumerate(between)):
            # "lowers FID by 4.5 on FFHQ, 3.1 on COCO and 2.5 on LSUN"
            return True
        told = _CARRIED | self.clauses.words["comparative"]
        costs = "score" not in (previous.value.kind, attached.value.kind) and bool({"and", ","}.intersection(between))
        if costs and all(word in told or self.clauses.label(low + 1 + at) for at, word in enumerate(between)):
            # "beats X with 26% smaller model size, 25% less memory and 2x fewer FLOPs"
            return True
        if previous.value.kind == attached.value.kind != "score" and self._parallel(low, high):
            return True
        if alike and high - low <= 4 and not any(self.clauses.label(at) for at in range(low + 1, high)):
            # "72% computation and 31% parameters"
            return True
        turns = {"but", "with", "while"}
        after = {self.clauses.word(high + 1), self.clauses.word(high + 2)}
        # "outperforms X by 3.1% on five corpora in all, with 7x fewer parameters"
        saves = not after.isdisjoint(self.clauses.words["comparative"]) and not turns.isdisjoint(between[-4:])
        # "outperforms X by 3.1% and runs 2x faster"
        saves = saves or (not after.isdisjoint(self.clauses.words["comparative"]) and self._spends(high))
        return saves or (high - low <= 9 and not turns.isdisjoint(between))

    def _spends(self, unit: int) -> bool:
        """Whether a verb of cost goes on behind "and": "and RUNS 2x faster", "and IS 3x smaller"."""
        at = unit - 1
        while self.clauses.word(at) in self.clauses.words["around"]:
            at -= 1
        return self.clauses.word(at) in _SPENDING and self.clauses.word(at - 1) in ("and", ",", "also")

    def _parallel(self, low: int, high: int) -> bool:
        """Whether no other verb or rival stands between two gains: "5% gains in F1 and 4% gains in"."""
        clauses = self.clauses
        between = [clauses.word(at) for at in range(low + 1, high)]
        joined = "and" in between[-4:] or "," in between[-4:]
        stops = _COMPARING | _TURNS | clauses.words["attain_verb"] | clauses.words["outperform"]
        stops |= clauses.words["change_verb"] - clauses.words["change_noun"]
        return joined and high - low <= 10 and stops.isdisjoint(between)

    def _against(self, unit: int) -> bool:
        """Whether a level is one against somebody: "a 67% win rate over X", "63% of games against X".

        What an attack reaches against X was measured on X.
        """
        won = next((at for at in (unit + 1, unit - 2) if self.clauses.label(at) == "Metric"), None)
        behind = self.clauses.word(unit + 2 if won == unit + 1 else unit + 1)
        if won is not None and behind in ("over", "against"):
            return behind == "over" or self.clauses.surface(won).lower().startswith(_WON)
        for at in range(unit + 1, unit + 4):
            if self.clauses.word(at) == "against":
                return self.clauses.is_system(at + 1) and at > unit + 1
            if self.clauses.label(at) or not self.clauses.word(at).isalpha():
                return False
        return False

    def _after_cue(self, start: int, stop: int) -> tuple[int, str] | None:
        cue = self.clauses.words["baseline_cue"]
        for at in range(start, stop):
            word = self.clauses.word(at)
            if word in BREAKS:
                return None
            goes_on = self.row.next_number(at) < self.clauses.end
            if word == "of" and goes_on and any(self.clauses.word(step) in (",", "and") for step in range(start, at)):
                # "by 0.2%, and the training of X by 0.3%": what is said next.
                return None
            if word == "of" and self.clauses.word(at - 1) in self.clauses.words["task_head"]:
                # "over other methods for the task of X"
                return None
            if word in cue or (word == "for" and self.clauses.word(at - 1) in _REPLACING):
                reach = 7 if word == "of" else 8
                for step in range(at + 1, min(at + reach, self.clauses.end)):
                    if self.clauses.is_system(step):
                        respect = word == "to" and self.clauses.word(at - 1) == "respect"
                        told = "relative" if respect else word
                        return None if self._of_the_next(at, step) else (self.clauses.named_after(step), told)
                    if self.clauses.label(step) == "Other":
                        # "compared to 1-shot NAME"
                        continue
                    # "compared with the latest image synthesis method, X"
                    kind = (
                        self.clauses.label(step) == "Task"
                        and self.clauses.word(step + 1) in self.clauses.words["any_head"]
                    )
                    kind = kind or (self.clauses.label(step) == "Metric" and self.clauses.word(step + 1) in _HAD_BY)
                    if (self.clauses.label(step) and not kind) or self._closed(step):
                        break
        return None

    def _of_the_next(self, cue: int, name: int) -> bool:
        """Whether a rival is the next number's: "over X by 2.3 points AND OVER Y BY 4.5 points"."""
        following = self.row.next_number(name)
        by = self.row.by(following, self.clauses.words["around"]) if following < self.clauses.end else None
        return by is not None and by - name < 3 and self.clauses.word(cue - 1) in ("and", ",")

    def _closed(self, at: int) -> bool:
        """Whether a word ends what a cue governs; "over the best method, NAME" goes on behind its comma."""
        if self.clauses.word(at) == "," and self.clauses.word(at - 1) in self.clauses.words["any_head"]:
            # "Compared to its base model, NAME shows" goes on with a subject.
            acting = self.clauses.words["attain_verb"] | self.clauses.words["showing"] | self.clauses.words["be"]
            return self.clauses.word(at + 2) in acting
        if self.clauses.word(at) == "by" and self.clauses.word(at - 1) in _SPENT:
            # "less than 10% of the memory used by X"
            return False
        return self.clauses.word(at) in (",", "on", "in", ";", "by", "for")

    def opposed(self) -> int | None:
        """Whom a sentence begins by naming as the rival: "COMPARED TO BERT, ours cuts the size from 9GB to 2GB"."""
        clauses = self.clauses
        first = clauses.start + (clauses.word(clauses.start) == "in")
        if clauses.word(first) not in ("compared", "relative", "comparison"):
            return None
        for at in range(first + 2, min(first + 9, clauses.end)):
            if clauses.word(at) in (",", "on"):
                # "compared to models built on ResNet-50"
                return None
            if clauses.is_system(at) and at not in clauses.own:
                return at
        return None
