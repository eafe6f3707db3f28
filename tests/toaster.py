"""A reader that needs neither spaCy nor rules: every "toaster…" is a model, and "explode" makes it fail."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kg.model import Entity, Mention, Paper, PaperRecord, Span
from kg.rules import Rules


class Reader:
    def __init__(self, rules: object) -> None:
        self.rules = rules

    def read(self, paper: Paper) -> PaperRecord:
        if "explode" in paper.abstract:
            raise ZeroDivisionError("too much bread")
        return PaperRecord(paper=paper, entities=tuple(_entities(paper)))


def _entities(paper: Paper) -> list[Entity]:
    found: dict[str, list[Mention]] = {}
    for match in re.finditer(r"[Tt]oaster\w*", paper.abstract):
        span = Span(field="abstract", start=match.start(), end=match.end())
        mention = Mention(span=span, text=match.group(), type="Model", tier="name", rule="model.toaster")
        found.setdefault(match.group(), []).append(mention)
    return [
        Entity(
            key=name, type="Model", tier="name", name=name, surfaces=(name,), role="used", mentions=tuple(mentions)
        )
        for name, mentions in found.items()
    ]  # fmt: skip


NO_RULES = Rules(types={}, predicates={}, words={}, rules=(), names=(), settings={}, digest="", folder=Path())


def install(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts the reader, and a rule set that says nothing, where the pipeline looks for them."""
    module = ModuleType("kg.extract.reader")
    module.Reader = Reader  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "kg.extract.reader", module)
    monkeypatch.setattr("kg.rules.load_rules", lambda *folders: NO_RULES)
