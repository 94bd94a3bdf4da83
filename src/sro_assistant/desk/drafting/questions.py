"""Expected questions that a language model drafts, each hung on a sentence that stands in its passage."""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from pydantic import BaseModel, Field, ValidationError

from sro_assistant.answer.generate.prompt import Drafting
from sro_assistant.desk.bank import BankLook
from sro_assistant.desk.drafting.asking import Drafted, ask_about, open_passages
from sro_assistant.domain import ClaimedCitation, Passage, QuestionStyle, RejectedCitation
from sro_assistant.dutch.tokens import folded_words
from sro_assistant.grounding.facts import facts_of
from sro_assistant.grounding.verify import Shown, verify
from sro_assistant.ingest.curated.questions import Anchor, anchored
from sro_assistant.ports import LanguageModel


class _Question(BaseModel):
    tekst: str = Field(min_length=3, max_length=300)
    stijl: QuestionStyle


class _Sentence(BaseModel):
    citaat: str = Field(min_length=1)
    vragen: tuple[_Question, ...] = Field(min_length=1)


def draft_questions(
    seen: BankLook,
    anchors: Sequence[Anchor],
    model: LanguageModel,
    seconds: float,
    *,
    document_id: str | None,
    most: int,
) -> Drafted:
    """Questions for at most `most` passages that have none yet, of one document or of all.

    `anchors` are the questions that are there. Raises NotFoundError for a document that is not there.
    """
    there = anchored(anchors, seen.texts.documents, seen.texts.passages).questions
    covered = {place.passage_id for question in there for place in question.places}
    passages = tuple(islice(open_passages(seen, document_id, covered), most))
    kept = _Kept(seen, {folded_words(question.text) for question in there})
    asked = ask_about(passages, Drafting.QUESTIONS, seen, model, seconds, kept.read)
    return Drafted(
        text="".join(f"{line}\n" for line in kept.lines),
        kept=kept.count,
        asked=asked.passages,
        left_out=asked.left_out,
        silent=asked.silent,
    )


class _Kept:
    """The anchors whose sentence stands in the passage, with the questions that bring nothing else."""

    def __init__(self, seen: BankLook, asked: set[tuple[str, ...]]) -> None:
        self.lines: list[str] = []
        self.count = 0
        self._texts = seen.texts
        self._asked = asked

    def read(self, passage: Passage, found: Mapping[str, object]) -> Iterator[str]:
        """Keeps the questions on a sentence; gives why for each that is left out."""
        try:
            sentence = _Sentence.model_validate(found)
        except ValidationError:
            yield f"{passage.id}: een ontwerp heeft niet de gevraagde vorm."
            return
        shown = Shown([passage], self._texts.documents, self._texts.names)
        cited = verify(ClaimedCitation(passage_id=passage.id, quote=sentence.citaat), shown)
        if isinstance(cited, RejectedCitation):
            yield f"{passage.id}: ‘{sentence.citaat}’ staat niet zo in de passage."
            return
        numbers = facts_of(passage.text).numbers
        questions: list[Mapping[str, str]] = []
        for question in sentence.vragen:
            text, key = " ".join(question.tekst.split()), folded_words(question.tekst)
            if key in self._asked or facts_of(text).numbers - numbers:
                yield f"{passage.id}: ‘{text}’ is er al, of noemt een getal dat niet in de passage staat."
                continue
            self._asked.add(key)
            questions.append({"text": text, "style": question.stijl})
        self._keep(passage, cited.quote, questions)

    def _keep(self, passage: Passage, quote: str, questions: Sequence[Mapping[str, str]]) -> None:
        if questions:
            self.count += len(questions)
            anchor = {
                "document": passage.document_id,
                "quote": " ".join(quote.split()),
                "questions": questions,
            }
            self.lines.append(json.dumps(anchor, ensure_ascii=False))
