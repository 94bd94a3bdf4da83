"""The shipped model and other models, against sentence-transformers itself."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import BertConfig, BertModel

from sro_assistant.adapters.encoders import StaticEncoder, TransformersEncoder, open_encoder
from sro_assistant.errors import ModelError

pytestmark = pytest.mark.functional

CHECKOUT = Path(__file__).resolve().parents[2]
MODELS = CHECKOUT / "models"
UNKNOWN, PADDING = "[UNK]", "[PAD]"
SHIPPED = MODELS / "sro-static-nl"
ODD_TEXTS = (
    "",
    " \n\t",
    "🎉🎉",
    "日本語のテキスト",
    "xqzw vwxq",
    "Één coördinatie, twéé ideeën: \u201cslim\u201d \u2026",
    "\x00\x1fslimme\u200bregio",
    "a" * 500,
    "Gemeenten en steden kunnen een subsidie aanvragen bij VLAIO. " * 2000,
)


def dutch_texts() -> list[str]:
    sources = sorted(path for path in (CHECKOUT / "corpus").glob("*") if path.suffix in {".md", ".txt"})
    lines = [line for path in sources for line in path.read_text(encoding="utf-8").splitlines()]
    return [*ODD_TEXTS, *lines, *(path.read_text(encoding="utf-8") for path in sources)]


def output_of(code: str, **environment: str) -> str:
    """What a fresh Python prints for a piece of code."""
    command = [sys.executable, "-c", code]
    found = subprocess.run(  # noqa: S603 - this Python, on code of this file
        command, capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    return found.stdout.strip()


def similarity(encoder: StaticEncoder, left: str, right: str) -> float:
    one, other = encoder.encode([left, right])
    return float(one @ other)


@pytest.fixture(scope="module")
def transformer_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transformer with two tiny layers and made weights, saved by sentence-transformers."""
    folder = tmp_path_factory.mktemp("modellen")
    words = {word: i for i, word in enumerate([PADDING, UNKNOWN, "[CLS]", "[SEP]", "slimme", "regio"])}
    tokenizer = Tokenizer(WordLevel(words, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = Whitespace()
    shape = BertConfig(
        vocab_size=6, hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32
    )
    BertModel(shape).save_pretrained(folder / "bert")
    tokenizer.save(str(folder / "bert" / "tokenizer.json"))
    options = {"tokenizer_class": "PreTrainedTokenizerFast", "unk_token": UNKNOWN, "pad_token": PADDING}
    (folder / "bert" / "tokenizer_config.json").write_text(json.dumps(options), encoding="utf-8")
    transformer = Transformer(str(folder / "bert"))
    model = SentenceTransformer(modules=[transformer, Pooling(16)], device="cpu")
    model.save(str(folder / "klein"), create_model_card=False)
    return folder / "klein"


def test_the_shipped_vectors_are_those_of_sentence_transformers() -> None:
    texts = dutch_texts()
    theirs = SentenceTransformer(str(SHIPPED), device="cpu").encode(texts, normalize_embeddings=True)
    ours = StaticEncoder(SHIPPED).encode(texts)
    assert len(texts) > 400
    assert ours.shape == theirs.shape == (len(texts), 256)
    np.testing.assert_allclose(ours, theirs, atol=1e-4)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
def test_the_card_names_the_checksum_of_what_ships(name: str) -> None:
    checksum = hashlib.sha256((SHIPPED / name).read_bytes()).hexdigest()
    assert f"| {name} | {checksum} |" in (SHIPPED / "README.md").read_text(encoding="utf-8")


def test_the_shipped_vectors_do_not_depend_on_the_batch() -> None:
    encoder = StaticEncoder(SHIPPED)
    texts = dutch_texts()
    np.testing.assert_array_equal(encoder.encode(texts), np.vstack([encoder.encode([t]) for t in texts]))


def test_the_shipped_vectors_have_unit_length_or_are_zero() -> None:
    lengths = np.linalg.norm(StaticEncoder(SHIPPED).encode(dutch_texts()), axis=1)
    assert set(np.round(lengths, 5).tolist()) == {0.0, 1.0}


@pytest.mark.parametrize(
    ("text", "near", "far"),
    [
        ("subsidie", "financiële steun", "de melk van koeien"),
        ("de burgemeester van de stad", "het gemeentebestuur", "de melk van koeien"),
        ("persoonsgegevens beschermen", "privacy", "bomen planten in het bos"),
    ],
)
def test_related_words_lie_nearer_than_others_without_a_shared_word(text: str, near: str, far: str) -> None:
    encoder = StaticEncoder(SHIPPED)
    assert similarity(encoder, text, near) > similarity(encoder, text, far)


def test_the_shipped_model_loads_without_torch() -> None:
    code = (
        "import sys; from pathlib import Path; from sro_assistant.adapters.encoders import open_encoder;"
        f"open_encoder('sro-static-nl', Path({str(MODELS)!r})).encode(['Wat doet VLAIO?']);"
        "print(sorted({'torch', 'sentence_transformers', 'huggingface_hub.hf_api'} & set(sys.modules)))"
    )
    assert output_of(code) == "[]"


def test_a_static_model_in_the_local_cache_is_read_by_its_name_without_torch(tmp_path: Path) -> None:
    snapshot = tmp_path / "models--labo--klein" / "snapshots" / "abc"
    shutil.copytree(SHIPPED, snapshot)
    (tmp_path / "models--labo--klein" / "refs").mkdir()
    (tmp_path / "models--labo--klein" / "refs" / "main").write_text("abc", encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from sro_assistant.adapters.encoders import open_encoder;"
        f"print(open_encoder('labo/klein', Path({str(tmp_path)!r})).name, 'torch' in sys.modules)"
    )
    name = output_of(code, HF_HUB_CACHE=str(tmp_path))
    checksum = StaticEncoder(SHIPPED).name.partition("@")[2]
    assert name == f"klein@{checksum} False"


def test_another_model_gives_sentence_transformers_vectors_at_unit_length(transformer_folder: Path) -> None:
    encoder = open_encoder(str(transformer_folder), MODELS)
    texts = ["slimme regio", "regio"]
    theirs = SentenceTransformer(str(transformer_folder), device="cpu").encode(texts)
    expected = theirs / np.linalg.norm(theirs, axis=1, keepdims=True)
    ours = encoder.encode(texts)
    assert isinstance(encoder, TransformersEncoder)
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, expected, atol=1e-5)
    assert encoder.dimensions == 16
    assert encoder.encode([]).shape == (0, 16)


def test_another_models_name_follows_its_weights(transformer_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(transformer_folder, tmp_path / "klein")
    before = TransformersEncoder(str(tmp_path / "klein")).name
    weights = next((tmp_path / "klein").rglob("model.safetensors"))
    data = bytearray(weights.read_bytes())
    data[-1] ^= 1
    weights.write_bytes(data)
    assert before == TransformersEncoder(str(transformer_folder)).name
    assert before != TransformersEncoder(str(tmp_path / "klein")).name


@pytest.mark.parametrize("name", ["labo/bestaat-niet", "bestaat-niet", "/weg/model", "a b/c/d"])
def test_a_model_that_is_not_here_is_refused_and_not_fetched(name: str) -> None:
    with pytest.raises(ModelError, match="staat niet op deze computer"):
        open_encoder(name, MODELS)


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="kan niet worden geladen"):
        open_encoder(str(tmp_path), MODELS)
