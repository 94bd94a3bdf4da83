"""The workbench in a real Chromium: each tab in every look, the tour of staff, and lost sessions."""

import csv
import io
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import docx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from sro_assistant.settings import CHECKOUT, Settings

pytestmark = pytest.mark.browser

PICTURES = CHECKOUT / "build" / "screenshots"
GUIDE_PICTURES = CHECKOUT / "docs" / "beelden"
PASSWORD = "het wachtwoord van de proef"  # noqa: S105 - a test's own
STARTING = 120_000
PATIENCE = 60_000
MEASURING = 1_200_000
PROBE = "<img src=x onerror=\"document.title='gekraakt'\"> Wat is OSLO?"
HOSTILE_NAME = "<img src=x onerror=alert(1)>.csv"
QUESTIONS = (
    "Wat is de Smart Region Office?",
    "Wie zit er in de Smart Region Board?",
    "Wat is het Smart Region Office?",
    "Wat zijn de zes strategische doelstellingen?",
    "Wat kost een sensor?",
    PROBE,
    '=HYPERLINK("https://elders.example";"klik")',
    "Hoe kan mijn gemeente meedoen met City of Things?",
    "Wat is het weer morgen?",
    "Waarvoor staat LBLOD?",
    "Welke rollen heeft de Smart Region Office?",
    "Wat is een slimme regio?",
    "Wat is het verschil tussen de Board en het Office?",
    "Hoe vaak komt de Smart Region Board samen?",
    "Welke programma's zijn er voor een lokaal bestuur?",
    "Wie betaalt dat allemaal?",
    "Hoe neem ik contact op met de SRO?",
    "Wat doet VLAIO in de SRO?",
    "Wat is Smart Flanders?",
    "Wanneer werd de strategienota goedgekeurd?",
    "Is er subsidie voor sensoren?",
    "Wat is VLOCA?",
    "Wat doet Digitaal Vlaanderen?",
    "Wat is de visie van de SRO?",
    "Welke thema's zijn er?",
    "Hoe werken steden samen?",
    "Wat betekent interoperabiliteit?",
    "Kan een kleine gemeente meedoen?",
    "Wie beslist over projecten?",
    "Wat is het budget van de SRO?",
)
ENGLISH = re.compile(
    r"\b(?:the|and|upload|file|submit|clear|settings|built|loading|drop|click|search|remove|copy|download all"
    r"|error|close|more tabs|processing|queue|share|feedback|undo|retry|connection|lost|select)\b",
    re.IGNORECASE,
)
ENGLISH_WE_USE = ("Smart Region Office", "City of Things", "Board", "download als")
LOOKS = {
    "breed": (1280, 800, "light"),
    "donker": (1280, 800, "dark"),
    "390": (390, 844, "light"),
    "320": (320, 640, "dark"),
}


class Served(Protocol):
    """A server of the tests' own."""

    @property
    def address(self) -> str: ...


class Visited(Protocol):
    """A browser window on the site."""

    page: Page
    site: str
    requests: list[str]
    complaints: list[str]


Opening = Callable[..., Visited]
StartServer = Callable[..., Served]


@dataclass(frozen=True)
class Bench:
    """Two servers on one home that these tests may change: one on this machine, one with a password."""

    home: Path
    site: str
    guarded: str


