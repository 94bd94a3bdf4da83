"""What the office does with sources: look at them, try a new one, add it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sro_assistant.desk.documents.add import Added, SourceAdder
from sro_assistant.desk.documents.facts import NewDocument
from sro_assistant.desk.documents.overview import CachedOverview, DocumentRow, IndexState
from sro_assistant.desk.documents.preview import Preview
from sro_assistant.desk.tasks import TaskDesk, TaskState
from sro_assistant.ingest.manifest import SUFFIXES
from sro_assistant.ports import Progress

_STEPS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDesk:
    """The sources of the assistant; the index is built in a process of its own.

    `adder` makes what adds a source, given the function that brings the index up to date.
    """

    overview: CachedOverview
    tasks: TaskDesk
    adder: Callable[[Callable[[], str]], SourceAdder]

    @property
    def suffixes(self) -> tuple[str, ...]:
        """The endings of files that can be read."""
        return tuple(sorted(SUFFIXES))

    def state(self) -> IndexState:
        """The index that serves, and whether it fits the sources; raises CorpusError or ModelError."""
        return self.overview.now().state

    def rows(self) -> Sequence[DocumentRow]:
        """The documents in the manifest's order; raises as `state`."""
        return self.overview.now().rows

    def stale(self) -> Sequence[str]:
        """What no longer fits the sources, and what is wrong with files; raises as `state`."""
        return self.overview.now().stale

    def near_duplicates(self) -> Sequence[str]:
        """Files that are copies of one document, with how they differ; raises as `state`."""
        return self.overview.now().near_duplicates

    def preview(self, path: Path, name: str = "") -> Preview:
        """What a file would become; nothing is written. Raises InputError or CorpusError."""
        return self._adding(_quietly).preview(path, name)

    def add(self, path: Path, facts: NewDocument, progress: Progress, name: str = "") -> Added:
        """Adds a file as a source; raises an SroError, and then everything is as it was."""

        def seen(state: TaskState) -> None:
            progress("De index bijwerken", min(len(state.lines), _STEPS - 1), _STEPS)

        progress("Het bestand nakijken", 0, _STEPS)
        added = self._adding(seen).add(path, facts, name)
        self.overview.forget()
        progress("De index bijwerken", _STEPS, _STEPS)
        return added

    def _adding(self, seen: Callable[[TaskState], None]) -> SourceAdder:
        def index() -> str:
            self.tasks.start_index()
            self.tasks.wait("index", seen)
            return self.overview.generation()

        return self.adder(index)


def _quietly(_state: TaskState) -> None:
    """Passes a state over: for work that shows no progress."""
