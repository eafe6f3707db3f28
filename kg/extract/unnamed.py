"""Unnamed: subjects of sentences that bear no name, whose numbers are nobody's."""

from __future__ import annotations

from kg.extract.studied import Studied

_ONE_OF = frozenset({"method", "approach", "system", "algorithm", "technique", "art"})
_EARLIER = frozenset("previous prior existing state-of-the-art sota conventional traditional".split())
"""What says of one method that it is somebody else's: "the best EXISTING method reaches"."""
_REACHING = frozenset({"across", "among", "over", "on"})
_TAKING = frozenset("takes take took needs need needed requires require required".split())


class Unnamed(Studied):
    """Finds out whether whom a sentence says something of goes without a name."""

    def _contrasted(self, turn: int, position: int) -> bool:
        """Whether another does something behind a word, without a name: "as much as X, WHEREAS humans reach 91%"."""
        if self.word(turn) == "whereas":
            return turn < position - 1
        if self.word(turn) != "while":
            return False
        verbs = self.words["attain_verb"] | _TAKING
        verb = next((at for at in range(turn + 1, position) if self.word(at) in verbs), None)
        if verb is None or self.word(verb).endswith("ing"):
            return False
        subject = range(turn + 1, verb)
        plain = all(not self.label(at) and self.word(at).replace("-", "").isalpha() for at in subject)
        meant = any(self.word(at) in self.words["subject_noun"] for at in subject) and self.word(turn + 1) == "the"
        # "while a moving average reaches", but not "while the model reaches", "while using one process reaches"
        return plain and bool(subject) and not meant and not self.word(turn + 1).endswith("ing")

    def _anybodys(self, at: int) -> bool:
        """Whether "the DePlot-based method" is the subject: built on another's, and said of nobody's in particular."""
        noun = self.word(at + 2) in self.words["subject_noun"]
        named = at not in self.own and self.surface(at).rstrip("s") not in self.words["architecture"]
        return noun and named and self.word(at - 1) == "the"

    def _nobody(self, at: int) -> bool:
        """Whether a noun is a subject that names nobody: "standard techniques yield", "the largest model is"."""
        noun = self.word(at)
        one = noun in _ONE_OF
        if noun not in self.words["class_noun"] and noun not in self.words["model_head"] and not one:
            return False
        verbs = self.words["attain_verb"] | self.words["change_verb"] | self.words["outperform"] | self.words["be"]
        verbs |= {"has", "have", "had"} if noun == "art" else frozenset()
        if self.word(at - 1) == "-based":
            verbs |= self.words["showing"]
        verb = at + 2 if self.word(at + 1) in self.words["adverb"] else at + 1
        if self.word(verb) not in verbs:
            return False
        before = {self.word(i) for i in range(max(self.start, at - 4), at)}
        if self.word(verb).endswith("ing") and not _REACHING.isdisjoint(before):
            # "works across many networks, reaching": the main clause goes on.
            return False
        if noun.endswith("s") and self._spoken_of(at):
            return False
        named = [i for i in range(at - 3, at) if i in self.actors]
        if before & {"our", "we", "proposed", "this", "that"} or any(self.word(i + 1) != "-based" for i in named):
            # "Mamba-based architectures" are anybody's.
            return False
        if one:
            return not _EARLIER.isdisjoint(before)
        return noun.endswith("s") or noun == "baseline" or bool(before & self.words["unnamed"])

    def _spoken_of(self, noun: int) -> bool:
        """Whether "the models", "the discovered architectures" are those spoken of before."""
        article = noun - 1 if self.word(noun - 1) == "the" else noun - 2
        told = noun - 1 if article == noun - 2 else noun
        strange = self.words["unnamed"] | self.words["rival_adjective"] | self.words["describing"]
        return self.word(article) == "the" and self.word(told) not in strange