@pytest.fixture(scope="module")
def bench(settings: Settings, start_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    home = tmp_path_factory.mktemp("werkbank")
    for name in ("corpus", "index"):
        shutil.copytree(settings.home / name, home / name)
    (home / "models").symlink_to(CHECKOUT / "models")
    options = {"SRO_RATE_PER_MINUTE": "0", "SRO_KEEP_QUESTIONS": "true"}
    return Bench(
        home,
        start_server(home, **options).address,
        start_server(home, **options, SRO_WORKBENCH_PASSWORD=PASSWORD).address,
    )


@pytest.fixture
def at_work(visit: Opening, bench: Bench) -> Visited:
    """The workbench, once it has started."""
    visited = visit(bench.site)
    opened(visited.page, f"{bench.site}/werkbank/")
    return visited


def opened(page: Page, address: str) -> Page:
    """Goes to the workbench and waits for it: the first time it has to start."""
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.get_by_label("Uw vraag").wait_for(timeout=STARTING)
    return page


def tab(page: Page, name: str) -> Page:
    """Goes to a tab."""
    page.get_by_role("tab", name=name, exact=True).click()
    return page


def questions_file(folder: Path) -> Path:
    """Thirty questions as a webinar tool gives them, under a name that wants to be a program."""
    file = io.StringIO(newline="")
    rows = [("Naam", "E-mail", "Vraag"), *(("Jan Peeters", "jan@elders.example", q) for q in QUESTIONS)]
    csv.writer(file, delimiter=";").writerows(rows)
    path = folder / HOSTILE_NAME
    path.write_text(file.getvalue(), "utf-8-sig")
    return path


def read_in(page: Page, folder: Path) -> Page:
    """Reads the thirty questions in."""
    tab(page, "Webinarvragen").set_input_files("#webinar-bestand", questions_file(folder))
    page.get_by_role("button", name="Vragen inlezen").click()
    expect(page.get_by_role("heading", name=re.compile("vragen ingelezen"))).to_be_focused()
    return page


def drafted(page: Page, folder: Path) -> Page:
    """Has an answer drafted to each."""
    read_in(page, folder).get_by_role("button", name="Maak de ontwerpen").click()
    page.get_by_role("link", name="Download als Word").wait_for()
    return page


def draft(page: Page, question: str) -> Page:
    """Opens the draft of a question."""
    page.locator("button.pick", has_text=question).first.click()
    expect(page.get_by_role("heading", name=question)).to_be_focused()
    return page


def start_state(page: Page, _folder: Path) -> None:
    """The tab Vragen as it opens."""
    tab(page, "Vragen")


def answered(page: Page, _folder: Path) -> None:
    """The tab Vragen with an answer."""
    tab(page, "Vragen").get_by_label("Uw vraag").fill(QUESTIONS[1])
    page.get_by_role("button", name="Vraag stellen").click()
    page.locator("article .cite").first.wait_for()


def webinar_start(page: Page, _folder: Path) -> None:
    """The tab Webinarvragen as it opens."""
    tab(page, "Webinarvragen").get_by_label("Of plak de vragen hier").wait_for()


def webinar_draft(page: Page, folder: Path) -> None:
    """A draft with a sentence that no source carries, and a proposal for the bank."""
    draft(drafted(page, folder), "Wie zit er in de Smart Region Board?")
    text = page.get_by_label("Antwoord", exact=True)
    text.fill(f"{text.input_value()}\nDit kost 5000 euro.")
    page.get_by_role("button", name="Bewaar en controleer").click()
    expect(page.get_by_role("heading", name="Controle van elke zin")).to_be_focused()


def webinar_list(page: Page, folder: Path) -> None:
    """The drafts, sorted."""
    drafted(page, folder)


def webinar_groups(page: Page, folder: Path) -> None:
    """The questions as they were read in."""
    read_in(page, folder)


def webinar_error(page: Page, _folder: Path) -> None:
    """Nothing to read in."""
    tab(page, "Webinarvragen").get_by_role("button", name="Vragen inlezen").click()
    expect(page.locator(".sro-alert [role=alert]")).to_be_focused()


def gaps(page: Page, _folder: Path) -> None:
    """The tab Kennishiaten, after a question that nobody could answer."""
    tab(page, "Vragen").get_by_label("Uw vraag").fill("Hoeveel budget is er in 2031 voor de slimme regio?")
    page.get_by_role("button", name="Vraag stellen").click()
    page.locator("article h3").first.wait_for()
    tab(page, "Kennishiaten").get_by_role("button", name="Stel ze opnieuw").wait_for()


def documents(page: Page, _folder: Path) -> None:
    """The tab Documenten."""
    tab(page, "Documenten").get_by_role("heading", name="Stand van de index").wait_for()


def preview(page: Page, folder: Path) -> None:
    """A new document, before it is added."""
    path = folder / "reglement.md"
    path.write_text("# Reglement\n\n" + "De gemeente telt elk jaar de fietsers op de brug. " * 40, "utf-8")
    documents(page, folder)
    page.get_by_role("button", name="Document toevoegen").click()
    page.set_input_files("#nieuw-bestand", path)
    page.get_by_role("button", name="Bekijk het document").click()
    page.get_by_label("Titel", exact=True).wait_for()


def evaluation(page: Page, _folder: Path) -> None:
    """The tab Evaluatie."""
    tab(page, "Evaluatie").get_by_role("button", name="Meet opnieuw").wait_for()


def measured(page: Page, folder: Path) -> None:
    """The same with the figures of a measurement, which takes minutes."""
    evaluation(page, folder)
    page.get_by_role("button", name="Meet opnieuw").click()
    page.get_by_role("heading", name="Laatste verslag").wait_for(timeout=MEASURING)
    expect(page.get_by_role("button", name="Meet opnieuw")).to_be_visible(timeout=MEASURING)


SCREENS = {
    "werkbank-vragen": start_state,
    "werkbank-antwoord": answered,
    "werkbank-webinar": webinar_start,
    "werkbank-webinar-fout": webinar_error,
    "werkbank-groepen": webinar_groups,
    "werkbank-ontwerpen": webinar_list,
    "werkbank-ontwerp": webinar_draft,
    "werkbank-hiaten": gaps,
    "werkbank-documenten": documents,
    "werkbank-voorbeeld": preview,
    "werkbank-evaluatie": evaluation,
}
IN_GUIDE = (
    "werkbank-webinar",
    "werkbank-ontwerpen",
    "werkbank-ontwerp",
    "werkbank-hiaten",
    "werkbank-documenten",
    "werkbank-evaluatie",
)
FOR_GUIDE = SCREENS | {"werkbank-evaluatie": measured}


def wrong_with(page: Page) -> list[str]:
    """What axe has against a page, whether it is too wide, and regions that talk through each other."""
    found = [
        f"{rule['id']}: {[node['html'] for node in rule['nodes']]}"
        for rule in Axe().run(page).response["violations"]
    ]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        found.append("wider than the window")
    if page.locator("[role=status]:visible, [role=status].sr-only:not([aria-atomic])").count() > 1:
        found.append("more than one status region")
    return found


def english_in(page: Page) -> list[str]:
    """The English words that a reader of this page sees or hears."""
    said: str = page.evaluate(
        """() => [document.body.innerText,
          ...['aria-label', 'title', 'placeholder', 'alt'].flatMap((name) =>
            [...document.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name)))
        ].join(' ')"""
    )
    for known in ENGLISH_WE_USE:
        said = re.sub(re.escape(known), "", said, flags=re.IGNORECASE)
    return sorted({found.group() for found in ENGLISH.finditer(said)})


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_accessible_dutch_and_whole_in_every_look(
    at_work: Visited, tmp_path: Path, name: str
) -> None:
    page = at_work.page
    SCREENS[name](page, tmp_path)
    wrong: dict[str, list[str]] = {}
    for look, (width, height, scheme) in LOOKS.items():
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.evaluate("scheme => document.body.classList.toggle('dark', scheme === 'dark')", scheme)
        wrong[look] = wrong_with(page)
        PICTURES.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=PICTURES / f"{name}-{look}.png", full_page=True)
    assert wrong == {look: [] for look in LOOKS}
    assert english_in(page) == []
    assert page.title() == "Werkbank · SRO-assistent"


