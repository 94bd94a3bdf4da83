from collections.abc import Callable, Sequence
from dataclasses import replace

from sro_assistant.answer.bank.complete import Completer, Completion
from sro_assistant.answer.bank.match import Scales
from sro_assistant.answer.intent import Intent
from sro_assistant.answer.seek import Findings, Told
from sro_assistant.domain import ClaimedCitation, Document, Language, Passage, Query, Statement, Status
from sro_assistant.domain.bank import AskedEntry, BankEntry, BankStatement
from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.words import Analyzer
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.verify import Shown, state
from sro_assistant.index.bank import BankIndex

DocumentOf = Callable[[str], tuple[Document, Passage]]

ANALYZER = Analyzer(Vocabulary.from_levels({}))
TEXT = "De raad telt zes leden. Hij komt elk jaar samen. Hij beslist over geld. De VVSG zetelt er."
SIZE, MEETS, MONEY = "De raad telt zes leden.", "Hij komt elk jaar samen.", "Hij beslist over geld."
SEAT = "De VVSG zetelt er."
LEAD_IN = "Uit een voorbereid antwoord:"
NOTICE = "Wat onder ‘Uit een voorbereid antwoord’ staat: voorbereid antwoord, nog niet nagekeken door de SRO."


class Road:
    """A text with entries on its sentences, and what the sources told of it."""

    def __init__(self, document_of: DocumentOf) -> None:
        self.document, self.passage = document_of(TEXT)
        self.shown = Shown((self.passage,), {self.document.source.id: self.document})

    def statement(self, text: str) -> Statement:
        outcome = state(text, [ClaimedCitation(passage_id=self.passage.id, quote=text)], self.shown)
        assert isinstance(outcome, Statement)
        return outcome

    def entry(self, name: str, *quotes: str, status: Status = Status.ANSWERED) -> BankEntry:
        claims = [ClaimedCitation(passage_id=self.passage.id, quote=quote) for quote in quotes]
        return BankEntry(
            id=name,
            subject="",
            question=f"Hoe is het met {name}?",
            status=status,
            statements=tuple(BankStatement(text=claim.quote, claims=(claim,)) for claim in claims),
            notices=(f"Let op {name}.",),
        )

    def complete(
        self, question: str, entries: Sequence[BankEntry], told: Sequence[str] = (SIZE,)
    ) -> Completion:
        query = Query(
            question=question,
            meant=question,
            resolved=question,
            dutch=question,
            language=Language.DUTCH,
            terms={},
        )
        found = Findings(
            query=query,
            intent=Intent.OPEN,
            retrieved=(),
            scored=(),
            readable=(self.passage,),
            shown=self.shown,
        )
        ways = {entry.id: (entry.question,) for entry in entries}
        index = BankIndex.of(entries, ways, Names((("VVSG", "Vereniging"),)), ANALYZER)
        completer = Completer(
            scales=Scales(bank=index, terms_of=ANALYZER.terms, ways_of=ways.__getitem__),
            statements_of=lambda entry: tuple(self.statement(s.text) for s in entry.statements),
        )
        statements = tuple(map(self.statement, told))
        verdict = Status.ANSWERED if statements else Status.NOT_FOUND
        asked = [AskedEntry(entry.id, entry.question, 0.5) for entry in entries]
        return completer.complete(query, asked, Told(found=found, verdict=verdict, statements=statements))


def test_an_entry_on_what_was_told_adds_what_else_it_says(document_of: DocumentOf) -> None:
    road = Road(document_of)
    completion = road.complete("Hoe is de raad?", [road.entry("raad", SIZE, MEETS, MONEY)])
    meets, money = road.statement(MEETS), road.statement(MONEY)
    assert completion.beside([road.statement(SIZE)]) == (
        (replace(meets, frame=LEAD_IN), money),
        (NOTICE, "Let op raad."),
    )


def test_nothing_is_added_that_was_cited_already_or_where_nothing_was_told(document_of: DocumentOf) -> None:
    road = Road(document_of)
    completion = road.complete("Hoe is de raad?", [road.entry("raad", SIZE, MEETS)])
    assert completion.beside([road.statement(SIZE), road.statement(MEETS)]) == ((), ())
    assert completion.beside([]) == ((), ())
    assert road.complete("Hoe is de raad?", [road.entry("raad", SIZE, MEETS)], told=()) == Completion()


def test_an_entry_elsewhere_or_silent_or_without_a_name_or_a_form_adds_nothing(
    document_of: DocumentOf,
) -> None:
    road = Road(document_of)
    both = (SIZE, MEETS)
    assert road.complete("Hoe is de raad?", [road.entry("raad", MEETS)]) == Completion()
    silent = road.entry("raad", *both, status=Status.NOT_FOUND)
    assert road.complete("Hoe is de raad?", [silent]) == Completion()
    assert road.complete("Wat is het telefoonnummer?", [road.entry("raad", *both)]) == Completion()
    named = [road.entry("raad", *both), road.entry("VVSG", MONEY)]
    assert road.complete("Hoe is de raad van VVSG?", named) == Completion()
    assert road.complete("Hoe is de raad?", named).statements == tuple(map(road.statement, both))


def test_an_entry_that_compares_other_things_adds_nothing(document_of: DocumentOf) -> None:
    road = Road(document_of)
    other, same = road.entry("OSLO", SIZE, SEAT), road.entry("de VVSG", SIZE, SEAT)
    question = "Wat is het verschil tussen de raad en de VVSG?"
    assert road.complete(question, [other]) == Completion()
    assert road.complete(question, [other, same]).statements[1] == road.statement(SEAT)
    assert road.complete("Wat doet de VVSG?", [other]).statements[1] == road.statement(SEAT)


def test_of_entries_that_may_the_one_that_speaks_of_most_is_taken(document_of: DocumentOf) -> None:
    road = Road(document_of)
    entries = [road.entry("koor", SIZE, MEETS), road.entry("orkest", SIZE, MONEY)]
    assert road.complete("Hoe is het orkest?", entries).statements[1] == road.statement(MONEY)
    assert road.complete("Hoe is het koor?", entries).statements[1] == road.statement(MEETS)
