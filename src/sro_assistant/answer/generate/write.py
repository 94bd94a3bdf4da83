"""An answer written by a language model in place of the extractive one, wherever it can be proven."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from sro_assistant.answer import phrases
from sro_assistant.answer.decline import Decliner
from sro_assistant.answer.generate.draft import DraftedStatement, DraftEnd
from sro_assistant.answer.generate.material import Material, Shelf
from sro_assistant.answer.generate.parse import DraftParser
from sro_assistant.answer.generate.prompt import LAST_TURNS, asking, asking_again
from sro_assistant.answer.generate.prove import Refused, prove
from sro_assistant.answer.generate.writing import may_be_written, noticed
from sro_assistant.answer.missing import missing_parts
from sro_assistant.answer.notices import age_notices
from sro_assistant.domain import Answer, Mode, Statement, Status, Turn
from sro_assistant.errors import LanguageModelError
from sro_assistant.grounding.bearing import Bearing
from sro_assistant.grounding.tokens import find_whole, words_of
from sro_assistant.ports import Entailment, LanguageModel, Message

logger = logging.getLogger(__name__)

MOST_STATEMENTS = 30
MOST_CHARACTERS = 24_000
"""What is longer is no answer: a model that does not stop is stopped."""
LEAST_SECONDS = 1.0
"""With less time left, what was refused is not asked again."""
ENOUGH = 0.5
"""The least share of the drafted sentences that must be proven."""
RELATED = 2


@dataclass(slots=True, kw_only=True)
class Written:
    """A draft with the outcome of each sentence, in order, and the number of what it replaces, if any."""

    text: str = ""
    outcomes: list[Statement | Refused] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)
    end: DraftEnd | None = None
    broken: int = 0

    @property
    def refused(self) -> list[Refused]:
        """What was not proven."""
        return [outcome for outcome in self.outcomes if isinstance(outcome, Refused)]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """What was proven, each once."""
        proven = (outcome for outcome in self.outcomes if isinstance(outcome, Statement))
        return tuple({statement.text: statement for statement in proven}.values())

    @property
    def left_out(self) -> int:
        """How many sentences are not shown."""
        return len(self.refused) + self.broken


class Writer:
    """Has a language model answer; what it cannot prove, or not in time, stays the extractive answer."""

    def __init__(
        self,
        model: LanguageModel,
        shelf: Shelf,
        bearing: Callable[[], Bearing],
        decline: Decliner,
        seconds: float,
        *,
        second: Entailment | None = None,
    ) -> None:
        """A writer with at most `seconds` for an answer."""
        self._second = second
        self._model = model
        self._shelf = shelf
        self._bearing = bearing
        self._decline = decline
        self._seconds = seconds

    @property
    def state(self) -> str:
        """The word on the model for who watches: "ok" or "onbereikbaar"."""
        return "ok" if self._model.is_well else "onbereikbaar"

    def written(
        self, answer: Answer, mode: Mode, notices: Sequence[str] = (), history: Sequence[Turn] = ()
    ) -> Answer:
        """The answer as the model words it, or the given one; `notices` is what the reader is told anyway.

        An answer that the office approved, or that refuses, stays. A prepared one that nobody of the
        office has read gives way where the generative mode is asked for by name.
        """
        if not may_be_written(answer, mode):
            return answer
        material = self._shelf.material_for(answer.query)
        try:
            written = self._draft(
                self._model, asking(answer.query, material, history[-LAST_TURNS:]), material
            )
        except LanguageModelError as error:
            logger.warning("Het antwoord is extractief. %s", error)
            return noticed(answer, phrases.model_failed())
        return self._composed(answer, written, self._model.name, notices)

    def _draft(self, model: LanguageModel, messages: tuple[Message, ...], material: Material) -> Written:
        """The model's draft, what was refused written once more."""
        self._bearing()  # what it loads the first time is not the model's to lose
        until = time.monotonic() + self._seconds
        written = self._read(model, messages, until, material)
        left = until - time.monotonic()
        if not written.refused or left < LEAST_SECONDS:
            return written
        again = asking_again(messages, written.text, [(r.drafted.text, r.why) for r in written.refused])
        try:
            second = self._read(model, again, until, material)
        except LanguageModelError as error:
            logger.info("Wat geweigerd was, is niet opnieuw geschreven. %s", error)
            return written
        return _mended(written, second)

    def _read(
        self, model: LanguageModel, messages: Sequence[Message], until: float, material: Material
    ) -> Written:
        """What the model says to this, each sentence judged as it arrives; raises LanguageModelError."""
        written, parser, bearing = Written(), DraftParser(), self._bearing()
        for piece in model.stream(messages, until - time.monotonic()):
            written.text += piece
            for event in parser.feed(piece):
                if isinstance(event, DraftedStatement):
                    written.outcomes.append(prove(event, material, bearing, self._second))
                    written.numbers.append(event.number)
                else:
                    written.end = event
            if len(written.text) > MOST_CHARACTERS or len(written.outcomes) > MOST_STATEMENTS:
                raise LanguageModelError(f"Het taalmodel {model.name} hield niet op met schrijven.")
        parser.finish()
        written.broken = parser.broken
        if not written.outcomes and (written.end is None or written.broken):
            raise LanguageModelError(f"Het taalmodel {model.name} gaf geen antwoord in de gevraagde vorm.")
        return written

    def _composed(self, answer: Answer, written: Written, model: str, notices: Sequence[str]) -> Answer:
        statements = written.statements
        drafted = len(written.outcomes) + written.broken
        if not drafted:
            return self._silent(answer, model)
        if not statements or len(statements) < ENOUGH * drafted:
            logger.warning("Het antwoord is extractief. %d van %d zinnen bewezen.", len(statements), drafted)
            return noticed(answer, phrases.model_unproven())
        missing = (*_missing(answer, written.end), *missing_parts(answer.query.question, statements))
        said_less = (phrases.sentences_left_out(written.left_out),) if written.left_out else ()
        return replace(
            answer,
            status=Status.PARTIAL if missing else Status.ANSWERED,
            mode=Mode.GENERATIVE,
            statements=statements,
            related=(),
            missing=tuple(dict.fromkeys(missing)),
            notices=tuple(dict.fromkeys((*said_less, *age_notices(statements), *notices))),
            guidance="",
            approved=None,
            model=model,
        )

    def _silent(self, answer: Answer, model: str) -> Answer:
        """The answer where the model read the sources and found nothing: they do not tell."""
        if not answer.statements:
            return replace(answer, mode=Mode.GENERATIVE, model=model)
        related = answer.statements[:RELATED]
        declined = self._decline.not_found(answer.query, related, answer.retrieved, answer.notices)
        return replace(declined, mode=Mode.GENERATIVE, model=model)


def _mended(first: Written, second: Written) -> Written:
    """The first draft, with what was refused replaced by what proved itself on the second try."""
    open_places = [place for place, outcome in enumerate(first.outcomes) if isinstance(outcome, Refused)]
    places = dict(enumerate(open_places, start=1))
    outcomes = list(first.outcomes)
    said = {statement.text for statement in first.statements}
    for number, outcome in zip(second.numbers, second.outcomes, strict=True):
        if isinstance(outcome, Statement) and outcome.text in said:
            continue  # it was asked for the others
        place = places.pop(number if number in places else min(places, default=0), None)
        if place is not None and isinstance(outcome, Statement):
            outcomes[place] = outcome
    return replace(first, outcomes=outcomes)


def _missing(answer: Answer, end: DraftEnd | None) -> tuple[str, ...]:
    """The parts that the model says are missing, in the question's own words; its own are never shown."""
    if end is None or end.is_complete:
        return ()
    asked = answer.query.question
    named = [part for part in end.missing if find_whole(words_of(part), asked) is not None]
    return tuple(phrases.part_missing(part) for part in named) or (phrases.something_missing(),)
