"""Scores of several channels become one: a weighted sum of normalised scores."""

from collections.abc import Mapping

from sro_assistant.domain import Channel


def normalised(scores: Mapping[str, float]) -> dict[str, float]:
    """Scores brought to 0..1 by their least and greatest (min-max); all equal gives all 1."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high == low:
        return dict.fromkeys(scores, 1.0)
    return {name: (score - low) / (high - low) for name, score in scores.items()}


def fuse(
    channels: Mapping[Channel, Mapping[str, float]], weights: Mapping[Channel, float]
) -> dict[str, dict[Channel, float]]:
    """Each candidate's weighted share by channel; its score is their sum, in 0..1.

    A candidate that a channel did not find gets nothing from it. A weighted sum of normalised
    scores keeps how much better one candidate is than the next, which ranks (RRF) throw away:
    Bruch, Gai, Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval", ACM TOIS 2023.
    """
    total = sum(weights[channel] for channel in channels)
    shares: dict[str, dict[Channel, float]] = {}
    for channel, scores in channels.items():
        for name, score in normalised(scores).items():
            shares.setdefault(name, {})[channel] = weights[channel] / total * score
    return shares
