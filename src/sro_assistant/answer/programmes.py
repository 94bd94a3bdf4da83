"""Questions for what fits or helps: the matcher decides which programme, the sources' own words answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sro_assistant.answer import guide_phrases as phrases
from sro_assistant.answer.calls import overview, side_by_side, status
from sro_assistant.answer.needs import (
    asked_parts,
    asks_for_one,
    asks_of_one,
    asks_to_join,
    asks_what_is_open,
    asks_whether_it_runs,
    compares,
    describes_a_case,
    looks_for_something,
    read_by_guide,
    seeks_money,
    seeks_support,
    seeks_what_fits,
    wishes,
)
from sro_assistant.answer.quoting import Shelf
from sro_assistant.answer.recommend import REFERS, chosen
from sro_assistant.answer.series import (
    calls_of,
    is_series,
    particulars_of_latest,
    series_notice,
    serving_of,
    topic_of_latest,
    years_of,
)
from sro_assistant.answer.telling import (
    TO_JOIN,
    TO_KNOW,
    Advice,
    admitted,
    is_quotable,
    referred,
    told,
)
from sro_assistant.answer.topics import Topic, topic_of
from sro_assistant.domain import Fact, Part, Query, Sheet, SheetKind
from sro_assistant.guide.criteria import Criterion, Verdict
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.programmes import SURE, Fit, Match, Matching
from sro_assistant.guide.situation import Situation, situation_in

MOST_COMPARED = 3
"""How many calls are set side by side."""
MOST_NAMED = 2
"""How many of the programmes that a case names are told."""
NEAR = 0.3
"""How near a programme must be to what is asked in no known turn of phrase."""


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
        """What fits who asks, in sentences of what may be quoted; None where the guide has no word on it.

        For questions that concern programmes (`needs.concerns_programmes`); others load no adviser.
        """
        text = read_by_guide(query)
        sheets = self._programmes().sheets
        if asks_what_is_open(text):
            return overview(sheets.all, shelf, self._today())
        groups = sheets.all_named_in(query.dutch)
        return self._on_what_is_named(groups, text, query, shelf) or self._on_need(groups, text, query, shelf)

    def _on_what_is_named(
        self, groups: Sequence[Sequence[Sheet]], text: str, query: Query, shelf: Shelf
    ) -> Advice | None:
        """What is asked of the programmes that a question names; None where that is something else."""
        if not groups:
            return None
        advice = None
        if looks_for_something(text):
            advice = self._on_case([serving_of(group, shelf) for group in groups], query, shelf)
        elif describes_a_case(text) or (asks_for_one(text) and not asks_of_one(text)):
            advice = self._on_joining(groups[0], query, shelf) if calls_of(groups[0], shelf) else None
        if advice is not None:
            return advice
        return self._on_named(groups[0], text, query, shelf)

    def _on_need(
        self, groups: Sequence[Sequence[Sheet]], text: str, query: Query, shelf: Shelf
    ) -> Advice | None:
        """What there is for what somebody looks for; the vaguer that is said, the nearer it must be."""
        if seeks_what_fits(text):
            return self._on_needing(query, shelf, least=0.0)
        if seeks_support(text) and not groups:
            return self._on_needing(query, shelf, least=NEAR)
        if not self._has_sheets(shelf):
            return None
        is_on_one = any(serving_of(group, shelf) for group in groups) and not looks_for_something(text)
        if describes_a_case(text) and not is_on_one:
            return self._on_needing(query, shelf, least=NEAR)
        return self._on_needing(query, shelf, least=SURE) if wishes(text) and not groups else None

    def _has_sheets(self, shelf: Shelf) -> bool:
        """Whether a sheet may be quoted: of a case that asks for no programme the documents say more."""
        return any(shelf.admits(sheet.document_id) for sheet in self._programmes().serving)

    def _on_case(self, groups: Sequence[Sequence[Sheet]], query: Query, shelf: Shelf) -> Advice | None:
        """Whether the funding that a described case names fits it, and what else there is where not."""
        named = [group[0] for group in groups if group][:MOST_NAMED]
        if not named:
            return None
        programmes, today = self._programmes(), self._today()
        situation = self._situation(query)
        matches = [programmes.judged(sheet, situation, today) for sheet in named]
        if all(match.fit is Fit.NOT for match in matches):
            matches += self._instead(named, situation, query, shelf)
        advice = told(matches, shelf, TO_JOIN, named=self._asked_of(named, query))
        if advice is None:
            return None
        notices = [
            n for group in groups for sheet in named if sheet in group for n in series_notice(group, sheet)
        ]
        return self._with_referral(
            replace(advice, notices=(*notices, *advice.notices)), matches, situation, shelf
        )

    def _instead(
        self, named: Sequence[Sheet], situation: Situation, query: Query, shelf: Shelf
    ) -> list[Match]:
        """What may fit where nothing named does: a later call of its series, then what is nearest."""
        programmes, today = self._programmes(), self._today()
        later = [
            programmes.judged(sheet, situation, today)
            for told_of in named
            for sheet in calls_of(programmes.sheets.series_of(told_of), shelf)[:1]
            if (sheet.year or "") > (told_of.year or "")
        ]
        rest = [sheet for sheet in self._quotable(shelf) if sheet not in named]
        matching = programmes.match(situation, today, rest)
        series = {sheet.series for sheet in named}
        near = chosen(matching.matches, today, money=seeks_money(query.dutch), beside=series)
        near = tuple(match for match in near if match.score >= NEAR)
        found = {match.sheet.id: match for match in (*later, *near) if match.fit is not Fit.NOT}
        return list(found.values())[:MOST_NAMED]

    def _with_referral(
        self, advice: Advice, matches: Sequence[Match], situation: Situation, shelf: Shelf
    ) -> Advice:
        """The advice and, where it has nothing that may fit, who sends people on to the right place."""
        if any(match.fit is not Fit.NOT for match in matches):
            return advice
        programmes, today = self._programmes(), self._today()
        asked = replace(situation, need="")
        found = [
            match
            for sheet in programmes.serving
            if REFERS in sheet.themes and shelf.admits(sheet.document_id)
            if (match := programmes.judged(sheet, asked, today)).fit is not Fit.NOT
        ]
        statements = tuple(statement for match in found for statement in referred(match.sheet, shelf))
        return replace(advice, statements=(*advice.statements, *statements))

    def _asked_of(self, named: Sequence[Sheet], query: Query) -> dict[str, Fact | None]:
        """By the ids of what is named, the fact that a question asks for."""
        programmes = self._programmes()
        return {sheet.id: programmes.asked_of(sheet, query.dutch) for sheet in named}

    def _situation(self, query: Query) -> Situation:
        """What a question says of who asks, in which a programme's name ("Slim in de Stad") has no part."""
        return replace(situation_in(self._programmes().sheets.without_names(query.meant)), need=query.dutch)

    def _quotable(self, shelf: Shelf) -> list[Sheet]:
        return [admitted(sheet, shelf) for sheet in self._programmes().serving if is_quotable(sheet, shelf)]

    def _on_named(self, named: Sequence[Sheet], text: str, query: Query, shelf: Shelf) -> Advice | None:
        """What is asked of programmes that are named; None where that is something else."""
        if asks_whether_it_runs(text) and situation_in(query.meant).organisation is None:
            return self._on_running(named, shelf)
        found = self._on_comparing(named, text, shelf) if compares(text) else None
        topic, parts = topic_of(text), asked_parts(text)
        if found is None and topic is not None:
            found = self._on_topic(named, topic, shelf)
        if found is None and parts:
            found = self._on_parts(named, parts, shelf)
        if found is None and asks_to_join(text):
            found = self._on_joining(named, query, shelf)
        return found

    def _on_running(self, named: Sequence[Sheet], shelf: Shelf) -> Advice | None:
        """Whether a programme still runs; of a series without a year, the latest."""
        sheets = [sheet for sheet in named if sheet.needs and shelf.admits(sheet.document_id)][:1]
        advice = status(sheets[0], shelf, self._today()) if sheets else None
        if advice is None:
            return None
        return replace(advice, notices=(*series_notice(named, sheets[0]), *advice.notices))

    def _on_joining(self, named: Sequence[Sheet], query: Query, shelf: Shelf) -> Advice | None:
        """Whether who asks can join a programme; of a series without a year, the latest."""
        sheets = [admitted(sheet, shelf) for sheet in named if is_quotable(sheet, shelf)][:1]
        if not sheets:
            return None
        situation = replace(self._situation(query), need="")
        matching = self._programmes().match(situation, self._today(), sheets)
        advice = told(matching.matches, shelf, TO_JOIN, named=self._asked_of(sheets, query))
        if advice is None:
            return None
        notices = (*series_notice(named, sheets[0]), *advice.notices)
        return replace(advice, notices=notices, questions=matching.questions)

    def _on_parts(self, named: Sequence[Sheet], parts: Sequence[Part], shelf: Shelf) -> Advice | None:
        """What is known of the money, the terms or the conditions of a call; of a series of the latest."""
        calls = calls_of(named, shelf)
        advice = particulars_of_latest(calls, parts, shelf, self._today()) if calls else None
        if advice is None:
            return None
        return replace(advice, notices=(*series_notice(named, calls[0]), *advice.notices))

    def _on_topic(self, named: Sequence[Sheet], topic: Topic, shelf: Shelf) -> Advice | None:
        """What is known on one topic of what is named; of a series of the latest."""
        sheets = serving_of(named, shelf)
        advice = topic_of_latest(sheets, topic, shelf, self._today()) if sheets else None
        if advice is None:
            return None
        return replace(advice, notices=(*series_notice(named, sheets[0]), *advice.notices))

    def _on_comparing(self, named: Sequence[Sheet], text: str, shelf: Shelf) -> Advice | None:
        """Some calls of one series side by side, where their years are named."""
        sheets = calls_of(self._programmes().sheets.of_years(named[0].series, text), shelf)
        return side_by_side(sheets, shelf) if 1 < len(sheets) <= MOST_COMPARED else None

    def _on_needing(self, query: Query, shelf: Shelf, *, least: float) -> Advice | None:
        """What there is for a need; nothing where no programme is as near as `least`."""
        today = self._today()
        situation = self._situation(query)
        matching: Matching = self._programmes().match(situation, today, self._quotable(shelf))
        if max((match.score for match in matching.matches), default=0.0) < least:
            return None
        likely = [match for match in matching.matches if not _is_far_fetched(match, shelf)]
        matches = chosen(likely, today, money=seeks_money(query.dutch))
        advice = told(matches, shelf, TO_KNOW)
        if advice is None:
            return None
        return replace(self._with_referral(advice, matches, situation, shelf), questions=matching.questions)

    def names_a_call(self, text: str) -> bool:
        """Whether a text names one funding programme whose sheet is answered from."""
        groups = self._programmes().sheets.all_named_in(text)
        return any(
            len(group) == 1 and group[0].kind is SheetKind.FUNDING and group[0].is_document
            for group in groups
        )

    def named(self, text: str) -> Sequence[Named]:
        """The sheets that a text names, as documents: of a series without a year the latest, then all."""
        sheets = self._programmes().sheets.named_in(text)
        everything = frozenset(sheet.document_id for sheet in sheets)
        if not is_series(sheets):
            return (Named(everything),)
        return (
            Named(frozenset({sheets[0].document_id}), series_notice(sheets, sheets[0])),
            Named(everything, (phrases.years_vary(sheets[0].series or "", years_of(sheets)),)),
        )


def _is_far_fetched(match: Match, shelf: Shelf) -> bool:
    """Whether a programme is neither near what is asked nor known to be for who asks."""
    applicant = next(judged for judged in match.criteria if judged.criterion is Criterion.APPLICANT)
    is_sheet = shelf.admits(match.sheet.document_id)
    return is_sheet and match.score < NEAR and applicant.verdict is not Verdict.MEETS
