"""A generation of the index with real Chroma, tantivy and SQLite."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest
from samples import source_file

from sro_assistant.adapters.chroma import ChromaVectors
from sro_assistant.adapters.tantivy import TantivyKeywords
from sro_assistant.adapters.texts_sqlite import SqliteTexts
from sro_assistant.domain import Document, Passage, Section, Span
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.index.build import BuildReport, Material, build_index, is_current
from sro_assistant.index.fingerprint import Fingerprint
from sro_assistant.index.generation import Generation, Stores, open_generation
from sro_assistant.index.storage import current_generation
from sro_assistant.ports import Vectors

pytestmark = pytest.mark.functional

STORES = Stores(
    create_vectors=ChromaVectors.create,
    open_vectors=ChromaVectors.open,
    create_keywords=TantivyKeywords.create,
    open_keywords=TantivyKeywords.open,
    create_texts=SqliteTexts.create,
    open_texts=SqliteTexts.open,
)
PARAGRAPHS = {
    "nota": (
        "De Smart Region Board (SRB) stuurt de werking aan. De SRB bestaat uit drie leidend ambtenaren.",
        "De landschapsanalyse telt 18 aanbevelingen. Zij gaan over straatlampen en datakluizen.",
        "De oproep heeft een indicatief budget van 3,8 miljoen euro per jaar.",
    ),
    "folder": (
        "De stuurgroep komt om de zes weken samen. Dertien centrumsteden nemen deel.",
        "Een subsidie van 850.000 euro ging naar onderzoek.",
    ),
}


class HashEncoder:
    """A unit vector per text, made of the hashes of its words: texts that share words are near."""

    name = "hash-64"
    dimensions = 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.array([self._sum(text) for text in texts], dtype=np.float32).reshape(-1, self.dimensions)
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _sum(self, text: str) -> Vectors:
        total = np.zeros(self.dimensions, dtype=np.float32)
        for word in text.lower().split():
            seed = int.from_bytes(sha256(word.encode()).digest()[:4], "big")
            total += np.random.default_rng(seed).normal(size=self.dimensions).astype(np.float32)
        return total


def make_document(identifier: str, paragraphs: tuple[str, ...]) -> tuple[Document, tuple[Passage, ...]]:
    text = "\n".join(("Kop", *paragraphs))
    source = source_file(identifier, title=identifier, sha256=sha256(text.encode()).hexdigest())
    sentences, passages, at = [], [], len("Kop\n")
    for number, paragraph in enumerate(paragraphs):
        stops = [place + 1 for place in range(len(paragraph)) if paragraph[place : place + 2] in (". ", ".")]
        starts = [0, *(stop + 1 for stop in stops[:-1])]
        sentences += [Span(at + start, at + stop) for start, stop in zip(starts, stops, strict=True)]
        passages.append(
            Passage(
                id=f"{identifier}:{number:04d}",
                document_id=identifier,
                start=at,
                end=at + len(paragraph),
                headings=("Kop",),
                page=None,
                text=paragraph,
            )
        )
        at += len(paragraph) + 1
    section = Section(heading="Kop", level=1, span=Span(0, len(text)), path=("Kop",))
    document = Document(
        source=source, text=text, sections=(section,), lists=(), sentences=tuple(sentences), copies=()
    )
    return document, tuple(passages)


def make_material(paragraphs: dict[str, tuple[str, ...]]) -> Material:
    made = [make_document(identifier, texts) for identifier, texts in paragraphs.items()]
    documents = tuple(document for document, _ in made)
    return Material(
        documents=documents,
        passages={document.source.id: passages for document, passages in made},
        fingerprint=Fingerprint.of([document.source for document in documents], HashEncoder.name),
    )


def silent(_step: str, _done: int, _total: int) -> None:
    """No progress shown."""


def build(index_dir: Path, paragraphs: dict[str, tuple[str, ...]] = PARAGRAPHS) -> BuildReport:
    return build_index(index_dir, make_material(paragraphs), HashEncoder(), STORES, silent)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index_dir = tmp_path_factory.mktemp("built") / "index"
    build(index_dir)
    return index_dir


@pytest.fixture
def generation(built: Path) -> Iterator[Generation]:
    opened = open_generation(built, STORES)
    yield opened
    opened.close()


def test_a_build_is_found_current_until_the_corpus_changes(tmp_path: Path) -> None:
    first = build(tmp_path)
    assert (first.generation, first.documents, first.passages, first.built) == ("gen-000001", 2, 5, True)
    assert build(tmp_path).built is False
    changed = PARAGRAPHS | {"folder": ("Iets heel anders over de stad.",)}
    assert build(tmp_path, changed).generation == "gen-000002"
    assert is_current(tmp_path, make_material(changed).fingerprint)


def test_documents_and_passages_come_back_as_they_were(generation: Generation) -> None:
    material = make_material(PARAGRAPHS)
    assert tuple(generation.texts.documents()) == material.documents
    assert {d: tuple(generation.texts.passages(d)) for d in PARAGRAPHS} == material.passages
    assert generation.fingerprint == material.fingerprint


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Hoeveel aanbevelingen telt de analyse van het landschap?", "nota:0001"),
        ("lamp in de straat", "nota:0001"),
        ("Hoe vaak komt de stuurgroep? 6 weken?", "folder:0000"),
        ("850000", "folder:0001"),
        ("Hoe groot is het budget van de oproepen?", "nota:0002"),
    ],
)
def test_a_question_in_other_words_finds_its_passage_by_keywords(
    generation: Generation, question: str, passage: str
) -> None:
    terms = dict.fromkeys(generation.analyzer.terms(question), 1.0)
    assert generation.keywords.search("body", terms, 5)[0][0] == passage


def test_a_typing_error_finds_its_passage_by_grams(generation: Generation) -> None:
    grams = dict.fromkeys(generation.analyzer.grams("landschapsanalise"), 1.0)
    assert generation.keywords.search("grams", grams, 5)[0][0] == "nota:0001"


def test_chroma_and_the_exact_comparison_agree(generation: Generation) -> None:
    query = HashEncoder().encode(["De stuurgroep komt om de zes weken samen."])[0]
    best = generation.vectors.nearest(query, 1)[0]
    assert best[0] == "folder:0000"
    exact = generation.units.similarities(query, ["folder:0000"])["folder:0000"]
    assert round(exact.passage, 4) == round(best[1], 4)


def test_abbreviations_of_the_documents_expand_a_question(generation: Generation) -> None:
    assert generation.lexicon.expansions(["SRB"]) == {"SRB": ("smart", "region", "board")}


def test_opening_and_asking_leaves_a_generation_as_it_was_built(built: Path) -> None:
    for _ in range(3):
        opened = open_generation(built, STORES)
        opened.vectors.nearest(HashEncoder().encode(["oproep"])[0], 2)
        opened.keywords.search("body", {"oproep": 1.0}, 2)
        opened.close()
    assert is_current(built, make_material(PARAGRAPHS).fingerprint)


@pytest.mark.parametrize("damage", ["vectors.npy", "texts.sqlite", "units.json", "keywords", "chroma"])
def test_damage_is_found_before_a_store_opens_and_building_mends_it(tmp_path: Path, damage: str) -> None:
    build(tmp_path)
    place = tmp_path / "gen-000001" / damage
    file = place if place.is_file() else max(place.rglob("*.[bt]*"), key=lambda path: path.stat().st_size)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=file.name):
        open_generation(tmp_path, STORES)
    assert build(tmp_path).generation == "gen-000002"
    open_generation(tmp_path, STORES).close()


def test_a_reader_keeps_its_generation_while_the_next_is_built(tmp_path: Path) -> None:
    build(tmp_path)
    reader = open_generation(tmp_path, STORES)
    build(tmp_path, PARAGRAPHS | {"folder": ("Iets heel anders over de stad.",)})
    assert reader.texts.passage("folder:0001") is not None
    assert (
        reader.keywords.search("body", dict.fromkeys(reader.analyzer.terms("onderzoek"), 1.0), 1)[0][0]
        == "folder:0001"
    )
    assert reader.vectors.count() == len(reader.units.passage_ids)
    reader.close()
    with closing(open_generation(tmp_path, STORES)) as newer:
        assert newer.texts.passage("folder:0001") is None


def test_a_generation_without_its_vectors_folder_is_refused(tmp_path: Path) -> None:
    build(tmp_path)
    shutil.rmtree(tmp_path / "gen-000001" / "chroma")
    with pytest.raises(IndexDamagedError, match=r"chroma/.*data_level0\.bin"):
        open_generation(tmp_path, STORES)


def test_without_a_build_there_is_no_index(tmp_path: Path) -> None:
    assert current_generation(tmp_path) is None
    with pytest.raises(IndexMissingError, match="sro index"):
        open_generation(tmp_path, STORES)
