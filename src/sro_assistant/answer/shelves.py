"""The documents first, then the fact sheets: which of the two assistants a question is for."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from sro_assistant.answer import guide_phrases
from sro_assistant.answer.compose import Assistant, Request
from sro_assistant.answer.conflicts import Conflicts
from sro_assistant.answer.needs import concerns_programmes, read_by_guide
from sro_assistant.answer.notices import age_notices, filter_notices
from sro_assistant.domain import (
    SHEET_KIND,
    Answer,
    Document,
    Filters,
    Mode,
    Passage,
    Query,
    RetrievedPassage,
    SourceFile,
    Statement,
    Status,
    Turn,
)
from sro_assistant.index.generation import Health

if TYPE_CHECKING:
    from sro_assistant.answer.programmes import Adviser
    from sro_assistant.grounding.proof import Proof
    from sro_assistant.guide.guide import Guide

NEAR, NEARER = 0.5, 0.15
"""How like a question of the sheets what is asked must be, and how much more so than of the documents."""
_SHEET = f"{SHEET_KIND}-"
_READ = 8


class Shelves:
    """An assistant on the documents that turns to the fact sheets for what is asked of these alone.

    An official text outweighs a sheet: one is answered from only where a question is clearly nearer to
    what people ask of the sheets than of the documents, and a filter that names documents never reaches
    them. The sheets are opened when first needed.
    """

    def __init__(
        self,
        documents: Assistant,
        open_sheets: Callable[[], Assistant | None],
        named: Callable[[str], frozenset[str]],
        guide: "Guide",
    ) -> None:
        """An assistant on two indexes; `named` gives the documents' ids of the sheets that a text names.

        `guide` answers which programme fits who asks, and says what abbreviations mean.
        """
        self._documents = documents
        self._open_sheets = open_sheets
        self._named = named
        self.guide = guide
        self._conflicts = Conflicts(lambda: guide.book().conflicts)
        self._sheets: Assistant | None = None
        self._is_opened = False

    @property
    def generation(self) -> str:
        """The name of the generation of the documents."""
        return self._documents.generation

    def health(self) -> Health:
        """Which generation of the documents answers and, where a newer one was refused, why."""
        return self._documents.health()

    def ask(self, request: Request) -> Answer:
        """The answer to a question; raises InputError where it, or a filter, cannot be read."""
        quotable = _Quotable(self, request.filters)
        answer = self._advised(self._answered(request), quotable)
        if not answer.statements:
            return answer
        answer = self._conflicts.shown_in(answer, quotable)
        said = [statement.text for statement in answer.statements]
        return dataclasses.replace(answer, abbreviations=self.guide.glossary.unexplained(said))

    def _advised(self, answer: Answer, quotable: "_Quotable") -> Answer:
        """What the guide answers to who asks what fits; to any other question the answer as it is.

        An answer of the bank stands where the office has read it, and that of a language model where the
        guide has no more to go on than the documents, which the model has read.
        """
        if answer.status is Status.REFUSED or (answer.approved is not None and answer.approved.reviewed):
            return answer
        is_for_guide = concerns_programmes(read_by_guide(answer.query))
        advice = self._adviser.advise(answer.query, quotable) if is_for_guide else None
        if advice is None or (answer.mode is Mode.GENERATIVE and not _sheets_in(advice.statements)):
            return answer
        told = dataclasses.replace(
            answer,
            mode=Mode.EXTRACTIVE,
            model=None,
            status=Status.PARTIAL if advice.missing else Status.ANSWERED,
            statements=advice.statements,
            related=(),
            missing=advice.missing,
            guidance="",
            notices=(
                *advice.notices,
                *answer.query.notices,
                *filter_notices(answer.query.filters, self.documents()),
                *age_notices(advice.statements),
            ),
            suggestions=advice.questions,
            approved=None,
        )
        return _noticed(told)

    def _answered(self, request: Request) -> Answer:
        """What the documents or the sheets answer by themselves."""
        on_documents, on_sheets = _divided(request.filters)
        if on_sheets is None:
            return self._documents.ask(request)
        for_sheets = dataclasses.replace(request, filters=on_sheets)
        if on_documents is None and self.sheets is not None:
            return _noticed(self.sheets.ask(for_sheets))
        for_documents = dataclasses.replace(request, filters=on_documents or request.filters)
        answer = self._documents.ask(for_documents)
        if answer.status is Status.REFUSED or answer.approved is not None:
            return answer
        is_silent = answer.status in (Status.NOT_FOUND, Status.OUT_OF_SCOPE)
        if self._is_for_sheets(for_documents, for_sheets) or (is_silent and self._named(request.question)):
            return self._told(for_sheets) or answer
        return answer

    def _is_for_sheets(self, for_documents: Request, for_sheets: Request) -> bool:
        """Whether a question is clearly nearer to what is asked of the sheets, or nearer and names a call."""
        near = _nearness(self._documents, for_documents)
        if near + NEARER > 1 or self.sheets is None:
            return False
        by_sheets = _nearness(self.sheets, for_sheets)
        if by_sheets < max(NEAR, near):
            return False
        return by_sheets >= near + NEARER or self._adviser.names_a_call(for_sheets.question)

    def _told(self, request: Request) -> Answer | None:
        """What the sheets answer, from those that are named where any is; None where they are silent."""
        for named in self._adviser.named(request.question):
            told = self._told_by(named.documents, request)
            if told is not None:
                return dataclasses.replace(told, notices=(*named.notices, *told.notices))
        return None

    def _told_by(self, names: frozenset[str], request: Request) -> Answer | None:
        if self.sheets is None:
            return None
        named = names & {document.source.id for document in self.sheets.documents()}
        if named and request.filters.documents is None:
            filters = dataclasses.replace(request.filters, documents=named)
            request = dataclasses.replace(request, filters=filters)
        told = self.sheets.ask(request)
        return _noticed(told) if told.status in (Status.ANSWERED, Status.PARTIAL) else None

    def search(
        self,
        text: str,
        limit: int,
        filters: Filters,
        *,
        history: tuple[Turn, ...] = (),
        expected: bool = True,
    ) -> tuple[Query, tuple[RetrievedPassage, ...]]:
        """The retrieval stage alone, among the documents or, where the filter names only sheets, these."""
        on_documents, on_sheets = _divided(filters)
        if on_documents is None and on_sheets is not None and self.sheets is not None:
            return self.sheets.search(text, limit, on_sheets, history=history, expected=expected)
        return self._documents.search(
            text, limit, on_documents or filters, history=history, expected=expected
        )

    @cached_property
    def _adviser(self) -> "Adviser":
        """What answers for the guide; few questions load it."""
        from sro_assistant.answer.programmes import Adviser  # noqa: PLC0415 - as it says

        return Adviser(self.guide)

    @property
    def sheets(self) -> Assistant | None:
        """The assistant on the fact sheets alone; None where there are none."""
        if not self._is_opened:
            self._sheets, self._is_opened = self._open_sheets(), True
        return self._sheets

    def proof(self) -> "Proof":
        """What sentences that somebody worded anew are held against their quotes with."""
        return self._documents.proof()

    def documents(self) -> tuple[Document, ...]:
        """The documents that serve, in the manifest's order; the sheets are not among them."""
        return self._documents.documents()

    def document(self, document_id: str) -> Document:
        """A document or sheet by its id, or that of a copy; raises NotFoundError."""
        return self._shelf_of(document_id).document(document_id)

    def passage(self, passage_id: str) -> Passage:
        """A passage of a document or sheet by its id; raises NotFoundError."""
        return self._shelf_of(passage_id).passage(passage_id)

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        """The passages of a document or sheet in reading order; raises NotFoundError."""
        return self._shelf_of(document_id).passages(document_id)

    def close(self) -> None:
        """Lets go of both indexes."""
        self._documents.close()
        if self._sheets is not None:
            self._sheets.close()

    def _shelf_of(self, name: str) -> Assistant:
        sheets = self.sheets if name.startswith(_SHEET) else None
        return self._documents if sheets is None else sheets


