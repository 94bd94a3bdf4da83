"""Vocabulary and lexicon, a changed document at a time."""

import random
from pathlib import Path

import numpy as np
import pytest
from samples import source_file

from sro_assistant.domain import Document, Section, Span
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.lexicon import Abbreviation
from sro_assistant.errors import IndexDamagedError
from sro_assistant.index.wordbook import ABBREVIATIONS_FILE, MOST_NAMES, WORDS_FILE, Wordbook

LISTED = Vocabulary.from_levels(dict.fromkeys("straat lamp paal stad regio data kluis huis".split(), 45))
SAID = "straat stad zwamdeler datakluis polderhuis één v2.0 straatlampen Board lampen-paal 12 kluizen".split()


def document(name: str, text: str) -> Document:
    source = source_file(name, title=name, published=None)
    whole = Span(0, len(text))
    section = Section(heading="", level=1, span=whole, path=())
    return Document(source=source, text=text, sections=(section,), lists=(), sentences=(whole,))


def book(*documents: Document) -> Wordbook:
    return Wordbook((), np.zeros(0, dtype=np.int32), {}, LISTED).changed((), documents).wordbook


def state(words: Wordbook) -> tuple[list[str], list[int], dict[str, tuple[Abbreviation, ...]], Vocabulary]:
    return list(words.words), words.counts.tolist(), dict(words.abbreviations), words.vocabulary


@pytest.mark.parametrize("seed", range(10))
def test_a_wordbook_that_follows_changes_is_that_of_the_documents_as_they_are(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret

    def any_text() -> str:
        short = chance.choice(["", "Smart Region Board (SRB)", "Digitaal Loket Vlaanderen (DLV)"])
        return f"{' '.join(chance.choices(SAID, k=6))}. {short}"

    there = {str(n): document(str(n), any_text()) for n in range(5)}
    followed = book(*there.values())
    vocabulary = followed.vocabulary
    for _ in range(8):
        gone = [there.pop(name) for name in chance.sample(sorted(there), min(2, len(there)))]
        come = [document(d.source.id, any_text()) for d in gone] if chance.random() < 0.5 else []
        come += [document(f"x{chance.random()}", any_text())]
        there |= {d.source.id: d for d in come}
        changed = followed.changed(gone, come)
        before, followed, vocabulary = vocabulary, changed.wordbook, changed.vocabulary(vocabulary)
        assert state(followed) == state(book(*there.values()))
        assert vocabulary == followed.vocabulary
        assert changed.gained | changed.lost == set(before.words) ^ set(vocabulary.words)
        assert followed.lexicon(there) == book(*there.values()).lexicon(there)


def test_a_word_that_another_document_has_too_stays() -> None:
    one, other = document("a", "zwamdeler straat"), document("b", "zwamdeler stad")
    changed = book(one, other).changed([one], [])
    assert (changed.gained, changed.lost) == (frozenset(), frozenset())
    assert changed.wordbook.vocabulary.level("zwamdeler")


def test_a_common_word_stays_when_no_document_has_it_any_more() -> None:
    changed = book(document("a", "straat"), document("b", "stad")).changed([document("a", "straat")], [])
    assert list(changed.wordbook.words) == ["stad"]
    assert changed.wordbook.vocabulary.level("straat") == 45
    assert changed.lost == frozenset()


def test_the_lexicon_keeps_the_first_spelling_of_a_name() -> None:
    first, second = Abbreviation("SRB", "Smart Region Board"), Abbreviation("SRB", "smart region board")
    found = Wordbook((), np.zeros(0, dtype=np.int32), {"b": (second,), "a": (first,)}, LISTED)
    assert found.lexicon(["a", "b"]).abbreviations == (first,)
    assert found.lexicon(["b", "a"]).abbreviations == (second,)


def test_an_abbreviation_of_many_names_keeps_those_that_most_documents_give_it() -> None:
    rare = [Abbreviation("AB", f"Anders Bestuur {number}") for number in range(20)]
    common = Abbreviation("AB", "Agentschap Bestuur")
    told = {f"{number:02d}": (name,) for number, name in enumerate(rare)} | {"x": (common,), "y": (common,)}
    found = Wordbook((), np.zeros(0, dtype=np.int32), told, LISTED).lexicon(sorted(told))
    assert set(found.abbreviations) == {common, *rare[: MOST_NAMES - 1]}


@pytest.mark.parametrize("text", ["één straat. Smart Region Office (SRO)", ""])
def test_a_wordbook_is_read_as_it_was_written(tmp_path: Path, text: str) -> None:
    written = book(document("a", text))
    written.save(tmp_path)
    written.listed.save(tmp_path / "listed.txt")
    assert state(Wordbook.load(tmp_path)) == state(written)


@pytest.mark.parametrize(
    ("name", "content"), [(ABBREVIATIONS_FILE, '{"a": 1}'), (WORDS_FILE, "een\ntwee"), ("words.npy", "")]
)
def test_a_damaged_wordbook_is_named(tmp_path: Path, name: str, content: str) -> None:
    written = book(document("a", "straat"))
    written.save(tmp_path)
    written.listed.save(tmp_path / "listed.txt")
    (tmp_path / name).write_text(content)
    with pytest.raises(IndexDamagedError, match="sro index"):
        Wordbook.load(tmp_path)
