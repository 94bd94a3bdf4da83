from collections.abc import Sequence

import pytest

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.force import weakened
from sro_assistant.grounding.tokens import words_of

NOTHING = frozenset[str]()


def terms_of(text: str) -> Sequence[str]:
    """Words of meaning, cut at five letters: a stem that a test can read."""
    return tuple(w.lower()[:5] for w in words_of(text) if w.lower() not in STOP_WORDS)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("Elk van de drie entiteiten draagt minstens één VTE bij.", "De drie leveren elk minstens één VTE."),
        ("VLAIO kan een rol spelen in het verenigen.", "Een rol spelen in het verenigen kan VLAIO."),
        (
            "De data blijft eigendom, tenzij anders overeengekomen.",
            "De data blijft, tenzij anders afgesproken.",
        ),
        ("Het programma liep van 2017 tot eind 2019.", "Het liep tot eind 2019."),
        ("Sommige besturen hebben te weinig kennis.", "Te weinig kennis hebben sommige besturen."),
        ("Zij werken binnen het ecosysteem.", "Binnen het ecosysteem werken zij samen."),
        ("Hij wil het plan uitvoeren.", "Hij zal het plan uitvoeren."),
        ("Om de 6 weken komt men samen.", "Men komt om de zes weken samen."),
        ("Om de 6 weken komt men samen.", "Men komt elke zes weken samen."),
        ("Er is één loket per gemeente.", "Elke gemeente heeft één loket."),
        ("De nood blijft groot.", "De nood is altijd groot."),
        ("Men meldt het consequent.", "Men meldt het telkens."),
        ("Elk betaalt gelijke delen.", "Elke partner betaalt."),
        ("Technisch en organisatorisch.", "Een technische en financiële vraag."),
        ("Het geldt, tenzij anders afgesproken.", "Het geldt, maar een andere afspraak is mogelijk."),
        ("Indien men zou beslissen tot een brug, komt er een.", "Beslist men tot een brug, dan komt ze."),
        ("Een plan moet leiden tot bruggen.", "De bedoeling van een plan is bruggen."),
        ("Het is niet eenvoudig om te bouwen.", "Bouwen is moeilijk."),
        ("Elk plan telt, ook bepaalde kleine.", "Elk plan telt, ook kleine."),
        ("Het indicatief budget is 3 miljoen.", "Het indicatieve budget daarvoor is 3 miljoen."),
    ],
)
def test_a_sentence_that_is_as_firm_as_its_quote_passes(quote: str, text: str) -> None:
    assert weakened(text, [quote], terms_of) == NOTHING


@pytest.mark.parametrize(
    ("quote", "text", "words"),
    [
        ("Elk draagt minstens één VTE bij.", "Elk draagt één VTE bij.", {"1"}),
        ("Het budget bedraagt ongeveer 3 miljoen.", "Het budget bedraagt 3 miljoen.", {"3"}),
        ("Het programma loopt tot 2019.", "Het programma loopt sinds 2019.", {"2019"}),
        ("Bepaalde besturen hebben weinig kennis.", "Alle besturen hebben weinig kennis.", {"alle"}),
        ("De steden delen kennis.", "Alle steden delen kennis.", {"alle"}),
        ("De kosten zijn te verlagen.", "De kosten zijn te verhogen.", {"verhogen"}),
        ("VLAIO kan een belangrijke rol spelen.", "VLAIO speelt een belangrijke rol: spelen.", {"kan"}),
        ("De data blijft eigendom, tenzij anders overeengekomen.", "De data blijft eigendom.", {"tenzij"}),
        ("Het is moeilijk om te bouwen.", "Het is makkelijk om te bouwen.", {"makkelijk"}),
        ("Zij zullen bruggen bouwen.", "De bruggen zijn gebouwd.", {"gebouwd"}),
        ("Om de 6 weken komt men samen.", "Men komt om de 6 maanden samen.", {"maanden"}),
        ("De les is in het voorjaar.", "De les is in het najaar.", {"najaar"}),
        ("Zij helpen enkele projecten.", "Zij helpen tientallen projecten.", {"tientallen"}),
        ("Indien men zou beslissen tot een brug, telt dat.", "Men beslist tot een brug.", {"indien"}),
        ("Het loopt in 2020-2022.", "Het loopt van 2020 vanaf 2022.", {"2022"}),
        ("Zowel top-down (A) als bottom-up (B).", "Top-down (A) en top-down (B).", {"top-down"}),
        ("Er is één loket per gemeente.", "Alle gemeenten hebben één loket.", {"alle"}),
        ("Er is 3 miljoen euro per jaar.", "Er is 3 miljoen euro per maand.", {"maand"}),
    ],
)
def test_a_sentence_that_is_firmer_wider_or_unbound_is_refused(
    quote: str, text: str, words: set[str]
) -> None:
    assert weakened(text, [quote], terms_of) == words
