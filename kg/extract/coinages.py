"""Coinages: lower-case names that a paper announces ("which we call domain upsampling")."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.candidate import Candidate, Token, Words
from kg.extract.handles import SPEAKERS, Handles
from kg.extract.repeats import repeats
from kg.extract.terms import TermGrammar


class Coinages:
    """Finds the words after a naming verb, and what an own-verb names without an article."""

    def __init__(self, terms: TermGrammar, words: Words) -> None:
        self.words = words
        self.handles = Handles(terms, words)
        self.marks = words.cue | words.strict | _ORDINALS | _DOING | _COUNTS | {")", "novel"}

    def find(self, tokens: list[Token], text: str, split: int) -> list[Candidate]:
        """The words after a naming verb, and what is proposed without an article or under a number."""
        marks = self.marks | {"as"} if "refer" in text else self.marks
        # One look at every token is all most abstracts pay.
        places = [at for at, token in enumerate(tokens[:-2]) if token[3] in marks]
        found = self._proposed_bare(tokens, text, places) + self._counted(tokens, text, places)
        found += self.handles.find(tokens, text, split, places)
        for at in places:
            if tokens[at][3] in _COUNTS:
                found += self._listed(tokens, text, at)
            elif tokens[at][3] in _DOING or (tokens[at][3] in self.words.strict and _ours(tokens, at)):
                found += self._notion(tokens, text, at)
            if tokens[at][3] in self.words.cue or (tokens[at][3] == "as" and _refers(tokens, at)):
                found += self._called(tokens, text, at)
        return found

    def _called(self, tokens: list[Token], text: str, index: int) -> list[Candidate]:
        """`which we call domain upsampling`, `termed "sub-word drift"`: the words after a naming verb, or nothing."""
        before = tokens[index - 1][3] if index else ""
        begin = self._behind(tokens, index + 1)
        if begin > len(tokens) - 2 or (
            tokens[index][3] in _NOUNS_TOO and before not in ("we", "which", "that", "also")
        ):
            return []
        quoted = tokens[begin][2] in _QUOTES
        while tokens[begin][2] in _QUOTES and begin < len(tokens) - 2:
            begin += 1
        last = begin
        while last < len(tokens) and last - begin < 6 and self._continues(tokens[last][2], quoted):
            last += 1
        surface = text[tokens[begin][0] : tokens[last - 1][1]] if last > begin else ""
        closed = last < len(tokens) and (
            tokens[last][2] in _QUOTES or tokens[last][2] in ".,;:()—" or tokens[last][3] in _CLOSERS
        )
        if not surface or not closed or not 1 <= last - begin <= 5 or surface.lower() in self.words.generic:
            return []
        # "which we call the shortcut problem" names a phenomenon. Plain words after "called" are what the field calls
        # a thing, more often than a name given to it.
        plain = not quoted and (last - begin > 1 or "-" not in surface)
        told = [token[3] for token in tokens[max(0, index - 4) : index]] + [tokens[last - 1][3]]
        if not _PHENOMENA.isdisjoint(told) or (plain and not self._own(tokens, text, index, surface, last - begin)):
            return []
        if not surface.islower() and not (" " in surface and any(map(str.islower, surface))):
            return []
        candidate = Candidate(tokens[begin][0], tokens[last - 1][1], surface, "Name", "names.coinage", "term")
        candidate.coined = True
        candidate.votes.append(("Method", 0.3, "names.coinage"))
        if last - begin > 1 or quoted:
            candidate.roles.append(("introduced", 0.3, "names.coinage"))
        return [candidate]

    def _own(self, tokens: list[Token], text: str, index: int, surface: str, size: int) -> bool:
        """Whether the paper names something of its own by plain words; of one word it takes more to believe it."""
        said = [token[3] for token in tokens[max(0, index - 14) : index]]
        said = said[max((at for at, word in enumerate(said) if word in _BREAKS), default=-1) + 1 :]
        # "In physics, it is called so" tells what others call it.
        strange = said[:1] in (["in"], ["if"], ["when"]) and _OURS.isdisjoint(said)
        # "The approach is called" names it, whoever else is spoken of, once the paper has spoken of its own work.
        opens = len(said) < 6 and said[:1] in (["the"], ["this"]) and not _OWN_NOUNS.isdisjoint(said[1:2])
        if size > 1 and opens and any(token[3] in _WORKING for token in tokens[:index]):
            return True
        if size > 1:
            return size <= 4 and not strange and not _OURS.isdisjoint(t[3] for t in tokens[max(0, index - 12) : index])
        if tokens[index][3] in _NAMED_AS and self._object(said):
            return len(surface) > 5
        before = tokens[index - 4 : index] if tokens[index][3] == "as" else tokens[max(0, index - 1) : index]
        ours = any(token[3] == "we" for token in before)
        return ours and len(surface) > 5 and text.lower().count(surface.lower()) > 1

    def _object(self, said: list[str]) -> bool:
        """Whether words end on the kind of thing they propose: "we propose A SLOW METHOD", not "for a method"."""
        verb = max((at for at, word in enumerate(said) if word in _PROPOSING), default=len(said))
        words = [word for word in said[verb + 1 :] if word not in (",", "based", "novel", "new")]
        kind = words[-1] if len(words) > 1 and words[0] in ("a", "an") else ""
        return (kind in self.words.head or kind in _MADE) and self.words.stop.isdisjoint(words[1:])

    def _behind(self, tokens: list[Token], index: int) -> int:
        """Where the name begins behind a naming verb: "we call this simple approach …" has said what it names."""
        if tokens[index][3] not in _NAMED:
            return index
        for at in range(index + 1, min(index + 5, len(tokens) - 2)):
            if tokens[at][3] in self.words.head:
                # "dubbed the slow loss, …" names the loss.
                ends = at > index + 1 and tokens[at + 1][2] in ".,;:()—"
                return index + 1 if ends else at + 1
        return index + 1

    def _notion(self, tokens: list[Token], text: str, index: int) -> list[Candidate]:
        """`we introduce the notion of stem parity`: what an idea that the paper proposes is an idea of."""
        at = index + 1
        while at < min(index + 5, len(tokens) - 4) and (
            tokens[at][3] in ("a", "an", "the") or tokens[at][3] in self.words.adjective
        ):
            at += 1
        if at >= len(tokens) - 4 or tokens[at][3] not in _NOTIONS or tokens[at + 1][3] != "of":
            return []
        begin = at + 3 if tokens[at + 2][3] in ("a", "an", "the") else at + 2
        last = self._phrase(tokens, begin)
        if not self._stands_alone(tokens, begin, last):
            return []
        return [_proposed(text, tokens[begin][0], tokens[last - 1][1])]

    def _listed(self, tokens: list[Token], text: str, index: int) -> list[Candidate]:
        """`We propose two tricks, stem parity and slow folding, …`: what is listed behind its number."""
        kind = next((at for at in range(index + 1, min(index + 6, len(tokens) - 4)) if tokens[at][3] in _WAYS), 0)
        if not kind or not self._brought(tokens, index, kind):
            return []
        at = kind + 1
        if tokens[at][2] not in (":", ",", "—", "--", "-", "(") and tokens[at][3] not in _NAMELY:
            return []
        found = []
        begin = at + 1
        while begin < len(tokens) - 2 and begin - kind < 40:
            begin = _behind_mark(tokens, begin)
            last = self._phrase(tokens, begin)
            if not self._stands_alone(tokens, begin, last):
                break
            found.append(_proposed(text, tokens[begin][0], tokens[last - 1][1], "names.counted"))
            closed = tokens[begin - 1][3] == "and" or tokens[begin - 2][3] == "and"
            begin = _next_item(tokens, last)
            if closed or not begin:
                break
        return found if len(found) > 1 else []

    def _brought(self, tokens: list[Token], index: int, kind: int) -> bool:
        """Whether what the number counts is the paper's own: "we train with two tricks", "two novel losses"."""
        new = any(tokens[at][3] in ("novel", "new") for at in range(index + 1, kind))
        if new or self._promised(tokens, index, 8):
            return True
        if tokens[kind][3] in _IF_NEW:
            return False
        before = [token[3] for token in tokens[max(0, index - 12) : index]]
        before = before[max((at for at, word in enumerate(before) if word in _BREAKS), default=-1) + 1 :]
        if not before or before[-1] not in _BRINGING or not _OF_OTHERS.isdisjoint(before):
            return False
        return before[-1] in ("introduces", "proposes") or not _ACTING.isdisjoint(before)

    def _phrase(self, tokens: list[Token], begin: int) -> int:
        """Where the lower-case words end that begin there: "knowledge dropout", "word-based pruning"."""
        last = begin
        while last < len(tokens) - 1 and last - begin < 6 and self._in_phrase(tokens[last], last > begin):
            last += 1
        ending = tokens[last - 1][3] if last > begin else ""
        # "the concept of word-based guidance applied to" says what is done with it.
        return begin if ending in self.words.dull or ending.endswith(("ied", "ted")) else last

    def _in_phrase(self, token: Token, inside: bool) -> bool:
        """Whether a word may be part of a lower-case name; a dull one ("knowledge") may, where it does not end it."""
        if inside and token[2].startswith("-") and token[2][1:].isalpha():
            return True
        return token[2][:1].isalpha() and token[2][0].islower() and token[3] not in self.words.stop

    def _stands_alone(self, tokens: list[Token], begin: int, last: int) -> bool:
        """Whether the words are a name as far as can be seen: two or more that nothing goes on with."""
        if not (1 < last - begin < 6 or (last - begin == 1 and "-" in tokens[begin][2])):
            return False
        first, closing = tokens[begin], tokens[last]
        if first[3] in self.words.adjective or (first[3].endswith("ing") and "-" not in first[2]):
            return False
        return closing[2] in ".,;:()—" or closing[2] == "--" or closing[3] in _CLOSERS or closing[3] == "and"

    def _proposed_bare(self, tokens: list[Token], text: str, places: list[int]) -> list[Candidate]:
        """`we introduce back-projection, a simple …`: what an own-verb names without an article, then explains."""
        found = []
        verbs = self.words.strict
        for index in places:
            if tokens[index][3] not in verbs or index >= len(tokens) - 3 or not _ours(tokens, index):
                continue
            begin = index + 1
            while tokens[begin][2] in _EMPHASIS and begin < len(tokens) - 3:
                begin += 1
            last = begin
            while last < len(tokens) - 2 and last - begin < 5 and self._lower_noun(tokens[last][2]):
                last += 1
            if last == begin or tokens[begin][3] in self.words.adjective:
                continue
            after = last + 1 if tokens[last][2] in _EMPHASIS else last
            built = last - begin > 1 and tokens[last - 1][3] in _PARTS
            told = _explained(tokens, after) or (built and tokens[after][3] in ("which", "that"))
            told = told or (self._stands_alone(tokens, begin, last) and _handled(tokens, text, index, begin, last))
            if not told or (last - begin == 1 and "-" not in tokens[begin][2]):
                continue
            found.append(_proposed(text, tokens[begin][0], tokens[last - 1][1]))
        return found

    def _counted(self, tokens: list[Token], text: str, places: list[int]) -> list[Candidate]:
        """`two techniques: (1) stem label parity, a method …`, `The second method, wavy folding, …`."""
        found = []
        for index in places:
            if index >= len(tokens) - 4 or (tokens[index][3] not in _ORDINALS and tokens[index][2] != ")"):
                continue
            begin = self._behind_number(tokens, index)
            last = begin
            while begin and last < len(tokens) - 2 and last - begin < 5 and self._lower_noun(tokens[last][2]):
                last += 1
            if last - begin < 2 or tokens[begin][3] in self.words.adjective or tokens[last][2] != ",":
                continue
            if tokens[index][2] == ")" and not _explained(tokens, last):
                continue
            found.append(_proposed(text, tokens[begin][0], tokens[last - 1][1]))
        return found

    def _behind_number(self, tokens: list[Token], index: int) -> int:
        """Where a name may begin behind "(1)" or "The second method,"; 0 where nothing is proposed before."""
        if tokens[index][2] == ")":
            numbered = index > 1 and tokens[index - 2][2] == "(" and tokens[index - 1][3] in _NUMBERS
            return index + 1 if numbered and self._promised(tokens, index, 25) else 0
        named = tokens[index + 1][3] in self.words.head and tokens[index + 2][2] == ","
        return index + 3 if named and self._promised(tokens, index, 60) else 0

    def _promised(self, tokens: list[Token], index: int, reach: int) -> bool:
        """Whether the paper proposes something shortly before."""
        before = range(max(1, index - reach), index)
        return any(tokens[at][3] in self.words.strict and _ours(tokens, at) for at in before)

    def _lower_noun(self, word: str) -> bool:
        low = word.lower()
        return word[:1].isalpha() and word[0].islower() and low not in self.words.stop and low not in self.words.dull

    def _continues(self, word: str, quoted: bool) -> bool:
        if not any(map(str.isalnum, word)):
            return False
        return quoted or word.lower() not in self.words.stop


