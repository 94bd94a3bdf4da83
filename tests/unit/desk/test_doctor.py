"""What the doctor finds, over small homes with one thing wrong."""

import errno
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from pydantic import SecretStr

from sro_assistant.desk.checkup.configuration import MASK, shown
from sro_assistant.desk.checkup.findings import failure
from sro_assistant.desk.doctor import Area, Checkup, Finding, Mark, Report, examine
from sro_assistant.errors import ModelError
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint
from sro_assistant.index.seal import write_manifest
from sro_assistant.ingest.curated.wordings import wordings_hash
from sro_assistant.ingest.load import load_corpus
from sro_assistant.offline import SWITCHES
from sro_assistant.ports import RawLine, Vectors
from sro_assistant.settings import Settings

TEXT = b"De regio zet data in om de uitdagingen van steden samen aan te pakken met datakluizen."
TODAY = date(2026, 11, 21)


class Lines:
    """A parser of text."""

    suffixes = frozenset({".txt"})

    def parse(self, data: bytes) -> tuple[RawLine, ...]:
        return tuple(RawLine(line) for line in data.decode().split("\n"))


class Vowels:
    """An encoder that counts vowels."""

    name = "klinkers@1"
    dimensions = 5

    def encode(self, texts: Sequence[str]) -> Vectors:
        counts = np.array([[text.lower().count(vowel) for vowel in "aeiou"] for text in texts], np.float32)
        lengths = np.linalg.norm(counts, axis=1, keepdims=True)
        return np.asarray(counts / lengths, dtype=np.float32)


class Zeros(Vowels):
    """An encoder that is broken."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.zeros((len(texts), self.dimensions), np.float32)


def no_model() -> Vowels:
    raise ModelError("Het model staat niet op deze computer. Zet het terug.")


def add(home: Path, name: str, data: bytes, **fields: str) -> None:
    """Adds a source to a home."""
    corpus = home / "corpus"
    corpus.mkdir(exist_ok=True)
    (corpus / f"{name}.txt").write_bytes(data)
    entry = {
        "id": name, "path": f"{name}.txt", "title": name, "publisher": "Office", "kind": "nota",
        "published": "2025", "validity": "current", "validity_reason": "test", "licence": "test",
        "sha256": hashlib.sha256(data).hexdigest(), **fields,
    }  # fmt: skip
    with (corpus / "manifest.toml").open("a", encoding="utf-8") as manifest:
        manifest.write("[[source]]\n" + "".join(f'{k} = "{v}"\n' for k, v in entry.items()))


def index(home: Path, number: int = 1) -> Path:
    """Makes what passes for a generation of this corpus, and points to it."""
    folder = home / "index" / f"gen-{number:06d}"
    folder.mkdir(parents=True)
    (folder / "texts.sqlite").write_bytes(b"teksten")
    corpus = home / "corpus"
    made_of = Fingerprint.of(load_corpus(corpus, [Lines()]).sources, Vowels.name, wordings_hash(corpus))
    made_of.save(folder / FILE_NAME)
    write_manifest(folder)
    (home / "index" / "CURRENT").write_text(f"{folder.name}\n", "utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which everything is right."""
    add(tmp_path, "nota", TEXT)
    index(tmp_path)
    return tmp_path


def report_of(
    home: Path, *, encoder: Callable[[], Vowels] = Vowels, environment: Mapping[str, str] = SWITCHES
) -> Report:
    return examine(
        Checkup(
            settings=Settings(home=home),
            parsers=[Lines()],
            open_encoder=encoder,
            environment=environment,
            today=TODAY,
        )
    )


def in_area(report: Report, area: Area, mark: Mark = Mark.WRONG) -> list[Finding]:
    """The findings of an area with a mark; of versions nothing is asked, they are this machine's."""
    return [finding for finding in report.findings if finding.area is area and finding.mark is mark]


def wrong(report: Report) -> list[tuple[Area, str]]:
    return [
        (finding.area, finding.mend or "")
        for finding in report.findings
        if finding.mark is Mark.WRONG and finding.area is not Area.VERSIONS
    ]


def test_in_a_sound_home_nothing_is_wrong(home: Path) -> None:
    report = report_of(home)
    assert wrong(report) == []
    assert [finding.text for finding in in_area(report, Area.INDEX, Mark.OK)] == [
        "gen-000001 is in gebruik. Alle bestanden zijn zoals ze gebouwd zijn.",
        "De zoekindex past bij de bronnen, het model en de versie van de assistent.",
    ]
    assert [finding.text for finding in in_area(report, Area.MODEL, Mark.OK)] == ["klinkers@1, 5 dimensies"]


def test_every_area_is_looked_at_in_order(home: Path) -> None:
    assert list(dict.fromkeys(finding.area for finding in report_of(home).findings)) == list(Area)


def test_what_needs_mending_carries_what_mends_it(tmp_path: Path) -> None:
    report = report_of(tmp_path / "weg", encoder=no_model, environment={})
    assert report.mark is Mark.WRONG
    assert {finding.area for finding in report.findings if finding.mark is Mark.WRONG} >= {
        Area.MACHINE, Area.CORPUS, Area.MODEL, Area.INDEX, Area.OUTSIDE,
    }  # fmt: skip
    assert all(finding.mend for finding in report.findings if finding.mark is Mark.WRONG)


