"""A tab as one piece of HTML."""

import threading
from collections.abc import Iterator

import pytest

from sro_assistant.errors import InputError
from sro_assistant.ports import Progress
from sro_ui.panel import Step, Values, View, announced, stepwise, told


def test_what_an_action_shows_is_told_as_it_comes() -> None:
    def act(values: Values) -> Iterator[View]:
        yield View(said="bezig")
        yield View(html=f"<p>{values['naam']}</p>", said="klaar")

    assert list(told(act, {"naam": "OSLO"})) == [View(said="bezig"), View(html="<p>OSLO</p>", said="klaar")]


def test_what_cannot_be_done_is_said_and_leaves_the_tab_as_it_was() -> None:
    def act(_values: Values) -> Iterator[View]:
        yield View(said="bezig")
        raise InputError("Kies eerst een bestand.")

    assert list(told(act, {})) == [View(said="bezig"), View(error="Kies eerst een bestand.")]


def test_what_nobody_foresaw_is_said_without_its_own_words(caplog: pytest.LogCaptureFixture) -> None:
    def act(values: Values) -> Iterator[View]:
        yield View(said="bezig")
        raise KeyError(values["vraag"])

    last = list(told(act, {"vraag": "iets persoonlijks"}))[-1]
    assert last.html is None
    assert last.error.startswith("Er ging iets mis bij ons.")
    assert "KeyError" in caplog.text
    assert "iets persoonlijks" not in caplog.text


def test_work_in_a_thread_tells_how_far_it_is() -> None:
    seen = threading.Event()

    def work(progress: Progress) -> None:
        progress("Ontwerpen", 1, 2)
        seen.wait(5)
        progress("Ontwerpen", 2, 2)

    steps = stepwise(work)
    first = next(steps)
    seen.set()
    assert (first, list(steps)[-1]) == (Step("Ontwerpen", 1, 2), Step("Ontwerpen", 2, 2))


def test_of_many_steps_at_once_only_the_last_is_told() -> None:
    def work(progress: Progress) -> None:
        for done in range(100):
            progress("Ontwerpen", done, 100)

    assert list(stepwise(work)) == [Step("Ontwerpen", 99, 100)]


def test_work_that_fails_raises_after_its_steps() -> None:
    def work(progress: Progress) -> None:
        progress("Ontwerpen", 1, 2)
        raise InputError("De index is weg.")

    steps: list[Step] = []
    with pytest.raises(InputError, match="De index is weg"):
        steps += stepwise(work)
    assert len(steps) <= 1


def test_the_status_is_one_region_whose_words_are_escaped() -> None:
    assert announced("<b>") == '<p role="status" class="sr-only">&lt;b&gt;</p>'


def test_the_status_is_seen_while_work_goes_on() -> None:
    assert announced("Ik zoek …") == '<p role="status">Ik zoek …</p>'
