"""A candidate: a stretch of a page that may be an entity, with what speaks for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.rules import KnownName

Token = tuple[int, int, str, str, str, int]
"""Start and end of a token in the clean page, its text, the same in lower case, its shape, and its bits for rules."""


@dataclass(slots=True)
class Candidate:
    """A possible mention at `start`–`end` of the clean text; `label` is its type as far as known (or Name, Cap)."""

    start: int
    end: int
    text: str
    label: str
    rule: str
    tier: str
    known: KnownName | None = None
    base: KnownName | None = None
    votes: list[tuple[str, float, str]] = field(default_factory=list)
    coined: bool = False
    roles: list[tuple[str, float, str]] = field(default_factory=list)
    short: Candidate | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """The word classes candidates are cut with."""

    generic: frozenset[str]
    cue: frozenset[str]
    stop: frozenset[str]
    head: frozenset[str]
    adjective: frozenset[str]
    describing: frozenset[str]
    no_title: frozenset[str]
    strict: frozenset[str]
    dull: frozenset[str]
