"""Entities: candidates with one name become one entity, typed by the votes of all its mentions.

Votes come from the lists (what the name is known as), from spelling rules, and from pattern rules over the context;
members of one enumeration share theirs. Weights are in the rules. One decision is made per paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, cast

from kg.extract.clusters import Cluster
from kg.extract.compiler import Match
from kg.extract.doubts import doubt_own
from kg.extract.enumerations import enumerations, share
from kg.extract.kinship import (
    drop_inside_own,
    join_measures,
    join_shortened,
    join_spelled,
    join_titled,
    like_root,
    own_variants,
    relatives,
)
from kg.extract.reading import Reading
from kg.extract.siblings import share_introduced
from kg.extract.widened import doubt_widened
from kg.model import ENTITY_TYPES, Role, Tier
from kg.rules import Rule


class Decider:
    """Decides type, tier and role of clusters from votes; `settings` are rules/settings.toml's [decide]."""

    def __init__(self, shapes: Iterable[Rule], settings: Mapping[str, Any], architecture: frozenset[str]) -> None:
        self.architecture = architecture
        patterns = [(rule, [re.compile(pattern) for pattern in rule.options["regex"]]) for rule in shapes]
        self.shapes_of = lru_cache(maxsize=1 << 14)(partial(_shapes_of, patterns))
        """Surface → the spelling rules it meets; papers share many surfaces."""
        self.settings = settings
        self.naming = frozenset(settings["naming"])

    def decide(
        self, reading: Reading, clusters: Sequence[Cluster], types: Sequence[Match], roles: Sequence[Match]
    ) -> None:
        """Set type, tier, role and rules of every cluster; `type` stays `None` where nothing speaks for an entity."""
        owner = {id(candidate): cluster for cluster in clusters for candidate in cluster.candidates}
        for cluster in clusters:
            self._own_votes(cluster)
        roles = [match for match in roles if not _of_others(reading, match)]
        self._context(reading, types, owner, "votes")
        self._context(reading, roles, owner, "roles")
        groups = enumerations(reading)
        share(groups, owner, self.settings)
        share_introduced(reading, groups, roles, owner)
        doubt_own(reading.page, clusters)
        self._own_noun(reading, clusters)
        for cluster in clusters:
            self._decide(cluster)
        self._like_own(clusters)
        like_root(clusters)
        own_variants(clusters)
        relatives(clusters)
        join_shortened(clusters)
        doubt_widened(clusters, reading.page.split)
        join_measures(clusters)
        join_spelled(clusters)
        join_titled(clusters, reading.page.split)
        drop_inside_own(clusters, reading.page.text)

    def _like_own(self, clusters: Sequence[Cluster]) -> None:
        """Rivals that nothing else types are what the paper's own is: a method is compared with methods."""
        own = {c.type for c in clusters if c.role == "introduced" and c.type in ("Model", "Method")}
        weak = frozenset(self.settings["weak"])
        if len(own) != 1:
            return
        for cluster in clusters:
            votes = {rule for kind in ("Model", "Method") for rule in cluster.votes.get(kind, {})}
            if cluster.type in ("Model", "Method") and cluster.role != "introduced" and votes <= weak:
                cluster.type = next(iter(own))

    def decide_alone(self, cluster: Cluster) -> None:
        """Decide a cluster by its candidates alone, without their context."""
        self._own_votes(cluster)
        self._decide(cluster)

    def reconsider(self, clusters: Iterable[Cluster]) -> None:
        """Decide the clusters again whose candidates were given a role after the first time."""
        for cluster in clusters:
            late = [told for c in cluster.candidates for told in c.roles if told[2] not in cluster.roles[told[0]]]
            for role, weight, rule in late:
                cluster.roles[role][rule] = weight
            if late:
                self._decide(cluster)

    def _own_votes(self, cluster: Cluster) -> None:
        for candidate in cluster.candidates:
            for kind, weight, rule in candidate.votes:
                cluster.vote(kind, weight, rule)
            for role, weight, rule in candidate.roles:
                cluster.roles[role][rule] = max(cluster.roles[role].get(rule, 0.0), weight)
            if candidate.base is not None and candidate.base.type != "Ignore":
                cluster.vote(candidate.base.type, float(self.settings["variant"]), "names.variant")
        surfaces = {c.text for c in cluster.candidates if c.known is None and c.label in ("Name", "Cap")}
        for surface in sorted(surfaces):
            for shape in self.shapes_of(surface):
                cluster.vote(shape.gives, shape.weight, shape.id)

    def _context(self, reading: Reading, matches: Sequence[Match], owner: Mapping[int, Cluster], what: str) -> None:
        for match in matches:
            for slot, positions in match.slots.items():
                for position in positions:
                    candidate = reading.units[position].candidate
                    cluster = owner.get(id(candidate)) if candidate else None
                    if cluster is None:
                        continue
                    if what == "votes":
                        cluster.vote(slot, match.rule.weight, match.rule.id)
                    else:
                        ballots = cluster.roles[slot]
                        ballots[match.rule.id] = max(ballots.get(match.rule.id, 0.0), match.rule.weight)

    def _own_noun(self, reading: Reading, clusters: Sequence[Cluster]) -> None:
        """What a paper calls its work ("our method", "the proposed network") types the name it gives it."""
        own = [c for c in clusters if sum(c.roles.get("introduced", {}).values()) >= 1]
        named = [cluster for cluster in own if any(c.label == "Name" for c in cluster.candidates)]
        if not named:
            return
        found = _OWN_NOUN.findall(reading.page.text)
        # "The model" may be anybody's, "the method" seldom is.
        models = sum(bool(model) for who, model, _ in found if who.lower() != "the")
        methods = sum(bool(method) for *_, method in found)
        if models != methods:
            kind = "Model" if models > methods else "Method"
            for cluster in named:
                cluster.vote(kind, float(self.settings[f"own_noun_{kind.lower()}"]), "types.own_noun")

    def _decide(self, cluster: Cluster) -> None:
        self._doubt_lists(cluster)
        introduced = self._introduced(cluster)
        if introduced >= 1 and any(
            c.label == "Name" or (c.label == "Cap" and " " in c.text) or (c.known and not c.known.certain)
            for c in cluster.candidates
        ):
            # Most of what papers name is a way of doing things; that it "achieves" something says nothing of its sort.
            for rule in self.settings["weak"]:
                cluster.votes["Model"].pop(rule, None)
            cluster.vote("Method", float(self.settings["introduced_method"]), "types.introduced")
        if any(votes for kind, votes in cluster.votes.items() if kind != "Method"):
            # That it is cited tells that it is something, and what only where nothing else does.
            cluster.votes["Method"].pop("method.cited", None)
        totals = self._totals(cluster)
        best = max(ENTITY_TYPES, key=lambda kind: (totals[kind], -ENTITY_TYPES.index(kind)))
        told = any(rule.startswith("task.") for rule in cluster.votes.get("Task", {}))
        if best == "Task" and introduced >= 1 and not told and not any(c.known for c in cluster.candidates):
            # What a paper proposes under a name of its own is no task, whatever its last word says.
            best = max(("Method", "Model", "Dataset", "Metric"), key=lambda kind: totals[kind])
            totals[best] = max(totals[best], 0.1)
        if best == "Metric" and introduced >= 1 and _measures_nothing(cluster):
            best = max(("Method", "Model", "Dataset"), key=lambda kind: totals[kind])
            totals[best] = max(totals[best], 0.1)
        if best == "Dataset" and introduced < 1 and _spelled_in_words(cluster):
            # "camera spectral response (CSR)" is measured on, and still no data set.
            return
        if cluster.total("Ignore") > totals[best] + (_OWN if introduced >= 1 else 0.0):
            return
        strong = any(c.label != "Cap" for c in cluster.candidates)
        known = any(c.known for c in cluster.candidates)
        headed = any(c.tier == "term" for c in cluster.candidates)
        if totals[best] <= 0 and strong and (introduced >= 1 or len(cluster.candidates) > 1):
            best = "Method"
            cluster.vote("Method", 0.1, "types.default")
            totals[best] = 0.1
        needed = self.settings["known" if known else "headed" if headed else "strong" if strong else "capital"]
        if introduced >= 1:
            needed = min(needed, self.settings["introduced"])
        if totals[best] < float(needed):
            spelled = max(c.spelled for c in cluster.candidates)
            if totals["Method"] < totals[best] and not known:
                return
            if totals[best] + spelled < float(needed):
                return
            best = best if known else "Method"
            cluster.vote(best, spelled, "names.spelled_out")
        cluster.type = best
        cluster.tier = self._tier(cluster, introduced)
        cluster.role = self._role(cluster)
        deciding = sorted(cluster.votes[best].items(), key=lambda item: (-item[1], item[0]))
        role_rules = sorted(cluster.roles.get(cluster.role, {}).items(), key=lambda item: (-item[1], item[0]))
        cluster.rules = tuple(dict.fromkeys([rule for rule, _ in deciding[:3]] + [rule for rule, _ in role_rules[:2]]))

    def _doubt_lists(self, cluster: Cluster) -> None:
        """ "SLAM: Towards Efficient Multilingual Reasoning": a new name may collide with a known one."""
        listed = any(c.known and c.known.tier == "name" and c.known.certain for c in cluster.candidates)
        retitled = "roles.title_prefix" in cluster.roles["introduced"]
        if not (_spelled_anew(cluster) or (self._named_by_paper(cluster) and (retitled or not listed))):
            return
        certain = any(c.known and c.known.certain for c in cluster.candidates)
        for kind, votes in cluster.votes.items():
            factor = 0.4 if certain or kind in ("Model", "Method") else 0.2
            for rule in votes:
                votes[rule] *= factor if rule.startswith("names.") and rule != "names.variant" else 1.0

    def _named_by_paper(self, cluster: Cluster) -> bool:
        """Whether the paper gives its own work this name, whatever else bears it: "Name: …", "which we call NAME"."""
        told = cluster.roles.get("introduced", {})
        if "roles.we_propose" in told and all(c.text.isupper() and len(c.text) > 2 for c in cluster.candidates):
            # "We propose VRM, a new scheme": few would propose what the field knows by that acronym.
            return True
        return not self.naming.isdisjoint(told)

    def _totals(self, cluster: Cluster) -> dict[str, float]:
        """The votes by type; established terms keep their listed type against a chance neighbour."""
        totals = {kind: cluster.total(kind) for kind in ENTITY_TYPES}
        if all(c.label == "Cap" and not c.coined for c in cluster.candidates):
            # A capital alone is weak: adjectives of places and people stand before heads too; several say more.
            factor = min(_several_capitals(c.text) for c in cluster.candidates)
            totals = {kind: factor * total for kind, total in totals.items()}
        listed = [c.known for c in cluster.candidates if c.known and c.known.tier == "term"]
        if listed:
            sure = next((known for known in listed if known.certain), None)
            kept = sure if sure is not None else listed[0]
            if self._called_otherwise(cluster, kept.type):
                # "MAE is a self-supervised method": an acronym has many meanings, and here the paper says which.
                return {kind: total if kind != kept.type else 0.4 * total for kind, total in totals.items()}
            return {kind: total if kind == kept.type else 0.4 * total for kind, total in totals.items()}
        return totals

    def _called_otherwise(self, cluster: Cluster, kind: str) -> bool:
        """Whether the paper says outright that an acronym is something else than the lists know it as."""
        acronym = all(c.text.rstrip("s").isupper() and len(c.text) < 7 for c in cluster.candidates)
        told = (rule for other, votes in cluster.votes.items() if other != kind for rule in votes)
        return acronym and any(rule.endswith(_OUTRIGHT) for rule in told)

    def _introduced(self, cluster: Cluster) -> float:
        """What speaks for the paper's own; of an established term it takes more to believe it."""
        votes = sum(cluster.roles.get("introduced", {}).values())
        if not votes or self._named_by_paper(cluster):
            return votes
        # "our proposed GAN" is one of many.
        kinds = [c for c in cluster.candidates if c.text.lower().removesuffix("s") in self.architecture]
        spelled = [c for c in cluster.candidates if c.rule == "names.long_form"]
        listed = any(c.known and c.known.tier == "term" for c in cluster.candidates) or (
            bool(kinds) and len(kinds) + len(spelled) == len(cluster.candidates)
        )
        return votes * float(self.settings["listed_term_introduced"]) if listed else votes

    def _tier(self, cluster: Cluster, introduced: float) -> Tier:
        known = [c.known for c in cluster.candidates if c.known is not None]
        if known:
            own = self._named_by_paper(cluster) and not _lower(cluster)
            return "name" if own else known[0].tier
        tiers = {c.tier for c in cluster.candidates}
        if tiers == {"term"}:
            return (
                "name" if cluster.type in ("Model", "Dataset") and introduced >= 1 and not _lower(cluster) else "term"
            )
        if "term" in tiers and introduced < 1 and cluster.type in ("Task", "Method", "Metric"):
            return "term"
        return "name"

    def _role(self, cluster: Cluster) -> Role:
        sums = {role: sum(votes.values()) for role, votes in cluster.roles.items()}
        if self._introduced(cluster) >= 1:
            return "introduced"
        others = [(total, role) for role, total in sums.items() if role != "introduced" and total >= 1]
        return cast(Role, max(others)[1]) if others else "used"


