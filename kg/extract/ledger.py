"""The ledger of one reading: who its systems are, and the claims found so far, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from kg.extract.candidate import Candidate
from kg.extract.clauses import Clauses
from kg.extract.clusters import Cluster
from kg.extract.numbers import Number
from kg.extract.parts import parts
from kg.extract.reading import Reading
from kg.extract.tokens import Page
from kg.model import Claim, Direction, Evidence, Qualifiers, Quantity, QuantityKind, Span


class Ledger:
    """What the parts that read claims share: the decided entities of a reading, and where claims are written."""

    def __init__(
        self,
        reading: Reading,
        clusters: Sequence[Cluster],
        words: Mapping[str, frozenset[str]],
        lower_is_better: frozenset[str],
        costs: frozenset[str],
        scales: Mapping[str, str],
    ) -> None:
        self.reading = reading
        self.page: Page = reading.page
        self.words = words
        self.lower = lower_is_better
        self.costs = costs
        self.scales = scales
        """Metric -> "%" or the family of the units it comes in, where the lists know."""
        self.entity: dict[int, Cluster] = {}
        """Unit -> the entity named there."""
        by_candidate = {id(c): cluster for cluster in clusters if cluster.type for c in cluster.candidates}
        for index, unit in enumerate(reading.units):
            if unit.candidate is not None and id(unit.candidate) in by_candidate:
                self.entity[index] = by_candidate[id(unit.candidate)]
        systems = {at: c for at, c in self.entity.items() if c.type in ("Model", "Method")}
        self.introduced = {at: c.key for at, c in systems.items() if c.role == "introduced"}
        self.actors = frozenset(at for at, c in systems.items() if c.tier == "name" or c.role == "introduced")
        made = {id(part) for part in parts(clusters, reading.page.text, reading.page.split)}
        self.parts = frozenset(at for at in self.introduced if id(self.entity[at]) in made)
        whole = [cluster for cluster in clusters if id(cluster) not in made]
        self.own = _own(whole, reading.page.text[: reading.page.split])
        """The system "our method" speaks of."""
        self.artefact = next((c for c in clusters if c.role == "introduced" and c.type in ("Dataset", "Metric")), None)
        """What a gain is due to in a paper that introduces no system: its data or its measure."""
        data = [c for c in clusters if c.role == "introduced" and c.type == "Dataset"]
        self.data = data[0] if len(data) == 1 else None
        """The one data set a paper introduces, of which "our corpus" speaks."""
        self.claims: dict[str, Claim] = {}

    def add(
        self,
        predicate: str,
        subject: str | None,
        target: str | Quantity,
        evidence: Evidence,
        qualifiers: Qualifiers = (),
    ) -> None:
        """Write a claim down; one said before gains a piece of evidence."""
        claim = Claim(predicate=predicate, subject=subject, object=target, qualifiers=qualifiers, evidence=(evidence,))
        known = self.claims.get(claim.key)
        if known is not None and evidence in known.evidence:
            return
        self.claims[claim.key] = claim if known is None else replace(known, evidence=(*known.evidence, evidence))

    def quantity(
        self, number: Number, at: int, kind: QuantityKind, *, unit: str | None, direction: Direction | None = None
    ) -> Quantity:
        """The quantity of a number as it stands in the original text, in the unit it is told in."""
        return Quantity(
            value=tidy(number.value),
            high=None if number.high is None else tidy(number.high),
            kind=kind,
            unit=unit,
            text=self.page.paper.text(self.span(at)),
            direction=direction,
        )

    def evidence(self, spans: Iterable[Span], sentence: tuple[int, int], rule: str) -> Evidence:
        """The spans in their sentence, quoted, with the rule that read them."""
        first, last = self.reading.units[sentence[0]], self.reading.units[sentence[1] - 1]
        whole = self.page.span(first.start, last.end)
        paper = self.page.paper
        return Evidence(paper=paper.id, spans=tuple(spans), sentence=whole, quote=paper.text(whole), rule=rule)

    def shown(self, units: Iterable[int], sentence: tuple[int, int], rule: str) -> Evidence:
        """The same for units, each once."""
        return self.evidence(map(self.span, dict.fromkeys(units)), sentence, rule)

    def span(self, unit: int) -> Span:
        """Where a unit stands in the original text."""
        found = self.reading.units[unit]
        return self.page.span(found.start, found.end)

    def entity_at(self, start: int) -> bool:
        """Whether an entity begins at an offset of the page."""
        return any(self.reading.units[index].start == start for index in self.entity)

    def text(self, unit: int) -> str:
        """The clean text of a unit."""
        found = self.reading.units[unit]
        return self.page.text[found.start : found.end]

    def key(self, unit: int | str | None) -> str | None:
        """The key of the entity at a unit; of the paper's own for `"own"`; `None` where nothing is named."""
        if unit is None or unit == "none":
            return None
        if isinstance(unit, str) and unit.startswith("="):
            return unit[1:]
        if isinstance(unit, str):
            return self.own.key if self.own is not None else None
        cluster = self.entity.get(unit)
        return cluster.key if cluster is not None else None

    def keys(self, units: Iterable[int]) -> list[str]:
        """The keys of the entities at these units, each once."""
        return list(dict.fromkeys(key for unit in units if (key := self.key(unit))))

    def sentence(self, unit: int) -> tuple[int, int]:
        """The sentence (a range of units) a unit stands in."""
        return next(s for s in self.reading.sentences if s[0] <= unit < s[1])

    def clauses(self, sentence: tuple[int, int]) -> Clauses:
        """Who does what in a sentence."""
        return Clauses(self.reading.units, *sentence, self.words, self.actors, self.introduced, self.parts)


def _own(clusters: Sequence[Cluster], title: str) -> Cluster | None:
    """The system the paper introduces, for "our method": names before terms, titles first, then the most mentioned."""
    introduced = [c for c in clusters if c.role == "introduced" and c.type in ("Model", "Method")]
    words = frozenset(title.lower().split())

    def rank(cluster: Cluster) -> tuple[bool, bool, bool, int]:
        titled = any(c.start < len(title) for c in cluster.candidates)
        echoed = titled or any(_echoed(c, words) for c in cluster.candidates)
        return (cluster.tier != "name", not titled, not echoed, -len(cluster.candidates))

    return min(introduced, key=rank, default=None)


def _echoed(candidate: Candidate, title: frozenset[str]) -> bool:
    """Whether a title has most words of a spelled-out name: "Wavy Leaf Fusion" of "wavy leaf cue fusion (WLCF)"."""
    words = candidate.text.lower().split() if candidate.short is not None else []
    return len(words) > 2 and sum(word in title for word in words) * 5 >= 3 * len(words)


def tidy(value: Decimal) -> Decimal:
    """The same number, a whole one without exponent or trailing zeros."""
    return value if value != value.to_integral() or value.as_tuple().exponent == 0 else Decimal(int(value))