def test_each_trouble_of_the_corpus_is_told(home: Path) -> None:
    add(home, "anders", b"Iets.", sha256="0" * 64)
    add(home, "weg", b"Iets.")
    (home / "corpus" / "weg.txt").unlink()
    (home / "corpus" / "los.txt").write_bytes(b"Los.")
    texts = [finding.text.split(":")[0] for finding in in_area(report_of(home), Area.CORPUS)]
    assert texts == ["anders.txt", "weg.txt", "los.txt"]


@pytest.mark.parametrize("manifest", [b"[[source]", b"\xff\xfe", b"source = 3", b""])
def test_a_broken_manifest_is_a_finding(home: Path, manifest: bytes) -> None:
    (home / "corpus" / "manifest.toml").write_bytes(manifest)
    assert Area.CORPUS in {area for area, _ in wrong(report_of(home))}


def test_undated_and_old_sources_are_worth_knowing(home: Path) -> None:
    add(home, "oud", b"Iets van vroeger.", published="2015")
    manifest = home / "corpus" / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('published = "2025"\n', ""), "utf-8")
    notes = [finding.text for finding in in_area(report_of(home), Area.CORPUS, Mark.NOTE)]
    assert notes == [
        "nota (nota.txt): geen datum, geldigheid actueel. Een filter op datum laat deze bron weg.",
        "oud (oud.txt): van 2015, geldigheid actueel, maar al 11 jaar oud: kijk na of ze nog geldt.",
    ]


def test_copies_and_their_differences_are_listed_and_are_values_too(home: Path) -> None:
    add(home, "kopie", TEXT.replace(b"datakluizen", b"datakluisen"))
    report = report_of(home)
    (found,) = in_area(report, Area.CORPUS, Mark.NOTE)
    assert found.text.splitlines() == [
        "nota.txt en kopie.txt zijn kopieën van nota, met 1 verschil; de eerste wordt gebruikt:",
        "“datakluizen” ↔ “datakluisen” in ‘voor de eerste titel’: … te pakken met [datakluizen]  …",
    ]
    assert [(d.served, d.other, d.copy_id) for d in report.differences] == [
        ("datakluizen", "datakluisen", "kopie")
    ]


def test_a_copy_that_stands_in_for_its_original_is_told(home: Path) -> None:
    add(home, "kopie", TEXT, copy_of="nota")
    (home / "corpus" / "nota.txt").write_bytes(b"")
    notes = [finding.text for finding in in_area(report_of(home), Area.CORPUS, Mark.NOTE)]
    assert notes == ["Het origineel van nota is niet bruikbaar; kopie.txt vervangt het."]


def test_a_missing_model_and_a_broken_one_are_findings(home: Path) -> None:
    mend = f"git -C '{home}' checkout -- models"
    assert wrong(report_of(home, encoder=no_model)) == [(Area.MODEL, mend)]
    assert wrong(report_of(home, encoder=Zeros)) == [(Area.MODEL, mend)]


def damage_file(home: Path) -> None:
    (home / "index" / "gen-000001" / "texts.sqlite").write_bytes(b"anders")


def garbage_pointer(home: Path) -> None:
    (home / "index" / "CURRENT").write_bytes(b"\xff\x00gen")


def no_index(home: Path) -> None:
    shutil.rmtree(home / "index")


def empty_index(home: Path) -> None:
    shutil.rmtree(home / "index" / "gen-000001")


def index_is_a_file(home: Path) -> None:
    shutil.rmtree(home / "index")
    (home / "index").write_bytes(b"")


def other_version(home: Path) -> None:
    folder = home / "index" / "gen-000001"
    (folder / FILE_NAME).write_text('{"format": 9}', "utf-8")
    write_manifest(folder)


@pytest.mark.parametrize(
    "harm", [damage_file, garbage_pointer, no_index, empty_index, index_is_a_file, other_version]
)
def test_a_harmed_index_is_found_and_nothing_is_changed(home: Path, harm: Callable[[Path], None]) -> None:
    harm(home)
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert set(wrong(report_of(home))) == {(Area.INDEX, "sro index")}
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_where_a_spare_stands_in_that_is_told(home: Path) -> None:
    (index(home, 2) / "texts.sqlite").unlink()
    report = report_of(home)
    assert [finding.text for finding in in_area(report, Area.INDEX, Mark.NOTE)] == [
        "gen-000001 antwoordt zolang in de plaats."
    ]
    assert in_area(report, Area.INDEX)[0].text.startswith("gen-000002 is beschadigd: ")


def test_what_changed_since_the_index_was_built_is_named(home: Path) -> None:
    add(home, "nieuw", b"Een nieuwe tekst.")
    manifest = home / "corpus" / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('title = "nota"', 'title = "Nota"'), "utf-8")

    class Other(Vowels):
        name = "klinkers@2"

    (found,) = in_area(report_of(home, encoder=Other), Area.INDEX)
    assert found.text == (
        "De zoekindex is verouderd: nieuwe bronnen: nieuw; gewijzigde bronnen: nota; "
        "een ander model (klinkers@1 → klinkers@2)."
    )


