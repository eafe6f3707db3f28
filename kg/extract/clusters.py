"""Clusters: the candidates of one name, whatever their spelling, and the votes on what they are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

from kg.extract.candidate import Candidate
from kg.extract.reading import Reading
from kg.model import Role, Tier, fold


@dataclass(slots=True)
class Cluster:
    """The candidates of one name, and the votes on what it is."""

    key: str
    candidates: list[Candidate] = field(default_factory=list)
    votes: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    roles: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    type: str | None = None
    tier: Tier = "name"
    role: Role = "used"
    rules: tuple[str, ...] = ()

    def vote(self, kind: str, weight: float, rule: str) -> None:
        """Count a rule once at its full weight and a second time at half; more of the same says nothing new."""
        votes = self.votes[kind]
        votes[rule] = min(votes.get(rule, 0.0) + (weight if rule not in votes else weight / 2), 1.5 * weight)

    def total(self, kind: str) -> float:
        """All votes for a type."""
        return sum(self.votes.get(kind, {}).values())


def cluster_key(candidate: Candidate) -> str:
    """What two mentions of one thing share: the listed name where known, else the folded form without plural."""
    if candidate.known is not None:
        return f"{candidate.known.type}:{fold(candidate.known.name)}"
    return form_key(candidate.text)


@lru_cache(maxsize=1 << 16)
def form_key(text: str) -> str:
    """The folded form without plural; "MorphMLP-S" keeps its S, "PanGu-α" is PanGu-alpha."""
    if not text.isascii():
        text = _GREEK.sub(lambda letter: _SPELLED[letter.group()], text)
    shouted = len(text) > 6 and text.isalpha() and text.isupper()
    kept = text[-2:-1] in "-+ " or (text[-1:].isupper() and not shouted)
    return fold(text) if kept else singular(fold(text))


_NOUN_BEHIND = re.compile(r"( [A-Za-z]+) ?\(")
_SPELLED = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "λ": "lambda", "μ": "mu", "π": "pi",
    "σ": "sigma", "τ": "tau", "φ": "phi", "ψ": "psi", "ω": "omega", "Δ": "delta", "Σ": "sigma", "Φ": "phi",
    "Ω": "omega",
}  # fmt: skip
_GREEK = re.compile("|".join(_SPELLED))


def singular(form: str) -> str:
    """The folded form without a plural ending."""
    if len(form) > 4 and form.endswith("ies"):
        return form[:-3] + "y"
    if len(form) > 2 and form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return form[:-1]
    return form


def make_clusters(reading: Reading) -> list[Cluster]:
    """The clusters of a reading in order of first mention; abbreviations join long and short form."""
    clusters: dict[str, Cluster] = {}
    joined: dict[str, str] = {}
    candidates = [unit.candidate for unit in reading.units if unit.candidate and unit.candidate.label != "Ignore"]
    keys = [cluster_key(candidate) for candidate in candidates]
    spelled: dict[str, str] = {}
    for candidate, key in zip(candidates, keys, strict=True):
        form = form_key(candidate.text)
        if candidate.known is not None or form not in spelled:
            spelled[form] = key
    for candidate, key in zip(candidates, keys, strict=True):
        if candidate.short is not None:
            joined.setdefault(cluster_key(candidate.short), key)
            noun = _NOUN_BEHIND.match(reading.page.text, candidate.end)
            if noun is not None:
                # "a Slow Leaf network (SL)" is the "Slow Leaf Network" of the title.
                joined.setdefault(form_key(candidate.text + noun.group(1)), key)
    for candidate, key in zip(candidates, keys, strict=True):
        if candidate.known is None:
            key = spelled.get(key, key)
        for _ in range(3):
            key = joined.get(key, key)
        if key not in clusters:
            clusters[key] = Cluster(key)
        clusters[key].candidates.append(candidate)
    return list(clusters.values())
