"""Entity linking: one thing in the world becomes one node, by steps that can be named and undone.

Three layers decide which surfaces are one form, each recorded as a `Merge`:

1. `fold`, `plural`: spelling. Case, hyphens and spaces do not count; a plural joins its singular where both occur.
2. `abbreviation`: what a paper itself treats as one entity ("RL", "reinforcement learning") is one form everywhere,
   after Schwartz & Hearst (2003), provided the short form has one expansion in the whole corpus.
3. `alias`: known names, given by the caller. A person decided these, so they win over layer 2.

Over them stands the `vote` on the type. Assumption: a name means one thing per type in a corpus, unless the papers
expand it differently. Nothing here depends on the order of the records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.forms import (
    folded,
    is_acronym,
    is_expansion,
    is_fragment,
    likeness,
    other_version,
    same_expansion,
    singulars,
    size_variant,
    slug,
)
from kg.model import ENTITY_TYPES, Entity, PaperRecord, Tier, digest
from kg.unite import unite

Names = Mapping[tuple[str, str], str]
"""(type, folded form) → canonical name."""

DOMINANCE = 10
"""A bare ambiguous acronym follows an expansion that has this many times the papers of all others: among 20,000
papers one misread expansion of "CNN" must not cut 600 papers off from "convolutional neural network"."""

OTHER = 0.6
"""Two expansions of one acronym less alike than this are two things."""

DATASET_MAJORITY = 3
"""A name changes between Dataset and another type only for a type with this many times the papers of the rest."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Merge:
    """One step: the surface `form` joined the node named `into`, for a `reason`, in these papers."""

    form: str
    into: str
    reason: str
    papers: tuple[str, ...]
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One thing in the world, and every step that led to it."""

    key: str
    type: str
    tier: Tier
    name: str
    aliases: tuple[str, ...]
    papers: tuple[str, ...]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Variant:
    """Node `child` is a size of node `parent`, read off its name."""

    child: str
    parent: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The records (one per paper, sorted by id), the nodes (by key) and the way from one to the other."""

    records: tuple[PaperRecord, ...]
    nodes: Mapping[str, Node]
    keys: Mapping[tuple[str, str], str]
    """(paper id, entity key) → node key."""
    variants: tuple[Variant, ...] = ()


Form = tuple[str, str]
"""(type, folded form): what is linked."""


def link(records: Iterable[PaperRecord], names: Names | None = None) -> Linked:
    """The entities of all records as nodes; `names` gives the canonical name of known forms."""
    united = unite(records)
    linker = _Linker(united, {} if names is None else names)
    return linker.linked()


def settled(names: Names) -> dict[Form, str]:
    """The known names with every chain followed to its end: RNNs → RNN, where one list row leads to another.

    Of names that lead to each other in a circle the shortest stands. A plural leads to its singular.
    """
    found: dict[Form, str] = {}
    for (type_, form), name in names.items():
        seen = [name]
        while (following := _following(names, type_, seen[-1])) is not None and following not in seen:
            seen.append(following)
        circle = seen[seen.index(following) :] if following in seen else seen[-1:]
        found[type_, form] = min(circle, key=lambda text: (len(text), text))
    return found


def _following(names: Names, type_: str, name: str) -> str | None:
    """The name the list gives for a name, or for its singular; `None` where the chain ends."""
    for form in (folded(name), *singulars(name, "name")):
        known = names.get((type_, form))
        if known is not None and known != name:
            return known
    return None


# -- the linker --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Occurrence:
    """An entity of a paper on its way to a node."""

    paper: str
    entity: Entity
    type: str
    forms: dict[str, str]
    """Surface → folded form (singular, canonical) of those that name something outside the paper."""
    anchor: Form = ("", "")
    """The form that stands for the entity once every layer has spoken."""
    sense: str = ""
    """The expansion that tells an ambiguous acronym from its namesakes."""


