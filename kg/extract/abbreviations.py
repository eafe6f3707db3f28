"""In-text abbreviations: which short form stands for which words.

Schwartz & Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text", PSB 8:
the letters of the short form are matched from right to left in at most min(n + 5, 2n) words before the bracket, the
first letter at the start of a word. Assumes the long form stands directly before "(SHORT)"; "SHORT (long form)" is
tried with the same test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LEFT_NOISE = frozenset(
    (
        "a an the our their its this these that new novel propose proposed introduce present called named dubbed "
        "termed of for in on with and to by using via from as is are we such like based well-known popular"
    ).split()
)


_NO_DIGITS = str.maketrans("", "", "0123456789")
_SMALL = frozenset({"a", "an", "and", "as", "for", "from", "in", "of", "on", "the", "to", "via", "with", "by"})
_TRAILING = frozenset(
    ("model network framework method algorithm approach dataset benchmark system module task problem").split()
)


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """Clean offsets of a long form and of its short form."""

    long: tuple[int, int]
    short: tuple[int, int]


# "Point-to-Box Network (P2BNet)": a digit is said.
_DIGITS = {"to": "2", "for": "4", "three": "3", "two": "2", "four": "4"}
_SPOKEN = re.compile(rf"\b(?:{'|'.join(_DIGITS)})\b", re.IGNORECASE)
_COUNTS = re.compile(r"[A-Za-z][234][A-Za-z]").search
_BRACKET = re.compile(
    r"\(\s*(?:or |i\.e\.,? |abbreviated (?:as|to) |denoted (?:as|by) |called |named |dubbed |termed )?"
    r"((?:\d(?=[A-Z]{2}))?[A-Za-z][\w.&/+*-]{0,14}?)(?: (?:for|in) short)?"
    r"(?:\s*[,;][^()]{0,60}(?:\([^()]{0,30}\))?)?\s*\)"
)
_NAMING = ("named", "called", "dubbed", "termed", "namely")
_NAMED = re.compile(r"\b(?:named|called|dubbed|termed|namely),?(?: as)? ([A-Z][A-Z0-9]{2,11})(?![\w-])")
_SHORTLY = re.compile(
    r"[,;]? (?:abbreviated (?:as|to|by)|or in short|in short,?|short(?:ened)?(?: to| as| for|:)) "
    r"([A-Z][\w-]{1,11})(?![\w-])"
)
"""How a text goes on to a short form without a bracket: "…, abbreviated as DPT", "…, short: SAFS"."""
_OR = re.compile(r" or ([A-Z][\w-]{1,11})(?=,| for short| in short)")
# What both begin with is one literal: looking for anything else first takes ten times as long.
_APPOSED = re.compile(r", ([A-Z][A-Za-z]*[A-Z][A-Za-z]{0,10})(?=, (?!and |or )|, and (?:a|we)\b)")
_APPOSED_TO = re.compile(r"(?<![\w-])((?:[A-Z][\w-]* ){0,4}[A-Z][\w-]*)(?: [a-z]+)?$")
_ACRONYM = re.compile(r" ([A-Z](?:[A-Za-z]*[A-Z]{2}|[A-Z][A-Za-z]*[A-Z]))(?![\w-])")
_PLAIN = re.compile(r"[A-Za-z]+(?:[ -][A-Za-z]+)+")
_SPELLED = re.compile(r"\(\s*([A-Za-z][A-Za-z -]{5,80})\)")
_BEFORE = re.compile(r"(?<![\w-])([a-z]?[A-Z][\w.&+*-]{1,12})\s*$")
_PRAISE = re.compile(r"state[- ]of[- ]the[- ]art", re.IGNORECASE)
"""What is abbreviated without naming anything: "state-of-the-art methods (SOTA)"."""
_PART = re.compile(r"[A-Za-z0-9]+")
_WORD = re.compile(r"[A-Za-z0-9][\w.'&+-]*")


def find_abbreviations(text: str) -> list[Abbreviation]:
    """The abbreviations a clean text defines, in order, each short form once."""
    found: list[Abbreviation] = []
    for match in _BRACKET.finditer(text):
        short = match.group(1).rstrip(".,;")
        if not _is_short(short):
            continue
        long = _long_before(text, match.start(), short)
        if long:
            start = match.start(1)
            found.append(Abbreviation(long, (start, start + len(short))))
    spelled = _title_spells(text)
    if spelled is not None:
        found.append(spelled)
    for match in _SHORTLY.finditer(text) if "short" in text or "abbreviated" in text else ():
        long = _long_before(text, match.start(), match.group(1), spelled=True)
        if long and _is_short(match.group(1)):
            found.append(Abbreviation(long, match.span(1)))
    for match in _OR.finditer(text):
        # "Token-Level Confidence, or TLC, is": less of a sign than a bracket, so every letter must begin a word.
        long = _long_before(text, match.start() - (text[match.start() - 1] == ","), match.group(1), spelled=True)
        if long and _is_short(match.group(1)):
            found.append(Abbreviation(long, match.span(1)))
    # Looking for a word first is ten times as fast as trying the expression everywhere.
    for match in _NAMED.finditer(text) if any(word in text for word in _NAMING) else ():
        # "a generative pretrained hierarchical transformer for forecasting, named GPHT"
        long = _initials_before(text, match.start(), match.group(1)) or _capitals_before(text, match)
        if long:
            found.append(Abbreviation(long, match.span(1)))
    for match in _SPELLED.finditer(text):
        window = max(0, match.start() - 20)
        before = _BEFORE.search(text[window : match.start()])
        long_text = match.group(1).rstrip()
        if before and re.search("[ -]", long_text) and _is_short(before[1]) and letters_match(before[1], long_text):
            short = (window + before.start(1), window + before.end(1))
            found.append(Abbreviation((match.start(1), match.start(1) + len(long_text)), short))
    found += _apposed(text)
    found += _unmarked(text)
    first: dict[str, Abbreviation] = {}
    for abbreviation in found:
        if not _PRAISE.match(text, *abbreviation.long):
            first.setdefault(text[slice(*abbreviation.short)], abbreviation)
    return list(first.values())


def _is_short(short: str) -> bool:
    capitals = sum(map(str.isupper, short))
    return 2 <= len(short) <= 15 and (capitals >= 2 or (capitals == 1 and len(short) <= 6 and not short[1:].islower()))


def _long_before(text: str, bracket: int, short: str, *, spelled: bool = False) -> tuple[int, int] | None:
    """The words before a place that a short form stands for; `spelled` asks for a word for every letter."""
    base = short[:-1] if short.endswith("s") and short[:-1].isupper() else short
    # Quotes around the long form belong to neither: 'an "Elastic-Link" (EL) module'.
    window = text[max(0, bracket - 160) : bracket].rstrip(" \"'“”")
    cut = max(window.rfind(mark) for mark in ("(", ")", "\n", ";", ":", '"', "“"))
    sentence = max((m.end() for m in re.finditer(r"[.!?,]\s", window)), default=0)
    begin = max(cut + 1, sentence)
    offset = bracket - len(text[max(0, bracket - 160) : bracket]) + begin
    words = [(offset + m.start(), offset + m.end()) for m in _WORD.finditer(window[begin:])]
    if not words:
        return None
    end = offset + len(window[begin:])
    head = text[words[-1][0] : words[-1][1]].lower()
    if len(words) > 2 and head in _TRAILING and not (head[0] == base[-1].lower() or head.startswith(base[-3:].lower())):
        # "the Multi-Graph Co-Training model (MGCOT)": the head noun has no letter in the short form.
        without = _spelled_out(text, words[:-1], words[-2][1], base) or _match_back(
            text, words[:-1], words[-2][1], base
        )
        if without and not spelled:
            return without
    found = _spelled_out(text, words, end, base)
    if spelled:
        return found
    found = found or _match_back(text, words, end, base)
    plain = base.translate(_NO_DIGITS)
    if found is None and plain != base and len(plain) > 2 and plain.isalpha() and plain.isupper():
        # "Kernel Maximum Margin Metric Learning (K3ML)": a digit counts letters that are not written out.
        found = _match_back(text, words, end, plain)
    return found if found and found[1] - found[0] > len(short) + 1 else None


def _spelled_out(text: str, words: list[tuple[int, int]], end: int, base: str) -> tuple[int, int] | None:
    """The words up to `end` whose initials are the short form, small words aside, or whose capitals are."""
    letters = [character for character in base.lower() if character.isalnum()]
    parts = [(a + part.start(), b) for a, b in words for part in _PART.finditer(text[a:b])]
    for kept in (words, parts, [(a, b) for a, b in words if text[a:b] not in _SMALL]):
        initials = kept[-len(letters) :]
        if len(initials) == len(letters) > 1 and [text[start].lower() for start, _ in initials] == letters:
            start, stop = initials[0]
            entity = text[start:end].lower().startswith("named entit")
            # "in context language learning (ICLL)", but not "attitude [and heading reference systems] (AHRS)"
            begins = text[start:stop].lower() in ("in", "on", "to") and len(letters) >= 4
            noise = text[start:stop].lower() in _LEFT_NOISE and not (begins or entity)
            if not noise and text[start - 1 : start] != "-":
                return start, end
    for start, stop in reversed(words[-2 * len(letters) :]):
        capitals = [character.lower() for character in text[start:end] if character.isupper()]
        if capitals == letters and len(letters) > 2 and not text[start:stop].islower():
            # "aDAptivE path-MemOry Network (DaeMon)"
            return start, end
    return None


def _capitals_before(text: str, match: re.Match[str]) -> tuple[int, int] | None:
    """The words with a capital right before a naming verb, where they spell the name: "Loom TRansformer named LTR"."""
    long = _long_before(text, match.start(), match.group(1))
    if long is None or any(word.islower() for word in text[slice(*long)].split()):
        return None
    return long if text[long[1] : match.start()].strip() == "" else None


_PREFIX = re.compile(r"\W?([A-Z][\w&+-]{1,11}?)s?\s?:\s+(?:(?:An?|The)\s+)?(?=[A-Z])")
_ENDS_NAME = frozenset("network networks model transformer dataset benchmark graph corpus framework".split())


def _title_spells(text: str) -> Abbreviation | None:
    """The words behind the colon of a title that spell the name before it: "LPN: Loom Pose Network for Verse"."""
    title = text.partition("\n")[0]
    prefix = _PREFIX.match(title)
    if prefix is None or not _is_short(prefix[1]):
        return None
    letters = [character for character in prefix[1].lower() if character.isalnum()]
    words = [(match.start(), match.end()) for match in _WORD.finditer(title, prefix.end())]
    for small in (False, True):
        kept = [(a, b) for a, b in words if small or title[a:b].lower() not in _SMALL]
        parts = [(a + part.start(), b) for a, b in kept for part in _PART.finditer(title[a:b])]
        for run in (kept[: len(letters)], parts[: len(letters)]):
            if len(run) == len(letters) > 1 and [title[a].lower() for a, _ in run] == letters:
                start, end = run[0][0], run[-1][1]
                after = _WORD.match(title, end + 1)
                if after is not None and after.group().lower() in _ENDS_NAME:
                    end = after.end()
                return Abbreviation((start, end), prefix.span(1))
    return None


def _apposed(text: str) -> list[Abbreviation]:
    """Names right behind the capitals they shorten: "a Leaf-Queried Transformer architecture, LQFormer, for"."""
    found = []
    for match in _APPOSED.finditer(text):
        begin = max(0, match.start() - 120)
        before = _APPOSED_TO.search(text[begin : match.start()])
        if before is None:
            continue
        long, short = before.group(1), match.group(1)
        initials = [part[0] for part in _PART.findall(long) if part[0].isupper()]
        capitals = [character for character in short if character.isupper()]
        if len(capitals) > 1 and initials[:2] == capitals[:2] and letters_match(short, long):
            start, end = before.span(1)
            found.append(Abbreviation((begin + start, begin + end), match.span(1)))
    return found


def _unmarked(text: str) -> list[Abbreviation]:
    """Acronyms right behind the words whose initials they are: "multiple instance learning MIL", brackets lost."""
    found = []
    for match in _ACRONYM.finditer(text):
        if not text[match.start() - 1 : match.start()].islower():
            continue
        capitals = "".join(filter(str.isupper, match.group(1))).lower()
        last = max(text.rfind(" ", 0, match.start()), text.rfind("-", 0, match.start()))
        if len(capitals) < 3 or text[last + 1].lower() != capitals[-1]:
            continue
        begin = max(0, match.start() - 100)
        parts = [(begin + m.start(), begin + m.end()) for m in _PART.finditer(text[begin : match.start()])]
        run = parts[-len(capitals) :]
        if "".join(text[start] for start, _ in run).lower() != capitals or any(text[a:b].isupper() for a, b in run):
            continue
        start, end = run[0][0], run[-1][1]
        if end == match.start() and _PLAIN.fullmatch(text, start, end) and text[start - 1] not in "-_":
            found.append(Abbreviation((start, end), match.span(1)))
    return found


def _initials_before(text: str, end: int, short: str) -> tuple[int, int] | None:
    """The words of the sentence before a place whose initials are the short form, however far back."""
    begin = max(text.rfind(". ", 0, end), text.rfind("\n", 0, end), end - 240) + 1
    words = [match.span() for match in _PART.finditer(text, begin, end)]
    size = len(short)
    for first in reversed(range(len(words) - size + 1)):
        run = words[first : first + size]
        if all(text[start].lower() == letter for (start, _), letter in zip(run, short.lower(), strict=True)):
            return run[0][0], run[-1][1]
    return None


def _match_back(text: str, words: list[tuple[int, int]], end: int, base: str) -> tuple[int, int] | None:
    """The shortest stretch of words up to `end` whose letters spell the short form."""
    for start, _ in reversed(words[-min(len(base) + 5, 2 * len(base)) :]):
        candidate = text[start:end]
        if candidate.split(" ", 1)[0].lower() not in _LEFT_NOISE and letters_match(base, candidate):
            return start, end
    return None


def letters_match(short: str, long: str) -> bool:
    """Whether the letters of the short form occur in order in the long one, the first at its very start."""
    letters = [character for character in short.lower() if character.isalnum()]
    text = _SPOKEN.sub(lambda match: _DIGITS[match.group().lower()], long).lower() if _COUNTS(short) else long.lower()
    if "x" in letters and "x" not in text:
        # "Order-Agnostic Cross Entropy (OAXE)", "cross-fold agreement (xFA)"
        text = text.replace("cross", "x")
    if short.startswith("X") and text.startswith("ex"):
        # "extreme multi-label classification (XMC)"
        text = text[1:]
    if not letters or not text or text[0] != letters[0]:
        return False
    position = len(text)
    for wanted in reversed(letters[1:]):
        position = text.rfind(wanted, 0, position)
        if position < 1:
            return False
    # The nearest word with the first letter is the first one; of "Test-Time" and "Slow Self Sorting" each will do.
    nearest = next(at for at in reversed(range(position)) if text[at] == letters[0] and not text[at - 1 : at].isalnum())
    return " " not in text[:nearest] or all(word[0].isupper() for word in long[:nearest].split())
