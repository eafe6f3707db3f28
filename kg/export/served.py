"""The explorer's page as a server gives it: allowed to ask that server, and nobody else, for what it does not hold."""

from __future__ import annotations

from kg.errors import ExportError

CLOSED = "base-uri &#39;none&#39;"
"""Where the policy of a page that asks nobody goes on."""
ASKING = f"connect-src &#39;self&#39;; {CLOSED}"
FLAG, SET = '"served":false', '"served":true'


def served(page: str) -> str:
    """A written page made to ask `data/entity?key=…` and `data/search?q=…` beside its own address.

    Raises `ExportError` for a page that `kg build` did not write.
    """
    if page.count(CLOSED) != 1 or page.count(FLAG) != 1:
        raise ExportError("graph.html: not an explorer of this version; run `kg build` again")
    return page.replace(CLOSED, ASKING).replace(FLAG, SET)
