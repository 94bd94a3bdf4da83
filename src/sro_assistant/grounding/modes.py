"""How each clause of a sentence tells something: as a fact, or as what may, must, should or will be."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sro_assistant.grounding.facts import facts_of
from sro_assistant.grounding.tokens import words_of


class Mode(StrEnum):
    """How a clause tells something; a clause without a mode tells a fact."""

    CAN = "kan"
    MAY = "mag"
    MUST = "moet"
    AIM = "doel"
    """What somebody strives for."""
    FOR = "opdat"
    """What something is for, or what it leads to."""
    WILL = "wil"
    """A wish, a plan or what is announced."""
    UNSURE = "zou"


# What each word tells of the clause in which it stands.
_WORDS = f"""
{Mode.CAN}: kan kunnen kon konden kun kunt mogelijk mogelijkheid mogelijkheden mogelijke toelaat toelaten
{Mode.CAN}: kans kansen ruimte gelegenheid potentieel potentiële aarzel twijfel bruikbaar
{Mode.CAN}: eventueel desgevallend misschien wellicht tenzij
{Mode.MAY}: mag mogen mocht mochten toegelaten toegestaan aarzel twijfel welkom uitgenodigd gerust
{Mode.MUST}: moet moeten moest moesten dient dienen diende dienden noodzakelijk nodig vereist vereisen nood
{Mode.MUST}: taak taken taakstelling opdracht plicht verplicht verplichting verantwoordelijk essentieel
{Mode.MUST}: verantwoordelijkheid vergt vergen vraagt vragen hoort behoort noodzaak behoefte belangrijk
{Mode.MUST}: belang cruciaal
{Mode.AIM}: doel doelen doelstelling doelstellingen bedoeling bedoeld ambitie opzet beoogt beogen beoogd
{Mode.AIM}: ambieert ambiëren streeft streven gestreefd voorstel
{Mode.FOR}: zodat opdat waardoor waarmee zodoende gericht
{Mode.WILL}: toekomst binnenkort weldra straks
{Mode.WILL}: wil willen wilt wilde wilden zal zullen gaat gaan wenst wensen mikt mikken inzetten inzet
{Mode.WILL}: plan plannen voornemen engageert kiest kiezen voorzien voorziet trachten
{Mode.UNSURE}: zou zouden eventueel desgevallend misschien wellicht onzeker overwegen onderzoeken onderzocht
{Mode.UNSURE}: onderzoekt verkennen verkend voorstel bedoeling
"""
_PATTERNS: Sequence[tuple[Mode, re.Pattern[str]]] = (
    (
        Mode.MUST,
        re.compile(
            r"\b(?:de|een|als) (?:\w+ )?rol (?:van|om)\b|\b(?:is|zijn|nader|nog|een) te \w+en\b"
            r"|\bis (?:het )?aan\b"
        ),
    ),
    (Mode.FOR, re.compile(r"\bom\b.*\bte\b", re.IGNORECASE)),
    (
        Mode.AIM,
        re.compile(
            r"\b(?:houdt in|bestaat erin|komt erop neer|missie\b[^,.;]* (?:is|bestaat))\b", re.IGNORECASE
        ),
    ),
)
"""What somebody's role is, or what "is te doen", must be done; what somebody does it "om te", it is for."""
_MODALS = {
    "kan": Mode.CAN,
    "mogelijk": Mode.CAN,
    "mag": Mode.MAY,
    "moet": Mode.MUST,
    "zal": Mode.WILL,
    "wil": Mode.WILL,
    "zou": Mode.UNSURE,
}
"""The modals, as `facts_of` gives them, by the mode that they tell."""
TOLD_BY_MODALS = frozenset(_MODALS)

