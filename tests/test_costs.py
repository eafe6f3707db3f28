"""Costs: what a system takes, shares and factors of it, and what they are kept apart from, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We introduce CedarNet, a model. It is faster in computation (2x) and mission time (1.4x).",
            {"CedarNet ratio 1.4x decrease mission time", "CedarNet ratio 2x increase"},
            id="factors in brackets behind what they are of",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts RAM usage by 50% and lifts the alignment score by 12%.",
            {"CedarNet change 12% increase alignment score", "CedarNet change 50% decrease RAM usage"},
            id="usages and scores that no list has",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves the Bluetooth loading rate by 9%.",
            {"CedarNet change 9% increase loading rate"},
            id="what odd words stand before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It runs at 47.5FPS with only 71.6GFLOPs.",
            {"CedarNet score 47.5 FPS FPS", "CedarNet score 71.6 GFLOPs GFLOPs"},
            id="units written close or scaled",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 78.1% accuracy on MNLI with only 4.5G FLOPs.",
            {"CedarNet score 4.5 G FLOPs on MNLI", "CedarNet score 78.1% accuracy on MNLI"},
            id="a scaled count of operations",
        ),
        pytest.param(
            "We introduce CedarNet, a model. With only 563M Mult-Adds, CedarNet obtains 75.8% accuracy on MNLI.",
            {"CedarNet score 563000000 MAdds Mult-Adds", "CedarNet score 75.8% accuracy on MNLI"},
            id="operations are no parameters",
        ),
        pytest.param(
            "We introduce CedarNet, a model. With 20% of the parameters, CedarNet outperforms BERT by 1.2% on MNLI.",
            {
                "CedarNet change 1.2% increase on MNLI over BERT",
                "CedarNet outperforms BERT on MNLI",
                "CedarNet ratio 20% parameters on MNLI",
            },
            id="a cost is no measure of the quality behind it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It achieves a 2x speedup and improves over BERT by 1.2% on MNLI.",
            {
                "CedarNet change 1.2% increase on MNLI over BERT",
                "CedarNet outperforms BERT on MNLI",
                "CedarNet ratio 2x increase speedup on MNLI over BERT",
            },
            id="a speedup measures no gain",
        ),
        pytest.param(
            "We introduce CedarNet, a model. At 600 GFLOPs, CedarNet achieves 76.1% on MNLI.",
            {"CedarNet score 600 GFLOPs GFLOPs", "CedarNet score 76.1% on MNLI"},
            id="operations measure no level in percent",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reduces memory consumption by 41% and the latency of all steps by 17%.",
            {"CedarNet change 17% decrease latency", "CedarNet change 41% decrease memory consumption"},
            id="each verb of two moves its own",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts parameters by 100 times and the memory requirement by 3 times.",
            {"CedarNet ratio 100x decrease parameters", "CedarNet ratio 3x decrease memory"},
            id="a factor and the next measure",
        ),
        pytest.param(
            "CedarNet has 2.8x and 2.1x less memory on MNLI and QNLI, respectively, with no accuracy loss.",
            {"CedarNet ratio 2.1x decrease memory on QNLI", "CedarNet ratio 2.8x decrease memory on MNLI"},
            id="what is told after respectively is none of a list",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a latency of 12 ms, which is 4.5x lower than that of BERT.",
            {"CedarNet ratio 4.5x decrease latency over BERT", "CedarNet score 12 ms latency"},
            id="a relative clause compares the level before it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has an accuracy of 93%, which is 3.8x higher than before.",
            {"CedarNet ratio 3.8x increase accuracy", "CedarNet score 93% accuracy"},
            id="so does a remark behind a comma",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It matches BERT with 30% of the energy and 70% of the computations.",
            {
                "CedarNet matches BERT",
                "CedarNet ratio 30% energy over BERT",
                "CedarNet ratio 70% computations over BERT",
            },
            id="shares of what is spent",
        ),
        pytest.param(
            "We introduce CedarNet. It has 2.2% of the parameters of BERT and 1.5% of that of GPT-2.",
            {"CedarNet ratio 1.5% parameters over GPT-2", "CedarNet ratio 2.2% parameters over BERT"},
            id="a share of that of another",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It is on par with about 0.2% parameters (100k) of large models.",
            {"CedarNet ratio 0.2% parameters"},
            id="a share of the parameters is no count",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gives a 127x reduction in parameters compared to the 30.6M of BERT.",
            {"BERT parameters 30600000", "CedarNet ratio 127x decrease parameters over BERT"},
            id="a reduction of parameters is no count",
        ),
        pytest.param(
            "We introduce CedarNet. Compared to BERT, it needs 35% fewer FLOPs and runs 2.1 times faster.",
            {"CedarNet change 35% decrease FLOPs over BERT", "CedarNet ratio 2.1x increase over BERT"},
            id="all of a sentence is over whom it opens with",
        ),
        pytest.param(
            "We introduce CedarNet. Compared to models built on BERT, it needs 35% fewer FLOPs.",
            {"CedarNet change 35% decrease FLOPs"},
            id="but not over whom it builds on",
        ),
        pytest.param(
            "We introduce CedarNet. It has similar accuracy to BERT with 4x fewer parameters and 2x less memory.",
            {"CedarNet ratio 2x decrease memory over BERT", "CedarNet ratio 4x decrease parameters over BERT"},
            id="whom a cheaper system equals",
        ),
        pytest.param(
            "We introduce CedarNet. It outperforms BERT by 2.1% on MNLI and runs 1.4x faster.",
            {
                "CedarNet change 2.1% increase on MNLI over BERT",
                "CedarNet outperforms BERT on MNLI",
                "CedarNet ratio 1.4x increase on MNLI over BERT",
            },
            id="who is beaten is also slower",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It takes 1.2 seconds per image, consumes 95 mW and occupies 1.2 MB.",
            {"CedarNet score 1.2 MB", "CedarNet score 1.2 s", "CedarNet score 95 mW"},
            id="what something takes",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The search takes only 0.3 GPU days.",
            {"CedarNet score 0.3 GPU-days"},
            id="the search takes machine time",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It runs on a small board at 30 Hz.",
            {"CedarNet score 30 Hz"},
            id="a frequency on some machine",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It processes 1,200 images/s.",
            {"CedarNet score 1200"},
            id="images per second",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Its mean angle error is 2.1 degrees and it takes 0.4 s.",
            {"CedarNet score 0.4 s", "CedarNet score 2.1 degrees mean angle error"},
            id="seconds are no angle",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It recovers 95% of the performance gap.",
            {"CedarNet ratio 95%"},
            id="what is recovered of a gap is a share",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It recovers 98.5% of the accuracy of BERT.",
            {"CedarNet ratio 98.5% accuracy over BERT"},
            id="a share of the accuracy of another",
        ),
        pytest.param(
            "We introduce CedarNet. It reaches 94.7% on MNLI, with 30% of the parameters.",
            {"CedarNet ratio 30% parameters on MNLI", "CedarNet score 94.7% on MNLI"},
            id="what a level is reached with makes it no share",
        ),
        pytest.param(
            "We introduce CedarNet, a model. At a sampling rate of 0.1, CedarNet reaches 81.2% accuracy on MNLI.",
            {"CedarNet score 81.2% accuracy on MNLI"},
            id="a rate set by hand is a condition",
        ),
        pytest.param(
            "We introduce CedarNet, a model. With 40% label noise, CedarNet reaches 81.2% accuracy on MNLI.",
            {"CedarNet score 81.2% accuracy on MNLI"},
            id="noise in labels is a condition",
        ),
        pytest.param(
            r"We introduce CedarNet, a model. It prunes 92.1\% of the weights.",
            {"CedarNet change 92.1% decrease"},
            id="what is pruned",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The drop of accuracy is within 0.5%.",
            {"CedarNet change 0.5% accuracy"},
            id="a drop within bounds",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It accelerates BERT by 3.5x with less than 1% accuracy loss.",
            {"CedarNet change 1% decrease accuracy over BERT", "CedarNet ratio 3.5x increase over BERT"},
            id="which way a ratio goes is not said behind with",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It shows an increase in braking distance of up to 33%.",
            {"CedarNet change 33% increase braking distance"},
            id="what an increase is in, though it is spelled like a verb",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It shows a decrease of the tensile stiffness of the arm by 25%.",
            {"CedarNet change 25% decrease tensile stiffness"},
            id="what a decrease is of",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gives an increase of 70% in inlier ratio.",
            {"CedarNet change 70% increase inlier ratio"},
            id="what an increase by an amount is in",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It compresses BERT by 51-fold, GPT-2 by 10-fold, and BART by 15-fold.",
            {
                "CedarNet ratio 51x decrease over BERT",
                "CedarNet ratio 10x decrease over GPT-2",
                "CedarNet ratio 15x decrease over BART",
            },
            id="each object of a verb by its own factor",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It needs 900G inference FLOPs, which is 3.2x fewer than BERT.",
            {"CedarNet score 900 G FLOPs", "CedarNet ratio 3.2x decrease FLOPs over BERT"},
            id="a word between an amount and its measure",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has almost 4 million fewer parameters than BERT.",
            {"CedarNet change 4000000 decrease parameters over BERT"},
            id="so many fewer parameters are no count",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It saves 76% memory, which outperforms BERT by 12%.",
            {
                "CedarNet change 76% decrease memory",
                "CedarNet change 12% decrease memory over BERT",
                "CedarNet outperforms BERT",
            },
            id="a relative clause says more of a cost",
        ),
    ],
)
def test_costs_go_to_what_takes_them(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected
