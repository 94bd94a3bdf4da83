"""From lines to a document: unwrapping, headings, lists, offsets."""

from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from samples import source_file

from sro_assistant.domain import Document, ListBlock, Validity
from sro_assistant.ingest.parse.blocks import join_words
from sro_assistant.ingest.parse.clean import CleanText, clean
from sro_assistant.ingest.parse.structure import document_from
from sro_assistant.ports import RawLine

SOURCE = source_file(published=None, validity=Validity.UNKNOWN)


def document(text: str, contents: Mapping[str, int] | None = None) -> Document:
    cleaned = clean([RawLine(line) for line in text.split("\n")])
    return document_from(SOURCE, CleanText(lines=cleaned.lines, contents=contents or cleaned.contents))


def words(doc: Document, block: ListBlock) -> tuple[str | None, list[str]]:
    return (doc.slice(block.intro) if block.intro else None, [doc.slice(item) for item in block.items])


WRAPPED = """INLEIDING

De visie zet data in als een middel om uitdagingen zoals
mobiliteit en milieu op een meer efficiënte en gebruiker-
centraal georganiseerde manier aan te pakken in het be-
leid. De aanpak is gebruiker-centraal en het beleid telt
voor iedereen die hier woont, werkt of op bezoek komt.
Een tweede alinea begint op een nieuwe regel en loopt door
tot hier.

1. Een eerste doel dat over twee regels loopt omdat het zo

lang is.

2. Een tweede doel.
 Besluit

Dit is het einde van de nota, met nog een regel die breed
genoeg is.
"""


UNWRAPPED = (
    "De visie zet data in als een middel om uitdagingen zoals mobiliteit en milieu op een meer efficiënte "
    "en gebruiker-centraal georganiseerde manier aan te pakken in het beleid. De aanpak is "
    "gebruiker-centraal en het beleid telt voor iedereen die hier woont, werkt of op bezoek komt. "
    "Een tweede alinea begint op een nieuwe regel en loopt door tot hier."
)


def test_wrapped_lines_become_paragraphs_and_items() -> None:
    assert document(WRAPPED).text.split("\n") == [
        "INLEIDING",
        "",
        UNWRAPPED,
        "",
        "1. Een eerste doel dat over twee regels loopt omdat het zo lang is.",
        "2. Een tweede doel.",
        "",
        "Besluit",
        "",
        "Dit is het einde van de nota, met nog een regel die breed genoeg is.",
    ]


@pytest.mark.parametrize(
    ("text", "more", "known", "expected"),
    [
        ("het be-", "leid", {"beleid"}, "het beleid"),
        ("het be-", "leid", set(), "het beleid"),
        ("de gebruiker-", "centraal", {"gebruiker-centraal"}, "de gebruiker-centraal"),
        ("elkaars smart city-", "werking", {"city", "werking"}, "elkaars smart city-werking"),
        ("de samen-", "werking", {"samen", "werking", "samenwerking"}, "de samenwerking"),
        ("Vlaams-", "Nederlandse", set(), "Vlaams-Nederlandse"),
        ("het ICT-", "beleid", {"beleid"}, "het ICT-beleid"),
        ("efficiëntie-", "en duurzaamheidswinsten", set(), "efficiëntie- en duurzaamheidswinsten"),
        ("de jaren 2017-", "2019", set(), "de jaren 2017- 2019"),
        ("gewone", "woorden", set(), "gewone woorden"),
    ],
)
def test_a_divided_word_is_made_whole(text: str, more: str, known: set[str], expected: str) -> None:
    assert join_words(text, more, frozenset(known)) == expected


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Binnen die groep werkt men samen aan elkaars", "werking op dit thema."),
        ("Dit gaat over de bouw van", "Digital Twins van de steden."),
        ("Er zijn vragen, ideeën, plannen,", "en nog veel meer."),
        ("Deze medewerker draagt bij aan de doelstellingen", "van deze nota."),
    ],
)
def test_a_paragraph_cut_in_mid_sentence_is_joined(first: str, second: str) -> None:
    text = f"# Kop\n\n{first}\n\n7\n\n{second}\n\n## Nog een kop\n\nSlot."
    assert f"{first} {second}" in document(text).text


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Dit is af.", "imec doet mee."),
        ("Dit zijn ze:", "eerst dit."),
        ("Dit is een open regel", "Voor VLAIO telt dit."),
    ],
)
def test_a_finished_paragraph_stays_apart(first: str, second: str) -> None:
    assert f"{first}\n\n{second}" in document(f"# Kop\n\n{first}\n\n{second}\n\n## Kop\n\nSlot.").text


