import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from sro_assistant.desk.bank import advice
from sro_assistant.desk.drafts import add_entry, draft_of
from sro_assistant.domain import Answer, Language, Mode, Query, Statement, Status, Validity
from sro_assistant.domain.bank import BankEntry, Review
from sro_assistant.errors import InputError
from sro_assistant.ingest.curated.answers import Quote, WrittenEntry, WrittenStatement, read_file
from sro_assistant.ingest.curated.bank import Banked

StatementFrom = Callable[[Validity], Statement]

QUESTION = "Hoe vaak komt de raad samen?"
QUERY = Query(
    question=QUESTION, meant=QUESTION, resolved=QUESTION, dutch=QUESTION, language=Language.DUTCH, terms={}
)


def answer_of(status: Status, *statements: Statement, related: tuple[Statement, ...] = ()) -> Answer:
    return Answer(
        question=QUESTION,
        status=status,
        mode=Mode.EXTRACTIVE,
        query=QUERY,
        statements=statements,
        related=related,
    )


def test_a_given_answer_becomes_an_entry_that_can_be_read_back(
    tmp_path: Path, statement_from: StatementFrom
) -> None:
    answer = answer_of(Status.ANSWERED, statement_from(Validity.CURRENT))
    reviewed = Review(role="SRO-medewerker", on="2026-12-01")
    first = add_entry(tmp_path, "raad", "raad-wanneer", draft_of(answer, "raad-wanneer"))
    add_entry(tmp_path, "raad", "raad-vaak", draft_of(answer, "raad-vaak", reviewed))
    read = read_file(first)
    assert read.problems == ()
    assert [(entry.id, entry.question, entry.review) for entry in read.entries] == [
        ("raad-wanneer", QUESTION, None),
        ("raad-vaak", QUESTION, reviewed),
    ]
    text = "De raad komt elke maand samen."
    assert read.entries[0].statements == (
        WrittenStatement(text=text, quotes=(Quote(document_id="nota", text=text),)),
    )


def test_an_answer_that_declines_becomes_an_entry_that_says_what_is_there(
    tmp_path: Path, statement_from: StatementFrom
) -> None:
    answer = answer_of(Status.NOT_FOUND, related=(statement_from(Validity.CURRENT),))
    path = add_entry(tmp_path, "raad", "raad-vaak", draft_of(answer, "raad-vaak"))
    (entry,) = read_file(path).entries
    assert entry.status is Status.NOT_FOUND
    assert [quote.text for quote in entry.related] == ["De raad komt elke maand samen."]


def test_a_refused_question_becomes_no_entry() -> None:
    with pytest.raises(InputError, match="refused"):
        draft_of(answer_of(Status.REFUSED), "x")


@pytest.mark.parametrize(("subject", "name"), [("../raad", "x"), ("raad", "X y"), ("raad", "raad-vaak")])
def test_an_entry_that_cannot_be_added_leaves_the_file_as_it_was(
    tmp_path: Path, statement_from: StatementFrom, subject: str, name: str
) -> None:
    answer = answer_of(Status.ANSWERED, statement_from(Validity.CURRENT))
    path = add_entry(tmp_path, "raad", "raad-vaak", draft_of(answer, "raad-vaak"))
    before = path.read_bytes()
    with pytest.raises(InputError):
        add_entry(tmp_path, subject, name, draft_of(answer, name))
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.rglob("*.yaml")] == ["raad.yaml"]


def test_a_file_that_goes_on_after_its_entries_is_left_as_it_was(
    tmp_path: Path, statement_from: StatementFrom
) -> None:
    answer = answer_of(Status.ANSWERED, statement_from(Validity.CURRENT))
    path = add_entry(tmp_path, "raad", "raad-vaak", draft_of(answer, "raad-vaak"))
    path.write_text(path.read_text("utf-8") + "nazicht: voorbereid\n", "utf-8")
    before = path.read_bytes()
    with pytest.raises(InputError, match="antwoorden"):
        add_entry(tmp_path, "raad", "raad-nieuw", draft_of(answer, "raad-nieuw"))
    assert path.read_bytes() == before


WRITTEN = WrittenEntry(
    id="raad-wie",
    subject="De raad",
    question="Wie zit er in de raad?",
    ways=tuple((way, "plain") for way in ("Wie zijn het?", "Wie zetelt er?", "De leden?", "Welke leden?")),
    status=Status.ANSWERED,
    statements=(WrittenStatement(text="De raad telt drie leden.", quotes=()),),
    related=(),
    missing=(),
    ask="",
    notices=(),
    see_also=(),
    review=None,
    place="raad.yaml, regel 3",
)


def advised(*entries: WrittenEntry) -> list[str]:
    served = BankEntry(id="x", subject="", question="", status=Status.ANSWERED)
    found = Banked(entries=tuple((served, entry) for entry in entries), problems=())
    return [problem.message for problem in advice(found)]


def test_a_good_entry_gets_no_advice() -> None:
    assert advised(WRITTEN) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"notices": ("Kijk het zelf na als je twijfelt.",)}, "met u"),
        ({"notices": (" ".join(["woord"] * 30) + ".",)}, "lange zin"),
        ({"ways": ()}, "maar 0 andere manieren"),
        ({"see_also": ("weg",)}, "weg"),
        ({"status": Status.NOT_FOUND}, "zonder ‘verwant’"),
        (
            {
                "statements": (
                    WrittenStatement(
                        text="De raad telt drie leden.",
                        quotes=(Quote(document_id="nota", text="De raad zou drie leden tellen"),),
                    ),
                )
            },
            "een plan",
        ),
    ],
)
def test_what_could_be_better_is_told(change: dict[str, object], told: str) -> None:
    (message,) = advised(dataclasses.replace(WRITTEN, **change))  # type: ignore[arg-type]  # fields by name
    assert told in message


def test_a_question_at_two_entries_is_told() -> None:
    other = dataclasses.replace(
        WRITTEN, id="raad-ander", question="Waar?", ways=WRITTEN.ways[1:] + WRITTEN.ways[:1]
    )
    assert [message for message in advised(WRITTEN, other) if "staat ook bij raad-wie" in message] != []
