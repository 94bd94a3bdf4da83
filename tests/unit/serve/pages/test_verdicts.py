"""The form under an answer, without JavaScript."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from fastapi.testclient import TestClient

from sro_assistant.domain.journal import Feedback, GivenAnswer, Rating
from sro_assistant.serve.application import create_app
from sro_assistant.serve.exchange import Assistant
from sro_assistant.settings import Settings

ANSWER_ID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"


@dataclass
class Kept:
    """A journal that keeps everything."""

    keeps_questions: bool = True
    answers: list[GivenAnswer] = field(default_factory=list)
    verdicts: list[Feedback] = field(default_factory=list)

    def record(self, given: GivenAnswer) -> None:
        self.answers.append(given)

    def take(self, given: Feedback) -> None:
        self.verdicts.append(given)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def keeping_client(assistant: Assistant, kept: Kept) -> Iterator[TestClient]:
    with TestClient(create_app(lambda: assistant, Settings(), kept)) as client:
        yield client


def sent(client: TestClient, **fields: str) -> tuple[int, str]:
    response = client.post("/feedback", data=fields, follow_redirects=False)
    return response.status_code, response.headers.get("location", "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"rating": "up", "citation": "1"}, (Rating.UP, None, None)),
        ({"rating": "down", "comment": " Klopt niet. "}, (Rating.DOWN, None, "Klopt niet.")),
        ({"rating": "wrong_source", "citation": "2"}, (Rating.WRONG_SOURCE, 2, None)),
    ],
)
def test_a_verdict_is_noted_and_thanked_for(
    keeping_client: TestClient,
    kept: Kept,
    fields: dict[str, str],
    expected: tuple[Rating, int | None, str | None],
) -> None:
    assert sent(keeping_client, answer_id=ANSWER_ID, **fields) == (303, "/bedankt")
    noted = [(v.answer_id, v.rating, v.citation, v.comment) for v in kept.verdicts]
    assert noted == [(ANSWER_ID, *expected)]


@pytest.mark.parametrize("fields", [{"rating": "misschien"}, {"answer_id": "<b>", "rating": "up"}, {}])
def test_a_verdict_that_cannot_be_read_gets_a_page(
    keeping_client: TestClient, kept: Kept, fields: dict[str, str]
) -> None:
    response = keeping_client.post("/feedback", data={"answer_id": ANSWER_ID} | fields)
    assert response.status_code == 422
    assert "<h1>" in response.text
    assert kept.verdicts == []


def test_a_comment_is_asked_for_only_where_it_is_kept(client: TestClient, keeping_client: TestClient) -> None:
    asked = {"vraag": "Wie zit er in de Board?"}
    assert 'name="comment"' not in client.post("/vraag", data=asked).text
    assert 'name="comment"' in keeping_client.post("/vraag", data=asked).text
    assert "comment" in keeping_client.post("/vraag/stroom", data=asked).text


def test_an_answer_on_the_page_is_noted_under_the_id_that_its_verdict_names(
    keeping_client: TestClient, kept: Kept
) -> None:
    html = keeping_client.post("/vraag", data={"vraag": "Wie zit er in de Board?"}).text
    assert [f'name="answer_id" value="{answer.id}"' in html for answer in kept.answers] == [True]
