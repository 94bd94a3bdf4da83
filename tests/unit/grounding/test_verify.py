import dataclasses
from collections.abc import Callable
from dataclasses import replace

import pytest

from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Document,
    Passage,
    RejectedCitation,
    Rejection,
    Span,
    Statement,
)
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.verify import Shown, state, verify

DocumentOf = Callable[[str], tuple[Document, Passage]]

TEXT = (
    "De SRO neemt zelf geen initiatief om evenementen te organiseren. "
    "De oproep had een indicatief budget van 3,8 miljoen euro. "
    "De regering kende 850.000 euro toe aan Imec en VITO. "
    "Het team kan drie projecten opstarten en vindt dat onbetaalbaar. "
    "Smart Mobility."
)


def check(document_of: DocumentOf, quote: str, label: str = "nota:0001") -> Citation | RejectedCitation:
    document, passage = document_of(TEXT)
    shown = Shown([passage], {"nota": document})
    return verify(ClaimedCitation(passage_id=label, quote=quote), shown)


@pytest.mark.parametrize(
    "quote",
    [
        "De regering kende 850.000 euro toe aan Imec en VITO.",
        "kende 850.000 euro toe",
        "De regering kende\n850.000 euro   toe",
        "“De regering kende 850.000 euro toe”",
        "Smart Mobility",
    ],
)
def test_a_quote_that_stands_there_becomes_a_citation_of_its_whole_sentence(
    document_of: DocumentOf, quote: str
) -> None:
    outcome = check(document_of, quote)
    assert isinstance(outcome, Citation)
    assert outcome.quote in {"De regering kende 850.000 euro toe aan Imec en VITO.", "Smart Mobility."}
    assert outcome.document.slice(outcome.span) == outcome.quote


@pytest.mark.parametrize(
    "quote",
    [
        "De SRO neemt zelf initiatief om evenementen te organiseren.",
        "De SRO neemt zelf niet geen initiatief om evenementen",
        "Het team kan vier projecten opstarten",
        "een indicatief budget van 3 miljoen euro",
        "een indicatief budget van 8 miljoen euro",
        "kende 850 euro toe aan",
        "kende 50.000 euro toe aan",
        "en vindt dat betaalbaar",
        "de regering kende 850.000 euro toe aan imec",
        "De regering kende toe aan VITO",
    ],
)
def test_a_quote_with_one_word_or_number_off_is_refused(document_of: DocumentOf, quote: str) -> None:
    outcome = check(document_of, quote)
    assert isinstance(outcome, RejectedCitation)
    assert outcome.reason is Rejection.QUOTE_NOT_FOUND


def test_a_quote_cut_just_after_a_negation_is_shown_with_its_whole_sentence(document_of: DocumentOf) -> None:
    outcome = check(document_of, "initiatief om evenementen te organiseren")
    assert isinstance(outcome, Citation)
    assert outcome.quote == "De SRO neemt zelf geen initiatief om evenementen te organiseren."


@pytest.mark.parametrize("quote", ["", "…", "budget", "850.000 euro", "Smart"])
def test_a_few_words_that_are_no_whole_sentence_are_refused(document_of: DocumentOf, quote: str) -> None:
    outcome = check(document_of, quote)
    assert isinstance(outcome, RejectedCitation)
    assert outcome.reason in {Rejection.QUOTE_TOO_SHORT, Rejection.QUOTE_NOT_FOUND}


def test_a_passage_that_was_not_shown_cannot_be_cited(document_of: DocumentOf) -> None:
    outcome = check(document_of, "kende 850.000 euro toe", label="nota:0099")
    assert outcome == RejectedCitation(
        claim=ClaimedCitation(passage_id="nota:0099", quote="kende 850.000 euro toe"),
        reason=Rejection.UNKNOWN_PASSAGE,
    )


def say(document_of: DocumentOf, text: str, *quotes: str) -> Statement | RejectedCitation:
    document, passage = document_of(TEXT)
    claims = [ClaimedCitation(passage_id="nota:0001", quote=quote) for quote in quotes]
    return state(text, claims, Shown([passage], {"nota": document}))


