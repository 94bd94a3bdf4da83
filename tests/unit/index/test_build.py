"""Building, checking and switching, with stores that are files of their own."""

import errno
import itertools
import json
import threading
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from samples import source_file

from sro_assistant.domain import Document, Passage, Section, Span, document_id_of
from sro_assistant.errors import CorpusError, IndexDamagedError, IndexMissingError
from sro_assistant.index.build import BuildReport, Material, build_index, is_current
from sro_assistant.index.disk import IndexWriteError
from sro_assistant.index.fingerprint import Fingerprint
from sro_assistant.index.generation import Stores, open_generation
from sro_assistant.index.seal import check_manifest
from sro_assistant.index.storage import current_generation, generations, writing
from sro_assistant.ports import Vectors


class FakeVectors:
    """Writes its folder when it closes, also one that was only read: as Chroma does when it opens."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.path = folder / "rows.json"
        self.rows: dict[str, list[float]] = json.loads(self.path.read_text()) if self.path.exists() else {}

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        self.rows |= dict(zip(ids, vectors.tolist(), strict=True))

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        scored = [(name, float(np.dot(row, vector))) for name, row in self.rows.items()]
        return sorted(scored, key=lambda pair: -pair[1])[:limit]

    def count(self) -> int:
        return len(self.rows)

    def close(self) -> None:
        self.path.write_text(json.dumps(self.rows))


class ForgetfulVectors(FakeVectors):
    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        super().add(ids[:-1], vectors[:-1])


class MuddledVectors(FakeVectors):
    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        super().add(ids, vectors[::-1])


class GraphVectors(FakeVectors):
    """Does not find what stands in `hidden`, as a large graph of near vectors misses some."""

    hidden: frozenset[str] = frozenset()

    def nearest(self, vector: Vectors, limit: int) -> Sequence[tuple[str, float]]:
        found = super().nearest(vector, len(self.rows))
        return [pair for pair in found if pair[0] not in self.hidden][:limit]


class FakeKeywords:
    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.path = folder / "rows.json"
        self.rows: dict[str, dict[str, str]] = json.loads(self.path.read_text()) if self.path.exists() else {}

    def add(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        self.rows |= {name: dict(fields) for name, fields in rows}

    def search(
        self, field: str, terms: Mapping[str, float], limit: int, within: Collection[str] | None = None
    ) -> Sequence[tuple[str, float]]:
        scores = {
            name: sum(weight for term, weight in terms.items() if term in fields[field].split())
            for name, fields in self.rows.items()
            if within is None or document_id_of(name) in within
        }
        return sorted(((n, s) for n, s in scores.items() if s), key=lambda pair: -pair[1])[:limit]

    def document_frequency(self, field: str, term: str) -> int:
        return sum(term in fields[field].split() for fields in self.rows.values())

    def terms(self, passage_id: str) -> frozenset[str]:
        fields = self.rows.get(passage_id, {})
        return frozenset(term for field in ("body", "heading") for term in fields.get(field, "").split())

    def count(self) -> int:
        return len(self.rows)

    def close(self) -> None:
        if not self.path.is_symlink():
            self.path.write_text(json.dumps(self.rows))


class BlankKeywords(FakeKeywords):
    def add(self, rows: Iterable[tuple[str, Mapping[str, str]]]) -> None:
        super().add([(name, dict.fromkeys(fields, "")) for name, fields in rows])


class FakeTexts:
    """Keeps documents by folder in memory: the domain's own objects come back."""

    kept: dict[str, list[tuple[Document, tuple[Passage, ...]]]] = {}  # noqa: RUF012 - shared on purpose

    def __init__(self, path: Path) -> None:
        if not path.exists():
            path.write_text(str(len(self.kept)))
        self.rows = self.kept.setdefault(path.read_text(), [])

    def add(self, document: Document, passages: Sequence[Passage]) -> None:
        self.rows.append((document, tuple(passages)))

    def documents(self) -> Sequence[Document]:
        return [document for document, _ in self.rows]

    def document(self, document_id: str) -> Document | None:
        return next((d for d in self.documents() if d.source.id == document_id), None)

    def passage(self, passage_id: str) -> Passage | None:
        return next((p for _, passages in self.rows for p in passages if p.id == passage_id), None)

    def passages(self, document_id: str) -> Sequence[Passage]:
        return next(passages for document, passages in self.rows if document.source.id == document_id)

    def close(self) -> None:
        pass


class LetterEncoder:
    """The letters of a text, counted: a unit vector per text."""

    name = "letters"
    dimensions = 26

    def encode(self, texts: Sequence[str]) -> Vectors:
        counts = np.array(
            [[text.lower().count(chr(97 + n)) for n in range(26)] for text in texts], dtype=np.float32
        )
        return np.asarray(counts / np.linalg.norm(counts, axis=1, keepdims=True), dtype=np.float32)


