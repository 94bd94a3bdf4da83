"""The Programmawijzer: which programme fits a situation that an address tells, and each programme in full."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import quote as url_quote

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from sro_assistant.domain import Sheet
from sro_assistant.errors import NotFoundError
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.programmes import Fit, Match, Matching
from sro_assistant.serve.guide import words as guide_words
from sro_assistant.serve.guide.api import guide_of
from sro_assistant.serve.guide.cards import Card, card_of, shown_of
from sro_assistant.serve.guide.form import Entered, choices, entered
from sro_assistant.serve.guide.places import Places
from sro_assistant.serve.guide.render import UNCHECKED
from sro_assistant.serve.serving import READ, Turn, assistant_of
from sro_assistant.serve.templating import page

FULL = {Fit.FITS: 4, Fit.MIGHT: 3, Fit.NOT: 3}
"""How many programmes of each outcome are shown with all their conditions; the others are named."""
_SHARED_BY = 3
"""A theme that fewer programmes have is better said in words."""
router = APIRouter(dependencies=[Turn])


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The programmes with one outcome, best first: some in full, the rest by name."""

    fit: Fit
    cards: tuple[Card, ...]
    others: tuple[Match, ...]

    @property
    def size(self) -> int:
        """How many there are."""
        return len(self.cards) + len(self.others)


@router.api_route("/programmawijzer", methods=READ)
def programmes(request: Request) -> Response:
    """The form and, where the address tells a situation, what fits it and what does not."""
    guide = guide_of(request)
    themes = _themes(guide.programmes().serving)
    told = entered(request.query_params, themes)
    matching = _matching(guide, told)
    return page(
        request,
        "programmes.html",
        status=422 if told.errors else 200,
        guide=guide_words,
        unchecked=UNCHECKED,
        choices=choices,
        themes=themes,
        told=told,
        matching=matching,
        today=guide.today(),
        groups=_groups(guide, matching, Places(assistant_of(request))) if matching else (),
        is_sent=bool(request.query_params),
    )


@router.api_route("/programmawijzer/{sheet_id}", methods=READ)
def programme(request: Request, sheet_id: str) -> Response:
    """One sheet in full, held against the situation that the address tells, if any."""
    guide = guide_of(request)
    sheets = guide.programmes().sheets
    sheet = sheets.by_id(sheet_id)
    if sheet is None:
        raise NotFoundError(f"De fiche ‘{sheet_id[:80]}’ bestaat niet. Zoek ze in de Programmawijzer.")
    if sheet.id != sheet_id:
        return RedirectResponse(f"/programmawijzer/{url_quote(sheet.id)}", status_code=307)
    told = entered(request.query_params, _themes(guide.programmes().serving))
    places, today = Places(assistant_of(request)), guide.today()
    matched = _match_of(guide, told, sheet)
    return page(
        request,
        "programme.html",
        guide=guide_words,
        unchecked=UNCHECKED,
        told=told,
        card=card_of(matched, places, today) if matched else None,
        shown=shown_of(sheet, sheets, places, today),
    )


def _themes(sheets: tuple[Sheet, ...]) -> tuple[str, ...]:
    """The themes that several programmes share, in order of the alphabet."""
    shared = Counter(theme for sheet in sheets for theme in sheet.themes)
    return tuple(sorted(theme for theme, count in shared.items() if count >= _SHARED_BY))


def _matching(guide: Guide, told: Entered) -> Matching | None:
    if told.situation is None:
        return None
    return guide.programmes().match(told.situation, guide.today())


def _match_of(guide: Guide, told: Entered, sheet: Sheet) -> Match | None:
    """One sheet held against a situation, however far it is from the need."""
    if told.situation is None:
        return None
    return guide.programmes().judged(sheet, told.situation, guide.today())


def _groups(guide: Guide, matching: Matching, places: Places) -> tuple[Group, ...]:
    today = guide.today()
    return tuple(
        Group(
            fit=fit,
            cards=tuple(card_of(match, places, today) for match in matching.of(fit)[: FULL[fit]]),
            others=matching.of(fit)[FULL[fit] :],
        )
        for fit in Fit
    )
