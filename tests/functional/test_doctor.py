"""`sro doctor` over the shipped corpus and model."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from sro_assistant import cli
from sro_assistant.settings import Settings

pytestmark = pytest.mark.functional

KNOWN = {("datakluizen", "datakluisen"), ("middelenstromen", "middenstromen"), ("huidig", "huidige")}


def doctor(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str]:
    """The exit code and what is printed, as JSON."""
    monkeypatch.setenv("SRO_HOME", str(home))
    capsys.readouterr()
    status = cli.main(["doctor", "--json"])
    return status, capsys.readouterr().out


def wrong(printed: str) -> dict[str, str]:
    """The mend of what is wrong, by area; the versions on this machine are not what is tested."""
    findings = json.loads(printed)["findings"]
    return {f["area"]: f["mend"] for f in findings if f["mark"] == "FOUT" and f["area"] != "Versies"}


def copy_of(settings: Settings, home: Path) -> Path:
    """A home of one's own with the index that was built."""
    shutil.copytree(settings.home, home, symlinks=True)
    return home


def test_a_fresh_home_has_nothing_to_mend_and_lists_how_the_two_copies_differ(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _status, printed = doctor(settings.home, monkeypatch, capsys)
    differences = {(d["served"], d["other"]) for d in json.loads(printed)["differences"]}
    assert wrong(printed) == {}
    assert differences >= KNOWN
    assert all(d["headings"] for d in json.loads(printed)["differences"])


def test_a_reader_gets_words_for_marks_and_the_command_that_mends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SRO_HOME", str(tmp_path))
    assert cli.main(["doctor"]) == 1
    printed = capsys.readouterr().out
    assert f"  FOUT    Er is nog geen zoekindex in {tmp_path / 'index'}.\n          → sro index\n" in printed
    assert printed.endswith("Er moet iets hersteld worden: zie de regels met FOUT.\n")


def test_damage_and_change_are_found_in_a_real_index(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = copy_of(settings, tmp_path / "home")
    (generation,) = (home / "index").glob("gen-*")
    (generation / "vectors.npy").write_bytes(b"")
    with (home / "corpus" / "webinar.txt").open("a", encoding="utf-8") as source:
        source.write("x")
    (home / "models").unlink()
    status, printed = doctor(home, monkeypatch, capsys)
    assert status == 1
    assert set(wrong(printed)) == {"Bronnen", "Model", "Zoekindex"}
    assert wrong(printed)["Zoekindex"] == "sro index"


def test_a_read_only_home_is_looked_at_as_any_other(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = copy_of(settings, tmp_path / "home")
    places = [home, home / "index", home / "corpus"]
    for place in places:
        place.chmod(stat.S_IRUSR | stat.S_IXUSR)
    try:
        _status, printed = doctor(home, monkeypatch, capsys)
    finally:
        for place in places:
            place.chmod(stat.S_IRWXU)
    assert wrong(printed) == {}
