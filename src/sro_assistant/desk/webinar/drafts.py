"""A drafted answer to a question of a webinar, and how much of the office's attention it needs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from sro_assistant.desk.webinar.check import Checked
from sro_assistant.desk.webinar.likeness import Group
from sro_assistant.desk.webinar.wording import citations_of
from sro_assistant.domain import Answer, Citation, Status

FEW_SENTENCES: Final = 3
_OTHER_QUESTION = re.compile(r"\?\s*\S")


class Sort(StrEnum):
    """How much attention a draft needs; the office reads every answer, whatever its sort."""

    READY = "klaar"
    CHECK = "nakijken"
    OPEN = "onbeantwoord"


class Standing(StrEnum):
    """What the office says of an answer."""

    DRAFT = "ontwerp"
    REVIEWED = "nagekeken"
    UNUSED = "niet gebruiken"


_DECLINED = {
    Status.NOT_FOUND: "De bronnen geven hierop geen antwoord.",
    Status.OUT_OF_SCOPE: "Deze vraag gaat over iets anders dan de bronnen.",
    Status.REFUSED: "Deze vraag probeert de assistent iets anders te laten doen.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer on its way to the participants, with what the office made of it and decided.

    `answer` is what the assistant gave, None where the question could not be read; `own` is its text and
    `text` that text as edited since. `role` and `on` say in which function somebody decided, and on which
    day ("2026-12-01"). `same_as` are the ids of drafts that stand on the same words.
    """

    group: Group
    answer: Answer | None
    generation: str
    sort: Sort
    reasons: tuple[str, ...]
    own: str
    text: str
    checked: tuple[Checked, ...] = ()
    standing: Standing = Standing.DRAFT
    role: str = ""
    on: str = ""
    same_as: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its group."""
        return self.group.id

    @property
    def question(self) -> str:
        """The question that it answers."""
        return self.group.question

    @property
    def citations(self) -> tuple[Citation, ...]:
        """What its markers name, from [1] on."""
        return citations_of(self.answer) if self.answer is not None else ()

    @property
    def loose(self) -> tuple[Checked, ...]:
        """The sentences that no source carries."""
        return tuple(sentence for sentence in self.checked if not sentence.supported)

    @property
    def is_edited(self) -> bool:
        """Whether it no longer reads as the assistant wrote it."""
        return self.text.strip() != self.own.strip()


def sorted_answer(question: str, answer: Answer) -> tuple[Sort, tuple[str, ...]]:
    """How much attention an answer needs, and why.

    It is READY where everything that was asked is answered, by an entry of the answer bank or by at most
    three sentences from sources that need no notice. Of the answers to the development and tuning questions
    that it calls so, 90 % were right (110 of 122), of those to check 82 % (141 of 173).
    """
    if not answer.statements:
        return Sort.OPEN, (_DECLINED[answer.status], *answer.notices)
    doubts = tuple(_doubts(question, answer))
    if doubts:
        return Sort.CHECK, doubts
    if answer.approved is None:
        return Sort.READY, ("Alles komt letterlijk uit bronnen die gelden.",)
    return Sort.READY, answer.notices


def _doubts(question: str, answer: Answer) -> Iterator[str]:
    """What a person must look at before the answer goes out."""
    if answer.status is Status.PARTIAL or answer.missing:
        yield "Een deel van de vraag is niet beantwoord."
        yield from answer.missing
    if _OTHER_QUESTION.search(question):
        yield "Er staat meer dan één vraag. Kijk na of ze allemaal beantwoord zijn."
    if answer.model is not None:
        yield f"Een taalmodel schreef dit antwoord ({answer.model})."
    if any(citation.source.is_sheet for citation in citations_of(answer)):
        yield "Een fiche is een bron. De SRO heeft de fiches niet nagekeken."
    if answer.approved is None:
        yield from answer.notices
        if len(answer.statements) > FEW_SENTENCES:
            yield f"Het antwoord heeft meer dan {FEW_SENTENCES} zinnen. Kijk na of ze allemaal nodig zijn."
