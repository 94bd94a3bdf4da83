"""Each button of the workbench's tabs, on the real services behind it."""

import re
import shutil
from collections.abc import Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.domain.journal import Origin
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.serve.journalled import journalled
from sro_assistant.serve.live import LiveSource
from sro_assistant.serve.workbench.services import Workbench
from sro_assistant.serve.workbench.uploads import Uploads
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import index_state, open_served
from sro_assistant.wiring.desk import open_journal, open_workbench
from sro_ui.documents import DocumentsTab
from sro_ui.evaluation import EvaluationTab
from sro_ui.gaps import GapsTab
from sro_ui.panel import Act, Values, View
from sro_ui.webinar import WebinarTab

pytestmark = pytest.mark.functional

UNKNOWN = "Wat is het recept van appeltaart met kaneel?"
PROBE = "<img src=x onerror=alert(1)> Wat is OSLO?"
QUESTIONS = (
    f"Vraag;Naam\nWie zit er in de Smart Region Board?;Jan\nWat is VLOCA?;An\n{PROBE};Piet\n{UNKNOWN};Jo\n"
)


@pytest.fixture(scope="module")
def home(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home whose sources these tests may change, with its index built."""
    folder = tmp_path_factory.mktemp("werkbank")
    for name in ("corpus", "index"):
        shutil.copytree(settings.home / name, folder / name)
    (folder / "models").symlink_to(CHECKOUT / "models")
    return Settings(home=folder, keep_questions=True)


@pytest.fixture(scope="module")
def desk(home: Settings) -> Iterator[Workbench]:
    with (
        closing(LiveSource(lambda: open_served(home), lambda: index_state(home))) as source,
        closing(open_journal(home)) as journal,
    ):
        journalled(source, journal, Origin.PUBLIC)().ask(Request(question=UNKNOWN))
        yield open_workbench(home, source, journal)


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path)


def pressed(act: Act, doe: str, **values: str) -> View:
    """What a button shows in the end."""
    return list(act({"doe": doe, **values}))[-1]


def words_in(view: View) -> str:
    """What a reader reads of a tab."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", view.html or "")).split())


def found_in(view: View, pattern: str) -> str:
    found = re.search(pattern, view.html or "")
    assert found is not None, view.html
    return found[1]


class Webinar:
    """The tab with a list of questions read in and answered."""

    def __init__(self, desk: Workbench, uploads: Uploads) -> None:
        self.act = WebinarTab(desk, uploads).act
        self.token = uploads.keep("vragen.csv", QUESTIONS.encode("utf-8-sig"))
        self.read = pressed(self.act, "lees", bestand=self.token)
        self.set = found_in(self.read, 'data-set="([^"]+)"')
        self.drafted = pressed(self.act, "maak", set=self.set)

    def press(self, doe: str, **values: str) -> View:
        return pressed(self.act, doe, set=self.set, **values)

    def open(self, question: str) -> Values:
        """What the form of a draft holds."""
        draft = found_in(self.drafted, rf'data-vraag="([^"]+)"[^>]*>{question}')
        view = self.press("kies", vraag=draft)
        return {"vraag": draft, "tekst": unescape(found_in(view, r"<textarea[^>]*>\n?([^<]*)<"))}


@pytest.fixture
def webinar(desk: Workbench, uploads: Uploads) -> Webinar:
    return Webinar(desk, uploads)


def test_a_file_becomes_questions_and_is_gone_at_once(webinar: Webinar, uploads: Uploads) -> None:
    assert "4 vragen ingelezen" in words_in(webinar.read)
    assert "Naam" in words_in(webinar.read)
    with pytest.raises(NotFoundError):
        uploads.find(webinar.token)


def test_what_stands_in_an_uploaded_question_is_shown_as_text(webinar: Webinar) -> None:
    for view in (webinar.read, webinar.drafted, webinar.press("kies", **webinar.open("&lt;img"))):
        assert "<img" not in (view.html or "")
        assert "&lt;img src=x onerror=alert(1)&gt;" in (view.html or "")


def test_the_drafts_are_sorted_by_the_attention_they_need(webinar: Webinar) -> None:
    headings = re.findall(r"<h3>(\w+) \((\d+)\)</h3>", webinar.drafted.html or "")
    assert [name for name, _ in headings] == ["Klaar", "Nakijken", "Onbeantwoord"]
    assert sum(int(number) for _, number in headings) == 4
    assert webinar.drafted.said.startswith("De ontwerpen staan klaar:")


