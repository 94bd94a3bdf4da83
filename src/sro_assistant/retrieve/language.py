"""The language in which a question is put: Dutch, English or French."""

import re

from sro_assistant.domain import Language

# Function words that the other two languages do not share, and what questions open with: not "is", "was",
# "we" and "of", which are Dutch and English alike, nor "de", "en" and "pas".
_MARKS = {
    Language.DUTCH: frozenset(
        "het een van ik wij ons onze jullie u uw zijn wat wie waar wanneer welke welk hoe hoeveel waarom "
        "voor met bij naar niet geen ook die dat dit deze er om te zou kan kunnen moet mag wordt worden "
        "heeft hebben doet doen bestaat als dan maar hun mijn nog wel al eerst tussen tegen zonder nodig ge "
        "gij ne da wnr".split()
    ),
    Language.ENGLISH: frozenset(
        "the a an and to for with from our us you your are were what who where when which be been by how why "
        "many much does did do can could should would there their its this that these those it have has not "
        "about supposed help happens will more any or still part through must once".split()
    ),
    Language.FRENCH: frozenset(
        "le la les un une des du et pour avec nous notre nos vous votre est sont quel quelle quels quelles "
        "qui que quoi où quand comment combien pourquoi dans sur par au aux ce cette ces il elle ils elles "
        "ne doit peut avons y ont été était étaient ses leurs leur chaque entre selon encore après deux "
        "trois quatre siège siègent a".split()
    ),
}
_LINKING = {
    Language.DUTCH: frozenset[str](),
    Language.ENGLISH: frozenset(
        "i me my mine he she they them his her hers we as at in on of off into onto out up upon if so is "
        "was am being had may might shall let lets than then too also else even ever every each either some "
        "such own same other others another very just only yet here there's it's that's what's who's don't "
        "doesn't isn't aren't can't i'm we're but because while during within without across make makes "
        "making made take takes taken taking get gets got give gives given put puts come comes go goes went "
        "want wants thing things someone anyone anything something everything please "
        "between itself themselves since under above below before after again beyond against exactly well "
        "came become becomes became".split()
    ),
    Language.FRENCH: frozenset(
        "à je tu on me se te lui leur mon ma mes ton ta sa son si ou vers sous sans chez dont donc or ni "
        "car de en pas mais comme plus moins très aussi tout toute tous toutes même autre autres être avoir "
        "avez ai as a fait faire font faut va vont dit disent non oui afin lors puis ainsi déjà là ici cela "
        "ça ceux celle celui c'est qu'est-ce est-ce existe-t-il "
        "auprès depuis sein exactement pendant lieu tel telle tels telles".split()
    ),
}
"""What else only holds a sentence together; much of it is a word of another language too."""

LONG = 4
"""From this length on, a word that is none of these tells what a question is about."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
"""French words that lean on the next: l', d', qu' before a letter."""
_INVERTED = re.compile(r"\w-(?:t-)?(?:il|elle|on|ils|elles|vous|nous|je)\b", re.IGNORECASE)
"""What a French question turns round: a-t-il, sont-elles, peut-on."""


def tells(word: str, language: Language) -> bool:
    """Whether a word says what a question in that language is about, and does not only hold it together."""
    return len(word) >= LONG and not links(word, language)


def links(word: str, language: Language) -> bool:
    """Whether a word of a question in that language only holds its sentence together."""
    plain = word.lower().replace("’", "'")
    inverted = language is Language.FRENCH and _INVERTED.search(word) is not None
    return inverted or plain in _MARKS[language] or plain in _LINKING[language]


def language_of(text: str) -> Language:
    """The language whose function words stand most in a text; Dutch when nothing tells."""
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)]
    score = {language: sum(w in marks for w in words) for language, marks in _MARKS.items()}
    # "l'appel", "d'une", "c'est": Dutch has 's and 't before a space, English 's behind a word.
    score[Language.FRENCH] += 2 * (len(ELISION.findall(text)) + len(_INVERTED.findall(text)))
    best = max(score, key=lambda language: (score[language], language is Language.DUTCH))
    return best if score[best] > score[Language.DUTCH] else Language.DUTCH
