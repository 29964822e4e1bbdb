"""The products of a snapshot in index order: in memory where they are few, else read when they are looked at."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from typing_extensions import override

from catalog.errors import IndexBroken
from catalog.store import Store
from catalog.types import Product

FEW = 20_000  # products that are simply kept: about half a second to read and 100 MB
KEPT = 10_000  # of more than that, those that were looked at last
BATCH = 1_000  # products a read when all are walked through


class Shelf(Sequence[Product]):
    """Products on disk that read like a tuple. Those looked at last are kept."""

    def __init__(self, store: Store, count: int, kept: int = KEPT) -> None:
        self._store, self._count, self._most = store, count, kept
        self._kept: OrderedDict[int, Product] = OrderedDict()
        self._lock = threading.Lock()

    @override
    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> Product: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Product, ...]: ...
    @override
    def __getitem__(self, place: int | slice) -> Product | tuple[Product, ...]:
        if isinstance(place, slice):
            start, stop, step = place.indices(self._count)
            if step == 1:
                return self._store.part(start, stop)
            return tuple(self[i] for i in range(start, stop, step))
        position = range(self._count)[place]  # IndexError as of a tuple
        with self._lock:
            if position in self._kept:
                self._kept.move_to_end(position)
                return self._kept[position]
        return self._look(position)

    @override
    def __iter__(self) -> Iterator[Product]:
        for start in range(0, self._count, BATCH):
            yield from self._store.part(start, start + BATCH)

    def ahead(self, places: Iterable[int]) -> None:
        """Read at once what will be looked at one by one: a product costs a fifth of what it does alone."""
        with self._lock:
            missing = sorted({*places} - self._kept.keys())
        found = [product for part in self._store.at(missing) for product in part]
        if len(found) == len(missing):  # else looking at the one that is not there tells it
            self._keep(zip(missing, found, strict=True))

    def _look(self, position: int) -> Product:
        found = self._store.part(position, position + 1)
        if not found:
            raise IndexBroken(f"product {position} of {self._count} is missing; ingest the shop again")
        self._keep([(position, found[0])])
        return found[0]

    def _keep(self, found: Iterable[tuple[int, Product]]) -> None:
        for position, product in found:
            with self._lock:
                self._kept[position] = product
                if len(self._kept) > self._most:
                    self._kept.popitem(last=False)


def shelved(store: Store, count: int, few: int = FEW) -> Sequence[Product]:
    """The products of a store, kept where they are few."""
    return store.products() if count <= few else Shelf(store, count)
