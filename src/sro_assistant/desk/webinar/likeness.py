"""Which questions ask the same: by their words, their vectors and what they want to know."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sro_assistant.answer.intent import intent_of
from sro_assistant.desk.webinar.reading import Asked
from sro_assistant.dutch.tokens import folded_words
from sro_assistant.grounding.facts import Facts, facts_of
from sro_assistant.ports import Vectors

ALIKE = 1.1
"""The least sum of the share of terms that two questions have in common and their cosine.

On the development questions with a second wording each, 8 of the 27 pairs are found and nothing else is;
what is missed, the same answer brings together: see `session`."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Compares questions by terms and vectors; both come from the model that ships."""

    terms_of: Callable[[str], Sequence[str]]
    vectors_of: Callable[[Sequence[str]], Vectors]

    def grouped(self, texts: Sequence[str]) -> list[list[int]]:
        """The places of texts that ask the same, in order; in a group every two are alike."""
        seen = [self._seen(text) for text in texts]
        vectors = self.vectors_of(texts)
        groups: list[list[int]] = []
        for place, one in enumerate(seen):
            for group in groups:
                if all(one.asks_as(seen[other], float(vectors[place] @ vectors[other])) for other in group):
                    group.append(place)
                    break
            else:
                groups.append([place])
        return groups

    def _seen(self, text: str) -> "_Seen":
        return _Seen(
            words=folded_words(text),
            terms=frozenset(self.terms_of(text)),
            facts=facts_of(text),
            wants=intent_of(text),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What of a question tells whether another asks the same."""

    words: tuple[str, ...]
    terms: frozenset[str]
    facts: Facts
    wants: str

    def asks_as(self, other: "_Seen", cosine: float) -> bool:
        if self.words == other.words:
            return True
        mine, theirs = self.facts, other.facts
        if mine.numbers != theirs.numbers or mine.negations != theirs.negations or self.wants != other.wants:
            return False
        if mine.names - theirs.names and theirs.names - mine.names:
            return False
        every = self.terms | other.terms
        return bool(every) and cosine + len(self.terms & other.terms) / len(every) >= ALIKE


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Questions that ask the same; `question` is the one that is answered."""

    id: str
    members: tuple[Asked, ...]

    @property
    def question(self) -> str:
        """The member that says most."""
        return max(self.members, key=lambda asked: len(asked.text)).text


def groups_of(questions: Sequence[Asked], likeness: Likeness) -> tuple[Group, ...]:
    """The questions by what they ask, in the order of each group's first."""
    places = likeness.grouped([asked.text for asked in questions])
    return tuple(group_of([questions[place] for place in group]) for group in places)


def group_of(members: Sequence[Asked]) -> Group:
    """A group of these questions, named after its first."""
    inorder = tuple(sorted(members, key=lambda asked: asked.number))
    return Group(id=f"v{inorder[0].number}", members=inorder)
