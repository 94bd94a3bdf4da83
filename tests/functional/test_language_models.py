"""Language models behind real servers: addresses, keys, ends, and servers that keep a call hanging."""

import http.server
import json
import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from sro_assistant.adapters.llm import LlamaIndexModel, Server, ollama, openai_compatible
from sro_assistant.errors import LanguageModelError
from sro_assistant.ports import Message

pytestmark = pytest.mark.functional

SAID = [Message("user", "Wie stuurt?")]
Handle = Callable[["Handler"], None]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers each request as the test scripts it."""

    script: Handle
    asked: list["Handler"]

    def do_POST(self) -> None:
        self.body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append(self)
        try:
            type(self).script(self)
        except OSError:
            self.close_connection = True  # who asked has gone

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Says nothing."""

    def start(self, kind: str = "text/event-stream") -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()

    def refuse(self, status: int, **error: str) -> None:
        body = json.dumps({"error": error}).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def say(self, text: str, ending: str | None = "stop") -> None:
        """The text as OpenAI's servers stream it."""
        self.start()
        for delta, end in (({"content": text}, None), ({}, ending)):
            choice = {"index": 0, "delta": delta, "finish_reason": end}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
            self.wfile.write(f"data: {json.dumps({**chunk, 'choices': [choice]})}\n\n".encode())
        self.wfile.write(b"data: [DONE]\n\n")

    def drip(self, piece: bytes, kind: str | None = None) -> None:
        if kind is not None:
            self.start(kind)
        for _ in range(600):
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(0.1)


