import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from sro_assistant.adapters.encoders import StaticEncoder, TransformersEncoder, is_static, open_encoder
from sro_assistant.errors import ModelError

STATIC = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"
LIBRARY = "sentence_transformers.models"
ROWS = ((0.0, 0.0), (3.0, 0.0), (0.0, 4.0), (1.0, 1.0))
UNKNOWN = "[UNK]"
WORDS = {UNKNOWN: 0, "slimme": 1, "regio": 2, "stad": 3}


def static_folder(
    folder: Path, rows: Sequence[Sequence[float]] = ROWS, types: Sequence[str] = (STATIC,), place: str = ""
) -> Path:
    home = folder / place
    home.mkdir(parents=True)
    tokenizer = Tokenizer(WordLevel(WORDS, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(home / "tokenizer.json"))
    save_file({"embedding.weight": np.array(rows, dtype=np.float16)}, home / "model.safetensors")
    modules = [{"idx": i, "name": str(i), "path": place, "type": kind} for i, kind in enumerate(types)]
    (folder / "modules.json").write_text(json.dumps(modules), encoding="utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        StaticEncoder(folder)
    return str(caught.value)


def test_a_vector_is_the_mean_of_the_tokens_rows_at_unit_length(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_folder(tmp_path / "klein"))
    vectors = encoder.encode(["slimme regio", "slimme slimme slimme stad"])
    expected = np.array([[0.6, 0.8], [10 / 101**0.5, 1 / 101**0.5]], dtype=np.float32)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(vectors, expected, atol=1e-6)


@pytest.mark.parametrize("text", ["", "   ", "🎉", "onbekend woord", "\ud800"])
def test_a_text_without_a_known_word_is_zero(tmp_path: Path, text: str) -> None:
    encoder = StaticEncoder(static_folder(tmp_path / "klein"))
    assert encoder.encode([text]).tolist() == [[0.0, 0.0]]


def test_a_text_without_a_known_word_is_zero_where_the_unknown_word_has_a_row(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_folder(tmp_path / "klein", rows=((5.0, 5.0), *ROWS[1:])))
    assert encoder.encode(["onbekend"]).tolist() == [[0.0, 0.0]]


def test_a_zero_text_leaves_its_neighbours_alone(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_folder(tmp_path / "klein"))
    assert encoder.encode(["slimme", "", "regio"]).tolist() == [[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]]


def test_no_texts_give_no_rows_of_the_right_length(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_folder(tmp_path / "klein"))
    assert encoder.encode([]).shape == (0, 2)
    assert encoder.dimensions == 2


def test_more_texts_than_a_batch_keep_their_order(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_folder(tmp_path / "klein"))
    vectors = encoder.encode(["slimme", "regio"] * 1500)
    assert vectors.tolist() == [[1.0, 0.0], [0.0, 1.0]] * 1500


def test_the_name_follows_the_contents_and_not_the_card(tmp_path: Path) -> None:
    one = StaticEncoder(static_folder(tmp_path / "a" / "klein")).name
    (tmp_path / "a" / "klein" / "README.md").write_text("kaart", encoding="utf-8")
    with_card = StaticEncoder(tmp_path / "a" / "klein").name
    same = StaticEncoder(static_folder(tmp_path / "b" / "klein")).name
    other = StaticEncoder(static_folder(tmp_path / "c" / "klein", rows=((0.0, 0.0), *ROWS[:3]))).name
    assert one == with_card == same
    assert one.startswith("klein@")
    assert other != one


def test_a_table_in_a_subfolder_is_found(tmp_path: Path) -> None:
    encoder = StaticEncoder(static_folder(tmp_path / "klein", place="0_StaticEmbedding"))
    assert encoder.encode(["regio"]).tolist() == [[0.0, 1.0]]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    message = refusal(tmp_path / "weg")
    assert f"De map {tmp_path / 'weg'}" in message
    assert "bestaat niet" in message


def test_a_folder_without_modules_is_no_static_model(tmp_path: Path) -> None:
    assert "geen StaticEmbedding-model" in refusal(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", "[1]", '[{"path": ""}]'])
def test_modules_that_cannot_be_read_are_no_static_model(tmp_path: Path, content: str) -> None:
    folder = static_folder(tmp_path / "klein")
    (folder / "modules.json").write_text(content, encoding="utf-8")
    assert "geen StaticEmbedding-model" in refusal(folder)


def test_a_table_with_other_modules_behind_it_is_left_to_sentence_transformers(tmp_path: Path) -> None:
    assert is_static(
        static_folder(tmp_path / "unit", types=(STATIC, "sentence_transformers.models.Normalize"))
    )
    assert not is_static(
        static_folder(tmp_path / "dense", types=(STATIC, "sentence_transformers.models.Dense"))
    )
    assert not is_static(
        static_folder(tmp_path / "other", types=("sentence_transformers.models.Transformer",))
    )


@pytest.mark.parametrize("name", ["tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("damage", ["gone", "cut"])
def test_a_damaged_file_is_named(tmp_path: Path, name: str, damage: str) -> None:
    path = static_folder(tmp_path / "klein") / name
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:40])
    message = refusal(tmp_path / "klein")
    assert str(path) in message
    assert "Zet de map van het model terug" in message


def test_a_tokenizer_with_more_tokens_than_rows_is_refused(tmp_path: Path) -> None:
    assert "horen" in refusal(static_folder(tmp_path / "klein", rows=ROWS[:3]))


def test_weights_under_another_name_are_refused(tmp_path: Path) -> None:
    folder = static_folder(tmp_path / "klein")
    save_file({"iets": np.zeros((4, 2), dtype=np.float16)}, folder / "model.safetensors")
    assert "model.safetensors" in refusal(folder)


def test_weights_of_another_kind_are_refused(tmp_path: Path) -> None:
    folder = static_folder(tmp_path / "klein")
    save_file({"embedding.weight": np.zeros((4, 2), dtype=np.int8)}, folder / "model.safetensors")
    assert "model.safetensors" in refusal(folder)


def test_a_setting_names_a_folder_under_models_before_a_path(tmp_path: Path) -> None:
    static_folder(tmp_path / "models" / "klein")
    encoder = open_encoder("klein", tmp_path / "models")
    assert encoder.name == StaticEncoder(tmp_path / "models" / "klein").name


def test_a_setting_can_be_a_path(tmp_path: Path) -> None:
    folder = static_folder(tmp_path / "elders" / "klein")
    assert open_encoder(str(folder), tmp_path / "models").encode(["slimme"]).tolist() == [[1.0, 0.0]]


@pytest.mark.parametrize("setting", ["", "  "])
def test_an_empty_setting_is_refused(tmp_path: Path, setting: str) -> None:
    with pytest.raises(ModelError, match="SRO_EMBEDDING_MODEL is leeg"):
        open_encoder(setting, tmp_path)


def test_without_the_extra_another_model_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"pip install 'sro-assistant\[transformers\]'"):
        TransformersEncoder(str(tmp_path))
