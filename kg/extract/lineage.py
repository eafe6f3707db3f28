"""Lineage: the claims about what is built on what."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.clauses import Clauses
from kg.extract.compiler import Match
from kg.extract.datalineage import child_of, made_of
from kg.extract.ledger import Ledger
from kg.extract.proposed import proposed_up_to, proposes


class Lineage:
    """Writes the claims about ancestors of one reading into its ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger

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
            children: list[int | str | None] = [self._child(match, clauses)]
            if named and not self._kind_of_own(match.slots["child"][0], clauses):
                children = [*clauses.listed(match.slots["child"][0])]
            parents = [at for parent in match.slots["parent"] for at in clauses.listed(parent)]
            if clauses.word(match.slots["parent"][0] + 1) in _VARIANTS:
                # "ResNet and BERT variants such as ALBERT": ALBERT is none of ResNet.
                parents = [*match.slots["parent"]]
            for child in children:
                for parent in parents if set(parents).isdisjoint(children) else match.slots["parent"]:
                    self._descend(child, parent, sentence, match.rule.id)

    def _kind_of_own(self, child: int, clauses: Clauses) -> bool:
        """Whether a term tells the kind of what is proposed: "we propose a pruning METHOD based on X"."""
        if child in self.ledger.actors or clauses.word(child + 1) not in self.ledger.words["any_head"]:
            return False
        return clauses.governed_by(child) in self.ledger.words["propose"]

    def _varied(self, match: Match, governor: str, clauses: Clauses) -> bool:
        """Whether "to" or "over" tells of what there is a variant: "an extension to X", but "4% improvement over X"."""
        if governor == "with" and match.rule.options.get("parent") == "backbone":
            # "CedarNet with a ResNet-50 backbone", but "compared with a ResNet-50 backbone"
            before = range(match.slots["parent"][0] - 6, match.slots["parent"][0])
            return self.ledger.words["compare"].isdisjoint(clauses.word(at) for at in before)
        if self._exemplified(match, clauses) or match.rule.options.get("parent") in ("told", "source", "titled"):
            return True
        if match.rule.options.get("parent") != "followed" or governor not in ("to", "over"):
            return False
        return clauses.word(match.start) != "improvement" or clauses.word(match.start - 1) == "an"

    def _exemplified(self, match: Match, clauses: Clauses) -> bool:
        """Whether names are examples of a kind, whatever is said of them: "on par with BERT-based models LIKE X"."""
        return "child" in match.slots and clauses.word(match.slots["child"][0] - 1) in _LIKE

    def _descend(self, child: int | str | None, parent: int, sentence: tuple[int, int], rule: str) -> None:
        below, above = self.ledger.key(child), self.ledger.key(parent)
        # One name may stand for two things, of which the paper only studies one: "Importance Sampling" of a title.
        same = below and above and below.partition(":")[2].rstrip("'") == above.partition(":")[2].rstrip("'")
        if below and above and not same and not self._only_kind(child):
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
        if "child" in match.slots:
            # "Through CedarGate, a CNN and LSTM based reader reads maps"
            opens = match.slots["child"][0] == match.start and clauses.word(match.start + 1) == ","
            return opens and clauses.governed_by(match.start) in _THROUGH
        if clauses.word(parent + 1) == "backbones":
            # "works well on both CNN and Transformer backbones": where it was tried.
            return True
        if clauses.word(parent + 1) not in ("-based", "-powered"):
            return False
        governor = clauses.governed_by(parent)
        # The title "CedarTune: Constraining BERT-based Parsers"
        titled = clauses.start == 0 and governor.endswith("ing") and governor not in self.ledger.words["using"]
        return titled or governor in self.ledger.words["object_of"] or governor in _GIVEN

    def _means(self, match: Match, clauses: Clauses) -> bool:
        """Whether a term is a means, or the kind of what follows: "based on clustering", "based on attention maps"."""
        parent, how = match.slots["parent"][0], match.rule.options.get("parent")
        if how == "source":
            return not made_of(parent, self.ledger, clauses)
        if how == "joined":
            return self._joins_others(match, clauses)
        if how == "turned":
            # "converts X into Y" may be any two; "to obtain Y" is a making of Y where Y is the paper's own.
            return match.slots["child"][0] not in self.ledger.introduced
        if how == "another":
            return parent in self.ledger.introduced
        if how == "titled":
            return clauses.start > 0 or not self._known(parent) or self._worked_on(parent, clauses)
        if how == "architecture":
            return not self._whole_kind(parent, clauses)
        if how == "followed" and self._part(match, clauses):
            return True
        if clauses.label(parent) == "Method" and clauses.word(parent + 1) in self.ledger.words["no_parent"]:
            return True
        if how != "described" and parent in self.ledger.actors:
            return False
        if how == "described" or (how == "named" and not self._lists_system(parent, clauses)):
            return not (self._told_of_own(match, clauses) or self._newly_proposed(match, clauses))
        # "a modification of the BPE merging ALGORITHM"
        behind = range(parent + 1, parent + 4) if how == "followed" else ()
        headed = any(clauses.word(at) in self.ledger.words["any_head"] for at in behind)
        return not headed and self._goes_on(parent, clauses)

    def _joins_others(self, match: Match, clauses: Clauses) -> bool:
        """Whether what combines two is somebody else's ("approaches that combine X and Y"), or they are but parts."""
        others = clauses.word(match.start - 2) in self.ledger.words["class_noun"] | {"works", "studies"}
        joined = match.slots["parent"]
        blended = clauses.word(match.start) in _BLENDING or any(
            clauses.word(at) == "hybrid" and self._kind_behind(at, clauses) for at in range(clauses.start, match.start)
        )
        strange = any(clauses.label(at) != "Model" for at in joined) and not blended
        return others or strange or any(at in self.ledger.introduced for at in joined)

    def _whole_kind(self, parent: int, clauses: Clauses) -> bool:
        """Whether a kind of network, or a model the lists know, is all that a phrase ends on."""
        after = clauses.word(parent + 1)
        whole = not after[:1].isalpha() or after in self.ledger.words["np_end"] | self.ledger.words["model_head"]
        return whole and (
            clauses.surface(parent).rstrip("s") in self.ledger.words["architecture"] or self._known(parent)
        )

    def _lists_system(self, parent: int, clauses: Clauses) -> bool:
        """Whether a name or model stands in the list that a parent stands in."""
        listed = clauses.listed(parent)
        return any(at in self.ledger.actors or clauses.label(at) == "Model" for at in listed)

    def _goes_on(self, parent: int, clauses: Clauses) -> bool:
        """Whether a parent only tells the kind of what follows it: "attention MAPS"."""
        after = clauses.word(parent + 1)
        ends = self.ledger.words["np_end"] | self.ledger.words["any_head"] | self.ledger.words["stop"]
        return after.isalpha() and after not in ends

    def _part(self, match: Match, clauses: Clauses) -> bool:
        """Whether the variant of something is no system, or stands beside one: "by integrating a variant of X"."""
        at, behind = match.start, match.slots["parent"][0] + 1
        if clauses.word(at - 1) in _ANYBODY_S:
            return True
        if clauses.word(at).startswith("generaliz") and clauses.word(behind + 1) in _UNSEEN:
            # "generalizing movement primitives TO NEW TASKS" applies them.
            return clauses.word(behind) in ("to", "for")
        if "child" in match.slots:
            return False
        article = next((step for step in range(at - 1, at - 5, -1) if clauses.word(step) in ("a", "an", "as")), None)
        if article is None:
            return clauses.word(at) in _MASS
        led = clauses.word(article - 1)
        return (led == "and" and clauses.is_system(article - 2)) or led in _GIVEN

    def _worked_on(self, parent: int, clauses: Clauses) -> bool:
        """Whether a title does something to a model, or makes a thing: "COMPETING with BERT", "A SENSOR using CNNs"."""
        said = [clauses.word(at) for at in range(clauses.start, parent)]
        own = self.ledger.own
        thing = own is not None and own.candidates[0].text.lower().split()[-1] in _THINGS
        return thing or said[:1] == ["on"] or any(word.startswith(_WORKING_ON) for word in said)

    def _kind_behind(self, hybrid: int, clauses: Clauses) -> bool:
        """Whether it is a method or model that is a hybrid, and no arm or drive."""
        return any(clauses.word(at) in self.ledger.words["any_head"] for at in range(hybrid + 1, hybrid + 4))

    def _known(self, parent: int) -> bool:
        """Whether a name is that of a model the lists know, which the paper did not make up."""
        cluster = self.ledger.entity.get(parent)
        known = cluster is not None and any(candidate.known is not None for candidate in cluster.candidates)
        return known and parent in self.ledger.actors and parent not in self.ledger.introduced

    def _told_of_own(self, match: Match, clauses: Clauses) -> bool:
        """Whether what is based on a term is the paper's own and nothing in it: "CedarNet is based on clustering"."""
        at, parent = match.start, match.slots["parent"][0]
        if clauses.word(at) not in ("based", "built", "building") or clauses.label(parent) != "Method":
            return False
        if at == clauses.start:
            return self._leads_to_proposal(parent, clauses)
        while clauses.word(at - 1) in self.ledger.words["be"] | self.ledger.words["adverb"] | {",", "which", "that"}:
            at -= 1
        # "Cedar Map Network (CMN) based on clustering"
        name = at - 2 if clauses.word(at - 1) == ")" else at - 1
        if name in self.ledger.introduced:
            governor = clauses.governed_by(name)
            return governor in self.ledger.words["propose"] or governor not in self.ledger.words["not_subject_after"]
        before = range(match.start - 2, clauses.start, -1)
        named = next((step for step in before if step in self.ledger.introduced), None)
        if clauses.word(match.start - 1) == "," and named is not None:
            # "we propose CedarNet, a small method for maps, based on clustering"
            return clauses.governed_by(named) in self.ledger.words["propose"]
        if clauses.word(at - 1) not in self.ledger.words["one_method"] | self.ledger.words["one_model"]:
            return False
        if clauses.word(match.start - 1) in self.ledger.words["be"] and at - 3 <= clauses.start:
            # "Our method is based on clustering."
            return clauses.word(at - 2) in ("our", "proposed")
        # "CedarNet, a small method based on clustering", "a small method based on clustering, called CedarNet"
        after = range(match.end, match.end + 5)
        called = any(
            clauses.word(step) in self.ledger.words["called"] and step + 1 in self.ledger.introduced for step in after
        )
        return called or (named is not None and named > at - 10 and clauses.word(named + 1) in (",", "("))

    def _newly_proposed(self, match: Match, clauses: Clauses) -> bool:
        """Whether a sentence proposes what is based on a term: "we propose a method for maps BASED ON CLUSTERING"."""
        parent = match.slots["parent"][0]
        units, split = self.ledger.reading.units, self.ledger.page.split
        if any(at < clauses.start and units[at].start > split for at in self.ledger.introduced):
            # The abstract has named its own thing before: "we develop an algorithm based on" is of some part of it.
            return False
        if clauses.word(parent + 1) in ("-based", "based"):
            return proposes(match.start - 1, clauses) and self._of_own(match, clauses)
        whole = clauses.label(parent) == "Method" and not self._goes_on(parent, clauses)
        told = whole and proposed_up_to(match.start, clauses)
        return told and self._of_own(match, clauses)

    def _of_own(self, match: Match, clauses: Clauses) -> bool:
        """Whether what a sentence proposes may be what the paper names: no other thing, and none FOR it."""
        own, parent = self.ledger.own, match.slots["parent"][0]
        if own is None or clauses.surface(parent).lower().endswith(_NO_ANCESTORS):
            return False
        if own.candidates[0].text.lower().split()[-1] in _THINGS:
            # "Stereo Camera", and "we propose a tracking algorithm based on"
            return False
        # "A sampler FOR CEDARNET based on": whatever it is, it is not CedarNet.
        before = range(clauses.start, parent)
        return not any(at in self.ledger.introduced and clauses.word(at - 1) in _SERVING for at in before)

    def _leads_to_proposal(self, parent: int, clauses: Clauses) -> bool:
        """Whether a sentence opens with what its proposal is made of: "Based on X, WE PROPOSE"."""
        comma = parent + 1
        while clauses.word(comma) in self.ledger.words["any_head"]:
            comma += 1
        proposes = any(clauses.word(at) in self.ledger.words["propose"] for at in (comma + 2, comma + 3))
        return clauses.word(comma) == "," and clauses.word(comma + 1) == "we" and proposes

    def _child(self, match: Match, clauses: Clauses) -> int | str | None:
        """The system a lineage statement is about: its subject, or the paper's own where the sentence proposes it."""
        if clauses.label(match.slots["parent"][0]) == "Dataset":
            # Data are made of data: "we extend the SQuAD dataset" is of the data set introduced.
            return child_of(match.slots["parent"][0], self.ledger, clauses)
        if self._rivals_before(match.start, clauses) or self._beaten_kind(match.slots["parent"][0], clauses):
            return None
        if (built := self._built(match, clauses)) is not None:
            return built
        if (named := self._named_behind(match, clauses)) is not None:
            return named
        subject = "own" if clauses.word(match.start) in ("we", "this") else clauses.subject(match.start)
        if subject is not None:
            return subject
        opens = match.start == clauses.start or match.rule.options.get("parent") == "backbone"
        if opens and (led := clauses.led_by(match.slots["parent"][0])) is not None:
            # "Based on X, we develop Y", "When using the X backbone, Y reaches"
            return led
        proposes = any(clauses.word(at) in self.ledger.words["propose"] for at in range(clauses.start, match.start))
        return "own" if proposes or clauses.start == 0 or self._opens_with_own(match.start, clauses) else None

    def _built(self, match: Match, clauses: Clauses) -> int | None:
        """The name right before what tells of its making: "gains on SOLO BASED ON X", "SOLO WITH an X backbone"."""
        at = match.start - 1
        if match.rule.options.get("parent") == "backbone":
            while clauses.word(at) in self.ledger.words["det"] or clauses.word(at) in self.ledger.words["pretrained"]:
                at -= 1
            at -= clauses.word(at) in ("with", "using", "on")
            return at if at < match.start - 1 and at in self.ledger.actors else None
        made = clauses.word(match.start) in _MADE and clauses.label(at) == "Model"
        return at if made and at in self.ledger.actors else None

    def _named_behind(self, match: Match, clauses: Clauses) -> int | None:
        """The paper's own name behind a kind: "an X-based method, CEDARNET", "an X-based method called CEDARNET"."""
        parent = match.slots["parent"][0]
        if clauses.word(parent + 1) not in ("-based", "based"):
            return None
        for at in range(parent + 2, parent + 9):
            led = {clauses.word(at - 1), clauses.word(at - 2)} & (self.ledger.words["any_head"] | {"called", "named"})
            if at in self.ledger.introduced and led:
                return at
            if clauses.word(at) in self.ledger.words["obj_stop"] or clauses.word(at) in ("and", "on", "to"):
                break
        return None

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


