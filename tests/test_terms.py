"""Terms: which lower-case words are tasks, methods and measures by what stands beside them."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from kg.model import Paper
from tests.test_extract import read


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param("We train a classification network for ovens.", set(), id="how a network works"),
        pytest.param("A regression model tells the crust.", set(), id="how a model works"),
        pytest.param("The regression loss falls, and so do the classification losses.", set(), id="how a loss works"),
        pytest.param("We test it on classification tasks.", {"classification"}, id="tasks are said to be"),
        pytest.param("We gain 2% on ImageNet classification.", {"classification"}, id="what is done to a data set"),
        pytest.param("ImageNet classification models are slow.", set(), id="a data set's models"),
        pytest.param("Existing crack detection methods are slow.", {"crack detection"}, id="methods for a task"),
        pytest.param("We bake with machine translation models.", {"machine translation"}, id="what needs no context"),
        pytest.param("Large scale place recognition is hard.", {"place recognition"}, id="half of large scale"),
        pytest.param("It needs real time lane detection.", {"lane detection"}, id="half of real time"),
        pytest.param("A computer vision classification task.", {"classification"}, id="half of computer vision"),
        pytest.param(
            "We study self-supervised loaf segmentation tasks.", {"loaf segmentation"}, id="how it is supervised"
        ),
        pytest.param(
            "We study multimodal loaf classification tasks.", {"loaf classification"}, id="how many modes it has"
        ),
        pytest.param("We study 3D loaf segmentation.", {"3D loaf segmentation"}, id="in space it is another"),
        pytest.param("It reads part-of-speech tags (POS tags).", set(), id="what tags say"),
        pytest.param("It helps in POS tagging.", {"POS tagging"}, id="what gives tags"),
        pytest.param("Instruction-following models bake.", set(), id="what models can"),
        pytest.param(
            "It does machine translation and crust categorization.",
            {"machine translation", "crust categorization"},
            id="beside a task",
        ),
        pytest.param(
            "It does machine translation, crust ranking, and more.",
            {"machine translation", "crust ranking"},
            id="in a list of tasks",
        ),
        pytest.param("It does machine translation, ovens baking on gas.", {"machine translation"}, id="a clause"),
        pytest.param("It does machine translation and crust improvement.", {"machine translation"}, id="no task"),
        pytest.param("We crumble loaf segmentation tasks.", {"loaf segmentation"}, id="what is done to it"),
        pytest.param("They may loaf segmentation.", set(), id="a verb alone"),
        pytest.param("It needs visual verification.", set(), id="a head that alone makes no task"),
        pytest.param("We study visual verification tasks.", {"visual verification"}, id="such a head beside tasks"),
        pytest.param("We study Persian image segmentation.", {"image segmentation"}, id="its language"),
        pytest.param("The sim-to-real gap is wide.", set(), id="a gap"),
        pytest.param("We study sim-to-real transfer.", {"sim-to-real transfer"}, id="what closes it"),
    ],
)
def test_tasks_by_what_stands_beside_them(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert {e.surfaces[0] for e in read(reader, abstract).entities if e.type == "Task"} == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param("Adversarial attacks make adversarial examples (AEs).", {("adversarial attacks", "Method")}),
        pytest.param("We add two auxiliary tasks and 20 probing tasks.", set()),
        pytest.param("We use probing.", {("probing", "Method")}),
        pytest.param("Its softmax layer does feature extraction and feature alignment.", set()),
        pytest.param("We use compressed sensing.", {("compressed sensing", "Method")}),
        pytest.param("It uses attention maps, and ovens draw attention.", set()),
        pytest.param("It uses attention.", {("attention", "Method")}),
        pytest.param("Image gradient methods need energy optimization and cost minimization.", set()),
        pytest.param("We use stochastic gradient descent.", {("stochastic gradient descent", "Method")}),
        pytest.param("It beats large vision models (LVMs) and Video-LLMs.", set()),
        pytest.param("It is like recursive NNs.", {("recursive nns", "Model")}),
        pytest.param("We report certified robustness.", {("certified robustness", "Metric")}),
        pytest.param("It allows cross-lingual transfer.", {("cross-lingual transfer", "Method")}),
    ],
)
def test_what_is_an_established_term(reader: Reader, abstract: str, expected: set[tuple[str, str]]) -> None:
    assert {(e.surfaces[0].lower(), e.type) for e in read(reader, abstract).entities} == expected


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param("Gates for Docket Sorting", "Docket sorting is slow.", {"Docket Sorting"}, id="what it is for"),
        pytest.param("Gates for Docket Sorting", "We sort dockets by gates.", set(), id="said in the title alone"),
        pytest.param("Loaf Naming in Ovens", "We test loaf naming.", {"Loaf Naming"}, id="what a title opens with"),
        pytest.param("Slow Crumbs: Loaf Naming", "We test loaf naming.", {"Loaf Naming"}, id="behind a colon"),
        pytest.param("Ovens via Loaf Naming", "We test loaf naming.", set(), id="a means"),
        pytest.param("Loaf Folding for Ovens", "We test loaf folding.", set(), id="more likely its own"),
        pytest.param("A Study of Fast Loaf Naming", "Loaf naming is rare.", {"Loaf Naming"}, id="what both have"),
        pytest.param("On Loaf Naming Models", "We test loaf naming.", set(), id="what modifies a noun"),
        pytest.param("High Dynamic Oven Baking", "Dynamic oven baking is hard.", set(), id="half of a phrase"),
        pytest.param("On Flour Communication", "Flour communication is rare.", set(), id="a noun that is no task"),
        pytest.param(
            "On Ovens",
            "Loaf selection is rare. We study loaf selection, as loaf selection is slow.",
            {"Loaf selection"},
            id="said three times",
        ),
        pytest.param("On Ovens", "Loaf selection is rare. We study loaf selection.", set(), id="said twice"),
        pytest.param(
            "On Ovens",
            "Powder recognition is rare. We do powder recognition.",
            {"Powder recognition"},
            id="by its head",
        ),
        pytest.param("On Tool Use", "Tool use is hard.", {"Tool Use"}, id="doubtful, in both"),
        pytest.param("On Ovens", "We speak of tool use.", set(), id="doubtful, in one"),
    ],
)
def test_tasks_that_title_and_abstract_have(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    record = reader.read(Paper(id="title:crumb", title=title, abstract=abstract))
    assert {e.surfaces[0] for e in record.entities if e.type == "Task"} == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("Gates for Docket Estimation", {"Docket Estimation"}, id="what it is for"),
        pytest.param("Gates for Robust Docket Estimation with Sieves", {"Docket Estimation"}, id="how well"),
        pytest.param("Gates for Sieve-Based Docket Tracking", {"Docket Tracking"}, id="how"),
        pytest.param("Towards Docket Planning: A Note", {"Docket Planning"}, id="before a colon"),
        pytest.param("Gates for Estimation", set(), id="a head alone"),
        pytest.param("Gates for Fast Estimation", set(), id="a head that is only praised"),
        pytest.param("Gates for Docket Prediction Ovens", set(), id="what modifies a noun"),
        pytest.param("Gates for Whole Oven Manipulation", set(), id="half of a phrase"),
        pytest.param("Docket Estimation for Gates", set(), id="what is for something"),
    ],
)
def test_tasks_a_title_says_something_is_for(reader: Reader, title: str, expected: set[str]) -> None:
    record = read(reader, "Gates shut slowly.", title)
    assert {e.surfaces[0] for e in record.entities if e.type == "Task"} == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param("It helps in detection and segmentation.", {"detection", "segmentation"}, id="two"),
        pytest.param(
            "It bakes by regression, ranking, or detection.", {"regression", "ranking", "detection"}, id="three"
        ),
        pytest.param("All tasks (detection and ranking) are slow.", {"detection", "ranking"}, id="in brackets"),
        pytest.param(
            "It does loaf summarization and generation.", {"loaf summarization", "generation"}, id="one more of loaves"
        ),
        pytest.param(
            "It does machine translation and ranking.", {"machine translation", "ranking"}, id="beside a listed task"
        ),
        pytest.param(
            "It does ranking, machine translation, and more.", {"machine translation", "ranking"}, id="before one"
        ),
        pytest.param("The classification and detection heads are small.", set(), id="parts of a network"),
        pytest.param("It does question answering and ranking ovens.", {"question answering"}, id="a clause"),
        pytest.param("The detection and ranking of crumbs is slow.", set(), id="what is done to something"),
        pytest.param("It uses detection and ranking-based ovens.", set(), id="how it works"),
        pytest.param("It helps in detection and ovens.", set(), id="one alone"),
    ],
)
def test_bare_words_for_tasks_in_a_list(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert {e.surfaces[0] for e in read(reader, abstract).entities if e.type == "Task"} == expected


def test_doubtful_methods_that_title_and_abstract_have(reader: Reader) -> None:
    paper = Paper(id="title:crumb", title="Ovens by Distribution Matching", abstract="Distribution matching is slow.")
    assert {(e.name.lower(), e.type) for e in reader.read(paper).entities} == {("distribution matching", "Method")}


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param(
            "Deep Gradient Clipping Ovens", "We propose Gradient Clipping Ovens (GCO) for rye.", {"GCO"}, id="a part"
        ),
        pytest.param(
            "Gradient Clipping Ovens",
            "We propose Gradient Clipping Ovens (GCO), better than gradient clipping.",
            {"GCO", "gradient clipping"},
            id="a part that stands alone too",
        ),
        pytest.param(
            "GMT: Slow Gates for Machine Translation",
            "We propose Gates for Machine Translation (GMT) in ovens.",
            {"GMT", "Machine Translation"},
            id="what it is for",
        ),
    ],
)
def test_what_stands_only_inside_own_names(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    record = reader.read(Paper(id="title:crumb", title=title, abstract=abstract))
    assert {e.name for e in record.entities} == expected
