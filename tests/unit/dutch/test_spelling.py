import pytest

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.spelling import Speller

CORPUS = {"werkbanken", "werkbank", "subsidie", "charter", "opgestart", "interoperabiliteit", "straat"}
VOCABULARY = Vocabulary.from_levels(
    dict.fromkeys(CORPUS, 25) | {"premie": 35, "straat": 50, "lampen": 40, "namen": 50, "straatnamen": 30}
)
SPELLER = Speller(VOCABULARY, lambda word: word in CORPUS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("subsdie", "subsidie"),
        ("subisdie", "subsidie"),
        ("chater", "charter"),
        ("werkbanke", "werkbanken"),
        ("opgestrat", "opgestart"),
        ("interoperabilteit", "interoperabiliteit"),
        ("interoprabilteit", "interoperabiliteit"),
    ],
)
def test_a_typing_error_is_mended_to_a_word_of_the_corpus(typed: str, meant: str) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "subsidie",
        "premie",
        "Chater",
        "CHATER",
        "chtr",
        "straatlampen",
        "xyzzyqwerty",
        "2019",
        "",
    ],
)
def test_right_words_names_compounds_and_riddles_are_left_alone(typed: str) -> None:
    assert SPELLER.mend(typed) is None


def test_a_text_is_mended_word_by_word() -> None:
    assert SPELLER.mended("Wat is het chater voor een subsdie?") == (
        "Wat is het charter voor een subsidie?",
        {"chater": "charter", "subsdie": "subsidie"},
    )