@pytest.mark.parametrize("name", IN_GUIDE)
def test_the_user_guide_has_its_picture(at_work: Visited, tmp_path: Path, name: str) -> None:
    if os.environ.get("SRO_WRITE_GUIDE_PICTURES") == "1":
        at_work.page.set_viewport_size({"width": 1280, "height": 800})
        FOR_GUIDE[name](at_work.page, tmp_path)
        GUIDE_PICTURES.mkdir(parents=True, exist_ok=True)
        at_work.page.screenshot(path=GUIDE_PICTURES / f"{name}.png")
    assert (GUIDE_PICTURES / f"{name}.png").is_file()


def test_staff_answer_a_webinar_and_take_it_away(at_work: Visited, bench: Bench, tmp_path: Path) -> None:
    page = drafted(at_work.page, tmp_path)
    expect(page.get_by_role("status")).to_contain_text("De ontwerpen staan klaar:")
    draft(page, "Wie zit er in de Smart Region Board?")
    text = page.get_by_label("Antwoord", exact=True)
    own = text.input_value()
    text.fill(f"{own}\nDit kost 5000 euro.")
    page.get_by_role("button", name="Bewaar en controleer").click()
    expect(page.locator(".loose")).to_contain_text("Dit kost 5000 euro.")
    text.fill(own)
    page.get_by_label("Uw functie").fill("beleidsmedewerker")
    page.get_by_role("button", name="Nagekeken", exact=True).click()
    expect(page.locator(".editor")).to_contain_text("door beleidsmedewerker")
    expect(text).to_have_value(own)
    with page.expect_download() as word:
        page.get_by_role("link", name="Download als Word").click()
    with page.expect_download() as table:
        page.get_by_role("link", name="Download als CSV").click()
    page.get_by_role("button", name="Naar de antwoordbank").click()
    page.get_by_label("Kenmerk").fill("board-van-de-proef")
    page.get_by_role("button", name="Maak het voorstel opnieuw").click()
    expect(page.locator(".editor pre")).to_contain_text("id: board-van-de-proef", timeout=PATIENCE)
    page.get_by_role("button", name="Zet in de antwoordbank").click()
    expect(page.locator(".editor")).to_contain_text(
        "Het antwoord staat in webinarvragen.yaml.", timeout=PATIENCE
    )

    written = docx.Document(str(word.value.path()))
    headings = [p.text for p in written.paragraphs if (p.style.name if p.style else "").startswith("Heading")]
    assert word.value.suggested_filename.endswith(".docx")
    assert any("Wie zit er in de Smart Region Board?" in heading for heading in headings)
    rows = list(csv.reader(io.StringIO(table.value.path().read_text("utf-8-sig")), delimiter=";"))
    assert any("beleidsmedewerker" in cell or "nagekeken" in cell for row in rows for cell in row)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    bank = bench.home / "corpus" / "answers" / "webinarvragen.yaml"
    assert "board-van-de-proef" in bank.read_text("utf-8")


