"""What readers get when an index is damaged, replaced, killed while being built, or on a failing disk."""

import logging
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from sro_assistant.answer.compose import Request
from sro_assistant.domain import Filters
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index import private
from sro_assistant.index.disk import IndexWriteError
from sro_assistant.index.generation import Health
from sro_assistant.index.private import PREFIX, PrivatePlace, TemporaryFilesError, remove_abandoned
from sro_assistant.index.storage import clean, current_generation, generations, publish
from sro_assistant.settings import CHECKOUT, Settings
from sro_assistant.wiring import BuildReport, open_assistant, open_served, update_index

pytestmark = pytest.mark.functional

QUESTION = "Uit wie bestaat de Smart Region Board?"
SECONDS = 120


def silent(_step: str, _done: int, _total: int) -> None:
    """No progress shown."""


def update(home: Settings) -> BuildReport:
    return update_index(home, silent)


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Settings:
    """A home of two generations, the second a copy of the first under its own name."""
    own = tmp_path / "home"
    own.mkdir()
    for name in ("corpus", "models"):
        (own / name).symlink_to(settings.home / name)
    shutil.copytree(settings.index_dir, own / "index")
    found = Settings(home=own)
    again(found)
    return found


def again(home: Settings) -> str:
    """Publishes a copy of the generation that serves: what a rebuild does, without the work."""
    folder = home.index_dir / f"tmp-{os.getpid()}-0"
    shutil.copytree(home.index_dir / (current_generation(home.index_dir) or ""), folder)
    name = publish(folder, home.index_dir)
    clean(home.index_dir)
    return name


def file_of(home: Settings, pattern: str) -> Path:
    """The largest file of the generation that serves with such a name."""
    folder = home.index_dir / (current_generation(home.index_dir) or "")
    return max(folder.glob(pattern), key=lambda path: path.stat().st_size)


def garbage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4096] = bytes(
        (place * 131 + 7) % 256 for place in range(len(data[middle : middle + 4096]))
    )
    path.write_bytes(data)


