"""Of a question's n-grams the rarest are looked up, all of them in a small corpus."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import pytest

from sro_assistant.retrieve import grams
from sro_assistant.retrieve.grams import TellingGrams


class CountedGrams:
    """An index that only knows in how many of its passages an n-gram stands, and counts the look-ups."""

    def __init__(self, passages: int, spread: Mapping[str, int]) -> None:
        self.passages = passages
        self.spread = spread
        self.asked: list[str] = []

    def add(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        raise NotImplementedError

    def search(
        self, field: str, terms: Mapping[str, float], limit: int, within: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        raise NotImplementedError

    def document_frequency(self, field: str, term: str) -> int:
        self.asked.append(f"{field} {term}")
        return self.spread.get(term, 0)

    def terms(self, passage_id: str) -> frozenset[str]:
        raise NotImplementedError

    def count(self) -> int:
        return self.passages

    def close(self) -> None:
        pass


def test_a_small_corpus_is_searched_for_every_gram_unasked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "MOST_PLACES", 30)
    index = CountedGrams(10, {})
    assert list(TellingGrams(index).among(["#st", "sta", "#st", "ad#"])) == ["#st", "sta", "ad#"]
    assert index.asked == []


def test_a_large_corpus_is_searched_for_the_rarest_that_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grams, "MOST_PLACES", 30)
    index = CountedGrams(1000, {"sta": 20, "tad": 10, "#st": 5, "ad#": 16})
    telling = TellingGrams(index)
    assert list(telling.among(["sta", "#st", "tad", "ad#", "unknown"])) == ["#st", "tad"]
    assert list(telling.among(["sta"])) == ["sta"]
    assert sorted(index.asked) == ["grams #st", "grams ad#", "grams sta", "grams tad", "grams unknown"]
