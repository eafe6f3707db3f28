"""What the explorer's page holds: plain tables read off the graph, and the choice of what is drawn at first.

Everything here is lists, numbers and strings ready for JSON; a table is a dict of `columns` and `rows`. Things refer to
each other by row number. The entities stand in order of importance, so "the first 400" are those that matter most.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kg.explain import marks
from kg.export.layout import Edge, Position, communities, layout, spread
from kg.graph import Graph, nodes_of, sentence_around
from kg.model import Evidence, Paper, plain

DRAWN: Mapping[str, float] = {
    "outperforms": 1.0,
    "matches": 1.0,
    "basedOn": 1.4,
    "variantOf": 2.0,
    "evaluatedOn": 0.8,
    "addresses": 0.5,
    "measuredBy": 0.3,
}
"""Predicates between entities that become lines, with how strongly they pull their ends together."""

QUANTITIES = ("parameters", "dataset_size", "training_tokens")
FOLDS = 24
"""So many communities at most stand for what is not drawn; further ones would be dots without a story."""

WORTH = 4
"""A community with fewer things than this joins the fold of the rest."""

LIMIT = 5_000_000
"""Characters of tables a page may hold; a browser reads them in about 0.1 s."""

DETAILED = 4_000
"""So many entities at most come with their claims: each takes 600 to 1,500 characters."""

PAPERS = (100, 20)
"""So many papers at most are listed for one entity: nobody reads the 9,000 that name "accuracy". The smaller number
holds where the page would be too large, which leaves room for the claims of more entities."""

NAMES = 50_000
"""So many entities at most can be searched for: 50 characters each."""

Table = dict[str, Any]


def ranked(graph: Graph) -> dict[str, float]:
    """Entity → how much it matters, the most important first.

    Papers that name it count once, papers that introduce it three times more, each result and each line once.
    Entities without a line come after those with one: alone on the page they tell nothing.
    """
    degree: dict[str, int] = defaultdict(int)
    score: dict[str, float] = {}
    for source, target, predicate in graph.edges(keys=True):
        if predicate in DRAWN:
            degree[source] += 1
            degree[target] += 1
    for key, node in nodes_of(graph, "entity"):
        edges = [predicate for _, _, predicate in graph.in_edges(key, keys=True)]
        introduced = edges.count("introduces")
        results = sum(predicate in ("system", "dataset", "metric") for predicate in edges)
        score[key] = len(node["papers"]) + 3 * introduced + results + degree[key]
    order = sorted(score, key=lambda key: (degree[key] == 0, -score[key], key))
    return {key: score[key] for key in order}


def lines(graph: Graph) -> list[tuple[str, str, str, dict[str, Any]]]:
    """(source, target, predicate, attributes) of the edges that are drawn, sorted."""
    edges = [edge for edge in graph.edges(keys=True, data=True) if edge[2] in DRAWN]
    return sorted(edges, key=lambda edge: edge[:3])


def radius(score: float) -> int:
    """Pixels of a node of this importance at full zoom: 7 to 34.

    >>> radius(0), radius(1), radius(1000)
    (7, 10, 34)
    """
    return min(34, round(7 + 2.75 * math.log2(1 + score)))


def fold_radius(size: int) -> int:
    """Pixels of the circle for so many things; its number is written inside."""
    return 18 + radius(size) // 2


# -- what is drawn at first --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The whole graph at a glance: entities and, for the rest, one fold per community."""

    shown: tuple[str, ...]
    folds: Mapping[int, tuple[str, ...]]
    """Community → entities that are not drawn, the most important first."""
    community: Mapping[str, int]
    ties: tuple[tuple[int, str], ...]
    """Fold → the drawn entities its members have most to do with."""
    at: Mapping[str, Position]
    """Entity or `fold/<community>` → its place."""


def scene(graph: Graph, score: Mapping[str, float], budget: int) -> Scene:
    """The first `budget` entities laid out, the rest in folds."""
    drawn = [(source, target, DRAWN[predicate]) for source, target, predicate, _ in lines(graph)]
    lined = {end for source, target, _ in drawn for end in (source, target)}
    # Alone on the page a thing tells nothing, unless all are alone.
    shown = tuple(key for key in score if not lined or key in lined)[:budget]
    together = sorted((paper, target, 0.3) for paper, target, edge in graph.edges(data=True) if "role" in edge)
    inside = communities(shown, drawn)
    community = {**inside, **spread(inside, [*score, *(end for end, _, _ in together)], [*drawn, *together])}
    folds = _folds(score, len(shown), community)
    ties = tuple(_ties(folds, set(shown), drawn, together))
    pulls: list[Edge] = [*drawn, *((f"fold/{fold}", key, 0.4) for fold, key in ties)]
    radii = {key: float(radius(score[key])) for key in shown}
    radii.update((f"fold/{fold}", float(fold_radius(len(members)))) for fold, members in folds.items())
    groups = {**inside, **{f"fold/{fold}": fold for fold in folds}}
    at = layout([*shown, *(f"fold/{fold}" for fold in folds)], pulls, groups=groups, radii=radii)
    return Scene(shown=shown, folds=folds, community=community, ties=ties, at=at)


