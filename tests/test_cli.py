"""The command: what is printed where, exit codes, and that nothing heavy is loaded before it is needed."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.asking import _parameters
from kg.cli.shared import file_in, mapping_of
from kg.errors import QueryError, SourceError
from kg.pipeline import build, records_of
from kg.sources.problem import Problem
from kg.store import write_records
from kg.terminal import as_csv, as_json, as_markdown, best, found, largest_board, table, told
from tests import toaster
from tests.records import sample

DATA = Path(__file__).parent / "data"
PAGES = [str(DATA / "blank_lines.txt"), str(DATA / "one_line.txt")]
Answer = tuple[int, str, str]
Run = Callable[..., Answer]


@pytest.fixture
def kg(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Runs the command in this process, with a reader that needs no rules; gives exit code, output and errors."""
    toaster.install(monkeypatch)
    pipe_signal = signal.getsignal(signal.SIGPIPE)

    def run(*args: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["kg", *args])
        code: int | str | None = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return int(code or 0), out, err

    yield run
    signal.signal(signal.SIGPIPE, pipe_signal)


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A folder with the graph and the records of the sample."""
    from kg.export.rdf import write

    records = records_of(sample())
    write(build(records, rules=toaster.NO_RULES), tmp_path / "graph.ttl")
    write_records(tmp_path / "records.jsonl", records)
    return tmp_path


def process(*args: str, code: str = "from kg.cli import main; main()") -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code, *args], capture_output=True, text=True, timeout=60)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, atexit; from kg.cli import main; "
        "atexit.register(lambda: print([name for name in "
        "('spacy', 'networkx', 'rdflib', 'pyoxigraph', 'pandas', 'pyvis', 'rich') if name in sys.modules])); main()"
    )
    done = process("--help", code=code)
    assert done.returncode == 0
    assert done.stdout.endswith("[]\n"), done.stdout
    assert all(
        command in done.stdout for command in ("build", "extract", "query", "explain", "evaluate", "rules", "demo")
    )


@pytest.mark.parametrize(
    "args", [("build",), ("extract",), ("query",), ("explain",), ("evaluate",), ("demo",), ("rules", "coverage")]
)
def test_every_command_has_help(kg: Run, args: tuple[str, ...]) -> None:
    code, out, err = kg(*args, "--help")
    assert (code, err) == (0, "")
    assert "Usage: " in out


def test_version(kg: Run) -> None:
    from kg import __version__

    assert kg("--version") == (0, f"kg {__version__}\n", "")


def test_extract_keeps_order_copies_and_ids(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    record = {"title": "Loaves", "abstract": "Toaster9 wins."}
    path.write_text("\n".join(json.dumps(record | {"id": id}) for id in ("b", "a", "b")))
    code, out, err = kg("extract", str(path))
    assert (code, err) == (0, "")
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["b", "a", "b"]
    assert json.loads(out.splitlines()[0])["entities"][0]["surfaces"] == ["Toaster9"]


def test_extracted_records_can_be_stored_and_read(kg: Run, tmp_path: Path) -> None:
    from kg.store import read_records

    code, out, _ = kg("extract", *PAGES, "--format", "records")
    (tmp_path / "records.jsonl").write_text(out, encoding="utf-8")
    assert code == 0
    assert len(list(read_records(tmp_path / "records.jsonl"))) == 4


def test_problems_are_told_and_the_rest_is_printed(kg: Run, tmp_path: Path) -> None:
    code, out, err = kg("extract", str(tmp_path / "no"), PAGES[0])
    assert (code, len(out.splitlines())) == (0, 2)
    assert err == f"{tmp_path / 'no'}: no such file (check the path)\n"
    code, out, err = kg("extract", "--strict", str(tmp_path / "no"), PAGES[0])
    assert (code, out, err) == (2, "", f"kg: {tmp_path / 'no'}: no such file (check the path)\n")


def test_nothing_readable_is_an_error(kg: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    code, out, err = kg("extract", str(tmp_path / "empty"))
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].endswith("no papers could be read; see the lines above")


@pytest.mark.parametrize("strict", [False, True])
def test_a_failing_paper_is_told_and_has_an_empty_line(kg: Run, tmp_path: Path, strict: bool) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text(
        '{"id": "x", "title": "A", "abstract": "They explode."}\n{"id": "y", "title": "B", "abstract": "B."}'
    )
    code, out, err = kg("extract", str(path), *(["--strict"] if strict else []))
    assert "papers.jsonl:1: x could not be read: ZeroDivisionError" in err
    assert (code, len(out.splitlines())) == ((2, 0) if strict else (0, 2))


def test_other_column_names_and_formats(kg: Run, tmp_path: Path) -> None:
    path = tmp_path / "papers"
    path.write_text("name;body\nA;A toaster.\n")
    args = ("extract", str(path), "--map", "abstract=body", "--map", "title=name")
    assert kg(*args)[0] == kg(*args, "--from", "csv")[0] == 0
    assert "no such format" in kg(*args, "--from", "docx")[2]


def test_build_query_and_explain(kg: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, text, err = kg("build", *PAGES, "-o", str(out))
    assert (code, err) == (0, "")
    assert text.splitlines()[-1] == f"Written to {out}/"
    assert [line.split()[:2] for line in text.splitlines() if line.startswith("papers")] == [["papers", "3"]]
    code, text, _ = kg("explain", "toaster", "--graph", str(out))
    assert code == 0
    assert "model.toaster" in text and "[toaster]" in text
    query = "SELECT (COUNT(?paper) AS ?papers) { ?paper a schema:ScholarlyArticle }"
    assert kg("query", query, "--graph", str(out), "--format", "csv") == (0, "papers\n3\n", "")


def test_query_by_text_and_by_name(kg: Run, built: Path) -> None:
    graph = ("--graph", str(built))
    code, out, _ = kg("query", "leaderboard", "--dataset", "SQuAD", *graph, "--format", "json")
    assert code == 0
    assert any("RoBERTa" in row.values() for row in json.loads(out))
    assert kg("query", "leaderboard", "--dataset=squad", *graph, "--format", "json")[1] == out
    assert kg("query", "ASK {}", "--graph", str(built / "graph.ttl"), "--format", "md")[1] == (
        "| answer |\n| --- |\n| True |\n"
    )
    assert (
        kg("query", "leaderboard", "--dataset", "SQuAD", *graph, "--format", "csv", "--limit", "1")[1].count("\n") == 2
    )


def test_query_tells_what_there_is_to_ask(kg: Run) -> None:
    code, listed, _ = kg("query", "--list")
    assert code == 0
    assert listed.index("Benchmarks") < listed.index("metrics_of_dataset") < listed.index("Best scores")
    code, told, _ = kg("query", "best_under_parameters", "--help")
    assert code == 0
    assert "--at-most: a number: 340M, 0.5, 1500 (required)" in told
    assert told.endswith("Example: kg query best_under_parameters --dataset ImageNet --at-most 100M\n")
    assert "'SPARQL' | NAME" in kg("query", "--help")[1]
    assert kg("query", "leaderbord", "--help")[0] == 2


@pytest.mark.parametrize(
    ("args", "fact"),
    [
        (("leaderbord",), "no query is called 'leaderbord'"),
        (("leaderboard", "--datset", "SQuAD"), "no parameter 'datset'"),
        (("leaderboard", "SQuAD"), "unexpected 'SQuAD'"),
        (("leaderboard", "--dataset"), "--dataset has no value"),
        (("SELECT * {", "--dataset", "SQuAD"), "options belong to named queries"),
        (("SELECT * {",), "query: "),
        (("DELETE WHERE { ?s ?p ?o }",), "queries only read"),
        ((), "no query"),
        (("--dataset", "SQuAD"), "no query"),
    ],
)
def test_wrong_queries_are_one_line(kg: Run, built: Path, args: tuple[str, ...], fact: str) -> None:
    code, out, err = kg("query", *args, "--graph", str(built))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert err.startswith("kg: ") and fact in err


def test_a_graph_that_is_not_there(kg: Run, tmp_path: Path) -> None:
    for args in (("query", "leaderboard", "--dataset", "SQuAD"), ("explain", "BERT")):
        code, _, err = kg(*args, "--graph", str(tmp_path / "no"))
        assert (code, len(err.splitlines())) == (2, 1)
        assert "no such file" in err and "kg build" in err


def test_explain_shows_sentence_paper_and_rule(kg: Run, built: Path) -> None:
    code, out, _ = kg("explain", "roberta", "--graph", str(built))
    assert code == 0
    assert "[94.6%]" in out and "scores.test" in out and "arxiv:1907.11692" in out
    code, _, err = kg("explain", "Robrta", "--graph", str(built))
    assert (code, len(err.splitlines())) == (2, 1)
    assert "RoBERTa" in err


def test_unexpected_errors_are_one_line(kg: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> None:
        raise ZeroDivisionError("too much bread")

    monkeypatch.setattr("kg.pipeline.read", fail)
    monkeypatch.delenv("KG_DEBUG", raising=False)
    code, out, err = kg("extract", PAGES[0])
    assert (code, out) == (1, "")
    assert err == "kg: unexpected ZeroDivisionError: too much bread (a fault of kg; `kg --debug …` shows where)\n"
    # Set first, so that the one --debug sets is taken back.
    monkeypatch.setenv("KG_DEBUG", "")
    with pytest.raises(ZeroDivisionError):
        kg("--debug", "extract", PAGES[0])


READ_SLOWLY = """
import signal, sys, time
# Where the tests run in the background, an interrupt is ignored unless asked for.
signal.signal(signal.SIGINT, signal.default_int_handler)
from tests import toaster
import pytest
toaster.install(pytest.MonkeyPatch())
read = toaster.Reader.read
toaster.Reader.read = lambda self, paper: (time.sleep(PAUSE), read(self, paper))[1]
from kg.cli import main
main()
"""


def test_a_closed_pipe_ends_without_a_message(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text('{"title": "A", "abstract": "A toaster."}\n' * 20_000)
    command = [sys.executable, "-c", READ_SLOWLY.replace("PAUSE", "0"), "extract", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=DATA.parent.parent) as running:
        assert running.stdout and running.stderr
        running.stdout.readline()
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == -signal.SIGPIPE


def test_an_interrupt_ends_without_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_text('{"title": "A", "abstract": "A toaster."}\n' * 1000)
    command = [sys.executable, "-c", READ_SLOWLY.replace("PAUSE", "0.1"), "extract", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=DATA.parent.parent) as running:
        assert running.stdout and running.stderr
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        assert b"Traceback" not in running.stderr.read()
    assert running.returncode == 130


def test_mapping_pairs() -> None:
    assert mapping_of(["abstract=body", "title=a=b"]) == {"abstract": "body", "title": "a=b"}
    for pair in ("abstract", "=body", "abstract="):
        with pytest.raises(SourceError, match="not a pair"):
            mapping_of([pair])


def test_parameters() -> None:
    assert _parameters(["--dataset", "SQuAD 2", "--metric=F1=x", "--limit", "-1"]) == {
        "dataset": "SQuAD 2",
        "metric": "F1=x",
        "limit": "-1",
    }
    with pytest.raises(QueryError):
        _parameters(["--"])


def test_the_file_meant_by_graph(tmp_path: Path) -> None:
    assert file_in(tmp_path, "graph.ttl") == tmp_path / "graph.ttl"
    assert file_in(Path("v1.2"), "graph.ttl") == Path("v1.2/graph.ttl")
    assert file_in(Path("out/mine.ttl"), "graph.ttl") == Path("out/mine.ttl")
    assert file_in(Path("out/graph.ttl"), "records.jsonl") == Path("out/records.jsonl")


COLUMNS = ("name", "value")
ROWS = [("a|b", Decimal("90.50")), ("[bold]x", None), ('q,"', 3)]


def test_tables() -> None:
    assert as_csv(COLUMNS, ROWS) == 'name,value\na|b,90.50\n[bold]x,\n"q,""",3'
    assert as_csv(COLUMNS, [("two\rrows", 1)]) == "name,value\ntwo rows,1"
    assert json.loads(as_json(COLUMNS, ROWS)) == [
        {"name": "a|b", "value": 90.5},
        {"name": "[bold]x", "value": None},
        {"name": 'q,"', "value": 3},
    ]
    assert as_markdown(COLUMNS, ROWS).splitlines()[2] == "| a\\|b | 90.50 |"
    drawn = table(COLUMNS, ROWS, title="Things")
    assert drawn.splitlines()[0] == "Things"
    assert "[bold]x" in drawn


