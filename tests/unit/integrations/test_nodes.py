"""Answers and passages as llama-index nodes."""

import pytest
from llama_index.core.schema import MetadataMode, NodeWithScore
from samples import source_file

from sro_assistant.domain import (
    Answer,
    Channel,
    Citation,
    Document,
    Language,
    Layout,
    Mode,
    Passage,
    Query,
    RetrievedPassage,
    Span,
    Statement,
    Status,
    Validity,
    Why,
)
from sro_assistant.integrations.nodes import node_of_passage, numbered

FACT = "De Board stuurt de werking aan."
FIRST, SECOND = "de strategie bepalen", "de middelen verdelen"
TEXT = f"{FACT}\n1. {FIRST}\n2. {SECOND}\n"
SOURCE = source_file(title="De nota", published=None, validity=Validity.UNKNOWN)
DOCUMENT = Document(source=SOURCE, text=TEXT, sections=(), lists=(), sentences=(), copies=())
PASSAGE = Passage(
    id="nota:0001",
    document_id="nota",
    start=0,
    end=len(TEXT),
    headings=("Rollen", "De Board"),
    page=None,
    text=TEXT,
)
QUERY = Query(question="Wie?", meant="Wie?", resolved="Wie?", dutch="Wie?", language=Language.DUTCH, terms={})


def cite(words: str) -> Citation:
    start = TEXT.index(words)
    return Citation(document=DOCUMENT, passage=PASSAGE, span=Span(start, start + len(words)))


def answer(*statements: Statement, retrieved: tuple[RetrievedPassage, ...] = ()) -> Answer:
    return Answer(
        question="Wie?",
        status=Status.ANSWERED if statements else Status.NOT_FOUND,
        mode=Mode.EXTRACTIVE,
        query=QUERY,
        statements=statements,
        related=() if statements else (Statement(text=FACT, citations=(cite(FACT),)),),
        guidance="" if statements else "Ik vind hierover geen antwoord.",
        retrieved=retrieved,
    )


def shown(found: tuple[NodeWithScore, ...]) -> list[tuple[str, str, float | None]]:
    return [(hit.node_id, hit.node.get_content(), hit.score) for hit in found]


def test_the_same_words_keep_their_number_and_a_list_stands_under_its_lead_in() -> None:
    told = numbered(
        answer(
            Statement(text=FACT, citations=(cite(FACT),)),
            Statement(text=FIRST, citations=(cite(FIRST),), layout=Layout.ITEM, frame="Twee rollen:"),
            Statement(text=SECOND, citations=(cite(SECOND), cite(FACT)), layout=Layout.ITEM, heading="Geld"),
        )
    )
    assert told.text == f"{FACT} [1]\nTwee rollen:\n- {FIRST} [2]\n- Geld: {SECOND} [3][1]"
    assert shown(told.nodes) == [
        ("nota:0-31", FACT, None),
        ("nota:35-55", FIRST, None),
        ("nota:59-79", SECOND, None),
    ]
    assert [hit.node.metadata["number"] for hit in told.nodes] == [1, 2, 3]


def test_a_quote_has_the_score_of_the_passage_that_was_retrieved() -> None:
    hit = RetrievedPassage(passage=PASSAGE, score=0.5, why=Why(channels={Channel.KEYWORDS: 1.0}, terms=()))
    told = numbered(answer(Statement(text=FACT, citations=(cite(FACT),)), retrieved=(hit,)))
    assert shown(told.nodes) == [("nota:0-31", FACT, 0.5)]


def test_a_declined_answer_is_its_guidance_with_what_is_near() -> None:
    told = numbered(answer())
    assert (told.text, told.nodes) == ("Ik vind hierover geen antwoord.", ())
    assert shown(told.related) == [("nota:0-31", FACT, None)]
    assert told.related[0].node.metadata["number"] is None


def test_a_passage_says_where_it_comes_from() -> None:
    node = node_of_passage(PASSAGE, SOURCE, base="https://sro.voorbeeld.be")
    assert (node.node_id, node.text, node.ref_doc_id) == ("nota:0001", TEXT, "nota")
    assert (node.start_char_idx, node.end_char_idx) == (0, len(TEXT))
    assert node.metadata["href"] == "https://sro.voorbeeld.be/bronnen/nota#p-0001"


@pytest.mark.parametrize("mode", [MetadataMode.LLM, MetadataMode.EMBED])
def test_a_model_reads_what_helps_a_reader_and_no_addresses_or_offsets(mode: MetadataMode) -> None:
    read = node_of_passage(PASSAGE, SOURCE, base="https://sro.voorbeeld.be").get_content(metadata_mode=mode)
    assert "title: De nota" in read
    assert "section: Rollen \u203a De Board" in read
    for hidden in ("href", "passage_id", "start:", "document_id"):
        assert hidden not in read
