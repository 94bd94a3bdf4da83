from dataclasses import replace
from datetime import date

import pytest

from sro_assistant.domain import Fact, PageSource, Part, Sheet, SheetKind, SheetStatus
from sro_assistant.guide.sheets import Sheets, Unchecked

TODAY = date(2026, 11, 21)
PAGE = PageSource(id="b1", address="https://example.org", title="P", stated="2023", official=True)


def sheet(name: str, called: str) -> Sheet:
    """A closed call of 2023."""
    facts = (Fact(part=Part.SUMMARY, text=f"{called} steunt besturen. Het is een oproep.", sources=("b1",)),)
    return Sheet(
        id=name,
        name=called,
        kind=SheetKind.FUNDING,
        status=SheetStatus.CLOSED,
        stated="2023",
        facts=facts,
        gathered=TODAY,
        check_with="het agentschap",
        check_address="https://example.org",
        sources=(PAGE,),
    )


def call(name: str, called: str, year: str) -> Sheet:
    """A call of the series."""
    return replace(sheet(name, called), series="Slimme Oproep", year=year)


SHEETS = Sheets.of(
    [
        call("oproep", "Slimme Oproep (oproepen 2018-2020)", "2018-2020"),
        call("oproep_2022", "Slimme Oproep 2022", "2022"),
        call("oproep_2023", "Fonds Slimme Oproep 2023", "2023"),
        replace(sheet("fonds", "Fonds Vlaanderen 2021-2027"), aliases=("FV",)),
        sheet("bouwplan", "BOUW (Vlaams Bouwplan)"),
    ]
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Loopt de slimme oproep nog?", ["oproep_2023", "oproep_2022", "oproep"]),
        ("Wat was de Slimme Oproep 2022?", ["oproep_2022"]),
        ("hoeveel gaf de slimme oproep in 2019", ["oproep"]),
        ("Slimme oproep van 2031?", ["oproep_2023", "oproep_2022", "oproep"]),
        ("Wat gaf het Fonds Slimme Oproep 2023?", ["oproep_2023"]),
        ("de Fonds-ronde van Slimme Oproep", ["oproep_2023"]),
        ("wat is fonds vlaanderen", ["fonds"]),
        ("Wat doet FV?", ["fonds"]),
        ("het Vlaams bouwplan", ["bouwplan"]),
        ("BOUW?", ["bouwplan"]),
        ("Wat is een bouwplan?", []),
        ("", []),
    ],
)
def test_a_text_names_the_sheets_of_the_longest_name_in_it(text: str, named: list[str]) -> None:
    assert [found.id for found in SHEETS.named_in(text)] == named


def test_a_text_names_several_sheets_the_longest_name_first() -> None:
    named = SHEETS.all_named_in("Kan Slimme Oproep 2022 samen met FV?")
    assert [[found.id for found in group] for group in named] == [["oproep_2022"], ["fonds"]]
    assert SHEETS.all_named_in("niets daarvan") == ()


def test_a_text_loses_the_names_in_it() -> None:
    assert SHEETS.without_names("Past Slimme Oproep 2022 bij FV?").split() == ["Past", "bij", "?"]


def test_a_quote_leads_to_the_fact_behind_it() -> None:
    found = SHEETS.behind("fiche-oproep_2022", "Het is een oproep.")
    assert found is not None
    assert (found[0].id, found[1].sources) == ("oproep_2022", ("b1",))
    assert SHEETS.behind("fiche-oproep_2022", "Iets anders.") is None
    assert SHEETS.behind("strategienota", "Het is een oproep.") is None


def test_the_sheet_to_check_first_says_open_and_is_over_then_knows_least() -> None:
    over = replace(sheet("over", "Over"), status=SheetStatus.OPEN, open_until=date(2026, 11, 20))
    dated = replace(sheet("dated", "Dated"), status=SheetStatus.UNKNOWN, stated="2022-07-18")
    undated = replace(
        sheet("undated", "Undated"), status=SheetStatus.UNKNOWN, stated="onbekend", not_found=("prijs",)
    )
    closed = replace(sheet("closed", "Closed"), not_found=("a", "b", "c", "d"))
    assert Sheets.of([closed, dated, undated, over]).to_check(TODAY) == (
        Unchecked(sheet=over, asks=0, since=date(2023, 1, 1)),
        Unchecked(sheet=undated, asks=3, since=None),
        Unchecked(sheet=dated, asks=1, since=date(2022, 7, 18)),
        Unchecked(sheet=closed, asks=4, since=date(2023, 1, 1)),
    )
