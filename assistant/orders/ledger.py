"""The port to whatever keeps orders, a ledger in memory, and orders as a part of a shopper's record."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from assistant.orders.rules import HOLDS_STOCK, Status, moved, new_number, quantities, shorts, written
from assistant.orders.types import NewOrder, Placed
from assistant.shopper.types import Erased, Holdings
from assistant.types import Order


class Ledger(Protocol):
    """Writes orders: all of one or nothing, and each key's once."""

    def place(self, new: NewOrder) -> Placed:
        """Write an order and reserve its stock; the one that stands where its key has been ordered already."""

    def orders(self, session: str, shopper: str | None) -> tuple[Order, ...]:
        """The orders of a conversation and of a shopper, the latest first."""

    def move(self, number: str, to: Status) -> Order | None:
        """The order in another status, written; None where it cannot come to that."""

    def reserved(self, products: Iterable[str], place: str) -> dict[str, int]:
        """How many of the products stand in orders."""

    def held(self, place: str) -> dict[str, int]:
        """How many of each product stand in orders, of those that any do."""

    def of_shopper(self, shopper: str) -> tuple[Order, ...]:
        """The orders on a shopper's name, the latest first."""

    def erase(self, shopper: str | None, session: str | None = None) -> int:
        """Take the orders of a shopper or a conversation away; the goods they reserve stay reserved."""


@dataclass(frozen=True)
class OrdersAnnex:
    """Orders among what is held of a shopper."""

    ledger: Ledger

    def held(self, holdings: Holdings) -> Holdings:
        """The holdings with the shopper's orders."""
        return holdings.model_copy(update={"orders": self.ledger.of_shopper(holdings.shopper)})

    def erased(self, gone: Erased) -> Erased:
        """The same taken away."""
        return gone.model_copy(update={"orders": self.ledger.erase(gone.shopper)})


@dataclass
class _Entry:
    new: NewOrder
    order: Order
    erased: bool = False


class MemoryLedger(Ledger):
    """Orders of one process, gone when it ends."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._lock = threading.Lock()

    def place(self, new: NewOrder) -> Placed:
        with self._lock:
            for entry in self._standing():
                if entry.new.key == new.key and entry.order.status != "cancelled":
                    return Placed(order=entry.order, again=True)
            short = shorts(new, self.reserved(quantities(new), new.place))
            if short:
                return Placed(short=short)
            self._entries.append(_Entry(new, written(new, new_number())))
            return Placed(order=self._entries[-1].order)

    def orders(self, session: str, shopper: str | None) -> tuple[Order, ...]:
        own = [e for e in self._standing() if e.new.session == session or (shopper and e.new.shopper == shopper)]
        return tuple(entry.order for entry in reversed(own))

    def move(self, number: str, to: Status) -> Order | None:
        with self._lock:
            entry = next((entry for entry in self._standing() if entry.order.id == number), None)
            after = None if entry is None else moved(entry.order, to)
            if entry is not None and after is not None:
                entry.order = after
            return after

    def reserved(self, products: Iterable[str], place: str) -> dict[str, int]:
        held = [e for e in self._entries if e.order.status in HOLDS_STOCK and e.new.place == place]
        counts = {product: sum(quantities(e.new).get(product, 0) for e in held) for product in products}
        return {product: count for product, count in counts.items() if count}

    def held(self, place: str) -> dict[str, int]:
        return self.reserved({product for e in self._entries for product in quantities(e.new)}, place)

    def of_shopper(self, shopper: str) -> tuple[Order, ...]:
        return tuple(entry.order for entry in reversed(self._standing()) if entry.new.shopper == shopper)

    def erase(self, shopper: str | None, session: str | None = None) -> int:
        gone = [
            entry
            for entry in self._standing()
            if (shopper and entry.new.shopper == shopper) or (session and entry.new.session == session)
        ]
        for entry in gone:
            entry.erased = True
        return len(gone)

    def _standing(self) -> list[_Entry]:
        return [entry for entry in self._entries if not entry.erased]
