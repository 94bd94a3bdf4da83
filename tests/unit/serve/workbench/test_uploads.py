"""Files that staff send to the workbench."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from sro_assistant.adapters import pdf_child
from sro_assistant.desk.files import MAX_FILE_BYTES, MAX_MEGABYTES
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.serve.templating import rendered
from sro_assistant.serve.workbench.uploads import KEPT_SECONDS, UPLOAD, Uploads, receiving


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path)


@pytest.fixture
def client(uploads: Uploads) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(receiving(uploads, (".csv", ".docx")))
    with TestClient(app) as client:
        yield client


def send(client: TestClient, name: str, data: bytes = b"Vraag\nWat is OSLO?\n") -> tuple[int, dict[str, str]]:
    reply = client.post(UPLOAD, content=data, headers={"X-Bestandsnaam": quote(name)})
    return reply.status_code, reply.json()


def test_a_file_is_kept_under_a_token_until_it_is_forgotten(client: TestClient, uploads: Uploads) -> None:
    status, told = send(client, "vragen één.CSV")
    upload = uploads.find(told["bestand"])
    kept = (upload.name, upload.path.suffix, upload.path.read_bytes())
    uploads.forget(told["bestand"])
    assert status == 201
    assert kept == ("vragen één.CSV", ".csv", b"Vraag\nWat is OSLO?\n")
    assert not upload.path.exists()
    with pytest.raises(NotFoundError, match="Kies het opnieuw"):
        uploads.find(told["bestand"])


@pytest.mark.parametrize("name", ["virus.exe", "vragen", "", "vragen.csv.html", "x.py", ".csv"])
def test_only_the_wanted_kinds_are_taken_in(client: TestClient, tmp_path: Path, name: str) -> None:
    status, told = send(client, name)
    assert (status, told["detail"]) == (422, "Dit soort bestand kan niet. Kies een van deze: .csv, .docx.")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/x.csv", "x.csv"),
        ("C:\\Mijn map\\x.csv", "x.csv"),
        ("a\r\nX-Kop: b.csv", "a  X-Kop: b.csv"),
        ("<img src=x onerror=alert(1)>.csv", "<img src=x onerror=alert(1)>.csv"),
        ("x" * 500 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_leads_nowhere_on_disk(client: TestClient, uploads: Uploads, name: str, shown: str) -> None:
    upload = uploads.find(send(client, name)[1]["bestand"])
    assert upload.name == shown
    assert "csv" in upload.path.suffix
    assert upload.path.parent.parent == uploads.find(send(client, "x.csv")[1]["bestand"]).path.parent.parent


def test_only_its_owner_can_read_the_folder(uploads: Uploads) -> None:
    folder = uploads.find(uploads.keep("x.csv", b"")).path.parent
    assert folder.stat().st_mode & 0o077 == 0


def test_too_many_files_that_wait_are_refused(uploads: Uploads) -> None:
    for _ in range(20):
        uploads.keep("x.csv", b"")
    with pytest.raises(InputError, match="te veel bestanden"):
        uploads.keep("x.csv", b"")


def test_what_a_killed_process_left_behind_is_removed_when_it_is_old(tmp_path: Path) -> None:
    old, fresh, other = (
        tmp_path / name for name in ("sro-werkbank-oud", "sro-werkbank-nieuw", "iets-anders")
    )
    for folder in (old, fresh, other):
        folder.mkdir()
        (folder / "vragen.csv").write_text("Jan")
    long_ago = time.time() - KEPT_SECONDS - 60
    os.utime(old, (long_ago, long_ago))
    os.utime(other, (long_ago, long_ago))
    Uploads(tmp_path)
    assert (old.exists(), fresh.exists(), other.exists()) == (False, True, True)


def test_one_limit_on_size_holds_at_every_door_and_is_told_as_it_is() -> None:
    start = rendered("workbench/webinar_start.html", suffixes=(".csv",))
    new = rendered("workbench/document_new.html", preview=None, token="", suffixes=(".md",))
    assert pdf_child.MAX_FILE_BYTES == MAX_FILE_BYTES == MAX_MEGABYTES * 1_000_000
    for page in (start, new):
        assert f"hoogstens {MAX_MEGABYTES} MB" in page
        assert f'data-hoogstens="{MAX_FILE_BYTES}"' in page
