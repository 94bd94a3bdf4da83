"""The tokenizer: WordPiece, lower-cased, accents stripped."""

from collections.abc import Sequence

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.trainers import WordPieceTrainer

UNKNOWN = "[UNK]"
INSIDE = 3
"""The length of a character with a letter on both sides, where it does not end the word."""


def train_tokenizer(texts: Sequence[str], size: int) -> Tokenizer:
    """A tokenizer of at most `size` word pieces; its first id is the unknown word.

    The trainer numbers the letters inside words in the order of a hash table, and breaks ties by
    number, so that its result differs from run to run. Named beforehand, as special tokens, they have
    fixed numbers; a second tokenizer then takes the vocabulary without anything special.
    """
    draft = _tokenizer(WordPiece(unk_token=UNKNOWN))
    letters = sorted(_letters(draft, texts))
    fixed = [UNKNOWN, *letters, *(f"##{letter}" for letter in letters)]
    trainer = WordPieceTrainer(vocab_size=size, special_tokens=fixed, show_progress=False)
    draft.train_from_iterator(texts, trainer)
    return _tokenizer(WordPiece(draft.get_vocab(), unk_token=UNKNOWN))


def _tokenizer(model: WordPiece) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = BertNormalizer(lowercase=True, strip_accents=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    return tokenizer


def _letters(tokenizer: Tokenizer, texts: Sequence[str]) -> set[str]:
    """The characters that can stand inside a word: also signs that are no punctuation, such as € and °."""
    characters = {character for text in texts for character in set(text)}
    normal = tokenizer.normalizer.normalize_str("".join(sorted(characters)))
    pieces = tokenizer.pre_tokenizer.pre_tokenize_str(" ".join(f"a{c}a" for c in dict.fromkeys(normal)))
    return {piece[1] for piece, _ in pieces if len(piece) == INSIDE}
