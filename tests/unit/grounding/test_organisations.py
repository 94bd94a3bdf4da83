import pytest

from sro_assistant.grounding.names import Names
from sro_assistant.grounding.organisations import unheard, unknown_apposition

NAMES = Names(
    (
        ("SRO", "Smart Region Office"),
        ("SRB", "Smart Region Board"),
        ("AIV", "agentschap Informatie Vlaanderen"),
        ("ABB", "Agentschap Binnenlands Bestuur"),
    )
)
TITLE = ("Vlaamse overheid", "De SRO-strategienota")


@pytest.mark.parametrize(
    ("quote", "headings", "text", "missing"),
    [
        ("De SRB beslist.", TITLE, "De Smart Region Board beslist.", set()),
        ("Deze kan groeien.", (*TITLE, "Rollen van de SRB"), "De SRB kan groeien.", set()),
        ("Deze kan groeien.", (*TITLE, "Rollen van de SRB"), "De SRO kan groeien.", {"sro"}),
        ("Dat kan groeien.", (*TITLE, "Situering"), "De SRO kan groeien.", set()),
        ("Er is een oproep.", (*TITLE, "Voor ABB"), "Informatie Vlaanderen doet een oproep.", {"aiv"}),
    ],
)
def test_an_organisation_stands_in_the_quote_or_in_the_nearest_heading_that_names_one(
    quote: str, headings: tuple[str, ...], text: str, missing: set[str]
) -> None:
    assert unheard(text, [quote], [headings], NAMES, frozenset()) == missing


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("AIV staat voor ABB.", {"abb"}),
        ("AIV is het agentschap ABB.", {"abb"}),
        ("SRB staat voor Smart Region Board.", set()),
        ("De SRO (ABB) helpt.", {"abb"}),
    ],
)
def test_one_organisation_is_not_said_to_be_another(text: str, wrong: set[str]) -> None:
    assert unknown_apposition(text, ["De SRO, de SRB, ABB en AIV helpen."], NAMES) == wrong
