import pytest

from sro_assistant.grounding.implied import bare, without_implied

NOTHING = frozenset[str]()
PLANNED = "De brug zal binnenkort opengaan."


@pytest.mark.parametrize(
    ("quote", "text", "read"),
    [
        (PLANNED, "De brug is nog niet open.", "De brug is nog open."),
        (PLANNED, "Over de brug rijden kan nog niet.", "Over de brug rijden nog."),
        ("Men onderzoekt een brug.", "Een brug is geen zekerheid.", "Een brug is onzeker."),
        ("Men zou tot een brug kunnen beslissen.", "Er is niets beloofd.", "Er is onzeker."),
        ("In geld, natura of tijd.", "Dat hoeft niet in geld te zijn.", "Dat  in geld te zijn."),
        ("De brug is geen weg.", "Het is geen weg, ook niet in Gent.", "Het is geen weg, ook in Gent."),
        ("De brug is een middel.", "De brug is geen doel maar een middel.", "De brug is een middel."),
        ("De brug gaat open op 3 juni.", "De tekst noemt geen jaar.", "De ."),
    ],
)
def test_a_denial_that_the_quotes_imply_is_left_out(quote: str, text: str, read: str) -> None:
    assert without_implied(text, [quote]) == read


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("De brug ging open.", "De brug is nog niet open."),
        ("Het is zeker dat er een brug kan komen.", "Het is niet zeker dat er een brug komt."),
        ("De brug is een middel.", "De brug is geen middel maar een weg."),
        ("De brug gaat open op 3 juni 2020.", "De tekst noemt geen jaar."),
        ("De brug gaat open.", "Volgens de nota van 2020 gaat de brug niet open."),
        (
            "Subsidies zijn eindig maar men bouwt.",
            "Subsidies zijn niet eindig, maar met een model bouwt men.",
        ),
    ],
)
def test_a_denial_that_they_do_not_imply_stays(quote: str, text: str) -> None:
    assert without_implied(text, [quote]) == text


@pytest.mark.parametrize(
    "text",
    [
        "Dat hoeft in geld te zijn.",
        "Nee, de brug gaat open.",
        "De tekst noemt jaar.",
        "Geld is zekerheid.",
        "De brug is doel maar een middel om te rijden.",
        "De dienst bouwt geen brug, ook in Gent.",
    ],
)
def test_a_word_that_asks_for_a_denial_is_not_said_without(text: str) -> None:
    assert bare(text, [PLANNED]) != NOTHING


@pytest.mark.parametrize(
    "text",
    ["Dat hoeft alleen in geld.", "Nee, de brug gaat niet open.", "De brug is klein, maar een middel."],
)
def test_one_with_its_denial_or_limit_is(text: str) -> None:
    assert bare(text, [PLANNED]) == NOTHING