class _Linker:
    """The state of one run of `link`: occurrences go through the layers in order, then become nodes."""

    def __init__(self, records: tuple[PaperRecord, ...], names: Names) -> None:
        self.records = records
        self.names = settled(names)
        self.canonical: dict[Form, str] = {(type_, folded(name)): name for (type_, _), name in self.names.items()}
        """The form of a known name → that name."""
        self.expanded: dict[Form, list[str]] = defaultdict(list)
        """The form of a known name that is an acronym → the long forms the list has of it."""
        for (type_, form), name in sorted(self.names.items()):
            if is_acronym(folded(name)) and len(form) > 2 * len(folded(name)) + 2 and not form.startswith(folded(name)):
                self.expanded[type_, folded(name)].append(form)
        self.occurrences = [
            _Occurrence(paper=record.paper.id, entity=entity, type=entity.type, forms=_forms(entity))
            for record in records
            for entity in record.entities
        ]
        self.votes: dict[Form, str] = {}
        """(winning type, form) → how the vote went."""
        self.heads: dict[Form, Form] = {}
        """form → the form it joined by abbreviation."""
        self.senses: dict[Form, list[Counter[str]]] = {}
        """ambiguous acronym → its expansions (with papers), one counter per meaning, the strongest first."""

    def linked(self) -> Linked:
        """Every layer, in order."""
        self._vote()
        self._join_plurals()
        self._join_aliases()
        self._find_ambiguous()
        self._join_abbreviations()
        for occurrence in self.occurrences:
            self._settle(occurrence)
        nodes, keys = self._nodes()
        return Linked(records=self.records, nodes=nodes, keys=keys, variants=_variants(nodes))

    # layer: vote on the type

    def _vote(self) -> None:
        papers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for occurrence in self.occurrences:
            for form in occurrence.forms.values():
                papers[form][occurrence.type].add(occurrence.paper)
        moves = {form: _winners(types) for form, types in papers.items() if len(types) > 1}
        for occurrence in self.occurrences:
            form = folded(occurrence.entity.name)
            if form not in moves:
                continue
            winner = moves[form].get((occurrence.type, occurrence.entity.tier == "name"), occurrence.type)
            if winner != occurrence.type:
                counts = sorted(((len(seen), kind) for kind, seen in papers[form].items()), key=lambda c: (-c[0], c[1]))
                self.votes[winner, form] = ", ".join(f"{kind} in {count}" for count, kind in counts)
                occurrence.type = winner

    # layer: spelling

    def _join_plurals(self) -> None:
        attested = {(o.type, form) for o in self.occurrences for form in o.forms.values()}
        for occurrence in self.occurrences:
            for surface in occurrence.forms:
                for form in singulars(surface, occurrence.entity.tier):
                    if (occurrence.type, form) in attested and not is_fragment(form):
                        occurrence.forms[surface] = form
                        break

    # layer: known names

    def _join_aliases(self) -> None:
        """What remains of an acronym after this layer is what the list does not know or a paper denies."""
        if not self.names:
            return
        for occurrence in self.occurrences:
            own = dict(occurrence.forms)
            for surface, form in own.items():
                canonical = self._canonical(occurrence.type, surface, form)
                expansions = _expansions(own, form) if is_acronym(form) else []
                if canonical is None or canonical == form:
                    known = self.expanded.get((occurrence.type, form), ())
                    if known and expansions and all(likeness(k, e) < OTHER for k in known for e in expansions):
                        # "sum of squared differences (SSD)" is not the detector the list knows by these letters.
                        occurrence.forms[surface] = expansions[0]
                    continue
                # The list may know "MT" as machine translation; a paper that expands it otherwise knows better.
                if expansions and not any(same_expansion(canonical, e) for e in expansions):
                    continue
                occurrence.forms[surface] = canonical

    def _canonical(self, type_: str, surface: str, form: str) -> str | None:
        name = self.names.get((type_, form)) or self.names.get((type_, folded(surface)))
        return None if name is None else folded(name)

    # layer: in-text abbreviations

    def _find_ambiguous(self) -> None:
        expansions: dict[Form, Counter[str]] = defaultdict(Counter)
        for occurrence in self.occurrences:
            for short in sorted(set(filter(is_acronym, occurrence.forms.values()))):
                expansions[occurrence.type, short].update(_expansions(occurrence.forms, short))
        for acronym, counts in sorted(expansions.items()):
            name = self.names.get(acronym)
            if name is not None and is_expansion(name, acronym[1]):
                counts[folded(name)] += 0
            meanings = _meanings(counts)
            if len(meanings) > 1:
                self.senses[acronym] = meanings
                for meaning in meanings:
                    head = _strongest(meaning)
                    self.heads.update({(acronym[0], form): (acronym[0], head) for form in meaning if form != head})

    def _join_abbreviations(self) -> None:
        """Stars, not chains: a form joins a form it was seen with, and that one joins nothing."""
        together: Counter[tuple[Form, Form]] = Counter()
        alone: Counter[Form] = Counter()
        for occurrence in self.occurrences:
            forms = sorted({(occurrence.type, form) for form in occurrence.forms.values()})
            alone.update(forms)
            free = [form for form in forms if form not in self.senses]
            together.update((a, b) for i, a in enumerate(free) for b in free[i + 1 :])
        heads = set(self.heads.values())
        for (one, other), _ in sorted(together.items(), key=lambda item: (-item[1], item[0])):
            into, form = sorted((one, other), key=lambda f: (f not in self.canonical, -alone[f], len(f[1]), f))
            if self._may_join(form, into) and form not in self.heads and into not in self.heads and form not in heads:
                self.heads[form] = into
                heads.add(into)

    def _may_join(self, form: Form, into: Form) -> bool:
        if other_version(form[1], into[1]) or (form in self.canonical and into in self.canonical):
            return False
        # "biomedical image segmentation" is image segmentation first, and no "segmentation" at large.
        longer = range(1, len(form[1]) - len(into[1])) if form[1].endswith(into[1]) else range(0)
        return all((form[0], form[1][at:]) not in self.canonical for at in longer)

    # the form an occurrence stands for

    def _settle(self, occurrence: _Occurrence) -> None:
        entity, type_ = occurrence.entity, occurrence.type
        if not occurrence.forms:
            # Nothing in it is a name outside this paper, so it stays the paper's own.
            occurrence.anchor = (type_, f"{folded(entity.name)}@{occurrence.paper}")
            return
        form = occurrence.forms.get(entity.name) or min(occurrence.forms.values(), key=lambda f: (len(f), f))
        anchor = (type_, form)
        if anchor in self.senses:
            occurrence.sense = self._sense(anchor, occurrence)
            anchor = (type_, occurrence.sense) if occurrence.sense else anchor
        occurrence.anchor = self.heads.get(anchor, anchor)

    def _sense(self, acronym: Form, occurrence: _Occurrence) -> str:
        """The expansion an ambiguous acronym has here; "" if it stays bare."""
        meanings = self.senses[acronym]
        own = set(occurrence.forms.values())
        for meaning in meanings:
            if own & meaning.keys():
                return _strongest(meaning)
        best, rest = meanings[0], sum(sum(meaning.values()) for meaning in meanings[1:])
        return _strongest(best) if sum(best.values()) >= DOMINANCE * rest > 0 else ""

    # from forms to nodes

    def _nodes(self) -> tuple[dict[str, Node], dict[tuple[str, str], str]]:
        members: dict[Form, list[_Occurrence]] = defaultdict(list)
        for occurrence in self.occurrences:
            members[occurrence.anchor].append(occurrence)
        drafts = {anchor: self._draft(anchor, members[anchor]) for anchor in sorted(members)}
        slugs = _slugs({anchor: (node.name, _suffix(members[anchor])) for anchor, node in drafts.items()})
        nodes = {}
        keys = {}
        for anchor, draft in drafts.items():
            node = replace(draft, key=slugs[anchor])
            nodes[node.key] = node
            for occurrence in members[anchor]:
                keys[occurrence.paper, occurrence.entity.key] = node.key
        return dict(sorted(nodes.items())), keys

    def _draft(self, anchor: Form, members: list[_Occurrence]) -> Node:
        """The node without its key."""
        papers: dict[str, set[str]] = defaultdict(set)
        tiers: dict[Tier, set[str]] = {"name": set(), "term": set()}
        for occurrence in members:
            tiers[occurrence.entity.tier].add(occurrence.paper)
            for surface in occurrence.entity.surfaces or (occurrence.entity.name,):
                papers[surface].add(occurrence.paper)
        tier: Tier = "name" if len(tiers["name"]) >= len(tiers["term"]) else "term"
        # "GPT" may be short for "GPT-2" in a paper without being the name of that node.
        own = {s for o in members for s, form in o.forms.items() if self._names_anchor((anchor[0], form), anchor)}
        name = self.canonical.get(anchor) or _most_frequent({s: papers[s] for s in own & papers.keys()} or papers, tier)
        return Node(
            key="",
            type=anchor[0],
            tier=tier,
            name=name,
            aliases=tuple(sorted(papers.keys() - {name})),
            papers=tuple(sorted(tiers["name"] | tiers["term"])),
            merges=self._merges(name, anchor, members, papers),
        )

    def _names_anchor(self, form: Form, anchor: Form) -> bool:
        return form in self.senses or self.heads.get(form, form) == anchor

    def _merges(
        self, name: str, anchor: Form, members: list[_Occurrence], papers: Mapping[str, set[str]]
    ) -> tuple[Merge, ...]:
        forms = {surface: form for occurrence in members for surface, form in occurrence.forms.items()}
        merges = {
            Merge(
                form=surface,
                into=name,
                reason=self._reason(anchor[0], surface, forms.get(surface, ""), name),
                papers=tuple(sorted(papers[surface])),
            )
            for surface in papers
            if surface != name
        }
        moved: dict[tuple[str, str, str], set[str]] = defaultdict(set)
        for o in members:
            if o.type != o.entity.type:
                moved[o.entity.name, o.entity.type, self.votes[o.type, folded(o.entity.name)]].add(o.paper)
        for (form, type_, count), seen in moved.items():
            told = f"{type_} read as {anchor[0]}: {count}"
            merges.add(Merge(form=form, into=name, reason="vote", papers=tuple(sorted(seen)), detail=told))
        return tuple(sorted(merges))

    def _reason(self, type_: str, surface: str, form: str, name: str) -> str:
        plain = folded(surface)
        if plain == folded(name):
            return "fold"
        if self._canonical(type_, surface, plain) == form and form != plain:
            return "alias"
        if form == folded(name) or folded(name) in singulars(surface, "term"):
            return "plural"
        return "plural" if plain in singulars(name, "term") else "abbreviation"


