"""An answer as one text for a chat window: sentence by sentence, with its sources as footnotes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sro_assistant.dutch.dates import date_in_words
from sro_assistant.serve.openai.schemas import Annotation, UrlCitation
from sro_assistant.serve.render import escaped, markdown_of
from sro_assistant.serve.schemas import AskResponse, CitationOut, SentenceOut
from sro_assistant.serve.words import VALIDITY, place_words

SOURCES = "**Bronnen**"
NEXT_QUESTIONS = "**Verder vragen**"


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnoted:
    """An answer in pieces that make one Markdown text when put behind each other.

    `said` are its sentences, `below` what stands under them; `annotations` point into the whole text.
    """

    said: tuple[str, ...]
    below: str
    annotations: tuple[Annotation, ...]

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.said) + self.below


def footnoted(response: AskResponse, base: str) -> Footnoted:
    """The answer with its sources below it; `base` is the address that stands before their paths."""
    said = tuple(_pieces(response.sentences)) or (response.answer,)
    below = "".join(f"\n\n{part}" for part in _below(response, base))
    text = "".join(said) + below
    annotations = tuple(_annotation(citation, text, base) for citation in response.citations)
    return Footnoted(said=said, below=below, annotations=annotations)


def _pieces(sentences: Sequence[SentenceOut]) -> Iterator[str]:
    """What each sentence adds to the Markdown of those before it."""
    before = ""
    for count in range(1, len(sentences) + 1):
        whole = markdown_of(sentences[:count])
        yield whole.removeprefix(before)
        before = whole


def _below(response: AskResponse, base: str) -> Iterator[str]:
    """The paragraphs under the answer."""
    if response.abbreviations:
        meanings = "; ".join(f"{short.term} = {short.meaning}" for short in response.abbreviations)
        yield f"Afkortingen: {escaped(meanings)}."
    yield from (f"Let op: {escaped(notice)}" for notice in response.notices)
    if response.missing:
        yield "**Wat ontbreekt**\n\n" + "\n".join(f"- {escaped(part)}" for part in response.missing)
    if response.related:
        yield "**Wat de bronnen wel zeggen over dit onderwerp**\n\n" + "\n".join(
            f"- {escaped(' '.join(item.text.split()))} ({_source(item.citation, base)})"
            for item in response.related
        )
    if response.citations:
        said = {sentence.text for sentence in response.sentences}
        yield f"{SOURCES}\n\n" + "\n".join(_footnote(c, base, said) for c in response.citations)
    if response.suggestions:
        yield f"{NEXT_QUESTIONS}\n\n" + "\n".join(f"- {escaped(s)}" for s in response.suggestions)


def _footnote(citation: CitationOut, base: str, said: set[str]) -> str:
    """A source under its number; its quote only where the answer is not the quote itself."""
    line = f"{citation.number}. {_source(citation, base)} · {escaped(place_words(citation))}"
    quote = "" if citation.quote in said else f" · “{escaped(' '.join(citation.quote.split()))}”"
    return line + quote


def _source(citation: CitationOut, base: str) -> str:
    """Title with its link, publisher, date, and how it stands."""
    told = (citation.publisher, date_in_words(citation.published), VALIDITY[citation.validity])
    return f"[{escaped(citation.title)}]({base}{citation.href}) · {escaped(' · '.join(told))}"


def _annotation(citation: CitationOut, text: str, base: str) -> Annotation:
    marker = f"[{citation.number}]"
    start = text.index(marker)
    return Annotation(
        url_citation=UrlCitation(
            start_index=start,
            end_index=start + len(marker),
            title=citation.title,
            url=f"{base}{citation.href}",
        )
    )
