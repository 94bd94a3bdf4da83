import dataclasses
from collections.abc import Callable, Sequence

import pytest

from sro_assistant.answer.conflicts import Conflicts, says_any
from sro_assistant.domain import (
    Answer,
    ClaimedCitation,
    Document,
    Filters,
    Language,
    Mode,
    Passage,
    Query,
    Statement,
    Status,
)
from sro_assistant.domain.conflicts import Conflict, Side
from sro_assistant.grounding.verify import Shown, state

DocumentOf = Callable[[str], tuple[Document, Passage]]
OLD, NEW = "De brief telt 8 doelen.", "De nota telt 6 doelen."
CONFLICT = Conflict(
    subject="het aantal doelen",
    sides=(
        Side(document_id="brief", says="acht doelen", quote="telt 8 doelen"),
        Side(document_id="nota", says="zes doelen", quote="telt 6 doelen"),
    ),
    about=("doel*",),
    decisive=("hoeveel",),
    unless=("brieven",),
    prevails="nota",
    why="Ze is jonger.",
)


class _Shelf:
    """Two documents, each of one sentence, of which some may be quoted."""

    def __init__(self, document_of: DocumentOf, old: str = OLD, hidden: Sequence[str] = ()) -> None:
        self._read = {"nota": document_of(NEW), "brief": _renamed(*document_of(old))}
        self._hidden = hidden

    def admits(self, document_id: str) -> bool:
        return document_id not in self._hidden

    def read(self, document_id: str) -> tuple[Document, tuple[Passage, ...]]:
        document, passage = self._read[document_id]
        return document, (passage,)

    def said(self, document_id: str) -> Statement:
        document, (passage,) = self.read(document_id)
        claim = ClaimedCitation(passage_id=passage.id, quote=document.text)
        outcome = state(document.text, (claim,), Shown([passage], {document_id: document}))
        assert isinstance(outcome, Statement)
        return outcome


def _renamed(document: Document, passage: Passage) -> tuple[Document, Passage]:
    source = dataclasses.replace(document.source, id="brief", kind="brief", published="2020-07-17")
    return (
        dataclasses.replace(document, source=source),
        dataclasses.replace(passage, id="brief:0001", document_id="brief"),
    )


def _answer(question: str, *statements: Statement, named: Sequence[str] = ()) -> Answer:
    query = Query(
        question=question,
        meant=question,
        resolved=question,
        dutch=question,
        language=Language.DUTCH,
        terms={},
        filters=Filters(),
        named_documents=frozenset(named),
    )
    return Answer(
        question=question,
        status=Status.ANSWERED,
        mode=Mode.EXTRACTIVE,
        query=query,
        statements=statements,
    )


@pytest.fixture
def shelf(document_of: DocumentOf) -> _Shelf:
    return _Shelf(document_of)


def _shown(answer: Answer, shelf: _Shelf, conflict: Conflict = CONFLICT) -> Answer:
    return Conflicts(lambda: (conflict,)).shown_in(answer, shelf)


def test_both_sides_are_shown_with_their_dates_the_one_that_prevails_first(shelf: _Shelf) -> None:
    told = _shown(_answer("Hoeveel doelen zijn er?", shelf.said("brief")), shelf)
    assert [(s.frame, s.text) for s in told.statements] == [
        ("Volgens de nota (2023):", NEW),
        ("Volgens de brief (17 juli 2020):", OLD),
    ]
    (notice,) = told.notices
    assert notice == (
        "Niet overal staat hetzelfde over het aantal doelen: volgens de brief (17 juli 2020) acht doelen; "
        "volgens de nota (2023) zes doelen. Wat in de nota staat, geldt. Ze is jonger."
    )


def test_an_answer_that_the_difference_does_not_decide_gets_a_notice_only(shelf: _Shelf) -> None:
    answer = _answer("Welke doelen zijn er?", shelf.said("nota"))
    told = _shown(answer, shelf)
    assert (told.statements, len(told.notices)) == (answer.statements, 1)


def test_who_names_one_source_is_answered_from_it(shelf: _Shelf) -> None:
    answer = _answer("Hoeveel doelen telt de nota?", shelf.said("nota"), named=["nota"])
    assert _shown(answer, shelf).statements == answer.statements


@pytest.mark.parametrize("question", ["Hoeveel leden zijn er?", "Hoeveel doelen staan in de brieven?"])
def test_another_subject_is_left_alone(shelf: _Shelf, question: str) -> None:
    answer = _answer(question, shelf.said("nota"))
    assert _shown(answer, shelf) == answer


def test_a_quote_that_no_longer_stands_makes_the_conflict_stale(document_of: DocumentOf) -> None:
    shelf = _Shelf(document_of, old="De brief telt 9 doelen.")
    answer = _answer("Hoeveel doelen zijn er?", shelf.said("nota"))
    assert _shown(answer, shelf) == answer


def test_a_side_that_may_not_be_quoted_keeps_the_conflict_away(document_of: DocumentOf) -> None:
    shelf = _Shelf(document_of, hidden=["brief"])
    answer = _answer("Hoeveel doelen zijn er?", shelf.said("nota"))
    assert _shown(answer, shelf) == answer


def test_what_one_source_leaves_open_is_told_wherever_it_is_cited(shelf: _Shelf) -> None:
    alone = Conflict(subject="het jaar", sides=CONFLICT.sides[:1], why="Ze noemt geen jaar.")
    told = _shown(_answer("Wie schreef dit?", shelf.said("brief")), shelf, alone)
    assert told.notices == ("Let op het jaar. Ze noemt geen jaar.",)


@pytest.mark.parametrize(
    ("wordings", "text", "expected"),
    [
        (("doel*",), "Hoeveel doelstellingen?", True),
        (("doel",), "Hoeveel doelstellingen?", False),
        (("zelfde orgaan",), "Is dat het zelfde orgaan?", True),
        ((), "Hoeveel?", False),
    ],
)
def test_wordings_are_whole_words_but_for_a_star(
    wordings: tuple[str, ...], text: str, expected: bool
) -> None:
    assert says_any(wordings, text) is expected
