"""What the list of files with their hashes refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.seal import check_manifest, write_manifest


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """A folder of two files and their list."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "one").write_bytes(b"one")
    (tmp_path / "two").write_bytes(bytes(100))
    write_manifest(tmp_path)
    return tmp_path


def test_a_folder_as_it_was_built_is_accepted(sealed: Path) -> None:
    check_manifest(sealed)


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (lambda folder: (folder / "two").write_bytes(bytes(99) + b"1"), "beschadigd: two "),
        (lambda folder: (folder / "two").write_bytes(bytes(99)), "beschadigd: two "),
        (lambda folder: (folder / "deep" / "one").unlink(), "beschadigd: deep/one "),
        (lambda folder: (folder / "three").touch(), "beschadigd: three "),
        (lambda folder: (folder / "MANIFEST.json").unlink(), "niet volledig"),
        (lambda folder: (folder / "MANIFEST.json").write_text("{"), "niet volledig"),
        (lambda folder: (folder / "MANIFEST.json").write_text('{"files": 3}'), "niet volledig"),
        (lambda folder: (folder / "MANIFEST.json").write_text('{"files": {"two": 3}}'), "beschadigd: deep"),
    ],
)
def test_any_other_folder_is_refused_with_its_files_and_the_mend(
    sealed: Path, damage: Callable[[Path], object], named: str
) -> None:
    damage(sealed)
    with pytest.raises(IndexDamagedError, match=f"{named}.*sro index"):
        check_manifest(sealed)


def test_many_damaged_files_are_counted(tmp_path: Path) -> None:
    write_manifest(tmp_path)
    for number in range(8):
        (tmp_path / f"extra-{number}").touch()
    with pytest.raises(IndexDamagedError, match=r"extra-4 en nog 3 \(in"):
        check_manifest(tmp_path)
