import pytest

from sro_assistant.domain import Language
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Abbreviation, Lexicon
from sro_assistant.dutch.phrasebook import Entry, Kind, Phrasebook
from sro_assistant.dutch.spelling import Speller
from sro_assistant.retrieve.wording import Wordings

CORPUS = {"subsidie", "gemeente", "smart", "the", "to"}
WORDINGS = Wordings(
    Lexicon((Abbreviation(short="SRB", long="Smart Region Board"),)),
    Phrasebook.of(
        [
            Entry(kind=Kind.ENGLISH, typed=("how much",), meant=("hoeveel",)),
            Entry(kind=Kind.ENGLISH, typed=("grant", "grants"), meant=("subsidie", "steun")),
            Entry(kind=Kind.FRENCH, typed=("appel",), meant=("oproep",)),
            Entry(kind=Kind.SYNONYM, typed=("centen",), meant=("budget", "middelen")),
            Entry(kind=Kind.FLEMISH, typed=("da",), meant=("dat",)),
            Entry(kind=Kind.FLEMISH, typed=("ne keer",), meant=()),
            Entry(
                kind=Kind.NAME, typed=("AIV",), meant=("Digitaal Vlaanderen",), notice="AIV heet nu anders."
            ),
        ]
    ),
    Speller(Vocabulary.from_levels(dict.fromkeys(CORPUS, 25)), lambda word: word in CORPUS),
)


def test_flemish_words_and_typing_errors_are_mended_and_told() -> None:
    assert WORDINGS.mended("zeg ne keer wat da is, een subsdie", Language.DUTCH) == (
        "zeg wat dat is, een subsidie",
        {"da": ("dat",), "subsdie": ("subsidie",)},
    )


def test_a_foreign_question_is_left_as_it_was_typed() -> None:
    assert WORDINGS.mended("what is da grnt", Language.ENGLISH) == ("what is da grnt", {})


@pytest.mark.parametrize(
    ("question", "language", "dutch"),
    [
        (
            "How much is the smart grant of VLAIO in 2020?",
            Language.ENGLISH,
            "hoeveel smart subsidie VLAIO 2020",
        ),
        ("To whom goes the smart grant?", Language.ENGLISH, "smart subsidie"),
        ("Quel est l'appel de VLAIO ?", Language.FRENCH, "oproep VLAIO"),
        ("Wat doet de SRB?", Language.DUTCH, "Wat doet de SRB?"),
    ],
)
def test_a_foreign_question_is_read_word_for_word(question: str, language: Language, dutch: str) -> None:
    assert WORDINGS.of(question, language).text == dutch


def test_what_a_thing_is_also_called_is_added_by_what_was_typed() -> None:
    wording = WORDINGS.of("Hoeveel centen heeft de SRB?", Language.DUTCH)
    assert wording.expansions == {
        "SRB": ("smart region board",),
        "centen": ("budget", "middelen"),
    }


def test_another_name_brings_its_notice() -> None:
    wording = WORDINGS.of("Wat doet AIV?", Language.DUTCH)
    assert (wording.expansions, wording.notices) == (
        {"AIV": ("Digitaal Vlaanderen",)},
        ("AIV heet nu anders.",),
    )


def test_a_second_translation_stands_beside_the_first() -> None:
    assert WORDINGS.of("grants", Language.ENGLISH).expansions == {"subsidie": ("steun",)}


@pytest.mark.parametrize(
    ("question", "language", "unread"),
    [
        ("How much is a hotel near the castle?", Language.ENGLISH, ("hotel", "near", "castle")),
        ("How much grants near VLAIO?", Language.ENGLISH, ()),
        ("Waar is een hotel bij het kasteel?", Language.DUTCH, ()),
    ],
    ids=["many", "one is not many", "Dutch"],
)
def test_of_a_question_in_another_language_many_unknown_words_are_told(
    question: str, language: Language, unread: tuple[str, ...]
) -> None:
    assert WORDINGS.unread(question, language) == unread
