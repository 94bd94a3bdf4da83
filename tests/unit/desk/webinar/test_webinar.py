"""From drafted answers to what the office made of them: the text, its check, the work, the files."""

import csv
import dataclasses
import io
from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pytest
from samples import source_file

from sro_assistant.answer.compose import Request
from sro_assistant.desk.webinar.check import Checker
from sro_assistant.desk.webinar.drafts import Draft, Sort, Standing, sorted_answer
from sro_assistant.desk.webinar.export import AI_NOTICE, OWN_WORDS, UNPROVEN, exported, footnote, paper_of
from sro_assistant.desk.webinar.likeness import Likeness, group_of, groups_of
from sro_assistant.desk.webinar.reading import Asked
from sro_assistant.desk.webinar.registry import KEPT_SECONDS, MOST_SESSIONS, Webinars
from sro_assistant.desk.webinar.session import Tools, WebinarSession
from sro_assistant.desk.webinar.wording import Worded, citations_of, text_of, worded
from sro_assistant.domain import (
    Answer,
    Approved,
    Citation,
    Document,
    Language,
    Layout,
    Mode,
    Passage,
    Query,
    Section,
    SourceFile,
    Span,
    Statement,
    Status,
)
from sro_assistant.domain.paper import Look, Paper, Paragraph, Run
from sro_assistant.dutch.text import sentences
from sro_assistant.errors import InputError, NotFoundError
from sro_assistant.grounding.bearing import Bearing
from sro_assistant.grounding.names import NO_NAMES
from sro_assistant.grounding.proof import Proof
from sro_assistant.ports import Vectors

FACT = "De raad bestaat uit twaalf leden en komt elke maand samen in Mechelen."
FIRST = "de strategie bepalen"
SECOND = "de middelen verdelen"
TEXT = f"Rollen\n{FACT}\nDe raad heeft deze rollen:\n- {FIRST}\n- {SECOND}\n"


def source_of(name: str = "nota") -> SourceFile:
    return source_file(name, url="https://voorbeeld.be/nota", published="2024-05-01")


def document_of(text: str = TEXT, name: str = "nota") -> tuple[Document, Passage]:
    whole = Span(0, len(text))
    document = Document(
        source=source_of(name),
        text=text,
        sections=(Section(heading="Rollen", level=1, span=whole, path=("Rollen",), page=5),),
        lists=(),
        sentences=sentences(text),
    )
    passage = Passage(
        id=f"{name}:0001",
        document_id=name,
        start=0,
        end=len(text),
        headings=("Rollen",),
        page=5,
        text=text,
    )
    return document, passage


def cited(words: str, text: str = TEXT, name: str = "nota") -> Citation:
    document, passage = document_of(text, name)
    start = text.index(words)
    return Citation(document=document, passage=passage, span=Span(start, start + len(words)))


def query_of(question: str) -> Query:
    return Query(
        question=question,
        meant=question,
        resolved=question,
        dutch=question,
        language=Language.DUTCH,
        terms={},
    )


def answer_of(question: str, *statements: Statement, **more: object) -> Answer:
    status = Status.ANSWERED if statements else Status.NOT_FOUND
    fields = {"status": status, "mode": Mode.EXTRACTIVE, **more}
    return Answer(question=question, query=query_of(question), statements=statements, **fields)  # type: ignore[arg-type]  # a test's shorthand


PLAIN = Statement(text=FACT, citations=(cited(FACT),))
ITEMS = (
    Statement(text=FIRST, citations=(cited(FIRST),), layout=Layout.ITEM, frame="De nota noemt 2 rollen:"),
    Statement(text=SECOND, citations=(cited(SECOND), cited(FACT)), layout=Layout.ITEM),
)


def words_of(text: str) -> list[str]:
    """The words that mean something, as terms."""
    return [word for word in text.lower().replace("?", "").replace(".", "").split() if len(word) > 3]


def vectors_of(texts: Sequence[str]) -> Vectors:
    """A vector by the words of a text: texts with the same words are the same."""
    every = sorted({word for text in texts for word in words_of(text)})
    rows = np.zeros((len(texts), len(every) + 1), dtype=np.float32)
    for place, text in enumerate(texts):
        found = sorted({every.index(word) for word in words_of(text)})
        rows[place, found] = 1 / max(1, len(found)) ** 0.5
    return rows


