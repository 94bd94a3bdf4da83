"""The page Vragen over a small assistant."""

import json
from collections.abc import Callable
from datetime import date
from typing import NoReturn, Protocol

import pytest
from fastapi.testclient import TestClient

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Answer, Filters, Turn
from sro_assistant.errors import IndexMissingError
from sro_assistant.serve.pages.examples import EXAMPLES
from sro_assistant.serve.pages.questions import Asked
from sro_assistant.serve.render import response_of

QUESTION = "Wie zit er in de Board?"


class Page(Protocol):
    """A page that was read."""

    words: str
    html: str

    def all(self, tag: str) -> list[dict[str, str | None]]: ...

    @property
    def text(self) -> str: ...


class Remembering(Protocol):
    """What the fake assistant remembers."""

    asked: list[Request]


ClientOf = Callable[[Callable[[], object]], TestClient]
Read = Callable[[str], Page]
Ask = Callable[..., Page]


def events(body: str) -> list[tuple[str, dict[str, str]]]:
    """The events of a stream."""
    blocks = [block.split("\n") for block in body.removesuffix("\n\n").split("\n\n")]
    return [(n.removeprefix("event: "), json.loads(d.removeprefix("data: "))) for n, d in blocks]


def test_the_form_comes_after_the_notice_on_ai(client: TestClient, parsed: Read) -> None:
    html = client.get("/").text
    assert html.index("U praat met een AI-systeem.") < html.index("<form")
    assert parsed(html).all("html") == [{"lang": "nl"}]


@pytest.mark.parametrize("path", ["/", "/bronnen", "/bronnen/nota", "/bedankt"])
def test_a_page_has_one_first_heading_and_asks_nothing_of_other_hosts(path: str, read: Read) -> None:
    shown = read(path)
    assert len(shown.all("h1")) == 1
    loaded = [tag.get("href") or tag.get("src") or "" for tag in (*shown.all("link"), *shown.all("script"))]
    files = {"/static/style.css", "/static/page.js", *(["/static/questions.js"] if path == "/" else [])}
    assert {address.split("?")[0] for address in loaded} == {"data:,", *files}
    assert all("src" in tag for tag in shown.all("script"))


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/", [("/", "page")]),
        ("/bronnen", [("/bronnen", "page")]),
        ("/bronnen/nota", [("/bronnen", "true")]),
        ("/bedankt", []),
    ],
)
def test_the_navigation_says_where_the_reader_is(
    path: str, current: list[tuple[str, str]], read: Read
) -> None:
    links = read(path).all("a")
    assert [(a["href"], a["aria-current"]) for a in links if "aria-current" in a] == current


def test_every_field_has_a_label(read: Read) -> None:
    shown = read("/")
    assert [label.get("for") for label in shown.all("label")] == ["vraag", None, None, None]
    assert [(a["name"], a["value"]) for a in shown.all("input")] == [("bron", "nota")]
    assert [select["name"] for select in shown.all("select")] == ["vanaf", "tot"]


def test_each_kind_of_reader_has_examples(read: Read) -> None:
    shown = read("/")
    asked = [button["value"] for button in shown.all("button") if button.get("name") == "vraag"]
    assert asked == [question for group in EXAMPLES for question in group.questions]
    assert all(group.reader in shown.text for group in EXAMPLES)


def test_an_answer_links_each_statement_to_its_words_in_the_source(asked: Ask, read: Read) -> None:
    html = asked(QUESTION).html
    answer = html[html.index('class="answer"') : html.index("Wat ontbreekt")]
    assert answer.count('class="cite"') == 4
    cited = [a["href"] for a in asked(QUESTION).all("a") if a.get("class") == "cite"]
    source = read(cited[1] or "")
    assert [mark.get("id") for mark in source.all("mark")] == ["citaat"]
    assert "p-0002" in [span.get("id") for span in source.all("span")]


def test_an_answer_shows_everything_that_belongs_to_it(asked: Ask) -> None:
    text = asked(QUESTION).text
    for shown in (
        "Antwoord klaar, met 1 bron.",
        "Gedeeltelijk beantwoord",
        "De nota van 2020 noemt 2 rollen:",
        "Wat ontbreekt wie de voorzitter is",
        "Let op De nota is van 2020.",
        "17 juli 2020",
        "deel begint op bladzijde 5",
        "historisch",
        "Toon de 3 geciteerde zinnen",
        "Verder vragen Wat doet de Board?",
        "Vraag naar een programma.",
        "Helpt dit antwoord? Ja Nee",
    ):
        assert shown in text


