"""Evidence in the order in which it answers: what is covered, how near, and of the kind asked for."""

import re
from collections.abc import Sequence

from sro_assistant.answer.intent import Intent, has_shape
from sro_assistant.answer.wanted import wanted_form
from sro_assistant.domain import Query
from sro_assistant.dutch.words import fold, words
from sro_assistant.retrieve.evidence import Evidence

COVERAGE, SIMILARITY, PASSAGE, SHAPE = 0.5, 0.4, 0.3, 0.1
HEADED = 0.15
ASKED = 1.0
WRONG_SHAPE = 0.7
MIN_LETTERS, OPENING = 3, 6
DEFINES = 0.22

Scored = tuple[tuple[float, Evidence], ...]
"""Evidence with its scores, best first."""

_DEFINING = re.compile(
    r"\b(?:is|zijn|betekent|betreft|betreffen|verwijst|omvat|bevat|bestaat uit|staat voor|zet)\b",
    re.IGNORECASE,
)


def score(evidence: Evidence, intent: Intent, query: Query) -> float:
    """How well a sentence answers, in 0..1 and a little over for a definition."""
    shape = _fits(intent, evidence.text, query)
    fit = 0.5 if shape is None else float(shape)
    total = (
        COVERAGE * evidence.coverage
        + SIMILARITY * evidence.similarity
        + PASSAGE * evidence.found.score
        + SHAPE * fit
        + HEADED * evidence.headed
        + ASKED * evidence.asked
    )
    if shape is False:
        total *= WRONG_SHAPE
    if intent in (Intent.DEFINITION, Intent.MEMBERS) and defines(evidence.text, query):
        total += DEFINES
    return total


def _fits(intent: Intent, text: str, query: Query) -> bool | None:
    """Whether a sentence holds the kind of thing that is asked for; None where any may."""
    form = wanted_form(query.dutch)
    return has_shape(intent, text) if form is None else form.fits(text, query.dutch)


def defines(text: str, query: Query) -> bool:
    """Whether a sentence says what a word of the question is: "Name (X)", "X is …", "X verwijst …"."""
    asked = {fold(w) for w in words(query.dutch) if len(w) >= MIN_LETTERS}
    asked |= {fold(w) for phrases in query.expansions.values() for w in phrases if " " not in w}
    opening = [fold(w) for w in words(text)[:OPENING]]
    in_brackets = any(re.search(rf"\({re.escape(w)}\)", text, re.IGNORECASE) for w in asked)
    return in_brackets or (any(w in opening for w in asked) and _DEFINING.search(text) is not None)


def ranked(evidence: Sequence[Evidence], intent: Intent, query: Query) -> Scored:
    """Evidence with its scores, best first; equals stay in reading order."""
    scored = [(score(e, intent, query), e) for e in evidence]
    return tuple(sorted(scored, key=lambda pair: -pair[0]))
