"""Answers are noted on every face; verdicts are taken from the API and from a form."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from fastapi.testclient import TestClient

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Mode, Status
from sro_assistant.domain.journal import Feedback, GivenAnswer, Origin, Rating
from sro_assistant.errors import InputError
from sro_assistant.serve.application import create_app
from sro_assistant.serve.exchange import Assistant
from sro_assistant.serve.feedback import FeedbackIn, form_of
from sro_assistant.serve.http.problems import BadRequestError
from sro_assistant.serve.journalled import journalled
from sro_assistant.settings import Settings

ANSWER_ID = "01KJ1V3T8Q5ZC9R7W2M4N6P8XY"
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


@dataclasses.dataclass
class FakeRecorder:
    """Keeps what it is told."""

    keeps_questions: bool = True
    answers: list[GivenAnswer] = dataclasses.field(default_factory=list)
    verdicts: list[Feedback] = dataclasses.field(default_factory=list)

    def record(self, given: GivenAnswer) -> None:
        self.answers.append(given)

    def take(self, given: Feedback) -> None:
        self.verdicts.append(given)

    @property
    def told(self) -> list[Feedback]:
        """The verdicts, all at one moment."""
        return [dataclasses.replace(verdict, at=NOON) for verdict in self.verdicts]


@pytest.fixture
def recorder() -> FakeRecorder:
    return FakeRecorder()


@pytest.fixture
def noted(assistant: Assistant, recorder: FakeRecorder) -> Iterator[TestClient]:
    with TestClient(create_app(lambda: assistant, Settings(rate_per_minute=0), recorder)) as client:
        yield client


def settled(given: GivenAnswer) -> GivenAnswer:
    """A noted answer without what differs each time."""
    return dataclasses.replace(given, id="", at=NOON, milliseconds=0.0)


def test_an_answer_of_the_api_is_noted_under_the_id_that_the_reader_got(
    noted: TestClient, recorder: FakeRecorder
) -> None:
    response = noted.post("/api/ask", json={"question": "Wie zit er in de Board?"}).json()
    assert [given.id for given in recorder.answers] == [response["answer_id"]]
    assert settled(recorder.answers[0]) == GivenAnswer(
        id="",
        at=NOON,
        origin=Origin.PUBLIC,
        status=Status.PARTIAL,
        mode=Mode.EXTRACTIVE,
        generation="gen-000007",
        milliseconds=0.0,
        documents=("nota",),
        question="Wie zit er in de Board?",
    )


@pytest.mark.parametrize("road", ["/api/ask/stream", "/vraag"])
def test_an_answer_on_another_face_is_noted_too(noted: TestClient, recorder: FakeRecorder, road: str) -> None:
    question = "Wie is de voorzitter?"
    body = {"data": {"vraag": question}} if road == "/vraag" else {"json": {"question": question}}
    assert noted.post(road, **body).is_success  # type: ignore[arg-type]  # httpx takes either
    assert [(given.status, given.question) for given in recorder.answers] == [(Status.NOT_FOUND, question)]


def test_a_question_that_cannot_be_used_is_not_noted(noted: TestClient, recorder: FakeRecorder) -> None:
    assert noted.post("/api/ask", json={"question": " "}).status_code == 422
    assert recorder.answers == []


def test_who_asks_at_the_desk_is_told_from_the_public(assistant: Assistant, recorder: FakeRecorder) -> None:
    source = journalled(lambda: assistant, recorder, Origin.WORKBENCH)
    answer = source().ask(Request(question="Wie zit er in de Board?"))
    assert [(given.id, given.origin) for given in recorder.answers] == [(answer.id, Origin.WORKBENCH)]


def test_what_is_not_asked_goes_to_the_assistant_itself(assistant: Assistant, recorder: FakeRecorder) -> None:
    source = journalled(lambda: assistant, recorder, Origin.PUBLIC)
    assert source().documents() == assistant.documents()
    with pytest.raises(InputError):
        source().ask(Request(question="?"))
    assert recorder.answers == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ({"rating": "up"}, Feedback(answer_id=ANSWER_ID, at=NOON, rating=Rating.UP)),
        (
            {"rating": "wrong_source", "citation": 2.0},
            Feedback(answer_id=ANSWER_ID, at=NOON, rating=Rating.WRONG_SOURCE, citation=2),
        ),
        (
            {"rating": "wrong_source", "citation": 2, "comment": "Dat is een andere nota."},
            Feedback(
                answer_id=ANSWER_ID,
                at=NOON,
                rating=Rating.WRONG_SOURCE,
                citation=2,
                comment="Dat is een andere nota.",
            ),
        ),
    ],
)
def test_a_verdict_is_taken(
    noted: TestClient, recorder: FakeRecorder, sent: dict[str, object], kept: Feedback
) -> None:
    response = noted.post("/api/feedback", json={"answer_id": ANSWER_ID, **sent})
    assert (response.status_code, response.content) == (204, b"")
    assert recorder.told == [kept]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"answer_id": "verzonnen", "rating": "up"}, "answer_id"),
        ({"answer_id": ANSWER_ID, "rating": "prima"}, "rating"),
        ({"answer_id": ANSWER_ID}, "rating"),
        ({"answer_id": ANSWER_ID, "rating": "up", "citation": 0}, "citation"),
        ({"answer_id": ANSWER_ID, "rating": "up", "citation": 1.5}, "citation"),
        ({"answer_id": ANSWER_ID, "rating": "up", "citation": True}, "citation"),
        ({"answer_id": ANSWER_ID, "rating": "up", "citation": "1"}, "citation"),
        ({"answer_id": ANSWER_ID, "rating": "up", "comment": "x" * 2001}, "comment"),
    ],
)
def test_a_verdict_that_is_none_is_refused_in_dutch(
    noted: TestClient, recorder: FakeRecorder, sent: dict[str, object], field: str
) -> None:
    response = noted.post("/api/feedback", json=sent)
    assert response.status_code == 422
    assert response.headers["content-type"].startswith("application/problem+json")
    assert [error["field"] for error in response.json()["errors"]] == [field]
    assert recorder.verdicts == []


def test_an_application_without_a_journal_takes_verdicts_and_keeps_nothing(client: TestClient) -> None:
    response = client.post("/api/feedback", json={"answer_id": ANSWER_ID, "rating": "down"})
    assert response.status_code == 204


def test_a_form_says_the_same_as_the_api() -> None:
    assert form_of(answer_id=ANSWER_ID, rating="wrong_source", citation="3", comment="  ") == FeedbackIn(
        answer_id=ANSWER_ID, rating=Rating.WRONG_SOURCE, citation=3
    )
    assert form_of(answer_id=ANSWER_ID, rating="up") == FeedbackIn(answer_id=ANSWER_ID, rating=Rating.UP)


@pytest.mark.parametrize("citation", ["drie", "-1", "²", "12345abc", "9" * 30])
def test_a_form_with_nonsense_is_refused(citation: str) -> None:
    with pytest.raises(BadRequestError, match="citation"):
        form_of(answer_id=ANSWER_ID, rating="wrong_source", citation=citation)