def test_drafting_tells_how_far_it_is(desk: Workbench, uploads: Uploads) -> None:
    act = WebinarTab(desk, uploads).act
    read = pressed(act, "lees", tekst="Wat is VLOCA?\nWat is OSLO?")
    views = list(act({"doe": "maak", "set": found_in(read, 'data-set="([^"]+)"')}))
    assert "<progress" in (views[0].html or "")
    assert "2 ontwerpen" in words_in(views[-1])


def test_an_edited_sentence_is_checked_again_and_told_in_dutch(webinar: Webinar) -> None:
    values = webinar.open("Wat is VLOCA")
    edited = webinar.press("controleer", **{**values, "tekst": f"{values['tekst']}\nDit kost 5000 euro."})
    assert "Eén zin steunt niet op een bron" in words_in(edited)
    assert "Dit kost 5000 euro." in words_in(edited)
    restored = webinar.press("herstel", **values)
    assert "Elke zin steunt op haar bron." in words_in(restored)


def test_what_was_typed_goes_along_when_the_reader_goes_elsewhere(webinar: Webinar) -> None:
    values = webinar.open("Wat is VLOCA")
    typed = f"{values['tekst']}\nNog een zin."
    other = webinar.open("Wie zit er")["vraag"]
    webinar.press("kies", vraag=other, open=values["vraag"], onbewaard=typed)
    assert webinar.open("Wat is VLOCA")["tekst"] == typed


def test_an_answer_is_reviewed_by_a_role_and_never_with_a_loose_sentence(webinar: Webinar) -> None:
    values = webinar.open("Wat is VLOCA")
    nobody = webinar.press("nagekeken", **values)
    loose = webinar.press("nagekeken", **{**values, "tekst": "Dit staat nergens.", "functie": "adviseur"})
    webinar.press("herstel", **values)
    reviewed = webinar.press("nagekeken", **values, functie="adviseur")
    assert "functie" in nobody.error
    assert "Niet elke zin staat op een bron." in loose.error
    assert "Ik neem deze zinnen op zonder bron" in words_in(loose)
    assert (reviewed.error, "nagekeken door adviseur" in words_in(reviewed)) == ("", True)


def test_a_reviewed_answer_goes_to_the_bank_in_two_presses(webinar: Webinar, home: Settings) -> None:
    values = webinar.open("Wie zit er")
    webinar.press("nagekeken", **values, functie="adviseur")
    proposed = webinar.press("voorstel", **values)
    added = webinar.press("toevoegen", **values, onderwerp="webinarvragen", kenmerk="board-webinar")
    assert "Voorstel voor de antwoordbank" in words_in(proposed)
    assert "Het antwoord staat in webinarvragen.yaml." in words_in(added)
    assert "board-webinar" in (home.corpus_dir / "answers" / "webinarvragen.yaml").read_text("utf-8")
    again = webinar.press("toevoegen", **values, onderwerp="webinarvragen", kenmerk="board-webinar")
    assert "Zo kan het nog niet" in words_in(again)


def test_questions_can_be_regrouped_before_they_are_drafted(desk: Workbench, uploads: Uploads) -> None:
    act = WebinarTab(desk, uploads).act
    read = pressed(act, "lees", tekst="Wat is VLOCA?\nWat is VLOCA?\nWat is OSLO?")
    place = {"set": found_in(read, 'data-set="([^"]+)"'), "groep": found_in(read, 'data-groep="([^"]+)"')}
    assert "2 keer gesteld" in words_in(read)
    split = pressed(act, "splits", **place, nummer="2")
    dropped = pressed(act, "schrap", set=place["set"], groep=found_in(split, 'data-groep="([^"]+)"'))
    assert "Geen twee vragen lijken hetzelfde te vragen." in words_in(split)
    assert dropped.said == "Er blijven 2 vragen over."


@pytest.mark.parametrize(
    ("doe", "values", "said"),
    [
        ("lees", {}, "Kies een bestand met vragen"),
        ("lees", {"bestand": "weg"}, "Kies het opnieuw"),
        ("lees", {"tekst": "  \n "}, "Kies een bestand met vragen"),
        ("maak", {"set": "weg"}, "Laad ze opnieuw op"),
        ("kies", {"set": "weg", "vraag": "x"}, "Laad ze opnieuw op"),
        ("hervat", {"set": "<script>"}, "Laad ze opnieuw op"),
    ],
)
def test_what_is_gone_or_missing_is_said_in_dutch(
    desk: Workbench, uploads: Uploads, doe: str, values: dict[str, str], said: str
) -> None:
    with pytest.raises((InputError, NotFoundError), match=said):
        pressed(WebinarTab(desk, uploads).act, doe, **values)


