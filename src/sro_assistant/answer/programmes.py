"""Questions for what fits or helps: the matcher decides which programme, the sources' own words answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from sro_assistant.answer import phrases
from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Document,
    Fact,
    Language,
    Layout,
    Part,
    Passage,
    Query,
    QuoteSource,
    Sheet,
    SheetStatus,
    Statement,
)
from sro_assistant.grounding.verify import Shown, state, verify
from sro_assistant.guide.criteria import NOT_TOLD, NOTHING_SAID, Criterion, Verdict
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.programmes import Fit, Match, Matching, Programmes
from sro_assistant.guide.situation import situation_in

SHARE = 0.8
"""How near a need the next programme must be, as a share of the nearest, to be told as well."""
ANY = 0.6
"""How near another programme must be, as a share of the nearest that is closed or does not fit."""
CERTAIN = 0.08
"""How much nearer a programme counts that is known to be for who asks, or less near where others are."""
MOST, MOST_AGAINST = 3, 2
UNDATED = "onbekend"
OWN_PARTS = 2
"""Of how many parts of a sheet a fact is told before its conditions; of the documents, all it quotes."""

_MEANS = (
    r"programma|loket|(?:steun|financierings|subsidie)?kana(?:al|len)|instrument|steunmaatregel|subsidies?\b"
    r"|oproep|regeling|fonds|pot(?:je|ten|jes)?\b|steun\b|cofinanciering|financiering|hulp\b|ondersteuning"
    r"|begeleiding|programme|funding|grant|support|subvention|soutien|aide\b"
)
_ASKS = re.compile(
    rf"\b(?:welke?|quel(?:le)?s?|which|what)\b[^?.]*\b(?:{_MEANS})[^?.]*"
    r"\b(?:past?|passen|pas\b|geschikt|ons|wij|we|ik|mij|terecht|krijgen|vinden|mikken|kunnen|nous|us|help)\b"
    r"|\bpast? (?:er |daar ?)?(?:het best )?bij\b|\bpast daarbij\b|\bpassen bij\b"
    rf"|\b(?:bestaat|bestaan|is|zijn|valt)\b (?:er|daar)\b[^?.]*\b(?:iets|{_MEANS})[^?.]*"
    r"|\b(?:wat|wa) bestaat (?:er )?daar ?voor\b|\bbestaat (?:er )?(?:daar ?voor|zoiets)\b"
    r"|\b(?:bestaat|bestaan) er (?:een|ergens|al)\b"
    r"|\b(?:waar|bij wie|bij welk\w* \w+|naar wie|op wie|tot wie)\b[^?.]*\b(?:terecht|aan|door|rekenen|wenden"
    r"|steun|hulp|geld|subsidie|advies|financiering|bekeken)\b"
    r"|\b(?:kan|kunnen|krijgen|is er|zijn er)\b[^?.]*\b(?:subsidie|steun|geld|centen|potje|financiering)\b"
    r"|\bwie\b[^?.]*\b(?:kan|kunnen) (?:ons|mij|haar|hen)\b[^?.]*\b(?:helpen|adviseren|begeleiden|uitleggen)"
    r"|\b(?:plant|voorziet|biedt|heeft) (?:vlaanderen|de vlaamse overheid)\b|\bop vlaams niveau\b"
    r"|\bis there (?:someone|something|anyone|anything|a|any)\b|\bpeut nous\b|\bnous (?:aider|conseiller)\b",
    re.IGNORECASE,
)
_ASKER = re.compile(
    r"\b(?:wij|we|ons|onze|ik|mijn|wijzelf|our|we're|us|nous|notre|nos)\b"
    r"|\b(?:een|a|une?) (?:\w+ ){0,2}(?:gemeente|stad|dorp|firma|bedrijf|onderneming|hogeschool|universiteit"
    r"|provincie|intercommunale|vzw|kmo|vereniging|start-?up|groepje bedrijven|groep bedrijven|ocmw)\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\b(?:kan|kunnen|kunt|mag|mogen|kom|komt|komen|can|could|may|peu[tx]|peuvent|pouvons)\b"
    r"[^?.]*\b(?:mee ?(?:doen|stappen)|deel ?nemen|(?:in ?dienen|aanvragen|instappen)|in aanmerking"
    r"|take part|participate|join|apply|participer|(?:n?iets|niks) voor ons)\b",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(
    r"\b(?:wanneer|datum|deadline|hoe|hoeveel|waarom|when|how|quand|comment)\b", re.IGNORECASE
)
"""What asks for something else about a programme than whether one can join."""


_TO_KNOW = (Part.SUMMARY, Part.AUDIENCE, Part.OFFER, Part.CONDITIONS, Part.AMOUNTS)
_TO_JOIN = (Part.AUDIENCE, Part.CONDITIONS, Part.SUMMARY, Part.OFFER, Part.AMOUNTS)
"""In which order the parts of a sheet are told, to who asks what there is and to who asks to join."""


class Shelf(Protocol):
    """The documents that may be quoted."""

    def admits(self, document_id: str) -> bool:
        """Whether a document is there and may be quoted."""
        ...

    def read(self, document_id: str) -> tuple[Document, Sequence[Passage]]:
        """A document that may be quoted, with its passages in reading order."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What the guide answers: statements, what must be known beside them, and what it asks back."""

    statements: tuple[Statement, ...]
    notices: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """Sheets that a text names, as documents, and what to know of an answer from them."""

    documents: frozenset[str]
    notices: tuple[str, ...] = ()


