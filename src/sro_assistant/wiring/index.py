"""Brings the index up to date, and tells whether another one should serve."""

from dataclasses import replace

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.index.report import BuildReport, Progress
from sro_assistant.index.storage import pointer_state, withdraw
from sro_assistant.settings import Settings
from sro_assistant.wiring.guidebook import keep_guide
from sro_assistant.wiring.stores import index_stores


def update_index(settings: Settings, progress: Progress) -> BuildReport:
    """Brings the index up to date with the corpus; does nothing where it is.

    Raises CorpusError, ModelError or an index error, each with a Dutch message that says what to do.
    """
    from sro_assistant.index.build import build_index  # noqa: PLC0415 - no question needs what builds
    from sro_assistant.index.reuse import read_material  # noqa: PLC0415 - as above
    from sro_assistant.ingest.shelves import DOCUMENTS, SHEETS  # noqa: PLC0415 - as above
    from sro_assistant.wiring.parsers import PARSERS  # noqa: PLC0415 - as above

    encoder = open_encoder(settings.embedding_model, settings.models_dir)
    stores = index_stores()
    reports: list[BuildReport] = []
    for shelf, folder in ((DOCUMENTS, settings.index_dir), (SHEETS, settings.sheets_index_dir)):
        base = (folder, stores)
        material = read_material(settings.corpus_dir, PARSERS, base, encoder.name, progress, shelf)
        if shelf is DOCUMENTS or material.document_count:
            reports.append(build_index(folder, material, encoder, stores, progress))
        else:
            withdraw(folder)
    keep_guide(settings)
    first, *others = reports
    return replace(
        first,
        seconds=sum(report.seconds for report in reports),
        built=any(report.built for report in reports),
        problems=(*first.problems, *(problem for report in others for problem in report.problems)),
    )


def index_state(settings: Settings) -> str:
    """Something that changes whenever another index should serve."""
    return f"{pointer_state(settings.index_dir)} {pointer_state(settings.sheets_index_dir)}".strip()