def test_other_expected_questions_make_an_index_old(home: Path) -> None:
    (home / "corpus" / "questions").mkdir()
    (home / "corpus" / "questions" / "nota.jsonl").write_text('{"quote": "x", "questions": []}', "utf-8")
    (found,) = in_area(report_of(home), Area.INDEX)
    assert found.text == "De zoekindex is verouderd: andere vragen, antwoorden of woordenlijsten."


def test_an_index_of_sheets_is_looked_at_too(home: Path) -> None:
    shutil.copytree(home / "index" / "gen-000001", home / "index" / "fiches" / "gen-000001")
    found = in_area(report_of(home), Area.INDEX)
    assert [finding.text for finding in found][-1].startswith("Fiches: ")


def test_folders_that_a_crash_left_are_worth_knowing(home: Path) -> None:
    (home / "index" / "tmp-12-0").mkdir()
    (found,) = in_area(report_of(home), Area.INDEX, Mark.NOTE)
    assert found.text == "Mappen van een bouw die nog loopt of afgebroken is: tmp-12-0."


BANK = """
onderwerp: De regio
antwoorden:
  - id: regio-data
    vraag: Wat doet de regio met data?
    antwoord:
      - tekst: De regio zet data in.
        citaten: [{document: nota, citaat: De regio zet data in}]
  - id: regio-wie
    vraag: Met wie werkt de regio samen?
    antwoord:
      - tekst: De regio werkt samen met steden.
        citaten: [{document: nota, citaat: De regio werkt samen met steden}]
  - id: regio-geld
    vraag: Hoeveel geld is er?
    antwoord:
      - tekst: Er is 5 euro.
        citaten: [{document: nota, citaat: De regio zet data in}]
"""


def test_answers_whose_source_changed_are_to_be_read_again(home: Path) -> None:
    (home / "corpus" / "answers").mkdir()
    (home / "corpus" / "answers" / "regio.yaml").write_text(BANK, "utf-8")
    report = report_of(home)
    stale, wrong_ones = in_area(report, Area.CORPUS, Mark.NOTE)
    assert stale.text.startswith(
        "Te herbekijken, omdat een bron veranderd is (1):\nregio.yaml, regel 9 (regio-wie): "
    )
    assert wrong_ones.text.startswith("Antwoorden die niet dienen (1):\nregio.yaml, regel 14 (regio-geld): ")
    assert in_area(report, Area.CORPUS, Mark.OK)[-1].text == "1 voorbereide antwoorden, waarvan 0 nagekeken"


@pytest.mark.skipif(os.geteuid() == 0, reason="who may do everything is refused nothing")
def test_a_home_that_may_not_be_read_or_written_is_a_finding(home: Path) -> None:
    (home / "index").chmod(0o000)
    try:
        assert (Area.INDEX, "sro index") in wrong(report_of(home))
    finally:
        (home / "index").chmod(0o755)


def test_a_setting_tells_where_it_comes_from_and_an_unknown_one_is_noted(home: Path) -> None:
    report = report_of(home, environment={**SWITCHES, "SRO_CONTACT": "x", "SRO_PROT": "1"})
    texts = [finding.text for finding in report.findings if finding.area is Area.SETTINGS]
    assert f"SRO_HOME = {home} (standaard)" in texts
    assert "SRO_CONTACT = smartregionoffice@vlaanderen.be (uit de omgeving)" in texts
    assert texts[-1] == "SRO_PROT is geen instelling van de assistent: een tikfout?"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (SecretStr("geheim"), MASK),
        (SecretStr(""), ""),
        ("http://ik:geheim@model:8001/v1", f"http://{MASK}@model:8001/v1"),
        ("127.0.0.1", "127.0.0.1"),
        (None, "None"),
    ],
)
def test_a_secret_is_never_shown(value: object, told: str) -> None:
    assert shown(value) == told


def test_every_setting_that_is_called_a_key_or_password_is_kept_as_a_secret() -> None:
    called = {name for name in Settings.model_fields if re.search(r"key|password|secret", name)}
    assert called == {n for n, field in Settings.model_fields.items() if field.annotation is SecretStr}


def test_a_library_that_may_call_outside_is_wrong(home: Path) -> None:
    report = report_of(home, environment={**SWITCHES, "GRADIO_ANALYTICS_ENABLED": "True"})
    assert wrong(report) == [(Area.OUTSIDE, "export GRADIO_ANALYTICS_ENABLED=False")]


def test_what_the_system_refuses_is_told_in_dutch_with_the_place() -> None:
    refused = PermissionError(errno.EACCES, "Permission denied", "corpus/nota.md")
    assert failure(Area.CORPUS, refused, "ls -l") == Finding(
        area=Area.CORPUS,
        mark=Mark.WRONG,
        text="corpus/nota.md kan niet gelezen worden: u hebt er geen rechten voor.",
        mend="ls -l",
    )