def test_equal_problems_are_counted() -> None:
    many = [Problem(f"p.jsonl:{line}", "no 'abstract'", "map it") for line in range(1, 100)]
    lines = list(told([*many, Problem("q2", "the file is empty")]))
    assert lines[:2] == ["p.jsonl:1: no 'abstract' (map it)", "p.jsonl:2: no 'abstract' (map it)"]
    assert lines[3:] == ["p.jsonl: 96 more with the same: no 'abstract'", "q2: the file is empty"]


def test_what_is_found() -> None:
    rows = {what: (count, most) for what, count, most in found(build(sample(), rules=toaster.NO_RULES))}
    assert rows["papers"] == (3, "")
    assert rows["models"][1].startswith("BERT, ")
    assert rows["results"][0] > 0 and rows["comparisons"][0] > 0


def test_the_largest_leaderboard() -> None:
    graph = build(sample(), rules=toaster.NO_RULES)
    board = largest_board(graph)
    assert board == ("Dataset/squad", "Metric/accuracy")
    columns, rows = best(graph, *board, limit=1)
    assert columns[:3] == ["", "system", "accuracy"] and "paper" in columns
    assert [row[:3] for row in rows] == [[1, "RoBERTa", "94.6%"]]
    assert largest_board(build([], rules=toaster.NO_RULES)) is None


