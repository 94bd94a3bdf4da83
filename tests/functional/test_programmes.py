"""The guide on the sheets that ship: an authority with a need → what fits, what not, which condition."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from sro_assistant.answer.compose import Assistant, Request
from sro_assistant.answer.recommend import MOST
from sro_assistant.answer.shelves import Shelves
from sro_assistant.cli import main
from sro_assistant.domain import Answer, Filters, Status
from sro_assistant.domain.guide import SheetProof, TermKind
from sro_assistant.guide.criteria import Criterion, Verdict
from sro_assistant.guide.situation import Situation
from sro_assistant.ingest.curated.guidebook import read_guidebook, unproven
from sro_assistant.ingest.sheets.corpus import read_sheets
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import open_shelves

pytestmark = pytest.mark.functional

CORPUS = CHECKOUT / "corpus"
DOCUMENTS = frozenset({"strategienota", "mededeling", "smart_flanders", "webinar"})
STEPS = 12
MOST_WORDS = 300
LABELS = ("Past", "Gesloten")


@pytest.fixture(scope="module")
def shelves(settings: Settings) -> Iterator[Shelves]:
    opened = open_shelves(settings)
    yield opened
    opened.close()


@dataclass(frozen=True)
class Case:
    """Who asks what; one of `fits` must be told as fitting, none of `unfit` may be, all `musts` be told."""

    question: str
    fits: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    musts: tuple[str, ...] = ()


CASES = (
    Case(
        "Wij zijn een gemeente van 12.000 inwoners en willen samen met drie buurgemeenten een geteste "
        "toepassing voor slimme afvalophaling samen aankopen en uitrollen. Welke steun bestaat daarvoor?",
        fits=("Raamcontracten en aankoopcentrales", "City of Things 2025"),
        musts=("wie mag afnemen verschilt per bestek", "of er nog ingediend kan worden, is niet bekend"),
    ),
    Case(
        "Ons bedrijf wil subsidie voor een slim project. Komen wij in aanmerking voor City of Things 2023?",
        unfit=("EFRO City of Things 2023",),
        musts=("ondernemingen enkel onderaannemer", "is gesloten"),
    ),
    Case(
        "Een universiteit wil samen met kmo's kennis over sensoren verspreiden. Welk kanaal past daarbij?",
        fits=("COOCK+",),
        musts=("verplichte vooraanmelding", "of er nu een oproep loopt, is niet bekend"),
    ),
    Case(
        "Kan een gemeente zelf COOCK aanvragen?",
        unfit=("COOCK+",),
        musts=("een lokaal bestuur kan dit niet zelf aanvragen",),
    ),
    Case(
        "Wij willen als gemeente iets laten ontwikkelen dat nog niet bestaat. Bestaat daar steun voor?",
        fits=("Programma Innovatieve Overheidsopdrachten",),
        musts=("enkel voor geselecteerde projecten", "is niet bekend"),
    ),
    Case(
        "Onze stad wil met een Nederlandse gemeente een project over de grens. Welke steun past bij ons?",
        unfit=("Interreg Vlaanderen-Nederland",),
        musts=("minstens één Vlaamse en één Nederlandse partner", "hoogstens 50 %"),
    ),
    Case(
        "Wij zijn een kleine gemeente met 9.000 inwoners en willen met Europees geld een vernieuwende aanpak "
        "uittesten. Welk programma past bij ons?",
        unfit=("European Urban Initiative",),
        musts=("minstens 25.000 inwoners",),
    ),
    Case(
        "Onze gemeente wil inwoners helpen die niet mee zijn met computers en internet. Is er subsidie?",
        unfit=("Iedereen Digitaal",),
        musts=("is gesloten", "internettoegang thuis"),
    ),
    Case(
        "Wij willen gratis wifi op het dorpsplein. Bestaat daar nog een subsidie voor?",
        unfit=("WiFi4EU",),
        musts=("is afgelopen", "minstens drie jaar internet"),
    ),
    Case(
        "We willen met onze gemeente de raadsbesluiten als open data publiceren. Wie kan ons helpen?",
        fits=("LBLOD",),
        musts=("gevalideerde notuleersoftware",),
    ),
    Case(
        "Onze leveranciers gebruiken andere begrippen en de gegevens raken niet uitgewisseld. Bestaat er een "
        "standaard die wij kunnen volgen?",
        fits=("OSLO",),
    ),
    Case(
        "Een provincie wil steun voor een investering in digitalisering met Europees geld. Welk fonds past?",
        fits=("EFRO Vlaanderen 2021-2027",),
        musts=("hoogstens 40 % van de kosten",),
    ),
    Case(
        "Onze gemeente zoekt geld om de digitale dienstverlening aan het loket te vernieuwen. Welke subsidie "
        "bestaat daarvoor?",
        unfit=("Gemeente zonder Gemeentehuis",),
        musts=("is gesloten", "met minstens één ander lokaal bestuur"),
    ),
    Case(
        "Wij zijn een intercommunale. Kunnen wij City of Things 2025 aanvragen?",
        musts=(
            "indiener is een stad, een gemeente of de Vlaamse Gemeenschapscommissie",
            "een intercommunale",
        ),
    ),
    Case(
        "Kan onze gemeente alleen indienen voor EFRO City of Things 2023?",
        unfit=("EFRO City of Things 2023",),
        musts=("minstens twee lokale besturen", "is gesloten"),
    ),
    Case(
        "Wij zijn een start-up met een oplossing voor slimme straatverlichting. Wie kan ons uitleggen welke "
        "steun wij kunnen krijgen?",
        fits=("Team Bedrijfstrajecten",),
    ),
    Case(
        "We willen de waterkwaliteit in onze gemeente meten met sensoren. Bestaat er een programma dat past?",
        fits=("Internet of Water",),
        musts=("subsidie voor gemeenten is niet gevonden",),
    ),
    Case(
        "Onze stad wil subsidie voor slimme verkeerslichten. Bij wie kunnen we terecht?",
        fits=("Mobilidata",),
        musts=("of het programma nog loopt, is niet bekend",),
    ),
    Case(
        "Wij zijn een stad en zoeken steun voor natuur en klimaat met Europees geld. Welk programma past?",
        fits=("LIFE",),
        musts=("of er nu een oproep loopt, is niet bekend",),
    ),
    Case(
        "Onze gemeente wil leren van wat andere steden al deden met open data. Waar kunnen we terecht?",
        fits=("Smart Flanders",),
        musts=("subsidie aan individuele gemeenten is niet gevonden",),
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.question[:50])
def test_a_need_gets_what_fits_what_does_not_and_the_condition(case: Case, shelves: Shelves) -> None:
    answer = shelves.ask(Request(question=case.question))
    told = [f"{s.frame} {s.text}" for s in answer.statements if s.frame and s.frame.startswith(LABELS)]
    against = [told_of for told_of in told if told_of.startswith(("Past niet", "Gesloten"))]
    fitting = [told_of for told_of in told if told_of not in against]
    said = " ".join(statement.text for statement in answer.statements)
    assert not case.fits or any(name in told_of for name in case.fits for told_of in fitting), told
    assert [name for name in case.unfit if any(name in told_of for told_of in fitting)] == []
    assert [name for name in case.unfit if not any(name in told_of for told_of in against)] == []
    assert len(told) <= MOST
    assert len(said.split()) <= MOST_WORDS
    assert [must for must in case.musts if must not in said] == []
    assert _says_unchecked(answer)


def _says_unchecked(answer: Answer) -> bool:
    """Whether an answer that cites sheets says that nobody checked them."""
    cites_a_sheet = any(c.source.is_sheet for s in answer.statements for c in s.citations)
    return not cites_a_sheet or any("nagekeken door de SRO" in notice for notice in answer.notices)


def test_with_a_filter_on_the_documents_only_their_own_words_are_told(shelves: Shelves) -> None:
    question = "Wij willen iets laten ontwikkelen dat nog niet bestaat. Welk programma past bij ons?"
    answer = shelves.ask(Request(question=question, filters=Filters(documents=DOCUMENTS)))
    assert answer.status is Status.ANSWERED
    assert "Programma Innovatieve Overheidsopdrachten" in answer.statements[0].text
    assert {c.source.id for s in answer.statements for c in s.citations} <= DOCUMENTS
    assert all(statement.verbatim for statement in answer.statements)


def test_a_series_without_a_year_is_told_of_the_latest_with_its_date(shelves: Shelves) -> None:
    answer = shelves.ask(Request(question="Kan een gemeente City of Things aanvragen?"))
    assert {c.source.id for s in answer.statements for c in s.citations} == {"fiche-cot_2025"}
    assert any(
        "verschillen per jaar" in n and "over 2025" in n and "25 april 2025" in n for n in answer.notices
    )


def test_what_the_latest_call_leaves_open_is_told_of_the_last_that_says_it_with_a_warning(
    shelves: Shelves,
) -> None:
    answer = shelves.ask(Request(question="Hoeveel geld was er voor de oproep van City of Things?"))
    said = [statement.text for statement in answer.statements]
    assert [text for text in said if "4 miljoen van EFRO en 4 miljoen van VLAIO" in text]
    assert [text for text in said if text.startswith("EFRO City of Things 2023 is gesloten")]
    assert answer.status is Status.PARTIAL
    assert any("staat ook EFRO City of Things 2023 in dit antwoord" in notice for notice in answer.notices)
    assert any("‘City of Things 2025’ zegt niet om welke bedragen" in lack for lack in answer.missing)


def test_a_question_that_seeks_nothing_is_left_to_the_sources(shelves: Shelves, assistant: Assistant) -> None:
    request = Request(question="Wie zit er in de Smart Region Board?", filters=Filters(documents=DOCUMENTS))
    assert shelves.ask(request).statements == assistant.ask(request).statements


def test_abbreviations_that_an_answer_does_not_write_out_are_explained(shelves: Shelves) -> None:
    answer = shelves.ask(Request(question="Wie zit er in de Smart Region Board?"))
    said = " ".join(statement.text for statement in answer.statements)
    assert answer.abbreviations
    assert all(term.term in said and term.meaning not in said for term in answer.abbreviations)


def test_nothing_is_said_to_be_open_without_a_last_day(shelves: Shelves) -> None:
    matches = shelves.guide.programmes().match(Situation(), shelves.guide.today()).matches
    statuses = [j for m in matches for j in m.criteria if j.criterion is Criterion.STATUS]
    assert len(statuses) == len(matches) > 0
    assert [
        m.sheet.id for m in matches if "status: open" in m.criteria[-1].reason and not m.sheet.open_until
    ] == []
    assert all("Kijk na bij" in judged.reason and judged.evidence for judged in statuses)


def test_every_verdict_that_decides_rests_on_a_fact_with_a_source(shelves: Shelves) -> None:
    matcher, today = shelves.guide.programmes(), shelves.guide.today()
    decided = [
        (match.sheet, judged)
        for case in CASES
        for match in matcher.match(Situation(need=case.question), today).matches
        for judged in match.criteria
        if judged.verdict is not Verdict.UNKNOWN
    ]
    assert decided
    for sheet, judged in decided:
        assert judged.evidence
        assert all(sheet.sources_of(fact) for fact in judged.evidence)


def test_everything_in_the_guide_stands_in_its_source(assistant: Assistant) -> None:
    book, sheets = read_guidebook(CORPUS), read_sheets(CORPUS)
    assert unproven(book, sheets, assistant.documents()) == ()
    assert len(book.steps) == STEPS
    assert book.events[0].day.startswith("2017")
    assert {step.question.endswith("?") for step in book.steps} == {True}


def test_the_full_name_of_every_abbreviation_stands_in_its_source() -> None:
    sheets = {sheet.id: sheet for sheet in read_sheets(CORPUS)}
    lacking = []
    for term in read_guidebook(CORPUS).terms:
        said = "".join(
            " ".join(
                (
                    sheets[p.sheet_id].name,
                    *sheets[p.sheet_id].aliases,
                    *(f.text for f in sheets[p.sheet_id].facts),
                )
            )
            if isinstance(p, SheetProof)
            else p.quote
            for p in term.proofs
        )
        if term.kind is TermKind.ABBREVIATION and term.meaning.casefold() not in said.casefold():
            lacking.append(term.term)
    assert lacking == []


def test_the_command_prints_what_fits_with_its_evidence(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SRO_HOME", str(settings.home))
    need = "iets laten ontwikkelen dat nog niet op de markt bestaat"
    told = ["programma", need, "--organisatie", "gemeente", "--bedrag", "2.000.000"]
    assert main(told) == 0
    short = capsys.readouterr().out
    assert main([*told, "--volledig"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith(
        "## Past\n\n**Programma Innovatieve Overheidsopdrachten (PIO)**\n- nood: voldoet."
    )
    assert "- bedrag: voldoet niet. Hoogste steun per project: 1.000.000 euro." in printed
    assert "niet nagekeken door de Smart Region Office" in printed
    assert "onbekend. Dat hangt af" not in short
    assert "- bedrag: voldoet niet. Hoogste steun per project: 1.000.000 euro." in short
    assert "Laatst gekende status: " in short
    assert len(short) < len(printed)


@pytest.mark.parametrize(
    "question",
    [
        "Wij zijn een dorp en willen iets doen tegen zwerfvuil met sensoren. Wie helpt ons?",
        "Een stad zoekt centen voor een slim project",
        "subsidie slimme mobiliteit stad",
    ],
)
def test_a_need_is_recognised_without_a_known_turn_of_phrase(question: str, shelves: Shelves) -> None:
    answer = shelves.ask(Request(question=question))
    assert answer.statements[0].frame is not None
    assert answer.statements[0].frame.startswith(("Past", "Gesloten"))


def test_a_company_that_asks_for_money_of_a_programme_reads_first_that_it_cannot(shelves: Shelves) -> None:
    answer = shelves.ask(Request(question="Onze firma maakt sensoren. Krijgen wij steun van City of Things?"))
    assert {c.source.id for s in answer.statements for c in s.citations} == {"fiche-cot_2025"}
    assert answer.statements[0].frame == "Past niet, City of Things 2025 (niet voor: onderneming):"
    assert any("ondernemingen staan niet in die lijst" in s.text for s in answer.statements)


def test_whether_a_programme_runs_is_told_with_the_date_and_where_to_check(shelves: Shelves) -> None:
    answer = shelves.ask(Request(question="Is Smart Flanders nog lopend?"))
    assert [s.frame for s in answer.statements] == [
        (
            "Laatst gekende status: onbekend (juni 2023). Kijk na bij ABB, team Stedenbeleid: "
            "https://www.vlaanderen.be/stedenbeleid/smart-flanders/financiering"
        )
    ]
    assert "of het programma nog loopt, is niet bekend" in answer.statements[0].text


@dataclass(frozen=True)
class Particular:
    """What is asked of one programme, and what of its sheet must be said."""

    question: str
    musts: tuple[str, ...]
    status: Status = Status.ANSWERED


PARTICULARS = (
    Particular("Tot wanneer kon je indienen voor City of Things 2022?", ("tot 1 juni 2022", "is gesloten")),
    Particular("Hoeveel subsidie geeft COOCK+ per project?", ("hoogstens 1 miljoen euro per project",)),
    Particular("Wie kan PIO aanvragen?", ("elke Vlaamse publieke organisatie", "enkel voor geselecteerde")),
    Particular(
        "Aan welke voorwaarden moet een project van City of Things 2025 voldoen?",
        ("dubbele steun is uitgesloten", "indiener is een stad", "is niet bekend"),
    ),
    Particular("Is er nog geld voor City of Things?", ("of er nog ingediend kan worden, is niet bekend",)),
    Particular("When is the deadline for DS4SSCC?", ("ronde 4 sloot op 31 mei 2026", "is gesloten")),
    Particular(
        "Wat is het verschil tussen City of Things 2022 en 2023?",
        ("10,9 miljoen euro", "8 miljoen euro", "minstens twee lokale besturen"),
    ),
    Particular("Wie kon deelnemen aan City of Things 2021?", ("is gesloten",)),
    Particular("Moeten wij meebetalen bij COOCK+?", ("altijd minstens 50 %",)),
    Particular(
        "Moet een project van City of Things cofinanciering hebben?",
        ("de eigen inbreng was minstens 40 %", "EFRO City of Things 2023 is gesloten"),
        Status.PARTIAL,
    ),
    Particular(
        "Wat is het budget van Lokaal Digitaal?",
        ("Lokaal Digitaal",),
    ),
)


@pytest.mark.parametrize("asked", PARTICULARS, ids=lambda asked: asked.question[:50])
def test_what_is_asked_of_one_programme_is_told_from_its_sheet_with_its_status(
    asked: Particular, shelves: Shelves
) -> None:
    answer = shelves.ask(Request(question=asked.question))
    said = " ".join(statement.text for statement in answer.statements)
    assert [must for must in asked.musts if must not in said] == []
    assert answer.status is asked.status


@pytest.mark.parametrize(
    "question", ["Is er nu een oproep open?", "Welke subsidies staan nu open voor gemeenten?"]
)
def test_of_all_calls_the_last_known_status_is_told_and_that_none_is_known_to_be_open(
    question: str, shelves: Shelves
) -> None:
    answer = shelves.ask(Request(question=question))
    frames = [statement.frame for statement in answer.statements if statement.frame]
    assert frames == [
        "De bronnen zeggen van geen enkele oproep dat ze nu open is. Niet bekend of het nog loopt:",
        "Gesloten:",
    ]
    said = " ".join(statement.text for statement in answer.statements)
    assert all(name in said for name in ("City of Things 2025", "EFRO", "PIO", "DS4SSCC", "Interreg"))
    assert all("kijk na bij" in missing and "https://" in missing for missing in answer.missing)


def test_who_describes_a_case_reads_whether_what_it_names_fits_and_what_else_there_is(
    shelves: Shelves,
) -> None:
    answer = shelves.ask(
        Request(
            question="Wij zijn twee gemeenten met samen 30.000 inwoners en willen sensoren voor parkeren "
            "aankopen en uitrollen. Komt EFRO City of Things 2023 in aanmerking?"
        )
    )
    frames = [statement.frame or "" for statement in answer.statements]
    assert frames[0].startswith(
        "Past niet, EFRO City of Things 2023 (samenwerken is nodig: minstens 2 partijen"
    )
    assert any(frame.startswith(("Past, City of Things 2025", "Past misschien, City")) for frame in frames)
    assert any("Niet gevonden over" in missing for missing in answer.missing)


def test_where_nothing_can_fit_who_asks_is_sent_on(shelves: Shelves) -> None:
    question = (
        "Wij zijn een vzw en willen geld voor laptops. Kunnen wij subsidie krijgen van City of Things 2025?"
    )
    answer = shelves.ask(Request(question=question))
    frames = [statement.frame for statement in answer.statements if statement.frame]
    assert frames[0].startswith("Past niet, City of Things 2025 (niet voor: vereniging")
    assert "Wie u verder helpt, Smart Region Office (SRO):" in frames


def test_one_topic_of_a_programme_is_told_alone(shelves: Shelves) -> None:
    answer = shelves.ask(
        Request(question="Hoe en wanneer wordt de steun van City of Things 2022 uitbetaald?")
    )
    assert "drie schijven" in answer.statements[0].text
    assert all("10,9 miljoen" not in statement.text for statement in answer.statements)


def test_what_the_sheet_of_a_programme_lacks_is_told_as_missing(shelves: Shelves) -> None:
    answer = shelves.ask(Request(question="Hoeveel subsidie krijg je via City of Things 2025?"))
    assert answer.status is Status.PARTIAL
    assert any("zegt niet om welke bedragen het gaat" in missing for missing in answer.missing)
