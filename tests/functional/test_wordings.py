"""What people ask and how they say it, as it ships."""

import hashlib
import sys
from collections import Counter
from pathlib import Path
from typing import Protocol

import pytest

from sro_assistant.answer.compose import Assistant, Request
from sro_assistant.domain import Channel, Filters
from sro_assistant.dutch.words import fold, words
from sro_assistant.evaluate.cases import read_cases
from sro_assistant.ingest.curated.lexicon import read_lexicon
from sro_assistant.ingest.curated.questions import anchored, read_anchors
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import update_index
from sro_assistant.wiring.tools import examine

pytestmark = pytest.mark.functional

CORPUS = CHECKOUT / "corpus"
LEAST = 16
LETTERS = 4


class Home(Protocol):
    """A home whose corpus a test may change."""

    @property
    def settings(self) -> Settings: ...

    @property
    def corpus(self) -> Path: ...


def letters(text: str) -> frozenset[str]:
    """The runs of four characters of a question, for comparing two."""
    plain = " ".join(fold(word) for word in words(text))
    return frozenset(plain[i : i + LETTERS] for i in range(len(plain) - LETTERS + 1))


def test_every_expected_question_hangs_on_a_sentence_that_stands(assistant: Assistant) -> None:
    documents = {d.source.id: d for d in assistant.documents()}
    found = anchored(read_anchors(CORPUS), documents, {i: assistant.passages(i) for i in documents})
    assert found.stale == ()
    per_passage = Counter(place.passage_id for question in found.questions for place in question.places)
    assert {p.id for i in documents for p in assistant.passages(i)} == set(per_passage)
    assert min(per_passage.values()) >= LEAST


def test_no_expected_question_is_one_of_the_questions_that_measure(
    capsys: pytest.CaptureFixture[str],
) -> None:
    expected = [letters(text) for anchor in read_anchors(CORPUS) for text, _ in anchor.questions]
    asked = [letters(case.question) for case in read_cases(CHECKOUT / "evals" / "dev.jsonl")]
    nearest = sorted((max(len(a & e) / len(a | e) for e in expected if e) for a in asked), reverse=True)
    with capsys.disabled():
        shown = ", ".join(f"{value:.2f}" for value in nearest[:5])
        sys.stdout.write(f"\nnearest expected questions to evals/dev.jsonl (1 is the same): {shown}\n")
    assert nearest[0] < 1


def test_the_lexicon_ships_and_reads() -> None:
    entries = read_lexicon(CORPUS)
    assert {entry.kind.value for entry in entries} == {
        "english", "french", "synonym", "flemish", "name", "abbreviation",
    }  # fmt: skip
    assert all(entry.typed for entry in entries)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("How much money did imec and VITO get?", "850.000 euro"),
        ("Qui a signé la charte open data ?", "13 centrumsteden"),
        ("wie tekende da open data chater", "13 centrumsteden"),
        ("hoe dikwijls zit de stuurgroep van Smart Flanders samen?", "6 weken"),
    ],
)
def test_a_question_in_other_words_or_another_language_finds_its_sentence(
    assistant: Assistant, question: str, says: str
) -> None:
    answer = assistant.ask(Request(question=question))
    assert says in " ".join(statement.text for statement in answer.statements)


def test_search_tells_which_expected_question_led_to_a_passage(assistant: Assistant) -> None:
    _, found = assistant.search("Wie hakt de knoop door?", 3, Filters())
    assert found[0].why.channels[Channel.QUESTIONS] > 0
    assert found[0].why.asked[0].similarity > 0


def test_search_without_expected_questions_leaves_their_channel_out(assistant: Assistant) -> None:
    _, found = assistant.search("Wie hakt de knoop door?", 3, Filters(), expected=False)
    assert len(found) == 3
    assert all(Channel.QUESTIONS not in f.why.channels and f.why.asked == () for f in found)


def test_the_name_of_an_agency_that_changed_is_told(assistant: Assistant) -> None:
    answer = assistant.ask(Request(question="Wat doet AIV?"))
    assert any("Digitaal Vlaanderen" in notice for notice in answer.notices)


def test_a_changed_sentence_makes_exactly_its_own_questions_stale(own_home: Home) -> None:
    path = own_home.corpus / "webinar.txt"
    changed = path.read_text("utf-8").replace("Nils Walravens zetelt in de SRO", "Iemand zetelt in de SRO")
    path.write_text(changed, "utf-8")
    manifest = own_home.corpus / "manifest.toml"
    before = hashlib.sha256((CORPUS / "webinar.txt").read_bytes()).hexdigest()
    after = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest.write_text(manifest.read_text("utf-8").replace(before, after), "utf-8")
    report = update_index(own_home.settings, lambda _label, _done, _total: None)
    (problem,) = (told for told in report.problems if ".jsonl" in told)
    assert "Nils Walravens zetelt in de SRO" in problem
    assert problem.startswith("webinar.jsonl, regel ")
    findings = [f.text for f in examine(own_home.settings).findings if f.text.startswith("webinar.jsonl")]
    assert findings == [problem]
