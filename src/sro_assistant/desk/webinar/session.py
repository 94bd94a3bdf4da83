"""One webinar on the office's desk: its questions, their groups, the drafts and what became of them."""

import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sro_assistant.answer.compose import Request
from sro_assistant.desk.answering import Answering
from sro_assistant.desk.webinar.check import Checker
from sro_assistant.desk.webinar.drafts import Draft, Sort, Standing, sorted_answer
from sro_assistant.desk.webinar.export import Exported, Kind, PaperWriter, exported
from sro_assistant.desk.webinar.likeness import Group, group_of
from sro_assistant.desk.webinar.wording import text_of
from sro_assistant.domain import Citation
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.grounding.proof import Proof
from sro_assistant.ingest.curated.questions import place_of
from sro_assistant.ports import Progress

LONGEST_ROLE = 80
LONGEST_TEXT = 20_000
_ORDER = tuple(Sort)
_PERSON = re.compile(r"@|\d{4,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What the work on a webinar needs: the assistant, its check, the day, and a writer of Word files."""

    assistant: Callable[[], Answering]
    proof: Callable[[], Proof]
    today: Callable[[], date]
    write: PaperWriter


class WebinarSession:
    """The work on one webinar; safe to use from several threads. Everything is in memory."""

    def __init__(
        self, session_id: str, groups: Sequence[Group], notices: Sequence[str], tools: Tools
    ) -> None:
        self.id = session_id
        self.notices = tuple(notices)
        self.role = ""
        """The function in which somebody last decided, as a suggestion for the next answer."""
        self._tools = tools
        self._lock = threading.RLock()
        self._groups = {group.id: group for group in groups}
        self._drafts: dict[str, Draft] = {}

    @property
    def groups(self) -> tuple[Group, ...]:
        """The questions by what they ask, in the order of the upload."""
        with self._lock:
            return tuple(sorted(self._groups.values(), key=lambda group: group.members[0].number))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts: ready first, then those to look at, then what is not answered."""
        with self._lock:
            found = list(self._drafts.values())
        return tuple(sorted(found, key=lambda d: (_ORDER.index(d.sort), d.group.members[0].number)))

    def counts(self) -> Mapping[Sort, int]:
        """How many drafts there are of each sort."""
        sorts = [draft.sort for draft in self.drafts]
        return {sort: sorts.count(sort) for sort in Sort}

    def split(self, group_id: str, number: int) -> None:
        """Takes one question out of its group, into one of its own; both are to be drafted anew."""
        with self._lock:
            group = self._group(group_id)
            alone = [asked for asked in group.members if asked.number == number]
            rest = [asked for asked in group.members if asked.number != number]
            if not alone or not rest:
                raise InputError("Deze vraag staat al alleen.")
            self._replace([group], [group_of(alone), group_of(rest)])

    def merge(self, group_id: str, into: str) -> None:
        """Puts two groups together; the whole is to be drafted anew."""
        with self._lock:
            one, other = self._group(group_id), self._group(into)
            if one is not other:
                self._replace([one, other], [group_of((*other.members, *one.members))])

    def drop(self, group_id: str) -> None:
        """Leaves a group out: what it says is no question."""
        with self._lock:
            self._replace([self._group(group_id)], [])

    def draft_all(self, progress: Progress) -> tuple[Draft, ...]:
        """Drafts an answer to every group that has none yet; the drafts, those that are ready first."""
        waiting = [group for group in self.groups if group.id not in self._drafts]
        for done, group in enumerate(waiting):
            progress("Vragen beantwoorden", done, len(waiting))
            drafted = self._drafted(group)
            with self._lock:
                if self._groups.get(group.id) == group:
                    self._drafts[group.id] = drafted
        progress("Vragen beantwoorden", len(waiting), len(waiting))
        with self._lock:
            self._drafts = {draft.id: draft for draft in _with_twins(self._drafts.values())}
        return self.drafts

    def draft(self, draft_id: str) -> Draft:
        """One draft; raises NotFoundError."""
        with self._lock:
            found = self._drafts.get(draft_id)
        if found is None:
            raise NotFoundError("Dit antwoord is er niet (meer). Laad de vragen opnieuw.")
        return found

    def edit(self, draft_id: str, text: str) -> Draft:
        """The draft with another text, checked; what was said of the text before no longer holds."""
        if len(text) > LONGEST_TEXT:
            raise InputError(f"Dit antwoord is te lang. Hou het onder {LONGEST_TEXT} tekens.")
        draft = self.draft(draft_id)
        changed = replace(draft, text=text.strip(), standing=Standing.DRAFT, role="", on="")
        return self._kept(self._checked(changed))

    def restore(self, draft_id: str) -> Draft:
        """The draft as the assistant wrote it."""
        return self.edit(draft_id, self.draft(draft_id).own)

    def mark(self, draft_id: str, standing: Standing, role: str = "", *, keep_loose: bool = False) -> Draft:
        """The draft with what the office says of it; checked once more against the sources as they are now.

        Raises InputError where it was reviewed by nobody in particular, or with a sentence that no source
        carries; `keep_loose` lets such sentences stand, and they are exported as words of the office.
        """
        draft = self._checked(self.draft(draft_id))
        if standing is Standing.DRAFT:
            return self._kept(replace(draft, standing=standing, role="", on=""))
        if standing is Standing.REVIEWED:
            _check_reviewable(draft, keep_loose=keep_loose)
        self.role = _role(role, standing) or self.role
        on = self._tools.today().isoformat()
        return self._kept(replace(draft, standing=standing, role=_role(role, standing), on=on))

    def export(self, kind: Kind) -> Exported:
        """The answers as a file; those that are not to be used stay out."""
        return exported(kind, self.drafts, self._tools.write, self._tools.today())

    def _drafted(self, group: Group) -> Draft:
        assistant = self._tools.assistant()
        generation = assistant.generation
        try:
            answer = assistant.ask(Request(question=group.question))
        except InputError as error:
            return Draft(
                group=group, answer=None, generation=generation, sort=Sort.OPEN, reasons=(str(error),),
                own="", text="",
            )  # fmt: skip
        sort, reasons = sorted_answer(group.question, answer)
        own = text_of(answer)
        draft = Draft(
            group=group, answer=answer, generation=generation, sort=sort, reasons=reasons, own=own, text=own
        )
        return self._checked(draft)

    def _checked(self, draft: Draft) -> Draft:
        checker = Checker(
            own=draft.own,
            citations=draft.citations,
            proof=self._tools.proof(),
            gone=_gone(draft.citations, self._tools.assistant()),
        )
        return replace(draft, checked=checker.checked(draft.text))

    def _kept(self, draft: Draft) -> Draft:
        with self._lock:
            if draft.id in self._drafts:
                self._drafts[draft.id] = draft
        return draft

    def _group(self, group_id: str) -> Group:
        found = self._groups.get(group_id)
        if found is None:
            raise NotFoundError("Deze vraag is er niet (meer). Laad de vragen opnieuw.")
        return found

    def _replace(self, old: Iterable[Group], new: Iterable[Group]) -> None:
        for group in old:
            del self._groups[group.id]
            self._drafts.pop(group.id, None)
        for group in new:
            self._groups[group.id] = group


def _gone(citations: Sequence[Citation], assistant: Answering) -> frozenset[int]:
    """The numbers of the citations whose words no longer stand in their source."""
    return frozenset(
        number for number, citation in enumerate(citations, start=1) if not _stands(citation, assistant)
    )


def _stands(citation: Citation, assistant: Answering) -> bool:
    try:
        document = assistant.document(citation.source.id)
    except NotFoundError:
        return False
    if document == citation.document:
        return True
    passages = {document.source.id: assistant.passages(document.source.id)}
    return place_of(citation.quote, document, passages) is not None


def _with_twins(drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts, each with those that stand on the very same words: they may ask the same."""
    every = list(drafts)
    by_words: dict[frozenset[tuple[str, int, int]], list[str]] = defaultdict(list)
    for draft in every:
        by_words[_words(draft)].append(draft.id)
    return [
        replace(draft, same_as=tuple(i for i in by_words[_words(draft)] if _words(draft) and i != draft.id))
        for draft in every
    ]


def _words(draft: Draft) -> frozenset[tuple[str, int, int]]:
    said = draft.answer.statements if draft.answer is not None else ()
    return frozenset((c.source.id, c.span.start, c.span.end) for s in said for c in s.citations)


def _check_reviewable(draft: Draft, *, keep_loose: bool) -> None:
    """Raises InputError where a draft cannot be marked as reviewed."""
    if not draft.text:
        raise InputError("Er is nog geen antwoord. Schrijf het eerst, of kies ‘niet gebruiken’.")
    if draft.loose and not keep_loose:
        wrong = " ".join(f"‘{sentence.text}’: {sentence.reason}." for sentence in draft.loose)
        raise InputError(
            f"Niet elke zin staat op een bron. {wrong} Pas de zin aan, of laat ze bewust staan zonder bron."
        )


def _role(role: str, standing: Standing) -> str:
    """The role of who decided, which a review needs; raises InputError for what names a person."""
    named = " ".join(role.split())
    if _PERSON.search(named):
        raise InputError("Zet een functie, geen persoon: bijvoorbeeld ‘projectleider SRO’.")
    if standing is Standing.REVIEWED and not named:
        raise InputError("Zet erbij in welke functie u het antwoord nagekeken hebt.")
    return named[:LONGEST_ROLE]
