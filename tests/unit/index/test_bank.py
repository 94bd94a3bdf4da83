from pathlib import Path

import pytest

from sro_assistant.domain import ClaimedCitation, Layout, Status
from sro_assistant.domain.bank import BankEntry, BankStatement, Review
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.errors import IndexDamagedError
from sro_assistant.grounding.names import Names
from sro_assistant.index.bank import BankIndex

CLAIM = ClaimedCitation(passage_id="nota:0001", quote="De raad telt drie leden.")
ANSWERED = BankEntry(
    id="wie",
    subject="De raad",
    question="Wie zit er in de Smart Region Board?",
    status=Status.ANSWERED,
    statements=(BankStatement(text="Drie leden van ABB.", claims=(CLAIM,), layout=Layout.ITEM),),
    notices=("Let op.",),
    see_also=("nummer",),
    review=Review(role="jurist", on="2026-12-01"),
)
NOWHERE = BankEntry(
    id="nummer",
    subject="De raad",
    question="Wat is het nummer van de raad?",
    status=Status.NOT_FOUND,
    related=(CLAIM,),
    missing=("Dat staat er niet.",),
    ask="Vraag het.",
)
INDEX = BankIndex.of(
    [ANSWERED, NOWHERE],
    {"wie": ["leden van de SRB"]},
    Names((("SRB", "Smart Region Board"),)),
    Analyzer(Vocabulary.from_levels({})),
)


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    INDEX.save(tmp_path)
    loaded = BankIndex.load(tmp_path)
    assert [loaded.entry("wie"), loaded.entry("nummer")] == [ANSWERED, NOWHERE]
    assert (loaded.names, loaded.called) == (INDEX.names, INDEX.called)
    assert loaded.terms_of("wie") == INDEX.terms_of("wie")
    assert [loaded.weight(term) for term in ("raad", "srb")] == [INDEX.weight("raad"), INDEX.weight("srb")]


def test_an_entry_that_does_not_serve_is_none_and_speaks_of_nothing() -> None:
    assert (INDEX.entry("weg"), INDEX.terms_of("weg")) == (None, frozenset())


def test_a_term_of_few_entries_tells_more_than_one_of_many() -> None:
    assert INDEX.weight("voetbal") > INDEX.weight("nummer") > 0


def test_names_are_found_in_their_short_form_however_they_are_written() -> None:
    assert INDEX.called_in("zit abb in de smart region board?") == {"abb", "srb"}
    assert INDEX.called_in("De SRB-leden van Gent") == {"srb"}


def test_a_word_that_is_written_small_as_often_is_no_name() -> None:
    ways = {"wie": ["Wie tekende Het Open Data Charter?", "tekende het team de open data?", "charter"]}
    index = BankIndex.of([ANSWERED], ways, Names(), Analyzer(Vocabulary.from_levels({})))
    assert index.called_in("Het Open Data Charter van ABB") == {"abb"}
    more = {"wie": [*ways["wie"], "Wat zegt dat Charter?"]}
    index = BankIndex.of([ANSWERED], more, Names(), Analyzer(Vocabulary.from_levels({})))
    assert index.called_in("Het Open Data Charter") == {"charter"}


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "bank.jsonl").write_text("{}", "utf-8")
    with pytest.raises(IndexDamagedError, match="sro index"):
        BankIndex.load(tmp_path)
