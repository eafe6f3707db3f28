"""Claims: from matches of the claim rules to what the paper states, each with its evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kg.extract.clauses import Clauses
from kg.extract.compiler import Match
from kg.extract.entities import Cluster
from kg.extract.numbers import Number
from kg.extract.reading import Reading
from kg.extract.results import Attached, Attacher
from kg.extract.tokens import URL, Page
from kg.extract.values import Value, direction_of, find_values
from kg.model import Claim, Direction, Evidence, Quantity, QuantityKind, Span, qualifiers

_PLAIN_KINDS: Mapping[str, tuple[str, QuantityKind]] = {
    "parameters": ("hasParameters", "parameters"),
    "dataset_size": ("hasSize", "dataset_size"),
    "training_tokens": ("trainedOnTokens", "training_tokens"),
}


class Claimer:
    """Builds the claims of one reading whose entities are decided."""

    def __init__(
        self,
        reading: Reading,
        clusters: Sequence[Cluster],
        words: Mapping[str, frozenset[str]],
        lower_is_better: frozenset[str],
        costs: frozenset[str] = frozenset(),
    ) -> None:
        self.reading = reading
        self.page: Page = reading.page
        self.words = words
        self.lower = lower_is_better
        self.costs = costs
        self.entity: dict[int, Cluster] = {}
        by_candidate = {id(c): cluster for cluster in clusters if cluster.type for c in cluster.candidates}
        for index, unit in enumerate(reading.units):
            if unit.candidate is not None and id(unit.candidate) in by_candidate:
                self.entity[index] = by_candidate[id(unit.candidate)]
        systems = {at: c for at, c in self.entity.items() if c.type in ("Model", "Method")}
        self.introduced = frozenset(at for at, c in systems.items() if c.role == "introduced")
        self.actors = frozenset(at for at, c in systems.items() if c.tier == "name" or c.role == "introduced")
        self.own = _own(clusters)
        self.artefact = next((c for c in clusters if c.role == "introduced" and c.type in ("Dataset", "Metric")), None)
        """What a gain is due to in a paper that introduces no system: its data or its measure."""
        self.found: dict[str, Claim] = {}
        self.told: set[tuple[str, str]] = set()
        self.attached: list[Attached] = []

    # -------------------------------------------------------------- assembly

    def claims(
        self, values: Sequence[Match], comparisons: Sequence[Match], lineage: Sequence[Match]
    ) -> tuple[Claim, ...]:
        """All claims in order of first evidence; equal ones are one claim with several pieces of evidence."""
        self._numbers(find_values(self.reading, values))
        self._named_sizes()
        self._compare(comparisons)
        self._compare_by_results()
        self._descend(lineage)
        self._name_variants()
        self._links()
        return tuple(self.found.values())

    def _add(self, claim: Claim) -> None:
        known = self.found.get(claim.key)
        if known is not None:
            claim = Claim(
                predicate=known.predicate, subject=known.subject, object=known.object, qualifiers=known.qualifiers,
                evidence=known.evidence + tuple(e for e in claim.evidence if e not in known.evidence),
            )  # fmt: skip
        self.found[claim.key] = claim

    def _evidence(self, units: Iterable[int], sentence: tuple[int, int], rule: str) -> tuple[Evidence, ...]:
        spans = [self._span(unit) for unit in dict.fromkeys(units)]
        first, last = self.reading.units[sentence[0]], self.reading.units[sentence[1] - 1]
        whole = self.page.span(first.start, last.end)
        return (
            Evidence(
                paper=self.page.paper.id,
                spans=tuple(spans),
                sentence=whole,
                quote=self.page.paper.text(whole),
                rule=rule,
            ),
        )

    def _span(self, unit: int) -> Span:
        found = self.reading.units[unit]
        return self.page.span(found.start, found.end)

    def _key(self, unit: int | str | None) -> str | None:
        if unit is None or unit == "none":
            return None
        if isinstance(unit, str):
            return self.own.key if self.own is not None else None
        cluster = self.entity.get(unit)
        return cluster.key if cluster is not None else None

    def _clauses(self, sentence: tuple[int, int]) -> Clauses:
        return Clauses(self.reading.units, *sentence, self.words, self.actors, self.introduced)

    # -------------------------------------------------------------- numbers

    def _numbers(self, values: Sequence[Value]) -> None:
        by_sentence: dict[tuple[int, int], list[Value]] = {}
        for value in values:
            by_sentence.setdefault(value.sentence, []).append(value)
        before: Attached | None = None
        for sentence, found in by_sentence.items():
            clauses = self._clauses(sentence)
            for value in found:
                if value.kind in _PLAIN_KINDS:
                    self._plain(value, clauses)
            if before is not None and before.value.sentence[1] != sentence[0]:
                before = None
            for attached in Attacher(clauses, found, before).attach():
                if clauses.denied(attached.value.unit):
                    continue
                self._result(attached, clauses)
                self.attached.append(attached)
                before = attached

    def _quantity(
        self, number: Number, at: int, kind: QuantityKind, unit: str | None, direction: Direction | None = None
    ) -> Quantity:
        return Quantity(
            value=_tidy(number.value),
            high=None if number.high is None else _tidy(number.high),
            kind=kind,
            unit=unit,
            text=self.page.paper.text(self._span(at)),
            direction=direction,
        )

    def _plain(self, value: Value, clauses: Clauses) -> None:
        predicate, kind = _PLAIN_KINDS[value.kind]
        if kind == "dataset_size" and value.number.value < 50 and clauses.word(value.unit + 1) not in ("hours", "hour"):
            return
        owner: int | str | None
        if value.kind == "dataset_size":
            owner = self._nearest(value.unit, clauses, ("Dataset",))
            subject = self._key(owner)
        else:
            owner = value.slots.get("system")
            if owner not in self.actors or clauses.surface(owner) in self.words["architecture"]:
                owner = self._owner(value.unit, clauses)
            subject = self._key(owner)
        unit = self._counted(value.unit, clauses) if kind != "parameters" else None
        quantity = self._quantity(value.number, value.unit, kind, unit=unit)
        units = [value.unit] + ([owner] if isinstance(owner, int) else [])
        self._add(
            Claim(
                predicate=predicate,
                subject=subject,
                object=quantity,
                evidence=self._evidence(units, value.sentence, value.rule),
            )
        )

    def _counted(self, unit: int, clauses: Clauses) -> str | None:
        """The noun that is counted: "questions" of "525K multi-hop questions"."""
        listed = self.words["example_unit"] | self.words["token_unit"]
        return next((clauses.word(at) for at in range(unit + 1, unit + 6) if clauses.word(at) in listed), None)

    def _nearest(self, unit: int, clauses: Clauses, labels: tuple[str, ...]) -> int | None:
        places = [at for at in range(clauses.start, clauses.end) if clauses.label(at) in labels]
        return min(places, key=lambda at: (abs(at - unit), at > unit), default=None)

    def _owner(self, unit: int, clauses: Clauses) -> int | str | None:
        """The model whose size or data this number tells: the last one named before it, or our own."""
        opening = unit - 1
        while clauses.word(opening) in self.words["around"] or clauses.word(opening) in ("ranging", "from", "between"):
            opening -= 1
        tied = clauses.word(opening) in ("with", "has", "have", "having", "containing", "size", "sizes", "(", "in")
        if clauses.word(opening) == "our":
            return "own" if self.own is not None and self.own.type == "Model" else None
        for at in range(opening, max(clauses.start - 1, unit - (14 if tied else 9)), -1):
            if at in self.actors and clauses.surface(at) not in self.words["architecture"]:
                between = {clauses.word(step) for step in range(at + 1, opening)}
                blocked = {"than", "over", "on", "by"} | (set() if tied else {"and", "of", "from"})
                return None if between & blocked or clauses.word(opening) in ("and", "or", "than") else at
            listed = clauses.units[at].number is not None and clauses.label(at) == "Size"
            if (clauses.units[at].number is not None and not listed) or clauses.word(at) in (";", "while", "than"):
                return None
        return None

    def _result(self, attached: Attached, clauses: Clauses) -> None:
        value = attached.value
        metrics = [m for m in attached.metrics if self._key(m)]
        key = self._key(metrics[0]) if metrics else None
        direction = None
        if value.kind != "score":
            direction = direction_of(clauses, value, key is not None and key in self.lower)
        unit = "points" if value.rule == "change.points_of_metric" else value.number.unit
        quantity = self._quantity(value.number, value.unit, value.kind, unit=unit, direction=direction)  # type: ignore[arg-type]
        system = self._key(attached.system if attached.system is not None else "own")
        if system is None and value.kind != "score" and attached.system != "none" and self.artefact is not None:
            system = self.artefact.key
        baseline = self._key(attached.baseline)
        if baseline == system:
            baseline = None
        spread = [*metrics, *attached.datasets, *([attached.system] if isinstance(attached.system, int) else [])]
        spread += [attached.baseline] if attached.baseline is not None else []
        self._add(
            Claim(
                predicate="scores",
                subject=system,
                object=quantity,
                qualifiers=qualifiers(
                    metric=_keys(self._key(m) for m in metrics),
                    dataset=_keys(self._key(d) for d in attached.datasets),
                    baseline=baseline,
                    setting=self._settings(value, clauses),
                ),
                evidence=self._evidence([value.unit, *spread], value.sentence, value.rule),
            )
        )

    def _settings(self, value: Value, clauses: Clauses) -> tuple[str, ...]:
        """What makes numbers incomparable: zero-shot, 5-shot, validation or test split."""
        found = []
        for at in range(max(clauses.start, value.unit - 12), min(clauses.end, value.unit + 12)):
            text = self.reading.units[at]
            surface = self.page.text[text.start : text.end].lower()
            if re.fullmatch(r"(?:zero|one|few|two|five|\d+)-shot", surface) or surface in (
                "validation",
                "val",
                "dev",
                "test-dev",
                "minival",
            ):
                found.append(surface)
        return tuple(sorted(set(found)))

    def _named_sizes(self) -> None:
        """Sizes inside model names: "Llama-2-7B" has 7 billion parameters."""
        for index, cluster in self.entity.items():
            if cluster.type != "Model" or not (
                found := _NAMED_SIZE.search(
                    self.page.text[self.reading.units[index].start : self.reading.units[index].end]
                )
            ):
                continue
            scale = 9 if found["scale"] in "Bb" else 6
            value = Decimal(found["digits"]).scaleb(scale) * (int(found["experts"]) if found["experts"] else 1)
            if value < 10_000_000:
                continue
            unit = self.reading.units[index]
            span = self.page.span(unit.start + found.start("size"), unit.start + found.end("size"))
            quantity = Quantity(value=_tidy(value), kind="parameters", text=self.page.paper.text(span))
            sentence = next(s for s in self.reading.sentences if s[0] <= index < s[1])
            self._add(
                Claim(
                    predicate="hasParameters",
                    subject=cluster.key,
                    object=quantity,
                    evidence=self._evidence([index], sentence, "parameters.in_name"),
                )
            )

    # -------------------------------------------------------------- systems among themselves

    def _sentence(self, unit: int) -> tuple[int, int]:
        return next(s for s in self.reading.sentences if s[0] <= unit < s[1])

    def _compare(self, matches: Sequence[Match]) -> None:
        ranked = sorted(matches, key=lambda match: (-match.rule.weight, match.start, match.rule.id))
        for match in ranked:
            clauses = self._clauses(self._sentence(match.start))
            better = match.slots["better"][0] if "better" in match.slots else self._winner(match.start, clauses)
            if clauses.negated(match.start, match.slots["worse"][0]):
                continue
            for worse in clauses.listed(clauses.named_after(match.slots["worse"][0])):
                after = clauses.word(worse + 1)
                if after == "-based" or (worse not in self.actors and after in self.words["class_noun"]):
                    continue
                if self._cheaper(match.start, worse, clauses):
                    continue
                self._beat(match.rule.gives, better, worse, clauses, match.rule.id)

    def _winner(self, verb: int, clauses: Clauses) -> int | str | None:
        """The subject of a comparing verb: an established term only right before it ("beam search outperforms")."""
        near = clauses.subject(verb, any_system=True)
        if isinstance(near, int) and near not in self.actors and verb - near > 3:
            return clauses.subject(verb)
        return near

    def _beat(self, predicate: str, better: int | str | None, worse: int, clauses: Clauses, rule: str) -> None:
        """Claim that one system beats or matches another, unless the paper has said something of the two before."""
        winner, loser = self._key(better if better is not None else "own"), self._key(worse)
        if not winner or not loser or winner == loser or (winner, loser) in self.told or (loser, winner) in self.told:
            return
        if self._class_of_rivals(worse, clauses):
            return
        self.told.add((winner, loser))
        datasets = self._stated_on(worse, clauses)
        units = [worse, *([better] if isinstance(better, int) else []), *datasets]
        stated = qualifiers(dataset=_keys(self._key(d) for d in datasets))
        evidence = self._evidence(units, (clauses.start, clauses.end), rule)
        self._add(Claim(predicate=predicate, subject=winner, object=loser, qualifiers=stated, evidence=evidence))

    def _class_of_rivals(self, worse: int, clauses: Clauses) -> bool:
        """Whether a name only tells the kind of the beaten: "other MoE baselines", "all existing CNN models"."""
        if clauses.word(worse + 1) not in self.words["class_noun"] | {"method", "architectures", "networks"}:
            return False
        before = {clauses.word(at) for at in range(max(clauses.start, worse - 3), worse)}
        return bool(before & self.words["rival_adjective"])

    def _cheaper(self, start: int, worse: int, clauses: Clauses) -> bool:
        """Whether what is compared is a cost, and nothing else: "5x higher throughput than X"."""
        measured = {at for at in range(start, worse) if clauses.label(at) == "Metric"}
        costs = {at for at in range(start, worse) if clauses.surface(at) in self.words["cost_noun"]}
        return bool(measured | costs) and all(self._key(at) in self.costs for at in measured - costs)

    def _stated_on(self, unit: int, clauses: Clauses) -> list[int]:
        for at in range(unit + 1, min(clauses.end, unit + 14)):
            if clauses.label(at) == "Dataset":
                return clauses.listed(at)
            if clauses.word(at) in (";", "while", "whereas", "but"):
                break
        return []

    def _descend(self, matches: Sequence[Match]) -> None:
        for match in matches:
            sentence = self._sentence(match.start)
            clauses = self._clauses(sentence)
            if clauses.negated(match.start, match.slots["parent"][0]):
                continue
            if clauses.governed_by(match.slots["parent"][0]) in self.words["rivalry"]:
                continue
            child = match.slots["child"][0] if "child" in match.slots else self._child(match, clauses)
            below = self._key(child)
            for parent in clauses.listed(match.slots["parent"][0]):
                above = self._key(parent)
                if not below or not above or below == above:
                    continue
                units = [parent, *([child] if isinstance(child, int) else [])]
                self._add(
                    Claim(
                        predicate="basedOn",
                        subject=below,
                        object=above,
                        evidence=self._evidence(units, sentence, match.rule.id),
                    )
                )

    def _child(self, match: Match, clauses: Clauses) -> int | str | None:
        """The system a lineage statement is about: its subject, or the paper's own where the sentence proposes it."""
        subject = clauses.subject(match.start)
        if subject is not None:
            return subject
        proposes = any(clauses.word(at) in self.words["propose"] for at in range(clauses.start, match.start))
        return "own" if proposes or clauses.start == 0 else None

    def _compare_by_results(self) -> None:
        """A gain over a named baseline says who is better: "0.5% higher accuracy than MobileNetV2"."""
        for attached in self.attached:
            value = attached.value
            clauses = self._clauses(value.sentence)
            if value.kind != "change" or attached.baseline is None or attached.cue not in self.words["beaten_after"]:
                continue
            measured = self._key(attached.metrics[0]) if attached.metrics else None
            if measured in self.costs:
                # Being faster or smaller alone beats nobody.
                continue
            lower = measured in self.lower
            if direction_of(clauses, value, lower) == ("decrease" if lower else "increase"):
                self._beat("outperforms", attached.system, attached.baseline, clauses, value.rule)

    def _name_variants(self) -> None:
        """ "I3C-Select" is built on "I3C", "FinBERT" on "BERT": names made of another name of the same paper."""
        first: dict[str, int] = {}
        for index, cluster in self.entity.items():
            if cluster.type in ("Model", "Method") and cluster.tier == "name":
                first.setdefault(cluster.key, index)
        for child, index in first.items():
            surface = self.page.text[self.reading.units[index].start : self.reading.units[index].end]
            for parent, other in first.items():
                root = self.page.text[self.reading.units[other].start : self.reading.units[other].end]
                if child != parent and sum(map(str.isupper, root)) > 1 and _extends(surface, root):
                    evidence = self._evidence([index, other], self._sentence(index), "based_on.name_variant")
                    self._add(Claim(predicate="basedOn", subject=child, object=parent, evidence=evidence))

    def _links(self) -> None:
        for found in URL.finditer(self.page.text):
            text = _trim(found.group())
            if "." not in text.split("//")[-1]:
                continue
            span = self.page.span(found.start(), found.start() + len(text))
            sentence = next(
                (s for s in self.reading.sentences if self.reading.units[s[1] - 1].end > found.start()),
                self.reading.sentences[-1],
            )
            predicate = "hasCode" if re.search(r"github|gitlab|bitbucket|huggingface|code", text) else "hasPage"
            whole = self.page.span(self.reading.units[sentence[0]].start, self.reading.units[sentence[1] - 1].end)
            evidence = Evidence(
                paper=self.page.paper.id,
                spans=(span,),
                sentence=whole,
                quote=self.page.paper.text(whole),
                rule="links.url",
            )
            self._add(Claim(predicate=predicate, subject=self.page.paper.id, object=text, evidence=(evidence,)))


