import json
from collections.abc import Callable
from pathlib import Path

import pytest

from sro_assistant.domain import Document, ExpectedQuestion, Passage, Place, Span
from sro_assistant.errors import CorpusError
from sro_assistant.ingest.curated.questions import Anchor, anchored, read_anchors

DocumentOf = Callable[[str], tuple[Document, Passage]]

TEXT = "De raad beslist. Het team voert uit en meldt hiaten aan de raad."


def anchor(quote: str, document: str = "nota") -> Anchor:
    return Anchor(
        document_id=document,
        quote=quote,
        questions=(("Wie beslist?", "plain"), ("qui décide ?", "fr")),
        place="nota.jsonl, regel 1",
    )


def test_a_question_hangs_on_the_place_where_its_quote_stands(document_of: DocumentOf) -> None:
    document, passage = document_of(TEXT)
    found = anchored([anchor("De raad beslist.")], {"nota": document}, {"nota": (passage,)})
    assert found.questions == (
        ExpectedQuestion(text="Wie beslist?", style="plain", places=(Place("nota:0001", Span(0, 15)),)),
        ExpectedQuestion(text="qui décide ?", style="fr", places=(Place("nota:0001", Span(0, 15)),)),
    )
    assert found.stale == ()


@pytest.mark.parametrize(
    "stale", [anchor("De raad beslist niet."), anchor("De raad beslist.", document="andere"), anchor("")]
)
def test_an_anchor_whose_quote_no_longer_stands_is_stale(document_of: DocumentOf, stale: Anchor) -> None:
    document, passage = document_of(TEXT)
    found = anchored([stale], {"nota": document}, {"nota": (passage,)})
    assert (found.questions, found.stale) == ((), (stale,))


def test_anchors_are_read_from_every_file_in_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    line = {
        "document": "nota",
        "quote": "De raad beslist.",
        "questions": [{"text": "Wie?", "style": "short"}],
    }
    (folder / "b.jsonl").write_text(json.dumps(line) + "\n\n", "utf-8")
    (folder / "a.jsonl").write_text(json.dumps({**line, "document": "mede"}) + "\n", "utf-8")
    assert [(a.document_id, a.place) for a in read_anchors(tmp_path)] == [
        ("mede", "a.jsonl, regel 1"),
        ("nota", "b.jsonl, regel 1"),
    ]


def test_a_corpus_without_questions_has_none(tmp_path: Path) -> None:
    assert read_anchors(tmp_path) == ()


@pytest.mark.parametrize(
    "line", ["{", "[]", "3", '{"document": "nota"}', '{"document": "n", "quote": "q", "questions": [1]}']
)
def test_a_line_that_is_no_anchor_is_named(tmp_path: Path, line: str) -> None:
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "nota.jsonl").write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(CorpusError, match=r"nota.jsonl, regel 2"):
        read_anchors(tmp_path)
