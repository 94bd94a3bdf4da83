"""The HTTP API over a small assistant."""

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import NoReturn, Protocol, cast

import pytest
from fastapi.testclient import TestClient

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Answer, Document, Filters, Mode, Turn, Validity
from sro_assistant.errors import IndexMissingError
from sro_assistant.serve.application import create_app
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.http.logs import JsonLines
from sro_assistant.settings import Settings

ClientOf = Callable[[Callable[[], object]], TestClient]
KILOBYTE = 1024
PROBLEM = "application/problem+json"


class Asked(Protocol):
    """What the fake assistant remembers."""

    asked: list[Request]
    searched: list[tuple[str, int, Filters]]
    refused: str | None
    model: str | None


class Asking(Protocol):
    """What answers in the place of one that is slow."""

    def ask(self, request: Request) -> Answer: ...


class Reply(Protocol):
    """What is looked at in a response."""

    @property
    def status_code(self) -> int: ...

    @property
    def headers(self) -> Mapping[str, str]: ...

    @property
    def text(self) -> str: ...

    def json(self) -> dict[str, object]: ...


def no_index() -> NoReturn:
    raise IndexMissingError("Er is nog geen index in /een/pad/van/ons.")


def assert_problem(response: Reply, status: int) -> str:
    """The detail of a problem that has the right shape."""
    assert response.status_code == status
    assert response.headers["content-type"] == PROBLEM
    body = response.json()
    assert body["status"] == status
    assert body["type"] == "about:blank"
    assert body["title"]
    assert "Traceback" not in response.text
    return str(body["detail"])


def test_an_answer_has_the_fields_of_the_contract(client: TestClient) -> None:
    body = client.post("/api/ask", json={"question": "Wie zit er in de Board?"}).json()
    assert set(body) == {
        "answer_id", "status", "mode", "answer", "sentences", "citations", "missing", "related", "notices",
        "suggestions", "query", "approved", "abbreviations", "generation", "model", "timings_ms",
    }  # fmt: skip
    assert (body["status"], body["mode"], body["generation"]) == ("partial", "extractive", "gen-000007")
    assert body["query"] == {"resolved": "Wie zit er in de Board?", "language": "nl"}
    assert body["timings_ms"]["total"] >= 0


def test_every_quote_stands_in_the_text_that_the_api_serves(client: TestClient) -> None:
    citations = client.post("/api/ask", json={"question": "Wie zit er in de Board?"}).json()["citations"]
    text = client.get("/api/documents/nota").json()["text"]
    assert [text[c["start"] : c["end"]] for c in citations] == [c["quote"] for c in citations]
    assert [c["number"] for c in citations] == [1, 2, 3]


