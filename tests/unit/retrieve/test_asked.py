from collections.abc import Sequence

import numpy as np

from sro_assistant.domain import ExpectedQuestion, Language, Query, Span
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.ports import Vectors
from sro_assistant.retrieve.asked import AskedChannel

ANALYZER = Analyzer(Vocabulary.from_levels({}))


NONE = np.zeros(2, dtype=np.float32)


class NoVectors:
    """An encoder that knows no word."""

    name = "none"
    dimensions = 2

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 2), dtype=np.float32)


def channel(*questions: tuple[str, str]) -> AskedChannel:
    expected = [
        ExpectedQuestion(text=text, style="plain", passage_id=passage, span=Span(place, place + 1))
        for place, (text, passage) in enumerate(questions)
    ]
    index = QuestionIndex.of(expected, ANALYZER, NoVectors().encode([q.text for q in expected]))
    return AskedChannel(index, ANALYZER, NoVectors())


def query(meant: str, before: str = "") -> Query:
    resolved = f"{before} {meant}".strip()
    return Query(
        question=meant, meant=meant, resolved=resolved, dutch=resolved, language=Language.DUTCH, terms={}
    )


def test_a_passage_is_found_by_the_nearest_question_that_it_answers() -> None:
    found = channel(
        ("Wie beslist in de raad?", "nota:0001"),
        ("Wie zit in de raad?", "nota:0001"),
        ("Hoeveel geld is er voor sensoren?", "nota:0002"),
    ).find(query("wie beslist er"), NONE)
    assert [hit.text for hit in found["nota:0001"]] == ["Wie beslist in de raad?", "Wie zit in de raad?"]
    assert found["nota:0001"][0].similarity > found["nota:0002"][0].similarity


def test_a_follow_up_looks_past_the_question_that_was_answered() -> None:
    asked = channel(("Welke werkbanken zijn er?", "nota:0001"), ("Wie betaalt de werkbanken?", "nota:0002"))
    found = asked.find(query("en wie betaalt?", before="Welke werkbanken zijn er?"), NONE)
    assert found["nota:0002"][0].similarity > found["nota:0001"][0].similarity
