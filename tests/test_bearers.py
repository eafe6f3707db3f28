"""Which model has the parameters or the training data that a number counts, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We introduce CedarNet, a model. It scales from 95M to 330M parameters.",
            {"CedarNet parameters 95000000-330000000"},
            id="what scales",
        ),
        pytest.param(
            "We introduce CedarNet, a model. This lets our recipe scale to 3B parameters.",
            {"CedarNet parameters 3000000000"},
            id="what is let to scale",
        ),
        pytest.param(
            "We introduce CedarNet, a network. The network contains 12M parameters.",
            {"CedarNet parameters 12000000"},
            id="the network is the one introduced",
        ),
        pytest.param(
            "We introduce CedarNet, a network. With 12M parameters, the model reaches 81.2% on GLUE.",
            {"CedarNet parameters 12000000", "CedarNet score 81.2% on GLUE"},
            id="who follows a condition",
        ),
        pytest.param(
            "We introduce CedarNet, a network. With 0.9M parameters our method is quick.",
            {"CedarNet parameters 900000"},
            id="a condition without a comma",
        ),
        pytest.param(
            "We introduce CedarNet, a network. With a model size of 0.9M parameters, it is quick.",
            {"CedarNet parameters 900000"},
            id="a condition that tells a size",
        ),
        pytest.param(
            "We introduce CedarNet, a network. At 0.9M parameters, our model is quick.",
            {"CedarNet parameters 900000"},
            id="at so many",
        ),
        pytest.param(
            "We introduce CedarNet, a network. Despite its small size of 0.9M parameters, CedarNet is quick.",
            {"CedarNet parameters 900000"},
            id="in spite of its size",
        ),
        pytest.param(
            "We introduce CedarNet, a network. It needs 2.1 GFLOPs and 0.14M parameters.",
            {"CedarNet parameters 140000", "CedarNet score 2.1 GFLOPs GFLOPs"},
            id="behind another cost",
        ),
        pytest.param(
            "We introduce CedarNet, a network. It beats BERT despite having only 12M parameters.",
            {"CedarNet outperforms BERT", "CedarNet parameters 12000000"},
            id="who beats a larger one",
        ),
        pytest.param(
            "We introduce CedarNet, a network. Models at a size of 7B parameters are slow.",
            {"? parameters 7000000000"},
            id="anybody's size",
        ),
        pytest.param(
            "OakNet, the well-known CNN for maps, needs 110M parameters. We propose CedarNet, a model.",
            {"OakNet parameters 110000000"},
            id="who is told to be of a kind",
        ),
        pytest.param(
            "We introduce CedarLM, a family of models from 1B to 7B parameters.",
            {"CedarLM parameters 1000000000-7000000000"},
            id="a family",
        ),
        pytest.param(
            "We introduce CedarLM, a model with 47B total parameters and 13B active parameters.",
            {"CedarLM parameters 13000000000", "CedarLM parameters 47000000000"},
            id="counts that are listed",
        ),
        pytest.param(
            "We introduce CedarLM, with 671B parameters of which 37B are activated for each token.",
            {"CedarLM parameters 37000000000", "CedarLM parameters 671000000000"},
            id="how many are active",
        ),
        pytest.param(
            "CedarLM is tested on models of 125M and 350M parameters.",
            {"? parameters 125000000", "? parameters 350000000"},
            id="models without a name",
        ),
        pytest.param(
            "We introduce CedarLM, which is better with 1B tokens than others with 3B tokens.",
            {"? training_tokens 3000000000 tokens", "CedarLM training_tokens 1000000000 tokens"},
            id="tokens in such numbers were trained on",
        ),
        pytest.param(
            "We introduce CedarLM, trained on 600 billion tokens of text and 80B tokens of code.",
            {"? training_tokens 80000000000 tokens", "CedarLM training_tokens 600000000000 tokens"},
            id="two amounts of tokens",
        ),
        pytest.param(
            "We introduce CedarLM, which reads 1 million tokens at once.",
            set(),
            id="so few are read",
        ),
        pytest.param(
            "We introduce CedarText, a dataset that contains 8 billion tokens.",
            {"CedarText dataset_size 8000000000 tokens"},
            id="tokens of a data set",
        ),
        pytest.param(
            "The corpus, with about 180 billion tokens, has parts of Common Crawl.",
            {"? dataset_size 180000000000 tokens"},
            id="a corpus without a name is not the one it is made of",
        ),
        pytest.param(
            "We introduce CedarBench, a dataset of 120 scenes with a total of 2,807 frames.",
            {"CedarBench dataset_size 120 scenes", "CedarBench dataset_size 2807 frames"},
            id="parts and their total",
        ),
        pytest.param(
            "We introduce CedarBench, a data set of 32,795 questions asked over 4,998 maps of towns.",
            {"CedarBench dataset_size 32795 questions", "CedarBench dataset_size 4998 maps"},
            id="what the questions are asked over",
        ),
        pytest.param(
            "We introduce CedarBench, a data set with 5,210 descriptions for 2,400 scenes.",
            {"CedarBench dataset_size 5210 descriptions", "CedarBench dataset_size 2400 scenes"},
            id="what the descriptions are for",
        ),
        pytest.param(
            "We introduce CedarBench, a data set which features 1482 RGB-D scans.",
            {"CedarBench dataset_size 1482 scans"},
            id="what a data set features",
        ),
        pytest.param(
            "We introduce CedarBench, a data set which contains 12,198 radar sweep and camera image pairs.",
            {"CedarBench dataset_size 12198 pairs"},
            id="a noun far behind its number",
        ),
        pytest.param(
            "The drone was tested on 378 night images and 12 videos.",
            {"? dataset_size 378 images"},
            id="what something was tested on",
        ),
        pytest.param(
            "We introduce CedarBench, a data set with old notes, consisting of 46,289 barn plans.",
            {"CedarBench dataset_size 46289"},
            id="thousands of anything",
        ),
        pytest.param(
            "We introduce CedarBench, a data set with 1,203 classes, annotated by 2,500 volunteers.",
            set(),
            id="classes and people are no size",
        ),
        pytest.param(
            "The boat was tested on 150 hours of harbour recordings.",
            {"? dataset_size 150 hours"},
            id="hours something was tested on",
        ),
        pytest.param(
            "We introduce CedarBench, a new corpus of maps. In total, it contains 150,000 images.",
            {"CedarBench dataset_size 150000 images"},
            id="it goes on about the data set",
        ),
        pytest.param(
            "We introduce CedarBench, a corpus of maps. We start from COCO. It has 330K images.",
            {"COCO dataset_size 330000 images"},
            id="it means what the sentence before names",
        ),
        pytest.param(
            "We introduce CedarBench and LarchBench, two datasets of maps. Our dataset contains over 9,000 images.",
            {"LarchBench dataset_size 9000 images"},
            id="of two new data sets the last one named",
        ),
        pytest.param(
            "We introduce CedarBench, a corpus on modern farming, composed of 1,207 faces.",
            {"CedarBench dataset_size 1207 faces"},
            id="a size told farther off",
        ),
        pytest.param(
            "Trained on 1M hand grasps collected in towns, CedarNet, our model, opens doors.",
            {"CedarNet training_tokens 1000000 grasps"},
            id="who was trained follows after some words",
        ),
        pytest.param(
            "We introduce CedarBench, with 2.3K tables, 14K charts and 5K figures.",
            {
                "CedarBench dataset_size 2300 tables",
                "CedarBench dataset_size 14000 charts",
                "CedarBench dataset_size 5000 figures",
            },
            id="charts and figures",
        ),
        pytest.param(
            "We introduce CedarBench, a benchmark. We expand the training set to 12,054 riddles and problems.",
            {"CedarBench dataset_size 12054 problems"},
            id="what a set is expanded to",
        ),
        pytest.param(
            "We introduce CedarLM. Training on 14.8 trillion tokens and tuning took 2.788 million H800 GPU hours.",
            {"? training_tokens 14800000000000 tokens"},
            id="hours of machines are no data",
        ),
        pytest.param(
            "We introduce CedarLM, a model. It is trained on 60K hours of speech.",
            {"CedarLM training_tokens 60000 hours"},
            id="it was trained on hours of speech",
        ),
    ],
)
def test_bearer(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected
