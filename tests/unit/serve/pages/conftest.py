"""Pages as a test reads them: their tags, and their text."""

from collections.abc import Callable, Sequence
from datetime import date
from html.parser import HTMLParser

import numpy as np
import pytest
from fastapi.testclient import TestClient

from sro_assistant.domain import Sheet
from sro_assistant.domain.guide import Guidebook
from sro_assistant.guide.guide import Guide
from sro_assistant.guide.programmes import Programmes
from sro_assistant.guide.relevance import Relevance
from sro_assistant.guide.sheets import Sheets
from sro_assistant.ports import Vectors


class Page(HTMLParser):
    """The tags of a page with their attributes, and the text in it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.html = html
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


@pytest.fixture
def parsed() -> Callable[[str], Page]:
    """Reads HTML."""
    return Page


@pytest.fixture
def read(client: TestClient) -> Callable[[str], Page]:
    """Reads a page."""

    def page(path: str) -> Page:
        response = client.get(path)
        assert response.status_code == 200
        return Page(response.text)

    return page


@pytest.fixture
def asked(client: TestClient) -> Callable[..., Page]:
    """Reads the page that answers a question; other fields of the form by name."""

    def page(question: str, **fields: object) -> Page:
        response = client.post("/vraag", data={"vraag": question, **fields})
        assert response.status_code == 200
        return Page(response.text)

    return page


class OneEncoder:
    """Everything is alike."""

    name = "een"
    dimensions = 1

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.ones((len(texts), 1), dtype=np.float32)


@pytest.fixture
def guided_by(client: TestClient, assistant: object) -> Callable[..., TestClient]:
    """The pages over an assistant with a guide: its sheets, its book, and the day."""

    def guided(sheets: tuple[Sheet, ...], book: Guidebook, today: date) -> TestClient:
        programmes = Programmes(Sheets.of(sheets), Relevance(sheets, OneEncoder(), str.split))
        guide = Guide(programmes=lambda: programmes, book=lambda: book, today=lambda: today)
        assistant.guide = guide  # type: ignore[attr-defined]  # the fake of every face has no guide
        return client

    return guided
