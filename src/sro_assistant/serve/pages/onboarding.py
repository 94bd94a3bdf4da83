"""Inwerken: the way in for a new colleague, who is who, what happened when, and what words mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from fastapi import APIRouter, Request
from starlette.responses import Response

from sro_assistant.domain.guide import Authority, Body, Event, Proof, Step, Term
from sro_assistant.dutch.words import fold
from sro_assistant.guide.guide import Guide
from sro_assistant.serve.guide import words as guide_words
from sro_assistant.serve.guide.api import guide_of
from sro_assistant.serve.guide.cards import Cited, proven
from sro_assistant.serve.guide.places import Places
from sro_assistant.serve.serving import READ, Turn, assistant_of
from sro_assistant.serve.templating import page

_LONGEST_SEARCH = 100
router = APIRouter(dependencies=[Turn])


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """An item of the guide with the sources that can be opened."""

    item: Term | Body | Event | Step
    cited: tuple[Cited, ...]


@router.api_route("/inwerken", methods=READ)
def onboarding(request: Request, zoek: str = "") -> Response:
    """Everything of the guide's own files; the glossary with what is searched for alone, if anything is."""
    guide = guide_of(request)
    book = guide.book()
    prover = _Prover(guide, Places(assistant_of(request)))
    searched = " ".join(zoek.split())[:_LONGEST_SEARCH]
    terms = _found(book.terms, searched)
    return page(
        request,
        "onboarding.html",
        guide=guide_words,
        steps=prover.proven(book.steps),
        bodies=prover.by_authority(book.bodies),
        events=prover.proven(book.events),
        letters=prover.by_letter(terms),
        searched=searched,
        found=len(terms),
        whole=len(book.terms),
    )


@dataclass(frozen=True, slots=True)
class _Prover:
    """Gives each item its sources, found again in the documents that are served."""

    guide: Guide
    places: Places

    def proven(self, items: Iterable[Term | Body | Event | Step]) -> tuple[Proven, ...]:
        return tuple(Proven(item=item, cited=self._cited(item.proofs)) for item in items)

    def _cited(self, proofs: Iterable[Proof]) -> tuple[Cited, ...]:
        return proven(proofs, self.places, self.guide.programmes().sheets)

    def by_authority(self, bodies: Sequence[Body]) -> tuple[tuple[Authority, tuple[Proven, ...]], ...]:
        """The bodies by what they do with a question, those that decide first."""
        grouped = ((kind, [body for body in bodies if body.authority is kind]) for kind in Authority)
        return tuple((kind, self.proven(found)) for kind, found in grouped if found)

    def by_letter(self, terms: Iterable[Term]) -> tuple[tuple[str, tuple[Proven, ...]], ...]:
        """The terms in order of the alphabet, by their first letter."""
        ordered = sorted(terms, key=lambda term: (fold(term.term), term.kind))
        letters = groupby(ordered, key=lambda term: fold(term.term)[0].upper())
        return tuple((letter, self.proven(found)) for letter, found in letters)


def _found(terms: Sequence[Term], searched: str) -> tuple[Term, ...]:
    """The terms in which what is searched for stands: the term, its meaning or another name."""
    wanted = fold(searched)
    return tuple(
        term for term in terms if wanted in fold("\n".join((term.term, term.meaning, *term.aliases)))
    )
