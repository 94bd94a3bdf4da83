"""Words, stems, compound parts and n-grams."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.tokens import fold, words
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError

COMPOUNDS = {
    "straatlampen": "straat lampen",
    "landschapsanalyse": "landschap analyse",
    "stadsvernieuwing": "stad vernieuwing",
    "groepsvrijstellingsverordening": "groep vrijstelling verordening",
    "softwarepakketten": "software pakketten",
    "aankoopcentrale": "aankoop centrale",
    "subsidiebedrag": "subsidie bedrag",
    "gemeentebestuur": "gemeente bestuur",
    "datakluizen": "data kluizen",
    "kennisdeling": "kennis deling",
    "kennisinstellingen": "kennis instellingen",
    "kenniscentrum": "kennis centrum",
    "klankbordgroep": "klankbord groep",
    "stuurgroep": "stuur groep",
    "werkgroep": "werk groep",
    "kernteam": "kern team",
    "werkbanken": "werk banken",
    "bouwplan": "bouw plan",
    "bouwstenen": "bouw stenen",
    "centrumsteden": "centrum steden",
    "stedenbeleid": "steden beleid",
    "overheidsopdrachten": "overheid opdrachten",
    "overheidsbeleid": "overheid beleid",
    "bedrijfsnetwerken": "bedrijf netwerken",
    "bedrijfssteun": "bedrijf steun",
    "samenwerkingsverbanden": "samenwerking verbanden",
    "samenwerkingsmodel": "samenwerking model",
    "financieringskanalen": "financiering kanalen",
    "financieringsinstrumenten": "financiering instrumenten",
    "projectsubsidie": "project subsidie",
    "projectoproep": "project oproep",
    "beleidsdomeinen": "beleid domeinen",
    "beleidsmakers": "beleid makers",
    "referentiekader": "referentie kader",
    "luchtkwaliteit": "lucht kwaliteit",
    "levenskwaliteit": "leven kwaliteit",
    "schaalvoordelen": "schaal voordelen",
    "marktwerking": "markt werking",
    "onderzoeksinstellingen": "onderzoek instellingen",
    "ondersteuningsprogramma": "ondersteuning programma",
    "digitaliseringsprojecten": "digitalisering projecten",
    "gemeenschapscommissie": "gemeenschap commissie",
    "milieumaatschappij": "milieu maatschappij",
    "rolverdeling": "rol verdeling",
    "groepsaankopen": "groep aankopen",
    "aanbodzijde": "aanbod zijde",
    "vraagzijde": "vraag zijde",
    "parkeerplaatsen": "parkeer plaatsen",
    "fietspaden": "fiets paden",
    "verkeerslichten": "verkeer lichten",
    "afvalbakken": "afval bakken",
    "vuilniswagen": "vuilnis wagen",
    "waterpeil": "water peil",
    "zonnepanelen": "zon panelen",
    "databeheer": "data beheer",
    "sensordata": "sensor data",
    "speerpuntclusters": "speerpunt clusters",
    "actieplan": "actie plan",
    "jaarbudget": "jaar budget",
    "contactpersoon": "contact persoon",
    "projectleider": "project leider",
    "stadhuis": "stad huis",
    "dienstverleningsmodellen": "dienstverlening modellen",
    "leefbaarheidsuitdagingen": "leefbaarheid uitdagingen",
    "investeringskracht": "investering kracht",
}
WHOLE_WORDS = """
    digitalisering standaardisering overheid overheden leefbaarheid landschap agentschap partnerschap
    maatregel maatschappelijk burgemeester minister platform standaard partner centrum document weekend
    website betaalbaar herbruikbaar duurzaamheid samenwerking samenstelling ondersteuning ontwikkeling
    vergadering financiering verwezenlijken strategisch interoperabiliteit organisatie kabinet artikel
    ecosysteem wetenschap universiteit internationaal wereldwijd beslissing doeltreffend
    openstellen inspirerende
