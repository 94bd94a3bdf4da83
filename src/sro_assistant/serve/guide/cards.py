"""A programme as its page and card show it: facts with numbered sources, verdicts with their reason."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sro_assistant.domain import Fact, PageSource, Part, QuoteSource, Sheet, SheetStatus
from sro_assistant.domain.addresses import document_href
from sro_assistant.domain.guide import Proof, QuoteProof
from sro_assistant.dutch.dates import date_in_words, stated_in_words
from sro_assistant.guide.criteria import Criterion, Judged, Verdict
from sro_assistant.guide.programmes import Fit, Match
from sro_assistant.guide.sheets import Sheets
from sro_assistant.serve.guide import words as guide_words
from sro_assistant.serve.guide.places import Places
from sro_assistant.serve.render import fingerprinted


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A source that can be opened: a quote in a document that is served, or a page elsewhere."""

    number: int
    href: str
    title: str
    note: str
    quote: str = ""
    outside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a sheet says, with where it comes from; `warns` marks an exclusion or threshold."""

    text: str
    cited: tuple[Cited, ...]
    warns: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A criterion's verdict; `told` is evidence that is new on the card, `cited` the sources of the rest."""

    criterion: Criterion
    verdict: Verdict
    reason: str
    told: tuple[Told, ...]
    cited: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A programme held against a situation; `checks` and `bounds` together hold all that limits it.

    `silent` are the criteria on which no source says anything.
    """

    sheet: Sheet
    fit: Fit
    status: SheetStatus
    summary: tuple[Told, ...]
    checks: tuple[Check, ...]
    silent: tuple[Criterion, ...]
    bounds: tuple[Told, ...]
    sources: tuple[Cited, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A whole sheet: its facts by part, the other calls of its series, and its sources."""

    sheet: Sheet
    status: SheetStatus
    parts: tuple[tuple[Part, tuple[Told, ...]], ...]
    series: tuple[Sheet, ...]
    sources: tuple[Cited, ...]


@dataclass(slots=True)
class _Sources:
    """Numbers the sources of one sheet in order of first use."""

    sheet: Sheet
    places: Places
    cited: dict[str, Cited] = field(default_factory=dict)
    _by_id: dict[str, Cited] = field(default_factory=dict)

    def told(self, facts: Iterable[Fact]) -> tuple[Told, ...]:
        return tuple(Told(text=fact.text, cited=self._sources_of(fact), warns=fact.warns) for fact in facts)

    def _sources_of(self, fact: Fact) -> tuple[Cited, ...]:
        return tuple(dict.fromkeys(map(self._cited, self.sheet.sources_of(fact))))

    def _cited(self, source: PageSource | QuoteSource) -> Cited:
        """The source by its number; two quotes of one sentence are one source."""
        if source.id not in self._by_id:
            number = len(self.cited) + 1
            found = (
                cited_quote(self.places, source.document_id, source.quote, number)
                if isinstance(source, QuoteSource)
                else _cited_page(source, number)
            )
            same = found.href.partition("#")[0] if found.quote else found.href
            self._by_id[source.id] = self.cited.setdefault(same, found)
        return self._by_id[source.id]


def _cited_page(source: PageSource, number: int) -> Cited:
    official = "officiële pagina" if source.official else "geen officiële pagina"
    stated = stated_in_words(source.stated)
    note = f"{stated} · {official} · {guide_words.NOT_CHECKED}"
    return Cited(number=number, href=source.address, title=source.title, note=note, outside=True)


def cited_quote(places: Places, document_id: str, quote: str, number: int = 1) -> Cited:
    """A quote as it stands in its document, in whole sentences; without it where it does not stand there."""
    place, document = places.place(document_id, quote), places.document(document_id)
    title = document.source.title if document else document_id
    note = date_in_words(document.source.published if document else None)
    if place is None:
        note = f"{note} · {guide_words.OUT_OF_CORPUS}"
        return Cited(number=number, href=document_href(document_id), title=title, note=note)
    href = fingerprinted(place.href, place.quote)
    return Cited(number=number, href=href, title=title, note=note, quote=place.quote)


def card_of(match: Match, places: Places, today: date) -> Card:
    """A match as a card."""
    sheet = match.sheet
    sources = _Sources(sheet, places)
    summary = sheet.facts_of(Part.SUMMARY)
    told = dict.fromkeys(summary)
    shown = sources.told(summary)
    checks = tuple(_check(judged, sources, told) for judged in match.criteria if not judged.is_silent)
    bounds = sources.told(fact for fact in match.bounds if fact not in told)
    return Card(
        sheet=sheet,
        fit=match.fit,
        status=sheet.status_on(today),
        summary=shown,
        checks=checks,
        silent=tuple(judged.criterion for judged in match.criteria if judged.is_silent),
        bounds=bounds,
        sources=tuple(sources.cited.values()),
    )


def _check(judged: Judged, sources: _Sources, told: dict[Fact, None]) -> Check:
    """A criterion with the evidence that was not told before; that which was is cited again."""
    reason = judged.reason
    if judged.criterion is Criterion.STATUS:
        reason = f"Stand van zaken: {stated_in_words(sources.sheet.stated)}."
    fresh = [fact for fact in judged.evidence if fact not in told]
    again = sources.told(fact for fact in judged.evidence if fact in told)
    told.update(dict.fromkeys(fresh))
    return Check(
        criterion=judged.criterion,
        verdict=judged.verdict,
        reason=reason,
        told=sources.told(fresh),
        # What a need resembles is our own classification: no source says it.
        cited=()
        if judged.criterion is Criterion.NEED
        else tuple(dict.fromkeys(cited for fact in again for cited in fact.cited)),
    )


def shown_of(sheet: Sheet, sheets: Sheets, places: Places, today: date) -> Shown:
    """A sheet as its page shows it."""
    sources = _Sources(sheet, places)
    parts = tuple((part, sources.told(sheet.facts_of(part))) for part in Part if sheet.facts_of(part))
    return Shown(
        sheet=sheet,
        status=sheet.status_on(today),
        parts=parts,
        series=tuple(sorted(sheets.series_of(sheet), key=lambda other: other.year or "")),
        sources=tuple(sources.cited.values()),
    )


def proven(proofs: Iterable[Proof], places: Places, sheets: Sheets) -> tuple[Cited, ...]:
    """The proofs of an item of the guide: quotes, and parts of sheets with what these say."""
    found: list[Cited] = []
    for number, proof in enumerate(proofs, start=1):
        if isinstance(proof, QuoteProof):
            found.append(cited_quote(places, proof.document_id, proof.quote, number))
        elif (sheet := sheets.by_id(proof.sheet_id)) is not None:
            found.append(
                Cited(
                    number=number,
                    href=f"/programmawijzer/{sheet.id}#{proof.part}",
                    title=f"Fiche {sheet.name}",
                    note=guide_words.NOT_CHECKED,
                    quote=" ".join(fact.text for fact in sheet.facts_of(proof.part)),
                )
            )
    return tuple(found)
