"""The corpus that ships, through the real parsers and the whole stage."""

import re
from pathlib import Path

import pytest

from sro_assistant.adapters.parsers import HtmlParser, MarkdownParser, PdfParser, TextParser
from sro_assistant.domain import Document, ListBlock
from sro_assistant.ingest.load import Corpus, load_corpus
from sro_assistant.ingest.split import MAX_WORDS

pytestmark = pytest.mark.functional

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(CORPUS, (TextParser(), MarkdownParser(), HtmlParser(), PdfParser()))


def document(corpus: Corpus, name: str) -> Document:
    return next(d for d in corpus.documents if d.source.id == name)


def intro(doc: Document, block: ListBlock) -> str:
    return doc.slice(block.intro) if block.intro else ""


def items(doc: Document, start: str) -> list[str]:
    """The items of the one list whose introduction contains these words."""
    (block,) = [block for block in doc.lists if start in intro(doc, block)]
    return [doc.slice(item) for item in block.items]


def test_every_file_serves_and_the_two_copies_are_one_document(corpus: Corpus) -> None:
    assert corpus.problems == ()
    assert [(d.source.id, d.copies) for d in corpus.documents] == [
        ("strategienota", ("strategienota", "strategienota_pdf")),
        ("mededeling", ("mededeling",)),
        ("smart_flanders", ("smart_flanders",)),
        ("webinar", ("webinar",)),
    ]


def test_the_better_spelled_copy_is_served(corpus: Corpus) -> None:
    text = document(corpus, "strategienota").text
    assert "datakluizen (Athumi)" in text
    assert "tussen middelenstromen en" in text
    assert "gebruiker-centraal aan te pakken" in text


RESIDUE = {
    "markup": r"\*\*|</?[a-z]+>|&[a-z]+;|(?m:^#)",
    "bullet glyphs": r"[✓➤•]|^- [-o] ",
    "invisible characters": "[\u00a0\u00ad\u200b\ufeff\t]",
    "contents": r"(?m:\.{4}|\s\d+$)",
    "copyright": r"©|Alle rechten voorbehouden",
    "navigation": r"(?m:^Lees meer|^Delen|^Publicatiedatum)",
    "double spaces": r"  | \n|\n\n\n",
    "comments": r"(?i:comment by|commented)",
    "words cut at a line end": r"(?m:\w-$)",
}


@pytest.mark.parametrize("kind", RESIDUE)
def test_no_residue_is_left(corpus: Corpus, kind: str) -> None:
    found = {d.source.id: re.findall(RESIDUE[kind], d.text) for d in corpus.documents}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_no_personal_comment_ships() -> None:
    for path in CORPUS.glob("*.*"):
        assert not re.search(r"comment by", path.read_text("utf-8"), re.IGNORECASE)


def test_every_span_slices_back(corpus: Corpus) -> None:
    for doc in corpus.documents:
        for section in doc.sections:
            assert doc.slice(section.span).startswith(section.heading)
        for sentence in doc.sentences:
            assert doc.slice(sentence) == doc.slice(sentence).strip() != ""
        for block in doc.lists:
            assert all(re.search(r"(?m:^(?:-|\d+\.) $)", doc.text[: item.start][-5:]) for item in block.items)


def test_passages_tile_their_sections_without_cutting_a_sentence(corpus: Corpus) -> None:
    for entry in corpus.loaded:
        doc, texts = entry.document, {p.text for p in entry.passages}
        for passage in entry.passages:
            (section,) = [s for s in doc.sections if s.span.contains(passage.span)]
            assert (passage.headings, passage.page) == (section.path, section.page)
            assert passage.text == doc.slice(passage.span)
            assert len(passage.text.split()) <= MAX_WORDS
            assert not [s for s in doc.sentences if s.overlaps(passage.span) and not passage.span.contains(s)]
        assert all(any(doc.slice(s) in text for text in texts) for s in doc.sentences)


def test_a_block_that_stands_twice_is_one_passage(corpus: Corpus) -> None:
    entry = next(e for e in corpus.loaded if e.document.source.id == "smart_flanders")
    assert entry.document.text.count("werken samen om in een co-creatief traject") == 2
    assert sum("werken samen om in een co-creatief traject" in p.text for p in entry.passages) == 1


def test_the_strategic_goals_of_both_notes_are_whole_lists(corpus: Corpus) -> None:
    goals_2020 = items(document(corpus, "mededeling"), "streven we 8 strategische doelstellingen na:")
    assert [goal.split()[0] for goal in goals_2020] == ["De", "Slimme", "Het", "De", "We", "Het", "We"]
    goals_2023 = items(document(corpus, "strategienota"), "volgende 6 strategische doelstellingen:")
    assert [goal.split()[1] for goal in goals_2023] == [
        "uitwerken", "faciliteren", "ondersteunen", "nastreven", "nastreven", "waken",
    ]  # fmt: skip