@pytest.mark.parametrize(
    ("text", "verbatim"),
    [
        ("De regering kende 850.000 euro toe aan Imec en VITO.", True),
        ("Imec en VITO kregen 850 000 euro.", False),
        ("Het ging om 850.000 euro.", False),
    ],
)
def test_a_text_whose_facts_stand_in_its_quote_is_stated(
    document_of: DocumentOf, text: str, *, verbatim: bool
) -> None:
    outcome = say(document_of, text, "De regering kende 850.000 euro toe aan Imec en VITO.")
    assert isinstance(outcome, Statement)
    assert (outcome.text, outcome.verbatim) == (text, verbatim)


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("Imec kreeg 580.000 euro.", "kende 850.000 euro toe aan", Rejection.UNSUPPORTED_NUMBER),
        ("Imec kreeg 850.000 miljoen euro.", "kende 850.000 euro toe aan", Rejection.UNSUPPORTED_NUMBER),
        (
            "Het team kan vier projecten opstarten.",
            "kan drie projecten opstarten",
            Rejection.UNSUPPORTED_NUMBER,
        ),
        ("Dat bedrag van 850.000 euro ging naar KPMG.", "kende 850.000 euro toe", Rejection.UNSUPPORTED_NAME),
        ("De SRO neemt zelf initiatief.", "De SRO neemt zelf geen initiatief", Rejection.LOST_NEGATION),
        ("Imec kreeg die euro niet.", "kende 850.000 euro toe aan", Rejection.LOST_NEGATION),
        ("Het team moet projecten opstarten.", "kan drie projecten opstarten", Rejection.UNSUPPORTED_MODAL),
    ],
)
def test_a_text_that_says_more_or_else_than_its_quote_is_refused(
    document_of: DocumentOf, text: str, quote: str, reason: Rejection
) -> None:
    outcome = say(document_of, text, quote)
    assert isinstance(outcome, RejectedCitation)
    assert outcome.reason is reason


MEMBERS = (
    "De SRB bestaat uit drie VTE's van de Vlaamse entiteiten. "
    "Ze focust niet enkel op mobiliteit, en mag maximaal vier leden hebben. "
    "Er is geen budget. "
    "Aarzel niet de SRB te mailen."
)
NAMES = Names((("SRB", "Smart Region Board"),))


def told(document_of: DocumentOf, text: str, quote: str) -> Rejection | None:
    document, passage = document_of(MEMBERS)
    claim = ClaimedCitation(passage_id="nota:0001", quote=quote)
    outcome = state(text, [claim], Shown([passage], {"nota": document}, NAMES))
    return outcome.reason if isinstance(outcome, RejectedCitation) else None


BOARD, FOCUS, BUDGET, MAIL = (
    "De SRB bestaat uit drie VTE's",
    "Ze focust niet enkel op mobiliteit",
    "Er is geen budget",
    "Aarzel niet de SRB te mailen",
)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("In de Smart Region Board (SRB) zitten 3 VTEs.", BOARD),
        ("De SRB-leden komen uit Vlaanderen.", BOARD),
        ("Volgens de Nota van 2023 van het Bureau zijn het er drie.", BOARD),
        ("Onder de Kop staat dat het er drie zijn.", BOARD),
        ("Het gaat niet alleen over mobiliteit. Hoogstens vier leden mogen het zijn.", FOCUS),
        ("Dat budget is er niet.", BUDGET),
        ("U mailt naar de SRB.", MAIL),
    ],
)
def test_a_text_in_other_words_stands_on_its_quote(document_of: DocumentOf, text: str, quote: str) -> None:
    assert told(document_of, text, quote) is None


@pytest.mark.parametrize(
    ("text", "quote", "reason"),
    [
        ("In de Smart City Board zitten 3 VTEs.", BOARD, Rejection.UNSUPPORTED_NAME),
        ("De KCVS-leden komen uit Vlaanderen.", BOARD, Rejection.UNSUPPORTED_NAME),
        ("Ook Brussel en Europa doen mee met drie.", BOARD, Rejection.UNSUPPORTED_NAME),
        ("De Nota van 2024 telt er drie.", BOARD, Rejection.UNSUPPORTED_NUMBER),
        ("De tweede van de drie.", BOARD, Rejection.UNSUPPORTED_NUMBER),
        ("Ze focust enkel op mobiliteit.", FOCUS, Rejection.LOST_NEGATION),
        ("Ze focust niet op mobiliteit.", FOCUS, Rejection.LOST_NEGATION),
        ("Er mogen minstens vier leden zijn, en niet enkel.", FOCUS, Rejection.UNSUPPORTED_MODAL),
        ("Er is budget.", BUDGET, Rejection.LOST_NEGATION),
        ("Er was nooit budget.", BUDGET, Rejection.LOST_NEGATION),
        ("Mail niet naar de SRB.", MAIL, Rejection.LOST_NEGATION),
    ],
)
def test_a_text_that_turns_its_quote_round_is_refused(
    document_of: DocumentOf, text: str, quote: str, reason: Rejection
) -> None:
    assert told(document_of, text, quote) is reason


