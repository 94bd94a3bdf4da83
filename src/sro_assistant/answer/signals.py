"""What tells whether the sources answer: a few figures about a question and its best evidence."""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from importlib import resources
from typing import Self

from sro_assistant.answer.intent import Intent, has_shape, intent_of
from sro_assistant.answer.lists import TermsOf
from sro_assistant.answer.rank import Scored, fits
from sro_assistant.answer.wanted import asked_in, wanted_form
from sro_assistant.domain import AskedBefore, Language, Query
from sro_assistant.dutch.words import words
from sro_assistant.retrieve.evidence import Evidence, Familiarity

FILE = "answerable.json"
"""Written by training/fit_abstention.py."""
NEAREST = 5
"""How many of the best sentences are looked at for what they leave out."""
FITTING = 3
"""Among how many of the best sentences one must have the form that is asked for."""

LONG = 4
"""From how many letters on a word may say something."""

_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """One row of the fit, all in 0..1 but for the score (0..3) and the counts.

    `score` is that of the best sentence; `both` the greatest product of similarity and own coverage;
    `own` the greatest own coverage; `left_out` the least share of the question's weight that one of the
    best sentences, its surroundings and the expected questions that led to it leave out; `asked` the
    similarity of the nearest expected question, `asked_alike` that of the nearest which asks for the
    same kind of thing; `known` the share of the question that the corpus knows, `strange` how many of
    its words stand nowhere, `strange_names` how many of these are names, `names` how many names do
    stand; `unfit` whether a form is wanted that no best sentence has; `reasonless` whether a reason is and
    neither one of them nor its passage gives one; `year_away` whether a year in the question is in none of
    them; `untranslated` the share of the long words of a foreign question that its Dutch has nothing for;
    the last two the kind of question.
    """

    score: float
    both: float
    own: float
    left_out: float
    asked: float
    asked_alike: float
    known: float
    strange: float
    strange_names: float
    names: float
    unfit: float
    reasonless: float
    year_away: float
    untranslated: float
    is_yes_no: float
    is_open: float

    @property
    def row(self) -> tuple[float, ...]:
        """The figures in the order of their names."""
        return astuple(self)


NAMES = tuple(field.name for field in fields(Signals))


def signals_of(
    query: Query,
    intent: Intent,
    known: Familiarity,
    scored: Scored,
    weights: Mapping[str, float],
    terms_of: TermsOf,
) -> Signals:
    """The signals of a query with at least one sentence of evidence; `weights` are its terms' weights."""
    evidence = [e for _, e in scored]
    hits = [(hit.similarity, hit.text) for e in evidence for hit in _hits(e)]
    form = wanted_form(asked_in(query))
    nearest = evidence[:FITTING]
    return Signals(
        score=scored[0][0],
        both=max(e.similarity * e.own for e in evidence),
        own=max(e.own for e in evidence),
        left_out=min(_left_out(e, weights, terms_of) for e in evidence[:NEAREST]),
        asked=max((similarity for similarity, _ in hits), default=0.0),
        asked_alike=max((s for s, text in hits if intent_of(text) is intent), default=0.0),
        known=known.share,
        strange=float(len(known.unknown)),
        strange_names=float(len(known.unknown_names)),
        names=float(len(known.names)),
        unfit=float(form is not None and not any(fits(intent, e, query) for e in evidence[:FITTING])),
        reasonless=float(intent is Intent.REASON and not _gives_reason(evidence)),
        year_away=float(_is_year_away(query.dutch, nearest)),
        untranslated=_untranslated(query),
        is_yes_no=float(intent is Intent.YES_NO),
        is_open=float(intent is Intent.OPEN),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """A logistic regression on signals: the log-odds that the sources answer.

    `weights` by the name of the signal; fitted by training/fit_abstention.py.
    """

    weights: Mapping[str, float]
    bias: float

    @classmethod
    def fitted(cls) -> Self:
        """The calibration that ships."""
        text = resources.files(__package__).joinpath(FILE).read_text("utf-8")
        saved: dict[str, float] = json.loads(text)
        return cls(weights={name: saved[name] for name in NAMES}, bias=saved["bias"])

    def chance(self, signals: Signals) -> float:
        """The chance that the sources answer, 0..1."""
        odds = self.bias + sum(
            self.weights[name] * value for name, value in zip(NAMES, signals.row, strict=True)
        )
        return 1 / (1 + math.exp(-odds))


def _hits(evidence: Evidence) -> tuple[AskedBefore, ...]:
    return tuple(hit for hit in evidence.found.why.asked if hit.span.overlaps(evidence.span))


def _left_out(evidence: Evidence, weights: Mapping[str, float], terms_of: TermsOf) -> float:
    """The share of the question's weight that neither stands near a sentence nor is asked of it."""
    here = evidence.terms | evidence.around
    here = here.union(*(terms_of(hit.text) for hit in _hits(evidence)))
    total = sum(weights.values()) or 1.0
    return sum(weight for term, weight in weights.items() if term not in here) / total


def _gives_reason(evidence: Sequence[Evidence]) -> bool:
    """Whether one of the best sentences, or what stands beside the best one, gives a reason."""
    beside = (e for e in evidence if e.found is evidence[0].found)
    return any(has_shape(Intent.REASON, e.text) for e in (*evidence[:FITTING], *beside))


def _is_year_away(question: str, nearest: Sequence[Evidence]) -> bool:
    """Whether a year in the question is in none of the sentences, nor in their headings or source's date."""
    here = " ".join(
        f"{e.text} {' '.join(e.found.passage.headings)} {e.document.source.published or ''}" for e in nearest
    )
    return any(year not in here for year in _YEAR.findall(question))


def _untranslated(query: Query) -> float:
    if query.language is Language.DUTCH:
        return 0.0
    typed = sum(len(word) >= LONG for word in words(query.resolved))
    kept = sum(len(word) >= LONG for word in words(query.dutch))
    return max(0.0, 1 - kept / typed) if typed else 0.0
