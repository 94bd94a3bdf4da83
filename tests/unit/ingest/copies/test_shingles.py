"""Texts as sets of shingles."""

import random

import numpy as np
import pytest

from sro_assistant.ingest.copies.shingles import containment, likely_pairs, shingles_of


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("een twee drie vier vijf", "een twee drie vier vijf", 1.0),
        ("een twee drie vier vijf", "nul EEN twee, drie vier vijf zes zeven", 1.0),
        ("een twee drie vier vijf zes", "een twee drie vier vijf acht", 0.5),
        ("een twee drie vier vijf", "zes zeven acht negen tien", 0.0),
        ("een twee drie vier vijf", "vijf vier drie twee een", 0.0),
        ("een twee", "een twee", 0.0),
        ("de slim-\nme regio van morgen nu", "de slimme regio van morgen nu", 1.0),
    ],
)
def test_containment_counts_shared_shingles_over_the_smaller_text(
    text: str, other: str, expected: float
) -> None:
    a, b = shingles_of(text), shingles_of(other)
    assert containment(a, b) == expected == containment(b, a)


def test_shingles_are_the_same_in_every_process() -> None:
    assert shingles_of("een twee drie vier vijf").tolist() == [12835238214020146201]


def texts(count: int, words: int) -> list[str]:
    """Texts of chance words that all begin with the same page-long disclaimer."""
    chance = random.Random(7)  # noqa: S311 - a test's own chance
    disclaimer = [f"vast{n}" for n in range(100)]
    return [
        " ".join([*disclaimer, *(f"woord{chance.randrange(5000)}" for _ in range(words))])
        for _ in range(count)
    ]


def test_of_many_texts_only_the_near_duplicates_are_likely_pairs() -> None:
    many = texts(60, 900)
    many.append(many[17].replace("woord12", "w00rd12"))
    sets = [shingles_of(text) for text in many]
    exact = {(i, j) for j in range(len(sets)) for i in range(j) if containment(sets[i], sets[j]) >= 0.6}
    assert containment(sets[17], sets[60]) < 1
    assert set(likely_pairs(sets, 0.6)) == exact == {(17, 60)}


def test_texts_without_shingles_pair_with_nothing() -> None:
    nothing = np.zeros(0, dtype=np.uint64)
    assert list(likely_pairs([nothing, shingles_of("een twee drie vier vijf"), nothing], 0.6)) == []
    assert list(likely_pairs([], 0.6)) == []