def test_markup_in_a_source_or_a_question_stays_text(client: TestClient, parsed: Read) -> None:
    html = client.post("/vraag", data={"vraag": "<script>alert(1)</script> *wie*?"}).text
    assert all("src" in tag for tag in parsed(html).all("script"))
    assert "<b>" not in html
    assert "*anderzijds*" in html
    assert "De &lt;nota&gt; &amp; meer" in html


def test_items_keep_the_numbers_of_the_source(asked: Ask) -> None:
    assert [li["value"] for li in asked(QUESTION).all("li") if "value" in li] == ["1", "2"]


def test_a_declined_question_gets_guidance_and_what_the_sources_do_say(asked: Ask) -> None:
    shown = asked("Wie is de voorzitter?")
    assert "Ik vind hierover geen antwoord in de bronnen. Mail naar <sro>." in shown.text
    assert "Wat de bronnen wel zeggen" in shown.text
    assert "Geen antwoord gevonden in de bronnen." in shown.text


def test_the_stream_is_the_page_in_pieces(client: TestClient, asked: Ask, parsed: Read) -> None:
    response = client.post("/vraag/stroom", data={"vraag": QUESTION})
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    told = events(response.text)
    assert [name for name, _ in told] == ["begin", "sentence", "sentence", "sentence", "done"]
    assert (told[-1][1]["status"], told[-1][1]["question"]) == ("Antwoord klaar, met 1 bron.", QUESTION)
    pieces = parsed("".join(piece["html"] for _, piece in told)).text
    whole = asked(QUESTION).text
    assert pieces in whole


def test_a_link_asks_what_was_typed_and_only_a_follow_up_made_whole(answer: Answer) -> None:
    response = response_of(answer, "gen-000001", {})
    first = Asked(question=" wie zit er in de bord? ")
    second = Asked(question="En wie nog?", earlier=["Wat is de Board?"])
    assert (first.again(response), second.again(response)) == ("wie zit er in de bord?", QUESTION)


def test_each_answer_carries_its_link(client: TestClient) -> None:
    for path in ("/vraag", "/vraag/stroom"):
        html = client.post(path, data={"vraag": QUESTION}).text.replace('\\"', '"')
        assert f'data-link="{QUESTION}"' in html


def test_a_browser_may_keep_the_conversation_for_who_comes_back(client: TestClient) -> None:
    asked_page = client.post("/vraag", data={"vraag": QUESTION})
    assert (client.get("/").headers["cache-control"], asked_page.headers["cache-control"]) == (
        "no-cache", "no-store"
    )  # fmt: skip


@pytest.mark.parametrize("path", ["/vraag", "/vraag/stroom", "/feedback"])
def test_a_form_that_cannot_be_read_is_not_called_json(client: TestClient, path: str) -> None:
    kind = {"Content-Type": "multipart/form-data; boundary=XX"}
    reply = client.post(path, content=b"geen formulier", headers=kind)
    assert reply.status_code == 422
    assert "Het formulier kwam onleesbaar aan." in reply.text


def test_a_part_of_a_file_is_not_for_sale(client: TestClient) -> None:
    reply = client.get("/static/style.css", headers={"Range": "bytes=a-b"})
    assert (reply.status_code, reply.content) == (200, client.get("/static/style.css").content)


def test_a_streamed_item_joins_the_list_before_it(client: TestClient) -> None:
    told = events(client.post("/vraag/stroom", data={"vraag": QUESTION}).text)
    starts = [piece["html"].split()[0] for name, piece in told if name == "sentence"]
    assert starts == ["<p>De", "<p>De", "<li"]
    assert "<ol>" in told[2][1]["html"]


def test_a_stream_that_cannot_start_is_a_problem_in_dutch(client: TestClient) -> None:
    response = client.post("/vraag/stroom", data={"vraag": " "})
    assert (response.status_code, response.headers["content-type"]) == (422, "application/problem+json")
    assert response.json()["detail"]


def test_a_conversation_travels_in_the_form(asked: Ask, assistant: Remembering) -> None:
    first = asked(QUESTION, bron=["nota"], vanaf="2020", tot="2021")
    carried = [a["value"] or "" for a in first.all("input") if a["name"] == "eerder"]
    assert set(carried) == {QUESTION}
    asked("En hoe oud is die?", eerder=carried[:1], vanaf="")
    filters = Filters(
        documents=frozenset({"nota"}),
        published_after=date(2020, 1, 1),
        published_before=date(2021, 12, 31),
    )
    assert assistant.asked == [
        Request(question=QUESTION, filters=filters),
        Request(question="En hoe oud is die?", history=(Turn(question=QUESTION),)),
    ]


