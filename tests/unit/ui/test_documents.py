"""What is filled in about a new document."""

import pytest

from sro_assistant.domain import Validity
from sro_assistant.errors import InputError
from sro_assistant.serve.workbench.services import NewDocument
from sro_ui.documents import facts_of

FILLED = {
    "titel": " Nota 2026 ",
    "kenmerk": "nota-2026",
    "uitgever": "Smart Region Office",
    "datum": "",
    "soort": "nota",
    "geldigheid": "current",
    "reden": "Ze is nieuw.",
    "licentie": "Vrij te citeren.",
    "adres": " ",
    "doe": "voegtoe",
}


def test_what_was_filled_in_becomes_facts_and_what_was_left_empty_is_unknown() -> None:
    assert facts_of(FILLED) == NewDocument(
        id="nota-2026",
        title="Nota 2026",
        publisher="Smart Region Office",
        published=None,
        kind="nota",
        validity=Validity.CURRENT,
        validity_reason="Ze is nieuw.",
        licence="Vrij te citeren.",
        url=None,
        copy_of=None,
    )


@pytest.mark.parametrize("chosen", ["", "misschien", "CURRENT"])
def test_a_validity_that_is_none_is_refused(chosen: str) -> None:
    with pytest.raises(InputError, match="Kies of het document nog geldt"):
        facts_of(FILLED | {"geldigheid": chosen})