def test_no_uploaded_text_or_name_becomes_a_program(at_work: Visited, tmp_path: Path) -> None:
    page = drafted(at_work.page, tmp_path)
    draft(page, "Wat is OSLO?")
    strangers = page.eval_on_selector_all(
        "#component-0 img, .sro img, .sro svg, .sro iframe, .sro [onerror], .sro a[href^='javascript:']",
        "found => found.map(element => element.outerHTML)",
    )
    assert (strangers, page.title()) == ([], "Werkbank · SRO-assistent")
    assert [said for said in at_work.complaints if "dialog" in said] == []


def test_another_kind_of_file_and_one_too_large_are_refused_in_dutch(
    at_work: Visited, tmp_path: Path
) -> None:
    page = tab(at_work.page, "Webinarvragen")
    shown = page.locator("[data-fout]:visible")
    for name, size, said in (
        ("plan.exe", 10, "Dit soort bestand kan hier niet. Kies een van deze: .csv"),
        ("nota.pdf", 10, "Dit soort bestand kan hier niet."),
        ("leeg.csv", 0, "Dit bestand is leeg."),
        ("groot.txt", 26 * 1024 * 1024, "Dit bestand is te groot."),
    ):
        (tmp_path / name).write_bytes(b"x" * size)
        page.set_input_files("#webinar-bestand", tmp_path / name)
        page.get_by_role("button", name="Vragen inlezen").click()
        expect(shown).to_contain_text(said)


def test_a_file_that_is_refused_does_not_hold_the_reader(at_work: Visited, tmp_path: Path) -> None:
    page = at_work.page
    documents(page, tmp_path)
    page.get_by_role("button", name="Document toevoegen").click()
    (tmp_path / "vragen.csv").write_text("Vraag\n", "utf-8")
    page.set_input_files("#nieuw-bestand", tmp_path / "vragen.csv")
    page.get_by_role("button", name="Bekijk het document").click()
    expect(page.locator("[data-fout]:visible")).to_contain_text("Dit soort bestand kan hier niet.")
    page.get_by_role("button", name="Annuleer").click()
    expect(page.get_by_role("heading", name="Stand van de index")).to_be_visible()


def test_what_was_typed_is_not_lost_on_the_way_to_another_question(at_work: Visited, tmp_path: Path) -> None:
    page = drafted(at_work.page, tmp_path)
    draft(page, "Wat is VLOCA?")
    text = page.get_by_label("Antwoord", exact=True)
    typed = f"{text.input_value()}\nNog een zin."
    text.fill(typed)
    page.get_by_role("link", name="Download als CSV").click()
    expect(page.locator("[data-fout]:visible")).to_contain_text("nog niet bewaard")
    draft(page, "Wat is Smart Flanders?")
    draft(page, "Wat is VLOCA?")
    expect(text).to_have_value(typed)


def test_an_error_that_comes_again_is_told_again(at_work: Visited) -> None:
    page = tab(at_work.page, "Webinarvragen")
    alert = page.locator(".sro-alert [role=alert]")
    for _ in range(2):
        page.get_by_role("button", name="Vragen inlezen").click()
        expect(alert).to_be_focused()
        page.get_by_label("Of plak de vragen hier").focus()


def test_the_page_asks_nothing_of_other_hosts_and_keeps_no_question(at_work: Visited, tmp_path: Path) -> None:
    drafted(at_work.page, tmp_path)
    hosts = {urlsplit(asked).netloc for asked in at_work.requests if not asked.startswith(("data:", "blob:"))}
    kept = at_work.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert hosts == {urlsplit(at_work.site).netloc}
    assert "Smart Region" not in kept


