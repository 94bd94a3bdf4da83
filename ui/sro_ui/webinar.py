"""The tab "Webinarvragen": a list of questions becomes drafts, which staff correct, mark and take away."""

from collections.abc import Iterator, Mapping

import gradio as gr

from sro_assistant.errors import InputError
from sro_assistant.ports import Progress
from sro_assistant.serve.templating import rendered
from sro_assistant.serve.workbench.downloads import EXPORT
from sro_assistant.serve.workbench.services import (
    BankProposal,
    Draft,
    Sort,
    Standing,
    TaskState,
    WebinarSession,
    Workbench,
    response_to,
)
from sro_assistant.serve.workbench.uploads import Uploads
from sro_ui import dutch
from sro_ui.panel import Act, Step, Values, View, panel, stepwise
from sro_ui.tasks import ended_well, followed

_MARKS = {
    "nagekeken": Standing.REVIEWED,
    "niet_gebruiken": Standing.UNUSED,
    "ontwerp": Standing.DRAFT,
}
_AFTER = {"controleer": "controle", "herstel": "controle", "voorstel": "", "toevoegen": "", "index": ""}
"""Where the reader's attention goes after a button; elsewhere to the draft, and "" to the proposal."""


def fill(desk: Workbench, uploads: Uploads, status: gr.HTML) -> None:
    """Lays the tab out in the Blocks that are open."""
    tab = WebinarTab(desk, uploads)
    panel(tab.start_page(), tab.act, status)


