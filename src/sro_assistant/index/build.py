"""Documents and passages to a new generation: built beside the one that serves, checked, then switched."""

import logging
import time
from contextlib import closing
from pathlib import Path

from sro_assistant.errors import CorpusError, IndexDamagedError
from sro_assistant.index.check import check_changes, check_generation
from sro_assistant.index.disk import may_write, write_errors
from sro_assistant.index.fill import fill
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint
from sro_assistant.index.generation import Stores, open_folder
from sro_assistant.index.material import Material
from sro_assistant.index.report import BuildReport, Progress
from sro_assistant.index.seal import check_manifest, write_manifest
from sro_assistant.index.storage import building, clean, current_generation, publish, writing
from sro_assistant.index.update import check_store, update
from sro_assistant.ports import Encoder

__all__ = ["BuildReport", "Material", "Progress", "build_index", "is_current"]

CHECKING = "De nieuwe index controleren"

logger = logging.getLogger(__name__)


def is_current(index_dir: Path, fingerprint: Fingerprint) -> bool:
    """Whether the generation that serves was built from this, and its files are as built."""
    name = current_generation(index_dir)
    if name is None:
        return False
    try:
        same = Fingerprint.load(index_dir / name / FILE_NAME) == fingerprint
        if same:
            check_manifest(index_dir / name)
    except IndexDamagedError:
        return False
    return same


def build_index(
    index_dir: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress
) -> BuildReport:
    """Builds a generation and makes it the one that serves; does nothing where it is current.

    Waits for another process that is building. A failure leaves the generation that serves alone;
    raises CorpusError without passages, IndexWriteError where the disk refuses.
    """
    started = time.perf_counter()
    if not material.every_passage:
        raise CorpusError(
            "Er is geen enkele tekst om te indexeren. Zet documenten in de map corpus en in manifest.toml."
        )
    built = False
    if may_write(index_dir) or not is_current(index_dir, material.fingerprint):
        built = _build_where_needed(index_dir, material, encoder, stores, progress)
    return BuildReport(
        generation=current_generation(index_dir) or "",
        documents=len(material.documents),
        passages=len(material.every_passage),
        seconds=time.perf_counter() - started,
        built=built,
        problems=material.problems,
    )


def _build_where_needed(
    index_dir: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress
) -> bool:
    waiting = "Een ander proces bouwt de index al, even wachten"
    with writing(index_dir, lambda: progress(waiting, 0, 1)), write_errors(index_dir):
        needed = not is_current(index_dir, material.fingerprint)
        if needed:
            _build(index_dir, material, encoder, stores, progress)
        clean(index_dir)
        return needed


def _build(index_dir: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress) -> None:
    """Changes what is there where that is sound, and builds all anew where it is not."""
    name = current_generation(index_dir)
    if name is not None and name == material.base:
        try:
            if _update(index_dir, material, encoder, stores, progress):
                return
        except IndexDamagedError as error:
            logger.warning("%s kan niet bijgewerkt worden. De hele index wordt gebouwd. %s", name, error)
    with building(index_dir) as folder:
        fill(folder, material, encoder, stores, progress)
        progress(CHECKING, 0, 1)
        with closing(open_folder(folder, stores)) as generation:
            check_generation(generation, material.documents, material.every_passage)
        _publish(folder, index_dir, progress)


def _update(
    index_dir: Path, material: Material, encoder: Encoder, stores: Stores, progress: Progress
) -> bool:
    """Whether the generation that serves could be made into the new one, which then serves."""
    base = index_dir / (material.base or "")
    with building(index_dir) as folder:
        changed = update(base, folder, material, encoder, stores, progress)
        if changed is None:
            return False
        check_store(base, folder)
        progress(CHECKING, 0, 1)
        with closing(open_folder(folder, stores)) as generation:
            check_changes(generation, material, changed, encoder)
        _publish(folder, index_dir, progress)
    return True


def _publish(folder: Path, index_dir: Path, progress: Progress) -> None:
    write_manifest(folder)
    publish(folder, index_dir)
    progress(CHECKING, 1, 1)
