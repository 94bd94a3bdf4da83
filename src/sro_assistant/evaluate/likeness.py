"""How near the answer bank is to a question set: if it held those questions, every figure would flatter."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sro_assistant.domain.bank import AskedEntry
from sro_assistant.dutch.tokens import folded_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """A question of a set, the question of the bank nearest to it, and their similarity in 0..1."""

    question: str
    prepared: str
    similarity: float

    @property
    def is_same(self) -> bool:
        """Whether the two are one, case, accents and signs aside."""
        return folded_words(self.question) == folded_words(self.prepared)


def likenesses_of(
    questions: Iterable[str], nearest: Callable[[str], AskedEntry | None]
) -> tuple[Likeness, ...]:
    """The nearest question of the bank for each question of a set; none in an empty bank."""
    found = ((question, nearest(question)) for question in questions)
    return tuple(
        Likeness(question=question, prepared=asked.question, similarity=asked.similarity)
        for question, asked in found
        if asked is not None
    )
