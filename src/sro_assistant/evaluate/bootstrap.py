"""Means, differences and ratios with their bootstrap intervals; seeded, so that a run can be repeated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 1000
SEED = 7


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:.3f}  ({self.low:.3f}-{self.high:.3f})"


def interval_of(values: Iterable[float]) -> Interval | None:
    """The mean of the values with its percentile bootstrap interval (Efron 1979), or None without values.

    The resampling is seeded, so that the same values give the same interval.
    """
    sample = np.fromiter(values, dtype=np.float64)
    return _interval(float(sample.mean()), sample[_drawn(sample.size)].mean(axis=1)) if sample.size else None


def difference_of(ours: Sequence[float], theirs: Sequence[float]) -> Interval | None:
    """The mean of the paired differences, ours less theirs, with its interval; None without values."""
    return interval_of(one - other for one, other in zip(ours, theirs, strict=True))


def ratio_of(ours: Sequence[float], theirs: Sequence[float]) -> Interval | None:
    """The mean of ours as a share of the mean of theirs; the pairs are drawn together.

    None where theirs is zero. A draw whose own divisor is zero is left out.
    """
    above, below = np.array(ours, dtype=np.float64), np.array(theirs, dtype=np.float64)
    if not below.size or not below.sum():
        return None
    drawn = _drawn(below.size)
    divisors = below[drawn].sum(axis=1)
    ratios = above[drawn].sum(axis=1)[divisors > 0] / divisors[divisors > 0]
    return _interval(float(above.sum() / below.sum()), ratios)


def _drawn(count: int) -> NDArray[np.int64]:
    return np.random.default_rng(SEED).integers(count, size=(RESAMPLES, count))


def _interval(figure: float, resampled: Floats) -> Interval:
    low, high = np.percentile(resampled, (2.5, 97.5))
    return Interval(figure, float(low), float(high))
