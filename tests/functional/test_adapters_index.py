"""Chroma, tantivy and SQLite behind their ports."""

import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import psutil
import pytest

from sro_assistant.adapters.chroma import ChromaVectors
from sro_assistant.adapters.tantivy import TantivyKeywords
from sro_assistant.adapters.texts_sqlite import SqliteTexts
from sro_assistant.domain import Document, ListBlock, Passage, Section, SourceFile, Span, Validity
from sro_assistant.errors import IndexDamagedError, IndexMissingError
from sro_assistant.ports import Vectors

pytestmark = pytest.mark.functional

TEXT = "Rollen\nDe SRB stuurt:\nsturen\nbeslissen\nEinde \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} 🙂."
DOCUMENT = Document(
    source=SourceFile(
        id="nota",
        path="nota.md",
        title="Nota “één”",
        publisher="SRO",
        url="https://example.org/nota",
        published="2023",
        kind="nota",
        validity=Validity.HISTORICAL,
        validity_reason="ouder",
        licence="vrij",
        sha256="ab",
        copy_of=None,
    ),
    text=TEXT,
    sections=(
        Section(heading="Rollen", level=2, span=Span(0, len(TEXT)), path=("SRO", "Rollen"), page=3),
        Section(heading="", level=1, span=Span(0, 0), path=()),
    ),
    lists=(
        ListBlock(intro=Span(7, 22), items=(Span(23, 29), Span(30, 39)), ordered=True),
        ListBlock(intro=None, items=(Span(23, 29),), ordered=False),
    ),
    sentences=(Span(7, 22), Span(23, 29), Span(30, 39), Span(40, len(TEXT))),
    copies=("nota_pdf",),
)
PASSAGES = (
    Passage(
        id="nota:0000", document_id="nota", start=7, end=39, headings=("Rollen",), page=3, text=TEXT[7:39]
    ),
    Passage(
        id="nota:0001", document_id="nota", start=40, end=len(TEXT), headings=(), page=None, text=TEXT[40:]
    ),
)
OTHER = Document(
    source=SourceFile(
        id="andere",
        path="andere.txt",
        title="Andere",
        publisher="SRO",
        url=None,
        published=None,
        kind="nota",
        validity=Validity.UNKNOWN,
        validity_reason="",
        licence="",
        sha256="cd",
    ),
    text="",
    sections=(),
    lists=(),
    sentences=(),
)


def unit_vectors(count: int, seed: int = 1) -> Vectors:
    rows = np.random.default_rng(seed).normal(size=(count, 32))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


def names(count: int) -> list[str]:
    return [f"nota:{row:04d}" for row in range(count)]


def test_chroma_finds_each_vector_first_after_it_was_opened_anew(tmp_path: Path) -> None:
    vectors = unit_vectors(300)
    store = ChromaVectors.create(tmp_path / "chroma")
    store.add(names(300), vectors)
    store.close()
    opened = ChromaVectors.open(tmp_path / "chroma")
    found = [opened.nearest(vectors[row], 1)[0] for row in range(0, 300, 17)]
    assert [name for name, _ in found] == names(300)[::17]
    assert all(abs(similarity - 1) < 1e-4 for _, similarity in found)
    assert opened.count() == 300
    opened.close()


def test_chroma_gives_the_cosine_best_first(tmp_path: Path) -> None:
    vectors = unit_vectors(50)
    store = ChromaVectors.create(tmp_path)
    store.add(names(50), vectors)
    exact = vectors @ vectors[0]
    found = store.nearest(vectors[0], 5)
    assert [name for name, _ in found] == [names(50)[row] for row in np.argsort(-exact)[:5]]
    assert [similarity for _, similarity in found] == pytest.approx(sorted(exact, reverse=True)[:5], abs=1e-5)
    store.close()


def test_chroma_replaces_a_vector_that_is_there_and_survives_a_zero_vector(tmp_path: Path) -> None:
    vectors = unit_vectors(3)
    store = ChromaVectors.create(tmp_path)
    store.add(names(2), vectors[:2])
    store.add(["nota:0001", "nota:0002"], np.stack([vectors[2], np.zeros(32, dtype=np.float32)]))
    assert store.count() == 3
    assert store.nearest(vectors[2], 1)[0][0] == "nota:0001"
    assert dict(store.nearest(vectors[2], 3))["nota:0002"] == pytest.approx(0)
    store.close()


