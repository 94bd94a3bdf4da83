"""Scored evidence → the few sentences that answer, in reading order and readable by themselves."""

import re
from collections.abc import Sequence

from sro_assistant.answer.intent import Intent, has_shape
from sro_assistant.answer.rank import Scored
from sro_assistant.domain import Span
from sro_assistant.retrieve.evidence import Evidence

FACT_WORDS = 60
OPEN_WORDS = 90
REPAIR_WORDS = 40
"""How far the sentence that a pronoun refers to may go over those."""
MAX_SENTENCES = 3
ENOUGH_WORDS = 30
"""An answer shorter than this, to a question that is not for a fact, takes in what follows it."""
FRAGMENT_WORDS = 6
WHOLE_ITEM_WORDS = 12
"""From how many words on an item that closes with a semicolon says something by itself."""
BARE_WORDS = 14
"""A sentence shorter than this defines little by itself."""
WORTH_ADDING = 0.8
"""The share of the best score from which on a further sentence stands beside the best one."""
SURE = 0.65
"""How near an expected question of the best sentence must be, for it to answer surely …"""
FOLLOWS_WELL = 0.4
"""… and how well beside it a sentence must answer that only fills up a short answer."""

FACTS = frozenset(
    {
        Intent.AMOUNT,
        Intent.COUNT,
        Intent.TIME,
        Intent.PERSON,
        Intent.MEMBERS,
        Intent.PLACE,
        Intent.CONTACT,
    }
)

ANSWER_FIRST = FACTS | {Intent.DEFINITION, Intent.YES_NO}
"""To these the best sentence comes first, wherever it stands in its source."""

