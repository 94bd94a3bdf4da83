"""The answer bank: answers that were written beforehand, each statement on quotes."""

from dataclasses import dataclass

from sro_assistant.domain.answers import ClaimedCitation, Layout, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Who of the office read an answer (a role, never a name) and on which day ("2026-12-01")."""

    role: str
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BankStatement:
    """A sentence of an answer, with the quotes that it says it stands on."""

    text: str
    claims: tuple[ClaimedCitation, ...]
    layout: Layout = Layout.PARAGRAPH


@dataclass(frozen=True, slots=True)
class AskedEntry:
    """An entry of the answer bank, and its question nearest to a query; similarity in 0..1."""

    entry: str
    question: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BankEntry:
    """A question with its answer as it was written; still claims, which are checked when it is given.

    `status` is answered, partial or not_found. `missing` says what the sources leave open, `ask` whom to
    ask that; `related` are quotes on the subject where nothing answers. `see_also` names other entries.
    `review` is None while nobody of the office has read it.
    """

    id: str
    subject: str
    question: str
    status: Status
    statements: tuple[BankStatement, ...] = ()
    related: tuple[ClaimedCitation, ...] = ()
    missing: tuple[str, ...] = ()
    ask: str = ""
    notices: tuple[str, ...] = ()
    see_also: tuple[str, ...] = ()
    review: Review | None = None

    @property
    def claims(self) -> tuple[ClaimedCitation, ...]:
        """Every quote that the entry stands on."""
        return (*(claim for statement in self.statements for claim in statement.claims), *self.related)
