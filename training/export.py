"""Writes a table and its tokenizer as a sentence-transformers `StaticEmbedding` folder."""

import hashlib
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from cooccurrence import Table

STATIC_EMBEDDING = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
CONFIG = {
    "__version__": {"sentence_transformers": "6.2.0"},
    "default_prompt_name": None,
    "model_type": "SentenceTransformer",
    "prompts": {"document": "", "query": ""},
    "similarity_fn_name": "cosine",
}
WEIGHTS_FILE = "model.safetensors"
TOKENIZER_FILE = "tokenizer.json"


def save_model(folder: Path, tokenizer: Tokenizer, table: Table, record: dict[str, object]) -> None:
    """Writes the model's files; `record` says how it was made (training.json). A card stays as it is.

    The values are rounded to half precision, so that they compress, but stored as single: with a half
    table sentence-transformers sums in half precision, which is 3e-4 off, overflows on long texts and
    gives NaN for an empty one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"embedding.weight": table.astype(np.float16).astype(np.float32)}, folder / WEIGHTS_FILE)
    (folder / WEIGHTS_FILE).chmod(0o644)
    tokenizer.save(str(folder / TOKENIZER_FILE), pretty=False)
    _write_json(folder / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": STATIC_EMBEDDING}])
    _write_json(folder / "config_sentence_transformers.json", CONFIG)
    _write_json(folder / "training.json", record)


def checksums(folder: Path) -> dict[str, str]:
    """The sha256 of the two files that decide every vector."""
    return {name: sha256(folder / name) for name in (WEIGHTS_FILE, TOKENIZER_FILE)}


def sha256(path: Path) -> str:
    """A file's checksum, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
