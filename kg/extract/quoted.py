"""Quoted coinages: what a paper proposes in quotes ("we present the “fold-first” criterion for pruning")."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.candidate import Candidate, Words
from kg.extract.clusters import Cluster
from kg.extract.contributions import PROPOSER
from kg.extract.handles import RULE as HANDLE
from kg.extract.titles import PART

_QUOTED = re.compile(
    r"(?:(?<![\w“])[“\"]|``|(?<![\w`])`|(?<=\s)[‘'])(?P<name>[A-Za-z][\w-]*(?: [\w-]+){0,4})(?:''|[”\"’](?!\w)|'(?!\w))"
)
"""A few words in quotes of any kind; the writer of LaTeX may close `` by one straight quote."""
_OPENS = (
    r"(?:an?|the|our|so-called|new|novel|fast|robust|cheap|strong|and|yet|"
    r"(?:\w+-)?\w+(?:ed|ive|al|ble|ent|ic|le|ar|ly|based))"
)
_PROPOSED = re.compile(
    rf"(?:{PROPOSER}(?:propos|introduc|present|develop|devis|design|formulat)(?:e|es|s|ed)?|"
    r"\bby (?:introduc|propos|present|develop|design)ing) "
    rf"(?:{_OPENS}[ ,]+){{0,5}}$"
)
"""What is said right before the quote where the paper is who proposes."""
_NEW = re.compile(r"\b[Aa]n? (?:novel|new)(?: (?!of\b)[a-z][\w-]*){0,2},? $")
_GOES_ON = re.compile(
    r"[.,;:)](?! (?:well|widely)[ -])|$| [—-]+ | (?:that|which|to|for|as|in which|where|and)\b|"
    r" (?:\w+ )?(?P<kind>method|approach|strategy|scheme|module|block|layer|loss|step|stage|criterion|algorithm|model|"
    r"framework|mechanism|network|technique|measure|metric|task|dataset|benchmark|corpus|representation|system|"
    r"paradigm|procedure|operator|operation|regularizer|objective|attack|protocol|formulation|architecture|unit|"
    r"kernel|rule|trick)s?\b"
)
"""What follows a quoted name: its end, an explanation, or what kind of thing it names; not its short form."""


def quoted(text: str, split: int, words: Words) -> Iterator[Candidate]:
    """The names in quotes that the abstract proposes."""
    if " '" not in text and not any(mark in text for mark in '“"`‘'):
        return
    for match in _QUOTED.finditer(text, split):
        behind = _GOES_ON.match(text, match.end())
        if behind is None or not _a_name(match["name"], behind["kind"], words):
            continue
        begin = max(split, match.start() - 100)
        if _PROPOSED.search(text, begin, match.start()) or _NEW.search(text, begin, match.start()):
            yield _coined(match)


def _a_name(name: str, kind: str | None, words: Words) -> bool:
    """Whether quoted words are a name: "leaf whitening", "Fold-and-Mend"; no adjective and no plain word."""
    parts = name.lower().split()
    if len(parts) == 1:
        # A "brute-force" approach is described; a "fold-first" criterion has no other name.
        return "-" in name and kind not in _DESCRIBED
    return parts[0] not in words.stop and parts[-1] not in words.stop and parts[-1] not in _PHENOMENA


_DESCRIBED = frozenset(("approach method model algorithm framework system representation").split())
_PHENOMENA = frozenset(("problem effect hypothesis bias issue gap phenomenon dilemma paradox").split())


def _coined(match: re.Match[str]) -> Candidate:
    tier = "name" if match["name"].istitle() else "term"
    candidate = Candidate(match.start("name"), match.end("name"), match["name"], "Name", "names.quoted", tier)
    candidate.coined = True
    candidate.votes.append(("Method", 0.5, "names.quoted"))
    candidate.roles.append(("introduced", 1.0, "names.quoted"))
    return candidate


def only_part(cluster: Cluster) -> bool:
    """Whether a paper's own thing is a part, or only quoted or listed, in lower case: the title may name the whole."""
    told = [(rule, c.text.islower()) for c in cluster.candidates for _, _, rule in c.roles]
    return any(rule == PART or (rule in _OF_PARTS and lower) for rule, lower in told)


_OF_PARTS = frozenset({"names.quoted", "names.counted", HANDLE})
