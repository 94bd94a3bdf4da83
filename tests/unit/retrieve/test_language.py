import pytest

from sro_assistant.domain import Language
from sro_assistant.retrieve.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wat is de SRB?", Language.DUTCH),
        ("mailadres sro", Language.DUTCH),
        ("VLOCA", Language.DUTCH),
        ("leg ne keer uit wat da is", Language.DUTCH),
        ("Loopt City of Things nog?", Language.DUTCH),
        ("loopt internet of water nog", Language.DUTCH),
        ("What is VLOCA?", Language.ENGLISH),
        ("who pays this?", Language.ENGLISH),
        ("What is the Smart Region Office?", Language.ENGLISH),
        ("How many recommendations came out of the study?", Language.ENGLISH),
        ("C'est quoi le Smart Region Office ?", Language.FRENCH),
        ("Quel est le budget de l'appel ?", Language.FRENCH),
        ("qui décide ?", Language.FRENCH),
    ],
)
def test_function_words_tell_the_language_and_dutch_is_the_default(text: str, language: Language) -> None:
    assert language_of(text) is language