def test_numbering_decides_how_deep_headings_stand_where_marks_do_not_agree() -> None:
    doc = document(
        "# MEDEDELING\n\n## Samenvatting\n\nTekst.\n\n### 3. VISIE\n\nTekst.\n\n## **A. NOOD**\n\nTekst.\n\n"
        "### B. RICHTING\n\nTekst.\n\n### 1. Werkbank een\n\nTekst.\n\n#### 2. Werkbank twee\n\nTekst.\n\n"
        "# 7. PLAN\n\n## D. ROLLEN\n\nTekst.\n\n### ➤ **Voor de minister van ICT**\n\n- Een;\n\n"
        "- **Voor de minister van Economie**\n- Jaarlijkse oproep\n- Nog een"
    )
    assert [section.path for section in doc.sections] == [
        ("MEDEDELING",),
        ("Samenvatting",),
        ("3. VISIE",),
        ("3. VISIE", "A. NOOD"),
        ("3. VISIE", "B. RICHTING"),
        ("3. VISIE", "B. RICHTING", "1. Werkbank een"),
        ("3. VISIE", "B. RICHTING", "2. Werkbank twee"),
        ("7. PLAN",),
        ("7. PLAN", "D. ROLLEN"),
        ("7. PLAN", "D. ROLLEN", "Voor de minister van ICT"),
        ("7. PLAN", "D. ROLLEN", "Voor de minister van Economie"),
    ]
    assert all(section.level == len(section.path) for section in doc.sections)


def test_the_contents_tell_headings_and_pages_and_what_they_omit_stands_deeper() -> None:
    doc = document(
        "VISIE & MISSIE\n\nTekst van de visie.\n\nRollen in het algemeen\n\nRollen van de SRB\n\nSturen\n\n"
        "Sturen gaat zo.\n\nBeslissen\n\nDe SRB beslist.\n\nRollen van de SRO\n\nUitleg.\n\nBESLUIT\n\nSlot.",
        {"visiemissie": 2, "rolleninhetalgemeen": 3, "rollenvandesrb": 3, "rollenvandesro": 4, "besluit": 7},
    )
    general = ("VISIE & MISSIE", "Rollen in het algemeen")
    assert [(section.path, section.page) for section in doc.sections] == [
        (("VISIE & MISSIE",), 2),
        (general, 3),
        ((*general, "Rollen van de SRB"), 3),
        ((*general, "Rollen van de SRB", "Sturen"), 3),
        ((*general, "Rollen van de SRB", "Beslissen"), 3),
        ((*general, "Rollen van de SRO"), 4),
        (("BESLUIT",), 7),
    ]


def test_bare_lines_above_paragraphs_are_headings_and_an_acronym_is_no_chapter() -> None:
    long = (
        "De Vlaamse overheid en imec tekenen samen de architectuur VLOCA uit voor alle steden en gemeenten."
    )
    doc = document(f"Over het programma\n{long}\n\nVLOCA\n{long}\n\nHistoriek\n{long}\n{long}")
    assert [section.path for section in doc.sections] == [("Over het programma",), ("VLOCA",), ("Historiek",)]


def test_a_heading_with_a_stop_counts_where_a_list_announced_it() -> None:
    long = "In het vervolg zet de overheid verder in op het netwerk en op wat is ontstaan in de steden."
    doc = document(
        f"Sporen\n{long}\n1. Verhogen van de maturiteit.\n2. Geld.\n\nVerhogen van de maturiteit.\n{long}"
    )
    assert [section.heading for section in doc.sections] == ["Sporen", "Verhogen van de maturiteit."]


def test_an_address_is_no_row_of_headings() -> None:
    doc = document(
        "Contact\n\nSmart Region Office\n\nHavenlaan 88\n\nBrussel\n\nEen gewone zin volgt hier nog."
    )
    assert [section.path for section in doc.sections] == [()]


def test_a_text_without_headings_is_one_section() -> None:
    doc = document("Dit is een zin. En nog een.")
    assert [(s.heading, s.level, s.path, doc.slice(s.span)) for s in doc.sections] == [("", 0, (), doc.text)]


def test_a_numbering_that_counts_on_over_paragraphs_is_one_list() -> None:
    doc = document(
        "# Doelen\n\nDe drie doelen zeggen hoe.\n\n1. Kennis delen.\n\nDat is een uitleg.\n\nEn nog een.\n\n"
        "2. Samen werken.\n\nUitleg.\n\n3. Opschalen.\n\n# Anders\n\n4. Los punt."
    )
    assert [words(doc, block) for block in doc.lists] == [
        ("De drie doelen zeggen hoe.", ["Kennis delen.", "Samen werken.", "Opschalen."]),
        (None, ["Los punt."]),
    ]


def test_a_blank_line_does_not_end_a_list() -> None:
    doc = document("# Kop\n\nDit zijn ze, nl.\n\n- een\n- twee\n\n- drie\n\nSlot.\n\n# Kop")
    assert [words(doc, block) for block in doc.lists] == [("Dit zijn ze, nl.", ["een", "twee", "drie"])]


@pytest.mark.parametrize(
    ("sentence", "introduces"),
    [
        ("Dit zijn de elementen:", True),
        ("Deze 2 bouwstenen gelden.", True),
        ("We noemen er twee.", True),
        ("De volgende punten gelden.", True),
        ("Dit staat er los van.", False),
    ],
)
def test_a_list_keeps_the_sentence_that_introduces_it(sentence: str, introduces: bool) -> None:
    doc = document(f"# Kop\n\nEerst iets anders. {sentence}\n\n- Een punt.\n- Een punt meer.\n\n# Kop")
    assert words(doc, doc.lists[0])[0] == (sentence if introduces else None)