STORES = Stores(
    create_vectors=FakeVectors,
    open_vectors=FakeVectors,
    create_keywords=FakeKeywords,
    open_keywords=FakeKeywords,
    create_texts=FakeTexts,
    open_texts=FakeTexts,
)
TEXTS = ("De Board stuurt de werking.", "Zes centrumsteden plaatsen straatlampen.")


def silent(_step: str, _done: int, _total: int) -> None:
    """No progress shown."""


def material(version: str = "1", texts: Sequence[str] = TEXTS) -> Material:
    source = source_file(sha256=version)
    text = "\n".join(texts)
    places = [text.index(part) for part in texts]
    spans = tuple(Span(at, at + len(part)) for at, part in zip(places, texts, strict=True))
    document = Document(
        source=source,
        text=text,
        sections=(Section(heading="", level=1, span=Span(0, len(text)), path=()),),
        lists=(),
        sentences=spans,
    )
    passages = tuple(
        Passage(
            id=f"nota:{n}",
            document_id="nota",
            start=span.start,
            end=span.end,
            headings=(),
            page=None,
            text=document.slice(span),
        )
        for n, span in enumerate(spans)
    )
    return Material(
        documents=(document,),
        passages={"nota": passages},
        fingerprint=Fingerprint(
            sources={"nota": version}, wordings="", code="c", model="letters", libraries={}
        ),
    )


def build(index_dir: Path, version: str = "1", stores: Stores = STORES) -> BuildReport:
    return build_index(index_dir, material(version), LetterEncoder(), stores, silent)


def test_the_first_build_makes_a_generation_and_points_to_it(tmp_path: Path) -> None:
    report = build(tmp_path / "index")
    assert replace(report, seconds=0) == BuildReport(
        generation="gen-000001", documents=1, passages=2, seconds=0, built=True
    )
    assert (tmp_path / "index" / "CURRENT").read_text() == "gen-000001\n"
    assert sorted(place.name for place in (tmp_path / "index").iterdir()) == [
        ".lock",
        "CURRENT",
        "gen-000001",
    ]


def test_the_same_fingerprint_is_not_built_again(tmp_path: Path) -> None:
    build(tmp_path)
    report = build(tmp_path)
    assert (report.built, report.generation, report.passages) == (False, "gen-000001", 2)


def test_a_changed_fingerprint_builds_anew_and_keeps_the_generation_before(tmp_path: Path) -> None:
    built = [build(tmp_path, version).generation for version in "123"]
    assert built == ["gen-000001", "gen-000002", "gen-000003"]
    assert generations(tmp_path) == ("gen-000002", "gen-000003")
    assert current_generation(tmp_path) == "gen-000003"


def test_a_damaged_file_is_noticed_and_mended_by_building(tmp_path: Path) -> None:
    build(tmp_path)
    vectors = tmp_path / "gen-000001" / "vectors.npy"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\x01")
    with pytest.raises(IndexDamagedError, match=r"vectors\.npy"):
        open_generation(tmp_path, STORES)
    assert not is_current(tmp_path, material().fingerprint)
    assert build(tmp_path).generation == "gen-000002"
    open_generation(tmp_path, STORES).close()


@pytest.mark.parametrize("name", ["MANIFEST.json", "units.json", "vocabulary.txt", "fingerprint.json"])
def test_a_lost_file_is_noticed(tmp_path: Path, name: str) -> None:
    build(tmp_path)
    (tmp_path / "gen-000001" / name).unlink()
    with pytest.raises(IndexDamagedError, match="sro index"):
        check_manifest(tmp_path / "gen-000001")


@pytest.mark.parametrize(
    ("stores", "reason"),
    [
        (replace(STORES, create_vectors=ForgetfulVectors), "1 van 2 vectoren"),
        (replace(STORES, create_vectors=MuddledVectors), "vindt zichzelf niet met haar vector"),
        (replace(STORES, create_keywords=BlankKeywords), "vindt zichzelf niet met haar zoekwoorden"),
    ],
)
def test_an_index_that_does_not_find_its_passages_never_serves(
    tmp_path: Path, stores: Stores, reason: str
) -> None:
    build(tmp_path, "1")
    with pytest.raises(IndexDamagedError, match=reason):
        build(tmp_path, "2", stores)
    assert current_generation(tmp_path) == "gen-000001"
    assert sorted(place.name for place in tmp_path.iterdir()) == [".lock", "CURRENT", "gen-000001"]


