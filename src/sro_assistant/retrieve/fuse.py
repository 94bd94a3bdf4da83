"""Scores of several channels become one: a weighted sum of normalised scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.domain import Channel

Scores = Mapping[str, float]
"""Candidates with a score each."""


@dataclass(frozen=True, slots=True)
class Fusion:
    """Candidates by channel with their share of the score, in 0..1 together."""

    channels: Mapping[Channel, Scores]

    def best(self, limit: int) -> Sequence[tuple[str, float]]:
        """The candidates with the highest sums, best first, equal ones in order of name."""
        sums: dict[str, float] = {}
        for shares in self.channels.values():
            for name, share in shares.items():
                sums[name] = sums.get(name, 0.0) + share
        ordered = sorted((-share, name) for name, share in sums.items())
        return [(name, -share) for share, name in ordered[:limit]]

    def shares(self, name: str) -> dict[Channel, float]:
        """What each channel that found a candidate gives to its score."""
        return {channel: shares[name] for channel, shares in self.channels.items() if name in shares}


def normalised(scores: Scores, weight: float = 1.0) -> dict[str, float]:
    """Scores brought to 0..weight by their least and greatest (min-max); all equal gives all the weight."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, weight)
    return {name: weight * ((score - low) / (high - low)) for name, score in scores.items()}


def fuse(channels: Mapping[Channel, Scores], weights: Mapping[Channel, float]) -> Fusion:
    """Each candidate's weighted share by channel.

    A candidate that a channel did not find gets nothing from it. A weighted sum of normalised
    scores keeps how much better one candidate is than the next, which ranks (RRF) throw away:
    Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023.
    """
    total = sum(weights[channel] for channel in channels)
    return Fusion({c: normalised(scores, weights[c] / total) for c, scores in channels.items()})
