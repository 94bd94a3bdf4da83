"""A draft that the office read as an entry of the answer bank, checked before it is written."""

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from sro_assistant.desk.bank import look, texts_of
from sro_assistant.desk.drafts import add_entry, draft_of
from sro_assistant.desk.locks import locked
from sro_assistant.desk.naming import free_id
from sro_assistant.desk.webinar.drafts import Draft, Standing
from sro_assistant.desk.webinar.wording import citations_of
from sro_assistant.domain import Answer, Layout, Statement, Status
from sro_assistant.domain.bank import Review
from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.tokens import folded_words
from sro_assistant.errors import InputError
from sro_assistant.ingest.curated.answers import FOLDER, SUFFIX, is_id, read_bank, read_file
from sro_assistant.ingest.curated.bank import Texts, banked
from sro_assistant.ingest.load import load_corpus
from sro_assistant.ports import Parser

SUBJECT: Final = "webinarvragen"
"""The file in which entries come that have no other."""
_ID_WORDS = 6
_Stamp = tuple[tuple[str, int, int], ...]
_BUSY = "Iemand anders past de bronnen nu aan."


@dataclass(frozen=True, slots=True, kw_only=True)
class BankProposal:
    """An entry as it would be written to its file, and what keeps it from serving, in Dutch."""

    subject: str
    entry_id: str
    yaml: str
    problems: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether it can be added."""
        return not self.problems


class BankDesk:
    """Adds entries to the answer bank of a corpus, and tells which are to be read again."""

    def __init__(self, corpus_dir: Path, parsers: Sequence[Parser], lock: Path) -> None:
        self._corpus_dir = corpus_dir
        self._parsers = parsers
        self._lock = lock
        self._read: tuple[_Stamp, Texts] | None = None

    def subjects(self) -> tuple[str, ...]:
        """The files of the bank, and the one for what has no other."""
        found = {path.stem for path in (self._corpus_dir / FOLDER).glob(f"*{SUFFIX}")}
        return tuple(sorted({*found, SUBJECT}))

    def stale(self) -> tuple[str, ...]:
        """The entries whose source changed, each with what is wrong; raises CorpusError."""
        return tuple(problem.message for problem in look(self._corpus_dir, self._parsers).stale)

    def propose(self, draft: Draft, subject: str = "", entry_id: str = "") -> BankProposal:
        """A draft as an entry of the bank; without a subject or an id it gets one."""
        subject, entry_id = subject or SUBJECT, entry_id or self._free_id(draft.question)
        if draft.answer is None:
            raise InputError("Er is geen antwoord om in de bank te zetten.")
        loose = tuple(f"‘{s.text}’: {s.reason}. In de bank staat elke zin op een bron." for s in draft.loose)
        is_read = draft.standing is Standing.REVIEWED
        review = Review(role=draft.role, on=draft.on) if is_read else None
        ways = tuple({asked.text: None for asked in draft.group.members if asked.text != draft.question})
        yaml = draft_of(_as_answer(draft, draft.answer), entry_id, review, ways)
        problems = (*loose, *(() if loose else self._problems(subject, entry_id, yaml)))
        return BankProposal(subject=subject, entry_id=entry_id, yaml=yaml, problems=problems)

    def add(self, proposal: BankProposal) -> str:
        """Writes an entry that was found good, and says where it stands; raises InputError."""
        with locked(self._lock, _BUSY):
            problems = proposal.problems or self._problems(proposal.subject, proposal.entry_id, proposal.yaml)
            if problems:
                raise InputError(" ".join(problems))
            path = add_entry(self._corpus_dir, proposal.subject, proposal.entry_id, proposal.yaml)
        return f"Het antwoord staat in {path.name}. Het dient vanaf de volgende keer dat u de index bijwerkt."

    def _problems(self, subject: str, entry_id: str, yaml: str) -> tuple[str, ...]:
        """What would keep an entry from serving, found before anything is written."""
        if not (is_id(subject) and is_id(entry_id)):
            return (f"‘{subject}’ en ‘{entry_id}’ mogen alleen kleine letters, cijfers en - hebben.",)
        if entry_id in self._ids():
            return (f"Er is al een antwoord met het id ‘{entry_id}’. Kies een ander.",)
        with tempfile.TemporaryDirectory() as folder:
            written = read_file(add_entry(Path(folder), subject, entry_id, yaml))
        return tuple(problem.message for problem in banked(written, self._texts()).problems)

    def _texts(self) -> Texts:
        """The texts of the corpus; read again only where a file of it changed, for reading takes seconds."""
        stamp = tuple(
            (str(path), path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted(self._corpus_dir.rglob("*"))
            if path.is_file() and path.parent.name != FOLDER
        )
        if self._read is None or self._read[0] != stamp:
            corpus = load_corpus(self._corpus_dir, self._parsers)
            self._read = stamp, texts_of(corpus, self._corpus_dir, self._parsers)
        return self._read[1]

    def _ids(self) -> frozenset[str]:
        return frozenset(entry.id for entry in read_bank(self._corpus_dir).entries)

    def _free_id(self, question: str) -> str:
        """An id made of the first words that mean something, with a number where it is taken."""
        telling = [word for word in folded_words(question) if word not in STOP_WORDS]
        kept = ("".join(c for c in word if c.isascii() and c.isalnum()) for word in telling[:_ID_WORDS])
        return free_id("-".join(word for word in kept if word) or "vraag", self._ids())


def _as_answer(draft: Draft, given: Answer) -> Answer:
    """The answer with the words that the office gave it."""
    statements = tuple(_statements(draft, given))
    status = given.status
    if statements and not given.statements:
        status = Status.ANSWERED
    return replace(given, question=draft.question, statements=statements, status=status, guidance="")


def _statements(draft: Draft, given: Answer) -> Iterator[Statement]:
    """The sentences that sources carry; a lead-in stands on what the first item under it cites."""
    citations = citations_of(given)
    for place, sentence in enumerate(draft.checked):
        below = (other.markers for other in draft.checked[place + 1 :] if other.markers)
        markers = sentence.markers or (next(below, ()) if sentence.text.endswith(":") else ())
        cited = tuple(citations[number - 1] for number in markers if 0 < number <= len(citations))
        if sentence.supported and cited:
            layout = Layout.ITEM if sentence.is_item else Layout.PARAGRAPH
            yield Statement(text=sentence.text, citations=cited, verbatim=False, layout=layout)
