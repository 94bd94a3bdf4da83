"""Entries for the answer bank that a language model drafts, held to the check of the bank itself."""

import tempfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from pydantic import BaseModel, Field, ValidationError

from sro_assistant.answer.generate.prompt import Drafting
from sro_assistant.desk.bank import BankLook
from sro_assistant.desk.drafting.asking import Drafted, ask_about, open_passages
from sro_assistant.desk.drafts import bank_file, entry_of
from sro_assistant.domain import Passage
from sro_assistant.dutch.tokens import folded_words
from sro_assistant.ingest.curated.answers import Quote, read_file
from sro_assistant.ingest.curated.bank import banked
from sro_assistant.ports import LanguageModel


class _Statement(BaseModel):
    tekst: str = Field(min_length=1)
    citaten: tuple[str, ...] = Field(min_length=1)


class _Entry(BaseModel):
    vraag: str = Field(min_length=1)
    anders_gevraagd: tuple[str, ...] = ()
    antwoord: tuple[_Statement, ...] = Field(min_length=1)


def draft_entries(
    seen: BankLook, model: LanguageModel, seconds: float, *, document_id: str | None, most: int
) -> Drafted:
    """Entries for at most `most` passages on which no entry stands, of one document or of all.

    Raises NotFoundError for a document that is not there.
    """
    quotes = dict.fromkeys(quote for _, written in seen.banked.entries for quote in written.quotes)
    covered = {place.passage_id for quote in quotes if (place := seen.texts.place(quote)) is not None}
    passages = tuple(islice(open_passages(seen, document_id, covered), most))
    kept = _Kept(seen)
    asked = ask_about(passages, Drafting.ENTRIES, seen, model, seconds, kept.read)
    return Drafted(
        text=bank_file("Ontwerpen van het taalmodel, nog na te lezen", kept.drafts),
        kept=len(kept.drafts),
        asked=asked.passages,
        left_out=asked.left_out,
        silent=asked.silent,
    )


class _Kept:
    """The entries that would serve if they stood in the bank."""

    def __init__(self, seen: BankLook) -> None:
        self.drafts: list[str] = []
        self._seen = seen
        self._ids = {entry.id for entry in seen.entries}
        self._asked = {
            folded_words(text) for _, written in seen.banked.entries for text, _ in written.questions
        }

    def read(self, passage: Passage, found: Mapping[str, object]) -> Iterator[str]:
        """Keeps a draft; gives why where it cannot serve."""
        try:
            entry = _Entry.model_validate(found)
        except ValidationError:
            yield f"{passage.id}: een ontwerp heeft niet de gevraagde vorm."
            return
        if not entry.vraag.rstrip().endswith("?") or folded_words(entry.vraag) in self._asked:
            yield f"{passage.id}: ‘{entry.vraag}’ is geen vraag, of staat al in de bank."
            return
        draft = self._draft(passage, entry)
        problems = _problems(draft, self._seen)
        if not problems:
            self.drafts.append(draft)
            self._asked.update(folded_words(text) for text in (entry.vraag, *entry.anders_gevraagd))
        yield from problems

    def _draft(self, passage: Passage, entry: _Entry) -> str:
        ways = {folded_words(way): way for way in entry.anders_gevraagd}
        fresh = [way for key, way in ways.items() if key and key not in self._asked]
        name = passage.document_id
        said = [
            (" ".join(s.tekst.split()), [Quote(document_id=name, text=text) for text in s.citaten])
            for s in entry.antwoord
        ]
        return entry_of(self._free_id(passage), " ".join(entry.vraag.split()), fresh, said)

    def _free_id(self, passage: Passage) -> str:
        stem = f"ontwerp-{passage.document_id.replace('_', '-')}"
        number = 1
        while (free := f"{stem}-{number}") in self._ids:
            number += 1
        self._ids.add(free)
        return free


def _problems(draft: str, seen: BankLook) -> tuple[str, ...]:
    """What `sro bank check` would say of a draft."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ontwerp.yaml"
        path.write_text(bank_file("Ontwerp", [draft]), "utf-8")
        return tuple(problem.message for problem in banked(read_file(path), seen.texts).problems)
