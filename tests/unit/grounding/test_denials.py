from collections.abc import Sequence

import pytest

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.denials import cut_out, moved_negation, newly_lacking, turned_negations
from sro_assistant.grounding.tokens import words_of

NOTHING = frozenset[str]()


def terms_of(text: str) -> Sequence[str]:
    """Words of meaning, cut at five letters: a stem that a test can read."""
    return tuple(w.lower()[:5] for w in words_of(text) if w.lower() not in STOP_WORDS)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("De bruggen sluiten onvoldoende.", "De bruggen sluiten niet goed genoeg."),
        ("De bruggen sluiten niet of te weinig.", "De bruggen sluiten niet of te weinig."),
        ("Aarzel niet ons te bellen met vragen.", "Bel ons met vragen."),
        ("Kansen die niet worden benut.", "Kansen die onbenut blijven."),
    ],
)
def test_what_falls_short_may_be_denied_in_other_words(quote: str, text: str) -> None:
    assert moved_negation(text, [quote], terms_of) == NOTHING


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("De bruggen sluiten onvoldoende.", "De bruggen sluiten voldoende."),
        ("De bruggen sluiten onvoldoende.", "De havens groeien niet."),
        ("Er is een tekort aan bruggen.", "Er zijn niet te weinig bruggen."),
        ("De bruggen sluiten niet of te weinig.", "De bruggen sluiten of te weinig."),
        ("Eerst de brug, dan de weg. En niet omgekeerd.", "Eerst de brug, dan de weg, of andersom."),
        ("De bruggen sluiten.", "De bruggen sluiten niet."),
    ],
)
def test_a_lack_is_no_leave_to_deny_something_else(quote: str, text: str) -> None:
    assert moved_negation(text, [quote], terms_of) != NOTHING


def test_a_word_of_lack_that_both_say_bears_nothing() -> None:
    assert newly_lacking("Er is een tekort en een gebrek.", ["Het tekort groeit."]) == ("gebrek",)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("De dienst zat niet stil en bouwde bruggen.", "De dienst bleef in beweging."),
        ("Geen dorp kan dat alleen. Samen bouwen de dorpen bruggen.", "De dorpen bouwen samen bruggen."),
        ("De visie blijft ongewijzigd.", "De visie verandert niet."),
        ("Het is niet gemakkelijk om te bouwen.", "Bouwen is moeilijk."),
    ],
)
def test_a_denial_may_go_with_what_it_denies(quote: str, text: str) -> None:
    assert turned_negations(text, [quote]) == NOTHING


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Het werk is niet afgelopen.", "Het werk is af: afgelopen."),
        ("Als het daar niet wordt opgepikt, komt het terug.", "Pikken zij het op, dan komt het terug."),
        ("De dienst bouwt bruggen.", "De dienst bouwt geen bruggen."),
    ],
)
def test_what_was_denied_is_not_said_without_its_denial(quote: str, text: str) -> None:
    assert turned_negations(text, [quote]) != NOTHING


def test_a_denial_cut_out_from_between_two_words_or_put_in_there_is_seen() -> None:
    quote, without = "Een regio stopt niet bij drie.", "Een regio stopt bij drie."
    assert cut_out(without, [quote]) == cut_out(quote, [without]) == {"niet"}
    assert cut_out(quote, [quote]) == NOTHING
