"""Whether a statement stands in what it cites, judged by code."""

import pytest

from sro_assistant.evaluate.claims import claims_stand, is_entailed

QUOTE = "VLAIO kan indicatief 3,8 miljoen euro geven aan zes steden, maar niet aan Imec (2020)."


@pytest.mark.parametrize(
    "text",
    [
        QUOTE,
        QUOTE.replace("zes", "6"),
        QUOTE.replace(" ", "\n"),
        "VLAIO kan indicatief 3,8 miljoen euro geven",
        "maar niet aan Imec",
    ],
)
def test_what_the_quote_says_stands(text: str) -> None:
    assert claims_stand(text, [QUOTE])
    assert is_entailed(text, [QUOTE])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3,8", "3,9"),
        ("2020", "2021"),
        ("miljoen", "miljard"),
        ("euro", "procent"),
        ("zes", "zeven"),
        ("VLAIO", "ABB"),
        ("VLAIO", "Imec"),
        ("kan indicatief", "kan niet indicatief"),
        ("niet ", ""),
        ("niet aan", "wel aan"),
        ("kan", "moet"),
        ("indicatief ", ""),
    ],
)
def test_a_claim_that_the_quote_does_not_make_does_not_stand(old: str, new: str) -> None:
    assert not claims_stand(QUOTE.replace(old, new), [QUOTE])


def test_nothing_stands_without_a_quote() -> None:
    assert not claims_stand("Het regent.", [])
    assert not is_entailed("Het regent.", [])


def test_two_halves_of_different_sentences_are_entailed_by_neither() -> None:
    first, second = "De raad beslist over het geld.", "De gemeente betaalt de rekening."

    assert is_entailed(f"{first} {second}", [first, second])
    assert not is_entailed("De raad beslist over de rekening.", [first, second])


def test_a_sentence_may_say_less_than_its_source() -> None:
    assert is_entailed("De raad beslist.", ["De raad beslist elke maand over het geld."])