class Adviser:
    """Answers which programme fits, from the sources that may be quoted."""

    def __init__(self, guide: Guide) -> None:
        """An adviser that reads the sheets when a question first needs them."""
        self._programmes = guide.programmes
        self._today = guide.today

    def advise(self, query: Query, shelf: Shelf) -> Advice | None:
        """What fits who asks, in sentences of what may be quoted; None for another kind of question."""
        text = query.meant if query.language is Language.DUTCH else f"{query.meant}\n{query.dutch}"
        joins = _JOINS.search(text) is not None and _OTHERWISE.search(text) is None
        seeks = _ASKS.search(text) is not None and _ASKER.search(text) is not None
        if not joins and not seeks:
            return None
        programmes = self._programmes()
        named = programmes.sheets.named_in(query.dutch) if joins else ()
        if named:
            return self._on_joining(named, programmes, query, shelf)
        return self._on_needing(programmes, query, shelf) if seeks else None

    def _on_joining(
        self, named: Sequence[Sheet], programmes: Programmes, query: Query, shelf: Shelf
    ) -> Advice | None:
        """Whether who asks can join a programme; of a series without a year, the latest."""
        sheets = [_admitted(sheet, shelf) for sheet in named if _is_quotable(sheet, shelf)][:1]
        if not sheets:
            return None
        situation = replace(situation_in(query.meant), need="")
        advice = _told(programmes.match(situation, self._today(), sheets), shelf, _TO_JOIN)
        if advice is None or len(named) == 1:
            return advice
        return replace(advice, notices=(*series_notice(named, sheets[0]), *advice.notices))

    def _on_needing(self, programmes: Programmes, query: Query, shelf: Shelf) -> Advice | None:
        """What there is for a need."""
        sheets = [_admitted(sheet, shelf) for sheet in programmes.serving if _is_quotable(sheet, shelf)]
        situation = replace(situation_in(query.meant), need=query.dutch)
        return _told(programmes.match(situation, self._today(), sheets), shelf, _TO_KNOW)

    def named(self, text: str) -> Sequence[Named]:
        """The sheets that a text names, as documents: of a series without a year the latest, then all."""
        sheets = self._programmes().sheets.named_in(text)
        everything = frozenset(sheet.document_id for sheet in sheets)
        if not _is_series(sheets):
            return (Named(everything),)
        return (
            Named(frozenset({sheets[0].document_id}), series_notice(sheets, sheets[0])),
            Named(everything, (phrases.years_vary(sheets[0].series or "", _years(sheets)),)),
        )


def series_notice(named: Sequence[Sheet], told: Sheet) -> tuple[str, ...]:
    """That the rules of a series differ by year, and of which one is told; else nothing."""
    if not _is_series(named):
        return ()
    return (phrases.years_differ(told.series or "", _years(named), told.year or "", told.stated),)


def _is_series(sheets: Sequence[Sheet]) -> bool:
    """Whether sheets are the calls of one series, of several years."""
    return len(sheets) > 1 and all(s.series == sheets[0].series and s.series and s.year for s in sheets)


def _years(sheets: Sequence[Sheet]) -> Sequence[str]:
    return sorted(sheet.year or "" for sheet in sheets)


def _told(matching: Matching, shelf: Shelf, order: Sequence[Part]) -> Advice | None:
    """The best matches, then the nearest that do not fit; None where nothing is near or can be quoted."""
    best = max((match.score for match in matching.matches), default=0.0)
    near = sorted((m for m in matching.matches if m.score >= ANY * best), key=_rank, reverse=True)
    fitting = _nearest([match for match in near if match.fit is not Fit.NOT], MOST)
    against = [match for match in near if match.fit is Fit.NOT and match.score >= SHARE * best]
    told = [(m, tuple(_statements(m, shelf, order))) for m in (*fitting, *against[:MOST_AGAINST])]
    if not any(statements for _, statements in told):
        return None
    statements = tuple({s.text: s for _, statements in told for s in statements}.values())
    return Advice(
        statements=statements,
        notices=tuple(_standing(m) for m, said in told if said and not said[0].citations[0].source.is_sheet),
        questions=matching.questions,
    )