_NO_ANCESTORS = ("distance", "divergence", "geometry", "attention", "encryption")
"""What ends the names of measures, fields and mere parts, which a method is based on and no descendant of."""
_THINGS = frozenset("camera sensor electrosensor robot hand gripper probe device manipulator".split())
_WORKING_ON = tuple("compet compatib compar serving pruning compress evaluat quantiz accelerat deploy probing".split())
"""How words of a title begin that tell what is done to a model, and by what nothing is built."""
_SERVING = frozenset({"for", "in", "on"})
_BLENDING = frozenset("unifies unifying marries marrying merges merging hybridizes amalgamates".split())
"""What makes one of two methods, where what is combined may be but parts."""
_GIVEN = frozenset(
    "allow allows enable enables have has had applying combining combine incorporate incorporating incorporates "
    "integrating integrates".split()
)
"""What something is done to, or what is but a part: "languages that HAVE a BERT-based parser"."""
_MASS = frozenset({"generalization", "generalisation", "improvement", "adaptation", "augmentation"})
"""What is one thing only behind an article: "AN adaptation of BERT", but "improves the adaptation of BERT"."""
_ANYBODY_S = frozenset("its their these such naive other many some various existing".split())
"""Whose extensions of something are not the paper's: "beats NAIVE extensions of CSC", "SVMs and THEIR extensions"."""
_UNSEEN = frozenset({"new", "unseen", "novel", "different"})
_THROUGH = frozenset({"through", "via", "using", "by"})
_VARIANTS = frozenset({"variants", "derivatives"})
_LIKE = frozenset({"as", "like", "including", "namely"})
_MADE = frozenset(
    "based built adapted derived distilled fine-tuned finetuned initialized transferred quantized".split()
)