def test_a_table_of_fixed_width_asks_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    piped = table(COLUMNS, ROWS, width=100)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "8")
    assert table(COLUMNS, ROWS, width=100) == piped != table(COLUMNS, ROWS)


# -- kg view -----------------------------------------------------------------------------------------------------


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the command opens."""
    addresses: list[str] = []

    def visit(address: str) -> bool:
        addresses.append(address)
        return True

    monkeypatch.setattr("webbrowser.open", visit)
    return addresses


def test_view_writes_and_opens_the_page_of_a_part(kg: Run, built: Path, visited: list[str]) -> None:
    code, out, err = kg("view", "BERT", "--depth", "1", "--graph", str(built))
    page = (built / "view.html").read_text(encoding="utf-8")
    assert (code, out, err) == (0, f"Written to {built / 'view.html'}\n", "")
    assert "<title>BERT and what is within 1 step</title>" in page
    assert visited == [(built / "view.html").as_uri()]


def test_view_of_a_query_can_stay_closed(kg: Run, built: Path, visited: list[str]) -> None:
    query = built / "tasks.rq"
    query.write_text("SELECT ?task { ?task a kg:Task }", encoding="utf-8")
    code, _, _ = kg("view", "--query", str(query), "--no-open", "-o", str(built / "x.html"), "--graph", str(built))
    assert code == 0 and not visited
    assert "<title>tasks.rq</title>" in (built / "x.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("BERTT",), "nearest: BERT"),
        (("BERT", "--query", "x.rq"), "give one of them"),
        (("--query", "none.rq"), "none.rq: cannot be read"),
    ],
)
def test_view_tells_mistakes_in_a_line(kg: Run, built: Path, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = kg("view", *arguments, "--no-open", "--graph", str(built))
    assert code == 2 and not out and told in err and err.count("\n") == 1


def test_view_says_where_the_page_is_if_no_browser_opens(kg: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda _: False)
    code, _, err = kg("view", "--graph", str(built))
    assert code == 0 and "open" in err and "view.html" in err
