"""The Dutch sentences that the assistant says of its own accord, in one place."""

from collections.abc import Sequence

from sro_assistant.domain import Filters, SourceFile, Validity
from sro_assistant.domain.bank import Review
from sro_assistant.domain.conflicts import Conflict
from sro_assistant.dutch.dates import date_in_words
from sro_assistant.retrieve.question import DO_YOU_MEAN

SUBJECT = "de slimme regio Vlaanderen: de Smart Region Office, haar strategie en de programma's eromheen"


def not_found(contact: str, titles: Sequence[str]) -> str:
    """What a reader gets when the sources are silent: where to look, and whom to ask."""
    nearest = f" Het dichtst in de buurt komt: {_enumerated(titles)}." if titles else ""
    return (
        f"**Ik vind hierover geen antwoord in de bronnen.**{nearest} "
        f"Probeer uw vraag anders te stellen, of mail naar {contact}."
    )


def nowhere(missing: Sequence[str], ask: str) -> str:
    """What a reader gets where somebody looked, and the sources are silent: what they lack, whom to ask."""
    return " ".join(("**Ik vind hierover geen antwoord in de bronnen.**", *missing, ask))


def prepared(review: Review | None) -> str:
    """Who has read an answer that was written beforehand."""
    if review is None:
        return "Voorbereid antwoord, nog niet nagekeken door de SRO."
    return f"Nagekeken op {date_in_words(review.on)} ({review.role})."


COMPLETED = "Uit een voorbereid antwoord:"


def completed(review: Review | None) -> str:
    """What is told beside statements that a prepared answer adds: who has read it."""
    return f"Wat onder ‘{COMPLETED.rstrip(':')}’ staat: {prepared(review)[0].lower()}{prepared(review)[1:]}"


def do_you_mean(question: str) -> str:
    """A question that the reader may mean."""
    return f"{DO_YOU_MEAN}{question}"


def out_of_scope(contact: str) -> str:
    """What a reader gets who asks about something else."""
    return (
        f"**Deze vraag valt buiten mijn onderwerp.** Ik zoek antwoorden in documenten over {SUBJECT}. "
        f"Stel een vraag daarover, of mail naar {contact}."
    )


def greeted(contact: str) -> str:
    """What a reader gets who says hello or thanks, or asks for nothing in particular."""
    return (
        f"**Dag! Waarmee kan ik u helpen?** Ik beantwoord vragen over {SUBJECT}. Elk antwoord toont de zin "
        f"uit de bron. Typ een vraag, of mail naar {contact}."
    )


EXAMPLES = (
    "Wat doet de Smart Region Office?",
    "Wie zit er in de Smart Region Board?",
    "Welke strategische doelstellingen heeft de SRO?",
)
"""Questions that anybody may start with."""


def refused(contact: str) -> str:
    """What a reader gets who tries to make the assistant do something else."""
    return (
        f"**Op dit verzoek ga ik niet in.** Ik beantwoord alleen vragen over {SUBJECT}, met zinnen uit de "
        f"bronnen. Stel een vraag daarover, of mail naar {contact}."
    )


def validity_notice(source: SourceFile) -> str | None:
    """What a reader must know of a source's age; None for one that is current, or a sheet."""
    if source.validity is Validity.CURRENT or source.is_sheet:
        return None
    if source.published is None:
        age = f"‘{source.title}’ draagt geen datum"
    else:
        age = f"‘{source.title}’ is van {date_in_words(source.published)}"
    return f"{age}: controleer of dit nog klopt. {_sentence(source.validity_reason)}"


def according_to(source: SourceFile) -> str:
    """The lead-in of what one of several sources says: "Volgens de mededeling (17 juli 2020):"."""
    return f"Volgens {_called(source)} ({_dated(source)}):"


def sources_differ(conflict: Conflict, sides: Sequence[tuple[SourceFile, str]]) -> str:
    """That sources say different things: what each says with its date, which counts, and why."""
    told = "; ".join(f"volgens {_called(source)} ({_dated(source)}) {says}" for source, says in sides)
    names = {source.id: _called(source) for source, _ in sides}
    counts = f" Wat in {names[conflict.prevails]} staat, geldt." if conflict.prevails in names else ""
    return f"Niet overal staat hetzelfde over {conflict.subject}: {told}.{counts} {conflict.why}"


