import pytest

from sro_assistant.domain import Language
from sro_assistant.retrieve.language import language_of, links, tells


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
        ("Est-il facile de faire approuver de grands projets ?", Language.FRENCH),
        ("Combien de collaborations en 2020 ?", Language.FRENCH),
        ("Quelle ministre a lancé Smart Flanders en 2017 ?", Language.FRENCH),
        ("Will citizens be involved through co-creation?", Language.ENGLISH),
        ("Maken we meer kans bij Europa als we samen indienen?", Language.DUTCH),
        ("Is de SRO eind 2023 pas opgestart?", Language.DUTCH),
    ],
)
def test_function_words_tell_the_language_and_dutch_is_the_default(text: str, language: Language) -> None:
    assert language_of(text) is language


@pytest.mark.parametrize(
    ("word", "language", "is_linking"),
    [
        ("the", Language.ENGLISH, True),
        ("The", Language.ENGLISH, True),
        ("the", Language.DUTCH, False),
        ("charter", Language.ENGLISH, False),
        ("aide-t-elle", Language.FRENCH, True),
        ("aide", Language.FRENCH, False),
    ],
)
def test_a_linking_word_tells_nothing(word: str, language: Language, *, is_linking: bool) -> None:
    assert links(word, language) is is_linking
    assert not (is_linking and tells(word, language))
