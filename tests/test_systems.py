"""Whose a number is: of the paper's own, of systems it studies, of rivals; on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "MossBench is a new benchmark of folding. Models struggle, with GPT-4 reaching only 45% accuracy.",
            {"GPT-4 score 45% accuracy"},
            id="who does something beside the main clause",
        ),
        pytest.param(
            "MossBench is a new benchmark of folding. Models average 38% accuracy, with GPT-4 scoring highest at 45%.",
            {"? score 38% accuracy", "GPT-4 score 45% accuracy"},
            id="a level before the one told beside it",
        ),
        pytest.param(
            "Scores vary on folds, with the best model, GPT-4, reaching 45% accuracy.",
            {"GPT-4 score 45% accuracy"},
            id="who does something beside the main clause, in apposition",
        ),
        pytest.param(
            "MossNet has 61% accuracy on MNLI against the labels, as judged by GPT-4, and BERT has 57%.",
            {
                "MossNet score 61% accuracy on MNLI",
                "BERT score 57% accuracy on MNLI",
                "MossNet outperforms BERT on MNLI",
            },
            id="another main clause behind an aside",
        ),
        pytest.param(
            "MossNet has an F1 of 61 on MNLI and outperforms a single BERT, whose F1 is 57.",
            {"MossNet score 61 F1 on MNLI", "BERT score 57 F1 on MNLI", "MossNet outperforms BERT"},
            id="whose measure it is",
        ),
        pytest.param(
            "MossNet has 61% accuracy on MNLI, as much as BERT, whereas an old reader of folds had reached 31%.",
            {"MossNet score 61% accuracy on MNLI", "? score 31% accuracy on MNLI"},
            id="a contrast with somebody who is not named",
        ),
        pytest.param(
            "We fine-tune BERT and obtain an accuracy of 81% on folds.",
            {"BERT score 81% accuracy"},
            id="whom a paper without a system trains",
        ),
        pytest.param(
            "Using a tuned BERT model, we reach an accuracy of 81% on folds.",
            {"BERT score 81% accuracy"},
            id="by means of whom a paper without a system attains",
        ),
        pytest.param(
            "We show that by training RoBERTa on folds, we reach an accuracy of 81%.",
            {"RoBERTa score 81% accuracy"},
            id="means behind an opening",
        ),
        pytest.param(
            "With BERT and our folds, we reach an accuracy of 81%.",
            {"? score 81% accuracy"},
            id="means that are the paper's too",
        ),
        pytest.param(
            "Our best model, based on LSTM, reaches an accuracy of 81%.",
            {"LSTM score 81% accuracy"},
            id="what a paper's unnamed model is based on",
        ),
        pytest.param(
            "Our baseline, a BERT model, reaches an accuracy of 81%.",
            {"BERT score 81% accuracy"},
            id="what a paper's unnamed model is",
        ),
        pytest.param(
            "We train an LSTM classifier that reaches 81% accuracy.",
            {"LSTM score 81% accuracy"},
            id="whom a relative clause speaks of",
        ),
        pytest.param(
            "We test GPT-4 and find that it solves 45% of the folds.",
            {"GPT-4 score 45%"},
            id="it, in a paper without a system",
        ),
        pytest.param(
            "Even the very strongest models such as GPT-4 only reach 45% accuracy.",
            {"GPT-4 score 45% accuracy"},
            id="examples far into the sentence",
        ),
        pytest.param(
            "The performance of GPT-4 drops by 23% on folds.",
            {"GPT-4 change 23% decrease"},
            id="whose performance drops",
        ),
        pytest.param(
            "The accuracy of GPT-4 drops by 23% on folds.",
            {"GPT-4 change 23% decrease accuracy"},
            id="whose measure drops where the paper has no system",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Compared to BERT, which reaches 76% accuracy, CedarNet reaches 81%.",
            {"BERT score 76% accuracy", "CedarNet score 81% accuracy"},
            id="a relative clause on whom a sentence begins by comparing with",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Unlike BERT that only reaches 76% accuracy, it reaches 81%.",
            {"BERT score 76% accuracy", "CedarNet score 81% accuracy"},
            id="a relative clause on whom it is unlike",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches 81% accuracy (BERT: 76%).",
            {"BERT score 76% accuracy", "CedarNet score 81% accuracy"},
            id="a rival in brackets with its level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The best existing method reaches 76% accuracy, while ours reaches 81%.",
            {"? score 76% accuracy", "CedarNet score 81% accuracy"},
            id="an earlier method without a name",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Where prior art has an accuracy of 76%, CedarNet reaches 81%.",
            {"? score 76% accuracy", "CedarNet score 81% accuracy"},
            id="prior art",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It outperforms BERT by 2.3 points and GPT-2 by 1.1 points on GLUE.",
            {
                "CedarNet change 1.1 points increase on GLUE over GPT-2",
                "CedarNet change 2.3 points increase on GLUE over BERT",
                "CedarNet outperforms BERT on GLUE",
                "CedarNet outperforms GPT-2 on GLUE",
            },
            id="a second rival behind counted points",
        ),
        pytest.param(
            "We introduce CedarNet, a network. Mask R-CNN with a CedarNet backbone reaches 45.2 AP on COCO.",
            {"CedarNet score 45.2 AP on COCO", "Mask R-CNN basedOn CedarNet"},
            id="the paper's own behind an article in another's system",
        ),
        pytest.param(
            "Static word embeddings perform 1.6% better than BERT on MNLI.",
            {
                "Static word embeddings change 1.6% increase on MNLI over BERT",
                "Static word embeddings outperforms BERT on MNLI",
            },
            id="an established technique performs better",
        ),
        pytest.param(
            "A logistic regression classifier obtains an accuracy of 81.2% on MNLI.",
            {"logistic regression score 81.2% accuracy on MNLI"},
            id="an established technique with its kind",
        ),
    ],
)
def test_whose_a_number_is(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected


def test_the_title_says_most_of_the_own_name(reader: Reader) -> None:
    """ "Our approach" is what the title nearly spells out, not the part named more often."""
    abstract = (
        "We propose a Wavy Leaf Cue Fusion Network (WLCFNet) with a Twig Pooling Module (TPM). TPM is small. "
        "TPM is quick. Our approach reaches 81% accuracy on GLUE."
    )
    assert "WLCFNet score 81% accuracy on GLUE" in said(read(reader, abstract, "Tree Parsing with Wavy Leaf Fusion"))
