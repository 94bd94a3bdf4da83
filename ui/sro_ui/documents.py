"""The tab "Documenten": the corpus and its index, what needs a look, and how a document is added."""

from collections.abc import Iterator, Mapping

import gradio as gr

from sro_assistant.domain import Validity
from sro_assistant.errors import InputError, SroError
from sro_assistant.ports import Progress
from sro_assistant.serve.templating import rendered
from sro_assistant.serve.workbench.services import Added, NewDocument, Preview, TaskState, Workbench
from sro_assistant.serve.workbench.uploads import Uploads
from sro_ui import dutch
from sro_ui.panel import Act, Step, Values, View, panel, sentence, stepwise
from sro_ui.tasks import ended_well, followed

Field = tuple[str, str, str, str, bool]
"""Of one fact: its name, its label, a hint, its value, and whether it must be filled in."""


def fill(desk: Workbench, uploads: Uploads, status: gr.HTML) -> None:
    """Lays the tab out in the Blocks that are open."""
    panel(rendered("workbench/waiting.html"), DocumentsTab(desk, uploads).act, status)


class DocumentsTab:
    """What each button of the tab does. A file that is looked at waits under its token."""

    def __init__(self, desk: Workbench, uploads: Uploads) -> None:
        self._desk = desk
        self._uploads = uploads
        self._acts: dict[str, Act] = {
            "index": self._index,
            "nieuw": self._choose_file,
            "bekijk": self._preview,
            "voegtoe": self._add,
        }

    def act(self, values: Values) -> Iterator[View]:
        """The views after a button was pressed, one after the other."""
        yield from self._acts.get(values.get("doe", ""), self._show)(values)

    def _show(self, values: Values) -> Iterator[View]:
        self._uploads.forget(values.get("token", ""))
        yield View(said=dutch.LOOKING)
        yield View(html=self._page(focus="stand"))

    def _index(self, _values: Values) -> Iterator[View]:
        tasks = self._desk.tasks
        ended: TaskState | None = None
        for ended in followed(tasks.start_index(), lambda: tasks.state("index")):
            if ended.running:
                yield View(html=self._page(indexing=True), said=dutch.INDEXING)
        ended_well(ended)
        yield View(html=self._page(focus="stand"), said=dutch.INDEXED)

    def _choose_file(self, values: Values) -> Iterator[View]:
        self._uploads.forget(values.get("token", ""))
        suffixes = self._desk.documents.suffixes
        yield View(html=rendered("workbench/document_new.html", preview=None, token="", suffixes=suffixes))

    def _preview(self, values: Values) -> Iterator[View]:
        token = values.get("bestand", "")
        if not token:
            raise InputError(dutch.NO_FILE)
        upload = self._uploads.find(token)
        yield View(said=dutch.READING)
        preview = self._desk.documents.preview(upload.path, upload.name)
        said = dutch.CANNOT_ADD if preview.problems else dutch.PREVIEWED
        yield View(html=_preview_page(token, preview, {}), said=said)

    def _add(self, values: Values) -> Iterator[View]:
        token = values.get("token", "")
        upload = self._uploads.find(token)
        preview = self._desk.documents.preview(upload.path, upload.name)
        facts = facts_of(values)
        found: list[Added] = []

        def work(progress: Progress) -> None:
            found.append(self._desk.documents.add(upload.path, facts, progress, upload.name))

        try:
            for step in stepwise(work):
                yield View(html=_preview_page(token, preview, values, step), said=dutch.ADDING)
        except SroError as error:
            yield View(html=_preview_page(token, preview, values), error=sentence(error))
            return
        self._uploads.forget(token)
        added = found[0]
        told = dutch.ADDED.format(id=added.document_id, passages=added.passages)
        yield View(html=self._page(added=" ".join((told, *added.warnings)), focus="stand"), said=told)

    def _page(self, *, added: str = "", indexing: bool = False, focus: str = "") -> str:
        documents = self._desk.documents
        return rendered(
            "workbench/documents.html",
            state=documents.state(),
            rows=documents.rows(),
            concerns=(
                ("Bronnen, antwoorden en vragen", documents.stale(), dutch.NOTHING_STALE),
                ("Bijna dezelfde tekst", documents.near_duplicates(), dutch.NO_DUPLICATES),
            ),
            added=added,
            indexing=indexing,
            focus=focus,
        )


def facts_of(values: Values) -> NewDocument:
    """What was filled in about a document; raises InputError where the validity is none."""
    chosen = values.get("geldigheid", "")
    if chosen not in set(Validity):
        raise InputError(dutch.NO_VALIDITY)
    return NewDocument(
        id=_filled(values, "kenmerk"),
        title=_filled(values, "titel"),
        publisher=_filled(values, "uitgever"),
        published=_filled(values, "datum") or None,
        kind=_filled(values, "soort"),
        validity=Validity(chosen),
        validity_reason=_filled(values, "reden"),
        licence=_filled(values, "licentie"),
        url=_filled(values, "adres") or None,
        copy_of=_filled(values, "kopie") or None,
    )


def _filled(values: Values, name: str) -> str:
    return values.get(name, "").strip()


def _preview_page(token: str, preview: Preview, values: Values, running: Step | None = None) -> str:
    return rendered(
        "workbench/document_new.html",
        token=token,
        preview=preview,
        fields=_fields(preview, values),
        values=values,
        running=running,
    )


def _fields(preview: Preview, values: Mapping[str, str]) -> list[Field]:
    """The facts to fill in, with what was filled in or else what the file tells."""
    suggested = {
        "titel": preview.suggested_title,
        "kenmerk": preview.suggested_id,
        "kopie": preview.likely_copy_of or "",
    }
    return [
        (name, label, hint, values.get(name, suggested.get(name, "")), required)
        for name, label, hint, required in dutch.FACTS
    ]
