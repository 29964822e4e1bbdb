"""The blend: what suits this shopper, and how much that may weigh against how well a product fits the request.

    personal(v) = HABIT·habit + CONTENT·content + AFFINITY·affinity + TOGETHER·together, clipped to 0..1
    weight      = MOST · n / (n + HALFWAY)          n: decayed purchases and ratings, so nobody new is guessed at
    fit'(v)     = (1 − weight)·fit(v) + weight·personal(v)

With no history the weight is 0 and the basket is the stranger's, to the cent.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from assistant.recommend.content import affinity_scores, content_scores
from assistant.recommend.decay import Weighed, weigh
from assistant.recommend.habit import Past, habit_scores, pasts
from assistant.recommend.together import Matrix, similarity, together_scores
from assistant.recommend.vectors import departments, product_vectors
from assistant.shopper.profile import Profile
from catalog.encode import Vectors
from catalog.index.columns import Mask
from catalog.index.snapshot import Snapshot

HABIT, CONTENT, AFFINITY, TOGETHER = 0.45, 0.25, 0.20, 0.10  # what was bought again says most, chance meetings least
MOST = 0.5  # however long the history, what was asked for weighs as much
HALFWAY = 10.0  # decayed purchases at which half of MOST is reached
MOST_TASTES = 500  # tastes kept between turns

Contributed = Callable[[], tuple[int, tuple[tuple[str, str], ...]]]  # a version, and (order, product) pairs


@dataclass(frozen=True)
class Taste:
    """A shopper's taste over one snapshot's products."""

    weight: float
    scores: Vectors  # 0..1 a product
    pasts: dict[int, Past]  # what was bought or rated, by place
    owned: Mask  # durable goods that were bought
    deeds: int  # how many it rests on


class Taster:
    """Works tastes out. Vectors and what is bought together are computed once, when first needed."""

    def __init__(self, snapshot: Snapshot, contributed: Contributed, changes: Callable[[], int] | None = None) -> None:
        """`contributed` reads everybody's orders, again only where `changes` (if given) names another version."""
        self.snapshot, self._contributed, self._changes = snapshot, contributed, changes
        self._lock = threading.Lock()
        self._vectors: Vectors | None = None
        self._departments = departments(snapshot)
        self._durable = np.array([product.durable for product in snapshot.products], bool)
        self._together: tuple[int, Matrix] | None = None
        self._kept: dict[tuple[str, int, dt.date], Taste] = {}

    def taste(self, key: str, profile: Profile, at: dt.datetime) -> Taste:
        """The taste of a profile on the day of a moment; `key`, version and day name it in the memory of tastes."""
        day = at.astimezone(dt.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        name = (key, profile.version, day.date())
        known = self._kept.get(name)
        if known is None or known.deeds != len(profile.deeds):
            known = self._worked_out(profile, day)  # of the day: whoever asked first does not decide
            with self._lock:
                if len(self._kept) >= MOST_TASTES:
                    self._kept.clear()
                self._kept[name] = known
        return known

    def warm(self) -> None:
        """Work out what every shopper shares."""
        self._shared()

    def _worked_out(self, profile: Profile, at: dt.datetime) -> Taste:
        vectors, matrix = self._shared()
        deeds = weigh(profile.deeds, self.snapshot, at)
        bought = tuple(w for w in deeds if w.deed.kind == "purchase")
        owned = np.zeros(len(self._durable), bool)
        owned[[w.place for w in bought]] = True
        owned &= self._durable
        # A durable thing is not bought out of habit: having it is no sign of wanting another.
        habit = habit_scores(deeds, len(owned)) * ~owned
        weights = np.zeros(len(owned), np.float32)
        for weighed in bought:
            weights[weighed.place] += weighed.weight
        personal: Vectors = (
            np.float32(HABIT) * habit
            + CONTENT * content_scores(deeds, vectors, self._departments)
            + AFFINITY * affinity_scores(bought, self.snapshot.products)
            + TOGETHER * together_scores(matrix, weights)
        )
        scores = np.asarray(np.clip(personal, 0.0, 1.0), np.float32)
        return Taste(weight_of(deeds), scores, pasts(deeds), owned, len(profile.deeds))

    def _shared(self) -> tuple[Vectors, Matrix]:
        with self._lock:
            if self._vectors is None:
                self._vectors = product_vectors(self.snapshot)
            if self._together is None or self._changes is None or self._together[0] != self._changes():
                version, pairs = self._contributed()
                self._together = version, self._matrix(pairs)
            return self._vectors, self._together[1]

    def _matrix(self, pairs: tuple[tuple[str, str], ...]) -> Matrix:
        orders: dict[str, int] = {}
        numbered = (
            (orders.setdefault(order, len(orders)), place)
            for order, product in pairs
            if (place := self.snapshot.position(product)) is not None
        )
        return similarity(numbered, len(self.snapshot.products))


def weight_of(deeds: tuple[Weighed, ...]) -> float:
    """How much taste may weigh: 0 without history, MOST after a long one."""
    known = sum(abs(w.weight) for w in deeds if w.deed.kind != "view")
    return MOST * known / (known + HALFWAY)
