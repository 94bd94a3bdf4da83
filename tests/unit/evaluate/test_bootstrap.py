"""Intervals of means, differences and ratios."""

from sro_assistant.evaluate.bootstrap import Interval, difference_of, interval_of, ratio_of


def test_an_interval_is_the_same_each_time_and_holds_the_mean() -> None:
    values = [0.0, 1.0, 1.0, 0.0, 1.0]
    interval = interval_of(values)

    assert interval == interval_of(values)
    assert interval is not None
    assert interval.low < interval.mean == 0.6 < interval.high


def test_without_values_there_is_no_interval() -> None:
    assert interval_of(()) is None
    assert difference_of((), ()) is None
    assert ratio_of((), ()) is None


def test_a_difference_is_taken_pair_by_pair() -> None:
    assert difference_of([0.5, 1.0, 0.0], [0.25, 0.75, -0.25]) == Interval(0.25, 0.25, 0.25)


def test_a_ratio_is_of_the_means_and_draws_the_pairs_together() -> None:
    assert ratio_of([0.5, 1.0], [1.0, 2.0]) == Interval(0.5, 0.5, 0.5)


def test_there_is_no_ratio_to_nothing() -> None:
    assert ratio_of([1.0, 1.0], [0.0, 0.0]) is None
