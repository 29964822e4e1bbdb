"""From the signals to one order: weights, the pool that is looked at closely, and its final scores."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.asked.read import Asked
from catalog.encode import Vectors
from catalog.index.lexical import HEADS, Lexical
from catalog.index.names import Coded, Mask
from catalog.rank import signals
from catalog.types import Product

Signal = Callable[[Asked, NDArray[np.int64], Callable[[int], Product]], Vectors]

POOL = 600  # products looked at closely: six times what recall is measured at
# Of them, those whose texts are read for what no index holds: amounts, audiences and what is ruled out. On the public
# queries nDCG is the same to four digits, of the demo shop's 520 first pages one differs, and such a search takes half
# as long.
READ = 200
DEEPER = 2  # times as many as a list shows are read, where that is more: who stands below may still rise
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
        return (
            self.meaning
            + self.wording
            + self.head
            + self.brand
            - self.unwanted
            - self.misfit
            + self.amount
            + self.price
            + self.shelf
        )

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
    ahead: Callable[[Iterable[int]], object] = list  # fetches at once the products that `product` will be asked for


@dataclass(frozen=True)
class Ranking:
    """Products in order of how well they answer, and their scores."""

    places: NDArray[np.int64]
    scores: Vectors


def rank(
    asked: Asked, cosine: Vectors, allowed: Mask, facts: Facts, weights: Weights = WEIGHTS, depth: int = POOL
) -> Ranking:
    """Rank the allowed products by meaning and words, and the first of them by every signal; ties by id.

    `depth` is how many must be ranked at least; POOL always are, and READ of them by their texts too.
    """
    name = signals.named(asked, facts.lexical)
    worded = weights.worded(name) * signals.wording(asked, facts.lexical)
    base = weights.meaning * signals.meaning(cosine) + worded
    pool = _first(base, allowed, max(POOL, depth))
    known = (
        base[pool]
        + weights.head * name * signals.wording(asked, facts.lexical, HEADS)[pool]
        + weights.brand * signals.branded(asked, facts.lexical, pool)
    )
    text = _Text(asked, pool, _best(known, max(READ, DEEPER * depth)), facts)
    score = (
        known
        + weights.unwanted * text.signal(signals.unwanted, bool(asked.without))
        + weights.misfit * text.signal(signals.misfit, bool(asked.audience))
        + weights.amount * text.signal(signals.amounts, signals.OTHER_AMOUNT * bool(asked.amounts))
        + weights.price * signals.price(asked, pool, facts.prices, facts.categories)
    )
    closer = _sorted(pool, score, facts)
    filed = weights.shelf * signals.shelf(closer.scores, closer.places, facts.categories)
    return _sorted(closer.places, closer.scores + filed, facts)


class _Text:
    """The signals that read a product's text: of those `near` the top; the others count as what answers worst."""

    def __init__(self, asked: Asked, pool: NDArray[np.int64], near: NDArray[np.intp], facts: Facts) -> None:
        self._asked, self._near, self._product = asked, near, facts.product
        self._pool = pool
        if asked.without or asked.audience or asked.amounts:
            facts.ahead(pool[near].tolist())

    def signal(self, signal: Signal, worst: float) -> Vectors:
        """A signal over the pool; `worst` is 0 where the query asks nothing of the kind."""
        found = np.full(len(self._pool), worst, np.float32)
        found[self._near] = signal(self._asked, self._pool[self._near], self._product)
        return found


def _sorted(places: NDArray[np.int64], scores: Vectors, facts: Facts) -> Ranking:
    order = np.lexsort((facts.by_id[places], -np.round(scores, ROUNDED)))
    return Ranking(places[order], scores[order].astype(np.float32))


def _first(base: Vectors, allowed: Mask, most: int) -> NDArray[np.int64]:
    """The positions of the best allowed products."""
    places = np.flatnonzero(allowed)
    return places[np.sort(_best(base[places], most))] if len(places) > most else places


def _best(scores: Vectors, most: int) -> NDArray[np.intp]:
    """Where the best scores stand, in no order."""
    return np.argpartition(-scores, most - 1)[:most] if len(scores) > most else np.arange(len(scores))
