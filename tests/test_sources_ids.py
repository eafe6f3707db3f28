"""Identifiers: every way to write one gives the same CURIE, and nothing else gives any."""

from __future__ import annotations

import pytest

from kg.sources.ids import curie, paper_id


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1706.03762", "arxiv:1706.03762"),
        ("1706.03762v5", "arxiv:1706.03762"),
        ("arXiv:1706.03762", "arxiv:1706.03762"),
        ("arxiv: 1706.03762v1", "arxiv:1706.03762"),
        ("https://arxiv.org/abs/1706.03762", "arxiv:1706.03762"),
        ("http://www.arxiv.org/pdf/1706.03762v5.pdf", "arxiv:1706.03762"),
        ("https://arxiv.org/abs/1706.03762?context=cs", "arxiv:1706.03762"),
        ("10.48550/arXiv.1706.03762", "arxiv:1706.03762"),
        ("https://doi.org/10.48550/arxiv.1706.03762", "arxiv:1706.03762"),
        ("cs/9901001", "arxiv:cs/9901001"),
        ("arXiv:cmp-lg/9404001", "arxiv:cmp-lg/9404001"),
        ("math.GT/0309136", "arxiv:math.GT/0309136"),
        ("0704.0001", "arxiv:0704.0001"),
        ("10.1109/CVPR.2016.90", "doi:10.1109/cvpr.2016.90"),
        ("doi:10.1109/CVPR.2016.90", "doi:10.1109/cvpr.2016.90"),
        ("https://dx.doi.org/10.1109/CVPR.2016.90", "doi:10.1109/cvpr.2016.90"),
        ("10.18653/v1/N19-1423", "acl:N19-1423"),
        ("https://aclanthology.org/N19-1423/", "acl:N19-1423"),
        ("https://aclanthology.org/2020.acl-main.703.pdf", "acl:2020.acl-main.703"),
        ("https://www.aclweb.org/anthology/P02-1040", "acl:P02-1040"),
        ("acl:2020.acl-main.703", "acl:2020.acl-main.703"),
    ],
)
def test_identifiers(text: str, expected: str) -> None:
    assert curie(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", None, "12", "1713.03762", "2020", "x-acl2020-a1b2c3d4", "000-001", "see arXiv:1706.03762", "cs/12", "10.5/x",
     "https://example.org/1706.03762", "https://arxiv.org/list/cs.CL/recent"],
)  # fmt: skip
def test_other_texts(text: str | None) -> None:
    assert curie(text) is None


def test_the_first_identifier_wins_and_titles_come_last() -> None:
    assert paper_id("T", "17", "https://arxiv.org/abs/1706.03762") == "arxiv:1706.03762"
    assert paper_id("A Title", "17") == paper_id("a  ti-tle", None) != paper_id("A Tale")
    assert paper_id("A Title").startswith("title:")