_OWN = 9.0
"""How much more must speak against what the paper makes its own: its being an organisation does."""


def _of_others(reading: Reading, match: Match) -> bool:
    """Whether what is called so is another's: "based on a detector called X", "outperforms two parsers, namely X"."""
    named = match.slots.get("introduced", ())
    return match.rule.options.get("unless") == "of_others" and any(_called_by_others(reading, at) for at in named)


def _called_by_others(reading: Reading, name: int) -> bool:
    for at in range(name - 1, max(name - 13, 0), -1):
        low = reading.units[at].low
        if low == "proposed" and reading.units[at - 1].low in ("recently", "previously", "widely"):
            return True
        if low in _OWN_WORDS or low in (".", ";") or (low == "," and at < name - 3):
            return False
        if low in _OTHERS_WORDS:
            return True
        following = reading.units[at + 1].low
        if low in _GOVERNING and following in _COUNTED:
            return True
        if low in ("on", "upon"):
            governs = reading.units[at - 1].low in ("based", "built", "builds", "tested", "relies", "build")
            return governs and following in ("a", "an", "the")
    return False


def _shapes_of(shapes: Sequence[tuple[Rule, Sequence[re.Pattern[str]]]], surface: str) -> tuple[Rule, ...]:
    return tuple(rule for rule, patterns in shapes if any(pattern.search(surface) for pattern in patterns))


