"""Files of questions: what is read from each kind."""

from pathlib import Path

import pytest

from sro_assistant.desk.batch import BatchLine, Rows, read_batch
from sro_assistant.desk.files import decoded
from sro_assistant.errors import InputError


def lines_of(folder: Path, name: str, data: str | bytes) -> tuple[BatchLine, ...]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_batch(path, {".xlsx": sheets_in})


def sheets_in(data: bytes) -> list[Rows]:
    """A stand-in for a workbook: a sheet a line, its rows of cells between semicolons."""
    return [[row.split("|") for row in line.split(";")] for line in data.decode().split("\n")]


def asked(line_id: str | int | None, question: str) -> BatchLine:
    return BatchLine(id=line_id, request={"question": question})


def test_a_json_line_is_a_request_with_any_id(tmp_path: Path) -> None:
    written = '\ufeff{"id": {"a": [1]}, "question": "Wat?", "mode": "auto"}\r\n\n{"question": "Wie?"}'
    assert lines_of(tmp_path, "v.jsonl", written) == (
        BatchLine(id={"a": [1]}, request={"question": "Wat?", "mode": "auto"}),
        asked(None, "Wie?"),
    )


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[" * 100_000,
        b'{"id": NaN}',
        b'{"id": 1e999}',
        b'{"id": "\xff"}',
        b"9" * 5000,
        b"[1]",
        b'"Wat?"',
    ],
)
def test_a_bad_json_line_does_not_stop_the_others(tmp_path: Path, bad: bytes) -> None:
    first, second, third = lines_of(
        tmp_path, "v.jsonl", b'{"id": 1, "question": "Wat?"}\n' + bad + b'\n{"id": 3, "question": "Wie?"}'
    )
    assert (first, third) == (asked(1, "Wat?"), asked(3, "Wie?"))
    assert second.error is not None
    assert second.request is None


@pytest.mark.parametrize(
    "table",
    [
        "vraag\nWat, en waarom?\nWie?\n",
        "Id;Vraag;Wie vroeg het\n1;Wat, en waarom?;An\n2;Wie?;Bo\n",
        '\ufeffid,question\n1,"Wat, en waarom?"\n2,Wie?\n',
        "Wat, en waarom?\nWie?\n",
        "Wat, en waarom?;An\n\nWie?;Bo\n;;\n",
    ],
)
def test_questions_come_from_the_column_that_names_them_or_the_first(tmp_path: Path, table: str) -> None:
    found = lines_of(tmp_path, "v.csv", table)
    assert [line.question for line in found] == ["Wat, en waarom?", "Wie?"]
    assert [str(line.id) for line in found] == ["1", "2"]


def test_a_text_file_holds_a_question_a_line_in_utf8_or_as_old_windows_wrote_it(tmp_path: Path) -> None:
    expected = (asked(1, "Hoe coördineert de SRO?"), asked(3, "Wie?"))
    text = "  Hoe coördineert de SRO?\n\nWie?\n"
    assert lines_of(tmp_path, "a.txt", text) == expected
    assert lines_of(tmp_path, "b.txt", text.encode("cp1252")) == expected


def test_an_office_file_is_read_by_its_reader(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "v.XLSX", "Wat?|An") == (asked(1, "Wat?"),)


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("v.pdf", "Wat?", "dit soort bestand kan niet"),
        ("v.txt", " \n\n", "er staan geen vragen in"),
        ("v.csv", "", "er staan geen vragen in"),
        ("v.csv", "vraag\n", "er staan geen vragen in"),
        ("v.jsonl", "\n", "er staan geen vragen in"),
    ],
)
def test_a_file_without_questions_says_so(tmp_path: Path, name: str, data: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        lines_of(tmp_path, name, data)


def test_a_file_that_is_not_there_or_is_a_folder_says_so(tmp_path: Path) -> None:
    (tmp_path / "map.txt").mkdir()
    for name in ("weg.txt", "map.txt"):
        with pytest.raises(InputError, match="niet lezen"):
            read_batch(tmp_path / name, {})


def test_the_questions_of_every_sheet_are_asked(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "v.xlsx", "vraag|naam;Wat?|Jan\nnaam|vraag;An|Wie?;Bo|Hoe?") == (
        asked(1, "Wat?"),
        asked(2, "Wie?"),
        asked(3, "Hoe?"),
    )


def test_a_sheet_without_questions_is_left_out_beside_one_that_names_them(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "v.xlsx", "Uitleg bij dit bestand\nvraag;Wat?") == (asked(1, "Wat?"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_text_is_read_in_each_encoding_that_office_programs_write(encoding: str) -> None:
    assert decoded("één regio".encode(encoding)) == "één regio"


@pytest.mark.parametrize("data", [b"MZ\x90\x00\x03", "één".encode("utf-16-le")])
def test_what_is_no_text_says_so(data: bytes) -> None:
    with pytest.raises(InputError, match="geen tekst"):
        decoded(data)
