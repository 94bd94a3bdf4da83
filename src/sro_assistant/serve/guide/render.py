"""What the guide knows, as the HTTP contract has it."""

from collections.abc import Callable, Iterable
from datetime import date

from sro_assistant.domain import Fact, PageSource, Part, QuoteSource, Sheet
from sro_assistant.domain.addresses import document_href
from sro_assistant.domain.guide import Guidebook, Proof, QuoteProof
from sro_assistant.guide.criteria import Judged
from sro_assistant.guide.programmes import Match, Matching
from sro_assistant.serve.guide.schemas import (
    BodyOut,
    CriterionOut,
    EventOut,
    FactOut,
    GlossaryResponse,
    MatchOut,
    MatchResponse,
    PageSourceOut,
    ProgrammeBrief,
    ProgrammeOut,
    QuoteSourceOut,
    SheetProofOut,
    SituationOut,
    StatusOut,
    StepOut,
    TermOut,
    TimelineResponse,
)

UNCHECKED = (
    "De fiches zijn verzameld uit bewaarde kopieën van openbare pagina's en uit de brondocumenten. Ze zijn "
    "niet live gecontroleerd en niet nagekeken door de Smart Region Office. Kijk elke voorwaarde en elke "
    "datum na bij wie de fiche noemt."
)

Where = Callable[[str, str], str]
"""The address of a document's quote, given the document's id and the quote."""


def in_document(document_id: str, _quote: str) -> str:
    """The address of the whole document, for who has no documents at hand to find the quote in."""
    return document_href(document_id)


def programme_of(sheet: Sheet, today: date, where: Where = in_document) -> ProgrammeOut:
    """A sheet with its facts."""
    return ProgrammeOut(
        **brief_of(sheet, today).model_dump(),
        facts=[fact_of(sheet, fact, where) for fact in sheet.facts],
        not_found=list(sheet.not_found),
    )


def brief_of(sheet: Sheet, today: date) -> ProgrammeBrief:
    """A sheet without its facts."""
    return ProgrammeBrief(
        id=sheet.id,
        name=sheet.name,
        kind=sheet.kind,
        series=sheet.series,
        year=sheet.year,
        themes=list(sheet.themes),
        status=_status(sheet, today),
        gathered=sheet.gathered.isoformat(),
        href=document_href(sheet.document_id) if sheet.is_document else None,
    )


def _status(sheet: Sheet, today: date) -> StatusOut:
    return StatusOut(
        value=sheet.status_on(today),
        stated=sheet.stated,
        open_until=sheet.open_until.isoformat() if sheet.open_until else None,
        text=" ".join(fact.text for fact in sheet.facts_of(Part.STATUS)),
        check_with=sheet.check_with,
        check_address=sheet.check_address,
    )


def fact_of(sheet: Sheet, fact: Fact, where: Where = in_document) -> FactOut:
    """A fact with its sources."""
    sources = [_source(source, where) for source in sheet.sources_of(fact)]
    return FactOut(part=fact.part, text=fact.text, warns=fact.warns, sources=sources)


def _source(source: PageSource | QuoteSource, where: Where) -> PageSourceOut | QuoteSourceOut:
    if isinstance(source, QuoteSource):
        return _quote(source.document_id, source.quote, where)
    return PageSourceOut(
        address=source.address, title=source.title, stated=source.stated, official=source.official
    )


def _quote(document_id: str, quote: str, where: Where) -> QuoteSourceOut:
    return QuoteSourceOut(document_id=document_id, quote=quote, href=where(document_id, quote))


def matching_of(matching: Matching, today: date, where: Where = in_document) -> MatchResponse:
    """The matches, best first."""
    told = matching.situation
    return MatchResponse(
        situation=SituationOut(
            need=told.need,
            organisation=told.organisation,
            together=told.together,
            parties=told.parties,
            inhabitants=told.inhabitants,
            phase=told.phase,
            euros=told.euros,
        ),
        matches=[_match(match, today, where) for match in matching.matches],
        questions=list(matching.questions),
        notices=[UNCHECKED],
    )


def _match(match: Match, today: date, where: Where) -> MatchOut:
    return MatchOut(
        programme=brief_of(match.sheet, today),
        fit=match.fit,
        score=round(match.score, 4),
        criteria=[_criterion(match.sheet, judged, where) for judged in match.criteria],
        warnings=[fact_of(match.sheet, fact, where) for fact in match.bounds],
    )


def _criterion(sheet: Sheet, judged: Judged, where: Where) -> CriterionOut:
    return CriterionOut(
        criterion=judged.criterion,
        verdict=judged.verdict,
        reason=judged.reason,
        evidence=[fact_of(sheet, fact, where) for fact in judged.evidence],
    )


def glossary_of(book: Guidebook, where: Where = in_document) -> GlossaryResponse:
    """The words, bodies and steps."""
    return GlossaryResponse(
        terms=[
            TermOut(
                term=term.term,
                kind=term.kind,
                meaning=term.meaning,
                aliases=list(term.aliases),
                sources=_proofs(term.proofs, where),
            )
            for term in book.terms
        ],
        bodies=[
            BodyOut(
                name=body.name,
                role=body.role,
                members=body.members,
                authority=body.authority,
                sources=_proofs(body.proofs, where),
            )
            for body in book.bodies
        ],
        steps=[
            StepOut(
                title=step.title, text=step.text, question=step.question, sources=_proofs(step.proofs, where)
            )
            for step in book.steps
        ],
    )


def timeline_of(book: Guidebook, where: Where = in_document) -> TimelineResponse:
    """The events, oldest first."""
    events = [EventOut(day=e.day, text=e.text, sources=_proofs(e.proofs, where)) for e in book.events]
    return TimelineResponse(events=events)


def _proofs(proofs: Iterable[Proof], where: Where) -> list[QuoteSourceOut | SheetProofOut]:
    return [
        _quote(proof.document_id, proof.quote, where)
        if isinstance(proof, QuoteProof)
        else SheetProofOut(programme_id=proof.sheet_id, part=proof.part)
        for proof in proofs
    ]
