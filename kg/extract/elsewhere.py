"""Elsewhere: places without a name that a sentence tells its numbers of, so that no name said before holds."""

from __future__ import annotations

import re

from kg.extract.places import Places

_UNNAMED = re.compile(
    r"\b(?:on|using|in|with|from) an? (?:(?!(?:to|of|for|the|on)\b)[a-z-]+ ){0,4}(?:dataset|benchmark|corpus|problem)\b"
    r"|\b(?:on|to) (?:another|other) "
    r"|(?<!in )\b(?:real|physical|actual|axis|dof|legged|humanoid)(?:-world)? (?:robots?|robotic|hardware)\b"
    r"|\brobot(?:ic)? (?:arms?|experiments?|trials|hands?|platforms?|systems?)\b"
    r"|^[^№]*\b(?:human (?:evalu\w+|judge?\w*|stud(?:y|ies)|raters|subjects|participants|annotators)"
    r"|user stud(?:y|ies)|participants|a/b tests?|online tests?)\b"
)
"""Data without a name, a machine, or, before the first number, people who judged."""


def tells_of_unnamed(places: Places) -> bool:
    """Whether a sentence without a data set says where else its numbers are from: "On A DATASET of letters, …"."""
    return _UNNAMED.search(" ".join(map(places.word, range(places.start, places.end)))) is not None
