"""Embedding models from disk: the shipped static table without torch, or any sentence-transformers model.

Nothing here downloads: a model that is not on this computer is a ModelError.
"""

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file
from tokenizers import Tokenizer

from sro_assistant.errors import ModelError
from sro_assistant.ports import Encoder, Vectors

MODULES_FILE = "modules.json"
TOKENIZER_FILE = "tokenizer.json"
WEIGHTS_FILE = "model.safetensors"
UNKNOWN_TOKENS = ("[UNK]", "<unk>")
CONTENT_SUFFIXES = frozenset({".json", ".txt", ".model", ".safetensors", ".bin"})
OFFLINE = {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}
BATCH = 1024
MATRIX = 2


class StaticEncoder:
    """A sentence-transformers `StaticEmbedding` folder read with numpy: the mean of the tokens' rows.

    The vectors equal sentence-transformers' own. Raises ModelError where the folder is not one.
    """

    def __init__(self, folder: Path, label: str | None = None) -> None:
        home = _static_home(folder)
        self._tokenizer = _read_tokenizer(home / TOKENIZER_FILE)
        self._table = _read_table(home / WEIGHTS_FILE)
        if self._tokenizer.get_vocab_size() > len(self._table):
            raise ModelError(
                f"In het embeddingmodel {folder} horen {TOKENIZER_FILE} en {WEIGHTS_FILE} niet bij elkaar. "
                "Zet de hele map opnieuw terug."
            )
        self._unknown = {self._tokenizer.token_to_id(token) for token in UNKNOWN_TOKENS}
        self._label = label or folder.resolve().name
        self._decisive = (home / TOKENIZER_FILE, home / WEIGHTS_FILE)

    @cached_property
    def name(self) -> str:
        """The folder's name and a checksum of the two files that decide every vector; building needs it."""
        return _named(self._label, self._decisive)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return int(self._table.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, shape (len(texts), dimensions); a text without a known word is zero."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(texts), BATCH):
            batch = [_encodable(text) for text in texts[start : start + BATCH]]
            encodings = self._tokenizer.encode_batch_fast(batch, add_special_tokens=False)
            for row, encoding in enumerate(encodings, start):
                vectors[row] = self._mean(encoding.ids)
        return _unit_rows(vectors)

    def _mean(self, ids: list[int]) -> Vectors:
        """The mean of the tokens' rows; each row is read once, so that a long text takes no more memory."""
        if self._unknown.issuperset(ids):
            return np.zeros(self.dimensions, dtype=np.float32)
        rows, counts = np.unique(ids, return_counts=True)
        shares = (counts / len(ids)).astype(np.float32)
        return np.asarray(shares @ self._table[rows].astype(np.float32), dtype=np.float32)


class TransformersEncoder:
    """Any other sentence-transformers model on this computer: a folder, or a name in the local cache.

    Raises ModelError where the extra or the model is not there. Only this class imports torch.
    """

    def __init__(self, name_or_path: str) -> None:
        os.environ.update(OFFLINE)
        try:
            from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - six seconds, only when asked for
        except ImportError as error:
            raise ModelError(
                f"Het embeddingmodel {name_or_path} heeft een uitbreiding nodig die niet geïnstalleerd is. "
                "Installeer ze met: pip install 'sro-assistant[transformers]'"
            ) from error
        folder = _folder_on_disk(name_or_path)
        try:
            self._model = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        except (OSError, ValueError, KeyError, RuntimeError, SafetensorError) as error:
            raise ModelError(
                f"Het embeddingmodel {name_or_path} kan niet worden geladen: de bestanden in {folder} zijn "
                "niet volledig of geen sentence-transformers-model. Haal het model opnieuw op of kies een "
                "ander met SRO_EMBEDDING_MODEL."
            ) from error
        self._dimensions = len(self.encode_one("lengte"))
        self._name = _named(Path(name_or_path).name, _content_files(folder))

    @property
    def name(self) -> str:
        """The model's name and a checksum of its files."""
        return self._name

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self._dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text, shape (len(texts), dimensions)."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        found = self._model.encode([_encodable(text) for text in texts], show_progress_bar=False)
        return _unit_rows(np.asarray(found, dtype=np.float32))

    def encode_one(self, text: str) -> Vectors:
        """The unit vector of one text, shape (dimensions,)."""
        found = self._model.encode([_encodable(text)], show_progress_bar=False)
        return np.asarray(_unit_rows(np.asarray(found, dtype=np.float32))[0])


def open_encoder(setting: str, models_dir: Path) -> Encoder:
    """The model that a setting names: a folder under `models_dir`, else a path, else a cached name.

    A `StaticEmbedding` folder is always read without torch. Raises ModelError where there is none.
    """
    if not setting.strip():
        raise ModelError(
            "SRO_EMBEDDING_MODEL is leeg. Geef de naam van een map onder models/, een pad of de naam van een "
            "sentence-transformers-model, of laat de instelling weg."
        )
    for folder in (models_dir / setting, Path(setting).expanduser()):
        if folder.is_dir():
            return StaticEncoder(folder) if is_static(folder) else TransformersEncoder(str(folder))
    cached = _cached_folder(setting)
    if cached is not None and is_static(cached):
        return StaticEncoder(cached, label=Path(setting).name)
    return TransformersEncoder(setting)


def is_static(folder: Path) -> bool:
    """Whether a folder holds a sentence-transformers model of one static table."""
    return _static_module(folder) is not None


def _static_module(folder: Path) -> str | None:
    """The place of the table in a model folder; None where other modules decide the vectors too."""
    try:
        modules = json.loads((folder / MODULES_FILE).read_text(encoding="utf-8"))
        kinds = [str(module["type"]).rpartition(".")[2] for module in modules]
        place = str(modules[0]["path"]) if modules else ""
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return place if kinds[:1] == ["StaticEmbedding"] and set(kinds[1:]) <= {"Normalize"} else None


def _static_home(folder: Path) -> Path:
    if not folder.is_dir():
        raise ModelError(
            f"De map {folder} met het embeddingmodel bestaat niet. Zet de map terug of kies een ander model "
            "met SRO_EMBEDDING_MODEL."
        )
    place = _static_module(folder)
    if place is None:
        raise ModelError(
            f"De map {folder} is geen StaticEmbedding-model van sentence-transformers: {MODULES_FILE} "
            "ontbreekt of noemt een ander soort model. Zet de map terug of kies een ander model met "
            "SRO_EMBEDDING_MODEL."
        )
    return folder / place


def _read_tokenizer(path: Path) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers has no exception of its own: it raises the base class
        raise _unreadable(path) from error
    tokenizer.no_padding()
    return tokenizer


def _read_table(path: Path) -> NDArray[np.floating]:
    """The table as it is stored (half or single precision), shape (tokens, dimensions)."""
    try:
        table = load_file(path)["embedding.weight"]
    except (OSError, SafetensorError, KeyError, TypeError) as error:
        raise _unreadable(path) from error
    if table.ndim != MATRIX or not np.issubdtype(table.dtype, np.floating):
        raise _unreadable(path)
    return table


def _unreadable(path: Path) -> ModelError:
    return ModelError(
        f"Het bestand {path} van het embeddingmodel ontbreekt of is beschadigd. Zet de map van het model "
        "terug zoals ze geleverd is."
    )


def _folder_on_disk(name_or_path: str) -> Path:
    folder = Path(name_or_path).expanduser()
    found = folder if folder.is_dir() else _cached_folder(name_or_path)
    if found is None:
        raise ModelError(
            f"Het embeddingmodel {name_or_path} staat niet op deze computer: het is geen map onder models/, "
            "geen pad en geen model dat al eens is opgehaald. De assistent haalt zelf niets op. Zet het "
            "model in een map en geef het pad op met SRO_EMBEDDING_MODEL."
        )
    return found


def _cached_folder(name: str) -> Path | None:
    """The folder of a model that some earlier program fetched by this name; never fetches."""
    os.environ.update(OFFLINE)
    from huggingface_hub import snapshot_download  # noqa: PLC0415 - slow to import, and rarely needed
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError  # noqa: PLC0415 - as above

    for candidate in (name, f"sentence-transformers/{name}"):
        try:
            return Path(snapshot_download(candidate, local_files_only=True))
        except (LocalEntryNotFoundError, HFValidationError):
            continue
    return None


def _content_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in CONTENT_SUFFIXES and path.is_file())


def _named(label: str, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as data:
            digest.update(hashlib.file_digest(data, "sha256").digest())
    return f"{label}@{digest.hexdigest()[:12]}"


def _encodable(text: str) -> str:
    """The text with half surrogate pairs replaced, which no tokenizer takes."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _unit_rows(vectors: Vectors) -> Vectors:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0))
