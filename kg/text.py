"""Repair of dump noise, LaTeX remnants and odd Unicode, with a map back to the original offsets.

Saved pages and OCR lose characters: "13times" was "13×", "sim3x" was "~3x", "x2014" a dash, `{\\SST}` a macro.
Rules are written for clean text, spans are published for the original, so every repair remembers where it came from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

_DUMPED_SYMBOLS = {
    "2013": "-", "2014": "—", "2018": "'", "2019": "'", "201c": '"', "201d": '"', "2026": "…",
}  # fmt: skip
_LATEX_SYMBOLS = {
    r"\times": "×", r"\sim": "~", r"\approx": "~", r"\pm": "±", r"\leq": "≤", r"\geq": "≥", r"\le": "≤", r"\ge": "≥",
    r"\rightarrow": "→", r"\to": "→", r"\alpha": "α", r"\beta": "β", r"\gamma": "γ", r"\lambda": "λ", r"\epsilon": "ε",
    r"\mu": "μ", r"\sigma": "σ", r"\ell": "ℓ", r"\infty": "∞", r"\cdot": "·", r"\ldots": "…", r"\dots": "…",
    r"\uparrow": "↑", r"\downarrow": "↓", r"\ie": "i.e. ", r"\eg": "e.g. ", r"\etal": "et al. ", r"\etc": "etc. ",
}  # fmt: skip
_CHARACTERS = {
    "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u00b4": "'", "\u02bc": "'", "\uff07": "'",
    "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u00ab": '"', "\u00bb": '"',
    "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-", "\u00ad": "", "\u2015": "—",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2002": " ", "\u2003": " ", "\u200a": " ",
    "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "", "\u2060": "",
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\u223c": "~", "\u2248": "~", "\u02dc": "~", "\uff5e": "~", "\u00d7": "×", "\u2715": "×", "\u2a09": "×",
    "\uff05": "%", "\u2217": "*", "\t": " ", "\n": " ", "\r": " ", "\f": " ", "\v": " ",
}  # fmt: skip
_CHARACTER_CLASS = "[" + "".join(map(re.escape, _CHARACTERS)) + "]"

_RESIDUE = r"(?:ext(?:bf|it|tt|sc)|emph|oldsymbol)"
"""What is left of a command whose backslash and first letter were read as a tab or another control character."""

# Each alternative names itself; the handlers below say what is kept of it. Order matters: longest readings first.
_NOISE = re.compile(
    # Where no piece of noise can begin, looking at one character spares trying them all.
    r"""
    (?=[\\{$^~&(*-]|\s(?:\s|t?imes)|t?imes|sim|x20|RESIDUE\{|CHARACTER_CLASS) (?:
      (?P<macro>\{\\(?P<macro_name>[A-Za-z]{2,})\s*\}(?:\s*\{\})?|\{\\(?:bf|em|it|sc|tt|rm|sf)\s+(?P<styled>[^{}]*)\})
    | (?P<braced>\{\s?(?:—|--+)\s?\})
    | (?P<command>(?:\\(?:text(?:bf|it|tt|sc|rm|sf|normal|superscript|subscript)?|emph|underline
        |math(?:rm|bf|cal|it|bb)|boldsymbol|url|href|mbox|xspace)|(?<![A-Za-z])RESIDUE)\s*\{(?P<argument>[^{}]*)\})
    | (?P<boxed>\{\s?\\?(?P<boxed_character>[%°])\s?\})
    | (?P<thin>(?<!\\)\\[ ,:!])
    | (?P<accent>(?<=[A-Za-z])\\(?P<mark>['`^"])(?:\{(?P<braced_letter>[a-z])\}|(?P<letter>[a-z])))
    | (?P<escaped>\\(?P<escaped_character>[%$&_\#~]))
    | (?P<times>(?<=\d)(?:\s?times(?=[A-Z\s.,;)]|fewer|more|faster|less|smaller|larger|$)|\\times(?=\s[a-z]{3}))
        (?!\s+(?:a|per)\b))
    | (?P<symbol>(?:SYMBOLS)(?![A-Za-z])\s?)
    | (?P<math>\$(?!\d[\d.,]*\s(?!t?imes|\\|[±+×]))(?=[^$]{1,60}\$)|(?<=[^$\s])\$)
    | (?P<power>\^\{(?P<exponent>-?\d+)\})
    | (?P<dumped>(?<![A-Za-z0-9])x(?P<code>DUMPED)|(?<=[A-Za-z)])x(?P<glued>DUMPED))
    | (?P<tabbed>(?<=\d)\s?imes(?=[\s$.,;)\d]))
    | (?P<about>(?<![A-Za-z])sim(?:(?=\d[\d.,]*(?:[%xXkKMB×$\\]|t?imes|[\s.,;:)/-]|$))|\s(?=\d+(?:\.\d+)?\s?t?imes)))
    | (?P<entity>&(?:amp|lt|gt|quot|apos|nbsp);|&\#39;)
    | (?P<hyphenated>(?<=[a-z])-[ ](?!and\b|or\b|to\b|nor\b|versus\b|vs\b|as\b)(?=[a-z]{2}))
    | (?P<cid>\(cid:\d+\)\s?)
    | (?P<dash>(?<=\s)--?-?(?=\s(?:an?|the|our|which|that|namely)\s)|(?<=\s)---?(?=\s))
    | (?P<stars>\*\*)
    | (?P<tie>(?<=[A-Za-z.,])(?<!\d[xX])~(?=[A-Za-z0-9(\\$]))
    | (?P<spaces>[ \t\n\r\f\v]{2,})
    | (?P<character>CHARACTER_CLASS)
    )
    """.replace("CHARACTER_CLASS", _CHARACTER_CLASS.replace("#", r"\#"))
    .replace("RESIDUE", _RESIDUE)
    .replace("SYMBOLS", "|".join(map(re.escape, _LATEX_SYMBOLS)))
    .replace("DUMPED", "|".join(_DUMPED_SYMBOLS)),
    re.VERBOSE,
)
_EXPLAINS = re.compile(r"\s\u2013\s(?:an?|the|our|which|that|namely)\s")
"""A dash of half the length before an explanation: "we present X – a benchmark"."""
_RUN_ON = re.compile(r"(?P<run_on>(?<=[a-z]{2})[a-z](?=\d+(?:\.\d+)?\s?\\?%))")
"""The last letter of a word that lost the space before a share: "reaches99.8%"."""
_NOISE_AND_RUN_ONS = re.compile(f"{_RUN_ON.pattern}|{_NOISE.pattern}", re.VERBOSE)
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308"}
"""What the marks of LaTeX put on the letter behind them: "Fr\\'echet"."""
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&#39;": "'", "&nbsp;": " "}
_CHARACTER = re.compile(rf"(?P<spaces>[ \t\n\r\f\v]{{2,}})|(?P<character>{_CHARACTER_CLASS})")
"""Noise of most texts, which `_NOISE` would take ten times as long to find."""
_SURE = ("\\", "{", "$", "^", "&", "**", "x201", "x202", "(cid:")
_MAYBE = (
    ("- ", re.compile(r"[a-z]- [a-z]")),
    ("imes", re.compile(r"\d\s?t?imes")),
    ("~", re.compile(r"[A-Za-z.,]~[A-Za-z0-9(\\$]")),
    ("sim", re.compile(r"sim\s?\d")),
    ("--", re.compile(r"\s--")),
    (" - ", re.compile(r" - (?:an?|the|our|which|that|namely) ")),
)
_DOUBLED = re.compile(
    # a word without a space, a macro, whatever follows up to a digit, a closing bracket or a unit, and the same again
    r"(?<![A-Za-z\d.])(?P<once>(?=[^;]{0,60}\d)(?:[^\s\\]{1,12}\s?)?\\[^;]{0,80}?(?:[\d)}%]|\s[a-z]{1,2}))"
    r"(?P=once)(?![A-Za-z\d])"
)
"""A formula that a publisher's page gives twice, as drawn and as spoken: "2.1 \\pm 0.32.1 \\pm 0.3"."""


def _noisy(text: str) -> bool:
    """Whether there is more to mend than odd characters."""
    return any(mark in text for mark in _SURE) or any(mark in text and noise.search(text) for mark, noise in _MAYBE)


@dataclass(frozen=True, slots=True)
class Repaired:
    """Clean text and the way back to the original, piece by piece."""

    text: str
    at: tuple[int, ...] = ()
    """Where each piece begins in the clean text; no pieces when nothing was repaired."""
    pieces: tuple[tuple[int, int | None], ...] = ()
    """Where each began in the original, and where what it replaces ended; `None` for a piece kept as it was."""

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The original offsets of the clean stretch `start` to `end` (not empty)."""
        if not self.at:
            return start, end
        return self._place(start)[0], self._place(end - 1)[1]

    def _place(self, index: int) -> tuple[int, int]:
        """Where the clean character at `index` came from."""
        piece = bisect_right(self.at, index) - 1
        begin, end = self.pieces[piece]
        if end is not None:
            return begin, end
        place = begin + index - self.at[piece]
        return place, place + 1


class _Mended:
    """A clean text under construction."""

    def __init__(self, text: str) -> None:
        self.original = text
        self.parts: list[str] = []
        self.at: list[int] = []
        self.pieces: list[tuple[int, int | None]] = []
        self.size = 0

    def keep(self, start: int, end: int) -> None:
        """A stretch as it stands."""
        self._add(self.original[start:end], start, None)

    def put(self, replacement: str, start: int, end: int) -> None:
        """Something else in place of a stretch."""
        self._add(replacement, start, end)

    def _add(self, part: str, start: int, end: int | None) -> None:
        if part:
            self.parts.append(part)
            self.at.append(self.size)
            self.pieces.append((start, end))
            self.size += len(part)

    def close_formula(self, dollar: int) -> None:
        """Give a formula's last symbol the dollar behind it: "$α$" is one stretch of the original."""
        if not self.pieces:
            return
        begin, end = self.pieces[-1]
        if end is None:
            begin += self.size - 1 - self.at[-1]
        plain = (end is None or end - begin <= 2) and self.original[begin].isascii()
        closed = end is not None and self.original[end - 1] == "$"
        if plain or closed or (begin + 1 if end is None else end) != dollar:
            # Of "$1.5×$$α$" the third dollar opens the next formula.
            return
        if end is None and self.at[-1] < self.size - 1:
            self.at.append(self.size - 1)
            self.pieces.append((begin, dollar + 1))
        else:
            self.pieces[-1] = (begin, dollar + 1)

    def repaired(self) -> Repaired:
        """The finished text."""
        return Repaired("".join(self.parts), tuple(self.at), tuple(self.pieces))


def repair(text: str) -> Repaired:
    """The text as it was meant, with its map back; offsets are code points.

    >>> repair("at 13times the speed").text, repair("$sim 9 imes$ faster").text
    ('at 13× the speed', '~9× faster')
    >>> repair("LoomNet - a net -- and a multi--armed one, 3 - 4").text
    'LoomNet — a net — and a multi--armed one, 3 - 4'
    >>> clean = repair(r"a 79\\% rate")
    >>> clean.original(2, 5)
    (2, 6)
    """
    noise = _NOISE if _noisy(text) else _CHARACTER
    if "%" in text and _RUN_ON.search(text):
        noise = _NOISE_AND_RUN_ONS
    if noise is _CHARACTER and text.isascii() and text.isprintable() and "  " not in text:
        # None of the odd characters is a printable one of ASCII.
        return Repaired(text)
    mended = _Mended(text)
    for start, stop in _once(text):
        last = start
        for match in noise.finditer(text, start, stop):
            mended.keep(last, match.start())
            _mend(match, mended)
            if match.lastgroup == "math":
                mended.close_formula(match.start())
            last = match.end()
        mended.keep(last, stop)
    return mended.repaired()


def _once(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text without the second of two equal formulas."""
    start = 0
    if "\\" in text:
        for match in _DOUBLED.finditer(text):
            yield start, match.end("once")
            start = match.end()
    yield start, len(text)


def _mend(match: re.Match[str], mended: _Mended) -> None:
    """Add the repaired form of one piece of noise."""
    start, end = match.span()
    if match.lastgroup == "character":
        dash = match.group() == "\u2013" and _EXPLAINS.match(match.string, start - 1)
        mended.put("—" if dash else _CHARACTERS[match.group()], start, end)
        return
    if match.lastgroup == "spaces":
        mended.put(" ", start, end)
        return
    if match.lastgroup == "run_on":
        mended.put(f"{match.group()} ", start, end)
        return
    groups = match.groupdict()
    if groups["styled"] is not None:
        mended.keep(*match.span("styled"))
    elif groups["command"]:
        mended.keep(*match.span("argument"))
    elif groups["symbol"]:
        mended.put(_LATEX_SYMBOLS[groups["symbol"].strip()], start, start + len(groups["symbol"].rstrip()))
    elif (replacement := _replacement(match, groups)) is not None:
        mended.put(replacement, start, end)
    # math dollars, broken hyphens, (cid:…) and bold stars leave nothing behind


def _replacement(match: re.Match[str], groups: Mapping[str, str | None]) -> str | None:
    """What stands for a piece of noise as a whole, `None` if nothing does."""
    if groups["macro"]:
        return groups["macro_name"]
    if groups["accent"]:
        letter = groups["braced_letter"] or groups["letter"] or ""
        composed = normalize("NFC", letter + _ACCENTS[groups["mark"] or ""])
        return composed if len(composed) == 1 else letter
    if groups["escaped"] or groups["boxed"]:
        return groups["escaped_character"] or groups["boxed_character"]
    if groups["power"]:
        return f"^{groups['exponent']}"
    if groups["dumped"]:
        return _DUMPED_SYMBOLS[groups["code"] or groups["glued"] or ""]
    if groups["times"] or groups["tabbed"]:
        return "×"
    if groups["dash"] or groups["braced"]:
        return "—"
    if groups["tie"] or groups["thin"]:
        return " "
    if groups["about"]:
        return "~"
    if groups["entity"]:
        return _ENTITIES[match.group()]
    return None