def _folds(score: Mapping[str, float], shown: int, community: Mapping[str, int]) -> dict[int, tuple[str, ...]]:
    """The largest communities of what is not drawn; fold -1 holds the rest."""
    found: dict[int, list[str]] = defaultdict(list)
    for key in list(score)[shown:]:
        found[community.get(key, -1)].append(key)
    large = sorted(found, key=lambda fold: (fold == -1, -len(found[fold]), fold))[:FOLDS]
    large = [fold for fold in large if len(found[fold]) >= WORTH]
    kept: dict[int, list[str]] = defaultdict(list)
    for key in list(score)[shown:]:
        fold = community.get(key, -1)
        kept[fold if fold in large else -1].append(key)
    return {fold: tuple(kept[fold]) for fold in sorted(kept)}


def _ties(
    folds: Mapping[int, tuple[str, ...]], shown: set[str], drawn: Iterable[Edge], together: Iterable[Edge]
) -> Iterable[tuple[int, str]]:
    """For each fold up to three drawn entities."""
    fold_of = {key: fold for fold, members in folds.items() for key in members}
    papers: dict[str, list[str]] = defaultdict(list)
    for paper, key, _ in together:
        papers[paper].append(key)
    votes: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group in (*((one, other) for one, other, _ in drawn), *papers.values()):
        seen = [key for key in group if key in shown]
        for fold in {fold_of[key] for key in group if key in fold_of}:
            for key in seen:
                votes[fold][key] += 1
    for fold in sorted(votes):
        yield from ((fold, key) for key in sorted(votes[fold], key=lambda key: (-votes[fold][key], key))[:3])


# -- tables ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Interned:
    """Values that many rows share, each kept once: its row number stands for it."""

    rows: list[Any] = field(default_factory=list)
    numbers: dict[Any, int] = field(default_factory=dict)

    def number(self, key: Any, row: Callable[[], Any]) -> int:
        """The row number of the value with this key; `row` makes it if it is new."""
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers)
            self.rows.append(row())
        return self.numbers[key]


