"""Gains, shares and levels of one sentence, and what they are told beside, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We introduce CedarNet, a model. It obtains 67.4, 45.2 and 33.1 on MMLU, BBH and HumanEval.",
            {"CedarNet score 33.1 on HumanEval", "CedarNet score 45.2 on BBH", "CedarNet score 67.4 on MMLU"},
            id="bare levels in a list pair with their data sets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It obtains 67.4 / 45.2 / 33.1 on MMLU / BBH / HumanEval.",
            {"CedarNet score 33.1 on HumanEval", "CedarNet score 45.2 on BBH", "CedarNet score 67.4 on MMLU"},
            id="so do those between slashes",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It beats BERT by 2.1% on GLUE with fewer FLOPs and parameters.",
            {"CedarNet change 2.1% increase on GLUE over BERT", "CedarNet outperforms BERT on GLUE"},
            id="what it needs less of is no measure of a gain",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It beats BERT by 2.1% on GLUE with the same number of parameters.",
            {"CedarNet change 2.1% increase on GLUE over BERT", "CedarNet outperforms BERT on GLUE"},
            id="nor what it has as much of",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It lowers the error rate by 3.57% to 35.71% on GLUE.",
            {"CedarNet change 3.57-35.71% decrease error rate on GLUE"},
            id="what falls by little to much falls by a range",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves accuracy by 5% to 91.2%.",
            {"CedarNet change 5% increase accuracy", "CedarNet score 91.2% accuracy"},
            id="what rises so far rises to a level",
        ),
        pytest.param(
            "We propose CedarNet. It keeps 98.0% performance of its teacher BERT on GLUE, beating others by 1.0%.",
            {"CedarNet change 1% increase on GLUE", "CedarNet ratio 98% on GLUE over BERT"},
            id="a share of the teacher's performance and the gain of the student",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It compresses pages to 8% of their original size.",
            {"CedarNet ratio 8% decrease"},
            id="a share of the size",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves accuracy by 4.2% across six benchmarks and by 6.1% on GSM8K.",
            {"CedarNet change 4.2% increase accuracy", "CedarNet change 6.1% increase accuracy on GSM8K"},
            id="many data sets without a name and then one",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches 92.1% on HumanEval, up from 67.0% for GPT-4.",
            {"CedarNet score 92.1% on HumanEval", "GPT-4 score 67% on HumanEval"},
            id="the level before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It is 3x smaller than BERT on GLUE, beating other small models by 1.0%.",
            {"CedarNet change 1% increase on GLUE", "CedarNet ratio 3x decrease on GLUE over BERT"},
            id="rivals without a name are not the one before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It is 3x smaller than BERT, outperforming it by 1.0% on GLUE.",
            {
                "CedarNet change 1% increase on GLUE over BERT",
                "CedarNet outperforms BERT on GLUE",
                "CedarNet ratio 3x decrease on GLUE over BERT",
            },
            id="unless a pronoun means it",
        ),
        pytest.param(
            "We propose CedarNet. Its accuracy rises on RTE to 80.5% (7.7% better) and on MNLI to 86% (4.6% better).",
            {
                "CedarNet change 4.6% increase accuracy on MNLI",
                "CedarNet change 7.7% increase accuracy on RTE",
                "CedarNet score 80.5% accuracy on RTE",
                "CedarNet score 86% accuracy on MNLI",
            },
            id="levels with their gains in brackets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has up to 8.2% (4.8%) accuracy gains over BERT.",
            {
                "CedarNet change 4.8% increase accuracy over BERT",
                "CedarNet change 8.2% accuracy over BERT",
                "CedarNet outperforms BERT",
            },
            id="up to so much is no level",
        ),
        pytest.param(
            "We introduce CedarBench. Humans achieve 91.0% and 100% accuracy, and GPT-4 achieves 72.3%.",
            {"GPT-4 score 72.3% accuracy on CedarBench"},
            id="levels of humans in a list",
        ),
        pytest.param(
            "We introduce CedarBench. Humans reach an accuracy of 92.1%, whereas GPT-4 reaches 35.2%.",
            {"GPT-4 score 35.2% on CedarBench"},
            id="the accuracy of humans",
        ),
        pytest.param(
            "We propose CedarNet. On classification (ImageNet) and detection (COCO), CedarNet gains 2.1% over BERT.",
            {"CedarNet change 2.1% increase on ImageNet+COCO over BERT", "CedarNet outperforms BERT on ImageNet+COCO"},
            id="data sets that explain tasks",
        ),
        pytest.param(
            "We propose CedarNet. It gains 2.1% on answering (SQuAD), inference (MNLI) and summarization (XSum).",
            {"CedarNet change 2.1% increase on SQuAD+MNLI+XSum"},
            id="a list of explained tasks",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet gains 9.1% in accuracy over CLIP via the C4 dataset.",
            {"CedarNet change 9.1% increase accuracy over CLIP", "CedarNet outperforms CLIP"},
            id="what a gain was made with",
        ),
        pytest.param(
            "We propose CedarNet, an attack. CedarNet achieves 92.9% attack success rate against GPT-4.",
            {"CedarNet score 92.9% attack success rate"},
            id="an attack beats nobody it attacks",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet has a win rate of 67% over GPT-4.",
            {"CedarNet outperforms GPT-4", "CedarNet score 67% win rate over GPT-4"},
            id="who wins more often",
        ),
        pytest.param(
            "We propose CedarNet. It makes 55.2% fewer errors over a range of test sets than BERT trained on MNLI.",
            {"CedarNet change 55.2% decrease errors over BERT", "CedarNet outperforms BERT"},
            id="a range of data sets, and what the rival was tuned on",
        ),
    ],
)
def test_gain(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected


@pytest.mark.parametrize(
    "abstract",
    ["CedarNet gains by 2.1% on MMLU, 3.4%", "CedarNet saves 63% of the memory, and 58%", "We show that dropout is"],
)
def test_a_text_cut_off_is_read(reader: Reader, abstract: str) -> None:
    """Dumps end anywhere; the last number has nothing behind it."""
    assert read(reader, abstract).paper.abstract == abstract