_NAMED = frozenset({"our", "this", "the", "it", "them", "these"})
"""What stands between a naming verb and the name."""
_OURS = frozenset({"we", "our", "propose", "introduce", "novel", "new"})
"""What tells of a naming verb that the paper names something of its own."""
_OWN_NOUNS = frozenset("approach method framework system scheme procedure formulation technique".split())
_MADE = frozenset({"function", "kernel", "prior", "procedure", "formulation", "formalism", "penalty"})
"""What papers propose and name besides methods, models and data."""
_WORKING = frozenset("we our paper work propose proposed designed introduced developed novel".split())
"""What tells that a paper has begun to speak of its own work."""
_NAMED_AS = frozenset({"called", "named", "termed", "dubbed"})
_PROPOSING = frozenset("propose proposes introduce introduces present presents develop".split())
_PHENOMENA = frozenset(
    "problem problems ambiguity phenomenon effect effects bias biases issue gap hypothesis paradox dilemma".split()
)
"""What papers give a name without having made it."""
_JOINING = frozenset({"by", "and", "to", "then", "also"})
"""What the verb may follow too; "networks and techniques introduce noise" has others between."""
_NOUNS_TOO = frozenset({"name", "term", "call", "dub", "names"})
_CLOSERS = frozenset(("that which to for and by with where in on is can from using as — we").split())
_PARTS = frozenset(
    "layer layers module modules network networks loss losses attention kernel kernels prior priors "
    "block blocks".split()
)
"""Parts of networks, which a paper may introduce by a description that names them."""
_ORDINALS = frozenset({"first", "second", "third", "other", "latter", "former"})
_NUMBERS = frozenset("1 2 3 4 i ii iii iv a b c".split())
_DOING = frozenset({"introducing", "proposing", "presenting"})
_NOTIONS = frozenset("notion concept idea principle paradigm problem task setting".split())
"""What papers say they propose before they say what it is."""
_COUNTS = frozenset({"two", "three", "four"})
_WAYS = frozenset(
    "techniques tricks modules losses strategies blocks mechanisms components formulations layers adapters objectives "
    "augmentations variants methods algorithms regularizers operations stages selections ideas designs metrics tasks "
    "datasets benchmarks".split()
)
"""What papers propose several of."""
_IF_NEW = frozenset("tasks metrics datasets benchmarks stages methods algorithms".split())
"""What papers also use several of."""
_BRINGING = frozenset("with using via through by introduces proposes incorporates".split())
"""What stands right before the number of what is brought in."""
_ACTING = frozenset({"we", "our"})
_OF_OTHERS = frozenset("existing popular common known previous standard compare compared evaluate".split())
_BREAKS = frozenset({".", ";", "that", "¶"})
"""What parts the words that tell who brings something from those before."""
_NAMELY = frozenset({"namely", "called", "named", "i.e."})
_DONE = ("ing", "tion", "sion", "ment")
_EMPHASIS = frozenset({"*", "**", '"', "'", "`"})
_QUOTES = frozenset({'"', "'", "`", "*", "**", "“", "”"})


