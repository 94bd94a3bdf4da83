import pytest

from sro_assistant.answer.needs import asked_parts, compares
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


def test_only_a_question_after_a_difference_compares() -> None:
    assert compares("Wat is het verschil tussen 2022 en 2023?")
    assert not compares("Wat gebeurde er in 2022 en 2023?")