def test_a_reload_comes_back_to_the_same_questions_and_says_when_they_are_gone(
    at_work: Visited, bench: Bench, tmp_path: Path
) -> None:
    page = read_in(at_work.page, tmp_path)
    tab(opened(page, page.url), "Webinarvragen")
    expect(page.get_by_role("heading", name=re.compile("vragen ingelezen"))).to_be_visible()
    page.get_by_role("button", name="Maak de ontwerpen").click()
    page.get_by_role("link", name="Download als Word").wait_for()
    page.goto(f"{bench.site}/werkbank/?set=verlopen")
    tab(page, "Webinarvragen")
    expect(page.locator(".sro-alert [role=alert]")).to_contain_text("Deze vragen zijn er niet meer")


def test_a_lost_connection_is_said_in_dutch_and_nothing_typed_is_lost(at_work: Visited) -> None:
    page = tab(at_work.page, "Webinarvragen")
    page.get_by_label("Of plak de vragen hier").fill("Wat is VLOCA?")
    page.context.set_offline(offline=True)
    page.get_by_role("button", name="Vragen inlezen").click()
    expect(page.locator("#melding")).to_contain_text("De verbinding met de assistent viel weg.")
    expect(page.locator(".toast-body:visible")).to_have_count(0)
    page.context.set_offline(offline=False)
    page.wait_for_timeout(3000)  # as long as Gradio takes to try again
    expect(page.get_by_label("Of plak de vragen hier")).to_have_value("Wat is VLOCA?")
    page.get_by_role("link", name="herlaad de pagina").click()
    page.get_by_label("Uw vraag").wait_for()
    expect(page.locator("#melding")).to_be_hidden()


def test_by_keyboard_alone_a_question_leads_to_its_source(at_work: Visited) -> None:
    page = tab(at_work.page, "Vragen")
    page.get_by_label("Uw vraag").fill(QUESTIONS[1])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator("article .cite").first.wait_for()
    expect(page.locator("article h3").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("article .cite").first).to_be_focused()
    with page.context.expect_page() as source:
        page.keyboard.press("Enter")
    expect(source.value.locator("mark").first).to_be_visible()


def bring_back(page: Page, bench: Bench, token: str) -> None:
    """Puts the cookie of a session back."""
    page.context.add_cookies([{"name": "sro_werkbank", "value": token, "url": f"{bench.guarded}/werkbank"}])


def test_arrow_keys_go_from_tab_to_tab(at_work: Visited) -> None:
    page = tab(at_work.page, "Vragen")
    for key, name in (("ArrowRight", "Webinarvragen"), ("ArrowLeft", "Vragen"), ("ArrowLeft", "Evaluatie")):
        page.keyboard.press(key)
        expect(page.get_by_role("tab", name=name, exact=True)).to_be_focused()
        expect(page.get_by_role("tab", selected=True)).to_have_text(name)


def test_staff_sign_in_are_told_when_that_ends_and_sign_out(
    bench: Bench, visit: Opening, tmp_path: Path
) -> None:
    visited = visit(bench.guarded)
    page = visited.page
    page.goto(f"{bench.guarded}/werkbank")
    page.get_by_label("Wachtwoord").fill("fout")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Dit wachtwoord klopt niet.")
    assert wrong_with(page) == []
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Aanmelden").click()
    page.get_by_label("Uw vraag").wait_for(timeout=STARTING)
    read_in(page, tmp_path)
    cookies = page.context.cookies()
    assert [(c["name"], c["path"], c["httpOnly"], c["sameSite"]) for c in cookies] == [
        ("sro_werkbank", "/werkbank", True, "Strict")
    ]
    token = cookies[0]["value"]
    page.context.clear_cookies()
    page.get_by_role("button", name="Maak de ontwerpen").click()
    expect(page.locator("#melding")).to_contain_text("U bent niet meer aangemeld.")
    assert wrong_with(page) == []
    bring_back(page, bench, token)
    page.get_by_role("button", name="Maak de ontwerpen").click()
    page.get_by_role("link", name="Download als Word").wait_for()
    expect(page.locator("#melding")).to_be_hidden()
    page.get_by_role("button", name="Afmelden").click()
    expect(page.get_by_text("U bent afgemeld.")).to_be_visible()
    bring_back(page, bench, token)
    page.goto(f"{bench.guarded}/werkbank/")
    expect(page.get_by_label("Wachtwoord")).to_be_visible()
