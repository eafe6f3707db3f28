"""Rules as data: loads `rules/`, checks it, and hands it on as plain values; knows nothing of spaCy.

A rule directory holds

    words.toml            word classes, `@name` in patterns
    entities/*.toml       entity types (head) and the rules that find and type their names
    claims/*.toml         predicates (head) and the rules that read them
    names/*.tsv           known names, one file per entity type, and `ignored.tsv`

Patterns are spaCy token patterns, written either as a list of token tables or in the short notation of `parse_pattern`.
"""

from __future__ import annotations

import csv
import difflib
import hashlib
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import RuleError
from kg.model import ENTITY_TYPES, ROLES, Tier, fold

VALUE_SHAPES = ("Percent", "Points", "Times", "Signed", "Decimal", "Integer", "Measured", "Size")
CANDIDATE_TYPES = ("Name", "Cap")
TOKEN_TYPES: Mapping[str, tuple[str, ...]] = {
    **{name: (name,) for name in (*ENTITY_TYPES, *CANDIDATE_TYPES, *VALUE_SHAPES)},
    "Value": ("Percent", "Points", "Times", "Signed", "Decimal", "Integer", "Measured"),
    "Number": VALUE_SHAPES,
    "System": ("Model", "Method"),
    "Entity": ENTITY_TYPES,
    "Any": (*ENTITY_TYPES, *CANDIDATE_TYPES),
    "Proper": ("Model", "Method", "Dataset", "Name", "Cap"),
}
"""What `<Type>` stands for in a pattern; `Name` and `Cap` are candidates nothing is known of yet."""

SCORE_SLOTS = ("value", "metric", "dataset", "system", "baseline", "task", "size")


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: what a token must be, how often, and the slot it fills."""

    words: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    classes: tuple[str, ...] = ()
    gap: bool = False
    negated: bool = False
    repeat: str = "1"
    slot: str | None = None
    raw: Mapping[str, Any] | None = field(default=None, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Example:
    """An example line with its marked spans: `[text](Type.slot)`."""

    text: str
    marks: tuple[tuple[int, int, str, str | None], ...]

    @property
    def slots(self) -> dict[str, list[str]]:
        """The texts marked for each slot."""
        found: dict[str, list[str]] = {}
        for start, end, _, slot in self.marks:
            if slot:
                found.setdefault(slot, []).append(self.text[start:end])
        return found


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern rule: `gives` is what a match means in its file (a type, a role, a predicate, a kind)."""

    id: str
    file: str
    stage: str
    gives: str
    patterns: tuple[tuple[Element, ...], ...]
    weight: float
    match: tuple[Example, ...]
    no_match: tuple[Example, ...]
    todo_match: tuple[Example, ...]
    options: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name from the lists; `type` is an entity type or `Ignore`, `certain` says that a hit needs no context."""

    name: str
    type: str
    tier: Tier
    forms: tuple[str, ...]
    certain: bool
    facts: Mapping[str, str] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a rule file: an entity type or a predicate, with what exports and pages need to know of it."""

    name: str
    iri: str
    label: str
    description: str
    colour: str = ""
    options: Mapping[str, Any] = field(default_factory=dict, hash=False, compare=False)


@dataclass(frozen=True, slots=True)
class Rules:
    """Everything a rule directory says; `digest` changes when any of it does."""

    types: Mapping[str, Head]
    predicates: Mapping[str, Head]
    words: Mapping[str, frozenset[str]]
    rules: tuple[Rule, ...]
    names: tuple[KnownName, ...]
    settings: Mapping[str, Any]
    digest: str
    folder: Path

    def stage(self, name: str) -> tuple[Rule, ...]:
        """The rules of one stage, in file order."""
        return tuple(rule for rule in self.rules if rule.stage == name)

    @property
    def aliases(self) -> dict[tuple[str, str], str]:
        """(type, folded form) -> the name the lists give it."""
        return {(known.type, fold(form)): known.name for known in self.names for form in known.forms}


