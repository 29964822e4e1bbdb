"""Habits: what is bought again and again, and what was tried and not liked."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from assistant.recommend.decay import Weighed
from assistant.shopper.profile import Deed
from catalog.encode import Vectors

MONTH = (20, 45)  # days between orders that people call "each month"
LATELY = 60  # days since the last order after which a habit is over
REGULAR = 3  # orders from which a rhythm can be told
DISLIKED = 2  # stars and fewer: not to be bought again


@dataclass(frozen=True)
class Past:
    """What was done with one product: its orders and ratings, oldest first."""

    orders: tuple[Deed, ...]
    ratings: tuple[Deed, ...]

    @property
    def times(self) -> int:
        """In how many orders it was bought."""
        return len({deed.order or deed.id for deed in self.orders})

    def monthly(self, at: dt.datetime) -> bool:
        """Whether it is bought about once a month, still."""
        moments = list({deed.order or deed.id: deed.at for deed in self.orders}.values())
        days = [(b - a).days for a, b in pairwise(moments)]
        rhythm = self.times >= REGULAR and MONTH[0] <= median(days) <= MONTH[1]
        return rhythm and (at - self.orders[-1].at).days <= LATELY

    @property
    def stars(self) -> int | None:
        """The last rating."""
        return self.ratings[-1].value if self.ratings else None


def pasts(deeds: Iterable[Weighed]) -> dict[int, Past]:
    """What was bought or rated, by the product's place."""
    orders: dict[int, list[Deed]] = {}
    ratings: dict[int, list[Deed]] = {}
    for weighed in sorted(deeds, key=lambda w: (w.deed.at, w.deed.id)):
        kind = {"purchase": orders, "rating": ratings}.get(weighed.deed.kind)
        if kind is not None:
            kind.setdefault(weighed.place, []).append(weighed.deed)
    return {
        place: Past(tuple(orders.get(place, ())), tuple(ratings.get(place, ())))
        for place in sorted({*orders, *ratings})
    }


def habit_scores(deeds: Sequence[Weighed], count: int) -> Vectors:
    """−1..1 a product: 1 − e^(−Σ weights of its deeds); −1 where its last rating is two stars or fewer."""
    sums = np.zeros(count, np.float64)
    for weighed in deeds:
        sums[weighed.place] += weighed.weight
    scores = np.array([1 - math.exp(-s) if s > 0 else max(-1.0, s) for s in sums], np.float32)
    for place, past in pasts(deeds).items():
        if past.stars is not None and past.stars <= DISLIKED:
            scores[place] = -1.0
    return scores
