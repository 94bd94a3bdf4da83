import pytest

from sro_assistant.grounding.phrases import plainly


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("Ten minste drie leden.", "minstens drie leden."),
        ("Het duurt ten hoogste 2 jaar.", "Het duurt hoogstens 2 jaar."),
        ("Het duurt zo'n twee jaar.", "Het duurt ongeveer twee jaar."),
        ("Zo'n plan bestaat al.", "Zo'n plan bestaat al."),
        ("De leden, al dan niet verkozen.", "De leden, wel of anders verkozen."),
        ("Vrijwel geen lid kan dat.", "nauwelijks lid kan dat."),
        ("Dat is schier onmogelijk.", "Dat is nauwelijks mogelijk."),
        ("Gent ontsnapt daar niet aan.", "Gent krijgt ook."),
        ("Gent ontsnapt daar aan.", "Gent niet daar aan."),
        ("Zonder geld begint men niet.", "moet geld, begint men ."),
        ("Het zou klaar moeten zijn.", "Het moet klaar  zijn."),
        ("Het wordt hoogstens overwogen.", "Het wordt misschien overwogen."),
        ("Het is niet meer dan techniek.", "Het is alleen techniek."),
        ("Het programma beperkte zich tot theorie.", "Het programma gaat alleen over  theorie."),
        ("Met 3 miljoen als richtbedrag.", "Met ongeveer 3 miljoen."),
        ("Zo goed mogelijk helpen.", "zeer goed helpen."),
        ("Het is eventueel mogelijk.", "Het is eventueel mogelijk."),
        ("Men komt elke zes weken samen.", "Men komt om de zes weken samen."),
        ("Elke gemeente doet mee.", "Elke gemeente doet mee."),
        ("In meer dan één gemeente.", "In verschillende gemeente."),
        ("Niet alle leden zijn even snel.", "sommige leden zijn even minder snel."),
        ("Niet elk lid is snel.", "sommige lid is snel."),
        ("Het gaat niet alleen om A, maar ook om B.", "Het gaat zowel om A als om B."),
        ("Het gaat niet alleen om A.", "Het gaat niet alleen om A."),
        ("Of ze nu klein zijn of niet.", "Of ze nu klein zijn of anders."),
        ("Dat ligt nog niet vast.", "Dat is onzeker."),
        ("Niet verder dan demo's raken.", "beperkt tot demo's raken."),
        ("Onderzoeken of zij geen baat zouden hebben.", "Onderzoeken of zij baat zouden hebben."),
        ("Werken zonder de kleine leden te vergeten.", "Werken rekening houdend met de kleine leden."),
        ("Het is onmogelijk.", "Het is niet mogelijk."),
    ],
)
def test_a_fixed_phrase_is_read_as_the_words_that_it_stands_for(text: str, read: str) -> None:
    assert plainly(text) == read
