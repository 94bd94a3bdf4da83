"""The door over HTTP: its limits, and what stands at other addresses."""

from fastapi.testclient import TestClient

from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.mcp.doors import http_app
from sro_assistant.settings import Settings

HELLO = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}


def test_another_address_is_told_in_dutch(assistant: Assistant) -> None:
    client = TestClient(http_app(lambda: assistant, Settings()), base_url="http://127.0.0.1:8100")
    response = client.get("/iets")
    assert response.status_code == 404
    assert "Dit adres bestaat niet" in response.text
    assert response.headers["x-request-id"]


def test_a_client_that_asks_too_much_is_told_to_come_back(assistant: Assistant) -> None:
    client = TestClient(
        http_app(lambda: assistant, Settings(rate_per_minute=1)), base_url="http://127.0.0.1:8100"
    )
    client.get("/iets")
    refused = client.post("/mcp", json=HELLO)
    assert (refused.status_code, refused.headers["content-type"]) == (429, "application/problem+json")
    assert refused.headers["retry-after"] == "60"
