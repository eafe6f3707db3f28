"""The ontology in Turtle and as a page, both made from the vocabulary and the heads of the rule files."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from kg.export.vocabulary import DISJOINT, ONTOLOGY, PREFIXES, Term, reused, terms
from kg.rules import Rules

ONTOLOGY_PREFIXES: Mapping[str, str] = {**PREFIXES, "owl": "http://www.w3.org/2002/07/owl#"}

TITLE = "Vocabulary of paperkg"
ABOUT = (
    "Models, methods, data sets, tasks and metrics, what papers say of them, and where. Terms of other vocabularies "
    "are used where they say what is meant; what none of them has is defined here: which way a metric is better and "
    "what values it takes, parameter counts, comparisons with their margins, the setting of a result, and who "
    "contradicts whom."
)


def ontology(rules: Rules) -> str:
    """The ontology in Turtle: classes and properties with labels, comments, domains, ranges, and what they extend."""
    lines = ["# Made from vocabulary.toml and the heads of the rule files by `make exports`; do not edit.\n"]
    lines += [f"@prefix {prefix}: <{space}> .\n" for prefix, space in sorted(ONTOLOGY_PREFIXES.items())]
    about = [f"rdfs:label {_quoted(TITLE)}", f"rdfs:comment {_quoted(ABOUT)}"]
    lines.append(_block(f"<{ONTOLOGY.rstrip('#')}>", "owl:Ontology", about))
    found = terms(rules)
    lines += (_block(term.name, " , ".join(term.types), _rows(term)) for term in found)
    lines += (_block(one, "owl:Class", [f"owl:disjointWith {other}"]) for one, other in _disjoint())
    lines += (_block(name, kind, ()) for name, kind in sorted(_others(found)))
    return "".join(lines)


def _block(subject: str, kind: str, rows: Iterable[str]) -> str:
    return "\n" + " ;\n    ".join([f"{subject} a {kind}", *rows]) + " .\n"


def _rows(term: Term) -> Iterator[str]:
    yield f"rdfs:label {_quoted(term.label)}"
    yield f"rdfs:comment {_quoted(term.comment)}"
    for parent in term.parents:
        yield f"{'rdfs:subClassOf' if term.is_class else 'rdfs:subPropertyOf'} {parent}"
    if term.domain:
        yield f"rdfs:domain {term.domain}"
    if term.range:
        yield f"rdfs:range {term.range}"
    yield f"rdfs:isDefinedBy <{ONTOLOGY.rstrip('#')}>"


def _quoted(text: str) -> str:
    # The escapes of JSON are those of Turtle; a lone surrogate is no character.
    return json.dumps(text.encode("utf-8", "replace").decode("utf-8"), ensure_ascii=False) + "@en"


def _disjoint() -> Iterator[tuple[str, str]]:
    for group in DISJOINT:
        yield from combinations(group, 2)


def _others(found: Iterable[Term]) -> set[tuple[str, str]]:
    """The terms of other vocabularies that ours lean on, with what they are."""
    own = {term.name for term in found}
    used = {(name, "owl:Class") for term in found if term.is_class for name in term.parents}
    used |= {(name, "owl:ObjectProperty") for term in found if not term.is_class for name in term.parents}
    return {(name, kind) for name, kind in used if name not in own}


# -- the page ----------------------------------------------------------------------------------------------------


def page(rules: Rules) -> str:
    """The documentation of the vocabulary in Markdown."""
    found = terms(rules)
    lines = [f"# {TITLE}", "", ABOUT, ""]
    lines += ["Made from the rule files by `make exports`. The same for machines: [ontology](../rules/ontology.ttl),"]
    lines += ["[shapes](../rules/shapes.ttl); `kg check` tests a graph against them.", "", "## Prefixes", ""]
    lines += _table(("prefix", "namespace"), ((f"`{name}`", f"<{space}>") for name, space in PREFIXES.items()))
    lines += ["", "## Classes", ""]
    lines += ["A node carries its class and, beside it, those of other vocabularies that it is a kind of.", ""]
    classes = ((term.name, term.comment, *term.parents) for term in found if term.is_class)
    rows = ((f"`{name}`", about, ", ".join(f"`{above}`" for above in parents)) for name, about, *parents in classes)
    lines += _table(("class", "what it is", "a kind of"), rows)
    for title, kind in (("Links", "owl:ObjectProperty"), ("Values", "owl:DatatypeProperty")):
        lines += ["", f"## {title}", ""]
        ends = ((term.name, term.comment, term.domain, term.range) for term in found if kind in term.types)
        rows = ((f"`{name}`", about, f"`{domain}`, `{range_}`") for name, about, domain, range_ in ends)
        lines += _table(("property", "what it says", "from, to"), rows)
    lines += ["", "## Terms of other vocabularies", ""]
    lines += _table(("property", "what it says here"), ((f"`{name}`", use) for name, use in reused().items()))
    return "\n".join(lines) + "\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