def test_the_chosen_filters_stay_chosen(asked: Ask) -> None:
    shown = asked(QUESTION, bron=["nota"], vanaf="2020")
    assert [a["value"] for a in shown.all("input") if "checked" in a] == ["nota"]
    assert "<option selected>2020</option>" in shown.html
    suggested = [(a["name"], a["value"]) for a in shown.all("input") if a.get("type") == "hidden"]
    assert [kept for kept in suggested if kept[0] != "eerder"][-2:] == [("bron", "nota"), ("vanaf", "2020")]


def test_a_long_conversation_keeps_its_last_twenty_questions(asked: Ask, assistant: Remembering) -> None:
    asked("En nu?", eerder=[f"Vraag {n}?" for n in range(30)])
    assert [turn.question for turn in assistant.asked[0].history] == [f"Vraag {n}?" for n in range(10, 30)]


@pytest.mark.parametrize("question", ["", "a" * 2001, "Wat\u0007?"])
def test_a_question_that_cannot_be_read_comes_back_in_the_form(
    client: TestClient, question: str, parsed: Read
) -> None:
    response = client.post("/vraag", data={"vraag": question, "eerder": "Wat is de Board?"})
    assert response.status_code == 422
    shown = parsed(response.text)
    assert question.strip() in shown.words
    assert [div["role"] for div in shown.all("div") if "role" in div and "hidden" not in div] == ["alert"]
    assert [a["value"] for a in shown.all("input") if a["name"] == "eerder"] == ["Wat is de Board?"]


def test_an_unknown_document_in_the_form_is_named(client: TestClient) -> None:
    response = client.post("/vraag", data={"vraag": "Wat?", "bron": "weg"})
    assert response.status_code == 422
    assert "‘weg’ bestaat niet" in response.text


@pytest.mark.parametrize("year", ["1", "twee", "20200"])
def test_a_year_that_is_none_is_refused(client: TestClient, year: str) -> None:
    response = client.post("/vraag", data={"vraag": "Wat?", "vanaf": year})
    assert response.status_code == 422
    assert "<h1>" in response.text


def test_a_file_in_place_of_a_question_is_refused(client: TestClient) -> None:
    response = client.post("/vraag", files={"vraag": ("vraag.txt", b"Wat?")})
    assert response.status_code == 422
    assert "<h1>" in response.text


def test_a_form_that_is_too_large_gets_a_page(client: TestClient) -> None:
    response = client.post("/vraag", data={"vraag": "a" * 300_000})
    assert response.status_code == 413
    assert "hoogstens 256 kB" in response.text


@pytest.mark.parametrize("path", ["/vraag", "/vraag/stroom"])
def test_a_kept_address_of_an_answer_leads_to_the_form(client: TestClient, path: str) -> None:
    response = client.get(path, follow_redirects=False)
    assert (response.status_code, response.headers["location"]) == (303, "/")


def test_failures_are_pages_in_dutch(client: TestClient, client_of: ClientOf, parsed: Read) -> None:
    def no_index() -> NoReturn:
        raise IndexMissingError("Er is nog geen index.")

    missing, broken = client.get("/bronnen/weg"), client.post("/vraag", data={"vraag": "Wat? boem"})
    waiting = client_of(no_index).get("/")
    assert [r.status_code for r in (missing, broken, waiting)] == [404, 500, 503]
    for response in (missing, broken, waiting):
        assert response.headers["content-type"] == "text/html; charset=utf-8"
        assert len(parsed(response.text).all("h1")) == 1


def test_pages_answer_head_requests(client: TestClient) -> None:
    paths = ("/", "/bronnen", "/bronnen/nota", "/bedankt")
    assert [client.head(path).status_code for path in paths] == [200] * len(paths)


def test_what_the_pages_load_is_small_and_packed(client: TestClient) -> None:
    files = ("style.css", "page.js", "questions.js")
    replies = [client.get(f"/static/{name}") for name in files]
    assert [reply.headers["content-encoding"] for reply in replies] == ["gzip"] * len(files)
    assert all(0 < len(reply.content) < 10_000 for reply in replies)


def test_a_browser_keeps_a_file_whose_address_names_its_version(client: TestClient, read: Read) -> None:
    address = next(link["href"] or "" for link in read("/").all("link") if link["rel"] == "stylesheet")
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/style.css").headers["cache-control"] == "no-store"
