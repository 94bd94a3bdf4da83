"""The matcher: which programmes fit a situation, which might, which surely do not, and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sro_assistant.domain import Fact, Organisation, Part, Phase, Sheet, SheetKind
from sro_assistant.guide.criteria import Criterion, Judged, Verdict, bounds, judge
from sro_assistant.guide.relevance import Near, Relevance
from sro_assistant.guide.sheets import Sheets
from sro_assistant.guide.situation import Situation

SURE, LEAST = 0.4, 0.2
"""How near a need must be to fit, and to be looked at at all."""
CERTAIN = 0.08
"""How much nearer a programme counts that is known to be for who asks, or less near where others are."""
IN_PHASE = 0.04
"""How much nearer one counts that is known to support how far the asker is."""
UNPAID = 0.08
"""How much less near one counts that funds nothing, where money is asked for."""
AGEING, OLDEST, UNDATED_AGE = 0.02, 6, 3
"""How much lower a programme stands for each year since its status was known, up to so many."""
MOST_QUESTIONS = 2
_DECIDERS = 5
"""A question is asked only where it would change the order or the outcome of the first so many."""


class Fit(StrEnum):
    """What becomes of a programme, best first."""

    FITS = "past"
    MIGHT = "misschien"
    NOT = "past niet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A programme held against a situation: the outcome, and every criterion with its evidence."""

    sheet: Sheet
    fit: Fit
    score: float
    criteria: tuple[Judged, ...]

    @property
    def reasons_against(self) -> tuple[Judged, ...]:
        """The criteria that are not met."""
        return tuple(judged for judged in self.criteria if judged.verdict is Verdict.FAILS)

    @property
    def bounds(self) -> tuple[Fact, ...]:
        """Every exclusion and threshold of the programme, whatever the verdicts."""
        return bounds(self.sheet)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The programmes, best first, and what to ask about because the answer would change that order."""

    situation: Situation
    matches: tuple[Match, ...]
    asks: tuple[Criterion, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """What to ask, in words."""
        return tuple(_QUESTIONS[criterion].text for criterion in self.asks)

    def of(self, fit: Fit) -> tuple[Match, ...]:
        """The matches with one outcome, best first."""
        return tuple(match for match in self.matches if match.fit is fit)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question to an applicant, whether it was told already, and the situation after each answer."""

    text: str
    is_told: Callable[[Situation], bool]
    answered: Callable[[Situation], Sequence[Situation]]


_ASKERS = (
    Organisation.MUNICIPALITY,
    Organisation.PROVINCE,
    Organisation.COMPANY,
    Organisation.KNOWLEDGE_INSTITUTION,
)
_QUESTIONS = {
    Criterion.APPLICANT: _Asked(
        "Voor welk soort organisatie vraagt u dit: een gemeente, een provincie, een onderneming of een "
        "kennisinstelling?",
        lambda told: told.organisation is not None,
        lambda told: [replace(told, organisation=kind) for kind in _ASKERS],
    ),
    Criterion.COOPERATION: _Asked(
        "Werkt u alleen of samen met andere besturen?",
        lambda told: told.together is not None,
        lambda told: [replace(told, together=together) for together in (False, True)],
    ),
    Criterion.PHASE: _Asked(
        "Hoe ver staat u: een idee, een piloot, een aankoop of een uitrol?",
        lambda told: told.phase is not None,
        lambda told: [replace(told, phase=phase) for phase in Phase],
    ),
}


class Programmes:
    """The sheets that serve a need, matched to what an applicant says of itself."""

    def __init__(self, sheets: Sheets, relevance: Relevance) -> None:
        self.sheets = sheets
        self.serving = tuple(sheet for sheet in sheets.all if sheet.needs)
        self._relevance = relevance

    def match(self, situation: Situation, today: date, among: Iterable[Sheet] | None = None) -> Matching:
        """The programmes that a need concerns, or all where none is told.

        Those that serve a need take part, or the ones of `among`.
        """
        candidates = self.serving if among is None else tuple(among)
        near = self._relevance.of(situation.need)
        if situation.need.strip():
            candidates = tuple(s for s in candidates if s.id in near and near[s.id].score >= LEAST)
        matches = _ranked(candidates, situation, near, today)
        return Matching(
            situation=situation,
            matches=matches,
            asks=_worth_asking(tuple(m.sheet for m in matches[:_DECIDERS]), situation, near, today),
        )

    def asked_of(self, sheet: Sheet, text: str) -> Fact | None:
        """The fact of a sheet that a text asks for, in words like those in which people ask."""
        return self._relevance.asked_of(sheet, text)

    def judged(self, sheet: Sheet, situation: Situation, today: date) -> Match:
        """One sheet held against a situation, however far it is from the need."""
        return _match(sheet, situation, self._relevance.of(situation.need).get(sheet.id), today)


