"""Names, pointers and cleaning, on folders of one file."""

import os
from pathlib import Path

import pytest

from sro_assistant.index.posix import FolderLock
from sro_assistant.index.seal import write_manifest
from sro_assistant.index.storage import clean, current_generation, generations, pointer_state, publish, spares


def publish_one(index_dir: Path) -> str:
    folder = index_dir / "tmp-1-0"
    folder.mkdir()
    (folder / "data").write_text("as built")
    write_manifest(folder)
    return publish(folder, index_dir)


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """An index of three generations, none of them cleaned."""
    for _ in range(3):
        publish_one(tmp_path)
    return tmp_path


def test_cleaning_keeps_the_current_generation_and_the_one_before(three: Path) -> None:
    clean(three)
    assert sorted(place.name for place in three.iterdir()) == ["CURRENT", "gen-000002", "gen-000003"]


def test_cleaning_leaves_what_a_reader_holds(three: Path) -> None:
    reader = FolderLock.shared(three / "gen-000001")
    clean(three)
    assert generations(three) == ("gen-000001", "gen-000002", "gen-000003")
    assert reader is not None
    reader.release()
    clean(three)
    assert generations(three) == ("gen-000002", "gen-000003")


def test_cleaning_keeps_an_older_whole_generation_rather_than_a_damaged_one(three: Path) -> None:
    (three / "gen-000002" / "data").write_text("as found")
    clean(three)
    assert generations(three) == ("gen-000001", "gen-000003")


def test_cleaning_removes_what_killed_builds_left(three: Path) -> None:
    (three / "tmp-99-0" / "chroma").mkdir(parents=True)
    (three / ".CURRENT-99").write_text("gen-0000")
    clean(three)
    assert sorted(place.name for place in three.iterdir()) == ["CURRENT", "gen-000002", "gen-000003"]


def test_the_one_before_stands_in_first_and_one_never_pointed_to_last(three: Path) -> None:
    (three / "CURRENT").write_text("gen-000002\n")
    assert spares(three, current_generation(three)) == ("gen-000001", "gen-000003")
    assert spares(three, None) == ("gen-000003", "gen-000002", "gen-000001")


def test_the_state_of_the_pointer_changes_with_every_flip_also_to_the_same_name(three: Path) -> None:
    before = pointer_state(three)
    assert pointer_state(three) == before
    fresh = three / ".CURRENT-1"
    fresh.write_text("gen-000003\n")
    os.utime(fresh, ns=(1, 1))
    fresh.replace(three / "CURRENT")
    assert pointer_state(three) != before
    assert pointer_state(three / "none") == ""
