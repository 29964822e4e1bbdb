"""Collects the facts of products as they stream by, so that a million of them are never in memory as objects."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from catalog.index.names import Coded, Mask, hashed
from catalog.pricing import pricing
from catalog.types import ALLERGENS, CURRENCY, DIETS, ONLINE, Product

MOST = 2**62  # a number in a feed that is larger than an array can hold is this one
NOT_FOR_SALE = -1  # the price of a product in a market that does not offer it
LIVE = frozenset({"offers", "availability", "promotions", "rating", "review_count"})
"""The facts that change from hour to hour. No text, vector or safety mask depends on one of them."""


def spoken_facts(product: Product, name: str) -> str:
    """An attribute in every language that it has, casefolded, `navy|남색`; nothing where it is not stated."""
    value = product.attributes.get(name)
    if value is None:
        return ""
    texts = value.values() if isinstance(value, dict) else value if isinstance(value, list | tuple) else [value]
    return "|".join(dict.fromkeys(str(text).strip().casefold() for text in texts))


CODED: dict[str, Callable[[Product], str]] = {
    "categories": lambda p: p.category,
    "brands": lambda p: p.brand.casefold(),
    "colours": lambda p: spoken_facts(p, "colour") or spoken_facts(p, "color"),
    "sizes": lambda p: spoken_facts(p, "size"),
}


class Gather:
    """Facts of the products so far: `add` more, then take the `arrays`."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._codes: dict[str, array[int]] = {name: array("i") for name in CODED}
        self._known: dict[str, dict[str, int]] = {name: {} for name in CODED}
        self._parts: list[dict[str, Any]] = []

    def add(self, items: Sequence[Product]) -> None:
        """Take the facts of a batch."""
        self.ids += [p.id for p in items]
        for name, text in CODED.items():
            known = self._known[name]
            self._codes[name].extend(known.setdefault(text(p), len(known)) for p in items)
        self._parts.append(_facts(items))

    def codes(self) -> dict[str, Any]:
        """The facts that are texts, coded."""
        return {name: Coded.sorted(self._codes[name], known) for name, known in self._known.items()}

    def arrays(self) -> dict[str, Any]:
        """One array a fact over every batch; a market or place that a batch did not name is absent in it."""
        parts = self._parts or [_facts([])]
        absent = {"prices": NOT_FOR_SALE, "stock": 0}
        return {
            name: _joined([part[name] for part in parts], absent.get(name, 0))
            if isinstance(value, dict)
            else np.concatenate([part[name] for part in parts])
            for name, value in parts[0].items()
        }


def _facts(items: Sequence[Product]) -> dict[str, Any]:
    def flags(values: Iterable[bool]) -> Mask:
        return np.fromiter(values, bool, len(items))

    def numbers(values: Iterable[int]) -> NDArray[np.int64]:
        return np.fromiter(values, np.int64, len(items))

    return {
        "groups": numbers(hashed(p.group_id or p.id) >> 1 for p in items),  # 63 bits, so that they are an int64
        "prices": {m: numbers(_unit(p, m) for p in items) for m in _markets(items)},
        "diets": {d: flags(d in p.diet for p in items) for d in DIETS},
        "states": flags(p.allergens is not None for p in items),
        "allergens": {a: flags(a in (p.allergens or ()) for p in items) for a in ALLERGENS},
        "edible": flags(p.edible for p in items),
        "alcohol": flags(p.contains_alcohol for p in items),
        "min_age": numbers(max(-MOST, min(p.min_age or 0, MOST)) for p in items),
        "rating": np.fromiter((p.rating or 0.0 for p in items), np.float64, len(items)),
        "stock": _stock(items),
    }


def _markets(items: Sequence[Product]) -> list[str]:
    return sorted({*CURRENCY, *(offer.market for p in items for offer in p.offers)})


def _unit(product: Product, market: str) -> int:
    rule = pricing(product, market)
    return min(rule.unit, MOST) if rule else NOT_FOR_SALE


def _stock(items: Sequence[Product]) -> dict[str, NDArray[np.int64]]:
    held: dict[str, NDArray[np.int64]] = defaultdict(lambda: np.zeros(len(items), np.int64))
    held[ONLINE]  # is always known
    for row, product in enumerate(items):
        for there in reversed(product.availability):  # the first that names a place counts, as in Product.stock
            held[there.place][row] = min(there.quantity, MOST)
    return dict(held)


def _joined(parts: Sequence[dict[str, NDArray[Any]]], absent: int) -> dict[str, NDArray[Any]]:
    rows = [len(next(iter(part.values()))) for part in parts]
    return {
        name: np.concatenate(
            [part[name] if name in part else np.full(n, absent, np.int64) for part, n in zip(parts, rows, strict=True)]
        )
        for name in sorted({name for part in parts for name in part})
    }
