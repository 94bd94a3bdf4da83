"""A document as blocks: nothing lost, the highlight in its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_assistant.domain import Document, Passage, Span
from sro_assistant.serve.render import fingerprint
from sro_assistant.serve.source_page import Block, Kind, Piece, blocks_of, chosen_span, context_of


def test_lines_become_headings_paragraphs_and_lists(
    document: Document, passages: tuple[Passage, ...]
) -> None:
    start = document.text.index("de strategie")
    blocks = blocks_of(document, passages, Span(start, start + len("de strategie bepalen")))
    assert [(b.kind, b.level, b.ordered, len(b.lines)) for b in blocks] == [
        (Kind.HEADING, 2, False, 1),
        (Kind.PARAGRAPH, 0, False, 1),
        (Kind.PARAGRAPH, 0, False, 1),
        (Kind.LIST, 0, True, 2),
        (Kind.PARAGRAPH, 0, False, 1),
    ]
    assert blocks[2] == Block(
        kind=Kind.PARAGRAPH, lines=((Piece(text="De Board heeft deze rollen:", anchors=("p-0002",)),),)
    )
    assert blocks[3].lines == (
        (Piece(text="de strategie bepalen", marked=True, first=True),),
        (Piece(text="de middelen verdelen"),),
    )


def test_a_highlight_over_several_lines_has_one_anchor(
    document: Document, passages: tuple[Passage, ...]
) -> None:
    blocks = blocks_of(document, passages, Span(22, len(document.text) - 3))
    pieces = [piece for block in blocks for line in block.lines for piece in line]
    assert [piece.first for piece in pieces if piece.marked] == [True, False, False, False, False]


@pytest.mark.parametrize("size", [1, 5, 40])
def test_no_highlight_changes_the_words(document: Document, passages: tuple[Passage, ...], size: int) -> None:
    plain = [[p.text for p in line] for b in blocks_of(document, passages, None) for line in b.lines]
    words = ["".join(line) for line in plain]
    for start in range(len(document.text) - size):
        blocks = blocks_of(document, passages, Span(start, start + size))
        assert ["".join(p.text for p in line) for b in blocks for line in b.lines] == words
        marked = "".join(p.text for b in blocks for line in b.lines for p in line if p.marked)
        assert marked in document.text.replace("\n1. ", "").replace("\n2. ", "").replace("\n", "")


@given(st.text(), st.text(), st.text(max_size=400))
def test_a_chosen_span_lies_in_the_text(start: str, end: str, text: str) -> None:
    chosen = chosen_span(start, end, text)
    assert chosen is None or 0 <= chosen.start < chosen.end <= len(text)


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_place_in_the_text_is_found(start: int, end: int) -> None:
    expected = Span(start, end) if start < end <= 300 else None
    assert chosen_span(str(start), str(end), "a" * 300) == expected


@given(st.text(min_size=2, alphabet="abc"), st.text(min_size=1, alphabet="abc"))
def test_only_the_words_that_were_cited_are_highlighted(text: str, cited: str) -> None:
    words = text[1:]
    expected = Span(1, len(text)) if words == cited else None
    assert chosen_span("1", str(len(text)), text, fingerprint(cited)) == expected


def test_the_context_is_what_stands_round_the_highlight(
    document: Document, passages: tuple[Passage, ...]
) -> None:
    start = document.text.index("Slot")
    blocks = blocks_of(document, passages, Span(start, start + 4))
    assert context_of(blocks) == blocks[2:]
    assert context_of(blocks_of(document, passages, None)) == []