# ------------------------------------------------------------------ the short notation

_TOKEN = re.compile(
    r"""(?P<negated>!)?(?:
        <(?P<type>[A-Za-z|]+)(?::(?P<slot>[A-Za-z_]+))?>
      | ~(?P<gap>\d+)
      | (?P<word>[^\s?*+{}]+?)
    )(?P<repeat>[?*+]|\{\d+,\d+\})?$""",
    re.VERBOSE,
)


def parse_pattern(text: str, words: Mapping[str, frozenset[str]], where: str) -> tuple[Element, ...]:
    """The elements of a pattern in short notation; raises `RuleError` with `where` as its place.

    Elements stand apart by spaces: `word`, `one|other|@class` (a class of words.toml), `<Type:slot>`, `~3` (up to three
    tokens that are no number and end no clause); each may be followed by `?`, `*`, `+`, `{1,3}` and preceded by `!`.
    """
    elements = []
    for piece in text.split():
        match = _TOKEN.fullmatch(piece)
        if not match:
            raise RuleError(f"{where}: cannot read pattern element {piece!r}; see 'How to write a rule' in README.md")
        elements.append(_element(match, words, where))
    if not elements:
        raise RuleError(f"{where}: the pattern is empty; give at least one element")
    return tuple(elements)


def _element(match: re.Match[str], words: Mapping[str, frozenset[str]], where: str) -> Element:
    repeat = match["repeat"] or "1"
    negated = bool(match["negated"])
    if match["type"]:
        names = match["type"].split("|")
        for name in names:
            if name not in TOKEN_TYPES:
                raise RuleError(f"{where}: unknown type <{name}>{_nearest(name, TOKEN_TYPES)}")
        types = frozenset(shape for name in names for shape in TOKEN_TYPES[name])
        return Element(types=types, repeat=repeat, slot=match["slot"], negated=negated)
    if match["gap"]:
        return Element(gap=True, repeat=f"{{0,{match['gap']}}}")
    listed = match["word"].lower().split("|")
    classes = tuple(word[1:] for word in listed if len(word) > 1 and word.startswith("@"))
    for name in classes:
        if name not in words:
            raise RuleError(f"{where}: unknown word class @{name}{_nearest(name, words)}")
    plain = frozenset(word for word in listed if word[1:] not in classes)
    return Element(words=plain, classes=classes, repeat=repeat, negated=negated)


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


_MARK = re.compile(r"\[([^\[\]]+)\]\(([A-Za-z]+)(?:\.([a-z_]+))?\)")


def parse_example(line: str) -> Example:
    """The plain text of an example line and its marks `[text](Type.slot)`."""
    text, marks, last = "", [], 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        start = len(text)
        text += match[1]
        marks.append((start, len(text), match[2], match[3]))
        last = match.end()
    return Example(text + line[last:], tuple(marks))


# ------------------------------------------------------------------ loading

_RULE_KEYS = {
    "id",
    "pattern",
    "patterns",
    "weight",
    "match",
    "no_match",
    "todo_match",
    "gives",
    "note",
    "options",
    "regex",
}
_HEAD_KEYS = {"name", "iri", "label", "description", "colour", "stage", "options"}


def shipped() -> Path:
    """The folder of the rules that come with the program, in a checkout or an installed wheel."""
    here = Path(__file__).parent
    for folder in (here / "_rules", here.parent / "rules"):
        if (folder / "words.toml").is_file():
            return folder
    raise RuleError(f"{here}: the shipped rules are missing; reinstall the package")


def load_rules(*extra: Path) -> Rules:
    """The shipped rules with those of the `extra` folders on top; raises `RuleError` at the first wrong line."""
    return _load(shipped(), *(Path(folder) for folder in extra))


