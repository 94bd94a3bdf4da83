import pytest

from sro_assistant.domain import Channel
from sro_assistant.retrieve.fuse import Fusion, fuse, normalised


def test_scores_are_brought_between_nought_and_one() -> None:
    assert normalised({"a": 4.0, "b": 2.0, "c": 3.0}) == {"a": 1.0, "b": 0.0, "c": 0.5}


def test_equal_scores_all_count_in_full() -> None:
    assert normalised({"a": 2.0, "b": 2.0}) == {"a": 1.0, "b": 1.0}


def test_no_scores_stay_none() -> None:
    assert normalised({}) == {}


def test_each_candidate_has_its_weighted_share_by_channel() -> None:
    fusion = fuse(
        {Channel.KEYWORDS: {"a": 2.0, "b": 1.0}, Channel.VECTORS: {"b": 0.9, "c": 0.1}},
        {Channel.KEYWORDS: 0.6, Channel.VECTORS: 0.2},
    )
    assert fusion.shares("a") == {Channel.KEYWORDS: pytest.approx(0.75)}
    assert fusion.shares("b") == {Channel.KEYWORDS: 0.0, Channel.VECTORS: pytest.approx(0.25)}
    assert fusion.shares("c") == {Channel.VECTORS: 0.0}
    assert fusion.shares("d") == {}


def test_the_best_have_the_highest_sums_and_equals_come_in_order_of_name() -> None:
    fusion = Fusion({Channel.KEYWORDS: {"b": 0.5, "a": 0.2, "c": 0.5}, Channel.VECTORS: {"a": 0.4}})
    assert [name for name, _ in fusion.best(3)] == ["a", "b", "c"]
    assert dict(fusion.best(1)) == pytest.approx({"a": 0.6})
