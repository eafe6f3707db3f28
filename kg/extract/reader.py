"""The reader: one paper in, its record out; a pure function of the paper's text and the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.candidate import Words
from kg.extract.candidates import Finder
from kg.extract.claims import find_claims
from kg.extract.clusters import Cluster, form_key, make_clusters
from kg.extract.compiler import Compiler, by_stage
from kg.extract.contributions import Contributions
from kg.extract.cutter import Cutter
from kg.extract.entities import Decider
from kg.extract.ledger import Ledger
from kg.extract.lexicon import Lexicon
from kg.extract.lostcommas import lost, restore
from kg.extract.measures import RULE as MEASURED
from kg.extract.measures import Measures
from kg.extract.numbers import NumberGrammar
from kg.extract.quoted import only_part
from kg.extract.reading import Reading, make_reading
from kg.extract.sentences import sentences_of
from kg.extract.terms import TermGrammar
from kg.extract.tokens import Page, make_page, make_vocab
from kg.model import Claim, Entity, Mention, Paper, PaperRecord, fold
from kg.rules import Rules


class Reader:
    """Reads papers with one set of rules; building one takes about a second, reading a paper a few milliseconds."""

    def __init__(self, rules: Rules) -> None:
        self.rules = rules
        self.compiler = Compiler(make_vocab(), rules.rules, rules.words)
        self.context, self.statements = (
            self.compiler.compile(rule for stage in stages for rule in rules.stage(stage))
            for stages in (("types", "roles"), ("values", "comparisons", "lineage"))
        )
        """Rules that say what names are, and rules that say what is claimed of them once that is decided."""
        self.numbers = NumberGrammar(rules.settings["units"])
        words = rules.words
        lexicon = Lexicon(rules.names)
        self.cutter = Cutter(self.compiler.mask, lexicon.begins)
        stops = rules.words["stop"].union(*(rules.words[name] for name in ("generic", "verb", "describing")))
        terms = TermGrammar(rules.folder / "terms", stops)
        cuts = Words(
            generic=words["generic"],
            cue=words["cue"],
            stop=words["stop"],
            head=words["any_head"],
            adjective=words["describing"] | words["novel"],
            describing=words["describing"],
            no_title=words["no_title"],
            built=words["built"],
            strict=words["propose_strict"],
            dull=words["dull"],
            verb=words["verb"],
            setting=words["setting"],
            built_on=words["built_on"],
            qualifying=words["qualifying"],
            tongue=words["tongue"],
            undone=words["undone"],
            titled=words["titled"],
            bare_task=words["bare_task"],
            part_noun=words["part_noun"],
            ordinary=stops | terms.heads.keys() | terms.modifiers.keys(),
        )
        self.finder = Finder(lexicon, terms, cuts, Measures(words, terms.by_word))
        self.contributions = Contributions(lexicon, terms, cuts)
        self.decider = Decider(rules.stage("shapes"), rules.settings["decide"], words["architecture"])

    def read(self, paper: Paper) -> PaperRecord:
        """What the paper says."""
        page = make_page(paper)
        reading = self.reading(page)
        clusters = make_clusters(reading)
        matches = by_stage(self.context.find(reading.view(self.compiler)))
        self.decider.decide(reading, clusters, matches["types"], matches["roles"])
        own = (cluster for cluster in clusters if cluster.type and cluster.role == "introduced")
        if all(map(only_part, own)):
            clusters = self._from_title(page, reading, clusters)
        entities = _entities(page, clusters)
        claims = self._claims(reading, clusters)
        return PaperRecord(paper=paper, entities=_without_idle(entities, _idle(clusters), claims), claims=claims)

    def _from_title(self, page: Page, reading: Reading, clusters: list[Cluster]) -> list[Cluster]:
        """The clusters with the contribution that only the title names, if it names one."""
        known = [unit.candidate for unit in reading.units if unit.candidate is not None]
        found = self.contributions.find(page, known)
        if not found:
            self.decider.reconsider(clusters)
            return clusters
        gone = {id(candidate) for place in found for candidate in reading.absorb(place)}
        for cluster in clusters:
            cluster.candidates = [c for c in cluster.candidates if id(c) not in gone]
        own = Cluster(form_key(found[0].text), candidates=found)
        self.decider.decide_alone(own)
        return [own, *(cluster for cluster in clusters if cluster.candidates)]

    def _claims(self, reading: Reading, clusters: Sequence[Cluster]) -> tuple[Claim, ...]:
        kinds = {id(c): cluster.type for cluster in clusters if cluster.type for c in cluster.candidates}
        for unit in reading.units:
            if unit.candidate is not None:
                unit.candidate.label = kinds.get(id(unit.candidate)) or "Ignore"
        reading = reading.dissolve()
        matches = by_stage(self.statements.find(reading.view(self.compiler)))
        scales = _scales(clusters, self.numbers)
        ledger = Ledger(reading, clusters, self.rules.words, _lower_is_better(clusters), _costs(clusters), scales)
        return find_claims(ledger, matches["values"], matches["comparisons"], matches["lineage"])

    def reading(self, page: Page) -> Reading:
        """The page cut into units, nothing decided yet."""
        tokens = self.cutter.cut(page.text)
        sentences = sentences_of(tokens)
        numbers = list(self.numbers.find(page.text))
        candidates = self.finder.find(page, tokens, sentences, numbers)
        reading = make_reading(page, tokens, sentences, candidates, numbers)
        return restore(reading) if lost(page.text[page.split :]) else reading


def _entities(page: Page, clusters: Sequence[Cluster]) -> tuple[Entity, ...]:
    entities = []
    taken: set[str] = set()
    for cluster in clusters:
        if cluster.type is None:
            continue
        mentions = tuple(
            Mention(
                span=(span := page.span(c.start, c.end)),
                text=page.paper.text(span),
                type=cluster.type,
                tier=cluster.tier,
                rule=c.rule,
            )
            for c in cluster.candidates
        )
        told = zip(mentions, cluster.candidates, strict=True)
        surfaces = tuple(dict.fromkeys(_surface(m.text, page.text[c.start : c.end]) for m, c in told))
        if cluster.tier == "term":
            surfaces += _bare(surfaces, cluster)
        name = " ".join(_best_name(surfaces, cluster).split())
        key = f"{cluster.type}:{fold(name)}"
        while key in taken:
            key += "'"
        taken.add(key)
        cluster.key = key
        entities.append(
            Entity(
                key=key,
                type=cluster.type,
                tier=cluster.tier,
                name=name,
                surfaces=surfaces,
                role=cluster.role,
                mentions=mentions,
                rules=cluster.rules,
            )
        )
    return tuple(entities)


def _surface(written: str, clean: str) -> str:
    """What a reader should see of a name: as written, but for the noise of a dump and torn LaTeX groups."""
    closes, opens = written.find("}"), written.find("{")
    torn = written.count("{") != written.count("}") or 0 <= closes < opens
    return clean if torn or _NOISE.search(written) else written


def _bare(surfaces: Sequence[str], cluster: Cluster) -> tuple[str, ...]:
    """Listed names without the noun for their kind or without what is measured, where they are listed so too.

    "self-attention" of "self-attention mechanism", "accuracy" of "test accuracy", "speed" of "climbing speed".
    """
    measures = [k for c in cluster.candidates if (k := c.known or c.base) is not None and k.type == "Metric"]
    if measures:
        forms = {form.lower() for known in measures for form in known.forms}
        tails = (surface[at + 1 :] for surface in surfaces for at, letter in enumerate(surface) if letter == " ")
        return tuple(tail for tail in dict.fromkeys(tails) if tail.lower() in forms and tail not in surfaces)
    found = [match for surface in surfaces if " " in surface and (match := _KIND.fullmatch(surface)) is not None]
    if not found:
        return ()
    listed = {fold(form) for c in cluster.candidates if c.known is not None for form in c.known.forms}
    bare = {fold(match[1]): match[1] for match in found if fold(match[1]) in listed}
    return tuple(name for form, name in bare.items() if form not in map(fold, surfaces))


_KIND = re.compile(r"(.+) (?:mechanism|method|algorithm|technique|function)s?", re.IGNORECASE)

_NOISE = re.compile(r"\(cid:|\s{2}|[^\S ]|[a-z]- [a-z]")


_ERROR = re.compile(r"[nrw]{0,2}m[aprs]{1,3}e")
"""Short for the mean of some error: "MARE", "NRMSE"."""
_BETTER_LOW = frozenset(
    "error loss cost latency deviation time duration compute computation parameter memory consumption overhead regret "
    "drift flop effort usage footprint discrepancy evaluated".split()
)
"""What measures end on of which less is better, whatever comes before: "reconstruction TIME", "nodes EVALUATED"."""


def _lower_is_better(clusters: Sequence[Cluster]) -> frozenset[str]:
    """The keys of metrics that fall when things get better, as the lists say or the last word shows."""
    found = set()
    for cluster in clusters:
        if cluster.type != "Metric":
            continue
        known = [k for c in cluster.candidates for k in (c.known, c.base) if k is not None]
        stated = next((k.facts["direction"] for k in known if "direction" in k.facts), None)
        last = cluster.candidates[0].text.lower().split()[-1].rstrip("s") if cluster.candidates else ""
        faulty = last in _BETTER_LOW or _ERROR.fullmatch(last)
        if stated == "lower" or (stated is None and faulty):
            found.add(cluster.key)
    return frozenset(found)


def _scales(clusters: Sequence[Cluster], numbers: NumberGrammar) -> dict[str, str]:
    """Metric -> "%" or the family of the units it comes in, for metrics the lists give a unit."""
    told = {
        cluster.key: str(candidate.known.facts["unit"])
        for cluster in clusters
        if cluster.type == "Metric"
        for candidate in cluster.candidates
        if candidate.known is not None and candidate.known.facts.get("unit")
    }
    families = {key: "%" if unit == "%" else numbers.family(unit) for key, unit in told.items()}
    return {key: family for key, family in families.items() if family is not None}


def _costs(clusters: Sequence[Cluster]) -> frozenset[str]:
    """The keys of metrics that say what a system costs, not how good it is."""
    listed = (
        cluster.key
        for cluster in clusters
        if cluster.type == "Metric"
        and any(k is not None and k.facts.get("cost") == "yes" for c in cluster.candidates for k in (c.known, c.base))
    )
    # "30% less annotation load": what no list knows is mostly spent, but for errors and rates.
    spent = (c.key for c in clusters if _only_measured(c) and not c.candidates[0].text.endswith(_OF_QUALITY))
    return frozenset((*listed, *spent))


_OF_QUALITY = (
    "error",
    "errors",
    "rate",
    "rates",
    "ratio",
    "ratios",
    "score",
    "scores",
    "loss",
    "likelihood",
    "success",
    "accuracy",
    "accuracies",
    "rating",
    "ratings",
    "coverage",
    "probability",
    "efficiency",
    "correlation",
    "index",
    "fulness",
    "teness",
)


def _idle(clusters: Sequence[Cluster]) -> frozenset[str]:
    """The keys of what is a metric only where a result takes it: costs, and nouns that only their number speaks for."""
    return _costs(clusters).union(cluster.key for cluster in clusters if _only_measured(cluster))


def _only_measured(cluster: Cluster) -> bool:
    return cluster.type == "Metric" and all(c.rule == MEASURED for c in cluster.candidates)


def _without_idle(entities: tuple[Entity, ...], costs: frozenset[str], claims: Sequence[Claim]) -> tuple[Entity, ...]:
    """The entities but for costs no claim speaks of: "reduces latency" measures nothing until a number says so."""
    if not costs:
        return entities
    told = {key for claim in claims for _, values in claim.qualifiers for key in values}
    return tuple(
        e for e in entities if e.type != "Metric" or e.key not in costs or e.key in told or e.role == "introduced"
    )


def _best_name(surfaces: Sequence[str], cluster: Cluster) -> str:
    """The most informative surface: a short form with capitals if there is one, else the first.

    Measures go by their listed name where the paper has it: "accuracy" before "prediction accuracy".
    """
    short = [s for s in surfaces if " " not in s and sum(map(str.isupper, s)) > 1]
    listed = (c.text for c in cluster.candidates if cluster.type == "Metric" and c.known and c.text == c.known.name)
    whole = next((name for name in listed if surfaces[0].endswith(f" {name}")), surfaces[0])
    return min(short, key=len) if short else whole
