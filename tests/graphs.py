"""Graphs for tests of the ways out: many things with invented names, and things named to break a page."""

from __future__ import annotations

import random

from records import count, entity, paper, relation, score

from kg.graph import Graph, build_graph
from kg.model import Paper, PaperRecord

SCRIPT = "<script>document.documentElement.dataset.pwned=1</script>"
BREAKOUT = '</script><img src=x onerror="document.documentElement.dataset.pwned=2">\u2028'


def large(things: int) -> Graph:
    """A graph of about so many entities; the same number gives the same graph."""
    dice = random.Random(things)
    return build_graph([_invented(number, dice) for number in range(max(2, round(things * 0.45)))])


def _invented(number: int, dice: random.Random) -> PaperRecord:
    """A paper with a new model and mostly a new data set, tied to earlier ones."""
    model, dataset = f"Modelo{number}", f"Datos{number}"
    old = f"Modelo{int(number * dice.random() ** 2)}"
    board = f"Datos{int(number**0.5 * dice.random())}"
    value = f"{dice.uniform(50, 99):.1f}"
    text = paper(
        f"arxiv:{1000 + number // 100}.{number % 100:05}",
        f"{model}, based on {old}, has {number + 1}M parameters and reaches {value}% accuracy on {board}. {model} "
        f"outperforms {old} on {dataset} for some task {number % 90}.",
        title=f"{model}: a paper of many",
        year=2012 + number % 13,
    )
    names = [("Model", model), ("Model", old), ("Dataset", board), ("Dataset", dataset)]
    names += [("Metric", "accuracy"), ("Task", f"some task {number % 90}")]
    entities = tuple(
        entity(text, type_, name, role="introduced" if name == model else "used")
        for type_, name in dict.fromkeys(names)
    )
    claims = [score(text, f"{value}%", value, system=model, metric="accuracy", dataset=[board])]
    claims += [count(text, "hasParameters", "parameters", model, f"{number + 1}M", f"{number + 1}000000")]
    if old != model:
        claims += [relation(text, "basedOn", model, old), relation(text, "outperforms", model, old, dataset=[dataset])]
    return PaperRecord(paper=text, entities=entities, claims=tuple(claims))


def hostile() -> Graph:
    """A graph in which every string of the input tries to become markup, a script or a followed link."""
    text = Paper(
        id="title:hostile",
        title=f"A title {SCRIPT} {BREAKOUT}",
        abstract=f"We present {SCRIPT} which outperforms {BREAKOUT} at 99% accuracy on =1+1 & <b>bold</b>.",
        year=2024,
        authors=(SCRIPT,),
        venue=BREAKOUT,
        url="javascript:document.documentElement.dataset.pwned=3",
        source="test",
        given_id='"><svg onload="document.documentElement.dataset.pwned=4">',
    )
    entities = (
        entity(text, "Model", SCRIPT, role="introduced"),
        entity(text, "Model", BREAKOUT),
        entity(text, "Metric", "accuracy"),
        entity(text, "Dataset", "=1+1 & <b>bold</b>"),
    )
    claims = (
        relation(text, "outperforms", SCRIPT, BREAKOUT),
        score(text, "99%", "99", system=SCRIPT, metric="accuracy", dataset=["=1+1 & <b>bold</b>"]),
    )
    return build_graph([PaperRecord(paper=text, entities=entities, claims=claims)])
