from collections.abc import Callable

import pytest

from sro_assistant.answer.premise import decided_by, quantities
from sro_assistant.domain import Document, Language, Passage, Query, RetrievedPassage, Why
from sro_assistant.retrieve.evidence import Evidence

DocumentOf = Callable[[str], tuple[Document, Passage]]
Decide = Callable[..., tuple[bool | None, str, str] | None]


@pytest.fixture
def decide(document_of: DocumentOf) -> Decide:
    """What a sentence decides of a question, of whose weight it has a share."""

    def run(question: str, text: str, own: float = 0.9) -> tuple[bool | None, str, str] | None:
        document, passage = document_of(text)
        evidence = Evidence(
            document=document,
            found=RetrievedPassage(passage=passage, score=1.0, why=Why(channels={}, terms=())),
            span=document.sentences[0],
            terms=frozenset(),
            coverage=own,
            own=own,
            similarity=0.5,
            headed=0.0,
        )
        query = Query(
            question=question,
            meant=question,
            resolved=question,
            dutch=question,
            language=Language.DUTCH,
            terms={},
        )
        found = decided_by(query, ((1.0, evidence),))
        return None if found is None else (found.is_so, found.supposed, found.said)

    return run


def test_a_sentence_that_says_all_that_is_asked_confirms_or_denies_it(decide: Decide) -> None:
    assert decide("Telt de raad zes leden?", "De raad telt 6 leden.") == (True, "", "")
    assert decide("Beslist de raad over geld?", "De raad beslist niet over geld.") == (False, "", "")


def test_a_sentence_that_says_less_or_hedges_decides_nothing(decide: Decide) -> None:
    assert decide("Beslist de raad over geld?", "De raad beslist over geld.", own=0.6) is None
    assert decide("Beslist de raad over geld?", "De raad kan over geld beslissen.") is None


def test_another_number_of_the_same_thing_corrects_the_question(decide: Decide) -> None:
    told = decide("Klopt het dat de raad acht leden telt?", "De raad telt 6 leden.")
    assert told == (False, "acht leden", "6 leden")


def test_what_is_only_taken_for_granted_is_corrected_without_a_no(decide: Decide) -> None:
    assert decide("Waarom telt de raad acht leden?", "De raad telt 6 leden.") == (
        None,
        "acht leden",
        "6 leden",
    )


def test_a_year_is_corrected_without_a_no(decide: Decide) -> None:
    told = decide("Begon de raad in 2016?", "De raad begon in 2018.")
    assert told == (None, "2016", "2018")


@pytest.mark.parametrize(
    ("question", "text", "own"),
    [
        ("Hoeveel van de acht leden komen?", "De raad telt 6 leden.", 0.9),
        ("Klopt het dat de raad acht leden telt?", "De raad telt 6 partners.", 0.4),
        ("Is er een premie van 50 euro?", "De premie is 80 euro.", 0.5),
        ("Welke acht leden zijn er?", "De raad telt 6 leden.", 0.9),
    ],
)
def test_other_questions_and_things_are_left_alone(
    decide: Decide, question: str, text: str, own: float
) -> None:
    assert decide(question, text, own=own) is None


def test_numbers_are_read_with_what_they_count() -> None:
    found = [
        (q.number, q.noun) for q in quantities("Vier grote steden kregen op 3 juni 2020 elk 5.000 euro.")
    ]
    assert found == [("4", "steden"), ("2020", "jaar"), ("5.000", "euro")]
