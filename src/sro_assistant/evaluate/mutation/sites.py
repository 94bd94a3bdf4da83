"""Where a corruption can strike: recorded and gold answers, and what may be put in their place."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from sro_assistant.domain import Span
from sro_assistant.dutch.text import sentences
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.given import GivenAnswer, GivenCitation, GivenSentence, SourceTexts
from sro_assistant.grounding.tokens import find_whole, words_of

SHORTEST_SENTENCE = 40
"""In characters: a shorter sentence says too little to be off topic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An answer that may be corrupted, and whether the plain twin of its question was answered right."""

    case: Case
    answer: GivenAnswer
    twin_right: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What corruptions draw from: the sources, their sentences, all sites, the attacks.

    `copies` gives the id of the served document for the id of each other copy.
    """

    sources: SourceTexts
    sentences: tuple[GivenCitation, ...]
    sites: tuple[Site, ...]
    attacks: tuple[Case, ...]
    copies: Mapping[str, str]

    def other_sentence(
        self, rng: Random, *, than: Iterable[str], document: str | None = None
    ) -> GivenCitation | None:
        """A sentence of the sources, or of one document, that is none of these quotes; None where all are."""
        known = set(than)
        pool = [s for s in self.sentences if s.quote not in known and document in (None, s.document)]
        return rng.choice(pool) if pool else None


Corrupt = Callable[[Site, World, Random], GivenAnswer | None]
"""Makes another answer of the one at a site; None where there is nothing to change."""


def statement_markdown(sentence: GivenSentence) -> str:
    """A statement as it stands in an answer's text, with its lead-in, heading and markers."""
    heading = f"**{sentence.heading}**: " if sentence.heading else ""
    frame = f"{sentence.frame} " if sentence.frame else ""
    return f"{frame}{heading}{sentence.text} {''.join(f'[{n}]' for n in sentence.citations)}".strip()


def retold(
    answer: GivenAnswer,
    given: Sequence[GivenSentence],
    citations: Sequence[GivenCitation] | None = None,
) -> GivenAnswer:
    """The answer with these statements, its text made of them, and these citations where any are given."""
    return replace(
        answer,
        text="\n\n".join(statement_markdown(sentence) for sentence in given),
        sentences=tuple(given),
        citations=answer.citations if citations is None else tuple(citations),
    )


def with_statement(
    answer: GivenAnswer,
    position: int,
    *,
    text: str | None = None,
    citations: tuple[int, ...] | None = None,
    cited: tuple[GivenCitation, ...] | None = None,
) -> GivenAnswer:
    """The answer with one statement changed in what is given, and other citations where they are."""
    old = answer.sentences[position]
    new = replace(
        old,
        text=old.text if text is None else text,
        citations=old.citations if citations is None else citations,
    )
    given = (*answer.sentences[:position], new, *answer.sentences[position + 1 :])
    return retold(answer, given, cited)


def cited_statement(site: Site, rng: Random) -> int | None:
    """One of the statements that cite something; None where none does."""
    cited = [i for i, sentence in enumerate(site.answer.sentences) if sentence.citations]
    return rng.choice(cited) if cited else None


def sentence_citations(sources: SourceTexts, copies: Mapping[str, str]) -> tuple[GivenCitation, ...]:
    """Every sentence of the served documents, ready to be cited."""
    return tuple(
        GivenCitation(document=name, quote=source.text[s.start : s.end], start=s.start, end=s.end)
        for name, source in sources.items()
        if name not in copies
        for s in sentences(source.text)
        if len(s) >= SHORTEST_SENTENCE
    )


def gold_answer(case: Case, sources: SourceTexts) -> GivenAnswer | None:
    """The answer that a case's gold evidence makes: its sentences, cited and dated.

    What must be declined is declined. None where no quote is found word for word.
    """
    if not case.answerable:
        return GivenAnswer(status="not_found", text="Ik vind hierover geen antwoord in de bronnen.")
    quotes = [q for e in case.evidence if (q := _whole(e.doc, e.quote, sources)) is not None]
    if not quotes:
        return None
    cited = tuple(dict.fromkeys(quotes))
    given = [
        GivenSentence(text=" ".join(citation.quote.split()), citations=(number,))
        for number, citation in enumerate(cited, start=1)
    ]
    notices = age_notices(cited, sources)
    return retold(GivenAnswer(status="answered", text="", notices=notices), given, cited)


def age_notices(cited: Iterable[GivenCitation], sources: SourceTexts) -> tuple[str, ...]:
    """A sentence for each cited source that is not current, with its year."""
    named = dict.fromkeys(sources[citation.document] for citation in cited)
    return tuple(
        f"‘{source.title}’ {f'is van {source.published[:4]}' if source.published else 'draagt geen datum'}."
        for source in named
        if not source.current
    )


def _whole(document: str, quote: str, sources: SourceTexts) -> GivenCitation | None:
    """The whole sentences in which a gold quote stands."""
    text = sources[document].text if document in sources else ""
    place = find_whole(words_of(quote), text)
    if place is None:
        return None
    touched = [s for s in sentences(text) if s.overlaps(place)] or [place]
    whole = Span(min(touched[0].start, place.start), max(touched[-1].end, place.end))
    return GivenCitation(
        document=document, quote=text[whole.start : whole.end], start=whole.start, end=whole.end
    )
