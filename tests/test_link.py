"""Linking: what becomes one node, what stays two, and that every step can be named."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from records import entity, names_record, paper, relation, sample, score

from kg.forms import other_version, same_expansion, singulars, size_variant, slug
from kg.link import Linked, Merge, link
from kg.model import PaperRecord, Tier
from kg.unite import unite


def keys(linked: Linked) -> list[str]:
    return list(linked.nodes)


def test_spellings_are_one_node_named_by_the_most_papers() -> None:
    linked = link(
        [
            names_record("a:1", ("Method", "Chain-of-Thought")),
            names_record("a:2", ("Method", "chain of thought")),
            names_record("a:3", ("Method", "chain of thought")),
        ]
    )
    node = linked.nodes["Method/chain-of-thought"]
    assert (node.name, node.aliases, node.papers) == (
        "chain of thought",
        ("Chain-of-Thought",),
        ("a:1", "a:2", "a:3"),
    )
    assert node.merges == (Merge(form="Chain-of-Thought", into="chain of thought", reason="fold", papers=("a:1",)),)


def test_ties_go_to_the_shorter_then_to_the_alphabet() -> None:
    linked = link([names_record("a:1", ("Dataset", "Image Net")), names_record("a:2", ("Dataset", "ImageNet"))])
    assert linked.nodes["Dataset/imagenet"].name == "ImageNet"
    linked = link([names_record("a:1", ("Dataset", "imageNet")), names_record("a:2", ("Dataset", "ImageNet"))])
    assert linked.nodes["Dataset/imagenet"].name == "ImageNet"


def test_a_term_is_in_lower_case_where_a_paper_has_it_so() -> None:
    titles = [names_record(f"a:{n}", ("Task", "Leaf Counting")) for n in range(3)]
    titles = [replace(r, entities=tuple(replace(e, tier="term") for e in r.entities)) for r in titles]
    assert link(titles).nodes["Task/leaf-counting"].name == "Leaf Counting"
    plain = names_record("b:1", ("Task", "leaf counting"))
    plain = replace(plain, entities=tuple(replace(e, tier="term") for e in plain.entities))
    assert link([*titles, plain]).nodes["Task/leaf-counting"].name == "leaf counting"


def test_a_plural_joins_a_singular_that_occurs() -> None:
    linked = link([names_record("a:1", ("Model", "LSTMs")), names_record("a:2", ("Model", "LSTM"))])
    assert keys(linked) == ["Model/lstm"]
    assert [merge.reason for merge in linked.nodes["Model/lstm"].merges] == ["plural"]
    assert keys(link([names_record("a:1", ("Model", "LSTMs"))])) == ["Model/lstms"]


@pytest.mark.parametrize(
    ("surface", "tier", "form"),
    [("policies", "term", "policy"), ("losses", "term", "loss"), ("GANs", "name", "gan")],
)
def test_plurals(surface: str, tier: Tier, form: str) -> None:
    assert form in singulars(surface, tier)


@pytest.mark.parametrize(
    ("surface", "tier"), [("Mass", "name"), ("BLEUS", "name"), ("corpus", "term"), ("axis", "term")]
)
def test_no_plurals(surface: str, tier: Tier) -> None:
    assert singulars(surface, tier) == ()


def test_an_abbreviation_of_one_paper_joins_in_all() -> None:
    linked = link(
        [
            names_record("a:1", ("Method", "RL", "reinforcement learning")),
            names_record("a:2", ("Method", "RL")),
            names_record("a:3", ("Method", "reinforcement learning")),
            names_record("a:4", ("Method", "RL")),
        ]
    )
    assert keys(linked) == ["Method/rl"]
    (merge,) = linked.nodes["Method/rl"].merges
    assert (merge.form, merge.into, merge.reason, merge.papers) == (
        "reinforcement learning",
        "RL",
        "abbreviation",
        ("a:1", "a:3"),
    )


def test_an_acronym_with_two_expansions_stays_two_nodes_and_bare_uses_a_third() -> None:
    linked = link(
        [
            names_record("a:1", ("Task", "MT", "machine translation")),
            names_record("a:2", ("Task", "MT", "multi-task learning")),
            names_record("a:3", ("Task", "MT")),
            names_record("a:4", ("Task", "machine translation")),
        ]
    )
    assert linked.keys["a:1", "e0"] == linked.keys["a:4", "e0"] == "Task/machine-translation"
    assert linked.keys["a:2", "e0"] == "Task/mt-multi-task-learning"
    assert linked.keys["a:3", "e0"] == "Task/mt"


def test_no_cascade_through_an_ambiguous_acronym() -> None:
    linked = link(
        [
            names_record("a:1", ("Task", "MT", "machine translation")),
            names_record("a:2", ("Task", "MT", "multi-task learning")),
            names_record("a:3", ("Task", "machine translation")),
            names_record("a:4", ("Task", "multi-task learning")),
        ]
    )
    assert len({linked.keys["a:3", "e0"], linked.keys["a:4", "e0"]}) == 2


def test_a_bare_acronym_follows_an_expansion_that_dominates() -> None:
    common = [names_record(f"a:{n:02}", ("Model", "CNN", "convolutional neural network")) for n in range(10)]
    odd = names_record("b:1", ("Model", "CNN", "cable news network"))
    bare = names_record("b:2", ("Model", "CNN"))
    linked = link([*common, odd, bare])
    assert linked.keys["b:2", "e0"] == linked.keys["a:00", "e0"] != linked.keys["b:1", "e0"]
    linked = link([*common[:9], odd, bare])
    assert linked.keys["b:2", "e0"] == "Model/cnn" != linked.keys["a:00", "e0"]


def test_expansions_that_differ_in_inflection_are_one() -> None:
    one, other = (
        "bidirectional encoder representations from transformers",
        "bidirectional encoder representation from transformers",
    )
    linked = link([names_record("a:1", ("Model", "BERT", one)), names_record("a:2", ("Model", "BERT", other))])
    assert keys(linked) == ["Model/bert"]
    assert not same_expansion("machinetranslation", "multitasklearning")
    assert not same_expansion("recurrentneuralnetwork2", "recurrentneuralnetwork3")


def test_forms_join_in_stars_not_in_chains() -> None:
    linked = link(
        [
            *(names_record(f"a:{n}", ("Model", "AlphaNet", "Alpha network")) for n in range(3)),
            *(names_record(f"c:{n}", ("Model", "AlphaNet")) for n in range(3)),
            names_record("b:1", ("Model", "Alpha network", "Beta machine")),
            names_record("b:2", ("Model", "Beta machine")),
        ]
    )
    assert linked.keys["b:1", "e0"] == linked.keys["a:0", "e0"]
    assert linked.keys["b:2", "e0"] == "Model/beta-machine"


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("gpt2", "gpt3", True),
        ("gpt", "gpt2", True),
        ("llama", "llama70b", True),
        ("bert", "bertlarge", True),
        ("squad", "squad2.0", True),
        ("conll03", "conll2003", False),
        ("raft", "raftbenchmark", False),
        ("sst2", "stanfordsentimenttreebank", False),
    ],
)
def test_versions(one: str, other: str, differ: bool) -> None:
    assert other_version(one, other) is other_version(other, one) is differ


def test_versions_never_merge_even_if_a_paper_calls_them_one() -> None:
    linked = link(
        [
            names_record("a:1", ("Model", "GPT-2", "GPT")),
            names_record("a:2", ("Model", "GPT")),
            names_record("a:3", ("Model", "GPT-3")),
        ]
    )
    assert keys(linked) == ["Model/gpt", "Model/gpt-2", "Model/gpt-3"]


def test_types_never_merge() -> None:
    linked = link([names_record("a:1", ("Task", "parsing")), names_record("a:2", ("Method", "parsing"))])
    assert keys(linked) == ["Method/parsing", "Task/parsing"]


def test_vote_between_model_and_method() -> None:
    records = [
        names_record("a:1", ("Method", "Mamba")),
        names_record("a:2", ("Method", "Mamba")),
        names_record("a:3", ("Model", "Mamba")),
    ]
    node = link(records).nodes["Method/mamba"]
    assert node.papers == ("a:1", "a:2", "a:3")
    (vote,) = node.merges
    assert (vote.reason, vote.papers, vote.detail) == (
        "vote",
        ("a:3",),
        "Model read as Method: Method in 2, Model in 1",
    )
    assert keys(link(records[1:])) == ["Model/mamba"]  # one each: the order of ENTITY_TYPES decides


@pytest.mark.parametrize(("datasets", "expected"), [(3, 1), (2, 2)])
def test_vote_of_a_dataset_needs_three_times_the_papers(datasets: int, expected: int) -> None:
    records = [names_record(f"a:{n}", ("Dataset", "Atari")) for n in range(datasets)]
    assert len(link([*records, names_record("b:1", ("Method", "Atari"))]).nodes) == expected


def test_vote_of_a_dataset_is_for_names_only() -> None:
    records = [names_record(f"a:{n}", ("Dataset", "speech"), tier="term") for n in range(5)]
    assert len(link([*records, names_record("b:1", ("Task", "speech"))]).nodes) == 2


def test_known_names_join_and_name_the_node() -> None:
    names = {("Dataset", "imagenet"): "ImageNet", ("Dataset", "ilsvrc2012"): "ImageNet"}
    linked = link(
        [names_record("a:1", ("Dataset", "ILSVRC-2012")), names_record("a:2", ("Dataset", "imagenet"))], names
    )
    node = linked.nodes["Dataset/imagenet"]
    assert node.name == "ImageNet"
    assert {merge.form: merge.reason for merge in node.merges} == {"ILSVRC-2012": "alias", "imagenet": "fold"}


def test_a_paper_that_expands_a_known_acronym_otherwise_knows_better() -> None:
    names = {("Task", "mt"): "machine translation"}
    linked = link(
        [names_record("a:1", ("Task", "MT", "multi-task learning")), names_record("a:2", ("Task", "MT"))], names
    )
    assert linked.keys["a:2", "e0"] == "Task/machine-translation" != linked.keys["a:1", "e0"]


def test_letters_inside_a_word_repeat_no_acronym() -> None:
    names = {("Method", "em"): "expectation maximization"}
    linked = link(
        [names_record("a:1", ("Method", "EM", "edge matching")), names_record("a:2", ("Method", "EM", "EM algorithm"))],
        names,
    )
    assert linked.keys["a:2", "e0"] == "Method/expectation-maximization" != linked.keys["a:1", "e0"]


def test_a_name_that_is_an_acronym_keeps_to_the_long_forms_the_list_has() -> None:
    names = {("Model", "ssd"): "SSD", ("Model", "singleshotdetector"): "SSD"}
    linked = link(
        [
            names_record("a:1", ("Model", "SSD", "single-shot multibox detector")),
            names_record("a:2", ("Model", "SSD")),
            names_record("a:3", ("Model", "SSD", "sum of squared differences")),
        ],
        names,
    )
    assert linked.keys["a:1", "e0"] == linked.keys["a:2", "e0"] == "Model/ssd" != linked.keys["a:3", "e0"]


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ({"rnn": "RNNs", "rnns": "RNN"}, "RNN"),
        ({"rnn": "RNN", "rnns": "RNNs"}, "RNN"),
        ({"rnns": "RNN", "rnn": "recurrent net", "recurrentnet": "recurrent net"}, "recurrent net"),
    ],
)
def test_rows_of_a_name_list_that_lead_to_each_other_are_one_name(names: dict[str, str], name: str) -> None:
    records = [names_record("a:1", ("Model", "RNN")), names_record("a:2", ("Model", "RNNs"))]
    linked = link(records, {("Model", form): text for form, text in names.items()})
    assert [node.name for node in linked.nodes.values()] == [name]


def test_a_narrower_term_joins_no_word_at_large() -> None:
    names = {("Task", "segmentation"): "segmentation", ("Task", "leafsegmentation"): "leaf segmentation"}
    record = names_record("a:1", ("Task", "Dry Leaf Segmentation"))
    (narrow,) = record.entities
    record = replace(record, entities=(replace(narrow, tier="term", surfaces=(*narrow.surfaces, "segmentation")),))
    assert keys(link([record], names)) == ["Task/dry-leaf-segmentation"]
    assert keys(link([record], {("Task", "segmentation"): "segmentation"})) == ["Task/segmentation"]


def test_two_known_names_never_merge_in_text() -> None:
    names = {("Model", "transformer"): "Transformer", ("Model", "attentionnet"): "AttentionNet"}
    linked = link(
        [names_record("a:1", ("Model", "Transformer", "AttentionNet")), names_record("a:2", ("Model", "AttentionNet"))],
        names,
    )
    assert keys(linked) == ["Model/attentionnet", "Model/transformer"]


def test_a_fragment_names_nothing_outside_its_paper() -> None:
    linked = link([names_record("a:1", ("Model", "3.1")), names_record("a:2", ("Model", "3.1"))])
    assert linked.keys["a:1", "e0"] != linked.keys["a:2", "e0"]


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Llama-2 70B", ("Llama-2", "size 70B")),
        ("Mixtral 8x7B", ("Mixtral", "size 8x7B")),
        ("GPT-Neo (125M)", ("GPT-Neo", "size 125M")),
        ("BERT-large", ("BERT", "size large")),
        ("RoBERTaBASE", ("RoBERTa", "size BASE")),
        ("Swin-L", ("Swin", "size L")),
        ("ViT-B/16", ("ViT", "size B/16")),
        ("ResNet-50", ("ResNet", "depth 50")),
        ("ResNet101", ("ResNet", "depth 101")),
        ("GPT-3", None),
        ("Llama-2", None),
        ("PaLM-2023", None),
        ("XLM-R", None),
        ("70B", None),
        ("Database", None),
    ],
)
def test_sizes_in_names(name: str, found: tuple[str, str] | None) -> None:
    assert size_variant(name) == found


def test_a_size_is_a_variant_of_a_model_that_occurs() -> None:
    linked = link([names_record("a:1", ("Model", "LLaMA-2"), ("Model", "LLaMA-2-70B"), ("Model", "BERT-large"))])
    assert [(v.child, v.parent, v.reason) for v in linked.variants] == [
        ("Model/llama-2-70b", "Model/llama-2", "size 70B")
    ]


def test_a_size_of_a_size_is_a_variant_of_what_is_known() -> None:
    linked = link([names_record("a:1", ("Model", "T5"), ("Model", "T5-11B-base"))])
    assert [(v.parent, v.reason) for v in linked.variants] == [("Model/t5", "size 11B, size base")]


def test_keys_are_ascii_and_unique() -> None:
    linked = link(
        [
            names_record(
                "a:1",
                ("Method", "π"),
                ("Method", "C++"),
                ("Method", "C--x"),
                ("Method", "Détection 1"),
                ("Method", "βγ"),
            )
        ]
    )
    assert len(linked.nodes) == 5
    assert all(key.isascii() and " " not in key and not key.endswith("/") for key in linked.nodes)
    assert "Method/detection-1" in linked.nodes


def test_of_two_names_with_one_slug_the_plain_one_keeps_it() -> None:
    linked = link([names_record("a:1", ("Method", "Ab"), ("Method", "Ab++"))])
    assert linked.keys["a:1", "e0"] == "Method/ab"
    assert linked.keys["a:1", "e1"].startswith("Method/ab-")


def test_slug_of_accents() -> None:
    assert slug("Gödel–Prover 2") == "godel-prover-2"


def test_the_order_of_records_does_not_matter() -> None:
    records = [
        names_record("a:1", ("Task", "MT", "machine translation"), ("Model", "Mamba")),
        names_record("a:2", ("Task", "MT", "multi-task learning"), ("Method", "Mamba")),
        names_record("a:3", ("Task", "MT"), ("Dataset", "Image-Net")),
        names_record("a:3", ("Task", "MT"), ("Dataset", "ImageNet")),
    ]
    results = [link(order) for order in permutations(records)]
    assert all(result == results[0] for result in results)


def test_two_records_of_one_paper_are_united() -> None:
    text = paper("a:1", "BERT beats ELMo with 90% F1.")
    first = PaperRecord(
        paper=replace(text, year=None),
        entities=(entity(text, "Model", "BERT", key="e1"),),
        claims=(score(text, "90%", "90", system="e1"),),
    )
    second = PaperRecord(
        paper=text,
        entities=(entity(text, "Model", "ELMo", key="e1"), entity(text, "Model", "BERT", key="e2", role="introduced")),
        claims=(relation_of(text), score(text, "90%", "90", system="e2")),
    )
    for order in ([first, second], [second, first]):
        (record,) = unite(order)
        assert record.paper.year == 2020
        assert sorted(entity.name for entity in record.entities) == ["BERT", "ELMo"]
        assert {e.name: e.role for e in record.entities}["BERT"] == "introduced"
        named = {entity.key: entity.name for entity in record.entities}
        assert sorted((claim.predicate, named[claim.subject or ""]) for claim in record.claims) == [
            ("outperforms", "BERT"),
            ("scores", "BERT"),
        ]


def relation_of(text):  # type: ignore[no-untyped-def]
    claim = relation(text, "outperforms", "BERT", "ELMo")
    return replace(claim, subject="e2", object="e1")


def test_of_two_texts_of_a_paper_only_what_reads_the_same_is_united() -> None:
    long, short = paper("a:1", "We present BERT and also GPT here."), paper("a:1", "We present BERT and ELMo.")
    records = [
        PaperRecord(paper=long, entities=(entity(long, "Model", "GPT"),)),
        PaperRecord(paper=short, entities=(entity(short, "Model", "BERT"), entity(short, "Model", "ELMo"))),
    ]
    (record,) = unite(records)
    assert record.paper.abstract == long.abstract
    assert sorted(entity.name for entity in record.entities) == ["BERT", "GPT"]
    assert all(long.text(m.span) == m.text for entity in record.entities for m in entity.mentions)


def test_every_entity_has_a_node() -> None:
    linked = link(sample())
    assert all(
        linked.keys[record.paper.id, entity.key] in linked.nodes
        for record in linked.records
        for entity in record.entities
    )
