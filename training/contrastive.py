"""Refines the vectors on pairs: an anchor must find its own positive among the batch's.

Multiple-negatives ranking (Henderson et al. 2017) in both directions, at the full length and at a
prefix of it (Matryoshka, Kusupati et al. 2022). Most of the words that an anchor shares with its
positive are hidden, so that the table learns links that are not lexical.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from cooccurrence import Ids, Table
from recipe import Recipe

Bag = tuple[Tensor, Tensor]


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """How many batches of how many pairs; pairs with a place in common are no negatives of each other.

    `places` says of each pair where its answer stands, shape (pairs, places).
    """

    steps: int
    batch: int
    places: NDArray[np.bool_] | None = None


def refine(
    table: Table, anchors: Sequence[Ids], positives: Sequence[Ids], recipe: Recipe, drawn: Round
) -> Table:
    """The table after a round of batches of pairs; row 0, the unknown word, stays zero."""
    torch.manual_seed(recipe.seed)
    torch.use_deterministic_algorithms(mode=True)
    draws = np.random.default_rng(recipe.seed)
    bags = nn.EmbeddingBag.from_pretrained(torch.from_numpy(table.copy()), freeze=False, mode="sum")
    optimizer = torch.optim.Adam(bags.parameters(), lr=recipe.learning_rate)
    names = identities(anchors), identities(positives)
    for step in range(drawn.steps):
        chosen = draws.choice(len(anchors), size=min(drawn.batch, len(anchors)), replace=False)
        hidden = [hide_shared(anchors[i], positives[i], recipe.removal, draws) for i in chosen]
        left = _embedded(bags, hidden)
        right = _embedded(bags, [positives[i] for i in chosen])
        same = _same(names[0][chosen]) | _same(names[1][chosen])
        if drawn.places is not None:
            same |= _meeting(drawn.places[chosen])
        losses = (ranking_loss(left[:, :n], right[:, :n], same, recipe.temperature) for n in _lengths(recipe))
        loss = reduce(torch.add, losses)
        optimizer.param_groups[0]["lr"] = recipe.learning_rate * (1 - step / drawn.steps)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]  # torch has no hints for it
        optimizer.step()
    refined: Table = bags.weight.detach().numpy().astype(np.float32)
    refined[0] = 0
    return refined


def hide_shared(anchor: Ids, positive: Ids, removal: float, draws: np.random.Generator) -> Ids:
    """The anchor without about `removal` of the tokens that its positive has too; never empty."""
    shared = np.isin(anchor, positive)
    kept = anchor[~(shared & (draws.random(len(anchor)) < removal))]
    return kept if len(kept) else anchor


def identities(texts: Sequence[Ids]) -> NDArray[np.int64]:
    """A number per text, the same for equal texts."""
    seen: dict[bytes, int] = {}
    return np.array([seen.setdefault(text.tobytes(), len(seen)) for text in texts])


def ranking_loss(left: Tensor, right: Tensor, same: Tensor, temperature: float) -> Tensor:
    """The mean cross-entropy of finding one's own, both ways; pairs that are `same` are no negatives."""
    scores = functional.normalize(left) @ functional.normalize(right).T / temperature
    scores = scores.masked_fill(same, float("-inf"))
    own = torch.arange(len(scores))
    return (functional.cross_entropy(scores, own) + functional.cross_entropy(scores.T, own)) / 2


def _same(names: NDArray[np.int64]) -> Tensor:
    equal = torch.from_numpy(names[:, None] == names[None, :])
    return equal & ~torch.eye(len(names), dtype=torch.bool)


def _meeting(places: NDArray[np.bool_]) -> Tensor:
    """Which of the pairs have a place in common, none with itself."""
    rows = torch.from_numpy(places).float()
    return (rows @ rows.T > 0) & ~torch.eye(len(places), dtype=torch.bool)


def _lengths(recipe: Recipe) -> tuple[int, ...]:
    return recipe.dimensions, min(recipe.small_dimensions, recipe.dimensions)


def _embedded(bags: nn.EmbeddingBag, texts: Sequence[Ids]) -> Tensor:
    offsets = np.cumsum([0, *(len(text) for text in texts[:-1])])
    tokens = np.concatenate(texts).astype(np.int64)
    embedded: Tensor = bags(torch.from_numpy(tokens), torch.from_numpy(offsets))
    return embedded