def _several_capitals(name: str) -> float:
    """How much capitals count that begin words: one word's little, "Tidal-Bank"'s more, "Tidal Gate"'s most."""
    if " " in name:
        return 0.95
    return 0.8 if "-" in name and all(part[:1].isupper() for part in name.split("-")) else 0.6


def _spelled_anew(cluster: Cluster) -> bool:
    """Whether a paper proposes what it spells out: "we propose Slow Attention Reward (SAR)" means no listed SAR."""
    listed = [c for c in cluster.candidates if c.known is not None]
    long = any(c.short is not None and c.known is None for c in cluster.candidates)
    own = not {"roles.we_propose", "roles.apposition", "roles.called"}.isdisjoint(cluster.roles.get("introduced", {}))
    return own and long and bool(listed) and all(c.text.isupper() and len(c.text) < 6 for c in listed)


def _measures_nothing(cluster: Cluster) -> bool:
    """Whether only a word in it makes a new name a metric: a cost ("Audio Leaf Memory"), or not the last one."""
    if any(rule.startswith("metric.") for rule in cluster.votes.get("Metric", {})):
        return False
    bases = [(c.text.lower(), c.base) for c in cluster.candidates if c.base is not None and c.base.type == "Metric"]
    return (
        bool(bases)
        and not any(c.known for c in cluster.candidates)
        and all(
            base.facts.get("cost") == "yes" or not text.endswith(tuple(map(str.lower, base.forms)))
            for text, base in bases
        )
    )


