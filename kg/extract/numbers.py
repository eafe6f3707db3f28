"""The number grammar: every number of a clean text with its value, range, unit, sign and shape.

It says how a number is written, never what it means; `kg/extract/values.py` decides that from its context.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

_SCALES = {
    "k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "millions": 6, "b": 9, "bn": 9, "billion": 9, "billions": 9,
    "t": 12, "trillion": 12, "trillions": 12,
}  # fmt: skip
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "fifteen": 15, "sixteen": 16, "twenty": 20, "hundred": 100, "thousand": 1000,
}  # fmt: skip


_SHARED = frozenset({"Percent", "Points", "Times", "Measured"})
"""What the last of several numbers is written as holds for those before it: "1.43 and 2.47 pixels"."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number at `start`–`end` of the clean text.

    `shape` is one of kg.rules.VALUE_SHAPES or `Other` (a dimension, a year, an assignment: never a value).
    """

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str | None
    family: str | None
    shape: str
    sign: str
    scaled: bool


class NumberGrammar:
    """Finds numbers; `units` maps a family (time, memory …) to its units as in rules/settings.toml."""

    def __init__(self, units: Mapping[str, list[str]]) -> None:
        self.units: dict[str, tuple[str, str]] = {}
        for family, entries in units.items():
            for entry in entries:
                canonical, _, others = entry.partition("=")
                for form in (canonical.strip(), *others.split()):
                    self.units[form] = (canonical.strip(), family)
        self.pattern = re.compile(_grammar(self.units), re.VERBOSE)

    def family(self, unit: str) -> str | None:
        """What a unit measures ("ms": time); `None` for one that is not listed."""
        return self.units.get(unit, (unit, None))[1]

    def find(self, text: str) -> Iterator[Number]:
        """The numbers of the text from left to right, none overlapping another; "8 and 125 times" are both times."""
        found = list(self._find(text))
        for index in range(len(found) - 2, -1, -1):
            number, following = found[index], found[index + 1]
            joined = text[number.end : following.start] in (" and ", " or ", ", ", ", and ", "/", " / ")
            if joined and number.shape in ("Integer", "Decimal") and following.shape in _SHARED and not _year(number):
                found[index] = replace(number, shape=following.shape, unit=following.unit, family=following.family)
            bare = following.shape == "Other" and number.shape in ("Integer", "Decimal")
            spread = _SPREAD.fullmatch(text, number.end, following.end) if bare else None
            if spread is not None:
                unit, family = self._unit(spread["unit"])
                found[index] = replace(number, shape=_UNIT_SHAPES.get(unit or "", "Measured"), unit=unit, family=family)
        yield from found

    def _find(self, text: str) -> Iterator[Number]:
        at = 0
        for place in _places(text):
            match = self._match(text, at, place)
            if match is None:
                continue
            # "from 14.1% to 58.4%" reports two levels; "ranging from" and sizes ("from 1B to 8B") stay one range.
            # "60% 70%" has lost its dash, where it does not fall.
            if (match["to"] and _two_levels(text, match)) or (match["lost"] and _falls(match)):
                match = self.pattern.match(text, match.start(), match.end("unit1")) or match
            at = match.end()
            number = self._number(match)
            if number is not None:
                yield number

    def _match(self, text: str, at: int, place: int) -> re.Match[str] | None:
        """The number whose first digit or word is at `place`, with the signs before it back to `at`."""
        tries = (self.pattern.match(text, begin) for begin in range(max(at, place - _SIGNS), place + 1))
        return next(filter(None, tries), None) if at <= place else None

    def _number(self, match: re.Match[str]) -> Number | None:
        groups = match.groupdict()
        start, end = match.span()
        if groups["skip"]:
            return Number(start, end, Decimal(0), None, None, None, "Other", "", False)
        if groups["word"] and _ENUMERATES.search(match.string, max(0, start - 7), end + 2):
            return Number(start, end, Decimal(0), None, None, None, "Other", "", False)
        if groups["word"]:
            value = Decimal(_WORDS[groups["word"].lower()])
            return Number(start, end, value, None, "x", None, "Times", "", False)
        if groups["factor"]:
            if not _BY_FACTOR.search(match.string, max(0, start - 40), start):
                return None
            return Number(start, end, Decimal(_WORDS[groups["factor"].lower()]), None, "x", None, "Times", "", False)
        if groups["counted"]:
            value = Decimal(_WORDS.get(groups["counted"].lower(), 1)).scaleb(_SCALES[groups["counted_scale"].lower()])
            return Number(start, end, value, None, None, None, "Size", "", True)
        if groups["front"]:
            return Number(start, end, Decimal(groups["front"]), None, "x", None, "Times", "", False)
        if groups["experts"]:
            value = Decimal(groups["experts"]) * _scaled(groups["expert_size"], groups["expert_scale"])
            return Number(start, end, value, None, None, None, "Size", "", True)
        return self._plain(match, groups)

    def _plain(self, match: re.Match[str], groups: Mapping[str, Any]) -> Number | None:
        start, end = match.span()
        low_scale, high_scale = groups["scale"], groups["scale2"]
        try:
            if groups["high"] is None:
                value, high = _scaled(groups["low"], low_scale), None
            else:
                # "between 1077 and 8.1 million": what is written out in full counts no millions.
                whole = high_scale and "." not in groups["low"] and int(groups["low"].replace(",", "")) >= 1000
                shared = low_scale or (None if whole else high_scale)
                value, high = _scaled(groups["low"], shared), _scaled(groups["high"], high_scale)
            if groups["power"]:
                if abs(int(groups["power"])) > 40:
                    return None
                value = Decimal(groups["low"].replace(",", "")) ** int(groups["power"])
            if groups["fraction"] and "." not in groups["low"]:
                # "3.7/5" is so much on a scale, no fraction.
                value = (value / Decimal(groups["fraction"])).quantize(Decimal("0.0001"))
        except ArithmeticError:
            # Nobody means a number that decimal arithmetic cannot hold.
            return None
        if high is not None and high == value:
            high = None
        unit_text = groups["unit"] or groups["unit1"] or None
        unit, family = self._unit(unit_text)
        if unit == "points" and (low_scale or high_scale):
            # "290 million points" are counted.
            unit = None
        shape = _shape(unit, family, groups, value)
        scaled = bool(low_scale or high_scale)
        return Number(start, end, value, high, unit, family, shape, (groups["sign"] or "").strip(), scaled)

    def _unit(self, text: str | None) -> tuple[str | None, str | None]:
        if text is None:
            return None, None
        text = text.strip(" []").lstrip("-")
        if text in ("%", "percent", "per cent"):
            return "%", None
        if text.lower() in ("x", "×", "times", "fold", "folds"):
            return "x", None
        if text == "G":
            # "4.5G FLOPs"
            return text, "compute"
        lowered = text.lower()
        if lowered.startswith(("pp", "percentage", "point", "pts", "%p")) or "point" in lowered:
            return "points", None
        return self.units.get(text if text in self.units else text.replace(" ", "-"), (text, None))


_SIGNED = ("+", "-", "↑", "↓")
_SIGNS = 4
"""So many characters may stand before the first digit: "+/- 3", "<= 5"."""
_DIGITS = re.compile(r"\d+")
_NUMERALS = re.compile(
    rf"(?:{'|'.join(_WORDS)})[- ](?:times|fold)|\b(?:one|{'|'.join(_WORDS)}) [mbt]r?illion"
    rf"|(?<=factor of )(?:{'|'.join(_WORDS)})\b"
)
_BY_FACTOR = re.compile(r"(?<!scaling )(?<!scaled )\bby (?:[a-z]+ ){1,4}factor of $")
"""A factor in words tells a gain; "tight within a factor of two" is theory."""


def _places(text: str) -> list[int]:
    """Where a number can begin; to look there only is five times as fast as to try the grammar everywhere."""
    places = [match.start() for match in _DIGITS.finditer(text)]
    if "times" in text or "fold" in text or "illion" in text or "factor of" in text:
        places = sorted([*places, *(match.start() for match in _NUMERALS.finditer(text))])
    return places


def _two_levels(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 16) : match.start()].lower()
    if text[match.start() - 1 : match.start()] == "/" or text[match.end() : match.end() + 1] == "/":
        # "from 35.6/20.7/30.3 to 86.1/66.7/54.7"
        return True
    if match["to"].strip() == "up to":
        return _GAINS.search(text, max(0, match.start() - 40), match.start()) is None
    if match["to"].strip() == "and":
        return not before.endswith("between ")
    alike = bool((match["unit1"] or "").strip()) == bool((match["unit"] or "").strip())
    if before.endswith("by ") and _far(match) and alike and not _TIMES.match(text, match.end("high")):
        # "improves accuracy by 5% to 91.2%" gives the gain and the level, "by 4 to 37%" a range, and what falls by
        # little does not fall to a level far above it.
        return _DROPPING.search(text, max(0, match.start() - 80), match.start()) is None
    times = (match["unit"] or "").strip() in ("x", "X", "×")
    if not times and _FALLING.search(text, max(0, match.start() - 80), match.start()):
        return True
    if match["to"].strip() == "to" and match["scale"] == match["scale2"] and _falls(match):
        # "21.2% and 14.6% to 12.0% and 10.3%": no range falls.
        return True
    if match["to"].strip() == "to" and not times and _PAIRED.search(text, max(0, match.start() - 120), match.start()):
        return True
    sized = match["scale"] or match["scale2"] or (match["unit"] or "").strip() in ("x", "×")
    if before.endswith("and from ") and _RANGED.search(text, max(0, match.start() - 120), match.start()):
        return False
    return before.endswith("from ") and not sized and "rang" not in before and "vary" not in before


# "reduces the parameters from 355 million to 86 million" tells two counts, "sizes from 1B to 8B" a range.
_FALLING = re.compile(r"\b(?:reduc|decreas|shrink|compress|lower|cut)\w*[^.;,\d]*\bfrom $", re.IGNORECASE)


_DROPPING = re.compile(r"\b(?:reduc|decreas|lower|cut|drop)\w*[^.;,\d]*\bby $", re.IGNORECASE)


# "accuracy improvements from 5.3% up to 17.4%" are so large, "rises from 5.3% up to 17.4%" tells two levels.
_GAINS = re.compile(
    r"\b(?:improvement|gain|increase|reduction|boost|saving|speedup|speed-up)s? (?:of |ranging )?from $"
)
_TIMES = re.compile(r"\s?-?(?:[x×]|times|fold)")
# "gains ranging from 1% to 3% on one set and FROM 2% to 5% on the other" has two ranges.
_RANGED = re.compile(r"\b(?:rang|vary|vari)\w* from [^;:]*\d[^;:]*\bto\b[^;:]*\d[^;:]*\band from $")


# "rises from 70% to 75% on one set and 40% to 50% on the other", "from 70% to 75%, 40% to 50%, and 20% to 30%"
_PAIRED = re.compile(
    r"(?<!ranging )(?<!range )(?<!ranges )(?<!varying )(?<!vary )(?<!varies )"
    r"\bfrom [\d.]+(?:\s?%)? to \d[^;:]*(?:,|\band)\s$"
)


def _far(match: re.Match[str]) -> bool:
    low, high = (float(match[group].replace(",", "")) for group in ("low", "high"))
    return high >= 5 * low and high > 20


def _falls(match: re.Match[str]) -> bool:
    low, high = (float(match[group].replace(",", "")) for group in ("low", "high"))
    return high < low


def _scaled(digits: str, scale: str | None) -> Decimal:
    # "73,6%" has a decimal comma, "73,600" one of thousands.
    value = Decimal(digits.replace(",", "." if _DECIMAL_COMMA.fullmatch(digits) else ""))
    exponent = _SCALES.get((scale or "").strip(" -").lower(), 0)
    return value.scaleb(exponent) if exponent else value


_DECIMAL_COMMA = re.compile(r"\d{1,2},\d{1,2}")


def _shape(unit: str | None, family: str | None, groups: Mapping[str, Any], value: Decimal) -> str:
    scale = (groups["scale2"] or groups["scale"] or "").strip(" -")
    if (groups["sign"] or "").strip() in _SIGNED and unit in ("%", "points"):
        return "Signed"
    if unit == "%":
        return "Percent"
    if unit == "points":
        return "Points"
    if unit == "x":
        return "Times"
    if family:
        return "Measured"
    if scale:
        return "Size"
    if groups["sign"] and groups["sign"].strip() in _SIGNED:
        return "Signed"
    if groups["power"]:
        return "Size"
    digits = groups["low"]
    if "." in digits or groups["fraction"]:
        return "Decimal"
    if re.fullmatch(r"(?:19|20)\d\d", digits) and re.fullmatch(r"(?:19|20)\d\d", groups["high"] or digits):
        return "Other"
    return "Integer"


_COMPARED = "faster|slower|fewer|less|more|smaller|larger|lower|higher|better|cheaper|speed"
_GAINED = (
    r"[,.;)]|\s(?:[\w@-]+\s){0,3}?(?:improv|gain|increas|drop|decreas|boost|margin|reduc|lead|advantage|differ|jump|rise|lift|"
    r"higher|lower|loss|gap|better|worse|decline|deficit|average|relative|absolute|over\b|in\b|on\b|[a-z]?[A-Z]{2}|accuracy)"
)
"""What stands behind "a 3-point" that is a change and no "3-point signal"."""


def _grammar(units: Mapping[str, tuple[str, str]]) -> str:
    forms = sorted(units, key=lambda form: (-len(form), form))
    # "0.3 GPU days" is spelled with a hyphen too.
    measured = "|".join(re.escape(form).replace(r"\-", "[- ]") for form in forms)
    digits = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,2},\d{1,2}(?=\s?%)|\d+\.\d+|\.\d+|\d+)"
    words = r"(?:thousand|million|billion|trillion)"
    scale = rf"\s?(?:[kKMBT](?![A-Za-z])|{words}s?\b)|b(?![A-Za-z])|-{words}\b"
    unit = rf"""(?:
        \s?%(?:(?:-|\s)?(?:p|points?)\b)? | \s?(?:percentage|absolute|accuracy)[ -]points?\b
      | \s?percent\b | \s?per\scent\b | \s?pp\b | \s?pts\b
      | \spercentage(?=\s(?:higher|lower|better|worse|more|less|improvement|increase|gain|drop))
      | (?:\s?points?|-points?(?={_GAINED})(?!(?<=s)[,.;)]))\b(?!\s(?:clouds?|sets?|of\b))
      | \s?[×]+(?!\s?\d) | [xX](?![A-Za-z0-9])
      | \s[xX](?=\s(?:faster|fewer|less|more|smaller|larger|speed|reduction|better))
      | \s?-?folds?\b | \s?-?times\b
      | (?:\s|-)?(?:{measured})(?![A-Za-z0-9]|-[A-Za-z]) | \s?\[\s?(?:{measured})\s?\]
      | \s?G(?=\s(?:[a-z]+\s)?(?:FLOP|MACs|(?:M|Mult|MULT|Multi)-?Adds|[Mm]ultiply-[Aa]dd))
    )"""
    # A range's first number may carry the unit too ("0.2%-5%", "from 3.57% to 35.71%" is two scores and stays two).
    two = r"\d\d%(?!\sand\s\d|,)"
    lost = rf"(?P<lost>(?<=\d\d%)\s(?={two})|(?<=\s\d\d)\s(?={two}))"
    # "0.6 ± 0.1 mm" is off by so much, "an accuracy of ±3 cm" is a level.
    spread = "".join(rf"(?<!\b{word}\s)" for word in ("of", "to", "about", "than", "within")) + r"(?<!=\s)"
    return rf"""
      (?:(?<![\w@^_.])|(?<=\d)(?=±|\+/-|\+-)) (?<![A-Za-z)]-) (?<!\d,) (?<![^\d%BMKxs]/)
      (?:
        (?P<skip>
            \d+\s?[x×]\s?\d+(?:\s?[x×]\s?\d+)*(?![\d.]*\s?[BMb]\b)(?![A-Za-z\d.])
          | \d+(?:\.\d+)?\s?×\s?\d+(?:\.\d+)?(?![A-Za-z\d.])
          | (?:\+/-|{spread}±|\+-)\s?\d+(?:\.\d+)?(?:{unit})?
          | (?<=\[)-?\d+(?:\.\d+)?,\s?\d+(?:\.\d+)?(?=\])
          | (?<=[A-Za-z]\s)\+\s\d+(?=\s?[)}}=])
          | [$€£]\s?\d[\d,.]*[kKMB]?
          | \d+(?:st|nd|rd|th)\b
          | \d+-?[dD]\b(?!ays|-[A-Za-z])
          | \d+-(?:shot|way|hop|bit)\b
          | \d+:\d+(?:\.\d+)?
          | \d+(?:\.\d+)?\^\(?[A-Za-z]
        )
      | (?P<experts>\d+)\s?[x×]\s?(?P<expert_size>\d+(?:\.\d+)?)\s?(?P<expert_scale>[BM])(?![A-Za-z])
      | (?<!\d)(?<!\d\s)(?<![\s$(][A-Za-z]\s)(?:×\s?|x(?=[\d.]+\s(?:{_COMPARED}))|(?<=\s\()x(?=[\d.]+\)))
        (?P<front>\d+(?:\.\d+)?)(?![\w.]|\s?[×x]|\s?\[?(?:[mckn]?m|pixels)\b)
      | (?<=factor\sof\s)(?P<factor>{"|".join(_WORDS)})\b(?!\s(?:to|and|or)\b|[- ](?:times|fold))
      | (?P<counted>one|{"|".join(_WORDS)})\s(?P<counted_scale>{words})s?\b
      | (?P<word>{"|".join(_WORDS)})(?:-|\s)(?:times|folds?)\b(?!\s+(?:a|per)\b)
      | (?P<sign>[+±~↑↓]\s?|[<>≤≥]=?\s?|(?<![\w)])-)?
        (?P<low>{digits})
        (?: \^\(?(?P<power>-?\d+)\)? | /(?P<fraction>[2-9])(?![\d.]) )?
        (?P<scale>{scale})?
        (?:\+(?=\s?(?:fps|FPS|%)))?
        (?: (?P<unit1>(?:\s?%|[xX]|\s?×)?)
            (?: \s?--?\s?|(?<=[\d%xX×])~(?=\d)|{lost}|(?<=%)\s~\s(?=\d)|(?P<to>\s(?:up\s)?to\s|\sand\s)|-to-|\s?—\s? )
            (?P<high>{digits})(?![\d.]*[A-Za-z]{{2,}}(?<!x))
            (?P<scale2>{scale})?
        )?
        (?P<unit>{unit})?
        (?:(?<=%)(?=[a-z]{{3}})|(?![\w]|\.\d|,\d))
      )
    """


# "The contribution is two-fold: first, …" counts parts and measures nothing.
_ENUMERATES = re.compile(
    r"\b(?:is|are) (?:in )?\w+[- ]folds?(?:\s?[.:,;]|\s(?:in|with|and|as|on|for|here|since|because)\b)"
)


_SPREAD = re.compile(r"\s?(?:±|\+/-|\+-)\s?[\d.]+(?P<unit>[^\d.].*)")
"""How far the number before it may be off, in the unit of both: "93.2 ± 0.5%"."""
_UNIT_SHAPES = {"%": "Percent", "points": "Points", "x": "Times"}


def _year(number: Number) -> bool:
    return number.shape == "Integer" and 1900 <= number.value < 2100