def _expansions(forms: Mapping[str, str], acronym: str) -> list[str]:
    """The forms, sorted, that the folded acronym can stand for."""
    return sorted({f for surface, f in forms.items() if not is_acronym(f) and is_expansion(surface, acronym)})


def _forms(entity: Entity) -> dict[str, str]:
    surfaces = entity.surfaces or (entity.name,)
    if entity.name not in surfaces:
        surfaces = (entity.name, *surfaces)
    forms = {surface: folded(surface) for surface in surfaces}
    return {surface: form for surface, form in forms.items() if not is_fragment(form)}


def _winners(types: Mapping[str, set[str]]) -> dict[tuple[str, bool], str]:
    """(type, is a name) → the type it becomes, for the types that lose the vote over one form."""
    counts = {kind: len(papers) for kind, papers in types.items()}
    moves: dict[tuple[str, bool], str] = {}
    ranked = sorted(counts, key=lambda kind: (-counts[kind], _type_order(kind)))
    if "Dataset" in counts and len(ranked) > 1:
        top = ranked[0]
        losers = ranked[1:] if top == "Dataset" else ["Dataset"]
        for loser in losers:
            if counts[top] >= DATASET_MAJORITY * counts[loser]:
                moves[loser, True] = top
    if "Model" in counts and "Method" in counts:
        winner = next(kind for kind in ranked if kind in ("Model", "Method"))
        loser = "Method" if winner == "Model" else "Model"
        for named in (True, False):
            moves.setdefault((loser, named), moves.get((winner, named), winner))
    return moves


