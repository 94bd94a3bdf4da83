"""The meaning of abbreviations that an answer uses without writing them out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sro_assistant.domain.guide import Term, TermKind
from sro_assistant.dutch.tokens import folded_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The terms, findable in what is said."""

    terms: tuple[Term, ...] = ()

    def unexplained(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """The abbreviations that stand in texts without their full name, in order of the glossary."""
        said = "\n".join(texts)
        folded = f" {' '.join(folded_words(said))} "
        return tuple(
            term
            for term in self.terms
            if term.kind is TermKind.ABBREVIATION
            and re.search(rf"(?<![\w-]){re.escape(term.term)}(?!\w)", said)
            and f" {' '.join(folded_words(term.meaning))} " not in folded
        )
