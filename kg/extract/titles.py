"""Titles: what the place of a name in the title says of its role."""

from __future__ import annotations

import re

from kg.extract.candidate import Candidate
from kg.extract.contributions import proposes_at
from kg.extract.tokens import Page
from kg.model import fold

PART = "roles.part"
"""The rule for parts of what a paper made."""


def title_roles(page: Page, candidates: list[Candidate]) -> None:
    """Names before the colon of a title, and the title's name where it opens the abstract."""
    title = page.text[: page.split]
    if candidates and candidates[0].start <= 1 and (candidates[0].tier == "name" or candidates[0].text.isupper()):
        rest = title[candidates[0].end :]
        if _APART.match(rest) or (title and not rest.strip()):
            candidates[0].roles.append(("introduced", 1.0, "roles.title_prefix"))
            for candidate in candidates:
                if candidate.text == candidates[0].text and candidate.label == "Task":
                    candidate.label, candidate.known = "Name", None
                    candidate.votes.clear()
    opening = next((c for c in candidates if c.start == page.split + 1), None)
    if (
        opening is not None
        and opening.tier == "name"
        and re.match(r"\s(?:is|are)\s(?:an?|the|our)\s|,\san?\s", page.text[opening.end :])
    ):
        starts = fold(title).startswith(fold(opening.text))
        if starts or (opening.known is None and fold(opening.text) in fold(title)):
            opening.roles.append(("introduced", 1.0, "roles.opening_subject"))


def spelled_out_roles(page: Page, candidates: list[Candidate]) -> None:
    """Names spelled out before their short form: those of the title, and those of the paper's own part."""
    long = [candidate for candidate in candidates if candidate.short is not None]
    if not long:
        return
    title = fold(page.text[: page.split])
    proposing = proposes_at(page.text, page.split)
    begin = proposing if proposing is not None else len(page.text)
    for candidate in long:
        if candidate.start > page.split and _CAPITALS.fullmatch(candidate.text):
            # Doubtful names too are meant where they are spelled out: "Self-Attention Network (SAN)".
            candidate.spelled = 0.4
        if candidate.known is not None or (candidate.base is not None and candidate.base.type == "Task"):
            continue
        own = own_sentence(page.text, candidate.start)
        titled = fold(candidate.text) in title
        if own and titled:
            candidate.roles.append(("introduced", 0.6, "roles.title_and_short_form"))
        told = begin < candidate.start and _of_its_own(page.text, candidate)
        if not titled and (told or _its_part(page.text, candidate)):
            candidate.roles.append(("introduced", 1.0, "roles.spelled_out"))
        elif not titled and begin < candidate.start and _is_module(page.text, candidate):
            candidate.roles.append(("introduced", 1.0, PART))
        if candidate.label == "Name" and candidate.start > page.split and _CAPITALS.fullmatch(candidate.text):
            # What a paper spells out in capitals and abbreviates is a thing; most often a way of doing something.
            candidate.spelled = 0.8 if own else 0.4


def bracketed_roles(page: Page, candidates: list[Candidate]) -> None:
    """Coined names in brackets that end what the paper proposes: "we propose a lazy parser for verse (LoomNet)."."""
    shorts = {id(candidate.short) for candidate in candidates if candidate.short is not None}
    for candidate in candidates:
        inside = page.text[candidate.start - 1 : candidate.start] == "(" and _CLOSES.match(page.text, candidate.end)
        if not inside or candidate.label != "Name" or id(candidate) in shorts or candidate.start < page.split:
            continue
        start = max(page.text.rfind(". ", 0, candidate.start), page.split)
        if _WE_PROPOSE.search(page.text, start, candidate.start):
            candidate.roles.append(("introduced", 1.0, "roles.bracketed"))


def numbered_roles(page: Page, candidates: list[Candidate]) -> None:
    """Names that open the items of a list of the paper's own parts: "three techniques: (1) Lazy Tree Cutting to …"."""
    if not any(first in page.text for first in ("1)", "i)", "a)")):
        return
    starts = {candidate.start: candidate for candidate in candidates}
    own = False
    for item in _ITEM.finditer(page.text, page.split):
        if item["number"] in ("1", "i", "a"):
            own = OWN_PARTS.search(page.text, max(page.split, item.start() - 150), item.start() + 1) is not None
        candidate = starts.get(item.end())
        if not own or candidate is None or candidate.known is not None or candidate.label not in ("Name", "Cap"):
            continue
        told = candidate.label == "Name" or " " in candidate.text
        if told and _ITEM_GOES_ON.match(page.text, candidate.end):
            candidate.roles.append(("introduced", 1.0, "roles.numbered"))