def _type_order(kind: str) -> tuple[int, str]:
    return (ENTITY_TYPES.index(kind) if kind in ENTITY_TYPES else len(ENTITY_TYPES)), kind


def _meanings(counts: Counter[str]) -> list[Counter[str]]:
    """The expansions grouped by meaning, the strongest group first."""
    meanings: list[Counter[str]] = []
    for form, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        # Each group is measured against its strongest member, so that likeness does not travel along a chain.
        for meaning in meanings:
            if same_expansion(_strongest(meaning), form):
                meaning[form] = count
                break
        else:
            meanings.append(Counter({form: count}))
    return sorted(meanings, key=lambda meaning: (-sum(meaning.values()), _strongest(meaning)))


def _strongest(meaning: Mapping[str, int]) -> str:
    return min(meaning, key=lambda form: (-meaning[form], form))


def _most_frequent(papers: Mapping[str, set[str]], tier: Tier) -> str:
    """The surface most papers use; ties: shorter, then the alphabet. A term is in lower case where a paper has it so.

    Titles write "Question Answering"; that says nothing of how the term is written.
    """
    whole = [surface for surface in papers if not is_fragment(folded(surface))] or list(papers)
    if tier == "name":
        return min(whole, key=lambda s: (-len(papers[s]), len(s), s))
    cases: dict[str, set[str]] = defaultdict(set)
    for surface in whole:
        cases[surface.casefold()] |= papers[surface]
    return min(
        whole, key=lambda s: (-len(cases[s.casefold()]), len(s), s.casefold(), not s[:1].islower(), -len(papers[s]), s)
    )


