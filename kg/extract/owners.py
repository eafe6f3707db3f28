"""Owners: whose number it is, and what it is measured against."""

from __future__ import annotations

from itertools import pairwise

from kg.extract.attached import Attached, Row
from kg.extract.clauses import AGAINST, BREAKS, Clauses, System
from kg.extract.values import Value

_CARRIED = frozenset({"on", "in", "for", "and", ",", "the", "at", "of", "dataset", "benchmark", "points", "point", "%"})
_COMPARING = frozenset({"than", "over", "against", "versus"})
"""Behind one of these stands a rival, named or not."""

_TURNS = frozenset({"while", "but", "yet", "whilst"})
_PUT_ON = frozenset("equipped augmented enhanced integrated trained combined".split())
_EQUAL = frozenset("par comparable competitive similar equal equivalent comparably competitively similarly".split())
"""Words of "on par with X", "performance comparable to X"."""


class Owners:
    """Finds system and baseline of each reported value of one sentence."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row

    def find(self) -> None:
        """Set `system`, `baseline` and `cue` of every value in the row."""
        done = self.row.done
        for index, attached in enumerate(done):
            self._baseline(attached, done[index - 1] if index else None)
        self._share_baselines()
        self._pair_baselines()
        for index, attached in enumerate(done):
            self._system(attached, done[index - 1] if index else None)
        self._pair_systems()
        self._versus()

    # -------------------------------------------------------------- parallel lists

    def _share_baselines(self) -> None:
        """ "3x fewer FLOPs and 2.1% higher accuracy than X": who ends a list is what all of it is measured against."""
        for later, earlier in pairwise(reversed(self.row.done)):
            compared = later.baseline is not None and later.baseline > later.unit
            if compared and earlier.baseline is None and earlier.value.kind != "score" and later.value.kind != "score":
                between = [self.clauses.word(at) for at in range(earlier.unit + 1, later.unit)]
                ends = any(word in BREAKS or word in self.clauses.words["outperform"] for word in between)
                # "73% less than a classical one and 87% less than X": the first has a rival of its own, without a name.
                ends = ends or any(self._compares(at) for at in range(earlier.unit + 1, later.unit))
                if not ends and any(word in ("and", "with", ",") for word in between):
                    earlier.baseline, earlier.cue = later.baseline, later.cue

    def _compares(self, at: int) -> bool:
        """Whether a rival stands behind a word: "than the old one", but not "more than 5%"."""
        counted = at + 1 < self.clauses.end and self.clauses.units[at + 1].number is not None
        return self.clauses.word(at) in _COMPARING and not counted

    def _pair_baselines(self) -> None:
        """ "Compared to JPEG and WebP, 1.77x and 2.87x": as many baselines as values pair in order."""
        for group in self.row.groups():
            if len(group) > 1 and group[0].baseline is not None:
                listed = self.clauses.listed(group[0].baseline)
                if len(listed) == len(group):
                    for attached, baseline in zip(group, listed, strict=True):
                        attached.baseline, attached.cue = baseline, group[0].cue

    def _pair_systems(self) -> None:
        """ "X-S and X-L reach 77.1% and 81.9%": as many subjects as values pair in order."""
        for group in self.row.groups():
            system = group[0].system
            if len(group) < 2 or not isinstance(system, int) or any(a.system != system for a in group):
                continue
            listed = [at for at in self.clauses.listed(system) if at < group[0].unit]
            ours = any(self.clauses.word(at) in ("we", "our") for at in range(system, group[0].unit))
            if len(listed) == len(group) and not ours:
                for attached, member in zip(group, listed, strict=True):
                    attached.system = member

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
            rival = next((at for at in reversed(places) if clauses.governed_by(at) in verbs), None)
            if rival is not None:
                subject = clauses.subject(rival)
                ours.system, theirs.system = (subject if subject != rival else None), rival

    # -------------------------------------------------------------- who

    def _system(self, attached: Attached, previous: Attached | None) -> None:
        value = attached.value
        beaten = self._bracketed(value)
        if beaten is not None:
            attached.system = self.clauses.subject(beaten[1])
            return
        if "system" in value.slots:
            attached.system = value.slots["system"]
            return
        found = self._level_of_other(value)
        if self._before_change(value):
            attached.system = self._changed(value)
            return
        if found is None and value.kind == "score":
            rival = self._compared_level(value) or ("none" if self._rivals_level(value) else None)
            if rival is not None:
                attached.system = rival
                return
        mover = self._mover(attached, previous) if previous is not None else None
        if mover is not None:
            attached.system = mover
            return
        attached.system = found if found is not None else self.clauses.subject(value.unit)
        if found is None and value.kind == "score":
            attached.system = self._lifted(attached, attached.system)
        if self._second_object(attached, previous) or self._moved_of(attached):
            return
        self._on_top(attached)
        if attached.system == attached.baseline and attached.baseline is not None:
            attached.system = self.clauses.subject(attached.baseline)
        if attached.system is None and previous is not None and previous.system != "none":
            attached.system = previous.system
        if attached.system is None and self.clauses.word(self.clauses.start) in (
            "with",
            "using",
            "at",
            "on",
            "despite",
        ):
            attached.system = self.clauses.led_by(value.unit)

    def _before_change(self, value: Value) -> bool:
        """Whether a level is the first of "from 83.01% to 85.33%": somebody else's, seldom named."""
        if value.rule == "score.to_level" and self.clauses.word(value.unit - 1) == "from":
            return True
        # "from previous 21.23% and 14.65% to 12.05% and 10.37%"
        group = next((g for g in self.row.groups() if any(a.unit == value.unit for a in g)), [])
        units = [attached.unit for attached in group]
        if value.kind != "score" or len(units) not in (2, 4) or units.index(value.unit) >= len(units) // 2:
            return False
        at = units[0] - 1
        while self.clauses.word(at) in ("previous", "prior", "the", "original"):
            at -= 1
        return self.clauses.word(at) == "from" and self.clauses.word(units[len(units) // 2] - 1) == "to"

    def _mover(self, attached: Attached, previous: Attached) -> System:
        """Who brings a model of others to a level: "WE raise BERT from 81% to 84%, and GPT-2 from 70% to 75%"."""
        clauses = self.clauses
        halves = attached.value.rule == previous.value.rule == "score.to_level"
        if not halves or not isinstance(previous.system, int) or clauses.word(previous.unit - 1) != "from":
            return None
        places = range(previous.unit - 1, clauses.start, -1)
        verb = next((at for at in places if clauses.word(at) in clauses.words["change_verb"]), None)
        if verb is None or clauses.word(attached.unit - 1) not in ("to", *clauses.words["around"]):
            return None
        # Where the paper names nothing of its own, the model is all there is to speak of.
        return (clauses.subject(verb) or "own") if clauses.own else previous.system

    def _lifted(self, attached: Attached, model: System) -> System:
        """Who lifts a model of others: "OURS improves detectors such as A and B to 46 and 47 AP"."""
        clauses = self.clauses
        group = next((group for group in self.row.groups() if attached in group), [attached])
        if not isinstance(model, int) or model in clauses.own or clauses.word(group[0].unit - 1) != "to":
            return model
        first = clauses.listed(model)[0]
        places = range(first - 1, first - 5, -1)
        verb = next((at for at in places if clauses.word(at) in clauses.words["change_verb"]), None)
        return clauses.subject(verb) or model if verb is not None and clauses.own else model

    def _changed(self, value: Value) -> System:
        """The model a change was made to: "on BERT, ours cuts the error FROM 17.3 to 12.9"; else nobody by name."""
        governing = self.clauses.words["change_verb"] | {"on", "to", "of", "for"}
        for at in range(value.unit - 1, self.clauses.start, -1):
            if self.clauses.units[at].number is not None:
                break
            if at in self.clauses.actors and at not in self.clauses.own and self.clauses.label(at) == "Model":
                named = self.clauses.word(at - 1) == "(" and self.clauses.word(at - 2) in self.clauses.words["any_head"]
                led = self.clauses.word(at - 1)
                # "the accuracy of quantized BERT"
                made = led.endswith("ed") and led not in governing
                if self.clauses.governed_by(at - 2 if named else at - made) in governing or self._next_moved(at, value):
                    return at
        return self._opposed() or "none"

    def _opposed(self) -> int | None:
        """Whom a sentence begins by naming as the rival: "COMPARED TO BERT, ours cuts the size from 9GB to 2GB"."""
        clauses = self.clauses
        first = clauses.start + (clauses.word(clauses.start) == "in")
        if clauses.word(first) not in ("compared", "relative", "comparison"):
            return None
        for at in range(first + 2, min(first + 9, clauses.end)):
            if clauses.word(at) == ",":
                return None
            if clauses.is_system(at) and at not in clauses.own:
                return at
        return None

    def _next_moved(self, model: int, value: Value) -> bool:
        """Whether a list goes on with a model: "raises BERT from 81% to 84%, GPT-2 from 70% to 75%"."""
        before = next((a for a in reversed(self.row.done) if a.unit < value.unit), None)
        told = before is not None and before.value.rule == value.rule == "score.to_level" and before.unit < model
        return told and self.clauses.word(model - 1) in (",", "and")

    def _compared_level(self, value: Value) -> System:
        """Whose a level behind a comparing word is: "ahead of X at 36.2"; `"none"` for "against 214 for ours"."""
        for at in range(value.unit - 1, max(self.row.previous_number(value.unit), value.unit - 9), -1):
            word = self.clauses.word(at)
            if word in (",", ";", "and") or word in self.clauses.words["attain_verb"]:
                return None
            if word in ("against", "ahead", "than", "behind", "versus", "compared", "short"):
                places = range(at + 1, value.unit)
                # "better than 91%" compares with a number, "than the success rate of 90%" with another's.
                measured = any(self.clauses.label(step) == "Metric" for step in places)
                bare = word == "than" and not measured
                return next((step for step in places if self.clauses.is_system(step)), None if bare else "none")
        return None

    def _rivals_level(self, value: Value) -> bool:
        """ "(vs. previous SOTA 24.7%)", "the best previous system of 0.392": the level of somebody unnamed."""
        if self.clauses.word(value.unit - 1) in ("vs", "vs.", "versus"):
            return True
        if self.clauses.word(value.unit - 1) == "(" and self.clauses.word(value.unit + 1) in AGAINST:
            # "beats the previous SOTA (24.7% vs. 21.3%)"
            return False
        for at in range(value.unit - 1, max(self.clauses.start, value.unit - 9), -1):
            word = self.clauses.word(at)
            if self.clauses.label(at) or word in self.clauses.words["reach_verb"] or word in (",", ";", "and"):
                return False
            if word in ("previous", "prior", "sota", "baseline", "baselines", "existing"):
                # "a new SOTA EPE of 0.73" is the paper's.
                return self.clauses.word(at - 1) not in ("new", "a", "an")
        return False

    def _second_object(self, attached: Attached, previous: Attached | None) -> bool:
        """ "… by 1.8 points, and SimCSE by 0.3 points": a system after a comma is beaten too, it does not beat."""
        found, by = attached.system, self.row.by(attached.unit, self.clauses.words["around"])
        if previous is None or previous.value.kind != "change" or by is None or not isinstance(found, int):
            return False
        if found < previous.unit or self.clauses.word(found - 1) not in ("and", ","):
            return False
        attached.system, attached.baseline, attached.cue = previous.system, found, previous.cue
        return True

    def _moved_of(self, attached: Attached) -> bool:
        """ "the accuracy of YOLOv4 improves by 9%": whose measure moves is what the paper's own was applied to."""
        clauses, system = self.clauses, attached.system
        if attached.value.kind != "change" or not isinstance(system, int) or system in clauses.own:
            return False
        verb = next((at for at in range(system + 1, system + 4) if clauses.word(at) in clauses.words["change_verb"]), 0)
        moved = clauses.word(system - 1) == "of" and clauses.label(system - 2) == "Metric" and verb
        if moved and clauses.word(attached.unit - 1) in clauses.words["around"]:
            attached.baseline, attached.cue, attached.system = system, "for", "own"
        return bool(moved)

    def _on_top(self, attached: Attached) -> None:
        """ "BERT equipped with our part gains 3%": what the paper's own is put on is what it is measured against."""
        clauses, part = self.clauses, attached.system
        if not isinstance(part, int) or part not in clauses.own:
            return
        if attached.value.kind != "change" or attached.baseline is not None:
            return
        at = part - 1
        while clauses.word(at) in ("the", "our", "proposed"):
            at -= 1
        host = at - 2 if clauses.word(at - 1) in _PUT_ON else at - 1
        if clauses.word(at) == "with" and clauses.label(host) == "Model" and host not in clauses.own:
            attached.baseline, attached.cue = host, "for"

    def _level_of_other(self, value: Value) -> int | None:
        """ "… compared with a score of 26.8 for mBART", "92.1% was obtained by X": the system named after a level."""
        if value.kind != "score":
            return None
        for at in range(value.unit + 1, min(value.unit + 5, self.clauses.end)):
            led = at - 2 if self.clauses.word(at - 1) in ("a", "an", "the") else at - 1
            if self.clauses.is_system(at) and self.clauses.word(led) in ("for", "of", "by", "with", "("):
                return at
            if self.clauses.label(at) and self.clauses.label(at) not in ("Metric", "Model", "Method"):
                break
            if self.clauses.word(at) == "," and self.clauses.word(at + 1) == "and":
                # "to 0.4 MB, and for BERT from …" says what is next.
                break
        if not self.clauses.own:
            # "95% accuracy using a random forest": a paper that names nothing of its own says so.
            for at in range(value.unit + 1, min(value.unit + 5, self.clauses.end)):
                if self.clauses.word(at) == "using":
                    places = range(at + 1, min(at + 4, self.clauses.end))
                    return next((place for place in places if self.clauses.is_system(place)), None)
        for at in range(value.unit + 1, min(value.unit + 12, self.clauses.end)):
            done = self.clauses.word(at) in ("obtained", "achieved", "reached")
            if done and self.clauses.word(at - 1) in self.clauses.words["be"]:
                places = range(at + 2, min(at + 5, self.clauses.end))
                by = self.clauses.word(at + 1) in ("by", "using", "with")
                return next((place for place in places if by and self.clauses.is_system(place)), None)
        return None

    # -------------------------------------------------------------- against whom

    def _baseline(self, attached: Attached, previous: Attached | None) -> None:
        value = attached.value
        if value.kind == "score" and not self._against(value.unit):
            return
        beaten = self._bracketed(value)
        if beaten is not None:
            attached.baseline, attached.cue = beaten[0], self.clauses.word(beaten[1])
            return
        if "baseline" in value.slots:
            attached.baseline = value.slots["baseline"]
            return
        stop = min(self.row.next_number(value.unit), value.unit + 16)
        nameless = self._over_the_rest(value.unit)
        found = (
            self._after_cue(value.unit + 1, stop)
            or (None if nameless else self._opposed_or_moved(value))
            or self._shrunk(value, stop)
            or self._improved(value, stop)
            or self._equalled(value)
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

    def _opposed_or_moved(self, value: Value) -> tuple[int, str] | None:
        """Who is beaten or improved; "COMPARED TO SFT, ours improves BERT by 5%" sets it against SFT."""
        found = self._object(value)
        if found is None or found[1] not in self.clauses.words["change_verb"]:
            return found
        opposed = self._opposed()
        return (opposed, "compared") if opposed is not None else found

    def _equalled(self, value: Value) -> tuple[int, str] | None:
        """ "on par with X on MNLI, while being 3x faster": whom a saving is over that costs no quality."""
        clauses = self.clauses
        after = {clauses.word(value.unit + 1), clauses.word(value.unit + 2)}
        if value.kind == "score" or after.isdisjoint(clauses.words["comparative"]):
            return None
        turn = next((at for at in range(value.unit - 1, value.unit - 6, -1) if clauses.word(at) in _TURNS), None)
        if turn is None:
            return None
        for at in range(turn - 1, max(self.row.previous_number(value.unit), clauses.start), -1):
            if clauses.is_system(at) and at not in clauses.own:
                # "comparable to the more expensive BERT"
                begun = next((step for step in range(at - 1, at - 6, -1) if not clauses.word(step).isalpha()), at - 6)
                led = next((step for step in range(begun + 1, at) if clauses.word(step) in ("with", "to")), None)
                equal = led is not None and not _EQUAL.isdisjoint(clauses.word(step) for step in (led - 1, led - 2))
                return (at, "with") if equal else None
        return None

    def _over_the_rest(self, unit: int) -> bool:
        """Whether a number has a rival of its own that bears no name: "… and by 8% over the current SOTA"."""
        places = [self.clauses.word(at) for at in range(unit + 2, unit + 6)]
        return self.clauses.word(unit + 1) in _COMPARING and not self.clauses.words["unnamed"].isdisjoint(places)

    def _bracketed(self, value: Value) -> tuple[int, int] | None:
        """ "outperforms X (by 4.2%), Y (7.1%)": whom a gain in brackets behind a beaten name is over, and the verb."""
        clauses, at = self.clauses, value.unit - 1
        while clauses.word(at) in clauses.words["around"]:
            at -= 1
        if value.kind == "score" or clauses.word(at) != "(" or not clauses.is_system(at - 1):
            return None
        for verb in range(at - 2, clauses.start, -1):
            if clauses.word(verb) in clauses.words["attain_verb"]:
                return None
            if clauses.word(verb) in clauses.words["beating"]:
                return at - 1, verb
        return None

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
            return self.clauses.words["class_noun"].isdisjoint(between[between.index("and") :])
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
        return saves or (high - low <= 9 and not turns.isdisjoint(between))

    def _parallel(self, low: int, high: int) -> bool:
        """Whether no other verb or rival stands between two gains: "5% gains in F1 and 4% gains in"."""
        clauses = self.clauses
        between = [clauses.word(at) for at in range(low + 1, high)]
        joined = "and" in between[-4:] or "," in between[-4:]
        stops = _COMPARING | _TURNS | clauses.words["attain_verb"] | clauses.words["outperform"]
        stops |= clauses.words["change_verb"] - clauses.words["change_noun"]
        return joined and high - low <= 10 and stops.isdisjoint(between)

    def _against(self, unit: int) -> bool:
        """Whether a level is one against somebody: "a 67% win rate over X", "63% of games against X"."""
        if self.clauses.word(unit + 2) in ("over", "against") and self.clauses.label(unit + 1) == "Metric":
            return True
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
            if word in cue:
                reach = 7 if word == "of" else 8
                for step in range(at + 1, min(at + reach, self.clauses.end)):
                    if self.clauses.is_system(step):
                        return self.clauses.named_after(step), word
                    if self.clauses.label(step) == "Other":
                        # "compared to 1-shot NAME"
                        continue
                    # "compared with the latest image synthesis method, X"
                    kind = (
                        self.clauses.label(step) == "Task"
                        and self.clauses.word(step + 1) in self.clauses.words["any_head"]
                    )
                    if (self.clauses.label(step) and not kind) or self._closed(step):
                        break
        return None

    def _closed(self, at: int) -> bool:
        """Whether a word ends what a cue governs; "over the best method, NAME" goes on behind its comma."""
        if self.clauses.word(at) == "," and self.clauses.word(at - 1) in self.clauses.words["any_head"]:
            # "Compared to its base model, NAME shows" goes on with a subject.
            acting = self.clauses.words["attain_verb"] | self.clauses.words["showing"] | self.clauses.words["be"]
            return self.clauses.word(at + 2) in acting
        return self.clauses.word(at) in (",", "on", "in", ";", "by")

    def _object(self, value: Value) -> tuple[int, str] | None:
        """The system beaten or improved by this number: "outperforms X by 5%", "compared with X, … 5%"."""
        unit = value.unit
        verbs = self.clauses.words["beating"]
        if value.kind == "ratio":
            # "matches X using 10% of the labels"
            verbs = verbs | self.clauses.words["matching"]
        low = max(self.row.previous_number(unit), self.clauses.start - 1)
        for at in range(unit - 1, low, -1):
            if self.clauses.word(at) not in verbs or self.clauses.qualifies(at):
                continue
            skip = 1 + (self.clauses.word(at + 1) in ("with", "to", "on", "upon", "over"))
            for step in range(at + skip, min(at + 8, unit)):
                if self.clauses.is_system(step):
                    return self.clauses.named_after(step), self.clauses.word(at)
                if self.clauses.word(step) in self.clauses.words["obj_stop"] or self.clauses.label(step) == "Dataset":
                    break
                if self.clauses.units[step].number is not None and self.clauses.label(step) != "Size":
                    # "the 13B X" is who is beaten, not how many.
                    break
        return None

    def _shrunk(self, value: Value, stop: int) -> tuple[int, str] | None:
        """ "a 10x reduction in model size on wide ResNet32", "cuts 40% FLOPs on VGG-16": what a cost was taken from."""
        if value.kind != "ratio" and not self._lessened(value):
            return None
        for at in range(value.unit + 1, stop):
            if self.clauses.word(at) in ("for", "on") and self.clauses.label(at + 1) == "Model":
                return at + 1, "for"
            if self.clauses.word(at) == "," or self.clauses.word(at) in BREAKS:
                return None
        return None

    def _lessened(self, value: Value) -> bool:
        """Whether a change is told as a loss: "reduces 52% FLOPs", "a 0.5% degradation"."""
        clauses, at = self.clauses, value.unit - 1
        while clauses.word(at) in clauses.words["around"]:
            at -= 1
        verb = clauses.word(at) in clauses.words["decrease_verb"]
        return value.kind == "change" and (verb or clauses.word(value.unit + 1) in clauses.words["decrease_noun"])

    def _improved(self, value: Value, stop: int) -> tuple[int, str] | None:
        """ "a 27.9% improvement for LLaVA", "a 10.5% gain on models such as CLIP": whom a change was made to."""
        clauses = self.clauses
        noun = next(
            (at for at in range(value.unit + 1, value.unit + 4) if clauses.word(at) in clauses.words["change_noun"]),
            None,
        )
        if value.kind != "change" or noun is None:
            return None
        for at in range(noun + 1, min(stop, noun + 4)):
            if clauses.word(at) in ("for", "on", "to", "of"):
                for step in range(at + 1, min(at + 7, stop)):
                    if step in clauses.actors and step not in clauses.own and clauses.label(step) == "Model":
                        return step, "for"
                    if clauses.label(step) or clauses.word(step) in (",", "by", "in", "on", "and"):
                        return None
        return None
