"""The form of the Programmawijzer: what an address says of a situation, and what cannot be read."""

import pytest
from starlette.datastructures import QueryParams

from sro_assistant.domain import Organisation, Phase
from sro_assistant.guide.criteria import Criterion
from sro_assistant.guide.situation import Situation
from sro_assistant.serve.guide.form import Entered, choices, entered

THEMES = ("klimaat", "open data")


def read(query: str) -> Entered:
    return entered(QueryParams(query), THEMES)


def test_every_field_is_read() -> None:
    query = (
        "nood=Wij+zoeken+steun&organisatie=provincie&samen=ja&partijen=3&inwoners=48.000&fase=uitrol"
        "&bedrag=250.000+euro&thema=klimaat"
    )
    assert read(query).situation == Situation(
        need="Wij zoeken steun\nklimaat.",
        organisation=Organisation.PROVINCE,
        together=True,
        parties=3,
        inhabitants=48_000,
        phase=Phase.ROLLOUT,
        euros=250_000,
    )


def test_what_the_text_tells_is_read_where_no_field_does() -> None:
    read_from_text = read("nood=Wij+zijn+een+gemeente+en+zoeken+250.000+euro").situation
    assert read_from_text is not None
    assert (read_from_text.organisation, read_from_text.euros) == (Organisation.MUNICIPALITY, 250_000)


@pytest.mark.parametrize(
    "query", ["", "nood=+&organisatie=&samen=&fase=", "thema=ruimtevaart", "iets=anders"]
)
def test_an_address_that_tells_nothing_gives_no_situation_and_no_error(query: str) -> None:
    told = read(query)
    assert (told.situation, told.errors) == (None, {})


@pytest.mark.parametrize(
    ("written", "euros"),
    [("250.000", 250_000), ("€ 250 000", 250_000), ("250000 EUR", 250_000), ("1", 1), ("1000000000", 10**9)],
)
def test_an_amount_is_read_as_people_write_it(written: str, euros: int) -> None:
    situation = entered(QueryParams({"bedrag": written}), ()).situation
    assert situation == Situation(euros=euros)


@pytest.mark.parametrize("written", ["veel", "0", "-5", "1.5", "2500000000", "9" * 400, "²", "12,5", "1e6"])
def test_an_amount_that_cannot_be_read_is_named_with_what_to_do(written: str) -> None:
    told = entered(QueryParams({"bedrag": written, "nood": "steun"}), ())
    assert told.situation is None
    assert told.errors == {
        "bedrag": "Het bedrag kan niet gelezen worden. Schrijf een getal van 1 tot 1.000.000.000."
    }
    assert told.values["bedrag"] == written


def test_a_choice_that_does_not_exist_is_named_shortened() -> None:
    told = read(f"organisatie={'x' * 500}&fase=ooit&samen=misschien")
    assert set(told.errors) == {"organisatie", "fase", "samen"}
    assert "x" * 41 not in told.errors["organisatie"]


def test_a_text_that_is_too_long_is_refused() -> None:
    assert set(entered(QueryParams({"nood": "a" * 2001}), ()).errors) == {"nood"}


def test_an_answer_to_a_question_keeps_what_was_told() -> None:
    answers = dict(read("nood=steun+%26+raad&thema=klimaat").answering(Criterion.COOPERATION))
    assert answers == {
        "alleen": "nood=steun+%26+raad&samen=nee&thema=klimaat",
        "samen met anderen": "nood=steun+%26+raad&samen=ja&thema=klimaat",
    }


def test_every_kind_of_organisation_and_every_phase_can_be_chosen() -> None:
    assert {value for value, _ in choices("organisatie")} == set(Organisation)
    assert {value for value, _ in choices("fase")} == set(Phase)