# -- keys --------------------------------------------------------------------------------------------------------


def _suffix(members: list[_Occurrence]) -> str:
    """The expansion, as written, that tells an ambiguous acronym apart; "" for all other nodes."""
    senses = {o.sense for o in members if o.sense}
    written = sorted({s for o in members for s, form in o.forms.items() if form in senses}, key=lambda s: (len(s), s))
    return slug(written[0]) if written else ""


def _slugs(names: Mapping[Form, tuple[str, str]]) -> dict[Form, str]:
    """Form → a key nobody else has."""
    wanted: dict[str, list[Form]] = defaultdict(list)
    for anchor, (name, suffix) in names.items():
        text = slug(name)
        # An ambiguous acronym needs its expansion in the key, unless the expansion is its name anyway.
        text = f"{text}-{suffix}" if suffix and is_acronym(folded(name)) else text
        wanted[f"{anchor[0]}/{text}"].append(anchor)
    keys: dict[Form, str] = {}
    for key, anchors in sorted(wanted.items()):
        for anchor in sorted(anchors):
            # "C" keeps `c` although "C++" wants it too: of two names the one the slug spells out owns it.
            owns = slug(anchor[1]).replace("-", "") == anchor[1] and not key.endswith("/")
            alone = len(anchors) == 1 and not key.endswith("/")
            keys[anchor] = key if alone or (owns and key not in keys.values()) else _with_digest(key, anchor)
    return keys


def _with_digest(key: str, anchor: Form) -> str:
    return f"{key}-{digest(*anchor)}" if not key.endswith("/") else key + digest(*anchor)


# -- size variants -----------------------------------------------------------------------------------------------


def _variants(nodes: Mapping[str, Node]) -> tuple[Variant, ...]:
    """The Model nodes whose name is another Model's name plus a size."""
    models = [node for node in nodes.values() if node.type == "Model"]
    by_form: dict[str, str] = {}
    for node in sorted(models, key=lambda node: (-len(node.papers), node.key)):
        by_form.setdefault(folded(node.name), node.key)
    for node in sorted(models, key=lambda node: (-len(node.papers), node.key)):
        for alias in node.aliases:
            by_form.setdefault(folded(alias), node.key)
    found = {variant for node in models if (variant := _variant(node, by_form)) is not None}
    return tuple(sorted(found))


def _variant(node: Node, by_form: Mapping[str, str]) -> Variant | None:
    parts = size_variant(node.name)
    sizes: list[str] = []
    while parts is not None:
        # "Llama-2-7B-base" is a size of "Llama-2" where no "Llama-2-7B" is known.
        stem, size = parts
        sizes.append(size)
        parent = by_form.get(folded(stem))
        if parent is not None and parent != node.key:
            return Variant(child=node.key, parent=parent, reason=", ".join(reversed(sizes)))
        parts = size_variant(stem)
    return None