_NAMED_SIZE = re.compile(
    r"(?<![A-Za-z\d.])(?P<size>(?:(?P<experts>\d+)x)?(?P<digits>\d+(?:\.\d+)?)(?P<scale>[BbM]))(?![A-Za-z\d])"
)


def _extends(name: str, root: str) -> bool:
    """Whether a name is another one with something before or behind it that is no mere version number."""
    root = root[:-1] if root.endswith("s") and root[:-1].isupper() else root
    if len(root) < 2 or len(name) <= len(root) or not any(map(str.isupper, root)):
        return False
    if name.startswith(root):
        rest = name[len(root) :]
        return rest[0] in "-+ _" and not re.fullmatch(r"[-_ ]?v?\d+(?:\.\d+)*", rest)
    if name.endswith(root):
        before = name[: len(name) - len(root)]
        return before[-1] in "- _" or (before[-1].islower() and root[0].isupper()) or len(before) == 1
    return False


def _trim(url: str) -> str:
    url = url.rstrip(".,;:!?'\"*")
    while url.endswith((")", "]", "}")) and url.count("(") < url.count(")") + url.count("]") + url.count("}"):
        url = url[:-1].rstrip(".,;:!?'\"*")
    return url


def _own(clusters: Sequence[Cluster]) -> Cluster | None:
    """The system the paper introduces, for "our method": names before terms, the most often mentioned first."""
    introduced = [c for c in clusters if c.role == "introduced" and c.type in ("Model", "Method")]
    return min(introduced, key=lambda c: (c.tier != "name", -len(c.candidates)), default=None)


def _keys(keys: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if key))


def _tidy(value: Decimal) -> Decimal:
    return value if value != value.to_integral() or value.as_tuple().exponent == 0 else Decimal(int(value))
