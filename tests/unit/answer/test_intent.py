import pytest

from sro_assistant.answer.intent import Intent, has_shape, intent_of


@pytest.mark.parametrize(
    ("question", "intent"),
    [
        ("Hoeveel subsidie kreeg het project?", Intent.AMOUNT),
        ("Welk bedrag werd toegekend?", Intent.AMOUNT),
        ("Hoeveel leden telt de stuurgroep?", Intent.COUNT),
        ("Wanneer startte het programma?", Intent.TIME),
        ("Wie leidt de stuurgroep?", Intent.PERSON),
        ("Wie zetelt er in de stuurgroep?", Intent.MEMBERS),
        ("Wie zijn de leden van de raad?", Intent.MEMBERS),
        ("Wat zijn de doelstellingen?", Intent.LIST),
        ("Waar gaat de studiedag door?", Intent.PLACE),
        ("Wat is het e-mailadres van het team?", Intent.CONTACT),
        ("Welke rollen heeft de stuurgroep?", Intent.LIST),
        ("Som de leden op", Intent.LIST),
        ("Wat is een referentiekader?", Intent.DEFINITION),
        ("Wat is het verschil tussen sturen en beslissen?", Intent.COMPARISON),
        ("Waarom werd de nota geschreven?", Intent.REASON),
        ("Mag een provincie meedoen?", Intent.YES_NO),
        ("De rol van provincies", Intent.OPEN),
    ],
)
def test_the_wording_tells_what_is_asked(question: str, intent: Intent) -> None:
    assert intent_of(question) is intent


@pytest.mark.parametrize(
    ("intent", "text", "shape"),
    [
        (Intent.AMOUNT, "een budget van 3,8 miljoen euro", True),
        (Intent.AMOUNT, "een aantal partners", False),
        (Intent.TIME, "liep tot eind 2019", True),
        (Intent.TIME, "liep verder", False),
        (Intent.CHANGE, "het programma liep tot eind 2019", True),
        (Intent.CHANGE, "het programma werd groter", False),
        (Intent.CONTACT, "via team@voorbeeld.be", True),
        (Intent.OPEN, "wat dan ook", None),
    ],
)
def test_a_text_has_the_shape_of_what_is_asked_or_not(
    intent: Intent, text: str, *, shape: bool | None
) -> None:
    assert has_shape(intent, text) is shape
