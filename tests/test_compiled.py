"""Compiled rules against plain ones: the same mentions and claims, down to the rule that read each."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import PlainReader, PlainRules

import kg
from kg.extract.candidate import Candidate, Token
from kg.extract.compiler import MENTION, NUMBER, Compiler
from kg.extract.examples import cases
from kg.extract.numbers import Number
from kg.extract.reader import Reader
from kg.extract.reading import Thing, Unit, View
from kg.extract.tokens import LINE_END, make_vocab
from kg.model import Paper
from kg.rules import Element, Rule, Rules, load_rules
from kg.store import line

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "abstracts-20k.jsonl.gz"
SAMPLES = Path(kg.__file__).parent / "samples" / "landmarks.jsonl"
COMPARED = 500


@pytest.fixture(scope="module")
def readers(rules: Rules) -> tuple[Reader, PlainReader]:
    """The compiled reader and the plain one."""
    return Reader(rules), PlainReader(rules)


def differing(readers: tuple[Reader, PlainReader], papers: list[Paper]) -> list[str]:
    """The titles of papers that the two read differently."""
    compiled, plain = readers
    return [paper.title or paper.abstract for paper in papers if line(compiled.read(paper)) != line(plain.read(paper))]


def test_every_example_is_read_alike(readers: tuple[Reader, PlainReader], rules: Rules) -> None:
    texts = dict.fromkeys(case.example.text for case in cases(rules))
    papers = [Paper(id="title:x", title="", abstract=text) for text in texts]
    assert len(papers) > 500
    assert differing(readers, papers) == []


def test_the_samples_are_read_alike(readers: tuple[Reader, PlainReader]) -> None:
    assert differing(readers, list(kg.read(SAMPLES))) == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of real abstracts is not here")
def test_real_abstracts_are_read_alike(readers: tuple[Reader, PlainReader]) -> None:
    papers = kg.read(CORPUS).papers
    chosen = papers[:: len(papers) // COMPARED][:COMPARED]
    assert len(chosen) == COMPARED
    assert differing(readers, list(chosen)) == []


WORDS = ("reach", "the", "of", ",", "91%", "BERT", ".")
ELEMENTS = st.builds(
    Element,
    words=st.frozensets(st.sampled_from(WORDS[:4]), min_size=1, max_size=2),
    negated=st.sampled_from((False, False, False, True)),
    repeat=st.sampled_from(("1", "1", "1", "?", "*", "+", "{0,2}", "{1,2}", "{2,3}")),
    slot=st.sampled_from((None, "value")),
)
TYPED = st.builds(Element, types=st.sampled_from((frozenset({"Percent"}), frozenset({"Model", "Method"}))))
GAPS = st.builds(Element, gap=st.just(True), repeat=st.sampled_from(("{0,1}", "{0,3}")))
PATTERNS = st.lists(st.one_of(ELEMENTS, ELEMENTS, TYPED, GAPS), min_size=1, max_size=4).map(tuple)


def units(words: list[str]) -> list[Unit]:
    """The words as a reading has them: a percentage and a model are things."""
    number = Number(0, 1, Decimal(91), None, "%", None, "Percent", "", False)
    things = {
        "91%": Thing(0, 1, NUMBER, number=number),
        "BERT": Thing(0, 1, MENTION, candidate=Candidate(0, 1, "BERT", "Model", "test", "name")),
    }
    return [things.get(word) or Token(0, 1, word, word, "word", 0, word, None) for word in words]


COUNTS = {"1": (1, 1), "?": (0, 1), "*": (0, 2), "+": (1, 3), "{0,1}": (0, 1), "{0,2}": (0, 2), "{0,3}": (0, 3)}
COUNTS |= {"{1,2}": (1, 2), "{2,3}": (2, 3)}


@st.composite
def tried(draw: st.DrawFn) -> tuple[list[tuple[Element, ...]], list[str]]:
    """Patterns, and a sentence that the first of them may well match, between words of any kind."""
    patterns = draw(st.lists(PATTERNS, min_size=1, max_size=2))
    words = draw(st.lists(st.sampled_from(WORDS), max_size=3))
    for element in patterns[0]:
        fitting = sorted(element.words) or (["91%"] if "Percent" in element.types else ["BERT"])
        count = draw(st.integers(*COUNTS[element.repeat]))
        words += draw(st.lists(st.sampled_from(fitting), min_size=count, max_size=count))
    return patterns, [*words, *draw(st.lists(st.sampled_from(WORDS), max_size=3))]


@settings(max_examples=1000, deadline=None)
@given(tried())
def test_any_pattern_is_matched_alike(case: tuple[list[tuple[Element, ...]], list[str]]) -> None:
    patterns, words = case
    rule = Rule(
        id="test", file="", stage="values", gives="score", patterns=tuple(patterns), weight=1.0,
        match=(), no_match=(), todo_match=(),
    )  # fmt: skip
    compiler = Compiler(make_vocab(), [rule], {})
    read = [u if u.mask < 0 else u._replace(mask=compiler.mask(u.word)) for u in units(words)]  # type: ignore[union-attr]
    view = View(compiler, read, [(0, len(words))] if words else [], [])
    view.masks = [u.mask if u.mask >= 0 else compiler.label_mask(u.label) for u in read]
    assert compiler.compile([rule]).find(view) == PlainRules([rule], {}).find(view)


BITS = (
    "bake",
    "Bun",
    "BERT",
    "-based",
    "-",
    "(",
    ")",
    ",",
    ".",
    ":",
    "/",
    "%",
    "87",
    "'s",
    "é",
    " ",
    " ",
    "\n",
    "e.g.",
    "etc",
)


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(BITS), max_size=12).map("".join))
def test_any_text_is_cut_alike(readers: tuple[Reader, PlainReader], text: str) -> None:
    # Where white space stands beside a line break the two begin its word at different places.
    compiled, plain = ([t[:5] for t in reader.cutter.cut(text) if t.word != LINE_END] for reader in readers)
    assert compiled == plain


@pytest.mark.parametrize(
    "text",
    [
        "Two  spaces, a\ttab, a\u00a0fixed one and\u2003a wide one before BERT on GLUE.",
        " A blank first and last reaches 91.2% accuracy on MNLI. ",
        "one\u3000ideographic\u2028and a line separator",
        "",
    ],
)
def test_white_space_is_cut_alike(readers: tuple[Reader, PlainReader], text: str) -> None:
    assert differing(readers, [Paper(id="title:x", title=text, abstract=text)]) == []


def test_rules_in_the_notation_of_spacy_are_matched_alike(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "mine.toml").write_text(
        """
stage = "values"
[[rule]]
id = "mine.tables"
gives = "score"
weight = 9
pattern = [{LOWER = "tops"}, {LOWER = {IN = ["the", "a"]}, OP = "?"}, {ENT_TYPE = "Dataset", SLOT = "dataset"},
           {LOWER = "at"}, {ENT_TYPE = "Percent", SLOT = "value"}]
match = ["ToastNet tops the [GLUE](Dataset.dataset) at [91.2%](Value.value)."]
no_match = ["ToastNet tops the GLUE."]
""",
        encoding="utf-8",
    )
    record = Reader(load_rules(tmp_path)).read(
        Paper(id="title:x", title="", abstract="ToastNet tops the GLUE at 91.2%. It tops MNLI at 88%.")
    )
    assert [claim.evidence[0].rule for claim in record.claims if claim.predicate == "scores"] == ["mine.tables"] * 2
