from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml

from sro_assistant.domain import (
    SHEET_KIND,
    AmountKind,
    AmountRule,
    ApplicantRule,
    CooperationRule,
    DeadlineRule,
    Document,
    Fact,
    Need,
    Organisation,
    PageSource,
    Part,
    Passage,
    Phase,
    PhaseRule,
    QuoteSource,
    ShareKind,
    ShareRule,
    SheetQuestion,
    SheetStatus,
    Validity,
)
from sro_assistant.errors import CorpusError, ParseError
from sro_assistant.ingest.sheets.corpus import read_sheet_file, unproven
from sro_assistant.ingest.sheets.parser import SheetParser
from sro_assistant.ingest.sheets.read import read_sheet
from sro_assistant.ingest.shelves import read_sheet_anchors, read_sheet_manifest

DocumentOf = Callable[[str], tuple[Document, Passage]]
Form = dict[str, object]

PAGE: Form = {
    "id": "b1",
    "adres": "https://steun.example.org/oproep",
    "titel": "De oproep",
    "datum": "2023-02-23 (uit de titel)",
    "officieel": True,
}
QUOTE: Form = {"id": "c1", "document": "nota", "citaat": "De raad beslist."}


def form(**changes: object) -> Form:
    """A whole sheet with its least fields; a change to None leaves a field out."""
    fields: Form = {
        "id": "steun_2023",
        "naam": "Steun 2023",
        "soort": "financiering",
        "kort": [{"tekst": "Steun 2023 betaalt pilots.", "bron": ["b1"]}],
        "status": {
            "waarde": "gesloten",
            "datum": "2023-06-30",
            "tekst": "Steun 2023 is gesloten.",
            "bron": ["b1"],
        },
        "verzameld": date(2026, 11, 21),
        "nakijken": {"bij": "het agentschap", "adres": "https://steun.example.org"},
        "bronnen": [PAGE],
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not None}


def written(fields: Form) -> bytes:
    return yaml.safe_dump(fields, allow_unicode=True).encode()


def fact(**fields: object) -> list[Form]:
    return [{"tekst": "Steun 2023: twee besturen werken samen.", "bron": ["b1"], **fields}]


def status(value: str, **fields: object) -> Form:
    text = f"Steun 2023 is {value}."
    return {"waarde": value, "datum": "2026-11-01", "tekst": text, "bron": ["b1"], **fields}


