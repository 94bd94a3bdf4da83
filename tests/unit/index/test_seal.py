"""What the list of files with their hashes refuses."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.seal import Fact, check_manifest, read_manifest, write_manifest


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


def spoilt(path: Path) -> None:
    """Other bytes in the same file, with its time put back: what only reading it through shows."""
    before = path.stat()
    path.write_bytes(bytes(99) + b"1")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_a_file_with_its_marks_is_trusted_where_that_is_asked_and_read_through_where_not(
    sealed: Path,
) -> None:
    spoilt(sealed / "two")
    check_manifest(sealed, by_marks=True)
    with pytest.raises(IndexDamagedError, match="beschadigd: two "):
        check_manifest(sealed)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(bytes(99) + b"1"),
        lambda path: path.write_bytes(bytes(99)),
        lambda path: os.truncate(path, 50),
        lambda path: (
            path.with_name("other").write_bytes(bytes(99) + b"1") and path.with_name("other").replace(path)
        ),
        lambda path: path.unlink(),
        lambda path: path.with_name("three").touch(),
    ],
)
def test_what_is_written_after_sealing_is_seen_by_its_marks_however_soon(
    sealed: Path, damage: Callable[[Path], object]
) -> None:
    damage(sealed / "two")
    with pytest.raises(IndexDamagedError, match="beschadigd: "):
        check_manifest(sealed, by_marks=True)


def test_a_sealed_file_bears_a_time_that_no_later_writing_gives(sealed: Path) -> None:
    fact = read_manifest(sealed)["two"]
    assert fact is not None
    assert fact.modified < time.time_ns() - 5_000_000_000


def test_a_copy_of_a_sealed_folder_bears_no_marks_and_is_read_through(sealed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(sealed, copy, ignore=shutil.ignore_patterns("copy"))
    check_manifest(copy, by_marks=True)
    spoilt(copy / "two")
    with pytest.raises(IndexDamagedError, match="beschadigd: two "):
        check_manifest(copy, by_marks=True)


def test_sealing_reads_no_file_that_bears_known_marks_and_every_other_one(sealed: Path) -> None:
    known = {name: fact for name, fact in read_manifest(sealed).items() if fact}
    pretended = {name: Fact(f.size, "f" * 64, f.inode, f.modified) for name, f in known.items()}
    (sealed / "deep" / "one").write_bytes(b"eno")
    write_manifest(sealed, pretended)
    found = {name: fact.sha256 for name, fact in read_manifest(sealed).items() if fact}
    assert found["two"] == "f" * 64
    assert found["deep/one"] not in (known["deep/one"].sha256, "f" * 64)
