"""Keeps what reads as prose: no repository chores, licence notices, diffs, tables or markup."""

import re

MIN_WORDS = 4
MIN_LETTERS = 0.72

_MARKUP = re.compile(
    r"""
    <[^<>]{1,200}>                      # HTML tags
  | \{[^{}]*\}                          # attribute lists of Markdown ({ .button })
  | ^\?{3}\+?\s+\w+                     # folding blocks of MkDocs (??? expander "…")
  | ^!{3}\s+\w+                         # notes of MkDocs (!!! info)
  | https?://\S+ | \bwww\.\S+           # addresses
  | (?:^|(?<=\s))[-*•–]\s+(?=\w)        # list markers
  | [*_`#|~]{1,}                        # emphasis, code, headings, table bars
    """,
    re.VERBOSE,
)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_SPACE = re.compile(r"\s+")
_CHORES = re.compile(
    r"""
    \b(?: git(?:hub|lab)? | repositor(?:y|ies) | pull\s+requests? | issues? | commits? | docker\w* | nginx
        | container\s+registry | mkdocs | readme | changelog | dependabot | npm | screenshots?
        | browser\s+versie | code\s+of\s+conduct | contributing )\b
  | -\s\[[ xX]\]                        # check boxes
  | @@\s[-+]\d                          # diffs
  | \b(?: EUPL | CC[- ]BY | creative\s+commons ) # licence notices, whose terms are not ours to learn
    """,
    re.VERBOSE | re.IGNORECASE,
)


def tidy(text: str) -> str:
    """The text without markup, addresses and list markers, on one line; of a link its words stay."""
    return _SPACE.sub(" ", _MARKUP.sub(" ", _LINK.sub(r"\1", text))).strip()


def is_chore(text: str) -> bool:
    """Whether a paragraph is about the upkeep of a repository or its licence."""
    return _CHORES.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether a tidy paragraph has words enough, mostly letters, and is no chore."""
    if len(text.split()) < MIN_WORDS or is_chore(text):
        return False
    letters = sum(character.isalpha() or character.isspace() for character in text)
    return letters >= MIN_LETTERS * len(text)