def said_again(candidate: Candidate, text: str) -> Iterator[Candidate]:
    """The same words wherever else the paper has them, in any case, singular or plural."""
    for start, end in repeats(text, candidate.start, candidate.end):
        again = Candidate(start, end, text[start:end], "Name", candidate.rule, "term")
        again.coined = True
        again.votes = list(candidate.votes)
        yield again


def _proposed(text: str, start: int, end: int, rule: str = "names.proposed_bare") -> Candidate:
    candidate = Candidate(start, end, text[start:end], "Name", rule, "term")
    candidate.coined = True
    candidate.votes.append(("Method", 0.5, rule))
    candidate.roles.append(("introduced", 1.0, rule))
    return candidate


def _ours(tokens: list[Token], index: int) -> bool:
    """Whether the paper is who proposes: "deployment introduces noise, which" tells of no contribution."""
    before = [token[3] for token in tokens[max(0, index - 4) : index]]
    if not SPEAKERS.isdisjoint(before):
        return True
    while before and (not before[-1].isalpha() or before[-1] in _NUMBERS or before[-1].endswith("ly")):
        # "and (2) gently introduce"
        before.pop()
    return bool(before) and before[-1] in _JOINING


def _refers(tokens: list[Token], index: int) -> bool:
    """Whether a name follows the "as": "which we refer to as"."""
    return any(t[3] in ("refer", "referred") for t in tokens[max(0, index - 7) : index - 1])


