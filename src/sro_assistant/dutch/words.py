"""Dutch words as search terms: stems, compound parts and character n-grams.

The same analysis serves passages and questions, so that both meet in the same terms.
"""

import threading
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

import Stemmer  # type: ignore[import-not-found]  # a C extension without type hints

from sro_assistant.dutch.compounds import Vocabulary
from sro_assistant.dutch.inflection import base_form
from sro_assistant.dutch.stopwords import STOP_WORDS
from sro_assistant.dutch.tokens import NUMBER_WORDS, fold, folded_words, number_terms, words

__all__ = ["STOP_WORDS", "Analyzer", "Vocabulary", "fold", "folded_words", "words"]

GRAM_SIZES = (3, 4, 5)
CACHED_WORDS = 65_000
CACHED_TEXTS = 4_096
"""Each question reads the same passages, sentences and headings again."""
MAX_WORD = 64
MIN_WORD = 2


class Analyzer:
    """Turns Dutch text into the terms by which it is found; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._stemmer = Stemmer.Stemmer("dutch")
        self._lock = threading.Lock()
        self._analysed = lru_cache(maxsize=CACHED_WORDS)(self._analyse)
        self._read = lru_cache(maxsize=CACHED_TEXTS)(self._read_text)
        self._cut = lru_cache(maxsize=CACHED_WORDS)(_grams_of)

    def terms(self, text: str) -> tuple[str, ...]:
        """The stems of the text's words in order, each followed by those of its compound parts.

        Stop words are left out; number words become digits ("zes" and "6" are one term).
        """
        return self._read(text)

    def _read_text(self, text: str) -> tuple[str, ...]:
        return tuple(chain.from_iterable(map(self._analysed, words(text))))

    def word_terms(self, word: str) -> tuple[str, ...]:
        """The terms of one word: its stem first, then its parts; empty for a stop word."""
        return self._analysed(word)

    def grams(self, text: str) -> tuple[str, ...]:
        """The character n-grams of the text's words, stop words left out, `#` at a word's ends."""
        return tuple(chain.from_iterable(map(self._cut, words(text))))

    def stem(self, word: str) -> str:
        """The stem of a folded word."""
        form = base_form(word, self._vocabulary)
        with self._lock:
            return str(self._stemmer.stemWord(form))

    def _analyse(self, written: str) -> tuple[str, ...]:
        if written.lower() == "één":
            return ("1",)
        word = fold(written)[:MAX_WORD]
        if _has_digit(word):
            forms = number_terms(word)
            return tuple(
                term for form in forms for term in ((form,) if _has_digit(form) else self._stems(form))
            )
        if word in NUMBER_WORDS:
            return (NUMBER_WORDS[word],)
        return tuple(dict.fromkeys(self._stems(word)))

    def _stems(self, word: str) -> Iterator[str]:
        pieces = _pieces(word)
        whole = "".join(pieces)
        if _is_stop(word) or _is_stop(whole) or len(whole) < MIN_WORD:
            return
        yield self.stem(whole)
        for piece in pieces if len(pieces) > 1 else ():
            if not _is_stop(piece) and len(piece) >= MIN_WORD:
                yield NUMBER_WORDS.get(piece, self.stem(piece))
        for piece in pieces:
            for part in self._vocabulary.split(piece):
                yield NUMBER_WORDS.get(part, self.stem(part))


def _pieces(word: str) -> tuple[str, ...]:
    """A folded word cut at hyphens, dots and the at sign, without apostrophes' endings."""
    bare = word.removesuffix("'s").replace("'", "")
    if bare.endswith(".") or ("." in bare and max(map(len, bare.split("."))) == 1):
        return (bare.replace(".", ""),)
    for mark in "@._+":
        bare = bare.replace(mark, "-")
    return tuple(piece for piece in bare.split("-") if piece)


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)


def _is_stop(word: str) -> bool:
    return word in STOP_WORDS or word.replace(".", "") in STOP_WORDS


def _grams_of(written: str) -> tuple[str, ...]:
    """The n-grams of one word; none of a stop word."""
    word = fold(written)[:MAX_WORD]
    if _is_stop(word):
        return ()
    marked = f"#{word}#"
    return tuple(
        marked[start : start + size] for size in GRAM_SIZES for start in range(max(1, len(marked) - size + 1))
    )