def _nearest(matches: Sequence[Match], most: int) -> Sequence[Match]:
    """The first, and those about as near."""
    least = min(SHARE * _rank(matches[0]), _rank(matches[0])) if matches else 0.0
    return [match for match in matches if _rank(match) >= least][:most]


def _rank(match: Match) -> float:
    """How near a programme is, with what is known of who may apply."""
    applicant = next(judged for judged in match.criteria if judged.criterion is Criterion.APPLICANT)
    if applicant.verdict is Verdict.UNKNOWN:
        return match.score - (CERTAIN if applicant.reason not in (NOTHING_SAID, NOT_TOLD) else 0.0)
    return match.score + (CERTAIN if applicant.verdict is Verdict.MEETS else 0.0)


def _statements(match: Match, shelf: Shelf, order: Sequence[Part]) -> Iterator[Statement]:
    """What is told of one programme: its own words, or why it does not fit, under its name."""
    facts = _facts(match, order, in_sheet=shelf.admits(match.sheet.document_id))
    quoted = (c for fact in facts for c in _citations(match.sheet, fact, shelf))
    frame: str | None = _title(match)
    for citation in {(c.source.id, c.span): c for c in quoted}.values():
        heading = _heading(citation, match.sheet)
        shown = Shown([citation.passage], {citation.source.id: citation.document})
        claim = ClaimedCitation(passage_id=citation.passage.id, quote=citation.quote)
        outcome = state(citation.quote, (claim,), shown, layout=Layout.ITEM, frame=frame, heading=heading)
        if isinstance(outcome, Statement):
            yield outcome
            frame = None


def _title(match: Match) -> str:
    against = {judged.criterion for judged in match.reasons_against}
    if match.fit is not Fit.NOT:
        return phrases.programme(match.sheet.name)
    if against - {Criterion.AMOUNT} == {Criterion.STATUS}:
        return phrases.closed_programme(match.sheet.name)
    return phrases.unfit_programme(match.sheet.name)


def _heading(citation: Citation, sheet: Sheet) -> str | None:
    """The heading above a sentence where the sheet quotes that too: it says whose the sentence is."""
    quotes = [quote.quote for quote in sheet.quotes]
    return next((h for h in citation.section if any(quote in h for quote in quotes)), None)


def _facts(match: Match, order: Sequence[Part], *, in_sheet: bool) -> tuple[Fact, ...]:
    """What is against it, what it is and for whom, every exclusion and threshold, and the status."""
    sheet = match.sheet
    against = tuple(fact for judged in match.reasons_against for fact in judged.evidence)
    if in_sheet:
        told = tuple(fact for part in order for fact in sheet.facts_of(part)[:1])[:OWN_PARTS]
    else:
        told = tuple(fact for part in order for fact in sheet.facts_of(part))
    return tuple(dict.fromkeys((*against, *told, *sheet.warnings, *sheet.facts_of(Part.STATUS))))


def _citations(sheet: Sheet, fact: Fact, shelf: Shelf) -> Iterator[Citation]:
    """Where a fact can be quoted: in its sheet as a document, else in the documents that it quotes."""
    if sheet.is_document and shelf.admits(sheet.document_id):
        yield from _places(sheet.document_id, fact.text, shelf)
        return
    for source in sheet.sources_of(fact):
        if isinstance(source, QuoteSource) and shelf.admits(source.document_id):
            yield from _places(source.document_id, source.quote, shelf)


def _places(document_id: str, quote: str, shelf: Shelf) -> Iterator[Citation]:
    """The first place where a quote stands in a document, if it does."""
    document, passages = shelf.read(document_id)
    shown = Shown(passages, {document.source.id: document})
    for passage in passages:
        found = verify(ClaimedCitation(passage_id=passage.id, quote=quote), shown)
        if isinstance(found, Citation):
            yield found
            return


def _admitted(sheet: Sheet, shelf: Shelf) -> Sheet:
    """A sheet as far as it may be quoted: without itself, what it takes from the documents that may."""
    if shelf.admits(sheet.document_id):
        return sheet
    facts = tuple(fact for fact in sheet.facts if any(_citations(sheet, fact, shelf)))
    if any(fact.part is Part.STATUS for fact in facts):
        return replace(sheet, facts=facts)
    return replace(sheet, facts=facts, status=SheetStatus.UNKNOWN, stated=UNDATED, open_until=None)


def _is_quotable(sheet: Sheet, shelf: Shelf) -> bool:
    own = sheet.is_document and shelf.admits(sheet.document_id)
    return own or any(shelf.admits(quote.document_id) for quote in sheet.quotes)


def _standing(match: Match) -> str:
    reason = next(judged.reason for judged in match.criteria if judged.criterion is Criterion.STATUS)
    return f"{match.sheet.name}. {reason}"
