import pytest

from sro_assistant.answer.needs import (
    asked_parts,
    asks_what_is_open,
    compares,
    concerns_programmes,
    describes_a_case,
    looks_for_something,
    wishes,
)
from sro_assistant.answer.topics import topic_of
from sro_assistant.domain import Part


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("Tot wanneer kunnen we indienen?", (Part.TERMS,)),
        ("wat is de deadline", (Part.TERMS,)),
        ("Hoeveel steun krijgt een gemeente?", (Part.AMOUNTS,)),
        ("Wat is het maximumbedrag?", (Part.AMOUNTS,)),
        ("Hoeveel moet een gemeente zelf bijleggen?", ()),
        ("Wie mag een aanvraag indienen?", (Part.AUDIENCE,)),
        ("Voor wie is dit?", (Part.AUDIENCE,)),
        ("Welke voorwaarden gelden er?", (Part.CONDITIONS,)),
        ("Hoe kan ik een project indienen?", (Part.CONDITIONS,)),
        ("Is er nog geld over?", (Part.STATUS,)),
        ("Wanneer komt er een nieuwe oproep?", (Part.STATUS,)),
        ("Wat is het doel?", ()),
        ("Wie lanceerde het programma?", ()),
    ],
)
def test_a_question_on_a_programme_tells_which_parts_of_its_sheet_it_asks_for(
    question: str, parts: tuple[Part, ...]
) -> None:
    assert asked_parts(question) == parts


def test_who_does_a_task_is_no_question_after_what_fits() -> None:
    assert concerns_programmes("Welke potjes kunnen wij als stad aanspreken?")
    assert not concerns_programmes("Wie houdt bij welke potjes wij als stad kunnen aanspreken?")


def test_only_a_question_after_a_difference_compares() -> None:
    assert compares("Wat is het verschil tussen 2022 en 2023?")
    assert not compares("Wat gebeurde er in 2022 en 2023?")


@pytest.mark.parametrize(
    ("question", "is_asked"),
    [
        ("Is er nu een oproep open?", True),
        ("Welke subsidies staan momenteel open voor gemeenten?", True),
        ("Loopt er nog een oproep voor slimme verlichting?", False),
        ("Is het loket vandaag open?", False),
        ("Wat is een oproep?", False),
    ],
)
def test_what_is_open_is_asked_of_all_calls_and_for_no_need(question: str, is_asked: bool) -> None:
    assert asks_what_is_open(question) is is_asked


@pytest.mark.parametrize(
    ("question", "is_case"),
    [
        ("Wij zijn een kustgemeente en willen de drukte op de dijk meten. Bestaat daar steun voor?", True),
        ("Als politiezone zoeken we een manier om onze tellingen te delen. Wie kan ons helpen?", True),
        ("Welke rol hebben de lokale besturen volgens de nota, en wie bepaalt die rol?", False),
        ("Hoe wil Vlaanderen dat we over slimme steden communiceren? Met welke insteek, bedoel ik.", False),
        ("Wij zijn een gemeente.", False),
    ],
)
def test_a_case_tells_who_asks_or_what_it_wants_and_asks_for_a_way(question: str, is_case: bool) -> None:
    assert describes_a_case(question) is is_case
    assert looks_for_something(question) is is_case


def test_a_wish_is_what_the_asker_wants_itself() -> None:
    assert wishes("We willen onze raadsbesluiten als open data publiceren. Waar vinden we daar iets over?")
    assert not wishes("Hoe wil Vlaanderen dat gemeenten met elkaar samenwerken aan een slimme regio?")


@pytest.mark.parametrize(
    ("question", "on"),
    [
        ("Wanneer wordt de steun uitbetaald?", "hoe en wanneer de steun betaald wordt"),
        ("Mogen we dit combineren met andere steun?", "of de steun met andere steun te combineren is"),
        ("Hoeveel moet een gemeente zelf bijleggen?", "welke eigen inbreng nodig is"),
        ("Wie kan ik contacteren?", "wie u met een vraag kunt contacteren"),
        ("Is samenwerken met een ander bestuur verplicht?", "of samenwerken met anderen verplicht is"),
        ("Wat is het doel?", None),
    ],
)
def test_what_people_ask_most_of_a_programme_is_a_topic(question: str, on: str | None) -> None:
    topic = topic_of(question)
    assert (topic.named if topic else None) == on
