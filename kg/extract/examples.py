"""The only place that runs the examples of rules: each `match`, `no_match` and `todo_match` line, read as an abstract.

The text goes through the stages of the real reader, so an example also says that its names and numbers are found.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.extract.compiler import MENTION, NUMBER, Match, RuleSet, Seen
from kg.extract.reader import Reader
from kg.extract.reading import Reading
from kg.extract.tokens import LINE_END, Page
from kg.model import ENTITY_TYPES, ROLES, Paper, Span
from kg.rules import TOKEN_TYPES, Example, Rule, Rules

Kind = Literal["match", "no_match", "todo_match"]
KINDS: tuple[Kind, ...] = ("match", "no_match", "todo_match")


@dataclass(frozen=True, slots=True)
class Case:
    """One example line of one rule; `number` counts from 1 within its kind."""

    rule: Rule
    kind: Kind
    number: int
    example: Example

    @property
    def id(self) -> str:
        """A name for the line, unique among all rules."""
        return f"{self.rule.id}-{self.kind}-{self.number}"


def cases(rules: Rules) -> list[Case]:
    """Every example line of every rule, in file order."""
    return [
        Case(rule, kind, number, example)
        for rule in rules.rules
        for kind in KINDS
        for number, example in enumerate(getattr(rule, kind), 1)
    ]


def failures(rules: Rules) -> list[str]:
    """A message for each example line that is not read as it says; a `todo_match` line that matches is one too."""
    bench = Bench(rules)
    return [message for case in cases(rules) if (message := bench.verdict(case))]


@dataclass(slots=True)
class Trial:
    """A text as the rules saw it: every match, and the words before and after entities were decided."""

    matches: list[Match] = field(default_factory=list)
    reading: Reading | None = None
    views: list[Seen] = field(default_factory=list)

    def spans(self, match: Match, slot: str | None) -> list[Span]:
        """What a match puts into a slot, or into any slot, in original offsets."""
        return [
            self._span(unit) for name, units in sorted(match.slots.items()) if slot in (None, name) for unit in units
        ]

    def label(self, start: int, end: int) -> str:
        """The type, once decided, of the mention or number that is exactly this stretch of the abstract."""
        units = enumerate(self.reading.units if self.reading else ())
        return next((unit.label for at, unit in units if self._span(at) == _in_abstract(start, end)), "")

    def words(self, rule: Rule) -> str:
        """The text as this rule saw it, mentions and numbers as in patterns: `<Metric> of <Percent>`."""
        if not self.views:
            return ""
        view = self.views[0 if rule.stage in ("types", "roles") else -1]
        words = [word for start, end in view.sentences for word in view.words(start, end)]
        # The title of an example is empty.
        words = words[1:] if words[:1] == [LINE_END] else words
        return " ".join(f"<{word[1:]}>" if word[:1] in (MENTION, NUMBER) else word for word in words)

    def _span(self, unit: int) -> Span:
        assert self.reading is not None
        return self.reading.page.span(self.reading.units[unit].start, self.reading.units[unit].end)


class _Watched(RuleSet):
    """A rule set that notes what it finds."""

    def __init__(self, rules: RuleSet, watcher: Bench) -> None:
        super().__init__(rules.compiled)
        self.watcher = watcher

    def find(self, view: Seen) -> list[Match]:
        found = super().find(view)
        self.watcher.trial.matches += found
        self.watcher.trial.views.append(view)
        return found


class Bench(Reader):
    """A reader that keeps the matches of the last paper; building one takes about a second, so build it once."""

    def __init__(self, rules: Rules) -> None:
        super().__init__(rules)
        self.trial = Trial()
        self.tried: dict[str, Trial] = {}
        for name, value in list(vars(self).items()):
            if isinstance(value, RuleSet):
                setattr(self, name, _Watched(value, self))

    def reading(self, page: Page) -> Reading:
        """The page cut into units, noted as what the matches that follow are about."""
        self.trial = Trial(reading=super().reading(page))
        assert self.trial.reading is not None
        return self.trial.reading

    def try_text(self, text: str) -> Trial:
        """What the rules find in an abstract of this text with an empty title."""
        if text not in self.tried:
            self.read(Paper(id="title:example", title="", abstract=text))
            self.tried[text] = self.trial
        return self.tried[text]

    # -------------------------------------------------------------- verdicts

    def verdict(self, case: Case) -> str | None:
        """What is wrong with an example line, or `None`."""
        complaint = self.complaint(case.rule, case.example, wanted=case.kind != "no_match")
        if case.kind == "todo_match":
            complaint = None if complaint else "it matches now; move the line to match"
        return f"{case.rule.file}: {case.id}: {complaint}: {case.example.text}" if complaint else None

    def complaint(self, rule: Rule, example: Example, *, wanted: bool) -> str | None:
        """Why the rule does not match the example as marked (`wanted`), or why it does although it must not."""
        if rule.stage == "shapes":
            return _shape_complaint(rule, example, wanted=wanted)
        trial = self.try_text(example.text)
        found = [match for match in trial.matches if match.rule.id == rule.id]
        if not wanted:
            return _unwanted(trial, found, example)
        seen = f"it is read as «{trial.words(rule)}»"
        if not found:
            return f"no match; {seen}"
        for start, end, kind, name in example.marks:
            slot = _slot(rule, kind, name)
            text = example.text[start:end]
            if slot is None:
                label = trial.label(start, end)
                if label not in TOKEN_TYPES.get(kind, (kind,)):
                    return f"{text!r} is no {kind} but {label or 'no mention'}; {seen}"
            elif not any(_covers(span, start, end) for match in found for span in trial.spans(match, slot)):
                return f"{text!r} does not fill {slot}; {seen}"
        return None


def _unwanted(trial: Trial, found: Sequence[Match], example: Example) -> str | None:
    """The complaint where a rule that must not match does; with marks only a match that takes one of them counts."""
    for match in found:
        taken = trial.spans(match, None)
        if not example.marks or any(_covers(span, *mark[:2]) for span in taken for mark in example.marks):
            filled = ", ".join(
                f"{slot}={example.text[span.start : span.end]!r}"
                for slot in sorted(match.slots)
                for span in trial.spans(match, slot)
            )
            return f"it matches with {filled or 'no slot'}"
    return None


def _shape_complaint(rule: Rule, example: Example, *, wanted: bool) -> str | None:
    """The complaint about a spelling rule, which looks at the marked texts, or the whole line if none is marked."""
    texts = [example.text[start:end] for start, end, *_ in example.marks] or [example.text]
    for text in texts:
        hit = next((pattern for pattern in rule.options["regex"] if re.search(pattern, text)), None)
        if wanted and hit is None:
            return f"no regex finds anything in {text!r}"
        if not wanted and hit is not None:
            return f"{hit!r} finds something in {text!r}"
    return None


def _slot(rule: Rule, kind: str, name: str | None) -> str | None:
    """The slot a mark speaks of: `[X](Type.slot)` names it; `[X](Dataset)`, `[X](introduced)` are slots themselves."""
    if name is not None:
        return name
    fills = {"types": (*ENTITY_TYPES, "Ignore"), "roles": ROLES}
    return kind if kind in fills.get(rule.stage, ()) else None


def _covers(span: Span, start: int, end: int) -> bool:
    return span.field == "abstract" and span.start <= start and end <= span.end


def _in_abstract(start: int, end: int) -> Span:
    return Span(field="abstract", start=start, end=end)
