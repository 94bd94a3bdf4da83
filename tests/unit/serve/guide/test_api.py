"""The guide over HTTP, on one invented sheet and a guidebook of one item each."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pytest
from fastapi.testclient import TestClient

from sro_assistant.domain import (
    ApplicantRule,
    Fact,
    Organisation,
    PageSource,
    Part,
    QuoteSource,
    Sheet,
    SheetKind,
    SheetStatus,
)
from sro_assistant.domain.guide import Event, Guidebook, QuoteProof, SheetProof, Term, TermKind
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.programmes import Programmes
from sro_assistant.guide.relevance import Relevance
from sro_assistant.guide.sheets import Sheets
from sro_assistant.ports import Vectors
from sro_assistant.serve.guide.render import UNCHECKED, glossary_of, timeline_of

SHEET = Sheet(
    id="licht",
    name="Fonds Licht",
    kind=SheetKind.FUNDING,
    needs=("lampen kopen",),
    status=SheetStatus.UNKNOWN,
    stated="2023",
    facts=(
        Fact(
            part=Part.SUMMARY,
            text="Fonds Licht is enkel voor gemeenten.",
            sources=("b1", "c1"),
            rules=(ApplicantRule(allowed=frozenset({Organisation.MUNICIPALITY})),),
            warns=True,
        ),
        Fact(part=Part.STATUS, text="Of Fonds Licht loopt, is niet bekend.", sources=("b1",)),
    ),
    gathered=date(2026, 11, 21),
    check_with="het agentschap",
    check_address="https://example.org/licht",
    sources=(
        PageSource(id="b1", address="https://example.org", title="P", stated="2023", official=True),
        QuoteSource(id="c1", document_id="nota", quote="licht voor gemeenten"),
    ),
)
PROOF = QuoteProof(document_id="nota", quote="licht voor gemeenten")
BOOK = Guidebook(
    terms=(Term(term="SRO", kind=TermKind.ABBREVIATION, meaning="Smart Region Office", proofs=(PROOF,)),),
    events=(Event(day="2021", text="Het begint.", proofs=(SheetProof(sheet_id="licht", part=Part.STATUS),)),),
)
PAGE_OUT = {
    "kind": "page",
    "address": "https://example.org",
    "title": "P",
    "stated": "2023",
    "official": True,
}
QUOTE_OUT = {
    "kind": "quote",
    "document_id": "nota",
    "quote": "licht voor gemeenten",
    "href": "/bronnen/nota",
}


class OneEncoder:
    """Everything is alike."""

    name = "een"
    dimensions = 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), 1), dtype=np.float32)


def guide() -> Guide:
    programmes = Programmes(Sheets.of([SHEET]), Relevance([SHEET], OneEncoder(), str.split))
    return Guide(programmes=lambda: programmes, book=lambda: BOOK, today=lambda: date(2026, 11, 21))


@pytest.fixture
def guided(client: TestClient, assistant: object) -> TestClient:
    assistant.guide = guide()  # type: ignore[attr-defined]  # the fake of every face has no guide
    return client


def test_a_match_shows_every_criterion_with_its_sources(guided: TestClient) -> None:
    body = guided.post("/api/programmes/match", json={"need": "Onze gemeente wil lampen kopen"}).json()
    (match,) = body["matches"]
    assert (match["programme"]["id"], match["fit"]) == ("licht", "past")
    assert [(c["criterion"], c["verdict"]) for c in match["criteria"]] == [
        ("nood", "voldoet"),
        ("aanvrager", "voldoet"),
        ("samenwerking", "onbekend"),
        ("fase", "onbekend"),
        ("bedrag", "onbekend"),
        ("status", "onbekend"),
    ]
    warning = {
        "part": "kort",
        "text": "Fonds Licht is enkel voor gemeenten.",
        "warns": True,
        "sources": [PAGE_OUT, QUOTE_OUT],
    }
    assert (match["warnings"], match["criteria"][1]["evidence"]) == ([warning], [warning])
    assert match["programme"]["status"]["value"] == "onbekend"
    assert body["situation"]["organisation"] == "gemeente"
    assert body["notices"] == [UNCHECKED]


def test_what_is_told_is_checked(guided: TestClient) -> None:
    for wrong in ({"together": "ja"}, {"euros": 0}, {"organisation": "circus"}, {"need": "x" * 2001}):
        response = guided.post("/api/programmes/match", json=wrong)
        assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")


def test_programmes_come_with_their_facts_and_say_that_nobody_checked_them(guided: TestClient) -> None:
    (programme,) = guided.get("/api/programmes").json()["programmes"]
    assert (programme["gathered"], programme["checked_by_office"]) == ("2026-11-21", False)
    assert [fact["part"] for fact in programme["facts"]] == ["kort", "status"]
    assert programme["href"] == "/bronnen/fiche-licht"


def test_the_glossary_and_the_timeline_come_with_their_sources(guided: TestClient) -> None:
    assert guided.get("/api/glossary").json() == glossary_of(BOOK).model_dump(mode="json")
    assert guided.get("/api/glossary").json()["terms"][0]["sources"] == [QUOTE_OUT]
    assert guided.get("/api/timeline").json() == timeline_of(BOOK).model_dump(mode="json")
    assert guided.get("/api/timeline").json()["events"][0]["sources"] == [
        {"kind": "sheet", "programme_id": "licht", "part": "status"}
    ]


def test_without_a_guide_it_says_so(client: TestClient) -> None:
    response = client.get("/api/timeline")
    assert response.status_code == 404
    assert "geen gids" in response.json()["detail"]
