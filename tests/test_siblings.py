"""Names listed beside what a paper introduces, names that begin with everyday words, parts and short forms."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (
            "We introduce the Slow Leaf Block (SLB) and Bark-Enhanced Root Network.",
            {"SLB", "Bark-Enhanced Root Network"},
        ),
        ("We release the FenTree benchmark and the MarshTree corpus.", {"FenTree", "MarshTree"}),
        (
            "We design two modules, named Skip Leaf Gate and Slow Root Transfer.",
            {"Skip Leaf Gate", "Slow Root Transfer"},
        ),
        ("We propose a Leaf Encoder Tree, and Root Decoder Trees are its rivals.", {"Leaf Encoder Tree"}),
        ("We propose a novel Leaf-aware and Root-aware Twig Gate for trees.", set()),
    ],
)
def test_what_is_listed_beside_it(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert _introduced(reader, "Trees", abstract) == expected


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        ("Trees", "We propose Deep Leaf Gating, an approach to trees.", {"Deep Leaf Gating"}),
        ("Trees", "We add a rule called Jacobian Pruning that cuts leaves.", {"Jacobian Pruning"}),
        ("Trees", "Further, we propose a novel Part Pruning Module that cuts leaves.", {"Part Pruning Module"}),
        ("Trees", "We present Large Language Models with leaves.", set()),
        ("Trees", "We propose Multi-View Multi-Leaf Gating, a scheme.", {"Multi-View Multi-Leaf Gating"}),
        ("Trees", "We fold trees through a Bark-Enhanced Folding (BEF) approach.", {"BEF"}),
        ("Trees", "We compare it with a Bark-Enhanced Folding (BEF) approach.", set()),
        ("Trees", "We fold trees like existing Bark-Enhanced Folding (BEF) approaches.", set()),
        ("Trees", "Our method entails two algorithms: (i) Leaf Tracking and (ii) Root Counting.",
         {"Leaf Tracking", "Root Counting"}),
        ("Trees", "We propose a closed-loop folding framework LeafKG via roots.", {"LeafKG"}),
        ("Trees", "We collect ten thousand trees, denoted as LeafSet, with roots.", {"LeafSet"}),
    ],
)  # fmt: skip
def test_names_by_where_they_stand(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    assert _introduced(reader, title, abstract) == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("We propose uLEAF (Un-Layered Elm And Fir), a scheme.", {"uLEAF", "Un-Layered Elm And Fir"}),
        ("We propose ELFA (Elm-and-Leaf-Fir-Aware), a scheme.", {"ELFA", "Elm-and-Leaf-Fir-Aware"}),
    ],
)
def test_long_forms_in_brackets(reader: Reader, abstract: str, expected: set[str]) -> None:
    own = [entity for entity in read(reader, abstract).entities if entity.role == "introduced"]
    assert [set(entity.surfaces) for entity in own] == [expected]


def _introduced(reader: Reader, title: str, abstract: str) -> set[str]:
    return {entity.name for entity in read(reader, abstract, title).entities if entity.role == "introduced"}
