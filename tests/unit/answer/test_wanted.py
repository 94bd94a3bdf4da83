import pytest

from sro_assistant.answer.people import names_person
from sro_assistant.answer.wanted import lists_enough, wanted_form

SOURCE = "De digitale dienst van Digitaal Vlaanderen helpt. An Peeters zetelt voor de dienst Alfa. Jan werkt."


def fits(question: str, text: str) -> bool | None:
    form = wanted_form(question)
    return None if form is None else form.fits(text, question, SOURCE)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("Hoe heet de directeur?", "De directeur is An Peeters.", True),
        ("Hoe heet de directeur?", "De directeur werkt bij Digitaal Vlaanderen.", False),
        ("Hoe heet de directeur?", "An Peeters zetelt voor de dienst.", False),
        ("Wie vertegenwoordigt Beta?", "An Peeters zetelt voor de dienst Alfa.", False),
        ("Wie vertegenwoordigt Alfa?", "An Peeters zetelt voor de dienst Alfa.", True),
        ("Wanneer werd de raad opgericht namens de stad?", "De raad werd in 2021 opgericht.", True),
        ("In welke straat zit de raad?", "De raad zit in de Wetstraat 16.", True),
        ("In welke straat zit de raad?", "De raad zit in Brussel.", False),
        ("Tot wanneer kan ik indienen?", "De oproep komt elk jaar terug.", False),
        ("Tot wanneer kan ik indienen?", "Indienen kan tot 3 juni.", True),
        ("Van wanneer tot wanneer liep het?", "Het liep van 1 januari 2017 tot eind 2019.", True),
        ("Van wanneer tot wanneer liep het?", "Het liep af in december 2019.", False),
        ("Hoe lang duurt het project?", "Het project duurt drie jaar.", True),
        ("Met welke regelmaat vergadert de raad?", "De raad vergadert om de 6 weken.", True),
        ("Met welke regelmaat vergadert de raad?", "De raad telt 6 leden.", False),
        ("Waar staat de afkorting SRO voor?", "De Smart Region Office (SRO) werkt.", True),
        ("Waar staat de afkorting SRO voor?", "De SRO werkt met steden.", False),
        ("Welke link heb ik nodig?", "Mail naar raad@vlaanderen.be.", False),
        ("Welke link heb ik nodig?", "Kijk op raad.vlaanderen.be voor meer.", True),
        ("Wat moeten wij betalen?", "Deelnemen kost 50 euro.", True),
        ("Wat doet de raad?", "De raad beslist.", None),
        ("Wie zit de raad voor?", "De raad telt zes leden.", False),
        ("Welke KPI's volgt de raad op?", "De raad heeft zes doelen.", False),
        ("Welke KPI's volgt de raad op?", "De raad volgt drie indicatoren op.", True),
        ("Welke criteria gelden?", "De raad kiest de projecten.", False),
        ("Hoe schrijft een stad zich in bij de raad?", "De raad werkt met steden.", False),
        ("Hoe schrijft een stad zich in bij de raad?", "Steden schrijven in met het formulier.", True),
        ("Hoe sluiten we aan, welke stappen zijn er?", "De raad werkt met steden.", False),
        ("Hoe dient de raad als schakel in een netwerk?", "De raad verbindt steden.", None),
        ("Naar welk adres mag ik mailen?", "Mail naar raad@vlaanderen.be.", True),
    ],
)
def test_a_sentence_answers_only_in_the_form_that_is_asked_for(
    question: str, text: str, expected: bool | None
) -> None:
    assert fits(question, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister An Peeters opende de dag.", True),
        ("De dag is van Digitaal Vlaanderen.", False),
        ("Indien Peeters komt, is er plaats.", False),
    ],
)
def test_a_name_of_a_person_has_no_word_that_is_also_common(text: str, expected: bool) -> None:
    assert names_person(text, SOURCE) is expected


@pytest.mark.parametrize(
    ("question", "texts", "items", "expected"),
    [
        ("Welke vijf doelen zijn er?", ["Er zijn vijf doelen."], 0, False),
        ("Welke vijf doelen zijn er?", ["De doelen zijn:"], 4, True),
        ("Welke drie partners zijn er?", ["De partners zijn A, B en C."], 0, True),
        ("Welke dertien steden doen mee?", ["De 13 steden komen samen, elk jaar."], 0, False),
        ("Welke doelen zijn er?", ["Er zijn doelen."], 0, True),
    ],
)
def test_an_answer_names_about_as_many_things_as_are_counted(
    question: str, texts: list[str], items: int, expected: bool
) -> None:
    assert lists_enough(question, texts, items) is expected
