"""One line of light Markdown, taken apart."""

import pytest

from sro_assistant.ingest.parse.lines import Line, plain_words, read_line


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("**vet** en *schuin* en ***beide***", "vet en schuin en beide"),
        ("*Een regio zet **data en technologie** in*", "Een regio zet data en technologie in"),
        ("een **open eind", "een open eind"),
        ("<b>Strategie &amp; Governance</b>", "Strategie & Governance"),
        ("Slimme Regio's**<sup>1</sup>. Zo", "Slimme Regio's. Zo"),
        ("de nota[^1] zegt", "de nota zegt"),
        ("de nota¹ zegt", "de nota zegt"),
        ("100 m<sup>2</sup> en 5 km²", "100 m2 en 5 km²"),
        ('zie [de pagina](https://vlaanderen.be "titel") nu', "zie de pagina nu"),
        ("![logo](x.png) tekst", "tekst"),
        ("mail <sro@vlaanderen.be> nu", "mail sro@vlaanderen.be nu"),
        ("VR_2023_1002_MED.0052 en snake_case", "VR_2023_1002_MED.0052 en snake_case"),
        ("3 * 4 * 5 en a < b > c", "3 * 4 * 5 en a < b > c"),
        ("regel<br>einde", "regel einde"),
        ("Tom\\_s `code` \\*ster\\*", "Tom_s code *ster*"),
        ("AT&T en R&D; samen", "AT&T en R&D; samen"),
    ],
)
def test_markup_goes_and_words_stay(markup: str, expected: str) -> None:
    assert plain_words(markup) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("## **B. NOOD AAN OPSCHALING**", Line(text="B. NOOD AAN OPSCHALING", heading=2)),
        ("### ➤ **Voor de minister**", Line(text="Voor de minister", heading=3)),
        ("- ✓ Verschillende **invalshoeken**", Line(text="Verschillende invalshoeken", marker="-")),
        ("  - o Functioneren", Line(text="Functioneren", marker="-", indent=2)),
        ("• punt", Line(text="punt", marker="-")),
        ("o Actueel overzicht", Line(text="Actueel overzicht", marker="-")),
        ("o jee", Line(text="o jee")),
        ("3. Financiering.", Line(text="Financiering.", marker="3.")),
        ("b) tweede", Line(text="tweede", marker="b.")),
        ("2019. Daarna", Line(text="2019. Daarna")),
        ("- **Voor de minister**", Line(text="Voor de minister", marker="-", bold=True)),
        ("- **De lokale besturen:** steden", Line(text="De lokale besturen: steden", marker="-")),
        ("Thema\t**Aanbeveling**", Line(text="Thema Aanbeveling", cells=("Thema", "Aanbeveling"))),
        ("\tVraag & aanbod", Line(text="Vraag & aanbod", cells=("", "Vraag & aanbod"))),
    ],
)
def test_marks_are_taken_apart_from_words(raw: str, expected: Line) -> None:
    assert read_line(raw) == expected


def test_a_line_of_white_space_is_blank() -> None:
    assert read_line(" \u00a0 ").text == ""