class Opened:
    """A server on this machine, with or without a certificate."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.asked: list[Handler] = []
        self.handler = type("Scripted", (Handler,), {"asked": self.asked})

        class Threaded(socketserver.ThreadingTCPServer):
            daemon_threads = True

        self._server = Threaded(("127.0.0.1", 0), self.handler)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def script(self, handle: Handle) -> None:
        self.handler.script = staticmethod(handle)  # type: ignore[attr-defined]  # on the class made above

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def server() -> Iterator[Opened]:
    opened = Opened()
    yield opened
    opened.close()


def at(url: str, **more: str) -> Server:
    return Server(url=url, model="proef", tokens=100, context=4096, seconds=20.0, **{"key": "", **more})


def model_at(url: str, at_once: int = 4) -> LlamaIndexModel:
    found = at(url)
    return LlamaIndexModel(
        "proef", openai_compatible(found), at_once, openai_compatible(found, is_newest=True)
    )


def said(model: LlamaIndexModel, seconds: float = 20.0) -> str:
    return "".join(model.stream(SAID, seconds))


@pytest.mark.parametrize("path", ["", "/", "/v1", "/v1/", "/v1/chat/completions"])
def test_an_address_is_understood_bare_and_whole(server: Opened, path: str) -> None:
    server.script(lambda asked: asked.say("De SRB."))
    assert said(model_at(f"http://127.0.0.1:{server.port}{path}")) == "De SRB."
    assert [asked.path for asked in server.asked] == ["/v1/chat/completions"]


@pytest.mark.parametrize("ending", ["stop", "eos_token", "stop_sequence"])
def test_a_text_is_whole_where_the_server_says_that_it_ended(server: Opened, ending: str) -> None:
    server.script(lambda asked: asked.say("De SRB.", ending))
    assert said(model_at(f"http://127.0.0.1:{server.port}")) == "De SRB."


@pytest.mark.parametrize("ending", [None, "length", "content_filter", "tool_calls"])
def test_a_text_that_only_stopped_is_not_whole(server: Opened, ending: str | None) -> None:
    server.script(lambda asked: asked.say("De SRB.", ending))
    with pytest.raises(LanguageModelError):
        said(model_at(f"http://127.0.0.1:{server.port}"))


HANGING: Mapping[str, Handle] = {
    "silent": lambda _asked: time.sleep(60),
    "a status line that does not end": lambda asked: asked.drip(b"H"),
    "keep-alive comments": lambda asked: asked.drip(b": wacht\n\n", "text/event-stream"),
    "a line that does not end": lambda asked: asked.drip(b"x", "text/event-stream"),
}


@pytest.mark.parametrize("fault", HANGING)
def test_a_server_that_keeps_a_call_hanging_keeps_nobody_else_out(server: Opened, fault: str) -> None:
    model = model_at(f"http://127.0.0.1:{server.port}", at_once=1)
    model.warm()
    server.script(HANGING[fault])
    started = time.monotonic()
    with pytest.raises(LanguageModelError, match="was niet klaar na 1 seconden"):
        said(model, 1.0)
    server.script(lambda asked: asked.say("De SRB."))
    assert said(model, 10.0) == "De SRB."
    assert time.monotonic() - started < 10  # not the twenty seconds that a server may be silent


def test_who_stops_reading_hangs_up(server: Opened) -> None:
    left = threading.Event()

    def write_on(asked: Handler) -> None:
        asked.start()
        try:
            while True:
                choice = {"index": 0, "delta": {"content": "en "}, "finish_reason": None}
                asked.wfile.write(f"data: {json.dumps({'choices': [choice]})}\n\n".encode())
                time.sleep(0.01)
        except OSError:
            left.set()

    server.script(write_on)
    pieces = model_at(f"http://127.0.0.1:{server.port}").stream(SAID, 20.0)
    assert next(iter(pieces)) == "en "
    pieces.close()  # type: ignore[attr-defined]  # a generator, as every caller gets
    assert left.wait(10)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (400, "kan niets met de vraag (400). Zet SRO_LLM_CONTEXT lager als ze te lang is."),
        (401, "neemt de sleutel niet aan (401). Kijk SRO_LLM_KEY na."),
        (404, "kent dit adres of dit model niet (404). Kijk SRO_LLM_URL en SRO_LLM_MODEL na."),
        (413, "kan zoveel tekst niet aan (413). Zet SRO_LLM_CONTEXT lager."),
        (429, "heeft het te druk (429). Zet SRO_LLM_AT_ONCE lager, of vraag na hoeveel u er mag vragen."),
        (503, "had een storing (503). Kijk het logboek van de server na."),
    ],
)
def test_a_refusal_is_told_with_what_to_do_and_never_in_the_words_of_the_server(
    server: Opened, status: int, told: str
) -> None:
    server.script(lambda asked: asked.refuse(status, message="Incorrect key sk-geheim"))
    with pytest.raises(LanguageModelError) as raised:
        said(model_at(f"http://127.0.0.1:{server.port}"))
    assert str(raised.value) == f"Het taalmodel proef {told}"


def test_a_server_that_is_not_there_is_told() -> None:
    with pytest.raises(LanguageModelError, match=r"is niet te bereiken\. Kijk SRO_LLM_URL na"):
        said(model_at("http://127.0.0.1:9"))


def test_a_certificate_is_trusted_only_where_somebody_said_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = tmp_path / "eigen.pem"
    subprocess.run(  # noqa: S603 - our own words
        [  # noqa: S607 - wherever it is
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", certificate,
            "-out", tmp_path / "open.pem", "-days", "2", "-subj", "/CN=proef",
            "-addext", "subjectAltName=IP:127.0.0.1",
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    certificate.write_text(certificate.read_text("ascii") + (tmp_path / "open.pem").read_text("ascii"))
    opened = Opened(certificate)
    opened.script(lambda asked: asked.say("De SRB."))
    url = f"https://127.0.0.1:{opened.port}/v1"
    with pytest.raises(LanguageModelError, match="certificaat dat deze computer niet vertrouwt"):
        said(model_at(url))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "open.pem"))
    assert said(model_at(url)) == "De SRB."
    opened.close()


def test_the_newest_models_of_openai_are_asked_in_their_own_words_from_then_on(server: Opened) -> None:
    def newest(asked: Handler) -> None:
        if "max_tokens" in asked.body:
            asked.refuse(400, message="Use max_completion_tokens", param="max_tokens")
        else:
            asked.say("De SRB.")

    server.script(newest)
    model = model_at(f"http://127.0.0.1:{server.port}")
    assert [said(model), said(model)] == ["De SRB.", "De SRB."]
    lengths = [(a.body.get("max_tokens"), a.body.get("max_completion_tokens")) for a in server.asked]
    assert lengths == [(100, None), (None, 100), (None, 100)]
    assert [asked.body["temperature"] for asked in server.asked] == [0.0, 1.0, 1.0]


def test_nothing_that_happens_to_be_set_for_openai_is_sent(
    server: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, "toevallig")
    server.script(lambda asked: asked.say("De SRB."))
    said(model_at(f"http://127.0.0.1:{server.port}"))
    (asked,) = server.asked
    assert "toevallig" not in str(asked.headers)


@pytest.mark.parametrize("path", ["", "/", "/v1", "/api", "/api/chat"])
def test_an_ollama_server_is_asked_with_its_own_key_alone(
    server: Opened, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("OLLAMA_API_KEY", "toevallig")
    server.script(_as_ollama("De ", "SRB.", reason="stop"))
    url = f"http://127.0.0.1:{server.port}{path}"
    model = LlamaIndexModel("proef", ollama(at(url, key="eigen")), 4)
    without = LlamaIndexModel("proef", ollama(at(url)), 4)
    assert [said(model), said(without)] == ["De SRB.", "De SRB."]
    assert [asked.headers["Authorization"] for asked in server.asked] == ["Bearer eigen", "Bearer geen"]
    assert [asked.path for asked in server.asked] == ["/api/chat", "/api/chat"]
    assert server.asked[0].body["options"] == {"num_ctx": 4096, "num_predict": 100, "temperature": 0.0}


def test_an_ollama_text_that_ran_into_its_limit_is_not_whole(server: Opened) -> None:
    server.script(_as_ollama("De ", "SRB", reason="length"))
    model = LlamaIndexModel("proef", ollama(at(f"http://127.0.0.1:{server.port}")), 4)
    with pytest.raises(LanguageModelError, match="liep in zijn grens van tokens"):
        said(model)


def test_an_ollama_server_that_hangs_keeps_nobody_else_out(server: Opened) -> None:
    model = LlamaIndexModel("proef", ollama(at(f"http://127.0.0.1:{server.port}")), 1)
    model.warm()
    server.script(lambda asked: asked.drip(b" ", "application/x-ndjson"))
    with pytest.raises(LanguageModelError, match="was niet klaar"):
        said(model, 1.0)
    server.script(_as_ollama("De SRB.", reason="stop"))
    assert said(model, 10.0) == "De SRB."


def _as_ollama(*pieces: str, reason: str) -> Handle:
    def handle(asked: Handler) -> None:
        asked.start("application/x-ndjson")
        for piece in pieces:
            message = {"role": "assistant", "content": piece}
            asked.wfile.write(json.dumps({"model": "proef", "message": message, "done": False}).encode())
            asked.wfile.write(b"\n")
        end = {"model": "proef", "message": {"role": "assistant", "content": ""}, "done": True}
        asked.wfile.write(json.dumps({**end, "done_reason": reason}).encode() + b"\n")

    return handle
