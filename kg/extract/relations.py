"""Relations: the claims about two systems: who beats or matches whom, what is built on what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.attached import Attached
from kg.extract.clauses import BREAKS, Clauses
from kg.extract.compiler import Match
from kg.extract.ledger import Ledger
from kg.model import qualifiers


class Relations:
    """Writes the claims about systems of one reading into its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.told: dict[tuple[str, str], set[int]] = {}
        """Who beats or matches whom, with the units that say so."""

    def compare(self, matches: Sequence[Match]) -> None:
        """Claim who beats or matches whom, the surest rules first."""
        ranked = sorted(matches, key=lambda match: (-match.rule.weight, match.start, match.rule.id))
        for match in ranked:
            clauses = self.ledger.clauses(self.ledger.sentence(match.start))
            better = match.slots["better"][0] if "better" in match.slots else self._winner(match, clauses)
            if clauses.negated(match.start, match.slots["worse"][0]) or self._no_rival(match, clauses):
                continue
            for worse in clauses.listed(clauses.named_after(match.slots["worse"][0])):
                start = max(clauses.start, match.start - 2) if match.rule.gives == "matches" else match.start
                if not self._cheaper(start, worse, clauses):
                    self._beat(match.rule.gives, better, worse, clauses, match.rule.id)

    def _no_rival(self, match: Match, clauses: Clauses) -> bool:
        """Whether nobody is beaten: "better methods OTHER THAN X", "outperforms ATTENTION-BASED approaches"."""
        worse = match.slots["worse"][0]
        if any(
            clauses.word(at) == "than" and clauses.word(at - 1) in ("other", "rather")
            for at in range(match.start, worse)
        ):
            return True
        if clauses.word(worse - 1) == "other" and any(
            clauses.word(at) in self.ledger.words["class_noun"] for at in range(worse + 1, worse + 4)
        ):
            # "outperforms other CURL exemplar-free methods"
            return True
        kind = clauses.word(worse + 1) == "-based" and worse not in self.ledger.actors
        return kind and clauses.units[worse].candidate is not None and clauses.surface(worse).islower()

    def _winner(self, match: Match, clauses: Clauses) -> int | str | None:
        """The subject of a comparing verb: an established term only right before it ("beam search outperforms")."""
        verb = match.start
        if verb - clauses.start < 2 and (led := clauses.led_by(match.slots["worse"][0])) is not None:
            # "Compared with X, Y achieves"
            return led
        near = clauses.subject(verb, any_system=True)
        if isinstance(near, int) and near not in self.ledger.actors and verb - near > 3:
            return clauses.subject(verb)
        return near

    def _beat(
        self,
        predicate: str,
        better: int | str | None,
        worse: int,
        clauses: Clauses,
        rule: str,
        measured_on: Sequence[int] = (),
    ) -> None:
        """Claim that one system beats or matches another, unless the paper has said something of the two before."""
        winner, loser = self.ledger.key(better if better is not None else "own"), self.ledger.key(worse)
        if not winner or not loser or winner == loser or (loser, winner) in self.told:
            return
        if winner in self.ledger.introduced.values() and self._variant(worse, winner):
            # "FBNet-B" is no rival of FBNet.
            return
        if clauses.rivals(worse) or worse in self.told.get((winner, loser), ()):
            # "matches or outperforms X" says one thing, not two.
            return
        self.told.setdefault((winner, loser), set()).add(worse)
        datasets = list(measured_on) or self._stated_on(worse, clauses)
        units = [worse, *([better] if isinstance(better, int) else []), *datasets]
        stated = qualifiers(dataset=self.ledger.keys(datasets))
        self.ledger.add(predicate, winner, loser, self.ledger.shown(units, (clauses.start, clauses.end), rule), stated)

    def _variant(self, worse: int, winner: str) -> bool:
        """Whether a beaten one is a size or version of the paper's own that is said to beat it."""
        names = {self.ledger.text(at) for at, key in self.ledger.introduced.items() if key == winner}
        beaten = self.ledger.text(worse)
        return worse in self.ledger.introduced and any(beaten.startswith((f"{name}-", f"{name} ")) for name in names)

    def _cheaper(self, start: int, worse: int, clauses: Clauses) -> bool:
        """Whether what is compared is a cost, and nothing else: "5x higher throughput than X"."""
        measured = {at for at in range(start, worse) if clauses.label(at) == "Metric"}
        costs = {at for at in range(start, worse) if clauses.surface(at) in self.ledger.words["cost_noun"]}
        return bool(measured | costs) and all(self.ledger.key(at) in self.ledger.costs for at in measured - costs)

    def _stated_on(self, unit: int, clauses: Clauses) -> list[int]:
        for at in range(unit + 1, min(clauses.end, unit + 14)):
            if clauses.label(at) == "Dataset":
                return clauses.listed(at)
            if clauses.word(at) in BREAKS:
                break
        return []

    def compare_by_results(self, reported: Iterable[Attached]) -> None:
        """A gain over a named baseline says who is better: "0.5% higher accuracy than MobileNetV2"."""
        reported = list(reported)
        told = {attached.baseline for attached in reported}
        for attached in reported:
            value = attached.value
            clauses = self.ledger.clauses(value.sentence)
            if attached.baseline is None or attached.cue not in self.ledger.words["beaten_after"]:
                continue
            measured = self.ledger.key(attached.metrics[0]) if attached.metrics else None
            if value.kind == "score" and clauses.word(value.unit + 2) in ("over", "against"):
                # "a 67% win rate over X"
                self._beat("outperforms", attached.system, attached.baseline, clauses, value.rule, attached.datasets)
            if value.kind == "score" or (value.kind == "ratio" and measured is None):
                continue
            if measured in self.ledger.costs or clauses.word(value.unit + 1) in self.ledger.words["cheaper"]:
                # Being faster or smaller alone beats nobody.
                continue
            lower = measured in self.ledger.lower
            if attached.direction == ("decrease" if lower else "increase"):
                self._beat("outperforms", attached.system, attached.baseline, clauses, value.rule, attached.datasets)
                # "gains 3% over BERT, ELMo and GPT-2"; of "2% and 3% over BERT and ELMo" each number has its own.
                others = [at for at in clauses.listed(attached.baseline) if at > attached.baseline]
                for beaten in others if attached.baseline > value.unit and told.isdisjoint(others) else ():
                    self._beat("outperforms", attached.system, beaten, clauses, value.rule, attached.datasets)

    def descend(self, matches: Sequence[Match]) -> None:
        """Claim what is built on what."""
        for match in matches:
            sentence = self.ledger.sentence(match.start)
            clauses = self.ledger.clauses(sentence)
            if clauses.negated(match.start, match.slots["parent"][0]):
                continue
            governor = clauses.governed_by(match.slots["parent"][0])
            if governor in self.ledger.words["rivalry"] and not self._varied(match, governor, clauses):
                continue
            if self._attribute(match, clauses) or self._means(match, clauses):
                continue
            named = "child" in match.slots
            children = clauses.listed(match.slots["child"][0]) if named else [self._child(match, clauses)]
            parents = [at for parent in match.slots["parent"] for at in clauses.listed(parent)]
            for child in children:
                for parent in parents if set(parents).isdisjoint(children) else match.slots["parent"]:
                    self._descend(child, parent, sentence, match.rule.id)

    def _varied(self, match: Match, governor: str, clauses: Clauses) -> bool:
        """Whether "to" or "over" tells of what there is a variant: "an extension to X", but "4% improvement over X"."""
        if match.rule.options.get("parent") != "followed" or governor not in ("to", "over"):
            return False
        return clauses.word(match.start) != "improvement" or clauses.word(match.start - 1) == "an"

    def _descend(self, child: int | str | None, parent: int, sentence: tuple[int, int], rule: str) -> None:
        below, above = self.ledger.key(child), self.ledger.key(parent)
        if below and above and below != above and not self._only_kind(child):
            units = [parent, *([child] if isinstance(child, int) else [])]
            self.ledger.add("basedOn", below, above, self.ledger.shown(units, sentence, rule))

    def _only_kind(self, child: int | str | None) -> bool:
        """Whether a child is a kind of network and no system: "a CNN, trained with a variant of Q-learning"."""
        cluster = self.ledger.entity.get(child) if isinstance(child, int) else None
        if cluster is None or cluster.role == "introduced":
            return False
        kinds = self.ledger.words["architecture"]
        return any(c.known is not None and c.known.name.lower() in kinds for c in cluster.candidates)

    def _attribute(self, match: Match, clauses: Clauses) -> bool:
        """Whether "X-based" only tells the kind of what something is done to: "attacks on BERT-based models"."""
        parent = match.slots["parent"][0]
        if "child" in match.slots or clauses.word(parent + 1) != "-based":
            return False
        governor = clauses.governed_by(parent)
        # The title "CedarTune: Constraining BERT-based Parsers"
        titled = clauses.start == 0 and governor.endswith("ing") and governor not in self.ledger.words["using"]
        return titled or governor in self.ledger.words["object_of"]

    def _means(self, match: Match, clauses: Clauses) -> bool:
        """Whether a term is a means, or the kind of what follows: "based on clustering", "based on attention maps"."""
        parent = match.slots["parent"][0]
        if match.rule.options.get("parent") == "joined":
            # "approaches that combine X and Y" are somebody else's.
            others = clauses.word(match.start - 2) in self.ledger.words["class_noun"] | {"works", "studies"}
            parts = match.slots["parent"]
            return others or any(clauses.label(at) != "Model" or at in self.ledger.introduced for at in parts)
        if match.rule.options.get("parent") == "another":
            return parent in self.ledger.introduced
        if match.rule.options.get("parent") == "architecture":
            after = clauses.word(parent + 1)
            whole = not after[:1].isalpha() or after in self.ledger.words["np_end"] | self.ledger.words["model_head"]
            return not whole or clauses.surface(parent).rstrip("s") not in self.ledger.words["architecture"]
        if clauses.label(parent) == "Method" and clauses.word(parent + 1) in self.ledger.words["no_parent"]:
            return True
        if parent in self.ledger.actors:
            return False
        if match.rule.options.get("parent") == "named" and not any(
            at in self.ledger.actors or clauses.label(at) == "Model" for at in clauses.listed(parent)
        ):
            return True
        if match.rule.options.get("parent") == "followed" and any(
            clauses.word(at) in self.ledger.words["any_head"] for at in range(parent + 1, parent + 4)
        ):
            # "a modification of the BPE merging ALGORITHM"
            return False
        after = clauses.word(parent + 1)
        ends = self.ledger.words["np_end"] | self.ledger.words["any_head"] | self.ledger.words["stop"]
        return after.isalpha() and after not in ends

    def _child(self, match: Match, clauses: Clauses) -> int | str | None:
        """The system a lineage statement is about: its subject, or the paper's own where the sentence proposes it."""
        if clauses.label(match.slots["parent"][0]) == "Dataset":
            # Data are made of data: "we extend the SQuAD dataset" is of the data set introduced.
            return f"={self.ledger.data.key}" if self.ledger.data is not None else None
        if self._rivals_before(match.start, clauses) or self._beaten_kind(match.slots["parent"][0], clauses):
            return None
        subject = "own" if clauses.word(match.start) == "we" else clauses.subject(match.start)
        if subject is not None:
            return subject
        if match.start == clauses.start and (led := clauses.led_by(match.slots["parent"][0])) is not None:
            # "Based on X, we develop Y"
            return led
        proposes = any(clauses.word(at) in self.ledger.words["propose"] for at in range(clauses.start, match.start))
        return "own" if proposes or clauses.start == 0 or self._opens_with_own(match.start, clauses) else None

    def _opens_with_own(self, verb: int, clauses: Clauses) -> bool:
        """Whether a sentence begins with what the paper makes: "The (new) method is an extension of X"."""
        strange = self.ledger.words["unnamed"] | self.ledger.words["rival_adjective"] | {"original"}
        for at in range(clauses.start + 1, min(clauses.start + 3, verb)):
            if clauses.label(at) or clauses.word(at) in strange:
                return False
            if clauses.word(at) in self.ledger.words["one_method"] | self.ledger.words["one_model"] | {"learning"}:
                done = clauses.word(at + 1) in self.ledger.words["be"] or verb - at < 3
                return clauses.word(clauses.start) == "the" and done
        return False

    def _rivals_before(self, start: int, clauses: Clauses) -> bool:
        """Whether what is based on something is who is beaten: "outperforms recent approaches based on RNNs"."""
        many, one = self.ledger.words["class_noun"], self.ledger.words["subject_noun"]
        noun = start if clauses.word(start) in many | one else start - 1
        if clauses.word(noun) not in many | one:
            return False
        against = self.ledger.words["outperform"] | {"than", "outperforming"}
        if clauses.word(noun) in many:
            against |= {"with", "over", "to"}
        elif any(clauses.word(at) in ("compare", "compared") for at in range(noun - 8, noun)):
            # "compare it with a state-of-the-art method based on GMMs"
            return True
        for at in range(noun - 1, max(clauses.start - 1, noun - 6), -1):
            if clauses.word(at) in against:
                return True
            if clauses.word(at) in (",", "and", "by", "is", "are", "our") or clauses.label(at):
                return False
        return False

    def _beaten_kind(self, parent: int, clauses: Clauses) -> bool:
        """Whether those built so are who is beaten: "outperforms other CNN-based, X-based and hybrid methods"."""
        behind = range(parent + 2, parent + 6)
        many = any(clauses.word(at) in self.ledger.words["class_noun"] for at in behind)
        if clauses.word(parent + 1) != "-based" or not many:
            return False
        against = self.ledger.words["outperform"] | {"than", "outperforming", "over", "surpassing"}
        for at in range(parent - 1, max(clauses.start - 1, parent - 24), -1):
            if clauses.word(at) in against:
                return True
            if clauses.word(at) in (";", "by", "is", "are", "our", "we", "with"):
                return False
        return False

    def descend_by_name(self) -> None:
        """ "I3C-Select" is built on "I3C", "FinBERT" on "BERT": names made of another, one of the two the paper's own.

        Of two systems of others ("DistilBERT" beside "BERT") the paper says nothing by naming them, unless one is a
        size of the other ("GPT-3 175B" beside "GPT-3").
        """
        named: dict[str, dict[str, int]] = {}
        for index, cluster in self.ledger.entity.items():
            # "Mossy-CoT" is built on chain-of-thought, whose short form is as good as a name.
            coined = cluster.tier == "name" or _acronym(self.ledger.text(index))
            if cluster.type in ("Model", "Dataset") or (cluster.type == "Method" and coined):
                named.setdefault(cluster.key, {}).setdefault(self.ledger.text(index), index)
        made: dict[str, dict[str, tuple[int, int]]] = {}
        for child, surfaces in named.items():
            for parent, roots in named.items():
                found = next(
                    ((at, other) for name, at in surfaces.items() for root, other in roots.items()
                     if child != parent and self._made_of(name, at, root, other)),
                    None,
                )  # fmt: skip
                if found is not None:
                    made.setdefault(child, {})[parent] = found
        for child, parents in made.items():
            for parent, found in parents.items():
                # "ALT-NODE" is built on "LT-NODE", and that on "NODE".
                if not any(parent in made.get(other, ()) for other in parents if other != parent):
                    evidence = self.ledger.shown(found, self.ledger.sentence(found[0]), "based_on.name_variant")
                    self.ledger.add("basedOn", child, parent, evidence)

    def _made_of(self, name: str, at: int, root: str, other: int) -> bool:
        coined = self.ledger.entity[at].role == "introduced"
        own = self.ledger.entity[other].role != "introduced"
        kinds = [self.ledger.entity[at].type, self.ledger.entity[other].type]
        if name.endswith(f" {root}") and name.removesuffix(f" {root}").endswith(_PREPOSITIONS):
            # "Task Decomposition in MARL"
            return False
        if "Dataset" in kinds:
            # "OntoGUM" is made of "GUM"
            return kinds == ["Dataset"] * 2 and coined and own and root[0].isupper() and _grown(name, root)
        if own and not coined:
            # "GPT-3 175B" is a size of "GPT-3"
            return kinds == ["Model"] * 2 and name.startswith(root) and _SIZED.search(name[len(root) :]) is not None
        if coined and not own and name.startswith(f"{root} ") and _WORD.match(name, len(root) + 1):
            # "Selective Sampling" and "Selective Sampling Networks", both its own, are one thing; "PaLM 62B" is a size.
            return False
        if coined and own and self.ledger.entity[other].type == self.ledger.entity[at].type == "Model":
            # "Skill Transformer", "MoEBERT"
            kind, whole = root.lower().removesuffix("s"), name.lower()
            whole = whole if whole.endswith(kind) else whole.removesuffix("s")
            behind = whole.endswith(kind) and whole[: -len(kind)].endswith((" ", "-"))
            if behind:
                return name.casefold() != root.casefold()
        if coined and own and len(root) > 3 and _acronym(root) and name.endswith(root) and name != root:
            # "DQBART", "MFNeRF"
            return True
        return (coined or not own) and root[0].isupper() and _extends(name, root, own)


