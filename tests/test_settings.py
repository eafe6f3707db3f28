"""What makes numbers incomparable, and which of a sentence's numbers it is told of."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "LoomNet lifts one-shot accuracy on MNIST from 8.9% to 9.2%.",
            {"8.9%": ["1-shot"], "9.2%": ["1-shot"]},
            id="before all numbers",
        ),
        pytest.param(
            "LoomNet gets 6.9% accuracy (4-shot) on GLUE and 4.7% on SQuAD (8-shot).",
            {"6.9%": ["4-shot"], "4.7%": ["8-shot"]},
            id="behind each",
        ),
        pytest.param(
            "LoomNet lifts BLEU by 2.9 in known directions and by 3.1 in zero-shot directions.",
            {"2.9": [], "3.1": ["zero-shot"]},
            id="of the last alone",
        ),
        pytest.param(
            "LoomNet reaches 40% accuracy on MMLU and 50% on GSM8K in the zero-shot setting, but BERT gets 30%.",
            {"40%": ["zero-shot"], "50%": ["zero-shot"], "30%": []},
            id="of what is listed, not of the next clause",
        ),
        pytest.param(
            "LoomNet gets 56% and 73% accuracy on MNIST in the 1-shot and 5-shot settings respectively.",
            {"56%": ["1-shot"], "73%": ["5-shot"]},
            id="in pairs",
        ),
        pytest.param(
            "LoomNet gains 12.2%, 10.9% and 10.4% AUROC on MNIST for 1, 2, and 4-shot settings.",
            {"12.2%": ["1-shot"], "10.9%": ["2-shot"], "10.4%": ["4-shot"]},
            id="counts listed before the last",
        ),
        pytest.param("LoomNet gains 40% zero-shot and 50% 5-shot accuracy.", {"40%": ["zero-shot"], "50%": ["5-shot"]}),
        pytest.param("Our one-shot tracker gets 76.4 MOTA on MOT16.", {"76.4": []}, id="a kind of tracker"),
        pytest.param("LoomNet beats few-shot parsing methods by 4% on GLUE.", {"4%": []}, id="a kind of method"),
        pytest.param(
            "Through zero-shot and few-shot runs, LoomNet gets 70% accuracy on GLUE.", {"70%": []}, id="either of two"
        ),
        pytest.param("A validation on looms shows an accuracy of 30%.", {"30%": []}, id="a validation is no split"),
        pytest.param(
            "On the validation set, LoomNet gets 40% accuracy and on the test set 50% accuracy.",
            {"40%": ["validation"], "50%": ["test"]},
            id="splits in turn",
        ),
        pytest.param(
            "LoomNet gains 1.7% on the ImageNet val set, and 1.5 mAP on COCO test-dev.",
            {"1.7%": ["validation"], "1.5": ["test-dev"]},
            id="splits of two data sets",
        ),
        pytest.param(
            "LoomNet scores 45.2 pass@1 on HumanEval and 71% accuracy on the test split of ImageNet at 384x384 pixels.",
            {"45.2": [], "71%": ["384x384", "test"]},
            id="of one data set alone",
        ),
        pytest.param(
            "LoomNet reaches 87% accuracy on ImageNet at 512×512 and an FID of 3.1 on ImageNet 256x256.",
            {"87%": ["512x512"], "3.1": ["256x256"]},
            id="resolutions",
        ),
        pytest.param("LoomNet folds 12 x 40 leaves with 91% accuracy.", {"91%": []}, id="a product is no resolution"),
        pytest.param(
            "Without fine-tuning, LoomNet reaches 40% accuracy on MMLU; after fine-tuning it reaches 60%.",
            {"40%": ["without fine-tuning"], "60%": ["fine-tuned"]},
            id="tuned or not",
        ),
        pytest.param(
            "On GLUE in the fine-tuning setting, LoomNet gains 4%.", {"4%": ["fine-tuned"]}, id="a setting by name"
        ),
        pytest.param("LoomNet beats the fine-tuned BERT by 4% on GLUE.", {"4%": []}, id="a tuned rival"),
    ],
)
def test_settings(reader: Reader, abstract: str, expected: dict[str, list[str]]) -> None:
    scores = [claim for claim in read(reader, abstract, "LoomNet: A Loom").claims if claim.predicate == "scores"]
    assert {claim.object.text: [*claim.qualifier("setting")] for claim in scores} == expected