PROOF = Proof(
    names=NO_NAMES,
    bearing=Bearing(
        terms_of=words_of, vectors_of=vectors_of, called=frozenset(), is_known=lambda _word: True
    ),
)


@dataclasses.dataclass
class FakeAssistant:
    """Answers what a test gave it; declines the rest. `text` is what its nota says now."""

    answers: dict[str, Answer]
    text: str = TEXT
    generation: str = "gen-000001"
    asked: list[str] = dataclasses.field(default_factory=list)

    def ask(self, request: Request) -> Answer:
        if len(request.question) > 2000:
            raise InputError("Uw vraag is te lang. Hou ze onder 2000 tekens.")
        self.asked.append(request.question)
        return self.answers.get(request.question) or answer_of(request.question)

    def document(self, document_id: str) -> Document:
        if document_id != "nota":
            raise NotFoundError("Dat document is er niet.")
        return document_of(self.text)[0]

    def passages(self, document_id: str) -> tuple[Passage, ...]:
        self.document(document_id)
        return (document_of(self.text)[1],)


def unwritten(paper: Paper) -> bytes:
    return paper.title.encode()


def tools_of(assistant: FakeAssistant, write: Callable[[Paper], bytes] = unwritten) -> Tools:
    return Tools(
        assistant=lambda: assistant, proof=lambda: PROOF, today=lambda: date(2026, 12, 1), write=write
    )


BANKED = answer_of(
    "Wie zit in de raad?", PLAIN, approved=Approved("raad", None), notices=("Voorbereid antwoord.",)
)
LISTED = answer_of("Welke rollen heeft de raad?", *ITEMS)
KNOWN = {answer.question: answer for answer in (BANKED, LISTED)}
OWN_TEXT = f"{FACT} [1]"


def asked(*questions: str) -> list[Asked]:
    return [Asked(number=number, text=text) for number, text in enumerate(questions, start=1)]


def session_of(assistant: FakeAssistant, *questions: str) -> WebinarSession:
    groups = [group_of([one]) for one in asked(*questions)]
    return WebinarSession("abc", groups, (), tools_of(assistant))


def drafted(*questions: str) -> WebinarSession:
    session = session_of(FakeAssistant(KNOWN), *questions)
    session.draft_all(lambda _label, _done, _total: None)
    return session


def reasons(draft: Draft) -> list[str]:
    return [sentence.reason for sentence in draft.checked]


# The text of an answer


def test_an_answer_becomes_text_with_the_numbers_of_its_sources() -> None:
    answer = answer_of("Wie?", PLAIN, *ITEMS)
    assert text_of(answer) == (f"{FACT} [1]\n\nDe nota noemt 2 rollen:\n- {FIRST} [2]\n- {SECOND} [3][1]")
    assert [citation.quote for citation in citations_of(answer)] == [FACT, FIRST, SECOND]


def test_what_is_related_is_numbered_after_what_is_said() -> None:
    answer = answer_of("Wie?", related=(PLAIN,))
    assert (text_of(answer), [c.quote for c in citations_of(answer)]) == ("", [FACT])


@pytest.mark.parametrize(
    ("text", "sentences_found"),
    [
        ("De raad beslist. [1] Hij betaalt. [2][3]", [("De raad beslist.", (1,)), ("Hij betaalt.", (2, 3))]),
        ("De raad beslist [1]. Hij betaalt [2].", [("De raad beslist.", (1,)), ("Hij betaalt.", (2,))]),
        ("De raad (zie art. 5) beslist. [1]", [("De raad (zie art. 5) beslist.", (1,))]),
        ("Geen bron. Wel een. [1]", [("Geen bron.", ()), ("Wel een.", (1,))]),
        ("- een punt [1]\n2. nog een [2]", [("een punt", (1,)), ("nog een", (2,))]),
        ("[1]\n\n  \n", []),
    ],
)
def test_each_sentence_keeps_its_own_markers(
    text: str, sentences_found: list[tuple[str, tuple[int, ...]]]
) -> None:
    assert [(sentence.text, sentence.markers) for sentence in worded(text)] == sentences_found