def test_one_refused_claim_refuses_the_statement(document_of: DocumentOf) -> None:
    text = "De regering kende 850.000 euro toe aan Imec en VITO."
    assert isinstance(say(document_of, text, text, "Dit staat nergens in de bron."), RejectedCitation)


def test_a_statement_without_a_citation_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="needs a citation"):
        Statement(text="Zomaar iets.", citations=())


@pytest.mark.parametrize(("heading", "refused"), [("Kop", False), ("Andere kop", True)])
def test_a_heading_is_shown_only_above_a_quote_that_stands_under_it(
    document_of: DocumentOf, heading: str, *, refused: bool
) -> None:
    document, passage = document_of(TEXT)
    claim = ClaimedCitation(passage_id="nota:0001", quote="kende 850.000 euro toe aan")
    text = "De regering kende 850.000 euro toe aan Imec en VITO."
    outcome = state(text, [claim], Shown([passage], {"nota": document}), heading=heading)
    assert isinstance(outcome, RejectedCitation) is refused


@pytest.mark.parametrize(
    "quote",
    [
        "Het team kan <b>drie</b> projecten<sup>2</sup> opstarten",
        "Het team kan drie &#8203;projecten opstarten",
    ],
)
def test_the_marks_of_a_raw_source_are_no_words_of_a_quote(document_of: DocumentOf, quote: str) -> None:
    assert isinstance(check(document_of, quote), Citation)


def test_a_quote_may_begin_in_a_passage_and_run_on_but_not_stand_behind_it(document_of: DocumentOf) -> None:
    first, second = "De brug is veilig en breed.", "Ze gaat open in juni."
    document, whole = document_of(f"{first} {second}")
    passage = dataclasses.replace(whole, end=len(first), text=first)
    shown = Shown([passage], {"nota": document})
    found = verify(ClaimedCitation(passage_id=passage.id, quote=f"veilig en breed. {second}"), shown)
    assert isinstance(found, Citation)
    assert found.quote == f"{first} {second}"
    assert isinstance(verify(ClaimedCitation(passage_id=passage.id, quote=second), shown), RejectedCitation)


def test_a_word_broken_off_at_the_end_of_a_line_is_one(document_of: DocumentOf) -> None:
    document, passage = document_of("De smart-werking groeit.")
    claim = ClaimedCitation(passage_id=passage.id, quote="De smart-\nwerking groeit.")
    assert isinstance(verify(claim, Shown([passage], {"nota": document})), Citation)


@pytest.mark.parametrize(
    ("quote", "cited"),
    [
        ("De raad stuurt de werking aan.", "Rollen\n\nDe raad stuurt de werking aan."),
        ("Het team voert ze uit.", "Het team voert ze uit."),
    ],
)
def test_the_first_statement_under_a_heading_cites_from_that_heading_on(
    document_of: DocumentOf, quote: str, cited: str
) -> None:
    made, below = document_of("Rollen\n\nDe raad stuurt de werking aan. Het team voert ze uit.")
    heading, start = "Rollen", len("Rollen\n\n")
    section = replace(made.sections[0], heading=heading, path=(heading,))
    sentences = tuple(Span(max(s.start, start), s.end) for s in made.sentences if s.end > start)
    document = replace(made, sections=(section,), sentences=sentences)
    passage = replace(below, start=start, text=below.text[start:], headings=(heading,))
    claim = ClaimedCitation(passage_id=passage.id, quote=quote)
    outcome = state(quote, [claim], Shown([passage], {"nota": document}), heading=heading)
    assert isinstance(outcome, Statement)
    assert [citation.quote for citation in outcome.citations] == [cited]