@lru_cache(maxsize=4)
def _load(*folders: Path) -> Rules:
    for folder in folders:
        if not folder.is_dir():
            raise RuleError(f"{folder}: no such rule folder; give a folder with entities/, claims/ or names/ in it")
    words: dict[str, frozenset[str]] = {}
    settings: dict[str, Any] = {}
    for folder in folders:
        if (folder / "words.toml").is_file():
            _add_words(_toml(folder / "words.toml"), words, folder / "words.toml")
        if (folder / "settings.toml").is_file():
            settings |= _toml(folder / "settings.toml")
    types: dict[str, Head] = {}
    predicates: dict[str, Head] = {}
    rules: dict[str, Rule] = {}
    for folder in folders:
        for path in sorted((folder / "entities").glob("*.toml")):
            _add_file(path, words, types, rules)
        for path in sorted((folder / "claims").glob("*.toml")):
            _add_file(path, words, predicates, rules)
    names = [known for folder in folders for path in sorted((folder / "names").glob("*.tsv")) for known in _names(path)]
    return Rules(
        types=types,
        predicates=predicates,
        words=words,
        rules=tuple(rules.values()),
        names=tuple(names),
        settings=settings,
        digest=_digest(folders),
        folder=folders[0],
    )


def _digest(folders: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for folder in folders:
        for path in sorted((*folder.rglob("*.toml"), *folder.rglob("*.tsv"))):
            total.update(path.relative_to(folder).as_posix().encode())
            total.update(path.read_bytes())
    return total.hexdigest()[:16]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: {error}; mend the TOML") from error


def _add_words(table: Mapping[str, Any], words: dict[str, frozenset[str]], path: Path) -> None:
    for name, value in table.items():
        listed = value.split() if isinstance(value, str) else value
        if not isinstance(listed, list) or not all(isinstance(word, str) for word in listed):
            raise RuleError(f"{path}: word class {name!r} must be a string of words or a list of strings")
        found: set[str] = set()
        for word in listed:
            if word.startswith("@"):
                if word[1:] not in words:
                    raise RuleError(f"{path}: {name!r} includes {word}, not defined above{_nearest(word[1:], words)}")
                found |= words[word[1:]]
            else:
                found.add(word.lower())
        words[name] = words.get(name, frozenset()) | found


def _add_file(path: Path, words: Mapping[str, frozenset[str]], heads: dict[str, Head], rules: dict[str, Rule]) -> None:
    table = _toml(path)
    blocks = table.pop("rule", [])
    unknown = set(table) - _HEAD_KEYS
    if unknown:
        key = sorted(unknown)[0]
        raise RuleError(f"{path}: unknown key {key!r} in the head{_nearest(key, _HEAD_KEYS)}")
    stage = str(table.get("stage", path.stem))
    if table.get("iri") and not _IRI.fullmatch(str(table["iri"])):
        raise RuleError(f"{path}: iri {table['iri']!r} is none; give a whole one such as https://example.org/Thing")
    if "name" in table:
        heads[table["name"]] = Head(
            name=table["name"],
            iri=table.get("iri", ""),
            label=table.get("label", table["name"]),
            description=table.get("description", ""),
            colour=table.get("colour", ""),
            options=table.get("options", {}),
        )
    for block in blocks:
        rule = _rule(block, path, stage, str(table.get("name", "")), words)
        if rule.id in rules:
            raise RuleError(f"{path}: rule {rule.id!r} exists already in {rules[rule.id].file}; choose another id")
        rules[rule.id] = rule


_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]+")


