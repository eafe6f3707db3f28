"""Which measure and data set each number of a list has, within a sentence and across two, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We also release FenQA, a dataset of riddles. CedarNet gains 2.1% on SQuAD and 3.1% on our dataset.",
            {"CedarNet change 2.1% increase on SQuAD", "CedarNet change 3.1% increase on FenQA"},
            id="our dataset is the one the paper introduces",
        ),
        pytest.param(
            "We also release FenQA, a dataset of riddles. On the proposed data set, CedarNet beats BERT by 3.1%.",
            {"CedarNet change 3.1% increase on FenQA over BERT", "CedarNet outperforms BERT"},
            id="a sentence that opens with the proposed data set",
        ),
        pytest.param(
            "It has 81.2% accuracy on SQuAD and 91.2% on our corpus.",
            {"CedarNet score 81.2% accuracy on SQuAD", "CedarNet score 91.2% accuracy"},
            id="our corpus has no name",
        ),
        pytest.param(
            "It has 81.2% accuracy on SQuAD. Its speed is fine. On the same benchmark, it is 3x faster than BERT.",
            {"CedarNet score 81.2% accuracy on SQuAD", "CedarNet ratio 3x increase on SQuAD over BERT"},
            id="the same benchmark is the one spoken of before",
        ),
        pytest.param(
            "It has 81.2% accuracy on MNLI, and 1.2%/2.1% better recall than BERT/T5 on SQuAD/RTE.",
            {
                "CedarNet score 81.2% accuracy on MNLI",
                "CedarNet change 1.2% increase recall on SQuAD over BERT",
                "CedarNet change 2.1% increase recall on RTE over T5",
                "CedarNet outperforms BERT on SQuAD+RTE",
                "CedarNet outperforms T5 on SQuAD+RTE",
            },
            id="lists with slashes pair in order",
        ),
        pytest.param(
            "It improves accuracy from 93.2% to 94.3% on MNIST and 50.0% to 79.2% on CIFAR-10.",
            {
                "? score 93.2% accuracy on MNIST",
                "CedarNet score 50% accuracy on CIFAR-10",
                "CedarNet score 79.2% accuracy on CIFAR-10",
                "CedarNet score 94.3% accuracy on MNIST",
            },
            id="a second pair of levels without from",
        ),
        pytest.param(
            "Results on MNLI show that it is on par with the best, but needs 3x less memory.",
            {"CedarNet ratio 3x decrease memory on MNLI"},
            id="what the trials were on holds to the end of the sentence",
        ),
        pytest.param(
            "It reaches 31.2 BLEU on IWSLT14, 30.8 for en-de and 35.2 for de-en on WMT14.",
            {
                "CedarNet score 30.8 BLEU on WMT14",
                "CedarNet score 31.2 BLEU on IWSLT14",
                "CedarNet score 35.2 BLEU on WMT14",
            },
            id="two parts of a data set that is told behind the second",
        ),
        pytest.param(
            "It has an accuracy of 81.2% on MNLI and 91.3% on an in-house legal corpus.",
            {"CedarNet score 81.2% accuracy on MNLI", "CedarNet score 91.3% accuracy"},
            id="data without a name is not the data set before",
        ),
        pytest.param(
            "On VQAv2, it reaches 76.1% on test-dev and 76.3% on test-std.",
            {"CedarNet score 76.1% on VQAv2 test-dev", "CedarNet score 76.3% on VQAv2 test-std"},
            id="splits are of the data set the sentence opens with",
        ),
        pytest.param(
            "On MNLI, it obtains 62.1% (1-shot) and 79.3% (5-shot) accuracy.",
            {
                "CedarNet score 62.1% accuracy on MNLI 1-shot",
                "CedarNet score 79.3% accuracy on MNLI 5-shot",
            },
            id="remarks behind numbers part no list",
        ),
        pytest.param(
            "It excels on SQuAD (F1 of 91.2) and MNLI (accuracy of 86.7%).",
            {"CedarNet score 86.7% accuracy on MNLI", "CedarNet score 91.2 F1 on SQuAD"},
            id="measures and levels in brackets behind their data sets",
        ),
        pytest.param(
            "With only 10% of the data, it reaches 91.2% on MNLI.",
            {"CedarNet ratio 10%", "CedarNet score 91.2% on MNLI"},
            id="a share at the start of a sentence makes the level no share",
        ),
        pytest.param(
            "It brings gains of 7.1% on GSM8K and 5.2% on MATH, reaching 81.2% and 34.1%, respectively.",
            {
                "CedarNet change 5.2% increase on MATH",
                "CedarNet change 7.1% increase on GSM8K",
                "CedarNet score 34.1% on MATH",
                "CedarNet score 81.2% on GSM8K",
            },
            id="levels that gains lead to",
        ),
        pytest.param(
            "It shows a gain of 5.7% to achieve 76.7% accuracy on MNLI.",
            {"CedarNet change 5.7% increase accuracy on MNLI", "CedarNet score 76.7% accuracy on MNLI"},
            id="a gain and its level are told alike",
        ),
        pytest.param(
            "It has an MRR of 0.36 and 0.49, and a recall of 0.27 and 0.45 on FB15k-237 and WN18RR.",
            {
                "CedarNet score 0.27 recall on FB15k-237",
                "CedarNet score 0.36 MRR on FB15k-237",
                "CedarNet score 0.45 recall on WN18RR",
                "CedarNet score 0.49 MRR on WN18RR",
            },
            id="two lists on the same data sets told once",
        ),
        pytest.param(
            "It has errors of 2.9% and 15.7% on CIFAR-10 and CIFAR-100. Pruned, it has errors of 3.5% and "
            "17.2%, respectively.",
            {
                "CedarNet score 15.7% errors on CIFAR-100",
                "CedarNet score 17.2% errors on CIFAR-100",
                "CedarNet score 2.9% errors on CIFAR-10",
                "CedarNet score 3.5% errors on CIFAR-10",
            },
            id="a list goes with that of the sentence before",
        ),
        pytest.param(
            "It is tested on MNLI as well as the RTE dataset. The accuracies are 81.2% and 70.1%, respectively.",
            {"CedarNet score 70.1% accuracies on RTE", "CedarNet score 81.2% accuracies on MNLI"},
            id="respectively goes through the data sets of the sentence before",
        ),
        pytest.param(
            "It has 91.2% accuracy on MNLI. On RTE, it has 84.3%.",
            {"CedarNet score 84.3% accuracy on RTE", "CedarNet score 91.2% accuracy on MNLI"},
            id="a level on another data set is measured as the one before",
        ),
        pytest.param(
            "It has 76.8 mAP on COCO. At 40 FPS, it gets 78.6 mAP.",
            {"CedarNet score 40 FPS FPS on COCO", "CedarNet score 76.8 mAP on COCO", "CedarNet score 78.6 mAP on COCO"},
            id="what a sentence takes over holds for its other numbers",
        ),
        pytest.param(
            "It gains 3.2% on UCF101 using the small backbone (90.5% top-1 accuracy).",
            {"CedarNet change 3.2% increase top-1 accuracy on UCF101", "CedarNet score 90.5% top-1 accuracy on UCF101"},
            id="levels in a bracket far behind the gain",
        ),
        pytest.param(
            "It reaches 31.2 for en-de on IWSLT14 and 27.2 for zh-en on WMT17 in BLEU.",
            {"CedarNet score 27.2 BLEU on WMT17", "CedarNet score 31.2 BLEU on IWSLT14"},
            id="a measure at the very end of a list of levels",
        ),
        pytest.param(
            "It has an 84.1 score on MNLI, and 79.2 on RTE with F-score.",
            {"CedarNet score 79.2 F-score on RTE", "CedarNet score 84.1 F-score on MNLI"},
            id="a measure behind a list of scores",
        ),
        pytest.param(
            "The MNLI accuracy rises from 83.2% to 85.2% and the RTE accuracy from 68.0% to 71.3%.",
            {
                "? score 68% accuracy on RTE",
                "? score 83.2% accuracy on MNLI",
                "CedarNet score 71.3% accuracy on RTE",
                "CedarNet score 85.2% accuracy on MNLI",
            },
            id="data sets made to adjectives of their measures",
        ),
        pytest.param(
            "It keeps its accuracy at equivalent latency (75.2% vs. 57.3%) on MNLI.",
            {"? score 57.3% accuracy on MNLI", "CedarNet score 75.2% accuracy on MNLI"},
            id="a measure that is a condition is not what a level is of",
        ),
        pytest.param(
            "It needs 12% fewer FLOPs while keeping its accuracy on MNLI.",
            {"CedarNet change 12% decrease FLOPs on MNLI"},
            id="a cost is cut on the data set whose quality is kept",
        ),
        pytest.param(
            "It cuts memory by 40% while improving the accuracy on two benchmarks (MNLI and RTE).",
            {"CedarNet change 40% decrease memory on MNLI+RTE"},
            id="a cost is cut on the data sets in brackets whose quality grows",
        ),
        pytest.param(
            "It is 4x smaller, while performing well on MNLI.",
            {"CedarNet ratio 4x decrease"},
            id="a size is of no data set where the system only does well",
        ),
        pytest.param(
            "Experiments on SuperGLUE show that it beats BERT by 3.1% over eight tasks.",
            {"CedarNet change 3.1% increase on SuperGLUE over BERT", "CedarNet outperforms BERT"},
            id="many tasks are those of the one suite the trials were on",
        ),
        pytest.param(
            "It has 81.2% accuracy on MNLI and 74.1% when asked twice on a legal reading corpus.",
            {"CedarNet score 81.2% accuracy on MNLI", "CedarNet score 74.1% accuracy"},
            id="data without a name farther behind a number",
        ),
        pytest.param(
            "It has 81.2% accuracy on MNLI and 74.1% on the Welsh driving exam.",
            {"CedarNet score 81.2% accuracy on MNLI", "CedarNet score 74.1% accuracy"},
            id="an exam is another place",
        ),
        pytest.param(
            "It has 81.2% accuracy on the test set of MNLI and 84.3% on the whole development set.",
            {"CedarNet score 81.2% accuracy on MNLI test", "CedarNet score 84.3% accuracy on MNLI dev"},
            id="another part of the same data set",
        ),
        pytest.param(
            "It wins on CIFAR-10 with the best accuracy (81.2%) among those trained without using ImageNet.",
            {"CedarNet score 81.2% accuracy on CIFAR-10"},
            id="what was not learned from is no place",
        ),
        pytest.param(
            "With ImageNet pre-trained weights, it gains 3.1% over BERT on CIFAR-10.",
            {"CedarNet change 3.1% increase on CIFAR-10 over BERT", "CedarNet outperforms BERT on CIFAR-10"},
            id="what was learned from before is no place",
        ),
        pytest.param(
            "It has 81.2% accuracy on MNLI. It also has 71.2% accuracy with a legged robot.",
            {"CedarNet score 81.2% accuracy on MNLI", "CedarNet score 71.2% accuracy"},
            id="a number of a machine is not of the data set before",
        ),
        pytest.param(
            "It has 81.2% accuracy on MNLI. We tested it on an even harder benchmark and it has 71.2% accuracy.",
            {"CedarNet score 81.2% accuracy on MNLI", "CedarNet score 71.2% accuracy"},
            id="an unnamed benchmark parts a sentence from the one before",
        ),
        pytest.param(
            "We use the MNLI benchmark to see how it reasons. It gains 3.1% over BERT.",
            {"CedarNet change 3.1% increase on MNLI over BERT", "CedarNet outperforms BERT on MNLI"},
            id="a data set that the sentence before says is used",
        ),
        pytest.param(
            "Our tests show that models trained on MNLI are strong. It gains 3.1% over BERT.",
            {"CedarNet change 3.1% increase over BERT", "CedarNet outperforms BERT"},
            id="a sentence that tells what was learned from announces no place",
        ),
    ],
)
def test_each_number_has_its_measure_and_data_set(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, f"We introduce CedarNet, a model. {abstract}")) == expected
