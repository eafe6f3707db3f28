"""One own thing under two names, names cut short, and what is only explained, on invented abstracts."""

from __future__ import annotations

import pytest

from kg.extract.kinship import spells
from kg.extract.reader import Reader
from tests.test_extract import read


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("ELFormer", "Epic Leaf Transformer", True),
        ("EpicNet", "Epic Leaf Network", True),
        ("GL-RNN", "Gated Loom Recurrent Neural Network", True),
        ("LoPo", "Loom Pocket", True),
        ("UniBLT", "Universal Backward Loom Twisting", True),
        ("DLE", "Dual Loom Text Encoding", True),
        pytest.param("ML-TL", "Multi-Loom Tidal Leaf Attention Transformer", False, id="spelled by the first words"),
        pytest.param("LF", "Epic Leaf Folding", False, id="not from the first word on"),
        pytest.param("EpicNet", "Epic Leaf Folding", False, id="letters that no word has"),
        pytest.param("Epic", "Epic Leaf Folding", False, id="one capital"),
        pytest.param("EF", "Epicfolding", False, id="one word"),
    ],
)
def test_spells(short: str, full: str, expected: bool) -> None:
    assert spells(short, full) == expected


@pytest.mark.parametrize(
    ("title", "abstract", "expected"),
    [
        pytest.param(
            "Epic Leaf Field Transformers for Verse",
            "Verse is long. We propose a parser. Our method ELFormer beats others by 2% on MNLI.",
            {"ELFormer"},
            id="a name coined from the title",
        ),
        pytest.param(
            "Lazy Oak Reading via Reward Leaf Rehearsal",
            "We propose Lazy Oak Reading via Reward Leaf Rehearsal (LORe3), a parser that keeps memories.",
            {"LORe3"},
            id="a name in brackets behind it",
        ),
        pytest.param(
            "Cross-leaf Reliability: Measuring Oaks",
            "We introduce a novel cross-leaf reliability (xLR) measure. The xLR framework counts oaks.",
            {"xLR"},
            id="a small letter for cross",
        ),
        pytest.param(
            "Loom-guided Transformer for Dense Folding",
            "We propose a slow architecture, namely FoldCap3D, to turn leaves. FoldCap3D gains 4% on MNLI.",
            {"FoldCap3D"},
            id="a name spelled otherwise than what only the title says",
        ),
        pytest.param(
            "Loom-guided Transformer for Dense Folding",
            "We propose FoldCap3D and FoldCap2D to turn leaves.",
            {"Loom-guided Transformer", "FoldCap3D", "FoldCap2D"},
            id="not where several names may be meant",
        ),
        pytest.param(
            "Oak Summaries Using Fully Slow Sequence Networks",
            "We propose fully slow sequence models to solve oak summaries.",
            {"Fully Slow Sequence Networks"},
            id="a phrase of the title said in part",
        ),
        pytest.param(
            "Lazily",
            "We propose a slow loom. It reads.",
            set(),
            id="a title of one adverb",
        ),
        pytest.param(
            "Reading with Slow Loom Gates",
            "We propose slow loom gates to read. All of it is due to slow loom gates",
            {"Slow Loom Gates"},
            id="a phrase that ends the text",
        ),
        pytest.param(
            "Dual Loom Leaf Encoding for Oaks",
            "We design a Dual Loom leaf encoder. It gains 2% on MNLI.",
            {"Dual Loom Leaf Encoding"},
            id="a noun in another form",
        ),
        pytest.param(
            "Lazy Leaf Bracketing Framework for Reading",
            "We propose lazy leaf bracketing to read.",
            {"Lazy Leaf Bracketing"},
            id="what kind it is is no part of a name",
        ),
        pytest.param(
            "Lazy Oak Bracketing Guided by Leaves",
            "We propose lazy oak bracketing to read.",
            {"Lazy Oak Bracketing"},
            id="nor is what it is done by",
        ),
        pytest.param(
            "Gated POS-Level Loom Model for Oaks",
            "Texts are long. We propose a POS-level gated parser to read them.",
            {"Gated POS-Level Loom Model"},
            id="what is only a part of a word",
        ),
        pytest.param(
            "On Crumbs", "We propose a LoomNet-based parser. It reads well.", set(), id="what another is based on"
        ),
        pytest.param(
            "Toward Human-Level Crumb Reading",
            "Crumb parsing (CRP) is hard for ovens. To this end, we propose a novel CRP framework.",
            set(),
            id="what is explained first",
        ),
        pytest.param(
            "On Crumbs",
            "We introduce slow crumb parsing (SCP). Ovens are hot. We propose SCP for ovens.",
            {"slow crumb parsing"},
            id="not what is explained as the paper's own",
        ),
        pytest.param(
            "On Crumbs",
            "We present an oven. Our oven consists of a digital light projector (DLP) and a camera.",
            set(),
            id="plain parts",
        ),
        pytest.param(
            "On Crumbs",
            "We present a parser. It consists of a crumb reading network (CR-Net) and a plain one.",
            {"CR-Net"},
            id="parts that were designed",
        ),
        pytest.param(
            "Jointly Folding and Naming Leaves for Oak Captions",
            "We present a parser. Our method gains 2% on MNLI.",
            set(),
            id="an adverb and what is done",
        ),
    ],
)
def test_one_thing_is_introduced_once(reader: Reader, title: str, abstract: str, expected: set[str]) -> None:
    record = read(reader, abstract, title)
    found = {
        entity.name if entity.tier == "name" else entity.surfaces[0]
        for entity in record.entities
        if entity.role == "introduced"
    }
    assert found == expected


def test_both_names_are_surfaces(reader: Reader) -> None:
    abstract = "We propose a parser. Our method ELFormer gains 2% on MNLI."
    record = read(reader, abstract, "Epic Leaf Transformers for Verse")
    entity = next(entity for entity in record.entities if entity.role == "introduced")
    assert set(entity.surfaces) == {"Epic Leaf Transformers", "ELFormer"}
