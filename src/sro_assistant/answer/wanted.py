"""Kinds of thing that only one form can answer: a telephone number, a percentage, a date, an amount.

A sentence of another form does not answer, however near its subject: then the sources are silent.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from sro_assistant.answer.people import names_person
from sro_assistant.domain import Query
from sro_assistant.dutch.tokens import MONTHS, NUMBER_WORDS, fold

REMEMBERED = 1024
"""Of how many questions the form is kept: one is asked for it often."""
_MONTH = "|".join(MONTHS)
_COUNT_WORDS = "|".join(("één", *NUMBER_WORDS))


@dataclass(frozen=True, slots=True)
class Form:
    """Which questions want a thing of this form, and how it looks in a text.

    With `person` it must be somebody's name. How it looks is a pattern that is compiled where a question
    wants the form: most never do. `strict` says that a sentence must also cover the question
    well: what is counted or paid is often counted or paid elsewhere for something else.
    """

    asked: re.Pattern[str]
    looks: str
    person: bool = False
    strict: bool = True

    def fits(self, text: str, question: str, source: str = "") -> bool:
        """Whether a text has this form, and is about what the question wants counted or represented.

        `source` is the document in which it stands: its lower-case words are nobody's name.
        """
        looks = _compiled(self.looks)
        found = names_person(text, source) if self.person else looks.search(text) is not None
        if not found and not (self.person and looks.search(text)):
            return False
        about = self.asked.search(question)
        nouns = (word for name, word in (about.groupdict() if about else {}).items() if word)
        return all(_same_noun(noun.lower(), text.lower()) for noun in nouns)


def _form(asked: str, looks: str, *, person: bool = False, strict: bool = True) -> Form:
    return Form(_compiled(asked), looks, person, strict)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


# "Hoeveel kreeg …", "hoeveel moet …": a verb, not what is counted.
_COUNTING_NOTHING = (
    r"krijg\w*|kreeg|kregen|moet\w*|moest\w*|bedr\w+|kost\w*|telt|telde|heeft|hebben|hadden|zijn|waren|gaat|ging"
    r"|betaa?l\w*|draa?g\w*|droeg\w*|lever\w*|kunnen|konden|mogen|zouden|wordt|worden|werd\w*|kom\w*|kwam\w*"
    r"|staat|stond\w*|geeft|geven|legt|leggen|dekt\w*|zitten|doet|doen|verdien\w*|zetten|stopt|stak|trok"
)

# A number or a number word; a year counts nothing.
_COUNT = rf"\b(?!(?:19|20)\d\d\b)\d|\b(?:{_COUNT_WORDS})\b"
_OFTEN = (
    rf"(?:om de|elke|iedere|per|eens|keer) (?:\d+|{_COUNT_WORDS})? ?(?:dag|week|weken|maand|kwartaal|jaar)"
    r"|\b(?:dage|weke|maande|jaar)lijks|keer per|tweejaarlijks"
)

_DATE = (
    rf"\b(?:19|20)\d\d\b|\b(?:{_MONTH})\b|\b(?:voorjaar|najaar|zomer|winter|legislatuur|binnenkort)\b"
    rf"|\b(?:wanneer|zodra|nadat|voordat)\b|\b(?:weken|maanden|jaren|jaarlijks)\b|{_OFTEN}"
)
_FUNCTION = (
    r"(?:directeur|voorzitter|projectleider|projectverantwoordelijke|coördinator|coordinator|woordvoerder"
    r"|contactpersoon|leidend ambtena\w+|administrateur-generaal|onderzoekers?|consultants?|deskundigen?"
    r"|experten?|medewerkers?|personen|persoon|mensen|mens|hoofd|burgemeester|schepen|secretaris|auteurs?"
    r"|vertegenwoordigers?)"
)
_NOBODY = r"(?!x)x"
_AT_END = r"\b(?=\s*(?:[,?.]|$)|\s+(?:bij|voor|op|en|om|tot)\b)"
_APPLY = (
    rf"(?:in ?(?:te )?(?:ge)?(?:schrij\w+|dien\w*)|(?:schrij\w+|dien\w*)\b[^?.]*\bin{_AT_END}"
    rf"|aan ?(?:te )?(?:ge)?(?:vra\w+|meld\w*|sluit\w*)|(?:vra\w+|meld\w*|sluit\w*)\b[^?.]*\baan{_AT_END}"
    rf"|toe ?(?:te )?treden|tre\w+\b[^?.]*\btoe{_AT_END}|aanvraag|ondertekenen|in zijn werk)"
)
"""To take part in something: "hoe schrijven we ons in", "hoe sluiten wij aan", "de aanvraag"."""
_WAY = (
    r"inschrij|indien|aanvra|aanmeld|aan te melden|formulier|contacteer|contacteren|via de website|@"
    r"|\bstap(?:pen)?\b"
)

_FORMS = (
    _form(
        r"^(?=.*\b(?:wie|naam|heet|persoon|vertegenwoordigt)\b)(?!.*\b(?:wanneer|hoeveel|waarom)\b).*?"
        r"\b(?:vertegenwoordigt|namens|vertegenwoordigers? (?:van|voor)|wie (?:zit|zetelt|zat)(?: er)? voor)"
        r" (?:het |de )?(?!wie\b|wat\b)(?P<noun>[\w-]+)",
        _NOBODY,
        person=True,
    ),
    _form(
        rf"\b(?:hoe (?:heet|heten|heette)|naam van|namen van)\b(?:\s+\w+){{0,2}}?\s+(?P<noun>{_FUNCTION})\b"
        rf"|\bwelke? (?P<function>{_FUNCTION})\b"
        rf"|\bwie (?:is|was|zijn|waren|wordt)\b(?:\s+[\w-]+){{0,3}}?\s+(?P<head>{_FUNCTION})\b"
        r"|\bwie (?:zit|zat|zitten)\b[^?.]{0,50}\bvoor\W*$|\bwie (?:is|was) (?:de )?voorzitter\b"
        r"|\bwho (?:is|was|are) (?:the )?(?:director|chair\w*|head|author)\b|\bwho (?:chairs|heads|wrote)\b"
        r"|\bqui (?:est|était) (?:le|la) (?:direct\w+|président\w*|chef)\b|\bwhich consultants?\b",
        _NOBODY,
        person=True,
    ),
    _form(r"\b(?:welke?|wie is) (?:\w+ ){0,2}minister\b(?!s)", r"\bkabinet [A-Z]", person=True),
    _form(
        r"\b(?:welke? (?:straat|adres)|het adres)\b(?!.*mail)",
        r"\w{3,}(?:straat|laan|plein|lei|steenweg|dreef|kaai)\b.{0,4}\d|\b\d{4} [A-Z]",
    ),
    _form(
        r"^\W*(?:waar|wat) sta(?:at|an) (?:de |het )?(?:afkorting |letters? )?(?P<short>[\w’']{2,}) .*voor\b"
        r"|\bwat betekent (?:de )?afkorting (?P<sign>\w+)",
        r"\([\w’' -]{2,}\)|\w\W? ?[:=]|\b(?:staat|staan) voor\b|\bbetek",
        strict=False,
    ),
    _form(r"\b(?:welke|wat zijn de|met welke) (?:\w+ ){0,2}(?:kpi|indicator)\w*", r"\bkpi|indicator"),
    _form(r"\bwelke (?:\w+ ){0,2}\w*criteria\b|\bwhich (?:\w+ ){0,2}criteria\b", r"criteri"),
    _form(
        rf"\b(?:hoe|welke (?:documenten|bijlagen|stukken))\b[^?.]*\b{_APPLY}"
        rf"|\b{_APPLY}[^?.]*\bwelke (?:stappen|procedure)"
        r"|\bhow (?:can|do|to)\b[^?.]*\b(?:apply|join|register|sign up)\b",
        _WAY,
    ),
    _form(
        r"hoe (?:vaak|dikwijls)|how (?:often|frequently)|fréquence|frequentie|regelmaat|om de hoeveel", _OFTEN
    ),
    _form(
        r"(?:welk|what|which|quelle) (?:jaar|year|année)|jaartal",
        r"\b(?:19|20)\d\d\b",
    ),
    _form(
        r"\blink\b|website|webadres|\burl\b|webpagina",
        r"https?://|\bwww\.|(?<![@\w.-])(?:[\w-]+\.)+(?:be|eu|com)\b",
    ),
    _form(
        r"(?:hoogste|maxim\w+) \w*(?:bedrag|steun|subsidie|budget)|montant maxim\w+"
        r"|hoeveel .*(?:maximaal|hoogstens|maximum)",
        r"(?:maxim|hoogstens|plafond|tot) ?\w* ?(?:€ ?)?\d",
    ),
    _form(r"telefo|gsm-?nummer|bellen\b|phone", r"(?:\+32|\b0\d)[\d ./]{6,}"),
    _form(r"e-?mail|mail-?adres|courriel|\badres\b.*\bmail\w*|\bmail\w*.*\badres\b", r"\S+@\S+"),
    _form(r"percenta|procent|pourcentage|per ?cent\b|\d ?%", r"\d\s?(?:%|procent)"),
    _form(
        r"hoe laat|(?:welk|quelle?|what) (?:uur|heure|time)\b|at what time",
        r"\b\d{1,2}(?:[.:u]\d{2}| ?uur\b|u\b)",
    ),
    _form(
        r"\btot wanneer\b.*\b(?:in|aan|op)\w*|\bdeadline\b|\buiterste\b|\bjusqu'à quand\b|\buntil when\b",
        rf"\b\d{{1,2}} (?:{_MONTH})\b|\b(?:tot|vóór|voor|eind) (?:\w+ )?(?:19|20)\d\d\b",
    ),
    _form(
        r"\bvan wanneer tot wanneer\b|\bwelke periode\b|\bvan welk jaar tot\b",
        r"\b(?:19|20)\d\d\b.*\b(?:19|20)\d\d\b",
        strict=False,
    ),
    _form(
        r"\bhoe ?lang\b(?! is het geleden)",
        rf"\b(?:\d+|{_COUNT_WORDS}|half) (?:dag|dagen|week|weken|maand|maanden|jaar|jaren|uur)\b"
        rf"|(?:19|20)\d\d ?(?:-|–|tot)|\btot (?:eind )?(?:19|20)\d\d|\bsinds\b|\b(?:{_MONTH})\b|legislatuur",
        strict=False,
    ),
    _form(r"\b\w*datum\b|welke dag(?:en)?\b|what date|quelle date", rf"\b\d{{1,2}} (?:{_MONTH})\b"),
    _form(r"(?:welke|in welke) maand(?:en)?\b", rf"\b(?:{_MONTH})\b"),
    _form(r"^\W*(?:\w+ )?wanneer\b|\bsinds wanneer|\btot wanneer|\bvanaf wanneer", _DATE, strict=False),
    _form(
        r"(?:wat|hoeveel) kost|\b(?:wat|hoeveel)\b.*\b(?:gekost|betalen|betaald|op tafel leggen)\b"
        r"|kostprijs|prijskaartje|\bprijs van\b|\bbedrag\b|budget\b|\bde pot\b|how much|\bmontant"
        r"|hoeveel (?:geld|euro|centen|subsidie|steun|\w+geld|\w+subsidie|\w+budget)\b",
        r"€ ?\d|\d(?:[\d., ]*)(?:euro|miljoen|miljard)|\d euro",
    ),
    _form(
        rf"(?:hoeveel|het aantal) (?!(?:{_COUNTING_NOTHING})\b)(?P<noun>[^\W\d_]{{4,}})",
        _COUNT,
    ),
    _form(r"hoeveel|how many|combien|\baantal\b|hoe groot is (?:de|het) (?:ploeg|team|groep)", _COUNT),
)


_COUNTED = re.compile(
    rf"\b(?:welke|wat zijn de|noem de|geef de)(?: \w+)? (?P<number>1\d|[3-9]|{'|'.join(NUMBER_WORDS)})\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;•](?: (?:en|of)\b)?|\s(?:en|of|&)\s")


@lru_cache(REMEMBERED)
def wanted_form(question: str) -> Form | None:
    """The form that an answer must have; None where any sentence may answer."""
    return next((form for form in _FORMS if form.asked.search(question)), None)


def asked_in(query: Query) -> str:
    """The wording of a question that tells the form: its Dutch, or else how it was typed."""
    return query.meant if wanted_form(query.dutch) is None else query.dutch


def lists_enough(question: str, answers: Sequence[str], items: int) -> bool:
    """Whether an answer can name as many things as the question counts ("welke zes …").

    `items` are those of a list; within a sentence, things stand between commas and "en". One in four
    may be missing: a source sometimes announces more than it lists.
    """
    counted = _COUNTED.search(question)
    if counted is None:
        return True
    word = counted["number"].lower()
    wanted = int(NUMBER_WORDS.get(fold(word), word))
    inline = max((len(_BETWEEN.findall(text)) + 1 for text in answers), default=0)
    return 4 * max(items, inline, len(answers)) >= 3 * wanted


def _same_noun(noun: str, text: str) -> bool:
    """Whether the noun stands in a text in some inflection: its ending is left free."""
    return noun[: max(4, len(noun) - 2)] in text
