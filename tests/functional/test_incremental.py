"""An index that is brought up to date finds what one built anew finds, with the shipped model and stores."""

import hashlib
import json
import random
import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from sro_assistant.domain import Filters
from sro_assistant.index.generation import Generation, open_generation
from sro_assistant.index.seal import check_manifest
from sro_assistant.index.storage import current_generation, generations
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import index_stores, open_assistant, update_index

pytestmark = pytest.mark.functional

SUBJECTS = "straatlampen datakluizen fietspaden bibliotheken waterputten marktpleinen zorgloketten".split()
QUESTIONS = (
    "Wie beheert de straatlampen?",
    "Hoeveel kosten de datakluizen in Halle?",
    "Wanneer komt er een zwamdelerskast?",
    "Wat zegt de burgemeester van Aalst over fietspaden?",
)
CLOSE = 2e-2
"""BM25's mean length still counts what was replaced: here one document of two dozen."""


def text(number: int, more: str = "") -> str:
    subject, other = SUBJECTS[number % 7], SUBJECTS[(number * 3 + 1) % 7]
    town = ("Aalst", "Halle", "Genk", "Mol", "Diest")[number % 5]
    return (
        f"# Nota {number}\n\nDe stad {town} beheert {number + 3} {subject} en werkt daarvoor samen met "
        f"partner nummer {number}. De burgemeester van {town} vraagt {number * 1000} euro voor {other}.\n\n"
        f"## Planning {number}\n\nIn fase {number % 4} komt er een proef met {subject} in wijk {number}. "
        f"{more}\n"
    )


