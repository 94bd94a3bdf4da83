"""The page Vragen in a browser: a conversation, its sources beside it, what a reader takes along."""

import json
import re
from collections.abc import Callable
from typing import Protocol

import pytest
from playwright.sync_api import Page, Route, expect

from sro_assistant.serve.pages.examples import EXAMPLES

pytestmark = pytest.mark.browser

ROLES = "Welke rollen heeft de Smart Region Office?"
WHAT = "Wat is de Smart Region Office?"
NOTA = "input[type=checkbox][value=strategienota]"
MOST_KEYS = 10
NARROW = {"width": 390, "height": 844}


class Visited(Protocol):
    """A browser window on the site."""

    page: Page
    site: str
    requests: list[str]
    complaints: list[str]

    def open(self, path: str) -> Page: ...

    def ask(self, question: str) -> Page: ...


Opening = Callable[..., Visited]

FOCUSED = "document.activeElement.innerText"
IS_SEEN = """() => {
  const focused = document.activeElement;
  const box = focused.getClientRects()[0];
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const top = document.elementFromPoint(x, y);
  const style = getComputedStyle(focused);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return {covered: !(focused.contains(top) || top?.contains(focused)), ringed};
}"""


def test_an_answer_comes_in_under_its_question(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    page = visited.ask(ROLES)
    expect(page.locator("#antwoord h3")).to_have_text(ROLES)
    expect(page.get_by_role("status")).to_have_text(re.compile(r"^Antwoord klaar, met \d+ bron(nen)?\.$"))
    expect(page.locator("#vraag")).to_have_value("")
    assert page.locator("#antwoord a.cite").count() > 1
    assert visited.complaints == []


def test_the_streamed_answer_is_the_one_that_a_whole_page_shows(visit: Opening) -> None:
    texts = []
    for with_script in (True, False):
        visited = visit(java_script_enabled=with_script)
        visited.open("/")
        page = visited.ask(ROLES)
        texts.append(
            (page.inner_text("#antwoord .answer"), page.locator("#antwoord .card").all_inner_texts())
        )
    assert texts[0] == texts[1]


def test_an_answer_that_breaks_off_keeps_the_sentences_that_came(visit: Opening) -> None:
    page = visit().open("/")
    begin = {"html": '<article id="antwoord"><div class="answer"></div></article>'}
    sentence = {"html": '<p>Zin. <a class="cite" href="/bronnen/webinar">[1]</a></p>'}
    events = [("begin", begin), ("sentence", sentence), ("sentence", sentence)]
    stream = "".join(f"event: {name}\ndata: {json.dumps(data)}\n\n" for name, data in events)
    page.route("**/vraag/stroom", lambda route: route.fulfill(body=stream, content_type="text/event-stream"))
    page.fill("#vraag", WHAT)
    page.click("button.primary")
    expect(page.get_by_role("alert")).to_contain_text("De verbinding brak af.")
    expect(page.locator("#antwoord a.cite")).to_have_count(2)
    expect(page.locator("#vraag")).to_have_value(WHAT)


def test_who_waits_for_a_slow_answer_can_stop_and_ask_something_else(visit: Opening) -> None:
    visited = visit()
    page = visited.open("/")
    page.route("**/vraag/stroom", lambda _route: None)  # an answer that does not come
    page.fill("#vraag", WHAT)
    page.click("button.primary")
    expect(page.get_by_role("status")).to_have_text("Ik zoek in de bronnen …")
    page.get_by_role("button", name="Stoppen").click()
    expect(page.get_by_role("status")).to_have_text("Gestopt.")
    expect(page.locator("#vraag")).to_have_value(WHAT)
    expect(page.locator("#vraag")).to_be_focused()
    expect(page.locator("#stop")).to_be_hidden()
    expect(page.locator("#fout")).to_be_hidden()
    page.unroute("**/vraag/stroom")
    visited.ask(ROLES)
    expect(page.locator("#antwoord h3")).to_have_text(ROLES)


def test_what_is_typed_during_an_answer_stays(visit: Opening) -> None:
    page = visit().open("/")
    held: list[Route] = []
    page.route("**/vraag/stroom", lambda route: held.append(route))  # noqa: PLW0108 - it wants a function
    page.fill("#vraag", WHAT)
    page.click("button.primary")
    page.fill("#vraag", ROLES)
    page.wait_for_function("document.querySelector('#stop').hidden === false")
    held[0].continue_()
    page.wait_for_selector("#antwoord .after")
    expect(page.locator("#vraag")).to_have_value(ROLES)


def test_a_follow_up_is_read_with_the_question_before(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    visited.ask("Wat is VLOCA?")
    page = visited.page
    page.fill("#vraag", "En wie betaalt dat?")
    page.keyboard.press("Enter")
    expect(page.locator("article.turn h3")).to_have_text(["Wat is VLOCA?", "En wie betaalt dat?"])
    expect(page.locator("article.turn").last).to_contain_text("Zo heb ik uw vraag gelezen:")
    expect(page.locator("article.turn").last).to_contain_text("VLOCA")
    assert page.locator("[id=antwoord]").count() == 1
    page.click("#nieuw")
    expect(page.locator("article.turn")).to_have_count(0)
    expect(page.locator("[name=eerder]")).to_have_count(0)


def test_from_question_to_source_and_back_takes_at_most_ten_keys(visit: Opening) -> None:
    page = visit().open("/")
    page.fill("#vraag", ROLES)
    pressed = []

    def press(key: str) -> None:
        pressed.append(key)
        page.keyboard.press(key)

    press("Enter")
    page.wait_for_selector("#antwoord .after")
    for _ in range(MOST_KEYS):
        if page.evaluate(FOCUSED) == "Naar het antwoord":
            break
        press("Tab")
    press("Enter")
    press("Tab")
    marker = page.evaluate("document.activeElement.outerHTML")
    assert page.evaluate("document.activeElement.className") == "cite"
    press("Enter")
    page.wait_for_selector("#bron h2")
    assert page.evaluate("document.activeElement.id") == "bron-kop"
    press("Escape")
    assert page.evaluate("document.activeElement.outerHTML") == marker
    expect(page.locator("#bron")).to_be_hidden()
    assert len(pressed) <= MOST_KEYS


def test_the_focus_is_seen_and_never_covered(visit: Opening) -> None:
    visited = visit(viewport={"width": 1280, "height": 700})
    visited.open("/")
    page = visited.ask(ROLES)
    page.click("#antwoord a.cite")
    page.wait_for_selector("#bron h2")
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.click("h1")
    stops = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate("document.activeElement.outerHTML")
        if stop in stops or page.evaluate("document.activeElement === document.body"):
            break
        stops.add(stop)
        assert (stop, page.evaluate(IS_SEEN)) == (stop, {"covered": False, "ringed": True})
    assert len(stops) > 15


def test_a_source_opens_beside_the_answer_with_the_quote_highlighted(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    page = visited.ask(ROLES)
    marker = page.locator("#antwoord .answer a.cite").nth(1)
    marker.click()
    panel = page.locator("#bron")
    expect(panel.locator("h2")).to_have_text(re.compile(r"^Bron 2: "))
    quotes = page.locator("#antwoord .card blockquote").all_text_contents()
    assert panel.locator("mark").first.inner_text() in quotes
    expect(panel).to_contain_text(re.compile("deel begint op bladzijde|geen bladzijdenummers in deze bron"))
    assert not page.locator("main").evaluate("part => part.inert")
    panel.get_by_role("link", name="Open de volledige bron").click()
    expect(page.locator("mark#citaat")).to_be_visible()


def test_a_narrow_screen_shuts_the_page_behind_the_source(visit: Opening) -> None:
    visited = visit(viewport=NARROW)
    visited.open("/")
    page = visited.ask(ROLES)
    marker = page.locator("#antwoord a.cite").first
    marker.click()
    page.wait_for_selector("#bron h2")
    parts = page.locator("header.site, main, footer.site")
    assert parts.evaluate_all("parts => parts.map(part => part.inert)") == [True, True, True]
    page.get_by_role("button", name="Terug naar het antwoord").click()
    assert parts.evaluate_all("parts => parts.map(part => part.inert)") == [False, False, False]
    expect(marker).to_be_focused()


def test_a_quote_that_moved_is_not_highlighted(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    page = visited.ask(ROLES)
    marker = page.locator("#antwoord a.cite").first
    marker.evaluate("link => { link.href = link.href.replace(/controle=\\w+/, 'controle=00000000') }")
    marker.click()
    expect(page.locator("#bron")).to_contain_text("Er is daarom niets aangeduid.")
    assert page.locator("mark").count() == 0


def test_a_source_that_cannot_be_fetched_opens_as_a_page(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    page = visited.ask(ROLES)
    page.route("**/paneel*", lambda route: route.abort())
    page.locator("#antwoord a.cite").first.click()
    expect(page.locator("mark#citaat")).to_be_visible()


def test_a_link_reopens_a_question_with_its_filters(visit: Opening) -> None:
    first = visit()
    page = first.open("/")
    page.click("form.ask summary")
    page.check(NOTA)
    first.ask(WHAT)
    address = page.url
    assert "#vraag=" in address
    page.reload()
    page.wait_for_selector("#antwoord .after")
    expect(page.locator("#antwoord h3")).to_have_text(WHAT)
    assert page.url == address
    assert page.is_checked(NOTA)
    assert all("vraag=" not in asked for asked in first.requests)


def test_a_link_to_a_question_with_a_typing_error_leads_to_itself(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    page = visited.ask("wie zit er allmaal in de smart regoin bord")
    address = page.url
    page.reload()
    page.wait_for_selector("#antwoord .after")
    assert "regoin" in address
    assert page.url == address


def test_an_answer_is_copied_with_its_sources_and_the_notice(visit: Opening) -> None:
    visited = visit(permissions=["clipboard-read", "clipboard-write"])
    visited.open("/")
    page = visited.ask(WHAT)
    page.click("[data-copy]")
    expect(page.get_by_role("status")).to_have_text("Gekopieerd, met de bronnen.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(WHAT)
    assert "\nBronnen:\n[1] " in copied
    assert "AI-systeem" in copied
    page.click("[data-link]")
    expect(page.get_by_role("status")).to_have_text("De link is gekopieerd.")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{visited.site}/#vraag=")


@pytest.mark.parametrize("with_script", [True, False])
def test_a_verdict_is_taken(visit: Opening, with_script: bool) -> None:
    visited = visit(java_script_enabled=with_script)
    visited.open("/")
    page = visited.ask(WHAT)
    page.get_by_role("button", name="Ja", exact=True).click()
    expect(page.get_by_text("Bedankt voor uw oordeel")).to_be_visible()
    assert visited.complaints == []


def test_a_wrong_source_is_reported_from_beside_the_answer(visit: Opening) -> None:
    visited = visit()
    visited.open("/")
    page = visited.ask(ROLES)
    page.locator("#antwoord a.cite").nth(1).click()
    with page.expect_request("**/api/feedback") as sent:
        page.click("#bron .feedback button")
    body = json.loads(sent.value.post_data or "{}")
    assert body == {
        "answer_id": page.get_attribute("#antwoord", "data-answer"),
        "rating": "wrong_source",
        "citation": 2,
        "comment": None,
    }
    expect(page.locator("#bron")).to_contain_text("Bedankt voor uw oordeel.")


def test_without_script_a_conversation_goes_on_with_its_filters(visit: Opening) -> None:
    visited = visit(java_script_enabled=False)
    page = visited.open("/")
    page.click("form.ask summary")
    page.check(NOTA)
    page.select_option("[name=vanaf]", "2023")
    visited.ask(ROLES)
    expect(page.locator(".script")).to_be_hidden()
    visited.ask("En wie stuurt die?")
    expect(page.locator(".earlier li")).to_have_text([ROLES])
    assert page.is_checked(NOTA)
    assert page.input_value("[name=vanaf]") == "2023"
    page.locator("#antwoord a.cite").first.click()
    expect(page.locator("mark#citaat")).to_be_visible()


@pytest.mark.parametrize("with_script", [True, False])
def test_a_question_that_cannot_be_read_stays_in_the_form(visit: Opening, with_script: bool) -> None:
    page = visit(java_script_enabled=with_script).open("/")
    page.fill("#vraag", "???")
    page.click("button.primary")
    expect(page.get_by_role("alert")).to_contain_text("Dat lukt niet.")
    expect(page.locator("#vraag")).to_have_value("???")
    assert page.get_attribute("#vraag", "aria-invalid") is not None


def test_every_example_gets_an_answer_with_sources(visit: Opening) -> None:
    visited = visit()
    questions = [question for group in EXAMPLES for question in group.questions]
    answers = {}
    for question in questions:
        reply = visited.page.request.post(f"{visited.site}/api/ask", data={"question": question}).json()
        answers[question] = (reply["status"], bool(reply["citations"]))
    assert answers == dict.fromkeys(questions, ("answered", True))


def test_an_example_is_a_button_that_leads_to_its_answer(visit: Opening) -> None:
    page = visit().open("/")
    question = EXAMPLES[0].questions[0]
    page.get_by_role("button", name=question).click()
    page.wait_for_selector("#antwoord .after")
    expect(page.locator("#antwoord")).to_be_focused()
    expect(page.locator("#voorbeelden")).to_have_count(0)
