"""Whether the sources answer at all: from evidence for what was asked, not from one score."""

import re
from dataclasses import dataclass

from sro_assistant.answer.rank import Scored
from sro_assistant.answer.wanted import wanted_form
from sro_assistant.domain import Status
from sro_assistant.retrieve.evidence import Evidence, Familiarity

_MISUSE_WORDINGS = (
    r"(?:negeer|vergeet|ignorez?|forget|disregard|oublie)\b.{0,40}(?:instructi|regel|opdracht|rules|prompt)",
    r"syste+m\s?prompt|systeeminstructie|prompt système",
    r"(?:(?:je|u) bent (?:vanaf )?nu|you are now|tu es désormais)\b",
    r"doe alsof|pretend|act as|jailbreak|developer mode|<\s*/?\s*(?:system|script)\b",
)
_MISUSE = re.compile("|".join(_MISUSE_WORDINGS), re.IGNORECASE)
_GREETING_WORDINGS = (
    r"hallo|hoi|hey|hi|hello|dag|goeiedag|goedendag|goeie ?morgen|goedemorgen|goedemiddag|goe(?:ie|de)navond",
    r"bonjour|salut|bedankt|dank (?:je|u)(?: wel)?|merci|thanks?|thank you|ok[eéè]?|help|test",
    r"(?:geef (?:mij|me)? ?)?(?:een |de )?samenvatting|allemaal|iedereen|daar|veel|heel|erg|voor alles",
    r"(?:wat|hoe) (?:is|wordt) het weer|vandaag|morgen|hoe laat is het",
    r"vertel (?:mij |me )?(?:eens )?een (?:mop|grap|verhaal)",
    r"assistent|hoe gaat het|alles goed|wie ben (?:je|jij)|wie bent u|wat kan ik vragen|wat kunt u",
)
_TASK = re.compile(
    r"\b(?:schrijf|schrijven|maak|maken|vertaal|vertalen|programmeer|programmeren|write|translate|écris)\b.*"
    r"\b(?:script|code|gedicht|poem|opstel|essay|recept|toespraak|speech|lied|mop)\b"
    r"|\b(?:script|code|gedicht|opstel|essay|toespraak|lied)\b.*\b(?:schrijven|maken|vertalen)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(rf"\W*(?:(?:{'|'.join(_GREETING_WORDINGS)})\b\W*)+", re.IGNORECASE)
LOOK_AT = 12
"""Among how many of the best sentences one must have the form that is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Where to decline.

    A question with less than `chance` of being answered is declined (training/fit_abstention.py prints
    what each threshold costs), and one with a name that stands nowhere with less than `named`. It is
    about something else where it names nothing of the corpus, which has less than `familiarity` of its
    weight; or less than `nothing`, and no expected question is like it; or less than `blank`, and none is
    as like it as `sure`. `subject` is the share of the best coverage that a sentence of the form asked for
    needs, or else `asked`, its similarity to an expected question.
    """

    chance: float = 0.32
    named: float = 0.45
    blank: float = 0.05
    sure: float = 0.7
    familiarity: float = 0.5
    nothing: float = 0.2
    asked: float = 0.48
    subject: float = 0.4


def is_misuse(question: str) -> bool:
    """Whether a question tries to change what the assistant is or make it show its instructions."""
    return _MISUSE.search(question) is not None


def is_greeting(question: str) -> bool:
    """Whether somebody says hello or thanks, makes small talk, or asks nothing that could be looked up."""
    return _GREETING.fullmatch(question) is not None


def is_task(question: str) -> bool:
    """Whether somebody wants a text or a program made, which nothing can be looked up for."""
    return _TASK.search(question) is not None


def decide(
    question: str,
    known: Familiarity,
    scored: Scored,
    chance: float,
    limits: Thresholds | None = None,
) -> Status:
    """ANSWERED, NOT_FOUND or OUT_OF_SCOPE, from the evidence for what was asked.

    Args:
        question: The question as it was resolved.
        known: What of the question the corpus knows.
        scored: The evidence with its scores, best first.
        chance: The chance that the sources answer, as the signals of the evidence tell it, 0..1.
        limits: The thresholds to decide by.
    """
    limits = limits or Thresholds()
    if not scored or _is_strange(known, max(evidence.asked for _, evidence in scored), limits):
        return Status.OUT_OF_SCOPE
    if chance < (limits.named if known.unknown_names else limits.chance):
        strange = known.share < limits.familiarity and not known.names
        return Status.OUT_OF_SCOPE if strange else Status.NOT_FOUND
    form = wanted_form(question)
    if form is None or not form.strict:
        return Status.ANSWERED
    needed = limits.subject * max(evidence.coverage for _, evidence in scored)
    near = (e for _, e in scored[:LOOK_AT] if e.own >= needed or e.asked >= limits.asked)
    fitting = (e for e in near if form.fits(e.text, question, e.document.text))
    return Status.ANSWERED if any(_is_about(e, known) for e in fitting) else Status.NOT_FOUND


def _is_strange(known: Familiarity, asked: float, limits: Thresholds) -> bool:
    """Whether the corpus has next to nothing of a question, and no expected question is like it enough."""
    return (known.share < limits.nothing and asked < limits.asked) or (
        known.share < limits.blank and asked < limits.sure
    )


def _is_about(evidence: Evidence, known: Familiarity) -> bool:
    """Whether a sentence, its passage or its headings name at least half of the names in the question."""
    return 2 * len(known.names & (evidence.terms | evidence.around)) >= len(known.names)
