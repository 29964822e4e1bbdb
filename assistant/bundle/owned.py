"""What the shopper bought before and still has: durable goods take their share off a need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.bundle.candidates import Finder
from assistant.bundle.suiting import capacity
from assistant.shopper.profile import Deed
from assistant.types import Need
from catalog.types import Product

TRACE = 1e-9  # what is left of a need below this is rounding


@dataclass(frozen=True)
class Had:
    """A durable product that serves a need already: how much of it, by which purchases, and what is still wanted."""

    need: Need
    product: Product
    amount: float
    purchases: tuple[Deed, ...]
    left: float


def less_owned(needs: Sequence[Need], finder: Finder) -> tuple[list[Need], tuple[Had, ...]]:
    """The needs with what the shopper has taken off, and what that was. A thing serves one need only."""
    kept: list[Need] = []
    had: list[Had] = []
    used: set[int] = set()
    for need in needs:
        found = _had(need, [place for place in finder.owned(need) if place not in used], finder)
        if found is None:
            kept.append(need)
            continue
        used.add(found[0])
        had.append(found[1])
        if found[1].left > TRACE:
            kept.append(need.model_copy(update={"quantity": found[1].left}))
    return kept, tuple(had)


def _had(need: Need, places: Sequence[int], finder: Finder) -> tuple[int, Had] | None:
    """The owned product that covers most of the need."""
    taste = finder.taste
    if taste is None or not places:
        return None
    amounts = {place: _amount(place, need, finder) for place in places}
    place = max(sorted(amounts), key=lambda one: amounts[one])
    product = finder.search.snapshot.products[place]
    left = max(0.0, need.quantity - amounts[place])
    return place, Had(need, product, amounts[place], taste.pasts[place].orders, left)


def _amount(place: int, need: Need, finder: Finder) -> float:
    assert finder.taste is not None
    packs = sum(deed.value for deed in finder.taste.pasts[place].orders)
    return packs * capacity(finder.search.snapshot.products[place], need.unit)
