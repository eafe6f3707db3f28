"""Abstracts that their page robbed of every comma, on invented sentences."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said

OPENING = "We propose CedarNet a novel network for scenes. "


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "Experiments on KITTI nuScenes and Waymo show that CedarNet improves mAP by 2.1% 3.2% and 1.4%.",
            {
                "CedarNet change 2.1% increase mAP on KITTI",
                "CedarNet change 3.2% increase mAP on nuScenes",
                "CedarNet change 1.4% increase mAP on Waymo",
            },
            id="as many data sets as numbers",
        ),
        pytest.param(
            "Evaluations on MNIST CIFAR-10 and the ImageNet dataset show that CedarNet improves accuracy by 3.1%.",
            {"CedarNet change 3.1% increase accuracy on MNIST+CIFAR-10+ImageNet"},
            id="one number for all of a list",
        ),
        pytest.param(
            "CedarNet has an accuracy precision and recall of 81.2% 71.2% and 61.2%.",
            {
                "CedarNet score 81.2% accuracy",
                "CedarNet score 71.2% precision",
                "CedarNet score 61.2% recall",
            },
            id="as many measures as numbers",
        ),
        pytest.param(
            "CedarNet outperforms CLIP SigLIP and BERT by 3.1% 2.2% and 1.2% respectively.",
            {
                "CedarNet change 3.1% increase over CLIP",
                "CedarNet change 2.2% increase over SigLIP",
                "CedarNet change 1.2% increase over BERT",
                "CedarNet outperforms BERT",
                "CedarNet outperforms CLIP",
                "CedarNet outperforms SigLIP",
            },
            id="as many rivals as numbers",
        ),
        pytest.param(
            "CedarNet reaches 81.2% ImageNet accuracy and 41.2 COCO mAP.",
            {"CedarNet score 81.2% accuracy on ImageNet", "CedarNet score 41.2 mAP on COCO"},
            id="names of two kinds side by side are no list",
        ),
    ],
)
def test_lists_are_read_without_their_commas(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, OPENING + abstract)) == expected


def test_a_name_is_quoted_without_the_comma_put_back(reader: Reader) -> None:
    record = read(reader, OPENING + "We test CedarNet on the three datasets FenMap TwigMap and RootMap.")
    assert {s for e in record.entities if e.type == "Dataset" for s in e.surfaces} == {"FenMap", "TwigMap", "RootMap"}


def test_a_capital_behind_a_name_is_the_next_of_a_list(reader: Reader) -> None:
    record = read(reader, OPENING + "We test CedarNet on the FenMap Thistle and ROOTS datasets.")
    assert {s for e in record.entities if e.type == "Dataset" for s in e.surfaces} == {"FenMap", "Thistle", "ROOTS"}


def test_a_capital_behind_a_name_is_a_part_of_it_where_lists_have_commas(reader: Reader) -> None:
    record = read(reader, "We test CedarNet, a novel network, on the FenMap Thistle and ROOTS datasets.")
    assert "FenMap Thistle" in {s for e in record.entities for s in e.surfaces}