def _acronym(name: str) -> bool:
    """Whether a name is one word with capitals beyond the first: "CoT", "SGD", "NeRF"."""
    return len(name) > 2 and name.isalpha() and sum(map(str.isupper, name)) > 1


_WORD = re.compile(r"[A-Za-z]{3}")
_PREPOSITIONS = (" for", " in", " with", " on", " to")
_SIZED = re.compile(r"^[-_ ](?:[\w.]+[-_ ])?\d+(?:\.\d+)?[bBmM]\b")
"""What makes a name a size of the one before it: "-7B-Instruct", " 70b"."""


def _grown(name: str, root: str) -> bool:
    """Whether a data set's name is that of another with more of it: "OntoGUM", "TMMLU+", "VoxpopuliTTS"."""
    if len(root) < 3 or " " in name.removeprefix(root):
        return False
    glued = name.startswith(root) and root[-1].islower() and name[len(root) :][:1].isupper()
    return glued or _extends(name, root, own=False)


def _extends(name: str, root: str, own: bool) -> bool:
    """Whether a name is another one with something before or behind it; a version number does for a paper's own."""
    root = root[:-1] if root.endswith("s") and (root[:-1].isupper() or own) else root
    if len(root) < 2 or len(name) <= len(root) or not any(map(str.isupper, root)):
        return False
    if name.startswith(root):
        rest = name[len(root) :]
        numbered = re.fullmatch(r"[-_ ]?v?\d+(?:\.\d+)*", rest) is not None
        return own if numbered else rest[0] in "-+ _"
    if name.endswith(root):
        before = name[: len(name) - len(root)]
        return before[-1] in "- _" or (before[-1].islower() and root[0].isupper()) or len(before) == 1
    return False
