"""The port to whatever keeps shoppers' records. `assistant.adapters.records` keeps them in SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from assistant.shopper.types import Consent, Erased, Holdings, Preference
from catalog.types import ShopEvent

Events = Callable[[], Iterable[ShopEvent]]  # called only where they are needed


class Records(Protocol):
    """Keeps what shoppers agreed to. Every change of a shopper's record raises that shopper's version."""

    def version(self, shopper: str) -> int:
        """A number that changes with the shopper's record and never comes back; 0 where nothing is held."""

    def holdings(self, shopper: str) -> Holdings:
        """Everything held: every answer about consent, events and preferences, in the order of time."""

    def consent(self, shopper: str, consent: Consent) -> None:
        """Put a yes or a no on record."""

    def record(self, shopper: str, events: Sequence[ShopEvent]) -> None:
        """Keep events."""

    def prefer(self, shopper: str, preference: Preference) -> None:
        """Keep a stated preference; one of the same kind and text is kept once."""

    def forget(self, shopper: str, preference_id: str) -> bool:
        """Drop a stated preference; False where it is not held."""

    def erase(self, shopper: str) -> Erased:
        """Take everything away, for good."""

    def seed(self, source: str, shoppers: Iterable[str], events: Events, consents: Sequence[Consent]) -> None:
        """Load simulated shoppers once a source, but nobody who was erased."""

    def simulated(self) -> tuple[str, ...]:
        """The ids of the simulated shoppers that are held."""

    def changes(self) -> int:
        """The number of the last change of anybody's record."""

    def together(self) -> tuple[int, tuple[tuple[str, str], ...]]:
        """The number of the last change, and the (order, product) pairs of those who contribute."""
