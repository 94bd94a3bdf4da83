"""What the office works with: the journal, and the services behind the workbench."""

import os
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.desk.journal import JournalKeeper, Retention
from sro_assistant.domain.journal import Origin
from sro_assistant.errors import InputError
from sro_assistant.grounding.proof import Proof
from sro_assistant.ports import Journal
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.journalled import journalled
from sro_assistant.settings import Settings
from sro_assistant.wiring.assistant import today
from sro_assistant.wiring.parsers import PARSERS
from sro_assistant.wiring.tools import word_writer

if TYPE_CHECKING:
    from sro_assistant.desk.documents.add import SourceAdder
    from sro_assistant.desk.tasks import TaskDesk
    from sro_assistant.desk.webinar.likeness import Likeness
    from sro_assistant.desk.webinar.reading import TableReader
    from sro_assistant.desk.webinar.registry import Webinars
    from sro_assistant.serve.workbench.services import DocumentDesk, Workbench


@runtime_checkable
class Proving(Protocol):
    """An assistant that says with what reworded sentences are held against their quotes."""

    def proof(self) -> Proof:
        """The check on reworded sentences."""
        ...


def open_journal(settings: Settings) -> JournalKeeper:
    """The journal that the settings ask for; it forgets what is too old, now and every day."""
    retention = Retention(keeps_questions=settings.keep_questions, days=settings.keep_questions_days)
    return JournalKeeper(partial(_sqlite_journal, settings), retention)


def open_workbench(settings: Settings, source: AssistantSource, journal: JournalKeeper) -> "Workbench":
    """The services behind the workbench; nothing of them is loaded before it is asked for."""
    from sro_assistant.desk.evaluation import EvaluationDesk  # noqa: PLC0415 - few servers have a desk
    from sro_assistant.desk.gaps import GapDesk  # noqa: PLC0415 - as above
    from sro_assistant.desk.proposals import BankDesk  # noqa: PLC0415 - as above
    from sro_assistant.serve.workbench.services import Workbench  # noqa: PLC0415 - as above

    noted = journalled(source, journal, Origin.WORKBENCH)
    likeness = cache(partial(_likeness, settings))
    tasks = _tasks(settings)
    return Workbench(
        source=noted,
        webinars=_webinars(noted, likeness),
        bank=BankDesk(settings.corpus_dir, PARSERS, corpus_lock(settings)),
        gaps=GapDesk(journal, likeness, source),
        documents=_documents(settings, tasks),
        evaluation=EvaluationDesk(settings.reports_dir),
        journal=journal,
        tasks=tasks,
    )


def source_adder(settings: Settings, index: Callable[[], str]) -> "SourceAdder":
    """What adds sources to the corpus; `index` brings the index up to date and names its generation."""
    from sro_assistant.desk.documents.add import SourceAdder  # noqa: PLC0415 - as above

    return SourceAdder(
        corpus_dir=settings.corpus_dir,
        parsers=PARSERS,
        lock=corpus_lock(settings),
        index=index,
        today=today(),
    )


def corpus_lock(settings: Settings) -> Path:
    """The lock of who changes the corpus; beside the index, so that it is no file of the corpus."""
    return settings.index_dir / ".corpus.lock"


def _sqlite_journal(settings: Settings) -> Journal:
    from sro_assistant.adapters.journal_sqlite import SqliteJournal  # noqa: PLC0415 - only serving keeps one

    return SqliteJournal.open(settings.journal_dir)


def _webinars(source: AssistantSource, likeness: "Callable[[], Likeness]") -> "Webinars":
    from sro_assistant.desk.webinar.registry import Webinars  # noqa: PLC0415 - as above
    from sro_assistant.desk.webinar.session import Tools  # noqa: PLC0415 - as above

    tools = Tools(assistant=source, proof=_proofs(source), today=today, write=word_writer())
    return Webinars(likeness, _table_readers, tools)


def _proofs(source: AssistantSource) -> Callable[[], Proof]:
    """A function that gives the check of the index that serves now, made once for each generation."""
    kept: dict[str, Proof] = {}

    def proof() -> Proof:
        assistant = source()
        if not isinstance(assistant, Proving):
            raise InputError("Deze assistent kan aangepaste antwoorden niet nakijken. Start met: sro serve")
        if assistant.generation not in kept:
            kept.clear()
            kept[assistant.generation] = assistant.proof()
        return kept[assistant.generation]

    return proof


def _likeness(settings: Settings) -> "Likeness":
    from sro_assistant.desk.webinar.likeness import Likeness  # noqa: PLC0415 - as above
    from sro_assistant.dutch.compounds import LISTED_WORDS, Vocabulary, common_words  # noqa: PLC0415 - as above
    from sro_assistant.dutch.words import Analyzer  # noqa: PLC0415 - as above

    analyzer = Analyzer(Vocabulary.from_levels(common_words(LISTED_WORDS)))
    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    return Likeness(analyzer.terms, encoder.encode)


def _documents(settings: Settings, tasks: "TaskDesk") -> "DocumentDesk":
    from sro_assistant.desk.documents.desk import DocumentDesk  # noqa: PLC0415 - as above
    from sro_assistant.desk.documents.overview import CachedOverview, Place  # noqa: PLC0415 - as above

    place = Place(
        corpus_dir=settings.corpus_dir,
        index_dir=settings.index_dir,
        sheets_index_dir=settings.sheets_index_dir,
        parsers=PARSERS,
        encoder=lambda: open_encoder(settings.embedding_model, settings.models_dir).name,
        today=today,
    )
    return DocumentDesk(overview=CachedOverview(place), tasks=tasks, adder=partial(source_adder, settings))


def _tasks(settings: Settings) -> "TaskDesk":
    from sro_assistant.desk.evaluation import REPORT  # noqa: PLC0415 - as above
    from sro_assistant.desk.tasks import TaskDesk  # noqa: PLC0415 - as above

    report = str(settings.reports_dir / REPORT)
    return TaskDesk(
        settings.reports_dir,
        {"index": ("index",), "eval": ("eval", "--stage", "answers", "--bank", "--report", report)},
        {**os.environ, "SRO_HOME": str(settings.home)},
    )


def _table_readers() -> "Mapping[str, TableReader]":
    from sro_assistant.adapters import tables, word  # noqa: PLC0415 - as above

    return {
        ".xlsx": tables.read_sheets,
        ".docx": lambda data: [("", rows) for rows in word.read_tables(data)],
    }
