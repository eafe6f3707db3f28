"""Data sets that only a title names: "Burnt Crust Benchmark for Ovens" of a paper that presents a benchmark."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.candidate import Candidate
from kg.extract.repeats import repeats
from kg.extract.title_phrases import PRAISE, is_doing
from kg.extract.tokens import Page

RULE = "names.title_data"
_HEADS = ("Benchmark", "Dataset", "Data Set", "Corpus", "Corpora", "Database", "Testbed", "Treebank", "Test Suite")
_TITLE = re.compile(
    r"(?:The )?(?P<name>(?P<words>(?!An? )(?:[A-Z0-9][\w'’/-]* )(?:(?:(?:of|in|for|and) )?[A-Z0-9][\w'’/-]* ){0,5}?)"
    rf"(?P<head>{'|'.join(_HEADS)})s?)(?=\s*(?:$|[:,(]|(?:for|of|to|with|on|in|from)\b))"
)
_PRESENTED = (
    r"\b(?:present|introduc|propos|releas|construct|collect|creat|describ|provid|generated|"
    r"we (?:also )?buil[dt])\w*\b"
    r"(?:(?! that | which | for | method| system)[^.;]){{0,90}}?\b{head}(?:[.,;:(]| (?!\w+ing (?:method|system))"
    r"(?:of|for|to|that|which|with|in|on|from|where|is|and|captured|collected|consisting|containing|comprising|based|"
    r"using|annotated|designed|aimed|focused|focusing|covering)\b)"
)


def titled_data(page: Page, known: Sequence[Candidate]) -> list[Candidate]:
    """The data set that the title opens with at each of its places, where the abstract presents data of that kind.

    Names of one word without the noun for their kind get the role themselves and nothing is made.
    """
    if not any(head in page.text[: page.split] for head in _HEADS):
        return []
    match = _TITLE.match(page.text, 0, page.split)
    if match is None:
        return []
    start, end = match.span("name")
    first = match["words"].split()[0]
    presented = _presents(page, match["head"])
    if is_doing(first.lower()) or not (presented or page.text.startswith("The ")):
        return []
    start += len(first) + 1 if first.lower() in PRAISE and " " in match["words"].strip() else 0
    within = [c for c in known if start <= c.start and c.end <= end and c.label != "Ignore"]
    bare = page.text[start:end].removesuffix("s").removesuffix(match["head"]).strip()
    alone = next((c for c in within if c.tier == "name" and c.text in (bare, page.text[start:end])), None)
    if alone is not None:
        alone.roles.append(("introduced", 1.0, RULE))
    listed = any(c.known is not None and c.known.type == "Dataset" for c in within)
    if alone is not None or listed or not presented:
        return []
    return [_candidate(page.text, *place) for place in ((start, end), *repeats(page.text, start, end))]


def _presents(page: Page, head: str) -> bool:
    """Whether the abstract says that it makes data of a kind, and no tool for it."""
    kind = re.escape(head.lower()).replace(r"\ ", "[ -]?").removesuffix("a").removesuffix("us")
    kind += "(?:us|a)" if head.startswith("Corp") else "s?"
    return re.search(_PRESENTED.format(head=kind), page.text[page.split :].lower()) is not None


def _candidate(text: str, start: int, end: int) -> Candidate:
    candidate = Candidate(start, end, text[start:end], "Name", RULE, "name")
    candidate.votes.append(("Dataset", 3.0, RULE))
    candidate.roles.append(("introduced", 1.0, RULE))
    candidate.coined = True
    return candidate
