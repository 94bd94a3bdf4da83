"""Inwerken over an invented book."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from fastapi.testclient import TestClient

from sro_assistant.domain import Fact, PageSource, Part, Sheet, SheetKind, SheetStatus
from sro_assistant.domain.guide import (
    Authority,
    Body,
    Event,
    Guidebook,
    QuoteProof,
    SheetProof,
    Step,
    Term,
    TermKind,
)

GuidedBy = Callable[[tuple[Sheet, ...], Guidebook, date], TestClient]
TODAY = date(2026, 11, 21)
SHEET = Sheet(
    id="licht",
    name="Fonds Licht",
    kind=SheetKind.FUNDING,
    status=SheetStatus.UNKNOWN,
    stated="2023",
    facts=(Fact(part=Part.STATUS, text="Of Fonds Licht loopt, is niet bekend.", sources=("b1",)),),
    gathered=TODAY,
    check_with="het agentschap",
    check_address="https://example.org/licht",
    sources=(PageSource(id="b1", address="https://example.org", title="P", stated="2023", official=True),),
)
QUOTE = "de strategie bepalen"
QUOTED = QuoteProof(document_id="nota", quote=QUOTE)
BOOK = Guidebook(
    terms=(
        Term(term="SRO", kind=TermKind.ABBREVIATION, meaning="Smart Region Office", proofs=(QUOTED,)),
        Term(
            term="éénloket",
            kind=TermKind.CONCEPT,
            meaning="één plaats voor alles",
            aliases=("<loket>",),
            proofs=(QUOTED,),
        ),
    ),
    bodies=(
        Body(name="Raad", role="geeft raad", authority=Authority.ADVISES, proofs=(QUOTED,)),
        Body(
            name="Board",
            role="kiest",
            members="drie mensen",
            authority=Authority.DECIDES,
            proofs=(QUOTED, SheetProof(sheet_id="licht", part=Part.STATUS)),
        ),
    ),
    events=(Event(day="2021-10-01", text="Het begint.", proofs=(QUOTED,)),),
    steps=(
        Step(title="Wat het is", text="Een raad.", question="Wie bepaalt de strategie?", proofs=(QUOTED,)),
    ),
)


@pytest.fixture
def guided(guided_by: GuidedBy) -> TestClient:
    return guided_by((SHEET,), BOOK, TODAY)


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_page_is_whole_without_a_script(guided: TestClient) -> None:
    html = guided.get("/inwerken").text
    assert html.count("<h1") == 1
    assert "<script>" not in html
    assert " style=" not in html


def test_what_a_sheet_proves_leads_to_that_part_of_it(guided: TestClient) -> None:
    html = guided.get("/inwerken").text
    assert 'href="/programmawijzer/licht#status"' in html
    assert "Fiche Fonds Licht</a> (niet nagekeken door de SRO)" in html


def test_bodies_stand_under_what_they_do_those_that_decide_first(guided: TestClient) -> None:
    shown = text_of(guided.get("/inwerken").text)
    assert shown.index("Beslist Board : kiest. Leden: drie mensen.") < shown.index("Adviseert Raad")


def test_a_step_has_its_source_its_answer_and_a_way_to_ask(guided: TestClient) -> None:
    html = guided.get("/inwerken").text
    assert re.search(
        r"<details><summary>Toon het antwoord.*?<blockquote>de strategie bepalen", html, re.DOTALL
    )
    form = re.search(r'<form method="post" action="/vraag#antwoord">.*?value="([^"]*)"', html)
    assert form
    assert guided.post("/vraag", data={"vraag": form[1]}).status_code == 200


def test_the_timeline_gives_days_to_readers_and_to_machines(guided: TestClient) -> None:
    assert '<time datetime="2021-10-01">1 oktober 2021</time>' in guided.get("/inwerken").text


@pytest.mark.parametrize("searched", ["EENLOKET", "loket", " één  plaats "])
def test_a_term_is_found_by_its_name_meaning_or_other_name(guided: TestClient, searched: str) -> None:
    html = guided.get("/inwerken", params={"zoek": searched}).text
    assert "éénloket" in html
    assert "1 van de 2 begrippen" in html
    assert "&lt;loket&gt;" in html


def test_a_term_that_is_not_there_leaves_a_way_on(guided: TestClient) -> None:
    html = guided.get("/inwerken", params={"zoek": "<i>niets"}).text
    assert "0 van de 2 begrippen met “&lt;i&gt;niets”." in html
    assert "stel uw vraag" in html
