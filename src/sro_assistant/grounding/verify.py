"""The only maker of citations: a quote counts when its words stand in the source, one by one."""

from collections.abc import Mapping, Sequence

from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Document,
    Layout,
    Passage,
    RejectedCitation,
    Rejection,
    Span,
    Statement,
)
from sro_assistant.grounding.facts import facts_of
from sro_assistant.grounding.tokens import find_whole, words_of

MIN_QUOTE_WORDS = 3
"""Fewer words stand in too many places, unless they are a whole sentence or list item."""


class Shown:
    """The passages that a drafter was given, and the documents in which they stand."""

    def __init__(self, passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self._passages = {passage.id: passage for passage in passages}
        self._documents = documents

    def find(self, passage_id: str) -> tuple[Passage, Document] | None:
        """A shown passage and its document; None for a passage that was not shown."""
        passage = self._passages.get(passage_id)
        document = self._documents.get(passage.document_id) if passage else None
        return (passage, document) if passage and document else None


def verify(claim: ClaimedCitation, shown: Shown) -> Citation | RejectedCitation:
    """Return the claim with its place in the document, or the reason to refuse it.

    Near matches are refused: a sentence and its negation differ by one word. The place is that of
    the whole sentences in which the quote stands: a quote cut just after *niet* is verbatim and
    still misleads.
    """
    found = shown.find(claim.passage_id)
    if found is None:
        return RejectedCitation(claim=claim, reason=Rejection.UNKNOWN_PASSAGE)
    passage, document = found
    words = words_of(claim.quote)
    place = find_whole(words, passage.text)
    if place is None:
        return RejectedCitation(claim=claim, reason=Rejection.QUOTE_NOT_FOUND)
    quoted = Span(passage.start + place.start, passage.start + place.end)
    whole = _whole_sentences(quoted, document, passage)
    if len(words) < MIN_QUOTE_WORDS and words != words_of(document.slice(whole)):
        return RejectedCitation(claim=claim, reason=Rejection.QUOTE_TOO_SHORT)
    return Citation(document=document, passage=passage, span=whole)


def support(text: str, citations: Sequence[Citation]) -> Rejection | None:
    """Why the cited sentences do not carry a text; None where they do.

    Every number, name, negation and modal of the text must stand in the quotes, and every
    negation of a quote in the text: what was denied must stay denied.
    """
    said = facts_of(text)
    quoted = facts_of("\n".join(citation.quote for citation in citations))
    words = {word.casefold() for c in citations for word in words_of(c.quote)}
    if not said.numbers <= quoted.numbers:
        return Rejection.UNSUPPORTED_NUMBER
    if not said.names <= words:
        return Rejection.UNSUPPORTED_NAME
    if said.negations != quoted.negations:
        return Rejection.LOST_NEGATION
    if not said.modals <= quoted.modals:
        return Rejection.UNSUPPORTED_MODAL
    return None


def state(
    text: str,
    claims: Sequence[ClaimedCitation],
    shown: Shown,
    *,
    layout: Layout = Layout.PARAGRAPH,
    frame: str | None = None,
    heading: str | None = None,
) -> Statement | RejectedCitation:
    """A statement whose every claim was found and whose facts stand in what was found.

    Args:
        text: What is to be said.
        claims: At least one claimed quote.
        shown: The passages that may be quoted.
        layout: How it stands in the answer.
        frame: A lead-in made by code, not checked against the quotes.
        heading: What is shown before it: a heading above the first quote.
    """
    citations: list[Citation] = []
    for claim in claims:
        outcome = verify(claim, shown)
        if isinstance(outcome, RejectedCitation):
            return outcome
        citations.append(outcome)
    reason = support(text, citations)
    if heading is not None and heading not in citations[0].section:
        reason = Rejection.OTHER_HEADING
    if reason is not None:
        return RejectedCitation(claim=claims[0], reason=reason)
    verbatim = any(find_whole(words_of(text), c.quote) is not None for c in citations)
    return Statement(
        text=text,
        citations=tuple(citations),
        verbatim=verbatim,
        layout=layout,
        frame=frame,
        heading=heading,
    )


def _whole_sentences(quoted: Span, document: Document, passage: Passage) -> Span:
    touched = [s for s in document.sentences_in(passage.span) if s.overlaps(quoted)]
    if not touched:
        return quoted
    return Span(min(touched[0].start, quoted.start), max(touched[-1].end, quoted.end))
