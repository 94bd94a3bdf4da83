import pytest

from sro_assistant.grounding.phrases import plainly


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ten minste drie leden.", "minstens drie leden."),
        ("Het duurt ten hoogste 2 jaar.", "Het duurt hoogstens 2 jaar."),
        ("Het duurt zo'n twee jaar.", "Het duurt ongeveer twee jaar."),
        ("Zo'n plan bestaat al.", "Zo'n plan bestaat al."),
        ("De leden, al dan niet verkozen.", "De leden, verkozen."),
        ("Zo goed mogelijk helpen.", "maximaal goed helpen."),
        ("Het is eventueel mogelijk.", "Het is eventueel mogelijk."),
        ("Men komt elke zes weken samen.", "Men komt om de zes weken samen."),
        ("Elke gemeente doet mee.", "Elke gemeente doet mee."),
        ("In meer dan één gemeente.", "In verschillende gemeente."),
        ("Dat moet leiden tot rust.", "Dat wil leiden tot rust."),
        ("Dat moet lijden.", "Dat moet lijden."),
        ("Niet alle leden zijn even snel.", "sommige leden zijn minder snel."),
        ("Niet alle leden zijn snel.", "Niet alle leden zijn snel."),
        ("Werken zonder de kleine leden te vergeten.", "Werken rekening houdend met de kleine leden."),
        ("Het is onmogelijk.", "Het is niet mogelijk."),
    ],
)
def test_a_fixed_phrase_is_read_as_the_words_that_it_stands_for(text: str, read: str) -> None:
    assert plainly(text) == read
