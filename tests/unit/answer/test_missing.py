from collections.abc import Callable

import pytest

from sro_assistant.answer.missing import missing_parts
from sro_assistant.domain import Statement, Validity

StatementFrom = Callable[[Validity], Statement]


@pytest.mark.parametrize(
    ("question", "validity", "missing"),
    [
        ("Is de oproep nu open?", Validity.CURRENT, "openstaat"),
        ("Kunnen wij die subsidie nog aanvragen?", Validity.HISTORICAL, "openstaat"),
        ("Is the call still open?", Validity.UNKNOWN, "openstaat"),
        ("Loopt het programma vandaag nog?", Validity.HISTORICAL, "vandaag nog zo"),
        ("Wie zit er nu in de raad?", Validity.UNKNOWN, "vandaag nog zo"),
    ],
)
def test_what_holds_today_is_said_to_be_missing(
    statement_from: StatementFrom, question: str, validity: Validity, missing: str
) -> None:
    (part,) = missing_parts(question, [statement_from(validity)])
    assert missing in part


@pytest.mark.parametrize(
    ("question", "validity"),
    [
        ("Wie zit er nu in de raad?", Validity.CURRENT),
        ("Wanneer werd de oproep gelanceerd?", Validity.HISTORICAL),
        ("Wat is open data?", Validity.HISTORICAL),
    ],
)
def test_nothing_is_missing_from_an_answer_that_covers_the_question(
    statement_from: StatementFrom, question: str, validity: Validity
) -> None:
    assert missing_parts(question, [statement_from(validity)]) == ()
