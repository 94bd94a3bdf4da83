from collections.abc import Callable

import pytest

from sro_assistant.answer.bank.agreement import is_contested, names_nobody, stands_on
from sro_assistant.answer.intent import Intent
from sro_assistant.answer.seek import Findings, Told
from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Document,
    Language,
    Passage,
    Query,
    RetrievedPassage,
    Statement,
    Status,
    Why,
)
from sro_assistant.domain.bank import BankEntry, BankStatement
from sro_assistant.grounding.verify import Shown
from sro_assistant.retrieve.evidence import Evidence

DocumentOf = Callable[[str], tuple[Document, Passage]]
Tell = Callable[..., Told]

TEXT = "De raad telt zes leden. Hij komt elk jaar samen. Hij beslist over geld. Hij zit in Gent."


@pytest.fixture
def tell(document_of: DocumentOf) -> Tell:
    """What the sources tell: sentences of the text, by number, that were found and that are cited."""
    document, passage = document_of(TEXT)

    def run(found: tuple[int, ...], cited: tuple[int, ...] = (), question: str = "Hoe groot?") -> Told:
        query = Query(
            question=question,
            meant=question,
            resolved=question,
            dutch=question,
            language=Language.DUTCH,
            terms={},
        )
        retrieved = RetrievedPassage(passage=passage, score=1.0, why=Why(channels={}, terms=()))
        evidence = tuple(
            (
                1.0,
                Evidence(
                    document=document,
                    found=retrieved,
                    span=document.sentences[number],
                    terms=frozenset(),
                    coverage=1.0,
                    own=1.0,
                    similarity=1.0,
                    headed=0.0,
                ),
            )
            for number in found
        )
        statements = tuple(
            Statement(
                text="Gezegd.",
                citations=(Citation(document=document, passage=passage, span=document.sentences[number]),),
            )
            for number in cited
        )
        findings = Findings(
            query=query,
            intent=Intent.OPEN,
            retrieved=(retrieved,),
            scored=evidence,
            readable=(passage,),
            shown=Shown((passage,), {document.source.id: document}),
        )
        return Told(
            found=findings,
            verdict=Status.ANSWERED if cited else Status.NOT_FOUND,
            statements=statements,
        )

    return run


@pytest.fixture
def entry(document_of: DocumentOf) -> Callable[..., BankEntry]:
    """An entry on a quote."""
    _, passage = document_of(TEXT)

    def made(quote: str, status: Status = Status.ANSWERED, passage_id: str = passage.id) -> BankEntry:
        claim = ClaimedCitation(passage_id=passage_id, quote=quote)
        told = (BankStatement(text="Gezegd.", claims=(claim,)),)
        silent = status is Status.NOT_FOUND
        return BankEntry(
            id="raad",
            subject="",
            question="Hoe groot?",
            status=status,
            statements=() if silent else told,
            related=(claim,) if silent else (),
        )

    return made


def test_an_entry_stands_on_the_best_sentences_and_on_those_that_were_told(
    tell: Tell, entry: Callable[..., BankEntry]
) -> None:
    assert stands_on(entry("telt zes\n leden"), tell((1, 2, 0)))
    assert not stands_on(entry("telt zes leden"), tell((1, 2, 3, 0)))
    assert stands_on(entry("telt zes leden"), tell((1, 2, 3), cited=(0,)))
    assert stands_on(entry("De raad telt zes leden. Hij komt elk jaar samen."), tell((1,)))
    assert not stands_on(entry("telt zes leden", passage_id="elders"), tell((0,)))


def test_an_entry_is_contested_by_evidence_elsewhere_and_by_an_answer_where_it_has_none(
    tell: Tell, entry: Callable[..., BankEntry]
) -> None:
    here, elsewhere = entry("telt zes leden"), entry("zit in Gent")
    assert [is_contested(each, tell((0,))) for each in (here, elsewhere)] == [False, True]
    assert not is_contested(elsewhere, tell(()))
    silent = entry("zit in Gent", Status.NOT_FOUND)
    assert [is_contested(silent, tell((0,), cited)) for cited in ((), (0,))] == [False, True]


def test_where_the_sources_name_nobody_an_entry_that_tells_something_names_nobody_either(
    tell: Tell, entry: Callable[..., BankEntry]
) -> None:
    who = "Wie is de voorzitter?"
    told, silent = entry("telt zes leden"), entry("telt zes leden", Status.NOT_FOUND)
    assert names_nobody(told, tell((0,), question=who))
    assert not names_nobody(told, tell((0,), cited=(0,), question=who))
    assert not names_nobody(told, tell((0,), question="Wat is de raad?"))
    assert not names_nobody(silent, tell((0,), question=who))
