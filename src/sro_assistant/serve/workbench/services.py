"""What stands behind the workbench of the office: the one place from which its tabs take their services."""

from dataclasses import dataclass

from sro_assistant.desk.documents.add import Added
from sro_assistant.desk.documents.desk import DocumentDesk
from sro_assistant.desk.documents.facts import NewDocument
from sro_assistant.desk.documents.overview import DocumentRow, IndexState
from sro_assistant.desk.documents.preview import Preview, PreviewSection
from sro_assistant.desk.evaluation import EvaluationDesk, LastReport
from sro_assistant.desk.gaps import Gap, GapDesk, GapList
from sro_assistant.desk.journal import JournalKeeper
from sro_assistant.desk.proposals import BankDesk, BankProposal
from sro_assistant.desk.tasks import TaskDesk, TaskError, TaskState
from sro_assistant.desk.webinar.check import Checked
from sro_assistant.desk.webinar.drafts import Draft, Sort, Standing
from sro_assistant.desk.webinar.export import Exported, Kind
from sro_assistant.desk.webinar.likeness import Group
from sro_assistant.desk.webinar.reading import Asked
from sro_assistant.desk.webinar.registry import Webinars
from sro_assistant.desk.webinar.session import WebinarSession
from sro_assistant.domain.journal import Counts, Rating
from sro_assistant.serve.exchange import AssistantSource
from sro_assistant.serve.render import response_of
from sro_assistant.serve.schemas import AskResponse

__all__ = [
    "Added",
    "Asked",
    "BankDesk",
    "BankProposal",
    "Checked",
    "Counts",
    "DocumentDesk",
    "DocumentRow",
    "Draft",
    "EvaluationDesk",
    "Exported",
    "Gap",
    "GapDesk",
    "GapList",
    "Group",
    "IndexState",
    "JournalKeeper",
    "Kind",
    "LastReport",
    "NewDocument",
    "Preview",
    "PreviewSection",
    "Rating",
    "Sort",
    "Standing",
    "TaskDesk",
    "TaskError",
    "TaskState",
    "WebinarSession",
    "Webinars",
    "Workbench",
    "response_to",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """The services of the workbench; `source` gives the assistant, whose answers the journal notes."""

    source: AssistantSource
    webinars: Webinars
    bank: BankDesk
    gaps: GapDesk
    documents: DocumentDesk
    evaluation: EvaluationDesk
    journal: JournalKeeper
    tasks: TaskDesk


def response_to(draft: Draft) -> AskResponse | None:
    """The assistant's own answer as every face shows it; its numbers are the markers of the draft's text.

    None where the question could not be read.
    """
    return response_of(draft.answer, draft.generation, {}) if draft.answer is not None else None
