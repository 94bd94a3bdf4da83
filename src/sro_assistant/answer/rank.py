"""Evidence in the order in which it answers: what is covered, how near, and of the kind asked for."""

import re
from collections.abc import Sequence

from sro_assistant.answer.intent import Intent, has_shape
from sro_assistant.answer.wanted import asked_in, wanted_form
from sro_assistant.domain import Query
from sro_assistant.dutch.words import fold, words
from sro_assistant.retrieve.evidence import Evidence

SIMILARITY, PASSAGE, ASKED, SHAPE = 1.0, 1.0, 0.4, 0.3
DEFINES, EXPLAINS = 0.2, 0.4
"""What each counts, near the weights that training/fit_ranking.py fits."""
ANY_SHAPE = 0.75
"""What of the shape a sentence has where any may answer."""
MIN_LETTERS, OPENING = 3, 6
ELSEWHERE = 0.85
"""What a sentence keeps of its score that stands in another document than the question names."""

NAMING = 2
"""By how many terms at least a question names a section."""
ASIDE = 0.8
"""What a sentence keeps of its score that lacks the terms by which a question names a section."""

NAMELESS = 0.75
"""What a sentence keeps that has none of the rare names of a question near it."""

Scored = tuple[tuple[float, Evidence], ...]
"""Evidence with its scores, best first."""

_EXPLAINED = re.compile(r"(?P<word>[\w-]+) \((?:de|het|een|dat|wat) ")
_DEFINING = re.compile(
    r"\b(?:is|zijn|betekent|betreft|betreffen|verwijst|omvat|bevat|bestaat uit|staat voor|zet)\b",
    re.IGNORECASE,
)


def score(evidence: Evidence, intent: Intent, query: Query) -> float:
    """How well a sentence answers, in 0..2.7 and a little over for a definition.

    What of the question's words it has counts through its passage alone: their meaning tells more.
    """
    shape = fits(intent, evidence, query)
    total = (
        SIMILARITY * evidence.similarity
        + PASSAGE * evidence.found.score
        + ASKED * evidence.asked
        + SHAPE * (ANY_SHAPE if shape is None else shape)
    )
    if intent in (Intent.DEFINITION, Intent.MEMBERS) and defines(evidence.text, query):
        total += DEFINES
    if intent is Intent.DEFINITION and explains(evidence.text, query):
        total += EXPLAINS
    return total


def fits(intent: Intent, evidence: Evidence, query: Query) -> bool | None:
    """Whether a sentence holds the kind of thing that is asked for; None where any may."""
    asked = asked_in(query)
    form = wanted_form(asked)
    if form is None:
        return has_shape(intent, evidence.text)
    return form.fits(evidence.text, asked, evidence.document.text)


def defines(text: str, query: Query) -> bool:
    """Whether a sentence says what a word of the question is: "Name (X)", "X is …", "X verwijst …"."""
    asked = {fold(w) for w in words(query.dutch) if len(w) >= MIN_LETTERS}
    asked |= {fold(w) for phrases in query.expansions.values() for w in phrases if " " not in w}
    opening = [fold(w) for w in words(text)[:OPENING]]
    in_brackets = any(re.search(rf"\({re.escape(w)}\)", text, re.IGNORECASE) for w in asked)
    return in_brackets or (any(w in opening for w in asked) and _DEFINING.search(text) is not None)


def explains(text: str, query: Query) -> bool:
    """Whether a sentence says in brackets what a word of the question is: "a word (the thing that …)"."""
    asked = {fold(w) for w in words(query.dutch) if len(w) > OPENING}
    return any(fold(found["word"]) in asked for found in _EXPLAINED.finditer(text))


def ranked(
    evidence: Sequence[Evidence], intent: Intent, query: Query, names: frozenset[str] = frozenset()
) -> Scored:
    """Evidence with its scores, best first; equals stay in reading order.

    `names` are the terms of rare names in the question: what is asked of these, another passage cannot tell.
    """
    named = _named_sections(evidence)
    scored = [
        (_here(e, query) * _under(e, named) * _about(e, names) * score(e, intent, query), e) for e in evidence
    ]
    return tuple(sorted(scored, key=lambda pair: -pair[0]))


def _named_sections(evidence: Sequence[Evidence]) -> tuple[frozenset[str], ...]:
    """The question's terms that name a section: those of a heading all of which the question has."""
    common: dict[tuple[str, ...], frozenset[str]] = {}
    for e in evidence:
        if e.headed == 1.0:
            here, path = e.terms | e.around, e.found.passage.headings
            common[path] = common.get(path, here) & here
    return tuple(terms for terms in common.values() if len(terms) >= NAMING)


def _under(evidence: Evidence, named: Sequence[frozenset[str]]) -> float:
    """What a sentence keeps of its score: less where it lacks what names the section that is asked for."""
    here = evidence.terms | evidence.around
    return 1.0 if not named or any(terms <= here for terms in named) else ASIDE


def _about(evidence: Evidence, names: frozenset[str]) -> float:
    """What a sentence keeps of its score: less where no rare name of the question stands near it."""
    return 1.0 if not names or names & (evidence.terms | evidence.around) else NAMELESS


def _here(evidence: Evidence, query: Query) -> float:
    """What a sentence keeps of its score: less where the question names another document."""
    named = query.named_documents
    return 1.0 if not named or evidence.document.source.id in named else ELSEWHERE
