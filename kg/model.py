"""The values every layer passes on: papers, mentions, entities, claims and their evidence.

Only the standard library is used here, and every value is frozen and hashable, so that records can be
compared, merged, sorted and sent between processes. Offsets count code points of the ORIGINAL text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

FieldName = Literal["title", "abstract"]
Tier = Literal["name", "term"]
Role = Literal["introduced", "used", "compared", "mentioned"]
QuantityKind = Literal["score", "change", "ratio", "parameters", "dataset_size", "training_tokens"]
Direction = Literal["increase", "decrease"]

ENTITY_TYPES: tuple[str, ...] = ("Model", "Method", "Dataset", "Task", "Metric")
ROLES: tuple[Role, ...] = ("introduced", "used", "compared", "mentioned")
PAPER_PREDICATES: Mapping[Role, str] = {
    "introduced": "introduces",
    "used": "uses",
    "compared": "comparesWith",
    "mentioned": "mentions",
}

_DASHES = dict.fromkeys(map(ord, "-‐‑‒–—―_ \t\n\r\u00a0"), None)


def fold(text: str) -> str:
    """The form under which two spellings are one name: no case, hyphens or spaces.

    >>> fold("Chain-of-Thought") == fold("chain of thought")
    True
    """
    return unicodedata.normalize("NFKC", text).translate(_DASHES).casefold()


def digest(*parts: str) -> str:
    """Sixteen hex digits that depend on the parts and on nothing else."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a paper: code points `start` to `end` (exclusive) of its title or abstract."""

    field: FieldName
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A title and an abstract, and where they came from.

    `id` is a CURIE (`arxiv:…`, `doi:…`, `acl:…`, `title:<hash>`); `given_id` is what the input called the record.
    """

    id: str
    title: str
    abstract: str
    year: int | None = None
    authors: tuple[str, ...] = ()
    venue: str | None = None
    url: str | None = None
    source: str = ""
    given_id: str | None = None

    def text(self, span: Span) -> str:
        """The characters of the span."""
        return (self.title if span.field == "title" else self.abstract)[span.start : span.end]

    @property
    def label(self) -> str:
        """The name the user knows the record by."""
        return self.given_id or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A typed span; `text` is always `paper.text(span)` and `rule` the id of the rule that found it."""

    span: Span
    text: str
    type: str
    tier: Tier
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing a paper speaks of, with every form under which it occurs there.

    A form is as written, but for torn LaTeX groups and the noise of a dump; a mention is exactly as written.
    """

    key: str
    type: str
    tier: Tier
    name: str
    surfaces: tuple[str, ...]
    role: Role
    mentions: tuple[Mention, ...]
    rules: tuple[str, ...] = ()
    """Ids of the rules that decided the type and the role, strongest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number as read (`value`, `high` for a range) and as written (`text`)."""

    value: Decimal
    kind: QuantityKind
    text: str
    high: Decimal | None = None
    unit: str | None = None
    direction: Direction | None = None

    @property
    def key(self) -> str:
        """What makes two quantities the same statement; the way they are written does not count."""
        high = "" if self.high is None else plain(self.high)
        return "|".join((self.kind, plain(self.value), high, self.unit or "", self.direction or ""))


def plain(value: Decimal) -> str:
    """The number without exponent or trailing zeros.

    >>> plain(Decimal("1.50E+3"))
    '1500'
    """
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where a claim stands: the spans that carry it, the sentence around them, the rule that read it."""

    paper: str
    spans: tuple[Span, ...]
    sentence: Span
    quote: str
    """The sentence, as `paper.text(sentence)` gives it."""
    rule: str


Qualifiers = tuple[tuple[str, tuple[str, ...]], ...]


def qualifiers(**values: str | Iterable[str] | None) -> Qualifiers:
    """Qualifier pairs in a fixed order; absent ones are left out, single values become tuples of one."""
    kept: dict[str, tuple[str, ...]] = {}
    for name, value in values.items():
        items = () if value is None else (value,) if isinstance(value, str) else tuple(value)
        if items:
            kept[name] = items
    return tuple(sorted(kept.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of a paper.

    `subject` is an entity key of the same record, the paper's id, or `None` where the text names no owner (a score
    of an unnamed model). `object` is an entity key, a URL or a `Quantity`. Qualifier values are entity keys for
    `metric`, `dataset`, `baseline`, `task`, and plain words for `setting`, `which`, `bound`.
    """

    predicate: str
    subject: str | None
    object: str | Quantity
    qualifiers: Qualifiers = ()
    evidence: tuple[Evidence, ...] = field(default=(), compare=False)

    def qualifier(self, name: str) -> tuple[str, ...]:
        """The values of one qualifier, empty where it is absent."""
        return dict(self.qualifiers).get(name, ())

    @property
    def key(self) -> str:
        """Everything but the evidence, as text."""
        target = self.object.key if isinstance(self.object, Quantity) else self.object
        qualified = ";".join(f"{name}={','.join(values)}" for name, values in self.qualifiers)
        return "\x1f".join((self.predicate, self.subject or "", target, qualified))

    @property
    def id(self) -> str:
        """Sixteen hex digits of the key."""
        return digest(self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperRecord:
    """What one paper says: the result of reading, the unit a store keeps."""

    paper: Paper
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()

    def entity(self, key: str) -> Entity:
        """The entity with this key; raises `KeyError`."""
        for entity in self.entities:
            if entity.key == key:
                return entity
        raise KeyError(key)


def mention_order(mention: Mention) -> tuple[bool, int, int, str, str]:
    """The place of a mention for sorting: the title first, then as read."""
    span = mention.span
    return span.field != "title", span.start, span.end, mention.type, mention.rule


def evidence_order(evidence: Evidence) -> tuple[str, bool, int, int, tuple[tuple[str, int, int], ...], str]:
    """The place of a piece of evidence for sorting: by paper, then as read."""
    spans = tuple((span.field, span.start, span.end) for span in evidence.spans)
    sentence = evidence.sentence
    return evidence.paper, sentence.field != "title", sentence.start, sentence.end, spans, evidence.rule
