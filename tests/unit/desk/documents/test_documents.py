"""A new source: what must be known of it, what it would become, and that it comes whole or not at all."""

import dataclasses
import hashlib
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sro_assistant.desk.documents.add import Added, SourceAdder
from sro_assistant.desk.documents.facts import NewDocument, block_of, plain_name, source_of, suggested_id
from sro_assistant.desk.documents.preview import PreviewSection
from sro_assistant.desk.locks import locked
from sro_assistant.domain import Validity
from sro_assistant.errors import InputError, ParseError, SroError
from sro_assistant.ingest.manifest import read_manifest
from sro_assistant.ports import RawLine

TEXT = """# Nota over de proefregio
## Wie doet wat
De raad van de proefregio komt elke maand samen. Hij beslist over de middelen.
## Budget
Het budget is 120.000 euro per jaar voor de projecten in de regio.
## Planning
De eerste projecten starten in het voorjaar van 2025 in drie gemeenten.
"""
MANIFEST = """# Onze bronnen, met een opmerking die moet blijven.
[[source]]
id = "oud"
path = "oud.md"
title = "Oude nota"  # een titel
publisher = "Bureau"
kind = "nota"
validity = "current"
validity_reason = "Staat erin."
licence = "Vrij."
sha256 = "{sha256}"
"""
OLD = "# Oude nota\n" + "".join(f"Regel {n} gaat over het oude plan van de stad.\n" for n in range(40))
FACTS = NewDocument(
    id="proef",
    title="Nota over de proefregio",
    publisher="Bureau",
    published="2024-05",
    kind="nota",
    validity=Validity.CURRENT,
    validity_reason="De nota zegt het.",
    licence="Vrij te citeren.",
)
TODAY = date(2026, 12, 1)


class MarkdownParser:
    """Lines as they are; "KAPOT" cannot be read."""

    suffixes = frozenset({".md"})

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        if b"KAPOT" in data:
            raise ParseError("dit bestand is stuk.")
        return tuple(RawLine(line) for line in data.decode().splitlines())


@dataclasses.dataclass
class Corpus:
    """A corpus of one source, and what is done with it."""

    folder: Path
    adder: SourceAdder

    def file(self, name: str = "Proef nota (1).md", text: str = TEXT) -> Path:
        path = self.folder.parent / name
        path.write_text(text, "utf-8")
        return path

    def state(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in self.folder.iterdir()}

    def that_indexes(self, index: Callable[[], str]) -> SourceAdder:
        return dataclasses.replace(self.adder, index=index)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "oud.md").write_text(OLD, "utf-8")
    digest = hashlib.sha256(OLD.encode()).hexdigest()
    (folder / "manifest.toml").write_text(MANIFEST.format(sha256=digest), "utf-8")
    adder = SourceAdder(
        corpus_dir=folder,
        parsers=(MarkdownParser(),),
        lock=tmp_path / "index" / ".corpus.lock",
        index=lambda: "gen-000002",
        today=TODAY,
    )
    return Corpus(folder, adder)


def test_a_file_name_becomes_plain() -> None:
    assert [plain_name(name) for name in ("Nota é (v2).MD", "../../etc/passwd.txt", "???.pdf")] == [
        "nota-e-v2.md", "passwd.txt", "document.pdf"
    ]  # fmt: skip
    assert suggested_id("Oud.md", {"oud", "oud-2"}) == "oud-3"


def test_facts_become_a_block_that_reads_back_as_they_were() -> None:
    odd = dataclasses.replace(FACTS, title='Een "titel"\\ met\neen regel', published=None)
    source = source_of(odd, "proef.md", "0" * 64, set(), TODAY)
    assert (source.title, source.published) == ('Een "titel"\\ met een regel', None)
    assert "published" not in block_of(odd, "proef.md", "0" * 64)


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"id": "Hoofdletter"}, "kleine letters"),
        ({"id": "oud"}, "komt twee keer voor"),
        ({"title": " "}, "title"),
        ({"published": "mei 2024"}, "JJJJ-MM-DD"),
        ({"published": "2027"}, "toekomst"),
        ({"copy_of": "weg"}, "geen bron ‘weg’"),
        ({"url": "javascript:alert(1)"}, "geen webadres"),
    ],
)
def test_facts_that_cannot_be_true_are_refused(change: dict[str, str], wrong: str) -> None:
    with pytest.raises(InputError, match=wrong):
        source_of(dataclasses.replace(FACTS, **change), "p.md", "0" * 64, {"oud"}, TODAY)  # type: ignore[arg-type]  # one text each


def test_a_preview_shows_the_sections_and_writes_nothing(corpus: Corpus) -> None:
    before = corpus.state()
    preview = corpus.adder.preview(corpus.file())
    assert (preview.name, preview.suggested_id) == ("proef-nota-1.md", "proef-nota-1")
    assert preview.suggested_title == "Nota over de proefregio"
    assert preview.sections[2] == PreviewSection(
        heading="Budget",
        level=1,
        passages=("Het budget is 120.000 euro per jaar voor de projecten in de regio.",),
    )
    assert (preview.problems, preview.warnings, preview.kinds) == ((), (), ("nota",))
    assert corpus.state() == before


