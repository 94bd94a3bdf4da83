"""The calls of one series: which of them is told, and what a reader is told of the others."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sro_assistant.answer import guide_phrases as phrases
from sro_assistant.answer.calls import on_topic, particulars, says
from sro_assistant.answer.quoting import Shelf
from sro_assistant.answer.telling import Advice
from sro_assistant.answer.topics import Topic
from sro_assistant.domain import Part, Sheet, SheetKind


def serving_of(named: Sequence[Sheet], shelf: Shelf) -> Sequence[Sheet]:
    """What serves a need among sheets and is no body, as far as these may be quoted."""
    return [s for s in named if s.kind is not SheetKind.BODY and s.needs and shelf.admits(s.document_id)]


def calls_of(named: Sequence[Sheet], shelf: Shelf) -> Sequence[Sheet]:
    """The funding programmes among sheets, as far as these may be quoted; of a series the latest first."""
    return [s for s in named if s.kind is SheetKind.FUNDING and s.needs and shelf.admits(s.document_id)]


def particulars_of_latest(
    calls: Sequence[Sheet], parts: Sequence[Part], shelf: Shelf, today: date
) -> Advice | None:
    """What the first of some calls says in some of its parts; None where it may not be quoted.

    What it leaves open is told of the next that does say it, the latest before it, with a warning.
    """
    latest, *before = calls
    advice = particulars(latest, parts, shelf, today)
    lacking = [part for part in parts if not says(latest, part)]
    earlier = next((sheet for sheet in before if any(says(sheet, part) for part in lacking)), None)
    if advice is None or earlier is None:
        return advice
    return _with_earlier(advice, latest, earlier, particulars(earlier, lacking, shelf, today))


def topic_of_latest(sheets: Sequence[Sheet], topic: Topic, shelf: Shelf, today: date) -> Advice | None:
    """What the first of some sheets says on a topic, or else the next that does, as above."""
    latest, *before = sheets
    advice = on_topic(latest, topic, shelf, today)
    if advice is None or not advice.missing:
        return advice
    earlier = next((sheet for sheet in before if any(map(topic.answered_by, sheet.facts))), None)
    if earlier is None:
        return advice
    return _with_earlier(advice, latest, earlier, on_topic(earlier, topic, shelf, today))


def _with_earlier(advice: Advice, latest: Sheet, earlier: Sheet, told: Advice | None) -> Advice:
    if told is None:
        return advice
    return replace(
        advice,
        statements=(*advice.statements, *told.statements),
        notices=(*advice.notices, phrases.told_of_earlier(latest.name, earlier.name)),
    )


def series_notice(named: Sequence[Sheet], told: Sheet) -> tuple[str, ...]:
    """That the rules of a series differ by year, and of which one is told; else nothing."""
    if not is_series(named):
        return ()
    return (phrases.years_differ(told.series or "", years_of(named), told.year or "", told.stated),)


def is_series(sheets: Sequence[Sheet]) -> bool:
    """Whether sheets are the calls of one series, of several years."""
    return len(sheets) > 1 and all(s.series == sheets[0].series and s.series and s.year for s in sheets)


def years_of(sheets: Sequence[Sheet]) -> Sequence[str]:
    """The years of the calls of a series, in order."""
    return sorted(sheet.year or "" for sheet in sheets)
