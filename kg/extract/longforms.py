"""Long forms: what the short forms of a paper stand for, as candidates of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.abbreviations import Abbreviation
from kg.extract.candidate import Candidate
from kg.extract.capitals import RUN
from kg.extract.clusters import form_key
from kg.rules import KnownName

PROPOSED_RULES = ("names.proposed_bare", "names.quoted", "names.counted")
"""Rules of names that the text proposes as they stand; a long form at their place takes their part."""
_CAPITAL_BEFORE = re.compile(r"(?<=[a-z,] )((?:[A-Z][a-z][\w-]* )+)$")
_GOVERNED = re.compile(r" (?:of|with|for|to|as|in|on|via|by|using|from|through) (?:the |an? )?")


def part_of_long_form(candidate: Candidate, abbreviations: Iterable[Abbreviation]) -> bool:
    """Whether what is abbreviated is longer: "called slow graph reasoning for optical flow (SGFlow)"."""
    span = (candidate.start, candidate.end)
    longs = (abbreviation.long for abbreviation in abbreviations)
    return any(long[0] <= span[0] and span[1] <= long[1] and long != span for long in longs)


def long_forms(abbreviations: Iterable[Abbreviation], text: str, pool: list[Candidate]) -> list[Candidate]:
    """Long forms as candidates of their own, tied to their short forms."""
    found = []
    for abbreviation in abbreviations:
        start, end = abbreviation.long
        short_start, short_end = abbreviation.short
        if RUN.fullmatch(text, start, end) and (before := _CAPITAL_BEFORE.search(text, max(0, start - 60), start)):
            # "Adaptive Activation Steering (ACT)": the short form need not have a letter of every word.
            start = before.start(1)
        start = _with_echo(start, end, pool)
        long_text = text[start:end]
        capitals = [word[0].isupper() for word in re.findall(r"[A-Za-z]{4,}[\w-]*", long_text)]
        proper = bool(capitals) and sum(capitals) >= 0.6 * len(capitals)
        long = Candidate(start, end, long_text, "Name", "names.long_form", "name" if proper else "term")
        own = next((c for c in pool if (c.start, c.end) == (start, end) and c.rule in PROPOSED_RULES), None)
        if own is not None:
            long.coined, long.votes, long.roles = True, list(own.votes), list(own.roles)
            own.label = "Ignore"
            pool.remove(own)
        elif _salad(long_text, text[short_start:short_end]):
            long.tier = "name"
            spans = {(start, end), (short_start, short_end)}
            if not any((c.start, c.end) in spans and c.known and (c.known.certain or c.start == start) for c in pool):
                # "DEtection TRansformer (DETR)" is new once, and known ever after.
                long.roles.append(("introduced", 1.0, "roles.letter_salad"))
        whole = next((c for c in pool if (c.start, c.end) == (start, end) and c.known), None)
        same = next((c for c in pool if (c.start, c.end) == (start, end) and c.base), None)
        inner = [c for c in pool if c.end == end and start < c.start]
        tail = [c for c in inner if not _GOVERNED.search(text, start, c.start)]
        if any(c.label == "Ignore" and c.end == end and 2 * (end - c.start) >= end - start for c in pool):
            # "pretrained foundation models (PFMs)": the short form is as little an entity as the long one.
            short_text = text[short_start:short_end].rstrip("s")
            for c in pool:
                if c.text.rstrip("s") == short_text and c.known is None:
                    c.label = "Ignore"
            continue
        if whole is not None:
            long.known, long.label, long.votes, long.tier = whole.known, whole.label, list(whole.votes), whole.tier
        elif same is not None:
            long.base, long.votes = same.base, list(same.votes)
        elif tail:
            best = min(tail, key=lambda c: c.start)
            long.base = best.known
            long.votes = [(kind, 0.35 * weight, rule) for kind, weight, rule in best.votes]
        short = next((c for c in pool if (c.start, c.end) == (short_start, short_end)), None)
        if short is None:
            short = Candidate(
                short_start, short_end, text[short_start:short_end], "Name", "names.short_form", long.tier
            )
            found.append(short)
        long.short = short
        if short.known is not None and long.known is not short.known and _redefined(short.known, long, bool(inner)):
            # "WER" may be listed as word error rate; this paper says what it means by it.
            known = short.known
            plural = "" if known.certain else "s"
            for c in [c for c in pool if c.text.rstrip(plural) == short.text.rstrip(plural) and c.known is known]:
                c.known, c.label, c.tier = None, "Name", long.tier
                c.votes.clear()
        found.append(long)
    return found


def _with_echo(start: int, end: int, pool: list[Candidate]) -> int:
    """Where a long form starts that the title has with more words; echoes that are but its beginning leave the pool.

    "a deep leaf network (LNet)" under "Deep Leaf Network for …", "slow folding for trees (SFT)" under "… Slow Folding".
    """
    echoes = [c for c in pool if c.rule == "names.echo" and (c.end == end or c.start == start)]
    for echo in echoes:
        if echo.end == end:
            start = min(start, echo.start)
        elif echo.end < end:
            key = form_key(echo.text)
            pool[:] = [c for c in pool if c.rule != "names.echo" or form_key(c.text) != key]
    return start


def _salad(long: str, short: str) -> bool:
    """Whether capitals inside words spell a new acronym: "REtrieving from the traINing datA", but not of "GANs"."""
    words = [word for word in re.findall(r"[A-Za-z]{4,}", long) if not (word[:-1].isupper() and word.endswith("s"))]
    inside = [word for word in words if re.search(r"[a-z][A-Z]|[A-Z][A-Z][a-z]", word)]
    if long.isalpha() or any(word in short for word in inside):
        # "classification ACCuracy (ACC)", "RNN with ReLU nonlinearity (RNN-ReLU)"
        return False
    return len(inside) > 1 or (len(inside) == 1 and len(long.split()) < 5)


_SELDOM_NEW = frozenset({"generic", "organisation", "country", "venue", "person", "unit", "programming", "language"})
"""What short forms on the list of no names stand for that papers seldom use anew."""


def _redefined(known: KnownName, long: Candidate, inner: bool) -> bool:
    """Whether a paper means another thing by an acronym than the lists do; `inner`: its long form ends on a term."""
    said = {word[:4] for word in re.findall(r"[a-z]{3,}", long.text.lower())}
    spelled = [{word[:4] for word in re.findall(r"[a-z]{3,}", form.lower())} for form in known.forms if " " in form]
    if not spelled and known.type == "Ignore":
        # "Slow Attention Reward (SAR)" is no radar, "information retrieval (IR)" no country.
        if long.known is not None or long.base is not None or inner:
            return True
        proper = long.tier == "name" and (long.coined or long.base is not None or RUN.fullmatch(long.text))
        return bool(proper) and known.facts.get("why") not in _SELDOM_NEW
    if not spelled and known.name.isupper() and (known.tier == "term" or (long.tier == "name" and not known.certain)):
        # The list has the acronym alone, the paper says what it means by it.
        return True
    return bool(spelled) and bool(said) and all(len(said & words) < 0.5 * len(said) for words in spelled)
