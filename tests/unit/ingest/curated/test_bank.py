import dataclasses
from collections.abc import Callable

import pytest

from sro_assistant.domain import ClaimedCitation, Document, Passage, Status
from sro_assistant.domain.bank import BankEntry, BankStatement
from sro_assistant.dutch.phrasebook import Entry, Kind
from sro_assistant.grounding.names import Names
from sro_assistant.ingest.curated.answers import Quote, WrittenBank, WrittenEntry, WrittenStatement
from sro_assistant.ingest.curated.bank import Texts, banked, names_of

DocumentOf = Callable[[str], tuple[Document, Passage]]

TEXT = "De raad telt drie leden. Het team kan geld vragen. Er is geen nummer."


def texts_of(document_of: DocumentOf, text: str = TEXT) -> Texts:
    document, passage = document_of(text)
    return Texts(documents={"nota": document}, passages={"nota": (passage,)})


def quote(text: str, document: str = "nota") -> Quote:
    return Quote(document_id=document, text=text)


def entry(name: str, text: str, *quotes: Quote) -> WrittenEntry:
    return WrittenEntry(
        id=name,
        subject="De raad",
        question="Wie zit er in de raad?",
        ways=(("leden raad", "short"),),
        status=Status.ANSWERED,
        statements=(WrittenStatement(text=text, quotes=quotes),),
        related=(),
        missing=(),
        ask="",
        notices=(),
        see_also=(),
        review=None,
        place="raad.yaml, regel 3",
    )


def nowhere(*missing: str, related: str = "Er is geen nummer.") -> WrittenEntry:
    return dataclasses.replace(
        entry("nummer", ""),
        status=Status.NOT_FOUND,
        statements=(),
        related=(quote(related),),
        missing=missing,
    )


def problems_of(document_of: DocumentOf, *entries: WrittenEntry) -> list[tuple[str | None, bool]]:
    found = banked(WrittenBank(entries=entries, problems=()), texts_of(document_of))
    return [(problem.entry, problem.stale) for problem in found.problems]


def test_an_entry_that_stands_on_its_quotes_serves(document_of: DocumentOf) -> None:
    written = entry("wie", "De raad heeft 3 leden.", quote("De raad telt drie leden."))
    found = banked(WrittenBank(entries=(written,), problems=()), texts_of(document_of))
    claim = ClaimedCitation(passage_id="nota:0001", quote="De raad telt drie leden.")
    served = BankEntry(
        id="wie",
        subject="De raad",
        question="Wie zit er in de raad?",
        status=Status.ANSWERED,
        statements=(BankStatement(text="De raad heeft 3 leden.", claims=(claim,)),),
    )
    assert (found.entries, found.problems) == (((served, written),), ())


def test_the_questions_of_an_overview_are_not_what_is_asked_of_any_one_place(document_of: DocumentOf) -> None:
    sentences = [f"Punt {number} telt." for number in ("een", "twee", "drie", "vier", "vijf")]
    texts = texts_of(document_of, " ".join(sentences))

    def places(count: int) -> list[int]:
        written = entry("punten", "Punt een telt.", *map(quote, sentences[:count]))
        found = banked(WrittenBank(entries=(written,), problems=()), texts)
        return [len(question.places) for question in found.questions]

    assert [places(count) for count in (1, 4, 5)] == [[1, 1], [4, 4], [0, 0]]


def test_a_changed_sentence_makes_exactly_its_entries_stale(document_of: DocumentOf) -> None:
    entries = (
        entry("wie", "De raad heeft 3 leden.", quote("De raad telt drie leden.")),
        entry("geld", "Het team kan geld vragen.", quote("Het team kan geld vragen.")),
        entry("beide", "Drie leden.", quote("kan geld vragen"), quote("telt drie leden")),
        nowhere("Een nummer staat er niet."),
    )
    written = WrittenBank(entries=entries, problems=())
    before = banked(written, texts_of(document_of))
    after = banked(written, texts_of(document_of, TEXT.replace("drie leden", "vier leden")))
    assert [served.id for served, _ in before.entries] == ["wie", "geld", "beide", "nummer"]
    assert [served.id for served, _ in after.entries] == ["geld", "nummer"]
    assert [(p.entry, p.stale) for p in after.problems] == [("wie", True), ("beide", True)]
    assert "Nu staat er: ‘De raad telt vier leden.’" in after.problems[0].message


def test_an_entry_on_a_document_that_is_gone_is_stale(document_of: DocumentOf) -> None:
    lost = entry("wie", "De raad heeft 3 leden.", quote("De raad telt drie leden.", "weg"))
    assert problems_of(document_of, lost) == [("wie", True)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("De raad heeft 4 leden.", "4"),
        ("De raad van Gent heeft drie leden.", "gent"),
        ("De raad heeft geen drie leden.", "niet"),
        ("De raad moet drie leden hebben.", "moet"),
    ],
)
def test_an_entry_that_says_more_than_its_quote_does_not_serve(
    document_of: DocumentOf, text: str, told: str
) -> None:
    written = entry("wie", text, quote("De raad telt drie leden."))
    found = banked(WrittenBank(entries=(written,), problems=()), texts_of(document_of))
    (problem,) = found.problems
    assert (found.entries, problem.stale) == ((), False)
    assert told in problem.message


def test_a_quote_of_two_words_of_a_sentence_does_not_serve(document_of: DocumentOf) -> None:
    assert problems_of(document_of, entry("wie", "De raad.", quote("De raad"))) == [("wie", False)]
    assert problems_of(document_of, nowhere("Dat staat er niet.", related="geen nummer")) == [
        ("nummer", False)
    ]


def test_a_number_beside_the_answer_stands_in_a_quote_or_in_the_question(document_of: DocumentOf) -> None:
    assert problems_of(document_of, nowhere("Het nummer 5 staat er niet.")) == [("nummer", False)]
    assert problems_of(document_of, nowhere("Wat er in 2023 gold, staat er niet.")) == []


def test_only_abbreviations_that_the_sources_have_may_be_said_in_full() -> None:
    known = (
        Entry(kind=Kind.ABBREVIATION, typed=("SRB",), meant=("Smart Region Board", "bestuur")),
        Entry(kind=Kind.ABBREVIATION, typed=("Smart Region Board",), meant=("SRB",)),
        Entry(kind=Kind.ABBREVIATION, typed=("DV",), meant=("Digitaal Vlaanderen",)),
        Entry(kind=Kind.NAME, typed=("AIV",), meant=("Digitaal Vlaanderen",)),
    )
    assert names_of(known) == Names((("SRB", "Smart Region Board"),))