def test_an_item_and_its_line_are_known() -> None:
    assert worded("Twee rollen:\n- sturen [1]") == (
        Worded(text="Twee rollen:", markers=(), is_item=False, line=0),
        Worded(text="sturen", markers=(1,), is_item=True, line=1),
    )


# The check


def checker_of(answer: Answer, gone: frozenset[int] = frozenset()) -> Checker:
    return Checker(own=text_of(answer), citations=citations_of(answer), proof=PROOF, gone=gone)


def test_what_the_assistant_wrote_stands() -> None:
    answer = answer_of("Wie?", PLAIN, *ITEMS)
    checked = checker_of(answer).checked(text_of(answer))
    assert [sentence.reason for sentence in checked] == ["", "", "", ""]


def test_an_edited_sentence_stands_while_its_source_carries_it() -> None:
    text = "De raad komt elke maand samen in Mechelen en bestaat uit twaalf leden. [1]"
    assert [s.reason for s in checker_of(BANKED).checked(text)] == [""]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("De raad bestaat uit dertien leden. [1]", "dit getal of deze datum staat niet in de bron: 13"),
        ("De raad komt elke maand samen in Hasselt. [1]", "deze naam staat niet in de bron: hasselt"),
        ("De raad komt niet elke maand samen. [1]", "zin en bron ontkennen niet hetzelfde: niet"),
        (
            "De raad moet elke maand samenkomen in Mechelen. [1]",
            "dit woord staat niet in de bron en verandert wat ze zegt: moet",
        ),
        ("Wandelen langs kanalen blijft heerlijk. [1]", "de bron gaat over iets anders dan de zin"),
        (FACT, "er staat geen bron bij: zet er een nummer achter, zoals [1]"),
        (f"{FACT} [7]", "bron [7] bestaat niet bij dit antwoord"),
    ],
)
def test_what_a_source_does_not_carry_is_told(text: str, reason: str) -> None:
    checked = checker_of(BANKED).checked(f"{OWN_TEXT}\n{text}")
    # `FACT` without its marker is another sentence than the assistant's own.
    assert [sentence.reason for sentence in checked] == ["", reason]


def test_a_source_that_changed_carries_nothing_any_more() -> None:
    checked = checker_of(BANKED, gone=frozenset({1})).checked(OWN_TEXT)
    assert [s.reason for s in checked] == ["bron [1] is veranderd of verdwenen: beantwoord de vraag opnieuw"]


def test_a_lead_in_counts_the_items_under_it() -> None:
    whole = text_of(LISTED)
    shorter = "\n".join(whole.splitlines()[:-1])
    assert [s.reason for s in checker_of(LISTED).checked(shorter)] == [
        "het aantal punten onder deze inleiding is veranderd",
        "",
    ]


def test_a_lead_in_of_ones_own_may_say_what_its_items_say() -> None:
    items = text_of(LISTED).split("\n", 1)[1]
    for lead, reason in (
        ("De rollen zijn:", ""),
        ("In Hasselt zijn dit de rollen:", "deze naam staat niet in de bron: hasselt"),
    ):
        assert checker_of(LISTED).checked(f"{lead}\n{items}")[0].reason == reason


# How much attention a draft needs


@pytest.mark.parametrize(
    ("question", "answer", "sort"),
    [
        ("Wie?", BANKED, Sort.READY),
        ("Wie?", answer_of("Wie?", PLAIN), Sort.READY),
        ("Wie? En hoe vaak?", answer_of("Wie?", PLAIN), Sort.CHECK),
        ("Wie?", answer_of("Wie?", PLAIN, notices=("De nota is oud.",)), Sort.CHECK),
        ("Wie?", answer_of("Wie?", PLAIN, model="taalmodel"), Sort.CHECK),
        ("Wie?", answer_of("Wie?", PLAIN, PLAIN, PLAIN, PLAIN), Sort.CHECK),
        ("Wie?", answer_of("Wie?", PLAIN, status=Status.PARTIAL, missing=("het bedrag",)), Sort.CHECK),
        ("Wie?", answer_of("Wie?"), Sort.OPEN),
        ("Wie?", answer_of("Wie?", status=Status.REFUSED), Sort.OPEN),
    ],
)
def test_an_answer_is_ready_only_where_nothing_asks_for_attention(
    question: str, answer: Answer, sort: Sort
) -> None:
    found, why = sorted_answer(question, answer)
    assert found is sort
    assert why


