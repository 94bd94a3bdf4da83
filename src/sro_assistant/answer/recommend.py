"""Which of the programmes that were held against a situation are told: few, and why these."""

from collections.abc import Collection, Sequence
from datetime import date

from sro_assistant.guide.programmes import Fit, Match, rank

SHARE = 0.55
"""How near a need the next programme must be, as a share of the nearest, to be told as well."""
ANY = 0.6
"""How near another programme must be, as a share of the nearest that is closed or does not fit."""
MOST, MOST_FITTING = 3, 2
REFERS = "doorverwijzen"
"""The theme of those who send people on to the right place."""


def chosen(
    matches: Sequence[Match], today: date, *, money: bool, beside: Collection[str | None] = ()
) -> tuple[Match, ...]:
    """At most so many programmes, those that fit first, each group from the best.

    `beside` names the series that are told already: their other calls are left out.
    """
    best = max((match.score for match in matches), default=0.0)
    ranks = {match.sheet.id: rank(match, today, money=money) for match in matches}
    near = sorted(
        (m for m in matches if m.score >= ANY * best), key=lambda match: ranks[match.sheet.id], reverse=True
    )
    fitting = [match for match in near if match.fit is not Fit.NOT]
    first = ranks[fitting[0].sheet.id] if fitting else 0.0
    least = min(SHARE * first, first)
    fitting = [match for match in fitting if ranks[match.sheet.id] >= least][:MOST_FITTING]
    series = {*beside, *(match.sheet.series for match in fitting)} - {None}
    against = [
        m for m in near if m.fit is Fit.NOT and m.score >= SHARE * best and m.sheet.series not in series
    ]
    return (*fitting, *against[: MOST - max(1, len(fitting))])
