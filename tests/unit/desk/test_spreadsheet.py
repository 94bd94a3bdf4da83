"""Tables for a spreadsheet."""

import pytest

from sro_assistant.desk.spreadsheet import spreadsheet_csv


def test_a_table_has_semicolons_and_a_mark_that_tells_excel_that_it_is_utf_8() -> None:
    assert spreadsheet_csv(("vraag", "antwoord"), [("Eén?", "ja; of nee")]) == (
        b'\xef\xbb\xbfvraag;antwoord\r\nE\xc3\xa9n?;"ja; of nee"\r\n'
    )


@pytest.mark.parametrize("cell", ["=1+1", "+32", "-5", "@som", " =1", "\u00a0=1", "\uff1d1", "\n=1"])
def test_no_cell_can_be_read_as_a_formula(cell: str) -> None:
    assert spreadsheet_csv((), [(cell,)]).decode("utf-8-sig").lstrip("\r\n").lstrip('"').startswith("'")


def test_half_a_character_does_not_stop_a_table() -> None:
    assert spreadsheet_csv(("a",), [("\ud800",)]).decode("utf-8-sig") == "a\r\n?\r\n"
