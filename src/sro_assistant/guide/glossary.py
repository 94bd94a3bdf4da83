"""What abbreviations mean, for who reads an answer that does not say it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sro_assistant.domain.guide import Term, TermKind
from sro_assistant.dutch.words import fold, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The terms, findable in what is said."""

    terms: tuple[Term, ...] = ()

    def unexplained(self, texts: Iterable[str]) -> tuple[Term, ...]:
        """The abbreviations that stand in texts without their full name, in order of the glossary."""
        said = "\n".join(texts)
        folded = f" {' '.join(fold(word) for word in words(said))} "
        return tuple(
            term
            for term in self.terms
            if term.kind is TermKind.ABBREVIATION
            and re.search(rf"(?<![\w-]){re.escape(term.term)}(?!\w)", said)
            and f" {' '.join(fold(word) for word in words(term.meaning))} " not in folded
        )
