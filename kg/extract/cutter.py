"""The cutter: a clean text in, its tokens out, each stretch between two spaces looked at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kg.extract.candidate import Token
from kg.extract.tokens import ENDINGS, LINE_END, is_whole, make_tokenizer, shape_of

_Begins = tuple[str, Mapping[str, int] | None]
_Tail = tuple[str, str, str, int, str, Mapping[str, int] | None]
"""What is known of a token but its place: all fields of `Token` but the first two."""
_Pieces = tuple[tuple[int, int, _Tail], ...]
"""The tokens of a stretch, with their places in it."""

_REMEMBERED = 200_000
_PLAIN = re.compile(r"(\(?)((?:[A-Za-z]+-)*([A-Za-z]+))(\)?)([,.;:]?)")
"""Words that need no tokeniser: letters and hyphens, perhaps in brackets or before a mark."""


class Cutter:
    """Cuts clean texts into tokens; what stands between two spaces is cut by spaCy once and remembered.

    spaCy's tokeniser never looks past a space, so this gives its tokens at a third of the price: no Doc is made, and
    the lower case and shape of a word are found once. Spaces themselves are no tokens. `mask` gives the bits of a word
    for rules, `begins` its beginning and the known names that begin with it (`Lexicon.begins`).
    """

    def __init__(self, mask: Callable[[str], int], begins: Callable[[str], _Begins]) -> None:
        self.tokenizer = make_tokenizer()
        self.mask = mask
        self.begins = begins
        self.known: dict[str, _Pieces] = {}
        self.single: dict[str, _Tail] = {}
        """The stretches that are one token."""
        self.tails: dict[str, _Tail] = {}

    def cut(self, text: str) -> list[Token]:
        """The tokens of the text in order."""
        tokens: list[Token] = []
        # The constructor of `Token` would take three times as long as that of the tuple it is.
        single, known, new, append, at = self.single.get, self.known.get, tuple.__new__, tokens.append, 0
        for chunk in text.split(" "):
            end = at + len(chunk)
            only = single(chunk)
            if only is not None:
                append(new(Token, (at, end) + only))  # noqa: RUF005 -- half the time of unpacking
            else:
                pieces = known(chunk)
                if pieces is None:
                    pieces = self._across(chunk) if "\n" in chunk else self._pieces(chunk)
                for start, stop, tail in pieces:
                    append(new(Token, (at + start, at + stop) + tail))  # noqa: RUF005 -- as above
            at = end + 1
        return tokens

    def _across(self, chunk: str) -> _Pieces:
        """The tokens of the last word of a title, a line break and the first word of an abstract."""
        before, _, behind = chunk.partition("\n")
        at = len(before)
        if not before or not behind or "\n" in behind or before[-1].isspace() or behind[0].isspace():
            return self._pieces(chunk)
        first, second = (self.known.get(part) or self._pieces(part) for part in (before, behind))
        moved = tuple((at + 1 + start, at + 1 + end, tail) for start, end, tail in second)
        return (*first, (at, at + 1, self._tail(LINE_END)), *moved)

    def _pieces(self, chunk: str) -> _Pieces:
        if len(self.known) >= _REMEMBERED:
            # Made-up words never end; starting afresh costs a second in a hundred thousand papers.
            self.known.clear()
            self.single.clear()
            self.tails.clear()
        pieces = tuple((start, start + len(word), self._tail(word)) for start, word in self._words(chunk))
        self.known[chunk] = pieces
        if len(pieces) == 1 and pieces[0][1] - pieces[0][0] == len(chunk):
            self.single[chunk] = pieces[0][2]
        return pieces

    def _words(self, chunk: str) -> list[tuple[int, str]]:
        """The words of a stretch with their places: of most, without asking spaCy's tokeniser."""
        if chunk.isalpha():
            return [(0, chunk)]
        plain = _PLAIN.fullmatch(chunk)
        if plain is not None:
            word, ending = plain[2], plain[3]
            if not (ending.lower() in ENDINGS and ending != word) and not (plain[5] == "." and is_whole(f"{word}.")):
                return [(plain.start(group), plain[group]) for group in (1, 2, 4, 5) if plain[group]]
        tokens = [(token.idx, token.text) for token in self.tokenizer(chunk)]
        return [(at, text) for at, text in tokens if text.strip() or "\n" in text]

    def _tail(self, word: str) -> _Tail:
        tail = self.tails.get(word)
        if tail is None:
            # Other white space may stand beside the line break that ends the title.
            shown = LINE_END if "\n" in word and not word.strip() else word
            tail = self.tails[word] = (shown, shown.lower(), shape_of(shown), self.mask(shown), *self.begins(shown))
        return tail
