"""Passages: whole sentences, never across a section."""

import re

from hypothesis import given
from hypothesis import strategies as st
from samples import source_file

from sro_assistant.domain import Document, Validity
from sro_assistant.ingest.parse.clean import clean
from sro_assistant.ingest.parse.structure import document_from
from sro_assistant.ingest.split import MAX_WORDS, split
from sro_assistant.ports import RawLine

SOURCE = source_file(published=None, validity=Validity.UNKNOWN)


def document(text: str) -> Document:
    return document_from(SOURCE, clean([RawLine(line) for line in text.split("\n")]))


def sentence(words: int, first: str = "Woord") -> str:
    return " ".join([first, *["woord"] * (words - 1)]) + "."


def sizes(text: str) -> list[int]:
    return [len(passage.text.split()) for passage in split(document(text))]


def test_a_passage_carries_its_place_and_its_headings() -> None:
    doc = document("# Titel\n\n## 1. DEEL\n\nEen zin. Nog een.\n\n## 2. DEEL\n\nSlot.")
    assert [(p.id, p.document_id, p.headings, p.text, doc.slice(p.span)) for p in split(doc)] == [
        ("nota:0001", "nota", ("1. DEEL",), "Een zin. Nog een.", "Een zin. Nog een."),
        ("nota:0002", "nota", ("2. DEEL",), "Slot.", "Slot."),
    ]


def test_a_small_section_is_a_passage_of_its_own() -> None:
    assert sizes("# Een\n\nKort.\n\n# Twee\n\nOok kort.") == [1, 2]


def test_a_long_section_is_cut_evenly_between_paragraphs() -> None:
    paragraphs = "\n\n".join(sentence(40, first) for first in ("Noord", "Oost", "Zuid", "West"))
    assert sizes(f"# Een\n\n{paragraphs}\n\n# Twee\n\nSlot.") == [80, 80, 1]


def test_a_sentence_longer_than_a_passage_stays_whole() -> None:
    assert sizes(f"# Een\n\n{sentence(200)} {sentence(60)}\n\n# Twee\n\nSlot.") == [200, 60, 1]


def test_a_short_list_stays_with_its_introduction() -> None:
    doc = document(
        f"# Een\n\n{sentence(70)} Dit zijn ze:\n\n- een\n- twee\n- drie\n\n{sentence(70)}\n\n# Twee"
    )
    assert split(doc)[0].text.endswith("Dit zijn ze:\n\n- een\n- twee\n- drie")


def test_a_long_list_is_cut_between_items_and_its_introduction_goes_with_the_first() -> None:
    items = "\n".join(f"{n}. {sentence(50)}" for n in range(1, 5))
    passages = split(document(f"# Een\n\n{sentence(60)} Dit zijn de 4 doelen:\n{items}\n\n# Twee"))
    assert all(re.match(r"Dit zijn|Woord|\d\. Woord", passage.text) for passage in passages)
    assert any("doelen:\n\n1. Woord" in passage.text for passage in passages)


def test_an_item_with_its_explanation_below_it_starts_the_passage() -> None:
    explained = "\n\n".join(f"{n}. Doel nummer {n}.\n\n{sentence(70)}" for n in range(1, 4))
    passages = split(document(f"# Een\n\n{explained}\n\n# Twee"))
    assert [passage.text[:2] for passage in passages] == ["1.", "2.", "3."]


def test_a_block_that_stands_twice_is_found_once() -> None:
    block = sentence(30)
    texts = [
        p.text
        for p in split(
            document(f"# Een\n\n{block}\n\n# Twee\n\nKort.\n\n# Een\n\n{block}\n\n# Drie\n\nKort.")
        )
    ]
    assert texts == [block, "Kort.", "Kort."]


WORDS = st.integers(min_value=1, max_value=70)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=5).map(lambda sizes: " ".join(sentence(n) for n in sizes))
LIST = st.lists(WORDS, min_size=1, max_size=6).map(lambda sizes: "\n".join(f"- {sentence(n)}" for n in sizes))
HEADING = st.sampled_from(["# Een", "## Twee", "### 1. Drie"])


@given(st.lists(st.one_of(PARAGRAPH, LIST, HEADING), max_size=12))
def test_passages_tile_the_sections_without_cutting_a_sentence(blocks: list[str]) -> None:
    doc = document("\n\n".join(blocks))
    passages = split(doc)
    for passage in passages:
        (section,) = [s for s in doc.sections if s.span.contains(passage.span)]
        assert (passage.headings, passage.text) == (section.path, doc.slice(passage.span))
        inside = doc.sentences_in(passage.span)
        assert len(passage.text.split()) <= MAX_WORDS + 7 or len(inside) == 1
        assert not any(s.overlaps(passage.span) and not passage.span.contains(s) for s in doc.sentences)
    texts = {passage.text for passage in passages}
    for sentence_span in doc.sentences:
        assert any(doc.slice(sentence_span) in text for text in texts)
