"""Claims: from matches of the claim rules to what the paper states, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.compiler import Match
from kg.extract.ledger import Ledger
from kg.extract.lineage import Lineage
from kg.extract.namesakes import descend_by_name
from kg.extract.quantities import Quantities
from kg.extract.relations import Relations
from kg.extract.values import find_values
from kg.model import Claim


def find_claims(
    ledger: Ledger, values: Sequence[Match], comparisons: Sequence[Match], lineage: Sequence[Match]
) -> tuple[Claim, ...]:
    """All claims in order of first evidence; equal ones are one claim with several pieces of evidence."""
    quantities, relations, lineage_of = Quantities(ledger), Relations(ledger), Lineage(ledger)
    attached = quantities.read(find_values(ledger.reading, values))
    quantities.counts.read_names()
    relations.compare(comparisons)
    relations.compare_by_results(attached)
    relations.compare_levels(attached)
    lineage_of.descend(lineage)
    descend_by_name(ledger)
    _links(ledger)
    return tuple(ledger.claims.values())


def _links(ledger: Ledger) -> None:
    reading, page = ledger.reading, ledger.page
    for start, end in page.links:
        url = _trim(page.text[start:end])
        if "." not in url.split("//")[-1]:
            continue
        sentence = next((s for s in reading.sentences if reading.units[s[1] - 1].end > start), reading.sentences[-1])
        evidence = ledger.evidence([page.span(start, start + len(url))], sentence, "links.url")
        code = _CODE.search(url) is not None
        if ".github.io" in url:
            # A page made from a repository is the code only where the paper says so.
            told = page.text[reading.units[sentence[0]].start : start]
            code = _TOLD.search(told) is not None
        ledger.add("hasCode" if code else "hasPage", page.paper.id, url, evidence)


_CODE = re.compile(r"github|gitlab|bitbucket|huggingface|code", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:codes?|source|implementations?|software|librar(?:y|ies)|packages?|repositor(?:y|ies))\b", re.IGNORECASE
)


def _trim(url: str) -> str:
    url = url.rstrip(".,;:!?'\"*")
    while url.endswith((")", "]", "}")) and url.count("(") < url.count(")") + url.count("]") + url.count("}"):
        url = url[:-1].rstrip(".,;:!?'\"*")
    return url