_LINKS = (
    "terwijl|omdat|want|waarbij|waarmee|waardoor|waarin|waaraan|tenzij|zodat|opdat|die|dat|waar|om|wanneer"
    "|indien|hoe|welke"
)
_NO_DEMONSTRATIVE = r"(?<!\b(?:in|op) )(?<!\b(?:van|aan|bij|met|uit|tot) )(?<!\bvoor )"
"""Behind a preposition "die" and "dat" point at something: "in die rol" begins no clause."""
_CLAUSE = re.compile(
    rf"[;:.!?\n–]|(,)|(?=(?:{_NO_DEMONSTRATIVE})\b(?:maar|{_LINKS})\b)"
    r"|(?=\ben (?:mag|mogen|kan|kunnen|moet|moeten|zal|zullen|wil|willen)\b)",
    re.IGNORECASE,
)
_AIM_FIRST = re.compile(r"(\bte [\w-]+en) (?=(?:wil|zal|zul|moet|kan|kun)\w*\b)")
""""Om dit te bereiken wil …": the main clause begins without a comma."""
_SUBORDINATE = re.compile(rf"\s*(?:{_LINKS})\b", re.IGNORECASE)
_RESULT = re.compile(r"\s*(?:die|dat|zodat|opdat)\b", re.IGNORECASE)
_COMPLETES = re.compile(r"\s*(?:om|dat|hoe)\b")
_NO_EVENT = (
    "meente|bied|gevens|lijk|bruik|val|sprek|bouwen|volg|zin|heel|ld|meen|zond|schikt|wenst|richt|baseerd|pland"
    "|vraagd|acht|dacht|[iï]nteresseerd|koppeld|legen|vestigd|regeld|bonden|deeltelijk|noeg"
)
"""What goes on behind "ge" of a noun, or of a state in which something is."""
_PERFECT = re.compile(
    rf"\b(?:is|zijn|heeft|hebben)\b.*?\b((?:[a-z]{{2,5}})?ge(?!{_NO_EVENT})\w{{3,}}(?:d|t|en))"
    r"\s*(?:$|\b(?:tot|naar|om|met|als|in|op|over)\b)",
    re.IGNORECASE,
)
"""A participle at the end of its clause, or before what may stand behind it: "is opgericht in 2020"."""
_DONE = re.compile(
    r"\b(?:werd|werden|was|waren|had|hadden|lag|lagen|liep|liepen)\b|\b(?:is|zijn|heeft|hebben)\b.*\b(?:\w+ge|ge)\w+(?:d|t|en)\b",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"(?:we|wij|men|u|je|jij|ze|zij|hij|haar|hun|iedereen|wie"
    r"|\w*(?:bestu(?:ur|ren)|gemeenten?|stad|steden|overhe(?:id|den)|partners?|administraties?|agentschap(?:pen)?"
    r"|bedrij(?:f|ven)|ondernem(?:ers?|ingen|ing)|regering|ministers?|burgers?|medewerkers?|entiteit(?:en)?"
    r"|team|groep(?:en)?|comité|raad|instelling(?:en)?|leden|aanvragers?|provincies?|leveranciers?|aanbieders?"
    r"|ambtenaren|beleidsmakers?|spelers?|actoren|vlaanderen|dienst(?:en)?|organisaties?|kabinet(?:ten)?"
    r"|departement(?:en)?|instanties?|deelnemers?|inwoners?|vereniging(?:en)?))"
)
_LEAST_WORD = 4
_STEM = 5


@dataclass(frozen=True, slots=True)
class Clause:
    """A piece of a sentence, the stems of its longer words, and how it tells what it tells."""

    text: str
    stems: frozenset[str]
    modes: frozenset[Mode]

    @property
    def modals(self) -> frozenset[Mode]:
        """The modes that it tells by a modal."""
        return frozenset(_MODALS[modal] for modal in facts_of(self.text).modals if modal in _MODALS)

    @property
    def is_done(self) -> bool:
        """Whether it tells what has been."""
        return _DONE.search(self.text) is not None

    @property
    def completed(self) -> str | None:
        """The participle by which it tells that something has been completed, folded; None without one."""
        found = _PERFECT.search(self.text)
        return found[1].casefold() if found else None

    @property
    def is_subordinate(self) -> bool:
        """Whether it depends on another clause."""
        return _SUBORDINATE.match(self.text) is not None

    @property
    def is_result(self) -> bool:
        """Whether it tells what something else leads to, or is for."""
        return _RESULT.match(self.text) is not None

    @property
    def has_body(self) -> bool:
        """Whether it names somebody who can have a duty."""
        words = (word.lower() for word in words_of(self.text))
        return bool(facts_of(self.text).names) or any(map(_BODIES.fullmatch, words))


def clauses(text: str) -> Iterator[Clause]:
    """The clauses of a text in order.

    What stands behind a comma goes on in the mode of what stands before, unless it has one of its own; what
    completes a word has the mode of that word ("de taak om …").
    """
    before, is_row = frozenset[Mode](), False
    for part in _CLAUSE.split(_AIM_FIRST.sub(r"\1: ", text)):
        if part is None or not part.strip(", "):
            is_row = is_row or part == ","
            continue
        own = _modes(part)
        goes_on = _COMPLETES.match(part) is not None or (is_row and not own)
        before = own | before if goes_on else own
        is_row = False
        yield Clause(part, frozenset(_stems(part)), before)


def modes_of(found: Sequence[Clause]) -> frozenset[Mode]:
    """The modes of all these clauses."""
    return frozenset(mode for clause in found for mode in clause.modes)


def modals_of(found: Sequence[Clause]) -> frozenset[Mode]:
    """The modes that these clauses tell by a modal."""
    return frozenset(mode for clause in found for mode in clause.modals)


def _modes(text: str) -> frozenset[Mode]:
    told = {mode for word in words_of(text) for mode in _TELLING.get(word.lower(), ())}
    return frozenset(told | {mode for mode, pattern in _PATTERNS if pattern.search(text)})


def _stems(text: str) -> Iterator[str]:
    words = (word.casefold() for word in words_of(text))
    return (word[:_STEM] for word in words if len(word) >= _LEAST_WORD and word not in _TELLING)


def _telling() -> Mapping[str, frozenset[Mode]]:
    """The modes that each word tells."""
    found: dict[str, set[Mode]] = {}
    for line in _WORDS.strip().splitlines():
        mode, words = line.split(": ")
        for word in words.split():
            found.setdefault(word, set()).add(Mode(mode))
    return {word: frozenset(modes) for word, modes in found.items()}


_TELLING = _telling()
