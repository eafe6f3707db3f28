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
        ("Small models conflict on 20% of evaluation instances.", {"score 20%"}),
        ("It has a test error of 1.19 bits/character.", {"score 1.19"}),
        # changes
        ("It wins by a large margin, i.e., 6% F1 on MNLI.", {"change 6%"}),
        ("It brings increases of up to 6.1% in accuracy.", {"change 6.1%"}),
        ("It improves accuracy by 4 to 37% on MNLI.", {"change 4-37%"}),
        ("It shows its superiority over older parsers (up to 5% on average).", {"change 5%"}),
        ("It does better than older parsers, especially on the web (over 5% in F1).", {"change 5%"}),
        # ratios
        ("It needs only 1/3 computational cost.", {"ratio 0.3333"}),
        ("It has an inference time of 3 ms, less than 1/4 of the older one.", {"score 3 ms", "ratio 0.25"}),
        ("With less than 5% target domain annotations, it does as well.", {"ratio 5%"}),
        # none
        ("We compare the performance of 16 networks on 12 sets.", set()),
        ("It gains 4% at IoU=0.8 on COCO.", {"change 4%"}),
        ("We want to tell them apart with probability at least 2/3.", set()),
    ],
)
def test_kinds(reader: Reader, sentence: str, expected: set[str]) -> None:
    claims = said(read(reader, "We introduce CedarNet, a model. " + sentence))
    kinds = ("score", "change", "ratio")
    words = [claim.split() for claim in claims if any(f" {kind} " in claim for kind in kinds)]
    found = {" ".join(claim[next(at for at, word in enumerate(claim) if word in kinds) :]) for claim in words}
    assert len(found) == len(expected)
    assert all(any(told.startswith(wanted) for told in found) for wanted in expected)
