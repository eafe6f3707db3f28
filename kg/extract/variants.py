"""Variants: the other ways English writes a word of the lists: open or closed compounds, and British spelling."""

from __future__ import annotations

import re


def spellings(form: str) -> list[str]:
    """The form as listed and every other way to write it.

    >>> spellings("multi-task language modeling")[-1]
    'multitask language modelling'
    """
    return [british for compound in compounds(form) for british in dialects(compound)]


def compounds(form: str) -> tuple[str, ...]:
    """The form and, where it has a compound that is written open and closed, the other way to write it.

    >>> compounds("multi-task learning"), compounds("finetuning"), compounds("self-attention")
    (('multi-task learning', 'multitask learning'), ('finetuning', 'fine-tuning'), ('self-attention',))
    """
    if "-" in form or " " in form:
        closed = _OPEN.sub(r"\1\2", form)
        if closed != form:
            return (form, closed)
    hyphened = _CLOSED.sub(r"\1-\2", form)
    return (form,) if hyphened == form else (form, hyphened)


def dialects(form: str) -> tuple[str, ...]:
    """The form and, where Britain spells it otherwise, that spelling; the lists are American.

    >>> dialects("language modeling"), dialects("text summarization"), dialects("size")
    (('language modeling', 'language modelling'), ('text summarization', 'text summarisation'), ('size',))
    """
    british = _AMERICAN.sub(lambda found: _BRITISH[found.group()], form)
    return (form,) if british == form else (form, british)


_BRITISH = {
    "ization": "isation", "modeling": "modelling", "labeling": "labelling", "color": "colour", "behavior": "behaviour",
    "neighbor": "neighbour", "optimizer": "optimiser", "tokenizer": "tokeniser", "center": "centre",
}  # fmt: skip
_AMERICAN = re.compile("|".join(_BRITISH))
_PREFIXES = (
    "multi|pre|semi|cross|super|meta|hyper|non|post|sub|inter|intra|uni|bi|auto|neuro|spatio|photo|fine(?=-?tun)|"
    "co(?=-?(?:ref|train|attent|learn))|re(?=-?(?:rank|ident|train|writ|construct))|down(?=-?(?:sampl|stream))|"
    "up(?=-?sampl)|back(?=-?(?:prop|transl))"
)
_OPEN = re.compile(rf"\b({_PREFIXES})-(?=[a-z]{{3}})([a-z])")
_CLOSED = re.compile(
    r"\b(multi|cross|super(?=res|pix)|pre(?=train|process)|fine(?=tun)|co(?=ref)|re(?=rank|ident)|post(?=edit|process|train)|"
    r"sub(?=word|space|graph)|hyper(?=param|spectral)|bi(?=level|direction)|tele(?=op|manip)|micro(?=manip)|meta(?=learn)|semi(?=super)|non(?=linear|param)|back(?=prop|transl)|auto(?=encod))(?=[a-z]{3})([a-z])"
)
"""What English writes in one word or with a hyphen ("pre-training", "pretraining"): closed, and open, spellings."""
WRITTEN = f"{_OPEN.pattern}\n{_CLOSED.pattern}\n{sorted(_BRITISH.items())}"
"""What the spellings depend on, for what is kept of them between runs."""
