import dataclasses
from collections.abc import Callable, Sequence

import pytest

from sro_assistant.answer.choose import chosen_sentences
from sro_assistant.answer.intent import Intent
from sro_assistant.domain import Document, Passage, RetrievedPassage, Span, Why
from sro_assistant.retrieve.evidence import Evidence

DocumentOf = Callable[[str], tuple[Document, Passage]]

TEXT = (
    "De raad keurde in 2021 een nota goed. "
    "Die nota telt zes doelstellingen. "
    "Elk jaar bekijkt de raad hoe ver het staat. "
    "Het secretariaat stuurt de agenda op voorhand door aan alle leden van de raad."
)


@pytest.fixture
def evidence(document_of: DocumentOf) -> list[Evidence]:
    """The four sentences of a text, each covering the question by half."""
    document, passage = document_of(TEXT)
    found = RetrievedPassage(passage=passage, score=1.0, why=Why(channels={}, terms=()))
    return [
        Evidence(
            document=document,
            found=found,
            span=span,
            terms=frozenset({"nota"}),
            coverage=0.5,
            own=0.5,
            similarity=0.5,
            headed=0.0,
        )
        for span in document.sentences
    ]


def texts(chosen: Sequence[Evidence]) -> list[str]:
    return [e.text.split()[0] for e in chosen]


def test_a_sentence_that_opens_with_a_pronoun_brings_the_one_before_it(evidence: list[Evidence]) -> None:
    scored = tuple(zip((0.9, 0.1, 0.1, 0.1), (evidence[1], evidence[0], *evidence[2:]), strict=True))
    assert texts(chosen_sentences(scored, Intent.COUNT)) == ["De", "Die"]


def test_a_fact_comes_first_and_the_rest_follows(evidence: list[Evidence]) -> None:
    scored = tuple(zip((0.9, 0.8), (evidence[2], evidence[0]), strict=True))
    assert texts(chosen_sentences(scored, Intent.TIME)) == ["Elk", "De"]


def test_other_sentences_stand_in_reading_order(evidence: list[Evidence]) -> None:
    scored = tuple(zip((0.9, 0.8), (evidence[2], evidence[0]), strict=True))
    assert texts(chosen_sentences(scored, Intent.OPEN)) == ["De", "Elk"]


def test_a_short_answer_takes_in_what_follows_unless_a_fact_is_asked(evidence: list[Evidence]) -> None:
    scored = tuple(zip((0.9, 0.1, 0.1), (evidence[0], evidence[1], evidence[2]), strict=True))
    assert texts(chosen_sentences(scored, Intent.OPEN)) == ["De", "Die", "Elk"]
    assert texts(chosen_sentences(scored, Intent.TIME)) == ["De"]


def test_a_much_worse_sentence_is_left_out(evidence: list[Evidence]) -> None:
    scored = tuple(zip((0.9, 0.5), (evidence[2], evidence[0]), strict=True))
    assert texts(chosen_sentences(scored, Intent.CONTACT)) == ["Elk"]


def test_what_was_asked_for_is_taken_from_beside_a_sentence_that_lacks_it(evidence: list[Evidence]) -> None:
    scored = tuple(zip((0.9, 0.5), (evidence[2], evidence[0]), strict=True))
    assert len(chosen_sentences(scored, Intent.TIME)) == len(scored)


def test_the_same_words_are_not_said_twice(evidence: list[Evidence]) -> None:
    twin = dataclasses.replace(evidence[2], similarity=0.4)
    scored = ((0.9, evidence[2]), (0.9, twin))
    assert texts(chosen_sentences(scored, Intent.TIME)) == ["Elk"]


def test_a_change_is_told_from_old_to_new(document_of: DocumentOf) -> None:
    document, passage = document_of("De raad groeide in 2022. Ze begon in 2018. Ze telt nu zes leden.")
    found = RetrievedPassage(passage=passage, score=1.0, why=Why(channels={}, terms=()))
    scored = tuple(
        (0.9, _about(document, found, span, term))
        for span, term in zip(document.sentences, ("a", "b", "c"), strict=True)
    )
    assert texts(chosen_sentences(scored, Intent.CHANGE)) == ["Ze", "De", "Ze"]


def _about(document: Document, found: RetrievedPassage, span: Span, term: str) -> Evidence:
    return Evidence(
        document=document,
        found=found,
        span=span,
        terms=frozenset({term}),
        coverage=0.5,
        own=0.5,
        similarity=0.5,
        headed=0.0,
    )


def test_a_sentence_that_goes_on_about_the_best_one_comes_with_it(document_of: DocumentOf) -> None:
    document, passage = document_of("De raad stuurt. Dit door te beslissen over alles wat er speelt.")
    found = RetrievedPassage(passage=passage, score=1.0, why=Why(channels={}, terms=()))
    first, second = (_about(document, found, span, "raad") for span in document.sentences)
    assert chosen_sentences(((0.9, first), (0.1, second)), Intent.OPEN) == (first, second)


def test_an_item_that_closes_with_a_semicolon_may_say_enough(document_of: DocumentOf) -> None:
    text = "een raad met een lid van elke stad en van elke dienst die meedoet aan het plan;"
    document, passage = document_of(text)
    found = RetrievedPassage(passage=passage, score=1.0, why=Why(channels={}, terms=()))
    item = _about(document, found, Span(0, len(text)), "raad")
    other = dataclasses.replace(item, coverage=0.1)
    assert chosen_sentences(((0.9, item), (0.1, other)), Intent.MEMBERS)[0] is item


def test_a_sentence_is_joined_only_by_one_that_answers_nearly_as_well(evidence: list[Evidence]) -> None:
    first, other = evidence[0], evidence[3]
    assert texts(chosen_sentences(((1.0, first), (0.85, other)), Intent.TIME)) == ["De", "Het"]
    assert texts(chosen_sentences(((1.0, first), (0.75, other)), Intent.TIME)) == ["De"]


def test_a_short_sure_answer_is_not_filled_up_with_what_does_not_answer(evidence: list[Evidence]) -> None:
    sure = dataclasses.replace(evidence[2], asked=0.8)
    assert texts(chosen_sentences(((0.9, sure), (0.1, evidence[3])), Intent.OPEN)) == ["Elk"]
    assert texts(chosen_sentences(((0.9, evidence[2]), (0.1, evidence[3])), Intent.OPEN)) == ["Elk", "Het"]
