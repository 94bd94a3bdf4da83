"""The answer bank for those who keep it: what serves, what is to be read again, what could be better."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sro_assistant.domain import Document, Status, documents_by_id
from sro_assistant.domain.bank import BankEntry
from sro_assistant.dutch.tokens import folded_words
from sro_assistant.ingest.curated.answers import BankProblem, WrittenEntry, read_bank
from sro_assistant.ingest.curated.bank import Banked, Texts, banked, names_of
from sro_assistant.ingest.curated.lexicon import read_lexicon
from sro_assistant.ingest.load import Corpus, load_corpus, load_files
from sro_assistant.ingest.shelves import read_sheet_manifest
from sro_assistant.ports import Parser

LONG_SENTENCE = 28
FEW_WAYS = 4
_INFORMAL = re.compile(r"\b(?:je|jij|jou|jouw|jullie|ge|gij)\b", re.IGNORECASE)
# A plan that is told as a fact is the mistake that a reader cannot see.
_PLAN = re.compile(
    r"\b(?:kan|kunnen|zal|zullen|zou|zouden|wil|willen|onderzoek(?:t|en)?|overw\w+|voorstel\w*|indicatief|nagaan"
    r"|ambitie|mogelijkheid|in de toekomst|desgevallend)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BankLook:
    """The state of the bank: the documents, the entries that serve, those that don't with why, and advice."""

    documents: tuple[Document, ...]
    texts: Texts
    banked: Banked
    advice: tuple[BankProblem, ...]

    @property
    def entries(self) -> tuple[BankEntry, ...]:
        """The entries that serve."""
        return self.banked.served

    @property
    def stale(self) -> tuple[BankProblem, ...]:
        """Why entries are to be read again."""
        return tuple(problem for problem in self.banked.problems if problem.stale)


def look(corpus_dir: Path, parsers: Sequence[Parser]) -> BankLook:
    """The bank of a corpus, held against its documents; raises CorpusError where those cannot be had."""
    corpus = load_corpus(corpus_dir, parsers)
    texts = texts_of(corpus, corpus_dir, parsers)
    found = banked(read_bank(corpus_dir), texts)
    return BankLook(documents=corpus.documents, texts=texts, banked=found, advice=tuple(advice(found)))


def texts_of(corpus: Corpus, corpus_dir: Path, parsers: Sequence[Parser]) -> Texts:
    """The texts of a corpus and of its fact sheets, to hold the bank against."""
    sheets = load_files(read_sheet_manifest(corpus_dir), parsers)
    loaded = (*corpus.loaded, *sheets.loaded)
    return Texts(
        documents=documents_by_id(entry.document for entry in loaded),
        passages={entry.document.source.id: entry.passages for entry in loaded},
        names=names_of(read_lexicon(corpus_dir)),
    )


def advice(found: Banked) -> Iterator[BankProblem]:
    """What would make entries that serve better: shorter sentences, more ways to ask, plans told as plans."""
    written = [entry for _, entry in found.entries]
    known = {entry.id for entry in written}
    for entry in written:
        for what in (*_of_style(entry), *_of_questions(entry, known), *_of_plans(entry)):
            yield BankProblem(
                place=entry.place, entry=entry.id, message=f"{entry.place} ({entry.id}): {what}"
            )
    yield from _asked_twice(written)


def _of_style(entry: WrittenEntry) -> Iterator[str]:
    texts = [s.text for s in entry.statements] + [*entry.missing, *entry.notices, entry.ask]
    for text in texts:
        if _INFORMAL.search(text):
            yield f"‘{text}’: spreek de lezer aan met u."
        if any(len(sentence.split()) > LONG_SENTENCE for sentence in re.split(r"(?<=[.;:]) ", text)):
            yield f"‘{text}’: lange zin, meer dan {LONG_SENTENCE} woorden. Maak er twee van."


def _of_questions(entry: WrittenEntry, known: set[str]) -> Iterator[str]:
    if len(entry.ways) < FEW_WAYS:
        yield f"maar {len(entry.ways)} andere manieren om het te vragen; schrijf er minstens {FEW_WAYS}."
    unknown = [name for name in entry.see_also if name not in known]
    if unknown:
        yield f"zie_ook noemt een antwoord dat niet dient: {', '.join(unknown)}."
    if entry.status is Status.NOT_FOUND and not entry.related:
        yield "zonder ‘verwant’: is er niets in de bronnen dat er dicht bij komt?"


def _of_plans(entry: WrittenEntry) -> Iterator[str]:
    for statement in entry.statements:
        quoted = " ".join(quote.text for quote in statement.quotes)
        plan = _PLAN.search(quoted)
        if plan and not _PLAN.search(statement.text):
            yield f"‘{statement.text}’: het citaat zegt ‘{plan[0]}’. Is dit een feit of een plan?"


def _asked_twice(written: Sequence[WrittenEntry]) -> Iterator[BankProblem]:
    """Questions that two entries have: the assistant cannot tell which of them is meant."""
    owners: dict[tuple[str, ...], dict[str, WrittenEntry]] = defaultdict(dict)
    for entry in written:
        for text, _ in entry.questions:
            owners[folded_words(text)][entry.id] = entry
    for key, entries in owners.items():
        if len(entries) > 1:
            last = list(entries.values())[-1]
            message = (
                f"{last.place} ({last.id}): de vraag ‘{' '.join(key)}’ staat ook bij {next(iter(entries))}."
            )
            yield BankProblem(place=last.place, entry=last.id, message=message)
