"""Whose a number is, what it measures, and what builds on what, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.reader import Reader
from tests.test_extract import read, said


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We introduce CedarNet, a model. It cuts the average unpacking time of BERT by up to 38%.",
            {"CedarNet change 38% decrease unpacking time over BERT"},
            id="any noun is a measure where an amount says how far it moves",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It outperforms BERT on SQuAD (+4) and MNLI (+3).",
            {
                "CedarNet change 4 increase on SQuAD over BERT",
                "CedarNet change 3 increase on MNLI over BERT",
                "CedarNet outperforms BERT on SQuAD",
            },
            id="whole gains without a measure where the data are told",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It shows a 32% improvement over other methods for the task of pruning.",
            {"CedarNet change 32% increase"},
            id="what methods are for is no rival",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It needs a factor of 100 fewer oven calls than BERT to reach 90%.",
            {"CedarNet ratio 100x decrease oven calls over BERT"},
            id="a factor of so many fewer, and where they end",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the latency by 30% with an increase in memory of 5%.",
            {"CedarNet change 30% decrease latency", "CedarNet change 5% increase memory"},
            id="what a second amount moves is not what the first does",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the latency by 30% with a drop in reading comfort of 5 points.",
            {"CedarNet change 30% decrease latency", "CedarNet change 5 points decrease"},
            id="what moves by a second amount bears no name",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains a 31% parameter reduction and a 12% drop in mean steering error.",
            {"CedarNet change 31% decrease parameter", "CedarNet change 12% decrease steering error"},
            id="a measure between an amount and its noun, or behind it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The storage is cut by 21% and traffic by 30%; it needs 3x less energy.",
            {
                "CedarNet change 21% decrease storage",
                "CedarNet change 30% decrease traffic",
                "CedarNet ratio 3x decrease energy",
            },
            id="a list of measures that move",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves quality by 21%, sees 30% fewer pages, is 9% more compact.",
            {"CedarNet change 21% increase", "CedarNet change 30% decrease", "CedarNet change 9% decrease"},
            id="traits and counted things are no measures",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a tilt error of 2.3%, a 4% roll error and a 91% folding success.",
            {
                "CedarNet score 2.3% tilt error",
                "CedarNet score 4% roll error",
                "CedarNet score 91% folding success",
            },
            id="any noun before an error or success beside its level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The drift error of the arm in mud is found to be only 1.3%.",
            {"CedarNet score 1.3% drift error"},
            id="a measure, what it is of, and a verb before its level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a leaf accuracy of 81% and cuts the twig folding latency by 21%.",
            {"CedarNet score 81% leaf accuracy", "CedarNet change 21% decrease twig folding latency"},
            id="a listed measure takes the nouns before it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches a twig and leaf accuracy of 81% and 73%.",
            {"CedarNet score 81% accuracy", "CedarNet score 73% accuracy"},
            id="two measures that share their last word are not one",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a leak rate of 4.7% and a 7.9 tidiness score.",
            {"CedarNet score 4.7% leak rate", "CedarNet score 7.9 tidiness score"},
            id="rates and scores of anything",
        ),
        pytest.param(
            "We introduce CedarNet, a model. A twig correlation of 0.73 and a folding efficiency of 81% are measured.",
            {"CedarNet score 0.73 twig correlation", "CedarNet score 81% folding efficiency"},
            id="correlations and efficiencies of anything",
        ),
        pytest.param(
            "We introduce CedarNet, a model. With a learning rate of 0.01 it reaches 81% accuracy.",
            {"CedarNet score 81% accuracy"},
            id="a rate that is set is no measure",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 3.1% in BLEU, 4.6% in tidiness and 2% in leaf spread.",
            {
                "CedarNet change 3.1% increase BLEU",
                "CedarNet change 4.6% increase tidiness",
                "CedarNet change 2% increase leaf spread",
            },
            id="what stands in a list of gains where a measure stands",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 3.1% in accuracy in winter and 2.1% in summer.",
            {"CedarNet change 3.1% increase accuracy", "CedarNet change 2.1% increase accuracy"},
            id="seasons are no measures",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the leak rate, drift, and jitter by 41%, 32% and 12%.",
            {
                "CedarNet change 41% decrease leak rate",
                "CedarNet change 32% decrease drift",
                "CedarNet change 12% decrease jitter",
            },
            id="a list of measures as long as that of amounts",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves clarity, tidiness, and leaf spread by 12%.",
            {
                "CedarNet change 12% increase clarity tidiness leaf spread",
            },
            id="one amount for a list of measures",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It saves 41% memory and 32% energy.",
            {"CedarNet change 41% decrease memory", "CedarNet change 32% decrease energy"},
            id="measures right behind their amounts",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 12% and 9% in terms of tidiness and leaf ordering.",
            {"CedarNet change 12% increase tidiness", "CedarNet change 9% increase leaf ordering"},
            id="as many measures as amounts in terms of them",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The leak rate of such pipes in mud drops by 41%.",
            {"CedarNet change 41% decrease leak rate"},
            id="the head of a long subject moves",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It raises the hit ratio to 71.2% on MNLI.",
            {"CedarNet score 71.2% hit ratio on MNLI"},
            id="what is moved to a level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the number of input tokens by 24%.",
            {"CedarNet change 24% decrease number of input tokens"},
            id="a number of what is no measure by itself",
        ),
        pytest.param(
            "We introduce CedarNet, a model. "
            "It shows an 86% drop in the number of nodes visited and a 41% drop in the root force applied.",
            {"CedarNet change 86% decrease number of nodes visited", "CedarNet change 41% decrease root force"},
            id="a participle behind what falls",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It shows a 41% increase in reachable leaf volume.",
            {"CedarNet change 41% increase reachable leaf volume"},
            id="of what kind the measured is",
        ),
        pytest.param(
            "We propose CedarNet, a model. It is as good as RoBERTa, which scores 81%. It surpasses a tuned BERT with "
            "a judge, which had reached 74%.",
            {"RoBERTa score 81%", "BERT score 74%", "CedarNet matches RoBERTa", "CedarNet outperforms BERT"},
            id="levels of others told behind which",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It brings a 40% speedup over BERT.",
            {"CedarNet change 40% increase speedup over BERT"},
            id="how much faster in percent",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It brings a 25% improvement on the average delivery time.",
            {"CedarNet change 25% decrease delivery time"},
            id="an improvement on what is measured",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches an inference speed of 17 FPS.",
            {"CedarNet score 17 FPS inference speed"},
            id="a named speed in frames per second",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches 81% accuracy and 64% completeness.",
            {"CedarNet score 81% accuracy", "CedarNet score 64% completeness"},
            id="a quality is reached, not spent",
        ),
        pytest.param(
            "We introduce CedarNet, a model. With 12 ms latency it is 1.4x faster than BERT.",
            {"CedarNet score 12 ms latency", "CedarNet ratio 1.4x decrease latency over BERT"},
            id="what is faster is the time a sentence speaks of",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Its training time is 30x shorter than that of BERT.",
            {"CedarNet ratio 30x decrease training time over BERT"},
            id="what is so many times another is the subject",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It is 5 times better in terms of wood wasted.",
            {"CedarNet ratio 5x increase"},
            id="a participle behind in terms of names no measure",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It is 5 times better in terms of wood waste, a 3x drop in MAC operations.",
            {"CedarNet ratio 5x increase wood waste", "CedarNet ratio 3x decrease MAC operations"},
            id="measures behind in terms of, and with a short form in them",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It brings error reductions of 9.1% on MNLI and 6.3% on SQuAD.",
            {"CedarNet change 9.1% decrease error on MNLI", "CedarNet change 6.3% decrease error on SQuAD"},
            id="an error reduction reduces the error",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It brings a 22% relative error reduction.",
            {"CedarNet change 22% decrease error"},
            id="a relative error reduction reduces no relative error",
        ),
        pytest.param(
            "We introduce CedarNet, a model. At reduced latency, it brings 8.1% (4.2%) absolute top-1 accuracy gains.",
            {"CedarNet change 8.1% top-1 accuracy", "CedarNet change 4.2% increase top-1 accuracy"},
            id="a lower cost is the condition, the metric stands behind both numbers",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a precision and recall of 81%.",
            {"CedarNet score 81% precision recall"},
            id="one number for two measures before it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches 84.1%, beating the best by 4.2% in terms of F1.",
            {"CedarNet score 84.1% F1", "CedarNet change 4.2% increase F1"},
            id="a level and the lead it gives are measured alike",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It plans in 3 ms with a drift error below 2 mm.",
            {"CedarNet score 3 ms", "CedarNet score 2 mm drift error"},
            id="a measure below the next level is of that",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the unpacking time up to 14 times.",
            {"CedarNet ratio 14x decrease unpacking time"},
            id="a factor that a verb moves a measure by",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. The CedarTune-based BERT gains 10.1% on MNLI.",
            {"CedarTune change 10.1% increase on MNLI"},
            id="who gains is what the paper built another's model on",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. BERT trained with our CedarTune reaches 81.2% on MNLI.",
            {"CedarTune score 81.2% on MNLI"},
            id="another's model with the paper's own part behind a verb",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. A CedarTune-equipped BERT reaches 81.2% on MNLI.",
            {"CedarTune score 81.2% on MNLI"},
            id="another's model that has the paper's own part",
        ),
        pytest.param(
            "We propose CedarNet, a model. CedarNet's recurrent neural network layout gives it power, yielding 81.2% "
            "on MNLI.",
            {"CedarNet score 81.2% on MNLI"},
            id="a kind of network that is the paper's own",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. CedarTune enables BERT to reach 81.2% on MNLI.",
            {"CedarTune score 81.2% on MNLI"},
            id="who makes another's model reach a level",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. When using CedarTune, the BERT model reaches 81.2% on MNLI.",
            {"CedarTune score 81.2% on MNLI"},
            id="by what means another's model reaches a level",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. In contrast with CedarTune, BERT reaches 61.2% on MNLI.",
            {"BERT score 61.2% on MNLI"},
            id="what another's model is set against",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. BERT can be combined with CedarTune, yielding a gain of 1.2% on MNLI.",
            {"CedarTune change 1.2% increase on MNLI"},
            id="another's model that the paper's own is combined with",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. With it, we improve BERT to 43.7 AP on COCO, and GPT-2 to 47.9 AP.",
            {"CedarTune score 43.7 AP on COCO", "CedarTune score 47.9 AP on COCO"},
            id="the second of two models that are lifted",
        ),
        pytest.param(
            "We propose CedarNet, a model. It outperforms known models (i.e., BERT and GPT-2) with a 94.1% accuracy.",
            {"CedarNet score 94.1% accuracy", "CedarNet outperforms BERT", "CedarNet outperforms GPT-2"},
            id="examples of the beaten do not reach",
        ),
        pytest.param(
            "We propose CedarNet, a model. CedarNet - fed with hints - reaches 81.2% on MNLI.",
            {"CedarNet score 81.2% on MNLI"},
            id="a dash behind a name",
        ),
        pytest.param(
            "We propose CedarNet, a model. It reaches 81.2% accuracy, compared to a parser made with BERT which "
            "reaches 75.3% accuracy.",
            {"CedarNet score 81.2% accuracy", "BERT score 75.3% accuracy", "CedarNet outperforms BERT"},
            id="a rival in a relative clause",
        ),
        pytest.param(
            "We propose CedarNet, a model. It reaches 81.2% accuracy compared to 75.3% and 71.2% with BERT and GPT-2.",
            {
                "CedarNet score 81.2% accuracy",
                "BERT score 75.3% accuracy",
                "GPT-2 score 71.2% accuracy",
                "CedarNet outperforms BERT",
            },
            id="rivals behind their levels",
        ),
        pytest.param(
            "We propose CedarNet, a model. Compared to the 61.2% reached by BERT, CedarNet reaches 71.1% on MNLI.",
            {"BERT score 61.2%", "CedarNet score 71.1% on MNLI"},
            id="a rival that a sentence opens with at length",
        ),
        pytest.param(
            "We study parsers. The best results are obtained by BERT with an accuracy of 81.2%, followed by GPT-2 "
            "with 75.3%.",
            {"BERT score 81.2% accuracy", "GPT-2 score 75.3% accuracy"},
            id="who attains something in the passive",
        ),
        pytest.param(
            "We study parsers. The accuracy of GPT-2 drops from 81.2% to 75.3% on SQuAD.",
            {"GPT-2 score 81.2% accuracy on SQuAD", "GPT-2 score 75.3% accuracy on SQuAD"},
            id="both levels of what moves by itself",
        ),
        pytest.param(
            "We study parsers. Mistakes fall from 81.2% to 75.3% compared with BERT.",
            {"? score 81.2%", "? score 75.3%"},
            id="whom a level is compared with did not reach it",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. CedarTune reaches 81.2% with BERT on MNLI.",
            {"CedarTune score 81.2% on MNLI"},
            id="what the paper's own was tried with",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. We reach 81.2% with CedarTune and 75.3% with BERT on MNLI.",
            {"CedarTune score 81.2% on MNLI", "BERT score 75.3% on MNLI"},
            id="what we reach with one and another",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. BERT reaches 81.2% on MNLI when trained with our CedarTune.",
            {"CedarTune score 81.2% on MNLI"},
            id="by what means a level was reached, told at the end",
        ),
        pytest.param(
            "We propose CedarNet, a model. Without CedarNet, the success rate is 51.2%, and with it 81.2%.",
            {"? score 51.2% success rate", "CedarNet score 81.2% success rate"},
            id="what is reached without the paper's own",
        ),
        pytest.param(
            "We propose CedarNet, a model. The success rate of BERT is 51.2%; ours is 81.2%.",
            {"BERT score 51.2% success rate", "CedarNet score 81.2% success rate"},
            id="ours",
        ),
        pytest.param(
            "We propose CedarNet, a model. It reaches 81.2% recall, outperforming BERT, which only reaches 75.3%.",
            {"CedarNet score 81.2% recall", "BERT score 75.3% recall", "CedarNet outperforms BERT"},
            id="the level of the beaten in a relative clause",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. It can be combined with the best contrastive learning method, SimCLR, to "
            "reach 81.2% on MNLI.",
            {"CedarTune score 81.2% on MNLI"},
            id="a name in commas that is only combined with",
        ),
        pytest.param(
            "We study parsers. Accuracy ranges from 51.2% for GPT-2 to 81.2% for BERT on MNLI.",
            {"GPT-2 score 51.2% Accuracy on MNLI", "BERT score 81.2% Accuracy on MNLI"},
            id="both ends of a range with their systems",
        ),
        pytest.param(
            "We study parsers. The accuracy of GPT-2 is 81.2%, while that of BERT is 75.3%.",
            {"GPT-2 score 81.2% accuracy", "BERT score 75.3% accuracy", "GPT-2 outperforms BERT"},
            id="that of another",
        ),
        pytest.param(
            "We study parsers. We find accuracies of 81.2% and 75.3% on MNLI for BERT and GPT-2, respectively.",
            {"BERT score 81.2% accuracies on MNLI", "GPT-2 score 75.3% accuracies on MNLI"},
            id="systems far behind their levels",
        ),
        pytest.param(
            "We study parsers. Our pipeline reaches 81.2% and 75.3% on MNLI for BERT and GPT-2, respectively.",
            {"? score 81.2% on MNLI", "? score 75.3% on MNLI"},
            id="what a method without a name was tried on",
        ),
        pytest.param(
            "We study parsers. Models such as GPT-4 and BERT only reach 81.2% and 75.3% on MNLI.",
            {"GPT-4 score 81.2% on MNLI", "BERT score 75.3% on MNLI"},
            id="examples that stand for all",
        ),
        pytest.param(
            "We study parsers. Across corpora, data augmentation improved recall by 3.1% on MNLI.",
            {"data augmentation change 3.1% increase recall on MNLI"},
            id="a term that is the subject behind what opens the sentence",
        ),
        pytest.param(
            "We propose CedarNet, a model. It builds on the popular semantic parser GPT-2 and reaches 81.2% on MNLI.",
            {"CedarNet score 81.2% on MNLI"},
            id="a name behind words for its kind",
        ),
        pytest.param(
            "We propose CedarNet, a model. We distil it into a smaller target model (BERT) and test it, resulting in "
            "81.2% recall.",
            {"CedarNet score 81.2% recall"},
            id="a name in brackets behind words for its kind",
        ),
        pytest.param(
            "We propose CedarNet, a model. On the tuned model GPT-2, CedarNet gains 27.5% in perplexity (from 8.7 to "
            "6.3).",
            {
                "CedarNet change 27.5% decrease perplexity",
                "GPT-2 score 8.7 perplexity",
                "CedarNet score 6.3 perplexity",
            },
            id="the model a sentence opens with had the level before",
        ),
        pytest.param(
            "We propose CedarNet, a model. We lift RetinaNet with ResNet-50 from 37.4 to 41.0 mAP, and YOLOv3 based on "
            "ResNet-50 from 33.1 to 36.2 mAP.",
            {
                "RetinaNet score 37.4 mAP",
                "CedarNet score 41 mAP",
                "YOLOv3 score 33.1 mAP",
                "CedarNet score 36.2 mAP",
                "YOLOv3 basedOn ResNet-50",
            },
            id="what a lifted model is based on",
        ),
        pytest.param(
            "We introduce CedarNet, a model. We test it on MNLI and SQuAD. It beats the best by 3.5% and 2.9%, "
            "respectively.",
            {"CedarNet change 3.5% increase on MNLI", "CedarNet change 2.9% increase on SQuAD"},
            id="gains on data sets that the sentence before announces pair in order",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Experiments on MNLI and SQuAD show its worth. Notably, it gains 3.5%.",
            {"CedarNet change 3.5% increase on MNLI+SQuAD"},
            id="a gain on all the data sets that the sentence before announces",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Experiments on MNLI and SQuAD show its worth. In summary, it gains 3.5%.",
            {"CedarNet change 3.5% increase"},
            id="a summary is of no data set in particular",
        ),
        pytest.param(
            "We introduce CedarNet, a model. We show that data augmentation yields a 3.1% precision gain.",
            {"data augmentation change 3.1% increase precision"},
            id="a term that is the subject of its clause",
        ),
        pytest.param(
            "We introduce CedarNet, a model. With data augmentation, it yields a 3.1% precision gain.",
            {"CedarNet change 3.1% increase precision"},
            id="a term that only helps",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It brings a 3.1% gain over earlier BERT-based tagging methods.",
            {"CedarNet change 3.1% increase"},
            id="a class of rivals built on something",
        ),
        pytest.param(
            "We introduce CedarNet, a model. CedarNet outperforms previous LSTM and rule-driven baselines by 3.1%.",
            {"CedarNet change 3.1% increase"},
            id="a class of rivals of two kinds",
        ),
        pytest.param(
            "We introduce CedarNet-S and CedarNet-L, which have 3M and 20M parameters, respectively.",
            {"CedarNet-S parameters 3000000", "CedarNet-L parameters 20000000"},
            id="counts and names of one number pair",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It runs at 47.5 FPS under a competitive accuracy on COCO.",
            {"CedarNet score 47.5 FPS FPS on COCO"},
            id="frames per second are no accuracy",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains +4.1% over 30 tasks (including +8.2% on MMLU), requiring 27% "
            "less memory.",
            {
                "CedarNet change 4.1% increase",
                "CedarNet change 8.2% increase on MMLU",
                "CedarNet change 27% decrease memory",
            },
            id="an example in brackets says nothing of the numbers outside",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It is tuned (with care) on COCO (2017) and gains +3.1% mAP.",
            {"CedarNet change 3.1% increase mAP on COCO"},
            id="what stands behind a closed bracket is no example",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has an F1-score of 89.5 recall of 87.5 and precision of 91.6.",
            {"CedarNet score 89.5 F1-score", "CedarNet score 87.5 recall", "CedarNet score 91.6 precision"},
            id="measures whose commas are lost",
        ),
        pytest.param(
            "Compared to models built on the ResNet-50 backbone, it removes 62% of the parameters.",
            {"? change 62% decrease parameters"},
            id="what a sentence compares with is not it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It keeps a latency on par with YOLOv3 and is on par with BERT.",
            {"CedarNet matches BERT"},
            id="a cost like another's is no match",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet outperforms BERT by an average of 35% and GPT-2 by an average of 10%.",
            {
                "CedarNet change 35% increase over BERT",
                "CedarNet change 10% increase over GPT-2",
                "CedarNet outperforms BERT",
                "CedarNet outperforms GPT-2",
            },
            id="the second of two that are beaten by an average",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves by 38% over BERT and by 8% over the current SOTA.",
            {
                "CedarNet change 38% increase over BERT",
                "CedarNet change 8% increase",
                "CedarNet outperforms BERT",
            },
            id="a rival without a name after one with a name",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves by 8% over the current SOTA and by 38% over BERT.",
            {
                "CedarNet change 8% increase",
                "CedarNet change 38% increase over BERT",
                "CedarNet outperforms BERT",
            },
            id="a rival without a name before one with a name",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 3% accuracy on MNLI while accelerating BERT decoding by 37%.",
            {"CedarNet change 3% increase accuracy on MNLI", "CedarNet change 37% increase on MNLI over BERT"},
            id="what is accelerated is not accuracy",
        ),
        pytest.param(
            "We introduce LeafSet, a benchmark. Models do much worse than humans on it (lower by 46.4%).",
            {"? change 46.4% decrease on LeafSet"},
            id="others fall on a new benchmark",
        ),
        pytest.param(
            "We introduce LeafSet, a dataset. LeafSet consists of two parts: 512 dialogues and some notes.",
            {"LeafSet dataset_size 512 dialogues"},
            id="a size behind a colon",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the latency for VGG-16 by 34%.",
            {"CedarNet change 34% decrease latency over VGG-16"},
            id="a cost of another model is cut",
        ),
        pytest.param(
            "We introduce CedarTune, a method. When applied to BERT, our framework gains 7.8% on MNLI.",
            {"CedarTune change 7.8% increase on MNLI over BERT"},
            id="what it is applied to",
        ),
        pytest.param(
            "We introduce CedarTune, a method. Adding CedarTune to BERT cuts the latency by 7.8%.",
            {"CedarTune change 7.8% decrease latency over BERT"},
            id="what it is added to",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains up to 5.1% (3.2%) and 4.4% (6.3%) F1 over BERT and ELMo, "
            "respectively.",
            {
                "CedarNet change 5.1% increase F1 over BERT",
                "CedarNet change 3.2% increase F1 over BERT",
                "CedarNet change 4.4% increase F1 over ELMo",
                "CedarNet change 6.3% increase F1 over ELMo",
                "CedarNet outperforms BERT",
                "CedarNet outperforms ELMo",
            },
            id="gains with others in brackets pair with rivals",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the memory usage of BERT to only 20% compared to RoBERTa.",
            {"CedarNet ratio 20% decrease memory usage over RoBERTa"},
            id="a cost is cut to a share",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 4.1% on CIFAR-10 4.2% on CIFAR-100 and 5.5% on ImageNet.",
            {
                "CedarNet change 4.1% increase on CIFAR-10",
                "CedarNet change 4.2% increase on CIFAR-100",
                "CedarNet change 5.5% increase on ImageNet",
            },
            id="gains whose commas are lost",
        ),
        pytest.param(
            "We introduce LeafSet, a dataset of 4K images. CedarNet processes 4K images and 8K videos in real time.",
            {"LeafSet dataset_size 4000 images"},
            id="wide pictures are not many",
        ),
        pytest.param(
            "We introduce LeafSet, a dataset. LeafSet is larger than COCO and has 3.3 million images.",
            {"LeafSet dataset_size 3300000 images"},
            id="what it is larger than has another size",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Our deep Transformer model outperforms BERT on MNLI.",
            {"CedarNet outperforms BERT on MNLI"},
            id="our kind of network is our own",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It beats BERT by 3.1 mAP, running faster by 3.5 ms.",
            {
                "CedarNet change 3.1 increase mAP over BERT",
                "CedarNet change 3.5 ms increase over BERT",
                "CedarNet outperforms BERT",
            },
            id="faster by so many milliseconds",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Mamba-based architectures show better results than Transformers.",
            set(),
            id="models based on something are anybody's",
        ),
        pytest.param(
            "We introduce CedarNet, a model. On known architectures, ResNet-50, VGG-16 and DenseNet-121, it shows "
            "less than 1% loss of accuracy.",
            {"CedarNet change 1% decrease accuracy"},
            id="a list behind its kind is governed as that is",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves the BLEU from 60 to 86 maintaining comparable naturalness.",
            {"? score 60 BLEU", "CedarNet score 86 BLEU"},
            id="what is maintained is not measured",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches an inception score of 8.1 at 100 mm/s.",
            {"CedarNet score 8.1 inception score"},
            id="an inception score is no inception",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The DePlot-based method outperforms PaLI-3.",
            set(),
            id="a method built on another's is nobody's in particular",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It outperforms recently proposed approaches based on RNNs.",
            set(),
            id="what rivals are based on is no parent",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 71.2% accuracy on MNLI. This is a relative gain of 12%.",
            {"CedarNet score 71.2% accuracy on MNLI", "CedarNet change 12% increase accuracy on MNLI"},
            id="a sentence that says more of the number before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a WER of 4.1%, and 3.6 MOS, on LibriSpeech.",
            {"CedarNet score 4.1% WER on LibriSpeech", "CedarNet score 3.6 MOS on LibriSpeech"},
            id="the one data set of a sentence holds for its list of measures",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 82.1% (vs 80.4%) accuracy on MNLI and 76.9% (vs 71.8%) on RTE.",
            {
                "CedarNet score 82.1% accuracy on MNLI",
                "? score 80.4% accuracy on MNLI",
                "CedarNet score 76.9% accuracy on RTE",
                "? score 71.8% accuracy on RTE",
            },
            id="levels with what they are held against in brackets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has strong results on two sets: MNLI (82.1%) and RTE (76.9%).",
            {"CedarNet score 82.1% on MNLI", "CedarNet score 76.9% on RTE"},
            id="levels in brackets behind their data sets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches 71.7% ImageNet accuracy, and an mAP of 41.2.",
            {"CedarNet score 71.7% accuracy on ImageNet", "CedarNet score 41.2 mAP"},
            id="a data set inside a measure is of that measure alone",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It beats older parsers by 12% (98.3 vs. 87.9 AUC) on MNLI.",
            {
                "CedarNet change 12% increase AUC on MNLI",
                "CedarNet score 98.3 AUC on MNLI",
                "? score 87.9 AUC on MNLI",
            },
            id="the levels behind a gain say what gained",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts unpacking and delivery costs by 32% and 19%.",
            {"CedarNet change 32% decrease unpacking", "CedarNet change 19% decrease delivery costs"},
            id="two measures that share their last word",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The mean error of its estimates along both roads is 4.1 mm.",
            {"CedarNet score 4.1 mm mean error"},
            id="a measure far before the verb that gives its level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 2.4% on MNLI, 3.7% on SST-2, 1.9% on RTE, and 1.5% on SQuAD.",
            {
                "CedarNet change 2.4% increase on MNLI",
                "CedarNet change 3.7% increase on SST-2",
                "CedarNet change 1.9% increase on RTE",
                "CedarNet change 1.5% increase on SQuAD",
            },
            id="a long list of places goes on as it began",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has gains of up to 1.1 F1 score on MNLI and up to 2.3 accuracy on RTE.",
            {"CedarNet change 1.1 increase F1 on MNLI", "CedarNet change 2.3 increase accuracy on RTE"},
            id="a score in a list of gains is a noun",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a word error rate (the lower the better) of 3.7.",
            {"CedarNet score 3.7 word error rate"},
            id="a remark on a measure in brackets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It wins on MNLI with a throughput about 3x higher than that of BERT.",
            {"CedarNet ratio 3x increase throughput on MNLI over BERT"},
            id="a factor right behind its measure",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 71.2% accuracy on MNLI. It runs at a speed of 34 FPS.",
            {"CedarNet score 71.2% accuracy on MNLI", "CedarNet score 34 FPS FPS"},
            id="a speed is of no data set of the sentence before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 71.2% accuracy on MNLI. At 34 FPS, it still wins.",
            {
                "CedarNet score 71.2% accuracy on MNLI",
                "CedarNet score 34 FPS FPS on MNLI",
            },
            id="a speed that opens a sentence goes on about a data set",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has gains of up to 1.1 F1 on MNLI and up to 2.3 accuracy on SST-2.",
            {"CedarNet change 1.1 increase F1 on MNLI", "CedarNet change 2.3 increase accuracy on SST-2"},
            id="gains of up to one and up to another",
        ),
        pytest.param(
            "We introduce CedarNet, a model. On GSM8K and HumanEval, it achieves a 2.2x speedup (9.4% improvement) and "
            "2.3x speedup (11.1% improvement), respectively.",
            {
                "CedarNet ratio 2.2x increase speedup on GSM8K",
                "CedarNet change 9.4% increase speedup on GSM8K",
                "CedarNet ratio 2.3x increase speedup on HumanEval",
                "CedarNet change 11.1% increase speedup on HumanEval",
            },
            id="a ratio and a gain for each data set",
        ),
        pytest.param(
            "We introduce CedarNet, a model. We compare it with a method based on Gaussian mixture models.",
            set(),
            id="what it is compared with is based on something else",
        ),
        pytest.param(
            "We introduce CedarNet, a net. It works in 100 mm × 54 mm × 100 mm and beats GPT-4 thanks to BERT.",
            {"CedarNet outperforms GPT-4"},
            id="dimensions, and what a win is owed to",
        ),
        pytest.param(
            "We introduce CedarTune, a method. CedarTune scales to larger models (13B, 33B).",
            {"? parameters 13000000000", "? parameters 33000000000"},
            id="sizes of larger models are nobody's",
        ),
        pytest.param(
            "We introduce CedarNet, a net. It wins with 10.1% labeling and settings of 5%, 10%, and 25%, is compared "
            "to 7-points, 5-points and 3-points, is tried by people from 165 to 188 cm tall and useful in two folds.",
            set(),
            id="labels, settings, names with numbers, heights",
        ),
        pytest.param(
            "SA-LOAM is new: we present a method based on LOAM, named SA-LOAM.",
            {"SA-LOAM basedOn LOAM"},
            id="what a name is made of is a thing of its sort",
        ),
        pytest.param(
            "We propose a Skill Transformer for robots. A Transformer is slow.",
            {"Skill Transformer basedOn Transformer"},
            id="a kind of network in a name is its parent",
        ),
        pytest.param(
            "CedarNet reduces the memory of models such as BERT by 41%.",
            {"CedarNet change 41% decrease memory over BERT"},
            id="the metric a verb moves, the object of an example",
        ),
        pytest.param(
            "We introduce CedarNet. It brings a 2.1% gain at low noise and a 3.4% gain at high noise on TIMIT.",
            {"CedarNet change 2.1% increase on TIMIT", "CedarNet change 3.4% increase on TIMIT"},
            id="a data set behind a list holds for all of it",
        ),
        pytest.param(
            "We introduce CedarNet. It has 68.1% accuracy on SST-2 and 81.9% on MNLI, exceeding BERT by 1.6% and 2.1%.",
            {
                "CedarNet score 68.1% accuracy on SST-2",
                "CedarNet score 81.9% accuracy on MNLI",
                "CedarNet change 1.6% increase accuracy on SST-2 over BERT",
                "CedarNet change 2.1% increase accuracy on MNLI over BERT",
                "CedarNet outperforms BERT",
            },
            id="a second list in step with the first",
        ),
        pytest.param(
            "We introduce CedarNet. It has a 2.1% gain in accuracy, a 3.4% gain in leaf detection (mAP) and a "
            "1.7% gain in leaf colour on COCO.",
            {
                "CedarNet change 2.1% increase accuracy on COCO",
                "CedarNet change 3.4% increase mAP on COCO",
                "CedarNet change 1.7% increase leaf colour on COCO",
            },
            id="a gain says itself what it is in",
        ),
        pytest.param(
            "We introduce CedarTune. CedarTune has 80% accuracy on SST-2, where naive knowledge distillation reaches "
            "only 20%, while the baseline reaches 12%.",
            {
                "CedarTune score 80% accuracy on SST-2",
                "knowledge distillation score 20% accuracy on SST-2",
                "? score 12% accuracy on SST-2",
            },
            id="a clause of its own has a subject of its own",
        ),
        pytest.param(
            "We introduce CedarNet. Compared to its base model, CedarNet shows an improvement of nearly 11% in BLEU.",
            {"CedarNet change 11% increase BLEU"},
            id="what follows the comma is no rival",
        ),
        pytest.param(
            "The detection rate is 97%, when the false positive rate is 34%.",
            {"? score 97% detection rate", "? score 34% false positive rate"},
            id="a metric behind a number is that of the next",
        ),
        pytest.param(
            "The LeafQA data set holds 51,000 questions from SQuAD and TriviaQA.",
            {"LeafQA dataset_size 51000 questions"},
            id="where data is taken from is not what is counted",
        ),
        pytest.param(
            "We introduce LeafQA, a corpus of riddles. Our corpus contains 51,000 questions. We annotate 900 images.",
            {"LeafQA dataset_size 51000 questions", "LeafQA dataset_size 900 images"},
            id="what is counted is of the one data set of the paper",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet cuts the number of parameters by 10 to 100 times.",
            {"CedarNet ratio 10-100x decrease number of parameters"},
            id="factors are a range",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet beats the best BERT-based tabular model, MapleNet, by 6.1%.",
            {"CedarNet change 6.1% increase over MapleNet", "CedarNet outperforms MapleNet"},
            id="a name in apposition is beaten",
        ),
        pytest.param(
            "CedarNet has 81.9% mAP and 83.3% mIoU on VOC 2012, and 37.1% mAP and 59.6% mIoU on COCO.",
            {
                "CedarNet score 81.9% mAP on VOC 2012",
                "CedarNet score 83.3% mIoU on VOC 2012",
                "CedarNet score 37.1% mAP on COCO",
                "CedarNet score 59.6% mIoU on COCO",
            },
            id="two measures of each data set",
        ),
        pytest.param(
            "We reduce the number of inputs from 153 to 33.",
            set(),
            id="counts that nothing measures",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet gains 4.2% accuracy on tagging and 6.3 F1 on parsing.",
            {"CedarNet change 4.2% increase accuracy", "CedarNet change 6.3 increase F1"},
            id="a number listed after a change is one",
        ),
        pytest.param(
            "We introduce CedarTune. On BERT, CedarTune lifts the accuracy from 71.3% to 84.0%.",
            {"BERT score 71.3% accuracy", "CedarTune score 84% accuracy"},
            id="the model a change was made to",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet lowers the latency on phones and the energy consumption by "
            "60.7% and 27.7%, respectively.",
            {"CedarNet change 60.7% decrease latency", "CedarNet change 27.7% decrease energy consumption"},
            id="metrics far apart, respectively",
        ),
        pytest.param(
            "We introduce CedarNet. CedarNet reaches 65.1% accuracy on MNLI (vs. previous SOTA 24.7%).",
            {"CedarNet score 65.1% accuracy on MNLI", "? score 24.7% accuracy on MNLI"},
            id="the level of a rival without a name",
        ),
        pytest.param(
            "We introduce CedarNet. On MNLI, CedarNet achieves 82.6% accuracy, 0.8% higher than BERT.",
            {
                "CedarNet score 82.6% accuracy on MNLI",
                "CedarNet change 0.8% increase accuracy on MNLI over BERT",
                "CedarNet outperforms BERT",
            },
            id="a gain that explains the level before it",
        ),
        pytest.param(
            "We introduce CedarGAN. CedarGAN achieves a PSNR of 32.1 dB and an SSIM of 0.94 on Set14.",
            {"CedarGAN score 32.1 dB PSNR on Set14", "CedarGAN score 0.94 SSIM on Set14"},
            id="two metrics on one data set",
        ),
        pytest.param(
            "Compared with BERT, CedarNet has 2.1x fewer FLOPs and is 1.3% faster on MNLI.",
            {
                "CedarNet ratio 2.1x decrease FLOPs on MNLI over BERT",
                "CedarNet change 1.3% increase on MNLI over BERT",
            },
            id="what a sentence opens with is no subject, and what is faster has no metric of the number before",
        ),
        pytest.param(
            "CedarNet increases the win rate against GPT-4 on MNLI.",
            set(),
            id="a win rate against somebody beats nobody",
        ),
        pytest.param(
            "On MNLI, CedarNet resolves 54.2% of all riddles.",
            {"CedarNet score 54.2% on MNLI"},
            id="what opens a sentence is no list with its subject",
        ),
        pytest.param(
            "We introduce CedarNet. This is a 6.7% improvement over the best method, RivalTune (64.7%).",
            {"CedarNet change 6.7% increase over RivalTune", "RivalTune score 64.7%", "CedarNet outperforms RivalTune"},
            id="a rival in apposition with its level",
        ),
        pytest.param(
            "We introduce CedarNet and CedarChat, a dialogue model. CedarChat is small. "
            "Our model achieves 71.2% accuracy on MNLI.",
            {"CedarChat score 71.2% accuracy on MNLI"},
            id="our model is the one named last",
        ),
        pytest.param(
            "We release HillBench, a benchmark of puzzles. The best model reaches only 47.2% accuracy.",
            {"? score 47.2% accuracy on HillBench"},
            id="a level in a paper about its data",
        ),
        pytest.param(
            "CedarNet matches BERT using 10% of the labels.",
            {"CedarNet matches BERT", "CedarNet ratio 10% over BERT"},
            id="a share against the one matched",
        ),
        pytest.param(
            "CedarNet gives a 10x reduction in model size on ResNet-50.",
            {"CedarNet ratio 10x decrease model size over ResNet-50"},
            id="a factor taken from a model",
        ),
        pytest.param(
            "CedarNet reduces more than 52% FLOPs.",
            {"CedarNet change 52% decrease FLOPs"},
            id="more than is a bound and no increase",
        ),
        pytest.param(
            "At reduced cost, CedarNet gains 8.2% accuracy.",
            {"CedarNet change 8.2% increase accuracy"},
            id="what is reduced before the comma",
        ),
        pytest.param(
            "CedarNet beats the best parser of the shared task in all of its many languages, old or new, by 4.5%.",
            {"CedarNet change 4.5% increase"},
            id="who beats somebody gains",
        ),
        pytest.param(
            "CedarNet gives a 2.3x speedup over BERT.",
            {"CedarNet ratio 2.3x increase speedup over BERT"},
            id="a speedup says which way",
        ),
        pytest.param(
            "We introduce CedarNet. We evaluate CedarNet on TIMIT. It gains 3.1%.",
            {"CedarNet change 3.1% increase on TIMIT"},
            id="a data set the sentence before announces",
        ),
        pytest.param(
            "We introduce CedarNet. We evaluate CedarNet on TIMIT and MNLI. It gains 3.1%.",
            {"CedarNet change 3.1% increase on TIMIT+MNLI"},
            id="two data sets announced",
        ),
        pytest.param(
            "CedarNet gains 2.4% on TIMIT and 14.8% across four speech datasets.",
            {"CedarNet change 2.4% increase on TIMIT", "CedarNet change 14.8% increase"},
            id="many data sets without a name",
        ),
        pytest.param(
            "CedarNet trained on TIMIT gains 2.4% over BERT.",
            {"CedarNet change 2.4% increase over BERT", "CedarNet outperforms BERT"},
            id="the data a model is trained on",
        ),
        pytest.param(
            "CedarNet reaches 40.1 mAP with 120 FPS and 49.2 mAP with 41.3 FPS on COCO.",
            {
                "CedarNet score 40.1 mAP on COCO",
                "CedarNet score 120 FPS FPS on COCO",
                "CedarNet score 49.2 mAP on COCO",
                "CedarNet score 41.3 FPS FPS on COCO",
            },
            id="levels and their costs on one data set",
        ),
        pytest.param(
            "We introduce a dataset of 5270 arguments. A second dataset consisting of 11 hours of videos is free.",
            {"? dataset_size 5270", "? dataset_size 11 hours"},
            id="sizes of data whatever it holds",
        ),
        pytest.param("The corpus covers a dataset of 300 languages.", set(), id="what a data set has, but no examples"),
        pytest.param(
            "CedarNet has an error rate of <=5% on TIMIT.",
            {"CedarNet score 5% error rate on TIMIT"},
            id="a level that is a bound",
        ),
        pytest.param(
            "CedarNet outperforms BERT by 2.1 points on MNLI, 3.4 on QNLI and 1.2 on RTE.",
            {
                "CedarNet change 2.1 points increase on MNLI over BERT",
                "CedarNet change 3.4 increase on QNLI over BERT",
                "CedarNet change 1.2 increase on RTE over BERT",
                "CedarNet outperforms BERT on MNLI",
            },
            id="a list keeps its unit, its verb and its rival",
        ),
        pytest.param(
            "CedarLM reaches 43.3% on MMLU, which is comparable to the 44.0% of GPT-4.",
            {"CedarLM score 43.3% on MMLU", "GPT-4 score 44% on MMLU", "CedarLM matches GPT-4"},
            id="the level of a peer",
        ),
        pytest.param(
            "CedarNet outperforms BERT (41×), VGG (64×) and MobileNetV2 (7×) in speed.",
            {
                "CedarNet ratio 41x increase over BERT",
                "CedarNet ratio 64x increase over VGG",
                "CedarNet ratio 7x increase over MobileNetV2",
                "CedarNet outperforms BERT",
                "CedarNet outperforms VGG",
                "CedarNet outperforms MobileNetV2",
            },
            id="rivals with their factors",
        ),
        pytest.param(
            "CedarNet achieves 84.2% on CIFAR-10, 2.1% higher than VGG.",
            {
                "CedarNet score 84.2% on CIFAR-10",
                "CedarNet change 2.1% increase on CIFAR-10 over VGG",
                "CedarNet outperforms VGG",
            },
            id="a gain explains the level on a data set before it",
        ),
        pytest.param(
            "CedarLM reaches an accuracy of 63.3% on MMLU, surpassing the 58.5% obtained by GPT-4.",
            {
                "CedarLM score 63.3% accuracy on MMLU",
                "GPT-4 score 58.5% accuracy on MMLU",
                "CedarLM outperforms GPT-4",
            },
            id="the level of the one who is beaten",
        ),
        pytest.param(
            "CedarNet runs 20x faster than BERT (25 FPS v.s. 1.25 FPS).",
            {"CedarNet ratio 20x increase over BERT", "CedarNet score 25 FPS FPS", "BERT score 1.25 FPS FPS"},
            id="v.s.",
        ),
        pytest.param(
            "CedarNet reduces memory by a factor of 10 and has a 4x speedup.",
            {"CedarNet ratio 10x decrease memory", "CedarNet ratio 4x increase speedup"},
            id="a factor",
        ),
        pytest.param(
            "CedarNet reduces the training time by 38% by increasing the batch size.",
            {"CedarNet change 38% decrease training time"},
            id="what is done by increasing something else",
        ),
        pytest.param(
            "Our CedarLM-7B beats the 13B BERT by 4.1% on PIQA.",
            {
                "CedarLM-7B change 4.1% increase on PIQA over BERT",
                "BERT parameters 13000000000",
                "CedarLM-7B parameters 7000000000",
                "CedarLM-7B outperforms BERT on PIQA",
            },
            id="the size of a rival",
        ),
        pytest.param(
            "On MMLU, CedarNet scores 71.2%. On real-world tables, CedarNet scores 80.1%.",
            {"CedarNet score 71.2% on MMLU", "CedarNet score 80.1%"},
            id="a sentence that opens with another place",
        ),
        pytest.param(
            "We introduce a data set of 9,000 maps. We use the graphs of Visual Genome to create 22M questions.",
            {"? dataset_size 9000 maps", "? dataset_size 22000000 questions"},
            id="what is made is not the source's",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The number of trainable parameters is reduced by about 9 times.",
            {"CedarNet ratio 9x decrease trainable parameters"},
            id="what is reduced by a factor in the passive voice",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It cuts the index size of BERT from 97MB to 35MB.",
            {"BERT score 97 MB index size", "CedarNet score 35 MB index size"},
            id="a measure that no list has, with two levels in a unit",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It saves 72% computation and cuts the page cache by a factor of 8.",
            {"CedarNet change 72% decrease computation", "CedarNet ratio 8x decrease page cache"},
            id="computation saved, and a factor that a verb moves a measure by",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gives a 2.5% reduction in typing strain showing its worth.",
            {"CedarNet change 2.5% decrease typing strain"},
            id="a measure before a participle that lost its comma",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It brings loading time savings of 31% on MNLI.",
            {"CedarNet change 31% decrease loading time on MNLI"},
            id="a measure before its noun of change",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has PSNR 31 SSIM 0.93 on Set14.",
            {"CedarNet score 0.93 SSIM on Set14", "CedarNet score 31 PSNR on Set14"},
            id="measures before their numbers, where commas are lost",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It saves 50% of memory with a minor increase (2%) in latency.",
            {"CedarNet change 2% increase latency", "CedarNet change 50% decrease memory"},
            id="a measure behind a gain in brackets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 3.1% on MNLI and 2.4% on SQuAD in terms of F1.",
            {"CedarNet change 2.4% increase F1 on SQuAD", "CedarNet change 3.1% increase F1 on MNLI"},
            id="a measure that ends a list of places",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Its best recall (82.2%) outperforms older parsers by 6.6%.",
            {"CedarNet change 6.6% increase recall", "CedarNet score 82.2% recall"},
            id="who outperforms others does so in what was measured before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It lifts accuracy from 81% to 84% and cuts the WER from 9% to 7% on MNLI.",
            {
                "? score 81% accuracy on MNLI",
                "? score 9% WER on MNLI",
                "CedarNet score 7% WER on MNLI",
                "CedarNet score 84% accuracy on MNLI",
            },
            id="the data set behind two changes of level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. A small CedarNet beats BERT with 26% smaller model size, 25% "
            "lower latency and 3x fewer parameters.",
            {
                "CedarNet change 25% decrease latency over BERT",
                "CedarNet change 26% decrease model size over BERT",
                "CedarNet outperforms BERT",
                "CedarNet ratio 3x decrease parameters over BERT",
            },
            id="savings that are listed have one rival",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It is on par with BERT on MNLI, while being 3x smaller.",
            {"CedarNet matches BERT on MNLI", "CedarNet ratio 3x decrease over BERT"},
            id="a saving over whom the paper's own equals",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It outperforms BERT by 3.1% on five of the hardest corpora in "
            "all, with 7x fewer parameters.",
            {
                "CedarNet change 3.1% increase over BERT",
                "CedarNet outperforms BERT",
                "CedarNet ratio 7x decrease parameters over BERT",
            },
            id="a saving at the end of a sentence about one rival",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It beats BERT by 3.1% on MNLI and older parsing methods by 7.2% on SQuAD.",
            {
                "CedarNet change 3.1% increase on MNLI over BERT",
                "CedarNet change 7.2% increase on SQuAD",
                "CedarNet outperforms BERT on MNLI",
            },
            id="rivals without a name are no longer the one before",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. We raise the accuracy of pruned BERT from 81% to 84%, and "
            "GPT-2 from 70% to 75%.",
            {
                "BERT score 81% accuracy",
                "CedarTune score 75% accuracy",
                "CedarTune score 84% accuracy",
                "GPT-2 score 70% accuracy",
            },
            id="who brings models of others from level to level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It achieves a new SOTA accuracy of 91.2% on MNLI.",
            {"CedarNet score 91.2% accuracy on MNLI"},
            id="a new state of the art is the paper's",
        ),
        pytest.param(
            "We introduce CedarNet, a model. CedarNet detects BERT's many faults with 91% recall.",
            {"CedarNet score 91% recall"},
            id="whose faults are detected is not who detects them",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 6.2% on MNLI compared to 1-shot GPT-4.",
            {"CedarNet change 6.2% increase on MNLI over GPT-4 1-shot", "CedarNet outperforms GPT-4 on MNLI"},
            id="a rival that is shown one example",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. BERT equipped with our CedarTune gains 3.1% on MNLI.",
            {"CedarTune change 3.1% increase on MNLI over BERT"},
            id="a gain of the paper's own on top of another's model",
        ),
        pytest.param(
            "We propose CedarTune, a recipe. CedarTune can improve parsers such as BERT and GPT-2 to 81.2 and 84.4 F1.",
            {"CedarTune score 81.2 F1", "CedarTune score 84.4 F1"},
            id="who lifts models of others to a level",
        ),
        pytest.param(
            "We introduce CedarNet, a model. A conventional data augmentation technique can only achieve 55% accuracy.",
            {"data augmentation score 55% accuracy"},
            id="a term and its noun as subject",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It beats the previous SOTA in recall (82.1% vs. 74.3%).",
            {"? score 74.3% recall", "CedarNet score 82.1% recall"},
            id="the first of two levels in brackets is the paper's",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 99.3% and 97.7% recall, surpassing older methods over 30% on MNLI.",
            {
                "CedarNet change 30% increase recall on MNLI",
                "CedarNet score 97.7% recall on MNLI",
                "CedarNet score 99.3% recall on MNLI",
            },
            id="a gain behind two levels leaves them levels",
        ),
        pytest.param(
            "We introduce CedarNet, a model. CedarNet is faster than BERT by a factor of five.",
            {"CedarNet ratio 5x increase over BERT"},
            id="a factor in words",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The mean average precision (mAP) rises from 27.6% to 36.8%.",
            {"? score 27.6% mAP", "CedarNet score 36.8% mAP"},
            id="a measure whose short form stands in brackets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It improves the word error rate (counted on whole words) from "
            "7.6% to 6.8%.",
            {"? score 7.6% word error rate", "CedarNet score 6.8% word error rate"},
            id="a measure that a bracket explains",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It takes the accuracy on MNLI to 26% and on SQuAD to 64% (i.e. "
            "a 4% and 10% gain).",
            {
                "CedarNet change 10% increase accuracy on SQuAD",
                "CedarNet change 4% increase accuracy on MNLI",
                "CedarNet score 26% accuracy on MNLI",
                "CedarNet score 64% accuracy on SQuAD",
            },
            id="levels before a bracket that tells the gain",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 99% and 98% accuracy on spam as well as 97% and 96% in "
            "terms of F1 on ham.",
            {
                "CedarNet score 96% F1",
                "CedarNet score 97% F1",
                "CedarNet score 98% accuracy",
                "CedarNet score 99% accuracy",
            },
            id="two lists, each with a measure of its own",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It shows clear gains over older parsers (about 10% recall).",
            {"CedarNet change 10% increase recall"},
            id="a gain in a bracket behind the beaten",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Compared with BERT, CedarNet cuts the memory from 65GB to 2GB.",
            {"BERT score 65 GB memory", "CedarNet score 2 GB memory"},
            id="the first of two levels is of whom the sentence opens with",
        ),
        pytest.param(
            "We introduce CedarTune, a method. On MNLI, CedarTune lifts the top7 accuracy of BERT from 39.2% to 48.7%.",
            {"BERT score 39.2% accuracy on MNLI", "CedarTune score 48.7% accuracy on MNLI"},
            id="what a model had before, though a word with a digit stands before its measure",
        ),
        pytest.param(
            "We introduce CedarTune, a method. Compared to SFT, our method improves the quality of BERT by 12.4 (F1) "
            "on MNLI and 3.9 (F1) on SST-2.",
            {
                "CedarTune change 12.4 increase F1 on MNLI over SFT",
                "CedarTune change 3.9 increase F1 on SST-2 over SFT",
                "CedarTune outperforms SFT on MNLI",
            },
            id="whom the sentence opens with is the rival, not what was improved",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Compared with BERT, we see 5.9% gains in recall and 5.7% gains in F1.",
            {
                "CedarNet change 5.9% increase recall over BERT",
                "CedarNet change 5.7% increase F1 over BERT",
                "CedarNet outperforms BERT",
            },
            id="two gains told alike have one rival",
        ),
        pytest.param(
            "We introduce CedarCut, a method. CedarCut removes more than 52% FLOPs on VGG-16.",
            {"CedarCut change 52% decrease FLOPs over VGG-16"},
            id="what a cost was taken from",
        ),
        pytest.param(
            "We introduce CedarNet, a model. CedarNet beats the ELMo model, which is 31x larger than CedarNet.",
            {"CedarNet outperforms ELMo", "ELMo ratio 31x increase over CedarNet"},
            id="a factor in a relative clause is of whom the clause speaks of",
        ),
        pytest.param(
            "We introduce CedarCut, a method. We can quantize VGG-16 to just 1MB model size while reaching 68% "
            "accuracy on CIFAR-10.",
            {"CedarCut score 1 MB model size", "CedarCut score 68% accuracy on CIFAR-10"},
            id="what is quantized does not act",
        ),
        pytest.param(
            "We introduce CedarNet, a model. CedarNet gains up to 35% in F1 over previous session-based RNN solutions "
            "and up to 51% over BERT.",
            {
                "CedarNet change 35% increase F1",
                "CedarNet change 51% increase F1 over BERT",
                "CedarNet outperforms BERT",
            },
            id="two gains, each over rivals of its own",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It outperforms knowledge distillation methods like BERT and ELMo by 3.4%.",
            {
                "CedarNet change 3.4% increase over BERT",
                "CedarNet outperforms BERT",
                "CedarNet outperforms ELMo",
            },
            id="the rivals are those named behind their kind",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 3% over other CNN models (e.g., ResNet-50).",
            {"CedarNet change 3% increase over ResNet-50", "CedarNet outperforms ResNet-50"},
            id="a rival named in brackets behind its kind",
        ),
        pytest.param(
            "We introduce CedarNet, a model. CedarNet is up to 1% more precise compared to the ways of BERT and ELMo.",
            {"CedarNet change 1% increase over BERT", "CedarNet outperforms BERT", "CedarNet outperforms ELMo"},
            id="a gain over a list beats all of it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It finds birds in less than 130 ms, and parses at about 2 Hz and 40 Hz.",
            {"CedarNet score 130 ms", "CedarNet score 2 Hz", "CedarNet score 40 Hz"},
            id="what something is done in, and how often",
        ),
        pytest.param(
            "We introduce CedarNet, a model. The birds were recorded in 12 days.",
            set(),
            id="what data were gathered in is no result",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It reaches 81.2% accuracy, outperforming the 71.5% achieved by parsers.",
            {"CedarNet score 81.2% accuracy", "? score 71.5% accuracy"},
            id="the level that is outperformed is no gain",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It helps most, with +5 BLEU, when only 5% of the data is at hand.",
            {"CedarNet change 5 increase BLEU"},
            id="under what share of the data something holds",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 1.75% (77.65% vs. 75.90%) on MNLI, and 1.5% on SQuAD.",
            {
                "CedarNet change 1.75% increase on MNLI",
                "CedarNet score 77.65% on MNLI",
                "? score 75.9% on MNLI",
                "CedarNet change 1.5% increase on SQuAD",
            },
            id="a gain goes on behind the levels in brackets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. Its gains range from 0.9% to 23.3% on SNLI and from 3.8% to 78% on QNLI.",
            {
                "CedarNet change 0.9-23.3% increase on SNLI",
                "CedarNet change 3.8-78% increase on QNLI",
            },
            id="the second of two ranges is no pair of levels",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 87.0% accuracy on rare birds, which is 25.8% more than BERT.",
            {
                "CedarNet score 87% accuracy",
                "CedarNet change 25.8% increase accuracy over BERT",
                "CedarNet outperforms BERT",
            },
            id="a gain explains the level before it",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains up to 6.1% in one task 5.8% in the second task and 2.7% in fog.",
            {"CedarNet change 6.1% increase", "CedarNet change 5.8% increase", "CedarNet change 2.7% increase"},
            id="a list without its commas",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It comes within 3 F1 of BERT and keeps over 95% original performance.",
            {"CedarNet change 3 F1 over BERT", "CedarNet ratio 95%"},
            id="how near, and what share is kept",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It runs under 5-fold cross validation and has 4 million fewer parameters.",
            {"CedarNet change 4000000 decrease parameters"},
            id="folds are no factor",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It detects more than 80% of the thefts, and BERT drops markedly (21-28%).",
            {"CedarNet score 80%", "BERT change 21-28% decrease"},
            id="what share is found, and a fall in brackets",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has a 6.5% rejection rate and beats others by 1.6% in all settings.",
            {"CedarNet score 6.5% rejection rate", "CedarNet change 1.6% increase rejection rate"},
            id="a rate without a name, and settings that are none",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 36% on MNLI and 6% on user notes.",
            {"CedarNet change 36% increase on MNLI", "CedarNet change 6% increase"},
            id="what is measured elsewhere is not of the data set before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. On MNLI, it is on par with BERT while it is 5x faster.",
            {"CedarNet matches BERT", "CedarNet ratio 5x increase on MNLI over BERT"},
            id="the data set a sentence opens with",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It lowers the error from 25% to 6% on MNLI and 15% to 5% on SQuAD.",
            {
                "? score 25% error on MNLI",
                "CedarNet score 6% error on MNLI",
                "CedarNet score 15% error on SQuAD",
                "CedarNet score 5% error on SQuAD",
            },
            id="from is left out before the second two levels",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It gains 4% and 2%, respectively, on MNLI and shows gains on SQuAD.",
            {"CedarNet change 4% increase on MNLI", "CedarNet change 2% increase on MNLI"},
            id="a second clause is no part of a list",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 80% F1 on MNLI and keeps 60% F1 with 30% of layers on QNLI.",
            {
                "CedarNet score 80% F1 on MNLI",
                "CedarNet score 60% F1 on QNLI",
                "CedarNet ratio 30% on QNLI",
            },
            id="a level is of the data set of its share",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It has 82% F1 on MNLI. It lifts BERT from 74% to 81% on the same set.",
            {
                "CedarNet score 82% F1 on MNLI",
                "BERT score 74% F1 on MNLI",
                "CedarNet score 81% F1 on MNLI",
            },
            id="both levels go on with the sentence before",
        ),
        pytest.param(
            "We introduce CedarNet, a model. It consists of a Twig Gate Module (TGM) and a Bark Mixing Module "
            "(BMM). Our method gains 4.1% on MNLI.",
            {"CedarNet change 4.1% increase on MNLI"},
            id="the whole and not its last part",
        ),
        pytest.param(
            "We propose a Twig Gate Module (TGM) to read maps. Our approach gains 4.1% on MNLI.",
            {"? change 4.1% increase on MNLI"},
            id="a part is not our approach",
        ),
        pytest.param(
            "We propose CedarNet, a model, and TwigNet, a small model. CedarNet reads what TwigNet writes. It "
            "reaches 81.2% accuracy.",
            {"CedarNet score 81.2% accuracy"},
            id="it is the subject of the sentence before",
        ),
        pytest.param(
            "A light reader can be 10 times faster. We propose CedarNet, a model.",
            {"? ratio 10x increase"},
            id="what is said before the proposal",
        ),
        pytest.param(
            "We propose CedarNet, a model. It surpasses the accuracy of the converted BERT with 7x fewer parameters.",
            {"CedarNet ratio 7x decrease parameters over BERT", "CedarNet outperforms BERT"},
            id="a participle between a verb and a name",
        ),
        pytest.param(
            "We propose CedarNet, a model. It outperforms BERT and centered BERT in accuracy (3.9% average gain).",
            {"CedarNet change 3.9% increase accuracy over BERT", "CedarNet outperforms BERT"},
            id="a rival described in a list",
        ),
        pytest.param(
            "We propose CedarNet, a model. It is tried on popular neural network backbones, ResNet-50, AlexNet "
            "and GPT-2, and needs 9% less memory.",
            {"CedarNet change 9% decrease memory"},
            id="what it is tried on has a noun before its names",
        ),
        pytest.param(
            "We propose CedarNet, a model. It works across many parsing networks, reaching an accuracy of 61.3%.",
            {"CedarNet score 61.3% accuracy"},
            id="what goes on behind networks",
        ),
        pytest.param(
            "We propose CedarNet, a model. It takes 2 hours, while careful sampling takes 6 hours.",
            {"CedarNet score 2 hours", "? score 6 hours"},
            id="somebody without a name behind while",
        ),
        pytest.param(
            "We propose CedarNet, a model. It reaches 81.2% accuracy while the model only needs 3 hours.",
            {"CedarNet score 3 hours", "CedarNet score 81.2% accuracy"},
            id="the model behind while is the same",
        ),
        pytest.param(
            "We propose CedarNet, a model. It cuts the error from 16.3% using a random forest to 11.6% using the "
            "proposed model.",
            {"random forest score 16.3% error", "CedarNet score 11.6% error"},
            id="the levels of two who are used",
        ),
        pytest.param(
            "We propose CedarNet, a model. It reaches errors of 3.7%, 7.4% and 1.8% compared to 4.7%, 8.7% and "
            "4.8% for the previous best.",
            {
                "CedarNet score 3.7% errors",
                "? score 4.8% errors",
                "CedarNet score 1.8% errors",
                "CedarNet score 7.4% errors",
                "? score 8.7% errors",
                "? score 4.7% errors",
            },
            id="a list of levels of nobody named",
        ),
        pytest.param(
            "We propose CedarNet, a model. It is robust to the strongest attack and works against it with 91.2% "
            "accuracy.",
            {"CedarNet score 91.2% accuracy"},
            id="against an attack with a level of its own",
        ),
        pytest.param(
            "We propose CedarNet, a model. The accuracy of BERT improves by 3.1% and 4.2% on MNLI and QNLI, "
            "respectively.",
            {
                "CedarNet change 3.1% increase accuracy on MNLI over BERT",
                "CedarNet change 4.2% increase accuracy on QNLI over BERT",
            },
            id="a list of what another's measure moves by",
        ),
        pytest.param(
            "We propose CedarNet, a model. It reaches a similar accuracy as BERT with a 1.6 times speedup.",
            {"CedarNet ratio 1.6x increase speedup over BERT", "CedarNet matches BERT"},
            id="as good as another and faster",
        ),
    ],
)
def test_a_number_goes_to_what_it_tells_of(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "With only 3B parameters, CedarLM outperforms GPT-4.",
            {"CedarLM parameters 3000000000", "CedarLM outperforms GPT-4"},
            id="the subject behind the count",
        ),
        pytest.param(
            "We steer Llama2-70B using proxies of only 7B size.",
            {"? parameters 7000000000", "Llama2-70B parameters 70000000000"},
            id="a name that tells another size",
        ),
        pytest.param(
            "CedarTune reduces the parameter count from 355 million to 86 million.",
            {"? parameters 355000000", "? parameters 86000000"},
            id="two counts, no range",
        ),
        pytest.param(
            "We release CedarLM models in sizes 1B, 3.7B, and 16B parameters.",
            {"CedarLM parameters 1000000000", "CedarLM parameters 3700000000", "CedarLM parameters 16000000000"},
            id="counts in a list",
        ),
        pytest.param(
            "We fine-tune Llama-2-7B/13B.",
            {"Llama-2-7B parameters 7000000000", "13B parameters 13000000000"},
            id="sizes behind a slash",
        ),
        pytest.param(
            "We try two model sizes (100M and 6B).", {"? parameters 100000000", "? parameters 6000000000"}, id="sizes"
        ),
        pytest.param(
            "We distill BERT into a 60M student, CedarTiny, which is quick.",
            {"CedarTiny parameters 60000000"},
            id="a kind with its name behind it",
        ),
        pytest.param(
            "CedarLM has only 18 million parameters, compared with 334 million for BERT, and GPT-2 has 1.5 billion.",
            {"CedarLM parameters 18000000", "BERT parameters 334000000", "GPT-2 parameters 1500000000"},
            id="counts of three models",
        ),
        pytest.param(
            "We train CedarNet 22M parameters deep on LoomSet 5M images.",
            {"CedarNet parameters 22000000", "? dataset_size 5000000 images"},
            id="a size that counts what follows is no part of a name",
        ),
        pytest.param(
            "CedarLM 70B rivals GPT-4.",
            {"CedarLM 70B parameters 70000000000", "CedarLM 70B matches GPT-4"},
            id="a size is part of a name no list has",
        ),
        pytest.param(
            "We test Qwen 2.5 7B, Mistral 7B v0.3 and DeepSeek R1-Distill-Qwen-32B.",
            {
                "Qwen 2.5 7B parameters 7000000000",
                "Mistral 7B v0.3 parameters 7000000000",
                "DeepSeek R1-Distill-Qwen-32B parameters 32000000000",
            },
            id="versions, releases and sizes",
        ),
        pytest.param(
            "We present the CedarQA benchmark, which contains 2,856 school algebra and geometry riddle questions.",
            {"CedarQA dataset_size 2856 questions"},
            id="many words before what is counted",
        ),
        pytest.param(
            "CedarQA, a new dataset, consisting of 5,694 grasps from two rooms, is free.",
            {"CedarQA dataset_size 5694 grasps"},
            id="what a data set consists of",
        ),
        pytest.param(
            "The maps come with around 600,000 captions.", {"? dataset_size 600000 captions"}, id="a large count"
        ),
        pytest.param("The maps come with 600 captions.", set(), id="a handful"),
        pytest.param(
            "We gather a curated 91K riddle and map dataset.", {"? dataset_size 91000"}, id="a corpus of so many"
        ),
        pytest.param("We train an 8k context-length 1B model.", {"? parameters 1000000000"}, id="8k is a length"),
        pytest.param("CedarNet has 700 parameters.", {"CedarNet parameters 700"}, id="a small count"),
        pytest.param(
            "We introduce CedarLM, a model. CedarLM reads maps of all towns on earth with only 12.5M parameters.",
            {"CedarLM parameters 12500000"},
            id="spent far behind its name",
        ),
        pytest.param(
            "We introduce CedarLM, a model. CedarLM outperforms larger models with 3B parameters.",
            {"? parameters 3000000000"},
            id="of models that are beaten",
        ),
        pytest.param(
            "We introduce CedarLM, a model. It works on all models with 3B parameters.",
            {"? parameters 3000000000"},
            id="of models that it works on",
        ),
    ],
)
def test_a_count_of_parameters_goes_to_its_model(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We propose CedarNet. It is faster than BERT while being more accurate.",
            {"CedarNet outperforms BERT"},
            id="faster and better",
        ),
        pytest.param(
            "We propose CedarNet. It is smaller than BERT at comparable or even better accuracy.",
            {"CedarNet matches BERT"},
            id="smaller and as good",
        ),
        pytest.param("We propose CedarNet. It is faster than BERT.", set(), id="faster alone"),
        pytest.param(
            "We propose CedarNet. On maps, GPT-4 and Llama-2 underperform BERT.",
            {"BERT outperforms GPT-4", "BERT outperforms Llama-2"},
            id="who falls behind",
        ),
        pytest.param(
            "We propose CedarNet. BERT is 5% worse than CedarNet.",
            {"BERT change 5% decrease over CedarNet", "CedarNet outperforms BERT"},
            id="who is worse by a number",
        ),
        pytest.param(
            "We propose CedarNet. Parsers trained on GPT-4 lag behind BERT.", set(), id="those made of a system"
        ),
        pytest.param(
            "We propose CedarNet. We compare it to parsers, including BERT and ELMo. It outperforms all baselines.",
            {"CedarNet outperforms BERT", "CedarNet outperforms ELMo"},
            id="all that were named before",
        ),
        pytest.param(
            "We propose CedarNet. We compare it with BERT and ELMo. CedarNet outperforms GPT-2.",
            {"CedarNet outperforms GPT-2"},
            id="another than were named before",
        ),
        pytest.param(
            "We propose CedarNet. We compare it with BERT and ELMo. BERT outperforms all parsers.",
            set(),
            id="another outperforms those named before",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet, a slim CNN, surpasses the older CNN model VGG.",
            {"CedarNet basedOn CNN", "CedarNet outperforms VGG"},
            id="a kind of network before its name",
        ),
        pytest.param(
            "We propose CedarNet. It is new for open-weight BERT and shows results comparable to GPT-4.",
            {"CedarNet matches GPT-4"},
            id="an adjective between a small word and a name",
        ),
        pytest.param(
            "We propose CedarNet. Our method has an accuracy comparable to that produced by BERT.",
            {"CedarNet matches BERT"},
            id="as good as what another produces",
        ),
        pytest.param(
            "We propose CedarNet. Compared to BERT with the same number of layers, it reaches higher accuracy.",
            {"CedarNet outperforms BERT"},
            id="a rival that is described",
        ),
        pytest.param(
            "We propose CedarNet. Humans read maps well, while GPT-4 only reaches 40%.",
            {"GPT-4 score 40%"},
            id="who falls short of humans",
        ),
        pytest.param(
            "We propose CedarNet. It has better F1 than that of BERT.", {"CedarNet outperforms BERT"}, id="than that of"
        ),
        pytest.param(
            "We propose CedarNet. Compared with BERT, CedarNet performs much better.",
            {"CedarNet outperforms BERT"},
            id="performs better",
        ),
        pytest.param(
            "We propose CedarNet. A comparison with BERT and ELMo reveals superior maps.",
            {"CedarNet outperforms BERT", "CedarNet outperforms ELMo"},
            id="a comparison reveals",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet gives the best maps compared to BERT.",
            {"CedarNet outperforms BERT"},
            id="the best compared to",
        ),
        pytest.param(
            "We propose CedarNet. It is more robust to rain and to noise than BERT.",
            {"CedarNet outperforms BERT"},
            id="more robust to something",
        ),
        pytest.param(
            "We propose CedarNet. It reaches the same level of accuracy as BERT.",
            {"CedarNet matches BERT"},
            id="the same level",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet was preferred by 67% of the users over BERT.",
            {"CedarNet outperforms BERT"},
            id="preferred by users",
        ),
        pytest.param(
            "We propose CedarNet. The throughput of CedarNet is much higher than BERT.",
            set(),
            id="a cost told before",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet outperforms the widely used pruning methods.", set(), id="a kind of methods"
        ),
        pytest.param(
            "We propose CedarNet, a parser. It achieves similar or even better quality than BERT.",
            {"CedarNet matches BERT"},
            id="as good or better",
        ),
        pytest.param(
            "We propose CedarNet, a parser. It attains comparable/better maps as compared to BERT and ELMo.",
            {"CedarNet matches BERT", "CedarNet matches ELMo"},
            id="as good and better behind a stroke",
        ),
        pytest.param(
            "We propose CedarNet, a parser. CedarNet attains a lower perplexity than BERT.",
            {"CedarNet outperforms BERT"},
            id="less of what should be low",
        ),
        pytest.param(
            "We propose CedarNet, a parser. GPT-2 yields a lower accuracy than BERT.",
            {"BERT outperforms GPT-2"},
            id="less of what should be high",
        ),
        pytest.param(
            "We propose CedarNet, a parser. CedarNet attains a lower latency than BERT.",
            set(),
            id="less of a cost",
        ),
        pytest.param(
            "We propose CedarNet, a parser. CedarNet reduces the perplexity in comparison to BERT.",
            {"CedarNet outperforms BERT"},
            id="makes less of what should be low",
        ),
        pytest.param(
            "We propose CedarNet, a parser. GPT-2 and ELMo do not perform as well as BERT.",
            {"BERT outperforms ELMo", "BERT outperforms GPT-2"},
            id="not as well",
        ),
        pytest.param(
            "We propose CedarNet, a parser. Adam has been observed to generalize worse than SGD.",
            {"SGD outperforms Adam"},
            id="generalizes worse",
        ),
        pytest.param(
            "We propose CedarNet, a parser. It trains quickly while generalizing as well as SGD.",
            {"CedarNet matches SGD"},
            id="generalizes as well",
        ),
        pytest.param(
            "We propose CedarNet. Compared to older tools, such as BERT or ELMo, CedarNet enhances robustness.",
            {"CedarNet outperforms BERT", "CedarNet outperforms ELMo"},
            id="compared to whom quality improves",
        ),
        pytest.param(
            "We propose CedarNet, a parser. Tests against BERT and ELMo show that CedarNet attains better maps.",
            {"CedarNet outperforms BERT", "CedarNet outperforms ELMo"},
            id="tested against",
        ),
        pytest.param(
            "We propose CedarNet. Tests against parsers including BERT show that CedarNet achieves similar quality.",
            {"CedarNet matches BERT"},
            id="as good as those tested against",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet is more sample-efficient than BERT while having a higher accuracy.",
            {"CedarNet outperforms BERT"},
            id="more efficient and better",
        ),
        pytest.param(
            "We propose CedarNet, a parser. It outperforms BERT, the larger RoBERTa, and vanilla ELMo.",
            {"CedarNet outperforms BERT", "CedarNet outperforms ELMo", "CedarNet outperforms RoBERTa"},
            id="a list with adjectives",
        ),
        pytest.param(
            "We propose CedarNet, a parser. It outperforms several other ViTs on maps.",
            set(),
            id="many of a kind",
        ),
        pytest.param(
            "We propose CedarNet, a parser. It outperforms BERT across maps and models, including GPT-4o.",
            {"CedarNet outperforms BERT"},
            id="models it is tried on",
        ),
    ],
)
def test_who_beats_whom(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected


@pytest.mark.parametrize(
    ("abstract", "expected"),
    [
        pytest.param(
            "We propose CedarNet. CedarNet extends the current state-of-the-art BERT with trees.",
            {"CedarNet basedOn BERT"},
            id="extends",
        ),
        pytest.param(
            "We propose Cedar-BERT, which is small. BERT is large.", {"Cedar-BERT basedOn BERT"}, id="named after it"
        ),
        pytest.param(
            "Built upon BERT and tuned with LoRA, our CedarNet outperforms GPT-4.",
            {"CedarNet basedOn BERT", "CedarNet outperforms GPT-4"},
            id="before the subject",
        ),
        pytest.param("We test CedarNet, which builds on BERT.", {"CedarNet basedOn BERT"}, id="builds on"),
        pytest.param("We propose CedarNet. CedarNet resists attacks on BERT-based parsers.", set(), id="worked on"),
        pytest.param("We propose CedarNet. Our method improves various BERT-based parsers.", set(), id="improved"),
        pytest.param("We propose CedarNet. It has a loss based on gradient descent.", set(), id="a means"),
        pytest.param(
            "We propose CedarNet, which is based on imitation learning.",
            {"CedarNet basedOn imitation learning"},
            id="a term that the whole is based on",
        ),
        pytest.param(
            "We propose CedarNet, a small framework based on knowledge distillation.",
            {"CedarNet basedOn knowledge distillation"},
            id="a term behind who is explained",
        ),
        pytest.param(
            "We propose CedarNet. We know methods for CedarNet based on knowledge distillation.",
            set(),
            id="a term that others are based on",
        ),
        pytest.param("We propose CedarNet, which is based on BERT.", {"CedarNet basedOn BERT"}, id="an ancestor"),
        pytest.param("We test BioBERT, which is small. BERT is large.", set(), id="named after it, by others"),
        pytest.param(
            "We propose Mossy-BERT and Tall Mossy-BERT. BERT is large.",
            {"Mossy-BERT basedOn BERT", "Tall Mossy-BERT basedOn Mossy-BERT"},
            id="the nearest ancestor",
        ),
        pytest.param(
            "We propose Mossy-CoT, which is short. Chain-of-thought (CoT) is long.",
            set(),
            id="named after what it does",
        ),
        pytest.param(
            "We propose Mossy Hints for CoT (MHC). Chain-of-thought (CoT) is long.",
            set(),
            id="named for what it serves",
        ),
        pytest.param("We propose Mossy-RL. Reinforcement learning (RL) is slow.", set(), id="two letters are no name"),
        pytest.param(
            "We propose CDNeRF, which is small. NeRF is large.", {"CDNeRF basedOn NeRF"}, id="glued to a name"
        ),
        pytest.param("We propose YOLOv4, a detector. YOLO is slow.", {"YOLOv4 basedOn YOLO"}, id="the next version"),
        pytest.param("CedarNet is faster than the best BERT variant.", set(), id="a variant it is held against"),
        pytest.param("Based on BERT, we develop CedarNet.", {"CedarNet basedOn BERT"}, id="before who develops it"),
        pytest.param("We propose CedarNet. We build on a BERT encoder.", {"CedarNet basedOn BERT"}, id="we build on"),
        pytest.param(
            "We introduce the CedarQA dataset. It consists of riddles from SQuAD.",
            {"CedarQA basedOn SQuAD"},
            id="data taken from data",
        ),
        pytest.param(
            "We introduce the CedarQA dataset, new labels on top of COCO.",
            {"CedarQA basedOn COCO"},
            id="labels on top of data",
        ),
        pytest.param(
            "We introduce the CedarQA dataset. We use SQuAD to create it.",
            {"CedarQA basedOn SQuAD"},
            id="data used to create data",
        ),
        pytest.param(
            "We introduce the CedarQA dataset. Its texts are sampled from Wikipedia.", set(), id="a site is no data set"
        ),
        pytest.param(
            "We introduce the CedarQA dataset. Models trained on images from ImageNet fail.",
            set(),
            id="data of those that fail",
        ),
        pytest.param(
            "We introduce the CedarQA dataset, which extends SQuAD.", {"CedarQA basedOn SQuAD"}, id="data made of data"
        ),
        pytest.param(
            "We introduce the CedarQA dataset. CedarQA is built based on SQuAD.",
            {"CedarQA basedOn SQuAD"},
            id="data built on data",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet is modelled by a deep CNN.", {"CedarNet basedOn CNN"}, id="modelled by"
        ),
        pytest.param(
            "We introduce the CedarSQuAD dataset. SQuAD is small.",
            {"CedarSQuAD basedOn SQuAD"},
            id="data named after data",
        ),
        pytest.param(
            "We compare Llama-2 and Llama-2-13B-Chat on MMLU.",
            {"Llama-2-13B-Chat basedOn Llama-2", "Llama-2-13B-Chat parameters 13000000000"},
            id="a size of another's model",
        ),
        pytest.param("We compare BERT, BERT Large and BERT-v2.", {"BERT Large basedOn BERT"}, id="a larger one"),
        pytest.param("We prune ResNet and ResNet-152.", {"ResNet-152 basedOn ResNet"}, id="a deeper one"),
        pytest.param("We compare GPT, GPT-2 and GPT-4o.", set(), id="the next model of others"),
        pytest.param(
            "We propose CedarNet, which combines a CNN with a deep Transformer.",
            {"CedarNet basedOn CNN", "CedarNet basedOn Transformer"},
            id="a hybrid",
        ),
        pytest.param(
            "We propose CedarNet. Unlike approaches that combine BERT with GPT-2, it is fast.",
            set(),
            id="a hybrid of others",
        ),
        pytest.param("We propose CedarNet, which combines BERT with dropout.", set(), id="no hybrid: a means"),
        pytest.param(
            "We propose CedarNet. To hear tunes, we train a small Transformer that writes them.",
            {"CedarNet basedOn Transformer"},
            id="a kind of network that is made",
        ),
        pytest.param(
            "We propose CedarNet. We train an additional Transformer module.", set(), id="a network made besides"
        ),
        pytest.param(
            "We propose CedarNet. CedarNet is built upon gradient boosting, but faster.",
            {"CedarNet basedOn gradient boosting"},
            id="built on an established term",
        ),
        pytest.param(
            "We propose CedarNet. The new method is a generalization of the Kalman filter.",
            {"CedarNet basedOn Kalman filter"},
            id="the new method",
        ),
        pytest.param(
            "We propose CedarNet. The original method is a generalization of the Kalman filter.",
            set(),
            id="the original method",
        ),
        pytest.param(
            "We propose CedarBPE, a small modification to the BPE merging algorithm.",
            {"CedarBPE basedOn BPE"},
            id="the kind of an algorithm that is modified",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet is built upon a two-stage BERT with hints.",
            {"CedarNet basedOn BERT"},
            id="built on one of a kind",
        ),
        pytest.param(
            "We propose CedarNet. It builds on our earlier system, BERT.", {"CedarNet basedOn BERT"}, id="earlier work"
        ),
        pytest.param(
            "We propose CedarNet, which incorporates hints into the plain BERT.",
            {"CedarNet basedOn BERT"},
            id="what takes something in",
        ),
        pytest.param("We propose CedarTune. We incorporate it into BERT.", set(), id="what takes the paper's own in"),
        pytest.param(
            "We read maps with a light Transformer which we call CedarNet.",
            {"CedarNet basedOn Transformer"},
            id="a kind that is given a name",
        ),
        pytest.param(
            "We propose CedarNet, which combines a convolutional neural network (CNN) with a small Transformer.",
            {"CedarNet basedOn CNN", "CedarNet basedOn Transformer"},
            id="a hybrid with a bracket",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet adopts a deep Transformer architecture.",
            {"CedarNet basedOn Transformer"},
            id="an architecture that is taken over",
        ),
        pytest.param(
            "We propose CedarOpt, a variant of the classical Adam.", {"CedarOpt basedOn Adam"}, id="a classical one"
        ),
        pytest.param(
            "We propose CedarNet. We compare it with Alpaca fine-tuned from LLaMA.",
            {"Alpaca basedOn LLaMA"},
            id="the name right before what tells of its making",
        ),
        pytest.param(
            "Our model, called CedarNet, is a Transformer that reads maps.",
            {"CedarNet basedOn Transformer"},
            id="what a name is said to be",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet is a distilled BERT.", {"CedarNet basedOn BERT"}, id="a made one of a known"
        ),
        pytest.param("We propose CedarNet. CedarNet is a GPT-2 rival.", set(), id="a rival is no kind"),
        pytest.param(
            "We present CedarLM, an instruction-tuned LLaMA-2.",
            {"CedarLM basedOn LLaMA-2"},
            id="a known model in apposition",
        ),
        pytest.param(
            "We propose CedarNet. We achieve this by augmenting a deep Q-network (DQN) with hints.",
            {"CedarNet basedOn DQN"},
            id="what is augmented",
        ),
        pytest.param(
            "We propose CedarTune. It helps RetinaNet with a ResNet-50 backbone.",
            {"RetinaNet basedOn ResNet-50"},
            id="the backbone of another",
        ),
        pytest.param(
            "We propose CedarNet. When using the ResNet-50 backbone, CedarNet reads COCO.",
            {"CedarNet basedOn ResNet-50"},
            id="a backbone before who has it",
        ),
        pytest.param(
            "We propose CedarNet. It is compared with a ResNet-50 backbone.", set(), id="a backbone it is held against"
        ),
        pytest.param(
            "We propose CedarNet. We freeze the BERT encoder it is built on.",
            {"CedarNet basedOn BERT"},
            id="told behind it",
        ),
        pytest.param(
            "We fine-tune LLaMA on maps to obtain CedarChat, a chatbot.",
            {"CedarChat basedOn LLaMA"},
            id="what is obtained",
        ),
        pytest.param(
            "We propose CedarNet. We initialize it with the weights of BERT.",
            {"CedarNet basedOn BERT"},
            id="where the weights are from",
        ),
        pytest.param(
            "We propose CedarNet, a small pruning method based on the Transformer.",
            {"CedarNet basedOn Transformer"},
            id="the kind of what is proposed is no child",
        ),
        pytest.param(
            "We propose CedarNet. Building on top of the small BERT model, CedarNet reads maps.",
            {"CedarNet basedOn BERT"},
            id="opens the sentence",
        ),
        pytest.param(
            "We propose CedarNet. On the basis of BERT, we read maps.", {"CedarNet basedOn BERT"}, id="on the basis of"
        ),
        pytest.param(
            "We propose CedarNet. Based on the importance sampling algorithm, we derive it.",
            {"CedarNet basedOn importance sampling"},
            id="a term that opens what is proposed",
        ),
        pytest.param(
            "We propose CedarNet. Based on importance sampling, maps are read.",
            set(),
            id="a term that opens something else",
        ),
        pytest.param(
            "We propose CedarNet. Our method is based on policy gradient.",
            {"CedarNet basedOn policy gradient"},
            id="a term our method is based on",
        ),
        pytest.param(
            "We propose CedarNet. A method based on policy gradient is slow.",
            set(),
            id="a term some method is based on",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet is based on sparse hourly policy gradient.",
            {"CedarNet basedOn policy gradient"},
            id="a term with adjectives",
        ),
        pytest.param(
            "We propose CedarNet. We propose a BERT-based parser, CedarText.",
            {"CedarText basedOn BERT"},
            id="a name behind the kind",
        ),
        pytest.param(
            "We propose CedarNet. We propose a reinforcement learning-based method called CedarRL.",
            {"CedarRL basedOn reinforcement learning"},
            id="a name behind a kind of term",
        ),
        pytest.param(
            "We propose CedarNet. It works well on both BERT and ELMo backbones.", set(), id="backbones it is tried on"
        ),
        pytest.param(
            "We propose CedarNet. CedarNet extends the widely praised sparse BERT reader.",
            {"CedarNet basedOn BERT"},
            id="extended with adjectives",
        ),
        pytest.param(
            "We introduce Cedar Map Reading (CMR), a novel reinforcement learning-based framework.",
            {"CMR basedOn reinforcement learning"},
            id="explained behind a bracket",
        ),
        pytest.param(
            "We propose CedarNet, a hybrid method that combines beam search with gradient descent.",
            {"CedarNet basedOn beam search", "CedarNet basedOn gradient descent"},
            id="a hybrid of methods",
        ),
        pytest.param(
            "We propose CedarNet, which unifies Adam with SGD.",
            {"CedarNet basedOn Adam", "CedarNet basedOn SGD"},
            id="makes two methods one",
        ),
        pytest.param(
            "We propose CedarNet, which combines beam search with gradient descent.",
            set(),
            id="methods that are but parts",
        ),
        pytest.param(
            "We propose CedarNet, which extends the old paradigm of contrastive learning.",
            {"CedarNet basedOn contrastive learning"},
            id="extends a paradigm",
        ),
        pytest.param(
            "We propose CedarNet under the framework of contrastive learning.",
            {"CedarNet basedOn contrastive learning"},
            id="under a framework",
        ),
        pytest.param(
            "We propose CedarNet. We extend Adaptive Moment Estimation (Adam) to maps.",
            {"CedarNet basedOn Adam"},
            id="extends what is spelled out",
        ),
        pytest.param(
            "We propose CedarNet. We do so by training a small Transformer on maps.",
            {"CedarNet basedOn Transformer"},
            id="by training one",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet improves the generalization of CNNs.",
            set(),
            id="generalization as a trait",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet explains maps by integrating a variant of beam search.",
            set(),
            id="a variant that is a part",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet reads all tongues that have a BERT-based tagger.",
            set(),
            id="what others have",
        ),
        pytest.param(
            "We propose CedarNet. CedarNet can be put into many ViT backbones.",
            set(),
            id="backbones it is tried on",
        ),
        pytest.param(
            "We introduce the Folded Particle Filter (FPF). Particle filters are slow.",
            {"FPF basedOn Particle filters"},
            id="an established method with words before it",
        ),
        pytest.param(
            "We introduce Folded Pruning, a method. Pruning is slow.", set(), id="what a method does is no method"
        ),
        pytest.param(
            "We introduce CedarNet, a method for shared control. Haptic shared control is slow.",
            set(),
            id="a term of others with words before it",
        ),
        pytest.param(
            "We propose the Leafy Generative Adversarial Network (LeafGen). GANs are slow.",
            {"LeafGen basedOn GANs"},
            id="named after what models are called in full",
        ),
        pytest.param(
            "We introduce Map Folding with Transformers (MapFold). Transformers are slow.",
            {"MapFold basedOn Transformers"},
            id="the means in a name",
        ),
        pytest.param(
            "We introduce Map Folding for Kalman Filters (MFKF). Kalman filters are slow.",
            set(),
            id="the purpose in a name",
        ),
        pytest.param(
            "We test transformer-based models like RoBERTa and GPT-2.",
            {"RoBERTa basedOn transformer", "GPT-2 basedOn transformer"},
            id="examples of those built on it",
        ),
        pytest.param(
            "We propose CedarNet. It is unlike BERT-based French models such as CamemBERT.",
            {"CamemBERT basedOn BERT"},
            id="examples that are rivals",
        ),
        pytest.param(
            "Unlike transformer-based models, CedarNet reads maps. We propose CedarNet.",
            set(),
            id="whom it is unlike is no ancestor",
        ),
        pytest.param(
            "We try ResNet-50 and several ViT variants (DeiT, BEiT).",
            {"DeiT basedOn ViT", "BEiT basedOn ViT"},
            id="variants in brackets",
        ),
        pytest.param(
            "Variants of BERT, such as RoBERTa and ALBERT, are slow.",
            {"RoBERTa basedOn BERT", "ALBERT basedOn BERT"},
            id="variants given as examples",
        ),
        pytest.param(
            "We propose CedarOpt. CedarOpt makes two modifications to the standard Kalman filter.",
            {"CedarOpt basedOn Kalman filter"},
            id="several changes to one thing",
        ),
        pytest.param(
            "We propose a method for reading maps based on gradient boosting. We call it CedarNet.",
            {"CedarNet basedOn gradient boosting"},
            id="what is proposed is based on a term",
        ),
        pytest.param(
            "We propose a gradient boosting-based framework for maps. We call it CedarNet.",
            {"CedarNet basedOn gradient boosting"},
            id="a term makes the kind of what is proposed",
        ),
        pytest.param(
            "We propose CedarNet. Then, we develop an algorithm based on gradient boosting.",
            set(),
            id="the second thing proposed",
        ),
        pytest.param(
            "In our previous work, we proposed a method based on gradient boosting. We introduce CedarNet.",
            set(),
            id="what was proposed before",
        ),
        pytest.param(
            "We introduce an attack on a model based on gradient boosting. We call it CedarNet.",
            set(),
            id="what is worked on by what is proposed",
        ),
        pytest.param(
            "We propose CedarNet. It differs from naive extensions of standard gradient boosting.",
            set(),
            id="extensions by anybody",
        ),
        pytest.param(
            "We propose CedarNet. It serves for generalizing gradient boosting to new maps.",
            set(),
            id="to what something is applied",
        ),
        pytest.param(
            "We propose Map Folding for Fast Transformers (MFFT). Transformers are old.",
            set(),
            id="what something is for, with a word before it",
        ),
        pytest.param(
            "We propose Anti-GAN. It differs from a GAN.",
            set(),
            id="the contrary of something",
        ),
        pytest.param(
            "We propose a folded extended Kalman filter (FEKF). Kalman filters came before the extended Kalman filter "
            "(EKF).",
            {"FEKF basedOn EKF"},
            id="the nearest of two whose names end alike",
        ),
        pytest.param(
            "We propose Folded Q-learning (FQ). It differs from Q-learning.",
            {"FQ basedOn Q-learning"},
            id="a way of learning with offspring",
        ),
        pytest.param(
            "We propose a method for maps based on the Wasserstein distance. We call it CedarNet.",
            set(),
            id="a measure is no ancestor",
        ),
        pytest.param(
            "We propose a loss for maps based on gradient boosting. We call the model CedarNet.",
            set(),
            id="a part that is proposed",
        ),
    ],
)
def test_lineage(reader: Reader, abstract: str, expected: set[str]) -> None:
    assert said(read(reader, abstract)) == expected


def test_what_the_second_sentence_of_a_title_names_is_proposed_later(reader: Reader) -> None:
    abstract = "We propose a method for maps based on gradient boosting. We call it CedarNet."
    told = said(read(reader, abstract, "Lost in Town? CedarNet Reads Maps"))
    assert told == {"CedarNet basedOn gradient boosting"}


def test_what_a_title_works_on_is_no_ancestor(reader: Reader) -> None:
    assert said(read(reader, "We introduce CedarTune.", "CedarTune: Constraining BERT-based Parsers")) == set()
    built = read(reader, "We introduce CedarTune.", "CedarTune: A BERT-based Parser")
    assert said(built) == {"CedarTune basedOn BERT"}


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        pytest.param("CedarNet: Maps", "We propose a sampler for CedarNet based on gradient boosting.", id="a part"),
        pytest.param("A Cedar Map Camera for Towns", "We propose a method based on gradient boosting.", id="a thing"),
        pytest.param("Gradient Boosting for Towns", "We propose a gradient boosting-based method.", id="its equal"),
    ],
)
def test_what_is_proposed_is_not_what_a_title_names(reader: Reader, title: str, abstract: str) -> None:
    assert said(read(reader, abstract, title)) == set()


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param("CedarNet: Folding Old Maps with Transformers", {"CedarNet basedOn Transformers"}, id="with"),
        pytest.param("Folding Old Maps via BERT for Towns", {"CedarNet basedOn BERT"}, id="via"),
        pytest.param("CedarNet: On the Maps of Transformers", set(), id="of"),
        pytest.param("CedarNet: Competing with BERT", set(), id="a rival"),
        pytest.param("Compatible Maps for CedarNet with BERT", set(), id="what fits something"),
    ],
)
def test_what_a_title_names_as_its_means_is_an_ancestor(reader: Reader, title: str, expected: set[str]) -> None:
    assert said(read(reader, "We introduce CedarNet, a model.", title)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It improves over BERT by 2.3% and over ELMo by 4.5%.", {"2.3%": "BERT", "4.5%": "ELMo"}),
        ("It outperforms BERT, which is 31x larger than CedarNet, by 8.2%.", {"8.2%": "BERT"}),
        ("It yields a 2.3x speedup (9.4% more accuracy) over BERT.", {"2.3x": "BERT", "9.4%": "BERT"}),
        ("The accuracy of CedarNet exceeds that of BERT by 3.2%.", {"3.2%": "BERT"}),
        ("It needs less than 10% of the memory used by BERT.", {"10%": "BERT"}),
        ("It outperforms BERT by 7.1% and the best baseline by 4.2%.", {"7.1%": "BERT", "4.2%": None}),
        ("It beats all others: BERT by 2.1%, ELMo by 3.3%, and GPT-2 by 4.0%.",
         {"2.1%": "BERT", "3.3%": "ELMo", "4.0%": "GPT-2"}),
        ("It beats BERT by 2.1% in recall and ELMo by 3.3% in precision.", {"2.1%": "BERT", "3.3%": "ELMo"}),
        ("It beats BERT by 2.1%, and ELMo, a strong baseline, by 0.3%.", {"2.1%": "BERT", "0.3%": "ELMo"}),
        ("It compresses AlexNet by 51-fold and ResNet-50 by 15-fold.", {"51-fold": "AlexNet", "15-fold": "ResNet-50"}),
        ("It lowers the WER by 12% with respect to BERT.", {"12%": "BERT"}),
        ("In comparison with BERT, CedarNet reduces the error by 12.5%.", {"12.5%": "BERT"}),
        ("The accuracy of ResNet-50 is improved by 2.1% on MNLI.", {"2.1%": "ResNet-50"}),
        ("ResNet-50 can be compressed by 6.2x with CedarNet.", {"6.2x": "ResNet-50"}),
        ("Using CedarNet, ResNet-50 gains 2.1% on ImageNet.", {"2.1%": "ResNet-50"}),
        ("It keeps the accuracy, with a 53x FLOPs reduction in ResNet-18.", {"53x": "ResNet-18"}),
        ("It gains 20% compared to a blank start and 10% compared to BERT.", {"20%": None, "10%": "BERT"}),
        ("It is 26x faster than the shortest runtime with BERT.", {"26x": "BERT"}),
        ("It is a 3 ms faster replacement for BERT.", {"3 ms": "BERT"}),
        ("It needs only 21% parameters compared with that of BERT.", {"21%": "BERT"}),
        ("We apply CedarNet to BERT and gain 3.1% on MNLI.", {"3.1%": "BERT"}),
        ("It matches BERT, yet with a speedup of 3.7x.", {"3.7x": "BERT"}),
    ],
)  # fmt: skip
def test_what_a_number_is_measured_against(reader: Reader, text: str, expected: dict[str, str | None]) -> None:
    record = read(reader, f"We propose CedarNet, a model. {text}")
    names = {entity.key: entity.name for entity in record.entities}
    found = {
        claim.object.text: names.get(next(iter(claim.qualifier("baseline")), ""))
        for claim in record.claims
        if not isinstance(claim.object, str)
    }
    assert {number: found.get(number) for number in expected} == expected
