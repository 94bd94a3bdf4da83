"""One query → what the sources say to it: passages found, sentences weighed, claims drafted and proven."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sro_assistant.answer import phrases
from sro_assistant.answer.decide import decide
from sro_assistant.answer.draft import Draft
from sro_assistant.answer.extract import draft_answer, draft_decided, draft_nearest, draft_side
from sro_assistant.answer.intent import Intent, intent_of
from sro_assistant.answer.people import with_signature
from sro_assistant.answer.premise import Finding, decided_by
from sro_assistant.answer.rank import Scored, ranked
from sro_assistant.answer.signals import Calibration, Signals, signals_of
from sro_assistant.answer.wanted import asked_in, lists_enough, wanted_form
from sro_assistant.domain import Layout, Passage, Query, RetrievedPassage, Statement, Status
from sro_assistant.grounding.verify import Shown, state
from sro_assistant.retrieve.evidence import Evidence, EvidenceFinder, Familiarity
from sro_assistant.retrieve.library import Library
from sro_assistant.retrieve.search import HybridRetriever

READ = 8
"""How many passages are read for an answer."""
NAMED = 3
"""Among how many of the best one must hold a rare name of the question, or as many that do are read first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What was found for a query: passages, their weighed sentences, and the texts to quote from."""

    query: Query
    intent: Intent
    retrieved: tuple[RetrievedPassage, ...]
    scored: Scored
    readable: tuple[Passage, ...]
    shown: Shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What is told to one query: ANSWERED with statements, or NOT_FOUND or OUT_OF_SCOPE without.

    `notices` say what of the question is corrected.
    """

    found: Findings
    verdict: Status
    statements: tuple[Statement, ...] = ()
    notices: tuple[str, ...] = ()


class Seeker:
    """Finds, decides, drafts and proves, one query at a time."""

    def __init__(self, retriever: HybridRetriever, finder: EvidenceFinder, library: Library) -> None:
        self._retriever = retriever
        self._finder = finder
        self._library = library
        self._calibration = Calibration.fitted()
        self._documents = {d.source.id: d for d in library.documents()}

    def tell(self, query: Query) -> Told:
        """What the sources answer to a query, as a whole."""
        found = self.find(query)
        known = self._finder.familiarity(query)
        signals = self._signals(found, known)
        chance = self._calibration.chance(signals) if signals is not None else 0.0
        verdict = decide(asked_in(query), known, found.scored, chance)
        finding = decided_by(query, found.scored) if verdict is not Status.OUT_OF_SCOPE else None
        if verdict is not Status.ANSWERED and (finding is None or not finding.supposed):
            return Told(found=found, verdict=verdict)
        draft = draft_answer(query, found.intent, found.scored, found.readable, self._finder.terms_of)
        if finding is not None:
            draft = draft_decided(finding, draft, found.readable)
        statements = self._prove(draft, found)
        if not statements or (finding is None and not _holds_what_is_asked(query, statements)):
            return Told(found=found, verdict=Status.NOT_FOUND)
        return Told(found=found, verdict=Status.ANSWERED, statements=statements, notices=_corrected(finding))

    def signals(self, query: Query) -> Signals | None:
        """What tells whether the sources answer a query; None where nothing at all was found."""
        return self._signals(self.find(query), self._finder.familiarity(query))

    def tell_side(self, side: Query, both: Findings) -> tuple[Statement, ...]:
        """The sentences on one side of a comparison, from what was found for both sides and for this one."""
        found = self.find(side, also=both.retrieved)
        return self._prove(draft_side(found.scored, found.readable), found)

    def contrasts(self, left: str, right: str, found: Findings) -> bool:
        """Whether one of the best sentences tells both sides of a comparison by what sets them apart."""
        terms = [frozenset(self._finder.terms_of(side)) for side in (left, right)]
        own = (terms[0] - terms[1], terms[1] - terms[0])
        return all(own) and any(
            all(side <= frozenset(self._finder.terms_of(e.text)) for side in own) for _, e in found.scored[:1]
        )

    def nearest(self, found: Findings) -> tuple[Statement, ...]:
        """What the sources do say, nearest to a question that they do not answer."""
        return self._prove(draft_nearest(found.scored, found.readable), found)

    def _signals(self, found: Findings, known: Familiarity) -> Signals | None:
        if not found.scored:
            return None
        weights, terms_of = self._finder.weights(found.query), self._finder.terms_of
        return signals_of(found.query, found.intent, known, found.scored, weights, terms_of)

    def find(self, query: Query, also: Sequence[RetrievedPassage] = ()) -> Findings:
        """What bears on a query, in the passages that are retrieved for it and in those of `also`."""
        names = self._finder.rare_names(query)
        own = self._named_first(query, names, self._retriever.retrieve(query, READ))
        known = {found.passage.id for found in own}
        retrieved = (*own, *(found for found in also if found.passage.id not in known))
        intent = intent_of(query.meant, query.dutch)
        cited = dict.fromkeys(found.passage.document_id for found in retrieved)
        # A list may run on in the next passage: every passage of a retrieved document may be quoted.
        readable = tuple(p for document_id in cited for p in self._library.passages(document_id))
        return Findings(
            query=query,
            intent=intent,
            retrieved=retrieved,
            scored=ranked(self._evidence(query, retrieved), intent, query, names),
            readable=readable,
            shown=Shown(readable, self._documents),
        )

    def _named_first(
        self, query: Query, names: frozenset[str], found: tuple[RetrievedPassage, ...]
    ) -> tuple[RetrievedPassage, ...]:
        """What was found, after the passages that hold a rare name of the question where none of it does."""
        if not names or any(names.intersection(f.why.terms) for f in found[:NAMED]):
            return found
        by_name = replace(query, terms=dict.fromkeys(sorted(names), 1.0))
        holding = self._retriever.retrieve(by_name, NAMED, expected=False)
        first = tuple(f for f in holding if names.intersection(f.why.terms))
        return (*first, *(f for f in found if f.passage.id not in {g.passage.id for g in first}))

    def _evidence(self, query: Query, retrieved: Sequence[RetrievedPassage]) -> tuple[Evidence, ...]:
        """The sentences that bear on a query, each with the name that signs it."""
        found = self._finder.find(query, retrieved, self._documents)
        return tuple(replace(e, span=with_signature(e.document, e.span)) for e in found)

    def _prove(self, draft: Draft, found: Findings) -> tuple[Statement, ...]:
        """What stands after the check; a statement that it refuses is left out."""
        outcomes = (
            state(s.text, s.claims, found.shown, layout=s.layout, frame=s.frame, heading=s.heading)
            for s in draft.statements
        )
        return tuple(outcome for outcome in outcomes if isinstance(outcome, Statement))


def _corrected(finding: Finding | None) -> tuple[str, ...]:
    if finding is None or not finding.supposed:
        return ()
    return (phrases.premise_corrected(finding.supposed, finding.said),)


def _holds_what_is_asked(query: Query, statements: Sequence[Statement]) -> bool:
    """Whether one of the statements has the form that is asked for, and they can be as many as is asked."""
    asked = asked_in(query)
    form = wanted_form(asked)
    told = [f"{s.heading or ''} {s.text}" for s in statements]
    sources = [s.citations[0].document.text for s in statements]
    holds = form is None or any(
        form.fits(text, asked, source) for text, source in zip(told, sources, strict=True)
    )
    items = sum(s.layout is Layout.ITEM for s in statements)
    return holds and lists_enough(asked, [s.text for s in statements], items)
