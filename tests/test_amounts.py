"""What an amount in a unit measures, and which numbers go on with the change before them, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said

OURS = "We introduce CedarHand, a method. "


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        # forces and the like
        ("It has a gripping force of 7.4 N and a payload of up to 3 kg.", {"7.4 N gripping force", "3 kg payload"}),
        ("It delivers >40Nm torque and low friction.", {"40 Nm torque"}),
        ("It shows a power draw of around 800 mW.", {"800 mW power draw"}),
        ("It has a closed-loop bandwidth of 20 Hz.", {"20 Hz closed-loop bandwidth"}),
        ("It has a framerate of 53Hz.", {"53 Hz framerate"}),
        ("A thrust of 1.3 mN is seen in mud.", {"1.3 mN thrust"}),
        ("The RMSE of the contact force is 0.2 N.", {"0.2 N RMSE"}),
        ("The RMSE is 3 mm in trials with up to 80 N normal force.", {"3 mm RMSE"}),
        ("The RMSE is 3 mm under an external force of 5 N.", {"3 mm RMSE"}),
        # levels without a measure
        ("It reaches 39.9 Hz on a desk.", {"39.9 Hz"}),
        ("Nearly 10 Hz can be achieved on a desk.", {"10 Hz"}),
        ("The arm can bend to the left by up to 45 degrees.", {"45 degrees"}),
        ("It jumps up to 113 cm.", {"113 cm"}),
        ("It has a maximum bend angle of 74 degrees.", {"74 degrees"}),
        ("It walks at a maximum gait of 0.4 m/s.", set()),
        ("It takes under 12 ms per walk.", {"12 ms"}),
        ("It can recognise 85% rotten apples.", {"85%"}),
    ],
)
def test_a_level_in_a_unit(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, OURS + abstract)) == {f"CedarHand score {level}" for level in expected}


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        (
            "It saves 63% of the walking time of BERT compared to walking alone, and about 58% for the smaller ELMo.",
            {"63% decrease walking time over BERT", "58% decrease walking time"},
        ),
        ("It cuts the latency by 12-47% from greedy walks, and more than 24-35% from blind walks.", {
            "12-47% decrease latency", "24-35% decrease latency",
        }),
        ("It brings gains of 6.1% in the one-to-many task 5.8% in the mud task and 2.7% in the last tasks.", {
            "6.1% increase", "5.8% increase", "2.7% increase",
        }),
        ("It cuts the latency by an additional 3%.", {"3% decrease latency"}),
        ("It cuts the latency by a median of 7.8%.", {"7.8% decrease latency"}),
        ("It cuts the latency by no less than 9%.", {"9% decrease latency"}),
    ],
)  # fmt: skip
def test_a_change_goes_on(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, OURS + abstract)) == {f"CedarHand change {change}" for change in expected}


def test_a_verb_parts_a_level_from_the_change_before(reader: Reader) -> None:
    found = said(read(reader, OURS + "It cuts the latency by 30% in mud and has 91% accuracy on MNLI."))
    assert "CedarHand score 91% accuracy on MNLI" in found
