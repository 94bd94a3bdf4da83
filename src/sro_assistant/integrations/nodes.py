"""Passages and citations as llama-index nodes: ids that stay, offsets that slice back, plain metadata."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from llama_index.core.schema import NodeRelationship, NodeWithScore, RelatedNodeInfo, TextNode

from sro_assistant.domain import Answer, Citation, Layout, Passage, SourceFile, Span, Statement
from sro_assistant.domain.addresses import citation_href, passage_href

_FOR_MACHINES = ["start", "end", "href", "document_id", "passage_id", "number"]
"""Metadata that a language model has no use for; left out of its prompt, and of what is embedded."""
_SECTION_MARK = " \u203a "


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """An answer as text with `[n]`, the nodes that the numbers stand for, and those that are near."""

    text: str
    nodes: tuple[NodeWithScore, ...]
    related: tuple[NodeWithScore, ...]


def node_of_passage(passage: Passage, source: SourceFile, base: str = "") -> TextNode:
    """A passage as a node; `document.text[start:end]` is its text."""
    href = f"{base}{passage_href(passage)}"
    return _node(
        passage.id, passage.text, passage.span, {"passage_id": passage.id}, _facts(passage, source, href)
    )


def numbered(answer: Answer, base: str = "") -> Numbered:
    """The answer with its citations numbered in order of first use; the same words keep their number."""
    citations = _distinct(citation for statement in answer.statements for citation in statement.citations)
    related = _distinct(citation for statement in answer.related for citation in statement.citations)
    numbers = {_place(citation): number for number, citation in enumerate(citations, start=1)}
    scores = {found.passage.id: found.score for found in answer.retrieved}
    text = "\n".join(_line(statement, numbers) for statement in answer.statements)
    return Numbered(
        text=text or answer.guidance,
        nodes=tuple(_scored(c, numbers[_place(c)], scores, base) for c in citations),
        related=tuple(_scored(c, None, scores, base) for c in related),
    )


def _line(statement: Statement, numbers: dict[tuple[str, Span], int]) -> str:
    """A statement on a line of its own, after its lead-in, with the numbers of its citations."""
    lead = f"{statement.frame}\n" if statement.frame else ""
    bullet = "- " if statement.layout is Layout.ITEM else ""
    heading = f"{statement.heading}: " if statement.heading else ""
    marks = "".join(
        f"[{number}]" for number in dict.fromkeys(numbers[_place(c)] for c in statement.citations)
    )
    return f"{lead}{bullet}{heading}{' '.join(statement.text.split())} {marks}"


def _distinct(citations: Iterable[Citation]) -> Sequence[Citation]:
    return tuple({_place(citation): citation for citation in citations}.values())


def _place(citation: Citation) -> tuple[str, Span]:
    return citation.source.id, citation.span


def _scored(citation: Citation, number: int | None, scores: dict[str, float], base: str) -> NodeWithScore:
    """A quote as a node, with the score of the passage in which it stands, where that was retrieved."""
    span, passage = citation.span, citation.passage
    facts = _facts(passage, citation.source, f"{base}{citation_href(citation)}")
    own: dict[str, str | int | None] = {"passage_id": passage.id, "number": number}
    name = f"{citation.source.id}:{span.start}-{span.end}"
    return NodeWithScore(node=_node(name, citation.quote, span, own, facts), score=scores.get(passage.id))


def _facts(passage: Passage, source: SourceFile, href: str) -> dict[str, str | int | None]:
    """What is known of a passage's source: flat and plain, as vector stores want it."""
    return {
        "document_id": source.id,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published,
        "validity": str(source.validity),
        "section": _SECTION_MARK.join(passage.headings),
        "page": passage.page,
        "href": href,
    }


def _node(
    name: str, text: str, span: Span, own: dict[str, str | int | None], facts: dict[str, str | int | None]
) -> TextNode:
    return TextNode(
        id_=name,
        text=text,
        start_char_idx=span.start,
        end_char_idx=span.end,
        metadata={**facts, "start": span.start, "end": span.end, **own},
        relationships={NodeRelationship.SOURCE: RelatedNodeInfo(node_id=str(facts["document_id"]))},
        excluded_embed_metadata_keys=_FOR_MACHINES,
        excluded_llm_metadata_keys=_FOR_MACHINES,
    )
