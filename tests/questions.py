"""Writes `docs/queries.md` and `tests/data/answers.md` from the named queries and the sample papers.

`make exports` runs it; `test_questions.py` compares what it would write with what is there. Read the answers before
checking them in: they are what the tests take for right.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox

from kg.pipeline import build
from kg.query import Answer, open_store, run
from kg.questions import PARAM_TYPES, NamedQuery, by_group, named_queries
from kg.rules import shipped
from kg.terminal import FORMATS

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "kg" / "samples" / "landmarks.jsonl"
PAGE = ROOT / "docs" / "queries.md"
ANSWERS = ROOT / "tests" / "data" / "answers.md"
SHOWN = 12
"""Rows of an answer that are written down; how many there are is, too."""

NOT_ANSWERED = """\
## Asked elsewhere and not answered here

Abstracts do not say it: the frameworks of repositories (Linked Papers with Code, example query
repository-frameworks), hyper-parameters and the runs they belong to (MLSea, example queries 2, 8 and 9), the research
field of a paper (part of SciQA's template T08).

## Their queries on your graph

`kg export DIR --view NAME` rearranges a graph in the vocabulary of another, and what is published for that one runs on
it: `lpwc` for Linked Papers with Code (tested with four of its five example queries), `orkg` for the Open Research
Knowledge Graph (SciQA's templates T01, T02 and T04 to T07), `mlsea` (example queries 1, 4 and 5), `cskg` (three example
queries). A view says what its originals expect: LPWC dates papers to the day, so the first of January stands for a
year; LPWC and MLSea keep scores as strings; tasks in `lpwc` and all things in `cskg` have the IRIs that are made from
their words there. A folder `views/NAME` of CONSTRUCT queries in `--rules DIR` is a view of your own.
"""

INTRODUCTION = """\
# Questions

{count} questions have a name: `kg query NAME`. `kg query --list` lists them, `kg query NAME --help` tells what one
takes. Names may be spelt any way. With `--rules DIR`, files in `DIR/queries` are questions too; the comments at their
top are the text you read here.

The best and the state of the art are taken within one metric, one setting (zero-shot, test-dev, …) and one scale (0.9
is not 90%); gains and losses never count as scores. Where nothing is known of a metric, higher is better."""


def shipped_queries() -> dict[str, NamedQuery]:
    """The named queries that come with the program."""
    return named_queries(shipped())


def samples() -> ox.Store:
    """The graph of the sample papers."""
    return open_store(build(SAMPLES))


def answers(opened: ox.Store) -> dict[str, Answer]:
    """Query → what its example gives."""
    return {name: run(opened, query, query.example) for name, query in shipped_queries().items()}


def answers_page(found: dict[str, Answer]) -> str:
    """The first rows of each answer, as Markdown."""
    parts = ["# What the examples of the named queries give on the sample papers\n"]
    for name, answer in found.items():
        head = f"## {name}\n\n`{shipped_queries()[name].command}` gives {len(answer.rows)}."
        parts.append(f"{head}\n\n{FORMATS['md'](answer.columns, answer.rows[:SHOWN]).rstrip()}\n")
    return "\n".join(parts)


def queries_page() -> str:
    """Every named query with what it takes, where it was asked before, and an example."""
    groups = by_group(shipped_queries().values())
    parts = [INTRODUCTION.format(count=len(shipped_queries()))]
    for group, queries in groups.items():
        parts += [f"## {group}", *map(_described, queries)]
    return "\n\n".join(parts) + "\n\n" + NOT_ANSWERED


def _described(query: NamedQuery) -> str:
    lines = [f"### {query.name}", "", query.help, ""]
    for param in query.params:
        must = ", required" if param.required else ""
        lines.append(f"- `{param.option}`: {PARAM_TYPES[param.type]}{must}")
    lines += [f"- asked before: {source}" for source in query.sources]
    return "\n".join((*lines, *([""] if lines[-1] else []), "```bash", query.command, "```"))


def refresh() -> None:
    """Brings both files up to date and says which changed."""
    for path, text in ((PAGE, queries_page()), (ANSWERS, answers_page(answers(samples())))):
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
            sys.stdout.write(f"{path.relative_to(ROOT)} changed\n")


if __name__ == "__main__":
    refresh()
