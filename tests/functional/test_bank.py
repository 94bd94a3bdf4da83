"""The answer bank on the whole road: asked, filtered, switched off, and silenced by a changed source."""

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from sro_assistant.answer.compose import Assistant, Request
from sro_assistant.desk.bank import look
from sro_assistant.domain import Answer, Approved, Filters, Status, Turn
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import open_assistant, update_index
from sro_assistant.wiring.parsers import PARSERS

pytestmark = pytest.mark.functional

BANK = """
onderwerp: Het webinar
antwoorden:
  - id: webinar-krijgt
    vraag: Wat komt u te weten tijdens het webinar?
    anders_gevraagd:
      - Waarover gaat het webinar?
      - short: inhoud webinar
      - en: What will I learn in the webinar?
    antwoord:
      - tekst: U krijgt een overzicht van events en er is ruimte voor vragen.
        citaten:
          - {document: webinar, citaat: krijg je een overzicht van aankomende en relevante events}
          - {document: webinar, citaat: is er ruimte voor vragen en antwoorden}
    zie_ook: [webinar-dag]
  - id: webinar-dag
    vraag: Waar gaat de eerste Smart Region dag door?
    anders_gevraagd: [In welk gebouw is de Smart Region dag?]
    antwoord:
      - tekst: De eerste Smart Region dag gaat door in het Herman Teirlinck gebouw in Brussel.
        citaten:
          - document: webinar
            citaat: want dan gaat de 1e Smart Region dag door in het Herman Teirlinck gebouw in Brussel
    nazicht: {stand: nagekeken, rol: SRO-medewerker, datum: 2026-12-01}
  - id: webinar-opname
    vraag: Kan ik een opname van het webinar herbekijken?
    anders_gevraagd: [Bestaat er een opname van het webinar?]
    status: not_found
    ontbreekt: [Over een opname zeggen de bronnen niets.]
    verwant:
      - {document: webinar, citaat: Neem dan zeker deel aan 1 van de webinars.}
    waar_vragen: Vraag het via smartregionoffice@vlaanderen.be.
"""


