"""What a paper is said to introduce, and what it only names, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from kg.model import Paper, PaperRecord
from tests.test_extract import read


def introduced(record: PaperRecord) -> set[tuple[str, str]]:
    """Type and first surface of everything the paper introduces."""
    return {(entity.type, entity.surfaces[0]) for entity in record.entities if entity.role == "introduced"}


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param(
            "LeafNet: Folding Oaks",
            "We propose LeafNet, a network. Trials on three datasets, namely OakTen and OakHundred, show its worth.",
            {("Model", "LeafNet")},
            id="data sets that are listed behind namely are not introduced",
        ),
        pytest.param(
            "LeafNet: Folding Oaks",
            "We propose LeafNet a network. Trials on old datasets namely OakTen OakSlow and OakHundred show its worth.",
            {("Model", "LeafNet")},
            id="nor are they without commas",
        ),
        pytest.param(
            "Grammar-Free Parsing via Random Bracketing",
            "We propose a method for parsing that needs no labels.",
            {("Method", "Random Bracketing")},
            id="what a title does something by",
        ),
        pytest.param(
            "Burnt Crust Benchmark for Ovens",
            "Do ovens burn? We present the first large benchmark to find out.",
            {("Dataset", "Burnt Crust Benchmark")},
            id="a data set that only the title names",
        ),
        pytest.param(
            "Large-Scale Oven Door Corpus: Letters of Bakers",
            "We collect a corpus of letters.",
            {("Dataset", "Oven Door Corpus")},
            id="how large, before a data set's name",
        ),
        pytest.param(
            "The OvenScape Dataset", "We drove by ovens.", {("Dataset", "OvenScape")}, id="a data set as the title"
        ),
        pytest.param(
            "Burnt Crust Benchmark for Ovens",
            "Do ovens burn? We present a benchmark making method.",
            set(),
            id="a tool for data is no data set",
        ),
        pytest.param(
            "A Burnt Crust Benchmark", "We present a benchmark of ovens.", set(), id="a description of a data set"
        ),
        pytest.param(
            "Leaf Box: Folding Trees Without Contours",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Leaf Box")},
            id="what a title names before its colon",
        ),
        pytest.param(
            "Leaves Meet Trees: Branch-steered Folding of Oaks",
            "We propose a method for trees.",
            {("Method", "Branch-steered Folding")},
            id="what a title names behind a motto",
        ),
        pytest.param(
            "LeafNet: Folding Oaks with Crumb Field Transformers",
            "We propose LeafNet, a network for trees.",
            {("Model", "LeafNet")},
            id="a means behind the name the title opens with",
        ),
        pytest.param(
            "Looking at Leaves: A Tree based Framework for Oaks", "We propose a way to fold.", set(), id="a description"
        ),
        pytest.param(
            "Efficient, Branch-steered Folding of Oaks",
            "We propose a method for trees.",
            {("Method", "Branch-steered Folding")},
            id="praise and a comma before a title's name",
        ),
        pytest.param(
            "On the Growth of Parsing", "We study parsing. It grows.", set(), id="a paper that proposes nothing"
        ),
        pytest.param(
            "",
            "Leaves fall. We call this simple approach quiet branch pruning. Quiet branch pruning is fast.",
            {("Method", "quiet branch pruning")},
            id="what an approach is called",
        ),
        pytest.param(
            "The Superleafing of Trees",
            "Trees grow slowly, a process we refer to as superleafing. It helps all trees.",
            {("Method", "Superleafing")},
            id="one word a paper refers to something as",
        ),
        pytest.param(
            "",
            "Leaves, often called quiet leaves of trees, fall. A process known as falling is slow.",
            set(),
            id="what others call a thing",
        ),
        pytest.param(
            "",
            "Our framework employs a Focused-view Leaf Network with many doors.",
            {("Model", "Focused-view Leaf Network")},
            id="a part with a name of its own",
        ),
        pytest.param(
            "",
            "We propose two losses, OakLoss and PineLoss, for parsing.",
            {("Method", "OakLoss"), ("Method", "PineLoss")},
            id="new names in a list",
        ),
        pytest.param(
            "",
            "We propose learning with REtrieval froM Other Trees (REMOT) for parsing.",
            {("Method", "REtrieval froM Other Trees")},
            id="capitals that spell an acronym",
        ),
        pytest.param(
            "", "DEtection TRansformer (DETR) finds boxes.", set(), id="capitals that spell a well-known acronym"
        ),
        pytest.param(
            "", "The leaf ACCuracy (ACC) drops with ACC.", set(), id="one word in odd capitals is no new acronym"
        ),
        pytest.param("", "Pruned trees use Slow-Growing GANs (SG-GANs).", set(), id="plurals of acronyms"),
        pytest.param("", "We test trees with LeafReLU shape (T-LeafReLU).", set(), id="an odd word that is kept whole"),
        pytest.param(
            "", "We propose a Leaf-to-Root Network (L2RNet).", {("Model", "Leaf-to-Root Network")}, id="a digit is said"
        ),
        pytest.param(
            "",
            "We propose Quiet Branch Sampling, a simple way to decode.",
            {("Method", "Quiet Branch Sampling")},
            id="everyday words with capitals",
        ),
        pytest.param(
            "Parsing with Leaves",
            "We propose LeafParse: A Chinese Legal Leaf Retrieval Dataset of trees.",
            {("Dataset", "LeafParse")},
            id="a description after the name is no name",
        ),
        pytest.param(
            "LPN: Leaf Pose Network for Trees",
            "We propose to look twice. LPN is quick.",
            {("Model", "LPN")},
            id="a title that spells its name",
        ),
        pytest.param(
            "", "In this work, we use a method based on a detector called OakDet.", set(), id="called so by others"
        ),
        pytest.param(
            "",
            "We test it on two forests, namely OakBank and PineBank. It outperforms two quick parsers, namely OakParse "
            "and PineParse. A popular method named LeafCut is slower.",
            set(),
            id="names of others behind namely",
        ),
        pytest.param(
            "Leaf Fold Residual Network for Verse",
            "We introduce a light Leaf Fold Residual network (LFR) for verse.",
            {("Model", "Leaf Fold Residual Network")},
            id="a title's long form with its noun",
        ),
        pytest.param(
            "",
            "We propose a Leaf-Queried Transformer architecture, LQFormer, for trees. LQFormer wins.",
            {("Model", "Leaf-Queried Transformer")},
            id="a short form between commas",
        ),
        pytest.param(
            "",
            "We propose Slow Leaf Relation Folding SLoRF where trees fold. SLoRF wins.",
            {("Method", "Slow Leaf Relation Folding")},
            id="a short form without its brackets",
        ),
        pytest.param(
            "",
            "We introduce two techniques: (1) Leaf Gate Folding to fold trees; and (2) a LeafDrop that cuts them.",
            {("Method", "Leaf Gate Folding"), ("Method", "LeafDrop")},
            id="numbered parts",
        ),
        pytest.param(
            "", "We test two old forests: (1) Leaf Gate Folding to fold, (2) LeafDrop.", set(), id="old parts"
        ),
        pytest.param(
            "",
            "The use of forests and of trees introduces possible leaf troubles, which is bad.",
            set(),
            id="what others introduce",
        ),
        pytest.param(
            "Slow Leaves Make Hierarchical Vision Transformer Stronger", "We propose a tree.", set(), id="a told title"
        ),
        pytest.param(
            "",
            "We propose to look twice. It is compared with the Slow Leaf Model (SLM) on top of the classic Deep Oak "
            "Folding (DOF) parser.",
            set(),
            id="spelled out and another's",
        ),
        pytest.param(
            "Folding Trees with Unknown Leaf Association",
            "We propose a way to gain 5%.",
            set(),
            id="a title's condition",
        ),
        pytest.param("Folding of Trees by Mobile Robots", "We propose a way to fold.", set(), id="who does it"),
        pytest.param("Leaf Fairness in Forests: Some Insights", "We propose a way to fold.", set(), id="a study"),
        pytest.param("Regret Bounds for Leaf Folding", "We present bounds for leaves.", set(), id="a bound"),
        pytest.param(
            "A Heuristic Approach for Leaf Folding", "We propose a way.", set(), id="an approach of some sort"
        ),
        pytest.param(
            "",
            "We propose three variants of the Slow Leaf Transformer (SLT), namely, SLT-V1, SLT-V2 and SLT-V3.",
            {("Model", "SLT-V1"), ("Model", "SLT-V2"), ("Model", "SLT-V3")},
            id="variants by name",
        ),
        pytest.param(
            "",
            "We define Leaf Repair as the task of mending leaves. We also introduce a challenging problem, which is "
            "termed as Branch Repair.",
            {("Task", "Leaf Repair"), ("Task", "Branch Repair")},
            id="tasks by name",
        ),
        pytest.param(
            "Folding Oak Leaves Slowly: A Hybrid Branch Approach",
            "We propose a way. It saves 5% of leaves.",
            set(),
            id="of what sort it is",
        ),
        pytest.param("", "Our tracker, LeafTrack, needs two frames.", {("Method", "LeafTrack")}, id="our tracker, X"),
        pytest.param(
            "", "Here we propose Leaf Loss Search, short: LLS, for trees.", {("Method", "Leaf Loss Search")}, id="short"
        ),
        pytest.param(
            "LeafNet: Pruning Trees with Slow Branch Folding",
            "We present LeafNet for trees. LeafNet introduces a slow branch folding mechanism.",
            {("Model", "LeafNet"), ("Method", "Slow Branch Folding")},
            id="the means in a title that has a name already",
        ),
        pytest.param(
            "LeafNet: Slow Branch Folding of Trees",
            "We present LeafNet. It is a slow branch folding. We propose a slow branch folding mechanism.",
            {("Model", "LeafNet")},
            id="what the title says the name is",
        ),
        pytest.param(
            "Learning Quiet Folding Policy for Early-Spring Leaves",
            "This paper proposes a quiet folding policy for early-spring trees.",
            {("Method", "Quiet Folding Policy")},
            id="a phrase of the title that goes on otherwise",
        ),
        pytest.param(
            "Threshold Folding Kernels for Trees",
            "Trees fold. We propose a folding kernel.",
            {("Method", "Threshold Folding Kernels")},
            id="half a phrase of the title",
        ),
        pytest.param(
            "LeafNet: Pruning Trees through Branch Fine-tuning",
            "We present LeafNet for trees. We also propose a branch fine-tuning strategy.",
            {("Model", "LeafNet"), ("Method", "Branch Fine-tuning")},
            id="a phrase of the title that is a term",
        ),
        pytest.param(
            "Deep Branch Folding Network for Trees",
            "We propose a deep branch folding network (BFNet) for trees.",
            {("Model", "Deep Branch Folding Network")},
            id="an acronym of fewer words than the title has",
        ),
        pytest.param(
            "Pruning with Slow Branch Folding",
            "We introduce an approach called slow branch folding for trees (SlowBFT).",
            {("Method", "slow branch folding for trees")},
            id="an acronym of more words than the title has",
        ),
        pytest.param(
            "Quiet Leaf Sampling for Old Trees",
            "We propose a remedy. With Quiet Leaf Sampling (QLS), old trees heal.",
            {("Method", "Quiet Leaf Sampling")},
            id="what the title names and the abstract abbreviates",
        ),
        pytest.param(
            "Blind Pruning With Local Leaf Slope Prior",
            "We present a method based on the Local Leaf Slope (LLS) prior. It gains 5%.",
            {("Method", "Local Leaf Slope")},
            id="what the title names with the noun it is",
        ),
        pytest.param(
            "",
            "In addition, we introduce leaf-to-leaf folding loss which keeps trees calm.",
            {("Method", "leaf-to-leaf folding loss")},
            id="a part named by what it does",
        ),
        pytest.param(
            "", "All leaves fall at once, a phenomenon we call joint-falling. It hurts.", set(), id="a phenomenon"
        ),
        pytest.param(
            "Leaf Colour Statistics Guided Quiet Branch Pruning",
            "We propose a method. It prunes.",
            {("Method", "Leaf Colour Statistics Guided Quiet Branch Pruning")},
            id="a title that says what guides",
        ),
        pytest.param(
            "A Simple yet Powerful Leaf Shape Guided Approach for Pruning",
            "We propose a method. It prunes.",
            {("Method", "Leaf Shape Guided Approach")},
            id="praise with yet",
        ),
        pytest.param(
            "Growing Families of Trees through Slow Branch Grafting Using Trunk Extension",
            "We propose a method. It grows.",
            {("Method", "Slow Branch Grafting")},
            id="two means in a title",
        ),
        pytest.param(
            "Last-Leaf Rows Matter for Pruning",
            "We propose a method. It prunes.",
            set(),
            id="a title that is a sentence",
        ),
        pytest.param(
            "",
            "In this work we propose Leaf-Twig Memory that keeps old trees.",
            {("Method", "Leaf-Twig Memory")},
            id="a new name that ends on what costs",
        ),
        pytest.param(
            "", "We propose Twig-Aware Accuracy for trees.", {("Metric", "Twig-Aware Accuracy")}, id="a new metric"
        ),
        pytest.param(
            "Deeper Parsing via Injecting Leaves", "We propose a method. It parses.", set(), id="what is done, no name"
        ),
        pytest.param(
            "",
            "We propose a parser. Its rows pass through a Muddy Leaf Mixer (MLM), which is slow.",
            {("Model", "Muddy Leaf Mixer")},
            id="a name spelled out in the paper's own part",
        ),
        pytest.param(
            "",
            "We propose a parser based on the Muddy Leaf Mixer (MULM). It beats the existing Slow Twig Mixer (STWM).",
            set(),
            id="a name of others spelled out in the paper's own part",
        ),
        pytest.param(
            "",
            "Rows grow. A Muddy Leaf Mixer (MULM) was slow. We propose a parser.",
            set(),
            id="a name spelled out before the paper proposes anything",
        ),
        pytest.param(
            "",
            "This paper introduces the notion of stem parity, by which leaves are counted.",
            {("Method", "stem parity")},
            id="the notion of something new",
        ),
        pytest.param(
            "",
            "We introduce the idea of counting leaves for trees. Others study the notion of stem parity.",
            set(),
            id="ideas without a name, or of others",
        ),
        pytest.param(
            "",
            "We propose two tricks, stem parity for small trees and muddy twig folding, to save leaves.",
            {("Method", "stem parity"), ("Method", "muddy twig folding")},
            id="what is listed behind its number",
        ),
        pytest.param(
            "",
            "We introduce two strategies—twig mixing, which folds rows, and multi-leaf folding, which sums them.",
            {("Method", "twig mixing"), ("Method", "multi-leaf folding")},
            id="a list whose items are explained",
        ),
        pytest.param(
            "",
            "We train a parser with two tricks, leaf dropout and knowledge twig mixing, which halve the cost.",
            {("Method", "leaf dropout"), ("Method", "knowledge twig mixing")},
            id="tricks that something is trained with",
        ),
        pytest.param(
            "",
            "We propose two methods, 1) leaf relevance and 2) twig-based relevance, to filter poems.",
            {("Method", "leaf relevance"), ("Method", "twig-based relevance")},
            id="a list with numbers",
        ),
        pytest.param(
            "",
            "We design two pretext objectives, namely poem mending and leaf unfolding.",
            {("Method", "poem mending"), ("Method", "leaf unfolding")},
            id="a list behind namely",
        ),
        pytest.param(
            "",
            "We train with two tricks, data augmentation and transfer learning, which halve the cost.",
            set(),
            id="tricks that are known",
        ),
        pytest.param(
            "",
            "Existing parsers are trained with two tricks, leaf dropout and twig mixing. We time them.",
            set(),
            id="tricks of others",
        ),
        pytest.param(
            "",
            "We evaluate it on two tasks, poem mending and leaf unfolding.",
            set(),
            id="tasks that something is tested on",
        ),
        pytest.param(
            "",
            "We present the “leaf-first” criterion for cutting twigs.",
            {("Method", "leaf-first")},
            id="a criterion in curly quotes",
        ),
        pytest.param(
            "",
            "We propose the ``muddy gate block'', a part that sorts twigs.",
            {("Method", "muddy gate block")},
            id="a block in the quotes of LaTeX",
        ),
        pytest.param(
            "",
            'In this paper, we introduce a cheap "leaf whitening" layer to sort twigs.',
            {("Method", "leaf whitening")},
            id="a layer in straight quotes",
        ),
        pytest.param(
            "",
            "A novel 'leaf unfolding' module is trained to sort twigs.",
            {("Method", "leaf unfolding")},
            id="a novel module in single quotes",
        ),
        pytest.param(
            "",
            'We release a new dataset "Leaves in the Wild", which is hard.',
            {("Dataset", "Leaves in the Wild")},
            id="a data set in quotes",
        ),
        pytest.param(
            "",
            'We propose a "brute-force" approach to twigs. We study the "cold leaf" problem.',
            set(),
            id="quoted adjectives and problems",
        ),
        pytest.param(
            "",
            'We introduce "leaf sets", well-known in botany, to parsers.',
            set(),
            id="what is quoted and well known",
        ),
        pytest.param(
            "",
            "Others propose the “leaf-first” criterion for cutting twigs.",
            set(),
            id="what others quote",
        ),
        pytest.param(
            "Muddy Folding for Robust Twig Parsers",
            'We improve folding by introducing a novel "warm leaf" stage. Our method needs 5% fewer twigs.',
            {("Method", "Muddy Folding"), ("Method", "warm leaf")},
            id="a quoted part beside what the title names",
        ),
        pytest.param(
            "",
            "The leaf training algorithms LeafAgg and TwigSeq are proposed.",
            {("Method", "LeafAgg"), ("Method", "TwigSeq")},
            id="two names that are proposed",
        ),
        pytest.param(
            "",
            "Trees suffer from two losses: muddy leaves and slow twigs. We name neither.",
            set(),
            id="what is listed but not proposed",
        ),
        pytest.param(
            "",
            "We further propose muddy branch folding to save leaves.",
            {("Method", "muddy branch folding")},
            id="what is done, proposed without an article",
        ),
        pytest.param(
            "",
            "We design muddy twig gates that save leaves. With muddy twig gates, trees grow.",
            {("Method", "muddy twig gates")},
            id="what is proposed without an article and said again",
        ),
        pytest.param(
            "",
            "We develop muddy justification for trees, and allow growers to design leaves according to taste.",
            set(),
            id="what has no name though no article",
        ),
        pytest.param(
            "",
            "We propose a new loss, dubbed the muddy loss, to save leaves.",
            {("Method", "muddy loss")},
            id="a name that ends on its kind",
        ),
        pytest.param(
            "",
            'We refer to this tall and slow design as "folded twigs".',
            {("Method", "folded twigs")},
            id="what a design of some words is referred to as",
        ),
        pytest.param(
            "A Leaf/Twig Growth Framework for Slow Trees",
            "We study slow trees. They grow.",
            {("Method", "Leaf/Twig Growth Framework")},
            id="a title that says outright what was made",
        ),
        pytest.param(
            "Twig Growth for Slow Trees", "We study slow trees. They grow.", set(), id="a topic, nothing proposed"
        ),
        pytest.param(
            "Twig Folding for Slow Trees",
            "This paper takes a slow path, proposing a twig folder for trees.",
            {("Method", "Twig Folding")},
            id="what a paper does proposing something",
        ),
        pytest.param(
            "Multi-Leaf Shade-Aware Twig Mixers Based on Folding for Trees",
            "We propose a mixer. It mixes.",
            {("Method", "Multi-Leaf Shade-Aware Twig Mixers")},
            id="what is based on something",
        ),
        pytest.param(
            "Slow Oak Diagnosis Using Loose Leaves",
            "We propose a method. It grows.",
            set(),
            id="what is done with a tool",
        ),
        pytest.param(
            "Helping Growers Meet Others with Talkative Gardens",
            "We propose to talk. Growers meet 12% more often.",
            set(),
            id="what a title only has to do with",
        ),
        pytest.param(
            "Muddy Branch Foldings in the Wild",
            "We propose muddy branch folding to save leaves. A muddy branch folding is slow.",
            {("Method", "Muddy Branch Foldings")},
            id="what is announced in lower case and said again",
        ),
        pytest.param(
            "Reinforcement Learning for Trees",
            "Few tried to introduce reinforcement learning (RL) to trees.",
            set(),
            id="a listed term that others introduce",
        ),
        pytest.param(
            "",
            "We have built ToADER a framework for trees. The second stage (LeafaNet) cuts them.",
            {("Method", "ToADER"), ("Model", "LeafaNet")},
            id="what has been built, and its second stage",
        ),
        pytest.param(
            "A bark-inspired folding robot",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "bark-inspired folding robot")},
            id="a title that is the thing itself",
        ),
        pytest.param(
            "A Bark Sensor for Dark Woods",
            "A sensor for woods is presented. It saves 5% of leaves.",
            {("Method", "Bark Sensor")},
            id="a thing that is presented",
        ),
        pytest.param(
            "BERT-Guided Leaf Folding for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "BERT-Guided Leaf Folding")},
            id="a known name inside a title's phrase",
        ),
        pytest.param(
            "Parsing Trees Using Very Deep Transformers",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="a known name with praise",
        ),
        pytest.param(
            "Large-Scale Bark-Guided Folding for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Bark-Guided Folding")},
            id="how large, before a title's name",
        ),
        pytest.param(
            "Bark-Guided Leaf Models for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Model", "Bark-Guided Leaf Models")},
            id="models that say how they work",
        ),
        pytest.param(
            "Leaf Models for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="models of anybody",
        ),
        pytest.param(
            "Dropout for Pruning Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="one listed word opening a title",
        ),
        pytest.param(
            "Progressive Training: Growing Oaks Slowly",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Progressive Training")},
            id="a listed term opening a title",
        ),
        pytest.param(
            "Contrastive Learning for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="a listed way of learning",
        ),
        pytest.param(
            "Pruning Oaks with a Bark-Guided Folding Approach",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Bark-Guided Folding Approach")},
            id="an approach behind an article",
        ),
        pytest.param(
            "Pruning Oaks with a Wooden Ladder",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="a thing behind an article",
        ),
        pytest.param(
            "Axial and Radial Wavy Leaf Cue Folding Layers for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Axial and Radial Wavy Leaf Cue Folding Layers")},
            id="a longer phrase before what it is for",
        ),
        pytest.param(
            "Ring Folding: Growing Oaks Slowly",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Ring Folding")},
            id="a noun that ends like a verb",
        ),
        pytest.param(
            "μLeaf: Growing Oaks Slowly",
            "Oaks grow. It saves 5% of leaves.",
            {("Method", "μLeaf")},
            id="a Greek letter before a name",
        ),
        pytest.param(
            "L-Top, a Small Robot for Woods",
            "This paper tells of a robot. It saves 5% of leaves.",
            {("Method", "L-Top")},
            id="a title's name before a comma",
        ),
        pytest.param(
            "Bark Analysis and Folding for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="an analysis",
        ),
        pytest.param(
            "Wavy Roots Driven by Fluids",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="a participle",
        ),
        pytest.param(
            "Bark-Guided Human Pose Folding for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Bark-Guided Human Pose Folding")},
            id="a noun that may be a verb",
        ),
        pytest.param(
            "Leaf Tricks Boost Folding for Oaks",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="a title that tells something before its purpose",
        ),
        pytest.param(
            "On Trees",
            "We propose a folder for trees, called Deep LF-ITM, which folds. It uses a new loss called Dual LeafNCE.",
            {("Method", "Deep LF-ITM"), ("Method", "Dual LeafNCE")},
            id="a name is announced whole behind called",
        ),
        pytest.param(
            "On Trees",
            "We propose a folding rule, called Step-aware and Leaf-aware Twig Inversion, which sorts twigs.",
            {("Method", "Step-aware and Leaf-aware Twig Inversion")},
            id="an announced name may have an and in it",
        ),
        pytest.param(
            "On Trees",
            "We also propose Fast NMS, a cheap way to prune. We present Wizard of Leaves, the first of its kind.",
            {("Method", "Fast NMS"), ("Method", "Wizard of Leaves")},
            id="a name is proposed whole",
        ),
        pytest.param(
            "On Trees",
            "We develop a Slow Folding and Twig Verification framework to sort leaves.",
            {("Method", "Slow Folding and Twig Verification")},
            id="one framework of two parts is one thing",
        ),
        pytest.param(
            "On Trees",
            "We propose Virtual Overleaf Linking (Violin), a cheap way to sort twigs. Violin is fast.",
            {("Method", "Virtual Overleaf Linking")},
            id="a name in brackets that begins like the words before it",
        ),
        pytest.param(
            "On Trees",
            "We propose Stereo Direct Leaf Sorting (Stereo DLS) as a new way to sort.",
            {("Method", "Stereo DLS")},
            id="a name of two words in brackets",
        ),
        pytest.param(
            "On Trees",
            "We propose LeafNet, a network for trees. It has a twig folding module (TFM), and we use the Slow Bark "
            "Sorting (SBS) block to clean it.",
            {("Model", "LeafNet"), ("Method", "twig folding module"), ("Method", "Slow Bark Sorting")},
            id="modules that are spelled out",
        ),
        pytest.param(
            "On Trees",
            "We propose LeafNet, a network for trees. It has the popular twig folding module (TFM).",
            {("Model", "LeafNet")},
            id="but not those of others",
        ),
        pytest.param(
            "On Trees",
            "LeafNet is old. It sorts twigs with a new rule called twig-guided contrastive learning, where twigs pair.",
            {("Method", "twig-guided contrastive learning")},
            id="a new rule called so",
        ),
        pytest.param(
            "On Trees",
            "We propose a part of a network, named slow-leaf LSTM, which folds twigs.",
            {("Model", "slow-leaf LSTM")},
            id="a lower-case name that ends on a known one",
        ),
        pytest.param(
            "Wavy 3DTree: Folding Leaves in the Wind",
            "Leaves fold. Much depends on how they do it.",
            {("Method", "Wavy 3DTree")},
            id="several words before a colon, one of them coined",
        ),
        pytest.param(
            "LEAPS Benchmark: Folding Leaves in the Wind",
            "Leaves fold. LEAPS has 500 images of leaves.",
            {("Dataset", "LEAPS")},
            id="a coined word and its kind before a colon",
        ),
        pytest.param(
            "On Trees",
            "We propose a twig-level early-exit mechanism that lets leaves go. The twig-level early-exit is fast.",
            {("Method", "twig-level early-exit")},
            id="what is proposed in lower case and spoken of again",
        ),
        pytest.param(
            "On Trees",
            "Our folder rests on a novel masked leaf encoder for twigs. The proposed masked leaf encoder is small.",
            {("Model", "masked leaf encoder")},
            id="a novel thing that is spoken of again",
        ),
        pytest.param(
            "On Trees",
            "We develop a simple yet effective root-guided leaf voting module. Root-guided leaf voting is fast.",
            {("Method", "root-guided leaf voting module")},
            id="praise is no part of a handle",
        ),
        pytest.param(
            "On Trees",
            "A leaf-level folding rule is old. We propose a leaf-level folding rule that is fast.",
            set(),
            id="what was spoken of before is no handle",
        ),
        pytest.param(
            "On Trees",
            "We present a robust leaf folder that sorts twigs. The leaf folder is fast.",
            set(),
            id="two words describe a thing",
        ),
        pytest.param(
            "On Trees",
            "We propose a leaf-wise twig segmentation strategy that is slow. We use leaf-wise twig segmentation twice.",
            set(),
            id="what ends on a task is none",
        ),
        pytest.param(
            "On Trees",
            "We propose a slow root-leaf folder, named LeafNet. The slow root-leaf folder is fast.",
            {("Model", "LeafNet")},
            id="a handle of what has a name",
        ),
        pytest.param(
            "On Trees",
            "A recent paper presents a two-stage leaf encoder. The two-stage leaf encoder is small.",
            set(),
            id="what another paper proposes",
        ),
        pytest.param(
            "On Trees",
            "Smith et al. used a novel twig-wise hash kernel. The twig-wise hash kernel is small.",
            set(),
            id="a novel thing of others",
        ),
        pytest.param(
            "On Trees",
            "We present a four-legged walking robot. The four-legged walking robot obeys a closed-form leaf bound.",
            set(),
            id="what is built of metal",
        ),
        pytest.param(
            "On Trees",
            "We present a root surface cutting system. Root surface cutting is hard for a root surface cutting system.",
            set(),
            id="what a system is for",
        ),
        pytest.param(
            "On Trees",
            "We introduce a setting, the open wood, which is hard.",
            set(),
            id="what a setting is",
        ),
        pytest.param(
            "On Trees",
            "We introduce a regularizer, the leaf penalty, which keeps leaves. It saves 3% of them.",
            {("Method", "leaf penalty")},
            id="a kind of thing and then its name in lower case",
        ),
        pytest.param(
            "On Trees",
            "We develop a new framework, the bark map method. It saves 3% of leaves.",
            {("Method", "bark map method")},
            id="a name in lower case that ends the sentence",
        ),
        pytest.param(
            "On Trees",
            "We propose an algorithm, the first fast one. It saves 3% of leaves.",
            set(),
            id="the first one is no name",
        ),
        pytest.param(
            "On Trees",
            "We propose a simple yet efficient Interactive Leaf-Annotation framework to cut down cost.",
            {("Method", "Interactive Leaf-Annotation")},
            id="a name in capitals behind much praise",
        ),
        pytest.param(
            "On Trees",
            "We introduce a Leaf-Aware Loss to make folding stable.",
            {("Method", "Leaf-Aware Loss")},
            id="a name that ends on its kind",
        ),
        pytest.param(
            "On Trees",
            "We train it with a Leaf-Aware Loss to make folding stable.",
            set(),
            id="one that is not proposed",
        ),
        pytest.param(
            "On Trees",
            "Moreover, we propose Augmented Folding; a new way to sort leaves.",
            {("Method", "Augmented Folding")},
            id="a name before a semicolon",
        ),
        pytest.param(
            "On Trees",
            "To sort leaves, we derive the Oak Mixture Loss, which is smooth.",
            {("Method", "Oak Mixture Loss")},
            id="a name that is derived",
        ),
        pytest.param(
            "On Trees",
            "We sort leaves. The approach is called twig decoupled folding. It saves 3% of leaves.",
            {("Method", "twig decoupled folding")},
            id="the approach is called something",
        ),
        pytest.param(
            "On Trees",
            "The technique is called twig decoupled folding. It saves 3% of leaves.",
            set(),
            id="a technique that is called something before the paper says what it does",
        ),
        pytest.param(
            "On Trees",
            "We sort leaves. In gardens, this approach is called twig decoupled folding.",
            set(),
            id="what others call an approach",
        ),
        pytest.param(
            "On Trees",
            "We propose a new transfer function, called twigging, which sorts leaves.",
            {("Method", "twigging")},
            id="a single word that a proposed thing is called",
        ),
        pytest.param(
            "On Trees",
            "We propose a test for a method called twigging. We introduce a disease called curling, which hurts.",
            set(),
            id="a single word for what something proposed is for, and for no kind of thing",
        ),
        pytest.param(
            "On Trees",
            "Growers use a function, called twigging, which sorts leaves.",
            set(),
            id="a single word that others call a thing",
        ),
        pytest.param(
            "On Trees",
            "We propose to avoid the so called twigging, which harms leaves.",
            set(),
            id="what is so called",
        ),
        pytest.param(
            "Learning Slow Leaf Kernels for Robust Pruning",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Slow Leaf Kernels")},
            id="what a title says is learned",
        ),
        pytest.param(
            "Learning a Twig Relation Graph for Robust Pruning",
            "We propose a method for trees. It saves 5% of leaves.",
            {("Method", "Twig Relation Graph")},
            id="what is learned with an article",
        ),
        pytest.param(
            "Learning a Local Leaf Descriptor for Robust Pruning",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="what many learn",
        ),
        pytest.param(
            "Learning Young Oak Growers for Pruning",
            "We propose a method for trees. It saves 5% of leaves.",
            set(),
            id="what is learned but not made",
        ),
        pytest.param(
            "On Trees",
            "We curate and release new datasets (FineMath, OakEdu, and OakTalk) for growers.",
            {("Dataset", "FineMath"), ("Dataset", "OakEdu"), ("Dataset", "OakTalk")},
            id="listed data sets that are released",
        ),
        pytest.param(
            "On Trees",
            "We have drawn a collection of leaves, named SYNTHIA, for growers.",
            {("Dataset", "SYNTHIA")},
            id="a listed name that the paper gives",
        ),
        pytest.param(
            "On Trees",
            "Our pairs come from new Incremental Twig Graphs (ITG), which grow.",
            {("Method", "Incremental Twig Graphs")},
            id="new things without an article",
        ),
        pytest.param(
            "On Trees",
            "We propose a folder. First, the Inter-Leaf Relation Module counts. The Twig Refinement Block sharpens.",
            {("Method", "Inter-Leaf Relation Module"), ("Method", "Twig Refinement Block")},
            id="parts in capitals, each told of as the subject",
        ),
        pytest.param(
            "On Trees",
            "We propose LeafNet. It is trained with Multi-Leaf Separation Loss and a Hierarchical Twig Encoder.",
            {("Method", "Multi-Leaf Separation Loss"), ("Model", "Hierarchical Twig Encoder"), ("Model", "LeafNet")},
            id="parts in capitals that a model is trained with",
        ),
        pytest.param(
            "On Trees",
            "We propose LeafNet. It trains with the CLIP Text Encoder. Unlike the Long Leaf Decoder, it is small.",
            {("Model", "LeafNet")},
            id="parts of known models, and those it differs from",
        ),
        pytest.param(
            "On Trees",
            "We propose LeafNet. First, we introduce a CLIP Prior module to find leaves.",
            {("Model", "LeafNet"), ("Method", "CLIP Prior")},
            id="a part of a known model that is proposed",
        ),
        pytest.param(
            "On Trees",
            "We propose LeafNet. It grows in the First Growing Stage and fits the National Tree Strategy.",
            {("Model", "LeafNet")},
            id="no parts",
        ),
        pytest.param(
            "On Trees",
            "The Spatial Leaf Module is old. We propose LeafNet.",
            {("Model", "LeafNet")},
            id="a part that is told of before anything is proposed",
        ),
        pytest.param(
            "On Trees",
            "We propose LeafNet. It uses the recently proposed Limit-based Leaf Loss.",
            {("Model", "LeafNet")},
            id="a part that others have proposed",
        ),
        pytest.param("Folding GANs: The Wind", "Leaves fold.", set(), id="what is done before a colon"),
        pytest.param("Pressed AI Models: The Wind", "Leaves fold.", set(), id="models at large before a colon"),
    ],
)
def test_what_is_introduced(reader: Reader, title: str, abstract: str, expected: set[tuple[str, str]]) -> None:
    assert introduced(read(reader, abstract, title)) == expected


def test_costs_count_only_with_a_number(reader: Reader) -> None:
    told = read(reader, "CedarNet reduces latency by 35%.")
    idle = read(reader, "CedarNet reduces latency and reaches 91.2% accuracy.")
    assert "latency" in {entity.name for entity in told.entities}
    assert "latency" not in {entity.name for entity in idle.entities}


def test_a_rival_is_what_the_paper_s_own_is(reader: Reader) -> None:
    abstract = "We propose CedarTune, a tuning method. CedarTune surpasses RivalTune by 3%."
    kinds = {entity.name: entity.type for entity in read(reader, abstract).entities}
    assert kinds == {"CedarTune": "Method", "RivalTune": "Method"}


def test_cited_authors_are_nothing(reader: Reader) -> None:
    assert not reader.read(Paper(id="title:x", title="", abstract="Earlier (Birkenhead et al., 2019).")).entities