def test_a_request_reaches_the_assistant_whole(client: TestClient, assistant: Asked) -> None:
    body = {
        "question": "  Wie zit er in de Board?  ",
        "history": [{"question": "Wat is de Board?", "answer": "Een raad."}, {"question": "En nu?"}],
        "filters": {
            "documents": ["nota", "nota"],
            "validities": ["historical"],
            "published_after": "2020-01-01",
            "published_before": None,
        },
        "mode": "extractive",
        "bank": False,
        "unknown": "passed over",
    }
    assert client.post("/api/ask", json=body).status_code == 200
    assert assistant.asked == [
        Request(
            question="  Wie zit er in de Board?  ",
            history=(Turn(question="Wat is de Board?", answer="Een raad."), Turn(question="En nu?")),
            filters=Filters(
                documents=frozenset({"nota"}),
                validities=frozenset({Validity.HISTORICAL}),
                published_after=date(2020, 1, 1),
            ),
            mode=Mode.EXTRACTIVE,
            bank=False,
        )
    ]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ({}, "“question” dit veld ontbreekt"),
        ([], "De inhoud moet een object zijn"),
        ("vraag", "De inhoud moet een object zijn"),
        (None, "De inhoud moet een object zijn"),
        ({"question": 5}, "“question” moet tekst zijn"),
        ({"question": ""}, "De vraag is leeg"),
        ({"question": " \n "}, "De vraag is leeg"),
        ({"question": "a" * 2001}, "De vraag is te lang"),
        ({"question": "Wat\u0007?"}, "stuurtekens"),
        ({"question": "Wat?", "mode": "x"}, "'auto', 'extractive' of 'generative'"),
        ({"question": "Wat?", "bank": "ja"}, "“bank” moet true of false zijn"),
        ({"question": "Wat?", "history": [{"question": "Q"}] * 21}, "“history” mag hoogstens 20 waarden"),
        ({"question": "Wat?", "history": {"question": "Q"}}, "“history” moet een lijst zijn"),
        ({"question": "Wat?", "history": [{}]}, "“history.0.question” dit veld ontbreekt"),
        ({"question": "Wat?", "filters": {"document": ["nota"]}}, "“filters.document” is een onbekend veld"),
        ({"question": "Wat?", "filters": {"documents": []}}, "“filters.documents” moet minstens 1 waarde"),
        ({"question": "Wat?", "filters": {"published_after": "2022"}}, "zoals 2022-01-31"),
        ({"question": "Wat?", "filters": {"published_after": "2022-02-31"}}, "zoals 2022-01-31"),
        ({"question": "Wat?", "filters": {"published_after": 1643587200}}, "zoals 2022-01-31"),
        ({"question": "Wat?", "filters": "nota"}, "“filters” moet een object zijn"),
    ],
)
def test_what_cannot_be_used_is_named_in_dutch(client: TestClient, body: object, detail: str) -> None:
    response = client.post("/api/ask", content=json.dumps(body), headers={"content-type": "application/json"})
    assert detail in assert_problem(response, 422)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b'{"question": NaN}',
        b'{"question": 1e999}',
        b"\xff\xfe\x00",
        b'{"question": "\xff"}',
        b'{"question": "\\ud800"}',
        b'{"question": "\\ud800 wat?", "history": [{"question": "\\udfff"}]}',
        b'{"question": "Wat?", "filters": {"documents": ["\\ud800"]}}',
        b'{"question": "Wat?", "filters": {"\\ud800": 1}}',
        b'{"question": "Wat?", "mode": "\\ud800"}',
        b"[" * 100_000,
        b'{"question": ' + b"9" * 10_000 + b"}",
        b'{"question": "Wat?", "history": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        json.dumps({"question": "Wat\u0000?"}).encode(),
    ],
)
def test_broken_json_is_never_our_failure(client: TestClient, content: bytes) -> None:
    response = client.post("/api/ask", content=content, headers={"content-type": "application/json"})
    assert assert_problem(response, 422)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_what_is_not_sent_as_json_is_told_how(client: TestClient, media_type: str) -> None:
    response = client.post("/api/ask", content=b'{"question": "Wat?"}', headers={"content-type": media_type})
    assert "Content-Type: application/json" in assert_problem(response, 415)


def test_a_body_that_is_too_large_is_refused_by_its_length(client: TestClient) -> None:
    body = {"question": "a" * 300 * KILOBYTE}
    assert "256 kB" in assert_problem(client.post("/api/ask", json=body), 413)


def test_a_body_that_is_too_large_is_refused_while_it_streams(client: TestClient) -> None:
    def stream() -> Iterator[bytes]:
        for _ in range(300):
            yield b" " * KILOBYTE

    response = client.post("/api/ask", content=stream(), headers={"content-type": "application/json"})
    assert_problem(response, 413)


def test_an_unknown_address_and_method_are_told_in_dutch(client: TestClient) -> None:
    assert "Dit adres bestaat niet" in assert_problem(client.get("/api/nergens"), 404)
    refused = client.get("/api/ask")
    assert "HTTP-methode" in assert_problem(refused, 405)
    assert refused.headers["allow"] == "POST"


def test_an_unknown_document_or_passage_is_not_found(client: TestClient) -> None:
    assert "‘weg’" in assert_problem(client.get("/api/documents/weg"), 404)
    assert "‘nota:9999’" in assert_problem(client.get("/api/passages/nota:9999"), 404)
    assert "‘weg’" in assert_problem(client.get("/api/search?q=a&documents=nota,weg"), 404)
    filtered = {"question": "Wat?", "filters": {"documents": ["nota", "weg"]}}
    for path in ("/api/ask", "/api/ask/stream"):
        assert "‘weg’" in assert_problem(client.post(path, json=filtered), 404)


