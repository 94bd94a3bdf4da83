"""The one renderer: an Answer as the response that every face shows."""

import re
import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b

from sro_assistant.domain import Answer, Citation, Document, Layout, Passage, RetrievedPassage, Statement
from sro_assistant.domain.addresses import citation_href, document_href, passage_href
from sro_assistant.serve.schemas import (
    AbbreviationOut,
    ApprovedOut,
    AskResponse,
    CitationOut,
    DocumentOut,
    FoundPassageOut,
    PassageOut,
    QueryOut,
    RelatedOut,
    SectionOut,
    SentenceOut,
    WhyOut,
)

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MARKUP = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|$)|[`\[\]]|(?<!\s)\*|\*(?!\s)|(?<!\w)_|_(?!\w)|~(?=.*~)|<(?=[A-Za-z/!?])|&(?=#?\w+;)"
)
"""A backslash that would escape; code, links and our own markers; emphasis; a deletion; a tag; an entity."""
_SENTENCE_WORDS = 8
_LINE_MARKUP = re.compile(
    r"(?m)^(\s*)(?:(>|#{1,6}(?=\s|$)|[+-](?=\s|$)|[=-](?=[=\s-]*$))|(\d{1,9})([.)])(?=\s|$))"
)
"""A quotation, a heading, an item, an underline; an ordered item."""


def new_answer_id() -> str:
    """A fresh ULID: 26 characters that sort by time (48 bits of milliseconds, 80 random bits)."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return "".join(_CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))


def response_of(answer: Answer, generation: str, timings_ms: Mapping[str, float]) -> AskResponse:
    """The answer as the HTTP contract has it; a declined answer shows its guidance and no citations."""
    numbering = _Numbering()
    sentences = [_sentence(statement, numbering) for statement in answer.statements]
    citations = list(numbering.citations)
    return AskResponse(
        answer_id=answer.id or new_answer_id(),
        status=answer.status,
        mode=answer.mode,
        answer=markdown_of(sentences) if sentences else answer.guidance,
        sentences=sentences,
        citations=citations,
        missing=list(answer.missing),
        related=[_related(statement, numbering) for statement in answer.related],
        notices=list(answer.notices),
        suggestions=list(answer.suggestions),
        query=QueryOut(resolved=answer.query.resolved, language=answer.query.language),
        approved=_approved(answer),
        abbreviations=[AbbreviationOut(term=t.term, meaning=t.meaning) for t in answer.abbreviations],
        generation=generation,
        model=answer.model,
        timings_ms=dict(timings_ms),
    )


def _approved(answer: Answer) -> ApprovedOut | None:
    found = answer.approved
    return ApprovedOut(entry=found.entry, reviewed=found.reviewed) if found is not None else None


@dataclass(slots=True)
class _Numbering:
    """Numbers citations in order of first use; one that says the same in the same source keeps its number."""

    citations: list[CitationOut] = field(default_factory=list)
    _numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, citation: Citation) -> int:
        words = citation.quote.split()
        # A sentence may stand in a source twice; a few words may mean something else elsewhere.
        said = " ".join(words) if len(words) >= _SENTENCE_WORDS else str(citation.span)
        key = (citation.source.id, said)
        if key not in self._numbers:
            self._numbers[key] = len(self.citations) + 1
            self.citations.append(_citation(citation, self._numbers[key]))
        return self._numbers[key]


def _citation(citation: Citation, number: int) -> CitationOut:
    source, span = citation.source, citation.span
    return CitationOut(
        number=number,
        document_id=source.id,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        section=list(citation.section),
        page=citation.page,
        quote=citation.quote,
        start=span.start,
        end=span.end,
        passage_id=citation.passage.id,
        href=citation_href(citation),
        url=source.url,
        validity=source.validity,
    )


def _sentence(statement: Statement, numbering: _Numbering) -> SentenceOut:
    return SentenceOut(
        text=statement.text,
        citations=list(dict.fromkeys(numbering.number(citation) for citation in statement.citations)),
        verbatim=statement.verbatim,
        frame=statement.frame,
        heading=statement.heading,
        layout=statement.layout,
        label=_label(statement),
    )


def _label(statement: Statement) -> int | None:
    """The item's number in the source, where it stands in an ordered list."""
    if statement.layout is not Layout.ITEM:
        return None
    citation = statement.citations[0]
    for block in citation.document.lists:
        if block.ordered and block.items[0].start <= citation.span.start < block.items[-1].end:
            for position, item in enumerate(block.items, start=1):
                if item.overlaps(citation.span):
                    return position
    return None


def _related(statement: Statement, numbering: _Numbering) -> RelatedOut:
    number = numbering.number(statement.citations[0])
    return RelatedOut(text=statement.text, citation=numbering.citations[number - 1])


def fingerprint(quote: str) -> str:
    """A few characters that stand for the words of a quote."""
    return blake2b(quote.encode("utf-8", errors="replace"), digest_size=4).hexdigest()


def checked_href(citation: CitationOut) -> str:
    """The citation's address with the fingerprint of its words, so that a changed source shows itself."""
    return fingerprinted(citation.href, citation.quote)


def fingerprinted(href: str, quote: str) -> str:
    """The address of a quote with the fingerprint of its words."""
    path, _, place = href.partition("#")
    return f"{path}&controle={fingerprint(quote)}#{place}"


def blocks_of(sentences: Sequence[SentenceOut]) -> list[list[SentenceOut]]:
    """The sentences by block: a run of list items, or the sentences of one paragraph.

    A lead-in and a change of list or paragraph start a new block.
    """
    blocks: list[list[SentenceOut]] = []
    for sentence in sentences:
        joins = blocks and blocks[-1][-1].layout is sentence.layout and sentence.frame is None
        if joins and sentence.layout is Layout.ITEM:
            blocks[-1].append(sentence)
        else:
            blocks.append([sentence])
    return blocks


def by_document(citations: Sequence[CitationOut]) -> list[list[CitationOut]]:
    """The citations grouped by document, documents in order of their first number."""
    groups: dict[str, list[CitationOut]] = {}
    for citation in citations:
        groups.setdefault(citation.document_id, []).append(citation)
    return list(groups.values())


def markdown_of(sentences: Sequence[SentenceOut]) -> str:
    """The answer as Markdown with [n] markers; markup that stands in a source is escaped."""
    return "\n\n".join(_block_markdown(block) for block in blocks_of(sentences))


def _block_markdown(block: Sequence[SentenceOut]) -> str:
    first = block[0]
    if first.layout is not Layout.ITEM:
        frame = f"{escaped(first.frame)} " if first.frame else ""
        return f"{frame}{_marked(first)}"
    frame = f"{escaped(first.frame)}\n\n" if first.frame else ""
    return frame + "\n".join(f"{bullet(sentence)} {_marked(sentence)}" for sentence in block)


def bullet(sentence: SentenceOut) -> str:
    """What stands before an item: its number in the source, else a hyphen."""
    return "-" if sentence.label is None else f"{sentence.label}."


def _marked(sentence: SentenceOut) -> str:
    text = escaped(" ".join(sentence.text.split()))
    heading = f"**{escaped(sentence.heading)}**: " if sentence.heading else ""
    return f"{heading}{text} {''.join(f'[{number}]' for number in sentence.citations)}"


def escaped(text: str) -> str:
    """Text whose characters stand for themselves in Markdown, with no backslash more than that takes."""
    inline = _MARKUP.sub(lambda match: "".join(f"\\{character}" for character in match[0]), text)
    return _LINE_MARKUP.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", inline)


def document_of(document: Document) -> DocumentOut:
    """A source, without its text."""
    source = document.source
    return DocumentOut(
        id=source.id,
        title=source.title,
        publisher=source.publisher,
        published=source.published,
        kind=source.kind,
        validity=source.validity,
        validity_reason=source.validity_reason,
        licence=source.licence,
        url=source.url,
        href=document_href(source.id),
        copies=list(document.copies),
        characters=len(document.text),
    )


def sections_of(document: Document) -> list[SectionOut]:
    """The document's headings with their intervals."""
    return [
        SectionOut(
            heading=section.heading,
            level=section.level,
            path=list(section.path),
            page=section.page,
            start=section.span.start,
            end=section.span.end,
        )
        for section in document.sections
    ]


def passage_of(passage: Passage) -> PassageOut:
    """A passage with the address at which it can be read."""
    return PassageOut(
        passage_id=passage.id,
        document_id=passage.document_id,
        section=list(passage.headings),
        page=passage.page,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        href=passage_href(passage),
    )


def found_passage_of(found: RetrievedPassage) -> FoundPassageOut:
    """A passage with its score and the reason why it was found."""
    passage = found.passage
    return FoundPassageOut(
        passage_id=passage.id,
        document_id=passage.document_id,
        section=list(passage.headings),
        page=passage.page,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        score=found.score,
        why=WhyOut(channels=dict(found.why.channels), terms=list(found.why.terms)),
    )