""".split()


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.from_corpus(("groepsvrijstellingsverordening", "datakluis", "datakluizen", "SRB"))


@pytest.fixture(scope="module")
def analyzer(vocabulary: Vocabulary) -> Analyzer:
    return Analyzer(vocabulary)


def test_at_least_nineteen_in_twenty_compounds_split_into_the_parts_that_a_reader_sees(
    vocabulary: Vocabulary,
) -> None:
    wrong = {
        word: found
        for word, parts in COMPOUNDS.items()
        if (found := " ".join(vocabulary.split(word))) != parts
    }
    assert len(COMPOUNDS) >= 60
    assert len(wrong) <= len(COMPOUNDS) / 20, wrong


def test_words_with_suffixes_and_words_that_only_look_compounded_stay_whole(vocabulary: Vocabulary) -> None:
    assert {word: parts for word in WHOLE_WORDS if (parts := vocabulary.split(word))} == {}


@pytest.mark.parametrize("word", ["", "a", "srb", "3,8", "o.a.", "x" * 5_000, "straat" * 500, "ßß ßß"])
def test_odd_strings_are_not_compounds(vocabulary: Vocabulary, word: str) -> None:
    assert vocabulary.split(word) == ()


def test_a_vocabulary_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    vocabulary = Vocabulary.from_levels({"straat": 51, "lampen": 39, "abc": 0, "élan": 90})
    vocabulary.save(tmp_path / "words.txt")
    assert Vocabulary.load(tmp_path / "words.txt") == vocabulary


@pytest.mark.parametrize("content", ["", "straat lampen\nA\n", "straat\n\N{EURO SIGN}\n"])
def test_a_damaged_vocabulary_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "words.txt").write_text(content, "utf-8")
    with pytest.raises(IndexDamagedError, match="sro index"):
        Vocabulary.load(tmp_path / "words.txt")


def test_a_word_that_only_the_corpus_knows_is_rarer_than_common_ones(vocabulary: Vocabulary) -> None:
    assert 0 < vocabulary.level("datakluis") < vocabulary.level("data")
    assert vocabulary.level("onbestaandwoord") == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wie zit er in de SRB?", ("Wie", "zit", "er", "in", "de", "SRB")),
        (
            "3,8 miljoen euro/jaar, 850.000 in 2019-2024.",
            ("3,8", "miljoen", "euro", "jaar", "850.000", "in", "2019-2024"),
        ),
        (
            "Zo’n e-mail naar smartregionoffice@vlaanderen.be!",
            ("Zo'n", "e-mail", "naar", "smartregionoffice@vlaanderen.be"),
        ),
        ("programma's, o.a. smart-city", ("programma's", "o.a.", "smart-city")),
        ("(slimme) «stad»…", ("slimme", "stad")),
        ("", ()),
    ],
)
def test_words_are_taken_as_they_stand(text: str, expected: tuple[str, ...]) -> None:
    assert words(text) == expected


def test_folding_lowers_and_takes_accents_off() -> None:
    assert [fold(word) for word in ("Coördinatie", "CO2", "zo’n", "één", "ŒUVRE")] == [
        "coordinatie",
        "co2",
        "zo'n",
        "een",
        "œuvre",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stad", "steden"),
        ("gemeente", "gemeenten"),
        ("gemeente", "gemeentes"),
        ("kluis", "kluizen"),
        ("regio", "regio's"),
        ("programma", "programma’s"),
        ("slim", "slimme"),
        ("groot", "grote"),
        ("overheid", "overheden"),
        ("agentschap", "agentschappen"),
        ("technologie", "technologieën"),
        ("leden", "lid"),
        ("zes", "6"),
        ("dertien", "13"),
        ("vijftig", "50"),
        ("één", "1"),
        ("850.000", "850000"),
        ("3.8", "3,8"),
        ("1.234,50", "1234,50"),
        ("5de", "vijf"),
        ("krijgt", "krijgen"),
        ("beslist", "beslissen"),
        ("ondersteunt", "ondersteunen"),
        ("V.L.A.I.O.", "VLAIO"),
        ("IBN's", "IBN"),
        ("coördineren", "coordineren"),
    ],
)
def test_two_forms_of_a_word_share_their_first_term(analyzer: Analyzer, one: str, other: str) -> None:
    assert analyzer.terms(one)[:1] == analyzer.terms(other)[:1] != ()


@pytest.mark.parametrize(
    ("one", "other"), [("kracht", "krach"), ("punt", "pun"), ("beleid", "bellen"), ("board", "boord")]
)
def test_two_words_that_look_alike_keep_their_own_terms(analyzer: Analyzer, one: str, other: str) -> None:
    assert analyzer.terms(one) != analyzer.terms(other)


@pytest.mark.parametrize(
    ("text", "found_by"),
    [
        ("datakluizen", "kluis"),
        ("subsidiebedrag", "subsidies"),
        ("de smart city-initiatieven", "initiatief"),
        ("regeerperiode 2019-2024", "2024"),
        ("e-mail", "mail"),
        ("CO2-metingen", "meting"),
        ("centrumsteden", "stad"),
        ("driejarig programma's", "programma"),
    ],
)
def test_a_part_finds_the_whole(analyzer: Analyzer, text: str, found_by: str) -> None:
    assert set(analyzer.terms(found_by)) & set(analyzer.terms(text))


def test_stop_words_of_both_dutches_are_left_out(analyzer: Analyzer) -> None:
    assert analyzer.terms("Weet ge da? Wat is het, en hoeveel zijn er zo'n o.a.?") == ()


def test_grams_mark_the_ends_of_words_and_leave_stop_words_out(analyzer: Analyzer) -> None:
    assert analyzer.grams("de SRO") == ("#sr", "sro", "ro#", "#sro", "sro#", "#sro#")


def test_a_typing_error_shares_most_grams(analyzer: Analyzer) -> None:
    right, wrong = set(analyzer.grams("stadsvernieuwing")), set(analyzer.grams("stadvernieuwing"))
    assert len(right & wrong) > len(wrong) / 2


@given(st.text(max_size=80))
def test_any_text_gives_terms_without_white_space(text: str) -> None:
    analyzer = Analyzer(Vocabulary.from_levels({"straat": 51, "lampen": 39}))
    found = (*analyzer.terms(text), *analyzer.grams(text))
    assert all(term and not any(letter.isspace() for letter in term) for term in found)
