"""Who does what in a sentence: the subject of a verb or number, and whom pronouns and relative clauses speak of."""

from __future__ import annotations

from kg.extract.places import AGAINST, OPENERS, POSSESSIVE, System
from kg.extract.unnamed import Unnamed

_COMPARING = frozenset({"with", "to", "than", "against", "over"})
_CONTRASTING = frozenset({"compared", "unlike", "relative", "versus", "contrary"})
_TRAINED = frozenset("trained pretrained pre-trained finetuned fine-tuned optimized".split())
_JOINED = _TRAINED | {"combined", "equipped", "augmented", "enhanced", "integrated"}
"""What stands between a system and the part that makes it the paper's own."""
_OPENED_BY = frozenset("across on in for at under however moreover specifically additionally notably finally".split())
"""What opens a sentence whose subject stands behind a comma."""
_MEANS = frozenset({"can", "could", "only"})
"""What may stand, besides its kind, between a term and the verb that it is the subject of."""
_GIVING = frozenset(
    "performs perform offers offer allows allow leads lead gives give brings bring has have results".split()
)
_MADE_BY = frozenset({"-based", "-equipped", "-enhanced", "-augmented", "-trained", "-tuned", "-powered", "-driven"})
"""What a name is made to an adjective by that says whose part a system has."""
_ATTAINED = frozenset("obtained achieved reached attained delivered given provided yielded followed".split())
"""What stands before "by X" where X is who attains something."""
_PROPOSE = frozenset({"propose", "introduce", "present"})
_BEFORE_IT = frozenset({"that", ",", "and", "where", "when"})
"""What stands before an "it" that does something."""
_IS_OR_HAS = frozenset({"is", "are", "has", "have"})
_HAVE = frozenset({"has", "have", "had"})