_LEANS_BACK = re.compile(
    r"(?:Die|Deze|Dit|Dat|Zij|Ze|Hij|Zo['’]n|Dergelijke|Daar\w*|Hier(?:toe|mee|bij|voor|in|uit|over|van)?|Hierdoor)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
LAST = 9999
_GOES_ON = re.compile(
    r"(?:Dit|Dat) (?:door|ook|houdt|betekent|omvat|betreft|kan|gebeurt|is)\b|(?:Ze|Zij|Hij)\b"
)


def chosen_sentences(scored: Scored, intent: Intent) -> tuple[Evidence, ...]:
    """The best sentence, those that add to it, and what they lean on; whole sentences, few words.

    A fact or a definition comes first, whatever stands before it in the source; other sentences in reading
    order, a change from old to new.
    """
    budget = FACT_WORDS if intent in FACTS else OPEN_WORDS
    scored = tuple(pair for pair in scored if not _is_fragment(pair[1].text)) or scored
    best = [scored[0][1], *_continuation(scored, intent)]
    chosen = _completed(_best(best, scored, budget), scored, intent, budget + REPAIR_WORDS)
    if intent not in FACTS:
        chosen = [*chosen, *_what_follows(chosen, scored, budget)]
    if intent is Intent.CHANGE:
        return tuple(sorted(chosen, key=_first_year))
    before = _leant_on(chosen, scored, budget + REPAIR_WORDS)
    first = [e for e in before if _just_before(e, chosen[0])] + chosen[:1] if intent in ANSWER_FIRST else []
    rest = [e for e in (*before, *chosen) if e not in first]
    return (*first, *_in_reading_order(rest, chosen))


def _continuation(scored: Scored, intent: Intent) -> list[Evidence]:
    """The sentence right after the best one, where it goes on about the same: "Dit door …"."""
    best = scored[0][1]
    if intent in FACTS or len(best.text.split()) > ENOUGH_WORDS:
        return []
    after = [e for _, e in scored if e.found is best.found and e.span.start >= best.span.end]
    following = min(after, key=lambda e: e.span.start, default=None)
    if following is None:
        return []
    is_bare = intent is Intent.DEFINITION and len(best.text.split()) < BARE_WORDS
    return [following] if is_bare or _GOES_ON.match(following.text) else []


def _first_year(evidence: Evidence) -> int:
    """The first year that a sentence names, to tell a change from old to new; one without comes last."""
    return min((int(year) for year in _YEAR.findall(evidence.text)), default=LAST)


def _best(first: Sequence[Evidence], scored: Scored, budget: int) -> list[Evidence]:
    """What was chosen first, with the sentences that answer nearly as well as the best one."""
    needed = WORTH_ADDING * scored[0][0]
    chosen = list(first)
    for value, evidence in scored[1:]:
        if (
            value >= needed
            and len(chosen) < MAX_SENTENCES
            and _words([*chosen, evidence]) <= budget
            and all(evidence.text != c.text for c in chosen)
        ):
            chosen.append(evidence)
    return chosen


def _completed(chosen: list[Evidence], scored: Scored, intent: Intent, budget: int) -> list[Evidence]:
    """The sentences with one beside the best that holds the kind of thing asked for, where none does yet."""
    best = chosen[0]
    if any(has_shape(intent, e.text) is not False for e in chosen if e.found is best.found):
        return chosen
    beside = [
        e
        for _, e in scored
        if e.found is best.found and has_shape(intent, e.text) and _words([*chosen, e]) <= budget
    ]
    nearest = min(beside, key=lambda e: _distance(e.span, best.span), default=None)
    return chosen if nearest is None else [*chosen, nearest]


def _distance(one: Span, other: Span) -> int:
    """How many characters lie between two intervals."""
    return max(one.start - other.end, other.start - one.end, 0)


def _what_follows(chosen: Sequence[Evidence], scored: Scored, budget: int) -> list[Evidence]:
    """The sentences right after the best one, in its passage, until there are words enough."""
    best = chosen[0]
    values = {e.span: v for v, e in scored if e.found is best.found and e.span.start >= best.span.end}
    after = [e for _, e in scored if e.found is best.found and e.span.start >= best.span.end]
    added: list[Evidence] = []
    for evidence in sorted(after, key=lambda e: e.span.start):
        if evidence in chosen:
            continue
        if _words([*chosen, *added]) >= ENOUGH_WORDS or _words([*chosen, *added, evidence]) > budget:
            break
        is_poor = best.asked >= SURE and values[evidence.span] < FOLLOWS_WELL * scored[0][0]
        if is_poor and not _LEANS_BACK.match(evidence.text):
            break
        added.append(evidence)
    return added


def _leant_on(chosen: Sequence[Evidence], scored: Scored, budget: int) -> list[Evidence]:
    """For each sentence that opens with a pronoun, the sentence before it: what the pronoun means."""
    before: list[Evidence] = []
    for evidence in chosen:
        if not _LEANS_BACK.match(evidence.text):
            continue
        earlier = [e for _, e in scored if e.found is evidence.found and e.span.end <= evidence.span.start]
        nearest = max(earlier, key=lambda e: e.span.end, default=None)
        if (
            nearest is not None
            and nearest not in chosen
            and nearest not in before
            and _words([*chosen, *before, nearest]) <= budget
        ):
            before.append(nearest)
    return before


def _words(sentences: Sequence[Evidence]) -> int:
    return sum(len(e.text.split()) for e in sentences)


def _is_fragment(text: str) -> bool:
    """Whether a list item says too little by itself: a few words without a full stop, or half a list."""
    count = len(text.split())
    if text.endswith(";"):
        return count < WHOLE_ITEM_WORDS
    return count < FRAGMENT_WORDS and not text.endswith((".", "!", ":"))


def _just_before(earlier: Evidence, evidence: Evidence) -> bool:
    """Whether a sentence was taken in for the one that follows it."""
    return earlier.found is evidence.found and earlier.span.end <= evidence.span.start


def _in_reading_order(sentences: Sequence[Evidence], best_first: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """The document of the best sentence first, each document's sentences as they stand."""
    order = list(dict.fromkeys(e.document.source.id for e in best_first))
    return tuple(sorted(sentences, key=lambda e: (order.index(e.document.source.id), e.span.start)))
