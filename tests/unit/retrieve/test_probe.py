from collections.abc import Sequence

import numpy as np

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.ports import Vectors
from sro_assistant.retrieve.probe import REMEMBERED, Prober


class CountingEncoder:
    """An encoder that counts the letters of a text, and how often it was asked."""

    name = "counting"
    dimensions = 1

    def __init__(self) -> None:
        self.asked = 0

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += 1
        return np.array([[len(text)] for text in texts], dtype=np.float32)


def test_a_text_is_read_and_encoded_once_for_all_that_search_with_it() -> None:
    encoder = CountingEncoder()
    prober = Prober(Analyzer(Vocabulary.from_levels({})), encoder)
    first, again = prober.of("De raad"), prober.of("De raad")
    assert first is again
    assert (first.terms, first.grams[0], first.vector.tolist()) == (("raad",), "#ra", [7.0])
    assert encoder.asked == 1


def test_only_the_texts_of_a_question_are_remembered() -> None:
    encoder = CountingEncoder()
    prober = Prober(Analyzer(Vocabulary.from_levels({})), encoder)
    for number in range(REMEMBERED + 1):
        prober.of(f"vraag {number}")
    prober.of("vraag 0")
    assert encoder.asked == REMEMBERED + 2