def test_a_sheet_is_read_with_its_conditions_and_their_evidence() -> None:
    sheet = read_sheet(
        written(
            form(
                voorwaarden=fact(
                    let_op=True,
                    aanvrager={"mag": ["gemeente"], "partner": ["kennisinstelling"], "niet": ["onderneming"]},
                    samenwerking={"nodig": "vereist", "partijen": 2, "inwoners": 50000},
                    aandeel=[{"soort": "steun_hoogstens", "procent": 60}],
                    bedrag=[{"soort": "hoogste_steun", "euro": 1000000, "jaar": "2023"}],
                    uiterlijk=date(2023, 6, 30),
                    fasen={"steunt": ["uitrol"]},
                ),
                bronnen=[PAGE, QUOTE],
                tegenspraak=[{"tekst": "De nota zegt iets anders.", "bron": ["c1"]}],
                vragen=[{"tekst": "Wie mag?", "stijl": "plain", "bij": "voorwaarden.1"}],
            )
        )
    )
    (condition,) = sheet.facts_of(Part.CONDITIONS)
    assert sheet.rules == tuple(
        (rule, condition)
        for rule in (
            ApplicantRule(
                allowed=frozenset({Organisation.MUNICIPALITY}),
                partner_only=frozenset({Organisation.KNOWLEDGE_INSTITUTION}),
                excluded=frozenset({Organisation.COMPANY}),
            ),
            CooperationRule(need=Need.REQUIRED, least_parties=2, least_inhabitants=50000),
            ShareRule(kind=ShareKind.MOST_SUPPORT, percent=60),
            AmountRule(kind=AmountKind.MOST_PER_PROJECT, euros=1_000_000, year="2023"),
            DeadlineRule(day=date(2023, 6, 30)),
            PhaseRule(supported=frozenset({Phase.ROLLOUT})),
        )
    )
    page = PageSource(
        id="b1",
        address="https://steun.example.org/oproep",
        title="De oproep",
        stated="2023-02-23 (uit de titel)",
        official=True,
    )
    assert sheet.sources == (page, QuoteSource(id="c1", document_id="nota", quote="De raad beslist."))
    assert sheet.sources_of(condition) == (page,)
    assert sheet.warnings == (condition,)
    assert sheet.questions == (SheetQuestion(text="Wie mag?", style="plain", part=Part.CONDITIONS),)
    assert (sheet.published, sheet.stated_on) == ("2023-02-23", date(2023, 6, 30))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"naam": None}, "naam ontbreekt"),
        ({"prijs": "1 euro"}, "prijs bestaat niet"),
        ({"soort": "subsidie"}, "soort heeft een waarde die niet kan"),
        ({"kort": [{"tekst": "Zonder punt", "bron": ["b1"]}]}, "kort.0.tekst"),
        ({"kort": [{"tekst": "Zonder bron.", "bron": []}]}, "kort.0.bron is leeg"),
        ({"kort": [{"tekst": "Andere bron.", "bron": ["b1", "b2"]}]}, "bron b2 staat niet bij bronnen"),
        ({"bronnen": [PAGE, {**PAGE, "id": "b2"}]}, "geen enkel feit noemt bron b2"),
        ({"bronnen": [PAGE, PAGE]}, "bron b1 staat er twee keer"),
        ({"bronnen": [{"id": "b1", "adres": "https://steun.example.org"}]}, "bron b1 moet ofwel"),
        ({"bronnen": [{**PAGE, "adres": "steun.example.org"}]}, "bronnen.0.adres"),
        ({"bronnen": [{**PAGE, "adres": "https://iemand@steun.example.org"}]}, "bronnen.0.adres"),
        ({"bronnen": [{**PAGE, "datum": "vorig jaar"}]}, "bronnen.0.datum"),
        ({"nakijken": {"bij": "ons", "adres": "http://steun.example.org"}}, "nakijken.adres"),
        ({"vragen": [{"tekst": "Wie?", "stijl": "plain", "bij": "kort.2"}]}, "dat feit is er niet"),
        ({"vragen": [{"tekst": "Wie?", "stijl": "plain", "bij": "deel"}]}, "dat deel bestaat niet"),
        ({"status": status("in gebruik")}, "‘in gebruik’ is er niet voor een financiering"),
        ({"status": status("open")}, "kan alleen met een open_tot"),
        ({"status": status("open", open_tot=date(2026, 11, 21))}, "kan alleen met een open_tot"),
        ({"status": status("gesloten", open_tot=date(2027, 1, 1))}, "open_tot past niet"),
        ({"status": {**status("open", open_tot=date(2027, 1, 1)), "bron": []}}, "status.bron is leeg"),
    ],
)
def test_a_sheet_with_a_fault_is_refused_with_the_reason(changes: Form, complaint: str) -> None:
    with pytest.raises(ParseError) as caught:
        read_sheet(written(form(**changes)))
    assert complaint in str(caught.value)


def test_what_is_open_is_so_until_its_last_day() -> None:
    sheet = read_sheet(written(form(status=status("open", open_tot=date(2027, 1, 1)))))
    assert sheet.status_on(date(2027, 1, 1)) is SheetStatus.OPEN
    assert sheet.status_on(date(2027, 1, 2)) is SheetStatus.CLOSED


@pytest.mark.parametrize("data", [b"id: [", b"\xff", b"- een\n- lijst\n", b""])
def test_a_file_that_is_no_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        read_sheet(data)


def test_the_text_of_a_sheet_says_everything_and_that_nobody_checked_it() -> None:
    fields = form(
        voorwaarden=[*fact(), {"tekst": "Steun 2023: één aanvraag per bestuur.", "bron": ["b1"]}],
        niet_gevonden=["het budget", "de jury"],
    )
    assert "\n".join(line.text for line in SheetParser().parse(written(fields))) == (
        "# Steun 2023\n\nSteun 2023 betaalt pilots.\n\n"
        "## Voorwaarden\n\nDit zijn de voorwaarden van Steun 2023 die gevonden zijn:\n\n"
        "- Steun 2023: twee besturen werken samen.\n- Steun 2023: één aanvraag per bestuur.\n\n"
        "## Status\n\nSteun 2023 is gesloten.\n\nOver Steun 2023 is niet gevonden: het budget; de jury.\n\n"
        "## Bronnen van deze fiche\n\nDe fiche over Steun 2023 steunt op deze openbare pagina's:\n\n"
        "- De oproep (23 februari 2023 (uit de titel); officiële pagina): https://steun.example.org/oproep\n\n"
        "De fiche over Steun 2023 is verzameld op 21 november 2026. Ze is niet live gecontroleerd en niet "
        "nagekeken door de Smart Region Office. Kijk na hoe het nu staat bij het agentschap: "
        "https://steun.example.org"
    )


