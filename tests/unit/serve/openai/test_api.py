"""`/v1` over a small assistant: answers whole and streamed, errors as OpenAI's clients read them."""

import json
from collections.abc import Callable, Iterator

import pytest
from fastapi.testclient import TestClient
from pydantic import JsonValue, SecretStr

from sro_assistant.errors import IndexMissingError
from sro_assistant.serve.application import create_app
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.openai.schemas import ChatChunk, ChatCompletion
from sro_assistant.serve.schemas import AskResponse, Problem
from sro_assistant.settings import Settings

Json = dict[str, JsonValue]
CHAT = "/v1/chat/completions"
QUESTION = "Wie zit er in de Board?"


def body(question: JsonValue = QUESTION, **more: JsonValue) -> Json:
    return {"model": "sro-assistent", "messages": [{"role": "user", "content": question}], **more}


def said(client: TestClient, question: JsonValue = QUESTION, **more: JsonValue) -> ChatCompletion:
    response = client.post(CHAT, json=body(question, **more))
    assert response.status_code == 200
    return ChatCompletion.model_validate_json(response.content)


def streamed(client: TestClient, question: JsonValue = QUESTION, **more: JsonValue) -> list[Json]:
    """The chunks as they stand on the wire; fails where the stream does not end in [DONE]."""
    response = client.post(CHAT, json=body(question, stream=True, **more))
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    *blocks, done = response.text.removesuffix("\n\n").split("\n\n")
    assert done == "data: [DONE]"
    return [json.loads(block.removeprefix("data: ")) for block in blocks]


def content_of(chunks: list[Json]) -> Iterator[str]:
    for chunk in map(ChatChunk.model_validate, chunks):
        for choice in chunk.choices:
            yield choice.delta.content or ""


def test_the_answer_has_its_sources_below_it(client: TestClient) -> None:
    completion = said(client)
    (choice,) = completion.choices
    assert isinstance(completion.sro, AskResponse)
    title = "De \\<nota> & meer"
    sources = "\n".join(
        f"{citation.number}. [{title}](http://testserver{citation.href}) · Smart Region Office · "
        "17 juli 2020 · historisch · Rollen van de Board · deel begint op bladzijde 5"
        for citation in completion.sro.citations
    )
    first, second, third = (
        "De Board bestaat uit \\<b>enerzijds\\</b> de Vlaamse overheid en \\*anderzijds\\* de steden.",
        "de strategie bepalen",
        "de middelen verdelen",
    )
    assert choice.message.content == (
        f"{first} [1]\n\nDe nota van 2020 noemt 2 rollen:\n\n1. {second} [2]\n2. {third} [3][1]\n\n"
        "Let op: De nota is van 2020.\n\n"
        "**Wat ontbreekt**\n\n- wie de voorzitter is\n\n"
        "**Bronnen**\n\n"
        f"{sources}\n\n"
        "**Verder vragen**\n\n- Wat doet de Board?\n- Vraag naar een programma."
    )
    assert (choice.finish_reason, choice.message.refusal) == ("stop", None)


def test_each_annotation_points_at_its_marker_and_its_source(client: TestClient) -> None:
    completion = said(client)
    (choice,) = completion.choices
    assert isinstance(completion.sro, AskResponse)
    found = [annotation.url_citation for annotation in choice.message.annotations]
    assert [choice.message.content[c.start_index : c.end_index] for c in found] == ["[1]", "[2]", "[3]"]
    assert [c.url for c in found] == [f"http://testserver{c.href}" for c in completion.sro.citations]


def test_the_whole_response_comes_along(client: TestClient) -> None:
    completion = said(client)
    plain = AskResponse.model_validate(client.post("/api/ask", json={"question": QUESTION}).json())
    assert isinstance(completion.sro, AskResponse)
    assert completion.id == f"chatcmpl-{completion.sro.answer_id}"
    changing = {"answer_id", "timings_ms"}
    assert completion.sro.model_dump(exclude=changing) == plain.model_dump(exclude=changing)


def test_a_declined_question_says_what_to_do_and_what_is_near(client: TestClient) -> None:
    (choice,) = said(client, "Wie is de voorzitter?").choices
    assert choice.message.content.startswith("**Ik vind hierover geen antwoord in de bronnen.**")
    assert (
        "**Wat de bronnen wel zeggen over dit onderwerp**\n\n- De Board bestaat uit" in choice.message.content
    )
    assert choice.message.annotations == []


