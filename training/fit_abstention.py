"""Fits when to decline: python training/fit_abstention.py QUESTIONS... [--write].

QUESTIONS are files as in evals/, answerable and not. A logistic regression on the signals of
`answer/signals.py`, ridge penalty, classes weighed alike. It prints, by cross-validation over the
questions, how many unanswerable ones are declined at several shares of wrongly declined answerable
ones; `--write` puts the weights fitted on all of them beside the code that reads them.
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

import sro_assistant.answer.signals as signals_module
from sro_assistant import wiring
from sro_assistant.answer.compose import Request
from sro_assistant.answer.signals import FILE, NAMES
from sro_assistant.domain import Turn
from sro_assistant.settings import load_settings

SEED = 20261121
FOLDS = 10
PENALTY = 0.3
REFUSED = (0.02, 0.04, 0.06, 0.08)

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """The signals of each question, whether it can be answered, and its kind."""

    signals: Numbers
    answerable: NDArray[np.bool_]
    kinds: NDArray[np.str_]


def main() -> None:
    """Reads the questions, prints the cross-validated table and, where asked, writes the weights."""
    arguments = _arguments()
    rows = read_rows(arguments.questions)
    print(f"{len(rows.answerable)} questions, {int((~rows.answerable).sum())} of them unanswerable")
    chances = cross_val_predict(
        model(),
        rows.signals,
        rows.answerable,
        cv=StratifiedKFold(FOLDS, shuffle=True, random_state=SEED),
        method="predict_proba",
    )[:, 1]
    print_table(rows, chances)
    if arguments.write:
        target = Path(signals_module.__file__).with_name(FILE)
        target.write_text(
            json.dumps(raw_weights(model().fit(rows.signals, rows.answerable)), indent=1) + "\n"
        )
        print(f"written: {target.name}")


def model() -> Pipeline:
    """Signals brought to one scale, then the regression."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=PENALTY, class_weight="balanced"))


def raw_weights(fitted: Pipeline) -> dict[str, float]:
    """The weights of the signals as they are, by name, and the bias."""
    scaler, regression = fitted[0], fitted[-1]
    weights = regression.coef_[0] / scaler.scale_
    bias = float(regression.intercept_[0] - weights @ scaler.mean_)
    return {
        **{name: round(float(w), 4) for name, w in zip(NAMES, weights, strict=True)},
        "bias": round(bias, 4),
    }


def print_table(rows: Rows, chances: Numbers) -> None:
    """For each share of answerable questions declined: the threshold, and the share declined by kind."""
    yes = rows.answerable
    for kind in sorted(set(rows.kinds[~yes])):
        mine = yes | (rows.kinds == kind)
        print(f"{kind}: AUC {roc_auc_score(yes[mine], chances[mine]):.3f}")
    for share in REFUSED:
        threshold = float(np.quantile(chances[yes], share))
        declined = {
            kind: float((chances[~yes & (rows.kinds == kind)] < threshold).mean())
            for kind in set(rows.kinds[~yes])
        }
        shown = ", ".join(f"{kind} {value:.2f}" for kind, value in sorted(declined.items()))
        print(f"{share:.2f} of the answerable declined below {threshold:.3f}: {shown}")


def read_rows(paths: list[Path]) -> Rows:
    """The rows of all questions for which anything was found."""
    assistant = wiring.open_assistant(load_settings())
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            history = tuple(Turn(question=turn["question"]) for turn in record.get("history") or ())
            signals = assistant.signals(Request(question=record["question"], history=history))
            if signals is not None:
                found.append((signals.row, record["answerable"], record["type"]))
    assistant.close()
    rows, answerable, kinds = zip(*found, strict=True)
    return Rows(np.array(rows), np.array(answerable, dtype=bool), np.array(kinds))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("questions", type=Path, nargs="+", help="question files, as in evals/")
    parser.add_argument("--write", action="store_true", help="write the weights")
    return parser.parse_args()


if __name__ == "__main__":
    main()