def test_another_kind_of_marker_or_a_new_count_begins_another_list() -> None:
    doc = document("# Kop\n\n1. een\n2. twee\n- los\n- vast\n1. weer een\n2. weer twee\n1. nog\n\n# Kop")
    assert [words(doc, block)[1] for block in doc.lists] == [
        ["een", "twee"],
        ["los", "vast"],
        ["weer een", "weer twee"],
        ["nog"],
    ]


def test_nested_items_hang_under_their_parent() -> None:
    doc = document("# Kop\n\nDit omvat:\n- Het platform, dat:\n  - stuurt\n  - leert\n- De rest.\n\n# Kop")
    assert [words(doc, block) for block in doc.lists] == [
        ("Dit omvat:", ["Het platform, dat:", "De rest."]),
        ("Het platform, dat:", ["stuurt", "leert"]),
    ]


def test_indents_that_a_converter_lost_are_mended() -> None:
    doc = document(
        "# Kop\n\n- Jaarlijkse oproep met geld.\n  - Aandacht voor EFRO en Interreg.\n    - EFRO: calls.\n"
        "    - Interreg: projecten.\n  - Overheidsopdrachten.\n- Communicatie.\n  - Een los punt.\n\n# Kop"
    )
    assert [words(doc, block) for block in doc.lists] == [
        (
            None,
            [
                "Jaarlijkse oproep met geld.",
                "Aandacht voor EFRO en Interreg.",
                "Overheidsopdrachten.",
                "Communicatie.",
                "Een los punt.",
            ],
        ),
        ("Aandacht voor EFRO en Interreg.", ["EFRO: calls.", "Interreg: projecten."]),
    ]


def test_a_grouped_table_is_a_list_for_each_group() -> None:
    doc = document(
        "# Kop\n\nThema\tAanbeveling\n<b>Geld &amp; meer</b>\tDe stromen optimaliseren\n\tInzicht bekomen "
        "(Het gebruik van) andere methodes stimuleren\n<b>Mensen</b>\tKennis (ABB) opbouwen\n\n# Kop"
    )
    assert [words(doc, block) for block in doc.lists] == [
        (
            "Geld & meer",
            ["De stromen optimaliseren", "Inzicht bekomen", "(Het gebruik van) andere methodes stimuleren"],
        ),
        ("Mensen", ["Kennis (ABB) opbouwen"]),
    ]
    assert doc.text.startswith("Kop\n\nThema | Aanbeveling\n\nGeld & meer\n- De stromen optimaliseren\n")


def test_a_plain_table_is_one_list_under_its_first_row() -> None:
    doc = document("# Kop\n\nStad\tAantal\nGent\t5\nBrugge\t6\n\n# Kop")
    assert [words(doc, block) for block in doc.lists] == [("Stad | Aantal", ["Gent | 5", "Brugge | 6"])]


def test_headings_are_no_sentences() -> None:
    doc = document("# Kop\n\nEen zin. Nog een.\n\n## Kop twee\n\n1. Een punt. Met uitleg.\n")
    assert [doc.slice(s) for s in doc.sentences] == ["Een zin.", "Nog een.", "Een punt.", "Met uitleg."]


LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.sampled_from(list("abcXYZ éë.,:;-*_#()<>&'’\"\t 0123456789…")), max_size=60),
        st.sampled_from(
            [
                "",
                "# Kop",
                "## 1. DEEL",
                "- punt",
                "  - dieper",
                "1. een",
                "2. twee",
                "A\tb",
                "\tc",
                "Een zin. En nog.",
            ]
        ),
    ),
    max_size=25,
)


@example([":\t", "\t:", "A\tb"])  # a table whose first row has nothing beside its heading
@given(LINES)
def test_offsets_slice_back_whatever_lines_go_in(lines: list[str]) -> None:
    doc = document("\n".join(lines))
    headings = [(doc.text[s.span.start : s.span.start + len(s.heading)], s.heading) for s in doc.sections]
    assert all(found == heading for found, heading in headings)
    spans = [s.span for s in doc.sections]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    for block in doc.lists:
        for span in (*block.items, *([block.intro] if block.intro else [])):
            assert doc.slice(span) == doc.slice(span).strip() != ""
            assert any(section.contains(span) for section in spans)
    for sentence in doc.sentences:
        assert doc.slice(sentence) == doc.slice(sentence).strip() != ""
        assert "\n" not in doc.slice(sentence)


@given(LINES)
def test_the_words_of_the_source_are_neither_changed_nor_reordered(lines: list[str]) -> None:
    cleaned = clean([RawLine(line) for line in lines])
    source = "".join("".join(line.text.split()) for line in cleaned.lines)
    doc = document_from(SOURCE, cleaned)
    assert _letters(doc.text) == _letters(source)


def _letters(text: str) -> str:
    return "".join(c for c in text if c.isalpha())