def test_the_pieces_of_a_stream_make_the_same_text(client: TestClient) -> None:
    for question in (QUESTION, "Wie is de voorzitter?"):
        (choice,) = said(client, question).choices
        assert "".join(content_of(streamed(client, question))) == choice.message.content


def test_a_stream_tells_the_role_each_sentence_what_is_below_and_the_end(client: TestClient) -> None:
    told = [choice for chunk in streamed(client) for choice in ChatChunk.model_validate(chunk).choices]
    assert [choice.delta.model_fields_set for choice in told] == [
        {"role", "content"},
        *[{"content"}] * 3,
        {"content", "annotations"},
        set(),
    ]
    assert [choice.finish_reason for choice in told] == [*[None] * 5, "stop"]


def test_the_chunk_that_ends_the_answer_holds_the_whole_response(client: TestClient) -> None:
    *pieces, end = streamed(client)
    assert not any("sro" in piece or "usage" in piece for piece in pieces)
    assert AskResponse.model_validate(end["sro"]).status == "partial"


def test_usage_comes_last_where_it_is_asked_for(client: TestClient) -> None:
    *_, end = streamed(client, stream_options={"include_usage": True})
    assert end["choices"] == []
    assert end["usage"] == said(client).usage.model_dump()
    assert said(client).usage.prompt_tokens == 7


IMAGE: JsonValue = {"type": "image_url", "image_url": {"url": "data:image/png;base64,AA"}}


@pytest.mark.parametrize(
    "question", ["", "👍", "x" * 2001, [], [IMAGE], [{"type": "text", "text": QUESTION}, IMAGE]]
)
def test_a_question_that_cannot_be_read_is_told_so_in_the_conversation(
    client: TestClient, question: JsonValue
) -> None:
    completion = said(client, question)
    (choice,) = completion.choices
    assert isinstance(completion.sro, Problem)
    assert choice.message.content == choice.message.refusal == completion.sro.detail
    *_, end = streamed(client, question)
    assert Problem.model_validate(end["sro"]) == completion.sro


def test_models_are_listed_and_found(client: TestClient) -> None:
    listed = client.get("/v1/models").json()
    names = [model["id"] for model in listed["data"]]
    assert (listed["object"], names) == (
        "list",
        ["sro-assistent", "sro-assistent-extractief", "sro-assistent-generatief"],
    )
    assert [client.get(f"/v1/models/{name}").json() for name in names] == listed["data"]


def test_an_image_ends_no_conversation(client: TestClient) -> None:
    messages: JsonValue = [
        {"role": "user", "content": [{"type": "text", "text": "Wat staat hier?"}, IMAGE]},
        {"role": "assistant", "content": "Dat kan ik niet lezen."},
        {"role": "user", "content": QUESTION},
    ]
    response = client.post(CHAT, json={"model": "sro-assistent", "messages": messages})
    completion = ChatCompletion.model_validate_json(response.content)
    assert completion.choices == said(client).choices


def test_a_chore_of_a_chat_window_is_done_and_answers_nothing(client: TestClient) -> None:
    answer = said(client).choices[0].message.content
    history = f"<chat_history>\nUSER: {QUESTION}\nASSISTANT: {answer}\n</chat_history>"
    completion = said(client, f'### Task:\nSuggest.\nJSON format: {{ "follow_ups": ["?"] }}\n{history}')
    assert completion.choices[0].message.content == '{"follow_ups": ["Wat doet de Board?"]}'
    assert completion.sro is None
    counted = [
        line for line in client.get("/metrics").text.splitlines() if line.startswith("sro_answers_total")
    ]
    assert counted == ['sro_answers_total{status="partial"} 1.0']


