"""Proposals: whether something is said of the very thing a sentence proposes, and of no part of it or second thing."""

from __future__ import annotations

from kg.extract.clauses import Clauses


def proposed_up_to(end: int, clauses: Clauses) -> bool:
    """Whether the object of "we propose" goes on up to a place: "WE PROPOSE A METHOD FOR MAPS based on clustering"."""
    nouns = clauses.words["one_method"] | clauses.words["one_model"] | _SORTS
    met = False
    for at in range(end - 1, max(clauses.start, end - 15), -1):
        word = clauses.word(at)
        met = met or word in nouns
        if proposes(at, clauses):
            return met and clauses.word(at + 1) in _ARTICLES
        # "We propose an attack on A MODEL based on clustering" tells what is attacked.
        second = met and word in _ARTICLES and not proposes(at - 1, clauses)
        if second or word in _CLOSING or clauses.counts(at):
            return False
    return False


def proposes(verb: int, clauses: Clauses) -> bool:
    """Whether a verb says what the paper proposes first of all; "we THEN propose", "MOREOVER, we propose" say more."""
    if clauses.word(verb) not in clauses.words["propose"]:
        return False
    subject = verb - 1
    while clauses.word(subject) in clauses.words["adverb"]:
        subject -= 1
    said = {clauses.word(at) for at in (*range(clauses.start, subject), *range(subject + 1, verb))}
    return clauses.word(subject) in _SUBJECTS and said.isdisjoint(_MORE)


_ARTICLES = frozenset({"a", "an", "the"})
_SUBJECTS = frozenset("we i paper work study article letter thesis".split())
_SORTS = frozenset("system formulation solver planner controller tracker sampler procedure solution".split())
"""Kinds of things, besides methods and models, that a paper proposes whole."""
_CLOSING = frozenset(", ; : and that which who where using with by without whose than".split())
_MORE = frozenset(
    "also besides moreover furthermore additionally further then next finally second secondly third lastly "
    "previous previously earlier".split()
)
"""What tells that something was proposed before, or that this was."""
