"""The whole stage, over a small corpus."""

import hashlib
from pathlib import Path

from sro_assistant.errors import ParseError
from sro_assistant.ingest.load import differences_of, load_corpus
from sro_assistant.ingest.manifest import ProblemKind
from sro_assistant.ports import RawLine


class Lines:
    """A parser of text that refuses what begins with a zero byte."""

    suffixes = frozenset({".txt", ".html"})

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        if data.startswith(b"\x00"):
            raise ParseError("dit is geen tekst. Sla het opnieuw op.")
        return tuple(RawLine(line) for line in data.decode().split("\n"))


def corpus(folder: Path, **files: bytes) -> Path:
    blocks = []
    for name, data in files.items():
        path = name.replace("__", ".")
        (folder / path).write_bytes(data)
        fields = {
            "id": name.split("__")[0],
            "path": path,
            "title": name,
            "publisher": "Office",
            "kind": "nota",
            "validity": "unknown",
            "validity_reason": "test",
            "licence": "test",
            "sha256": hashlib.sha256(data).hexdigest(),
        }
        blocks.append("[[source]]\n" + "".join(f'{k} = "{v}"\n' for k, v in fields.items()))
    (folder / "manifest.toml").write_text("\n".join(blocks), "utf-8")
    return folder


def test_good_files_serve_and_the_others_become_problems(tmp_path: Path) -> None:
    loaded = load_corpus(
        corpus(tmp_path, goed__txt=b"Een zin.", kapot__txt=b"\x00", leeg__html=b"\n3\n", vreemd__pdf=b"%PDF"),
        [Lines()],
    )
    assert [(d.source.id, d.text, d.copies) for d in loaded.documents] == [("goed", "Een zin.", ("goed",))]
    assert [p.id for p in loaded.passages] == ["goed:0001"]
    assert [(p.kind, p.path) for p in loaded.problems] == [
        (ProblemKind.NOT_PARSED, "kapot.txt"),
        (ProblemKind.EMPTY, "leeg.html"),
        (ProblemKind.UNKNOWN_SUFFIX, "vreemd.pdf"),
    ]
    assert loaded.problems[0].message == "kapot.txt: dit is geen tekst. Sla het opnieuw op."


def test_progress_names_each_file_as_it_is_read(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    folder = corpus(tmp_path, a__txt=b"Een zin.", b__txt=b"Iets anders.")
    load_corpus(folder, [Lines()], lambda what, done, total: told.append((what, done, total)))
    assert told == [("a.txt lezen", 0, 2), ("b.txt lezen", 1, 2)]


def test_a_copy_serves_under_the_id_of_an_original_that_broke(tmp_path: Path) -> None:
    folder = corpus(tmp_path, nota__txt=b"\x00", kopie__txt=b"Een zin.")
    manifest = folder / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8") + 'copy_of = "nota"\n', "utf-8")
    loaded = load_corpus(folder, [Lines()])
    assert [(d.source.id, d.copies) for d in loaded.documents] == [("nota", ("nota", "kopie"))]
    assert [p.id for p in loaded.passages] == ["nota:0001"]
    assert [(p.kind, p.path) for p in loaded.problems] == [(ProblemKind.NOT_PARSED, "nota.txt")]


def test_a_copy_of_what_the_manifest_does_not_name_is_a_document_of_its_own(tmp_path: Path) -> None:
    folder = corpus(tmp_path, kopie__txt=b"Een zin.")
    manifest = folder / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8") + 'copy_of = "tikfout"\n', "utf-8")
    loaded = load_corpus(folder, [Lines()])
    assert [(d.source.id, d.copies) for d in loaded.documents] == [("kopie", ("kopie",))]


def test_the_differences_of_a_document_name_the_copy_and_the_words(tmp_path: Path) -> None:
    text = b"De regio zet data in om de uitdagingen van steden samen aan te pakken met datakluizen."
    loaded = load_corpus(
        corpus(tmp_path, fout__txt=text.replace(b"datakluizen", b"datakluisen"), goed__txt=text), [Lines()]
    )
    (variants,) = loaded.variants
    assert [(d.copy_id, d.served, d.other) for d in differences_of(variants)] == [
        ("fout", "datakluizen", "datakluisen")
    ]
