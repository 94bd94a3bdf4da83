"""The Dutch sentences that the guide says of its own accord when it tells of programmes."""

from collections.abc import Sequence

from sro_assistant.domain import Part, Sheet, SourceFile
from sro_assistant.dutch.dates import date_in_words, stated_in_words

_LACKS = {
    Part.TERMS: "tot wanneer u kunt indienen of wanneer een oproep opent",
    Part.AMOUNTS: "om welke bedragen het gaat",
    Part.AUDIENCE: "wie kan indienen",
    Part.CONDITIONS: "welke voorwaarden gelden",
    Part.STATUS: "of er nog een oproep loopt",
}

FITS, MIGHT_FIT, FITS_NOT, CLOSED = "Past", "Past misschien", "Past niet", "Gesloten"
"""What becomes of a programme, above what is told of it."""


NOT_MET, TO_CHECK, MET = "Hieraan voldoet u niet:", "Ga na of u hieraan voldoet:", "Hieraan voldoet u:"
"""What stands above the conditions of a programme, by what they mean for who asks."""
REFERRED = "Wie u verder helpt"
"""What stands above who sends people on."""
NONE_OPEN = "De bronnen zeggen van geen enkele oproep dat ze nu open is."
OPEN_NOW, MAY_RUN, OVER = "Open:", "Niet bekend of het nog loopt:", "Gesloten:"
"""What stands above the statuses of all calls."""


def check(sheet: Sheet) -> str:
    """Where to check how a call stands, and of when the last is that is known of it."""
    when = stated_in_words(sheet.stated)
    return f"{sheet.name} ({when}): kijk na bij {sheet.check_with}: {sheet.check_address}"


def labelled(label: str, name: str | None, why: Sequence[str] = ()) -> str:
    """What stands above a programme: what becomes of it, its name where its sentences lack that, and why."""
    reasons = "; ".join(f"{reason[:1].lower()}{reason[1:].rstrip('.')}" for reason in why)
    behind = f" ({reasons})" if reasons else ""
    return f"{label}, {name}{behind}:" if name else f"{label}{behind}:"


def not_found_of(name: str, sought: Sequence[str]) -> str:
    """What was sought on a programme and not found."""
    return f"Niet gevonden over {name}: {', '.join(sought)}."


def named(name: str) -> str:
    """What stands above what is told of one programme."""
    return f"{name}:"


def sheet_lacks(name: str, part: Part, check_with: str, address: str) -> str:
    """What the sheet of a programme does not say of what was asked, and who knows it."""
    return topic_lacks(name, _LACKS[part], check_with, address)


def topic_lacks(name: str, what: str, check_with: str, address: str) -> str:
    """What the sheet of a programme does not say, in words, and who knows it."""
    return f"De fiche ‘{name}’ zegt niet {what}. Vraag het na bij {check_with}: {address}"


def more_conditions(name: str, count: int) -> str:
    """How many exclusions and thresholds of a programme an answer leaves for the sheet."""
    if count == 1:
        return f"{name} heeft nog één voorwaarde die hier niet staat. Lees ze in de fiche voor u aanvraagt."
    return f"{name} heeft nog {count} voorwaarden die hier niet staan. Lees ze in de fiche voor u aanvraagt."


def status_known(status: str, stated: str, check_with: str, address: str) -> str:
    """The last known status of a programme, of when it is, and where to check it."""
    return f"Laatst gekende status: {status} ({stated_in_words(stated)}). Kijk na bij {check_with}: {address}"


def years_vary(series: str, years: Sequence[str]) -> str:
    """That the rules of a series differ by year, where an answer may come from several."""
    return (
        f"De regels van {series} verschillen per jaar ({', '.join(years)}). Kijk bij elke zin over welke "
        "oproep ze gaat, of zet een jaar in uw vraag."
    )


def years_differ(series: str, years: Sequence[str], told: str, stated: str) -> str:
    """That the rules of a series of calls differ by year, and which one this is."""
    return (
        f"De regels van {series} verschillen per jaar ({', '.join(years)}). Dit antwoord gaat over {told}, "
        f"de jongste oproep die hier te vinden is ({stated_in_words(stated)}). Zet een jaar in uw vraag "
        "voor een andere oproep."
    )


def told_of_earlier(latest: str, earlier: str) -> str:
    """That an answer tells of an earlier call what nobody knows of the latest."""
    return (
        f"Van {latest} is niet alles bekend wat u vraagt. Daarom staat ook {earlier} in dit antwoord: reken "
        "er niet op dat daarvan nu nog iets geldt."
    )


MOST_SHEETS = 4
"""For more sheets than these an answer leaves to each how old it is and where to check."""


def sheet_notices(sources: Sequence[SourceFile]) -> tuple[str, ...]:
    """What to know of the fact sheets that are cited: nobody checked them, how old, where to check."""
    if not sources:
        return ()
    if len(sources) == 1:
        return (f"Dit komt uit de fiche {_aged(sources[0])} {sources[0].validity_reason}",)
    unchecked = f"Dit komt uit {len(sources)} fiches, die niet zijn nagekeken door de SRO."
    if len(sources) > MOST_SHEETS:
        return (f"{unchecked} Elke fiche noemt haar bronnen met hun datum, en waar u nakijkt.",)
    return (unchecked, *(f"‘{s.title}’: jongste bron {_age(s)}. {s.validity_reason}" for s in sources))


def _aged(source: SourceFile) -> str:
    return f"‘{source.title}’, die niet is nagekeken door de SRO; haar jongste bron is {_age(source)}."


def _age(source: SourceFile) -> str:
    return "zonder datum" if source.published is None else f"van {date_in_words(source.published)}"