def build(settings: Settings) -> tuple[str, ...]:
    return update_index(settings, lambda _label, _done, _total: None).problems


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A home with the shipped documents and a bank of three answers."""
    home = tmp_path_factory.mktemp("bank")
    others = shutil.ignore_patterns("answers", "fiches", "gids")
    shutil.copytree(CHECKOUT / "corpus", home / "corpus", ignore=others)
    (home / "models").symlink_to(CHECKOUT / "models")
    (home / "corpus" / "answers").mkdir()
    (home / "corpus" / "answers" / "webinar.yaml").write_text(BANK, "utf-8")
    settings = Settings(home=home)
    assert build(settings) == ()
    return settings


@pytest.fixture(scope="module")
def assistant(settings: Settings) -> Iterator[Assistant]:
    with closing(open_assistant(settings)) as opened:
        yield opened


def ask(assistant: Assistant, question: str, *, documents: frozenset[str] | None = None) -> Answer:
    return assistant.ask(Request(question=question, filters=Filters(documents=documents)))


@pytest.mark.parametrize(
    "question",
    [
        "Wat kom ik te weten tijdens het webinar?",
        "waarover gaat het webinar",
        "Bedoelt u: Waarover gaat het webinar?",
    ],
)
def test_a_question_of_the_bank_gets_its_answer_with_whole_citations(
    assistant: Assistant, question: str
) -> None:
    answer = ask(assistant, question)
    assert (answer.status, answer.approved) == (Status.ANSWERED, Approved("webinar-krijgt", None))
    (statement,) = answer.statements
    assert not statement.verbatim
    for citation in statement.citations:
        assert citation.quote in citation.document.text
        assert citation.quote.endswith(".")
    assert answer.notices[0] == "Voorbereid antwoord, nog niet nagekeken door de SRO."
    assert answer.suggestions == ("Waar gaat de eerste Smart Region dag door?",)


def test_an_answer_that_was_read_says_when_and_by_which_role(assistant: Assistant) -> None:
    answer = ask(assistant, "In welk gebouw gaat de eerste Smart Region dag door?")
    assert answer.approved == Approved("webinar-dag", "2026-12-01")
    assert answer.notices[0] == "Nagekeken op 1 december 2026 (SRO-medewerker)."


def test_what_the_sources_lack_is_told_with_what_they_have_and_whom_to_ask(assistant: Assistant) -> None:
    answer = ask(assistant, "Is er een opname van het webinar die ik kan herbekijken?")
    assert (answer.status, answer.approved) == (Status.NOT_FOUND, Approved("webinar-opname", None))
    assert answer.guidance == (
        "**Ik vind hierover geen antwoord in de bronnen.** Over een opname zeggen de bronnen niets. "
        "Vraag het via smartregionoffice@vlaanderen.be."
    )
    assert [s.text for s in answer.related] == ["Neem dan zeker deel aan 1 van de webinars."]


@pytest.mark.parametrize(
    "question",
    [
        "Hoeveel mensen volgden het webinar?",
        "Wanneer gaat de eerste Smart Region dag door?",
        "Waarover gaat het webinar niet?",
        "Waar gaat de tweede Smart Region dag door?",
        "Waarover gaat de strategienota?",
    ],
)
def test_a_question_that_only_resembles_one_is_left_to_the_sources(
    assistant: Assistant, question: str
) -> None:
    assert ask(assistant, question).approved is None


def test_a_question_that_is_near_is_suggested(assistant: Assistant) -> None:
    answer = ask(assistant, "inhoud van een webinar over voetbal")
    assert answer.approved is None
    assert any(s.startswith("Bedoelt u: ") and s.endswith("?") for s in answer.suggestions)


def test_a_filter_that_leaves_the_source_out_leaves_the_answer_out(assistant: Assistant) -> None:
    elsewhere = ask(assistant, "Waarover gaat het webinar?", documents=frozenset({"strategienota"}))
    there = ask(assistant, "Waarover gaat het webinar?", documents=frozenset({"webinar"}))
    assert (elsewhere.approved, there.approved) == (None, Approved("webinar-krijgt", None))
    assert ask(assistant, "Waarover gaat het webinar volgens de mededeling?").approved is None


def test_the_bank_is_left_out_by_a_request_or_a_setting(assistant: Assistant, settings: Settings) -> None:
    request = Request(question="Waarover gaat het webinar?", bank=False)
    assert assistant.ask(request).approved is None
    with closing(open_assistant(settings.model_copy(update={"bank": False}))) as without:
        assert ask(without, "Waarover gaat het webinar?").approved is None


def test_a_question_in_a_conversation_is_matched_too(assistant: Assistant) -> None:
    history = (Turn(question="Wie zetelt namens VLAIO in de SRO?"),)
    answer = assistant.ask(Request(question="Waarover gaat het webinar van de VLAIO?", history=history))
    assert answer.status in (Status.ANSWERED, Status.PARTIAL)


def test_a_changed_sentence_silences_exactly_the_answers_that_stand_on_it(
    settings: Settings, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(settings.home, home, symlinks=True)
    own = Settings(home=home)
    path = own.corpus_dir / "webinar.txt"
    before = path.read_bytes()
    after = before.replace(b"Herman Teirlinck gebouw in Brussel", b"Paleis voor Congressen in Gent")
    assert after != before
    path.write_bytes(after)
    manifest = own.corpus_dir / "manifest.toml"
    old, new = (hashlib.sha256(data).hexdigest() for data in (before, after))
    manifest.write_text(manifest.read_text("utf-8").replace(old, new), "utf-8")
    assert [p.entry for p in look(own.corpus_dir, PARSERS).stale] == ["webinar-dag"]
    told = [problem for problem in build(own) if "webinar-dag" in problem]
    assert len(told) == 1
    assert "Nu staat er: " in told[0]
    with closing(open_assistant(own)) as assistant:
        assert ask(assistant, "In welk gebouw gaat de eerste Smart Region dag door?").approved is None
        assert ask(assistant, "Waarover gaat het webinar?").approved == Approved("webinar-krijgt", None)