def test_an_empty_chroma_finds_nothing(tmp_path: Path) -> None:
    store = ChromaVectors.create(tmp_path)
    assert (store.nearest(unit_vectors(1)[0], 5), store.count()) == ((), 0)
    store.close()


def test_chroma_takes_more_vectors_than_one_batch_holds(tmp_path: Path) -> None:
    store = ChromaVectors.create(tmp_path)
    store.add(names(6_000), unit_vectors(6_000))
    assert store.count() == 6_000
    store.close()


def test_a_chroma_that_is_closed_lets_go_of_its_files_and_memory(tmp_path: Path) -> None:
    vectors = unit_vectors(1_500)
    store = ChromaVectors.create(tmp_path)
    store.add(names(1_500), vectors)
    store.close()
    process = psutil.Process()

    def reopen(times: int) -> None:
        for _ in range(times):
            opened = ChromaVectors.open(tmp_path)
            opened.nearest(vectors[3], 10)
            opened.close()

    reopen(10)
    before, files = process.memory_info().rss, process.num_fds()
    reopen(40)
    grown = (process.memory_info().rss - before) / 1e6
    assert grown < 20, f"{grown:.0f} MB more after 40 times"
    assert process.num_fds() <= files + 4


def test_two_chromas_on_one_folder_close_apart(tmp_path: Path) -> None:
    vectors = unit_vectors(5)
    store = ChromaVectors.create(tmp_path)
    store.add(names(5), vectors)
    other = ChromaVectors.open(tmp_path)
    store.close()
    assert other.nearest(vectors[1], 1)[0][0] == "nota:0001"
    other.close()


def test_a_chroma_that_is_not_there_or_damaged_is_named(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="sro index"):
        ChromaVectors.open(tmp_path / "none")
    store = ChromaVectors.create(tmp_path / "chroma")
    store.add(names(5), unit_vectors(5))
    store.close()
    database = tmp_path / "chroma" / "chroma.sqlite3"
    database.write_bytes(b"\xff" * database.stat().st_size)
    with pytest.raises(IndexDamagedError, match="sro index"):
        ChromaVectors.open(tmp_path / "chroma")


def test_a_vector_of_another_length_is_refused(tmp_path: Path) -> None:
    store = ChromaVectors.create(tmp_path)
    store.add(names(5), unit_vectors(5))
    with pytest.raises(IndexDamagedError, match="sro index"):
        store.nearest(np.ones(7, dtype=np.float32), 1)
    store.close()


