"""One record per paper: what several copies of a paper say, in the text of the longest.

Entity keys are local to a reading, so those of the copies are brought together; what does not stand in the text that
stays is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from kg.model import ROLES, Claim, Entity, Paper, PaperRecord, fold, mention_order


def unite(records: Iterable[PaperRecord]) -> tuple[PaperRecord, ...]:
    """One record per paper id, sorted by id.

    Where two texts of one paper differ, the longer one stays, and of the other what reads the same in its place.
    """
    by_paper: dict[str, list[PaperRecord]] = defaultdict(list)
    for record in records:
        by_paper[record.paper.id].append(record)
    return tuple(_united(by_paper[paper]) for paper in sorted(by_paper))


def _united(copies: list[PaperRecord]) -> PaperRecord:
    if len(copies) == 1:
        return copies[0]
    copies = sorted(copies, key=lambda record: (-len(record.paper.abstract), repr(record)))
    paper = copies[0].paper
    for copy in copies[1:]:
        paper = _filled(paper, copy.paper)
    entities: dict[str, Entity] = {}
    claims: dict[str, Claim] = {}
    for copy in copies:
        keys: dict[str, str] = {}
        for entity in _fitting_entities(copy, paper):
            keys[entity.key] = key = _free_key(entity, entities)
            entities[key] = _joined(entities[key], entity) if key in entities else replace(entity, key=key)
        known = {entity.key for entity in copy.entities}
        for claim in _fitting_claims(copy, paper):
            moved = _rekeyed(claim, keys, known)
            if moved is not None:
                same = claims.get(moved.key)
                claims[moved.key] = moved if same is None else replace(same, evidence=same.evidence + moved.evidence)
    return PaperRecord(paper=paper, entities=tuple(entities.values()), claims=tuple(claims.values()))


def _filled(paper: Paper, other: Paper) -> Paper:
    """The paper with what only the other copy knows."""
    return replace(
        paper,
        year=paper.year if paper.year is not None else other.year,
        authors=paper.authors or other.authors,
        venue=paper.venue or other.venue,
        url=paper.url or other.url,
        given_id=paper.given_id or other.given_id,
    )


def _fitting_entities(record: PaperRecord, paper: Paper) -> Iterator[Entity]:
    """The entities that also stand in the text of `paper`, with the mentions that do."""
    if (record.paper.title, record.paper.abstract) == (paper.title, paper.abstract):
        yield from record.entities
        return
    for entity in record.entities:
        mentions = tuple(mention for mention in entity.mentions if paper.text(mention.span) == mention.text)
        if mentions:
            yield replace(entity, mentions=mentions)


def _fitting_claims(record: PaperRecord, paper: Paper) -> Iterator[Claim]:
    """The claims that also stand in the text of `paper`, with the evidence that does."""
    for claim in record.claims:
        evidence = tuple(piece for piece in claim.evidence if paper.text(piece.sentence) == piece.quote)
        if evidence:
            yield replace(claim, evidence=evidence)


def _free_key(entity: Entity, taken: Mapping[str, Entity]) -> str:
    """The key of the same entity among those taken, else a key nobody has: keys are local to one reading."""
    for key, other in taken.items():
        if other.type == entity.type and fold(other.name) == fold(entity.name):
            return key
    key, count = entity.key, 2
    while key in taken:
        key, count = f"{entity.key}~{count}", count + 1
    return key


def _joined(one: Entity, other: Entity) -> Entity:
    mentions = {*one.mentions, *other.mentions}
    return replace(
        one,
        surfaces=tuple(dict.fromkeys((*one.surfaces, *other.surfaces))),
        role=min(one.role, other.role, key=ROLES.index),
        mentions=tuple(sorted(mentions, key=mention_order)),
        rules=tuple(dict.fromkeys((*one.rules, *other.rules))),
    )


def _rekeyed(claim: Claim, keys: Mapping[str, str], known: set[str]) -> Claim | None:
    """The claim with the new entity keys; `None` if it speaks of an entity that did not fit."""
    target = claim.object
    used = [claim.subject, *(value for _, values in claim.qualifiers for value in values)]
    used += [target] if isinstance(target, str) else []
    if any(value in known and value not in keys for value in used if value is not None):
        return None
    return replace(
        claim,
        subject=keys.get(claim.subject, claim.subject) if claim.subject is not None else None,
        object=keys.get(target, target) if isinstance(target, str) else target,
        qualifiers=tuple(
            (name, tuple(keys.get(value, value) for value in values)) for name, values in claim.qualifiers
        ),
    )
