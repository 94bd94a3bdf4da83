"""First vectors: the singular vectors of positive pointwise mutual information (PPMI).

Levy, Goldberg and Dagan, "Improving Distributional Similarity with Lessons Learned from Word
Embeddings" (TACL 2015): weighted windows, subsampling, context smoothing. Arora, Liang and Ma,
"A Simple but Tough-to-Beat Baseline for Sentence Embeddings" (ICLR 2017): the SIF weights.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix, diags
from sklearn.utils.extmath import randomized_svd

from recipe import Recipe

Ids = NDArray[np.int32]
Table = NDArray[np.float32]

SVD_ROUNDS = 4


def frequencies(texts: Sequence[Ids], size: int) -> NDArray[np.float64]:
    """The share of each token in the texts, shape (size,)."""
    counts = np.bincount(np.concatenate(texts), minlength=size).astype(np.float64)
    shares: NDArray[np.float64] = counts / counts.sum()
    return shares


def cooccurrences(texts: Sequence[Ids], shares: NDArray[np.float64], recipe: Recipe) -> csr_matrix:
    """How often two tokens stand near each other, weighted by 1/distance, shape (size, size)."""
    size = len(shares)
    tokens, owners = _subsampled(texts, shares, recipe)
    total = csr_matrix((size, size), dtype=np.float32)
    for distance in range(1, recipe.window + 1):
        same = owners[:-distance] == owners[distance:]
        left, right = tokens[:-distance][same], tokens[distance:][same]
        weights = np.full(len(left), 1 / distance, dtype=np.float32)
        total += coo_matrix((weights, (left, right)), shape=(size, size)).tocsr()
    return (total + total.T).tocsr()


def _subsampled(texts: Sequence[Ids], shares: NDArray[np.float64], recipe: Recipe) -> tuple[Ids, Ids]:
    """All tokens in a row without most of the frequent ones, and the text that each stands in."""
    tokens = np.concatenate(texts)
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), [len(text) for text in texts])
    keep = np.sqrt(recipe.subsampling / np.maximum(shares, 1e-12))
    kept = np.random.default_rng(recipe.seed).random(len(tokens)) < keep[tokens]
    return tokens[kept], owners[kept]


def ppmi(counts: csr_matrix, smoothing: float) -> csr_matrix:
    """max(0, log(p(w, c) / (p(w) p'(c)))), where p' is the context's share to the power `smoothing`."""
    words = np.asarray(counts.sum(axis=1)).ravel()
    contexts = words**smoothing
    with np.errstate(divide="ignore"):
        word_log = np.where(words > 0, np.log(words), 0.0)
        context_log = np.where(contexts > 0, np.log(contexts / contexts.sum()), 0.0)
    table = counts.tocoo()
    values = np.log(table.data) - word_log[table.row] - context_log[table.col]
    kept = values > 0
    entries = (values[kept].astype(np.float32), (table.row[kept], table.col[kept]))
    return coo_matrix(entries, shape=counts.shape).tocsr()


def first_vectors(texts: Sequence[Ids], size: int, recipe: Recipe) -> Table:
    """A row per token, shape (size, dimensions): its direction from PPMI, its length the SIF weight."""
    shares = frequencies(texts, size)
    matrix = ppmi(cooccurrences(texts, shares, recipe), recipe.context_smoothing)
    dimensions = min(recipe.dimensions, size - 1)
    left, singular, _ = randomized_svd(
        matrix, n_components=dimensions, n_iter=SVD_ROUNDS, random_state=recipe.seed
    )
    rows = left @ diags(np.sqrt(singular))
    rows = np.pad(rows, ((0, 0), (0, recipe.dimensions - dimensions)))
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    weights = (recipe.sif / (recipe.sif + shares))[:, None]
    table: Table = (rows / np.maximum(lengths, 1e-9) * weights).astype(np.float32)
    return table
