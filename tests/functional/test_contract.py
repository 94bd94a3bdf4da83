"""The description of the API is true: whatever it allows is accepted, and nothing else comes back."""

import subprocess
import sys
from pathlib import Path
from typing import Protocol

import httpx
import pytest

pytestmark = pytest.mark.functional

EXAMPLES = 8
"""For each operation, on top of those that walk along the edges of the description."""
PATIENCE = 170
ROADS = {
    ("/api/ask", "post"),
    ("/api/ask/stream", "post"),
    ("/api/feedback", "post"),
    ("/api/search", "get"),
    ("/api/documents", "get"),
    ("/api/documents/{document_id}", "get"),
    ("/api/passages/{passage_id}", "get"),
    ("/api/programmes", "get"),
    ("/api/programmes/match", "post"),
    ("/api/glossary", "get"),
    ("/api/timeline", "get"),
    ("/v1/chat/completions", "post"),
    ("/v1/models", "get"),
    ("/v1/models/{model_id}", "get"),
    ("/healthz", "get"),
    ("/readyz", "get"),
    ("/metrics", "get"),
}


class Served(Protocol):
    """The server under test."""

    @property
    def address(self) -> str: ...


def test_schemathesis_finds_no_failure_with_any_of_its_checks(served: Served, tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own tool
        [
            str(Path(sys.executable).with_name("schemathesis")),
            "run",
            f"{served.address}/openapi.json",
            "--checks=all",
            f"--max-examples={EXAMPLES}",
            "--generation-deterministic",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    assert f"Tested: {len(ROADS)}" in done.stdout


def test_the_description_names_every_road(served: Served) -> None:
    paths = httpx.get(f"{served.address}/openapi.json", trust_env=False).raise_for_status().json()["paths"]
    assert {(path, method) for path, methods in paths.items() for method in methods} >= ROADS
