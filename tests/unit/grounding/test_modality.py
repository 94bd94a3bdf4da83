from collections.abc import Sequence

import pytest

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.modality import overstated, stated
from sro_assistant.grounding.tokens import words_of

NOTHING = frozenset[str]()


def terms_of(text: str) -> Sequence[str]:
    """Words of meaning, cut at five letters: a stem that a test can read."""
    return tuple(w.lower()[:5] for w in words_of(text) if w.lower() not in STOP_WORDS)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Het doel is om veilige bruggen te bouwen.", "De bruggen moeten veilig worden gebouwd."),
        ("Zij bouwen bruggen om dorpen te verbinden.", "Zij bouwen bruggen die dorpen moeten verbinden."),
        (
            "Zij bouwen bruggen om dorpen te verbinden.",
            "Zij bouwen bruggen, zodat dorpen verbonden kunnen worden.",
        ),
        ("De dienst streeft naar veilige bruggen.", "De dienst wil veilige bruggen."),
        ("De dienst herstelt de oude bruggen.", "De dienst zal de oude bruggen herstellen."),
        ("De dienst herstelt de oude bruggen.", "De dienst kan de oude bruggen herstellen."),
        ("Dorpen kunnen een brug aanvragen.", "Dorpen mogen een brug aanvragen."),
        ("Een brug moet een aanvulling zijn.", "Een brug mag niet in de plaats komen."),
        ("De bruggen zullen leiden tot rust.", "Daardoor moet het rustiger worden."),
        ("Om dat te bereiken wil de dienst bouwen.", "De dienst wil bouwen om dat te bereiken."),
        ("Het is de taak van de dienst om bruggen te herstellen.", "De dienst moet bruggen herstellen."),
        ("Dorpen herstellen bruggen; waar dat kan, helpt Gent.", "Gent kan ook zelf wegen herstellen."),
    ],
)
def test_what_is_told_as_firmly_or_less_firmly_is_carried(quote: str, text: str) -> None:
    assert overstated(text, [quote]) == NOTHING


@pytest.mark.parametrize(
    ("quote", "text", "modes"),
    [
        ("De dienst kan oude bruggen herstellen.", "De dienst moet oude bruggen herstellen.", {"moet"}),
        ("De dienst moet oude bruggen herstellen.", "De dienst kan oude bruggen herstellen.", {"kan"}),
        ("De dienst wil oude bruggen herstellen.", "De dienst moet oude bruggen herstellen.", {"moet"}),
        ("Elk dorp betaalt één brug.", "Elk dorp moet één brug betalen.", {"moet"}),
        ("De dienst herstelde niets; het werd gesloten.", "De dienst zal worden gesloten.", {"wil"}),
        ("Dorpen kunnen oude bruggen aanvragen.", "Dorpen zullen oude bruggen aanvragen.", {"wil"}),
    ],
)
def test_what_is_told_more_firmly_is_not(quote: str, text: str, modes: set[str]) -> None:
    assert overstated(text, [quote]) == modes


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Men kan zeggen dat de brug veilig is.", "De brug is veilig."),
        ("De brug kan de dorpen verbinden.", "De brug is bedoeld om de dorpen te verbinden."),
        ("De brug is gebouwd en kan open.", "De brug is gebouwd."),
        ("Geen dorp kan de brug betalen.", "Geen dorp betaalt de brug: betalen."),
        ("De brug is al open en zal groeien.", "De brug is al open."),
    ],
)
def test_a_fact_that_is_none_but_the_writers_own_may_be_stated(quote: str, text: str) -> None:
    assert stated(text, [quote], terms_of) == NOTHING


@pytest.mark.parametrize(
    ("quote", "text", "words"),
    [
        ("De brug kan de dorpen verbinden.", "De brug verbindt de dorpen: verbinden.", {"kan"}),
        ("De dienst wil een brug voor de dorpen.", "De brug is geopend.", {"geopend"}),
        ("De brug zal binnenkort opengaan.", "Men rijdt al over de brug.", {"al"}),
    ],
)
def test_what_may_or_will_be_is_not_stated_as_a_fact_or_as_done(
    quote: str, text: str, words: set[str]
) -> None:
    assert stated(text, [quote], terms_of) == words
