"""The pages of the guide on the sheets that ship: nothing left out, every quote in its place."""

import gzip
import html
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from sro_assistant.answer.shelves import Shelves
from sro_assistant.domain import QuoteSource, Sheet
from sro_assistant.domain.guide import QuoteProof
from sro_assistant.guide.criteria import bounds
from sro_assistant.serve.application import create_app
from sro_assistant.serve.guide.places import Places
from sro_assistant.settings import Settings
from sro_assistant.wiring import open_shelves

pytestmark = pytest.mark.functional

FIRST_LOAD = 15_000
"""The most that a page may weigh, compressed, in bytes."""
SITUATIONS = (
    "nood=slimme+afvalophaling&organisatie=gemeente&samen=ja&partijen=4&inwoners=48.000&fase=uitrol",
    "nood=een+Europees+project+over+klimaat&organisatie=gemeente&samen=ja&fase=piloot&bedrag=2.000.000",
    "nood=winkels+en+handel+ondersteunen+met+data&organisatie=provincie",
    "nood=inwoners+helpen+met+digitale+vaardigheden&organisatie=ocmw",
    "nood=subsidie+voor+een+slimme+stad&organisatie=vgc",
    "organisatie=onderneming&thema=open+data",
    "nood=besluiten+van+de+gemeenteraad+publiceren&organisatie=intergemeentelijk",
    "fase=aankoop&bedrag=50.000",
)


@pytest.fixture(scope="module")
def shelves(settings: Settings) -> Iterator[Shelves]:
    opened = open_shelves(settings)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def client(shelves: Shelves, settings: Settings) -> Iterator[TestClient]:
    unlimited = settings.model_copy(update={"rate_per_minute": 0})
    with TestClient(create_app(lambda: shelves, unlimited)) as opened:
        yield opened


def page(client: TestClient, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    assert len(gzip.compress(response.content)) <= FIRST_LOAD, path
    return response.text


def text_of(markup: str) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", markup).split()))


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_every_quote_of_the_guide_is_found_in_the_documents_that_are_served(shelves: Shelves) -> None:
    places = Places(shelves)
    quotes = [(p.document_id, p.quote) for p in shelves.guide.book().proofs if isinstance(p, QuoteProof)]
    quotes += [
        (source.document_id, source.quote)
        for sheet in shelves.guide.programmes().sheets.all
        for source in sheet.sources
        if isinstance(source, QuoteSource)
    ]
    assert [quote for name, quote in quotes if places.place(name, quote) is None] == []


def test_every_programme_shows_each_of_its_facts_and_where_to_check(
    client: TestClient, shelves: Shelves
) -> None:
    sheets = shelves.guide.programmes().sheets.all
    assert sheets
    for sheet in sheets:
        markup = page(client, f"/programmawijzer/{sheet.id}")
        shown = text_of(markup)
        assert [fact.text for fact in sheet.facts if squeezed(fact.text) not in shown] == []
        assert html.escape(sheet.check_address) in markup
        assert "niet nagekeken door de Smart Region Office" in shown


@pytest.mark.parametrize("query", SITUATIONS)
def test_a_programme_is_never_shown_without_its_exclusions_and_thresholds(
    query: str, client: TestClient, shelves: Shelves
) -> None:
    markup = page(client, f"/programmawijzer?{query}")
    cards = re.findall(
        r'<h4 class="card-title"><a href="/programmawijzer/(\w+)\?(.*?)</details>', markup, re.DOTALL
    )
    assert cards
    for name, card in cards:
        sheet = shelves.guide.programmes().sheets.by_id(name)
        assert isinstance(sheet, Sheet)
        shown = text_of(f"<{card}")
        assert [fact.text for fact in bounds(sheet) if squeezed(fact.text) not in shown] == []
        assert "Controleer altijd of een programma of oproep nog loopt." in shown
        assert ("status: open" in shown) <= (sheet.open_until is not None)


def test_every_citation_of_the_onboarding_page_leads_to_highlighted_words(client: TestClient) -> None:
    links = set(re.findall(r'href="(/bronnen/[^"]*van=[^"]*)"', page(client, "/inwerken")))
    assert links
    for link in links:
        path, _, anchor = html.unescape(link).partition("#")
        source = client.get(path).text
        assert "<mark" in source, link
        assert f'id="{anchor}"' in source, link


@pytest.mark.parametrize(
    "path", ["/programmawijzer", "/inwerken", "/bronnen", "/over", "/privacy", "/toegankelijkheid"]
)
def test_a_page_is_light(path: str, client: TestClient) -> None:
    assert "<h1" in page(client, path)