def left_open(conflict: Conflict) -> str:
    """What a source leaves open."""
    return f"Let op {conflict.subject}. {conflict.why}"


def yes_or_no(*, is_so: bool) -> str:
    """What stands before the sentence that decides a question."""
    return "Ja." if is_so else "Nee."


def premise_corrected(supposed: str, said: str) -> str:
    """That a question takes something for granted of which the source says otherwise."""
    return f"Uw vraag gaat uit van ‘{supposed}’, maar de bron zegt ‘{said}’."


def closed(text: str) -> str:
    """A sentence that announces a list, or an item of one, with a full stop at its end."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text.rstrip(':;, ')}."


_NEUTER = ("bericht", "besluit", "decreet", "verslag", "plan", "rapport", "akkoord", "document")


def _called(source: SourceFile) -> str:
    """What a source is, in a word: "de mededeling"; a fact sheet by its title."""
    article = "het" if source.kind.endswith(_NEUTER) else "de"
    return f"{article} {source.kind}" + (f" ‘{source.title}’" if source.is_sheet else "")


def _dated(source: SourceFile) -> str:
    return "zonder datum" if source.published is None else date_in_words(source.published)


def part_missing(part: str) -> str:
    """Which of several questions the sources do not answer."""
    return f"Op dit deel van uw vraag vind ik geen antwoord in de bronnen: ‘{part}’."


def open_unknown() -> str:
    """What is missing when a reader asks whether a call or grant can be applied for."""
    return (
        "Of een oproep of subsidie nu openstaat, staat niet in de bronnen. "
        "Vraag het na bij de organisatie die ze geeft."
    )


def today_unknown() -> str:
    """What is missing when a reader asks for today and the sources are older or undated."""
    return "Of dit vandaag nog zo is, staat niet in de bronnen."


def undated_left_out(left_out: Sequence[SourceFile]) -> str:
    """Which sources a filter on date left out for want of a date."""
    titles = _enumerated([source.title for source in left_out])
    return f"U zoekt op datum. Deze bronnen hebben geen datum en deden niet mee: {titles}."


def nothing_to_search(filters: Filters) -> str:
    """What a reader gets whose filters leave no document."""
    reason = "Geen enkele bron voldoet aan uw filter" + (" op datum" if filters.by_date else "")
    return f"**{reason}.** Verruim het filter of zoek in alle documenten."


def look_into(heading: str, title: str) -> str:
    """A next question: what a source says under a heading."""
    return f"Wat staat er in ‘{title}’ over ‘{heading}’?"


def _enumerated(names: Sequence[str]) -> str:
    quoted = [f"‘{name}’" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} en {quoted[-1]}"


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."


def no_model() -> str:
    """That a written answer was asked for, and there is no language model to write it."""
    return "Voor dit antwoord is geen taalmodel gebruikt. U leest de zinnen van de bronnen zelf."


def model_failed() -> str:
    """That the language model gave no whole answer in time."""
    return "Het taalmodel gaf geen bruikbaar antwoord. U leest daarom de zinnen van de bronnen zelf."


def model_reworded(question: str) -> str:
    """That a language model put the question in other words, and in which."""
    return f"Het taalmodel heeft uw vraag herschreven. Ze is zo gelezen: ‘{question}’"


def model_unproven() -> str:
    """That too little of what the language model wrote stands in the sources."""
    return "Wat het taalmodel schreef, staat te weinig in de bronnen. U leest daarom de bronnen zelf."


def sentences_left_out(count: int) -> str:
    """How many sentences of the language model are not shown."""
    if count == 1:
        return "Eén zin van het taalmodel is weggelaten: de bronnen bewijzen hem niet."
    return f"{count} zinnen van het taalmodel zijn weggelaten: de bronnen bewijzen ze niet."


def something_missing() -> str:
    """That the sources leave a part of the question open."""
    return "De bronnen beantwoorden niet alles wat u vraagt."
