"""Places of a sentence: what stands there, what governs it, what is listed with it, whether it is denied.

There is no parser; word order and a few closed word classes decide, as a reader would in telegraphic English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.extract.reading import Unit

_EXAMPLES = frozenset({"including", "e.g.", "with"})
"""What opens a bracket of examples, which say nothing of the numbers outside."""
BREAKS = (";", "while", "whereas", "but")
"""Where one statement of a sentence ends and the next begins."""
AGAINST = frozenset({"vs", "vs.", "v.s.", "versus", "against"})
"""What stands between a level and the one it is held against."""
_AROUND = frozenset({"the", "(", ")", "[", "]"})
_LIST = frozenset({",", "and", "or", "/", "&", "as", "well", "both"})
_PLAIN = frozenset({"a", "an", "our", "its", "their", "proposed", "-based"})
"""What may stand between a word and the name it governs, but not between the names of a list."""
_OURS = frozenset({"our", "own", "new"})
_DETERMINERS = frozenset("the a an its their average mean overall".split())
OPENERS = frozenset("and but while whereas that where when if as although though with then".split())
"""What a clause can follow, or begin with."""
_COMBINING = frozenset({"with", "to", "into"})
"""Behind one of these and a noun for its kind, a name in commas is no subject."""
_OPENS = frozenset({"built", "based", "like", "with", "using", "under", "applied"})
_NAMELY = frozenset({"namely", "such", "like", "including", "e.g", "e.g.", "i.e", "i.e.", ":"})
_NAMING = _NAMELY | {",", "as", "(", "."}
"""What stands between a kind of system and the names of some, and what of it says that they follow."""
_DOES = frozenset({"needs", "requires", "uses", "offers", "provides"})
POSSESSIVE = frozenset({"'s", "’s"})
_ARTICLES = frozenset({"the", "a", "an"})
_MEASURED_BY = frozenset({"than", "over", "against", "on"})
_ADJECTIVES = ("ed", "al", "ic", "ive", "ly", "ous", "ent", "ant", "est", "er", "ble", "ary")
System = int | str | None
"""Whose a number is: a unit, `"own"` for the paper's own system, `"none"` for nobody named, or `"=KEY"`."""


