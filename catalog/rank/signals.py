"""The signals of ranking: for each product one number, near 0 to 1, whatever the shop and its size."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from catalog.asked.amounts import amounts as amounts_in
from catalog.asked.audience import audiences, misfits
from catalog.asked.read import Asked, Concept
from catalog.asked.without import has
from catalog.encode import Vectors
from catalog.index.lexical import ANYTHING, Lexical
from catalog.index.names import Coded
from catalog.types import Product

# e5's cosines between any two texts lie in a narrow band; these are its ends over the demo shop.
COSINE_FLOOR, COSINE_CEILING = 0.75, 0.92
# Another way to say a thing counts a little less than the shopper's own word for it.
OTHER_WAY = 0.8
OTHER_AMOUNT = -0.5  # another size of the thing is nearer to what was asked than another thing
# To say that it has none is worth less than having it costs: nut-free spread is no answer to "snacks without nuts".
SAYS_NONE = 0.5
UPPERMOST = 15  # products whose categories say where a query's answers stand: a page and a half


def meaning(cosine: Vectors) -> Vectors:
    """Cosines spread over 0..1."""
    return np.asarray(np.clip((cosine - COSINE_FLOOR) / (COSINE_CEILING - COSINE_FLOOR), 0, 1), np.float32)


def wording(asked: Asked, lexical: Lexical, field: str = ANYTHING) -> Vectors:
    """BM25 of the query's concepts: of each the better of its own words and other ways; the best product has 1."""
    total = lexical.scores_of([w for c in asked.concepts if len(c.ways) == 1 for w in c.own], field)
    for concept in asked.concepts:
        if len(concept.ways) > 1:
            total = total + _said(concept, lexical, field)
    best = float(total.max()) if len(total) else 0.0
    return total / best if best > 0 else total


def _said(concept: Concept, lexical: Lexical, field: str) -> Vectors:
    own = lexical.scores_of(concept.own, field)
    found = own
    for way in concept.ways[1:]:
        if all(map(lexical.known, way)):  # half a phrase says something else
            found = np.maximum(found, OTHER_WAY * lexical.scores_of(way, field))
    return found


def named(asked: Asked, lexical: Lexical) -> float:
    """How much of a query one product's name says, rare words counting more: 1 where a product is called all of it.

    It tells a name ("usb lunch box", a model number) from a description, which no title repeats.
    """
    sums = np.zeros(lexical.products, np.float32)
    total = 0.0
    for concept in asked.concepts:
        ways = [lexical.named(way) for way in concept.ways]  # each without repeats
        found = ways[0] if len(ways) == 1 else np.unique(np.concatenate(ways))
        weight = float(np.log1p(lexical.products / (1 + len(found))))
        total += weight
        sums[found] += weight
    return float(sums.max()) / total if total and len(sums) else 0.0


def branded(asked: Asked, lexical: Lexical, pool: NDArray[np.int64]) -> Vectors:
    """1 for the products of the brand that the query names."""
    if asked.brand is None:
        return np.zeros(len(pool), np.float32)
    return np.isin(pool, lexical.branded(asked.brand)).astype(np.float32)


def unwanted(asked: Asked, pool: NDArray[np.int64], product: Callable[[int], Product]) -> Vectors:
    """How surely each product has what the query rules out: 1 by its title, below 0 where it says that it has none."""
    if not asked.without:
        return np.zeros(len(pool), np.float32)
    has_it = np.array([max(_has(product(int(place)), asked)) for place in pool], np.float32)
    return np.where(has_it < 0, SAYS_NONE * has_it, has_it).astype(np.float32)


def _has(product: Product, asked: Asked) -> list[float]:
    title, text = " | ".join(product.title.values()), " | ".join([*product.description.values(), *product.tags])
    return [has(title, text, thing) for thing in asked.without]


def amounts(asked: Asked, pool: NDArray[np.int64], product: Callable[[int], Product]) -> Vectors:
    """1 where a title states an amount that the query states, less where it states another of the same quantity."""
    if not asked.amounts:
        return np.zeros(len(pool), np.float32)
    return np.array([_stated(product(int(place)), asked) for place in pool], np.float32)


def _stated(product: Product, asked: Asked) -> float:
    stated = amounts_in(" | ".join(product.title.values()))
    total = 0.0
    for wanted in asked.amounts:
        same_kind = [amount for amount in stated if amount.base == wanted.base]
        total += 1.0 if any(map(wanted.same, same_kind)) else OTHER_AMOUNT * bool(same_kind)
    return total / len(asked.amounts)


def misfit(asked: Asked, pool: NDArray[np.int64], product: Callable[[int], Product]) -> Vectors:
    """1 for the products whose titles say that they are for others than the query is for."""
    if not asked.audience:
        return np.zeros(len(pool), np.float32)
    stated = (audiences(" | ".join(product(int(place)).title.values())) for place in pool)
    return np.array([misfits(asked.audience, whom) for whom in stated], np.float32)


def price(asked: Asked, pool: NDArray[np.int64], prices: NDArray[np.int64] | None, categories: Coded) -> Vectors:
    """Where the cheap is wanted 1 for the cheapest of a shelf and 0 for its dearest; the reverse for the fine.

    A price says little across shelves: a cheap tent costs more than a fine sock. Unknown prices are in the middle.
    """
    found = np.full(len(pool), 0.5 if asked.leaning else 0.0, np.float32)
    if asked.leaning is None or prices is None:
        return found
    codes, asks = categories.codes[pool], prices[pool]
    for code in np.unique(codes):
        shelf_of = np.flatnonzero((codes == code) & (asks >= 0))
        if len(shelf_of) > 1:
            place = np.argsort(np.argsort(asks[shelf_of], kind="stable"), kind="stable") / (len(shelf_of) - 1)
            found[shelf_of] = 1 - place if asked.leaning == "low" else place
    return found


def shelf(base: Vectors, pool: NDArray[np.int64], categories: Coded) -> Vectors:
    """How much of the best answers' weight stands on each product's shelf, mean over the levels of its path.

    `base` are the scores of the products in `pool`, best first. A product without a category gets the mean of the
    uppermost, so that a feed that files only some of its products is not ranked by whether it filed them.
    """
    weights: dict[str, float] = {}
    uppermost = [(categories[int(p)], max(float(s), 0.0)) for p, s in zip(pool[:UPPERMOST], base, strict=False)]
    filed = sum(weight for path, weight in uppermost if path)
    if filed <= 0:
        return np.zeros(len(pool), np.float32)
    for path, weight in uppermost:
        for level in _levels(path):
            weights[level] = weights.get(level, 0.0) + weight / filed
    known: dict[str, float] = {}
    for path in {categories[int(p)] for p in pool} - {""}:
        levels = _levels(path)
        known[path] = sum(weights.get(level, 0.0) for level in levels) / len(levels)
    known[""] = float(np.mean([known[path] for path, _ in uppermost if path]))
    return np.array([known[categories[int(p)]] for p in pool], np.float32)


def _levels(path: str) -> list[str]:
    parts = path.split("/") if path else []
    return ["/".join(parts[: depth + 1]) for depth in range(len(parts))]