def test_the_operational_goals_are_one_list_of_six_over_their_explanations(corpus: Corpus) -> None:
    goals = items(document(corpus, "strategienota"), "geven de 6 operationele doelstellingen meer inzicht")
    assert [goal.split()[0] for goal in goals] == [
        "Katalyseren",
        "Aandacht",
        "Kennis",
        "Versterken",
        "Het",
        "Het",
    ]
    assert goals[2] == "Kennis delen in een netwerkmodel."


def test_focus_domains_and_building_blocks_are_whole_lists(corpus: Corpus) -> None:
    doc = document(corpus, "mededeling")
    assert items(doc, "zes smart city focusdomeinen, nl.") == [
        "Smart Mobility",
        "Smart Environment",
        "Smart Living",
        "Smart People",
        "Smart Government",
        "Smart Economy.",
    ]
    assert items(doc, "Deze 5 bouwstenen zijn:") == [
        "Strategie & Governance,",
        "Quadruple helix,",
        "Data & Technologie,",
        "Financiering en",
        "Human Capital.",
    ]


def test_the_eighteen_recommendations_stand_under_the_headings_of_their_rows(corpus: Corpus) -> None:
    doc = document(corpus, "mededeling")
    groups = (
        "Strategie & Governance",
        "Quadruple Helix",
        "Financiering",
        "Data & Technologie",
        "Human Capital",
    )
    found = {intro(doc, b): len(b.items) for b in doc.lists if intro(doc, b) in groups}
    assert found == dict(zip(groups, (4, 5, 4, 3, 2), strict=True))


def test_nested_items_keep_their_parent(corpus: Corpus) -> None:
    doc = document(corpus, "mededeling")
    assert len(items(doc, "De versterking van het Smart Flanders platform i.e.:")) == 4
    assert len(items(doc, "Smart Region Office als programmabureau, dat:")) == 2
    assert [item.split(":")[0] for item in items(doc, "in het nieuwe programma EFRO")] == ["EFRO", "Interreg"]


def test_sections_nest_as_the_notes_mean_them(corpus: Corpus) -> None:
    nota = [section.path for section in document(corpus, "strategienota").sections]
    roles = ("VISIE & MISSIE", "Rollen in het kader van de Smart Region werking")
    assert [path[-1] for path in nota if path[:-1] == (*roles, "Rollen van de SRB")] == [
        "Sturen", "Beslissen", "Capteren",
    ]  # fmt: skip
    assert [path[-1] for path in nota if path[:-1] == (*roles, "Rollen van de SRO")] == [
        "Uittekenen", "Coördineren", "Inspireren", "Signaleren", "Initiëren",
    ]  # fmt: skip
    mededeling = [section.path for section in document(corpus, "mededeling").sections]
    assert [path[-1][0] for path in mededeling if path[:-1] == ("4. UITDAGINGEN",)] == list("ABCDEFGHI")
    benches = ("7. PLAN VAN AANPAK", "B. WERKBANKEN")
    assert [path[-1] for path in mededeling if path[:-1] == benches] == [
        "1. Werkbank Use Cases",
        "2. Werkbank Digitaal Bouwplan",
        "3. Werkbank Matchmaking",
        "4. Werkbank Financiering",
    ]
    roles_2020 = ("7. PLAN VAN AANPAK", "D. FINANCIERING EN ROLVERDELING")
    assert [path[-1].split()[-1] for path in mededeling if path[:-1] == roles_2020] == ["AIV", "ABB", "EWI"]


def test_pages_come_from_the_table_of_contents(corpus: Corpus) -> None:
    pages = {s.heading: s.page for s in document(corpus, "strategienota").sections}
    assert pages["SITUERING EN CONTEXT"] == 2
    assert pages["Sturen"] == 3
    assert pages["Rollen van de SRO"] == 4
    assert pages["OPERATIONELE DOELSTELLINGEN"] == 6
    assert pages["Internationale werking"] == 7
    assert {s.page for s in document(corpus, "webinar").sections} == {None}


def test_sentences_that_a_page_break_cut_are_whole(corpus: Corpus) -> None:
    text = document(corpus, "mededeling").text
    for joined in (
        "elkaars smart city-werking te leren kennen",
        "de bouw van Digital Twins van de steden",
        "waar zowel ministers uit de Vlaamse overheid",
        "de ontwikkelde tools onderhouden",
        "aan de doelstellingen van deze nota",
    ):
        assert joined in text


def test_old_and_undated_sources_say_so(corpus: Corpus) -> None:
    told = {d.source.id: (d.source.published, d.source.validity.value) for d in corpus.documents}
    assert told == {
        "strategienota": ("2023", "current"),
        "mededeling": ("2020-07-17", "historical"),
        "smart_flanders": (None, "historical"),
        "webinar": (None, "unknown"),
    }
