"""The only place that says what one paper asserts as plain data: a record as a dict in the annotation format.

The format is that of the hand-annotated papers the reading is measured against, so keys and order are theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from kg.model import Claim, PaperRecord, Quantity, Span

Annotation = dict[str, Any]
LISTS = ("entities", "parameters", "results", "comparisons", "based_on", "quantities", "links")


def annotation(record: PaperRecord) -> Annotation:
    """The record as a dict ready for JSON; entities are e1, e2, … in the record's order."""
    keys = {entity.key: f"e{number}" for number, entity in enumerate(record.entities, 1)}
    claims = record.claims
    return {
        "id": record.paper.label,
        "entities": [
            {
                "key": keys[entity.key],
                "type": entity.type,
                "tier": entity.tier,
                "name": entity.name,
                "surfaces": list(entity.surfaces),
                "role": entity.role,
            }
            for entity in record.entities
        ],
        "parameters": _distinct(_parameters(claims, keys)),
        "results": list(_results(claims, keys)),
        "comparisons": list(_comparisons(claims, keys)),
        "based_on": [
            {"child": _key(claim.subject, keys), "parent": _key(claim.object, keys)}
            for claim in claims
            if claim.predicate == "basedOn"
        ],
        "quantities": _distinct(_quantities(claims, keys)),
        "links": _links(claims),
    }


def _parameters(claims: Iterable[Claim], keys: dict[str, str]) -> Iterator[Annotation]:
    for claim, quantity in _quantified(claims, "hasParameters"):
        yield {"model": _key(claim.subject, keys), **_value(quantity), "text": quantity.text}


_QUANTITIES = {"hasSize": "dataset_size", "trainedOnTokens": "training_tokens"}


def _quantities(claims: Iterable[Claim], keys: dict[str, str]) -> Iterator[Annotation]:
    for claim, quantity in _quantified(claims, *_QUANTITIES):
        yield {
            "kind": _QUANTITIES[claim.predicate],
            **_value(quantity),
            "unit": quantity.unit,
            "text": quantity.text,
            "of": _key(claim.subject, keys),
        }


def _results(claims: Iterable[Claim], keys: dict[str, str]) -> Iterator[Annotation]:
    """One entry for each place a number stands, and of those one for each metric it is a value of."""
    for claim, quantity in _quantified(claims, "scores"):
        # Equal numbers in two sentences are one claim with two evidences, but two reported results.
        for _ in claim.evidence or (None,):
            for metric in claim.qualifier("metric") or (None,):
                yield {
                    "kind": quantity.kind,
                    **_value(quantity),
                    "unit": quantity.unit,
                    "text": quantity.text,
                    "direction": quantity.direction,
                    "metric": _key(metric, keys),
                    "dataset": _one_or_list(claim.qualifier("dataset"), keys),
                    "system": _key(claim.subject, keys),
                    "baseline": _one_or_list(claim.qualifier("baseline"), keys),
                }


def _comparisons(claims: Iterable[Claim], keys: dict[str, str]) -> Iterator[Annotation]:
    for claim in claims:
        if claim.predicate in ("outperforms", "matches"):
            yield {
                "relation": claim.predicate,
                "better": _key(claim.subject, keys),
                "worse": _key(claim.object, keys),
                "datasets": [keys[key] for key in claim.qualifier("dataset") if key in keys],
            }


def _links(claims: Iterable[Claim]) -> list[str]:
    """The addresses in the order they stand in the text, each once."""
    found = [claim for claim in claims if claim.predicate in ("hasCode", "hasPage")]
    return list(dict.fromkeys(str(claim.object) for claim in sorted(found, key=_place)))


def _place(claim: Claim) -> tuple[bool, int]:
    """Where the claim first stands; the title comes before the abstract."""
    spans: list[Span] = [span for item in claim.evidence for span in item.spans or (item.sentence,)]
    return min(((span.field == "abstract", span.start) for span in spans), default=(True, 0))


def _quantified(claims: Iterable[Claim], *predicates: str) -> Iterator[tuple[Claim, Quantity]]:
    for claim in claims:
        if claim.predicate in predicates and isinstance(claim.object, Quantity):
            yield claim, claim.object


def _key(key: str | Quantity | None, keys: dict[str, str]) -> str | None:
    # A key that is no entity of this record is the paper itself or a word: nothing an annotation can refer to.
    return keys.get(key) if isinstance(key, str) else None


def _one_or_list(values: tuple[str, ...], keys: dict[str, str]) -> str | list[str] | None:
    found = [keys[value] for value in values if value in keys]
    return found if len(found) > 1 else found[0] if found else None


def _value(quantity: Quantity) -> dict[str, int | float]:
    """`value`, and `high` where there is one, as JSON numbers."""
    value = {"value": _number(quantity.value)}
    return value if quantity.high is None else {**value, "high": _number(quantity.high)}


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _distinct(entries: Iterable[Annotation]) -> list[Annotation]:
    """The entries without those that say the same in other words: `text` and `unit` do not count."""
    said: dict[tuple[Any, ...], Annotation] = {}
    for entry in entries:
        said.setdefault(tuple(value for name, value in entry.items() if name not in ("text", "unit")), entry)
    return list(said.values())
