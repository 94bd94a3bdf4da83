"""The one renderer: numbers, Markdown, labels."""

import re
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sro_assistant.domain import Answer, Citation, Layout, Span, Statement
from sro_assistant.serve.export import answer_markdown
from sro_assistant.serve.render import (
    blocks_of,
    escaped,
    markdown_of,
    new_answer_id,
    response_of,
)
from sro_assistant.serve.schemas import SentenceOut
from sro_assistant.serve.words import status_words


def sentence(text: str, layout: Layout = Layout.PARAGRAPH, frame: str | None = None) -> SentenceOut:
    return SentenceOut(text=text, citations=[1], verbatim=True, layout=layout, frame=frame)


def test_the_answer_is_markdown_with_markers_and_the_sources_markup_escaped(answer: Answer) -> None:
    assert response_of(answer, "gen-000001", {}).answer == (
        "De Board bestaat uit \\<b>enerzijds\\</b> de Vlaamse overheid en \\*anderzijds\\* de steden. [1]\n\n"
        "De nota van 2020 noemt 2 rollen:\n\n"
        "1. de strategie bepalen [2]\n"
        "2. de middelen verdelen [3][1]"
    )


def test_the_same_words_keep_their_number_and_numbers_follow_first_use(answer: Answer) -> None:
    response = response_of(answer, "gen-000001", {})
    assert [s.citations for s in response.sentences] == [[1], [2], [3, 1]]
    assert [c.number for c in response.citations] == [1, 2, 3]
    assert response.citations[0].href == "/bronnen/nota?van=20&tot=104#p-0001"


def test_a_declined_answer_is_its_guidance_without_citations(declined: Answer) -> None:
    response = response_of(declined, "gen-000001", {})
    assert (response.answer, response.sentences, response.citations) == (declined.guidance, [], [])
    assert [(r.citation.number, r.citation.passage_id) for r in response.related] == [(1, "nota:0001")]
    assert status_words(response) == "Geen antwoord gevonden in de bronnen."


def test_a_lead_in_is_marked_as_made_by_code(answer: Answer) -> None:
    response = response_of(answer, "gen-000001", {})
    assert [s.frame for s in response.sentences] == [None, "De nota van 2020 noemt 2 rollen:", None]
    assert [s.label for s in response.sentences] == [None, 1, 2]


@pytest.mark.parametrize(
    ("sentences", "sizes"),
    [
        ([], []),
        ([sentence("a"), sentence("b")], [1, 1]),
        ([sentence("a", Layout.ITEM), sentence("b", Layout.ITEM)], [2]),
        ([sentence("a", Layout.ITEM), sentence("b", Layout.ITEM, frame="En:")], [1, 1]),
        ([sentence("a"), sentence("b", Layout.ITEM), sentence("c")], [1, 1, 1]),
    ],
)
def test_items_stand_together_until_a_lead_in(sentences: Sequence[SentenceOut], sizes: list[int]) -> None:
    assert [len(block) for block in blocks_of(sentences)] == sizes


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("[1] en [a](b)", "\\[1\\] en \\[a\\](b)"),
        ("![x](y)", "!\\[x\\](y)"),
        ("# kop", "\\# kop"),
        ("- punt", "\\- punt"),
        ("1. eerst", "1\\. eerst"),
        ("3.1 miljoen", "3.1 miljoen"),
        ("snake_case en _schuin_", "snake_case en \\_schuin\\_"),
        ("a & b &lt; c", "a & b \\&lt; c"),
        ("`code` \\ C:\\map \\*", "\\`code\\` \\ C:\\map \\\\\\*"),
        ("~~weg~~ en ~50", "\\~\\~weg\\~\\~ en ~50"),
        ("VR_2023_1002_MED.0052", "VR_2023_1002_MED.0052"),
        ("5 * 3 < 20 en -5, #slim, ~50", "5 * 3 < 20 en -5, #slim, ~50"),
        ("---", "\\---"),
        ("* punt", "\\* punt"),
        ("> citaat", "\\> citaat"),
        ("2019-2024: 3,8 miljoen euro (indicatief).", "2019-2024: 3,8 miljoen euro (indicatief)."),
    ],
)
def test_what_would_be_markup_is_escaped(text: str, markdown: str) -> None:
    assert escaped(text) == markdown