class OwnHome:
    """A home with short notes of our own, whose index can be brought up to date or built anew."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(home=folder)
        self.steps: list[str] = []
        self.texts: dict[str, str] = {f"nota{number:02d}": text(number) for number in range(24)}
        self.settings.corpus_dir.mkdir(parents=True)
        (folder / "models").symlink_to(CHECKOUT / "models")

    def update(self) -> str:
        """Writes the corpus, updates the index, and gives the generation."""
        for path in self.settings.corpus_dir.glob("nota*.md"):
            path.unlink()
        for name, content in self.texts.items():
            (self.settings.corpus_dir / f"{name}.md").write_text(content, "utf-8")
        entries = "\n".join(self._entry(name, content) for name, content in self.texts.items())
        (self.settings.corpus_dir / "manifest.toml").write_text(entries, "utf-8")
        return update_index(self.settings, self._progress).generation

    def anew(self, folder: Path) -> Settings:
        """The same corpus with an index of its own, built at once."""
        shutil.copytree(self.settings.corpus_dir, folder / "corpus")
        (folder / "models").symlink_to(CHECKOUT / "models")
        settings = Settings(home=folder)
        update_index(settings, lambda _step, _done, _total: None)
        return settings

    def _progress(self, step: str, _done: int, _total: int) -> None:
        self.steps.append(step)

    @staticmethod
    def _entry(name: str, content: str) -> str:
        digest = hashlib.sha256(content.encode()).hexdigest()
        fields = {"id": name, "path": f"{name}.md", "title": name, "publisher": "proef", "kind": "nota"}
        fields |= {"validity": "current", "validity_reason": "proef", "licence": "proef", "sha256": digest}
        return "[[source]]\n" + "".join(f'{key} = "{value}"\n' for key, value in fields.items())


@pytest.fixture
def home(tmp_path: Path) -> OwnHome:
    return OwnHome(tmp_path / "home")


def opened(settings: Settings) -> Generation:
    return open_generation(settings.index_dir, index_stores())


def found(settings: Settings, question: str) -> Sequence[tuple[str, float]]:
    with closing(open_assistant(settings)) as assistant:
        return [(hit.passage.id, hit.score) for hit in assistant.search(question, 8, Filters())[1]]


def assert_same(updated: Settings, anew: Settings) -> None:
    with closing(opened(updated)) as one, closing(opened(anew)) as other:
        assert one.texts.documents() == other.texts.documents()
        assert sorted(one.units.ids) == sorted(other.units.ids)
        for passage in other.units.passage_ids:
            assert np.array_equal(one.units.vectors_of(passage), other.units.vectors_of(passage))
        assert (one.vocabulary, one.lexicon) == (other.vocabulary, other.lexicon)
        assert one.fingerprint == other.fingerprint
        terms = {term for d in one.texts.documents() for term in one.analyzer.terms(d.text)}
        frequencies = [
            [g.keywords.document_frequency("body", t) for t in sorted(terms)] for g in (one, other)
        ]
        assert frequencies[0] == frequencies[1]
    for question in QUESTIONS:
        ours, theirs = dict(found(updated, question)), dict(found(anew, question))
        assert ours.keys() == theirs.keys()
        assert ours == pytest.approx(theirs, abs=CLOSE)


def is_updated(settings: Settings) -> bool:
    name = current_generation(settings.index_dir)
    overlay = json.loads((settings.index_dir / str(name) / "overlay.json").read_text("utf-8"))
    return bool(overlay["fresh"] or overlay["stale"])


def test_a_replaced_document_is_found_as_in_an_index_built_anew(home: OwnHome, tmp_path: Path) -> None:
    home.update()
    home.texts["nota07"] = text(7, "De zwamdelerskast van Diest (ZVD) staat bij de bakker.")
    assert home.update() == "gen-000002"
    assert is_updated(home.settings)
    assert found(home.settings, "Waar staat de zwamdelerskast?")[0][0].startswith("nota07:")
    assert_same(home.settings, home.anew(tmp_path / "anew"))


def test_documents_added_removed_and_moved_are_followed(home: OwnHome, tmp_path: Path) -> None:
    home.update()
    del home.texts["nota03"]
    home.texts = {"nota99": text(99, "Een nieuwe nota over stembureaus."), **home.texts}
    home.update()
    assert is_updated(home.settings)
    assert_same(home.settings, home.anew(tmp_path / "anew"))


def test_a_file_that_becomes_a_copy_of_another_joins_it(home: OwnHome, tmp_path: Path) -> None:
    home.update()
    home.texts["nota05"] = home.texts["nota04"].replace("Planning", "Timing")
    home.update()
    with closing(opened(home.settings)) as generation:
        document = generation.texts.document("nota05")
        assert document is not None
        assert (document.source.id, document.copies) == ("nota04", ("nota04", "nota05"))
    assert_same(home.settings, home.anew(tmp_path / "anew"))


def test_a_copy_that_becomes_a_text_of_its_own_leaves_the_other(home: OwnHome, tmp_path: Path) -> None:
    home.texts["nota05"] = home.texts["nota04"].replace("Planning", "Timing")
    home.update()
    home.texts["nota05"] = text(5)
    home.update()
    assert_same(home.settings, home.anew(tmp_path / "anew"))


def test_what_is_unchanged_is_not_read_again(home: OwnHome) -> None:
    home.update()
    home.steps = []
    home.texts["nota11"] = text(11, "Met een extra zin over de ophaalbrug.")
    home.update()
    assert [step for step in home.steps if step.endswith(" lezen")] == ["nota11.md lezen"]


def test_many_changes_build_the_whole_index_anew(home: OwnHome) -> None:
    home.update()
    for number in range(6):
        home.texts[f"nota{number:02d}"] = text(number, f"Zin {number} is nieuw in deze nota.")
    assert home.update() == "gen-000002"
    assert not is_updated(home.settings)


def test_a_damaged_index_is_built_anew_and_not_from_itself(home: OwnHome) -> None:
    home.update()
    vectors = home.settings.index_dir / "gen-000001" / "vectors.npy"
    vectors.write_bytes(vectors.read_bytes()[:-1] + b"\x01")
    home.texts["nota07"] = text(7, "Een zin erbij over de zwamdelerskast.")
    home.update()
    assert not is_updated(home.settings)


def any_change(texts: dict[str, str], chance: random.Random) -> dict[str, str]:
    """One note replaced, added, removed, moved to the front or made a copy of another."""
    name, other = chance.sample(sorted(texts), 2)
    number = chance.randrange(1000)
    kept = {key: value for key, value in texts.items() if key != name}
    new = text(number, f"De zwamdelerskast {number} (ZVD) van de fluisterstraatlamp staat hier.")
    match chance.choice(("replaced", "added", "removed", "moved", "copied")):
        case "replaced":
            return texts | {name: new}
        case "added":
            return texts | {f"nota{number + 100}": new}
        case "removed":
            return kept
        case "moved":
            return {name: texts[name], **kept}
        case _:
            return texts | {name: texts[other].replace("Planning", "Timing")}


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_changes_the_index_is_that_of_a_whole_build_and_no_generation_was_written_in(
    home: OwnHome, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    home.texts |= {f"meer{number:02d}": text(number + 200) for number in range(40)}
    home.update()
    for _ in range(5):
        home.texts = any_change(home.texts, chance)
        home.update()
        places = [home.settings.index_dir / name for name in generations(home.settings.index_dir)]
        inodes = [{p.stat().st_ino for p in place.rglob("*") if p.is_file()} for place in places]
        assert inodes[0].isdisjoint(inodes[1])
        for place in places:
            check_manifest(place)
    assert is_updated(home.settings)
    assert_same(home.settings, home.anew(tmp_path / "anew"))


@pytest.mark.parametrize("name", ["vectors.npy", "chroma/chroma.sqlite3", "keywords/meta.json", "words.txt"])
def test_a_fault_in_what_was_taken_over_leaves_the_generation_before_whole(home: OwnHome, name: str) -> None:
    home.update()
    for number in range(3):
        home.texts["nota07"] = text(7, f"Zin {number} gaat over de zwamdelerskast.")
        home.update()
    assert is_updated(home.settings)
    path = home.settings.index_dir / "gen-000004" / name
    path.write_bytes(path.read_bytes()[:-9])
    with closing(opened(home.settings)) as generation:
        assert (generation.name, generation.health.refused) == ("gen-000003", "gen-000004")
        assert generation.texts.document("nota07")


def test_expected_questions_follow_a_change_of_their_document(home: OwnHome, tmp_path: Path) -> None:
    home.texts |= {f"meer{number:02d}": text(number + 200) for number in range(40)}
    folder = home.settings.corpus_dir / "questions"
    folder.mkdir()
    anchor = {
        "document": "nota09",
        "quote": "werkt daarvoor samen met partner nummer 9",
        "questions": [{"text": "Met welke fluisterpartner gaat men in zee?", "style": "plain"}],
    }
    (folder / "nota.jsonl").write_text(json.dumps(anchor) + "\n", "utf-8")
    home.update()
    for changed in ("nota08", "nota09"):
        home.texts[changed] = "De fluister komt eerst.\n\n" + text(int(changed[-2:]), "Een zin erbij.")
        home.update()
        assert is_updated(home.settings)
    assert_same(home.settings, home.anew(tmp_path / "anew"))
    ours, theirs = opened(home.settings), opened(Settings(home=tmp_path / "anew"))
    with closing(ours), closing(theirs):
        assert tuple(ours.questions.questions) == tuple(theirs.questions.questions)
        asked = ours.analyzer.terms("Welke fluisterpartner?")
        assert ours.questions.terms.cosines(asked) == pytest.approx(theirs.questions.terms.cosines(asked))