@pytest.mark.parametrize(("missed", "serves"), [(2, True), (3, False)])
def test_a_vector_store_may_miss_a_tenth_of_a_sample_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missed: int, serves: bool
) -> None:
    letters = "abcdefghijklmnopqrstu"
    texts = [f"{letter * 9} {other}." for letter, other in itertools.pairwise(letters)]
    monkeypatch.setattr(GraphVectors, "hidden", frozenset(f"nota:{n}" for n in range(missed)))
    stores = replace(STORES, open_vectors=GraphVectors)
    if serves:
        assert build_index(tmp_path, material("1", texts), LetterEncoder(), stores, silent).built
    else:
        with pytest.raises(IndexDamagedError, match="passage nota:0 vindt zichzelf niet met haar vector"):
            build_index(tmp_path, material("1", texts), LetterEncoder(), stores, silent)


def test_a_full_disk_leaves_the_index_that_serves_and_says_so(tmp_path: Path) -> None:
    def full(_path: Path) -> FakeKeywords:
        raise OSError(errno.ENOSPC, "No space left on device")

    build(tmp_path, "1")
    with pytest.raises(IndexWriteError, match=r"schijf .* is vol"):
        build(tmp_path, "2", replace(STORES, create_keywords=full))
    assert current_generation(tmp_path) == "gen-000001"
    assert sorted(place.name for place in tmp_path.iterdir()) == [".lock", "CURRENT", "gen-000001"]


def test_a_place_where_nothing_can_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file")
    with pytest.raises(IndexWriteError, match="SRO_HOME"):
        build(tmp_path / "index")


def test_a_corpus_without_text_is_refused(tmp_path: Path) -> None:
    empty = Material(documents=(), passages={}, fingerprint=material().fingerprint)
    with pytest.raises(CorpusError, match=r"manifest\.toml"):
        build_index(tmp_path, empty, LetterEncoder(), STORES, silent)


def test_what_a_killed_build_left_behind_is_removed(tmp_path: Path) -> None:
    (tmp_path / "tmp-99999-0" / "chroma").mkdir(parents=True)
    build(tmp_path)
    assert sorted(place.name for place in tmp_path.iterdir()) == [".lock", "CURRENT", "gen-000001"]


def test_a_finished_generation_that_was_never_pointed_to_does_not_serve(tmp_path: Path) -> None:
    build(tmp_path, "1")
    (tmp_path / "gen-000001").rename(tmp_path / "gen-000007")
    assert current_generation(tmp_path) is None
    assert build(tmp_path, "1").generation == "gen-000008"


@pytest.mark.parametrize("content", ["", "gen-000009\n", "../elders\n", "/etc\n", "tmp-1-0\n"])
def test_a_pointer_to_what_is_not_a_generation_is_no_index(tmp_path: Path, content: str) -> None:
    (tmp_path / "CURRENT").write_text(content)
    assert current_generation(tmp_path) is None
    with pytest.raises(IndexMissingError, match="sro index"):
        open_generation(tmp_path, STORES)


def test_a_second_builder_is_told_to_wait_and_then_finds_the_work_done(tmp_path: Path) -> None:
    steps: list[str] = []
    told = threading.Event()

    def progress(step: str, _done: int, _total: int) -> None:
        steps.append(step)
        told.set()

    reports: list[BuildReport] = []

    def second() -> None:
        reports.append(build_index(tmp_path, material(), LetterEncoder(), STORES, progress))

    with writing(tmp_path, lambda: None):
        thread = threading.Thread(target=second)
        thread.start()
        assert told.wait(10)
        assert reports == []
    thread.join(10)
    assert steps[0] == "Een ander proces bouwt de index al, even wachten"
    assert [report.generation for report in reports] == ["gen-000001"]


def test_a_generation_opens_its_vectors_only_when_they_are_asked(tmp_path: Path) -> None:
    opened: list[Path] = []

    def opening(path: Path) -> FakeVectors:
        opened.append(path)
        return FakeVectors(path)

    build(tmp_path)
    generation = open_generation(tmp_path, replace(STORES, open_vectors=opening))
    assert opened == []
    assert (generation.vectors.count(), generation.vectors.count()) == (2, 2)
    generation.close()
    assert [path.name for path in opened] == ["chroma"]


def test_progress_ends_at_its_total(tmp_path: Path) -> None:
    last: dict[str, tuple[int, int]] = {}

    def progress(step: str, done: int, total: int) -> None:
        last[step] = (done, total)

    build_index(tmp_path, material(), LetterEncoder(), STORES, progress)
    assert last == {
        "Zoekwoorden per passage": (2, 2),
        "Vectoren van passages en zinnen": (4, 4),
        "De nieuwe index controleren": (1, 1),
    }
