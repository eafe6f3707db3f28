"""Which numbers are results and of which kind, on invented sentences: scores, changes, ratios, and what is none."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # levels
        ("It correlates with human judgements (r = 0.71).", {"score 0.71"}),
        ("It attains R2 = 0.89 on unseen rooms.", {"score 0.89"}),
        ("The efficiency of the leg was 41% compared with 36% for the rigid one.", {"score 41%", "score 36%"}),
        ("The maximum efficiency is 62%.", {"score 62%"}),
        ("It reaches 85% on short texts, as opposed to 71% for BERT.", {"score 85%", "score 71%"}),
        ("It guarantees over 90% accuracy with more than 50% overhead reduction.", {"score 90%", "change 50%"}),
        ("It shows great improvement in tests with a mean error of 0.6%.", {"score 0.6%"}),
        ("It pours coffee successfully 80% of the time.", {"score 80%"}),
        ("The boat is able to land safely over 97% of the time.", {"score 97%"}),
        ("In almost 90% of the cases our reader finds the right name.", {"score 90%"}),
        ("It follows the wall with an accuracy of ±3 cm.", {"score 3 cm"}),
        ("Small models conflict on 20% of evaluation instances.", {"score 20%"}),
        ("It has a test error of 1.19 bits/character.", {"score 1.19"}),
        # changes
        ("It wins by a large margin, i.e., 6% F1 on MNLI.", {"change 6%"}),
        ("It brings increases of up to 6.1% in accuracy.", {"change 6.1%"}),
        ("It improves accuracy by 4 to 37% on MNLI.", {"change 4-37%"}),
        ("It shows its superiority over older parsers (up to 5% on average).", {"change 5%"}),
        ("It does better than older parsers, especially on the web (over 5% in F1).", {"change 5%"}),
        ("It beats BERT by 2.1 BLEU on WMT14, 1.7 F1 on SQuAD and 3.2 mIoU on MNLI.", {
            "change 2.1", "change 1.7", "change 3.2",
        }),
        ("It gains up to 13% accuracy (7% on average) on MNLI.", {"change 13%", "change 7%"}),
        ("It lowers more than 45% of the tracking errors.", {"change 45% decrease tracking errors"}),
        ("It prunes 40% of the weights.", {"change 40% decrease"}),
        ("It cuts the latency (by 8%) and the memory (by 31%).", {
            "change 8% decrease latency", "change 31% decrease memory",
        }),
        ("It lowers the latency (8%) and the memory (31%) of BERT.", {
            "change 8% decrease latency", "change 31% decrease memory",
        }),
        ("We see a gain (averaged over towns) of 7.1%.", {"change 7.1% increase"}),
        ("It comes within a 1.4 BLEU and 3.2 F1 of BERT.", {"change 1.4", "change 3.2"}),
        ("It gives a 50% speedup over BERT.", {"change 50% increase speedup"}),
        # which way
        ("It gives 31-fold accelerations over BERT.", {"ratio 31x increase"}),
        ("It cuts the latency by more than 2 times and 38 times.", {
            "ratio 2x decrease latency", "ratio 38x decrease latency",
        }),
        ("It brings 25% improvements in the average delivery time.", {"change 25% decrease delivery time"}),
        ("It shortened the walking time by 35%.", {"change 35% decrease walking time"}),
        # ratios
        ("It needs only 1/3 computational cost.", {"ratio 0.3333"}),
        ("It has an inference time of 3 ms, less than 1/4 of the older one.", {"score 3 ms", "ratio 0.25"}),
        ("With less than 5% target domain annotations, it does as well.", {"ratio 5%"}),
        # none
        ("We prove a bound of (d + 1) for the labels {+1, -1}.", set()),
        ("We add a new 10-layer accuracy map.", set()),
        ("We measure the accuracies with the 50- and 90-percentile.", set()),
        ("It bends the arm between -120 and +105 deg.", set()),
        ("We compare the performance of 16 networks on 12 sets.", set()),
        ("It gains 4% at IoU=0.8 on COCO.", {"change 4%"}),
        ("We want to tell them apart with probability at least 2/3.", set()),
        ("The device is 40 mm long × 10 mm wide × 1 mm thick.", set()),
        ("The reasons are in two-fold: mud and rain.", set()),
        ("It has an error of 2% over a working range of 30 cm.", {"score 2%"}),
        ("It was tried on a laptop with 8 GB of memory.", set()),
        ("Our corpus is 5x larger than SQuAD.", set()),
    ],
)  # fmt: skip
def test_kinds(reader: Reader, sentence: str, expected: set[str]) -> None:
    claims = said(read(reader, "We introduce CedarNet, a model. " + sentence))
    kinds = ("score", "change", "ratio")
    words = [claim.split() for claim in claims if any(f" {kind} " in claim for kind in kinds)]
    found = {" ".join(claim[next(at for at, word in enumerate(claim) if word in kinds) :]) for claim in words}
    assert len(found) == len(expected)
    assert all(any(told.startswith(wanted) for told in found) for wanted in expected)