class Clauses(Unnamed):
    """Finds the systems that sentences say something of."""

    def subject(self, position: int, any_system: bool = False) -> System:
        """The unit of the system that is the subject before `position`, `"own"` for the paper's own, or `None`."""
        blocked = self.words["not_subject_after"]
        for at in range(position - 1, self.start - 1, -1):
            word = self.word(at)
            lacking = self.word(at - 1) == "without" and at in self.own
            if (at in self.actors and not lacking) or (any_system and self.is_system(at)):
                governor = self.governed_by(at, across=True)
                after = self.word(at + 1)
                proposing = self.words["propose"] if at in self.own else _PROPOSE
                if governor in proposing and after != "-based":
                    # "we introduce X, a variant of Y, surpassing Z"
                    return at
                if after == "-based" and self._anybodys(at):
                    return "none"
                made = self.word(at - 1) in _MADE_BY or self.word(at - 1) in POSSESSIVE
                if made and at - 2 in self.own and at not in self.own:
                    # "the X-based Y gains", "X's Y gains": what the paper built it on is what gains.
                    return at - 2
                if self._attains(at, position) or (governor == "such" and self._stands_for_all(at)):
                    return at
                if self.does_beside(at) or self._opens_clause(at):
                    return at
                if governor in blocked or (after.startswith("-") and after != "-"):
                    continue
                if self._bracketed_object(at) or self._possesses(at, governor):
                    continue
                if self._tried_on(at):
                    return "own"
                return self._with_own(at)
            if self.is_system(at) and (self._stands_against(at) or self._leads(at)):
                return at
            if word == "whose" and self.word(at - 1) == "," and at - 2 in self.actors:
                # "outperforms X, whose error is 7.9%"
                return at - 2
            if self._contrasted(at, position):
                return "none"
            if word in ("which", "that") and (antecedent := self._antecedent(at, position)) is not None:
                return antecedent
            if word == "we":
                return self._given(at) if self.own else self.worked_with(at, position) or "own"
            if word == "ours" and self._acts(at):
                return "own"
            if self.word(at - 1) == "without" and (word == "it" or at in self.own):
                # "Without it, the accuracy is 51%"
                return "none"
            if word == "it":
                begins = at == self.start or self.word(at - 1) in _BEFORE_IT
                if self.own or not (begins or self._acts(at)):
                    return self._last_own(at, "")
                if self.word(self.start) in _CONTRASTING:
                    # "Compared to models built on X, it …" is not X.
                    return None
                return self._named_before(at) if at > self.start else self._opened_before()
            # "a recently proposed method" is somebody else's.
            others = word == "proposed" and self.word(at - 1) in ("recently", "previously", "a", "an")
            reach = range(at + 1, at + (0 if others else {"our": 6, "proposed": 3, "this": 3}.get(word, 0)))
            noun = next((self.word(i) for i in reach if self.word(i) in self.words["subject_noun"]), "")
            if noun:
                return self._last_own(at, noun) if self.own else self.worked_with(at, position) or "own"
            if self._nobody(at):
                return "none"
        return None

    def _stands_for_all(self, at: int) -> bool:
        """Whether names are the examples of who does something: "Models SUCH AS X only reach 81%"."""
        first = self.listed(at)[0]
        such = (self.word(first - 2), self.word(first - 1)) == ("such", "as") and first - self.start < 8
        verb = at + 2 if self.word(at + 1) in self.words["adverb"] else at + 1
        return such and not self.own and self.word(verb) in self.words["attain_verb"]

    def _attains(self, at: int, position: int) -> bool:
        """Whether a name is who attains something in the passive: "the best F1 IS OBTAINED BY X with 81%"."""
        led = next((step for step in range(at - 1, at - 4, -1) if self.word(step) in ("by", "using", "with")), at)
        told = self.word(led - 1)
        passive = self.word(led - 2) in self.words["be"] and told in _ATTAINED
        if not passive and (told != "followed" or self.word(led) != "by"):
            return False
        goes_on = self.words["attain_verb"] | {"we", "it", "our", ";"}
        return led < at and goes_on.isdisjoint(map(self.word, range(at, position)))

    def _bracketed_object(self, at: int) -> bool:
        """Whether a name in brackets explains what a small word governs: "results comparable with that attack (X)"."""
        if self.word(at - 1) != "(" or at in self.own:
            return False
        noun = self._article(at - 1)
        if noun < at - 2 and self.word(noun - 1) in self.words["not_subject_after"] and not self._acts(at + 1):
            # "tried on a smaller model (X) and moved to others"
            return True
        step = at - 2
        while step > self.start and step > at - 8 and self.word(step) not in self.words["stop"]:
            step -= 1
        while step > self.start and self.word(step) in ("the", "a", "an", "its", "their"):
            step -= 1
        # "results comparable to those of X's", "outperforms the best flow-based method (X)"
        return self.word(step) in _COMPARING or self.word(step) in self.words["outperform"]

    def _possesses(self, at: int, governor: str) -> bool:
        """Whether a name only has what a verb does something to: "detects BERT's errors", not "BERT's errors fall"."""
        possessive = at not in self.own and self.word(at + 1) in POSSESSIVE
        if not possessive or not governor or governor in OPENERS or governor in self.words["showing"]:
            # "Trials demonstrate BERT's lead of 3%"
            return False
        return all(self.label(step) != "Metric" for step in range(at + 2, at + 6))

    def _tried_on(self, at: int) -> bool:
        """Whether a name ends what was tried, and the trials are the subject: "Experiments on trees and BERT show"."""
        if self.word(at + 1) not in self.words["showing"]:
            return False
        first = next((i for i in range(self.start, at) if self.word(i) in ("on", "with", "for", "using")), at)
        trials = ("experiments", "evaluations", "experiment", "evaluation", "results", "tests", "studies")
        return first - self.start < 5 and self.word(first - 1) in trials

    def _stands_against(self, at: int) -> bool:
        """Whether a term begins a clause of its own: "…, where naive BEHAVIOR CLONING reaches only 20%"."""
        verb = at + 2 if self.word(at + 1) in self.words["adverb"] else at + 1
        if self.word(verb) not in self.words["reach_verb"]:
            return False
        return self._opens_clause(at) or any(
            self.word(step) in ("where", "while", "whereas", "but") for step in range(at - 3, at)
        )

    def _opens_clause(self, at: int) -> bool:
        """Whether a name begins another main clause: "…, as judged by GPT-4, AND X HAS 57%"."""
        has = self.word(at + 1) in self.words["attain_verb"] or self.word(at + 1) in ("has", "had")
        finite = has and not self.word(at + 1).endswith("ing")
        return finite and self.word(at - 1) == "and" and self.word(at - 2) in (",", ";")

    def _leads(self, at: int) -> bool:
        """Whether a term is what a sentence or "that" clause says something of: "QUERY REWRITING yields a 3% gain"."""
        led = {"that", "simple", "naive", "standard"}
        if self.word(at + 1) in self.words["any_head"]:
            # "a conventional query rewriting method reaches 55%"
            led |= {"a", "an", "conventional", "traditional", "vanilla", "state-of-the-art", "existing"}
        article = self.word(at - 1) in ("a", "an")
        begins = at - 2 < self.start or self.word(at - 2) in (",", "that")
        opened = self.word(at - 1) == "," and self.word(self.start) in _OPENED_BY
        if at > self.start and not opened and not (article and begins) and self.word(at - 1) not in led:
            return False
        short = (self.word(at + 1), self.word(at + 3)) == ("(", ")")
        verb = at + 4 if short else at + 1
        used = self.word(verb) in self.words["be"] and self.word(verb + 1) in _TRAINED | {"used", "applied"}
        if used and not self.own:
            # "a decision tree is trained to find faults with an accuracy of 81%"
            return True
        between = _MEANS | self.words["adverb"] | self.words["any_head"]
        while self.word(verb) in between:
            verb += 1
        if self.word(verb) in self.words["be"] and self.counts(verb + 1):
            # "static embeddings are 2% better"
            return True
        verbs = self.words["attain_verb"] | self.words["change_verb"] | self.words["outperform"] | _GIVING
        return self.word(verb) in verbs

    def _antecedent(self, pronoun: int, position: int) -> System:
        """The system a relative clause is about: the own of "X that reaches", any of "Y, which is 3x larger"."""
        before = pronoun - 2 if self.word(pronoun - 1) == "," else pronoun - 1
        if position == pronoun + 2 and self.label(position) == "Times" and self.word(pronoun + 1) in _IS_OR_HAS:
            before -= self.word(before) in self.words["model_head"]
            return before if before in self.actors else None
        attaining = self.words["attain_verb"]
        had = self.word(pronoun + 1) in _HAVE and self.word(pronoun + 2) in attaining
        attains = had or self.word(pronoun + 1) in attaining | {"scores", "scored", "only"}
        if attains and (rival := self._opposed_at(before)) is not None:
            return rival
        return before if before in self.own and self.word(pronoun + 1) not in self.words["we"] else None

    def _opposed_at(self, last: int) -> System:
        """Whom a comparing word speaks of up to a relative clause: "COMPARED to a map made with X, which reaches"."""
        for at in range(last, max(self.start - 1, last - 14), -1):
            equal = self.word(at) == "as" and self.word(at - 2) == "as"
            if self.word(at) in self.words["outperform"] or self.word(at) == "than" or equal:
                # "outperforming X, which reaches", "as good as X, which reaches", "beats X with a judge, which reaches"
                named = [step for step in range(at, last + 1) if step in self.actors]
                return named[0] if len(named) == 1 else last if last in named else None
            if self.word(at) in _CONTRASTING or self.word(at) == "contrast" or self.word(at) in AGAINST:
                named = [step for step in range(at, last + 1) if step in self.actors]
                return named[-1] if named else "none"
            if self.word(at) in (",", ";") or self.word(at) in self.words["we"]:
                return None
        return None

    def _named_before(self, pronoun: int) -> System:
        """Whom "it" speaks of in a paper that names nothing of its own: the one system the sentence has before."""
        return next((at for at in range(self.start, pronoun) if at in self.actors), "own")

    def _opened_before(self) -> System:
        """Whom a sentence that begins with "It" speaks of: the system the sentence before begins with, or the own."""
        at = self.start - 2
        while at >= 0 and self.units[at].low not in (".", "!", "?", "¶", "\n"):
            at -= 1
        first = range(at + 1, min(at + 4, self.start - 1))
        return next((step for step in first if step in self.actors), "own")

    def led_by(self, position: int) -> System:
        """Whose an opening phrase is: "With 4x less data, X is on par", "Trained on 2T tokens, our model …"."""
        comma = next((at for at in range(position + 1, min(position + 10, self.end)) if self.word(at) == ","), self.end)
        opens = self.start == position or all(not self.label(at) for at in range(self.start, position))
        if not opens or position - self.start > 6:
            return None
        after = comma + 2 if self.word(comma + 1) in ("our", "the") else comma + 1
        if after in self.actors:
            return after
        return "own" if self.word(comma + 1) in ("it", "our", "we") and self.own else None

    def _last_own(self, at: int, noun: str) -> System:
        """Which of several systems of the paper "it" or "our model" speaks of: the last one named, of that sort."""
        if len(set(self.own.values())) < 2 or (noun and noun not in self.words["model_head"]):
            return "own"
        whole = (unit for unit in self.own if unit < at and unit not in self.parts)
        places = [unit for unit in whole if not noun or self.units[unit].label == "Model"]
        if not places:
            return "own"
        last = max(places)
        if noun:
            return f"={self.own[last]}"
        # "DocGate ranks what SumNet wrote. It is fast.": of those the last sentence names, the first is its subject.
        named = (unit for unit in sorted(places) if not self._parted(unit, last))
        return f"={self.own[next(named)]}"

    def _parted(self, low: int, high: int) -> bool:
        """Whether a sentence ends between two places of the page."""
        return any(self.units[at].low in (".", "¶") for at in range(low, high))

    def _with_own(self, at: int) -> System:
        """ "SimCLR with DCL achieves": the paper's own part is what the number is about."""
        kind = at not in self.own and self.surface(at).rstrip("s") in self.words["architecture"]
        ours = any(self.word(step) == "our" for step in range(max(self.start, at - 3), at))
        if kind and ours and self.word(at + 1) in self.words["model_head"]:
            # "our context-aware Transformer model"
            return self._last_own(at, "")
        # "SimCLR trained with our DCL", "SimCLR can be combined with DCL, gaining"
        joined = next((step for step in range(at + 1, at + 6) if self.word(step) in _JOINED), at)
        between = {self.word(step) for step in range(at + 1, joined)} - self.words["model_head"] - self.words["be"]
        led = joined + 1 if joined > at and between <= {"can", "could", "further", "when"} else at + 1
        part = led + 1
        while self.word(part) in ("the", "our", "proposed", "a", "an"):
            part += 1
        if at not in self.own and self.word(led) in ("with", "+", "using", "via", "by") and part in self.own:
            return part
        if kind and (named := self._explained_by(at)) is not None:
            return named
        if kind and at - 1 in self.own:
            # "MoD transformers match": the kind behind the name is no other system.
            return at - 1
        return at

    def _explained_by(self, kind: int) -> int | None:
        """Whom a kind in apposition explains: "CedarNet, a slim CNN, outperforms"."""
        at = kind - 1
        while at > kind - 5 and self.word(at) not in ("a", "an", ","):
            at -= 1
        opened = self.word(at) in ("a", "an") and self.word(at - 1) == "," and self.word(kind + 1) == ","
        return at - 2 if opened and at - 2 in self.own else None

    def _given(self, we: int) -> int | str:
        """ "With X and Y, we achieve": the paper's own among what the sentence opens with."""
        if self.word(self.start) in ("with", "using", "by") or self.word(self.start + 2) in ("with", "using"):
            return next((at for at in range(self.start, we) if at in self.own), "own")
        return "own"
