"""Files that people hand over or take away."""

import json
import stat
from pathlib import Path

import pytest

from sro_assistant.desk.files import MAX_FILE_BYTES, read_bounded, write_whole
from sro_assistant.errors import InputError


def test_a_file_is_written_whole_over_an_older_one(tmp_path: Path) -> None:
    path = tmp_path / "uit.json"
    path.write_text("oud")
    write_whole(path, json.dumps({"a": 1}).encode())
    assert path.read_text() == '{"a": 1}'
    assert [found.name for found in tmp_path.iterdir()] == ["uit.json"]


def test_a_place_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "uit.md").mkdir()
    with pytest.raises(InputError, match="niet schrijven"):
        write_whole(tmp_path / "uit.md", b"x")
    assert [found.name for found in tmp_path.iterdir()] == ["uit.md"]
    with pytest.raises(InputError, match="niet schrijven"):
        write_whole(tmp_path / "geen" / "uit.md", b"x")


def test_a_new_file_gets_the_rights_that_any_new_file_would(tmp_path: Path) -> None:
    other = tmp_path / "ander"
    other.touch()
    write_whole(tmp_path / "uit", b"x")
    assert stat.S_IMODE((tmp_path / "uit").stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


def test_a_file_beyond_the_limit_is_refused_by_the_name_that_its_reader_knows(tmp_path: Path) -> None:
    path = tmp_path / "upload-1"
    path.touch()
    with path.open("r+b") as file:
        file.truncate(MAX_FILE_BYTES + 1)
    with pytest.raises(InputError, match=r"nota\.pdf is te groot\. Splits het in .* 25 MB"):
        read_bounded(path, "nota.pdf")
