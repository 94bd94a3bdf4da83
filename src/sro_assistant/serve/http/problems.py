"""Every failure as an RFC 9457 problem in Dutch; knows no web framework."""

from collections.abc import Mapping, Sequence

from sro_assistant.errors import InputError, NotFoundError, SroError
from sro_assistant.serve.schemas import FieldProblem, Problem

MEDIA_TYPE = "application/problem+json"
MAX_BODY_BYTES = 256 * 1024

_TITLES: Mapping[int, str] = {
    400: "De aanvraag is onleesbaar",
    401: "Geen toegang",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    408: "Te traag",
    413: "Te groot",
    415: "Geen JSON",
    422: "De aanvraag klopt niet",
    429: "Te veel aanvragen",
    500: "Er ging iets mis",
    503: "Nog niet klaar",
}

_DETAILS: Mapping[int, str] = {
    400: "Dit is geen geldige HTTP-aanvraag, of haar headers zijn te groot. Kijk ze na en stuur ze opnieuw.",
    401: "Hier is een sleutel nodig, en die ontbreekt of klopt niet. Vraag de sleutel aan de beheerder.",
    404: "Dit adres bestaat niet. Kijk het adres na of begin op de startpagina.",
    405: "Dit adres bestaat, maar niet voor deze HTTP-methode. Kijk in /openapi.json welke methode hier kan.",
    408: "De inhoud van uw aanvraag kwam te traag binnen. Kijk uw verbinding na en probeer het opnieuw.",
    413: "Wat u stuurt is te groot. Stuur hoogstens 256 kB.",
    415: "Stuur de vraag als JSON, met de header Content-Type: application/json.",
    422: "De inhoud is geen geldige JSON in UTF-8. Kijk de tekst na.",
    429: "Er komen nu te veel vragen binnen. Wacht even en probeer het dan opnieuw.",
    500: "Er ging iets mis bij ons. Probeer het opnieuw. Blijft het mislopen, meld het aan de beheerder.",
    503: "De assistent kan nog niet antwoorden. Probeer het over enkele minuten opnieuw.",
}

_FIELD_DETAILS: Mapping[str, str] = {
    "missing": "dit veld ontbreekt",
    "string_type": "moet tekst zijn",
    "string_unicode": "bevat tekens die geen geldige tekst zijn",
    "string_pattern_mismatch": "heeft niet de juiste vorm",
    "string_too_long": "mag hoogstens {max_length} tekens hebben",
    "too_long": "mag hoogstens {max_length} waarden hebben",
    "too_short": "moet minstens {min_length} waarde hebben; laat het veld weg als alles mag",
    "list_type": "moet een lijst zijn",
    "model_type": "moet een object zijn",
    "model_attributes_type": "moet een object zijn",
    "dict_type": "moet een object zijn",
    "bool_type": "moet true of false zijn",
    "bool_parsing": "moet true of false zijn",
    "int_type": "moet een geheel getal zijn",
    "int_parsing": "moet een geheel getal zijn",
    "int_parsing_size": "is een te groot getal",
    "greater_than_equal": "moet minstens {ge} zijn",
    "less_than_equal": "mag hoogstens {le} zijn",
    "enum": "moet een van deze waarden zijn: {expected}",
    "date_type": "moet een datum zijn, zoals 2022-01-31",
    "date_parsing": "moet een datum zijn, zoals 2022-01-31",
    "date_from_datetime_parsing": "moet een bestaande datum zijn, zoals 2022-01-31",
    "extra_forbidden": "is een onbekend veld",
    "literal_error": "moet een van deze waarden zijn: {expected}",
    "union_tag_invalid": "moet een van deze waarden hebben in {discriminator}: {expected_tags}",
    "union_tag_not_found": "mist het veld {discriminator}",
    "no_question": "bevat geen vraag; stuur minstens één bericht met de rol 'user'",
    "json_invalid": "is geen geldige JSON",
}

_ANY_CLIENT_ERROR = 422
_SERVER_ERRORS = 500
_PLACES = frozenset({"body", "query", "path", "header"})


class BadRequestError(InputError):
    """A request whose fields do not fit; carries what is wrong with each."""

    def __init__(self, errors: tuple[FieldProblem, ...]) -> None:
        self.errors = errors
        super().__init__(_sentence(errors))


class TooManyRequestsError(SroError):
    """More than a client, or all of them together, may ask now; says when to come back."""

    def __init__(self, reason: str, retry_seconds: int) -> None:
        self.reason = reason
        self.retry_seconds = retry_seconds
        super().__init__(_DETAILS[429])


class UnforeseenError(SroError):
    """Something broke that nobody foresaw; its own words stay in the cause."""


def problem(status: int, detail: str | None = None, errors: Sequence[FieldProblem] = ()) -> Problem:
    """The problem for a status, with our own words where the caller has none."""
    generic = _ANY_CLIENT_ERROR if status < _SERVER_ERRORS else _SERVER_ERRORS
    known = status if status in _TITLES else generic
    return Problem(title=_TITLES[known], status=status, detail=detail or _DETAILS[known], errors=list(errors))


def problem_of(error: SroError) -> Problem:
    """The problem for one of our errors; what is wrong on our side is not spelled out to a visitor."""
    if isinstance(error, BadRequestError):
        return problem(422, str(error), error.errors)
    if isinstance(error, InputError):
        return problem(422, str(error))
    if isinstance(error, NotFoundError):
        return problem(404, str(error))
    if isinstance(error, TooManyRequestsError):
        return problem(429)
    return problem(500 if isinstance(error, UnforeseenError) else 503)


def bad_request(errors: Sequence[Mapping[str, object]]) -> BadRequestError:
    """Pydantic's errors as one Dutch error; an error type without a translation is "ongeldige waarde"."""
    return BadRequestError(tuple(_field_problem(error) for error in errors))


def _field_problem(error: Mapping[str, object]) -> FieldProblem:
    location = error.get("loc")
    parts = [str(part) for part in location] if isinstance(location, tuple) else []
    if parts and parts[0] in _PLACES:
        parts = parts[1:]
    kind = str(error.get("type"))
    # Of a field that may be one of several types, pydantic names each; the client knows none of them.
    field = "" if kind == "json_invalid" else ".".join(part for part in parts if "[" not in part)
    return FieldProblem(field=field, detail=_field_detail(kind, error.get("ctx")))


def _field_detail(kind: str, context: object) -> str:
    template = _FIELD_DETAILS.get(kind, "ongeldige waarde")
    values = {str(k): v for k, v in context.items()} if isinstance(context, Mapping) else {}
    if "expected" in values:
        values["expected"] = str(values["expected"]).replace(" or ", " of ")
    try:
        return template.format_map(values)
    except KeyError:
        return "ongeldige waarde"


def _sentence(errors: Sequence[FieldProblem]) -> str:
    parts = [f"“{e.field}” {e.detail}" if e.field else f"De inhoud {e.detail}" for e in errors]
    return f"{'; '.join(parts)}. Pas de aanvraag aan en stuur ze opnieuw."