def _rule(block: Mapping[str, Any], path: Path, stage: str, head: str, words: Mapping[str, frozenset[str]]) -> Rule:
    where = f"{path}: rule {block.get('id', '?')!r}"
    unknown = set(block) - _RULE_KEYS
    if unknown:
        key = sorted(unknown)[0]
        raise RuleError(f"{where}: unknown key {key!r}{_nearest(key, _RULE_KEYS)}")
    if not isinstance(block.get("id"), str):
        raise RuleError(f"{where}: no id; give one such as '{stage}.what_it_reads'")
    written = block.get("patterns", [block["pattern"]] if "pattern" in block else [])
    if not written and "regex" not in block:
        raise RuleError(f'{where}: no pattern; give pattern = "…"')
    patterns = tuple(
        parse_pattern(item, words, where) if isinstance(item, str) else _spacy_pattern(item, where) for item in written
    )
    gives = str(block.get("gives", head))
    _check_slots(patterns, stage, where)
    return Rule(
        id=block["id"],
        file=path.name,
        stage="shapes" if "regex" in block else stage,
        gives=gives,
        patterns=patterns,
        weight=float(block.get("weight", 1.0)),
        match=tuple(map(parse_example, block.get("match", []))),
        no_match=tuple(map(parse_example, block.get("no_match", []))),
        todo_match=tuple(map(parse_example, block.get("todo_match", []))),
        options=dict(block.get("options", {})) | ({"regex": block["regex"]} if "regex" in block else {}),
    )


def _spacy_pattern(tokens: Any, where: str) -> tuple[Element, ...]:
    if not isinstance(tokens, list) or not all(isinstance(token, dict) for token in tokens):
        raise RuleError(f"{where}: a pattern is a string or a list of spaCy token tables")
    return tuple(
        Element(
            raw={key: value for key, value in token.items() if key not in ("SLOT", "OP")},
            repeat=str(token.get("OP", "1")),
            slot=token.get("SLOT"),
        )
        for token in tokens
    )


def _check_slots(patterns: tuple[tuple[Element, ...], ...], stage: str, where: str) -> None:
    allowed = {"types": (*ENTITY_TYPES, "Ignore"), "roles": ROLES}.get(stage)
    if allowed is None:
        return
    for pattern in patterns:
        for element in pattern:
            if element.slot and element.slot not in allowed:
                raise RuleError(f"{where}: unknown slot {element.slot!r}{_nearest(element.slot, allowed)}")


def _names(path: Path) -> list[KnownName]:
    kind = path.stem.capitalize() if path.stem != "ignored" else "Ignore"
    if kind not in (*ENTITY_TYPES, "Ignore"):
        raise RuleError(f"{path}: no entity type {kind!r}{_nearest(kind, ENTITY_TYPES)}")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        columns = next(rows, [])
        # Sixteen thousand rows: what no list but that of metrics has need not be looked for.
        ranged = not {"low", "high", "direction"}.isdisjoint(columns)
        found = []
        for number, cells in enumerate(rows, start=2):
            if not cells:
                continue
            row = dict(zip(columns, cells, strict=False))
            if len(cells) != len(columns) or not row.get("name"):
                raise RuleError(f"{path}:{number}: a row needs {len(columns)} tab-separated columns")
            if ranged:
                _check_facts(row, f"{path}:{number}")
            forms = (row["name"], *filter(None, (row.get("aliases") or "").split("|")))
            found.append(
                KnownName(
                    name=row["name"],
                    type=kind,
                    tier="term" if row.get("tier") == "term" else "name",
                    forms=tuple(dict.fromkeys(forms)),
                    certain=row.get("precision", "high") == "high",
                    facts={key: value for key, value in row.items() if value and key not in ("name", "aliases")},
                )
            )
    return found


_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def _check_facts(row: Mapping[str, str], where: str) -> None:
    """Raises `RuleError` where the range or the direction of a metric cannot be meant."""
    low, high = (row.get(column) or "" for column in ("low", "high"))
    for column, value in (("low", low), ("high", high)):
        if value and not _NUMBER.fullmatch(value):
            raise RuleError(f"{where}: {column} is {value!r}; give a number such as 0 or 100, or nothing")
    if low and high and Decimal(low) >= Decimal(high):
        raise RuleError(f"{where}: low is {low} and high is {high}; low must be the smaller")
    direction = row.get("direction") or "higher"
    if direction not in ("higher", "lower"):
        raise RuleError(f"{where}: direction is {direction!r}; give higher or lower (is better), or nothing")