def test_search_gives_the_passages_with_the_reason(client: TestClient, assistant: Asked) -> None:
    body = client.get("/api/search", params={"q": "board", "k": 1, "documents": "nota, nota_pdf"}).json()
    assert assistant.searched == [("board", 1, Filters(documents=frozenset({"nota", "nota_pdf"})))]
    (passage,) = body["passages"]
    assert passage["passage_id"] == "nota:0001"
    assert passage["why"] == {"channels": {"keywords": 0.75}, "terms": ["board"]}
    assert body["query"] == {"resolved": "board", "language": "nl"}


@pytest.mark.parametrize(
    ("query", "detail"),
    [
        ("", "“q” dit veld ontbreekt"),
        ("q=", "De vraag is leeg"),
        ("q=a&k=0", "“k” moet minstens 1 zijn"),
        ("q=a&k=51", "“k” mag hoogstens 50 zijn"),
        ("q=a&k=veel", "“k” moet een geheel getal zijn"),
        ("q=%00", "stuurtekens"),
    ],
)
def test_a_search_that_cannot_be_done_says_why(client: TestClient, query: str, detail: str) -> None:
    assert detail in assert_problem(client.get(f"/api/search?{query}"), 422)


def test_the_documents_are_listed_and_a_copy_finds_its_document(
    client: TestClient, document: Document
) -> None:
    (listed,) = client.get("/api/documents").json()["documents"]
    whole = client.get("/api/documents/nota_pdf").json()
    assert listed["copies"] == ["nota_pdf"]
    assert {name: whole[name] for name in listed} == listed
    assert whole["text"] == document.text
    assert [p["text"] for p in whole["passages"]] == [
        whole["text"][p["start"] : p["end"]] for p in whole["passages"]
    ]
    assert client.get("/api/passages/nota:0002").json()["href"] == "/bronnen/nota#p-0002"


def test_without_an_index_it_lives_but_is_not_ready(client_of: ClientOf) -> None:
    client = client_of(no_index)
    assert client.get("/healthz").json()["status"] == "ok"
    assert "sro_index_info{" not in client.get("/metrics").text
    for path in ("/readyz", "/api/documents", "/api/search?q=a"):
        response = client.get(path)
        assert "/een/pad" not in assert_problem(response, 503)
        assert response.headers["retry-after"] == "30"
    assert_problem(client.post("/api/ask", json={"question": "Wat?"}), 503)


def test_with_an_index_it_is_ready(client: TestClient) -> None:
    assert client.get("/readyz").json() == {
        "status": "ok",
        "generation": "gen-000007",
        "refused": None,
        "model": None,
        "detail": "De assistent antwoordt uit gen-000007.",
    }


def test_a_language_model_that_is_away_is_told_and_it_stays_ready(
    client: TestClient, assistant: Asked
) -> None:
    assistant.model = "onbereikbaar"
    response = client.get("/readyz")
    assert (response.status_code, response.json()["status"]) == (200, "ok")
    assert response.json()["model"] == "onbereikbaar"
    assert "Het taalmodel gaf enkele keren na elkaar geen antwoord" in response.json()["detail"]


def test_a_damaged_index_that_was_refused_is_told(client: TestClient, assistant: Asked) -> None:
    assistant.refused = "gen-000008"
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "status": "gedegradeerd",
        "generation": "gen-000007",
        "refused": "gen-000008",
        "model": None,
        "detail": (
            "gen-000008 is beschadigd en geweigerd; de assistent antwoordt uit gen-000007. "
            "Het bestand texts.sqlite is gewijzigd. Bouw de index opnieuw met: sro index"
        ),
    }


