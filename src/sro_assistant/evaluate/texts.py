"""How texts are compared, as `evals/README.md` defines it."""

import html
import re

Words = tuple[str, ...]

SHARED_RUN = 6

_TYPOGRAPHY = str.maketrans("‘’\u201a\u201b“”„\u00a0", "''''\"\"\" ")


def plain_text(markdown: str) -> str:
    """An answer as lower-case running text: no citation markers, links, emphasis or curly quotes."""
    text = re.sub(r"\[\^?\d+\](?:\([^)]*\))?", "", markdown)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[*`#>|]", "", text)
    return one_line(text)


def words_of(quote: str) -> Words:
    """The words of a quote, lower-case, without punctuation, bullets, tags and footnote numbers."""
    text = html.unescape(re.sub(r"<sup>.*?</sup>", "", quote.replace("**", "")))
    text = re.sub(r"<[^>]+>", " ", text)
    text = re.sub(r"(?m)^\s*(?:[-•✓➤o]\s+)+", " ", text)
    return tuple(re.findall(r"[^\W_]+", one_line(text)))


def share_a_run(one: Words, other: Words) -> bool:
    """Whether two quotes have six words in a row in common, or all of the shorter one."""
    length = min(SHARED_RUN, len(one), len(other))
    return length > 0 and not _runs(one, length).isdisjoint(_runs(other, length))


def _runs(words: Words, length: int) -> set[Words]:
    return {words[start : start + length] for start in range(len(words) - length + 1)}


def one_line(text: str) -> str:
    """The text in lower case on one line, curly quotes straightened."""
    return " ".join(text.translate(_TYPOGRAPHY).split()).lower()
