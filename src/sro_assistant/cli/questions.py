"""`sro questions`: drafts expected questions, for people to review."""

import argparse

from sro_assistant.cli.drafting import told, writable
from sro_assistant.desk.drafting import draft_questions
from sro_assistant.ingest.curated.questions import read_anchors
from sro_assistant.settings import Settings
from sro_assistant.wiring.language_model import drafting_model
from sro_assistant.wiring.tools import look_into_bank


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Writes what the language model drafts for passages that no question leads to yet."""
    path = writable(arguments.output, settings)
    drafted = draft_questions(
        look_into_bank(settings),
        read_anchors(settings.corpus_dir),
        drafting_model(settings),
        settings.llm_seconds,
        document_id=arguments.document,
        most=arguments.most,
    )
    return told(drafted, path, "corpus/questions/")
