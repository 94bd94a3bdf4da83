"""What the pages ask of a browser: little, of nobody else; and no text becomes a program there."""

from collections.abc import Callable
from hashlib import sha256
from typing import Protocol
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, Request, expect

from sro_assistant.settings import CHECKOUT

pytestmark = pytest.mark.browser

MOST_BYTES, MOST_REQUESTS = 15_000, 6
PAGES = ("/", "/bronnen", "/bronnen/webinar", "/bedankt")
PROBES = (
    '<img src=x onerror="alert(1)">',
    "</textarea><script>alert(2)</script>",
    '"><svg onload=alert(3)>',
    "' autofocus onfocus=alert(4) x='",
    "{{ 7 * 7 }}<a href=javascript:alert(5)>klik</a>",
)


class Visited(Protocol):
    """A browser window on the site."""

    page: Page
    site: str
    requests: list[str]
    complaints: list[str]

    def open(self, path: str) -> Page: ...

    def ask(self, question: str) -> Page: ...


class Served(Protocol):
    """A server of the tests' own."""

    @property
    def address(self) -> str: ...


Opening = Callable[..., Visited]
StartServer = Callable[..., Served]


def strangers(page: Page) -> list[str]:
    """Elements that only a probe can have made, and links that run something."""
    found: list[str] = page.eval_on_selector_all(
        "img, svg, iframe, script:not([src]), [onerror], [onload], [onfocus], a[href^='javascript:']",
        "found => found.map(element => element.outerHTML)",
    )
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_dutch_closed_and_asks_nothing_of_other_hosts(visit: Opening, path: str) -> None:
    visited = visit()
    with visited.page.expect_response(f"{visited.site}{path}") as replied:
        page = visited.open(path)
    policy = replied.value.headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    assert page.get_attribute("html", "lang") == "nl"
    hosts = {urlsplit(asked).netloc for asked in visited.requests}
    assert hosts <= {urlsplit(visited.site).netloc, ""}
    assert visited.complaints == []


def test_a_conversation_leaves_nothing_in_the_browser(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    page = visited.ask("Wat is de Smart Region Office?")
    page.click("#antwoord a.cite")
    page.wait_for_selector("#bron h2")
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert page.context.storage_state() == {"cookies": [], "origins": []}


def test_the_first_load_is_light(visit: Opening) -> None:
    visited = visit()
    replies: list[Request] = []

    def note(request: Request) -> None:
        replies.append(request)

    visited.page.on("requestfinished", note)
    visited.page.goto(f"{visited.site}/", wait_until="networkidle")
    sizes = [reply.sizes() for reply in replies if not reply.url.startswith("data:")]
    sent = sum(size["responseBodySize"] + size["responseHeadersSize"] for size in sizes)
    assert 0 < sent <= MOST_BYTES
    assert 0 < len(sizes) <= MOST_REQUESTS


@pytest.mark.parametrize("with_script", [True, False])
def test_a_question_is_shown_as_it_was_typed(visit: Opening, with_script: bool) -> None:
    visited = visit(java_script_enabled=with_script)
    visited.open("/")
    for probe in PROBES:
        question = f"Wat is de SRO {probe}?"
        page = visited.ask(question)
        expect(page.locator("#antwoord h3")).to_have_text(question)
        assert strangers(page) == []
    assert visited.complaints == []


def test_an_address_cannot_smuggle_markup_in(visit: Opening) -> None:
    visited = visit()
    for probe in PROBES:
        page = visited.open(f"/#vraag={quote(f'Wat is de SRO {probe}?')}&bron={quote(probe)}")
        page.reload()
        page.wait_for_selector("#antwoord .after")
        assert strangers(page) == []
    page = visited.open(f"/bronnen/webinar?van={quote(PROBES[0])}&tot=3&controle={quote(PROBES[2])}")
    assert strangers(page) == []
    page = visited.open(f"/{quote(PROBES[1], safe='')}")
    assert strangers(page) == []
    assert [said for said in visited.complaints if "404" not in said] == []


HOSTILE_TEXT = f"""# De slimme paal {PROBES[0]}

De slimme paal van Teststad {PROBES[2]} meet elke dag de luchtkwaliteit op het marktplein {PROBES[1]}.

De slimme paal van Teststad heeft deze delen:

1. een sensor voor fijn stof {PROBES[4]}
2. een lamp {PROBES[0]}
"""
HOSTILE_MANIFEST = """
[[source]]
id = "paal"
path = "paal.md"
title = "De paal {title}"
publisher = "{publisher}"
published = "2024"
kind = "nota"
validity = "historical"
validity_reason = "Van vroeger {title}"
licence = "vrij"
sha256 = "{sha256}"
"""


@pytest.fixture(scope="module")
def hostile_site(start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A site whose one document is full of markup, in its text and in what the manifest says of it."""
    home = tmp_path_factory.mktemp("hostile")
    corpus = home / "corpus"
    corpus.mkdir()
    (home / "models").symlink_to(CHECKOUT / "models")
    (corpus / "paal.md").write_text(HOSTILE_TEXT, "utf-8")
    manifest = HOSTILE_MANIFEST.format(
        title=PROBES[0].replace('"', "'"),
        publisher=PROBES[1],
        sha256=sha256(HOSTILE_TEXT.encode()).hexdigest(),
    )
    (corpus / "manifest.toml").write_text(manifest, "utf-8")
    return start_server(home, SRO_RATE_PER_MINUTE="0", SRO_KEEP_QUESTIONS="true").address


def test_a_document_is_shown_as_it_was_written(visit: Opening, hostile_site: str) -> None:
    visited = visit(hostile_site)
    visited.open("/")
    page = visited.ask("Waar meet de slimme paal van Teststad elke dag de luchtkwaliteit?")
    expect(page.locator("#antwoord")).to_contain_text("onload=alert(3)")
    assert strangers(page) == []
    page.locator("#antwoord a.cite").first.click()
    page.wait_for_selector("#bron mark")
    expect(page.locator("#bron")).to_contain_text("<script>alert(2)</script>")
    assert strangers(page) == []
    for path in ("/bronnen", "/bronnen/paal"):
        assert strangers(visited.open(path)) == []
    assert visited.complaints == []


def test_a_comment_is_taken_as_it_was_written(visit: Opening, hostile_site: str) -> None:
    visited = visit(hostile_site)
    visited.open("/")
    page = visited.ask("Wat meet de slimme paal van Teststad?")
    page.click("#antwoord .feedback summary")
    page.fill("[name=comment]", PROBES[0])
    page.get_by_role("button", name="Nee", exact=True).click()
    expect(page.get_by_text("Bedankt voor uw oordeel.")).to_be_visible()
    assert strangers(page) == []
    assert visited.complaints == []
