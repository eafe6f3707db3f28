"""Why the graph says something: each claim about a thing in words, with its sentence, place, paper and rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.graph import Graph, Statement, sentence_around
from kg.lookup import find_node
from kg.model import Evidence, Paper, plain

Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """One claim and one place it stands; `marks` are offsets within `quote`, sorted and apart from each other."""

    claim: str
    value: str | None
    quote: str
    marks: Marks
    paper: str
    label: str
    title: str
    rule: str


def explain(graph: Graph, name: str) -> list[Explanation]:
    """What is said of the thing, paper or number a user names, one entry per piece of evidence.

    Roles in papers come first, then numbers, then relations. Raises `QueryError` for an unknown name.
    """
    key = find_node(graph, name)
    kind = graph.nodes[key]["kind"]
    if kind == "paper":
        return [*_of_paper(graph, key)]
    if kind == "entity":
        return [*_roles(graph, key), *_numbers(graph, key), *_relations(graph, key), *_variants(graph, key)]
    if kind == "link":
        return [*_links(graph, key)]
    return [*_told(graph, quantity_in_words(graph, key), graph.nodes[key]["text"], graph.nodes[key]["evidence"])]


def marks(evidence: Evidence) -> Marks:
    """The spans of the evidence as offsets within its quote; touching ones are one, those outside are left out."""
    sentence = evidence.sentence
    inside = sorted(
        (span.start - sentence.start, span.end - sentence.start)
        for span in evidence.spans
        if span.field == sentence.field and sentence.start <= span.start < span.end <= sentence.end
    )
    found: list[tuple[int, int]] = []
    for start, end in inside:
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def render(explanations: Iterable[Explanation]) -> str:
    """The explanations as plain text, what carries the claim in square brackets."""
    blocks = []
    for item in explanations:
        value = f" ({item.value})" if item.value and item.value not in item.claim else ""
        source = item.label if item.label == item.paper else f"{item.label}, {item.paper}"
        blocks.append(
            f"{item.claim}{value}\n  {marked(item.quote, item.marks)}\n  — {item.title} [{source}], rule {item.rule}\n"
        )
    return "\n".join(blocks)


def marked(quote: str, places: Marks) -> str:
    """The quote on one line with the marks as brackets.

    >>> marked("BERT beats ELMo.", ((0, 4), (11, 15)))
    '[BERT] beats [ELMo].'
    """
    for start, end in reversed(places):
        quote = f"{quote[:start]}[{quote[start:end]}]{quote[end:]}"
    return " ".join(quote.split())


# -- claims in words ---------------------------------------------------------------------------------------------

_VERBS: Mapping[str, str] = {
    "introduces": "is introduced by the paper",
    "uses": "is used by the paper",
    "comparesWith": "is compared with by the paper",
    "mentions": "is mentioned by the paper",
    "outperforms": "outperforms",
    "matches": "matches",
    "basedOn": "is based on",
    "parameters": "parameters",
    "dataset_size": "size",
    "training_tokens": "training data",
}


def quantity_in_words(graph: Graph, key: str) -> str:
    """A number with all it is tied to: "BERT: 90.5% accuracy on SQuAD"."""
    node = graph.nodes[key]
    if node["kind"] != "result":
        which = " ".join(dict(node["qualifiers"]).get("which", ()))
        return f"{_name(graph, node['of'])}: {node['text']} {which} {_VERBS[node['kind']]}".replace("  ", " ")
    words = [f"{_name(graph, node['system'])}: {_amount(node)}"]
    words += [_name(graph, node["metric"])] if node["metric"] else []
    words += ["on " + ", ".join(_name(graph, dataset) for dataset in node["datasets"])] if node["datasets"] else []
    words += [f"for {_name(graph, node['task'])}"] if node["task"] else []
    words += [f"against {_name(graph, node['baseline'])}"] if node["baseline"] else []
    words += [f"({', '.join(node['settings'])})"] if node["settings"] else []
    return " ".join(words)


def _amount(node: Mapping[str, Any]) -> str:
    if node["quantity_kind"] == "score":
        return str(node["text"])
    return " ".join(filter(None, (node["text"], node["direction"] or node["quantity_kind"], "of")))


def _name(graph: Graph, key: str | None) -> str:
    return "an unnamed system" if key is None else str(graph.nodes[key]["name"])


def statement_in_words(graph: Graph, statement: Statement) -> str:
    """A relation with its qualifiers: "BERT outperforms ELMo on SQuAD by 2.1%"."""
    qualified = dict(statement.qualifiers)
    verb = _VERBS.get(statement.predicate, statement.predicate)
    words = [_name(graph, statement.subject), verb, _name(graph, statement.object)]
    for preposition, name in (("in", "metric"), ("on", "dataset"), ("for", "task")):
        if qualified.get(name):
            words.append(f"{preposition} " + ", ".join(_name(graph, key) for key in qualified[name]))
    words += [f"({', '.join(qualified['setting'])})"] if qualified.get("setting") else []
    words += ["by " + ", ".join(graph.nodes[key]["text"] for key in statement.margins)] if statement.margins else []
    return " ".join(words)


# -- where claims stand ------------------------------------------------------------------------------------------


def _told(graph: Graph, claim: str, value: str | None, evidence: Iterable[Evidence]) -> Iterator[Explanation]:
    for piece in evidence:
        paper = graph.nodes[piece.paper]
        yield Explanation(
            claim=claim,
            value=value,
            quote=piece.quote,
            marks=marks(piece),
            paper=piece.paper,
            label=paper["label"],
            title=paper["title"],
            rule=piece.rule,
        )


def _roles(graph: Graph, key: str) -> Iterator[Explanation]:
    """What each paper does with the thing, shown where it first names it unless a claim says so."""
    edges = [(paper, edge) for paper, _, edge in graph.in_edges(key, data=True) if "role" in edge]
    for paper, edge in sorted(edges, key=lambda item: (_ROLE_ORDER.index(item[1]["predicate"]), item[0])):
        claim = f"{_name(graph, key)} {_VERBS[edge['predicate']]}"
        yield from _told(graph, claim, None, edge["evidence"] or _first_mention(graph, paper, edge))


_ROLE_ORDER = ("introduces", "uses", "comparesWith", "mentions")


def _first_mention(graph: Graph, paper: str, edge: Mapping[str, Any]) -> Iterator[Evidence]:
    node = graph.nodes[paper]
    text = Paper(id=paper, title=node["title"], abstract=node["abstract"])
    for mention in edge["mentions"][:1]:
        sentence = sentence_around(text, mention.span)
        # The role was decided by the entity's first rule; the mention's own rule only found the name.
        rule = next(iter(edge["rules"]), mention.rule)
        yield Evidence(paper=paper, spans=(mention.span,), sentence=sentence, quote=text.text(sentence), rule=rule)


def _numbers(graph: Graph, key: str) -> Iterator[Explanation]:
    found = {id_ for id_, _, predicate in graph.in_edges(key, keys=True) if graph.nodes[id_]["kind"] == "result"}
    found |= {id_ for _, id_ in graph.out_edges(key) if "quantity_kind" in graph.nodes[id_]}
    yield from _quantities(graph, found)


def _quantities(graph: Graph, found: Iterable[str]) -> Iterator[Explanation]:
    """Counts before results, each kind in the order of its words."""
    worded = sorted((graph.nodes[id_]["kind"] == "result", quantity_in_words(graph, id_), id_) for id_ in found)
    for _, claim, id_ in worded:
        node = graph.nodes[id_]
        yield from _told(graph, claim, plain(node["value"]), node["evidence"])


def _relations(graph: Graph, key: str) -> Iterator[Explanation]:
    edges = [*graph.out_edges(key, data=True), *graph.in_edges(key, data=True)]
    yield from _statements(graph, (statement for _, _, edge in edges for statement in edge.get("statements", ())))


def _statements(graph: Graph, statements: Iterable[Statement]) -> Iterator[Explanation]:
    for statement in sorted(statements, key=lambda statement: (statement_in_words(graph, statement), statement.id)):
        yield from _told(graph, statement_in_words(graph, statement), None, statement.evidence)


def _variants(graph: Graph, key: str) -> Iterator[Explanation]:
    """Sizes read off the name: shown where a paper first writes that name."""
    edges = [*graph.out_edges(key, keys=True, data=True), *graph.in_edges(key, keys=True, data=True)]
    for child, parent, predicate, edge in edges:
        if predicate != "variantOf":
            continue
        paper = graph.nodes[child]["papers"][0]
        claim = f"{_name(graph, child)} is a variant of {_name(graph, parent)} ({edge['reason']})"
        role = next(edge for source, _, edge in graph.in_edges(child, data=True) if source == paper and "role" in edge)
        for item in _told(graph, claim, None, _first_mention(graph, paper, role)):
            yield _by_name(item)


def _by_name(item: Explanation) -> Explanation:
    return Explanation(
        claim=item.claim,
        value=None,
        quote=item.quote,
        marks=item.marks,
        paper=item.paper,
        label=item.label,
        title=item.title,
        rule="link.size",
    )


def _links(graph: Graph, url: str) -> Iterator[Explanation]:
    for paper, _, edge in graph.in_edges(url, data=True):
        what = "code" if edge["predicate"] == "hasCode" else "a page"
        yield from _told(graph, f"{graph.nodes[paper]['title']} has {what} at {url}", None, edge["evidence"])


def _of_paper(graph: Graph, paper: str) -> Iterator[Explanation]:
    """All that one paper says."""
    edges = [*graph.out_edges(paper, keys=True, data=True)]
    roles = [(_ROLE_ORDER.index(predicate), key, edge) for _, key, predicate, edge in edges if "role" in edge]
    for order, key, edge in sorted(roles, key=lambda item: item[:2]):
        claim = f"{_name(graph, key)} {_VERBS[_ROLE_ORDER[order]]}"
        yield from _told(graph, claim, None, edge["evidence"] or _first_mention(graph, paper, edge))
    told = [*_quantities(graph, (id_ for _, id_, predicate, _ in edges if predicate == "reports"))]
    every = (edge for _, _, edge in graph.edges(data=True) if paper in edge.get("papers", ()))
    told += _statements(graph, (statement for edge in every for statement in edge.get("statements", ())))
    for _, url, predicate, _ in edges:
        told += _links(graph, url) if predicate in ("hasCode", "hasPage") else ()
    yield from (item for item in told if item.paper == paper)
