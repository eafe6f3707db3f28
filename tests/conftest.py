"""What several tests share because it takes a second to make."""

from __future__ import annotations

import pytest

from kg.extract.examples import Bench
from kg.extract.reader import Reader
from kg.rules import Rules, load_rules


@pytest.fixture(scope="session")
def rules() -> Rules:
    """The shipped rules."""
    return load_rules()


@pytest.fixture(scope="session")
def reader(rules: Rules) -> Reader:
    """A reader with the shipped rules."""
    return Reader(rules)


@pytest.fixture(scope="session")
def bench(rules: Rules) -> Bench:
    """A reader with the shipped rules that shows its matches."""
    return Bench(rules)
