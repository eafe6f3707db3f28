"""Rules as data: every example line is a test of its own, and what `kg rules check` and `kg rules test` say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kg.extract.examples import Bench, Case, cases, failures
from kg.rulecheck import check_rules
from kg.rules import Rule, Rules, load_rules, parse_example, parse_pattern


def _params() -> list[object]:
    gap = pytest.mark.xfail(strict=True, reason="a known gap")
    return [
        pytest.param(case, id=case.id, marks=gap if case.kind == "todo_match" else ()) for case in cases(load_rules())
    ]


@pytest.mark.parametrize("case", _params())
def test_example(bench: Bench, case: Case) -> None:
    wrong = bench.complaint(case.rule, case.example, wanted=case.kind != "no_match")
    assert wrong is None, f"{case.rule.file}: {wrong}\n{case.example.text}\n{case.rule.patterns}"


def test_the_shipped_rules_are_well_formed(rules: Rules) -> None:
    problems = check_rules(rules)
    assert not problems, "\n".join(problems)


# ------------------------------------------------------------------ examples


def rule(stage: str, pattern: str, gives: str = "", *, regex: str = "", **examples: list[str]) -> Rule:
    """A rule of this stage; its words stand in the pattern itself."""
    return Rule(
        id=f"{stage}.test",
        file="test.toml",
        stage=stage,
        gives=gives,
        patterns=(parse_pattern(pattern, {}, "test"),) if pattern else (),
        weight=1.0,
        **{kind: tuple(map(parse_example, examples.get(kind, []))) for kind in ("match", "no_match", "todo_match")},
        options={"regex": [regex]} if regex else {},
    )


ON = rule("types", "scones on <Any:Dataset>")
OURS = rule("roles", "bake <Any:introduced>")
VALUE = rule("values", "<Metric:metric> of <Percent:value>", "score")
BEATS = rule("comparisons", "outbakes <System:worse>", "outperforms")
LOAF = rule("shapes", "", "Dataset", regex="Loaf$")


@pytest.fixture(scope="module")
def oven(rules: Rules) -> Bench:
    """A reader that has the rules above on top of the shipped ones."""
    return Bench(replace(rules, rules=(*rules.rules, ON, OURS, VALUE, BEATS, LOAF)))


@pytest.mark.parametrize(
    ("tried", "line"),
    [
        (ON, "We test scones on [SQuAD](Dataset)."),
        (OURS, "We bake [CrumbNet](introduced)."),
        (OURS, "We bake [CrumbNet](Model.introduced)."),
        (VALUE, "It reaches an [accuracy](Metric.metric) of [87.1%](Percent.value)."),
        (VALUE, "It reaches an [accuracy](Metric) of [87.1%](Value.value)."),
        (BEATS, "CrumbNet outbakes [BERT](System.worse)."),
        (LOAF, "[SourLoaf](Dataset) is big."),
        (LOAF, "SourLoaf"),
    ],
)
def test_a_line_that_is_read_as_marked(oven: Bench, tried: Rule, line: str) -> None:
    assert oven.complaint(tried, parse_example(line), wanted=True) is None
    unwanted = oven.complaint(tried, parse_example(line), wanted=False)
    assert unwanted is not None
    assert "matches with" in unwanted or "finds something" in unwanted


@pytest.mark.parametrize(
    ("tried", "line", "said"),
    [
        (ON, "We test buns on [SQuAD](Dataset).", "no match; it is read as «We test buns on <Dataset> .»"),
        (ON, "We test [scones](Dataset) on SQuAD.", "'scones' does not fill Dataset"),
        (ON, "We test scones on [SQuAD](Model).", "'SQuAD' does not fill Model"),
        (VALUE, "An [accuracy](Metric.value) of 87.1%.", "'accuracy' does not fill value"),
        (VALUE, "An [accuracy](Dataset) of 87.1%.", "'accuracy' is no Dataset but Metric"),
        (LOAF, "The [Bun](Dataset) of Loaf", "no regex finds anything in 'Bun'"),
    ],
)
def test_a_line_that_is_not(oven: Bench, tried: Rule, line: str, said: str) -> None:
    assert said in (oven.complaint(tried, parse_example(line), wanted=True) or "")


def test_a_no_match_line_with_a_mark_speaks_of_the_mark_only(oven: Bench) -> None:
    line = "We test scones on SQuAD and [MNLI](Dataset)."
    assert oven.complaint(ON, parse_example(line), wanted=False) is None
    assert oven.complaint(ON, parse_example("We test scones on SQuAD."), wanted=False) is not None


def test_failures_names_each_line_that_fails(rules: Rules) -> None:
    wrong = rule(
        "types",
        "scones on <Any:Dataset>",
        match=["scones on [SQuAD](Dataset)", "buns on [SQuAD](Dataset)"],
        no_match=["scones on SQuAD", "buns on SQuAD"],
        todo_match=["scones on [SQuAD](Dataset)", "buns on [SQuAD](Dataset)"],
    )
    found = failures(replace(rules, rules=(wrong,)))
    assert [line.split(": ")[1] for line in found] == [
        "types.test-match-2",
        "types.test-no_match-1",
        "types.test-todo_match-1",
    ]
    assert "it matches now; move the line to match" in found[2]


# ------------------------------------------------------------------ kg rules check

GOOD = {"match": ["on [SQuAD](Dataset)"], "no_match": ["on page 3"]}


def problems_of(rules: Rules, tried: Rule) -> list[str]:
    return check_rules(replace(rules, rules=(tried,)), Path("no-lists"))


def test_a_good_rule_has_no_problems(rules: Rules) -> None:
    assert problems_of(rules, rule("types", "on <Any:Dataset>", **GOOD)) == []


@pytest.mark.parametrize(
    ("tried", "said"),
    [
        (rule("types", "on <Any:Dataset>", match=GOOD["match"]), "no no_match example"),
        (rule("types", "on <Any:Dataset>", no_match=GOOD["no_match"]), "no match example"),
        (rule("typos", "on <Any:Dataset>", **GOOD), "stage 'typos' is never run; did you mean 'types'?"),
        (rule("types", "on <Any>", **GOOD), "a pattern fills no slot"),
        (
            rule("values", "<Metric:metrik> <Value:value>", "score", **GOOD),
            "unknown slot 'metrik'; did you mean 'metric'?",
        ),
        (rule("values", "<Metric:metric>", "score", **GOOD), "a pattern can match without the slot 'value'"),
        (rule("values", "<Value:value>?", "score", **GOOD), "a pattern can match without the slot 'value'"),
        (rule("values", "<Value:value>", "skore", **GOOD), "gives 'skore' means nothing there; did you mean 'score'?"),
        (rule("lineage", "of <Model:child>", **GOOD), "a pattern can match without the slot 'parent'"),
        (
            rule("types", "on <Any:Dataset>", match=["on [SQuAD](Datset)"], no_match=["x"]),
            "unknown type 'Datset' of [SQuAD]",
        ),
        (rule("types", "on <Any:Dataset>", match=["on [S[Q]uAD](Dataset)"], no_match=["x"]), "a mark cannot be read"),
        (
            rule("comparisons", "<Model:worse>", "outperforms", match=["[X](Model.loser)"], no_match=["x"]),
            "unknown slot 'loser'",
        ),
        (replace(rule("types", "on <Any:Dataset>", **GOOD), weight=0.0), "weight 0 never counts"),
    ],
)
def test_problems_of_rules(rules: Rules, tried: Rule, said: str) -> None:
    found = problems_of(rules, tried)
    assert len(found) == 1
    assert said in found[0]
    assert found[0].startswith("test.toml: rule ")


def test_problems_of_name_lists(rules: Rules, tmp_path: Path) -> None:
    (tmp_path / "names").mkdir()
    bare = replace(rules, rules=())
    header = "name\ttier\taliases\tprecision\tsource\n"
    model, task = tmp_path / "names" / "model.tsv", tmp_path / "names" / "task.tsv"
    model.write_text(f"{header}ant\tname\t\thigh\tx\nBee\tname\tbees-1|bee\thigh\tx\ncat\tname\t\thigh\tx\n")
    assert check_rules(bare, tmp_path) == []
    model.write_text(f"{header}Cat-1\tname\t\thigh\tx\nbee\tname\tCat 1\thigh\tx\n")
    task.write_text(f"{header}dog\tterm\tBEE\thigh\tx\n")
    assert check_rules(bare, tmp_path) == [
        f"{model}:3: 'bee' stands after 'Cat-1'; sort the file by name, without regard to case",
        f"{model}:3: 'Cat 1' of 'bee' is 'Cat-1' in line 2 already; keep it in one",
        f"'bee' ({model}:3) and 'BEE' ({task}:2) are one name in 2 types; keep it in one list",
    ]
