"""Named questions as files: the only place that reads `rules/queries/*.rq`, their heads and where a value goes.

A question is SPARQL after a head of comments: what it answers, then its group, where it was asked before, its
parameters and an example.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from os import PathLike, fspath
from pathlib import Path

from kg.errors import QueryError
from kg.lookup import nearest
from kg.model import ENTITY_TYPES

PARAM_TYPES: Mapping[str, str] = {
    **{kind: f"the name of a {'data set' if kind == 'Dataset' else kind.lower()}" for kind in ENTITY_TYPES},
    "System": "the name of a model or method",
    "Entity": "the name of a model, method, data set, task or metric",
    "Paper": "the id or title of a paper",
    "Text": "words as they are written",
    "Number": "a number: 340M, 0.5, 1500",
    "Year": "a year: 2020",
}
"""Type of a parameter → what a user gives for it."""
UNGROUPED = "Others"


@dataclass(frozen=True, slots=True, kw_only=True)
class Param:
    """A variable of a named query that the user gives: a `name` and what `type` of thing it is."""

    name: str
    type: str
    required: bool = False

    @property
    def option(self) -> str:
        """The parameter as it is typed: `--at-most`."""
        return "--" + self.name.replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A question with a name, a help line, typed parameters, where it was asked before, and values that show it."""

    name: str
    help: str
    params: tuple[Param, ...]
    text: str
    group: str = UNGROUPED
    sources: tuple[str, ...] = ()
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def usage(self) -> str:
        """The options with their types; those in brackets may be left out."""
        options = (f"{param.option} {param.type.upper()}" for param in self.params)
        return " ".join(
            text if param.required else f"[{text}]" for text, param in zip(options, self.params, strict=True)
        )

    @property
    def command(self) -> str:
        """The example as it is typed."""
        given = (
            f"{param.option} {shlex.quote(self.example[param.name])}"
            for param in self.params
            if param.name in self.example
        )
        return " ".join(("kg query", self.name, *given))

    @property
    def described(self) -> str:
        """All of it in lines: what it answers, what it takes, where it was asked before, and an example."""
        lines = [f"kg query {self.name} {self.usage}".rstrip(), "", self.help, ""]
        must = {True: " (required)", False: ""}
        lines += [f"  {param.option}: {PARAM_TYPES[param.type]}{must[param.required]}" for param in self.params]
        lines += [f"Asked before: {source}" for source in self.sources]
        return "\n".join((*lines, f"Example: {self.command}"))


def named_queries(rules: str | PathLike[str]) -> dict[str, NamedQuery]:
    """Name → query for the files `queries/*.rq` of a rules folder; raises `QueryError` for a faulty head."""
    folder = Path(fspath(rules)) / "queries"
    return {path.stem: _read(path) for path in sorted(folder.glob("*.rq"))}


def by_group(queries: Iterable[NamedQuery]) -> dict[str, list[NamedQuery]]:
    """Group → its queries, both in alphabetical order; those without a group come last."""
    found: dict[str, list[NamedQuery]] = {}
    for query in sorted(queries, key=lambda query: (query.group == UNGROUPED, query.group, query.name)):
        found.setdefault(query.group, []).append(query)
    return found


def find_query(known: Mapping[str, NamedQuery], name: str) -> NamedQuery:
    """The query of that name; raises `QueryError` with the nearest names."""
    if name in known:
        return known[name]
    near = nearest(name, known) or known
    raise QueryError(f"no query is called {name!r}; nearest: {', '.join(near) or 'none'}; `kg query --list` has all")


def check_params(query: NamedQuery, given: Mapping[str, str]) -> dict[str, str]:
    """Parameter → value for what was given, dashes or not; raises `QueryError` for what is unknown or missing."""
    values = {name.replace("-", "_"): value for name, value in given.items()}
    declared = {param.name for param in query.params}
    for name in values:
        if name not in declared:
            raise QueryError(f"query {query.name}: no parameter {name!r}; it takes {listed(query.params)}")
    missing = [param for param in query.params if param.required and not values.get(param.name)]
    if missing:
        raise QueryError(f"query {query.name}: {listed(missing)} is missing; for example: {query.command}")
    return {name: value for name, value in values.items() if value}


def bound(text: str, terms: Mapping[str, str]) -> str:
    """The query with terms, spelled as SPARQL spells them, in place of the `UNDEF` of their parameters.

    All in one pass: a text that a user gives may itself look like a place for the next value.
    """
    return _PLACE.sub(lambda place: f"VALUES ?{place[1]} {{ {terms.get(place[1], 'UNDEF')} }}", text)


def listed(params: Iterable[Param]) -> str:
    """The parameters with their types, for a message."""
    return ", ".join(f"{param.name} ({param.type})" for param in params) or "none"


# -- heads -------------------------------------------------------------------------------------------------------

_PARAM = re.compile(r"(?P<name>[A-Za-z_]\w*)\s*\((?P<type>\w+)\)\s*(?P<required>required)?")
# Where a query takes a value: with `UNDEF` it also runs without.
_PLACE = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
_LINE = re.compile(r"#\s*(?:(?P<key>param|group|source|example)\s*:)?\s*(?P<text>.*?)\s*")


def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    lines: dict[str, list[str]] = {"help": [], "param": [], "group": [], "source": [], "example": []}
    params: list[Param] = []
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            break
        key = match["key"] or "help"
        lines[key].append(match["text"])
        if key == "param":
            params.append(_param(f"{path}:{number}", match["text"], text))
    if not any(lines["help"]):
        raise QueryError(f"{path}:1: no help; begin the file with a comment that says what the query answers")
    return NamedQuery(
        name=path.stem,
        help=" ".join(lines["help"]),
        params=tuple(params),
        text=text,
        group=" ".join(lines["group"]) or UNGROUPED,
        sources=tuple(lines["source"]),
        example=_example(path, " ".join(lines["example"]), params),
    )


def _param(where: str, line: str, text: str) -> Param:
    match = _PARAM.fullmatch(line)
    if match is None:
        raise QueryError(f"{where}: not a parameter; write `# param: dataset (Dataset) required`")
    if match["type"] not in PARAM_TYPES:
        raise QueryError(f"{where}: no type {match['type']!r}; types are {', '.join(PARAM_TYPES)}")
    if match["name"] not in _PLACE.findall(text):
        raise QueryError(f"{where}: nothing takes it; write VALUES ?{match['name']} {{ UNDEF }} into the query")
    return Param(name=match["name"], type=match["type"], required=match["required"] is not None)


def _example(path: Path, line: str, params: Iterable[Param]) -> dict[str, str]:
    """Parameter → value of an example line such as `--dataset ImageNet --metric "top-1 accuracy"`."""
    words = shlex.split(line)
    names = [word.removeprefix("--").replace("-", "_") for word in words[::2]]
    unknown = [name for name in names if name not in {param.name for param in params}]
    if unknown or len(words) % 2 or not all(word.startswith("--") for word in words[::2]):
        raise QueryError(f"{path}: not an example; write `# example: --dataset ImageNet` with declared parameters")
    return dict(zip(names, words[1::2], strict=True))
