"""Next items from interactions alone: item-to-item cosines, recent items counting more.

    score(u, j) = Σ_i DECAY^(items of u after i) · sim(i, j)
    sim(i, j)   = Σ_u |items of u|^(−DAMP)·[i, j ∈ u] / √(users of i · users of j)

Item-based collaborative filtering after Sarwar et al. 2001, with the long-list damping of Deshpande & Karypis 2004.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

DECAY = 0.8  # the best of .6, .8 and 1 on public shopping sequences
DAMP = 0.5  # the best of 0, .5 and 1 there: who buys everything says little about any pair
AT_ONCE = 1_000  # users scored in one product of matrices


@dataclass(frozen=True)
class Ranked:
    """A user's best items, best first, with their scores."""

    user: str
    items: tuple[tuple[str, float], ...]


class NextItems:
    """Fitted on every user's items in the order of time."""

    def __init__(self, histories: Mapping[str, Sequence[str]]) -> None:
        self._histories = histories
        self._items = sorted({item for items in histories.values() for item in items})
        self._place = {item: n for n, item in enumerate(self._items)}
        bought = self._matrix(list(histories), decay=1.0)
        lengths = np.maximum(1.0, np.asarray(bought.sum(axis=1)).ravel())
        counts = np.maximum(1.0, np.asarray(bought.sum(axis=0)).ravel())
        damped = sparse.diags_array((lengths**-DAMP).astype(np.float32)) @ bought
        scale = sparse.diags_array((1 / np.sqrt(counts)).astype(np.float32))
        together = sparse.csr_array(scale @ (bought.T @ damped) @ scale)
        together.setdiag(0)
        self._together = together
        # Whoever has no history gets what most people have; ties by the item's name.
        self._popular = counts / (counts.max() + 1.0) if len(counts) else counts

    def rank(self, users: Sequence[str], k: int) -> Iterator[Ranked]:
        """The best `k` items a user that they do not have yet; popular ones fill up."""
        for start in range(0, len(users), AT_ONCE):
            part = users[start : start + AT_ONCE]
            scores = (self._matrix(part, DECAY) @ self._together).toarray()
            for user, row in zip(part, scores, strict=True):
                yield self._best(user, row, k)

    def _best(self, user: str, scores: np.ndarray[tuple[int], np.dtype[np.float32]], k: int) -> Ranked:
        own = [self._place[item] for item in self._histories.get(user, ())]
        # A popular item without a single neighbour ranks below every item that has one.
        least = float(scores[scores > 0].min()) if (scores > 0).any() else 1.0
        total = np.where(scores > 0, scores, self._popular * least * 0.5)
        total[own] = -np.inf
        order = np.lexsort((np.arange(len(total)), -np.round(total, 9)))[:k]
        return Ranked(user, tuple((self._items[i], float(total[i])) for i in order if np.isfinite(total[i])))

    def _matrix(self, users: Sequence[str], decay: float) -> sparse.csr_array:
        rows, columns, values = [], [], []
        for row, user in enumerate(users):
            items = list(dict.fromkeys(reversed(self._histories.get(user, ()))))  # the latest first, each once
            for age, item in enumerate(items):
                rows.append(row)
                columns.append(self._place[item])
                values.append(decay**age)
        shape = (len(users), len(self._items))
        return sparse.csr_array((np.array(values, np.float32), (rows, columns)), shape=shape)
