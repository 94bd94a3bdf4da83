"""Spreadsheets as rows of text."""

import io

import pytest
from openpyxl import Workbook

from sro_assistant.adapters.tables import read_rows
from sro_assistant.errors import InputError


def test_the_first_sheet_comes_as_text() -> None:
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    for row in (["id", "vraag"], [1, "Wat?"], [None, "Wie?"]):
        sheet.append(row)
    workbook.create_sheet("tweede").append(["niet deze"])
    data = io.BytesIO()
    workbook.save(data)
    assert read_rows(data.getvalue()) == (("id", "vraag"), ("1", "Wat?"), ("", "Wie?"))


@pytest.mark.parametrize("data", [b"", b"vraag;antwoord", b"PK\x03\x04" + b"\0" * 50])
def test_what_is_no_spreadsheet_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match="geen leesbaar Excel-bestand"):
        read_rows(data)