class WebinarTab:
    """What each button of the tab does. The page holds the names of its session and its chosen draft."""

    def __init__(self, desk: Workbench, uploads: Uploads) -> None:
        self._desk = desk
        self._uploads = uploads
        self._acts: dict[str, Act] = {
            "hervat": self._resume,
            "lees": self._read,
            "splits": self._regroup,
            "schrap": self._regroup,
            "maak": self._draft_all,
            "opnieuw": self._start_again,
            "lijst": self._resume,
            "kies": self._choose,
            "controleer": self._check,
            "herstel": self._restore,
            "voegsamen": self._merge,
            **dict.fromkeys(_MARKS, self._mark),
            "voorstel": self._propose,
            "toevoegen": self._add,
            "index": self._index,
        }

    def act(self, values: Values) -> Iterator[View]:
        """The views after a button was pressed, one after the other."""
        if "onbewaard" in values:  # the reader goes elsewhere: what was typed goes along
            self._session(values).edit(values.get("open", ""), values["onbewaard"].replace("\r\n", "\n"))
        yield from self._acts.get(values.get("doe", ""), self._start_again)(values)

    def start_page(self) -> str:
        """The page where questions come in."""
        return rendered("workbench/webinar_start.html", suffixes=self._desk.webinars.suffixes)

    def _read(self, values: Values) -> Iterator[View]:
        token, text = values.get("bestand", ""), values.get("tekst", "")
        if token:
            session = self._read_file(token)
        elif text.strip():
            session = self._desk.webinars.start_text(text)
        else:
            raise InputError(dutch.NO_QUESTIONS)
        asked = sum(len(group.members) for group in session.groups)
        yield View(html=_groups_page(session), said=dutch.READ.format(count=asked))

    def _read_file(self, token: str) -> WebinarSession:
        """The questions of a file; the file itself is removed at once."""
        upload = self._uploads.find(token)
        try:
            return self._desk.webinars.start_file(upload.path, upload.name)
        finally:
            self._uploads.forget(token)

    def _resume(self, values: Values) -> Iterator[View]:
        session = self._session(values)
        yield View(html=_drafts_page(session, focus="lijst") if session.drafts else _groups_page(session))

    def _start_again(self, _values: Values) -> Iterator[View]:
        yield View(html=self.start_page())

    def _regroup(self, values: Values) -> Iterator[View]:
        session = self._session(values)
        if values["doe"] == "splits":
            session.split(values.get("groep", ""), _number(values.get("nummer", "")))
        else:
            session.drop(values.get("groep", ""))
        yield View(html=_groups_page(session), said=dutch.REGROUPED.format(count=len(session.groups)))

    def _draft_all(self, values: Values) -> Iterator[View]:
        session = self._session(values)

        def work(progress: Progress) -> None:
            session.draft_all(progress)

        first = Step(dutch.DRAFTING, 0, len(session.groups))
        yield View(html=_groups_page(session, running=first), said=dutch.DRAFTING)
        for step in stepwise(work):
            yield View(html=_groups_page(session, running=step), said=dutch.DRAFTING)
        counts = session.counts()
        said = dutch.DRAFTED.format(**{sort.name.lower(): counts.get(sort, 0) for sort in Sort})
        yield View(html=_drafts_page(session, focus="lijst"), said=said)

    def _choose(self, values: Values) -> Iterator[View]:
        yield self._at(values, self._draft(values))

    def _check(self, values: Values) -> Iterator[View]:
        draft = self._edited(values)
        said = dutch.LOOSE.format(count=len(draft.loose)) if draft.loose else dutch.SUPPORTED
        yield self._at(values, draft, said=said)

    def _restore(self, values: Values) -> Iterator[View]:
        draft = self._session(values).restore(values.get("vraag", ""))
        yield self._at(values, draft, said=dutch.RESTORED)

    def _mark(self, values: Values) -> Iterator[View]:
        """Marks what stands in the form, so that nobody marks a text that was not checked."""
        draft = self._edited(values)
        standing = _MARKS[values["doe"]]
        role = values.get("functie", "").strip()
        keep_loose = values.get("zonder_bron") == "ja"
        try:
            draft = self._session(values).mark(draft.id, standing, role, keep_loose=keep_loose)
        except InputError as error:  # the check of the new text shows what is to be mended
            yield View(html=self._at(values, draft, focus="").html, error=str(error))
            return
        yield self._at(values, draft, said=dutch.MARKED.format(standing=standing.value))

    def _merge(self, values: Values) -> Iterator[View]:
        """Puts another question with the one that is open, and answers both at once."""
        session, draft = self._session(values), self._draft(values)
        number = draft.group.members[0].number
        session.merge(values.get("groep", ""), draft.group.id)
        yield View(said=dutch.DRAFTING)
        drafts = session.draft_all(lambda _label, _done, _total: None)
        merged = next(d for d in drafts if any(asked.number == number for asked in d.group.members))
        yield self._at(values, merged, said=dutch.MERGED)

    def _propose(self, values: Values) -> Iterator[View]:
        draft = self._draft(values)
        yield View(said=dutch.WEIGHING)
        proposal = self._desk.bank.propose(draft, values.get("onderwerp", ""), values.get("kenmerk", ""))
        yield self._at(values, draft, said=dutch.PROPOSED, **self._proposed(proposal))

    def _add(self, values: Values) -> Iterator[View]:
        draft = self._draft(values)
        yield View(said=dutch.WEIGHING)
        proposal = self._desk.bank.propose(draft, values.get("onderwerp", ""), values.get("kenmerk", ""))
        if not proposal.is_good:
            yield self._at(values, draft, said=dutch.NOT_ADDED, **self._proposed(proposal))
            return
        added = self._desk.bank.add(proposal)
        yield self._at(values, draft, said=added, added=added)

    def _proposed(self, proposal: BankProposal) -> Mapping[str, object]:
        return {"proposal": proposal, "subjects": self._desk.bank.subjects()}

    def _index(self, values: Values) -> Iterator[View]:
        draft, tasks = self._draft(values), self._desk.tasks
        ended: TaskState | None = None
        for ended in followed(tasks.start_index(), lambda: tasks.state("index")):
            if ended.running:
                yield self._at(values, draft, said=dutch.INDEXING, added=dutch.INDEXING, indexing=True)
        ended_well(ended)
        yield self._at(values, draft, said=dutch.INDEXED)

    def _at(self, values: Values, draft: Draft, *, said: str = "", **shown: object) -> View:
        """The page with a draft opened, at the place that the button is about."""
        told = {"focus": _AFTER.get(values["doe"], "ontwerp"), **shown}
        session = self._session(values)
        role = values.get("functie", session.role)
        return View(html=_drafts_page(session, draft, role=role, **told), said=said)

    def _session(self, values: Values) -> WebinarSession:
        return self._desk.webinars.find(values.get("set", ""))

    def _draft(self, values: Values) -> Draft:
        return self._session(values).draft(values.get("vraag", ""))

    def _edited(self, values: Values) -> Draft:
        """The draft with the text of the form; checked again where that is another text."""
        draft = self._draft(values)
        text = values.get("tekst", draft.text).replace("\r\n", "\n")
        return draft if text == draft.text else self._session(values).edit(draft.id, text)


def _number(text: str) -> int:
    if not text.isdecimal():
        raise InputError(dutch.UNKNOWN_ACTION)
    return int(text)


def _groups_page(session: WebinarSession, running: Step | None = None) -> str:
    asked = sum(len(group.members) for group in session.groups)
    return rendered(
        "workbench/webinar_groups.html",
        session=session,
        groups=session.groups,
        asked=asked,
        doubled=asked > len(session.groups),
        running=running,
    )


def _drafts_page(session: WebinarSession, draft: Draft | None = None, **values: object) -> str:
    drafts = session.drafts
    places = [each.id for each in drafts]
    place = places.index(draft.id) if draft is not None and draft.id in places else None
    twins = [each for each in drafts if draft is not None and each.id in draft.same_as]
    shown = {"role": "", "proposal": None, "added": "", "indexing": False, "subjects": (), **values}
    return rendered(
        "workbench/webinar_drafts.html",
        session=session,
        drafts=drafts,
        sorts=[(sort, [each for each in drafts if each.sort is sort]) for sort in Sort],
        reviewed=sum(each.standing is Standing.REVIEWED for each in drafts),
        draft=draft,
        twins=twins,
        response=response_to(draft) if draft is not None else None,
        before=places[place - 1] if place else None,
        after=places[place + 1] if place is not None and place + 1 < len(places) else None,
        export=EXPORT,
        **shown,
    )