# The work on one webinar


def test_drafts_stand_ready_ones_first() -> None:
    session = drafted("Wat kost het?", "Welke rollen heeft de raad? En wie betaalt?", "Wie zit in de raad?")
    assert [(draft.id, draft.sort) for draft in session.drafts] == [
        ("v3", Sort.READY),
        ("v1", Sort.OPEN),
        ("v2", Sort.OPEN),
    ]
    assert session.counts() == {Sort.READY: 1, Sort.CHECK: 0, Sort.OPEN: 2}


def test_only_what_has_no_draft_is_asked() -> None:
    assistant = FakeAssistant(KNOWN)
    session = session_of(assistant, "Wie zit in de raad?", "Wat kost het?")
    told: list[tuple[str, int, int]] = []
    for _ in range(2):
        session.draft_all(lambda *step: told.append(step))
    assert assistant.asked == ["Wie zit in de raad?", "Wat kost het?"]
    assert told[:3] == [("Vragen beantwoorden", done, 2) for done in range(3)]


def test_a_question_that_cannot_be_read_says_why() -> None:
    draft = drafted("a" * 2001).drafts[0]
    assert (draft.sort, draft.answer, draft.text) == (Sort.OPEN, None, "")
    assert draft.reasons == ("Uw vraag is te lang. Hou ze onder 2000 tekens.",)


def test_an_edit_is_checked_and_takes_the_review_away() -> None:
    session = drafted("Wie zit in de raad?")
    session.mark("v1", Standing.REVIEWED, "projectleider SRO")
    edited = session.edit("v1", f"{OWN_TEXT} Dat kost 5 miljoen euro. [1]")
    assert (edited.standing, edited.role, edited.on, edited.is_edited) == (Standing.DRAFT, "", "", True)
    assert [sentence.text for sentence in edited.loose] == ["Dat kost 5 miljoen euro."]
    assert session.draft("v1") == edited
    assert not session.restore("v1").is_edited


def test_a_review_has_a_role_and_a_day() -> None:
    marked = drafted("Wie zit in de raad?").mark("v1", Standing.REVIEWED, " projectleider  SRO ")
    assert (marked.standing, marked.role, marked.on) == (
        Standing.REVIEWED, "projectleider SRO", "2026-12-01"
    )  # fmt: skip


def test_the_role_is_remembered_for_the_next_answer() -> None:
    session = drafted("Wie zit in de raad?", "Wat kost het?")
    session.mark("v1", Standing.REVIEWED, "projectleider SRO")
    session.mark("v2", Standing.UNUSED)
    assert session.role == "projectleider SRO"


@pytest.mark.parametrize(
    ("question", "text", "role", "wrong"),
    [
        ("Wie zit in de raad?", OWN_TEXT, "", "functie"),
        ("Wie zit in de raad?", OWN_TEXT, "jan.jansen@voorbeeld.be", "geen persoon"),
        ("Wie zit in de raad?", "Dank u.", "projectleider", "‘Dank u.’: er staat geen bron bij"),
        ("Wat kost het?", "", "projectleider", "nog geen antwoord"),
    ],
)
def test_what_cannot_be_reviewed_says_why(question: str, text: str, role: str, wrong: str) -> None:
    session = drafted(question)
    session.edit("v1", text)
    with pytest.raises(InputError, match=wrong):
        session.mark("v1", Standing.REVIEWED, role)
    assert session.draft("v1").standing is Standing.DRAFT


def test_the_office_may_let_its_own_words_stand() -> None:
    session = drafted("Wie zit in de raad?")
    session.edit("v1", f"{OWN_TEXT}\nDank voor uw vraag.")
    marked = session.mark("v1", Standing.REVIEWED, "projectleider", keep_loose=True)
    assert (marked.standing, len(marked.loose)) == (Standing.REVIEWED, 1)


