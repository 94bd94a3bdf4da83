"""Trains the small Dutch embedding model: python training/train.py DATA_DIR OUT_DIR [options].

DATA_DIR holds text_nl.txt.gz and pairs.jsonl.gz (training/README.md says what they are).
"""

import argparse
import hashlib
import importlib.metadata
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path

import numpy as np
import torch
from threadpoolctl import threadpool_limits
from tokenizers import Tokenizer

from contrastive import Round, refine
from cooccurrence import Ids, Table, first_vectors
from data import (
    PAIRS_FILE,
    PARAGRAPHS_FILE,
    Pair,
    balanced,
    corpus_pairs,
    read_corpus,
    read_pairs,
    read_paragraphs,
    split_pairs,
)
from export import checksums, save_model, sha256
from questions import Taught, taught_by
from recipe import Recipe
from vocabulary import train_tokenizer

LIBRARIES = ("numpy", "scipy", "scikit-learn", "tokenizers", "torch")


def main() -> None:
    """Reads the arguments, trains, and prints the checksums of what was written."""
    arguments = _arguments()
    recipe = Recipe(**{f.name: getattr(arguments, f.name) for f in fields(Recipe)})
    torch.set_num_threads(1)
    with threadpool_limits(limits=1):
        train(arguments.data, arguments.out, arguments.corpus, recipe)
    for name, checksum in checksums(arguments.out).items():
        print(f"{checksum}  {name}")


def train(data: Path, out: Path, corpus: Path | None, recipe: Recipe) -> None:
    """Writes a model trained on a data folder, and on the corpus' words where one is given."""
    paragraphs, corpus_lines = read_paragraphs(data), read_corpus(corpus)
    pairs, held_out = split_pairs(read_pairs(data), recipe.held_out)
    print(f"{len(paragraphs)} paragraphs, {len(corpus_lines)} corpus lines, {len(pairs)} pairs to train on")
    texts = paragraphs + corpus_lines * recipe.corpus_weight
    tokenizer = train_tokenizer(texts, recipe.vocabulary)
    table = first_vectors(encoded(tokenizer, texts), tokenizer.get_vocab_size(), recipe)
    print("first vectors made")
    own = corpus_pairs(corpus_lines)
    drawn = balanced(pairs, recipe.other_weight) + own * recipe.corpus_weight
    first = Round(steps=recipe.steps, batch=recipe.batch)
    table = refined(table, tokenizer, drawn, recipe, first)
    print("refined on pairs")
    taught = taught_by(corpus, recipe.question_partners, recipe.question_context, recipe.seed)
    table = taught_questions(table, tokenizer, taught, drawn, recipe)
    counts = {
        "paragraphs": len(paragraphs),
        "corpus_lines": len(corpus_lines),
        "pairs": len(pairs),
        "corpus_pairs": len(own),
        "held_out_pairs": len(held_out),
        "questions": len({pair.anchor for pair in taught.pairs}),
        "question_pairs": len(taught.pairs),
    }
    checksums_of_data = {name: sha256(data / name) for name in (PARAGRAPHS_FILE, PAIRS_FILE)}
    checksums_of_data["corpus lines"] = hashlib.sha256("\n".join(corpus_lines).encode()).hexdigest()
    save_model(out, tokenizer, table, training_record(recipe, counts, checksums_of_data))


def taught_questions(
    table: Table, tokenizer: Tokenizer, taught: Taught, general: Sequence[Pair], recipe: Recipe
) -> Table:
    """The table after a round of question pairs among other pairs; unchanged where there are none.

    Two questions that the same stretch of a document answers are no negatives of each other.
    """
    if not taught.pairs:
        return table
    count = min(len(general), round(recipe.question_general * len(taught.pairs)))
    chosen = np.random.default_rng(recipe.seed).choice(len(general), size=count, replace=False)
    others = [general[place] for place in chosen]
    nowhere = np.zeros((len(others), taught.places.shape[1]), dtype=np.bool_)
    drawn = Round(
        steps=recipe.question_steps,
        batch=recipe.question_batch,
        places=np.concatenate([taught.places, nowhere]),
    )
    return refined(table, tokenizer, [*taught.pairs, *others], recipe, drawn)


def refined(table: Table, tokenizer: Tokenizer, pairs: Sequence[Pair], recipe: Recipe, drawn: Round) -> Table:
    """The table after the contrastive steps of a round; unchanged with none."""
    if drawn.steps == 0:
        return table
    anchors = encoded(tokenizer, [pair.anchor for pair in pairs])
    positives = encoded(tokenizer, [pair.positive for pair in pairs])
    usable = [i for i in range(len(pairs)) if len(anchors[i]) and len(positives[i])]
    places = None if drawn.places is None else drawn.places[usable]
    return refine(
        table,
        [anchors[i] for i in usable],
        [positives[i] for i in usable],
        recipe,
        replace(drawn, places=places),
    )


def encoded(tokenizer: Tokenizer, texts: Iterable[str]) -> list[Ids]:
    """The token ids of each text."""
    encodings = tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
    return [np.array(encoding.ids, dtype=np.int32) for encoding in encodings]


def training_record(recipe: Recipe, counts: dict[str, int], data: dict[str, str]) -> dict[str, object]:
    """How a model was made: what training.json holds."""
    libraries = {name: importlib.metadata.version(name) for name in LIBRARIES}
    return {"recipe": asdict(recipe), "counts": counts, "data_sha256": data, "libraries": libraries}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path, help="the training data folder")
    parser.add_argument("out", type=Path, help="the folder to write the model to")
    parser.add_argument("--corpus", type=Path, help="a folder with the product's sources, for their words")
    for field in fields(Recipe):
        option = "--" + field.name.replace("_", "-")
        parser.add_argument(
            option, type=type(field.default), default=field.default, help="default: %(default)s"
        )
    return parser.parse_args()


if __name__ == "__main__":
    main()
