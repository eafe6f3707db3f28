"""What a paper calls its own work, in title and abstract, and what its short forms stand for, on invented texts."""

from __future__ import annotations

import pytest

from kg.extract.abbreviations import find_abbreviations
from kg.extract.reader import Reader
from tests.test_extract import read, said
from tests.test_introduced import introduced


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param(
            "Lazy Bread Sampling for Small Ovens",
            "Ovens are slow. We propose lazy bread sampling, where loaves wait.",
            {("Method", "Lazy Bread Sampling")},
            id="proposed in the words of the title",
        ),
        pytest.param(
            "Oven Transformer with Bread Replay",
            "We propose Oven Transformer with Bread Replay, which remembers loaves.",
            {("Model", "Oven Transformer with Bread Replay")},
            id="small words inside",
        ),
        pytest.param(
            "Lazy Bread Detection in Ovens",
            "We study lazy bread detection and propose a novel approach to it.",
            set(),
            id="a task is no name of the paper's own",
        ),
        pytest.param(
            "",
            "We propose a lazy parser for handwritten recipes (ToastOven-X). It is quick.",
            {("Method", "ToastOven-X")},
            id="a name in brackets that ends what is proposed",
        ),
        pytest.param(
            "",
            "We propose two new losses: Crumb-aware Oven Matching and ToastLoss. They are slow.",
            {("Method", "Crumb-aware Oven Matching"), ("Method", "ToastLoss")},
            id="a describing word with a capital begins a name that goes on",
        ),
        pytest.param(
            "A Toast-Specific Dataset for Bakers",
            "We propose a Toast-Specific dataset for bakers.",
            set(),
            id="a describing word before a plain one begins none",
        ),
        pytest.param(
            "Crumb-Aware Bread Segmentation",
            "Bread falls apart. We propose an approach that looks at crumbs.",
            {("Method", "Crumb-Aware Bread Segmentation")},
            id="a whole title that says how",
        ),
        pytest.param(
            "Multi-Oven Bread Segmentation",
            "Bread falls apart. We propose an approach that looks at ovens.",
            set(),
            id="a whole title that says where",
        ),
        pytest.param(
            "Toasted Crumb Factors Improve Bread",
            "Bread falls apart. We propose an approach that looks at crumbs.",
            set(),
            id="a title that tells something",
        ),
        pytest.param(
            "Crumb-Aware Bread Segmentation: A Survey",
            "Bread falls apart. We present what was tried.",
            set(),
            id="a survey",
        ),
        pytest.param(
            "Crumb Distillation: Teaching Small Ovens",
            "Small ovens forget. We propose a scheme of two stages.",
            {("Method", "Crumb Distillation")},
            id="before the colon, on a word that makes terms",
        ),
        pytest.param(
            "Toasting the Crumbs: Teaching Small Ovens",
            "Small ovens forget. We propose a scheme of two stages.",
            set(),
            id="a figure of speech before the colon",
        ),
        pytest.param(
            "Bread Segmentation with Compact Crumb Tables",
            "We propose an approach to bread. Our approach improves accuracy by 3.1%.",
            {("Method", "Compact Crumb Tables")},
            id="what a measured approach goes with",
        ),
        pytest.param(
            "Bread Segmentation with Compact Crumb Tables",
            "We propose an approach to bread.",
            set(),
            id="what an approach nobody measured goes with",
        ),
        pytest.param(
            "Crumb Field Transformers for Small Ovens",
            "Ovens are slow. Transformers are quick.",
            {("Model", "Crumb Field Transformers")},
            id="capitals before a kind of network, opening a title",
        ),
        pytest.param(
            "Finding Bread with a Crumb Residual Network",
            "Ovens are slow.",
            {("Model", "Crumb Residual Network")},
            id="capitals before a kind of network, the means of a title",
        ),
        pytest.param(
            "Training Pretrained Transformers for Small Ovens",
            "Ovens are slow. Transformers are quick.",
            set(),
            id="a kind of network that something is done to",
        ),
        pytest.param(
            "ToastFormer: 3D Crumb Field Transformers for Ovens",
            "ToastFormer is quick. Transformers are slow.",
            {("Model", "ToastFormer")},
            id="a long name behind the colon is the name before it",
        ),
        pytest.param(
            "Tower: An Open Oven",
            "We present Tower, a method of two ovens.",
            {("Method", "Tower")},
            id="a title may name a thing by an everyday word",
        ),
        pytest.param(
            "",
            "Our oven has two stages: Crumb Sorting to find crumbs, and plain toasting.",
            {("Method", "Crumb Sorting")},
            id="the parts of what a paper builds",
        ),
        pytest.param(
            "",
            "We present ToastSet, a large-scale dataset with crumb marks. ToastSet is free.",
            {("Dataset", "ToastSet")},
            id="a description is no name",
        ),
        pytest.param("ToastNet", "ToastNet reaches 91.2% accuracy on MNLI.", {("Model", "ToastNet")}, id="title alone"),
        pytest.param("", "ToastNet reaches 91.2% accuracy on MNLI.", set(), id="no title"),
        pytest.param(
            "Ovens",
            "We present Pack of Ovens (ToastLLM), an effective method for warm bread.",
            {("Method", "ToastLLM")},
            id="called a method, whatever its spelling says",
        ),
        pytest.param(
            "ToastCLIP: Refining Large Pretrained Image-Text Models for Ovens",
            "We introduce ToastCLIP, a strategy that warms models.",
            {("Method", "ToastCLIP")},
            id="the object of a gerund says nothing of the name",
        ),
        pytest.param(
            "Toast3D: A Scalable Personalized 3D Generative Model",
            "We introduce Toast3D. Toast3D learns faces.",
            {("Model", "Toast3D")},
            id="what the end of a title says",
        ),
        pytest.param(
            "",
            "We propose ToastOven-X. Where the model burns bread, the network of another baker burns more.",
            {("Method", "ToastOven-X")},
            id="the model may be anybody's",
        ),
        pytest.param(
            "",
            "We propose ToastOven-X. Our model burns no bread.",
            {("Model", "ToastOven-X")},
            id="our model is the one named",
        ),
        pytest.param(
            "Crumbling: Trials of Ovens against Language Models",
            "We propose Crumbling.",
            {("Method", "Crumbling")},
            id="against language models is no apposition",
        ),
        pytest.param(
            "",
            "We propose Broad Oven Trials of Bread Networks (BOT) and a Bread Network with Crumb Gates (BCG).",
            {("Method", "Broad Oven Trials of Bread Networks"), ("Model", "Bread Network with Crumb Gates")},
            id="what stands before the first small word is the head",
        ),
        pytest.param(
            "",
            "We propose Burnt Pan Retriever (BPR), a neural model. BPR is a small model. BPR is slow.",
            {("Model", "Burnt Pan Retriever")},
            id="an acronym proposed and spelled out is not the listed one",
        ),
    ],
)
def test_own_names(reader: Reader, title: str, abstract: str, expected: set[tuple[str, str]]) -> None:
    assert introduced(read(reader, abstract, title)) == expected


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("with Inter-loaf Order on Intra-loaf Seeds (IOIS)", "IOIS", "Inter-loaf Order on Intra-loaf Seeds"),
        ("by self-supervised toasting (SST)", "SST", "self-supervised toasting"),
        ("our Toast-Time Self-Tasting (ToST) and", "ToST", "Toast-Time Self-Tasting"),
        ("by extreme bread sorting (XBS)", "XBS", "extreme bread sorting"),
        ("our 2-Loaf Toaster (2LO-T) is", "2LO-T", "2-Loaf Toaster"),
        ("a Bread Localization TOaster named BLTO", "BLTO", "Bread Localization TOaster"),
        ("Dough-based Prompt Tasting, abbreviated as DPT", "DPT", "Dough-based Prompt Tasting"),
        ("BPN: Bread Pose Network for Ovens", "BPN", "Bread Pose Network"),
        ("an aDAptivE toast-MOld Network (DAEMON)", "DAEMON", "aDAptivE toast-MOld Network"),
        ("the Kernel Oven Margin Metric (K3OMM)", "K3OMM", "Kernel Oven Margin Metric"),
        ("Loaf-Level Confidence, or LLC, is", "LLC", "Loaf-Level Confidence"),
        ("attitude and heading reference systems (AHRS)", "AHRS", "attitude and heading reference systems"),
    ],
)
def test_long_forms(text: str, short: str, long: str) -> None:
    assert [(text[slice(*found.short)], text[slice(*found.long)]) for found in find_abbreviations(text)] == [
        (short, long)
    ]


