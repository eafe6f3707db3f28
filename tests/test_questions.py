"""The named queries: what each answers on the sample papers, what they keep apart, and how their heads are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path

import pytest
from records import count, entity, paper, relation, score

from kg.errors import QueryError
from kg.graph import build_graph
from kg.model import PaperRecord
from kg.query import Answer, named_queries, run
from kg.questions import PARAM_TYPES
from tests import questions

REMEDY = "run `make exports`, read what changed, and check it in"
QUERIES = questions.shipped_queries()
SOURCES = (
    "Linked Papers with Code, example query ",
    "SciQA, template T0",
    "MLSea, example query ",
    "CS-KG, example query",
)


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    """Query → what its example gives on the sample papers."""
    return questions.answers(questions.samples())


def expected() -> dict[str, str]:
    """Query → its section of the file of answers."""
    _, *sections = questions.ANSWERS.read_text(encoding="utf-8").split("\n## ")
    return {section.split("\n", 1)[0]: section for section in sections}


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_the_answer_is_as_expected(answers: dict[str, Answer], name: str) -> None:
    section = questions.answers_page({name: answers[name]}).split("\n## ")[1]
    assert section.rstrip() == expected()[name].rstrip(), REMEDY


def test_every_answer_is_expected_and_none_is_empty(answers: dict[str, Answer]) -> None:
    assert expected().keys() == QUERIES.keys()
    # What the sample papers have none of has a graph of its own below.
    assert {name for name, answer in answers.items() if not answer.rows} == set(OWN)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_no_row_comes_twice_and_every_column_is_filled(answers: dict[str, Answer], name: str) -> None:
    answer = answers[name]
    assert len(set(answer.rows)) == len(answer.rows)
    used = {column for row in answer.records() for column, value in row.items() if value is not None}
    assert used >= set(answer.columns) - {"high", "which", "setting", "settings", "why", "unit"} or name in OWN


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_heads_are_complete(name: str) -> None:
    query = QUERIES[name]
    assert query.group != "Others"
    assert query.help.endswith(".") and 30 < len(query.help) <= 120
    assert {param.name for param in query.params if param.required} <= set(query.example)
    assert all(source.startswith(SOURCES) for source in query.sources)


def test_there_are_forty_and_all_published_sets_are_covered() -> None:
    assert len(QUERIES) >= 40
    sources = [source for query in QUERIES.values() for source in query.sources]
    templates = {source.split(":")[0] for source in sources if source.startswith("SciQA")}
    assert templates == {f"SciQA, template T0{number}" for number in range(1, 9)}
    assert all(any(source.startswith(known) for source in sources) for known in SOURCES)


def test_the_page_is_current() -> None:
    assert questions.PAGE.read_text(encoding="utf-8") == questions.queries_page(), REMEDY


def test_the_readme_counts_them() -> None:
    readme = (questions.ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(QUERIES)} questions have a name" in readme


# -- graphs of their own


def record(text: str, id_: str, *claims: Callable[..., object], year: int | None = 2020, **names: str) -> PaperRecord:
    """A paper that says `text`; `names` are its entities by type, a name for each, several separated by `|`."""
    source = paper(id_, text, year=year)
    entities = tuple(entity(source, kind, name) for kind, several in names.items() for name in several.split("|"))
    return PaperRecord(paper=source, entities=entities, claims=tuple(claim(source) for claim in claims))  # type: ignore[misc]


def scored(
    text: str, value: str, *, unit: str | None = "%", metric: str = "accuracy", **more: str
) -> Callable[..., object]:
    def made(source: object) -> object:
        return score(source, text, value, unit=unit, metric=metric, dataset=["SQuAD"], **more)  # type: ignore[arg-type]

    return made


def beats(winner: str, loser: str) -> Callable[..., object]:
    return lambda source: relation(source, "outperforms", winner, loser)


def ask(records: Iterable[PaperRecord], name: str, **given: str) -> list[dict[str, object]]:
    facts = {
        ("Metric", "accuracy"): {"low": "0", "high": "100", "unit": "%", "direction": "higher"},
        ("Metric", "perplexity"): {"low": "1", "direction": "lower"},
    }
    return [dict(row) for row in run(build_graph(list(records), facts=facts), QUERIES[name], given).records()]


def contradicting() -> list[PaperRecord]:
    return [
        record("Xnet beats Ynet.", "a:1", beats("Xnet", "Ynet"), Model="Xnet|Ynet"),
        record("Ynet beats Xnet.", "a:2", beats("Ynet", "Xnet"), Model="Xnet|Ynet"),
        record("Xnet beats Znet.", "a:3", beats("Xnet", "Znet"), Model="Xnet|Znet"),
    ]


def conflicting() -> list[PaperRecord]:
    names = {"Model": "Xnet", "Metric": "accuracy", "Dataset": "SQuAD"}
    return [
        record("Xnet has 91% accuracy on SQuAD.", "a:1", scored("91%", "91", system="Xnet"), **names),
        record("Xnet gets 84% accuracy on SQuAD.", "a:2", scored("84%", "84", system="Xnet"), **names),
    ]


def impossible() -> list[PaperRecord]:
    good = scored("91%", "91", system="Xnet")
    bad = scored("191%", "191", system="Xnet")
    other = scored("300 ms", "300", unit="ms", system="Xnet")
    names = {"Model": "Xnet", "Metric": "accuracy", "Dataset": "SQuAD"}
    low = scored("0.2", "0.2", unit=None, metric="perplexity", system="Xnet")
    return [
        record("Xnet has 91% accuracy on SQuAD.", "a:1", good, **names),
        record("Xnet has 191% accuracy on SQuAD.", "a:2", bad, **names),
        record("Xnet has 300 ms accuracy on SQuAD.", "a:3", other, **names),
        record("Xnet has 0.2 perplexity on SQuAD.", "a:4", low, **{**names, "Metric": "perplexity"}),
    ]


def claiming() -> list[PaperRecord]:
    names = {"Model": "Xnet", "Metric": "accuracy", "Dataset": "SQuAD"}
    return [
        record("Xnet is the State of the Art on SQuAD.", "a:1", year=2019, Model="Xnet"),
        record(
            "Xnet, state-of-the-art, has 91% accuracy on SQuAD.", "a:2", scored("91%", "91", system="Xnet"), **names
        ),
        record("Xnet is art.", "a:3", Model="Xnet"),
        record("Xnet is state-of-the-art.", "a:4", year=None, Model="Xnet"),
    ]


OWN: dict[str, tuple[Callable[[], list[PaperRecord]], list[tuple[object, ...]]]] = {
    "contradictions": (contradicting, [("Xnet", "Ynet", "a:1", "Xnet beats Ynet.", "a:2", "Ynet beats Xnet.")]),
    "conflicts": (
        conflicting,
        [
            (
                *("Xnet", "SQuAD", "accuracy", None, "84%", "91%"),
                *("a:2", "Xnet gets 84% accuracy on SQuAD.", "a:1", "Xnet has 91% accuracy on SQuAD."),
            )
        ],
    ),
    "out_of_range": (
        impossible,
        [
            ("accuracy", Decimal(191), "%", None, Decimal(100), "Xnet", "a:2"),
            ("perplexity", Decimal("0.2"), None, Decimal(1), None, "Xnet", "a:4"),
        ],
    ),
    "claims_without_number": (claiming, [("a:4", "A title", None), ("a:1", "A title", 2019)]),
}


@pytest.mark.parametrize("name", sorted(OWN))
def test_answers_on_a_graph_of_their_own(name: str) -> None:
    made, rows = OWN[name]
    found = [tuple(row.values())[: len(rows[0])] for row in ask(made(), name)]
    assert found == rows


# -- what is not compared

NAMES = {"Model": "Xnet|Ynet", "Metric": "accuracy", "Dataset": "SQuAD"}


def boards() -> list[PaperRecord]:
    """Scores that look comparable: of two scales, of two settings, a gain, and one of a later year."""
    return [
        record(
            "Xnet has 0.93 accuracy and Ynet 91% on SQuAD.",
            "a:1",
            scored("0.93", "0.93", unit=None, system="Xnet"),
            scored("91%", "91", system="Ynet"),
            year=2018,
            **NAMES,
        ),
        record(
            "Xnet has 95% accuracy zero-shot on SQuAD, 99% more than Ynet.",
            "a:2",
            scored("95%", "95", system="Xnet", setting="zero-shot"),
            scored("99%", "99", system="Xnet", baseline="Ynet", kind="change", direction="increase"),
            year=2019,
            **NAMES,
        ),
        record("Xnet has 92 accuracy on SQuAD as Ynet.", "a:3", scored("92", "92", unit=None, system="Xnet"), **NAMES),
        record(
            "Ynet has 90% accuracy on SQuAD as Xnet.", "a:4", scored("90%", "90", system="Ynet"), year=2021, **NAMES
        ),
    ]


def test_the_best_is_taken_within_one_setting_and_scale() -> None:
    found = ask(boards(), "top_scores", dataset="squad")
    assert sorted((row["setting"] or "", row["value"], row["year"]) for row in found) == [
        ("", Decimal("0.93"), 2018),
        ("", Decimal(92), 2020),
        ("zero-shot", Decimal(95), 2019),
    ]


def test_the_state_of_the_art_only_rises() -> None:
    found = ask(boards(), "state_of_the_art", dataset="squad")
    assert [(row["setting"] or "", row["year"], row["value"]) for row in found] == [
        ("", 2018, Decimal("0.93")),
        ("", 2018, Decimal(91)),
        ("", 2020, Decimal(92)),
        ("zero-shot", 2019, Decimal(95)),
    ]


def test_the_state_of_the_art_falls_where_lower_is_better() -> None:
    names = {**NAMES, "Metric": "perplexity"}
    records = [
        record(
            f"Xnet has {value} perplexity on SQuAD, unlike Ynet.",
            f"a:{year}",
            scored(value, value, unit=None, metric="perplexity", system="Xnet"),
            year=year,
            **names,
        )
        for year, value in ((2018, "20.5"), (2019, "25.5"), (2020, "15.5"), (2021, "15.5"))
    ]
    found = ask(records, "state_of_the_art", dataset="squad")
    assert [(row["year"], row["value"]) for row in found] == [(2018, Decimal("20.5")), (2020, Decimal("15.5"))]


def test_head_to_head_compares_like_with_like() -> None:
    found = ask(boards(), "head_to_head", system="Xnet", rival="Ynet")
    assert [(row["score"], row["rival_score"], row["difference"], row["ahead"]) for row in found] == [
        (Decimal(92), Decimal(91), Decimal(1), "Xnet"),
        (Decimal(92), Decimal(90), Decimal(2), "Xnet"),
    ]


def test_a_paper_without_a_year_does_not_take_it_from_others() -> None:
    text = "Xnet has 91% accuracy on SQuAD, as Ynet."
    records = [
        record(text, f"a:{number}", scored("91%", "91", system="Xnet"), year=year, **NAMES)
        for number, year in ((1, None), (2, 2017))
    ]
    assert [(row["year"], row["papers"]) for row in ask(records, "leaderboard", dataset="squad")] == [(2017, 2)]
    assert [row["year"] for row in ask(records, "top_scores", dataset="squad")] == [2017]


@pytest.mark.parametrize(
    ("most", "names"), [("350M", ["Xnet"]), ("1b", ["Ynet", "Xnet"]), ("340,000,000", ["Xnet"]), ("1", [])]
)
def test_parameters_limit_a_leaderboard(most: str, names: list[str]) -> None:
    text = "Xnet has 340M parameters, Ynet 1B, with 90% and 92% accuracy on SQuAD."
    records = [
        record(
            text,
            "a:1",
            scored("90%", "90", system="Xnet"),
            scored("92%", "92", system="Ynet"),
            lambda source: count(source, "hasParameters", "parameters", "Xnet", "340M", "340000000"),
            lambda source: count(source, "hasParameters", "parameters", "Ynet", "1B", "1000000000"),
            **NAMES,
        )
    ]
    assert [row["system_name"] for row in ask(records, "best_under_parameters", dataset="squad", at_most=most)] == names


# -- heads and values


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"dataset": "SQuAD", "at-most": "many"}, "at_most: 'many' is no number; write it as 340000000, 340M or 0.5"),
        ({"dataset": "SQuAD"}, r"at_most \(Number\) is missing; for example: kg query best_under_parameters --dataset"),
        ({"dataset": "SQuAD", "at-most": "1e999999999"}, "is no number"),
    ],
)
def test_wrong_values_are_told(given: dict[str, str], message: str) -> None:
    with pytest.raises(QueryError, match=message):
        run(build_graph(boards()), QUERIES["best_under_parameters"], given)


def test_a_year_has_four_digits() -> None:
    with pytest.raises(QueryError, match="since: '20' is no year"):
        run(build_graph(boards()), QUERIES["first_seen"], {"since": "20"})


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'",
        "\\",
        "\\u0022",
        "\n",
        '") } DROP ALL #',
        "} UNION { ?s ?p ?o",
        "VALUES ?since { UNDEF } ?s ?p ?o",
        "\ud800",
    ],
)
def test_a_text_stays_a_text(text: str) -> None:
    # The year is bound after the text, which must not offer it a place of its own.
    given = {"venue": text, "since": "2000"}
    assert ask(boards(), "most_used_datasets", **given) == []


HEAD = "# Help.\n# group: Mine\n# source: a paper\n# param: least_many (Number)\n# example: --least-many 2\n"


def test_a_head_is_read(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    body = "SELECT * { VALUES ?least_many { UNDEF } }"
    (tmp_path / "queries" / "mine.rq").write_text(HEAD + body + "\n# param: no head any more\n")
    mine = named_queries(tmp_path)["mine"]
    assert (mine.help, mine.group, mine.sources, mine.example) == ("Help.", "Mine", ("a paper",), {"least_many": "2"})
    assert mine.usage == "[--least-many NUMBER]"
    assert mine.described.split("\n") == [
        "kg query mine [--least-many NUMBER]",
        "",
        "Help.",
        "",
        f"  --least-many: {PARAM_TYPES['Number']}",
        "Asked before: a paper",
        "Example: kg query mine --least-many 2",
    ]


@pytest.mark.parametrize("line", ["# example: --most 2", "# example: --least-many", "# example: 2 2"])
def test_an_example_must_fit(tmp_path: Path, line: str) -> None:
    (tmp_path / "queries").mkdir()
    head = "# Help.\n# param: least_many (Number)\n" + line
    (tmp_path / "queries" / "mine.rq").write_text(f"{head}\nSELECT * {{ VALUES ?least_many {{ UNDEF }} }}")
    with pytest.raises(QueryError, match="not an example"):
        named_queries(tmp_path)
