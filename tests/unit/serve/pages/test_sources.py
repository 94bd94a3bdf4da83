"""The page Bronnen over one invented source: its list, its text, and a place beside an answer."""

from collections.abc import Callable
from typing import Protocol

import pytest
from fastapi.testclient import TestClient

from sro_assistant.domain import Document
from sro_assistant.serve.render import fingerprint

QUOTE = "de strategie bepalen"


class Page(Protocol):
    """A page that was read."""

    html: str

    def all(self, tag: str) -> list[dict[str, str | None]]: ...

    @property
    def text(self) -> str: ...


Read = Callable[[str], Page]


def place_of(document: Document, quote: str, check: str | None = None) -> str:
    """The part of an address that names a quote."""
    start = document.text.index(quote)
    checked = fingerprint(quote) if check is None else check
    return f"van={start}&tot={start + len(quote)}&controle={checked}"


def test_a_copy_leads_to_its_document(client: TestClient) -> None:
    response = client.get("/bronnen/nota_pdf", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, "/bronnen/nota")


@pytest.mark.parametrize(
    "query", ["van=5&tot=1", "van=a&tot=b", "van=1&tot=99999", "van=-1&tot=4", "van=1", "van=²&tot=3"]
)
def test_a_place_that_is_not_in_the_text_is_not_highlighted(query: str, read: Read) -> None:
    shown = read(f"/bronnen/nota?{query}")
    assert shown.all("mark") == []
    assert "De geciteerde zin staat niet meer op deze plaats" in shown.text


def test_words_that_changed_are_not_highlighted(document: Document, read: Read) -> None:
    assert len(read(f"/bronnen/nota?{place_of(document, QUOTE)}").all("mark")) == 1
    for path in ("/bronnen/nota", "/bronnen/nota/paneel"):
        shown = read(f"{path}?{place_of(document, QUOTE, check='00000000')}")
        assert shown.all("mark") == []
        assert "Er is daarom niets aangeduid." in shown.text


def test_a_source_shows_all_its_text_with_headings_and_lists(read: Read) -> None:
    shown = read("/bronnen/nota")
    assert len(shown.all("ol")) == 1
    assert [heading["id"] for heading in shown.all("h2")] == ["deel-0"]
    for words in ("Rollen van de Board", "<b>enerzijds</b>", "de strategie bepalen", "Slot & einde."):
        assert words in shown.text
    assert "Er is daarom niets aangeduid." not in shown.text
    assert "https://www.vlaanderen.be/nota" in [a["href"] for a in shown.all("a")]


def test_the_list_of_sources_leads_to_each_section(read: Read) -> None:
    shown = read("/bronnen")
    assert "/bronnen/nota#deel-0" in [a["href"] for a in shown.all("a")]
    for words in ("De <nota> & meer", "historisch", "17 juli 2020", "De nota is van 2020.", "1 deel"):
        assert words in shown.text


def test_beside_an_answer_stands_the_quote_in_its_context(document: Document, read: Read) -> None:
    place = place_of(document, QUOTE)
    shown = read(f"/bronnen/nota/paneel?{place}&nummer=2")
    assert shown.html.lstrip().startswith('<p class="back"><button')
    assert "Bron 2: De <nota> & meer" in shown.text
    assert "Rollen van de Board · deel begint op bladzijde 5" in shown.text
    assert f"<mark>{QUOTE}</mark>" in shown.html
    assert "De Board heeft deze rollen:" in shown.text
    assert f"/bronnen/nota?{place}#citaat" in [a["href"] for a in shown.all("a")]
    assert [field["name"] for field in shown.all("input")] == ["answer_id", "citation"]


def test_a_place_without_a_number_takes_no_verdict(document: Document, read: Read) -> None:
    shown = read(f"/bronnen/nota/paneel?{place_of(document, QUOTE)}")
    assert shown.all("form") == []
    assert "Bron 2" not in shown.text


def test_a_number_that_is_none_is_refused(client: TestClient) -> None:
    assert client.get("/bronnen/nota/paneel?nummer=<b>").status_code == 422


def test_an_unknown_source_has_no_panel(client: TestClient) -> None:
    assert client.get("/bronnen/weg/paneel").status_code == 404
