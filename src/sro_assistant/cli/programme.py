"""`sro programma`: which programme fits a need, which might, which does not, and why."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing

from sro_assistant.cli.console import DONE, say
from sro_assistant.cli.opening import open_shelves_or_build
from sro_assistant.domain import Organisation, Phase
from sro_assistant.guide.criteria import Verdict
from sro_assistant.guide.programmes import Fit, Match, Matching
from sro_assistant.guide.situation import Situation, completed
from sro_assistant.serve.guide_render import UNCHECKED, matching_of
from sro_assistant.settings import Settings

SHOWN = 3
"""How many programmes of each outcome are printed; `--json` gives all."""
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
        speaks_utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
        found = matching_of(matching, today).model_dump(mode="json")
        say(json.dumps(found, ensure_ascii=not speaks_utf8, indent=2), sys.stdout)
    else:
        say("\n".join(_lines(matching)), sys.stdout)
    return DONE


def _lines(matching: Matching) -> Iterator[str]:
    if not matching.matches:
        yield _NOTHING
        return
    for fit, title in _TITLES.items():
        found = matching.of(fit)[:SHOWN]
        if found:
            yield f"## {title}"
            yield ""
        for match in found:
            yield from _shown(match)
    if matching.questions:
        yield "Zeg ook dit, dan wordt de volgorde preciezer:"
        yield from (f"- {question}" for question in matching.questions)
        yield ""
    yield UNCHECKED


def _shown(match: Match) -> Iterator[str]:
    yield f"**{match.sheet.name}**"
    for judged in match.criteria:
        if judged.evidence or judged.verdict is not Verdict.UNKNOWN:
            yield f"- {judged.criterion}: {judged.verdict}. {judged.reason}"
            yield from (f"  - {fact.text}" for fact in judged.evidence)
    told = {fact for judged in match.criteria for fact in judged.evidence}
    yield from (f"- let op: {fact.text}" for fact in match.sheet.warnings if fact not in told)
    yield ""
