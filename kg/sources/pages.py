"""The only place that reads saved "trending papers" pages: a header, then title and abstract in turn.

Two layouts occur: blank lines between blocks, or one block a line with "Subscribe" glued to the first title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.model import Paper
from kg.sources.ids import paper_id
from kg.sources.problem import Problem, source_of

FORMAT = "pages"
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_HEADER = re.compile(
    r"new|trending|subscribe|(?:daily|trending) papers|get trending papers in your email inbox.*"
    rf"|by\s*AK and the research community|(?:{_MONTHS})[a-z]* \d{{1,2}}(?:, \d{{4}})?",
    re.IGNORECASE,
)
# "SubscribeDo As I Can": the button's text ran into the title. "Subscribers …" is a title of its own.
_GLUED = re.compile(r"Subscribe(?=[^\sa-z])")

# Titles of the four pages end at 143 characters, abstracts begin at 542.
_LONG = 250
# A text between the two is an abstract when it ends like a sentence and is longer than nearly every title.
_SENTENCE = 120
# A line this long was not wrapped by hand: its neighbours are blocks of their own.
_UNWRAPPED = 200


def sniff(text: str, name: str, mapping: Mapping[str, str] | None = None) -> int:
    """1 whatever the text is: a page is what is left when nothing else fits."""
    return 1


def read(text: str, *, name: str, mapping: Mapping[str, str] | None = None) -> Iterator[Paper | Problem]:
    """A paper for each title with its abstract, a problem for each title or abstract that stands alone."""
    title: tuple[int, str] | None = None
    for line, block in _content(text):
        if not _is_abstract(block, after_title=title is not None):
            if title:
                yield _alone(name, *title)
            title = line, block
        elif title:
            yield Paper(id=paper_id(title[1]), title=title[1], abstract=block, source=source_of(name, title[0]))
            title = None
        else:
            yield Problem(f"{name}:{line}", f"an abstract without a title: {_short(block)}", "put its title above it")
    if title:
        yield _alone(name, *title)


def _content(text: str) -> Iterator[tuple[int, str]]:
    """Each block that is not part of a page header, with its line; a glued "Subscribe" is cut off."""
    glue_possible = False
    for line, block in _blocks(text):
        if _HEADER.fullmatch(block):
            # The button is glued to the first title only where it has no line of its own.
            glue_possible = block.lower() != "subscribe"
            continue
        yield line, _GLUED.sub("", block, count=1) if glue_possible and _GLUED.match(block) else block
        glue_possible = False


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    chunk: list[tuple[int, str]] = []
    # The empty line at the end closes the last chunk.
    for line, row in enumerate([*text.split("\n"), ""], 1):
        if row.strip():
            chunk.append((line, row.strip()))
            continue
        yield from _split(chunk)
        chunk = []


def _split(chunk: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The chunk's lines one by one, or as one block where they are a paragraph wrapped by hand."""
    wrapped = [row for _, row in chunk if not _HEADER.fullmatch(row)]
    if len(wrapped) == len(chunk) > 1 and max(map(len, wrapped)) <= _UNWRAPPED:
        yield chunk[0][0], " ".join(wrapped)
    else:
        yield from chunk


def _is_abstract(block: str, *, after_title: bool) -> bool:
    if len(block) > _LONG:
        return True
    # After a title a short text that ends in a full stop is its abstract; elsewhere it had better be long.
    return block.endswith(".") and len(block) >= (_SENTENCE // 3 if after_title else _SENTENCE)


def _alone(name: str, line: int, title: str) -> Problem:
    return Problem(f"{name}:{line}", f"no abstract after the title {_short(title)}", "put the abstract below it")


def _short(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
