"""Fits what makes a sentence answer: python training/fit_ranking.py QUESTIONS... [--check QUESTIONS].

QUESTIONS are files as in evals/. Of every answerable question the sentences that prove it are held against
the best others: a logistic regression on the differences of what `answer/rank.py` weighs, each question
counting the same. It prints the weights with the similarity as 1, and how often a proving sentence stands
first or among the first three, by the fitted weights and by the order that serves. An index must stand.
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from sro_assistant import wiring
from sro_assistant.answer.compose import Assistant, Request
from sro_assistant.answer.intent import Intent
from sro_assistant.answer.rank import defines, explains, fits
from sro_assistant.answer.seek import Findings
from sro_assistant.evaluate.cases import Case, read_cases
from sro_assistant.evaluate.texts import share_a_run, words_of
from sro_assistant.retrieve.evidence import Evidence
from sro_assistant.settings import load_settings

NAMES = (
    "similarity",
    "passage",
    "asked",
    "shape",
    "wrong shape",
    "defines",
    "explains",
    "coverage",
    "headed",
)
OTHERS = 12
"""How many sentences that prove nothing are held against one that proves, best first."""
FEW = 3
GUIDE = "programme_fit"
"""The type of question that the guide answers."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The sentences of a question in the order that serves: shape (sentences, features), and which prove."""

    features: Floats
    proves: NDArray[np.bool_]


def main() -> None:
    """Reads the questions, fits, and prints weights and figures."""
    arguments = _arguments()
    assistant = wiring.open_assistant(load_settings())
    fitted_on = read(assistant, arguments.questions)
    checked = read(assistant, arguments.check)
    assistant.close()
    weights = fit(fitted_on)
    for name, weight in zip(NAMES, weights / weights[0], strict=True):
        print(f"{name:12} {weight:6.2f}")
    for label, rows in (("fitted on", fitted_on), ("check", checked)):
        if rows:
            serving, fitted = figures(rows, None), figures(rows, weights)
            print(f"{label}: {len(rows)} questions; as it serves {serving}; fitted {fitted}")


def read(assistant: Assistant, paths: Sequence[Path]) -> list[Ranked]:
    """The answerable questions of files of which a proving sentence was found."""
    cases = [case for path in paths for case in read_cases(path) if case.answerable and case.type != GUIDE]
    rows = []
    for case in cases:
        found = assistant.weighed(Request(question=case.question, history=case.history))
        proves = np.array([_proves(evidence, case) for _, evidence in found.scored], dtype=bool)
        if proves.any():
            rows.append(Ranked(np.array([_features(e, found) for _, e in found.scored]), proves))
    return rows


def fit(rows: Sequence[Ranked]) -> Floats:
    """The weights by which proving sentences stand before others, by pairwise logistic regression."""
    pairs, shares = [], []
    for row in rows:
        others = row.features[~row.proves][:OTHERS]
        differences = [good - other for good in row.features[row.proves] for other in others]
        pairs.extend(differences)
        shares.extend([1 / len(differences)] * len(differences))
    halves = np.array(pairs)
    scale = halves.std(axis=0) + np.finfo(float).eps
    both = np.vstack([halves, -halves]) / scale
    labels = np.repeat([1, 0], len(halves))
    model = LogisticRegression(fit_intercept=False, max_iter=500)
    weights: Floats = model.fit(both, labels, sample_weight=np.tile(shares, 2)).coef_[0] / scale
    return weights


def figures(rows: Sequence[Ranked], weights: Floats | None) -> str:
    """How often a proof stands first, and among three; without weights, in the order that serves."""
    places = []
    for row in rows:
        order = np.arange(len(row.proves)) if weights is None else np.argsort(-(row.features @ weights))
        places.append(int(np.argmax(row.proves[order])))
    first, three = np.mean([p == 0 for p in places]), np.mean([p < FEW for p in places])
    return f"first {first:.3f}, among three {three:.3f}"


def _features(evidence: Evidence, found: Findings) -> list[float]:
    shape = fits(found.intent, evidence, found.query)
    is_defined = found.intent in (Intent.DEFINITION, Intent.MEMBERS) and defines(evidence.text, found.query)
    is_explained = found.intent is Intent.DEFINITION and explains(evidence.text, found.query)
    told = (shape is True, shape is False, is_defined, is_explained)
    nearness = (evidence.similarity, evidence.found.score, evidence.asked)
    return [*nearness, *map(float, told), evidence.coverage, min(evidence.headed, 1.0)]


def _proves(evidence: Evidence, case: Case) -> bool:
    said = words_of(evidence.text)
    return any(share_a_run(said, words_of(gold.quote)) for gold in case.evidence)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, nargs="+", help="question files, as in evals/")
    parser.add_argument("--check", type=Path, nargs="*", default=[], help="files that are not fitted on")
    return parser.parse_args()


if __name__ == "__main__":
    main()
