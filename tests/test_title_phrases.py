"""Which phrases of a title name what a paper proposes, on invented titles."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from kg.model import Paper
from tests.test_extract import read


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param(
            "Leaf-Aware Joint Pruning and Grafting with Wavy Hints",
            "We propose a model that prunes and grafts at once. Our model gains 3.1%.",
            {"Leaf-Aware Joint Pruning and Grafting"},
            id="two things that are done by something",
        ),
        pytest.param(
            "Twig Region Based Pruning Attack on Tree Parsers",
            "We propose an attack that is fast. Our attack is 3 times faster.",
            {"Twig Region Based Pruning Attack"},
            id="what is done by something, before on what",
        ),
        pytest.param(
            "Shadow Guided Leaf Reconstruction beyond Fog",
            "We propose a way to rebuild leaves.",
            {"Shadow Guided Leaf Reconstruction"},
            id="what is done by something, before past what",
        ),
        pytest.param(
            "Self-Pruned Branch Optimization on Twig Groups for Leaf Counting",
            "We propose a network that counts leaves.",
            {"Self-Pruned Branch Optimization"},
            id="a compound that says what was done",
        ),
        pytest.param(
            "No Twig Left Out: Wind-Aided Leaf Counting and Growing",
            "We propose two tricks for leaves.",
            {"Wind-Aided Leaf Counting and Growing"},
            id="two things behind a motto",
        ),
        pytest.param(
            "A Large Leaf Skin with Small Microphones for Robots",
            "We propose a skin that hears. It hears 3.2% more.",
            {"Large Leaf Skin"},
            id="a thing with an article",
        ),
        pytest.param(
            "A Leaf Sorting Framework Using Wind Feedback",
            "We propose a framework to sort leaves.",
            {"Leaf Sorting Framework"},
            id="a framework with an article",
        ),
        pytest.param(
            "Dim Photo Enhancement Using Deep Shadow Estimation",
            "We propose a network to mend photos.",
            {"Deep Shadow Estimation"},
            id="a task that something is done by",
        ),
        pytest.param(
            "Motion Planning via Latent Leaf Prediction",
            "We propose a planner for leaves.",
            {"Latent Leaf Prediction"},
            id="a task that something is done via",
        ),
        pytest.param(
            "Many-to-One Pruning with Wavy Hints",
            "We propose a parser for leaves.",
            {"Many-to-One Pruning"},
            id="a compound with a small word in it",
        ),
        pytest.param(
            "Leaf Counting and Growing on Steep Hills",
            "We propose a way to count leaves.",
            set(),
            id="two tasks",
        ),
        pytest.param(
            "Real-Time Leaf Counting on Small Devices",
            "We propose a way to count leaves.",
            set(),
            id="a task and its setting",
        ),
        pytest.param(
            "An Industry Evaluation of Leaf Alignment",
            "We present a study of leaves.",
            set(),
            id="an account with an article",
        ),
        pytest.param(
            "A Windy Approach to Leaf Counting",
            "We propose to count leaves.",
            set(),
            id="an approach with an article",
        ),
        pytest.param(
            "Leaf Segmentation with Slow Folding and Graph Neural Networks",
            "We propose a model to cut leaves. It gains 3.1%.",
            set(),
            id="something joined to what the field knows",
        ),
        pytest.param(
            "Estimating the Weight of Leaves Using Wind Sensing",
            "We propose a way to weigh leaves.",
            set(),
            id="a sense",
        ),
        pytest.param(
            "Sequence-to-Sequence Leaf Parsing with Twig Hints",
            "We propose a parser for leaves.",
            set(),
            id="from what to what",
        ),
        pytest.param(
            "Low RGB-D Leaf Parsing with Twig Hints",
            "We propose a parser for leaves.",
            set(),
            id="on what sort of pictures",
        ),
        pytest.param(
            "Motion Planning via Leaf Prediction and Wave Estimation",
            "We propose a planner for leaves.",
            set(),
            id="two tasks that something is done via",
        ),
    ],
)
def test_what_a_title_names(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    own = (entity for entity in read(reader, abstract, title).entities if entity.role == "introduced")
    assert {entity.surfaces[0] for entity in own} == expected


@pytest.mark.parametrize("title", ["A", "The", "A:", "A Novel", ": The", "-"])
def test_a_title_of_next_to_nothing_names_nothing(reader: Reader, title: str) -> None:
    assert reader.read(Paper(id="title:x", title=title, abstract="We bake bread.")).entities == ()
