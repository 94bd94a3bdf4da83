"""What tells whether the sources answer: a few figures about a question and its best evidence."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields
from importlib import resources
from typing import Self

from sro_assistant.answer.intent import Intent, intent_of
from sro_assistant.answer.lists import TermsOf
from sro_assistant.answer.rank import Scored, fits
from sro_assistant.domain import AskedBefore, Query
from sro_assistant.retrieve.evidence import Evidence, Familiarity

FILE = "answerable.json"
"""Written by training/fit_abstention.py."""
NEAREST = 5
"""How many of the best sentences are looked at for what they leave out."""
FITTING = 3
"""Among how many of the best sentences one must have the form that is asked for."""

_AHEAD = re.compile(
    r"\b(?:volgende|eerstvolgende|komende?|binnenkort|zal|zullen|uiteindelijk|intussen|ondertussen|opnieuw"
    r"|next|upcoming|will|prochain\w*)\b",
    re.IGNORECASE,
)
"""What asks for something later than the sources, which tell of plans."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """One row of the fit, all in 0..1 but for the score (0..3), the counts and the length.

    `score` is that of the best sentence; `both` the greatest product of similarity and own coverage;
    `own` the greatest own coverage; `left_out` the least share of the question's weight that one of the
    best sentences, its surroundings and the expected questions that led to it leave out; `unfit` the same
    for those alone that have the form asked for, 1 where none has; `asked_alike` the similarity of the
    nearest expected question that asks for the same kind of thing; `known` the share of the question that
    the corpus knows, `strange_names` how many names stand nowhere, `names` how many do stand; `length` the
    logarithm of the number of terms; `is_ahead` whether something later is asked for; the last the kind
    of question.
    """

    score: float
    both: float
    own: float
    left_out: float
    unfit: float
    asked_alike: float
    known: float
    strange_names: float
    names: float
    length: float
    is_ahead: float
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
    hits = [hit for e in evidence for hit in _hits(e)]
    left_out = [_left_out(e, weights, terms_of) for e in evidence[:NEAREST]]
    fitting = [fits(intent, e, query) is not False for e in evidence[:FITTING]]
    return Signals(
        score=scored[0][0],
        both=max(e.similarity * e.own for e in evidence),
        own=max(e.own for e in evidence),
        left_out=min(left_out),
        unfit=min((share for share, fit in zip(left_out, fitting, strict=False) if fit), default=1.0),
        asked_alike=max((hit.similarity for hit in hits if intent_of(hit.text) is intent), default=0.0),
        known=known.share,
        strange_names=float(len(known.unknown_names)),
        names=float(len(known.names)),
        length=math.log1p(len(weights)),
        is_ahead=float(_AHEAD.search(f"{query.meant} {query.dutch}") is not None),
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
