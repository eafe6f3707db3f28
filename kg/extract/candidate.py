"""A candidate: a stretch of a page that may be an entity, with what speaks for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from kg.rules import KnownName


class _Word(NamedTuple):
    start: int
    end: int
    word: str
    low: str
    """The word in lower case."""
    shape: str
    """What its spelling says (`kg.extract.tokens.shape_of`)."""
    mask: int
    """The sets of words rules ask for that it is in, as bits."""
    head: str
    """Its beginning, as known names are spelled."""
    names: Mapping[str, int] | None
    """How long a known name can be that begins with it, by the beginning of the next word (`Lexicon.begins`)."""


class Token(_Word):
    """A word of the clean page at `start`–`end`."""

    __slots__ = ()
    # A reading is made of words and things; a word is no thing.
    candidate: ClassVar[None] = None
    number: ClassVar[None] = None
    label: ClassVar[str] = ""


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
    listed_at: int | None = None
    """Where the listed name in it begins, if words before that were taken in."""
    votes: list[tuple[str, float, str]] = field(default_factory=list)
    coined: bool = False
    roles: list[tuple[str, float, str]] = field(default_factory=list)
    short: Candidate | None = None
    spelled: float = 0.0
    """How surely it is a method if nothing says what it is: names spelled out in capitals before their short form."""


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
    built: frozenset[str]
    strict: frozenset[str]
    dull: frozenset[str]
    verb: frozenset[str]
    setting: frozenset[str]
    built_on: frozenset[str]
    qualifying: frozenset[str]
    tongue: frozenset[str]
    undone: frozenset[str]
    titled: frozenset[str]
    bare_task: frozenset[str]
    part_noun: frozenset[str]
    ordinary: frozenset[str]
    """Words of the language that terms are made of."""
