"""The manifest against the files that are there."""

import hashlib
from pathlib import Path

import pytest

from sro_assistant.domain import SourceFile, Validity
from sro_assistant.errors import CorpusError
from sro_assistant.ingest.manifest import ProblemKind, read_manifest

TEXT = "Een zin.\n"
FIELDS = {
    "id": "nota",
    "path": "nota.txt",
    "title": "De nota",
    "publisher": "Office",
    "kind": "nota",
    "validity": "current",
    "validity_reason": "Dat staat erin.",
    "licence": "vrij",
    "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
}


def write(folder: Path, *entries: dict[str, str], **changes: str | None) -> Path:
    """A corpus with one good file, its entry changed; a change to None takes a field out."""
    (folder / "nota.txt").write_text(TEXT, "utf-8")
    first = {k: v for k, v in {**FIELDS, **changes}.items() if v is not None}
    blocks = ["[[source]]\n" + "".join(f"{k} = '{v}'\n" for k, v in e.items()) for e in (first, *entries)]
    (folder / "manifest.toml").write_text("\n".join(blocks), "utf-8")
    return folder


def test_a_good_entry_becomes_a_source_with_its_bytes(tmp_path: Path) -> None:
    manifest = read_manifest(write(tmp_path, published="2020-07-17", url="https://example.org"))
    assert manifest.problems == ()
    assert manifest.sources == (
        SourceFile(
            id="nota",
            path="nota.txt",
            title="De nota",
            publisher="Office",
            url="https://example.org",
            published="2020-07-17",
            kind="nota",
            validity=Validity.CURRENT,
            validity_reason="Dat staat erin.",
            licence="vrij",
            sha256=FIELDS["sha256"],
        ),
    )
    assert [file.data for file in manifest.files] == [TEXT.encode()]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("title", None, "title ontbreekt"),
        ("title", " ", "title is leeg"),
        ("validity", "nieuw", "validity is 'nieuw'"),
        ("published", "17 juli 2020", "published is '17 juli 2020'"),
        ("published", "2020-13", "published is '2020-13'"),
        ("id", "De Nota", "het id 'De Nota'"),
        ("path", "../geheim.txt", "binnen de map corpus"),
        ("path", "/etc/passwd", "binnen de map corpus"),
        ("sha256", "abc", "sha256 moet"),
        ("uitgever", "Office", "het veld uitgever bestaat niet"),
    ],
)
def test_a_bad_field_is_named_with_the_mend(tmp_path: Path, field: str, value: str | None, says: str) -> None:
    manifest = read_manifest(write(tmp_path, **{field: value}))
    problem = manifest.problems[0]
    assert problem.kind is ProblemKind.FIELD
    assert says in problem.message
    assert "erbeter" in problem.message or "Vul" in problem.message or "Kijk" in problem.message
    assert problem.path in problem.message
    assert manifest.files == ()


def test_a_copy_of_what_the_manifest_does_not_name_serves_and_is_told(tmp_path: Path) -> None:
    manifest = read_manifest(write(tmp_path, copy_of="niets"))
    assert [source.copy_of for source in manifest.sources] == ["niets"]
    (problem,) = manifest.problems
    assert (problem.kind, problem.path) == (ProblemKind.LOST_COPY, "nota.txt")
    assert problem.message == (
        "nota.txt: copy_of noemt 'niets', maar die staat niet in manifest.toml. "
        "Verbeter dit, of haal copy_of weg."
    )


def test_two_entries_with_one_id_leave_the_first(tmp_path: Path) -> None:
    manifest = read_manifest(write(tmp_path, FIELDS))
    assert [source.id for source in manifest.sources] == ["nota"]
    assert [problem.kind for problem in manifest.problems] == [ProblemKind.FIELD]
    assert "twee keer" in manifest.problems[0].message


def test_a_file_that_differs_does_not_serve_and_its_new_checksum_is_told(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "nota.txt").write_text("Iets anders.", "utf-8")
    manifest = read_manifest(tmp_path)
    assert manifest.files == ()
    (problem,) = manifest.problems
    assert (problem.kind, problem.path) == (ProblemKind.CHECKSUM, "nota.txt")
    assert hashlib.sha256(b"Iets anders.").hexdigest() in problem.message


def test_an_entry_without_a_file_is_told_and_the_rest_serves(tmp_path: Path) -> None:
    write(tmp_path, {**FIELDS, "id": "weg", "path": "weg.txt"})
    manifest = read_manifest(tmp_path)
    assert [source.id for source in manifest.sources] == ["nota"]
    assert [(p.kind, p.path) for p in manifest.problems] == [(ProblemKind.NO_FILE, "weg.txt")]


def test_an_unreadable_file_is_told(tmp_path: Path) -> None:
    write(tmp_path, {**FIELDS, "id": "map", "path": "map.txt"})
    (tmp_path / "map.txt").mkdir()
    assert [p.kind for p in read_manifest(tmp_path).problems] == [ProblemKind.UNREADABLE]


def test_files_without_an_entry_are_told_and_our_own_are_not(tmp_path: Path) -> None:
    write(tmp_path)
    for name in (
        "los.md",
        "foto.png",
        "README.md",
        ".verborgen",
        "fiches/vloca.yaml",
        "answers/a.txt",
        "sub/x.txt",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    assert [(p.kind, p.path) for p in read_manifest(tmp_path).problems] == [
        (ProblemKind.UNKNOWN_SUFFIX, "foto.png"),
        (ProblemKind.NO_ENTRY, "los.md"),
        (ProblemKind.NO_ENTRY, "sub/x.txt"),
    ]


def test_an_entry_of_a_kind_that_nobody_reads_is_told(tmp_path: Path) -> None:
    manifest = read_manifest(write(tmp_path, {**FIELDS, "id": "beeld", "path": "beeld.png"}))
    assert [p.kind for p in manifest.problems] == [ProblemKind.UNKNOWN_SUFFIX]


def test_a_link_out_of_the_corpus_is_refused(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write(corpus, {**FIELDS, "id": "link", "path": "link.txt"})
    (tmp_path / "buiten.txt").write_text(TEXT, "utf-8")
    (corpus / "link.txt").symlink_to(tmp_path / "buiten.txt")
    manifest = read_manifest(corpus)
    assert [(p.path, "buiten de map" in p.message) for p in manifest.problems] == [("link.txt", True)]


@pytest.mark.parametrize("content", ["[[source]\n", "source = 'x'", "source = ['x']"])
def test_a_broken_manifest_is_an_error(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.toml").write_text(content, "utf-8")
    with pytest.raises(CorpusError, match=r"manifest\.toml"):
        read_manifest(tmp_path)


def test_a_missing_manifest_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="bestaat niet"):
        read_manifest(tmp_path)
