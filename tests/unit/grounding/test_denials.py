from collections.abc import Sequence

import pytest

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.denials import moved_negation, newly_lacking
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