def test_a_gap_is_shown_asked_again_and_settled(desk: Workbench) -> None:
    act = GapsTab(desk).act
    shown = pressed(act, "toon")
    again = pressed(act, "opnieuw")
    gap = found_in(again, rf'{re.escape(UNKNOWN)}</p>[\s\S]*?data-hiaat="([^"]+)"')
    settled = pressed(act, "klaar", hiaat=gap)
    assert UNKNOWN in words_in(shown)
    opened, closed = words_in(settled).split("Gesloten (1)")
    assert UNKNOWN in closed
    assert UNKNOWN not in opened
    assert settled.said.endswith(", 1 gesloten.")


def test_where_questions_are_not_kept_the_tab_says_how_to_keep_them(
    settings: Settings, desk: Workbench
) -> None:
    with closing(open_journal(settings.model_copy(update={"keep_questions": False}))) as journal:
        closed = open_workbench(settings, desk.source, journal)
        assert "SRO_KEEP_QUESTIONS" in words_in(pressed(GapsTab(closed).act, "toon"))


def test_the_corpus_is_shown_with_dates_and_validity(desk: Workbench, uploads: Uploads) -> None:
    shown = words_in(pressed(DocumentsTab(desk, uploads).act, "toon"))
    assert "Stand van de index" in shown
    assert "Mededeling aan de Vlaamse Regering" in shown
    assert "17 juli 2020" in shown
    assert "historisch" in shown


def test_a_document_is_looked_at_before_it_is_added(
    desk: Workbench, uploads: Uploads, home: Settings
) -> None:
    act = DocumentsTab(desk, uploads).act
    text = "# Reglement van de fietsmeter\n\n" + "De gemeente plaatst elk jaar vijf fietsmeters. " * 30
    token = uploads.keep("<b>fietsmeter</b>.md", text.encode())
    before = sorted(home.corpus_dir.iterdir())
    preview = pressed(act, "bekijk", bestand=token)
    assert "Reglement van de fietsmeter" in words_in(preview)
    assert "<b>" not in (preview.html or "")
    assert sorted(home.corpus_dir.iterdir()) == before
    facts = {
        "titel": "Reglement van de fietsmeter",
        "kenmerk": "fietsmeter",
        "uitgever": "Gemeente",
        "soort": "nota",
        "datum": "2025",
        "geldigheid": "current",
        "reden": "Het geldt nu.",
        "licentie": "Vrij te citeren.",
    }
    refused = pressed(act, "voegtoe", token=token, **facts | {"datum": "volgend jaar"})
    assert refused.error
    assert "Het geldt nu." in (refused.html or "")
    added = pressed(act, "voegtoe", token=token, **facts)
    assert "Het document ‘fietsmeter’ is toegevoegd" in words_in(added)
    assert "Reglement van de fietsmeter" in words_in(pressed(act, "toon"))
    with pytest.raises(NotFoundError):
        uploads.find(token)


def test_a_document_that_cannot_be_read_cannot_be_added(desk: Workbench, uploads: Uploads) -> None:
    act = DocumentsTab(desk, uploads).act
    preview = pressed(act, "bekijk", bestand=uploads.keep("leeg.md", b" "))
    assert "Dit document kan er zo niet bij." in words_in(preview)
    assert "voegtoe" not in (preview.html or "")


def test_without_a_measurement_the_tab_says_so(desk: Workbench) -> None:
    assert "Er is nog geen verslag." in words_in(pressed(EvaluationTab(desk).act, "toon"))


def test_the_state_of_the_index_is_about_the_fact_sheets_too(home: Settings, desk: Workbench) -> None:
    sheet = home.corpus_dir / "fiches" / "city_of_things.yaml"
    written = sheet.read_bytes()
    try:
        sheet.write_bytes(written + b"# nagekeken\n")
        desk.documents.overview.forget()
        state = desk.documents.state()
    finally:
        sheet.write_bytes(written)
        desk.documents.overview.forget()
    assert state.sheets > 0
    assert not state.is_current
    assert [line for line in state.lines if line.startswith("Fiches: De zoekindex is verouderd")]
