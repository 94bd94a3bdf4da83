"""The criteria of a programme held against a situation: met, not met, or not known, with the evidence."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sro_assistant.domain import (
    AmountKind,
    AmountRule,
    ApplicantRule,
    AreaRule,
    CooperationRule,
    DeadlineRule,
    Fact,
    Need,
    Organisation,
    Part,
    PhaseRule,
    Rule,
    ShareRule,
    Sheet,
    SheetStatus,
)
from sro_assistant.dutch.dates import stated_in_words
from sro_assistant.dutch.numbers import grouped
from sro_assistant.guide.situation import Situation


class Criterion(StrEnum):
    """What a programme is judged on."""

    NEED = "nood"
    APPLICANT = "aanvrager"
    COOPERATION = "samenwerking"
    PHASE = "fase"
    AMOUNT = "bedrag"
    STATUS = "status"


class Verdict(StrEnum):
    """Whether a criterion is met; what no source says is not known."""

    MEETS = "voldoet"
    FAILS = "voldoet niet"
    UNKNOWN = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """The verdict on one criterion, the reason in Dutch, and the facts that prove it."""

    criterion: Criterion
    verdict: Verdict
    reason: str
    evidence: tuple[Fact, ...] = ()

    @property
    def is_unsure(self) -> bool:
        """Whether sources and applicant both say something on it, and that does not decide."""
        return self.verdict is Verdict.UNKNOWN and self.reason not in (NOTHING_SAID, NOT_TOLD)

    @property
    def is_silent(self) -> bool:
        """Whether no source says anything on it."""
        return self.reason == NOTHING_SAID and not self.evidence


_PER_PROJECT = (AmountKind.MOST_PER_PROJECT, AmountKind.LEAST_PER_PROJECT)
NOTHING_SAID = "De bronnen zeggen hier niets over."
NOT_TOLD = "Dat hangt af van wat u nog niet gezegd hebt."
_NAMES = {
    Organisation.VGC: "de VGC",
    Organisation.OCMW: "OCMW",
    Organisation.FLEMISH_ENTITY: "Vlaamse entiteit",
    Organisation.INTERMUNICIPAL: "intergemeentelijk samenwerkingsverband",
}
_WORST_FIRST = (Verdict.FAILS, Verdict.UNKNOWN, Verdict.MEETS)
_STATUS_VERDICTS = {
    SheetStatus.OPEN: Verdict.MEETS,
    SheetStatus.IN_USE: Verdict.MEETS,
    SheetStatus.CLOSED: Verdict.FAILS,
    SheetStatus.UNKNOWN: Verdict.UNKNOWN,
}


def judge(sheet: Sheet, situation: Situation, today: date) -> tuple[Judged, ...]:
    """Every criterion but the need, in a fixed order."""
    return (
        _applicant(sheet, situation),
        _cooperation(sheet, situation),
        _phase(sheet, situation),
        _amount(sheet, situation),
        _status(sheet, today),
    )


def bounds(sheet: Sheet) -> tuple[Fact, ...]:
    """Every exclusion and threshold: what the sheet marks as one, and what a typed condition limits.

    The status stands apart: it is always shown.
    """
    return tuple(
        fact
        for fact in sheet.facts
        if fact.part is not Part.STATUS and (fact.warns or any(map(_limits, fact.rules)))
    )


def _limits(rule: Rule) -> bool:
    match rule:
        case ApplicantRule():
            return bool(rule.excluded or rule.partner_only)
        case CooperationRule():
            least = (rule.least_parties, rule.least_countries, rule.least_inhabitants)
            return rule.need is not Need.WELCOME or any(least)
        case AmountRule():
            return rule.kind in _PER_PROJECT
        case PhaseRule():
            return bool(rule.excluded)
        case ShareRule() | AreaRule() | DeadlineRule():
            return True


def _applicant(sheet: Sheet, situation: Situation) -> Judged:
    rules = [(rule, fact) for rule, fact in sheet.rules if isinstance(rule, ApplicantRule)]
    asker = situation.organisation
    if not rules or asker is None:
        return _open(Criterion.APPLICANT, tuple(fact for _, fact in rules))
    for rule, fact in rules:
        if any(kind.includes(asker) for kind in rule.excluded):
            return _judged(Criterion.APPLICANT, Verdict.FAILS, f"Niet voor: {_in_words(asker)}.", fact)
    for rule, fact in rules:
        if any(kind.includes(asker) for kind in rule.allowed):
            return _judged(Criterion.APPLICANT, Verdict.MEETS, f"Ook voor: {_in_words(asker)}.", fact)
    for rule, fact in rules:
        if any(kind.includes(asker) for kind in rule.partner_only):
            verdict = {True: Verdict.MEETS, False: Verdict.FAILS, None: Verdict.UNKNOWN}[situation.together]
            reason = f"Enkel als partner van een ander: {_in_words(asker)}."
            return _judged(Criterion.APPLICANT, verdict, reason, fact)
    return Judged(
        criterion=Criterion.APPLICANT,
        verdict=Verdict.UNKNOWN,
        reason=f"Niet zeker voor: {_in_words(asker)}. Lees wat de bronnen zeggen.",
        evidence=tuple(dict.fromkeys(fact for _, fact in rules)),
    )


def _cooperation(sheet: Sheet, situation: Situation) -> Judged:
    rules = [(rule, fact) for rule, fact in sheet.rules if isinstance(rule, CooperationRule)]
    if not rules:
        return _open(Criterion.COOPERATION, ())
    outcomes = [(_works_together(rule, situation), rule, fact) for rule, fact in rules]
    verdict, rule, fact = min(outcomes, key=lambda outcome: _WORST_FIRST.index(outcome[0]))
    return _judged(Criterion.COOPERATION, verdict, _cooperation_in_words(rule), fact)


def _works_together(rule: CooperationRule, situation: Situation) -> Verdict:
    if rule.need is Need.FORBIDDEN:
        return {True: Verdict.FAILS, False: Verdict.MEETS, None: Verdict.UNKNOWN}[situation.together]
    is_free = rule.need is Need.WELCOME
    checks = (
        is_free or situation.together,
        is_free or _at_least(situation.parties, rule.least_parties),
        None if rule.least_countries and not is_free else True,
        _at_least(situation.inhabitants, rule.least_inhabitants),
    )
    if False in checks:
        return Verdict.FAILS
    return Verdict.UNKNOWN if None in checks else Verdict.MEETS


def _at_least(number: int | None, least: int | None) -> bool | None:
    if least is None:
        return True
    return None if number is None else number >= least


def _cooperation_in_words(rule: CooperationRule) -> str:
    if rule.need is Need.FORBIDDEN:
        return "Samenwerken kan hier niet."
    least = [
        f"minstens {grouped(number)} {noun}"
        for number, noun in (
            (rule.least_parties, "partijen"),
            (rule.least_countries, "landen"),
            (rule.least_inhabitants, "inwoners samen"),
        )
        if number
    ]
    asked = "Samenwerken is gewenst" if rule.need is Need.WELCOME else "Samenwerken is nodig"
    return f"{asked}{': ' if least else ''}{', '.join(least)}."


def _phase(sheet: Sheet, situation: Situation) -> Judged:
    rules = [(rule, fact) for rule, fact in sheet.rules if isinstance(rule, PhaseRule)]
    if situation.phase is None or not rules:
        return _open(Criterion.PHASE, tuple(fact for _, fact in rules))
    for rule, fact in rules:
        if situation.phase in rule.excluded:
            return _judged(Criterion.PHASE, Verdict.FAILS, f"Niet voor de fase {situation.phase}.", fact)
    for rule, fact in rules:
        if situation.phase in rule.supported:
            return _judged(Criterion.PHASE, Verdict.MEETS, f"Ook voor de fase {situation.phase}.", fact)
    told = ", ".join(sorted({phase for rule, _ in rules for phase in rule.supported}))
    reason = f"De bronnen noemen enkel: {told}." if told else NOTHING_SAID
    return Judged(
        criterion=Criterion.PHASE,
        verdict=Verdict.UNKNOWN,
        reason=reason,
        evidence=tuple(dict.fromkeys(fact for _, fact in rules)),
    )


def _amount(sheet: Sheet, situation: Situation) -> Judged:
    rules = [(r, f) for r, f in sheet.rules if isinstance(r, AmountRule) and r.kind in _PER_PROJECT]
    if situation.euros is None or not rules:
        return _open(Criterion.AMOUNT, tuple(fact for _, fact in rules))
    for rule, fact in rules:
        too_much = rule.kind is AmountKind.MOST_PER_PROJECT and situation.euros > rule.euros
        too_little = rule.kind is AmountKind.LEAST_PER_PROJECT and situation.euros < rule.euros
        if too_much or too_little:
            bound = "Hoogste" if too_much else "Laagste"
            reason = f"{bound} steun per project: {grouped(rule.euros)} euro."
            return _judged(Criterion.AMOUNT, Verdict.FAILS, reason, fact)
    return _judged(Criterion.AMOUNT, Verdict.MEETS, "Binnen de grenzen die de bron noemt.", rules[0][1])


def _status(sheet: Sheet, today: date) -> Judged:
    status = sheet.status_on(today)
    return Judged(
        criterion=Criterion.STATUS,
        verdict=_STATUS_VERDICTS[status],
        reason=(
            f"Laatst gekende status: {status} ({stated_in_words(sheet.stated)}). "
            f"Kijk na bij {sheet.check_with}: {sheet.check_address}"
        ),
        evidence=sheet.facts_of(Part.STATUS),
    )


def _open(criterion: Criterion, evidence: tuple[Fact, ...]) -> Judged:
    reason = NOT_TOLD if evidence else NOTHING_SAID
    facts = tuple(dict.fromkeys(evidence))
    return Judged(criterion=criterion, verdict=Verdict.UNKNOWN, reason=reason, evidence=facts)


def _judged(criterion: Criterion, verdict: Verdict, reason: str, fact: Fact) -> Judged:
    return Judged(criterion=criterion, verdict=verdict, reason=reason, evidence=(fact,))


def _in_words(kind: Organisation) -> str:
    return _NAMES.get(kind, str(kind).replace("_", " "))
