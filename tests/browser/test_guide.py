"""Programmawijzer and Inwerken in a real Chromium: by keyboard, with and without a script."""

from collections.abc import Callable
from typing import Protocol

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


class Visited(Protocol):
    """A browser window on the site."""

    page: Page
    site: str
    requests: list[str]
    complaints: list[str]

    def open(self, path: str) -> Page: ...


Opening = Callable[..., Visited]
MOST_REQUESTS = 6


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_situation_is_told_by_keyboard_and_answered(visit: Opening, script: bool) -> None:
    visited = visit(java_script_enabled=script)
    page = visited.open("/programmawijzer")
    page.focus("#veld-nood")
    page.keyboard.type("waterkwaliteit meten met sensoren")
    page.get_by_label("OCMW").focus()
    page.keyboard.press("Space")
    page.focus("#veld-bedrag")
    page.keyboard.type("50.000")
    page.keyboard.press("Enter")
    page.wait_for_selector("#resultaat")
    assert "organisatie=ocmw" in page.url
    assert page.url.endswith("#resultaat")
    assert "Internet of Water" in page.inner_text("#inhoud")
    assert [url for url in visited.requests if not url.startswith((visited.site, "data:"))] == []
    assert visited.complaints == []


def test_a_source_of_a_programme_opens_beside_it_with_its_words_marked(visit: Opening) -> None:
    page = visit(viewport={"width": 1280, "height": 800}).open("/programmawijzer/sro")
    cited = page.locator('a.cite[href^="/bronnen/"]').first
    cited.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#bron mark")
    page.keyboard.press("Escape")
    assert page.locator("#bron").is_hidden()
    assert cited.evaluate("node => node === document.activeElement")


def test_an_error_leads_to_its_field(visit: Opening) -> None:
    page = visit().open("/programmawijzer?bedrag=veel")
    page.get_by_role("alert").get_by_role("link").click()
    assert page.evaluate("document.activeElement.id") == "veld-bedrag"


def test_a_step_asks_its_question_without_a_script(visit: Opening) -> None:
    page = visit(java_script_enabled=False).open("/inwerken")
    page.locator(".steps button").nth(3).click()
    page.wait_for_selector("#antwoord .answer")
    assert "Wie zit er in de Smart Region Board?" in page.inner_text("#inhoud")


@pytest.mark.parametrize("path", ["/programmawijzer", "/inwerken", "/over"])
def test_a_page_takes_few_requests_and_asks_nobody_else(visit: Opening, path: str) -> None:
    visited = visit()
    visited.open(path)
    asked = [url for url in visited.requests if not url.startswith("data:")]
    assert len(asked) <= MOST_REQUESTS
    assert [url for url in asked if not url.startswith(visited.site)] == []
    assert visited.complaints == []