def one_bit(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def removed(path: Path) -> None:
    path.unlink()


def segment_removed(path: Path) -> None:
    shutil.rmtree(path.parent)


def journal_planted(path: Path) -> None:
    path.with_name(f"{path.name}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(4096))


FAULTS = [
    ("chroma/*/data_level0.bin", truncated),
    ("chroma/*/data_level0.bin", garbage),
    ("chroma/*/data_level0.bin", emptied),
    ("chroma/*/data_level0.bin", segment_removed),
    ("chroma/*/header.bin", one_bit),
    ("chroma/*/index_metadata.pickle", removed),
    ("chroma/*/index_metadata.pickle", truncated),
    ("chroma/*/length.bin", one_bit),
    ("chroma/chroma.sqlite3", garbage),
    ("chroma/chroma.sqlite3", one_bit),
    ("chroma/chroma.sqlite3", journal_planted),
    ("keywords/*.store", garbage),
    ("keywords/meta.json", truncated),
    ("texts.sqlite", garbage),
    ("vectors.npy", one_bit),
    ("vectors.npy", truncated),
    ("units.json", one_bit),
    ("fingerprint.json", removed),
    ("MANIFEST.json", truncated),
    ("MANIFEST.json", one_bit),
    ("MANIFEST.json", removed),
]


@pytest.mark.parametrize(("pattern", "fault"), FAULTS, ids=lambda value: getattr(value, "__name__", value))
def test_a_damaged_generation_is_refused_before_a_library_opens_it_and_the_one_before_answers(
    home: Settings, pattern: str, fault: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    fault(file_of(home, pattern))
    with closing(open_assistant(home)) as assistant:
        health = assistant.health()
        assert (assistant.generation, health.generation, health.refused) == (
            "gen-000001",
            "gen-000001",
            "gen-000002",
        )
        assert assistant.search(QUESTION, 3, Filters())[1]
    logged = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(logged) == 1
    assert logged[0].getMessage().startswith("gen-000001 antwoordt in de plaats van gen-000002. ")
    assert logged[0].getMessage().endswith(" Bouw de index opnieuw met: sro index")


def test_building_mends_a_damaged_generation_and_keeps_the_whole_one_as_the_spare(home: Settings) -> None:
    garbage(file_of(home, "chroma/*/data_level0.bin"))
    report = update(home)
    assert (report.built, report.generation) == (True, "gen-000003")
    assert generations(home.index_dir) == ("gen-000001", "gen-000003")
    with closing(open_assistant(home)) as assistant:
        assert assistant.health() == Health("gen-000003")
    assert update(home).built is False


@pytest.mark.parametrize("pointer", [b"", b"\xff\xfe rommel", b"gen-000009\n", b"../elders\n", None])
def test_a_pointer_that_names_nothing_is_refused_and_the_newest_whole_generation_answers(
    home: Settings, pointer: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    (home.index_dir / "CURRENT").unlink()
    if pointer is not None:
        (home.index_dir / "CURRENT").write_bytes(pointer)
    with closing(open_assistant(home)) as assistant:
        assert (assistant.health().generation, assistant.health().refused) == ("gen-000002", "CURRENT")
    assert "CURRENT noemt geen index die er staat. Bouw de index opnieuw" in caplog.text


def test_building_mends_a_pointer_that_names_nothing(home: Settings) -> None:
    (home.index_dir / "CURRENT").write_bytes(b"")
    assert update(home).built is True
    with closing(open_assistant(home)) as assistant:
        assert assistant.health() == Health("gen-000003")


def test_without_a_whole_generation_the_message_names_the_file_and_the_mend(home: Settings) -> None:
    for name in generations(home.index_dir):
        truncated(home.index_dir / name / "vectors.npy")
    with pytest.raises(IndexDamagedError, match=r"vectors\.npy .*gen-000002.* sro index"):
        open_assistant(home)


def test_what_a_reader_holds_is_not_removed_until_it_lets_go(home: Settings) -> None:
    with closing(open_assistant(home)) as reader:
        again(home)
        again(home)
        assert generations(home.index_dir) == ("gen-000002", "gen-000003", "gen-000004")
        assert reader.ask(Request(question=QUESTION)).statements
    again(home)
    assert generations(home.index_dir) == ("gen-000004", "gen-000005")


def test_opening_asking_and_closing_change_no_file_of_a_generation(home: Settings) -> None:
    def state() -> dict[str, tuple[int, int]]:
        places = sorted(home.index_dir.rglob("*"))
        return {str(place): (place.stat().st_mtime_ns, place.stat().st_size) for place in places}

    before = state()
    assistant, close = open_served(home)
    assistant.ask(Request(question=QUESTION))
    close()
    assert state() == before


PAGE = 4096
"""A file on a tmpfs takes whole pages, in bytes."""


@contextmanager
def mounted(place: Path, *options: str) -> Iterator[Path]:
    """A mount; where that is not allowed, the test is skipped and says so."""
    place.mkdir(exist_ok=True)
    done = subprocess.run(["mount", *options, str(place)], capture_output=True, text=True, check=False)  # noqa: S603, S607 - found where the system has it
    if done.returncode:
        pytest.skip(f"mounting is not allowed here: {done.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)  # noqa: S603, S607 - as above


@contextmanager
def disk_of(place: Path, kilobytes: int) -> Iterator[Path]:
    with mounted(place, "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs") as disk:
        yield disk


def test_a_full_disk_stops_a_build_says_so_and_leaves_what_serves(home: Settings, tmp_path: Path) -> None:
    sizes = [place.stat().st_size for place in home.index_dir.rglob("*") if place.is_file()]
    needed = sum(-(-size // PAGE) * PAGE for size in sizes) // 1024
    for room in (300, 1_500, 2_500):
        with disk_of(tmp_path / "disk", needed + room) as disk:
            shutil.copytree(home.index_dir, disk / "index")
            (disk / "index" / "CURRENT").write_text("gen-000001\n")
            (disk / "corpus").symlink_to(tmp_path / "corpus")
            (disk / "models").symlink_to(home.home / "models")
            shutil.copytree(home.corpus_dir, tmp_path / "corpus", dirs_exist_ok=True)
            manifest = tmp_path / "corpus" / "manifest.toml"
            manifest.write_text(
                manifest.read_text("utf-8").replace('"SRO-strategienota"', '"Nieuwe titel"'), "utf-8"
            )
            full = Settings(home=disk)
            with pytest.raises(IndexWriteError, match=r"De schijf met .* is vol\. Maak plaats vrij"):
                update(full)
            assert current_generation(full.index_dir) == "gen-000001"
            assert not list(full.index_dir.glob("tmp-*"))
            with closing(open_assistant(full)) as assistant:
                assert assistant.ask(Request(question=QUESTION)).statements


def test_an_index_on_a_disk_that_is_read_only_serves_and_is_found_up_to_date(
    home: Settings, tmp_path: Path
) -> None:
    with mounted(tmp_path / "ro", "--bind", str(home.home)) as place:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(place)], check=True)  # noqa: S603, S607 - as above
        read_only = Settings(home=place)
        assert update(read_only).built is False
        with closing(open_assistant(read_only)) as assistant:
            assert assistant.ask(Request(question=QUESTION)).statements
        garbage(file_of(home, "vectors.npy"))
        with pytest.raises(IndexWriteError, match=r"niet in .* geschreven worden .* SRO_HOME"):
            update(read_only)


def test_full_temporary_files_are_named_with_the_mend(
    home: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with disk_of(tmp_path / "disk", 64) as disk:
        monkeypatch.setattr(tempfile, "tempdir", str(disk))
        place = PrivatePlace()
        with pytest.raises(TemporaryFilesError, match=r"tijdelijke bestanden .* is vol.*TMPDIR"):
            place.copied(home.index_dir / "gen-000001" / "chroma")
        place.remove()


@pytest.mark.parametrize(("small", "is_copy"), [(0, False), (1 << 30, True)])
def test_a_small_keyword_index_is_opened_on_a_copy_and_a_large_one_on_links(
    home: Settings, monkeypatch: pytest.MonkeyPatch, small: int, is_copy: bool
) -> None:
    monkeypatch.setattr(private, "SMALL", small)
    place = PrivatePlace()
    files = list(place.beside(home.index_dir / "gen-000001" / "keywords").iterdir())
    assert {path.is_symlink() for path in files if path.stat().st_size} == {not is_copy}
    place.remove()


@pytest.mark.parametrize("pattern", ["vectors.npy", "keywords/*.idx", "keywords/*.term"])
def test_a_file_of_a_small_index_that_is_cut_short_harms_nobody_who_had_it_open(
    home: Settings, pattern: str
) -> None:
    script = (
        "import sys; from pathlib import Path; from sro_assistant.domain import Filters; "
        "from sro_assistant.settings import Settings; from sro_assistant.wiring import open_assistant; "
        "assistant = open_assistant(Settings(home=Path(sys.argv[1]))); "
        "open(sys.argv[2], 'r+b').truncate(0); "
        "print(len(assistant.search(sys.argv[3], 3, Filters())[1]))"
    )
    command = [sys.executable, "-c", script, str(home.home), str(file_of(home, pattern)), QUESTION]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - our own Python
    assert (done.stdout, done.returncode) == ("3\n", 0), done.stderr


def test_a_private_place_goes_when_its_process_is_killed_and_stays_while_it_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = (
        "import time; from sro_assistant.index.private import PrivatePlace; "
        "place = PrivatePlace(); print('ready', flush=True); time.sleep(60)"
    )
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with subprocess.Popen(  # noqa: S603 - our own Python
        [sys.executable, "-c", script], env=os.environ | {"TMPDIR": str(tmp_path)}, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"ready\n"
        remove_abandoned()
        assert len(list(tmp_path.glob(f"{PREFIX}*"))) == 1
        other.kill()
    remove_abandoned()
    assert list(tmp_path.glob(f"{PREFIX}*")) == []


def test_readers_ask_on_without_an_error_while_builds_are_killed_and_generations_switch() -> None:
    """The short version of benchmarks/kills.py; the long one kills a hundred builds."""
    command = [sys.executable, str(CHECKOUT / "benchmarks" / "kills.py"), "--kills", "8", "--switches", "5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout + done.stderr
