"""The number grammar: how a number is written, its value, range, unit, sign and shape."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.numbers import Number, NumberGrammar
from kg.rules import VALUE_SHAPES, Rules


@pytest.fixture(scope="module")
def grammar(rules: Rules) -> NumberGrammar:
    """The grammar with the shipped units."""
    return NumberGrammar(rules.settings["units"])


def only(grammar: NumberGrammar, text: str) -> Number:
    """The number of a text that has one."""
    (found,) = grammar.find(text)
    return found


@pytest.mark.parametrize(
    ("text", "written", "value", "high", "unit", "shape"),
    [
        # plain
        ("a score of 41.2 here", "41.2", "41.2", None, None, "Decimal"),
        ("a recall of .95 here", ".95", "0.95", None, None, "Decimal"),
        ("on 12 tasks", "12", "12", None, None, "Integer"),
        ("a 100-layer net", "100", "100", None, None, "Integer"),
        ("in the 5-shot setting", "5-shot", "0", None, None, "Other"),
        ("it is 94.3.", "94.3", "94.3", None, None, "Decimal"),
        ("it is (94.3), so", "94.3", "94.3", None, None, "Decimal"),
        # units of force, ranges of gains, ranges that lost their dash
        ("a torque of 2.5 N·m", "2.5 N·m", "2.5", None, "Nm", "Measured"),
        ("at 0.3 N/mm here", "0.3 N/mm", "0.3", None, "N/mm", "Measured"),
        ("gains from 5.3% up to 17.4%", "5.3% up to 17.4%", "5.3", "17.4", "%", "Percent"),
        ("about 60% 70% accuracy", "60% 70%", "60", "70", "%", "Percent"),
        ("by 10 30% of", "10 30%", "10", "30", "%", "Percent"),
        ("is x7 faster", "x7", "7", None, "x", "Times"),
        ("than BERT (x4) by far", "x4", "4", None, "x", "Times"),
        ("is 2X~5X faster", "2X~5X", "2", "5", "x", "Times"),
        ("turns at 12.6 degrees per second", "12.6 degrees per second", "12.6", None, "deg/s", "Measured"),
        ("a loss of 1.2 bits/char", "1.2 bits/char", "1.2", None, "bits/character", "Measured"),
        # thousands
        ("14,500 sentences", "14,500", "14500", None, None, "Integer"),
        ("1,234,567 pairs", "1,234,567", "1234567", None, None, "Integer"),
        ("1,234.5 hours", "1,234.5 hours", "1234.5", None, "hours", "Measured"),
        # per cent
        ("87.1% on it", "87.1%", "87.1", None, "%", "Percent"),
        ("87.1 % on it", "87.1 %", "87.1", None, "%", "Percent"),
        ("73,6% of it", "73,6%", "73.6", None, "%", "Percent"),
        ("over one million images", "one million", "1000000", None, None, "Size"),
        ("87 percent of it", "87 percent", "87", None, "%", "Percent"),
        ("87 per cent of it", "87 per cent", "87", None, "%", "Percent"),
        ("(94.3%).", "94.3%", "94.3", None, "%", "Percent"),
        ("<5% of it", "<5%", "5", None, "%", "Percent"),
        ("~5% of it", "~5%", "5", None, "%", "Percent"),
        # points
        ("by 2.7 points", "2.7 points", "2.7", None, "points", "Points"),
        ("a 3-point lead", "3-point", "3", None, "points", "Points"),
        ("1.5 percentage points", "1.5 percentage points", "1.5", None, "points", "Points"),
        ("1.2 absolute points", "1.2 absolute points", "1.2", None, "points", "Points"),
        ("8.26 pp on it", "8.26 pp", "8.26", None, "points", "Points"),
        ("3 pts more", "3 pts", "3", None, "points", "Points"),
        ("5 %-points", "5 %-points", "5", None, "points", "Points"),
        ("5 %p more", "5 %p", "5", None, "points", "Points"),
        # signs
        ("(+2.3 mIoU)", "+2.3", "2.3", None, None, "Signed"),
        ("+2.3% mIoU", "+2.3%", "2.3", None, "%", "Signed"),
        ("a -0.4% change", "-0.4%", "0.4", None, "%", "Signed"),
        ("+1.1 points", "+1.1 points", "1.1", None, "points", "Signed"),
        # times
        ("16x faster", "16x", "16", None, "x", "Times"),
        ("2 x faster", "2 x", "2", None, "x", "Times"),
        ("1.5× gain", "1.5×", "1.5", None, "x", "Times"),
        ("3 times faster", "3 times", "3", None, "x", "Times"),
        ("three times faster", "three times", "3", None, "x", "Times"),
        ("a three-fold gain", "three-fold", "3", None, "x", "Times"),
        ("twelve-fold", "twelve-fold", "12", None, "x", "Times"),
        ("a 10-fold gain", "10-fold", "10", None, "x", "Times"),
        ("2.5 fold more", "2.5 fold", "2.5", None, "x", "Times"),
        ("ten times", "ten times", "10", None, "x", "Times"),
        # ranges
        ("5-10% of it", "5-10%", "5", "10", "%", "Percent"),
        ("5%-10% of it", "5%-10%", "5", "10", "%", "Percent"),
        ("0.2%~5% of it", "0.2%~5%", "0.2", "5", "%", "Percent"),
        ("ranging from 5% to 10%", "5% to 10%", "5", "10", "%", "Percent"),
        ("between 1.5% and 4% of it", "1.5% and 4%", "1.5", "4", "%", "Percent"),
        ("0.95-0.99", "0.95-0.99", "0.95", "0.99", None, "Decimal"),
        ("1-2 days", "1-2 days", "1", "2", "days", "Measured"),
        ("2-3x faster", "2-3x", "2", "3", "x", "Times"),
        ("2x to 3x faster", "2x to 3x", "2", "3", "x", "Times"),
        ("10-20 times", "10-20 times", "10", "20", "x", "Times"),
        ("3,000 to 5,000 clips", "3,000 to 5,000", "3000", "5000", None, "Integer"),
        ("from 1B to 8B", "1B to 8B", "1000000000", "8000000000", None, "Size"),
        ("it is 1.5 × to 2.5 × faster", "1.5 × to 2.5 ×", "1.5", "2.5", "x", "Times"),
        ("a compression ratio from 20x to 60x", "20x to 60x", "20", "60", "x", "Times"),
        ("125M-1.3B", "125M-1.3B", "125000000", "1300000000", None, "Size"),
        ("1-3 million pairs", "1-3 million", "1000000", "3000000", None, "Size"),
        ("5-5% of it", "5-5%", "5", None, "%", "Percent"),
        # sizes
        ("a 7B model", "7B", "7000000000", None, None, "Size"),
        ("a 7b model", "7b", "7000000000", None, None, "Size"),
        ("1.5B parameters", "1.5B", "1500000000", None, None, "Size"),
        ("1.5 B parameters", "1.5 B", "1500000000", None, None, "Size"),
        ("130 billion parameters", "130 billion", "130000000000", None, None, "Size"),
        ("a 130-billion model", "130-billion", "130000000000", None, None, "Size"),
        ("2 trillion tokens", "2 trillion", "2000000000000", None, None, "Size"),
        ("5 thousand clips", "5 thousand", "5000", None, None, "Size"),
        ("340M weights", "340M", "340000000", None, None, "Size"),
        ("6.5k sentences", "6.5k", "6500", None, None, "Size"),
        ("an 8x7B mixture", "8x7B", "56000000000", None, None, "Size"),
        ("an 8×22B mixture", "8×22B", "176000000000", None, None, "Size"),
        # powers and fractions
        ("10^6 steps", "10^6", "1000000", None, None, "Size"),
        ("2^(10) states", "2^(10)", "1024", None, None, "Size"),
        ("10^-3 of it", "10^-3", "0.001", None, None, "Size"),
        ("1/2 of it", "1/2", "0.5", None, None, "Decimal"),
        ("3/4 of it", "3/4", "0.75", None, None, "Decimal"),
        ("3.7/5 of it", "3.7/5", "3.7", None, None, "Decimal"),
        ("a 6%--8% gain", "6%--8%", "6", "8", "%", "Percent"),
        # units with and without space
        ("12 ms per image", "12 ms", "12", None, "ms", "Measured"),
        ("12ms per image", "12ms", "12", None, "ms", "Measured"),
        ("1.3 seconds", "1.3 seconds", "1.3", None, "s", "Measured"),
        ("6 hrs of speech", "6 hrs", "6", None, "hours", "Measured"),
        ("4 GPU-hours", "4 GPU-hours", "4", None, "GPU-hours", "Measured"),
        ("24GB of it", "24GB", "24", None, "GB", "Measured"),
        ("3.5 dB better", "3.5 dB", "3.5", None, "dB", "Measured"),
        ("30 fps", "30 fps", "30", None, "FPS", "Measured"),
        ("4.2 GFLOPs", "4.2 GFLOPs", "4.2", None, "GFLOPs", "Measured"),
        ("300 tokens/s", "300 tokens/s", "300", None, "tokens/s", "Measured"),
        ("a 4-bit net", "4-bit", "0", None, None, "Other"),
        ("45° of it", "45°", "45", None, "degrees", "Measured"),
        ("1.2 bpd", "1.2 bpd", "1.2", None, "bpd", "Measured"),
        ("5 mm off", "5 mm", "5", None, "mm", "Measured"),
        ("0.6 [deg] off", "0.6 [deg]", "0.6", None, "degrees", "Measured"),
        ("at 2.8[km/h] here", "2.8[km/h]", "2.8", None, "km/h", "Measured"),
        ("a 1.8-inch robot", "1.8-inch", "1.8", None, "inches", "Measured"),
        ("2.5 tons of it", "2.5 tons", "2.5", None, "tons", "Measured"),
    ],
)
def test_a_number(
    grammar: NumberGrammar, text: str, written: str, value: str, high: str | None, unit: str | None, shape: str
) -> None:
    found = only(grammar, text)
    assert text[found.start : found.end] == written
    assert found.value == Decimal(value)
    assert found.high == (None if high is None else Decimal(high))
    assert (found.unit, found.shape) == (unit, shape)


@pytest.mark.parametrize(
    "text",
    [
        "in 2015", "a 16x16 patch", "3 × 4 × 5", "a 4x4 grid", "3D scans", "2-D space", "the 1st",
        "the 22nd place", "$5 each", "€1.2M", "a 4:1 split", "± 0.3", "+/- 2%", "+- 0.03", "8-bit weights",
    ],
)  # fmt: skip
def test_what_looks_like_a_number_and_is_no_value(grammar: NumberGrammar, text: str) -> None:
    assert only(grammar, text).shape == "Other"


@pytest.mark.parametrize(
    "text",
    [
        "top-5", "Llama-2", "GPT-3.5", "F1@0.5", "T5", "v2.0", "ResNet-50", "x10", "1.2.3", "6DoF", "twice",
        "half of it", "1e-5", "two times a day", "COVID-19", "word2vec", "a_1",
        "tight within a factor of two", "scaled by a factor of two",
    ],
)  # fmt: skip
def test_no_number_at_all(grammar: NumberGrammar, text: str) -> None:
    assert list(grammar.find(text)) == []


@pytest.mark.parametrize(
    ("text", "unit", "shape"),
    [
        ("93.2 ± 0.5%", "%", "Percent"), ("72 +/- 3%", "%", "Percent"), ("93.2±0.5%", "%", "Percent"),
        ("3.5+-0.2 dB", "dB", "Measured"), ("5 ± 1 ms", "ms", "Measured"), ("3.1 ± 0.2x", "x", "Times"),
    ],
)  # fmt: skip
def test_a_spread_tells_the_unit_of_what_it_stands_behind(
    grammar: NumberGrammar, text: str, unit: str, shape: str
) -> None:
    number, spread = grammar.find(text)
    assert (number.unit, number.shape, spread.shape) == (unit, shape, "Other")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("from 14.1% to 58.4%", ["14.1", "58.4"]),
        ("from 5 to 10 layers", ["5", "10"]),
        ("94.3% / 88.1%", ["94.3", "88.1"]),
        ("94.3/88.1", ["94.3", "88.1"]),
        ("96.0, 94.1 and 3.3x", ["96.0", "94.1", "3.3"]),
        ("from 2015 to 2020", ["2015", "2020"]),
        ("between 1200 and 8.1 million", ["1200"]),
        ("7B, 13B, 70B", ["7000000000", "13000000000", "70000000000"]),
        ("84.1% (±0.2)", ["84.1", "0"]),
        ("from 35.6/30.3 to 86.1/54.7", ["35.6", "30.3", "86.1", "54.7"]),
        ("rises from 30% up to 80%", ["30", "80"]),
        ("80% 60% and 70%", ["80", "60", "70"]),
        ("a bound of 2^o(k) or 2.3^k", ["0", "0"]),
        ("of 0.02 ± 0.4×103", ["0.02", "0", "103"]),
    ],
)
def test_several_numbers(grammar: NumberGrammar, text: str, values: list[str]) -> None:
    assert [number.value for number in grammar.find(text)] == [Decimal(value) for value in values]


@pytest.mark.parametrize("text", ["a 1.4/2.3-point decline", "of 1.4 / 2.3 points", "by 1.4, and 2.3 points"])
def test_the_last_of_a_list_tells_the_unit_of_all(grammar: NumberGrammar, text: str) -> None:
    assert [(number.unit, number.shape) for number in grammar.find(text)] == [("points", "Points")] * 2


@pytest.mark.parametrize(
    ("text", "sign"), [("+2.3", "+"), ("a -2.3", "-"), ("~3%", "~"), ("2.3", ""), ("5-7", ""), ("BERT-3.1", None)]
)
def test_signs(grammar: NumberGrammar, text: str, sign: str | None) -> None:
    assert [number.sign for number in grammar.find(text)] == ([] if sign is None else [sign])


def test_units_are_those_of_the_settings() -> None:
    tiny = NumberGrammar({"bread": ["loaves = loaf"]})
    (found,) = tiny.find("3 loaf")
    assert (found.unit, found.family, found.shape) == ("loaves", "bread", "Measured")
    assert [number.shape for number in tiny.find("3 ms")] == ["Integer"]


# ------------------------------------------------------------------ traps


@pytest.mark.parametrize(
    ("text", "value", "unit", "shape"),
    [
        pytest.param("an error of 5 m", "5", "m", "Measured", id="metres are no millions"),
        pytest.param("news of 2015-2020", "0", None, "Other", id="a range of years"),
        pytest.param("an 8 x 7B mixture", "56000000000", None, "Size", id="experts with spaces"),
        pytest.param("3 point clouds", "3", None, "Integer", id="point clouds"),
        pytest.param("slower by up to a factor of four", "4", "x", "Times", id="a factor in words"),
    ],
)
def test_traps(grammar: NumberGrammar, text: str, value: str, unit: str | None, shape: str) -> None:
    found = only(grammar, text)
    assert (found.unit, found.shape) == (unit, shape)
    assert found.shape == "Other" or found.value == Decimal(value)


@pytest.mark.parametrize("text", ["10^999999999 states", "9^99999999 states", "0^0 states", f"{'9' * 40}/2 of it"])
def test_numbers_too_big(grammar: NumberGrammar, text: str) -> None:
    list(grammar.find(text))


# ------------------------------------------------------------------ any text

PIECES = [
    "1", "20", "3.5", "0", "1,000", "2015", "%", " %", "x", "×", " times", "-fold", "-", " to ", "from ", "~", "+",
    "±", "/", "B", "M", "k", " million", " points", " pp", " ms", "GB", "three", " ", ".", ",", "(", ")", "D",
    "th", "$", "^", "a",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=16).map("".join))
def test_numbers_of_any_text(grammar: NumberGrammar, text: str) -> None:
    last = 0
    for number in grammar.find(text):
        assert last <= number.start < number.end <= len(text)
        assert number.shape in (*VALUE_SHAPES, "Other")
        assert number.value.is_finite()
        assert number.sign == "" or number.sign.rstrip("=") in "+-~±↑↓<>≤≥"
        last = number.end


@given(
    st.decimals(min_value=0, max_value=10**9, allow_nan=False, allow_infinity=False, places=2), st.sampled_from("kMBT")
)
def test_a_written_number_is_read_as_it_is(grammar: NumberGrammar, value: Decimal, scale: str) -> None:
    assert only(grammar, f"of {value}% it").value == value
    exponent = {"k": 3, "M": 6, "B": 9, "T": 12}[scale]
    assert only(grammar, f"of {value}{scale} it").value == value.scaleb(exponent)
