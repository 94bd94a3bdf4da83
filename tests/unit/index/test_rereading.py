"""Which words are read otherwise when the vocabulary changes: no more, no fewer than by trying them all."""

import random
from collections.abc import Sequence

import pytest

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.index.rereading import Rereading

COMMON = "straat lamp lampen paal organisatie stad regio data kluis groot huis fiets"
LISTED = dict.fromkeys(COMMON.split(), 45)
PIECES = "straat lamp paal kluis regio stad fiets organis beweeg fluister sluisje bibliot tegels ëéñ𝔸".split()


def reading(before: Sequence[str], after: Sequence[str]) -> Rereading:
    old, new = (Vocabulary.with_corpus(LISTED, words) for words in (before, after))
    return Rereading(Analyzer(old), Analyzer(new), frozenset(set(old.words) ^ set(new.words)))


def brute_force(between: Rereading, every: Sequence[str]) -> frozenset[str]:
    return frozenset(w for w in every if between.before.word_terms(w) != between.after.word_terms(w))


def test_a_new_word_changes_the_terms_of_the_compounds_it_stands_in() -> None:
    every = ["stad", "straatzwamdeler", "zwamdeler"]
    between = reading(every, every[:2])
    assert between.affected(every[:2]) == {"straatzwamdeler"} == brute_force(between, every[:2])


def test_a_new_verb_changes_the_terms_of_its_forms() -> None:
    between = reading(["polderkareren"], ["polderkareer", "polderkareren"])
    assert "polderkareren" in between.affected(["polderkareer", "polderkareren"])


@pytest.mark.parametrize("seed", range(20))
def test_no_word_with_other_terms_is_missed(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    endings = ("", "en", "e", "s", "eren", "eer", "ering", "t", "-stad", ".5")
    every = sorted(
        {"".join(chance.choices(PIECES, k=chance.randint(1, 3))) + chance.choice(endings) for _ in range(400)}
    )
    between = reading(chance.sample(every, 300), chance.sample(every, 300))
    expected = brute_force(between, every)
    assert expected
    assert between.affected(every) == expected


def test_equal_vocabularies_change_nothing() -> None:
    every = ["datakluis", "straatlamp"]
    assert reading(every, every[::-1]).affected(every) == frozenset()
    assert reading(every, []).affected([]) == frozenset()