_APART = re.compile(r"\W?\s*(?:\([^)]*\)\s*)?(?::|\s[-—]\s|—|!|,(?=\s[Aa]n?\s))\s*\S")
"""What parts a title's name from what is said of it."""
_ITEM = re.compile(r"[\s:;,(](?P<number>[1-5]|i{1,3}|iv|[a-d])\)[\s:]+(?:(?:an?|the|our)(?: novel| new)? )?")
OWN_PARTS = re.compile(
    r"\b(?:techniques|components|modules|parts|stages|strategies|mechanisms|innovations|contributions|designs|ideas|"
    r"losses|phases|improvements|blocks|variants|algorithms|steps|objectives|"
    r"[Ww]e (?:\w+ly |also |further )?(?:propos|introduc|present|design)\w*|"
    r"[Ii]ntroduc(?:es|ing)|[Pp]ropos(?:es|ing))\b[^.]{0,100}$"
)
"""What is said before the items of a list of what a paper made."""
_ITEM_GOES_ON = re.compile(
    r"(?: \([^)]*\))?(?:[,:;.]|\s[—-]| (?:to|for|that|which|with|by|and|module|loss|network|block|strategy|mechanism|"
    r"method|algorithm|component|technique)\b)"
)
_CAPITALS = re.compile(
    r"[A-Z][\w/-]*(?: (?:[A-Z0-9][\w/-]*|a|an|and|by|for|from|in|of|on|the|to|via|with))* [A-Z][\w/-]*"
)
_ONE = re.compile(r"\b(?:an?|(?:novel|new|unique|innovative))(?: [a-z]\w*)? $")
_OF_A_KIND = re.compile(
    r" \([^()]{2,20}\) (?:module|mechanism|strategy|scheme|block|loss|layer|approach|technique|framework|pipeline|"
    r"component|branch|unit|policy|objective)\b"
)
_BUILT_IN = re.compile(r"(?: (?P<in>module|branch|block)s?)? \([^()]{2,20}\)(?: (?P<out>module|branch|block)s?\b)?")
KNOWN = re.compile(r"\b(?:existing|recent\w*|previous\w*|standard|popular|classic|vanilla|original)\b[^.;:]{0,25}$")
_CLOSES = re.compile(r"\)\s?(?:[.,;]|that |which |to |for |by |with |in |and (?:a|an) )")
_WE_PROPOSE = re.compile(
    r"\b(?:[Ww]e|[Pp]aper|[Ww]ork)(?: \w+ly| also| then| here| first| further)? "
    r"(?:propos|introduc|present|develop|devis)\w*\b[^;:]*$"
)
_OF_OTHERS = re.compile(
    r"\b(?:existing|recent\w*|widely|previous\w*|prior|traditional|conventional|standard|popular|well-known|original|classic|vanilla|compar\w+|"
    r"(?:based|built|rel\w+|evaluat\w+) (?:up)?on|using|uses|utili[sz]\w+|employs?|extend\w*|exploit\w*|incorporating|"
    r"inspired by|such as|like|including|example|outperform\w*|than|against|between|from|alternative to|on top of|"
    r"generali[sz]e\w*|under|"
    r"(?:variants?|perspective|strengths?|number|form|problem) of)\b[^.;:]{0,25}$|"
    r"\b(?:as|\w['’]s|(?:in|on)(?: the| an?)?|of the) $"
)
_OWN = re.compile(
    r"\b(?:[Ww]e|[Oo]ur|[Pp]ropos\w+|[Pp]resent\w*|[Ii]ntroduc\w+|[Dd]evelop\w*|[Dd]esign\w*|called|named|dubbed|through|via)\b"
)


def _of_its_own(text: str, candidate: Candidate) -> bool:
    """Whether several capital words are spelled out and abbreviated without a word that says they are of others."""
    words = re.split(r"[\s-]", candidate.text)
    listed = candidate.short is not None and candidate.short.known is not None
    if listed or sum(word[:1].isupper() for word in words) < 3 or text[candidate.end : candidate.end + 2] != " (":
        return False
    return _OF_OTHERS.search(text, max(0, candidate.start - 50), candidate.start) is None


def _its_part(text: str, candidate: Candidate) -> bool:
    """Whether capitals are spelled out behind "a" and before the kind of thing they are: "a Lazy Knot (LK) module"."""
    words = re.split(r"[\s-]", candidate.text)
    listed = candidate.short is not None and candidate.short.known is not None
    several = " " in candidate.text and sum(word[:1].isupper() for word in words) > 1
    if listed or not several or not _OF_A_KIND.match(text, candidate.end):
        return False
    start = max(0, candidate.start - 50)
    return bool(_ONE.search(text, start, candidate.start)) and not _OF_OTHERS.search(text, start, candidate.start)


def _is_module(text: str, candidate: Candidate) -> bool:
    """Whether a part is spelled out, which nobody buys: "using a twig folding module (TFM)"."""
    behind = _BUILT_IN.match(text, candidate.end)
    if behind is None or (candidate.short is not None and candidate.short.known is not None):
        return False
    told = behind["in"] or behind["out"] or candidate.text.lower().endswith((" module", " branch", " block"))
    return bool(told) and KNOWN.search(text, max(0, candidate.start - 40), candidate.start) is None


def own_sentence(text: str, at: int) -> bool:
    """Whether the words before a place, back to the sentence's start, speak of the paper's own work."""
    start = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at), at - 160)
    return bool(_OWN.search(text, start, at)) or start < 0
