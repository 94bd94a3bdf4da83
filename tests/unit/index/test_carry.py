"""What the next generation takes over, and that it never shares a file with the one before it."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.carry import check_taken_over, take_over
from sro_assistant.index.seal import Fact, check_manifest, write_manifest
from sro_assistant.index.storage import clean, publish

PLACES = ("chroma", "vectors.npy")
FILES = {"chroma/deep/one": "one", "vectors.npy": "vectors", "texts.sqlite": "texts"}


def first(index_dir: Path, files: Mapping[str, str] = FILES) -> Path:
    folder = index_dir / "tmp-1-0"
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
    write_manifest(folder)
    return index_dir / publish(folder, index_dir)


def following(base: Path) -> tuple[Path, Mapping[str, Fact]]:
    """The generation after a base, published and with the rest cleaned away, and its links."""
    folder = base.parent / "tmp-1-0"
    folder.mkdir()
    linked = take_over(base, folder, PLACES)
    (folder / "texts.sqlite").write_text(f"texts after {base.name}")
    write_manifest(folder, linked)
    check_taken_over(base, folder, PLACES)
    name = publish(folder, base.parent)
    clean(base.parent)
    return base.parent / name, linked


def inodes(folder: Path) -> set[int]:
    return {place.stat().st_ino for place in folder.rglob("*") if place.is_file()}


def test_generations_take_turns_so_that_neighbours_never_share_a_file(tmp_path: Path) -> None:
    one = first(tmp_path)
    of_one = inodes(one)
    two, linked = following(one)
    assert linked == {}
    of_two = inodes(two)
    three, linked = following(two)
    assert set(linked) == {"chroma/deep/one", "vectors.npy"}
    four, _ = following(three)
    five, _ = following(four)
    assert (inodes(three) & of_one, inodes(four) & of_two) != (set(), set())
    assert inodes(four).isdisjoint(inodes(five))
    assert inodes(three) == set()  # cleaned, and its files live on
    for place in (four, five):
        check_manifest(place)
        assert (place / "vectors.npy").read_text() == "vectors"


def test_a_file_that_was_written_in_is_copied_from_the_base_and_not_linked(tmp_path: Path) -> None:
    one = first(tmp_path)
    two, _ = following(one)
    (one / "vectors.npy").write_text("VECTORS")
    three, linked = following(two)
    assert set(linked) == {"chroma/deep/one"}
    assert (three / "vectors.npy").read_text() == "vectors"
    check_manifest(three)


def test_nothing_is_linked_where_a_later_generation_may_stand_in(tmp_path: Path) -> None:
    one = first(tmp_path)
    two, _ = following(one)
    never_pointed_to = first(tmp_path)
    (tmp_path / "CURRENT").write_text(f"{two.name}\n")
    _, linked = following(two)
    assert linked == {}
    assert never_pointed_to.name == "gen-000003"


def test_a_disk_without_links_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_source: Path, _target: Path) -> None:
        raise OSError("no links here")

    two, _ = following(first(tmp_path))
    monkeypatch.setattr(os, "link", refused)
    three, linked = following(two)
    assert linked == {}
    check_manifest(three)


def test_a_copy_that_went_wrong_is_refused(tmp_path: Path) -> None:
    one, folder = first(tmp_path), tmp_path / "tmp-1-0"
    folder.mkdir()
    take_over(one, folder, PLACES)
    (folder / "chroma" / "deep" / "one").write_text("two")
    write_manifest(folder)
    with pytest.raises(IndexDamagedError, match="overgenomen"):
        check_taken_over(one, folder, PLACES)
