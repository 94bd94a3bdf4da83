from collections.abc import Sequence

import numpy as np
import pytest

from sro_assistant.domain import ExpectedQuestion, Language, Place, Query, Span
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.ports import Vectors
from sro_assistant.retrieve.asked import AskedChannel
from sro_assistant.retrieve.probe import Prober

ANALYZER = Analyzer(Vocabulary.from_levels({}))


class NoVectors:
    """An encoder that knows no word."""

    name = "none"
    dimensions = 2

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), 2), dtype=np.float32)


class OneMeaning:
    """An encoder for which some texts mean the same, and all others another thing."""

    name = "one meaning"
    dimensions = 2

    def __init__(self, *texts: str) -> None:
        self._texts = texts

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.array([(1.0, 0.0) if text in self._texts else (0.0, 1.0) for text in texts], np.float32)


def channel(*questions: tuple[str, str]) -> AskedChannel:
    expected = [
        ExpectedQuestion(text=text, style="plain", places=(Place(passage, Span(place, place + 1)),))
        for place, (text, passage) in enumerate(questions)
    ]
    index = QuestionIndex.of(expected, ANALYZER, NoVectors().encode([q.text for q in expected]))
    return AskedChannel(index, Prober(ANALYZER, NoVectors()))


def query(meant: str, before: str = "") -> Query:
    resolved = f"{before} {meant}".strip()
    return Query(
        question=meant, meant=meant, resolved=resolved, dutch=resolved, language=Language.DUTCH, terms={}
    )


def test_a_passage_is_found_by_the_nearest_questions_that_it_answers() -> None:
    found = channel(
        ("Wie beslist in de raad?", "nota:0001"),
        ("Wie zit in de raad?", "nota:0001"),
        ("Hoeveel geld is er voor sensoren?", "nota:0002"),
    ).find(query("wie beslist er"))
    hits = found.hits("nota:0001")
    assert [hit.text for hit in hits] == ["Wie beslist in de raad?", "Wie zit in de raad?"]
    assert found.best["nota:0001"] > found.best["nota:0002"]
    assert found.hits("nota:0003") == ()


def test_of_passages_with_the_same_nearest_question_that_with_more_near_ones_is_nearer() -> None:
    found = channel(
        ("Wie beslist in de raad?", "nota:0001"),
        ("Wie beslist in de raad?", "nota:0002"),
        ("Beslist de raad?", "nota:0002"),
    ).find(query("Wie beslist in de raad?"))
    assert found.best["nota:0001"] == pytest.approx(2 / 3 * 0.4)  # no vectors: terms and n-grams alone
    assert found.best["nota:0002"] > found.best["nota:0001"]


def test_vectors_rank_and_words_tell_how_near_a_question_is() -> None:
    expected = [
        ExpectedQuestion(text=text, style="plain", places=(Place(passage, Span(0, 1)),))
        for text, passage in (("Wie beslist hier?", "nota:0001"), ("Knopen doorhakken", "nota:0002"))
    ]
    encoder = OneMeaning("Wie beslist ginds?", "Knopen doorhakken")
    index = QuestionIndex.of(expected, ANALYZER, encoder.encode([q.text for q in expected]))
    found = AskedChannel(index, Prober(ANALYZER, encoder)).find(query("Wie beslist ginds?"))
    assert found.best["nota:0002"] > found.best["nota:0001"]
    assert found.hits("nota:0001")[0].similarity > found.hits("nota:0002")[0].similarity


def test_a_follow_up_looks_past_the_question_that_was_answered() -> None:
    asked = channel(("Welke werkbanken zijn er?", "nota:0001"), ("Wie betaalt de werkbanken?", "nota:0002"))
    found = asked.find(query("en wie betaalt?", before="Welke werkbanken zijn er?"))
    assert found.best["nota:0002"] > found.best["nota:0001"]


def test_only_questions_that_an_admitted_document_answers_are_looked_at() -> None:
    asked = channel(("Wie beslist in de raad?", "nota:0001"), ("Wie beslist er mee?", "folder:0001"))
    found = asked.find(query("wie beslist er"), frozenset({"folder"}))
    assert set(found.best) == {"folder:0001"}
    assert asked.find(query("wie beslist er"), frozenset()).best == {}
