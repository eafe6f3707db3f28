"""The errors the program raises on purpose: one line each, place + fact + what to do."""

from __future__ import annotations


class KGError(Exception):
    """A mistake in the input or its use, told in one line a user can act on."""


class SourceError(KGError):
    """A paper, file or format could not be read."""


class RuleError(KGError):
    """A rule file is wrong: names the file, the rule and the nearest known word."""


class LinkError(KGError):
    """Two mentions cannot be merged as asked."""


class StoreError(KGError):
    """A store of records could not be read or written."""


class QueryError(KGError):
    """A query is malformed, or names something the graph does not have."""


class ExportError(KGError):
    """An output could not be written."""
