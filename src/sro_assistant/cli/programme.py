"""`sro programma`: which programme fits a need, which might, which does not, and why."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing

from sro_assistant.cli.console import DONE, say, say_json
from sro_assistant.cli.opening import open_shelves_or_build
from sro_assistant.domain import Organisation, Phase
from sro_assistant.guide.criteria import Criterion, Verdict
from sro_assistant.guide.programmes import Fit, Match, Matching
from sro_assistant.guide.situation import Situation, completed
from sro_assistant.serve.guide.render import UNCHECKED, matching_of
from sro_assistant.settings import Settings

SHOWN = 3
"""How many programmes of each outcome are printed; `--json` gives all."""
MOST_SHORT = 2
"""How many exclusions and thresholds are printed in short; `--volledig` prints all."""
_TITLES = {Fit.FITS: "Past", Fit.MIGHT: "Misschien", Fit.NOT: "Past niet"}
_NOTHING = "Geen enkele fiche komt in de buurt. Zeg het met andere woorden, of stel uw vraag met: sro ask"


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the programmes by outcome, or the response of `POST /api/programmes/match`."""
    situation = completed(
        Situation(
            need=arguments.need.strip(),
            organisation=Organisation(arguments.organisation) if arguments.organisation else None,
            together=arguments.together,
            phase=Phase(arguments.phase) if arguments.phase else None,
            euros=arguments.euros,
        )
    )
    with closing(open_shelves_or_build(settings)) as assistant:
        today = assistant.guide.today()
        matching = assistant.guide.programmes().match(situation, today)
    if arguments.json:
        say_json(matching_of(matching, today).model_dump(mode="json"))
    else:
        say("\n".join(_lines(matching, in_full=arguments.in_full)), sys.stdout)
    return DONE


def _lines(matching: Matching, *, in_full: bool) -> Iterator[str]:
    if not matching.matches:
        yield _NOTHING
        return
    for fit, title in _TITLES.items():
        found = matching.of(fit)[:SHOWN]
        if found:
            yield f"## {title}"
            yield ""
        for match in found:
            yield from _in_full(match) if in_full else _in_short(match)
            yield ""
    if matching.questions:
        yield "Zeg ook dit, dan wordt de volgorde preciezer:"
        yield from (f"- {question}" for question in matching.questions)
        yield ""
    if not in_full:
        yield "Alle criteria en voorwaarden ziet u met --volledig."
    yield UNCHECKED


def _in_short(match: Match) -> Iterator[str]:
    """The reason of the outcome, what rules one out, and the status."""
    yield f"**{match.sheet.name}**"
    status = next(judged for judged in match.criteria if judged.criterion is Criterion.STATUS)
    wanted = Verdict.FAILS if match.fit is Fit.NOT else Verdict.MEETS
    deciding = [judged for judged in match.criteria if judged.verdict is wanted and judged is not status]
    if match.fit is not Fit.NOT:
        deciding += [judged for judged in match.reasons_against if judged is not status]
    for judged in deciding:
        yield f"- {judged.criterion}: {judged.verdict}. {judged.reason}"
        if judged.verdict is Verdict.FAILS:
            yield from (f"  - {fact.text}" for fact in judged.evidence)
    against = {fact for judged in deciding if judged.verdict is Verdict.FAILS for fact in judged.evidence}
    warnings = [fact for fact in match.bounds if fact not in against]
    yield from (f"- let op: {fact.text}" for fact in warnings[:MOST_SHORT])
    if len(warnings) > MOST_SHORT:
        yield f"- let op: nog {len(warnings) - MOST_SHORT} andere (--volledig)"
    yield f"- status: {status.reason}"


def _in_full(match: Match) -> Iterator[str]:
    """Every criterion with its evidence, and every exclusion and threshold."""
    yield f"**{match.sheet.name}**"
    for judged in match.criteria:
        if judged.evidence or judged.verdict is not Verdict.UNKNOWN:
            yield f"- {judged.criterion}: {judged.verdict}. {judged.reason}"
            yield from (f"  - {fact.text}" for fact in judged.evidence)
    told = {fact for judged in match.criteria for fact in judged.evidence}
    yield from (f"- let op: {fact.text}" for fact in match.bounds if fact not in told)
