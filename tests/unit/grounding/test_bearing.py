from collections.abc import Callable, Sequence

import numpy as np
import pytest

from sro_assistant.domain import (
    Citation,
    ClaimedCitation,
    Document,
    Passage,
    RejectedCitation,
    Rejection,
    Statement,
)
from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.grounding.bearing import Bearing
from sro_assistant.grounding.names import Names
from sro_assistant.grounding.tokens import words_of
from sro_assistant.grounding.verify import Shown, state, verify
from sro_assistant.ports import Vectors

DocumentOf = Callable[[str], tuple[Document, Passage]]

NAMES = Names(
    (
        ("SRO", "Smart Region Office"),
        ("SRB", "Smart Region Board"),
        ("ABB", "Agentschap Binnenlands Bestuur"),
        ("imec", "Interuniversitair Micro-Elektronica Centrum"),
    )
)


def terms_of(text: str) -> tuple[str, ...]:
    """Words of meaning, cut at five letters: a stem that a test can read."""
    return tuple(w.lower()[:5] for w in words_of(text) if w.lower() not in STOP_WORDS)


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Texts as unit vectors over the terms of all of them."""
    every = sorted({term for text in texts for term in terms_of(text)})
    rows = np.array([[terms_of(text).count(term) for term in every] for text in texts], dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(norms == 0, 1, norms), dtype=np.float32)


BEARING = Bearing(
    terms_of=terms_of,
    vectors_of=vectors_of,
    called=frozenset({"vlaanderen", "brussel", "vito", "board", "office"}),
    is_known=lambda word: word != "howest",
)


def outcome(document_of: DocumentOf, quote: str, text: str) -> Rejection | None:
    """Why a text is refused beside a source of one sentence; None where it is not."""
    document, passage = document_of(quote)
    shown = Shown([passage], {"nota": document}, NAMES)
    claim = ClaimedCitation(passage_id=passage.id, quote=quote)
    proven = state(text, [claim], shown)
    if isinstance(proven, RejectedCitation):
        return proven.reason
    assert isinstance(proven, Statement)
    citation = verify(claim, shown)
    assert isinstance(citation, Citation)
    lack = BEARING.shortfall(text, [citation], NAMES)
    return lack.reason if lack is not None else None


STEERS = "De SRB geeft sturing aan de SRO bij het bereiken van de doelstellingen."
TEAM = "ABB, Digitaal Vlaanderen en VLAIO vormen een virtueel team met vertegenwoordigers."
GRANT = "De regering kende op 20 december 2019 een subsidie van 850.000 euro toe aan Imec en VITO."


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (STEERS, STEERS),
        (STEERS, "De Smart Region Board (SRB) geeft sturing aan de SRO."),
        (STEERS, "De SRO krijgt sturing van de SRB om de doelstellingen te bereiken."),
        (TEAM, "VLAIO, ABB en Digitaal Vlaanderen vormen samen een virtueel team."),
        (
            TEAM,
            "Vertegenwoordigers van het Agentschap Binnenlands Bestuur (ABB) zitten in het virtueel team.",
        ),
        (GRANT, "Eind 2019 kregen imec en VITO een subsidie van 850.000 euro."),
        (STEERS, "De SRB, de Smart Region Board, geeft sturing aan de SRO."),
        (GRANT, "imec en VITO kregen in december 2019 een subsidie van 850.000 euro."),
        (
            "De SRO organiseert niet zelf, en bundelt kennis.",
            "De SRO bundelt kennis, en organiseert niet zelf.",
        ),
        ("Samenwerken is noodzakelijk voor elke gemeente.", "Elke gemeente moet samenwerken."),
        ("De dag gaat door in het Teirlinck gebouw.", "De dag is in het Teirlinckgebouw."),
        (
            "Ter ondersteuning van de Board werd de SRO opgericht.",
            "De SRO is ter ondersteuning van de Smart Region Board opgericht.",
        ),
        (
            "De domeinen zijn gelinkt aan doelen van de Verenigde Naties.",
            "De domeinen zijn gelinkt aan doelen van de VN.",
        ),
        (
            "De SRB vraagt om hiaten te melden zodat baten niet verloren gaan.",
            "De SRB vraagt om hiaten te melden.",
        ),
        ("Een team van ABB en imec, opgericht door de SRB: de SRO.", "De SRO is een team van ABB en imec."),
        (
            "Het is de taak van de SRO om de leden te melden waar bruggen sluiten.",
            "De SRO moet de leden melden waar bruggen sluiten.",
        ),
        ("Het is de rol van de SRO om bruggen te melden.", "De SRO moet bruggen melden."),
        ("De bruggen sluiten onvoldoende.", "De bruggen sluiten niet goed genoeg."),
        ("Zowel bruggen als wegen worden hersteld.", "Niet alleen bruggen worden hersteld, ook wegen."),
        ("Dat kost 5% van het budget.", "Dat kost 5 procent van het budget."),
        ("De dienst heeft geen vergunning.", "De dienst is zonder vergunning."),
        (
            "De dienst wil dat en biedt ruimte voor vragen.",
            "De dienst wil dat en biedt ruimte: u kan vragen.",
        ),
        (
            "Toenmalig minister Bart Somers lanceerde de brug, een werk dat door experts uitgevoerd werd.",
            "De brug begon onder minister Bart Somers. Het werk werd door experts uitgevoerd.",
        ),
    ],
)
def test_a_faithful_rewording_is_borne(document_of: DocumentOf, quote: str, text: str) -> None:
    assert outcome(document_of, quote, text) is None


@pytest.mark.parametrize(
    ("quote", "text", "reason"),
    [
        (STEERS, "De SRO geeft sturing aan de SRB.", Rejection.REPLACED),
        (STEERS, "De Smart Region Board (SRO) geeft sturing.", Rejection.REPLACED),
        (
            "Beslist wordt door de SRB, met advies van de SRO aan de leden.",
            "Beslist wordt door de SRO, met advies van de SRB aan de leden.",
            Rejection.REPLACED,
        ),
        (
            "De SRO bereidt alles voor en geeft uitvoering na goedkeuring door de SRB.",
            "De SRB geeft uitvoering na goedkeuring.",
            Rejection.REPLACED,
        ),
        (STEERS, "De SRB geeft sturing aan de SRB.", Rejection.REPLACED),
        (STEERS, "Telenet geeft sturing aan de SRO.", Rejection.REPLACED),
        (
            "De SRO organiseert dat niet, en bundelt kennis.",
            "De SRO organiseert dat niet niet, en bundelt kennis.",
            Rejection.LOST_NEGATION,
        ),
        (
            "Bepaalde besturen delen kennis met de SRO.",
            "Alle besturen delen kennis met de SRO.",
            Rejection.WEAKENED,
        ),
        ("De bruggen sluiten onvoldoende.", "De bruggen sluiten genoeg.", Rejection.LOST_NEGATION),
        (
            "De dienst noemt wegen, dijken en bruggen.",
            "De dienst noemt vier bruggen.",
            Rejection.UNSUPPORTED_NUMBER,
        ),
        (
            "De brug opende op 1 mei 2017, de weg in juni 2019.",
            "De brug opende op 1 mei 2019.",
            Rejection.REPLACED,
        ),
        (STEERS, "Howest geeft sturing aan de SRO.", Rejection.REPLACED),
        (STEERS, "De Smart Region imec geeft sturing aan de SRO.", Rejection.REPLACED),
        (TEAM, "ABB, Agentschap Binnenlands Bestuur en VLAIO vormen een virtueel team.", Rejection.REPLACED),
        (TEAM, "ABB, Digitaal Vlaanderen en ABB vormen een virtueel team.", Rejection.REPLACED),
        (GRANT, "De regering kende in 2023 een subsidie van 850.000 euro toe.", Rejection.REPLACED),
        (
            "Het gaat om realtime en niet-realtime data.",
            "Het gaat om realtime data.",
            Rejection.LOST_NEGATION,
        ),
        (
            "De SRO organiseert geen evenementen, en bundelt kennis over projecten.",
            "De SRO organiseert evenementen, en bundelt geen kennis over projecten.",
            Rejection.LOST_NEGATION,
        ),
        (STEERS, "Elke burger rijdt morgen gratis met de trein.", Rejection.OTHER_SUBJECT),
        (STEERS, "De SRB had dat toen ook al.", Rejection.OTHER_SUBJECT),
        (STEERS, "De SRB geeft sturing aan de SRO via www.sturing.be.", Rejection.UNSUPPORTED_NAME),
    ],
)
def test_what_says_something_else_beside_a_true_quote_is_refused(
    document_of: DocumentOf, quote: str, text: str, reason: Rejection
) -> None:
    assert outcome(document_of, quote, text) is reason