def test_chroma_sends_nothing_out(tmp_path: Path) -> None:
    """With outside sockets made to fail loudly, a store is made, filled, asked and closed."""
    script = """
import socket, sys
def refuse(*args, **kwargs):
    raise SystemExit(f"a connection was tried: {args}")
socket.socket.connect = socket.getaddrinfo = socket.create_connection = refuse
from pathlib import Path
import numpy as np
from sro_assistant.adapters.chroma import ChromaVectors
store = ChromaVectors.create(Path(sys.argv[1]))
store.add(["a"], np.eye(2, dtype=np.float32)[:1])
print(store.nearest(np.eye(2, dtype=np.float32)[0], 1)[0][0])
store.close()
"""
    done = subprocess.run(  # noqa: S603 - our own script, above
        [sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.stdout, done.returncode) == ("a\n", 0), done.stderr
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"


@pytest.fixture
def keywords(tmp_path: Path) -> TantivyKeywords:
    index = TantivyKeywords.create(tmp_path / "keywords")
    index.add(
        [
            ("nota:0000", {"body": "straat lamp straatlamp", "heading": "verlichting", "grams": "#st str"}),
            ("nota:0001", {"body": "stuurgroep week 6", "heading": "overleg", "grams": "#wee"}),
            ("nota:0002", {"body": "stuurgroep budget 3,8 ()*:", "heading": "geld", "grams": ""}),
        ]
    )
    return index


def test_keywords_rank_by_weighted_terms(keywords: TantivyKeywords) -> None:
    first = keywords.search("body", {"stuurgroep": 1.0, "week": 1.0}, 5)
    heavier = keywords.search("body", {"stuurgroep": 1.0, "week": 0.1, "budget": 3.0}, 5)
    assert [name for name, _ in first] == ["nota:0001", "nota:0002"]
    assert [name for name, _ in heavier] == ["nota:0002", "nota:0001"]


def test_a_weight_multiplies_a_score(keywords: TantivyKeywords) -> None:
    once, thrice = (keywords.search("body", {"week": weight}, 1)[0][1] for weight in (1.0, 3.0))
    assert thrice == pytest.approx(3 * once, rel=1e-5)


def test_equal_scores_stand_in_order_of_id(keywords: TantivyKeywords) -> None:
    keywords.add([(f"z:{n}", {"body": "gelijk"}) for n in (3, 1, 2)])
    assert [name for name, _ in keywords.search("body", {"gelijk": 1.0}, 5)] == ["z:1", "z:2", "z:3"]


@pytest.mark.parametrize(
    "term", ["AND", "body:x", '"', "(", "*", "\\", "a b", "\x00", "é" * 3_000, "🙂", "-x", ""]
)
def test_no_character_in_a_term_can_break_a_search(keywords: TantivyKeywords, term: str) -> None:
    found = keywords.search("body", {term: 1.0, "week": 1.0}, 5)
    assert [name for name, _ in found] == ["nota:0001"]


def test_odd_terms_that_are_there_are_found_in_their_field_only(keywords: TantivyKeywords) -> None:
    assert [name for name, _ in keywords.search("body", {"()*:": 1.0}, 5)] == ["nota:0002"]
    assert [name for name, _ in keywords.search("heading", {"geld": 1.0}, 5)] == ["nota:0002"]
    assert keywords.search("body", {"geld": 1.0}, 5) == ()
    assert keywords.search("body", {}, 5) == ()
    assert keywords.search("body", {"week": 0.0}, 5) == ()
    assert keywords.search("body", {"week": 1.0}, 0) == ()


def test_a_filter_leaves_the_scores_as_they_were(keywords: TantivyKeywords) -> None:
    keywords.add([("folder:0000", {"body": "stuurgroep"}), ("not:a", {"body": "stuurgroep"})])
    terms = {"stuurgroep": 1.0, "week": 1.0}
    every = keywords.search("body", terms, 9)
    within = keywords.search("body", terms, 9, frozenset({"nota", "not"}))
    assert within == tuple(pair for pair in every if not pair[0].startswith("folder"))
    assert keywords.search("body", terms, 9, frozenset()) == ()


@pytest.mark.parametrize("most", [1, 3, 10, 35])
def test_a_filter_finds_the_best_of_what_it_lets_through(tmp_path: Path, most: int) -> None:
    """However many that are: few are looked up in tantivy, many are kept from what was found."""
    chance = random.Random(5)  # noqa: S311 - no secret
    rows = [
        (f"doc{n % 40:02d}:{n:04d}", {"body": " ".join(chance.choices("abcdefg", k=chance.randint(3, 12)))})
        for n in range(600)
    ]
    store = TantivyKeywords.create(tmp_path / "many")
    store.add(rows)
    terms = {"a": 1.0, "b": 2.0, "g": 0.5}
    within = frozenset(f"doc{n:02d}" for n in range(most))
    every = store.search("body", terms, len(rows))
    scores = [(name, score) for name, score in every if name[:5] in within]
    found = store.search("body", terms, 7, within)
    assert [score for _, score in found] == [score for _, score in scores[:7]]
    assert set(found) <= set(scores)
    store.close()


def test_the_number_of_passages_with_a_term_is_known(keywords: TantivyKeywords) -> None:
    asked = ("stuurgroep", "week", "niets")
    assert [keywords.document_frequency("body", term) for term in asked] == [2, 1, 0]


def test_the_terms_of_a_passage_and_its_headings_are_known(keywords: TantivyKeywords) -> None:
    keywords.add([("nota:0009", {"body": "stad data stad", "heading": "plan", "grams": "#pl"})])
    assert keywords.terms("nota:0009") == {"stad", "data", "plan"}
    assert keywords.terms("nota:9999") == frozenset()


def test_a_passage_that_is_added_again_replaces_the_first(keywords: TantivyKeywords) -> None:
    keywords.add([("nota:0001", {"body": "anders"})])
    assert keywords.count() == 3
    assert keywords.search("body", {"week": 1.0}, 5) == ()


def test_keywords_are_found_after_the_index_was_opened_anew(
    tmp_path: Path, keywords: TantivyKeywords
) -> None:
    keywords.close()
    opened = TantivyKeywords.open(tmp_path / "keywords")
    assert opened.count() == 3
    assert [name for name, _ in opened.search("body", {"3,8": 1.0}, 5)] == ["nota:0002"]


def test_an_index_of_keywords_that_is_not_there_or_damaged_is_named(
    tmp_path: Path, keywords: TantivyKeywords
) -> None:
    with pytest.raises(IndexMissingError, match="sro index"):
        TantivyKeywords.open(tmp_path / "none")
    keywords.close()
    (tmp_path / "keywords" / "meta.json").write_text(json.dumps({"segments": 3}))
    with pytest.raises(IndexDamagedError, match="sro index"):
        TantivyKeywords.open(tmp_path / "keywords")


@pytest.fixture
def texts(tmp_path: Path) -> SqliteTexts:
    store = SqliteTexts.create(tmp_path / "texts.sqlite")
    store.add(DOCUMENT, PASSAGES)
    store.add(OTHER, ())
    store.close()
    return SqliteTexts.open(tmp_path / "texts.sqlite")


def test_documents_and_passages_come_back_exactly(texts: SqliteTexts) -> None:
    assert texts.documents() == (DOCUMENT, OTHER)
    assert texts.passages("nota") == PASSAGES
    assert texts.passage("nota:0001") == PASSAGES[1]
    assert isinstance(texts.documents()[0].source.validity, Validity)


def test_a_copy_answers_to_the_document(texts: SqliteTexts) -> None:
    assert texts.document("nota_pdf") == texts.document("nota") == DOCUMENT
    assert texts.passages("nota_pdf") == PASSAGES


def test_what_is_not_there_is_none(texts: SqliteTexts) -> None:
    assert (texts.document("x"), texts.passage("x"), texts.passages("x")) == (None, None, ())
    assert texts.document("'; DROP TABLE documents; --") is None


def test_many_threads_may_read_at_once(texts: SqliteTexts) -> None:
    def read(number: int) -> bool:
        right = texts.passages("nota") == PASSAGES
        return right and texts.passage(f"nota:000{number % 2}") == PASSAGES[number % 2]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(read, range(400)))


