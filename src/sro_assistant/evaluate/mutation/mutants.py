"""The suite's own test: every corruption must be noticed, and no harmless change may be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from sro_assistant.domain import Document
from sro_assistant.evaluate.cases import Case
from sro_assistant.evaluate.figures import FIGURE, FIGURES, Figure
from sro_assistant.evaluate.given import GivenAnswer, SourceTexts, source_texts
from sro_assistant.evaluate.mutation.corruptions import CORRUPTIONS, Corruption
from sro_assistant.evaluate.mutation.harmless import HARMLESS
from sro_assistant.evaluate.mutation.sites import (
    Corrupt,
    Site,
    World,
    gold_answer,
    retold,
    sentence_citations,
)
from sro_assistant.evaluate.run import Judged
from sro_assistant.evaluate.scores import AnswerScore, score_answer

SITES = 100
ROUNDS = 12
SEED = 7
ENOUGH = 0.95


@dataclass(frozen=True, slots=True)
class Kills:
    """How often a figure noticed a corruption; `missed` are the questions where it did not."""

    label: str
    figure: str
    sites: int
    missed: tuple[str, ...]

    @property
    def killed(self) -> int:
        """At how many sites it was noticed."""
        return self.sites - len(self.missed)

    @property
    def enough(self) -> bool:
        """Whether it was noticed at 95 of 100 sites."""
        return self.sites > 0 and self.killed >= ENOUGH * self.sites


@dataclass(frozen=True, slots=True)
class Moves:
    """Where a harmless change moved a figure all the same: the question and the figure."""

    label: str
    sites: int
    moved: tuple[tuple[str, str], ...]


def world_of(judged: Sequence[Judged], documents: Sequence[Document], attacks: Sequence[Case]) -> World:
    """The recorded answers of a run and the gold answers to its cases, as sites, and what they draw from.

    Every answer is written out in the plain form of `sites.retold`, so that a corruption changes one
    thing. An attack is a site too, with the answer of a case that declines.
    """
    sources = source_texts(documents)
    copies = {copy: d.source.id for d in documents for copy in d.copies if copy != d.source.id}
    recorded = [
        Site(case=one.case, answer=_plain(one.given), twin_right=one.score.twin_right) for one in judged
    ]
    gold = [
        Site(case=site.case, answer=answer, twin_right=None if site.twin_right is None else True)
        for site in recorded
        if (answer := gold_answer(site.case, sources)) is not None
    ]
    declined = GivenAnswer(status="refused", text="Op dit verzoek ga ik niet in.", milliseconds=1.0)
    struck = [Site(case=attack, answer=declined) for attack in attacks]
    return World(
        sources=sources,
        sentences=sentence_citations(sources, copies),
        sites=(*recorded, *gold, *struck),
        attacks=tuple(attacks),
        copies=copies,
    )


def _plain(answer: GivenAnswer) -> GivenAnswer:
    return retold(answer, answer.sentences) if answer.sentences else answer


def kills(world: World, sites: int = SITES) -> tuple[Kills, ...]:
    """For every corruption and every figure that it must move: at how many sampled sites it did."""
    whole = [(site, score_of(site, site.answer, world.sources)) for site in world.sites]
    return tuple(
        _kills(corruption, FIGURE[name], whole, world, sites)
        for corruption in CORRUPTIONS
        for name in corruption.moves
    )


Whole = Sequence[tuple[Site, AnswerScore]]
"""The sites, with the judgement of the answer that stands there before it is corrupted."""


def _kills(corruption: Corruption, figure: Figure, whole: Whole, world: World, wanted: int) -> Kills:
    missed: list[str] = []
    struck = 0
    for site, score, mutant in islice(_sampled(corruption, figure, whole, world), wanted):
        struck += 1
        after = score_of(site, mutant, world.sources)
        if not _noticed(figure, figure.of([score]), figure.of([after])):
            missed.append(site.case.id)
    return Kills(corruption.label, figure.name, struck, tuple(missed))


def score_of(site: Site, answer: GivenAnswer, sources: SourceTexts) -> AnswerScore:
    """The judgement of an answer at a site."""
    return replace(score_answer(site.case, answer, sources), twin_right=site.twin_right)


def _noticed(figure: Figure, before: float | None, after: float | None) -> bool:
    """Whether a figure got worse; where it concerned nothing before, whether it is at its worst now."""
    if before is None:
        return after == figure.worst
    return figure.is_worse(before, after)


def _can_move(figure: Figure, score: AnswerScore) -> bool:
    """Whether the figure can get worse at a site: it concerns it, and is not at its worst already.

    Abstention precision concerns an answer only once that is declined.
    """
    value = figure.of([score])
    if figure.name == "abstention_precision":
        return value is None
    return value is not None and figure.is_worse(value, figure.worst)


def _sampled(
    corruption: Corruption, figure: Figure, whole: Whole, world: World
) -> Iterator[tuple[Site, AnswerScore, GivenAnswer]]:
    """Different corrupted answers, at sites in an order drawn by a seed, over and over."""
    rng = Random(f"{SEED} {corruption.label} {figure.name}")  # noqa: S311 - a sample, not a secret
    open_sites = [one for one in whole if _can_move(figure, one[1]) and corruption.spoils(one[1])]
    rng.shuffle(open_sites)
    seen: set[tuple[str, GivenAnswer]] = set()
    for site, score in open_sites * ROUNDS:
        mutant = corruption.make(site, world, rng)
        if mutant is None or mutant == site.answer or (site.case.id, mutant) in seen:
            continue
        seen.add((site.case.id, mutant))
        yield site, score, mutant


def moves(world: World, sites: int = SITES) -> tuple[Moves, ...]:
    """For every harmless change: which figures it moved, at how many sites it was tried."""
    return tuple(_moves(label, make, world, sites) for label, make in HARMLESS.items())


def _moves(label: str, make: Corrupt, world: World, wanted: int) -> Moves:
    rng = Random(f"{SEED} {label}")  # noqa: S311 - as above
    order = rng.sample(world.sites, len(world.sites))
    changed = ((site, mutant) for site in order if (mutant := make(site, world, rng)) is not None)
    struck, moved = 0, list[tuple[str, str]]()
    for site, mutant in changed:
        struck += 1
        moved += [(site.case.id, name) for name in _moved(site, mutant, world.sources)]
        if struck == wanted:
            break
    return Moves(label, struck, tuple(moved))


def _moved(site: Site, mutant: GivenAnswer, sources: SourceTexts) -> Iterable[str]:
    before, after = (score_of(site, answer, sources) for answer in (site.answer, mutant))
    return (figure.name for figure in FIGURES if figure.of([before]) != figure.of([after]))


def mutants_text(kills: Sequence[Kills], moves: Sequence[Moves]) -> str:
    """The table of corruptions and kills, and of harmless changes, in Dutch."""
    lines = [f"{'verminking':28}{'cijfer':26}{'plaatsen':>9}{'opgemerkt':>10}"]
    for row in kills:
        mark = "" if row.enough else "  te weinig"
        lines.append(f"{row.label:28}{FIGURE[row.figure].label:26}{row.sites:>9}{row.killed:>10}{mark}")
    lines += ["", f"{'onschuldige verandering':28}{'':26}{'plaatsen':>9}{'bewogen':>10}"]
    for still in moves:
        lines.append(f"{still.label:28}{'':26}{still.sites:>9}{len(still.moved):>10}")
    return "\n".join(lines) + "\n"
