"""Product facts as NumPy columns: a filter is a mask over all products, computed before anything is ranked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.errors import IndexBroken, StorageError
from catalog.index.gather import NOT_FOR_SALE, Gather
from catalog.index.names import Coded, Mask, Names, Places
from catalog.types import Product, Query

__all__ = ["NOT_FOR_SALE", "Columns", "Mask"]


@dataclass(frozen=True, eq=False)
class Columns:
    """One array a fact, one element a product."""

    places: Places
    by_id: NDArray[np.int32]  # where each product stands when all are sorted by id, for ties
    categories: Coded
    brands: Coded
    colours: Coded
    sizes: Coded
    groups: NDArray[Any]  # equal where two products are variants of one
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
        gathered = Gather()
        gathered.add(items)
        return cls.gathered(gathered)

    @classmethod
    def gathered(cls, facts: Gather) -> Columns:
        """The columns of everything that was gathered, in its order."""
        return cls(places=Places.of(facts.ids), by_id=_ranks(facts.ids), **facts.codes(), **facts.arrays())

    def repriced(self, places: Sequence[int], batches: Iterable[Sequence[Product]]) -> Columns:
        """The same products, some of them (at `places`, come in batches) with other prices, stock or ratings."""
        gathered = Gather()
        for items in batches:
            gathered.add(items)
        new, at = gathered.arrays(), np.asarray(places, np.int64)
        rating = self.rating.copy()
        rating[at] = new["rating"]
        return replace(
            self,
            rating=rating,
            prices=_patched(self.prices, new["prices"], at, NOT_FOR_SALE),
            stock=_patched(self.stock, new["stock"], at, 0),
        )

    def mask(self, query: Query) -> Mask:
        """Which products may answer. What is unknown is not safe: an unstated allergen fails the filter."""
        allowed = np.ones(len(self.places), bool)
        if query.market is not None:
            self._within(allowed, query)
        if query.categories:
            allowed &= self.under(query.categories)
        self._safe(allowed, query)
        if query.no_alcohol:
            allowed &= ~self.alcohol
        if query.max_min_age is not None:
            allowed &= self.min_age <= query.max_min_age
        if query.min_rating is not None:
            allowed &= self.rating >= query.min_rating
        if query.brands:
            allowed &= self.brands.among(brand.casefold() for brand in query.brands)
        if query.in_stock:
            allowed &= self.stock.get(query.place, np.zeros(len(allowed), np.int64)) > 0
        for ident in query.exclude_ids:
            if (place := self.places.get(ident)) is not None:
                allowed[place] = False
        return allowed

    def under(self, prefixes: Collection[str]) -> Mask:
        """Which products lie in one of the category branches."""
        return self.categories.under(prefixes)

    def _within(self, allowed: Mask, query: Query) -> None:
        prices = self.prices.get(str(query.market))
        if prices is None:
            allowed[:] = False
            return
        allowed &= prices != NOT_FOR_SALE
        if query.min_price is not None:
            allowed &= prices >= query.min_price
        if query.max_price is not None:
            allowed &= prices <= query.max_price

    def _safe(self, allowed: Mask, query: Query) -> None:
        nobody, anybody = np.zeros(len(allowed), bool), np.ones(len(allowed), bool)  # for words no label knows
        for diet in query.diet:
            allowed &= ~self.edible | self.diets.get(diet, nobody)
        for allergen in query.without_allergens:
            allowed &= ~self.edible | (self.states & ~self.allergens.get(allergen, anybody))

    def save(self, file: Path) -> None:
        """Write every array into one file. Raises StorageError where the disk refuses."""
        try:
            arrays: dict[str, Any] = dict(_arrays("", {f.name: getattr(self, f.name) for f in fields(self)}))
            np.savez(file, **arrays)
        except OSError as error:
            raise StorageError(f"{file}: cannot be written ({error.strerror}); is the disk full?") from error

    @classmethod
    def load(cls, file: Path) -> Columns:
        """Read what `save` wrote. Raises IndexBroken where it is not whole."""
        try:
            with np.load(file) as data:
                found: dict[str, Any] = {}
                for path in data.files:
                    *above, name = path.split(":")
                    inside = found
                    for part in above:
                        inside = inside.setdefault(part, {})
                    inside[name] = data[path]
            return cls(**{name: _made(name, value) for name, value in found.items()})
        except (OSError, ValueError, KeyError, TypeError, EOFError, zlib.error, zipfile.BadZipFile) as error:
            raise IndexBroken(f"{file}: facts cannot be read; ingest the shop again") from error


CODED = ("categories", "brands", "colours", "sizes")
NAMED = ("prices", "diets", "allergens", "stock")  # an array for each of the names, which may be any text


def _ranks(ids: Sequence[str]) -> NDArray[np.int32]:
    ranks = np.zeros(len(ids), np.int32)
    ranks[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids), dtype=np.int32)
    return ranks


def _patched(
    old: Mapping[str, NDArray[np.int64]], new: Mapping[str, NDArray[np.int64]], at: NDArray[np.int64], absent: int
) -> dict[str, NDArray[np.int64]]:
    """The old arrays with new values at some places; what only one side has is `absent` for the other."""
    rows = len(next(iter(old.values())))
    patched = {}
    for name in sorted({*old, *new}):
        values = old[name].copy() if name in old else np.full(rows, absent, np.int64)
        values[at] = new.get(name, absent)
        patched[name] = values
    return patched


def _arrays(path: str, values: Mapping[str, Any]) -> Iterator[tuple[str, NDArray[Any]]]:
    """Every array below, under a path such as `prices:0`."""
    for name, value in values.items():
        if isinstance(value, np.ndarray):
            yield path + name, value
        elif isinstance(value, dict):
            numbered = {str(i): array for i, array in enumerate(value.values())}
            yield from _arrays(f"{path}{name}:", {"names": tuple(value), **numbered})
        else:
            yield from _arrays(f"{path}{name}:", vars(Names.of(value) if isinstance(value, tuple) else value))


def _made(name: str, value: Any) -> Any:
    if name == "places":
        return Places(**{**value, "ids": Names(**value["ids"])})
    if name in CODED:
        return Coded(value["codes"], tuple(Names(**value["names"])))
    if name in NAMED:
        return {name: value[str(i)] for i, name in enumerate(Names(**value["names"]))}
    return value
