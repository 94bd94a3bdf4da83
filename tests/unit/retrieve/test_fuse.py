import pytest

from sro_assistant.domain import Channel
from sro_assistant.retrieve.fuse import fuse, normalised


def test_scores_are_brought_between_nought_and_one() -> None:
    assert normalised({"a": 4.0, "b": 2.0, "c": 3.0}) == {"a": 1.0, "b": 0.0, "c": 0.5}


def test_equal_scores_all_count_in_full() -> None:
    assert normalised({"a": 2.0, "b": 2.0}) == {"a": 1.0, "b": 1.0}


def test_no_scores_stay_none() -> None:
    assert normalised({}) == {}


def test_each_candidate_has_its_weighted_share_by_channel() -> None:
    shares = fuse(
        {Channel.KEYWORDS: {"a": 2.0, "b": 1.0}, Channel.VECTORS: {"b": 0.9, "c": 0.1}},
        {Channel.KEYWORDS: 0.6, Channel.VECTORS: 0.2},
    )
    assert shares == {
        "a": {Channel.KEYWORDS: pytest.approx(0.75)},
        "b": {Channel.KEYWORDS: 0.0, Channel.VECTORS: pytest.approx(0.25)},
        "c": {Channel.VECTORS: 0.0},
    }
