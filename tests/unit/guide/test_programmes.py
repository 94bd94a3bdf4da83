"""The matcher on invented programmes: every verdict with its proof, and nothing open without one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

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
    PageSource,
    Part,
    Phase,
    PhaseRule,
    Rule,
    ShareKind,
    ShareRule,
    Sheet,
    SheetKind,
    SheetStatus,
)
from sro_assistant.guide.criteria import (
    NOT_TOLD,
    NOTHING_SAID,
    Criterion,
    Judged,
    Verdict,
    bounds,
    judge,
)
from sro_assistant.guide.programmes import Fit, Match, Programmes
from sro_assistant.guide.relevance import Relevance
from sro_assistant.guide.sheets import Sheets
from sro_assistant.guide.situation import Situation
from sro_assistant.ports import Vectors

TODAY = date(2026, 11, 21)
PAGE = PageSource(id="b1", address="https://example.org", title="P", stated="2023", official=True)
MUNICIPALITY = Situation(organisation=Organisation.MUNICIPALITY)


class WordEncoder:
    """One dimension for each word that it is given: a cosine is the share of words in common."""

    name = "woorden"
    dimensions = 64

    def __init__(self) -> None:
        self._places: dict[str, int] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in terms(text):
                row[self._places.setdefault(word, len(self._places))] = 1.0
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.asarray(rows / np.maximum(lengths, 1.0), dtype=np.float32)


def terms(text: str) -> tuple[str, ...]:
    return tuple(text.casefold().replace(".", "").split())


def sheet(
    name: str, *rules: Rule, needs: tuple[str, ...] = (), status: SheetStatus = SheetStatus.UNKNOWN
) -> Sheet:
    facts = (
        Fact(part=Part.SUMMARY, text=f"{name} helpt.", sources=("b1",)),
        Fact(part=Part.CONDITIONS, text="Dit is de voorwaarde.", sources=("b1",), rules=rules, warns=True),
        Fact(part=Part.STATUS, text=f"{name} is {status}.", sources=("b1",)),
    )
    return Sheet(
        id=name,
        name=name,
        kind=SheetKind.FUNDING,
        needs=needs,
        status=status,
        stated="2023-05-01",
        facts=facts,
        gathered=TODAY,
        check_with="het agentschap",
        check_address="https://example.org",
        sources=(PAGE,),
    )


def verdict(programme: Sheet, situation: Situation, criterion: Criterion) -> Verdict:
    return next(j.verdict for j in judge(programme, situation, TODAY) if j.criterion is criterion)


APPLICANTS = ApplicantRule(
    allowed=frozenset({Organisation.LOCAL_AUTHORITY}),
    partner_only=frozenset({Organisation.KNOWLEDGE_INSTITUTION}),
    excluded=frozenset({Organisation.COMPANY}),
)


@pytest.mark.parametrize(
    ("organisation", "together", "expected"),
    [
        (Organisation.MUNICIPALITY, None, Verdict.MEETS),
        (Organisation.CENTRE_CITY, None, Verdict.MEETS),
        (Organisation.COMPANY, None, Verdict.FAILS),
        (Organisation.KNOWLEDGE_INSTITUTION, None, Verdict.UNKNOWN),
        (Organisation.KNOWLEDGE_INSTITUTION, True, Verdict.MEETS),
        (Organisation.KNOWLEDGE_INSTITUTION, False, Verdict.FAILS),
        (Organisation.CITIZEN, None, Verdict.UNKNOWN),
        (None, None, Verdict.UNKNOWN),
    ],
)
def test_an_applicant_is_allowed_refused_or_unknown(
    organisation: Organisation | None, together: bool | None, expected: Verdict
) -> None:
    situation = Situation(organisation=organisation, together=together)
    assert verdict(sheet("fonds", APPLICANTS), situation, Criterion.APPLICANT) is expected


@pytest.mark.parametrize(
    ("need", "situation", "expected"),
    [
        (Need.REQUIRED, Situation(), Verdict.UNKNOWN),
        (Need.REQUIRED, Situation(together=False), Verdict.FAILS),
        (Need.REQUIRED, Situation(together=True), Verdict.UNKNOWN),
        (Need.REQUIRED, Situation(together=True, parties=2, inhabitants=60_000), Verdict.MEETS),
        (Need.REQUIRED, Situation(together=True, parties=2, inhabitants=40_000), Verdict.FAILS),
        (Need.WELCOME, Situation(together=False, inhabitants=60_000), Verdict.MEETS),
        (Need.WELCOME, Situation(inhabitants=40_000), Verdict.FAILS),
        (Need.FORBIDDEN, Situation(together=True), Verdict.FAILS),
        (Need.FORBIDDEN, Situation(together=False), Verdict.MEETS),
    ],
)
def test_cooperation_counts_parties_and_inhabitants(
    need: Need, situation: Situation, expected: Verdict
) -> None:
    rule = CooperationRule(need=need, least_parties=2, least_inhabitants=50_000)
    assert verdict(sheet("fonds", rule), situation, Criterion.COOPERATION) is expected


def test_partners_from_other_countries_are_never_taken_for_granted() -> None:
    rule = CooperationRule(need=Need.REQUIRED, least_parties=2, least_countries=2)
    situation = Situation(together=True, parties=2)
    assert verdict(sheet("fonds", rule), situation, Criterion.COOPERATION) is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("phase", "expected"),
    [
        (Phase.PILOT, Verdict.MEETS),
        (Phase.ROLLOUT, Verdict.FAILS),
        (Phase.IDEA, Verdict.UNKNOWN),
        (None, Verdict.UNKNOWN),
    ],
)
def test_a_phase_that_no_source_names_is_unknown(phase: Phase | None, expected: Verdict) -> None:
    rule = PhaseRule(supported=frozenset({Phase.PILOT}), excluded=frozenset({Phase.ROLLOUT}))
    assert verdict(sheet("fonds", rule), Situation(phase=phase), Criterion.PHASE) is expected


@pytest.mark.parametrize(
    ("euros", "expected"), [(900_000, Verdict.MEETS), (1_000_001, Verdict.FAILS), (None, Verdict.UNKNOWN)]
)
def test_an_amount_above_the_highest_support_fails(euros: int | None, expected: Verdict) -> None:
    rule = AmountRule(kind=AmountKind.MOST_PER_PROJECT, euros=1_000_000)
    assert verdict(sheet("fonds", rule), Situation(euros=euros), Criterion.AMOUNT) is expected


def test_every_verdict_but_unknown_has_its_fact() -> None:
    judged = judge(sheet("fonds", APPLICANTS), MUNICIPALITY, TODAY)
    assert [j.evidence != () for j in judged if j.verdict is not Verdict.UNKNOWN] == [True]
    assert judged[1] == Judged(criterion=Criterion.COOPERATION, verdict=Verdict.UNKNOWN, reason=NOTHING_SAID)
    assert NOT_TOLD in {j.reason for j in judge(sheet("fonds", APPLICANTS), Situation(), TODAY)}


def test_what_was_open_is_over_after_its_last_day_and_says_where_to_check() -> None:
    opened = replace(sheet("fonds", status=SheetStatus.OPEN), open_until=date(2026, 12, 1))
    assert verdict(opened, MUNICIPALITY, Criterion.STATUS) is Verdict.MEETS
    late = judge(opened, MUNICIPALITY, date(2026, 12, 2))[-1]
    assert late.verdict is Verdict.FAILS
    assert late.reason == (
        "Laatst gekende status: gesloten (1 mei 2023). Kijk na bij het agentschap: https://example.org"
    )


def matcher(*sheets: Sheet) -> Programmes:
    return Programmes(Sheets.of(sheets), Relevance(sheets, WordEncoder(), terms))


LIGHT = sheet("licht", APPLICANTS, needs=("slimme lampen kopen",))
WATER = sheet("water", APPLICANTS, needs=("waterkwaliteit meten",))
OVER = sheet("voorbij", APPLICANTS, needs=("slimme lampen kopen",), status=SheetStatus.CLOSED)
BODY = sheet("comite", APPLICANTS)


def fits(matches: Sequence[Match]) -> list[tuple[str, Fit]]:
    return [(match.sheet.id, match.fit) for match in matches]


def test_what_is_near_and_allowed_fits_and_what_is_over_comes_last() -> None:
    found = matcher(LIGHT, WATER, OVER, BODY).match(
        replace(MUNICIPALITY, need="wij willen slimme lampen kopen"), TODAY
    )
    assert fits(found.matches) == [("licht", Fit.FITS), ("voorbij", Fit.NOT)]


def test_an_applicant_that_is_refused_never_fits() -> None:
    found = matcher(LIGHT).match(
        Situation(need="slimme lampen kopen", organisation=Organisation.COMPANY), TODAY
    )
    assert fits(found.matches) == [("licht", Fit.NOT)]
    assert [judged.criterion for judged in found.matches[0].reasons_against] == [Criterion.APPLICANT]


def test_asking_too_much_money_is_shown_but_rules_nothing_out() -> None:
    rule = AmountRule(kind=AmountKind.MOST_PER_PROJECT, euros=1_000)
    found = matcher(sheet("licht", APPLICANTS, rule, needs=("slimme lampen kopen",))).match(
        replace(MUNICIPALITY, need="slimme lampen kopen", euros=2_000), TODAY
    )
    assert [m.fit for m in found.matches] == [Fit.FITS]
    assert [judged.criterion for judged in found.matches[0].reasons_against] == [Criterion.AMOUNT]


def test_without_a_need_every_programme_that_serves_one_is_judged() -> None:
    found = matcher(LIGHT, WATER, BODY).match(MUNICIPALITY, TODAY)
    assert fits(found.matches) == [("licht", Fit.MIGHT), ("water", Fit.MIGHT)]


def test_a_question_is_asked_only_where_its_answer_changes_the_outcome() -> None:
    asked = matcher(LIGHT).match(Situation(need="slimme lampen kopen"), TODAY).questions
    assert [question.split(":")[0] for question in asked] == ["Voor welk soort organisatie vraagt u dit"]
    assert matcher(LIGHT).match(replace(MUNICIPALITY, need="slimme lampen kopen"), TODAY).questions == ()


def test_at_most_two_questions_are_asked() -> None:
    rules = (
        APPLICANTS,
        CooperationRule(need=Need.REQUIRED),
        PhaseRule(supported=frozenset({Phase.PILOT}), excluded=frozenset({Phase.ROLLOUT})),
    )
    found = matcher(sheet("licht", *rules, needs=("slimme lampen kopen",))).match(
        Situation(need="slimme lampen kopen"), TODAY
    )
    assert len(found.questions) == 2


def test_words_that_mean_nothing_here_find_nothing() -> None:
    assert matcher(LIGHT, WATER).match(Situation(need="pannenkoeken bakken"), TODAY).matches == ()


def test_a_need_of_which_the_sheets_know_one_common_word_is_near_and_not_sure() -> None:
    others = (sheet("lamp", APPLICANTS, needs=("slimme lampen",)), sheet("plein", needs=("slimme pleinen",)))
    found = matcher(LIGHT, *others).match(replace(MUNICIPALITY, need="slimme ophaling van vuilnis"), TODAY)
    assert {fit for _, fit in fits(found.matches)} == {Fit.MIGHT}
    known = matcher(LIGHT, *others).match(replace(MUNICIPALITY, need="slimme lampen kopen"), TODAY)
    assert ("licht", Fit.FITS) in fits(known.matches)


def test_of_two_that_are_as_near_the_one_known_most_recently_comes_first() -> None:
    old = replace(sheet("aan", APPLICANTS, needs=LIGHT.needs), stated="2020")
    undated = replace(sheet("bij", APPLICANTS, needs=LIGHT.needs), stated="onbekend")
    new = replace(sheet("zon", APPLICANTS, needs=LIGHT.needs), stated="2025-04-25")
    found = matcher(old, undated, new).match(replace(MUNICIPALITY, need="slimme lampen kopen"), TODAY)
    assert [match.sheet.id for match in found.matches] == ["zon", "bij", "aan"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (ApplicantRule(excluded=frozenset({Organisation.COMPANY})), True),
        (ApplicantRule(partner_only=frozenset({Organisation.PROVINCE})), True),
        (ApplicantRule(allowed=frozenset({Organisation.MUNICIPALITY})), False),
        (CooperationRule(need=Need.REQUIRED), True),
        (CooperationRule(need=Need.WELCOME, least_inhabitants=25_000), True),
        (CooperationRule(need=Need.WELCOME), False),
        (AmountRule(kind=AmountKind.MOST_PER_PROJECT, euros=1), True),
        (AmountRule(kind=AmountKind.BUDGET, euros=1), False),
        (ShareRule(kind=ShareKind.LEAST_OWN, percent=20), True),
        (PhaseRule(supported=frozenset({Phase.PILOT})), False),
        (PhaseRule(excluded=frozenset({Phase.IDEA})), True),
        (AreaRule(name="Vlaanderen"), True),
        (DeadlineRule(day=TODAY), True),
    ],
)
def test_a_condition_that_limits_is_shown_though_the_sheet_does_not_mark_it(
    rule: Rule, expected: bool
) -> None:
    unmarked = Fact(part=Part.CONDITIONS, text="Dit geldt.", sources=("b1",), rules=(rule,))
    marked = Fact(part=Part.OFFER, text="Let hierop.", sources=("b1",), warns=True)
    status = Fact(part=Part.STATUS, text="Het loopt.", sources=("b1",), warns=True)
    found = bounds(replace(sheet("fonds"), facts=(unmarked, marked, status)))
    assert found == ((unmarked, marked) if expected else (marked,))


def test_a_programme_far_from_the_need_can_be_judged_by_itself() -> None:
    judged = matcher(LIGHT, WATER).judged(WATER, replace(MUNICIPALITY, need="slimme lampen kopen"), TODAY)
    assert (judged.sheet, judged.fit) == (WATER, Fit.MIGHT)
