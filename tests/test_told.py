"""How far what a sentence says belongs to its numbers: other clauses, conditions, lists, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        # what another clause is about
        ("It runs at 42 FPS, thus setting the best accuracy on SQuAD.", {"CedarNet score 42 FPS FPS"}),
        ("It runs at 42 FPS, reaching 81.2% F1 on RTE.",
         {"CedarNet score 42 FPS FPS", "CedarNet score 81.2% F1 on RTE"}),
        ("It is 7x faster than the parser which reads SQuAD twice.", {"CedarNet ratio 7x increase"}),
        ("It beats nets trained on the widely used dataset SQuAD by up to 7%.", {"CedarNet change 7% increase"}),
        # a condition
        ("It outperforms BERT by 5.1% in the high latency setting.",
         {"CedarNet change 5.1% increase over BERT", "CedarNet outperforms BERT"}),
        ("It is trained with a low IoU threshold, e.g. 0.4.", set()),
        ("Only 17% of these methods have been tried in May.", set()),
        # a place far behind
        ("It gains 4.1% F1 over the rather strong hand-written parsers of the last few years that were at hand on RTE.",
         {"CedarNet change 4.1% increase F1"}),
        ("It gains 4.1% F1 over the rather strong hand-written parsers of the last twenty years here on the RTE task.",
         {"CedarNet change 4.1% increase F1 on RTE"}),
        # lists
        ("It gains 3.1% on SQuAD [4], RTE [5] and our MNLI.",
         {"CedarNet change 3.1% increase on SQuAD+RTE+MNLI"}),
        ("It gains 7.1%/3.2% and 5.9%/1.3% in mAP/F1.",
         {"CedarNet change 7.1% increase mAP", "CedarNet change 5.9% increase mAP",
          "CedarNet change 3.2% increase F1", "CedarNet change 1.3% increase F1"}),
        ("It sees a 21% gain on RTE and 17% on MNLI in terms of F1.",
         {"CedarNet change 21% increase F1 on RTE", "CedarNet change 17% increase F1 on MNLI"}),
        ("We test it on RTE and MNLI. With wide and slim parsers, it gains 4.1% and 3.1%, respectively.",
         {"CedarNet change 4.1% increase on RTE+MNLI", "CedarNet change 3.1% increase on RTE+MNLI"}),
        ("The F1 scores are raised from 31/20/30 to 86/66/54 by it.", set()),
        # measures
        ("The F1 of small parsers with long rules at a threshold of 0.1 on the SQuAD set is improved by 3.1%.",
         {"CedarNet change 3.1% increase F1 on SQuAD"}),
        ("It has a mean deviation of 3 mm and a standard deviation of 0.2 mm.",
         {"CedarNet score 3 mm deviation", "CedarNet score 0.2 mm deviation"}),
        ("It sees a small (10%) drop in recall.", {"CedarNet change 10% decrease recall"}),
        ("It folds twigs with error < 2%.", {"CedarNet score 2% error"}),
        ("It sees a 12% drop in mean twig severity.", {"CedarNet change 12% decrease mean twig severity"}),
        ("It sees a 12% improvement in median translation error.", {"CedarNet change 12% decrease translation error"}),
        # which way, and how far
        ("It outperforms BERT by 4.1% in terms of NMARE.",
         {"CedarNet change 4.1% decrease NMARE over BERT", "CedarNet outperforms BERT"}),
        ("It can speed up training by up to 9x.", {"CedarNet ratio 9x increase"}),
        ("It sees gains in F1 and mAP above 5%.", {"CedarNet change 5% increase F1 mAP"}),
        ("It sees an F1 improvement equal to 5.1%.", {"CedarNet change 5.1% increase F1"}),
        ("It improves recall by 3.5%, setting a new record.", {"CedarNet change 3.5% increase recall"}),
    ],
)  # fmt: skip
def test_what_belongs_to_a_number(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, f"We introduce CedarNet, a model. {abstract}")) == expected
