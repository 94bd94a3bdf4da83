from collections.abc import Callable

import pytest

from sro_assistant.answer.people import names_person, with_signature
from sro_assistant.domain import Document, Passage

DocumentOf = Callable[[str], tuple[Document, Passage]]


@pytest.mark.parametrize(
    ("below", "signed"),
    [
        ("Hilde CREVITS", "De minister van Innovatie,\n\nHilde CREVITS"),
        ("Jan Van den Berghe", "De minister van Innovatie,\n\nJan Van den Berghe"),
        ("De minister van Landbouw,", "De minister van Innovatie,"),
        ("Brussel, 17 juli 2020.", "De minister van Innovatie,"),
    ],
)
def test_who_signs_stands_below_what_that_person_is(below: str, signed: str, document_of: DocumentOf) -> None:
    document, _ = document_of(f"De minister van Innovatie,\n\n{below}")
    assert document.slice(with_signature(document, document.sentences[0])) == signed


def test_a_sentence_that_ends_is_signed_by_nobody(document_of: DocumentOf) -> None:
    document, _ = document_of("De minister van Innovatie tekent.\n\nHilde CREVITS")
    assert with_signature(document, document.sentences[0]) == document.sentences[0]


def test_words_that_the_source_writes_small_too_are_nobody() -> None:
    assert names_person("Bart Somers lanceerde het.", "Bart Somers lanceerde het.")
    assert not names_person(
        "Digitaal Vlaanderen", "Digitaal Vlaanderen is een digitale dienst in vlaanderen."
    )
