"""What staff take away from the workbench."""

from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from sro_assistant.desk.webinar.export import Kind
from sro_assistant.errors import NotFoundError
from sro_assistant.serve.http import handlers
from sro_assistant.serve.workbench.downloads import EXPORT, REPORT, offering
from sro_assistant.settings import Settings


@dataclass(frozen=True)
class Exported:
    name: str
    data: bytes


def exporting(session_id: str, kind: Kind) -> Exported:
    if session_id != "set1":
        raise NotFoundError("Deze lijst met vragen is er niet meer. Lees ze opnieuw in.")
    return Exported(f"antwoorden-webinar.{kind}", b"inhoud")


def client_with(report: Path | None) -> TestClient:
    app = FastAPI()
    app.state.settings = Settings()
    handlers.install(app)
    app.include_router(offering(exporting, lambda: report))
    return TestClient(app)


def test_the_answers_come_as_a_file_with_its_name() -> None:
    reply = client_with(None).get(f"{EXPORT}set1/docx")
    assert reply.content == b"inhoud"
    assert reply.headers["content-disposition"] == 'attachment; filename="antwoorden-webinar.docx"'
    assert reply.headers["content-type"].endswith("wordprocessingml.document")
    assert reply.headers["cache-control"] == "no-store"


def test_a_session_that_is_gone_is_said_in_dutch() -> None:
    reply = client_with(None).get(f"{EXPORT}set2/csv")
    assert (reply.status_code, "Lees ze opnieuw in." in reply.text) == (404, True)


def test_another_kind_of_file_is_none() -> None:
    assert client_with(None).get(f"{EXPORT}set1/exe").status_code == 422


def test_the_report_is_shown_closed(tmp_path: Path) -> None:
    report = tmp_path / "verslag.html"
    report.write_text("<h1>Evaluatieverslag één</h1>", "utf-8")
    reply = client_with(report).get(REPORT)
    assert reply.text == "<h1>Evaluatieverslag één</h1>"
    assert reply.headers["content-security-policy"].startswith(
        "default-src 'none'; style-src 'unsafe-inline'"
    )


def test_without_a_report_it_is_said_how_to_make_one(tmp_path: Path) -> None:
    for report in (None, tmp_path / "weg.html"):
        reply = client_with(report).get(REPORT)
        assert (reply.status_code, "Start op het tabblad Evaluatie een meting." in reply.text) == (404, True)
