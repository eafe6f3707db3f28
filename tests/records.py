"""Paper records built by hand: `record("arxiv:1", "BERT beats ELMo.", …)` finds the spans of what it is given."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from kg.model import (
    Claim,
    Direction,
    Entity,
    Evidence,
    Mention,
    Paper,
    PaperRecord,
    Quantity,
    QuantityKind,
    Role,
    Span,
    Tier,
    qualifiers,
)

TIERS: dict[str, Tier] = {"Model": "name", "Method": "name", "Dataset": "name", "Task": "term", "Metric": "term"}


def spot(paper: Paper, text: str) -> Span:
    """The first place of the text, in the abstract if it stands there."""
    start = paper.abstract.find(text)
    if start >= 0:
        return Span(field="abstract", start=start, end=start + len(text))
    start = paper.title.index(text)
    return Span(field="title", start=start, end=start + len(text))


def entity(
    paper: Paper, type_: str, *surfaces: str, role: Role = "used", tier: Tier | None = None, key: str | None = None
) -> Entity:
    """An entity named by its first surface; its key is that surface."""
    tier = tier or TIERS.get(type_, "name")
    mentions = tuple(
        Mention(span=spot(paper, surface), text=surface, type=type_, tier=tier, rule=f"{type_.lower()}.test")
        for surface in surfaces
    )
    return Entity(
        key=key or surfaces[0],
        type=type_,
        tier=tier,
        name=surfaces[0],
        surfaces=surfaces,
        role=role,
        mentions=mentions,
        rules=(f"{type_.lower()}.test",),
    )


def evidence(paper: Paper, *texts: str, rule: str) -> Evidence:
    """Evidence for the given texts; the sentence is the whole abstract."""
    sentence = Span(field="abstract", start=0, end=len(paper.abstract))
    spans = tuple(sorted((spot(paper, text) for text in texts), key=lambda span: (span.field, span.start)))
    return Evidence(paper=paper.id, spans=spans, sentence=sentence, quote=paper.abstract, rule=rule)


def score(
    paper: Paper,
    text: str,
    value: str,
    *,
    system: str | None = None,
    metric: str | None = None,
    dataset: Iterable[str] = (),
    baseline: str | None = None,
    task: str | None = None,
    setting: str | None = None,
    kind: QuantityKind = "score",
    unit: str | None = "%",
    direction: Direction | None = None,
) -> Claim:
    """A `scores` claim whose number is written as `text`."""
    number = Quantity(value=Decimal(value), kind=kind, text=text, unit=unit, direction=direction)
    return Claim(
        predicate="scores",
        subject=system,
        object=number,
        qualifiers=qualifiers(metric=metric, dataset=dataset, baseline=baseline, task=task, setting=setting),
        evidence=(evidence(paper, text, rule="scores.test"),),
    )


def count(paper: Paper, predicate: str, kind: QuantityKind, of: str | None, text: str, value: str) -> Claim:
    """A `hasParameters`, `hasSize` or `trainedOnTokens` claim."""
    number = Quantity(value=Decimal(value), kind=kind, text=text)
    return Claim(
        predicate=predicate, subject=of, object=number, evidence=(evidence(paper, text, rule=f"{predicate}.test"),)
    )


def relation(paper: Paper, predicate: str, subject: str, target: str, **qualified: str | Iterable[str]) -> Claim:
    """A claim between two entities of the paper, or of the paper about a URL."""
    texts = [text for text in (subject, target) if text != paper.id]
    return Claim(
        predicate=predicate,
        subject=subject,
        object=target,
        qualifiers=qualifiers(**qualified),
        evidence=(evidence(paper, *texts, rule=f"{predicate}.test"),),
    )


def paper(id_: str, abstract: str, *, title: str = "A title", year: int | None = 2020) -> Paper:
    """A paper with an abstract."""
    return Paper(id=id_, title=title, abstract=abstract, year=year, authors=("A. Author",), source="test")


def names_record(
    id_: str, *entities: tuple[str, ...], year: int | None = 2020, tier: Tier | None = None
) -> PaperRecord:
    """A paper that only mentions: each entity is (type, surface, more surfaces …)."""
    abstract = "; ".join(surface for _, *surfaces in entities for surface in surfaces)
    text = paper(id_, abstract, year=year)
    built = tuple(
        entity(text, type_, *surfaces, tier=tier, key=f"e{number}")
        for number, (type_, *surfaces) in enumerate(entities)
    )
    return PaperRecord(paper=text, entities=built)


def sample() -> list[PaperRecord]:
    """Three papers with every kind of claim; two of them state the same score."""
    return [_bert(), _roberta(), _survey()]


def _bert() -> PaperRecord:
    text = paper(
        "arxiv:1810.04805",
        "BERT, based on the Transformer, has 340M parameters and reaches 90.5% accuracy on SQuAD, 2.1% better than "
        "ELMo. BERT outperforms ELMo on SQuAD. It was trained on 3.3B words. Code: https://example.org/bert",
        title='BERT: "deep" <bidirectional> ☃ transformers\\n',
        year=2018,
    )
    return PaperRecord(
        paper=text,
        entities=(
            entity(text, "Model", "BERT", role="introduced"),
            entity(text, "Model", "Transformer"),
            entity(text, "Model", "ELMo", role="compared"),
            entity(text, "Dataset", "SQuAD"),
            entity(text, "Metric", "accuracy"),
        ),
        claims=(
            score(text, "90.5%", "90.5", system="BERT", metric="accuracy", dataset=["SQuAD"]),
            score(
                text,
                "2.1%",
                "2.1",
                system="BERT",
                metric="accuracy",
                dataset=["SQuAD"],
                baseline="ELMo",
                kind="change",
                direction="increase",
            ),
            count(text, "hasParameters", "parameters", "BERT", "340M", "340000000"),
            count(text, "trainedOnTokens", "training_tokens", "BERT", "3.3B words", "3300000000"),
            relation(text, "outperforms", "BERT", "ELMo", dataset=["SQuAD"]),
            relation(text, "basedOn", "BERT", "Transformer"),
            relation(text, "hasCode", text.id, "https://example.org/bert"),
        ),
    )


def _roberta() -> PaperRecord:
    text = paper(
        "arxiv:1907.11692",
        "RoBERTa is based on BERT and reaches 94.6% accuracy on SQuAD, against 90.5% for BERT, and 3.2 perplexity on "
        "WikiText for language modelling. RoBERTa outperforms BERT. WikiText holds 100M tokens.",
        title="RoBERTa",
        year=2019,
    )
    return PaperRecord(
        paper=text,
        entities=(
            entity(text, "Model", "RoBERTa", role="introduced"),
            entity(text, "Model", "BERT", role="compared"),
            entity(text, "Dataset", "SQuAD"),
            entity(text, "Dataset", "WikiText"),
            entity(text, "Metric", "accuracy"),
            entity(text, "Metric", "perplexity"),
            entity(text, "Task", "language modelling"),
        ),
        claims=(
            score(text, "94.6%", "94.6", system="RoBERTa", metric="accuracy", dataset=["SQuAD"]),
            score(text, "90.5%", "90.50", system="BERT", metric="accuracy", dataset=["SQuAD"]),
            score(
                text,
                "3.2",
                "3.2",
                system="RoBERTa",
                metric="perplexity",
                dataset=["WikiText"],
                task="language modelling",
                unit=None,
            ),
            count(text, "hasSize", "dataset_size", "WikiText", "100M tokens", "100000000"),
            relation(text, "outperforms", "RoBERTa", "BERT"),
            relation(text, "basedOn", "RoBERTa", "BERT"),
        ),
    )


def _survey() -> PaperRecord:
    text = paper(
        "title:survey",
        "=SUM(A1) We compare GPT with BERT and find 91% accuracy on SQuAD for our 7B model, and 5.5 perplexity on "
        "WikiText for GPT. BERT matches GPT.",
        title="=cmd|' /C calc'!A0 survey",
        year=None,
    )
    return PaperRecord(
        paper=text,
        entities=(
            entity(text, "Model", "GPT"),
            entity(text, "Model", "BERT"),
            entity(text, "Dataset", "SQuAD"),
            entity(text, "Dataset", "WikiText"),
            entity(text, "Metric", "accuracy"),
            entity(text, "Metric", "perplexity"),
        ),
        claims=(
            score(text, "91%", "91", metric="accuracy", dataset=["SQuAD"]),
            score(text, "5.5", "5.5", system="GPT", metric="perplexity", dataset=["WikiText"], unit=None),
            count(text, "hasParameters", "parameters", None, "7B", "7000000000"),
            relation(text, "matches", "BERT", "GPT"),
        ),
    )
