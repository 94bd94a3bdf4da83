"""What holds no longer of the last whole build, and what came after it."""

from pathlib import Path

import pytest

from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.overlay import OVERLAY_FILE, Overlay


def test_a_unit_that_is_changed_twice_is_stale_once_and_fresh_once() -> None:
    once = Overlay(3).changed(["a:1"], ["a:1", "a:2"])
    assert once == Overlay(3, frozenset({"a:1"}), ("a:1", "a:2"))
    assert once.changed(["a:1", "a:2"], ["a:1"]) == Overlay(3, frozenset({"a:1"}), ("a:1",))


def test_a_unit_that_goes_and_comes_back_stands_beside_the_last_whole_build() -> None:
    gone = Overlay(3).changed(["a:1"], [])
    assert (gone.count, gone.changed([], ["a:1"]).count) == (2, 3)
    assert gone.changed([], ["a:1"]) == Overlay(3, frozenset({"a:1"}), ("a:1",))


def test_an_overlay_is_read_as_it_was_written_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    overlay = Overlay(9, frozenset({"a:1"}), ("a:2/1",))
    overlay.save(tmp_path)
    assert Overlay.load(tmp_path) == overlay
    (tmp_path / OVERLAY_FILE).write_text("{}")
    with pytest.raises(IndexDamagedError, match="sro index"):
        Overlay.load(tmp_path)
