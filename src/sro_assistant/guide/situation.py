"""Who asks, with whom, how far and for how much: plain facts, given or read from a text by rules."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sro_assistant.domain import Organisation, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """What an applicant says of itself; None where it says nothing.

    `need` is what it is looking for, in its own words. `parties` counts the applicant in.
    """

    need: str = ""
    organisation: Organisation | None = None
    together: bool | None = None
    parties: int | None = None
    inhabitants: int | None = None
    phase: Phase | None = None
    euros: int | None = None


_MENTIONS: tuple[tuple[Organisation, str], ...] = (
    (Organisation.POLICE_ZONE, r"politiezones?|lokale politie|zone de police"),
    (Organisation.MUNICIPAL_COMPANY, r"(?:autonoom |stedelijk )?\w*gemeentebedrij(?:f|ven)|agb|stadsbedrijf"),
    (Organisation.CENTRE_CITY, r"centrumst(?:ad|eden)|centre cit(?:y|ies)|ville[- ]centre"),
    (Organisation.VGC, r"vgc|vlaamse gemeenschapscommissie"),
    (Organisation.OCMW, r"ocmw(?:'s|s)?|cpas"),
    (Organisation.INTERMUNICIPAL, r"intercommunales?|intergemeentelijke? \w+|streekvereniging|igs"),
    (Organisation.PROVINCE, r"provincies?|provinciebestuur|provincieraad|provinciale diensten?"),
    (
        Organisation.KNOWLEDGE_INSTITUTION,
        r"\w*hogeschool|hogescholen|universiteit(?:en)?|kennisinstelling(?:en)?",
    ),
    (
        Organisation.KNOWLEDGE_INSTITUTION,
        r"onderzoeks(?:centrum|centra|groep|instelling)|university|université",
    ),
    (Organisation.SCHOOL, r"(?:basis|secundaire |lagere |middelbare )?scho(?:ol|len)|scholengroep|écoles?"),
    (
        Organisation.COMPANY,
        r"bedrijf(?:je)?|bedrijven|firma(?:'s)?|onderneming(?:en)?|kmo(?:'s)?|start-?ups?",
    ),
    (Organisation.COMPANY, r"zelfstandigen?|compan(?:y|ies)|entreprises?"),
    (Organisation.ASSOCIATION, r"vzw(?:'s)?|verenigingen|vereniging(?! van)|association"),
    (Organisation.FLEMISH_ENTITY, r"vlaamse? (?:entiteit|administratie)|departement"),
    (Organisation.MUNICIPALITY, r"\w*gemeente(?:n|ke|bestu(?:ur|ren))?|(?:buur)?dorp(?:en|je)?"),
    (
        Organisation.MUNICIPALITY,
        r"(?<!slimme )(?<!smart )(?:haven|kust|provincie|fusie|buur|rand)?st(?:ad|eden)(?:sbestuur)?",
    ),
    (Organisation.MUNICIPALITY, r"schepen|burgemeester|algemeen directeur"),
    (Organisation.MUNICIPALITY, r"municipalit(?:y|ies)|council|town|communes?|villes?"),
    (Organisation.LOCAL_AUTHORITY, r"(?:lokaa?le? )?bestu(?:ur|ren)"),
    (Organisation.CITIZEN, r"burgers?|inwoners?|citizens?|habitants?"),
)
_MENTION = re.compile(
    "|".join(rf"(?P<m{n}>\b(?:{words})\b)" for n, (_, words) in enumerate(_MENTIONS)), re.IGNORECASE
)
_AS_PARTNER = re.compile(
    r"(?:\b(?:met|with|avec|voor|tussen|van|aan|bij|andere|geen|niet|of|à|aux|for|no)\s+"
    r"(?:(?:een|de|het|onze|paar|enkele|groep|groepje|aantal|andere|kleine|lokale|twee|drie|vier|vijf|\d+"
    r"|a|an|few|other|local|une?|les?|des?|autres)\s+){0,3})$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:wij|we) zijn\b|\b(?:ik|wij|we) (?:ben|werk\w*|vertegenwoordig\w*)\b|\bals\b"
    r"|\bwe(?: are|'re)\b|\bnous sommes\b",
    re.IGNORECASE,
)
_OWN_REACH = 40
_ALONE = re.compile(
    r"\balleen (?:indienen|aanvragen|doen|instappen|starten)|\b(?:helemaal|wij|we|ik) alleen\b"
    r"|in (?:ons|mijn) eentje|op eigen houtje|zonder (?:een )?partners?\b|\bon our own\b|\bnous seuls\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\bsamen met\b|\bmet (?:een |de |onze )?(?:paar|enkele|twee|drie|vier|vijf|\d+|andere|buur\w*) ?\w* ?"
    r"(?:gemeenten|dorpen|steden|besturen|partners|buur\w+)\b|\bbuur(?:gemeenten?|dorpen|steden)\b"
    r"|\bconsortium\b|\bmet partners\b|\btogether with\b|\bensemble avec\b",
    re.IGNORECASE,
)
_PHASES: tuple[tuple[Phase, re.Pattern[str]], ...] = (
    (Phase.ROLLOUT, re.compile(r"uitrol|opschal|roll-?out|overal invoeren|déploie", re.IGNORECASE)),
    (Phase.PURCHASE, re.compile(r"kopen\b|aankoop|aanschaf|aanbested|\bbuy\b|achat", re.IGNORECASE)),
    (Phase.PILOT, re.compile(r"pilo(?:o)?t|proef|\btest|uitprober|uittest", re.IGNORECASE)),
    (Phase.IDEA, re.compile(r"\bidee|verkennen|bedenken|\bidea\b|\bidée", re.IGNORECASE)),
)
_NUMBER = r"(\d{1,3}(?:[. ]\d{3})+|\d+(?:,\d+)?)"
_EUROS = re.compile(
    rf"(?:€ ?{_NUMBER}(?: (miljoen))?|{_NUMBER} ?(miljoen )?(?:€|euro\b|eur\b))", re.IGNORECASE
)
_INHABITANTS = re.compile(
    rf"(?P<all>\bsamen (?:[\w']+ ){{0,2}})?(?P<number>{_NUMBER}) (?:inwoners|inhabitants|habitants)",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\b(?P<number>een|één|twee|drie|vier|vijf|zes|\d{1,2})\s+(?P<other>andere |buur)?"
    r"(?:gemeenten?|dorpen|dorp|steden|stad|besturen|bestuur)\b",
    re.IGNORECASE,
)
_NUMERALS = {"een": 1, "één": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6}


def situation_in(text: str) -> Situation:
    """What a text says of who asks; the whole text is the need."""
    parties = _parties(text)
    together = _together(text, parties)
    return Situation(
        need=text,
        organisation=_organisation(text),
        together=together,
        parties=parties,
        inhabitants=_inhabitants(text, together=bool(together)),
        phase=next((phase for phase, wording in _PHASES if wording.search(text)), None),
        euros=_euros(text),
    )


def completed(told: Situation) -> Situation:
    """A situation with what its need tells and it does not itself say."""
    read = situation_in(told.need)
    together = read.together if told.together is None else told.together
    return Situation(
        need=told.need,
        organisation=told.organisation or read.organisation,
        together=together,
        parties=told.parties or read.parties,
        inhabitants=told.inhabitants or _inhabitants(told.need, together=bool(together)),
        phase=told.phase or read.phase,
        euros=told.euros or read.euros,
    )


def _organisation(text: str) -> Organisation | None:
    """The first kind that the asker says to be, else the first that is no partner or other party."""
    mentions = [(found.start(), kind) for found, kind in _mentions(text)]
    for own in _OWN.finditer(text):
        for start, kind in mentions:
            is_near = own.end() <= start <= own.end() + _OWN_REACH
            if is_near and not re.search(r"\b(?:geen|not|pas)\b", text[own.end() : start], re.IGNORECASE):
                return kind
    return next(
        (
            kind
            for start, kind in mentions
            if kind is not Organisation.CITIZEN and not _AS_PARTNER.search(text[:start])
        ),
        None,
    )


def _mentions(text: str) -> Iterator[tuple[re.Match[str], Organisation]]:
    for found in _MENTION.finditer(text):
        number = next(int(name[1:]) for name, value in found.groupdict().items() if value)
        yield found, _MENTIONS[number][0]


def _together(text: str, parties: int | None) -> bool | None:
    if _ALONE.search(text):
        return False
    return True if _TOGETHER.search(text) or (parties or 1) > 1 else None


def _parties(text: str) -> int | None:
    """How many authorities together; "met twee andere gemeenten" counts the asker in."""
    return max((number for number in map(_counted, _OTHERS.finditer(text)) if number > 1), default=None)


def _counted(found: re.Match[str]) -> int:
    said = found["number"].casefold()
    before = found.string[: found.start()]
    is_first = not before.strip() and (found["other"] or "").casefold() == "buur"
    is_beside = not is_first and bool(found["other"] or re.search(r"\bmet\s+$", before, re.IGNORECASE))
    return (_NUMERALS.get(said) or int(said)) + is_beside


def _inhabitants(text: str, *, together: bool) -> int | None:
    """How many inhabitants all applicants have: of one among several, the number says nothing."""
    found = _INHABITANTS.search(text)
    if found is None or (together and not found["all"]):
        return None
    return round(_value(found["number"]))


def _euros(text: str) -> int | None:
    found = _EUROS.search(text)
    if found is None:
        return None
    times = 1_000_000 if found[2] or found[4] else 1
    return round(_value(found[1] or found[3]) * times)


def _value(written: str) -> float:
    return float(written.replace(".", "").replace(" ", "").replace(",", "."))
