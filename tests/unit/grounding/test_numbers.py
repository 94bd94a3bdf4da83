from collections.abc import Sequence

import pytest

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.facts import numbers_in
from sro_assistant.grounding.numbers import misdated, numbers_put
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


def test_a_version_is_part_of_a_name() -> None:
    quote = "Het telt 3 sporen: 1. Flanders 2.0 - Leren. 2. Bouwen."
    assert numbers_put("Flanders 2.0 telt drie sporen.", [quote], terms_of) == frozenset()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("In 2017-2019.", ("2017", "2019")),
        ("Op 20/12/2019.", ("20", "december", "2019")),
        ("Eén brug kost 850 000 euro.", ("1", "850000", "euro")),
    ],
)
def test_a_period_and_a_date_in_figures_are_the_numbers_that_they_tell(
    text: str, numbers: tuple[str, ...]
) -> None:
    assert numbers_in(text) == numbers


def test_a_period_is_not_told_for_another() -> None:
    quote = "Het liep tot 2019 en gaat voort in 2020-2022."
    assert misdated("Het gaat voort van 2020 tot 2022.", [quote]) == frozenset()
    assert misdated("Het gaat voort in 2019-2022.", [quote]) == {"2019", "2022"}
