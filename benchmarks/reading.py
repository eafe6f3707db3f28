"""What reading costs, as ratios within one run: `python -m benchmarks.reading [PAPERS]`, or `make bench`.

Times are CPU times of interleaved rounds, so a busy machine disturbs both sides of a ratio alike; only "two workers" is
by the clock and needs two free cores. Nothing fails; a row is added to benchmarks/history.csv.
"""

from __future__ import annotations

import csv
import gc
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg.export.annotations import line
from kg.extract.compiler import placeholder
from kg.extract.reader import Reader
from kg.extract.reading import View
from kg.model import Paper
from kg.pipeline import extract_as, read
from kg.rules import Element, Rule, Rules, load_rules
from kg.terminal import table
from tests.reference import table as token_table

HISTORY = Path(__file__).parent / "history.csv"
CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "abstracts-20k.jsonl.gz"
SAMPLES = Path(kg.__file__).parent / "samples" / "landmarks.jsonl"
ROUND = 50
"""Papers that one side reads before the other's turn."""


def timed(sides: Sequence[Callable[[Paper], object]], papers: Sequence[Paper]) -> list[float]:
    """CPU seconds each side needs for the papers, in rounds by turns."""
    spent = [0.0] * len(sides)
    for at in range(0, len(papers), ROUND):
        for number, side in enumerate(sides):
            start = time.process_time()
            for paper in papers[at : at + ROUND]:
                side(paper)
            spent[number] += time.process_time() - start
    return spent


# -- whole reading, and twice the rules --------------------------------------------------------------------------


def whole_reading(rules: Rules, papers: Sequence[Paper]) -> float:
    """Whole reading with JSON out against the bare tokeniser."""
    nlp, reader = spacy.blank("en"), Reader(rules)
    # As `extract` does.
    gc.freeze()
    tokeniser, reading = timed(
        (lambda paper: nlp.make_doc(f"{paper.title}\n{paper.abstract}"), lambda paper: line(reader.read(paper))), papers
    )
    return reading / tokeniser


def twice_the_rules(rules: Rules, papers: Sequence[Paper]) -> float:
    """Reading with each rule doubled against reading with each once."""
    once, twice = Reader(rules), Reader(doubled(rules))
    single, double = timed((lambda paper: line(once.read(paper)), lambda paper: line(twice.read(paper))), papers)
    return double / single


def doubled(rules: Rules) -> Rules:
    """Each rule twice, the second time with one word, class or type of each pattern changed for its neighbour."""
    elements = [e for rule in rules.rules for pattern in rule.patterns for e in pattern]
    neighbours = {
        "words": following(word for e in elements for word in e.words),
        "classes": following(name for e in elements for name in e.classes),
        "types": following(name for e in elements for name in e.types if name not in ("System", "Entity", "Value")),
    }
    extra = [
        replace(rule, id=f"{rule.id}.again", patterns=tuple(changed(p, neighbours) for p in rule.patterns))
        for rule in rules.rules
        if rule.stage != "shapes"
    ]
    return replace(rules, rules=(*rules.rules, *extra))


def following(names: object) -> dict[str, str]:
    """Each name and the one after it in the alphabet; the last and the first."""
    listed = sorted(set(names))  # type: ignore[call-overload]
    return dict(zip(listed, [*listed[1:], *listed[:1]], strict=True))


def changed(pattern: tuple[Element, ...], neighbours: dict[str, dict[str, str]]) -> tuple[Element, ...]:
    """The pattern with the first thing changed that can be."""
    for at, element in enumerate(pattern):
        for field, known in neighbours.items():
            held = sorted(getattr(element, field))
            if held and not element.gap and held[0] in known:
                new = type(getattr(element, field))([known[held[0]], *held[1:]])
                return (*pattern[:at], replace(element, **{field: new}), *pattern[at + 1 :])
    return pattern


# -- against a SpanRuler -----------------------------------------------------------------------------------------


