"""What is told of a programme, fact by fact: how it fits, what to check, what is met, and how it stands."""

from collections.abc import Iterator, Sequence
from enum import Enum, auto

from sro_assistant.answer import guide_phrases as phrases
from sro_assistant.domain import ApplicantRule, Fact, Part, Rule, Sheet, SheetStatus
from sro_assistant.guide.criteria import NOT_TOLD, NOTHING_SAID, Criterion, Verdict, bounds
from sro_assistant.guide.programmes import Fit, Match

MOST_AGAINST, MOST_OF_NAMED = 3, 5
"""In how many sentences a programme is told that does not fit, and one that was asked for by its name."""
MOST_IN_BRIEF = 2
"""How many limits are told of one in brief; how many there are more is told beside the answer."""
_LABELS = {Fit.FITS: phrases.FITS, Fit.MIGHT: phrases.MIGHT_FIT, Fit.NOT: phrases.FITS_NOT}

Group = tuple[str, Sequence[Fact]]
"""Facts, and the words above them."""


class Depth(Enum):
    """How much is told of a programme: a few of its limits, all of them, or who may apply too."""

    BRIEF = auto()
    USUAL = auto()
    FULL = auto()


def grouped(match: Match, order: Sequence[Part], depth: Depth, asked: Fact | None) -> Sequence[Group]:
    """The facts of a sheet by what they mean for who asks; `asked` is one to tell first.

    All exclusions and thresholds of what may fit: who leaves one out lets people apply in vain. Of what
    does not fit a few, after the reason why.
    """
    groups = _against(match, depth, asked) if match.fit is Fit.NOT else _for(match, order, depth, asked)
    return [(frame, facts) for frame, facts in groups if facts]


def _against(match: Match, depth: Depth, asked: Fact | None) -> Iterator[Group]:
    """The reason why a programme does not fit, how it stands, what was asked, and some of the rest."""
    known = match.sheet.facts_of(Part.STATUS)[:1]
    first = (*_unmet(match), *known, *([asked] if asked is not None else ()))
    others = _terms(match.sheet) if depth is Depth.FULL else limits(match.sheet)
    most = MOST_OF_NAMED if depth is Depth.FULL else MOST_AGAINST
    told = tuple(dict.fromkeys((*first, *others)))
    yield phrases.labelled(label_of(match), match.sheet.name, _why(match)), told[: max(most, len(first))]


def _for(match: Match, order: Sequence[Part], depth: Depth, asked: Fact | None) -> Iterator[Group]:
    """What a programme is or what was asked of it, how it stands, and its limits by their verdicts."""
    sheet = match.sheet
    own = asked or next((fact for part in order for fact in sheet.facts_of(part)), None)
    first = tuple(dict.fromkeys((*([own] if own is not None else ()), *sheet.facts_of(Part.STATUS)[:1])))
    yield phrases.labelled(label_of(match), sheet.name, _why(match)), first
    unmet = _unmet(match)
    met = {f for j in match.criteria if j.verdict is Verdict.MEETS for f in j.evidence}
    told = {*first, *unmet}
    others = [f for f in (_terms(sheet) if depth is Depth.FULL else limits(sheet)) if f not in told]
    to_check = [fact for fact in others if fact not in met]
    yield phrases.NOT_MET, unmet
    if depth is Depth.BRIEF:
        yield phrases.TO_CHECK, to_check[:MOST_IN_BRIEF]
        return
    yield phrases.TO_CHECK, to_check
    yield phrases.MET, [fact for fact in others if fact in met]


def label_of(match: Match) -> str:
    """What becomes of a programme, in a word or two."""
    against = {judged.criterion for judged in match.reasons_against} - {Criterion.AMOUNT}
    is_over = match.fit is Fit.NOT and against == {Criterion.STATUS}
    return phrases.CLOSED if is_over else _LABELS[match.fit]


def _why(match: Match) -> Sequence[str]:
    """In a few words why a programme does not fit who asks, or why that is not sure."""
    judged = {judged.criterion: judged for judged in match.criteria}
    if match.fit is not Fit.NOT:
        applicant = judged[Criterion.APPLICANT]
        is_unsure = applicant.verdict is Verdict.UNKNOWN and applicant.reason not in (NOTHING_SAID, NOT_TOLD)
        return [applicant.reason.split(". ")[0]] if is_unsure else []
    if label_of(match) == phrases.CLOSED:
        return []
    told_apart = (Criterion.STATUS, Criterion.AMOUNT)
    reasons = [found.reason for found in match.reasons_against if found.criterion not in told_apart]
    is_over = judged[Criterion.STATUS].verdict is Verdict.FAILS
    return [*reasons, str(SheetStatus.CLOSED)] if is_over else reasons


def _unmet(match: Match) -> tuple[Fact, ...]:
    """The facts that are against a programme, but for how it stands."""
    known = match.sheet.facts_of(Part.STATUS)
    found = (fact for judged in match.reasons_against for fact in judged.evidence if fact not in known)
    return tuple(dict.fromkeys(found))


def limits(sheet: Sheet) -> Sequence[Fact]:
    """The exclusions and thresholds; until when one could apply is told with how it stands."""
    return [fact for fact in bounds(sheet) if fact.part is not Part.TERMS]


def _terms(sheet: Sheet) -> Sequence[Fact]:
    """What somebody needs who asked for a programme: its limits, who may apply and until when."""
    limiting = set(bounds(sheet))
    return [fact for fact in sheet.facts if fact in limiting or any(map(_is_on_applicants, fact.rules))]


def _is_on_applicants(rule: Rule) -> bool:
    return isinstance(rule, ApplicantRule)


def quotable(match: Match, order: Sequence[Part]) -> Sequence[Fact]:
    """What the documents can say of a programme: what is against it, what it is, and its status."""
    sheet = match.sheet
    against = tuple(fact for judged in match.reasons_against for fact in judged.evidence)
    parts = tuple(fact for part in order for fact in sheet.facts_of(part))
    return tuple(dict.fromkeys((*against, *parts, *sheet.warnings, *sheet.facts_of(Part.STATUS))))
