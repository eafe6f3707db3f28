"""Acronyms whose long form stands in the paper without brackets, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "The attack has high attack success rates (over 90% ASR on Vicuna-7B).",
            {"Metric ASR", "Model Vicuna-7B"},
            id="a metric, not the task of the lists",
        ),
        pytest.param(
            "The attack has high attack success rates. Automatic speech recognition (ASR) is safe.",
            {"Metric attack success rates", "Task ASR"},
            id="brackets say otherwise",
        ),
        pytest.param(
            "We study visual object tracking. CedarTrack beats BERT on VOT by 3%.",
            {"Task visual object tracking", "Dataset VOT", "Model BERT", "Model CedarTrack"},
            id="data named after its task",
        ),
        pytest.param(
            "We present Cedar Leaf Diagrams. A CLD is smaller than a tree.",
            {"Method CLD"},
            id="an acronym of the paper's own",
        ),
    ],
)
def test_initials(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert {f"{entity.type} {entity.name}" for entity in read(reader, abstract).entities} == expected