def _divided(filters: Filters) -> tuple[Filters | None, Filters | None]:
    """What a filter asks of the documents and what of the sheets; None where it leaves them out."""
    kinds = filters.kinds
    on_documents = kinds is None or kinds != {SHEET_KIND}
    on_sheets = kinds is None or SHEET_KIND in kinds
    if filters.documents is None:
        return filters if on_documents else None, filters if on_sheets else None
    sheets = frozenset(name for name in filters.documents if name.startswith(_SHEET))
    others = filters.documents - sheets
    return (
        dataclasses.replace(filters, documents=others) if others and on_documents else None,
        dataclasses.replace(filters, documents=sheets) if sheets and on_sheets else None,
    )


def _nearness(assistant: Assistant, request: Request) -> float:
    """How like the nearest expected question a question is, in 0..1."""
    _, found = assistant.search(request.question, _READ, request.filters, history=request.history)
    return max((hit.similarity for f in found for hit in f.why.asked), default=0.0)


class _Quotable:
    """The documents and sheets that a filter lets through; the sheets are opened when one is asked for."""

    def __init__(self, shelves: Shelves, filters: Filters) -> None:
        self._shelves = shelves
        self._on_documents, self._on_sheets = _divided(filters)

    def admits(self, document_id: str) -> bool:
        return document_id in self._among(document_id)

    def read(self, document_id: str) -> tuple[Document, tuple[Passage, ...]]:
        document = self._among(document_id)[document_id]
        return document, self._shelves.passages(document.source.id)

    def _among(self, document_id: str) -> Mapping[str, Document]:
        return self._sheets if document_id.startswith(_SHEET) else self._documents

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return _admitted(self._shelves.documents(), self._on_documents)

    @cached_property
    def _sheets(self) -> Mapping[str, Document]:
        sheets = self._shelves.sheets if self._on_sheets is not None else None
        return _admitted(sheets.documents(), self._on_sheets) if sheets is not None else {}


def _admitted(documents: tuple[Document, ...], filters: Filters | None) -> Mapping[str, Document]:
    """The documents that a filter admits, by their ids and those of their copies."""
    if filters is None:
        return {}
    return {
        every: document
        for document in documents
        if any(
            filters.admits(dataclasses.replace(document.source, id=name))
            for name in (document.source.id, *document.copies)
        )
        for every in (document.source.id, *document.copies)
    }


def _noticed(answer: Answer) -> Answer:
    """The answer with what must be known of the sheets that it cites, first."""
    notices = guide_phrases.sheet_notices(_sheets_in((*answer.statements, *answer.related)))
    return dataclasses.replace(answer, notices=(*notices, *answer.notices))


def _sheets_in(statements: Sequence[Statement]) -> list[SourceFile]:
    """The fact sheets that statements cite, each once."""
    cited = {c.source.id: c.source for statement in statements for c in statement.citations}
    return [source for source in cited.values() if source.is_sheet]
