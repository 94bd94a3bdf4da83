"""Sessions of staff who signed in."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from sro_assistant.serve.workbench.sessions import SESSION_SECONDS, Sessions

PASSWORD = "een lang wachtwoord"  # noqa: S105 - a test's own


@dataclass
class Clock:
    now: float = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sessions(clock: Clock) -> Sessions:
    return Sessions(PASSWORD, clock)


@pytest.mark.parametrize(
    ("given", "known"),
    [(PASSWORD, True), ("", False), (PASSWORD + " ", False), ("Een lang wachtwoord", False), ("é", False)],
)
def test_only_the_password_itself_is_known(sessions: Sessions, given: str, known: bool) -> None:
    assert sessions.knows(given) is known


def test_a_session_holds_for_a_working_day(sessions: Sessions, clock: Clock) -> None:
    token = sessions.start()
    clock.now += SESSION_SECONDS
    held = sessions.holds(token)
    clock.now += 1
    assert (held, sessions.holds(token)) == (True, False)


def test_each_session_is_another_and_ends_alone(sessions: Sessions) -> None:
    first, second = sessions.start(), sessions.start()
    sessions.end(first)
    assert (sessions.holds(first), sessions.holds(second)) == (False, True)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "x" * 10_000])
def test_what_we_did_not_sign_is_no_session_and_ending_it_does_nothing(
    sessions: Sessions, token: str
) -> None:
    sessions.end(token)
    assert not sessions.holds(token)


def test_no_letter_of_a_token_may_change(sessions: Sessions) -> None:
    token = sessions.start()
    changed = [
        f"{token[:at]}{'A' if letter != 'A' else 'B'}{token[at + 1 :]}" for at, letter in enumerate(token)
    ]
    # The last letter of base64 carries bits that mean nothing.
    assert not any(sessions.holds(each) for each in changed[:-1])


def test_a_session_outlives_a_restart_but_not_a_new_password(sessions: Sessions, clock: Clock) -> None:
    token = sessions.start()
    restarted = Sessions(PASSWORD, clock)
    renewed = Sessions("een ander wachtwoord", clock)
    assert (restarted.holds(token), renewed.holds(token)) == (True, False)


def test_an_ended_session_stays_ended_as_long_as_it_could_hold(sessions: Sessions, clock: Clock) -> None:
    token = sessions.start()
    clock.now += 60
    sessions.end(token)
    clock.now += SESSION_SECONDS - 60
    sessions.end(sessions.start())
    assert not sessions.holds(token)


def test_who_signs_out_is_refused_by_every_process(clock: Clock, tmp_path: Path) -> None:
    here, elsewhere = (Sessions(PASSWORD, clock, tmp_path / "afgemeld") for _ in range(2))
    token, other = here.start(), here.start()
    here.end(token)
    assert (elsewhere.holds(token), elsewhere.holds(other)) == (False, True)


def test_what_is_noted_of_a_session_goes_when_it_could_not_hold_any_more(
    clock: Clock, tmp_path: Path
) -> None:
    sessions = Sessions(PASSWORD, clock, tmp_path)
    sessions.end(sessions.start())
    clock.now += SESSION_SECONDS + 1
    sessions.end(sessions.start())
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_written_costs_nobody_their_sign_out(
    clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "bestand").write_text("", "utf-8")
    sessions = Sessions(PASSWORD, clock, tmp_path / "bestand" / "afgemeld")
    token = sessions.start()
    sessions.end(token)
    assert not sessions.holds(token)
    assert "alleen in dit proces" in caplog.text
