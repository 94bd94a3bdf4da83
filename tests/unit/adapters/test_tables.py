"""Spreadsheets as rows of text."""

import io

import pytest
from openpyxl import Workbook

from sro_assistant.adapters.tables import read_sheets
from sro_assistant.errors import InputError


def test_every_sheet_that_a_reader_sees_comes_as_text() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (["id", "vraag"], [1, "Wat?"], [None, "Wie?"]):
        sheet.append(row)
    workbook.create_sheet("namiddag").append(["Hoe?"])
    hidden = workbook.create_sheet("verborgen")
    hidden.append(["niet deze"])
    hidden.sheet_state = "hidden"
    data = io.BytesIO()
    workbook.save(data)
    assert read_sheets(data.getvalue()) == (
        ("Sheet", (("id", "vraag"), ("1", "Wat?"), ("", "Wie?"))),
        ("namiddag", (("Hoe?",),)),
    )


@pytest.mark.parametrize("data", [b"", b"vraag;antwoord", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_spreadsheet_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match="geen leesbaar Excel-bestand"):
        read_sheets(data)