def _ranked(
    sheets: Iterable[Sheet], situation: Situation, near: Mapping[str, Near], today: date
) -> tuple[Match, ...]:
    order = list(Fit)
    money = situation.euros is not None
    matches = [_match(sheet, situation, near.get(sheet.id), today) for sheet in sheets]
    return tuple(
        sorted(matches, key=lambda m: (order.index(m.fit), -rank(m, today, money=money), m.sheet.id))
    )


def rank(match: Match, today: date, *, money: bool) -> float:
    """A match's score with the corrections above, for applicant, phase, money and age; higher is better."""
    judged = {judged.criterion: judged for judged in match.criteria}
    applicant = judged[Criterion.APPLICANT]
    near = match.score - ageing(match.sheet, today)
    if applicant.verdict is not Verdict.UNKNOWN:
        near += CERTAIN if applicant.verdict is Verdict.MEETS else 0.0
    elif applicant.is_unsure:
        near -= CERTAIN
    if judged[Criterion.PHASE].verdict is Verdict.MEETS:
        near += IN_PHASE
    return near - UNPAID if money and match.sheet.kind is not SheetKind.FUNDING else near


def ageing(sheet: Sheet, today: date) -> float:
    """What to take off a score for the years since a status was known; one without a date is middling."""
    known = sheet.stated_on
    years = UNDATED_AGE if known is None else min(OLDEST, max(0, today.year - known.year))
    return AGEING * years


def _match(sheet: Sheet, situation: Situation, near: Near | None, today: date) -> Match:
    criteria = (_need(sheet, near), *judge(sheet, situation, today))
    return Match(sheet=sheet, fit=_fit(criteria), score=near.score if near else 0.0, criteria=criteria)


def _need(sheet: Sheet, near: Near | None) -> Judged:
    if near is None:
        return Judged(criterion=Criterion.NEED, verdict=Verdict.UNKNOWN, reason="U zei niet wat u zoekt.")
    return Judged(
        criterion=Criterion.NEED,
        verdict=Verdict.MEETS if near.sure >= SURE else Verdict.UNKNOWN,
        reason=f"Lijkt op: {near.need}.",
        evidence=sheet.facts_of(Part.SUMMARY)[:1],
    )


def _fit(criteria: Iterable[Judged]) -> Fit:
    verdicts = {judged.criterion: judged.verdict for judged in criteria}
    if any(judged is Verdict.FAILS for name, judged in verdicts.items() if name is not Criterion.AMOUNT):
        return Fit.NOT  # one can still ask for less money
    certain = (Criterion.NEED, Criterion.APPLICANT)
    return Fit.FITS if all(verdicts[name] is Verdict.MEETS for name in certain) else Fit.MIGHT


def _worth_asking(
    sheets: tuple[Sheet, ...], situation: Situation, near: Mapping[str, Near], today: date
) -> tuple[Criterion, ...]:
    """What to ask about as the answers lead to different outcomes, the most outcomes first."""
    worth: list[tuple[int, Criterion]] = []
    for criterion, question in _QUESTIONS.items():
        outcomes = {
            tuple((match.sheet.id, match.fit) for match in _ranked(sheets, answered, near, today))
            for answered in (() if question.is_told(situation) else question.answered(situation))
        }
        worth.append((len(outcomes), criterion))
    kept = sorted((entry for entry in worth if entry[0] > 1), key=lambda entry: -entry[0])
    return tuple(criterion for _, criterion in kept[:MOST_QUESTIONS])
