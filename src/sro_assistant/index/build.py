"""Documents and passages to a new generation: built beside the one that serves, checked, then switched."""

import logging
import time
from contextlib import closing
from pathlib import Path

from sro_assistant.errors import CorpusError, IndexDamagedError
from sro_assistant.index.carry import check_taken_over
from sro_assistant.index.check import check_changes, check_generation
from sro_assistant.index.disk import may_write, write_errors
from sro_assistant.index.fill import fill
from sro_assistant.index.fingerprint import FILE_NAME, Fingerprint
from sro_assistant.index.generation import Stores, open_folder
from sro_assistant.index.material import Material, Revision
from sro_assistant.index.report import BuildReport, Progress
from sro_assistant.index.seal import check_manifest, write_manifest
from sro_assistant.index.storage import building, clean, current_generation, publish, writing
from sro_assistant.index.update import CONSTANT, update
from sro_assistant.ports import Encoder

__all__ = ["BuildReport", "Material", "Progress", "Revision", "build_index", "is_current"]

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
    index_dir: Path, material: Material | Revision, encoder: Encoder, stores: Stores, progress: Progress
) -> BuildReport:
    """Builds a generation and makes it the one that serves; does nothing where it is current.

    Waits for another process that is building. A failure leaves the generation that serves alone;
    raises CorpusError without passages, IndexWriteError where the disk refuses.
    """
    started = time.perf_counter()
    if not material.passage_count:
        raise CorpusError(
            "Er is geen enkele tekst om te indexeren. Zet documenten in de map corpus en in manifest.toml."
        )
    built: Material | Revision | None = None
    if may_write(index_dir) or not is_current(index_dir, material.fingerprint):
        built = _build_where_needed(index_dir, material, encoder, stores, progress)
    of = built or material
    return BuildReport(
        generation=current_generation(index_dir) or "",
        documents=of.document_count,
        passages=of.passage_count,
        seconds=time.perf_counter() - started,
        built=built is not None,
        problems=of.problems,
    )


def _build_where_needed(
    index_dir: Path, material: Material | Revision, encoder: Encoder, stores: Stores, progress: Progress
) -> Material | Revision | None:
    """What a generation was built from; None where none was needed."""
    waiting = "Een ander proces bouwt de index al, even wachten"
    with writing(index_dir, lambda: progress(waiting, 0, 1)), write_errors(index_dir):
        needed = not is_current(index_dir, material.fingerprint)
        clean(index_dir)  # an update counts on it that none but the last two are kept
        if not needed:
            return None
        built = _build(index_dir, material, encoder, stores, progress)
        clean(index_dir)
        return built


def _build(
    index_dir: Path, material: Material | Revision, encoder: Encoder, stores: Stores, progress: Progress
) -> Material | Revision:
    """Changes what is there where that is sound, and builds all anew where it is not."""
    if isinstance(material, Revision):
        try:
            if _update(index_dir, material, encoder, stores, progress):
                return material
        except IndexDamagedError as error:
            logger.warning(
                "%s kan niet bijgewerkt worden. De hele index wordt gebouwd. %s", material.base, error
            )
        material = material.whole()
    with building(index_dir) as folder:
        fill(folder, material, encoder, stores, progress)
        progress(CHECKING, 0, 1)
        with closing(open_folder(folder, stores)) as generation:
            check_generation(generation, material.documents, material.every_passage)
        write_manifest(folder)
        publish(folder, index_dir)
    progress(CHECKING, 1, 1)
    return material


def _update(
    index_dir: Path, revision: Revision, encoder: Encoder, stores: Stores, progress: Progress
) -> bool:
    """Whether the generation that serves could be made into the new one, which then serves."""
    if current_generation(index_dir) != revision.base:
        return False
    base = index_dir / revision.base
    with building(index_dir) as folder:
        updated = update(base, folder, revision, encoder, stores, progress)
        if updated is None:
            return False
        progress(CHECKING, 0, 1)
        with closing(open_folder(folder, stores)) as generation:
            check_changes(generation, revision, updated.changed, encoder)
        write_manifest(folder, updated.linked)
        check_taken_over(base, folder, CONSTANT)
        publish(folder, index_dir)
    progress(CHECKING, 1, 1)
    return True