class Places:
    """Looks things up around a position of one sentence; `words` are the word classes of the rules."""

    def __init__(
        self,
        units: Sequence[Unit],
        start: int,
        end: int,
        words: Mapping[str, frozenset[str]],
        actors: frozenset[int] = frozenset(),
        own: Mapping[int, str] | None = None,
        parts: frozenset[int] = frozenset(),
    ) -> None:
        self.actors = actors
        self.own = own or {}
        """Unit -> key of the systems the paper introduces, in the whole paper."""
        self.parts = parts
        """Those that are but parts of what it introduces."""
        self.units = units
        self.start = start
        self.end = end
        self.words = words
        self.opening = self._opening()

    def _opening(self) -> int:
        """The comma that ends what a sentence opens with: "Compared with BERT, LoomNet needs"; -1 without one."""
        first = self.word(self.start)
        if first == "in" and self.word(self.start + 1) in ("comparison", "contrast"):
            first = "compared"
        if first not in self.words["compare"] and first not in _OPENS:
            return -1
        for at in range(self.start + 1, min(self.start + 11, self.end - 2)):
            if self.word(at) == ",":
                subject = at + 2 if self.word(at + 1) in ("our", "the") else at + 1
                does = self.word(subject + 1)
                verbs = ("attain_verb", "change_verb", "outperform", "be", "reach")
                finite = does in _DOES or any(does in self.words[kind] for kind in verbs)
                return at if self.is_system(at - 1) and self.is_system(subject) and finite else -1
        return -1

    def word(self, index: int) -> str:
        """The lower-case word at a unit, empty outside the sentence."""
        return self.units[index].low if self.start <= index < self.end else ""

    def counts(self, index: int) -> bool:
        """Whether a number stands at a unit of the sentence."""
        return self.start <= index < self.end and self.units[index].number is not None

    def surface(self, index: int) -> str:
        """The lower-case text of the mention at a unit."""
        candidate = self.units[index].candidate
        return candidate.text.lower() if candidate is not None else self.word(index)

    def label(self, index: int) -> str:
        """The entity type or number shape at a unit."""
        return self.units[index].label if self.start <= index < self.end else ""

    def places(self, label: str) -> list[int]:
        """Where the sentence names something of a type."""
        return [at for at in range(self.start, self.end) if self.label(at) == label]

    def qualifies(self, index: int) -> bool:
        """Whether a verb form tells where something holds and not what is done: "at reduced latency"."""
        return self.word(index).endswith("ed") and self.word(index - 1) in ("at", "under", "with")

    def is_system(self, index: int) -> bool:
        """Whether a model or method stands there."""
        return self.label(index) in ("Model", "Method")

    def exemplified(self, at: int, behind: int) -> bool:
        """Whether a place is in a bracket of examples that closes before `behind`: "(including 8.2% on MMLU), 27%"."""
        if ")" not in map(self.word, range(at + 1, behind)):
            return False
        # The nearest mark before it says whether a bracket is open there.
        marks = (step for step in range(at - 1, self.start - 1, -1) if self.word(step) in ("(", ")"))
        mark = next(marks, None)
        return mark is not None and self.word(mark) == "(" and self.word(mark + 1) in _EXAMPLES

    def governed_by(self, index: int, across: bool = False) -> str:
        """The word that governs a mention: the first one before it that is no determiner, adjective or list.

        `across` passes over words that no list knows, too, where what stands before them shows that they describe it.
        """
        at = self._article(index)
        while at >= self.start:
            word = self.word(at)
            counted = at - 2 if self.label(at - 1) == "Metric" or self.word(at - 1) in ("points", "point") else at - 1
            numbered = self.units[counted].number is not None if counted >= self.start else False
            if (word == "," and not self.is_system(at - 1)) or (word == "and" and numbered) or at == self.opening:
                if self.word(at - 1) in _NAMELY and self.word(at - 2) == "(":
                    # "(i.e., BERT and GPT-2)"
                    return self.word(at - 1)
                # "On MMLU, Chinchilla achieves": the comma ends what "on" governs.
                return self._announced_by(at, index, across)
            if word == "of" and self._had(at - 1):
                # "The accuracy of BERT is 91.2%": BERT is who has it; "needs half the memory of Adam": Adam is not.
                return "" if self._begins(at - 1) else "of"
            if word == "of" and self.word(at - 1) in ("that", "those") and self._acts(index):
                # "the accuracy of X is 81%, THAT OF Y is 75%"
                return ""
            if word == "as" and not {"such", "well"} & {self.word(at - 1), self.word(at + 1)}:
                # "regarded as X", "similar accuracy as X", but not "as well as X"
                return word
            if word in self.words["transparent"] or word in _LIST or self.label(at) or self._compound(word):
                # "over session-based BERT": the word made to an adjective governs nothing.
                at -= 1 + (word == "-based" and self.word(at - 1).isalpha())
                continue
            shown = any(self.word(at - step) in self.words["showing"] for step in range(2, 6))
            if word in POSSESSIVE:
                # "over CLIP's ViT"
                at -= 1
                continue
            if word == "of" and shown and self.word(at - 1) in self.words["merit"]:
                # "the superior performance of X": X is who performs.
                return ""
            if across and self._modifies(at):
                at -= 1
                continue
            return word
        return ""

    def _modifies(self, at: int) -> bool:
        """Whether a word no list knows describes the name behind it: "beats the CONVERTED BERT", "over SERIAL BERT"."""
        if not self.word(at).replace("-", "").isalpha() or self.word(at) in self.words["not_subject_after"]:
            return False
        before = self.word(at - 1)
        if before in ("and", "or"):
            # "outperforms BERT and centered GPT-2"
            return self.word(at).endswith("ed") and self.is_system(at - 2)
        if self.label(at - 1) in ("Dataset", "Size"):
            # "than the COCO winner BERT", "into a 7B parameter BERT"
            return True
        first, describing = at - 1, self.words["describing"]
        while first > at - 4 and (self.word(first).endswith(_ADJECTIVES) or self.word(first) in describing):
            first -= 1
        # "on popular neural NETWORK architectures", but not "by adding BERT"
        led = self.word(first) in _MEASURED_BY and not self.word(at).endswith("ing")
        return self.word(first) in _ARTICLES or led

    def _had(self, noun: int) -> bool:
        """Whether a noun is what a system has: "the ACCURACY of BERT"; of the paper's own, performance says little."""
        return self.label(noun) == "Metric" or (self.word(noun) == "performance" and not self.own)

    def _article(self, index: int) -> int:
        """Where the words before a name begin, if they tell its kind: the "the" of "the slow semantic parser NAME"."""
        if self.word(index - 1) not in self.words["model_head"] | self.words["method_head"]:
            return index - 1
        for at in range(index - 2, max(self.start, index - 7), -1):
            if self.word(at) in ("the", "a", "an"):
                return at
            if self.label(at) or not self.word(at).isalpha() or self.word(at) in self.words["stop"]:
                break
        return index - 1

    def _compound(self, word: str) -> bool:
        """Whether a word is an adjective made of two: "for OPEN-WEIGHT agents"; "we fine-tune agents" has a verb."""
        verbs = ("train", "not_subject_after", "outperform", "attain_verb", "using")
        return "-" in word[1:-1] and word[:1].isalpha() and not any(word in self.words[verb] for verb in verbs)

    def _announced_by(self, comma: int, index: int, across: bool) -> str:
        """What governs a name in apposition: "OUTPERFORMS the best model, NAME, by 6%", "ON networks, A, B and C"."""
        if self.word(comma - 1) in self.words["many_models"] and len(self.listed(index)) > 2:
            return self.governed_by(comma - 1, across)
        if self.word(comma - 1) not in self.words["any_head"] or self.word(index + 1) != ",":
            return ""
        for at in range(comma - 2, max(self.start - 1, comma - 9), -1):
            if self.word(at) in self.words["outperform"]:
                return self.word(at)
            if self.word(at) in _COMBINING:
                # "combined WITH the best loss, NAME, to reach"
                return self.word(at)
            named = self.label(at) and not self.word(at + 1).startswith("-") and at < comma - 2
            if named or self.word(at) in (",", "on", "in", "and"):
                return ""
        return ""

    def _begins(self, noun: int) -> bool:
        """Whether a noun with its determiners begins a clause."""
        at = noun - 1
        while self.word(at) in _DETERMINERS or self.word(at) in self.words["describing"]:
            at -= 1
        if at >= self.start and self.units[at].number is not None:
            # "cuts by 9% the error of X"
            return False
        # "the top1 accuracy of BERT": a word with a digit in it is no mark.
        return at < self.start or not self.word(at)[:1].isalnum() or self.word(at) in OPENERS

    def named_after(self, at: int) -> int:
        """The name a class word announces: "the few-shot prompting method Complex-CoT" speaks of Complex-CoT."""
        kind = at not in self.actors or self.surface(at).rstrip("s") in self.words["architecture"]
        if self.word(at + 1) in self.words["any_head"] and at + 2 in self.actors and kind:
            # "the older CNN model VGG"
            return at + 2
        if kind and (name := self._exampled(at)) is not None:
            return name
        if self.word(at + 1) == "-based":
            # "the best BERT-based model, MapleNet, by 6%" speaks of MapleNet.
            for step in range(at + 2, at + 6):
                told = self.word(step) in self.words["any_head"] and self.word(step + 1) == ","
                if told and step + 2 in self.actors and self.word(step + 3) == ",":
                    return step + 2
        return at

    def _exampled(self, kind: int) -> int | None:
        """The first name behind a kind of system: "efficient transformers, NAMELY X", "VAE models LIKE X"."""
        noun = kind + 1 if self.word(kind + 1) in self.words["rival_noun"] else kind
        name = noun + 1
        while self.word(name) in _NAMING and name < noun + 5:
            name += 1
        candidate = self.units[name].candidate if self.is_system(name) else None
        told = any(self.word(step) in _NAMELY for step in range(noun + 1, name))
        return name if told and candidate is not None and candidate.text[:1].isupper() else None

    def _acts(self, pronoun: int) -> bool:
        """Whether a pronoun is the subject of a verb: "it surpasses", not "outperform it using"."""
        verbs = ("attain_verb", "change_verb", "outperform", "be", "reach")
        return any(self.word(pronoun + 1) in self.words[kind] for kind in verbs)

    def by_means_of(self, index: int) -> bool:
        """Whether a mention is what something was done with: "a gain of 7% VIA the ALive dataset"."""
        return self.governed_by(index) in ("via", "through", "thanks")

    def listed(self, index: int) -> list[int]:
        """The units of one enumeration with `index`, in order, all of its type (Model and Method count as one)."""
        kind = self._kind(index)
        members = [index]
        for step in (-1, 1):
            at, gap = index + step, 0
            while self.start <= at < self.end and gap < 6 and at != self.opening:
                if self._kind(at) == kind and kind:
                    if gap == 0:
                        break
                    members.append(at)
                    gap = 0
                elif self.word(at) in _LIST or self.word(at) in _AROUND or self.label(at) == "Size":
                    gap += 1
                elif kind == "System" and (self._bracketed(at) or self._told_of(at)):
                    # "Ceres (41×), RootBA [4] and the older DeepLM"
                    gap += 1
                elif kind == "Dataset" and (self._explained(at) or self._about_data(at)):
                    # "on question answering (SQuAD) and inference (MNLI)"
                    gap += 1
                else:
                    break
                at += step
        return sorted(members)

    def _about_data(self, at: int) -> bool:
        """Whether what stands between two data sets belongs to one: "on COCO [4] and OUR own LVIS"."""
        return self.word(at) in _OURS or (self.word(at - 1), self.word(at + 1)) == ("[", "]")

    def _explained(self, at: int) -> bool:
        """Whether a word says what the name in the bracket behind it is for."""
        task = self.label(at) == "Task" or (not self.label(at) and self.word(at).isalpha())
        return task and "(" in (self.word(at + 1), self.word(at + 2))

    def _bracketed(self, at: int) -> bool:
        """Whether a number stands alone in brackets."""
        return self.units[at].number is not None and (self.word(at - 1), self.word(at + 1)) in (("(", ")"), ("[", "]"))

    def _told_of(self, at: int) -> bool:
        """Whether a word of a list describes the name behind it: "BERT, the LARGER RoBERTa and VANILLA ELMo"."""
        listed = self.word(at - 1) in _LIST or (self.word(at - 1) == "the" and self.word(at - 2) in _LIST)
        word = self.word(at)
        return listed and word in self.words["transparent"] and word not in _PLAIN and self.is_system(at + 1)

    def _kind(self, index: int) -> str:
        label = self.label(index)
        return "System" if label in ("Model", "Method") else label

    def rivals(self, index: int) -> bool:
        """Whether a name only tells the kind of the beaten: "other MoE baselines", "previous CNN and RNN models"."""
        members = self.listed(index)
        for at in range(members[-1] + 1, members[-1] + 6):
            # "earlier GAN-based recovery methods", "previous LSTM and rule-driven baselines"
            if self.word(at) in self.words["rival_noun"]:
                break
            if self.word(at) in self.words["obj_stop"] or not self.word(at).strip("-").isalpha() or self.label(at):
                return False
        else:
            return False
        before = {self.word(at) for at in range(max(self.start, members[0] - 3), members[0])}
        return bool(before & self.words["rival_adjective"])

    def negated(self, start: int, end: int) -> bool:
        """Whether the stretch, or the three words before it, deny or merely suppose what it says."""
        return any(self._denies(at, "denial") for at in range(max(self.start, start - 3), end))

    def denied(self, number: int) -> bool:
        """Whether the words before a number deny or merely suppose it: "does not reach 91%", "may reach 91%"."""
        for at in range(number - 1, max(self.start - 1, number - 7), -1):
            if self.units[at].number is not None or self.word(at) in (",", ";", "but"):
                return False
            if self._denies(at, "denying"):
                return True
        return False

    def _denies(self, at: int, words: str) -> bool:
        """Whether a word of the class stands there; "not only" denies nothing."""
        return self.word(at) in self.words[words] and self.word(at + 1) != "only"
