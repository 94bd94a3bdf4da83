"""What makes two fingerprints differ."""

from dataclasses import replace
from pathlib import Path

import pytest
from samples import source_file

from sro_assistant.domain import SourceFile, Validity
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.fingerprint import LIBRARIES, PACKAGE, SHAPING_CODE, Fingerprint, code_hash

SOURCE = source_file()


def test_the_same_input_has_the_same_fingerprint() -> None:
    assert Fingerprint.of([SOURCE], "model") == Fingerprint.of([SOURCE], "model")


@pytest.mark.parametrize(
    "changed",
    [
        replace(SOURCE, sha256="1" * 64),
        replace(SOURCE, title="Andere titel"),
        replace(SOURCE, validity=Validity.HISTORICAL),
        replace(SOURCE, id="andere"),
    ],
)
def test_a_changed_file_or_manifest_entry_changes_the_fingerprint(changed: SourceFile) -> None:
    assert Fingerprint.of([changed], "model") != Fingerprint.of([SOURCE], "model")


def test_another_model_or_one_more_source_changes_the_fingerprint() -> None:
    one = Fingerprint.of([SOURCE], "model")
    assert Fingerprint.of([SOURCE], "ander model") != one
    assert Fingerprint.of([SOURCE, replace(SOURCE, id="tweede")], "model") != one


def test_every_library_that_shapes_the_index_is_named_with_its_version() -> None:
    assert set(Fingerprint.of([], "model").libraries) == set(LIBRARIES)


def test_every_place_of_shaping_code_is_there() -> None:
    assert [name for name in SHAPING_CODE if not (PACKAGE / name).exists()] == []


def test_a_changed_moved_or_added_module_changes_the_code_hash(tmp_path: Path) -> None:
    def hash_of(name: str, modules: dict[str, str]) -> str:
        root = tmp_path / name
        for path, text in modules.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        return code_hash(root, ("dutch", "domain.py"))

    same = {"dutch/a.py": "a = 1", "domain.py": "b = 2", "serve/c.py": "c = 3"}
    hashes = [
        hash_of("one", same),
        hash_of("two", same | {"serve/c.py": "other"}),
        hash_of("three", same | {"dutch/a.py": "a = 2"}),
        hash_of("four", same | {"dutch/b.py": ""}),
        hash_of("five", {"dutch/b.py": "a = 1", "domain.py": "b = 2"}),
    ]
    assert hashes[0] == hashes[1]
    assert len(set(hashes)) == 4


def test_a_fingerprint_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    fingerprint = Fingerprint.of([SOURCE], "model")
    fingerprint.save(tmp_path / "fingerprint.json")
    assert Fingerprint.load(tmp_path / "fingerprint.json") == fingerprint


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"code": "x"}'])
def test_a_damaged_fingerprint_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "fingerprint.json").write_text(content)
    with pytest.raises(IndexDamagedError, match="sro index"):
        Fingerprint.load(tmp_path / "fingerprint.json")
