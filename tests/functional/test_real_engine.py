"""A real engine with a tiny model of random weights: the protocol holds, and gibberish is never shown."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from tokenizers.decoders import ByteLevel as ByteLevelDecoder
from tokenizers.models import BPE
from tokenizers.pre_tokenizers import ByteLevel
from tokenizers.trainers import BpeTrainer
from transformers import LlamaConfig, LlamaForCausalLM

from sro_assistant.adapters.llm import LlamaIndexModel, Server, openai_compatible
from sro_assistant.answer.compose import Request
from sro_assistant.domain import Mode
from sro_assistant.errors import LanguageModelError
from sro_assistant.ports import Message
from sro_assistant.settings import Settings
from sro_assistant.wiring import open_assistant

pytestmark = pytest.mark.functional

SECONDS_TO_START = 120
SECONDS_TO_ANSWER = 30.0
TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
MARKS = ["<|system|>", "<|user|>", "<|assistant|>", "<|end|>", "<|pad|>"]


def _make_model(folder: Path) -> None:
    """A Llama of one layer with random weights, and a tokenizer of this file's own words."""
    tokenizer = Tokenizer(BPE())
    tokenizer.pre_tokenizer = ByteLevel(add_prefix_space=False)
    tokenizer.decoder = ByteLevelDecoder()
    trainer = BpeTrainer(
        vocab_size=600, special_tokens=MARKS, initial_alphabet=ByteLevel.alphabet(), show_progress=False
    )
    tokenizer.train_from_iterator([Path(__file__).read_text("utf-8")], trainer)
    tokenizer.save(str(folder / "tokenizer.json"))
    options = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "eos_token": MARKS[3],
        "pad_token": MARKS[4],
        "chat_template": TEMPLATE,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(options), "utf-8")
    torch.manual_seed(7)
    config = LlamaConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=2,
        max_position_embeddings=32_768,
        eos_token_id=tokenizer.token_to_id(MARKS[3]),
        pad_token_id=tokenizer.token_to_id(MARKS[4]),
        bos_token_id=None,
    )
    LlamaForCausalLM(config).save_pretrained(folder)


def _is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """The address of transformers' own server on that model, and the name of the model there."""
    folder = tmp_path_factory.mktemp("model")
    _make_model(folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = Path(sys.executable).with_name("transformers")
    with (folder / "server.log").open("wb") as log:
        server = subprocess.Popen(  # noqa: S603 - the command of a package that we pin
            [command, "serve", folder, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
            env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "hub")},
            stdout=log,
            stderr=log,
        )
    url = f"http://127.0.0.1:{port}"
    until = time.monotonic() + SECONDS_TO_START
    while not _is_up(url):
        assert server.poll() is None, (folder / "server.log").read_text("utf-8")
        assert time.monotonic() < until, (folder / "server.log").read_text("utf-8")
        time.sleep(0.5)
    yield f"{url}/v1", str(folder)
    server.terminate()
    server.wait(timeout=30)


def _model(engine: tuple[str, str], tokens: int) -> LlamaIndexModel:
    url, name = engine
    server = Server(url=url, model=name, key="", tokens=tokens, context=4096, seconds=SECONDS_TO_ANSWER)
    return LlamaIndexModel(name, openai_compatible(server), at_once=1)


def test_pieces_stream_in_until_the_limit_of_tokens_which_counts_as_no_answer(
    engine: tuple[str, str],
) -> None:
    pieces: list[str] = []

    def read() -> None:
        for piece in _model(engine, 40).stream([Message("user", "Wie stuurt?")], SECONDS_TO_ANSWER):
            pieces.append(piece)  # noqa: PERF402 - what came in before the error is what is asked

    with pytest.raises(LanguageModelError, match="grens van tokens"):
        read()
    assert len(pieces) > 5
    assert "".join(pieces).strip()


def test_gibberish_ends_in_the_extractive_answer_in_its_time(
    engine: tuple[str, str], settings: Settings
) -> None:
    url, name = engine
    own = {"llm_url": url, "llm_model": name, "llm_seconds": SECONDS_TO_ANSWER}
    small = {"llm_tokens": 64, "llm_context": 4096}
    assistant = open_assistant(settings.model_copy(update={**own, **small}))
    question = Request(question="Wie stuurt de slimme regiowerking aan?", bank=False)
    started = time.monotonic()
    answer = assistant.ask(question)
    taken = time.monotonic() - started
    extractive = assistant.ask(Request(question=question.question, bank=False, mode=Mode.EXTRACTIVE))
    assistant.close()
    assert answer.mode is Mode.EXTRACTIVE
    assert answer.statements == extractive.statements
    assert answer.notices[0] not in extractive.notices
    assert taken < SECONDS_TO_ANSWER + 5
