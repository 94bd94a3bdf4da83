"""An answer as a reader takes it along."""

from dataclasses import replace

from sro_assistant.domain import Answer, Approved
from sro_assistant.serve.copied import copied_text
from sro_assistant.serve.render import response_of
from sro_assistant.serve.words import COPY_NOTICE

QUESTION = "Wie zit er in de Board?"
FACT = "De Board bestaat uit <b>enerzijds</b> de Vlaamse overheid en *anderzijds* de steden."
SOURCE = (
    "De <nota> & meer · Smart Region Office · 17 juli 2020 · historisch · "
    "Rollen van de Board · deel begint op bladzijde 5"
)


def copied(answer: Answer) -> str:
    return copied_text(answer.question, response_of(answer, "gen-7", {}))


def test_the_text_holds_question_answer_notices_sources_and_the_notice_on_ai(answer: Answer) -> None:
    assert copied(answer) == "\n\n".join(
        (
            QUESTION,
            f"{FACT} [1]",
            "De nota van 2020 noemt 2 rollen:\n1. de strategie bepalen [2]\n2. de middelen verdelen [3][1]",
            "Let op: De nota is van 2020.",
            "Wat ontbreekt:\n- wie de voorzitter is",
            "\n".join(
                (
                    "Bronnen:",
                    f"[1] {SOURCE}: “{FACT}”",
                    f"[2] {SOURCE}: “de strategie bepalen”",
                    f"[3] {SOURCE}: “de middelen verdelen”",
                )
            ),
            COPY_NOTICE,
        )
    )


def test_a_declined_question_takes_along_what_the_sources_do_say(declined: Answer) -> None:
    assert copied(declined) == "\n\n".join(
        (
            "Wie is de voorzitter?",
            "Ik vind hierover geen antwoord in de bronnen. Mail naar <sro>.",
            f"Wat de bronnen wel zeggen over dit onderwerp:\n- “{FACT}” {SOURCE}",
            COPY_NOTICE,
        )
    )


def test_an_answer_that_the_office_read_goes_without_the_notice(answer: Answer) -> None:
    read = copied(replace(answer, approved=Approved("sro-wat", "2026-11-22")))
    prepared = copied(replace(answer, approved=Approved("sro-wat", None)))
    assert (COPY_NOTICE in read, COPY_NOTICE in prepared) == (False, True)
