"""From the signals to one order: weights, the pool that is looked at closely, and its final scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.asked.read import Asked
from catalog.encode import Vectors
from catalog.index.lexical import HEADS, Lexical
from catalog.index.names import Coded, Mask
from catalog.rank import signals
from catalog.types import Product

POOL = 600  # products looked at closely: six times what recall is measured at
ROUNDED = 5  # decimals that count, so that the last bits of a product of matrices cannot reorder


@dataclass(frozen=True)
class Weights:
    """What each signal counts. Meaning is the measure of the others.

    Learned by coordinate ascent on the public development queries and cross-validated; docs/search.md has the table.
    """

    meaning: float = 0.6
    wording: float = 0.5  # exact words: names, numbers and models that vectors blur …
    wording_described: float = 0.2  # … and less so where no product is called what the query says, but it is described
    head: float = 0.2  # the query's words in what a product says it is, not in what it is made for; for names
    brand: float = 0.1  # the brand that the query names
    unwanted: float = -0.3  # what the query rules out
    misfit: float = -0.2  # made for others: women's shoes for him
    amount: float = 0.1  # the amount that the query states: 4 people, 500 ml, 27 inches
    price: float = 0.1  # the cheap or the fine, where the query says which
    shelf: float = 0.35  # the shelf on which the best answers stand

    @property
    def most(self) -> float:
        """The score of a product that answers in every way."""
        return self.meaning + self.wording + self.head + self.brand - self.unwanted - self.misfit + self.amount + self.price + self.shelf

    def worded(self, name: float) -> float:
        """The weight of words for a query that is a name to this degree (see `signals.named`)."""
        return self.wording_described + (self.wording - self.wording_described) * name


WEIGHTS = Weights()


@dataclass(frozen=True)
class Facts:
    """What ranking reads of a shop."""

    lexical: Lexical
    categories: Coded
    by_id: NDArray[np.int32]  # the rank of each product's id, for ties
    product: Callable[[int], Product]
    prices: NDArray[np.int64] | None = None  # in the market that is asked, negative where a product is not for sale


@dataclass(frozen=True)
class Ranking:
    """Products in order of how well they answer, and their scores."""

    places: NDArray[np.int64]
    scores: Vectors


def rank(
    asked: Asked, cosine: Vectors, allowed: Mask, facts: Facts, weights: Weights = WEIGHTS, depth: int = POOL
) -> Ranking:
    """Rank the allowed products by meaning and words, and the first of them by every signal; ties by id.

    `depth` is how many must be ranked at least; POOL always are.
    """
    name = signals.named(asked, facts.lexical)
    worded = weights.worded(name) * signals.wording(asked, facts.lexical)
    base = weights.meaning * signals.meaning(cosine) + worded
    pool = _first(base, allowed, max(POOL, depth))
    score = (
        base[pool]
        + weights.head * name * signals.wording(asked, facts.lexical, HEADS)[pool]
        + weights.brand * signals.branded(asked, facts.lexical, pool)
        + weights.unwanted * signals.unwanted(asked, pool, facts.product)
        + weights.misfit * signals.misfit(asked, pool, facts.product)
        + weights.amount * signals.amounts(asked, pool, facts.product)
        + weights.price * signals.price(asked, pool, facts.prices, facts.categories)
    )
    closer = _sorted(pool, score, facts)
    filed = weights.shelf * signals.shelf(closer.scores, closer.places, facts.categories)
    return _sorted(closer.places, closer.scores + filed, facts)


def _sorted(places: NDArray[np.int64], scores: Vectors, facts: Facts) -> Ranking:
    order = np.lexsort((facts.by_id[places], -np.round(scores, ROUNDED)))
    return Ranking(places[order], scores[order].astype(np.float32))


def _first(base: Vectors, allowed: Mask, most: int) -> NDArray[np.int64]:
    """The positions of the best allowed products."""
    places = np.flatnonzero(allowed)
    if len(places) > most:
        found = base[places]
        places = places[np.sort(np.argpartition(-found, most - 1)[:most])]
    return places
