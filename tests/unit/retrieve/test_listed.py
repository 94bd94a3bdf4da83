"""A list that stands under headings, and the question that asks for it."""

import pytest

from sro_assistant.domain import Language, Passage, Query
from sro_assistant.retrieve.listed import ListFinder

ROLES, BOARD = ("Visie", "Rollen van de SRO"), ("Visie", "Rollen van de SRB")
PATHS = (
    ROLES,
    (*ROLES, "Uittekenen"),
    (*ROLES, "Uittekenen"),
    (*ROLES, "Inspireren"),
    (*ROLES, "Inspireren", "Hoe"),
    (*BOARD, "Sturen"),
)
PASSAGES = tuple(
    Passage(id=f"nota:{n:04d}", document_id="nota", start=0, end=1, headings=path, page=None, text="x")
    for n, path in enumerate(PATHS, start=1)
)
OPENINGS = frozenset({"nota:0002", "nota:0004"})


def terms_of(text: str) -> list[str]:
    return [word for word in text.lower().split() if word not in {"van", "de"}]


def query(question: str, *added: str) -> Query:
    terms = dict.fromkeys((*terms_of(question.strip("?")), *added), 1.0)
    return Query(
        question=question,
        meant=question,
        resolved=question,
        dutch=question,
        language=Language.DUTCH,
        terms=terms,
    )


def found(asked: Query) -> frozenset[str]:
    return ListFinder(terms_of, lambda _: PASSAGES).find(asked, PASSAGES)


@pytest.mark.parametrize(
    "asked",
    [
        query("Welke rollen heeft de SRO"),
        query("Noem alle rollen van de SRO"),
        query("what are the roles of the office", "rollen", "sro"),
    ],
)
def test_a_question_for_a_list_finds_what_opens_each_section_under_its_heading(asked: Query) -> None:
    assert found(asked) == OPENINGS


@pytest.mark.parametrize(
    "asked",
    [
        query("Sinds wanneer heeft de SRO rollen"),
        query("Welke rollen heeft Digitaal Vlaanderen"),
        query("Welke rollen heeft de SRB"),
    ],
    ids=["asks for no list", "the heading is named in part", "one section is no list"],
)
def test_nothing_is_listed_otherwise(asked: Query) -> None:
    assert found(asked) == frozenset()


def test_the_heading_that_says_most_counts_and_lists_nothing_when_it_has_no_sections() -> None:
    paths = (("Werkbanken", "Use"), ("Werkbanken", "Data"), ("Werkbanken", "Data", "Werkbanken Data"))
    passages = tuple(
        Passage(id=f"plan:{n}", document_id="plan", start=0, end=1, headings=path, page=None, text="x")
        for n, path in enumerate(paths)
    )
    finder = ListFinder(terms_of, lambda _: passages)

    assert finder.find(query("welke werkbanken zijn er"), passages) == {"plan:0", "plan:1"}
    assert finder.find(query("welke werkbanken data"), passages) == frozenset()


def test_a_passage_that_calls_its_section_by_its_name_speaks_for_it() -> None:
    said = [
        ("Use", "van alles"),
        ("Use", "use en meer"),
        ("Geld", "over geld"),
        ("Geld", "nog geld"),
        ("Data", "x"),
    ]
    passages = tuple(
        Passage(
            id=f"plan:{n}",
            document_id="plan",
            start=0,
            end=len(text),
            headings=("Werkbanken", name),
            page=None,
            text=text,
        )
        for n, (name, text) in enumerate(said)
    )
    finder = ListFinder(terms_of, lambda _: passages)

    assert finder.find(query("welke werkbanken zijn er"), passages) == {"plan:1", "plan:2", "plan:4"}
