"""Fixed phrases read as the plain words that they stand for, so that a sentence and its quote compare."""

import re
from functools import lru_cache

from sro_assistant.grounding.facts import NUMBER_WORDS
from sro_assistant.grounding.tokens import CACHED_TEXTS

_NUMBER = rf"(?:\d+|{'|'.join(word for word in NUMBER_WORDS if not word.endswith('de'))})"

# (what stands there, what it is read as), in the order in which they are read.
_FIXED = r"(?:ligt|liggen|lag|lagen|staat|staan|stond|stonden)"
_UNIT = r"(?:dagen|weken|maanden|jaar)"
_WHETHER = (
    r"(onderz\w+|nagaan|nagegaan|na te gaan|bekijken|bekeken) (?:worden |wordt )?of "
    r"([^.;:]{0,50}?)(?:niet|geen) (?=[^.;:]*\bzou)"
)
_PHRASES = (
    (r"al dan niet ", "wel of anders "),
    (r"(?:vrijwel|bijna|schier|haast|zo goed als) onmogelijk", "nauwelijks mogelijk"),
    (r"(?:vrijwel|bijna|schier|haast|zo goed als) (?:geen(?: enkele?)?|niet)", "nauwelijks"),
    (r"voorlopig (\w+ )?(?:alleen|enkel)", r"voorlopig \1"),
    (r"ten (?:eerste|tweede|derde|vierde|vijfde)", ""),
    (r"(?:ontsnap|ontkom)(?:t|en) (?:er |daar |hier )?(?:niet|evenmin) aan", "krijgt ook"),
    (r"(?:blijft|blijven|bleef|bleven) ([^.;:]{0,30}?)niet (?:\w+ )?gespaard", r"krijgt \1 ook"),
    (r"ontsnapt|ontsnappen|ontkomt|ontkomen|gespaard", "niet"),
    (r"in het eerste geval([^.]*?) in het tweede(?: geval)?", r"dan\1 dan"),
    (r"(?:kan|kunnen) ([^.;:,]{0,40}?)niet zonder", r"heeft \1nodig"),
    (r"zou(?:den)?\b([^.;:]{0,80}?)\bmoeten", r"moet\1"),
    (r"nog (?:altijd|steeds)", "nog"),
    (r"niet (?:alleen|enkel|louter|slechts) ([^.;:]*?),? maar (?:wel )?ook", r"zowel \1 als"),
    (r"beperk(?:t|te|ten|en) (?:zich )?(?:\w+ )?niet tot", "gaat niet alleen over"),
    (r"niet (?:veel )?verder dan", "beperkt tot"),
    (r"verder dan", "onbeperkt tot"),
    (r"(?<![a-z] )mocht(?:en)?", "indien"),
    (_WHETHER, r"\1 of \2"),
    (r",? ?\bof (?:net |juist )?niet\b(?=[,.;:?!]|$)", " of anders"),
    (rf"zo ?veel mogelijk|(?:maximaal|maximale) (?!(?:\w+ )?{_NUMBER}\b)", "zeer "),
    (r"zo (\w+) mogelijk", r"zeer \1"),
    (r"(?:neemt|nemen|nam|namen) (?:echter )?niet weg(?: dat)?", "toch"),
    (r"(?:neemt|nemen|nam|namen) (?:echter )?weg dat", "niet dat"),
    (
        r"(?:stopt|stoppen|eindigt|eindigen|blijft|blijven|bleef) (?:het |dit )?niet (?:\w+ )?bij",
        "gaat niet alleen over",
    ),
    (r"daar (?:blijft|bleef) het bij|(?:blijft|bleef) het daarbij", "gaat alleen daarover"),
    (r"niet (?:\w+ )?(?:beperkt|beperken) tot", "niet alleen tot"),
    (r"beperk(?:t|te|ten|en) zich (?:\w+ )?tot|ble(?:ef|ven) bij (?!de |het |een )", "gaat alleen over "),
    (r"(?:zeker|vast) en (?:vast|zeker)", "zeker"),
    (r"niets? anders? dan", "alleen"),
    (r"(?:laat|laten|lieten|liet) ([^.;:,]{0,60}?)liggen", r"benutten \1 niet"),
    (r"(?:blijft|blijven|bleef|bleven) liggen", "worden niet benut"),
    (r"in plaats van", "en niet"),
    (r"(?:veel )?meer dan (?:alleen|enkel|louter)", "niet alleen"),
    (rf"(?<=\bis )meer dan (?!{_NUMBER}|één|een |normaal|ooit)", "niet alleen "),
    (r"niet zonder meer", "niet zomaar"),
    (r"(?:mag|mogen) (?:echter |dus |zeker )*nooit", "mag niet"),
    (r"(niet|geen)\b([^.;:]{0,80}?),? noch ([^.;:]{0,60}?),? noch ", r"\1\2, \3 of "),
    (r"(niet|geen)\b([^.;:]{0,80}?),? noch ", r"\1\2 of "),
    (r"zonder (?-i:(?=[a-z]))([^.;:]{3,120}?)\bdreigt\b", r"moet \1risico"),
    (
        r"zonder ([\w-]+(?: [\w-]+){0,13}) (?:uit het oog te verliezen|te vergeten)",
        r"rekening houdend met \1",
    ),
    (r"(?:niet|geen)\b([^.;:]{0,80}?) zonder (?!meer\b)", r"\1 noodzakelijk "),
    (
        r"zonder (?-i:(?=[a-z]))([^.;:]{3,120}?),? ((?:[\w-]+ ){1,9}?)(?:niet|geen)\b(?! (?:alleen|enkel))",
        r"moet \1, \2",
    ),
    (r"(?:op z(?:ij|')n|ten) minste?|op zijn minst|tenminste|minimum|niet minder dan", "minstens"),
    (rf"niet meer dan (?!(?:\w+ ){{0,2}}{_NUMBER}\b)", "alleen "),
    (r"(?:ten|op zijn) hoogste|maximum|niet meer dan|tot maximaal", "hoogstens"),
    (rf"hoogstens (?!(?:\w+ ){{0,2}}{_NUMBER}\b)", "misschien "),
    (rf"({_NUMBER}\b[^.;:]{{0,40}}?) als richt(?:bedrag|cijfer|getal)", r"ongeveer \1"),
    (rf"({_NUMBER}\b[^.;:]{{0,80}}?) is (?:slechts |louter )?indicatief", r"ongeveer \1"),
    (r"richt(?:bedrag|cijfer|getal) van", "ongeveer"),
    (rf"(?:zo'n|pakweg|ruwweg|om en bij(?: de)?|rond de) (?={_NUMBER}\b)", "ongeveer "),
    (rf"elke (?={_NUMBER} {_UNIT}\b)", "om de "),
    (r"dagdagelijks|(?:elke|iedere|per) dag", "dagelijks"),
    (r"(?:elke|iedere) week", "wekelijks"),
    (r"(?:elke|iedere) maand", "maandelijks"),
    (r"(?:elk|ieder) jaar", "jaarlijks"),
    (r"niet langer", "niet meer"),
    (r"onmogelijk", "niet mogelijk"),
    (r"hoe dan ook|sowieso|in elk geval|onvoorwaardelijk", "altijd"),
    (r"geen enkele?", "geen"),
    (r"(?:een|één) enkele?", "één"),
    (r"meer (bepaald|info|informatie|weten)", r"\1"),
    (r"(?:in|op) de eerste plaats", "vooral"),
    (r"in staat", "mogelijkheid"),
    (r"(laat|laten) ((?:\w+ ){0,4})toe", r"mogelijkheid \2"),
    (r"niet (?:alle|elke?|iedere?|allemaal)\b((?: \w+){0,4}) even ", r"sommige\1 even minder "),
    (r"niet (?:alle|elke?|iedere?|iedereen|allemaal)\b(?! \w+ dag)", "sommige"),
    (rf"{_FIXED} (?:nog |al |dus )*niet (?:\w+ )?(?:vast|zeker|beslist)", "is onzeker"),
    (rf"{_FIXED} (?:nog |al |dus )*vast", "is vaststaand"),
    (r"meer dan (?:één|een|1) ", "verschillende "),
    (r"(?:de |alle )?neuzen in dezelfde richting", "iedereen op lijn"),
    (r"(?:op|in) één lijn", "op lijn"),
    (r"één voor één", "apart"),
    (r"noch (\w+(?: \w+)?),? noch ", r"niet \1 en "),
    (r"mogelijk (?=(?:te )?(?:maken|maakt|maakte|maakten|gemaakt)\b)", ""),
    (r"(maakt|maken|maakte|maakten) ((?:\w+ ){1,3})mogelijk", r"\1 \2"),
)
_READ = tuple(
    (re.compile(rf"\b(?:{found})" + ("" if found.endswith((" ", ")")) else r"\b"), re.IGNORECASE), read)
    for found, read in _PHRASES
)


@lru_cache(maxsize=CACHED_TEXTS)
def plainly(text: str) -> str:
    """A text with its fixed phrases in plain words: "ten minste drie" is "minstens drie".

    "Al dan niet" and "zo goed mogelijk" neither deny nor hedge; "om de zes weken" is "elke zes weken".
    """
    for found, read in _READ:
        text = found.sub(read, text)
    return text
