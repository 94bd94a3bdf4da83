"""Abbreviations mined from texts, and what they add to a question."""

from pathlib import Path

import pytest

from sro_assistant.dutch.lexicon import Abbreviation, Lexicon, mine_abbreviations
from sro_assistant.dutch.tokens import words
from sro_assistant.errors import IndexDamagedError

LEXICON = Lexicon(
    (
        Abbreviation("SRB", "Smart Region Board"),
        Abbreviation("VVSG", "Vereniging van Vlaamse Steden en Gemeenten"),
        Abbreviation("IBN", "Innovatieve Bedrijfsnetwerken"),
    )
)


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        (
            "een Vlaamse Open City Architectuur (VLOCA) uit te tekenen",
            "VLOCA",
            "Vlaamse Open City Architectuur",
        ),
        ("door Agentschap Binnenlands Bestuur (ABB), VLAIO", "ABB", "Agentschap Binnenlands Bestuur"),
        ("Een aantal Innovatieve Bedrijfsnetwerken (IBN's) hebben", "IBN", "Innovatieve Bedrijfsnetwerken"),
        (
            "zoals Lokale Besluiten als geLinkte Open Data (LBLOD), ...",
            "LBLOD",
            "Lokale Besluiten als geLinkte Open Data",
        ),
        ("de Vlaamse Gemeenschapscommissie (VGC) voor Brussel", "VGC", "Vlaamse Gemeenschapscommissie"),
        ("de Vlaamse gemeenschapscommissie (VGC) voor Brussel", "VGC", "Vlaamse gemeenschapscommissie"),
        ("het Agentschap Informatie Vlaanderen (AIV) en", "AIV", "Agentschap Informatie Vlaanderen"),
        (
            "dat het Programma Innovatieve Overheidsopdrachten (PIO) er",
            "PIO",
            "Programma Innovatieve Overheidsopdrachten",
        ),
        ("de Smart Region Board (SRB)", "SRB", "Smart Region Board"),
        (
            "de Vereniging van Vlaamse Steden en Gemeenten (VVSG), het",
            "VVSG",
            "Vereniging van Vlaamse Steden en Gemeenten",
        ),
        ("het Kenniscentrum Vlaamse Steden (KCVS)", "KCVS", "Kenniscentrum Vlaamse Steden"),
        ("het Agentschap Innoveren & Ondernemen (VLAIO) -", "VLAIO", "Agentschap Innoveren & Ondernemen"),
        ("Application programming interfaces (API's)", "API", "Application programming interfaces"),
        ("de **Vlaamse Milieumaatschappij (VMM)**", "VMM", "Vlaamse Milieumaatschappij"),
        ("cfr Vlaamse Open City Architectuur of VLOCA).", "VLOCA", "Vlaamse Open City Architectuur"),
        (
            "voor OSLO (Open Standaarden voor Linkende Organisaties)",
            "OSLO",
            "Open Standaarden voor Linkende Organisaties",
        ),
    ],
)
def test_a_name_that_the_letters_spell_is_mined(text: str, short: str, long: str) -> None:
    assert mine_abbreviations([text]) == (Abbreviation(short, long),)


@pytest.mark.parametrize(
    "text",
    [
        "grootschalige (digitale) infrastructuurwerven",
        "(Het gebruik van) andere, meer innovatieve aankoopmethodes",
        "datakluizen (Athumi), Vlaamse",
        "de Vereniging van Vlaamse Steden en Gemeenten (VMSG)",
        "(imec, VITO, ...)",
        "Slimme Stad ('Smart City') oplossingen",
        "het beleid. Een (VR) toestel",
        "de steden of VVSG",
        "",
    ],
)
def test_a_bracket_that_spells_nothing_is_left_alone(text: str) -> None:
    assert mine_abbreviations([text]) == ()


def test_the_same_name_is_mined_once_and_the_first_spelling_is_kept() -> None:
    texts = ["Smart Region Office (SRO)", "Smart Region office (SRO) en Smart Region Board (SRB)"]
    assert mine_abbreviations(texts) == (
        Abbreviation("SRB", "Smart Region Board"),
        Abbreviation("SRO", "Smart Region Office"),
    )


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie zit er in de SRB?", {"SRB": ("smart", "region", "board")}),
        ("wat doen ibn's", {"ibn's": ("innovatieve", "bedrijfsnetwerken")}),
        ("Wat beslist de smart region board?", {"smart region board": ("srb",)}),
        (
            "Wat is de vereniging van Vlaamse steden en gemeenten?",
            {"vereniging van Vlaamse steden en gemeenten": ("vvsg",)},
        ),
        ("een innovatief bedrijfsnetwerk", {"innovatief bedrijfsnetwerk": ("ibn",)}),
        ("Wat is een smart region?", {}),
        ("Wie zit in de board van de smart region?", {}),
        ("", {}),
    ],
)
def test_an_abbreviation_expands_both_ways(question: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert LEXICON.expansions(words(question)) == expected


def test_a_short_form_with_two_names_adds_the_words_of_both() -> None:
    lexicon = Lexicon((Abbreviation("AI", "Agentschap Informatie"), Abbreviation("AI", "Actie Inclusie")))
    assert lexicon.expansions(["AI"]) == {"AI": ("agentschap", "informatie", "actie", "inclusie")}


def test_a_lexicon_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    LEXICON.save(tmp_path / "lexicon.json")
    assert Lexicon.load(tmp_path / "lexicon.json") == LEXICON


@pytest.mark.parametrize("content", ["", "[]", '{"abbreviations": [{"short": "A"}]}', '{"abbreviations": 3}'])
def test_a_damaged_lexicon_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "lexicon.json").write_text(content, "utf-8")
    with pytest.raises(IndexDamagedError, match="sro index"):
        Lexicon.load(tmp_path / "lexicon.json")
