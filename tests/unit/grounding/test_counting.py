import pytest

from sro_assistant.grounding.counting import countable

NOTHING = frozenset[str]()
ROW = "De nota noemt wegen, bruggen, havens en tunnels."


@pytest.mark.parametrize(
    ("quote", "text", "numbers"),
    [
        (ROW, "De nota noemt vier soorten werken.", {"4"}),
        ("Zij telt wegen, havens en Sport en Jeugd.", "Zij telt drie delen.", {"3"}),
        ("Zowel natte, droge als lege putten.", "Er zijn 3 soorten putten.", {"3"}),
        ("Beide partners betalen.", "De twee partners betalen.", {"2"}),
        ("Er is een gedeelde visie.", "Er is één visie.", {"1"}),
        ("Ministers voor Digitalisering; Bestuur; en Werk en Sport.", "Drie ministers zitten daar.", {"3"}),
        ("Sporen: 1. Delen. 2. Bouwen. 3. Betalen.", "Drie sporen lopen.", {"3"}),
        ("Delen en bouwen.", "Een eerste spoor is delen, een tweede is bouwen.", {"1", "2"}),
        ("Eén week later.", "Zeven dagen later.", {"7"}),
        ("Het kost 3,8 miljoen euro.", "Het kost 3.800.000 euro.", {"3800000"}),
    ],
)
def test_a_row_of_the_quote_may_be_counted(quote: str, text: str, numbers: set[str]) -> None:
    assert countable(text, [quote]) == numbers


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (ROW, "De nota noemt vijf soorten werken."),
        (ROW, "De nota dateert van 4 juli."),
        (ROW, "De nota kost 4 miljoen."),
        (f"{ROW} Dat zijn vijf kansen.", "De nota noemt vier kansen."),
        ("De nota noemt wegen en bruggen.", "De nota noemt twee soorten werken."),
    ],
)
def test_no_other_count_is_made(quote: str, text: str) -> None:
    assert countable(text, [quote]) == NOTHING
