"""Search: candidates → fuse → collapse, over values. Filters are a mask inside the search, never a cut after it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Encoder, Vectors
from catalog.index.columns import Mask
from catalog.index.snapshot import Snapshot
from catalog.types import Hit, Product, Query

# e5's cosines between any two texts lie in a narrow band; these are its ends over the demo shop.
COSINE_FLOOR, COSINE_CEILING = 0.75, 0.92
DENSE_SHARE = 0.6  # meaning leads, words correct it: e5 alone beats BM25 alone (.617 against .607 nDCG on public data)
PER_GROUP = 1  # variants of one product stand for each other in a list


@dataclass(frozen=True)
class Scores:
    """Every product's score for one text: the fused one and its two parts, all 0..1, and how far each stands out.

    `standout` is the cosine in standard deviations above the mean of all products, which tells a true answer from the
    best of a bad lot in either language (e5's cosines themselves do not).
    """

    fused: Vectors
    dense: Vectors
    lexical: Vectors
    standout: Vectors


class Search:
    """The façade over one snapshot and the encoder that made it."""

    def __init__(self, snapshot: Snapshot, encoder: Encoder) -> None:
        self.snapshot, self._encoder = snapshot, encoder

    def search(self, query: Query) -> list[Hit]:
        """Return at most `query.k` hits, best first; ties stand in product-id order."""
        allowed = self.snapshot.columns.mask(query)
        scores = self.scores(query.text)
        order = ranked(scores.fused, allowed, self.snapshot.products)
        chosen = collapse(order, self.snapshot.columns.groups, query.k)
        return [self._hit(int(i), scores) for i in chosen]

    def scores(self, text: str) -> Scores:
        """Score every product for a text, filters aside. An empty text scores nothing above another."""
        if not text.strip() or not self.snapshot.products:
            zeros = np.zeros(len(self.snapshot.products), np.float32)
            return Scores(zeros, zeros, zeros, zeros)
        vector = self._encoder.encode([text], query=True)[0]
        cosine = self.snapshot.dense.scores(vector)
        dense = np.clip((cosine - COSINE_FLOOR) / (COSINE_CEILING - COSINE_FLOOR), 0, 1)
        words = self.snapshot.lexical.scores(text)
        best = float(words.max()) if len(words) else 0.0
        lexical = words / best if best > 0 else words
        standout = (cosine - cosine.mean()) / max(float(cosine.std()), 1e-6)
        return Scores(DENSE_SHARE * dense + (1 - DENSE_SHARE) * lexical, dense, lexical, standout)

    def mask(self, query: Query) -> Mask:
        """Which products pass the filters of a query."""
        return self.snapshot.columns.mask(query)

    def product(self, product_id: str) -> Product | None:
        """The product of an id, or None."""
        place = self.snapshot.position(product_id)
        return None if place is None else self.snapshot.products[place]

    def _hit(self, place: int, scores: Scores) -> Hit:
        ranks = {
            name: int((part > part[place]).sum()) + 1
            for name, part in (("dense", scores.dense), ("lexical", scores.lexical))
            if part[place] > 0
        }
        return Hit(product=self.snapshot.products[place], score=round(float(scores.fused[place]), 6), ranks=ranks)


def ranked(scores: Vectors, allowed: Mask, products: tuple[Product, ...]) -> list[int]:
    """Positions of the allowed products, best score first, ties by id. Rounded, so that noise cannot reorder them."""
    places = np.flatnonzero(allowed)
    rounded = np.round(scores[places], 5)
    return [int(places[i]) for i in sorted(range(len(places)), key=lambda i: (-rounded[i], products[places[i]].id))]


def collapse(order: list[int], groups: NDArray[np.str_], k: int) -> list[int]:
    """Keep the best of each group until there are `k`; fill up with the other variants when groups run out."""
    seen: dict[str, int] = {}
    first: list[int] = []
    rest: list[int] = []
    for place in order:
        group = str(groups[place])
        seen[group] = seen.get(group, 0) + 1
        (first if seen[group] <= PER_GROUP else rest).append(place)
        if len(first) == k:
            break
    return (first + rest)[:k]