class _Tables:
    """Collects the tables; the first `detailed` entities come with papers and claims, the others with their names."""

    def __init__(self, graph: Graph, score: Mapping[str, float], detailed: int, listed: int) -> None:
        self.graph = graph
        self.score = score
        self.detailed = detailed
        self.listed = listed
        self.entities = {key: number for number, key in enumerate(list(score)[:NAMES])}
        self.papers, self.sentences, self.evidence, self.rules = (_Interned() for _ in range(4))
        self.results: dict[str, int] = {}

    def build(self) -> dict[str, Table]:
        """All tables by name."""
        results = [*self._results()]
        counts = [*self._counts()]
        relations = [*self._relations()]
        entities = [self._entity(key) for key in self.entities]
        return {
            "entities": _table("id name type score named year aliases direction papers", entities),
            "results": _table(
                "id text value high unit kind change system metric datasets baseline task settings year evidence",
                results,
            ),
            "counts": _table("of kind text value which evidence", counts),
            "relations": _table("source target predicate reason statements results evidence", relations),
            "papers": _table("id label title year url venue links", self.papers.rows),
            "sentences": _table("paper text", self.sentences.rows),
            "evidence": _table("sentence rule marks", self.evidence.rows),
            "rules": _table("name", self.rules.rows),
        }

    def _matters(self, *keys: str | None) -> bool:
        """Whether all of these entities come with their claims."""
        return all(key is None or self.entities.get(key, self.detailed) < self.detailed for key in keys)

    def _ref(self, key: str | None) -> int | None:
        return None if key is None else self.entities.get(key)

    def _refs(self, keys: Iterable[str]) -> list[int]:
        return [self.entities[key] for key in keys if key in self.entities]

    def _paper(self, key: str) -> int:
        return self.papers.number(key, lambda: self._paper_row(key))

    def _paper_row(self, key: str) -> list[Any]:
        node = self.graph.nodes[key]
        edges = self.graph.out_edges(key, keys=True)
        links = sorted({url for _, url, name in edges if name in ("hasCode", "hasPage")})
        return [key, node["label"], node["title"], node["year"], node["url"], node["venue"], links]

    def _piece(self, piece: Evidence) -> int:
        return self.evidence.number(piece, lambda: self._piece_row(piece))

    def _piece_row(self, piece: Evidence) -> list[Any]:
        paper = self._paper(piece.paper)
        sentence = self.sentences.number((paper, piece.quote), lambda: [paper, piece.quote])
        rule = self.rules.number(piece.rule, lambda: [piece.rule])
        return [sentence, rule, [_utf16(piece.quote, offset) for pair in marks(piece) for offset in pair]]

    def _pieces(self, pieces: Iterable[Evidence]) -> list[int]:
        return [*dict.fromkeys(self._piece(piece) for piece in pieces)]

    def _entity(self, key: str) -> list[Any]:
        node = self.graph.nodes[key]
        row = [key, node["name"], node["type"], round(self.score[key]), len(node["papers"]), node["first_year"]]
        if self._matters(key):
            return [*row, node["aliases"], node["direction"], [*self._roles(key)]]
        return [*row, node["aliases"][:3]] if node["aliases"] else row

    def _roles(self, key: str) -> Iterable[list[Any]]:
        """[paper, predicate, evidence] for each paper that names the entity, introductions first."""
        edges = [(paper, edge) for paper, _, edge in self.graph.in_edges(key, data=True) if "role" in edge]
        order = sorted(edges, key=lambda item: (_ROLES.index(item[1]["predicate"]), item[0]))
        for paper, edge in order[: self.listed]:
            pieces: tuple[Evidence, ...] = edge["evidence"]
            pieces = pieces or _first_mention(self.graph, paper, edge)
            yield [self._paper(paper), edge["predicate"], self._pieces(pieces)]

    def _results(self) -> Iterable[list[Any]]:
        for key, node in sorted(nodes_of(self.graph, "result"), key=_first):
            ends = (node["system"], node["metric"], node["baseline"], node["task"])
            if not self._matters(node["system"], *node["datasets"]):
                continue
            self.results[key] = len(self.results)
            system, metric, baseline, task = map(self._ref, ends)
            yield [
                key, node["text"], _number(node["value"]), _number(node["high"]), node["unit"],
                node["quantity_kind"], node["direction"], system, metric, self._refs(node["datasets"]),
                baseline, task, [*node["settings"]], node["year"], self._pieces(node["evidence"]),
            ]  # fmt: skip

    def _counts(self) -> Iterable[list[Any]]:
        for kind in QUANTITIES:
            for _, node in sorted(nodes_of(self.graph, kind), key=_first):
                if not self._matters(node["of"]):
                    continue
                which = " ".join(dict(node["qualifiers"]).get("which", ()))
                value = _number(node["value"])
                yield [self._ref(node["of"]), kind, node["text"], value, which, self._pieces(node["evidence"])]

    def _relations(self) -> Iterable[list[Any]]:
        for source, target, predicate, edge in lines(self.graph):
            if not self._matters(source, target):
                continue
            statements = [self._statement(statement) for statement in edge.get("statements", ())]
            results = [self.results[key] for key in edge.get("results", ()) if key in self.results]
            told = () if statements or results else edge["evidence"][: self.listed]
            ends = [self.entities[source], self.entities[target]]
            yield [*ends, predicate, edge.get("reason"), statements, results, self._pieces(told)]

    def _statement(self, statement: Any) -> list[Any]:
        """[metrics, data sets, tasks, settings, margins as written, evidence] of a comparison or lineage."""
        said = dict(statement.qualifiers)
        margins = [self.graph.nodes[key]["text"] for key in statement.margins]
        entities = [self._refs(said.get(name, ())) for name in ("metric", "dataset", "task")]
        return [*entities, [*said.get("setting", ())], margins, self._pieces(statement.evidence)]


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


_ROLES = ("introduces", "uses", "comparesWith", "mentions")


def tables(
    graph: Graph, score: Mapping[str, float], detailed: int = DETAILED, listed: int = PAPERS[0]
) -> dict[str, Table]:
    """The tables of the page, with up to `listed` papers for an entity; beyond the first `detailed` only names."""
    return _Tables(graph, score, detailed, listed).build()


def papers_listed(graph: Graph, score: Mapping[str, float]) -> int:
    """So many papers an entity can list that the page is not too large for that alone."""
    # A listed paper takes 20 characters, its first sentence and title, shared with others, 130.
    lengths = (len(graph.nodes[key]["papers"]) for key in list(score)[:DETAILED])
    return PAPERS[0] if sum(min(length, PAPERS[0]) for length in lengths) * 150 < LIMIT else PAPERS[1]


def _table(columns: str, rows: list[Any]) -> Table:
    return {"columns": columns.split(), "rows": rows}


def _number(value: Decimal | None) -> float | None:
    """The number for sorting and drawing; what no float can hold is none."""
    if value is None or not math.isfinite(found := float(plain(value))):
        return None
    return int(found) if found.is_integer() and abs(found) < 1e15 else found


def _utf16(text: str, offset: int) -> int:
    """The offset as JavaScript counts.

    >>> _utf16("😀 BERT", 2)
    3
    """
    return offset if text.isascii() else offset + sum(character > "\uffff" for character in text[:offset])


def _first_mention(graph: Graph, paper: str, edge: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """The place where the paper first names the thing, under the rule that decided what it is to the paper."""
    node = graph.nodes[paper]
    text = Paper(id=paper, title=node["title"], abstract=node["abstract"])
    for mention in edge["mentions"][:1]:
        sentence = sentence_around(text, mention.span)
        rule = next(iter(edge["rules"]), mention.rule)
        quote = text.text(sentence)
        return (Evidence(paper=paper, spans=(mention.span,), sentence=sentence, quote=quote, rule=rule),)
    return ()
