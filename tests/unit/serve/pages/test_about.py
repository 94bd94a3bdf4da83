"""Over, Privacy and Toegankelijkheid: they say what the settings make true."""

from collections.abc import Callable
from importlib.metadata import version

import pytest
from fastapi.testclient import TestClient

from sro_assistant.serve.application import create_app
from sro_assistant.serve.pages.statement import ACCESSIBILITY
from sro_assistant.settings import Settings

PageOf = Callable[..., str]


@pytest.fixture
def page_of(assistant: object) -> PageOf:
    def get(path: str, **settings: object) -> str:
        app = create_app(lambda: assistant, Settings(**settings))  # type: ignore[arg-type, return-value]  # any
        return " ".join(TestClient(app).get(path).text.split())

    return get


@pytest.mark.parametrize("path", ["/over", "/privacy", "/toegankelijkheid"])
def test_a_page_names_the_contact_and_has_one_first_heading(page_of: PageOf, path: str) -> None:
    html = page_of(path, contact="team@example.org")
    assert 'href="mailto:team@example.org"' in html
    assert html.count("<h1") == 1


def test_about_names_the_sources_with_their_dates_and_the_version(page_of: PageOf) -> None:
    html = page_of("/over")
    for told in ("U praat met een AI-systeem.", "De &lt;nota&gt; &amp; meer", "17 juli 2020", "EUPL-1.2"):
        assert told in html
    assert f"SRO-assistent {version('sro-assistant')}, index gen-000007" in html


def test_about_says_who_words_the_answers(page_of: PageOf) -> None:
    assert "Er schrijft geen taalmodel mee." in page_of("/over")
    written = page_of("/over", llm_url="https://model.example.org/v1", llm_model="groot-7b")
    assert "Een taalmodel (groot-7b) schrijft" in written


def test_privacy_says_whether_questions_are_kept_and_how_long(page_of: PageOf) -> None:
    silent = page_of("/privacy", keep_questions=False, keep_questions_days=14)
    assert "De tekst van uw vraag wordt <strong>niet bewaard</strong>." in silent
    assert "niet: uw vraag, of wat u bij uw oordeel schrijft" in silent
    assert "Over elk antwoord, 14 dagen lang," in silent
    kept = page_of("/privacy", keep_questions=True, keep_questions_days=1)
    assert "wordt <strong>1 dag</strong> bewaard" in kept
    assert "niet bewaard" not in kept


def test_privacy_names_where_questions_are_sent(page_of: PageOf) -> None:
    assert "uw vraag gaat niet naar een andere dienst" in page_of("/privacy")
    sent = page_of("/privacy", llm_url="https://model.example.org/v1", llm_model="groot-7b")
    assert "model.example.org" in sent
    assert "niet naar een andere dienst" not in sent


def test_privacy_says_honestly_that_nobody_is_named_until_somebody_is(page_of: PageOf) -> None:
    assert "Nog in te vullen." in page_of("/privacy")
    named = page_of("/privacy", controller="Het <agentschap>, Brussel")
    assert "Nog in te vullen." not in named
    assert "persoonsgegevens: Het &lt;agentschap&gt;, Brussel." in named


def test_the_statement_gives_all_that_was_and_was_not_tested(page_of: PageOf) -> None:
    html = page_of("/toegankelijkheid")
    for told in (*ACCESSIBILITY.tested, *ACCESSIBILITY.not_tested, *ACCESSIBILITY.gaps):
        assert told in html
    for heading in ("Nalevingsstatus", "Feedback en contact", "Handhavingsprocedure"):
        assert f"<h2>{heading}</h2>" in html
    assert "<strong>gedeeltelijk</strong>" in html
