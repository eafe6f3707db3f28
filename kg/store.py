"""The only place that keeps records between runs: one JSON object a line after a line with the version."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from kg.errors import StoreError
from kg.files import atomic_write
from kg.model import Claim, Entity, Evidence, Mention, Paper, PaperRecord, Quantity, Span, plain

VERSION = 1
_HEADER = "kg_records"
_AGAIN = "run `kg build` again"


def write_records(path: Path | str, records: Iterable[PaperRecord]) -> None:
    """A file from which `read_records` gives back equal records in the same order."""
    with atomic_write(path) as file:
        file.write(f"{header()}\n".encode())
        for record in records:
            file.write(f"{line(record)}\n".encode())


def header() -> str:
    """The first line of a file of records, without the line end."""
    return json.dumps({_HEADER: VERSION})


def line(record: PaperRecord) -> str:
    """The record as one line of JSON, without the line end."""
    return json.dumps(_record_out(record), ensure_ascii=False, separators=(",", ":"))


def read_records(path: Path | str) -> Iterator[PaperRecord]:
    """The records of a file, in its order; raises `StoreError` for a file that is none, is newer or is damaged."""
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as rows:
            _check_header(path, next(rows, ""))
            for number, row in enumerate(rows, 2):
                yield _record(f"{path}:{number}", row)
    except FileNotFoundError:
        raise StoreError(f"{path}: no such file; run `kg build PAPERS -o {Path(path).parent}` first") from None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}); check the file and its permissions") from error
    except UnicodeDecodeError as error:
        raise StoreError(f"{path}: byte {error.start} is not UTF-8; {_AGAIN}") from error


def _check_header(path: Path | str, row: str) -> None:
    try:
        version = json.loads(row)[_HEADER]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise StoreError(f"{path}:1: not a file of records; {_AGAIN}") from None
    if version != VERSION:
        raise StoreError(f"{path}:1: records of version {version}, but this kg reads version {VERSION}; {_AGAIN}")


def _record(place: str, row: str) -> PaperRecord:
    try:
        return _record_in(json.loads(row))
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, RecursionError) as error:
        fact = f"no {error}" if isinstance(error, KeyError) else str(error) or type(error).__name__
        raise StoreError(f"{place}: damaged record ({fact}); {_AGAIN}") from None


# Absent values are left out; what a span gives (a mention's text, an evidence's quote) is read from the paper again.


def _record_out(record: PaperRecord) -> dict[str, Any]:
    return {
        "paper": _kept({name: getattr(record.paper, name) for name in Paper.__slots__}),
        "entities": [_entity_out(entity, record.paper) for entity in record.entities],
        "claims": [_claim_out(claim, record.paper) for claim in record.claims],
    }


def _record_in(data: dict[str, Any]) -> PaperRecord:
    fields = data["paper"]
    paper = Paper(**{**fields, "authors": tuple(fields.get("authors", ()))})
    return PaperRecord(
        paper=paper,
        entities=tuple(_entity_in(entity, paper) for entity in data["entities"]),
        claims=tuple(_claim_in(claim, paper) for claim in data["claims"]),
    )


def _entity_out(entity: Entity, paper: Paper) -> dict[str, Any]:
    fields = {name: getattr(entity, name) for name in Entity.__slots__}
    return _kept({**fields, "mentions": [_mention_out(mention, paper) for mention in entity.mentions]})


def _entity_in(data: dict[str, Any], paper: Paper) -> Entity:
    mentions = tuple(_mention_in(mention, paper) for mention in data.get("mentions", ()))
    lists = {name: tuple(data.get(name, ())) for name in ("surfaces", "rules")}
    return Entity(**{**data, **lists, "mentions": mentions})


def _mention_out(mention: Mention, paper: Paper) -> dict[str, Any]:
    text = None if mention.text == paper.text(mention.span) else mention.text
    fields = {"span": _span_out(mention.span), "text": text}
    return _kept({**fields, "type": mention.type, "tier": mention.tier, "rule": mention.rule})


def _mention_in(data: dict[str, Any], paper: Paper) -> Mention:
    span = _span_in(data["span"])
    return Mention(**{**data, "span": span, "text": data.get("text", paper.text(span))})


def _claim_out(claim: Claim, paper: Paper) -> dict[str, Any]:
    target = _quantity_out(claim.object) if isinstance(claim.object, Quantity) else claim.object
    return _kept(
        {
            "predicate": claim.predicate,
            "subject": claim.subject,
            "object": target,
            "qualifiers": claim.qualifiers,
            "evidence": [_evidence_out(evidence, paper) for evidence in claim.evidence],
        }
    )


def _claim_in(data: dict[str, Any], paper: Paper) -> Claim:
    target = data["object"]
    return Claim(
        predicate=data["predicate"],
        subject=data.get("subject"),
        object=_quantity_in(target) if isinstance(target, dict) else target,
        qualifiers=tuple((name, tuple(values)) for name, values in data.get("qualifiers", ())),
        evidence=tuple(_evidence_in(evidence, paper) for evidence in data.get("evidence", ())),
    )


def _quantity_out(quantity: Quantity) -> dict[str, Any]:
    numbers = {"value": plain(quantity.value), "high": None if quantity.high is None else plain(quantity.high)}
    return _kept({name: getattr(quantity, name) for name in Quantity.__slots__} | numbers)


def _quantity_in(data: dict[str, Any]) -> Quantity:
    return Quantity(**data | {name: Decimal(data[name]) for name in ("value", "high") if name in data})


def _evidence_out(evidence: Evidence, paper: Paper) -> dict[str, Any]:
    return _kept(
        {
            "paper": None if evidence.paper == paper.id else evidence.paper,
            "spans": [_span_out(span) for span in evidence.spans],
            "sentence": _span_out(evidence.sentence),
            "quote": None if evidence.quote == paper.text(evidence.sentence) else evidence.quote,
            "rule": evidence.rule,
        }
    )


def _evidence_in(data: dict[str, Any], paper: Paper) -> Evidence:
    sentence = _span_in(data["sentence"])
    return Evidence(
        paper=data.get("paper", paper.id),
        spans=tuple(_span_in(span) for span in data.get("spans", ())),
        sentence=sentence,
        quote=data.get("quote", paper.text(sentence)),
        rule=data["rule"],
    )


def _span_out(span: Span) -> list[Any]:
    return [span.field, span.start, span.end]


def _span_in(data: list[Any]) -> Span:
    field, start, end = data
    return Span(field=field, start=start, end=end)


def _kept(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something: `None` and empty lists are left out, empty texts are not."""
    return {name: value for name, value in fields.items() if value is not None and value not in ((), [])}
