"""Expected questions: what people ask that a passage answers, each hung on a verbatim quote.

Files are `corpus/questions/*.jsonl`, one anchor a line:
`{"document": id, "quote": "…", "questions": [{"text": "…", "style": "plain"}]}`.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from sro_assistant.domain import Document, ExpectedQuestion, Passage, Place, Span
from sro_assistant.errors import CorpusError
from sro_assistant.grounding.tokens import find_whole, words_of

FOLDER = "questions"
SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A quote in a document, with the questions that it answers; `place` names its file and line."""

    document_id: str
    quote: str
    questions: tuple[tuple[str, str], ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchored:
    """The questions whose quote stands in a document, and the anchors whose quote no longer does."""

    questions: tuple[ExpectedQuestion, ...]
    stale: tuple[Anchor, ...]


def read_anchors(corpus_dir: Path) -> tuple[Anchor, ...]:
    """All anchors, file by file; none where there is no folder. Raises CorpusError that names the line."""
    folder = corpus_dir / FOLDER
    if not folder.is_dir():
        return ()
    return tuple(anchor for path in sorted(folder.glob(f"*{SUFFIX}")) for anchor in _anchors_of(path))


def anchored(
    anchors: Iterable[Anchor],
    documents: Mapping[str, Document],
    passages: Mapping[str, tuple[Passage, ...]],
) -> Anchored:
    """The questions with the place that answers each, in the documents as they are now.

    Args:
        anchors: What was written.
        documents: The documents by the id of any of their copies.
        passages: Their passages by the document's own id.
    """
    questions: list[ExpectedQuestion] = []
    stale: list[Anchor] = []
    for anchor in anchors:
        document = documents.get(anchor.document_id)
        found = place_of(anchor.quote, document, passages) if document else None
        if found is None:
            stale.append(anchor)
            continue
        passage, span = found
        questions.extend(
            ExpectedQuestion(text=text, style=style, places=(Place(passage.id, span),))
            for text, style in anchor.questions
        )
    return Anchored(questions=tuple(questions), stale=tuple(stale))


def stale_message(anchor: Anchor) -> str:
    """What is wrong with an anchor whose quote is gone, and the mend, in Dutch."""
    return (
        f"{anchor.place}: de zin ‘{anchor.quote}’ staat niet (meer) in ‘{anchor.document_id}’. "
        "Pas de zin aan of haal de regel weg; de vragen erbij doen nu niet mee."
    )


def place_of(
    quote: str, document: Document, passages: Mapping[str, tuple[Passage, ...]]
) -> tuple[Passage, Span] | None:
    """The first passage of a document in which a quote stands, and where; None where it stands in none."""
    words = words_of(quote)
    every = passages.get(document.source.id, ())
    # Cutting a text in words takes long: nearly always the quote stands there to the letter.
    likely = [passage for passage in every if quote in passage.text]
    for passage in (*likely, *every):
        found = find_whole(words, passage.text)
        if found is not None:
            return passage, Span(passage.start + found.start, passage.start + found.end)
    return None


def _anchors_of(path: Path) -> Iterable[Anchor]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is niet leesbaar. Bewaar het bestand als tekst in UTF-8.") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _anchor(line, f"{path.name}, regel {number}")


def _anchor(line: str, place: str) -> Anchor:
    try:
        entry = json.loads(line)
        return Anchor(
            document_id=str(entry["document"]),
            quote=str(entry["quote"]),
            questions=tuple((str(q["text"]), str(q["style"])) for q in entry["questions"]),
            place=place,
        )
    except (ValueError, TypeError, KeyError) as error:
        raise CorpusError(
            f'{place}: dit is geen anker. Een regel heeft "document", "quote" en "questions", '
            'en elke vraag een "text" en een "style".'
        ) from error
