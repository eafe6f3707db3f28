"""The only place that recognises arXiv, DOI and ACL Anthology identifiers and gives a paper its CURIE."""

from __future__ import annotations

import re

from kg.model import digest, fold

# 2007-04 on: YYMM.number, four digits until 2014, five since; before: archive/YYMMnumber.
_ARXIV = r"(?P<arxiv>\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z]+(?:-[a-z]+)?(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?"
_DOI = r"(?P<doi>10\.\d{4,9}/\S+)"
# 2020 on: year.venue-volume.number; before: letter, year, volume and number in one word.
_ACL = r"(?P<acl>\d{4}\.[a-z0-9_]+-[a-z0-9]+\.\d+|[A-Z]\d{2}-\d{4})(?:v\d+)?"

_URL = r"(?:https?://)?(?:www\.|dx\.|export\.)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?i:arxiv):\s*{_ARXIV}",
        rf"{_URL}arxiv\.org/(?:abs|pdf|html|format)/{_ARXIV}(?:\.pdf)?(?:[/?#].*)?",
        # arXiv and the ACL give their papers DOIs too: one paper, one id.
        rf"(?:{_URL}doi\.org/|(?i:doi):\s*)?(?i:10\.48550/arxiv\.){_ARXIV}",
        rf"(?:{_URL}doi\.org/|(?i:doi):\s*)?10\.18653/v1/{_ACL}",
        rf"(?:{_URL}doi\.org/|(?i:doi):\s*)?{_DOI}",
        rf"(?i:acl):\s*{_ACL}",
        rf"{_URL}(?:aclanthology\.org|aclweb\.org/anthology)/{_ACL}(?:\.pdf|\.bib)?/?(?:[?#].*)?",
        _ARXIV,
        _ACL,
    )
)


def curie(text: str | None) -> str | None:
    """`arxiv:…`, `doi:…` or `acl:…` when the whole text is such an identifier or its address, else `None`.

    >>> curie("https://arxiv.org/pdf/1706.03762v5.pdf")
    'arxiv:1706.03762'
    """
    stripped = (text or "").strip()
    for form in _FORMS:
        if match := form.fullmatch(stripped):
            ((scheme, value),) = ((name, found) for name, found in match.groupdict().items() if found)
            # DOIs do not distinguish case and are quoted with a full stop after them.
            return f"{scheme}:{value.rstrip('.,;').lower() if scheme == 'doi' else value}"
    return None


def paper_id(title: str, *hints: str | None) -> str:
    """The CURIE of the first hint (record id, address) that is one, else one made from the folded title."""
    found = next((found for hint in hints if (found := curie(hint))), None)
    # Half characters have no UTF-8 to hash; a paper that holds any is turned away once it is read.
    return found or f"title:{digest(fold(title).encode('utf-8', 'replace').decode())}"