@pytest.mark.parametrize(
    ("name", "text", "wrong"),
    [
        ("foto.png", "x", "dit soort bestand kan niet"),
        ("leeg.md", " \n", "leeg"),
        ("stuk.md", "KAPOT", "dit bestand is stuk"),
        ("anders.md", OLD, "Dit bestand is er al: oud.md"),
        ("oud.md", TEXT, "al een ander bestand met de naam oud.md"),
    ],
)
def test_what_cannot_be_a_source_says_why_and_is_not_added(
    corpus: Corpus, name: str, text: str, wrong: str
) -> None:
    path, before = corpus.file(name, text), corpus.state()
    assert wrong in " ".join(corpus.adder.preview(path).problems)
    with pytest.raises(InputError, match=wrong):
        corpus.adder.add(path, FACTS)
    assert corpus.state() == before


def test_a_near_copy_and_other_things_worth_a_look_are_told(corpus: Corpus) -> None:
    nearly = corpus.adder.preview(corpus.file("kopie.md", OLD.replace("Regel 7 ", "Regel zeven ")))
    assert nearly.likely_copy_of == "oud"
    assert "lijkt sterk op ‘oud’" in nearly.warnings[0]
    loose = corpus.adder.preview(corpus.file("los.md", "The board meets and is run by jan@voorbeeld.be.\n"))
    assert [warning.split(".")[0] for warning in loose.warnings] == [
        "Er zijn geen titels gevonden",
        "Er staat weinig tekst in: 1 passage(s)",
        "Deze tekst lijkt niet in het Nederlands",
        "Er staan gegevens van personen of contactgegevens in (1)",
    ]


def test_a_source_is_added_behind_the_others_and_comments_stay(corpus: Corpus) -> None:
    before = (corpus.folder / "manifest.toml").read_text("utf-8")
    added = corpus.adder.add(corpus.file(), FACTS)
    assert added == Added(document_id="proef", passages=3, generation="gen-000002", warnings=())
    manifest = (corpus.folder / "manifest.toml").read_text("utf-8")
    assert manifest.startswith(before)
    found = read_manifest(corpus.folder)
    assert ([source.id for source in found.sources], found.problems) == (["oud", "proef"], ())
    assert found.sources[1].published == "2024-05"
    assert (corpus.folder / "proef-nota-1.md").read_text("utf-8") == TEXT


def test_the_same_file_is_not_added_twice(corpus: Corpus) -> None:
    path = corpus.file()
    corpus.adder.add(path, FACTS)
    with pytest.raises(InputError, match=r"Dit bestand is er al: proef-nota-1\.md"):
        corpus.adder.add(path, dataclasses.replace(FACTS, id="nog-eens"))


@pytest.mark.parametrize("failure", [SroError("De schijf is vol."), KeyboardInterrupt()])
def test_everything_is_as_it_was_where_the_index_refuses(corpus: Corpus, failure: BaseException) -> None:
    path, before = corpus.file(), corpus.state()

    def refuse() -> str:
        raise failure

    with pytest.raises(type(failure)):
        corpus.that_indexes(refuse).add(path, FACTS)
    assert corpus.state() == before


def test_wrong_facts_change_nothing(corpus: Corpus) -> None:
    path, before = corpus.file(), corpus.state()
    with pytest.raises(InputError, match="kleine letters"):
        corpus.adder.add(path, dataclasses.replace(FACTS, id="Fout Id"))
    assert corpus.state() == before


def test_a_file_that_an_interrupted_run_left_is_taken_up(corpus: Corpus) -> None:
    (corpus.folder / "proef-nota-1.md").write_text(TEXT, "utf-8")
    assert corpus.adder.add(corpus.file(), FACTS).document_id == "proef"


def test_two_do_not_change_the_corpus_at_once(corpus: Corpus) -> None:
    before = corpus.state()
    with locked(corpus.adder.lock, "Bezig."), pytest.raises(InputError, match="Iemand anders"):
        corpus.adder.add(corpus.file(), FACTS)
    assert corpus.state() == before


def test_a_file_that_is_too_large_or_gone_says_so(corpus: Corpus) -> None:
    with pytest.raises(InputError, match="te groot"):
        corpus.adder.preview(corpus.file(text="x" * 25_000_001))
    with pytest.raises(InputError, match="niet lezen"):
        corpus.adder.preview(corpus.folder / "weg.md")


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("leeg.md", " \n", "leeg.md: dit bestand is leeg."),
        ("tabel.csv", "a;b", "tabel.csv: dit soort bestand kan niet."),
    ],
)
def test_one_reason_is_given_where_a_file_cannot_be_a_source(
    corpus: Corpus, name: str, text: str, problem: str
) -> None:
    problems = corpus.adder.preview(corpus.file(name, text)).problems
    assert [told[: len(problem)] for told in problems] == [problem]


def test_one_endless_word_takes_no_longer_than_a_text(corpus: Corpus) -> None:
    """Looking for addresses in it took minutes, in which nobody else was answered."""
    started = time.process_time()
    warnings = corpus.adder.preview(corpus.file(text=f"# Nota\n{'x' * 60_000}\nMail jan@stad.be.")).warnings
    assert any("contactgegevens" in warning for warning in warnings)
    assert time.process_time() - started < 2