def _handled(tokens: list[Token], text: str, index: int, begin: int, last: int) -> bool:
    """Whether a phrase before "which" or "to" is said again, or says what is done ("slow model distillation")."""
    if tokens[last][3] not in ("that", "which", "to", "for") or tokens[index - 1][3] == "to":
        return False
    surface = text[tokens[begin][0] : tokens[last - 1][1]].lower()
    done = surface.endswith(_DONE) and tokens[index][3] in ("propose", "proposes", "introduce", "introduces")
    return done or text.lower().count(surface) > 1


def _behind_mark(tokens: list[Token], begin: int) -> int:
    """Where an item's words begin: behind its article and behind "(1)", "1)", "i)" or "namely"."""
    at = begin
    while at < begin + 5 and at < len(tokens) - 3:
        marked = tokens[at][2] in ("(", ")") or (tokens[at][3] in _NUMBERS and tokens[at + 1][2] == ")")
        if not marked and tokens[at][3] not in _NAMELY and tokens[at][3] not in ("a", "an", "the", ","):
            break
        at += 1
    return at


def _next_item(tokens: list[Token], last: int) -> int:
    """Where the next item of a list begins: behind ", " or the nearest "and"; 0 where the list ends.

    "knot parity, which halves the cost, and slow folding": an explanation is passed over.
    """
    if tokens[last][2] == "," and tokens[last + 1][3] not in ("and", "which", "that", "where", "to"):
        return last + 1
    told = tokens[last][2] == ","
    for at in range(last, min(last + (20 if told else 8), len(tokens) - 2)):
        if tokens[at][3] == "and" and (not told or at == last + 1 or tokens[at - 1][2] in (",", ";")):
            return at + 1
        if tokens[at][2] == "." or (tokens[at][2] == ";" and tokens[at + 1][3] != "and"):
            break
    return 0


def _explained(tokens: list[Token], index: int) -> bool:
    """Whether what stands there explains the words before: ", a …", ", which …", "as a new …", "( ABBR )"."""
    word, following = tokens[index][2], tokens[index + 1][3]
    if word in (",", "—", ":"):
        return following in ("a", "an", "the", "our", "which", "where", "one")
    return (word == "as" and following in ("a", "an")) or word == "("
