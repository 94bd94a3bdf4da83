import dataclasses
from collections.abc import Callable, Sequence

import pytest

from sro_assistant.answer.lists import (
    ListFound,
    SectionsFound,
    announcement_of,
    announces_asked,
    lists_in,
    sections_in,
)
from sro_assistant.domain import (
    Document,
    Language,
    ListBlock,
    Passage,
    Query,
    RetrievedPassage,
    Section,
    Span,
    Why,
)
from sro_assistant.retrieve.evidence import Evidence

DocumentOf = Callable[[str], tuple[Document, Passage]]
TEXT = "De raad heeft doelen. Dit zijn er twee:\n- beter plannen.\n- sneller werken.\nDaarna rust hij."


def terms_of(text: str) -> Sequence[str]:
    return [word.strip(".").lower() for word in text.split()]


def query_of(*terms: str) -> Query:
    return Query(
        question=" ".join(terms),
        meant=" ".join(terms),
        resolved=" ".join(terms),
        dutch=" ".join(terms),
        language=Language.DUTCH,
        terms=dict.fromkeys(terms, 1.0),
    )


def near(document: Document, span: Span, headings: tuple[str, ...], headed: float = 0.0) -> Evidence:
    passage = Passage(
        id="nota:0001",
        document_id="nota",
        start=span.start,
        end=span.end,
        headings=headings,
        page=None,
        text=document.slice(span),
    )
    return Evidence(
        document=document,
        found=RetrievedPassage(passage=passage, score=1.0, why=Why(channels={}, terms=())),
        span=span,
        terms=frozenset(),
        coverage=0.5,
        own=0.5,
        similarity=0.5,
        headed=headed,
    )


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def listing(document_of: DocumentOf) -> tuple[Document, ListBlock]:
    """A document whose only section holds a list below two sentences."""
    made, _ = document_of(TEXT)
    block = ListBlock(
        intro=span_of(TEXT, "Dit zijn er twee:"),
        items=(span_of(TEXT, "beter plannen."), span_of(TEXT, "sneller werken.")),
        ordered=False,
    )
    return Document(
        source=made.source, text=TEXT, sections=made.sections, lists=(block,), sentences=()
    ), block


@pytest.mark.parametrize(
    ("words", "headed", "is_found"),
    [
        ("De raad heeft doelen.", 1.0, True),
        ("Daarna rust hij.", 1.0, False),
        ("Daarna rust hij.", 0.5, False),
    ],
)
def test_a_list_is_as_near_as_what_stands_above_it_under_the_heading_that_is_named(
    words: str, headed: float, *, is_found: bool, listing: tuple[Document, ListBlock]
) -> None:
    document, block = listing
    scored = ((0.9, near(document, span_of(TEXT, words), ("Kop",), headed)),)
    found = ListFound(document=document, block=block, score=0.9)
    assert lists_in(scored) == ((found,) if is_found else ())


SECTIONS = (
    "4. Noden\nDe nood is groot. Er zijn drie noden.\n"
    "A. Nood aan tijd\nTijd ontbreekt.\nB. Nood aan geld\nGeld ontbreekt.\nC. Nood aan rust\nRust ontbreekt."
)


@pytest.fixture
def needs(document_of: DocumentOf) -> Document:
    """A document of a section with three below it that share a word."""
    made, _ = document_of(SECTIONS)
    starts = [SECTIONS.index(words) for words in ("4. Noden", "A. Nood", "B. Nood", "C. Nood")]
    above = ("4. Noden",)
    sections = [
        Section(
            heading=SECTIONS[start:].split("\n", maxsplit=1)[0],
            level=1 if start == 0 else 2,
            span=Span(start, end),
            path=above if start == 0 else (*above, SECTIONS[start:].split("\n", maxsplit=1)[0]),
        )
        for start, end in zip(starts, [*starts[1:], len(SECTIONS)], strict=True)
    ]
    bodies = (
        "De nood is groot.",
        "Er zijn drie noden.",
        "Tijd ontbreekt.",
        "Geld ontbreekt.",
        "Rust ontbreekt.",
    )
    return Document(
        source=made.source,
        text=SECTIONS,
        sections=tuple(sections),
        lists=(),
        sentences=tuple(span_of(SECTIONS, words) for words in bodies),
    )


def test_the_number_of_a_heading_is_no_part_of_its_name(needs: Document) -> None:
    evidence = near(needs, span_of(SECTIONS, "Tijd ontbreekt."), ("4. Noden", "A. Nood aan tijd"))
    found = sections_in(((0.8, evidence),), query_of("noden"), terms_of)
    assert found is not None
    assert [needs.slice(span) for _, span in found.items] == [
        "Tijd ontbreekt.",
        "Geld ontbreekt.",
        "Rust ontbreekt.",
    ]
    assert found.score == pytest.approx(0.8)


def test_sections_are_announced_by_what_stands_above_them_on_the_same(needs: Document) -> None:
    items = tuple((s, sentence) for s in needs.sections[1:] for sentence in needs.sentences_in(s.span)[:1])
    found = SectionsFound(document=needs, items=items, score=0.8)
    opening = announcement_of(found, terms_of)
    assert opening is not None
    assert needs.slice(opening) == "De nood is groot."


@pytest.mark.parametrize(
    ("term", "asked", "may_be_it"),
    [("doelen", 0.0, True), ("problemen", 0.0, False), ("problemen", 0.6, True)],
)
def test_a_list_of_other_things_than_are_asked_for_is_not_it(
    term: str, asked: float, *, may_be_it: bool, document_of: DocumentOf
) -> None:
    text = "De raad streeft 2 nieuwe doelen na:\n- beter plannen.\n- sneller werken."
    document, _ = document_of(text)
    intro = span_of(text, "De raad streeft 2 nieuwe doelen na:")
    block = ListBlock(intro=intro, items=(span_of(text, "beter plannen."),), ordered=False)
    evidence = dataclasses.replace(near(document, intro, ("Kop",)), asked=asked)
    found = ListFound(document=document, block=block, score=0.9)
    assert announces_asked(found, ((0.9, evidence),), query_of(term), terms_of) is may_be_it