def _spelled_in_words(cluster: Cluster) -> bool:
    """Whether the paper spells an acronym out in lower case and the words name no data."""
    long = [c.text for c in cluster.candidates if c.short is not None]
    return bool(long) and all(text.islower() for text in long)


def _lower(cluster: Cluster) -> bool:
    return all(c.text.islower() for c in cluster.candidates)


_EPITHETS = "(?:novel |new |proposed |simple |final |full |best ){0,2}"
_OWN_NOUN = re.compile(
    rf"\b([Oo]ur|[Tt]h(?:is|e proposed|e)) {_EPITHETS}"
    r"(?:(model|network|architecture|backbone)|(method|approach|framework|algorithm|technique|strategy|system|pipeline))\b"
)
_OWN_WORDS = frozenset(
    "new novel we our propose proposed present introduce innovative module task dataset benchmark".split()
)
_OTHERS_WORDS = frozenset(
    "existing previous prior recent popular established well-known sota state-of-the-art baseline baselines outperform "
    "outperforms outperforming than against".split()
)
"""What is said of others' work."""
_GOVERNING = frozenset({"on", "upon", "across", "to"})
_COUNTED = frozenset("two three four five six several multiple many various public".split())
_OUTRIGHT = (".apposition", ".own", ".after_head", "dataset.several")