@pytest.mark.parametrize("quote", ["De raad beslist niet.", "raad beslist. Het team voert niet uit"])
def test_a_quote_that_does_not_stand_in_its_document_is_unproven(document_of: DocumentOf, quote: str) -> None:
    document, _ = document_of("De raad beslist. Het team voert uit.")
    bad = {**QUOTE, "id": "c2", "citaat": quote}
    elsewhere = {**QUOTE, "id": "c3", "document": "andere"}
    facts = [{"tekst": "De raad beslist volgens de nota.", "bron": ["b1", "c1", "c2", "c3"]}]
    sheet = read_sheet(written(form(kort=facts, bronnen=[PAGE, QUOTE, bad, elsewhere])))
    assert [found.id for found in unproven(sheet, [document])] == ["c2", "c3"]


def in_corpus(corpus: Path, name: str, fields: Form) -> Path:
    path = corpus / "fiches" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(written(fields))
    return path


def test_a_sheet_is_a_source_without_an_entry_in_the_manifest(tmp_path: Path) -> None:
    in_corpus(tmp_path, "steun_2023.yaml", form())
    manifest = read_sheet_manifest(tmp_path)
    (source,) = manifest.sources
    assert manifest.problems == ()
    assert (source.id, source.kind, source.published) == ("fiche-steun_2023", SHEET_KIND, "2023-02-23")
    assert (source.validity, source.url) == (Validity.HISTORICAL, "https://steun.example.org")
    assert source.is_sheet
    assert "niet nagekeken door de SRO" in source.publisher


def test_a_sheet_on_quotes_alone_is_no_document(tmp_path: Path) -> None:
    facts = [{"tekst": "De raad beslist volgens de nota.", "bron": ["c1"]}]
    fields = form(kort=facts, status={**status("onbekend"), "bron": ["c1"]}, bronnen=[QUOTE])
    in_corpus(tmp_path, "steun_2023.yaml", fields)
    assert read_sheet_manifest(tmp_path).files == ()


@pytest.mark.parametrize(("name", "fields"), [("ander.yaml", form()), ("steun_2023.yaml", form(naam=None))])
def test_a_sheet_that_cannot_serve_is_a_problem_that_names_its_file(
    tmp_path: Path, name: str, fields: Form
) -> None:
    path = in_corpus(tmp_path, name, fields)
    (problem,) = read_sheet_manifest(tmp_path).problems
    assert problem.path == f"fiches/{name}"
    assert problem.message.startswith(f"fiches/{name}: ")
    with pytest.raises(CorpusError):
        read_sheet_file(path)


def test_a_question_hangs_on_the_first_sentence_of_its_fact(tmp_path: Path) -> None:
    facts = [*fact(), {"tekst": "Steun 2023: wacht niet. Dien in.", "bron": ["b1"]}]
    questions = [
        {"tekst": "Wat is Steun 2023?", "stijl": "plain"},
        {"tekst": "Mag ik wachten?", "stijl": "vlaams", "bij": "voorwaarden.2"},
    ]
    in_corpus(tmp_path, "steun_2023.yaml", form(voorwaarden=facts, vragen=questions))
    anchors = read_sheet_anchors(tmp_path)
    assert [(a.document_id, a.quote, a.questions) for a in anchors] == [
        ("fiche-steun_2023", "Steun 2023 betaalt pilots.", (("Wat is Steun 2023?", "plain"),)),
        ("fiche-steun_2023", "Steun 2023: wacht niet.", (("Mag ik wachten?", "vlaams"),)),
    ]


def test_a_wide_kind_of_organisation_includes_the_narrow_ones() -> None:
    assert Organisation.LOCAL_AUTHORITY.includes(Organisation.CENTRE_CITY)
    assert not Organisation.CENTRE_CITY.includes(Organisation.MUNICIPALITY)
    assert not Organisation.MUNICIPALITY.includes(Organisation.INTERMUNICIPAL)


def test_a_fact_without_a_condition_has_no_rules() -> None:
    (only,) = read_sheet(written(form())).facts_of(Part.SUMMARY)
    assert only == Fact(part=Part.SUMMARY, text="Steun 2023 betaalt pilots.", sources=("b1",))
