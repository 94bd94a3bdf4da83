"""Vocabulary and lexicon, a changed document at a time."""

import random
from pathlib import Path

import pytest

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Abbreviation
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.wordbook import WORDBOOK_FILE, DocumentWords, Wordbook, reanalysed

LISTED = Vocabulary.from_levels(
    dict.fromkeys("straat lamp lampen paal organisatie stad regio data kluis groot huis fiets".split(), 45)
)
PIECES = (
    "straat lamp lampen paal kluis regio stad fiets organis beweeg fluister sluisje bibliot tegels".split()
)


def book(**words: str) -> Wordbook:
    return Wordbook({name: DocumentWords(line, ()) for name, line in words.items()}, LISTED)


def brute_force(before: Vocabulary, after: Wordbook) -> frozenset[str]:
    old, new = Analyzer(before), Analyzer(after.vocabulary)
    return frozenset(word for word in after.words if old.word_terms(word) != new.word_terms(word))


def test_a_new_word_changes_the_terms_of_the_compounds_it_stands_in() -> None:
    before = book(a="zwamdeler straatzwamdeler stad").vocabulary
    after = book(a="straatzwamdeler stad")
    assert reanalysed(before, after) == {"straatzwamdeler"} == brute_force(before, after)


def test_a_new_verb_changes_the_terms_of_its_forms() -> None:
    before = book(a="polderkareren").vocabulary
    after = book(a="polderkareren", b="polderkareer")
    assert "polderkareren" in reanalysed(before, after)


@pytest.mark.parametrize("seed", range(20))
def test_no_word_with_other_terms_is_missed(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    endings = ("", "en", "e", "s", "eren", "eer", "ering", "t", "-stad", ".5")
    every = sorted(
        {"".join(chance.choices(PIECES, k=chance.randint(1, 3))) + chance.choice(endings) for _ in range(400)}
    )
    before = book(a=" ".join(sorted(chance.sample(every, 300)))).vocabulary
    after = book(a=" ".join(sorted(chance.sample(every, 300))))
    expected = brute_force(before, after)
    assert expected
    assert reanalysed(before, after) == expected


def test_equal_vocabularies_change_nothing() -> None:
    same = book(a="straatlamp", b="datakluis")
    assert reanalysed(same.vocabulary, book(b="straatlamp datakluis")) == frozenset()


def test_the_lexicon_keeps_the_first_spelling_of_a_name() -> None:
    first, second = Abbreviation("SRB", "Smart Region Board"), Abbreviation("SRB", "smart region board")
    found = Wordbook({"a": DocumentWords("", (first,)), "b": DocumentWords("", (second,))}, LISTED)
    assert found.lexicon.abbreviations == (first,)


def test_a_wordbook_is_read_as_it_was_written_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    written = Wordbook(
        {"a": DocumentWords("één straat", (Abbreviation("SRO", "Smart Region Office"),))}, LISTED
    )
    written.save(tmp_path)
    assert Wordbook.load(tmp_path) == written
    (tmp_path / WORDBOOK_FILE).write_text('{"a": 1}')
    with pytest.raises(IndexDamagedError, match="sro index"):
        Wordbook.load(tmp_path)
