"""The part of a question that the cited sources leave open: what holds today."""

import re
from collections.abc import Sequence

from sro_assistant.answer import phrases
from sro_assistant.domain import Statement, Validity

_ASKS_WHETHER_OPEN = re.compile(
    r"\b(?:open(?! (?:data|city|stand))(?:staat|staan|gesteld)?|lopende? oproep|ouverte?"
    r"|indienen|inschrijven|aanvragen|intekenen|apply)\b",
    re.IGNORECASE,
)
_ASKS_FOR_NOW = re.compile(
    r"\b(?:nu|vandaag|momenteel|op dit moment|dit jaar|nog (?:altijd|steeds)|(?:loopt|bestaat|geldt) .*\bnog"
    r"|now|today|currently|aujourd'hui|actuellement)\b",
    re.IGNORECASE,
)
_CALL = re.compile(r"oproep|call\b|subsidie|steun|premie|funding|grant|appel", re.IGNORECASE)
_ASKS_MORE = re.compile(
    r"\b(?:wie|wat|wa|welke?|waar\w*|hoe|hoeveel|waarom|who|what|which|where|how|why|qui|quel\w*|où|comment)\b",
    re.IGNORECASE,
)


def asks_only_whether_open(question: str) -> bool:
    """Whether a question asks of a call or grant that it is open now, and nothing else."""
    asks_now = _ASKS_FOR_NOW.search(question) is not None
    return (
        asks_now
        and _CALL.search(question) is not None
        and _ASKS_WHETHER_OPEN.search(question) is not None
        and _ASKS_MORE.search(question) is None
    )


def missing_parts(question: str, statements: Sequence[Statement]) -> tuple[str, ...]:
    """What a reader who asks for today is not told, in Dutch; empty where nothing is missing.

    No source here can tell that a call is open; only a current source can tell how a thing is now.
    """
    sources = {c.source.id: c.source for s in statements for c in s.citations}.values()
    if _CALL.search(question) and (_ASKS_WHETHER_OPEN.search(question) or _ASKS_FOR_NOW.search(question)):
        return (phrases.open_unknown(),)
    if _ASKS_FOR_NOW.search(question) and all(s.validity is not Validity.CURRENT for s in sources):
        return (phrases.today_unknown(),)
    return ()
