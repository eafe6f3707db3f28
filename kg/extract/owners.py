"""Owners: whose number it is."""

from __future__ import annotations

from kg.extract.attached import Attached, Row
from kg.extract.clauses import Clauses
from kg.extract.pairs import Pairs
from kg.extract.places import AGAINST, System
from kg.extract.rivals import Rivals
from kg.extract.value import Value

_HELPING = frozenset(
    "help helps helping enable enables enabling allow allows allowing make makes making give gives giving lets".split()
)
_BY_MEANS_OF = frozenset({"with", "using", "via"})
_OPENING = frozenset("when and that , trained equipped combined augmented".split())
_CONDITIONS = frozenset({"with", "using", "at", "on", "despite"})
"""What opens a sentence that first says under what something holds."""
_PUT_ON = frozenset("equipped augmented enhanced integrated trained combined".split())


class Owners:
    """Finds system and baseline of each reported value of one sentence."""

    def __init__(self, clauses: Clauses, row: Row) -> None:
        self.clauses = clauses
        self.row = row
        self.rivals = Rivals(clauses, row)

    def find(self) -> None:
        """Set `system`, `baseline` and `cue` of every value in the row."""
        self.rivals.find()
        done = self.row.done
        for index, attached in enumerate(done):
            self._system(attached, done[index - 1] if index else None)
        Pairs(self.clauses, self.row).pair()

    def _by_form(self, attached: Attached, previous: Attached | None) -> bool:
        """Whether a rule's slot or the form of a list says whose a number is; if so, it is set."""
        value = attached.value
        beaten = self.rivals.objects.bracketed(value)
        if beaten is not None:
            attached.system = self.clauses.subject(beaten[1])
            return True
        if "system" in value.slots:
            attached.system = value.slots["system"]
            return True
        if previous is not None and self.rivals.objects.listed(value, previous) and previous.unit < value.unit:
            # "… by 1.8 points, and SimCSE by 0.3 points": who is beaten next does not beat.
            attached.system = previous.system
            return True
        return False

    def _system(self, attached: Attached, previous: Attached | None) -> None:
        if self._by_form(attached, previous):
            return
        value = attached.value
        found = self._level_of_other(value)
        if self._before_change(value):
            attached.system = self._changed(value) if found is None else found
            return
        if found is None and value.kind == "score":
            listed = self._listed(value)
            rival = self._compared_level(listed[0])
            if rival == "none" and len(listed) > 1:
                rival = self._level_of_other(listed[-1]) or rival
            rival = rival or ("none" if self._rivals_level(value) else None)
            if rival is not None:
                attached.system = rival
                return
        mover = self._mover(attached, previous) if previous is not None else None
        if mover is not None:
            attached.system = mover
            return
        attached.system = found
        if found is None:
            subject = self.clauses.subject(value.unit)
            attached.system = self._helped(subject, value.unit)
            self._lifts(attached, subject, attached.system)
            if value.kind == "score":
                attached.system = self._lifted(attached, attached.system, previous)
        if self._moved_of(attached):
            return
        self._on_top(attached)
        if attached.system == attached.baseline and attached.baseline is not None:
            attached.system = self.clauses.subject(attached.baseline) or ("own" if attached.cue == "for" else None)
        if attached.system is None and previous is not None and previous.system != "none":
            attached.system = previous.system
        if attached.system is None and self.clauses.word(self.clauses.start) in _CONDITIONS:
            attached.system = self.clauses.led_by(value.unit)

    def _before_change(self, value: Value) -> bool:
        """Whether a level is the first of "from 83.01% to 85.33%": somebody else's, seldom named."""
        if value.rule == "score.to_level" and self.clauses.word(value.unit - 1) == "from":
            return True
        # "from previous 21.23% and 14.65% to 12.05% and 10.37%"
        units = [attached.unit for attached in self.row.group(value.unit)]
        if value.kind != "score" or len(units) not in (2, 4, 6) or units.index(value.unit) >= len(units) // 2:
            return False
        at = units[0] - 1
        while self.clauses.word(at) in ("previous", "prior", "the", "original"):
            at -= 1
        risen = [unit for unit in units if self.clauses.word(unit - 1) == "to"]
        return self.clauses.word(at) == "from" and risen == [units[len(units) // 2]]

    def _mover(self, attached: Attached, previous: Attached) -> System:
        """Who brings a model of others to a level: "WE raise BERT from 81% to 84%, and GPT-2 from 70% to 75%"."""
        clauses = self.clauses
        halves = attached.value.rule == previous.value.rule == "score.to_level"
        named = isinstance(previous.system, int) or bool(clauses.own)
        if not halves or not named or clauses.word(previous.unit - 1) != "from":
            return None
        places = range(previous.unit - 1, clauses.start, -1)
        verb = next((at for at in places if clauses.word(at) in clauses.words["change_verb"]), None)
        if verb is None or clauses.word(attached.unit - 1) not in ("to", *clauses.words["around"]):
            return None
        # Where the paper names nothing of its own, the model is all there is to speak of.
        return (clauses.subject(verb) or "own") if clauses.own else previous.system

    def _lifted(self, attached: Attached, model: System, previous: Attached | None) -> System:
        """Who lifts a model of others: "OURS improves detectors such as A and B to 46 and 47 AP"."""
        clauses = self.clauses
        group = self.row.group(attached.unit) or [attached]
        if not isinstance(model, int) or model in clauses.own or clauses.word(group[0].unit - 1) != "to":
            return model
        first = clauses.listed(model)[0]
        places = range(first - 1, first - 5, -1)
        verb = next((at for at in places if clauses.word(at) in clauses.words["change_verb"]), None)
        if verb is None and previous is not None and clauses.word(previous.value.unit - 1) == "to":
            # "… BERT to 46 AP, and GPT-2 to 47 AP"
            goes_on = previous.unit < first and clauses.word(first - 1) in (",", "and") and clauses.own
            return previous.system if goes_on else model
        return clauses.subject(verb) or model if verb is not None and clauses.own else model

    def _helped(self, subject: System, unit: int) -> System:
        """Who makes another's model reach it: "OURS enables BERT to reach 81%", "with OURS, BERT reaches 81%"."""
        clauses = self.clauses
        if not isinstance(subject, int) or subject in clauses.own or not clauses.own:
            return subject
        comma = next((at for at in range(subject - 1, subject - 4, -1) if clauses.word(at) == ","), subject)
        led = next((at for at in range(comma - 2, comma - 5, -1) if clauses.word(at) in _BY_MEANS_OF), None)
        if led is not None and comma - 1 in clauses.own and comma < subject:
            opens = led == clauses.start or clauses.word(led - 1) in _OPENING
            return comma - 1 if opens else subject
        for at in range(unit + 2, min(unit + 11, self.row.next_number(unit))):
            if clauses.word(at) in (",", ";", "than", "while", "whereas", "but"):
                break
            led = at - 2 if clauses.word(at - 1) in ("the", "our") else at - 1
            compared = clauses.word(led - 1) in clauses.words["compare"]
            if at in clauses.own and clauses.word(led) in _BY_MEANS_OF and not compared:
                # "BERT reaches 81% on A when trained with OURS"
                return at
        verb = next((at for at in range(subject - 1, subject - 4, -1) if clauses.word(at) in _HELPING), None)
        helper = clauses.subject(verb) if verb is not None else None
        ours = helper == "own" or helper in clauses.own
        return helper if ours else subject

    def _lifts(self, attached: Attached, subject: System, helper: System) -> None:
        """ "With OURS, BERT gains 3%": what the paper's own helps to a change is what the change is made to."""
        model = isinstance(subject, int) and self.clauses.label(subject) == "Model"
        if attached.value.kind == "change" and attached.baseline is None and helper != subject and model:
            attached.baseline, attached.cue = subject, "for"  # type: ignore[assignment]

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
                if led == "on" and self.clauses.word(at - 2) in ("based", "built"):
                    # "SOLO based on ResNet-50 from 33.1 to 36.2"
                    continue
                if self.clauses.governed_by(at - 2 if named else at - made) in governing or self._next_moved(at, value):
                    return at
        return self._drops(value) or self.rivals.opposed() or self._tried_on() or "none"

    def _tried_on(self) -> int | None:
        """The model of others a sentence begins with: "ON BERT, ours cuts the error by 4 points (from 17 to 13)"."""
        clauses = self.clauses
        places = range(clauses.start, min(clauses.start + 12, clauses.end))
        comma = next((at for at in places if clauses.word(at) == "," and at > clauses.start + 1), clauses.start)
        model = comma - 2 if clauses.word(comma - 1) == ")" else comma - 1
        told = clauses.word(clauses.start) == "on" or {"when", "applied"} <= {clauses.word(at) for at in places}
        return model if told and model in clauses.actors and model not in clauses.own else None

    def _drops(self, value: Value) -> System:
        """Whose level moves by itself: "BERT drops FROM 81% to 74%", "BERT's accuracy is reduced FROM 81% to 74%"."""
        clauses, verb = self.clauses, value.unit - 2
        moved = clauses.word(verb) in clauses.words["change_verb"] and clauses.word(verb + 1) == "from"
        moves = clauses.label(verb - 1) == "Metric" or clauses.is_system(verb - 1)
        passive = clauses.word(verb - 1) in clauses.words["be"]
        subject = clauses.subject(verb) if moved and (moves or passive) else None
        return subject if isinstance(subject, int) and subject not in clauses.own else None

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
                # "works against an attack with 91%" tells its own level.
                with_it = word == "against" and self.clauses.word(value.unit - 1) == "with"
                bare = (word == "than" and not measured) or with_it
                return next((step for step in places if self.clauses.is_system(step)), None if bare else "none")
        return None

    def _listed(self, value: Value) -> list[Value]:
        """The levels listed with one: "compared to 4.7%, 18.7% and 24.8% before"."""
        return [attached.value for attached in self.row.group(value.unit)] or [value]

    def _rivals_level(self, value: Value) -> bool:
        """ "(vs. previous SOTA 24.7%)", "the best previous system of 0.392": the level of somebody unnamed."""
        if self.clauses.word(value.unit - 1) in ("vs", "vs.", "versus"):
            return True
        beaten = self.clauses.word(value.unit - 2) in self.clauses.words["outperform"]
        if beaten and self.clauses.word(value.unit - 1) == "the":
            # "beating THE 51.5% achieved by a baseline"
            return True
        if self.clauses.word(value.unit - 1) == "(" and self.clauses.word(value.unit + 1) in AGAINST:
            # "beats the previous SOTA (24.7% vs. 21.3%)"
            return False
        if self.clauses.word(value.unit - 1) == "to":
            # "from 16% with the baseline TO 11%"
            return False
        for at in range(value.unit - 1, max(self.clauses.start, value.unit - 9), -1):
            word = self.clauses.word(at)
            if self.clauses.label(at) or word in self.clauses.words["reach_verb"] or word in (",", ";", "and"):
                return False
            if word in ("previous", "prior", "sota", "baseline", "baselines", "existing"):
                # "a new SOTA EPE of 0.73" is the paper's.
                return self.clauses.word(at - 1) not in ("new", "a", "an")
        return False

    def _moved_of(self, attached: Attached) -> bool:
        """ "the accuracy of YOLOv4 improves by 9%": whose measure moves is what the paper's own was applied to."""
        clauses, system = self.clauses, attached.system
        if attached.value.kind != "change" or not isinstance(system, int) or system in clauses.own or not clauses.own:
            return False
        verb = next((at for at in range(system + 1, system + 4) if clauses.word(at) in clauses.words["change_verb"]), 0)
        moved = clauses.word(system - 1) == "of" and clauses.label(system - 2) == "Metric" and verb
        listed = self.row.group(attached.unit) or [attached]
        if moved and clauses.word(listed[0].unit - 1) in clauses.words["around"]:
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

    def _has_its_own(self, system: int, led: int) -> bool:
        """Whether a bracket opens with a system and gives a level for it."""
        clauses = self.clauses
        closing = next((at for at in range(system, min(system + 6, clauses.end)) if clauses.word(at) == ")"), system)
        number = self.row.next_number(system)
        return clauses.word(led) == "(" and number < clauses.end and (number < closing or number - system < 3)

    def _level_of_other(self, value: Value) -> int | None:
        """ "… compared with a score of 26.8 for mBART", "92.1% was obtained by X": the system named after a level."""
        if value.kind != "score":
            return None
        for at in range(value.unit + 1, min(value.unit + 5, self.clauses.end)):
            led = at - 2 if self.clauses.word(at - 1) in ("a", "an", "the") else at - 1
            compared = self.clauses.word(led - 1) in self.clauses.words["compare"] and led - 1 > value.unit
            if compared or self.clauses.word(at) == "followed":
                # "falls to 7% compared with BERT", "reaches 81%, followed by BERT"
                break
            told = self._has_its_own(at, led) or self.clauses.does_beside(at) or self.clauses.word(at + 1) == ":"
            if self.clauses.is_system(at) and told:
                # "81% accuracy (BERT: 76%)", "81% accuracy, with BERT reaching 76%"
                break
            if self.clauses.word(led) == "of" and "based" in map(self.clauses.word, range(at + 1, at + 8)):
                # "stops 84% of BERT based attacks"
                break
            if self.clauses.is_system(at) and self.clauses.word(led) in ("for", "of", "by", "with", "("):
                ours = self.clauses.word(led) == "with" and self.clauses.subject(value.unit) in self.clauses.own
                if ours and at not in self.clauses.own and self._compared_level(value) is None:
                    # "OURS reaches 70% with BERT"
                    break
                return at
            if self.clauses.label(at) and self.clauses.label(at) not in ("Metric", "Model", "Method"):
                break
            if self.clauses.word(at) == "," and self.clauses.word(at + 1) == "and":
                # "to 0.4 MB, and for BERT from …" says what is next.
                break
        if not self.clauses.own or self.clauses.word(value.unit - 1) == "from":
            # "95% accuracy using a random forest": a paper that names nothing of its own says so, and one that has
            # got "from 83% using a random forest to 85%".
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