def test_texts_that_serve_cannot_be_written(texts: SqliteTexts) -> None:
    with pytest.raises(IndexDamagedError, match="sro index"):
        texts.add(OTHER, ())


def test_texts_that_are_not_there_or_damaged_are_named(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="sro index"):
        SqliteTexts.open(tmp_path / "none.sqlite")
    (tmp_path / "bad.sqlite").write_bytes(b"\xff" * 4096)
    with pytest.raises(IndexDamagedError, match="sro index"):
        SqliteTexts.open(tmp_path / "bad.sqlite")


def test_a_store_in_a_folder_with_odd_characters_opens(tmp_path: Path) -> None:
    folder = tmp_path / "map met 100% spaties?#é"
    folder.mkdir()
    store = SqliteTexts.create(folder / "texts.sqlite")
    store.add(DOCUMENT, PASSAGES)
    store.close()
    opened = SqliteTexts.open(folder / "texts.sqlite")
    assert opened.documents() == (DOCUMENT,)
    opened.close()
    vectors = ChromaVectors.create(folder / "chroma")
    vectors.add(["a"], unit_vectors(1))
    vectors.close()
    reopened = ChromaVectors.open(folder / "chroma")
    assert reopened.count() == 1
    reopened.close()


def test_texts_tell_what_they_hold_and_follow_changes(texts: SqliteTexts, tmp_path: Path) -> None:
    before, count = dict(texts.files()), texts.count()
    texts.close()
    store = SqliteTexts.change(tmp_path / "texts.sqlite")
    name, *others = before
    document = store.document(name)
    assert document is not None
    passages = store.passages(name)
    store.remove(name)
    assert (list(store.files()), store.count()) == (others, count - len(passages))
    assert store.document(name) is None
    store.add(document, passages)
    store.put_in_order([*others, name])
    assert dict(store.files()) == before
    assert [d.source.id for d in store.documents()] == [*others, name]
    store.close()


def test_keywords_change_without_a_file_being_written_in(keywords: TantivyKeywords, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    linked.mkdir()
    for place in (tmp_path / "keywords").iterdir():
        (linked / place.name).hardlink_to(place)
    before = {p.name: p.read_bytes() for p in (tmp_path / "keywords").iterdir()}
    store = TantivyKeywords.open(linked)
    store.change(["nota:0000"], [("folder:0000", {"body": "zwamdeler stuurgroep"})])
    assert [hit for hit, _ in store.search("body", {"zwamdeler": 1.0}, 5)] == ["folder:0000"]
    assert store.count() == keywords.count()
    assert {p.name: p.read_bytes() for p in (tmp_path / "keywords").iterdir()} == before