def against_span_ruler(rules: Rules, papers: Sequence[Paper]) -> float:
    """How many times as long one SpanRuler takes to match the same rules on the same readings."""
    reader = Reader(rules)
    views: list[View] = []
    for rule_set in (reader.context, reader.statements):
        rule_set.find = lambda view, find=rule_set.find: (views.append(view), find(view))[1]  # type: ignore
    for paper in papers:
        reader.read(paper)
    first, second = views[::2], views[1::2]
    ours = theirs = 0.0
    for stages, found, plain in (
        (("types", "roles"), first, reader.context),
        (("values", "comparisons", "lineage"), second, reader.statements),
    ):
        nlp = ruler([rule for stage in stages for rule in rules.stage(stage)], rules)
        docs = [as_doc(nlp, view) for view in found]
        find = type(plain).find
        start = time.process_time()
        for view in found:
            find(plain, view)
        middle = time.process_time()
        for doc in docs:
            nlp.get_pipe("span_ruler")(doc)
        ours, theirs = ours + middle - start, theirs + time.process_time() - middle
    return theirs / ours


def ruler(rules: Sequence[Rule], known: Rules) -> Language:
    """A blank pipeline with one SpanRuler that has every pattern of the rules."""
    nlp = spacy.blank("en")
    patterns = [
        {"label": rule.id, "pattern": [token_table(element, known.words) for element in pattern]}
        for rule in rules
        for pattern in rule.patterns
    ]
    nlp.add_pipe("span_ruler").add_patterns(patterns)  # type: ignore[attr-defined]
    return nlp


def as_doc(nlp: Language, view: View) -> Doc:
    """The reading as a document: a word, or the sign of its type, for each unit."""
    return Doc(nlp.vocab, words=[placeholder(unit.label) if unit.label else unit.word for unit in view.units])


# -- workers, memory, start-up -----------------------------------------------------------------------------------


def two_workers(rules: Rules, papers: Sequence[Paper]) -> float:
    """How many times as fast two workers are as one, by the clock."""
    spent = []
    for workers in (1, 2):
        start = time.perf_counter()
        for _ in extract_as(line, papers, rules=rules, workers=workers):
            pass
        spent.append(time.perf_counter() - start)
    return spent[0] / spent[1]


def peak_memory(source: Path, count: int) -> float:
    """Megabytes a process holds at most that reads so many papers, made from those of the source."""
    code = "import sys; from benchmarks.reading import fill; fill(sys.argv[1], int(sys.argv[2]))"
    done = subprocess.run([sys.executable, "-c", code, str(source), str(count)], check=True, capture_output=True)
    return float(done.stdout)


def fill(source: str, count: int) -> None:
    """Read so many papers and print the peak; in further rounds every twentieth word is one never met before."""
    papers, reader = read(source).papers, Reader(load_rules())
    for number in range(count):
        again, at = divmod(number, len(papers))
        words = papers[at].abstract.split(" ")
        if again:
            words[::20] = [f"{word}{again}" for word in words[::20]]
        reader.read(replace(papers[at], abstract=" ".join(words)))
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def seconds(*arguments: str) -> float:
    """Seconds a command of kg takes by the clock, the best of three."""
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "kg", *arguments], check=True, capture_output=True)
        best = min(best, time.perf_counter() - start)
    return best


def first_record(paper: Paper) -> float:
    """Seconds until `kg extract` has read one paper."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "papers.csv"
        with source.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("title", "abstract"), (paper.title, paper.abstract)])
        return seconds("extract", str(source))


# -- the table ---------------------------------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> None:
    """Measure, print and note down."""
    source = Path(arguments[0]) if arguments else CORPUS if CORPUS.exists() else SAMPLES
    papers, rules = read(source).papers, load_rules()
    timed_on = papers[:4_000]
    rows = {
        "whole reading : bare tokeniser": whole_reading(rules, papers),
        "twice the rules : once": twice_the_rules(rules, timed_on),
        "one SpanRuler with the same rules : compiled rules": against_span_ruler(rules, papers[:500]),
        "two workers : one, speed": two_workers(rules, timed_on),
        "peak MB after 20,000 papers": peak_memory(source, 20_000),
        "seconds to kg --help": seconds("--help"),
        "seconds to a first record": first_record(papers[0]),
    }
    print(table(("", source.name), ((name, f"{value:.2f}") for name, value in rows.items())))
    note(rows, len(papers))


def note(rows: dict[str, float], papers: int) -> None:
    """Add a row to the history."""
    new = not HISTORY.exists()
    with HISTORY.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(("date", "version", "python", "papers", *rows))
        values = [f"{value:.2f}" for value in rows.values()]
        writer.writerow((date.today().isoformat(), kg.__version__, platform.python_version(), papers, *values))


if __name__ == "__main__":
    main(sys.argv[1:])
