"""Studied: whose a number is where a paper names no system of its own and works with those of others."""

from __future__ import annotations

from kg.extract.places import Places

_BY_MEANS_OF = frozenset({"with", "using", "by", "via"})
_OPENING = frozenset({"that", "and", "where", ",", "when"})
"""What a phrase of means may follow within a sentence: "we show THAT by fine-tuning BERT, we reach"."""
_WORKED = frozenset(
    "train trained training fine-tune fine-tuned fine-tuning finetune finetuned finetuning use used using employ "
    "employed apply applied adopt adopted test tested evaluate evaluated implement implemented".split()
)
"""What a paper does with a system to get a number out of it."""
_BUILT = frozenset({"based", "built"})
_DOING = frozenset("performing scoring leading ranking scored giving showing solving answering".split())
"""What systems do besides attaining: "with X PERFORMING best at 45%"."""


class Studied(Places):
    """Finds whom "we" and "our baseline" got a number with."""

    def worked_with(self, ours: int, position: int) -> int | None:
        """The system of "Using X, WE reach", "WE fine-tune X and reach", "OUR baseline, built on X, reaches"."""
        found = self._means(ours)
        if found is not None:
            return found
        places = [at for at in range(ours + 1, position) if at in self.actors]
        return next((at for at in places if self._worked(at, ours)), None)

    def _means(self, ours: int) -> int | None:
        """The system in a phrase of means that a comma ends before "we"."""
        if self.word(ours - 1) != ",":
            return None
        for at in range(ours - 2, max(self.start - 1, ours - 9), -1):
            opens = at == self.start or self.word(at - 1) in _OPENING
            if self.word(at) in _BY_MEANS_OF and opens:
                named = [step for step in range(at, ours) if step in self.actors]
                if any(self.word(step) in ("our", "proposed") for step in range(at, ours)):
                    return None
                return named[0] if len(named) == 1 and self.word(named[0] + 1) not in ("as", "-based") else None
            if self.word(at) in (",", ";", "than", "over"):
                return None
        return None

    def _worked(self, at: int, ours: int) -> bool:
        """Whether the paper says that it works with a system, or that its own is one: "our baseline, a BERT model"."""
        if self.governed_by(at) in _WORKED:
            return self.word(at + 1) not in ("as", "-based")
        led = at - 1
        while led > ours and (self.word(led) in ("a", "an", "the") or self.word(led) in self.words["describing"]):
            led -= 1
        if self.word(led) in ("on", "upon") and self.word(led - 1) in _BUILT:
            return led - ours < 7
        apposed = self.word(led) == "," and self.word(led + 1) in ("a", "an") and led - ours < 5
        return apposed and self.word(at + 1) in self.words["model_head"]

    def does_beside(self, at: int) -> bool:
        """Whether a system is who does what is told beside the main clause: "…, WITH GPT-4 reaching only 45%"."""
        apposed = self.word(at - 1) == self.word(at + 1) == ","
        verb = at + 2 if apposed else at + 1
        verb += self.word(verb) in self.words["adverb"]
        does = self.word(verb)
        return self.governed_by(at) == "with" and (
            does in _DOING or (does.endswith("ing") and does in self.words["attain_verb"])
        )
