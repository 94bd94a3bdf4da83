"""`sro eval`: measures the answers and the retrieval on a set of questions."""

import argparse
import sys
from collections.abc import Mapping
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from sro_assistant.answer.shelves import Shelves
from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.judging import Judging
from sro_assistant.cli.opening import open_shelves_or_build
from sro_assistant.evaluate.cases import DEVELOPMENT, Case, read_cases
from sro_assistant.evaluate.retrieval.baselines import NearestVectors, PlainBm25
from sro_assistant.evaluate.retrieval.evaluation import Ranker, filters_for, passages_of, run_retrieval
from sro_assistant.evaluate.retrieval.misses import misses_of, misses_text
from sro_assistant.evaluate.retrieval.report import retrieval_text
from sro_assistant.evaluate.twins import pairs_of, read_wordings, twins_path
from sro_assistant.settings import Settings
from sro_assistant.wiring.tools import stock_encoder


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the figures, by the same road that the API takes."""
    path = arguments.cases or settings.evals_dir / DEVELOPMENT
    cases = read_cases(path)
    with closing(open_shelves_or_build(settings)) as assistant:
        ran_under = {
            "version": version("sro-assistant"),
            "generation": assistant.generation,
            "embedding_model": settings.embedding_model,
            "cases": path.name,
        }
        if arguments.stage != "retrieval":
            Judging(arguments, settings, assistant, path, cases).measure(ran_under)
        if arguments.stage != "answers":
            rankers = _rankers(assistant, cases, stock=arguments.baselines)
            _measure_retrieval(assistant, path, cases, rankers, ran_under)
        if arguments.misses:
            say(misses_text(misses_of(assistant, cases)), sys.stdout)
    return DONE


def _measure_retrieval(
    assistant: Shelves,
    path: Path,
    cases: tuple[Case, ...],
    rankers: Mapping[str, Ranker],
    ran_under: Mapping[str, str],
) -> None:
    pairs = pairs_of(cases, read_wordings(twins_path(path)))
    report = run_retrieval(assistant, cases, pairs=pairs, baselines=rankers, settings=ran_under)
    say(retrieval_text(report), sys.stdout)


def _rankers(assistant: Shelves, cases: tuple[Case, ...], *, stock: bool) -> Mapping[str, Ranker]:
    """Plain BM25 and, where it is asked for, the stock model, over the same passages."""
    asked = filters_for(assistant, cases).documents
    passages = [p for p in passages_of(assistant) if asked is None or p.document_id in asked]
    rankers: dict[str, Ranker] = {"gewoon BM25": PlainBm25.of(passages)}
    if stock:
        rankers["all-MiniLM-L6-v2"] = NearestVectors.of(passages, stock_encoder())
    return rankers
