from pathlib import Path

import pytest

from sro_assistant.dutch.phrasebook import Entry, Kind
from sro_assistant.errors import CorpusError
from sro_assistant.ingest.curated.lexicon import read_lexicon


def write(folder: Path, name: str, text: str) -> Path:
    (folder / "lexicon").mkdir(exist_ok=True)
    (folder / "lexicon" / name).write_text(text, "utf-8")
    return folder


def test_a_translation_has_an_entry_a_language(tmp_path: Path) -> None:
    text = '[[term]]\nnl = ["subsidie"]\nen = ["grant", "grants"]\nfr = []\nbuiten = true\n'
    assert read_lexicon(write(tmp_path, "vertalingen.toml", text)) == (
        Entry(kind=Kind.ENGLISH, typed=("grant", "grants"), meant=("subsidie",), outside=True),
    )


def test_synonyms_work_both_ways_or_one(tmp_path: Path) -> None:
    text = '[[groep]]\nwoorden = ["geld", "middelen"]\n[[groep]]\nvan = ["poen"]\nnaar = ["budget"]\n'
    assert read_lexicon(write(tmp_path, "synoniemen.toml", text)) == (
        Entry(kind=Kind.SYNONYM, typed=("geld",), meant=("middelen",)),
        Entry(kind=Kind.SYNONYM, typed=("middelen",), meant=("geld",)),
        Entry(kind=Kind.SYNONYM, typed=("poen",), meant=("budget",)),
    )


def test_a_former_name_is_told_and_one_of_two_names_is_not(tmp_path: Path) -> None:
    text = (
        '[[naam]]\noud = ["AIV"]\nnieuw = ["DV"]\nsoort = "later"\nmelding = "AIV heet nu DV."\n'
        '[[naam]]\noud = ["KCVS"]\nnieuw = ["Kenniscentrum"]\nsoort = "zelfde"\nmelding = "Twee namen."\n'
    )
    assert read_lexicon(write(tmp_path, "namen.toml", text)) == (
        Entry(kind=Kind.NAME, typed=("AIV",), meant=("DV",), notice="AIV heet nu DV."),
        Entry(kind=Kind.NAME, typed=("KCVS",), meant=("Kenniscentrum",)),
        Entry(kind=Kind.NAME, typed=("Kenniscentrum",), meant=("KCVS",)),
    )


def test_an_abbreviation_stands_for_its_name_and_back_where_the_sources_use_it(tmp_path: Path) -> None:
    text = (
        '[[afkorting]]\nkort = "SRB"\nlang = ["Smart Region Board"]\nin_de_bronnen = true\n'
        '[[afkorting]]\nkort = "DV"\nlang = ["Digitaal Vlaanderen"]\nin_de_bronnen = false\nzoek = ["AIV"]\n'
    )
    assert read_lexicon(write(tmp_path, "afkortingen.toml", text)) == (
        Entry(kind=Kind.ABBREVIATION, typed=("SRB",), meant=("Smart Region Board",)),
        Entry(kind=Kind.ABBREVIATION, typed=("Smart Region Board",), meant=("SRB",)),
        Entry(kind=Kind.ABBREVIATION, typed=("DV",), meant=("Digitaal Vlaanderen", "AIV")),
    )


def test_a_corpus_without_a_lexicon_has_no_entries(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path) == ()


@pytest.mark.parametrize(
    "text", ["[[term]", 'term = "x"', "[[term]]\nen = 3", '[[term]]\nen = ["a", 2]', "[term]\nen = []"]
)
def test_a_broken_file_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(CorpusError, match=r"vertalingen\.toml"):
        read_lexicon(write(tmp_path, "vertalingen.toml", text))


def test_a_block_without_its_first_field_is_told_which_one_in_dutch(tmp_path: Path) -> None:
    home = write(tmp_path, "afkortingen.toml", '[[afkorting]]\nlang = ["Smart Region Board"]\n')
    with pytest.raises(CorpusError) as told:
        read_lexicon(home)
    assert str(told.value) == (
        "afkortingen.toml in de map lexicon is niet leesbaar (het veld 'kort' ontbreekt). "
        "Herstel het bestand; bovenaan staat hoe."
    )


def test_a_file_that_is_no_utf_8_is_told_so_in_dutch(tmp_path: Path) -> None:
    home = write(tmp_path, "namen.toml", "")
    (home / "lexicon" / "namen.toml").write_bytes("oud = 'café'".encode("cp1252"))
    with pytest.raises(CorpusError, match="het is geen tekst in UTF-8"):
        read_lexicon(home)
