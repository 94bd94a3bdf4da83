from collections.abc import Sequence

import pytest

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.numbers import numbers_put
from sro_assistant.grounding.tokens import words_of

ORGANS = "Het model telt 5 overlegorganen, waarvan 3 organen werden opgericht binnen VLOCA."
YEARS = "Het programma werd gelanceerd in 2017 en verlengd in 2020."


def terms_of(text: str) -> Sequence[str]:
    """Words of meaning, cut at five letters: a stem that a test can read."""
    return tuple(w.lower()[:5] for w in words_of(text) if w.lower() not in STOP_WORDS)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (ORGANS, "Het model telt vijf overlegorganen."),
        (ORGANS, "Binnen VLOCA werden al 3 organen opgericht."),
        (YEARS, "Het programma werd in 2017 gelanceerd."),
        (YEARS, "In 2020 werd het programma verlengd."),
        (YEARS, "Volgens de mededeling van 2020 werd het programma in 2017 gelanceerd."),
    ],
)
def test_a_number_that_keeps_its_place_passes(quote: str, text: str) -> None:
    assert numbers_put(text, [quote], terms_of) == frozenset()


@pytest.mark.parametrize(
    ("quote", "text", "number"),
    [
        (ORGANS, "Het model telt 3 overlegorganen.", "3"),
        (YEARS, "Het programma werd in 2020 gelanceerd.", "2020"),
        ("De dag is op 3 juni, de les op 4 mei.", "De dag is op 4 juni.", "4"),
        ("De zes steden werken samen.", "De zes steden werken samen met zes andere.", "6"),
    ],
)
def test_a_number_in_the_place_of_another_is_refused(quote: str, text: str, number: str) -> None:
    assert numbers_put(text, [quote], terms_of) == {number}
