"""The answer bank held against the documents: an entry whose quotes carry it serves, others get a problem."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rapidfuzz.fuzz import partial_ratio
from rapidfuzz.process import extractOne

from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Document,
    ExpectedQuestion,
    Passage,
    Place,
    RejectedCitation,
    Rejection,
    is_sheet_id,
)
from sro_assistant.domain.bank import BankEntry, BankStatement
from sro_assistant.dutch.phrasebook import Entry, Kind
from sro_assistant.grounding.facts import facts_of
from sro_assistant.grounding.names import Names, dates_in_words
from sro_assistant.grounding.verify import Shown, shortfall, verify
from sro_assistant.ingest.curated.answers import (
    BankProblem,
    Quote,
    WrittenBank,
    WrittenEntry,
    WrittenStatement,
)
from sro_assistant.ingest.curated.questions import place_of

NEAR = 70
"""From this likeness on, in 0..100, a sentence is shown as what a lost quote may have become."""

MOST_PLACES = 4
"""An overview that quotes more places than this is not what is asked of any of them alone."""

_REASONS = {
    Rejection.UNSUPPORTED_NUMBER: "dit getal, deze maand of maat staat niet in de citaten: {words}",
    Rejection.UNSUPPORTED_NAME: "deze naam staat niet in de citaten: {words}",
    Rejection.LOST_NEGATION: "zin en citaten ontkennen niet hetzelfde: {words} staat maar in één van beide",
    Rejection.UNSUPPORTED_MODAL: "dit woord staat niet in de citaten en verandert wat ze zeggen: {words}",
}
_MEND = " Pas de zin aan, of zet er een citaat bij waarin het wel staat."


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The documents by the id of any of their copies, their passages by the document's own id, names."""

    documents: Mapping[str, Document]
    passages: Mapping[str, tuple[Passage, ...]]
    names: Names = field(default_factory=Names)

    def place(self, quote: Quote) -> Place | None:
        """Where a quote stands; None where it stands in no passage."""
        document = self.documents.get(quote.document_id)
        found = place_of(quote.text, document, self.passages) if document else None
        return Place(found[0].id, found[1]) if found else None

    def claim(self, quote: Quote) -> ClaimedCitation | None:
        """The quote with the passage in which it stands; None where it stands in none."""
        place = self.place(quote)
        return ClaimedCitation(passage_id=place.passage_id, quote=quote.text) if place else None

    def shown(self, quotes: Iterable[Quote]) -> Shown:
        """The passages of the documents that are quoted."""
        ids = dict.fromkeys(
            document.source.id for q in quotes if (document := self.documents.get(q.document_id))
        )
        passages = [passage for name in ids for passage in self.passages.get(name, ())]
        return Shown(passages, {name: self.documents[name] for name in ids}, self.names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Banked:
    """The entries that serve, each with how it was written, and why the others don't."""

    entries: tuple[tuple[BankEntry, WrittenEntry], ...]
    problems: tuple[BankProblem, ...]
    questions: tuple[ExpectedQuestion, ...] = ()

    @property
    def served(self) -> tuple[BankEntry, ...]:
        """The entries that serve."""
        return tuple(entry for entry, _ in self.entries)


def banked(written: WrittenBank, texts: Texts) -> Banked:
    """The entries that serve on the documents as they are now, and the problems of the others."""
    entries: list[tuple[BankEntry, WrittenEntry]] = []
    problems = list(written.problems)
    for entry in written.entries:
        found = tuple(_problems(entry, texts))
        problems.extend(found)
        if not found:
            entries.append((_served(entry, texts), entry))
    questions = tuple(question for _, entry in entries for question in _questions(entry, texts))
    return Banked(entries=tuple(entries), problems=tuple(problems), questions=questions)


def names_of(wordings: Iterable[Entry]) -> Names:
    """The abbreviations of the lexicon that are in the sources, each with its name in full."""
    known = [entry for entry in wordings if entry.kind is Kind.ABBREVIATION]
    meant = {short: entry.meant for entry in known for short in entry.typed}
    return Names(
        tuple(
            (short, full)
            for entry in known
            for full in entry.typed
            for short in entry.meant
            if len(entry.meant) == 1 and len(short) < len(full) and full in meant.get(short, ())
        )
    )


def _problems(entry: WrittenEntry, texts: Texts) -> Iterator[BankProblem]:
    if len({is_sheet_id(quote.document_id) for quote in entry.quotes}) > 1:
        yield _problem(entry, _MIXED)
        return
    gone = [quote for quote in entry.quotes if texts.claim(quote) is None]
    for quote in gone:
        yield _problem(entry, _gone(quote, texts), stale=True)
    if gone:
        return
    shown = texts.shown(entry.quotes)
    cited: list[Citation] = []
    for number, statement in enumerate(entry.statements, start=1):
        found, wrong = _weighed(statement, texts, shown)
        cited.extend(found)
        if wrong:
            yield _problem(entry, f"zin {number} van het antwoord, ‘{statement.text}’: {wrong}")
    for quote in entry.related:
        outcome = verify(_claim(quote, texts), shown)
        if isinstance(outcome, RejectedCitation):
            yield _problem(entry, _TOO_SHORT.format(quote=quote.text))
        else:
            cited.append(outcome)
    yield from _loose_numbers(entry, cited)


_MIXED = "dit antwoord citeert documenten en fiches. Maak er twee antwoorden van, met zie_ook ertussen."
_TOO_SHORT = (
    "het citaat ‘{quote}’ is te kort. Neem minstens drie woorden, of een hele zin of regel van een lijst."
)


def _weighed(statement: WrittenStatement, texts: Texts, shown: Shown) -> tuple[list[Citation], str]:
    """The citations of a statement, and what is wrong with it; empty where nothing is."""
    cited: list[Citation] = []
    for quote in statement.quotes:
        outcome = verify(_claim(quote, texts), shown)
        if isinstance(outcome, RejectedCitation):
            return cited, _TOO_SHORT.format(quote=quote.text)
        cited.append(outcome)
    lack = shortfall(statement.text, cited, texts.names)
    if lack is None:
        return cited, ""
    return cited, f"{_REASONS[lack.reason].format(words=', '.join(sorted(lack.words)))}.{_MEND}"


def _loose_numbers(entry: WrittenEntry, cited: Iterable[Citation]) -> Iterator[BankProblem]:
    """Numbers in what stands beside the answer, which no quote and no question has."""
    cited = list(cited)
    dated = {form for c in cited if c.source.published for form in dates_in_words(c.source.published)}
    known = facts_of("\n".join((entry.question, *dated, *(c.quote for c in cited)))).numbers
    for text in (*entry.missing, *entry.notices, entry.ask):
        if loose := facts_of(text.replace("één", "een")).numbers - known:
            words = ", ".join(sorted(loose))
            yield _problem(
                entry, f"‘{text}’: dit getal staat niet in de vraag of de citaten: {words}. Haal het weg."
            )


def _questions(entry: WrittenEntry, texts: Texts) -> Iterator[ExpectedQuestion]:
    """The questions that ask an entry, with the places that its statements stand on, if those are few."""
    quotes = dict.fromkeys(quote for statement in entry.statements for quote in statement.quotes)
    places = tuple(place for quote in quotes if (place := texts.place(quote)) is not None)
    if len(places) > MOST_PLACES:
        places = ()
    for text, style in entry.questions:
        yield ExpectedQuestion(text=text, style=style, places=places, entry=entry.id)


def _served(entry: WrittenEntry, texts: Texts) -> BankEntry:
    return BankEntry(
        id=entry.id,
        subject=entry.subject,
        question=entry.question,
        status=entry.status,
        statements=tuple(
            BankStatement(text=s.text, claims=tuple(_claim(q, texts) for q in s.quotes), layout=s.layout)
            for s in entry.statements
        ),
        related=tuple(_claim(quote, texts) for quote in entry.related),
        missing=entry.missing,
        ask=entry.ask,
        notices=entry.notices,
        see_also=entry.see_also,
        review=entry.review,
    )


def _claim(quote: Quote, texts: Texts) -> ClaimedCitation:
    """The claim of a quote that is known to stand somewhere."""
    return texts.claim(quote) or ClaimedCitation(passage_id="", quote=quote.text)


def _gone(quote: Quote, texts: Texts) -> str:
    document = texts.documents.get(quote.document_id)
    if document is None:
        return f"er is geen document ‘{quote.document_id}’. Verbeter het id, of haal het citaat weg."
    sentences = [document.slice(span) for span in document.sentences]
    nearest = extractOne(quote.text, sentences, scorer=partial_ratio, score_cutoff=NEAR)
    there = f" Nu staat er: ‘{nearest[0]}’." if nearest else ""
    return (
        f"het citaat ‘{quote.text}’ staat niet (meer) in ‘{quote.document_id}’.{there} "
        "Lees die plaats opnieuw, en pas citaat en antwoord aan."
    )


def _problem(entry: WrittenEntry, what: str, *, stale: bool = False) -> BankProblem:
    message = f"{entry.place} ({entry.id}): {what}"
    return BankProblem(place=entry.place, entry=entry.id, message=message, stale=stale)
