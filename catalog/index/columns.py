"""Product facts as NumPy columns: a filter is a mask over all products, computed before anything is ranked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.pricing import pricing
from catalog.types import ALLERGENS, CURRENCY, DIETS, ONLINE, Product, Query

Mask = NDArray[np.bool_]
NOT_FOR_SALE = -1  # the price of a product in a market that does not offer it


@dataclass(frozen=True)
class Columns:
    """One array a fact, one element a product."""

    places: dict[str, int]
    categories: NDArray[np.str_]
    brands: NDArray[np.str_]
    groups: NDArray[np.str_]
    prices: dict[str, NDArray[np.int64]]
    diets: dict[str, Mask]
    states: Mask  # whether the allergens are stated at all
    allergens: dict[str, Mask]
    edible: Mask
    alcohol: Mask
    min_age: NDArray[np.int64]
    rating: NDArray[np.float64]
    stock: dict[str, NDArray[np.int64]]

    @classmethod
    def of(cls, items: Sequence[Product]) -> Columns:
        places = sorted({a.place for p in items for a in p.availability} | {ONLINE})
        rules = {m: [pricing(p, m) for p in items] for m in CURRENCY}
        return cls(
            places={p.id: i for i, p in enumerate(items)},
            categories=np.array([p.category for p in items], dtype=np.str_),
            brands=np.array([p.brand.casefold() for p in items], dtype=np.str_),
            groups=np.array([p.group_id or p.id for p in items], dtype=np.str_),
            prices={m: np.array([r.unit if r else NOT_FOR_SALE for r in rs], np.int64) for m, rs in rules.items()},
            diets={d: np.array([d in p.diet for p in items], bool) for d in DIETS},
            states=np.array([p.allergens is not None for p in items], bool),
            allergens={a: np.array([a in (p.allergens or ()) for p in items], bool) for a in ALLERGENS},
            edible=np.array([p.edible for p in items], bool),
            alcohol=np.array([p.contains_alcohol for p in items], bool),
            min_age=np.array([p.min_age or 0 for p in items], np.int64),
            rating=np.array([p.rating or 0.0 for p in items], np.float64),
            stock={place: np.array([p.stock(place) for p in items], np.int64) for place in places},
        )

    def mask(self, query: Query) -> Mask:
        """Which products may answer. What is unknown is not safe: an unstated allergen fails the filter."""
        allowed = np.ones(len(self.places), bool)
        if query.market is not None:
            allowed &= self._price(query.market) != NOT_FOR_SALE
            if query.min_price is not None:
                allowed &= self._price(query.market) >= query.min_price
            if query.max_price is not None:
                allowed &= self._price(query.market) <= query.max_price
        if query.categories:
            allowed &= self.under(query.categories)
        nobody, anybody = np.zeros(len(allowed), bool), np.ones(len(allowed), bool)  # for words no label knows
        for diet in query.diet:
            allowed &= ~self.edible | self.diets.get(diet, nobody)
        for allergen in query.without_allergens:
            allowed &= ~self.edible | (self.states & ~self.allergens.get(allergen, anybody))
        if query.no_alcohol:
            allowed &= ~self.alcohol
        if query.max_min_age is not None:
            allowed &= self.min_age <= query.max_min_age
        if query.min_rating is not None:
            allowed &= self.rating >= query.min_rating
        if query.brands:
            allowed &= np.isin(self.brands, [b.casefold() for b in query.brands])
        if query.in_stock:
            allowed &= self.stock.get(query.place, np.zeros(len(allowed), np.int64)) > 0
        for ident in query.exclude_ids:
            if (place := self.places.get(ident)) is not None:
                allowed[place] = False
        return allowed

    def under(self, prefixes: Sequence[str]) -> Mask:
        """Which products lie in one of the category branches."""
        found = np.zeros(len(self.places), bool)
        for prefix in prefixes:
            found |= (self.categories == prefix) | np.char.startswith(self.categories, prefix + "/")
        return found

    def _price(self, market: str) -> NDArray[np.int64]:
        return self.prices.get(market, np.full(len(self.places), NOT_FOR_SALE, np.int64))
