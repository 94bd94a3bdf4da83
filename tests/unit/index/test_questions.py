from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from sro_assistant.domain import ExpectedQuestion, Place, Span
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.questions import FILES, QuestionIndex

ANALYZER = Analyzer(Vocabulary.from_levels({}))


def question(text: str) -> ExpectedQuestion:
    return ExpectedQuestion(text=text, style="plain", places=(Place("nota:0001", Span(0, 15)),))


def index_of(texts: Sequence[str]) -> QuestionIndex:
    vectors = np.eye(max(1, len(texts)), 4, dtype=np.float32)[: len(texts)]
    return QuestionIndex.of([question(t) for t in texts], ANALYZER, vectors)


def test_the_nearest_question_is_found_by_words_letters_and_vector() -> None:
    index = index_of(["Wie beslist in de raad?", "Hoeveel geld is er?"])
    near = index.similarities(
        ANALYZER.terms("wie beslist"), ANALYZER.grams("wie bslist"), np.array([1, 0, 0, 0], np.float32)
    )
    assert near.terms[0] > near.terms[1]
    assert near.grams[0] > near.grams[1]
    np.testing.assert_allclose(near.vectors, [1, 0])


def test_the_questions_that_some_documents_answer_are_told_apart() -> None:
    index = index_of(["Wie beslist?", "Hoeveel geld?"])
    assert index.answered_in(frozenset({"nota", "folder"})).tolist() == [True, True]
    assert index.answered_in(frozenset({"folder"})).tolist() == [False, False]
    assert index_of([]).answered_in(frozenset({"nota"})).tolist() == []


@pytest.mark.parametrize("texts", [["Wie beslist?", "Hoeveel geld?"], []])
def test_what_is_saved_is_what_is_loaded(tmp_path: Path, texts: list[str]) -> None:
    index = index_of(texts)
    index.save(tmp_path)
    loaded = QuestionIndex.load(tmp_path)
    vector = np.array([1, 0, 0, 0], np.float32)
    before, after = (i.similarities(["beslis"], ["#wie"], vector) for i in (index, loaded))
    assert tuple(loaded.questions) == tuple(index.questions)
    for name in ("terms", "grams", "vectors"):
        np.testing.assert_array_equal(getattr(before, name), getattr(after, name))


@pytest.mark.parametrize("broken", FILES)
def test_a_damaged_file_is_told(tmp_path: Path, broken: str) -> None:
    index_of(["Wie beslist?"]).save(tmp_path)
    (tmp_path / broken).write_bytes(b"garbage")
    with pytest.raises(IndexDamagedError, match="sro index"):
        QuestionIndex.load(tmp_path)


def test_a_file_of_another_index_is_told(tmp_path: Path) -> None:
    index_of(["Wie beslist?"]).save(tmp_path)
    vectors = tmp_path / "questions-vectors.npy"
    np.save(vectors, np.zeros((2, 4), dtype=np.float32))
    with pytest.raises(IndexDamagedError, match="sro index"):
        QuestionIndex.load(tmp_path)
