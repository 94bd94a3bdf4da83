from collections.abc import Mapping

import pytest

from sro_assistant.answer.bank.guards import asks_otherwise, speaks_of_other
from sro_assistant.domain import Language, Query, Status
from sro_assistant.domain.bank import BankEntry, BankStatement

NAMES = frozenset({"srb", "sro", "vlaio", "aiv", "digitaal"})


def query(text: str, dutch: str = "", expansions: Mapping[str, tuple[str, ...]] | None = None) -> Query:
    return Query(
        question=text,
        meant=text,
        resolved=text,
        dutch=dutch or text,
        language=Language.DUTCH,
        terms={},
        expansions=expansions or {},
    )


def entry(*statements: str) -> BankEntry:
    return BankEntry(
        id="srb-wie",
        subject="De raad",
        question="Wie zit er in de SRB?",
        status=Status.ANSWERED,
        statements=tuple(BankStatement(text=text, claims=()) for text in statements),
    )


def called(text: str) -> frozenset[str]:
    return frozenset(text.lower().rstrip("?").split()) & NAMES


MEMBERS = ("Wie zit er in de SRB?", "samenstelling SRB")
BOARD = entry("De SRB telt 3 leden sinds 2021.", "Ze mailt naar raad@vlaanderen.be.")


@pytest.mark.parametrize(
    "text", ["Wie zijn de leden van de SRB?", "samenstelling van de SRB", "Is VLAIO lid van de SRB?"]
)
def test_a_question_of_the_same_form_asks_the_same(text: str) -> None:
    assert not asks_otherwise(query(text), MEMBERS[0], MEMBERS, BOARD)


@pytest.mark.parametrize(
    "text",
    [
        "Wat is de SRB?",
        "Wanneer komt de SRB samen?",
        "Waar zit de SRB?",
        "Waarom is er een SRB?",
        "Wat kost de SRB?",
        "Wat is het telefoonnummer van de SRB?",
        "Wat is het verschil tussen de SRB en de SRO?",
    ],
)
def test_a_question_of_another_form_asks_another_thing(text: str) -> None:
    assert asks_otherwise(query(text), MEMBERS[0], MEMBERS, BOARD)


def test_a_form_that_the_answer_has_may_be_asked() -> None:
    assert not asks_otherwise(query("Hoeveel leden telt de SRB?"), MEMBERS[0], MEMBERS, BOARD)
    assert not asks_otherwise(query("Wat is het e-mailadres van de SRB?"), MEMBERS[0], MEMBERS, BOARD)


def test_a_few_words_are_read_with_the_other_ways_to_ask() -> None:
    who = query("Wie zijn de leden van de SRB?")
    assert not asks_otherwise(who, "leden SRB", MEMBERS, BOARD)
    assert asks_otherwise(who, "adres SRB", ("Waar zit de SRB?", "adres SRB"), BOARD)


def test_a_question_for_yes_or_no_does_not_ask_who_or_where() -> None:
    ways = ("Zit VVSG in de SRB?", *MEMBERS)
    assert asks_otherwise(query("Wie zit er in de SRB?"), ways[0], ways, BOARD)
    assert not asks_otherwise(query("Zit VVSG in de SRB?"), ways[1], ways, BOARD)


def test_a_form_is_told_by_the_dutch_of_a_question_too() -> None:
    foreign = query("Combien coûte le SRB ?", "hoeveel kost de SRB")
    assert asks_otherwise(foreign, MEMBERS[0], MEMBERS, BOARD)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Wie zit er voor VLAIO in de SRB?", "Wie zit er in de SRB?"),
        ("Wie zit er?", "Wie zit er in de SRB?"),
        ("Wie zijn de drie leden van de SRB?", "Wie zit er in de SRB?"),
        ("Wie zit er sinds 2021 in de SRB?", "Wie zit er in de SRB?"),
        ("Wie zit er nu niet in de SRB?", "Wie zit er vandaag niet in de SRB?"),
    ],
)
def test_a_question_that_names_more_or_less_speaks_of_the_same(text: str, way: str) -> None:
    assert not speaks_of_other(query(text), way, BOARD, called)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Wie zit er in de SRO?", "Wie zit er in de SRB?"),
        ("Wie zijn de vier leden van de SRB?", "Wie zit er in de SRB?"),
        ("Wie zat er in 2018 in de SRB?", "Wie zit er in de SRB?"),
        ("Wie zat er in 2021 in de SRB?", "Wie zat er in 2023 in de SRB?"),
        ("Wie zit er niet in de SRB?", "Wie zit er in de SRB?"),
        ("Wie zit er in de SRB?", "Wie zit er niet in de SRB?"),
        ("Wie zit er nie in de SRB?", "Wie zit er in de SRB?"),
        ("Wie zit er níet in de SRB?", "Wie zit er in de SRB?"),
        ("Who is not in the SRB?", "Wie zit er in de SRB?"),
        ("Wie zit er in de SRB?", "Wie zit er buiten VLAIO in de SRB?"),
    ],
)
def test_a_question_on_another_name_year_or_number_or_its_denial_speaks_of_another(
    text: str, way: str
) -> None:
    assert speaks_of_other(query(text), way, BOARD, called)


def test_a_name_and_what_it_is_also_called_are_one() -> None:
    way = "Wat doet AIV?"
    known = {"Digitaal Vlaanderen": ("AIV",)}
    assert not speaks_of_other(query("Wat doet Digitaal Vlaanderen?", expansions=known), way, BOARD, called)
    assert speaks_of_other(query("Wat doet Digitaal Vlaanderen?"), way, BOARD, called)