@pytest.mark.parametrize(
    "text",
    ["we bake bread, or IBM, does", "two datasets from the farm (TDX-2)", "a design with two-degree-of-freedom (DOF)"],
)
def test_no_long_form(text: str) -> None:
    assert find_abbreviations(text) == []


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We introduce CedarNet, which is superior to BERT.", {"CedarNet outperforms BERT"}, id="a relative clause"
        ),
        pytest.param(
            "We present CedarNet, an encoder for verse, surpassing BERT.",
            {"CedarNet outperforms BERT"},
            id="a participle behind what is proposed",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet has 3x fewer FLOPs and 2.1% higher accuracy than BERT.",
            {
                "CedarNet ratio 3x decrease FLOPs over BERT",
                "CedarNet change 2.1% increase accuracy over BERT",
                "CedarNet outperforms BERT",
            },
            id="who ends a list is what all of it is measured against",
        ),
        pytest.param(
            "We introduce CedarTune. CedarTune gives a 27.9% improvement for LLaVA on MME.",
            {"CedarTune change 27.9% increase on MME over LLaVA"},
            id="whom a change was made to",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet has 38.2 mAP on COCO, "
            "ahead of BERT with LSTM at 36.2 and against 30.1 for ours.",
            {"CedarNet score 38.2 mAP on COCO", "BERT score 36.2 mAP on COCO", "? score 30.1 mAP on COCO"},
            id="the levels of rivals",
        ),
        pytest.param(
            "We introduce 1) CedarNet and 2) a loss. CedarNet reaches 91.2% accuracy.",
            {"CedarNet score 91.2% accuracy"},
            id="list marks are no numbers",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet saves 90% of the communication cost.",
            {"CedarNet change 90% decrease communication cost"},
            id="what is saved is a change",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet needs 8 and 125 times fewer samples than BERT.",
            {"CedarNet ratio 8x decrease over BERT", "CedarNet ratio 125x decrease over BERT"},
            id="numbers listed together are written alike",
        ),
        pytest.param(
            "We introduce CedarNet. It outperforms BERT by a large margin, i.e., 16.1%, 11.9%, and 6.1% in accuracy.",
            {
                "CedarNet outperforms BERT",
                "CedarNet change 16.1% increase accuracy over BERT",
                "CedarNet change 11.9% increase accuracy over BERT",
                "CedarNet change 6.1% increase accuracy over BERT",
            },
            id="a list is of one kind to its end",
        ),
    ],
)
def test_claims_of_ones_own(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param("", "We propose SeRVo, a calm framework.", {"SeRVo"}, id="an ordinary word in two cases"),
        pytest.param("BERT-Based Parsing of Recipes", "We parse.", {"BERT"}, id="an ending with a capital"),
        pytest.param("", "We count the stack of loaves on the pile.", set(), id="everyday words of a listed name"),
        pytest.param("", "Code models read The Stack.", {"The Stack"}, id="a listed name with its article"),
        pytest.param("", "It has an F1@0.05 of 71.3% and a pass@3 of 40.1%.", {"F1@0.05", "pass@3"}, id="at a depth"),
        pytest.param("", "It runs on a Raspberry KX-4 board and on the Dune-8 robot.", set(), id="hardware"),
        pytest.param("", "People like Maps and do not Slip.", set(), id="words that look like acronyms"),
        pytest.param("Parsing in Adverse Weather", "We parse.", set(), id="a title's words with capitals"),
        pytest.param("", "We tune BERT-base-uncased on SQuAD.", {"BERT-base-uncased", "SQuAD"}, id="uncased"),
        pytest.param("", "FooNet beats state-of-the-art methods (SOTA).", {"FooNet"}, id="praise with an acronym"),
        pytest.param("", "We present ROPEX 2.0. ROPEX 2.0 reduces knots.", {"ROPEX 2.0"}, id="2.0"),
        pytest.param("", "It is a scheme we call Leaf Loss Search.", {"Leaf Loss Search"}, id="a head inside a name"),
        pytest.param("", "It wins compared to Ring Self-Attention.", {"Ring Self-Attention"}, id="a hyphen inside"),
        pytest.param(
            "", "We test on SQuAD, Leaf-Bank and CoLA.", {"SQuAD", "Leaf-Bank", "CoLA"}, id="between listed ones"
        ),
        pytest.param("", "SRRT* is faster than BIT* and D* Lite.", {"SRRT*", "BIT*", "D* Lite"}, id="a star"),
        pytest.param("", "CNN-counterparts are slower.", set(), id="those like them"),
        pytest.param("", r"\textbf{S}low\textbf{B}read is a method we propose.", {"SlowBread"}, id="torn groups"),
        pytest.param("", "We test German-English and Odia-native datasets.", set(), id="languages name no data"),
        pytest.param("", "We film the ETH dataset at 24 fps at ETH Zurich.", {"ETH"}, id="a place and what it made"),
        pytest.param("", "We keep 17K arXiv papers and the arXiv version.", {"arXiv"}, id="papers as data"),
        pytest.param("", "We train it with LoomCut (Marsh et al., 2031).", {"LoomCut"}, id="what is cited by name"),
        pytest.param("", "It wins on the Stanford dataset.", {"Stanford"}, id="data named after its maker"),
        pytest.param(
            "", "Tests on the JPL brick sorting dataset.", {"JPL brick sorting"}, id="and after what it holds"
        ),
        pytest.param("", "It wins on Cornell and Thistle datasets.", {"Cornell", "Thistle"}, id="makers in a list"),
        pytest.param("", "Pages were collected from GitHub and sorted.", {"GitHub"}, id="who has the data"),
        pytest.param("", "Mud was collected from the Amazon delta.", set(), id="a place and no source"),
        pytest.param("", "Stanford students wrote it at Cornell.", set(), id="makers of no data"),
        pytest.param("", "It wins on the NTU and Thistle datasets.", {"NTU", "Thistle"}, id="a maker before others"),
        pytest.param(
            "", "Tests on INRIA, ETH and Fen-USA datasets.", {"INRIA", "ETH", "Fen-USA"}, id="a maker before many"
        ),
        pytest.param("", "We test it on the SOC dataset.", {"SOC"}, id="data that share a name with something else"),
        pytest.param("", "The SOC of the battery dataset is low.", set(), id="that other thing"),
        pytest.param("", "Later work (e.g., Fenwick and Marsh (1990)) is slow.", set(), id="two authors"),
        pytest.param("", "The memory models (Fenwick, Marsh, & Heath, 2002) are old.", set(), id="three authors"),
        pytest.param("", "It is hard [LF90, MarshH+ 91, KLM12] on data sets.", set(), id="keys of works"),
        pytest.param("", "The PSPACE-hard problem of loom repair is old.", set(), id="a class of complexity"),
        pytest.param("", "The torque was 98.8 muNm, the error 16.4 mL at 4.5 kV.", set(), id="units in two cases"),
        pytest.param("Bending a Rope With a Glove on Hand", "We bend it.", set(), id="words that names are made of"),
        pytest.param("Lookahead Weaving and Lean Looms", "We weave.", set(), id="a word with a capital in a title"),
        pytest.param("", "It was woven at the Fenland Institute of Looms (FIL). FIL is old.", set(), id="who made it"),
        pytest.param("", "We drive a Twisted Loom Actuator (TLA). The TLA is slow.", set(), id="a part of a machine"),
        pytest.param("", "We test it on a biped robot, LoomBot.", set(), id="the robot it runs on"),
        pytest.param("", "It spreads on social media platforms such as Fenster.", set(), id="where people write"),
        pytest.param("", "It is tested on the Thistle long answer benchmark.", {"Thistle"}, id="words before a noun"),
        pytest.param("", "It is fast on covtype and SlowFlow.", {"covtype", "SlowFlow"}, id="data in lower case"),
    ],
)
def test_names_found(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    found = {s for e in read(reader, abstract, title).entities if e.tier == "name" for s in e.surfaces}
    assert found == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We test open models (Llama-2, Mistral, Fulcon).",
            {"Llama-2": "Model", "Mistral": "Model", "Fulcon": "Model"},
            id="a capital beside two that are known",
        ),
        pytest.param("We test Llama-2 and Fulcon.", {"Llama-2": "Model"}, id="a capital beside one"),
        pytest.param(
            "It wins on benchmark datasets (i.e., SGD, LoomWOZ2.1 and LoomWOZ2.2).",
            {"SGD": "Dataset", "LoomWOZ2.1": "Dataset", "LoomWOZ2.2": "Dataset"},
            id="datasets are announced",
        ),
        pytest.param(
            "It wins on three benchmarks, such as STS and MNLI.",
            {"STS": "Dataset", "MNLI": "Dataset"},
            id="what else is a task",
        ),
        pytest.param(
            "It has 76.2% mIoU and FenNetV3 has less.",
            {"mIoU": "Metric"},
            id="spelled in two cases beside a measure",
        ),
        pytest.param("We solve the Loom Routing Problem (LRP). The LRP is old.", {"LRP": "Task"}, id="a problem"),
        pytest.param("It converges in Weaver Potential Games.", {"Weaver Potential Games": "Task"}, id="games"),
        pytest.param("It won the Loom Repair Competition (LRC).", {"LRC": "Dataset"}, id="a competition"),
    ],
)
def test_types_by_the_list_they_stand_in(reader: Reader, abstract: str, expected: dict[str, str]) -> None:
    assert {e.name: e.type for e in read(reader, abstract).entities} == expected


