"""The fact sheets that ship: every value held against its source, and what is answered from them."""

import dataclasses
from collections import Counter
from collections.abc import Iterator

import pytest

from sro_assistant.answer.compose import Assistant, Request
from sro_assistant.answer.shelves import Shelves
from sro_assistant.domain import Filters, SheetStatus, document_id_of
from sro_assistant.dutch.words import fold, words
from sro_assistant.evaluate.cases import read_cases
from sro_assistant.guide.sheets import Sheets
from sro_assistant.ingest.curated.questions import anchored
from sro_assistant.ingest.sheets.corpus import read_sheet_file, sheet_paths, unproven
from sro_assistant.ingest.shelves import read_sheet_anchors
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import open_shelves
from sro_assistant.wiring.tools import examine

pytestmark = pytest.mark.functional

CORPUS = CHECKOUT / "corpus"
LEAST_SHEETS = 70
LEAST_QUESTIONS = 6


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return Sheets.of(read_sheet_file(path)[0] for path in sheet_paths(CORPUS))


@pytest.fixture(scope="module")
def shelves(settings: Settings) -> Iterator[Shelves]:
    opened = open_shelves(settings)
    yield opened
    opened.close()


def test_every_quote_of_every_sheet_stands_in_its_document(sheets: Sheets, assistant: Assistant) -> None:
    assert len(sheets.all) >= LEAST_SHEETS
    assert [(s.id, quote) for s in sheets.all for quote in unproven(s, assistant.documents())] == []


def test_no_sheet_says_open(sheets: Sheets) -> None:
    assert [sheet.id for sheet in sheets.all if sheet.status is SheetStatus.OPEN] == []


def test_every_sheet_that_is_answered_from_has_questions_that_stand(sheets: Sheets, shelves: Shelves) -> None:
    answering = shelves.sheets
    assert answering is not None
    documents = {document.source.id: document for document in answering.documents()}
    assert set(documents) == {sheet.document_id for sheet in sheets.all if sheet.is_document}
    found = anchored(
        read_sheet_anchors(CORPUS), documents, {name: answering.passages(name) for name in documents}
    )
    assert found.stale == ()
    counts = Counter(document_id_of(place.passage_id) for q in found.questions for place in q.places)
    assert {name: counts[name] for name in documents if counts[name] < LEAST_QUESTIONS} == {}


def test_no_question_of_a_sheet_is_one_of_the_questions_that_measure(sheets: Sheets) -> None:
    asked = {tuple(map(fold, words(case.question))) for case in read_cases(CHECKOUT / "evals" / "dev.jsonl")}
    expected = {tuple(map(fold, words(q.text))) for sheet in sheets.all for q in sheet.questions}
    assert asked & expected == set()


def test_an_exclusion_or_threshold_is_marked_where_a_programme_gives_money(sheets: Sheets) -> None:
    """A sheet with a rule on who may apply, with whom or for how much warns of at least one thing."""
    silent = [s.id for s in sheets.all if s.kind == "financiering" and s.is_document and not s.warnings]
    assert silent == ["life"]


@pytest.mark.parametrize(
    ("question", "sheet", "says"),
    [
        ("Hoeveel moest een gemeente zelf inbrengen bij City of Things in 2018?", "city_of_things", "20 %"),
        ("Mag een bedrijf een project indienen bij EFRO City of Things 2023?", "cot_2023_efro", "onderaan"),
        ("Hoeveel inwoners vraagt de European Urban Initiative?", "european_urban_initiative", "25.000"),
        ("Wat is DS4SSCC juist?", "ds4sscc", "proefprojecten"),
        ("Is WiFi4EU er nog?", "wifi4eu", "afgelopen"),
        ("Welk budget was er voor Lokaal Digitaal?", "lokaal_digitaal", "2 miljoen"),
        ("Zijn gemeenten verplicht om OSLO te volgen?", "oslo", "verplicht"),
    ],
)
def test_what_only_a_sheet_knows_is_answered_from_it_and_says_so(
    shelves: Shelves, question: str, sheet: str, says: str
) -> None:
    answer = shelves.ask(Request(question=question))
    assert says in " ".join(statement.text for statement in answer.statements)
    assert {c.source.id for s in answer.statements for c in s.citations} == {f"fiche-{sheet}"}
    assert "niet is nagekeken door de SRO" in answer.notices[0]
    assert "https://" in answer.notices[0]


@pytest.mark.parametrize(
    "question",
    [
        "Wat is VLOCA?",
        "Wie zetelt in de Smart Region Board?",
        "Welke zes strategische doelstellingen heeft de SRO?",
        "Wanneer begon Smart Flanders?",
        "Welke werkbanken zijn er?",
    ],
)
def test_what_the_documents_say_is_answered_as_if_there_were_no_sheets(
    shelves: Shelves, assistant: Assistant, question: str
) -> None:
    told = shelves.ask(Request(question=question))
    alone = assistant.ask(Request(question=question))
    assert set(alone.notices) <= set(told.notices)  # where sources differ, that is told besides
    assert dataclasses.replace(told, abbreviations=(), notices=()) == dataclasses.replace(alone, notices=())


@pytest.mark.parametrize("question", ["Wat is DS4SSCC?", "Wat is VLOCA?", "Is WiFi4EU nog open?"])
def test_a_filter_on_documents_never_reaches_a_sheet(
    shelves: Shelves, assistant: Assistant, question: str
) -> None:
    documents = frozenset(document.source.id for document in assistant.documents())
    request = Request(question=question, filters=Filters(documents=documents))
    assert shelves.ask(request) == assistant.ask(request)


@pytest.mark.parametrize("question", ["Hoe bak ik een taart?", "Wat kost een brood bij de bakker?"])
def test_a_question_about_something_else_is_declined_with_sheets_too(shelves: Shelves, question: str) -> None:
    assert shelves.ask(Request(question=question)).statements == ()


def test_a_filter_on_a_sheet_answers_from_it_alone(shelves: Shelves) -> None:
    request = Request(
        question="Welke steun is er?", filters=Filters(documents=frozenset({"fiche-provinciale_steun"}))
    )
    cited = {c.source.id for s in shelves.ask(request).statements for c in s.citations}
    assert cited == {"fiche-provinciale_steun"}


def test_a_citation_of_a_sheet_leads_to_its_text_and_to_the_pages_behind_it(
    shelves: Shelves, sheets: Sheets
) -> None:
    answer = shelves.ask(Request(question="Wat is DS4SSCC juist?"))
    citation = answer.statements[0].citations[0]
    assert citation.quote in shelves.document(citation.source.id).text
    found = sheets.behind(citation.source.id, citation.quote)
    assert found is not None
    sheet, fact = found
    assert [page.address for page in sheet.pages if page.id in fact.sources] == [
        "https://ds4sscc.eu/cfp-four",
        "https://errin.eu/calls/call-pilots-within-european-data-space-smart-communities-submission-round-1",
    ]


def test_the_doctor_says_which_sheets_to_check_first(settings: Settings) -> None:
    (told,) = [f.text for f in examine(settings).findings if "Kijk deze het eerst na" in f.text]
    first = told.split("\n")[1]
    assert first.startswith("cot_2025: onbekend sinds 2025-04-25, 7 onbekenden; https://")
