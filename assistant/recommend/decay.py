"""How much a deed still counts: by what it was and how long ago."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.shopper.profile import Deed
from catalog.index.snapshot import Snapshot

HALF_LIFE = 120.0  # days: a season ago counts half, a year ago an eighth
PURCHASE, VIEW, DISMISS = 1.0, 0.1, -1.0  # what a deed says: bought, looked at, waved away
STAR = 0.5  # a star above or below three


@dataclass(frozen=True)
class Weighed:
    """A deed with the product's place in the catalogue and its decayed weight (below 0: not liked)."""

    deed: Deed
    place: int
    weight: float


def weigh(deeds: Iterable[Deed], snapshot: Snapshot, at: dt.datetime) -> tuple[Weighed, ...]:
    """The deeds with products that the shop still has: weight × 0.5^(days ago / HALF_LIFE)."""
    found = []
    for deed in deeds:
        place = snapshot.position(deed.product_id)
        if place is not None:
            days = max(0.0, (at - deed.at).total_seconds() / 86_400)
            found.append(Weighed(deed, place, meaning(deed) * 0.5 ** (days / HALF_LIFE)))
    return tuple(found)


def meaning(deed: Deed) -> float:
    """What a deed says, undecayed. Several packs of one order are one wish."""
    if deed.kind == "rating":
        return STAR * (deed.value - 3)
    return {"purchase": PURCHASE, "view": VIEW, "dismiss": DISMISS}[deed.kind]
