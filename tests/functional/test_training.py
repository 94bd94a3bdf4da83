"""The training script and its evaluation, on a made data set."""

import gzip
import json
import runpy
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import cast

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer

from sro_assistant.adapters.encoders import StaticEncoder

pytestmark = pytest.mark.functional

CHECKOUT = Path(__file__).resolve().parents[2]
TRAINING = CHECKOUT / "training"
TOPICS = (
    ("subsidie", "aanvraag", "steun", "bedrag", "dossier", "indienen"),
    ("gemeente", "burgemeester", "raad", "stad", "bestuur", "inwoner"),
    ("sensor", "meting", "lucht", "kwaliteit", "data", "kaart"),
)
SMALL = {
    "--seed": "7",
    "--vocabulary": "300",
    "--corpus-weight": "40",
    "--dimensions": "16",
    "--small-dimensions": "8",
    "--steps": "4",
    "--batch": "32",
    "--question-steps": "2",
    "--question-batch": "8",
}
MANIFEST = """
[[source]]
id = "bron"
path = "bron.md"
[[source]]
id = "kopie"
path = "bron.md"
copy_of = "bron"
"""
EXPECTED = {
    "document": "bron",
    "quote": "De lantaarnpalen meten de lucht.",
    "questions": [{"text": "Wat meten de palen?"}, {"text": "Wie meet de lucht?"}],
}
BANK = """
antwoorden:
  - id: lucht
    vraag: Wordt de lucht gemeten?
    anders_gevraagd:
      - fr: Mesure-t-on l'air ?
    antwoord:
      - tekst: De palen meten de lucht.
        citaten:
          - document: bron
            citaat: De lantaarnpalen meten de lucht.
  - id: prijs
    vraag: Wat kosten de palen?
    status: not_found
    verwant:
      - document: bron
        citaat: De lantaarnpalen meten de lucht.
"""
FILES = (
    "config_sentence_transformers.json",
    "model.safetensors",
    "modules.json",
    "tokenizer.json",
    "training.json",
)


def sentences(draws: np.random.Generator, count: int) -> list[str]:
    """Sentences on one topic, of words that stand in no other."""
    topic = TOPICS[draws.integers(len(TOPICS))]
    words = [draws.permutation(topic)[:4] for _ in range(count)]
    return [f"De {' en de '.join(four)} horen bij elkaar." for four in words]


