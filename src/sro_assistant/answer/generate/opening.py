"""Opens the writer of one generation."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sro_assistant.answer.decline import Decliner
from sro_assistant.answer.generate.material import Shelf
from sro_assistant.answer.generate.reword import Rewording
from sro_assistant.answer.generate.write import Writer
from sro_assistant.domain import Document
from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.tokens import fold
from sro_assistant.grounding.bearing import Bearing
from sro_assistant.grounding.names import LANDS
from sro_assistant.grounding.tokens import tokens
from sro_assistant.index.generation import Generation
from sro_assistant.ports import Encoder, Entailment, LanguageModel
from sro_assistant.retrieve.library import Library
from sro_assistant.retrieve.search import HybridRetriever

READING_SHARE = 0.25
"""The seconds for reading a question, beside those for its answer."""
_LEAD = 12
_OPENING = " -*•\"'“‘(.0123456789"
"""What may stand between the head of a line and its first word, within so many characters."""
_EVERYDAY = 30
"""The least level of a word that everybody uses; most companies stand below it."""
_COUNTRIES = frozenset(LANDS.values()) - {"vlaanderen"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """With what answers are written: a model, the seconds it gets for one, and the characters it may read.

    `second` judges once more what was proven; None leaves it at that. `helps_reading` has the model reword
    questions of which the rules are unsure.
    """

    model: LanguageModel
    seconds: float
    budget: int
    second: Entailment | None = None
    helps_reading: bool = False


def open_rewording(writing: Writing, generation: Generation) -> Rewording | None:
    """What rewords questions on this generation; None where the model may not."""
    if not writing.helps_reading:
        return None
    return Rewording(writing.model, READING_SHARE * writing.seconds, generation.bank.names)


def open_writer(
    writing: Writing,
    generation: Generation,
    encoder: Encoder,
    library: Library,
    retriever: HybridRetriever,
    decline: Decliner,
) -> Writer:
    """The writer on this generation."""
    return Writer(
        writing.model,
        Shelf(library, retriever, generation.bank.names, writing.budget),
        cache(lambda: bearing_on(generation, encoder, library)),
        decline,
        writing.seconds,
        second=writing.second,
    )


def bearing_on(generation: Generation, encoder: Encoder, library: Library) -> Bearing:
    """What compares sentences with their quotes, by the words and vectors of a generation."""
    return Bearing(
        terms_of=generation.analyzer.terms,
        vectors_of=encoder.encode,
        called=_names_in(library.documents()),
        is_known=lambda word: (
            generation.vocabulary.level(word) >= _EVERYDAY or bool(generation.vocabulary.split(word))
        ),
    )


def _names_in(documents: Iterable[Document]) -> frozenset[str]:
    """The words, folded, that the sources only ever write as a name."""
    capital, small = Counter[str](), Counter[str]()
    for document in documents:
        starts = {span.start for span in document.sentences}
        for token in tokens(document.text):
            before = document.text[max(0, token.span.start - _LEAD) : token.span.start]
            if before.endswith(("@", ".")):
                continue  # a piece of an address
            if token.text[0].islower():
                small.update(fold(part) for part in token.text.split("-"))
            elif token.text.isalpha() and token.span.start not in starts:
                capital[fold(token.text)] += not before.rstrip(_OPENING).endswith(("\n", ":"))
    called = (word for word, count in capital.items() if count and not small[word])
    return frozenset(called) - STOP_WORDS - LANDS.keys() - _COUNTRIES