def test_a_source_that_changed_meanwhile_keeps_an_answer_from_being_reviewed() -> None:
    assistant = FakeAssistant(KNOWN)
    session = session_of(assistant, "Wie zit in de raad?")
    session.draft_all(lambda _label, _done, _total: None)
    assistant.text = TEXT.replace("twaalf", "veertien")
    with pytest.raises(InputError, match="veranderd of verdwenen"):
        session.mark("v1", Standing.REVIEWED, "projectleider")


def test_a_source_that_moved_but_says_the_same_still_carries() -> None:
    assistant = FakeAssistant(KNOWN)
    session = session_of(assistant, "Wie zit in de raad?")
    session.draft_all(lambda _label, _done, _total: None)
    assistant.text = f"Een nieuwe zin vooraf.\n{TEXT}"
    assert session.mark("v1", Standing.REVIEWED, "projectleider").loose == ()


def test_groups_can_be_split_put_together_and_dropped() -> None:
    session = session_of(FakeAssistant(KNOWN), "Wie?", "Wat?", "Bedankt!")
    session.merge("v2", into="v1")
    assert [[one.number for one in group.members] for group in session.groups] == [[1, 2], [3]]
    session.split("v1", 2)
    session.drop("v3")
    assert [group.id for group in session.groups] == ["v1", "v2"]
    with pytest.raises(InputError, match="al alleen"):
        session.split("v1", 1)
    with pytest.raises(NotFoundError, match="Laad de vragen opnieuw"):
        session.drop("v3")


def test_drafts_on_the_very_same_words_know_of_each_other() -> None:
    answers = {"Wie?": answer_of("Wie?", PLAIN), "Hoeveel?": answer_of("Hoeveel?", PLAIN)}
    session = session_of(FakeAssistant(answers), "Wie?", "Hoeveel?", "Wat kost het?")
    drafts = session.draft_all(lambda _label, _done, _total: None)
    assert {draft.id: draft.same_as for draft in drafts} == {"v1": ("v2",), "v2": ("v1",), "v3": ()}


# Webinars that are open


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def webinars_of(clock: Clock) -> Webinars:
    likeness = Likeness(words_of, vectors_of)
    return Webinars(lambda: likeness, dict, tools_of(FakeAssistant(KNOWN)), clock)


def test_a_webinar_is_found_again_until_nobody_touched_it_for_two_hours() -> None:
    clock = Clock()
    webinars = webinars_of(clock)
    session = webinars.start_text("Wie zit in de raad?\nWat kost het?")
    clock.now += KEPT_SECONDS - 1
    assert webinars.find(session.id) is session
    clock.now += KEPT_SECONDS - 1
    assert webinars.find(session.id) is session
    clock.now += KEPT_SECONDS
    with pytest.raises(NotFoundError, match="twee uur"):
        webinars.find(session.id)


def test_a_webinar_can_be_ended_at_once() -> None:
    webinars = webinars_of(Clock())
    session = webinars.start_text("Wie zit in de raad?")
    webinars.end(session.id)
    webinars.end(session.id)
    with pytest.raises(NotFoundError):
        webinars.find(session.id)


def test_the_webinar_that_was_longest_untouched_makes_room() -> None:
    clock = Clock()
    webinars = webinars_of(clock)
    sessions = []
    for _ in range(MOST_SESSIONS):
        clock.now += 1
        sessions.append(webinars.start_text("Wie zit in de raad?"))
    clock.now += 1
    webinars.find(sessions[0].id)
    webinars.start_text("Wat kost het?")
    assert webinars.find(sessions[0].id) is sessions[0]
    with pytest.raises(NotFoundError):
        webinars.find(sessions[1].id)


# The files


