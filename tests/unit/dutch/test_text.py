"""Canonical characters and sentence boundaries."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sro_assistant.dutch.text import canonical_characters, canonical_text, sentences


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences(text)]


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("een\u00a0zin", "een zin"),
        ("  veel \t ruimte \n hier ", "veel ruimte hier"),
        ("be\u00adleid", "beleid"),
        ("\ufeffBegin\u200b", "Begin"),
        ("cree\u0308ert", "creëert"),
        ("ﬁnancieel", "financieel"),
        ("regio’s “slim” – ja…", "regio’s “slim” – ja…"),
        ("", ""),
    ],
)
def test_text_becomes_canonical(fragment: str, expected: str) -> None:
    assert canonical_text(fragment) == expected


def test_canonical_characters_leave_white_space_as_it_was() -> None:
    assert canonical_characters("  a\tb\u200b  \n") == "  a\tb  \n"


@pytest.mark.parametrize(
    "text",
    [
        "Voor Vlaanderen formuleert de studie zes focusdomeinen, nl. Smart Mobility en vijf andere.",
        "De overlegstructuren (o.a. Werkgroep Smart Cities van VVSG) worden aangesproken.",
        "Een onderzoekscentrum, bv. VITO, of bvb. Imec helpt.",
        "Dit gebeurt i.s.m. Digitaal Vlaanderen en m.b.t. Lokaal Digitaal.",
        "De steun volgt art. 27 van de verordening.",
        "Zie nr. 5, blz. 12 en p. 45 van het regeerakkoord.",
        "De toepassingen worden verbonden (cfr. Vlaamse Open City Architectuur of VLOCA).",
        "Het deel over infrastructuur, p.45-46, staat vooraan.",
        "Minister-president J. Jambon en dr. A.-M. Peeters tekenden.",
        "De SRO brengt programma's, projecten, oplossingen... , samen om te leren.",
        "Domeinen zoals mobiliteit, milieu, water, inclusie, ... efficiënter aanpakken.",
        "Domeinen zoals lokale economie, mobiliteit, stadsvernieuwing, … efficiënter aanpakken.",
        "We waken over de leefbaarheid, robuustheid, inclusiviteit,... van steden.",
        "Er ging 850.000 euro naar VLOCA en 3.8 miljoen naar oproepen.",
        "Mail naar smartregionoffice@vlaanderen.be of kijk op www.vlaanderen.be/smart-region-office.",
        "De studie 'de ontwikkeling inzake smart cities. Landschapsanalyse en aanbevelingen' is klaar.",
        "Het boek “Slim. Slimmer. Slimst” ligt klaar.",
        "De regel (Zie verder. Die komt later.) blijft heel.",
        "In 2.0 is alles beter.",
        "Het programma loopt ca. 3 jaar en kost max. 5 euro.",
        "Dit duurt tot 12 jan. 2024 en niet langer.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert cut(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ("Bij VLAIO.", "Hieruit bleek een nood."),
        ("Dit is een ambitie uit het Regeerakkoord 2019-2024.", "Om dit te doen werkt men samen."),
        ("Dat besliste de regering op 20 december 2019.", "De subsidie volgde."),
        ("In 2017.", "3 agentschappen volgden."),
        ("Een oproep, een fonds enz.", "Daarna volgt de rest."),
        ("Smart retail e.d.", "Meer niet."),
        ("Lokale Besluiten als Open Data (LBLOD), ...", "Deze wordt gehanteerd."),
        ("Zit je met een vraag?", "Neem dan deel!", "Tot dan."),
        ("Stuur een bericht naar smartregionoffice@vlaanderen.be.", "We antwoorden snel."),
        ("Kijk op www.vlaanderen.be.", "Daar staat alles."),
        ("Hij zei: “Het werkt.”", "Daarna ging hij weg."),
        ("in een project: “hoe kan je de stad verbeteren?”.", "Nu volgt de rest."),
        ("Het kan (met steun van VLAIO).", "En zonder."),
        ("problematiek van vraag en aanbod,...", "Hier zijn redenen voor."),
        ("Er waren er 12.", "De rest kwam niet."),
        ("Dit is een art.", "Maar geen kunst."),
        ("De regio's groeien.", "Zo'n regio's voorbeeld telt.", "'s Avonds niet."),
    ],
)
def test_sentences_are_told_apart(parts: tuple[str, ...]) -> None:
    assert cut(" ".join(parts)) == list(parts)


def test_a_numbered_run_is_not_cut_after_its_numbers() -> None:
    text = "Er zijn 3 sporen: 1. Delen en leren. 2. VLOCA 3. Financiering."
    assert cut(text) == ["Er zijn 3 sporen: 1. Delen en leren.", "2. VLOCA 3. Financiering."]


@pytest.mark.parametrize("line", ["1. Kennis delen.", "- Kennis delen.", "12) Kennis delen."])
def test_a_marker_at_the_start_of_a_line_stays_outside(line: str) -> None:
    assert cut(line) == ["Kennis delen."]


def test_a_line_break_ends_a_sentence() -> None:
    assert cut("Kop zonder punt\n\nDaarna een zin.") == ["Kop zonder punt", "Daarna een zin."]


def test_nothing_has_no_sentences() -> None:
    assert cut(" \n\n ") == []


def test_a_long_run_of_stops_is_read_in_one_pass() -> None:
    text = "!" * 50_000 + "x"
    assert cut(text) == [text]


PROSE = st.text(alphabet=st.sampled_from(list("abz A B.!?…,;:()'\"“”‘’[]-–123\n é")), max_size=200)


@given(PROSE)
def test_sentences_stand_in_order_and_lose_only_white_space_and_markers(text: str) -> None:
    spans = sentences(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)
    covered = {i for s in spans for i in range(s.start, s.end)}
    lost = "".join(c for i, c in enumerate(text) if i not in covered)
    assert not [c for c in lost if c.isalpha()]
