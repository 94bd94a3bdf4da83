"""The second check with a tiny cross-encoder of random weights."""

import json
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace
from transformers import BertConfig, BertForSequenceClassification

from sro_assistant.adapters.entailment import CrossEncoderEntailment
from sro_assistant.errors import ModelError

pytestmark = pytest.mark.functional

UNKNOWN, PADDING = "[UNK]", "[PAD]"
QUOTE = "De SRB stuurt de slimme regiowerking aan."


def _make_model(folder: Path, labels: list[str]) -> Path:
    words = [PADDING, UNKNOWN, *sorted(set(QUOTE.rstrip(".").split())), "."]
    tokenizer = Tokenizer(WordLevel({word: place for place, word in enumerate(words)}, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = Whitespace()
    folder.mkdir(exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"))
    options = {"tokenizer_class": "PreTrainedTokenizerFast", "unk_token": UNKNOWN, "pad_token": PADDING}
    (folder / "tokenizer_config.json").write_text(json.dumps(options), "utf-8")
    torch.manual_seed(3)
    config = BertConfig(
        vocab_size=len(words),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
    )
    BertForSequenceClassification(config).save_pretrained(folder)
    return folder


def test_the_chance_is_that_of_the_label_entailment_wherever_it_stands(tmp_path: Path) -> None:
    first = CrossEncoderEntailment(
        _make_model(tmp_path / "een", ["entailment", "neutral", "contradiction"])
    ).chance(QUOTE, "De SRB stuurt aan.")
    last = CrossEncoderEntailment(
        _make_model(tmp_path / "twee", ["contradiction", "neutral", "ENTAILMENT"])
    ).chance(QUOTE, "De SRB stuurt aan.")
    assert 0 < first < 1
    assert 0 < last < 1
    assert first != last


def test_a_model_without_that_label_is_refused(tmp_path: Path) -> None:
    model = CrossEncoderEntailment(_make_model(tmp_path, ["goed", "slecht"]))
    with pytest.raises(ModelError, match="kent geen label"):
        model.chance(QUOTE, QUOTE)


def test_a_folder_without_a_model_is_refused_before_the_first_question(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="haalt zelf niets op"):
        CrossEncoderEntailment(tmp_path)


def test_a_model_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    with pytest.raises(ModelError, match="niet leesbaar"):
        CrossEncoderEntailment(tmp_path).chance(QUOTE, QUOTE)
