"""Asks a language model for drafts, passage by passage, and keeps count of what came of it."""

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sro_assistant.answer.generate.material import Material
from sro_assistant.answer.generate.prompt import Drafting, asking_to_draft
from sro_assistant.desk.bank import BankLook
from sro_assistant.domain import Passage
from sro_assistant.dutch.tokens import words
from sro_assistant.errors import LanguageModelError, NotFoundError
from sro_assistant.ports import LanguageModel

MOST_CHARACTERS = 24_000
FEWEST_WORDS = 8
"""A passage of fewer words is a heading or a caption."""

Read = Callable[[Passage, Mapping[str, object]], Iterator[str]]
"""Keeps what is good of a draft for a passage, and gives a Dutch reason for each part that is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The drafts that passed, as the text of a file, and what became of the others (Dutch).

    `asked` counts the passages that were given to the model, `silent` says why some got no answer.
    """

    text: str
    kept: int
    asked: int
    left_out: tuple[str, ...]
    silent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """How many passages were asked about, what was left out and why the model said nothing."""

    passages: int
    left_out: tuple[str, ...]
    silent: tuple[str, ...]


def open_passages(seen: BankLook, document_id: str | None, covered: Container[str]) -> Iterator[Passage]:
    """The passages of one document, or of all, that are not covered; raises NotFoundError."""
    known = [document.source.id for document in seen.documents]
    if document_id is not None and document_id not in known:
        raise NotFoundError(f"Er is geen document ‘{document_id}’. Kies uit: {', '.join(known)}.")
    for name in known if document_id is None else [document_id]:
        for passage in seen.texts.passages[name]:
            if passage.id not in covered and len(words(passage.text)) >= FEWEST_WORDS:
                yield passage


def ask_about(
    passages: Sequence[Passage],
    kind: Drafting,
    seen: BankLook,
    model: LanguageModel,
    seconds: float,
    read: Read,
) -> Asked:
    """Asks about each passage, with so many seconds each; stops where the model is not there any more."""
    left_out: list[str] = []
    silent: list[str] = []
    asked = 0
    for passage in passages:
        asked += 1
        document = seen.texts.documents[passage.document_id]
        material = Material.of([passage], {passage.document_id: document}, seen.texts.names)
        try:
            said = _said(model, kind, material, seconds)
        except LanguageModelError as error:
            silent.append(str(error))
            if not model.is_well:
                break
            continue
        for found in objects_in(said):
            left_out.extend(read(passage, found))
    return Asked(asked, tuple(left_out), tuple(silent))


def objects_in(text: str) -> Iterator[Mapping[str, object]]:
    """The JSON objects in a text, whatever stands around them; one that is broken is passed over."""
    decoder = json.JSONDecoder(strict=False)
    place = text.find("{")
    while place >= 0:
        try:
            found, end = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            end = place + 1
        else:
            yield found
        place = text.find("{", end)


def _said(model: LanguageModel, kind: Drafting, material: Material, seconds: float) -> str:
    text = ""
    for piece in model.stream(asking_to_draft(kind, material), seconds):
        text += piece
        if len(text) > MOST_CHARACTERS:
            raise LanguageModelError(f"Het taalmodel {model.name} hield niet op met schrijven.")
    return text
