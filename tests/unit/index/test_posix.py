"""Locks on folders, and what Windows is told."""

import fcntl
import runpy
import sys
from pathlib import Path

import pytest

from sro_assistant.errors import SroError
from sro_assistant.index import posix
from sro_assistant.index.posix import FolderLock, flush


def test_many_share_a_folder_and_nobody_has_it_alone_meanwhile(tmp_path: Path) -> None:
    first, second = FolderLock.shared(tmp_path), FolderLock.shared(tmp_path)
    assert first is not None
    assert second is not None
    assert FolderLock.exclusive(tmp_path) is None
    first.release()
    assert FolderLock.exclusive(tmp_path) is None
    second.release()
    alone = FolderLock.exclusive(tmp_path)
    assert alone is not None
    assert FolderLock.shared(tmp_path) is None
    alone.release()
    alone.release()


def test_a_folder_that_is_not_there_or_is_a_file_has_no_lock(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert FolderLock.shared(tmp_path / "none") is None
    assert FolderLock.shared(tmp_path / "file") is None


def test_a_folder_that_was_renamed_while_it_was_being_locked_has_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "gen"
    folder.mkdir()
    real = fcntl.flock

    def renamed_first(descriptor: int, kind: int) -> None:
        folder.rename(tmp_path / "gone")
        real(descriptor, kind)

    monkeypatch.setattr(fcntl, "flock", renamed_first)
    assert FolderLock.shared(folder) is None


def test_a_file_system_without_locks_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_descriptor: int, _kind: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unknown)
    assert FolderLock.shared(tmp_path) is not None
    assert FolderLock.exclusive(tmp_path) is None


def test_macos_is_asked_to_empty_the_cache_of_its_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", lambda _descriptor, what: asked.append(what))
    with (tmp_path / "file").open("w") as file:
        flush(file.fileno())
    assert asked == [51]


def test_windows_is_refused_with_one_sentence_that_says_where_it_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)
    with pytest.raises(SroError, match=r"werkt op Linux en macOS, niet rechtstreeks op Windows\. .*WSL"):
        runpy.run_path(str(posix.__file__))