def test_what_nobody_foresaw_is_answered_and_logged_without_the_question(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        response = client.post("/api/ask", json={"question": "Boem? boem geheim"})
    assert "Er ging iets mis" in assert_problem(response, 500)
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("sro_")]
    (failure,) = [json.loads(line) for line in lines if '"stack"' in line]
    assert failure["error"] == "RuntimeError"
    assert failure["request_id"] == response.headers["x-request-id"]
    assert "geheim" not in "".join(lines)
    assert response.headers["x-content-type-options"] == "nosniff"


def test_the_log_holds_no_question_and_no_typed_path(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="sro_assistant"):
        client.get("/api/search?q=geheim")
        client.get("/geheim%0Aregel")
    lines = [JsonLines().format(r) for r in caplog.records if r.name.startswith("sro_assistant")]
    logged = [json.loads(line) for line in lines]
    assert [(o["method"], o["route"], o["status"]) for o in logged] == [
        ("GET", "/api/search", 200),
        ("GET", "-", 404),
    ]
    assert set(logged[0]) == {"time", "level", "request_id", "method", "route", "status", "milliseconds"}
    assert "geheim" not in "".join(lines)


def test_the_log_says_what_became_of_a_question(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="sro_assistant"):
        client.post("/api/ask", json={"question": "Wie is de voorzitter?"})
        client.post("/vraag", data={"vraag": "Wie zit er in de Board?"})
    logged = [json.loads(JsonLines().format(r)) for r in caplog.records if r.name.startswith("sro_")]
    assert [o["answer_status"] for o in logged] == ["not_found", "partial"]


@pytest.mark.parametrize("given", ["abc-1", "01J.x_Y", "a" * 64])
def test_a_well_formed_request_id_is_kept(client: TestClient, given: str) -> None:
    response = client.get("/api/documents/weg", headers={"x-request-id": given})
    assert response.headers["x-request-id"] == given
    assert response.json()["request_id"] == given


@pytest.mark.parametrize("given", [b"", b"a" * 65, b"<b>", b"a b", "é".encode(), b'x","y":"z'])
def test_any_other_request_id_is_replaced(client: TestClient, given: bytes) -> None:
    headers = [client.get("/healthz", headers={b"x-request-id": given}).headers for _ in range(2)]
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{26}", found["x-request-id"]) for found in headers)
    assert headers[0]["x-request-id"] != headers[1]["x-request-id"]


@pytest.mark.parametrize("path", ["/", "/api/documents", "/api/nergens", "/static/style.css", "/bronnen/weg"])
def test_every_response_carries_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_openapi_description_names_our_problems(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    responses = schema["paths"]["/api/ask"]["post"]["responses"]
    assert set(responses) == {"200", "404", "408", "413", "415", "422", "429", "503"}
    assert set(responses["429"]["headers"]) == {"X-Request-ID", "Retry-After"}
    assert responses["422"]["content"] == {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    assert "422" not in schema["paths"]["/api/documents/{document_id}"]["get"]["responses"]
    assert "HTTPValidationError" not in schema["components"]["schemas"]


def test_no_page_loads_its_documentation_from_elsewhere(client: TestClient) -> None:
    assert [client.get(path).status_code for path in ("/docs", "/redoc")] == [404, 404]


def test_answers_that_wait_for_a_language_model_leave_a_turn_for_the_others(assistant: Asking) -> None:
    together = threading.Barrier(3, timeout=20)

    class Slow:
        """Answers when three ask at the same time."""

        def __getattr__(self, name: str) -> object:
            return getattr(assistant, name)

        def ask(self, request: Request) -> Answer:
            together.wait()
            return assistant.ask(request)

    model = {"llm_url": "http://127.0.0.1:9/v1", "llm_model": "proef", "llm_at_once": 2}
    settings = Settings(answers_at_once=1, waiting_seconds=30).model_copy(update=model)
    with (
        TestClient(create_app(lambda: cast("Assistant", Slow()), settings)) as client,
        ThreadPoolExecutor(3) as pool,
    ):
        sent = {"question": "Wie zit er in de Board?"}
        replies = list(pool.map(lambda _: client.post("/api/ask", json=sent).status_code, range(3)))
    assert replies == [200, 200, 200]
