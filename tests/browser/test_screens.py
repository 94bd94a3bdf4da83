"""Every screen in every look: accessible by axe, whole on a narrow screen, and kept as a picture."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from sro_assistant.settings import CHECKOUT

pytestmark = pytest.mark.browser

PICTURES = CHECKOUT / "build" / "screenshots"
GUIDE_PICTURES = CHECKOUT / "docs" / "beelden"
ROLES = "Welke rollen heeft de Smart Region Office?"
OUTSIDE = "Wat is het recept van appeltaart?"
WIDER = (1280, 800)
TEXT_SPACING = """
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
  p { margin-bottom: 2em !important; }
`);
document.adoptedStyleSheets = [sheet];
"""
"""What a reader may do to a text, by WCAG 1.4.12."""


class Visited(Protocol):
    """A browser window on the site."""

    page: Page

    def open(self, path: str) -> Page: ...

    def ask(self, question: str) -> Page: ...


Opening = Callable[..., Visited]


@dataclass(frozen=True)
class Look:
    """A size of window and a colour scheme."""

    name: str
    width: int
    height: int
    dark: bool = False


LOOKS = (
    Look("breed", *WIDER),
    Look("donker", *WIDER, dark=True),
    Look("390", 390, 844),
    Look("320", 320, 640, dark=True),
)


@dataclass(frozen=True)
class Screen:
    """A state of the site: its name, how a reader gets there, and whether the user guide shows it."""

    name: str
    reach: Callable[[Visited], object]
    in_guide: bool = False


def opened(path: str) -> Callable[[Visited], object]:
    """A page that an address leads to."""
    return lambda visited: visited.open(path)


def asked(question: str) -> Callable[[Visited], object]:
    """The page Vragen with an answer."""

    def reach(visited: Visited) -> None:
        visited.open("/")
        visited.ask(question)

    return reach


def with_source(visited: Visited) -> None:
    """An answer with a source beside it."""
    asked(ROLES)(visited)
    visited.page.click("#antwoord a.cite")
    visited.page.wait_for_selector("#bron h2")


def with_filter(visited: Visited) -> None:
    """The form with its filters unfolded."""
    visited.open("/").click("form.ask summary")


def with_report(visited: Visited) -> None:
    """An answer of which the reader unfolds all there is."""
    asked(ROLES)(visited)
    for summary in visited.page.locator("#antwoord summary").all():
        summary.click()


def refused(visited: Visited) -> None:
    """A question that cannot be read."""
    page = visited.open("/")
    page.fill("#vraag", "???")
    page.click("button.primary")
    page.wait_for_selector("#fout:not([hidden])")


def matched(visited: Visited) -> None:
    """What fits a situation that a reader fills in, with the sources of the first programme."""
    page = visited.open("/programmawijzer")
    page.fill("#veld-nood", "verkeerslichten slimmer maken en verkeersdata delen")
    page.get_by_label("centrumstad").check()
    page.fill("#veld-bedrag", "500.000")
    page.click("form.guide button.primary")
    page.locator(".card summary").first.click()
    page.evaluate("scrollTo(0, 0)")


def unfolded(path: str) -> Callable[[Visited], object]:
    """A page with everything on it unfolded."""

    def reach(visited: Visited) -> None:
        page = visited.open(path)
        for summary in page.locator("main summary").all():
            summary.click()
        page.evaluate("scrollTo(0, 0)")

    return reach


# A page is a line here.
SCREENS = (
    Screen("vragen", opened("/"), in_guide=True),
    Screen("vragen-filter", with_filter),
    Screen("antwoord", asked(ROLES), in_guide=True),
    Screen("antwoord-open", with_report),
    Screen("antwoord-geen", asked(OUTSIDE)),
    Screen("antwoord-bron", with_source, in_guide=True),
    Screen("vraag-fout", refused),
    Screen("bronnen", opened("/bronnen"), in_guide=True),
    Screen("bron", opened("/bronnen/webinar")),
    Screen("bron-verlegd", opened("/bronnen/webinar?van=1&tot=9&controle=00000000")),
    Screen("bedankt", opened("/bedankt")),
    Screen("programmawijzer", opened("/programmawijzer"), in_guide=True),
    Screen("programmawijzer-uitkomst", matched, in_guide=True),
    Screen("programmawijzer-fout", opened("/programmawijzer?bedrag=veel&fase=ooit")),
    Screen("fiche", opened("/programmawijzer/cot_2025?organisatie=provincie")),
    Screen("inwerken", unfolded("/inwerken"), in_guide=True),
    Screen("begrip-gezocht", opened("/inwerken?zoek=smart#begrippen")),
    Screen("fiches", unfolded("/bronnen")),
    Screen("over", opened("/over")),
    Screen("privacy", opened("/privacy")),
    Screen("toegankelijkheid", opened("/toegankelijkheid")),
    Screen("niet-gevonden", opened("/bestaat-niet")),
)


def in_look(page: Page, look: Look) -> None:
    """Gives the window a size and a colour scheme."""
    page.set_viewport_size({"width": look.width, "height": look.height})
    page.emulate_media(color_scheme="dark" if look.dark else "light")


def violations(page: Page) -> list[str]:
    """What axe, once brought onto a page, has against it: each rule with the elements that break it."""
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [f"{rule['id']}: {[node['html'] for node in rule['nodes']]}" for rule in found]


def is_too_wide(page: Page) -> bool:
    """Whether a reader must scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


def pictured(page: Page, folder: Path, name: str, *, whole: bool = True) -> None:
    """Keeps a picture; of the window alone where a panel stands over the page."""
    folder.mkdir(parents=True, exist_ok=True)
    covered = page.locator("#bron:not([hidden])").count() > 0
    page.screenshot(path=folder / f"{name}.png", full_page=whole and not covered)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_is_accessible_and_whole_in_every_look(screen: Screen, visit: Opening) -> None:
    visited = visit()
    screen.reach(visited)
    page = visited.page
    page.evaluate(Axe().axe_script)
    wrong: dict[str, list[str]] = {}
    for look in LOOKS:
        in_look(page, look)
        wrong[look.name] = violations(page)
        if is_too_wide(page):
            wrong[look.name].append("wider than the window")
        pictured(page, PICTURES, f"{screen.name}-{look.name}")
    page.evaluate(TEXT_SPACING)
    if is_too_wide(page):
        wrong["320"].append("wider than the window once its text is spacious")
    assert wrong == {look.name: [] for look in LOOKS}


@pytest.mark.parametrize("screen", [s for s in SCREENS if s.in_guide], ids=lambda screen: screen.name)
def test_the_user_guide_has_its_picture(screen: Screen, visit: Opening) -> None:
    if os.environ.get("SRO_WRITE_GUIDE_PICTURES") == "1":
        visited = visit(viewport={"width": 1120, "height": 680})
        screen.reach(visited)
        pictured(visited.page, GUIDE_PICTURES, screen.name, whole=False)
    assert (GUIDE_PICTURES / f"{screen.name}.png").is_file()


def test_the_printed_answer_has_its_quotes_and_no_buttons(visit: Opening) -> None:
    visited = visit()
    asked(ROLES)(visited)
    visited.page.emulate_media(media="print")
    shown = {
        part: visited.page.locator(part).first.is_visible()
        for part in ("#antwoord .answer", "#antwoord blockquote", "header.site", "form.ask", ".script")
    }
    assert shown == {
        "#antwoord .answer": True,
        "#antwoord blockquote": True,
        "header.site": False,
        "form.ask": False,
        ".script": False,
    }
