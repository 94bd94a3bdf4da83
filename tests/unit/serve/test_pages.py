"""The public pages over a small assistant."""

from collections.abc import Callable
from html.parser import HTMLParser
from typing import NoReturn, Protocol

import pytest
from fastapi.testclient import TestClient

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Filters, Turn
from sro_assistant.errors import IndexMissingError
from sro_assistant.serve.pages import strong

ClientOf = Callable[[Callable[[], object]], TestClient]


class Asked(Protocol):
    """What the fake assistant remembers."""

    asked: list[Request]


class Page(HTMLParser):
    """The tags of a page with their attributes, and the text in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(self.words.split())


def page(client: TestClient, path: str) -> Page:
    response = client.get(path)
    assert response.status_code == 200
    return Page(response.text)


def asked(client: TestClient, question: str, **fields: list[str]) -> Page:
    response = client.post("/vraag", data={"vraag": question, **fields})
    assert response.status_code == 200
    return Page(response.text)


def test_the_form_comes_after_the_notice_on_ai(client: TestClient) -> None:
    html = client.get("/").text
    assert html.index("U praat met een AI-systeem.") < html.index("<form")
    assert Page(html).all("html") == [{"lang": "nl"}]


@pytest.mark.parametrize("path", ["/", "/bronnen", "/bronnen/nota"])
def test_a_page_has_one_first_heading_and_asks_nothing_of_other_hosts(client: TestClient, path: str) -> None:
    shown = page(client, path)
    assert len(shown.all("h1")) == 1
    assert shown.all("script") == []
    loaded = [link["href"] or "" for link in shown.all("link")]
    assert [href.split("?")[0] for href in loaded] == ["data:,", "/static/style.css"]


def test_every_field_has_a_label(client: TestClient) -> None:
    shown = page(client, "/")
    assert [label.get("for") for label in shown.all("label")] == ["vraag", None]
    assert [(a["name"], a["value"]) for a in shown.all("input")] == [("bron", "nota")]


def test_an_answer_links_each_statement_to_its_words_in_the_source(client: TestClient) -> None:
    shown = asked(client, "Wie zit er in de Board?")
    cited = [a["href"] for a in shown.all("a") if a.get("class") == "cite"]
    assert len(cited) == 4
    source = page(client, cited[1] or "")
    assert [mark.get("id") for mark in source.all("mark")] == ["citaat"]
    assert "p-0002" in [span.get("id") for span in source.all("span")]


def test_an_answer_shows_everything_that_belongs_to_it(client: TestClient) -> None:
    text = asked(client, "Wie zit er in de Board?").text
    for shown in (
        "Antwoord klaar, met 1 bron.",
        "De nota van 2020 noemt 2 rollen:",
        "Wat ontbreekt wie de voorzitter is",
        "17 juli 2020",
        "deel begint op bladzijde 5",
        "historisch",
        "Vraag naar een programma.",
    ):
        assert shown in text


def test_markup_in_a_source_or_a_question_stays_text(client: TestClient) -> None:
    html = client.post("/vraag", data={"vraag": "<script>alert(1)</script> *wie*?"}).text
    assert "<script" not in html
    assert "<b>" not in html
    assert "*anderzijds*" in html
    assert "De &lt;nota&gt; &amp; meer" in html


def test_items_keep_the_numbers_of_the_source(client: TestClient) -> None:
    shown = asked(client, "Wie zit er in de Board?")
    assert [li["value"] for li in shown.all("li") if "value" in li] == ["1", "2"]


def test_a_declined_question_gets_guidance_and_what_the_sources_do_say(client: TestClient) -> None:
    shown = asked(client, "Wie is de voorzitter?")
    assert "Ik vind hierover geen antwoord in de bronnen. Mail naar <sro>." in shown.text
    assert "Wat de bronnen wel zeggen" in shown.text
    assert len(shown.all("strong")) == 2


def test_a_conversation_travels_in_the_form(client: TestClient, assistant: Asked) -> None:
    first = asked(client, "Wie zit er in de Board?", bron=["nota"])
    carried = [a["value"] or "" for a in first.all("input") if a["name"] == "eerder"]
    assert set(carried) == {"Wie zit er in de Board?"}
    asked(client, "En hoe oud is die?", eerder=carried[:1])
    assert assistant.asked == [
        Request(question="Wie zit er in de Board?", filters=Filters(documents=frozenset({"nota"}))),
        Request(question="En hoe oud is die?", history=(Turn(question="Wie zit er in de Board?"),)),
    ]


def test_a_long_conversation_keeps_its_last_twenty_questions(client: TestClient, assistant: Asked) -> None:
    asked(client, "En nu?", eerder=[f"Vraag {n}?" for n in range(30)])
    assert [turn.question for turn in assistant.asked[0].history] == [f"Vraag {n}?" for n in range(10, 30)]


@pytest.mark.parametrize("question", ["", "a" * 2001, "Wat\u0007?"])
def test_a_question_that_cannot_be_read_comes_back_in_the_form(client: TestClient, question: str) -> None:
    response = client.post("/vraag", data={"vraag": question, "eerder": "Wat is de Board?"})
    assert response.status_code == 422
    shown = Page(response.text)
    assert question.strip() in shown.words
    assert [div["role"] for div in shown.all("div") if "role" in div] == ["alert"]
    assert [a["value"] for a in shown.all("input") if a["name"] == "eerder"] == ["Wat is de Board?"]


def test_an_unknown_document_in_the_form_is_named(client: TestClient) -> None:
    response = client.post("/vraag", data={"vraag": "Wat?", "bron": "weg"})
    assert response.status_code == 422
    assert "‘weg’ bestaat niet" in response.text


def test_a_file_in_place_of_a_question_is_refused(client: TestClient) -> None:
    response = client.post("/vraag", files={"vraag": ("vraag.txt", b"Wat?")})
    assert response.status_code == 422
    assert "<h1>" in response.text


def test_a_form_that_is_too_large_gets_a_page(client: TestClient) -> None:
    response = client.post("/vraag", data={"vraag": "a" * 300_000})
    assert response.status_code == 413
    assert "hoogstens 256 kB" in response.text


def test_a_kept_address_of_an_answer_leads_to_the_form(client: TestClient) -> None:
    response = client.get("/vraag", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_a_copy_leads_to_its_document(client: TestClient) -> None:
    response = client.get("/bronnen/nota_pdf", follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (307, "/bronnen/nota")


@pytest.mark.parametrize(
    "query", ["van=5&tot=1", "van=a&tot=b", "van=1&tot=99999", "van=-1&tot=4", "van=1", "van=²&tot=3"]
)
def test_a_place_that_is_not_in_the_text_is_not_highlighted(client: TestClient, query: str) -> None:
    shown = page(client, f"/bronnen/nota?{query}")
    assert shown.all("mark") == []
    assert "De plaats in dit adres bestaat niet in deze tekst." in shown.text


def test_a_source_shows_all_its_text_with_headings_and_lists(client: TestClient) -> None:
    shown = page(client, "/bronnen/nota")
    assert len(shown.all("ol")) == 1
    assert len(shown.all("h2")) == 1
    for words in ("Rollen van de Board", "<b>enerzijds</b>", "de strategie bepalen", "Slot & einde."):
        assert words in shown.text
    assert "De plaats in dit adres" not in shown.text
    assert "https://www.vlaanderen.be/nota" in [a["href"] for a in shown.all("a")]


def test_failures_are_pages_in_dutch(client: TestClient, client_of: ClientOf) -> None:
    def no_index() -> NoReturn:
        raise IndexMissingError("Er is nog geen index.")

    missing, broken = client.get("/bronnen/weg"), client.post("/vraag", data={"vraag": "Wat? boem"})
    waiting = client_of(no_index).get("/")
    assert [r.status_code for r in (missing, broken, waiting)] == [404, 500, 503]
    for response in (missing, broken, waiting):
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert len(Page(response.text).all("h1")) == 1


def test_pages_answer_head_requests(client: TestClient) -> None:
    assert [client.head(path).status_code for path in ("/", "/bronnen", "/bronnen/nota")] == [200, 200, 200]


def test_the_style_sheet_is_small(client: TestClient) -> None:
    assert 0 < len(client.get("/static/style.css").content) < 8 * 1024


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("**Nee.** Mail <sro>.", "<strong>Nee.</strong> Mail &lt;sro&gt;."),
        ("een ** los", "een ** los"),
        ("<b>", "&lt;b&gt;"),
    ],
)
def test_only_our_own_bold_words_become_markup(text: str, html: str) -> None:
    assert str(strong(text)) == html


def test_many_quotes_of_one_source_are_folded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "geciteerde zinnen" not in asked(client, "Wie zit er in de Board?").text
    monkeypatch.setattr("sro_assistant.serve.words.SHOWN_QUOTES", 2)
    assert "Toon de 3 geciteerde zinnen" in asked(client, "Wie zit er in de Board?").text
