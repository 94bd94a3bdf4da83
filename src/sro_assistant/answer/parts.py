"""Several questions in one: each part is asked, and answered, by itself."""

import re
from dataclasses import dataclass

from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.words import fold, words

MOST_PARTS = 4
MIN_WORDS = 3

_ASKS = (
    r"(?:(?:sinds|tegen|van|vanaf|in|op|door|met|voor|bij|aan|uit|tot|onder|naar|since|by|at|in|de|depuis) )?"
    r"(?:wie|wiens|wat(?! als\b)|waar\w*|wanneer|waarom|hoe\w*|welke?|who|whose|what|where|when|why|how|which"
    r"|qui|quand|combien|quels?|quelles?|comment|pourquoi|où)\b"
)
_VERBS = r"(?:is|zijn|was|waren|kan|mag|moet|stond|bestaat|loopt|geldt|noemt|staat|duikt|wordt|is there)\b"
_SUBJECT = (
    r"(?:een|de|het|er|dat|die|dit|deze|ik|mijn|wij|we|u|uw|je|onze?|ons|jullie|ze|zij|elke?|iedereen|iemand"
    r"|gemeenten?|steden|besturen|ook)\b"
)
_MODAL = rf"(?:kan|kunnen|mag|mogen|moet|moeten|krijg\w*|is er|zijn er|bestaat|loopt|geldt) {_SUBJECT}"
# "…, en wie betaalt dat", "… en hoeveel kost het", "…? Welke …", "…, en stond dat al vast".
_JOINT = re.compile(
    rf"\s*[,;:?.]+\s*(?:(?:en|and|et|maar)\s+)?(?={_ASKS})|\s+(?:en|and|et)\s+(?={_ASKS})|,\s+en\s+(?={_VERBS})"
    rf"|\s+en\s+(?={_MODAL})",
    re.IGNORECASE,
)
_OPENS = re.compile(rf"^\W*(?:{_ASKS}|{_VERBS}|{_MODAL})", re.IGNORECASE)
_SHORT = re.compile(
    r"(?:sinds|tot|vanaf|since|until|depuis) (?:wanneer|when|quand)|(?:voor|door|met|by|for) (?:wie|whom?)"
    r"|wanneer|waarom|hoeveel|waar|when|why|where|(?:wie|who|qui) \w{5,}",
    re.IGNORECASE,
)
_SAYS_NOTHING = STOP_WORDS | frozenset(
    "kan kunnen mag mogen moet moeten nog nu dat dit die zo ook is zijn was waren vandaag".split()
)
_SIDES = re.compile(
    r"(?:verschil\w*|onderscheid|verhouding|difference|diff[eé]rence)\b.*?\b(?:tussen|between|entre)\s+"
    r"(?P<left>.+?)\s+(?:en|and|et)\s+(?P<right>[^?,.;]+)"
    r"|verschil(?:t|len)\s+(?P<left2>.+)\s+van\s+(?P<right2>[^?,.;]+)"
    r"|^\W*(?P<left3>[^?,.;:]+?)\s+(?:vs\.?|versus|tegenover)\s+(?P<right3>[^?,.;]+)",
    re.IGNORECASE,
)
_TAIL = re.compile(r"\s+(?:volgens|bij|according|selon|for|pour)\s.*$", re.IGNORECASE)
_RESPECT = re.compile(r"\s+(?:qua|inzake|op (?:het )?vlak van|wat betreft)\s+(?P<what>.+)$", re.IGNORECASE)
_QUOTES = "\"'‘’“”«» "


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One of several things that are asked: its own words, and what it leans on.

    `before` is the earlier part that a leaning one needs to be understood; `context` what the
    question told first.
    """

    text: str
    before: str = ""

    @property
    def names_anything(self) -> bool:
        """Whether it has a word that can be looked up: "kan dat nog" has none."""
        return any(word not in _SAYS_NOTHING for word in map(fold, words(self.text)))

    @property
    def whole(self) -> str:
        """The part with what it leans on."""
        return f"{self.before} {self.text}".strip()


def parts_of(question: str) -> tuple[Part, ...]:
    """The questions that one question holds, in order; empty where it is one question only."""
    pieces = [piece.strip(" ?") for piece in _JOINT.split(question)]
    told = [piece for piece in pieces if not _OPENS.search(piece)]
    asked = [piece for piece in pieces if piece not in told and _is_whole(piece)]
    if not 1 < len(asked) <= MOST_PARTS or pieces[len(told) :] != asked:
        return ()
    context = " ".join(told)
    if context:
        return tuple(Part(text=text, before=context) for text in asked)
    return (Part(text=asked[0]), *(Part(text=text, before=asked[0]) for text in asked[1:]))


def _is_whole(piece: str) -> bool:
    """Whether a piece may be a question by itself: "sinds wanneer" is one, "wat is" is none."""
    return len(piece.split()) >= MIN_WORDS or _SHORT.fullmatch(piece) is not None


def sides_of(question: str) -> tuple[str, str] | None:
    """The two things that a question compares; None where it names no two."""
    found = _SIDES.search(question)
    if found is None:
        return None
    left, right = (group for group in found.groups() if group is not None)
    respect = _RESPECT.search(right)
    if respect is not None:
        right = right[: respect.start()]
    left, right = left.strip(_QUOTES), _TAIL.sub("", right).strip(_QUOTES)
    if not left or not right:
        return None
    # "strategische en operationele doelstellingen": the noun stands at the end, for both.
    shared = re.fullmatch(r"\S+ (\S+)", right)
    if shared is not None and " " not in left:
        left = f"{left} {shared[1]}"
    if respect is not None:
        left, right = f"{left} {respect['what']}", f"{right} {respect['what']}"
    return left, right