@pytest.mark.parametrize(
    ("request_body", "status", "param", "code", "told"),
    [
        (body() | {"model": "gpt-5"}, 404, "model", "model_not_found", "Het model ‘gpt-5’ bestaat niet."),
        (body() | {"messages": []}, 400, "messages", None, "bevat geen vraag"),
        (body(n=2), 400, "n", None, "“n” mag hoogstens 1 zijn"),
        (body(None), 400, "messages.0.user.content", None, "“messages.0.user.content” moet tekst zijn"),
        (body(tool_choice="required"), 400, "tool_choice", None, "'none' of 'auto'"),
        (body(response_format={"type": "json_object"}), 400, "response_format.type", None, "'text'"),
        (body(sro={"filters": {"documents": ["weg"]}}), 404, None, "not_found", "‘weg’ bestaat niet"),
        (body() | {"messages": [{"role": "baas", "content": "x"}]}, 400, "messages.0", None, "'role'"),
    ],
)
def test_what_cannot_be_done_is_told_in_dutch_in_the_shape_of_openai(
    client: TestClient, request_body: Json, status: int, param: str | None, code: str | None, told: str
) -> None:
    response = client.post(CHAT, json=request_body)
    error = response.json()["error"]
    assert response.status_code == status
    assert (error["type"], error["param"], error["code"]) == ("invalid_request_error", param, code)
    assert told in error["message"]


def test_tools_that_need_not_be_called_are_passed_over(client: TestClient) -> None:
    tool: JsonValue = {"type": "function", "function": {"name": "weer", "parameters": {}}}
    assert (
        said(client, tools=[tool], tool_choice="auto", temperature=0.7, max_tokens=5).choices
        == said(client).choices
    )


def test_other_failures_have_that_shape_too(client: TestClient) -> None:
    unknown = client.get("/v1/embeddings")
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "not_found")
    form = client.post(CHAT, content="model=x", headers={"content-type": "application/x-www-form-urlencoded"})
    assert (form.status_code, form.json()["error"]["message"][:27]) == (415, "Stuur de vraag als JSON, me")


def test_without_an_index_it_says_when_to_come_back(client_of: Callable[..., TestClient]) -> None:
    def missing() -> Assistant:
        raise IndexMissingError("Er is nog geen index.")

    response = client_of(missing).post(CHAT, json=body())
    assert (response.status_code, response.headers["retry-after"]) == (503, "30")
    assert response.json()["error"]["type"] == "server_error"


def test_a_stream_that_breaks_ends_in_an_error_that_clients_raise(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object) -> Iterator[bytes]:
        yield b"data: {}\n\n"
        raise RuntimeError("geheim")

    monkeypatch.setattr("sro_assistant.serve.openai.completion.Completion.events", broken)
    response = client.post(CHAT, json=body(stream=True))
    last = json.loads(response.text.removesuffix("\n\n").rpartition("data: ")[2])
    assert last["error"]["type"] == "server_error"
    assert "geheim" not in response.text


@pytest.fixture
def keyed(assistant: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(lambda: assistant, Settings(api_key=SecretStr("sleutel-é")))) as client:
        yield client


@pytest.mark.parametrize("given", [None, "Bearer", "Bearer sleutel", "Basic sleutel-é", "sleutel-é"])
def test_a_key_that_is_set_is_asked_for(keyed: TestClient, given: str | None) -> None:
    headers = {b"authorization": given.encode()} if given else {}
    response = keyed.post(CHAT, json=body(), headers=headers)
    assert (response.status_code, response.json()["error"]["code"]) == (401, "invalid_api_key")
    assert response.headers["www-authenticate"] == "Bearer"
    assert keyed.get("/v1/models", headers=headers).status_code == 401


def test_the_key_opens_v1_and_nothing_else_asks_for_it(keyed: TestClient) -> None:
    response = keyed.post(CHAT, json=body(), headers={b"authorization": "Bearer sleutel-é".encode()})
    assert response.status_code == 200
    assert keyed.post("/api/ask", json={"question": QUESTION}).status_code == 200


def test_links_lead_to_the_address_that_is_set(assistant: Assistant) -> None:
    settings = Settings(public_url="https://sro.voorbeeld.be/assistent/")
    with TestClient(create_app(lambda: assistant, settings)) as client:
        text = said(client).choices[0].message.content
    assert "](https://sro.voorbeeld.be/assistent/bronnen/nota?van=20" in text


def test_an_address_that_cannot_stand_in_a_link_is_left_out(client: TestClient) -> None:
    response = client.post(CHAT, json=body(), headers={"host": "kwaad)(b"})
    assert "](/bronnen/nota?van=20" in response.json()["choices"][0]["message"]["content"]
