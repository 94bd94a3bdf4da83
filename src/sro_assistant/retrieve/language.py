"""The language in which a question is put: Dutch, English or French."""

import re

from sro_assistant.domain import Language

# Function words that the other two languages do not share, and what questions open with: not "is", "was",
# "we" and "of", which are Dutch and English alike.
_MARKS = {
    Language.DUTCH: frozenset(
        "de het een en van ik wij ons onze jullie u uw zijn wat wie waar wanneer welke welk hoe "
        "hoeveel waarom voor met bij naar niet geen ook die dat dit deze er om te zou kan kunnen moet "
        "mag wordt worden heeft hebben doet doen bestaat ge gij ne da wnr".split()
    ),
    Language.ENGLISH: frozenset(
        "the a an and to for with from our we us you your are were what who where when which "
        "how why many much does did do can could should would there their its this that these those "
        "have has not about supposed help happens".split()
    ),
    Language.FRENCH: frozenset(
        "le la les un une des du et pour avec nous notre nos vous votre est sont quel quelle quels "
        "quelles qui que quoi où quand comment combien pourquoi dans sur par au aux ce cette ces il "
        "elle ils elles ne pas doit peut avons y c'est qu'est-ce existe-t-il".split()
    ),
}

LONG = 4
"""From this length on, a word that is none of these tells what a question is about."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’](?=\w)", re.IGNORECASE)
"""French words that lean on the next: l', d', qu' before a letter."""


def tells(word: str, language: Language) -> bool:
    """Whether a word says what a question in that language is about, and does not only hold it together."""
    return len(word) >= LONG and word.lower().replace("’", "'") not in _MARKS[language]


def language_of(text: str) -> Language:
    """The language whose function words stand most in a text; Dutch when nothing tells."""
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)]
    score = {language: sum(w in marks for w in words) for language, marks in _MARKS.items()}
    # "l'appel", "d'une", "c'est": Dutch has 's and 't before a space, English 's behind a word.
    score[Language.FRENCH] += 2 * len(ELISION.findall(text))
    best = max(score, key=lambda language: (score[language], language is Language.DUTCH))
    return best if score[best] > score[Language.DUTCH] else Language.DUTCH