MARKDOWN = MarkdownIt("commonmark").enable("strikethrough").enable("table")
ONE_LINE = st.text(alphabet="ab1 *_[]<>`\\#-+=.)&;~!|/:(x\"'é\u00a0").map(lambda text: " ".join(text.split()))


def read(markdown: str) -> str:
    """What a reader of Markdown sees of one paragraph; fails where any of it is markup."""
    opened, inline, closed = MARKDOWN.parse(markdown)
    assert (opened.type, inline.type, closed.type) == ("paragraph_open", "inline", "paragraph_close")
    children = inline.children or []
    assert {child.type for child in children} <= {"text", "text_special"}
    return "".join(child.content for child in children)


@given(ONE_LINE.filter(bool))
def test_a_reader_of_markdown_sees_the_text_itself(text: str) -> None:
    assert read(f"{escaped(text)} [1]") == f"{text} [1]"


@given(ONE_LINE)
def test_escaping_only_adds_backslashes(text: str) -> None:
    assert escaped(text).replace("\\", "") == text.replace("\\", "")


@given(st.lists(ONE_LINE.filter(bool), min_size=1, max_size=5))
def test_no_statement_is_dropped_or_altered(texts: list[str]) -> None:
    paragraphs = markdown_of([sentence(text) for text in texts]).split("\n\n")
    assert [read(paragraph) for paragraph in paragraphs] == [f"{text} [1]" for text in texts]


@given(st.lists(ONE_LINE.filter(bool), min_size=1, max_size=5), ONE_LINE.filter(bool))
def test_no_item_of_a_list_is_dropped_or_altered(texts: list[str], frame: str) -> None:
    items = [sentence(text, Layout.ITEM) for text in texts]
    items[0] = sentence(texts[0], Layout.ITEM, frame)
    tokens = MARKDOWN.parse(markdown_of(items))
    shown = ["".join(c.content for c in t.children or []) for t in tokens if t.type == "inline"]
    assert shown == [frame, *(f"{text} [1]" for text in texts)]
    assert [t.type for t in tokens].count("list_item_open") == len(texts)


def test_answer_ids_are_ulids_that_sort_by_time() -> None:
    ids = [new_answer_id() for _ in range(50)]
    assert len(set(ids)) == 50
    assert all(re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", one) for one in ids)
    assert [one[:10] for one in ids] == sorted(one[:10] for one in ids)


def test_the_plain_answer_groups_its_sources_by_document_and_place(answer: Answer) -> None:
    text = answer_markdown(response_of(answer, "gen-000001", {}))
    assert "\n\nLet op: De nota is van 2020.\n\nWat ontbreekt:\n- wie de voorzitter is\n\n" in text
    assert (
        "\n\nBronnen\n\nDe \\<nota> & meer · Smart Region Office · 17 juli 2020 · historisch\n"
        "- [1] [2] [3] Rollen van de Board · deel begint op bladzijde 5\n\n"
    ) in text


def test_the_plain_answer_quotes_what_it_does_not_say_word_for_word(answer: Answer) -> None:
    response = response_of(answer, "gen-000001", {})
    reworded = response.sentences[1].model_copy(update={"text": "De strategie.", "verbatim": False})
    response = response.model_copy(update={"sentences": [response.sentences[0], reworded]})
    assert "bladzijde 5\n  “de strategie bepalen”\n" in answer_markdown(response)


def twice_in_one_source(answer: Answer, words: str) -> list[list[int]]:
    """The numbers of two statements that cite the same words in two places."""
    first = answer.statements[0].citations[0]
    document = replace(first.document, text=f"{words}\n{words}\n", sections=(), lists=(), sentences=())
    starts = (0, len(words) + 1)
    statements = tuple(
        Statement(
            text=words,
            citations=(
                Citation(
                    document=document,
                    passage=replace(first.passage, start=0, end=len(document.text), text=document.text),
                    span=Span(start, start + len(words)),
                ),
            ),
        )
        for start in starts
    )
    response = response_of(replace(answer, statements=statements), "gen-000001", {})
    return [sentence.citations for sentence in response.sentences]


def test_a_sentence_that_stands_in_a_source_twice_keeps_its_number(answer: Answer) -> None:
    sentence = "De Vlaamse overheid en de steden bouwen samen aan een open architectuur."
    assert twice_in_one_source(answer, sentence) == [[1], [1]]
    assert twice_in_one_source(answer, "de middelen verdelen") == [[1], [2]]
