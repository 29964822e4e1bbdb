"""The port to whatever keeps conversations and named baskets, and a keeper in memory.

A conversation is kept as JSON texts, so that a keeper need not know what is in them.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol

from catalog.types import Frozen

MOST = 10_000  # conversations kept in memory; the one unused for longest goes first
EXPIRES = dt.timedelta(days=30)  # after the last turn


class Step(Frozen):
    """A state that undoing leads back to. `number` is its own within the conversation."""

    number: int
    document: str


class Kept(Frozen):
    """A conversation as it is kept. `revision` rises with every turn; `shopper` is there only where they agreed."""

    id: str
    revision: int
    shopper: str | None
    touched: dt.datetime
    document: str
    back: tuple[Step, ...] = ()


class Basket(Frozen):
    """A basket kept by name."""

    name: str
    at: dt.datetime
    document: str


class Conversations(Protocol):
    """Keeps conversations until they expire, and baskets by owner and name."""

    def revision(self, ident: str) -> int | None:
        """The revision of a conversation; None where it is not held any more."""

    def load(self, ident: str) -> Kept | None:
        """A conversation with its steps back."""

    def save(self, kept: Kept) -> None:
        """Keep the new state of a conversation."""

    def drop(self, ident: str) -> None:
        """Take a conversation and its own baskets away, for good."""

    def baskets(self, owner: str) -> tuple[Basket, ...]:
        """The baskets of an owner by name."""

    def put(self, owner: str, basket: Basket) -> bool:
        """Keep a basket under its name; True where it takes the place of another."""

    def take(self, owner: str, name: str) -> bool:
        """Take a basket away; False where there is none of that name."""

    def of_shopper(self, shopper: str) -> tuple[Kept, ...]:
        """The conversations on a shopper's name, oldest first."""

    def erase(self, shopper: str) -> tuple[int, int]:
        """Take away what is kept on a shopper's name: how many conversations and baskets that was."""


def owner_of(session: str, shopper: str | None) -> str:
    """Whose a basket is: the shopper's where they agreed to be remembered, else the conversation's."""
    return f"shopper/{shopper}" if shopper else f"session/{session}"


class MemoryConversations(Conversations):
    """Conversations of one process, gone when it ends."""

    def __init__(self, now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC), most: int = MOST) -> None:
        self._kept: OrderedDict[str, Kept] = OrderedDict()
        self._baskets: dict[str, dict[str, Basket]] = {}
        self._now, self._most = now, most
        self._lock = threading.Lock()

    def revision(self, ident: str) -> int | None:
        found = self.load(ident)
        return None if found is None else found.revision

    def load(self, ident: str) -> Kept | None:
        found = self._kept.get(ident)
        return found if found is not None and found.touched > self._now() - EXPIRES else None

    def save(self, kept: Kept) -> None:
        with self._lock:
            self._kept[kept.id] = kept
            self._kept.move_to_end(kept.id)
            while len(self._kept) > self._most:
                self._baskets.pop(owner_of(self._kept.popitem(last=False)[0], None), None)

    def drop(self, ident: str) -> None:
        with self._lock:
            self._kept.pop(ident, None)
            self._baskets.pop(owner_of(ident, None), None)

    def baskets(self, owner: str) -> tuple[Basket, ...]:
        return tuple(sorted(self._baskets.get(owner, {}).values(), key=lambda basket: basket.name))

    def put(self, owner: str, basket: Basket) -> bool:
        with self._lock:
            own = self._baskets.setdefault(owner, {})
            known = basket.name in own
            own[basket.name] = basket
        return known

    def take(self, owner: str, name: str) -> bool:
        with self._lock:
            return self._baskets.get(owner, {}).pop(name, None) is not None

    def of_shopper(self, shopper: str) -> tuple[Kept, ...]:
        own = (kept for kept in self._kept.values() if kept.shopper == shopper)
        return tuple(sorted(own, key=lambda kept: (kept.touched, kept.id)))

    def erase(self, shopper: str) -> tuple[int, int]:
        gone = self.of_shopper(shopper)
        for kept in gone:
            self.drop(kept.id)
        with self._lock:
            return len(gone), len(self._baskets.pop(owner_of("", shopper), {}))
