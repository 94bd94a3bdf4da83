"""The only maker of citations: a quote counts when its words stand in the source, one by one."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
from sro_assistant.grounding.counting import countable
from sro_assistant.grounding.denials import cut_out, turned_negations
from sro_assistant.grounding.facts import facts_of, limits_borne_by
from sro_assistant.grounding.implied import bare, without_implied
from sro_assistant.grounding.modality import overstated
from sro_assistant.grounding.modes import TOLD_BY_MODALS
from sro_assistant.grounding.names import NO_NAMES, Names, dates_in_words
from sro_assistant.grounding.numbers import misdated
from sro_assistant.grounding.phrases import plainly
from sro_assistant.grounding.tokens import find_quote, find_whole, words_of

_LONG_NAME = 7
MIN_QUOTE_WORDS = 3
"""Fewer words stand in too many places, unless they are a whole sentence or list item."""


class Shown:
    """The passages that a drafter was given, the documents in which they stand, and names for things."""

    def __init__(
        self, passages: Sequence[Passage], documents: Mapping[str, Document], names: Names = NO_NAMES
    ) -> None:
        self._passages = {passage.id: passage for passage in passages}
        self._documents = documents
        self.names = names

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
    place = find_quote(claim.quote, passage.text) or _running_on(claim.quote, passage, document)
    if place is None:
        return RejectedCitation(claim=claim, reason=Rejection.QUOTE_NOT_FOUND)
    quoted = Span(passage.start + place.start, passage.start + place.end)
    whole = _whole_sentences(quoted, document, passage)
    if len(words) < MIN_QUOTE_WORDS and words != words_of(document.slice(whole)):
        return RejectedCitation(claim=claim, reason=Rejection.QUOTE_TOO_SHORT)
    return Citation(document=document, passage=passage, span=whole)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why quotes do not carry a text, and the words that it is about, folded."""

    reason: Rejection
    words: frozenset[str]


def shortfall(text: str, citations: Sequence[Citation], names: Names = NO_NAMES) -> Shortfall | None:
    """What the cited sentences lack to carry a text; None where they carry it.

    Every number, name, negation and modal of the text must stand in the quotes, and every negation
    of a quote in the text, unless the text says nothing of what that clause denies. The date that a
    cited source bears may be told, and what it is called; a name may be said in full or short where
    `names` has both.
    """
    worded = _undated(text, citations)
    quotes = [plainly(citation.quote) for citation in citations]
    lost = bare(worded, quotes)
    text = without_implied(plainly(worded), quotes)
    said, quoted = facts_of(text), facts_of("\n".join(quotes))
    if added := said.numbers - quoted.numbers - _article(text, quotes) - countable(text, quotes):
        return Shortfall(Rejection.UNSUPPORTED_NUMBER, added)
    if added := misdated(text, quotes):
        return Shortfall(Rejection.UNSUPPORTED_NUMBER, added)
    told = names.told_by([*quotes, *labels_of(citations)])
    if added := frozenset(name for name in said.names - told if not _opens_compound(name, told)):
        return Shortfall(Rejection.UNSUPPORTED_NAME, added)
    cut = cut_out(worded, [citation.quote for citation in citations])
    if turned := cut | lost | turned_negations(text, quotes):
        return Shortfall(Rejection.LOST_NEGATION, turned)
    limits = said.modals - quoted.modals - TOLD_BY_MODALS - limits_borne_by("\n".join(quotes))
    if added := limits | overstated(text, quotes):
        return Shortfall(Rejection.UNSUPPORTED_MODAL, added)
    return None


def _article(text: str, quotes: Sequence[str]) -> frozenset[str]:
    """The number of "één" where the quotes have "een": the accent adds no more than stress."""
    is_stressed = "1" not in words_of(text) and any(w.lower() == "één" for w in words_of(text))
    has_article = any(word.lower() == "een" for quote in quotes for word in words_of(quote))
    return frozenset({"1"}) if is_stressed and has_article else frozenset()


def _opens_compound(name: str, told: Collection[str]) -> bool:
    """Whether a word is a compound that opens with a told name: "Teirlinckgebouw"."""
    return any(
        name.startswith(word) for word in told if len(word) >= _LONG_NAME and len(word) + 3 < len(name)
    )


def _undated(text: str, citations: Sequence[Citation]) -> str:
    """A text without the dates that its sources bear, each in the longest form that stands there."""
    for published in dict.fromkeys(c.source.published for c in citations if c.source.published):
        for form in dates_in_words(published):
            text = re.sub(rf"(?<!\w){re.escape(form)}(?!\w)", "", text)
    return text


def labels_of(citations: Sequence[Citation]) -> Iterator[str]:
    """What a source is called, who published it, and the headings above the cited words."""
    for citation in citations:
        yield from (citation.source.title, citation.source.publisher, *citation.section)


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
    lack = shortfall(text, citations, shown.names)
    reason = lack.reason if lack else None
    if heading is not None and heading not in citations[0].section:
        reason = Rejection.OTHER_HEADING
    if reason is not None:
        return RejectedCitation(claim=claims[0], reason=reason)
    verbatim = any(find_whole(words_of(text), c.quote) is not None for c in citations)
    return Statement(
        text=text,
        citations=tuple(_with_heading(citation, heading) for citation in citations),
        verbatim=verbatim,
        layout=layout,
        frame=frame,
        heading=heading,
    )


def _running_on(quote: str, passage: Passage, document: Document) -> Span | None:
    """Where a quote stands that begins in a passage and ends in what follows it in the document."""
    ahead = document.slice(Span(passage.start, min(passage.end + len(quote), len(document.text))))
    place = find_quote(quote, ahead)
    return place if place and place.start < passage.end - passage.start else None


def _with_heading(citation: Citation, heading: str | None) -> Citation:
    """The citation from the heading that is shown on, where its words are the first below that."""
    document, span = citation.document, citation.span
    section = document.section_at(span.start)
    if section is None or section.heading != heading:
        return citation
    first = document.sentences_in(section.span)[0]
    if first.start != span.start:
        return citation
    return replace(citation, span=Span(section.span.start, span.end))


def _whole_sentences(quoted: Span, document: Document, passage: Passage) -> Span:
    runs_on = quoted.end > passage.end
    readable = Span(passage.start, len(document.text)) if runs_on else passage.span
    touched = [s for s in document.sentences_in(readable) if s.overlaps(quoted)]
    if not touched:
        return quoted
    return Span(min(touched[0].start, quoted.start), max(touched[-1].end, quoted.end))
