import pytest

from sro_assistant.answer.reread import is_unsure
from sro_assistant.domain import Turn
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Lexicon
from sro_assistant.dutch.phrasebook import Entry, Kind, Phrasebook
from sro_assistant.dutch.spelling import Speller
from sro_assistant.dutch.words import Analyzer
from sro_assistant.retrieve.query import QueryReader
from sro_assistant.retrieve.wording import Wordings

CORPUS = {"gemeente", "subsidie", "smart"}
VOCABULARY = Vocabulary.from_levels(dict.fromkeys(CORPUS, 25))
WORDINGS = Wordings(
    Lexicon(()),
    Phrasebook.of(
        [
            Entry(kind=Kind.ENGLISH, typed=("town",), meant=("gemeente",)),
            Entry(kind=Kind.ENGLISH, typed=("grant",), meant=("subsidie",)),
            Entry(kind=Kind.FRENCH, typed=("commune",), meant=("gemeente",)),
        ]
    ),
    Speller(VOCABULARY, lambda word: word in CORPUS),
)
READER = QueryReader(Analyzer(VOCABULARY), WORDINGS, ())


def unsure(question: str, *before: str) -> bool:
    history = [Turn(question=asked) for asked in before]
    return is_unsure(READER.read(question, history), history, WORDINGS)


@pytest.mark.parametrize(
    "question",
    [
        "Who wields the sceptre in the town?",
        "Which smart hamlets squander the dough on the grant?",
        "Comment l'échevin éparpille-t-il les deniers de la commune ?",
    ],
)
def test_a_foreign_question_with_many_unknown_words_is_read_unsurely(question: str) -> None:
    assert unsure(question)


@pytest.mark.parametrize(
    "question",
    [
        "Which town has a grant from the SRB?",
        "Does the town have a smart grant?",
        "Wie zwaait de scepter in het gehucht?",
        "Quelle commune ?",
    ],
)
def test_one_whose_words_are_known_or_that_is_dutch_is_read_surely(question: str) -> None:
    assert not unsure(question)


def test_a_long_follow_up_that_points_at_what_the_rules_left_out_is_unsure() -> None:
    asked = "Welke subsidie kan een kleine gemeente in de loop van het jaar daarvoor krijgen?"
    assert unsure(asked, "Wat is de oproep?")
    assert not unsure(asked)


def test_a_follow_up_that_the_rules_made_whole_is_sure() -> None:
    assert not unsure("En wie betaalt dat?", "Welke subsidie krijgt een gemeente?")


def test_a_place_in_a_list_that_was_not_found_is_unsure() -> None:
    assert unsure("Leg de tweede eens uit?", "Welke subsidie krijgt een gemeente?")


def test_what_points_into_a_row_of_follow_ups_is_unsure() -> None:
    assert unsure("En wie betaalt ze?", "Welke subsidie krijgt een gemeente?", "En wanneer?")
