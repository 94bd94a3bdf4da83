"""A new generation made from the one that serves: taken over, and changed where documents changed."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sro_assistant.domain import Passage
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.phrasebook import Phrasebook
from sro_assistant.dutch.words import Analyzer, fold, words
from sro_assistant.index.bank import BankIndex
from sro_assistant.index.carry import copy_over, take_over
from sro_assistant.index.editing import EditableTexts, Editors
from sro_assistant.index.fill import (
    encode_units,
    keyword_fields,
    write_bank,
    write_questions,
    write_words,
)
from sro_assistant.index.fingerprint import FILE_NAME
from sro_assistant.index.generation import (
    KEYWORDS_FOLDER,
    TEXTS_FILE,
    VECTORS_FOLDER,
    VOCABULARY_FILE,
    Stores,
)
from sro_assistant.index.material import Revision
from sro_assistant.index.overlay import Overlay
from sro_assistant.index.questions import FILES as QUESTION_FILES
from sro_assistant.index.questions import QuestionIndex
from sro_assistant.index.report import Progress
from sro_assistant.index.rereading import Rereading
from sro_assistant.index.seal import Fact
from sro_assistant.index.units import UNITS_FILE, VECTORS_FILE, Unit, UnitVectors, units_of
from sro_assistant.index.wordbook import LISTED_FILE, Wordbook
from sro_assistant.ingest.curated.bank import names_of
from sro_assistant.ingest.load import LoadedDocument
from sro_assistant.ports import Encoder

MOST_CHANGED = 0.1
"""Above this share of changed units, since the last whole build, the next build is whole again."""

CONSTANT = (VECTORS_FOLDER, VECTORS_FILE, UNITS_FILE, LISTED_FILE)
"""What stays as the last whole build made it."""


@dataclass(frozen=True, slots=True)
class Updated:
    """The passages that were written anew, and the files that are links."""

    changed: tuple[Passage, ...]
    linked: Mapping[str, Fact]


def update(
    base: Path, folder: Path, revision: Revision, encoder: Encoder, stores: Stores, progress: Progress
) -> Updated | None:
    """Writes the next generation into an empty folder, from the generation in `base`.

    None, with nothing written, where too much has changed or the stores cannot be changed. What is in
    `base` is taken to be as built.
    """
    gone = [unit.id for entry in revision.removed for unit in _units(entry)]
    coming = [unit for entry in revision.added for unit in _units(entry)]
    before = Overlay.load(base)
    overlay = before.changed(gone, [unit.id for unit in coming])
    too_many = max(len(overlay.stale), len(overlay.fresh)) > MOST_CHANGED * before.count
    if stores.editors is None or too_many:
        return None
    step = "De gewijzigde documenten verwerken"
    progress(step, 0, 1)
    linked = take_over(base, folder, (*CONSTANT, KEYWORDS_FOLDER))
    vectors = encode_units(coming, encoder, progress)
    ids = [unit.id for unit in coming]
    UnitVectors.save_changed(base, folder, frozenset(gone), dict(zip(ids, vectors, strict=True)))
    wordbook, reading = _change_words(base, folder, revision)
    _change_questions(base, folder, revision, reading, encoder)
    write_bank(folder, revision, reading.after)
    changed = _change_texts_and_keywords(base, folder, revision, (wordbook, reading), stores.editors)
    Phrasebook.of(revision.wordings).save(folder)
    revision.shingles.save(folder)
    revision.fingerprint.save(folder / FILE_NAME)
    progress(step, 1, 1)
    return Updated(changed, linked)


def _units(entry: LoadedDocument) -> list[Unit]:
    return [unit for passage in entry.passages for unit in units_of(entry.document, passage)]


def _change_words(base: Path, folder: Path, revision: Revision) -> tuple[Wordbook, Rereading]:
    """Writes the words of the corpus; gives them, and what they make of a text before and after."""
    known = Vocabulary.load(base / VOCABULARY_FILE)
    changed = Wordbook.load(base).changed(
        (entry.document for entry in revision.removed), (entry.document for entry in revision.added)
    )
    vocabulary = changed.vocabulary(known)
    write_words(folder, changed.wordbook, vocabulary, revision.order)
    return changed.wordbook, Rereading(Analyzer(known), Analyzer(vocabulary), changed.gained | changed.lost)


def _change_questions(
    base: Path, folder: Path, revision: Revision, reading: Rereading, encoder: Encoder
) -> None:
    """Takes over the expected questions where they are the same and read alike; else writes them anew."""
    said = sorted({fold(word) for question in revision.questions for word in words(question.text)})
    same = tuple(QuestionIndex.load(base).questions) == tuple(revision.questions)
    named_alike = BankIndex.load(base).names == names_of(revision.wordings)
    if same and named_alike and not reading.affected(said):
        for name in QUESTION_FILES:
            copy_over(base, folder, name)
    else:
        write_questions(folder, revision, reading.after, encoder)


def _change_texts_and_keywords(
    base: Path, folder: Path, revision: Revision, of: tuple[Wordbook, Rereading], editors: Editors
) -> tuple[Passage, ...]:
    """Changes both stores; gives the passages of which the keywords are new, or are now read otherwise."""
    wordbook, reading = of
    copy_over(base, folder, TEXTS_FILE)
    with (
        closing(editors.texts(folder / TEXTS_FILE)) as texts,
        closing(editors.keywords(folder / KEYWORDS_FOLDER)) as keywords,
    ):
        _change_texts(texts, revision)
        changed = (*revision.added_passages, *reading.passages(wordbook.words, keywords, texts))
        changed = tuple({passage.id: passage for passage in changed}.values())
        keywords.change(
            [passage.id for passage in revision.removed_passages],
            [(passage.id, keyword_fields(passage, reading.after)) for passage in changed],
        )
    return changed


def _change_texts(texts: EditableTexts, revision: Revision) -> None:
    for entry in revision.removed:
        texts.remove(entry.document.source.id)
    for entry in revision.added:
        texts.add(entry.document, entry.passages)
    texts.put_in_order(revision.order)
