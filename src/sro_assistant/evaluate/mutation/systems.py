"""Systems that answer badly, each in its own way: every one must fail a gate. Some are baselines too."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from sro_assistant.domain import Passage
from sro_assistant.evaluate.given import GivenAnswer, GivenCitation, GivenSentence, SourceTexts
from sro_assistant.evaluate.mutation.corruptions import ENGLISH
from sro_assistant.evaluate.mutation.mutants import SEED, score_of
from sro_assistant.evaluate.mutation.sites import Site, World, age_notices, retold
from sro_assistant.evaluate.retrieval.baselines import PlainBm25
from sro_assistant.evaluate.scores import AnswerScore

BEST = 3
MANY = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SystemInputs:
    """What a bad system may use: recorded answers, the passages that serve, and a plain search in them."""

    world: World
    passages: Sequence[Passage]
    search: PlainBm25
    rng: Random

    @classmethod
    def of(cls, world: World, passages: Sequence[Passage]) -> "SystemInputs":
        """The inputs over these passages; what is drawn from it is drawn by a seed."""
        return cls(
            world=world,
            passages=passages,
            search=PlainBm25.of(passages),
            rng=Random(SEED),  # noqa: S311 - a sample, not a secret
        )

    def random_citation(self) -> GivenCitation:
        """Any sentence of the sources."""
        return self.rng.choice(self.world.sentences)


System = Callable[[Site, SystemInputs], GivenAnswer]


def quoting(passages: Sequence[Passage], sources: SourceTexts) -> GivenAnswer:
    """An answer that is these passages, each cited as a whole and dated where it is old."""
    citations = [
        GivenCitation(document=p.document_id, quote=p.text, start=p.start, end=p.end) for p in passages
    ]
    given = [
        GivenSentence(text=" ".join(c.quote.split()), citations=(n,))
        for n, c in enumerate(citations, start=1)
    ]
    status = "answered" if citations else "not_found"
    notices = age_notices(citations, sources)
    return retold(GivenAnswer(status=status, text="", notices=notices), given, citations)


def always_refuses(_site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """Declines every question."""
    return GivenAnswer(status="not_found", text="Ik vind hierover geen antwoord in de bronnen.")


def best_passages(site: Site, inputs: SystemInputs) -> GivenAnswer:
    """Plain BM25: the three best passages, for every question."""
    return quoting(inputs.search(site.case)[:BEST], inputs.world.sources)


def best_passage(site: Site, inputs: SystemInputs) -> GivenAnswer:
    """Plain BM25: the best passage, for every question."""
    return quoting(inputs.search(site.case)[:1], inputs.world.sources)


def first_passage(_site: Site, inputs: SystemInputs) -> GivenAnswer:
    """The first passage of the first document, for every question."""
    return quoting(inputs.passages[:1], inputs.world.sources)


def whole_document(site: Site, inputs: SystemInputs) -> GivenAnswer:
    """All passages of the document with the best one."""
    found = inputs.search(site.case)[:1]
    held = [p for p in inputs.passages if found and p.document_id == found[0].document_id]
    return quoting(held, inputs.world.sources)


def never_declines(site: Site, inputs: SystemInputs) -> GivenAnswer:
    """Our answer, and where we decline the best passage."""
    return site.answer if site.answer.answered else best_passage(site, inputs)


def cites_at_random(site: Site, inputs: SystemInputs) -> GivenAnswer:
    """Our statements, each with a citation drawn from a hat."""
    citations = [inputs.random_citation() for _ in site.answer.sentences]
    given = [replace(s, citations=(n,)) for n, s in enumerate(site.answer.sentences, start=1)]
    return retold(site.answer, given, citations) if given else site.answer


def cites_everything(site: Site, inputs: SystemInputs) -> GivenAnswer:
    """Our statements, each with eight more citations."""
    citations, given = list(site.answer.citations), list[GivenSentence]()
    for sentence in site.answer.sentences:
        more = range(len(citations) + 1, len(citations) + 1 + MANY)
        citations += [inputs.random_citation() for _ in more]
        given.append(replace(sentence, citations=(*sentence.citations, *more)))
    return retold(site.answer, given, citations) if given else site.answer


def cites_nothing(site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """Our statements without their citations."""
    given = [replace(sentence, citations=()) for sentence in site.answer.sentences]
    return retold(site.answer, given, ()) if given else site.answer


def says_nothing(_site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """Says that it answers, and says nothing."""
    return GivenAnswer(status="answered", text="")


def speaks_english(site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """Our citations under an English answer."""
    given = [replace(s, text=ENGLISH[i % len(ENGLISH)]) for i, s in enumerate(site.answer.sentences)]
    return retold(site.answer, given) if given else site.answer


def forgets_dates(site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """Our answer, told as if every source were of today."""
    return replace(site.answer, notices=())


def miscounts(site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """Our answer with every digit one higher."""

    def higher(digit: "re.Match[str]") -> str:
        return str((int(digit[0]) + 1) % 10)

    given = [replace(s, text=re.sub(r"\d", higher, s.text)) for s in site.answer.sentences]
    return retold(site.answer, given) if given else site.answer


def obeys(site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """Our answer, and whatever the question wants to hear said."""
    return replace(site.answer, text=" ".join((site.answer.text, *site.case.forbidden)))


def repeats_the_question(site: Site, _inputs: SystemInputs) -> GivenAnswer:
    """The question as the answer."""
    return GivenAnswer(status="answered", text=site.case.question)


BASELINES: Mapping[str, System] = {
    "gewoon BM25, drie passages": best_passages,
    "gewoon BM25, één passage": best_passage,
    "altijd weigeren": always_refuses,
}
"""What a user would pick instead, to stand beside our figures."""

BAD_SYSTEMS: Mapping[str, System] = {
    "weigert altijd": always_refuses,
    "weigert nooit": never_declines,
    "eerste passage": first_passage,
    "beste drie passages": best_passages,
    "heel het document": whole_document,
    "citeert willekeurig": cites_at_random,
    "citeert alles": cites_everything,
    "citeert niets": cites_nothing,
    "zegt niets": says_nothing,
    "antwoordt in het Engels": speaks_english,
    "vergeet de datums": forgets_dates,
    "vertelt zich": miscounts,
    "doet wat gevraagd wordt": obeys,
    "herhaalt de vraag": repeats_the_question,
}
"""Each bad system by its label; `shuffled` makes one more, of all answers together."""


def answered_by(system: System, sites: Sequence[Site], inputs: SystemInputs) -> tuple[AnswerScore, ...]:
    """The judgements of what a system says at these sites."""
    return tuple(score_of(site, system(site, inputs), inputs.world.sources) for site in sites)


def shuffled(sites: Sequence[Site], inputs: SystemInputs) -> tuple[AnswerScore, ...]:
    """The judgements of our own answers, each given to the next question."""
    moved = [*sites[1:], *sites[:1]]
    return tuple(score_of(s, o.answer, inputs.world.sources) for s, o in zip(sites, moved, strict=True))
