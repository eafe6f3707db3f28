"""Initials: acronyms that a paper never spells out in brackets, though their long form stands in it.

"high attack success rates (over 90% ASR on X)": in this paper ASR is no speech recognition.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kg.extract.candidate import Candidate

_ACRONYM = re.compile(r"([A-Z]{3,6})s?")
"""Two letters fit the beginnings of too much: RL is seldom "robot learning"."""
_WORD = re.compile(r"[A-Za-z]+")


def join_initials(candidates: Sequence[Candidate]) -> None:
    """Tie each acronym to the one phrase whose words begin with its letters, as brackets would have done."""
    acronyms: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        if (found := _ACRONYM.fullmatch(candidate.text)) is not None:
            acronyms[found[1]].append(candidate)
    if not acronyms:
        return
    told = {c.short.text for c in candidates if c.short is not None}
    phrases = [(_initials(c.text), c) for c in candidates if c.short is None and " " in c.text]
    for letters, short in acronyms.items():
        long = _spelled(letters, phrases)
        if not long or told & {c.text for c in short} or _apart(short[0], long[0]):
            continue
        for candidate in long:
            candidate.short = short[0]
        for candidate in short:
            candidate.known, candidate.label, candidate.tier = None, long[0].label, long[0].tier
            candidate.votes.clear()


def _spelled(letters: str, phrases: Iterable[tuple[str, Candidate]]) -> list[Candidate]:
    """The mentions of the only phrase that has these initials; none where two phrases have them."""
    found = [candidate for initials, candidate in phrases if initials == letters]
    return found if len({c.text.lower().rstrip("s") for c in found}) == 1 else []


def _initials(text: str) -> str:
    return "".join(word[0] for word in _WORD.findall(text)).upper()


def _apart(short: Candidate, long: Candidate) -> bool:
    """Whether there is nothing to tie: the lists know both as one, or a method or data are named after a task (VOT)."""
    known = short.known
    if known is None or known.type == "Dataset":
        return long.label == "Task"
    return known is long.known
