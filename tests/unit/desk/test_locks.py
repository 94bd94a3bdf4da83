"""Locks that hold between processes; a second descriptor is as good as a second process."""

import os
from pathlib import Path

import pytest

from sro_assistant.desk.locks import locked, try_lock
from sro_assistant.errors import InputError


def test_a_lock_is_held_until_its_descriptor_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "index" / ".corpus.lock"
    first = try_lock(path)
    assert first is not None
    assert try_lock(path) is None
    os.close(first)
    again = try_lock(path)
    assert again is not None
    os.close(again)


def test_who_comes_second_is_told_what_goes_on_and_what_to_do(tmp_path: Path) -> None:
    path, busy = tmp_path / ".lock", "Iemand anders past de bronnen nu aan."
    with locked(path, busy), pytest.raises(InputError) as told, locked(path, busy):
        pass
    assert str(told.value) == f"{busy} Wacht tot dat klaar is en probeer het opnieuw."


def test_work_that_fails_gives_its_lock_back(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="stuk"), locked(tmp_path / ".lock", "Bezig."):
        raise ValueError("stuk")
    with locked(tmp_path / ".lock", "Bezig."):
        pass
