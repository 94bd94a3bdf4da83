import pytest

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.spelling import Speller

CORPUS = {
    "werkbanken", "werkbank", "subsidie", "charter", "opgestart", "interoperabiliteit", "straat",
    "aankomt", "gemist", "speelt", "vermeld", "verzameld",
}  # fmt: skip
COMMON = {
    "klopt": 50,
    "mikt": 32,
    "mist": 40,
    "aankomt": 45,
    "spiegel": 40,
    "speelt": 50,
    "moet": 62,
    "staat": 60,
}
LISTED = {"premie": 35, "straat": 50, "lampen": 40, "namen": 50, "straatnamen": 30, "voor": 68, "kunnen": 60}
VOCABULARY = Vocabulary.from_levels(dict.fromkeys(CORPUS, 25) | COMMON | LISTED)
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
        ("verzmeld", "verzameld"),
        ("gemmist", "gemist"),
        ("charrter", "charter"),
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


@pytest.mark.parametrize("typed", ["aanklopt", "gemikt", "spiegelt", "lampens"])
def test_a_form_of_a_common_word_is_a_word_though_no_list_has_it(typed: str) -> None:
    assert SPELLER.mend(typed) is None


@pytest.mark.parametrize(("typed", "meant"), [("kunen", "kunnen"), ("voro", "voor"), ("vaar", None)])
def test_a_function_word_is_meant_where_letters_of_it_are_missing_or_swapped(
    typed: str, meant: str | None
) -> None:
    assert SPELLER.mend(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("watmoet", "wat moet"),
        ("isde", "is de"),
        ("waarstaat", "waar staat"),
        ("straatmoet", None),
        ("decharter", "de charter"),
        ("deklopt", None),
    ],
)
def test_a_function_word_is_parted_from_the_word_that_it_was_typed_to(typed: str, meant: str | None) -> None:
    assert SPELLER.mend(typed) == meant


def test_a_text_is_mended_word_by_word() -> None:
    assert SPELLER.mended("Wat is het chater voor een subsdie?") == (
        "Wat is het charter voor een subsidie?",
        {"chater": "charter", "subsdie": "subsidie"},
    )