def test_a_document_has_a_heading_for_each_question_and_a_footnote_for_each_citation() -> None:
    paper = paper_of(drafted("Wie zit in de raad?").drafts)
    note = "“De raad bestaat uit twaalf leden en komt elke maand samen in Mechelen.” Nota, Bureau, 1 mei 2024; deel ‘Rollen’; deel begint op bladzijde 5"  # noqa: E501 - as it stands there
    assert footnote(cited(FACT)) == note
    assert paper.paragraphs == (
        Paragraph(look=Look.NOTICE, runs=(Run(text=AI_NOTICE),)),
        Paragraph(look=Look.HEADING, runs=(Run(text="Wie zit in de raad?"),)),
        Paragraph(look=Look.PARAGRAPH, runs=(Run(text=FACT, footnotes=(note,)),)),
        Paragraph(look=Look.REMARK, runs=(Run(text="Let op: Voorbereid antwoord."),)),
        Paragraph(look=Look.REMARK, runs=(Run(text="Ontwerp, nog niet nagekeken."),)),
        Paragraph(look=Look.HEADING, runs=(Run(text="Bronnen"),)),
        Paragraph(look=Look.ITEM, runs=(Run(text="Nota, Bureau, 1 mei 2024. https://voorbeeld.be/nota"),)),
    )


def test_the_notice_of_the_machine_goes_only_when_everything_was_read() -> None:
    session = drafted("Wie zit in de raad?", "Welke rollen heeft de raad?")
    for count, name in enumerate(("v1", "v2"), start=1):
        session.mark(name, Standing.REVIEWED, "projectleider")
        paper = paper_of(session.drafts)
        looks = [paragraph.look for paragraph in paper.paragraphs]
        assert (Look.NOTICE in looks) is (count < 2)
        assert paper.properties == {
            "AI-systeem": "SRO-assistent",
            "AI-gegenereerd": True,
            "Nagekeken antwoorden": f"{count} van 2",
            "Volledig nagekeken": count == 2,
        }


def test_a_document_without_answers_is_not_called_read() -> None:
    assert paper_of([]).properties["Volledig nagekeken"] is False


@pytest.mark.parametrize(("standing", "why"), [(Standing.DRAFT, UNPROVEN), (Standing.REVIEWED, OWN_WORDS)])
def test_a_sentence_without_a_source_says_so(standing: Standing, why: str) -> None:
    session = drafted("Wie zit in de raad?")
    session.edit("v1", "Dank voor uw vraag. [1]")
    session.mark("v1", standing, "projectleider", keep_loose=True)
    runs = [run for paragraph in paper_of(session.drafts).paragraphs for run in paragraph.runs]
    assert Run(text=f"Dank voor uw vraag. ({why}) ") in runs
    assert [run for run in runs if run.footnotes] == []


def test_what_is_not_to_be_used_stays_out_and_the_rest_stands_in_its_order() -> None:
    session = drafted("Wat kost het?", "Welke rollen heeft de raad?", "Wie zit in de raad?")
    session.mark("v2", Standing.UNUSED)
    papers: list[Paper] = []

    def write(paper: Paper) -> bytes:
        papers.append(paper)
        return b"docx"

    file = exported("docx", session.drafts, write, date(2026, 12, 1))
    assert (file.name, file.data) == ("antwoorden-webinar-2026-12-01.docx", b"docx")
    headings = [p.runs[0].text for p in papers[0].paragraphs if p.look is Look.HEADING]
    assert headings == ["Wat kost het?", "Wie zit in de raad?", "Bronnen"]


def test_no_cell_of_the_table_can_be_read_as_a_formula() -> None:
    session = drafted("=HYPERLINK(1)", "  @som", "\uff1d1+1 wat?", "Wie zit in de raad?")
    rows = list(csv.reader(io.StringIO(session.export("csv").data.decode("utf-8-sig")), delimiter=";"))
    assert [row[1] for row in rows[1:]] == [
        "'=HYPERLINK(1)", "'  @som", "'\uff1d1+1 wat?", "Wie zit in de raad?"
    ]  # fmt: skip
    assert rows[4][3:8] == ["klaar", "ontwerp", "", "", OWN_TEXT]
    assert rows[4][8].startswith("[1] “De raad bestaat uit twaalf leden")


def test_questions_that_ask_the_same_stand_together() -> None:
    groups = groups_of(
        asked("Wie zit in de raad?", "Wat kost het?", "wie zit in de RAAD"), Likeness(words_of, vectors_of)
    )
    assert [[one.number for one in group.members] for group in groups] == [[1, 3], [2]]
