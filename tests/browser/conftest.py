"""A real Chromium for the tests of the pages; where there is none, one line says so and how to get it."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
HOW = (
    "De browsertests zijn weggelaten: er is geen Chromium. Installeer ze (Debian en Ubuntu: "
    "sudo apt install chromium) of wijs er een aan met SRO_CHROMIUM=/pad/naar/chromium."
)
PATIENCE = 15_000
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


class Server(Protocol):
    """A server of the tests' own."""

    @property
    def address(self) -> str: ...


@dataclass
class Visit:
    """A page in a browser window of its own, and what the browser noticed there."""

    page: Page
    site: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Goes to a path of the site."""
        self.page.goto(f"{self.site}{path}")
        return self.page

    def ask(self, question: str) -> Page:
        """Types a question, sends it, and waits for the whole answer."""
        self.page.fill("#vraag", question)
        self.page.click("button.primary")
        self.page.wait_for_selector("#antwoord .after")
        return self.page


Opening = Callable[..., Visit]


def chromium_path() -> str | None:
    """Where Chromium is, if it is here."""
    return os.environ.get("SRO_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def stays_away() -> bool:
    """Whether the tests here are left out; in CI they fail instead."""
    return chromium_path() is None and os.environ.get("CI") != "true"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves the tests out that need a browser where there is none."""
    if stays_away():
        left_out = [item for item in items if item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says in one line that they were left out, and how to get them."""
    if stays_away():
        terminalreporter.write_line(HOW)


# Not for the whole session: while Playwright runs, no other test of this process could start an event loop.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, without a window."""
    path = chromium_path()
    if path is None:
        pytest.fail("Er is geen Chromium, en in CI mogen de browsertests niet wegblijven.")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, served: Server) -> Iterator[Opening]:
    """Opens a fresh browser window, in English as a reader's may be; options are those of a context."""
    opened = []

    def opening(site: str = "", **options: object) -> Visit:
        context = browser.new_context(**{"locale": "en-US", **options})  # type: ignore[arg-type]  # Playwright checks them
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        made = Visit(context.new_page(), site or served.address)
        made.page.on("request", lambda request: made.requests.append(request.url))
        made.page.on("console", lambda message: made.complaints.append(message.text))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("dialog", lambda dialog: made.complaints.append(f"dialog: {dialog.message}"))
        return made

    yield opening
    for context in opened:
        context.close()