def test_an_acronym_used_anew_means_the_same_in_plural_and_singular(reader: Reader) -> None:
    abstract = "We cut dough by the Crumb Voronoi Tessellation (CVT). Each CVT is small, and CVTs are fast."
    assert [e.name for e in read(reader, abstract).entities] == ["CVT"]


def test_what_a_small_word_governs_types_no_long_form(reader: Reader) -> None:
    abstract = "Bread Adaptation for Speech Summarization (BASS) is slow. BASS is surpassed by CedarNet."
    assert "Task" not in {entity.type for entity in read(reader, abstract).entities}


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param(
            "Portrait Matting in Ovens", "We study portrait matting. It is slow.", {"Portrait Matting"}, id="each time"
        ),
        pytest.param(
            "Few-Shot Image Captioning",
            "We study few-shot image captioning.",
            {"Image Captioning"},
            id="how often it was shown makes no other task",
        ),
        pytest.param("Portrait Matting in Ovens", "We study oven matting.", {"Matting"}, id="two words before it"),
    ],
)
def test_terms_with_the_word_before_them(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    found = {e.surfaces[0] for e in read(reader, abstract, title).entities if e.type == "Task"}
    assert found == expected


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        # a word that is doubtful alone
        ("", "It leaves fern segmentation to others.", set()),
        ("", "It keeps the fern classification for each pair.", set()),
        ("", "It leaves fern segmentation to others. Its fern segmentation is poor.", {"fern segmentation"}),
        ("", "We address fern segmentation.", {"fern segmentation"}),
        ("", "We test it on the fern segmentation task.", {"fern segmentation"}),
        ("Fern Segmentation with Nets", "We do so.", {"Fern Segmentation"}),
        # sure ones stay
        ("", "It leaves fern odometry to others.", {"fern odometry"}),
        ("", "It leaves scene instance segmentation to others.", {"scene instance segmentation"}),
        # the listed task beside it
        (
            "",
            "It leads to hand image retrieval that is slow, and to scene image retrieval. Image retrieval lags.",
            {"Image retrieval"},
        ),
    ],
)
def test_a_task_with_words_before_it_said_once(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    assert {e.name for e in read(reader, abstract, title).entities if e.type == "Task"} == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("It needs no parameter tuning and no ledger optimization.", set()),
        ("It goes without a ledger iteration or a ledger divergence.", set()),
        ("It needs dialogue fine-tuning.", {("Method", "dialogue fine-tuning")}),
        ("It is trained by bi-level optimization.", {("Method", "bi-level optimization")}),
        ("It needs hyper-parameter tuning.", {("Task", "hyper-parameter tuning")}),
        ("It is fit for tele-operation.", {("Task", "tele-operation")}),
        ("It reads sentence embeddings.", {("Method", "sentence embeddings")}),
        ("Visual dialogue and VisDial differ.", {("Task", "Visual dialogue"), ("Dataset", "VisDial")}),
        ("It maps words into Hamming space and Wasserstein balls.", set()),
        ("It has six DoFs, or one DoF.", set()),
        ("It bounds the swap regret of a player.", {("Metric", "swap regret")}),
    ],
)
def test_listed_terms_and_heads(reader: Reader, abstract: str, expected: set[tuple[str, str]]) -> None:
    assert {(e.type, e.name) for e in read(reader, abstract).entities} == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        ("The oven has a crust contraction ratio of 78%.", {"crust contraction ratio"}),
        ("The oven has a crust contraction ratio.", set()),
        ("We attain error rates of 3%.", {"error rates"}),
    ],
)
def test_any_noun_tells_what_is_measured(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert {e.surfaces[0] for e in read(reader, abstract).entities if e.type == "Metric"} == expected