def write_data(folder: Path) -> None:
    draws = np.random.default_rng(1)
    paragraphs = [" ".join(sentences(draws, 2)) for _ in range(300)]
    pairs = [dict(zip(("a", "b"), sentences(draws, 2), strict=True)) | {"src": "made"} for _ in range(300)]
    folder.mkdir()
    with gzip.open(folder / "text_nl.txt.gz", "wt", encoding="utf-8") as lines:
        lines.write("\n".join(paragraphs))
    with gzip.open(folder / "pairs.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.write("\n".join(json.dumps(pair) for pair in pairs))


def write_corpus(folder: Path) -> None:
    for name in ("questions", "answers"):
        (folder / name).mkdir(parents=True)
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    (folder / "bron.md").write_text("De lantaarnpalen meten de lucht.\n", encoding="utf-8")
    (folder / "questions" / "bron.jsonl").write_text(json.dumps(EXPECTED), encoding="utf-8")
    (folder / "answers" / "bank.yaml").write_text(BANK, encoding="utf-8")


def start(folder: Path, name: str) -> subprocess.Popen[bytes]:
    options = [part for option in SMALL.items() for part in option]
    paths = [str(folder / "data"), str(folder / name), "--corpus", str(folder / "corpus")]
    command = [sys.executable, str(TRAINING / "train.py"), *paths, *options]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own script


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two models, `first` and `again`, made at the same time with the same seed."""
    folder = tmp_path_factory.mktemp("training")
    write_data(folder / "data")
    write_corpus(folder / "corpus")
    runs = [start(folder, name) for name in ("first", "again")]
    assert [run.wait(timeout=120) for run in runs] == [0, 0]
    return folder


def test_the_same_seed_gives_the_same_bytes(models: Path) -> None:
    assert sorted(path.name for path in (models / "first").iterdir()) == sorted(FILES)
    for name in FILES:
        assert (models / "first" / name).read_bytes() == (models / "again" / name).read_bytes()


def test_what_is_written_loads_in_sentence_transformers_and_without_it(models: Path) -> None:
    texts = ["De subsidie en de aanvraag.", "lantaarnpalen", "", "xyz"]
    theirs = SentenceTransformer(str(models / "first"), device="cpu").encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(StaticEncoder(models / "first").encode(texts), theirs, atol=1e-5)


def test_words_of_one_topic_end_up_nearer_than_those_of_two(models: Path) -> None:
    subsidy, support, sensor = StaticEncoder(models / "first").encode(
        ["subsidie", "steun bedrag", "sensor lucht"]
    )
    assert subsidy @ support > subsidy @ sensor


def test_the_words_of_the_corpus_are_in_the_tokenizer(models: Path) -> None:
    tokenizer = Tokenizer.from_file(str(models / "first" / "tokenizer.json"))
    assert tokenizer.encode("Lantaarnpalen").tokens == ["lantaarnpalen"]


def test_the_record_says_how_the_model_was_made(models: Path) -> None:
    record = json.loads((models / "first" / "training.json").read_text(encoding="utf-8"))
    assert record["recipe"]["seed"] == 7
    assert record["recipe"]["steps"] == 4
    assert record["counts"]["pairs"] + record["counts"]["held_out_pairs"] == 300
    assert record["counts"]["questions"] == 4


def test_questions_are_taught_with_their_quote_their_place_and_each_other_unless_left_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_corpus(tmp_path)
    monkeypatch.syspath_prepend(str(TRAINING))
    taught_by = runpy.run_path(str(TRAINING / "questions.py"))["taught_by"]
    taught = taught_by(tmp_path, partners=1, context=1.0, seed=1)
    quote = "De lantaarnpalen meten de lucht."
    palen, lucht, bank, air = (
        "Wat meten de palen?",
        "Wie meet de lucht?",
        "Wordt de lucht gemeten?",
        "Mesure-t-on l'air ?",
    )
    assert [(pair.anchor, pair.positive) for pair in taught.pairs] == [
        (palen, quote),
        (palen, quote),
        (palen, lucht),
        (lucht, quote),
        (lucht, quote),
        (lucht, palen),
        (bank, quote),
        (bank, air),
        (air, quote),
        (air, bank),
    ]
    assert taught.places.tolist() == [[True]] * 10


def test_a_corpus_without_a_manifest_teaches_no_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    taught_by = runpy.run_path(str(TRAINING / "questions.py"))["taught_by"]
    assert list(taught_by(tmp_path, partners=1, context=1.0, seed=1).pairs) == []


def test_the_evaluation_finds_a_passage_by_its_own_words(models: Path) -> None:
    rows = [
        {"passage": f"De {' '.join(topic)}.", "questions": [{"q": " ".join(topic[:3]), "style": "plain"}]}
        for topic in TOPICS
    ]
    questions = models / "vragen.jsonl"
    questions.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    command = [sys.executable, str(TRAINING / "evaluate.py"), str(models / "first")]
    found = subprocess.run(  # noqa: S603 - our own script
        [*command, "--questions", str(questions)], capture_output=True, text=True, check=True
    )
    lines = {line.split("MRR")[0].strip(): line for line in found.stdout.splitlines() if "R@5" in line}
    assert "MRR 1.000" in lines["BM25 plain"]
    assert "MRR 1.000" in lines["vectors, half/half"]


@pytest.mark.parametrize(
    "chore",
    [
        "- [ ] Ik heb de richtlijnen van dit project gelezen en gevolgd.",
        "Maak een issue aan op GitHub of stuur ons een e-mail.",
        "@@ -418,9 +417,11 @@ Hieronder volgt een voorbeeld van een bericht",
        "Dit werk is gemaakt onder Creative Commons CC-BY NC 4.0 door de universiteit.",
        "--- --- :--- € 0,00020 per ingelegd ei 0,0003 0,0004",
    ],
)
def test_what_is_no_prose_is_left_out(chore: str) -> None:
    is_prose = cast("Callable[[str], bool]", runpy.run_path(str(TRAINING / "clean.py"))["is_prose"])
    assert not is_prose(chore)


def test_prose_is_kept_without_its_markup() -> None:
    clean = runpy.run_path(str(TRAINING / "clean.py"))
    tidied = clean["tidy"](
        "**Lees** de [regeling](https://voorbeeld.be/x){ .button } van de <b>gemeente</b> Gent."
    )
    assert clean["is_prose"](tidied)
    assert tidied == "Lees de regeling van de gemeente Gent."
