"""Baskets that others made, and the words that they were made for: what goes with a job, and with what is held already.

A product's standing for a text t and held products H is

    z(meaning) + WORDS·z(words) + SHELF·z(shelf)  [+ TOGETHER·z(log(FEW + Σ_b w_b·[in b])) + ALIKE·z(cosine to H)]

with z over all products, w_b = (|b ∩ H| / √(|b|·|H|))²: baskets that share more with what is held count for more, as
in a nearest-neighbour recommender (Sarwar et al. 2001). `shelf` is what past words want (`assistant.plan.shelves`).
The weights were chosen on bundles that people made of electronics: `python -m evals run bundles`.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, ValidationError

from assistant.errors import BadData
from assistant.plan.shelves import Shelves
from assistant.plan.sketches import Sketch
from assistant.recommend.together import Matrix, members
from catalog.encode import Vectors
from catalog.search import Search
from catalog.types import Frozen

WORDS, SHELF = 0.3, 0.4  # of the words and of the shelf beside the meaning
TOGETHER, ALIKE = 2.0, 1.0  # of standing together in baskets and of being alike, once something is held
FEW = 0.01  # what a product has that stands in no such basket: as if in a hundredth of one

Floats = NDArray[np.float64]


class PastBasket(Frozen):
    """One basket: what it was made for (may be nothing) and the ids of what was in it."""

    words: str = ""
    products: tuple[str, ...] = Field(min_length=1)


def read(file: Path) -> tuple[PastBasket, ...]:
    """The baskets of a JSON Lines file. Raises BadData with the line."""
    try:
        return tuple(_rows(file))
    except OSError as error:
        raise BadData(f"{file}: cannot be read: {error.strerror or error}") from error


def _rows(file: Path) -> Iterator[PastBasket]:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        try:
            if line.strip():
                yield PastBasket.model_validate(json.loads(line))
        except (ValueError, ValidationError) as error:
            told = '{"words": "...", "products": ["id", ...]}'
            raise BadData(f"{file}: line {number} is no basket; each line is {told}") from error


def sketched(baskets: Sequence[PastBasket], search: Search) -> tuple[Sketch, ...]:
    """What baskets with words teach of shelves: the categories of what was in them, as a sketch of the job."""
    found = []
    for one in baskets:
        known = (search.product(ident) for ident in one.products)
        wants = tuple(dict.fromkeys(product.category for product in known if product is not None))
        if one.words.strip() and wants:
            found.append(Sketch(en=(one.words,), ko=(one.words,), shelves=wants))
    return tuple(found)


@dataclass
class Past:
    """Past baskets over one catalogue."""

    search: Search
    shelves: Shelves
    baskets: Sequence[PastBasket]

    def standing(self, text: str, held: Sequence[str] = (), without: Collection[int] = ()) -> Floats:
        """How well each product stands, in the snapshot's order. `without` are places of baskets to know nothing of."""
        total = self._for_words(text) if text.strip() else np.zeros(len(self.search.snapshot.products))
        places = [at for one in held if (at := self.search.snapshot.position(one)) is not None]
        if places:
            together = np.log(FEW + self._together(places, without))
            total = total + TOGETHER * _spread(together) + ALIKE * _spread(self._alike(places))
        return total

    def _for_words(self, text: str) -> Floats:
        scores, columns = self.search.scores(text), self.search.snapshot.columns
        names, at = np.unique(np.asarray(columns.categories, np.str_), return_inverse=True)
        shelf = self.shelves.wanted(text, names.tolist())[at]
        return _spread(scores.standout) + WORDS * _spread(scores.lexical) + SHELF * _spread(shelf)

    def counts(self, held: Sequence[str], without: Collection[int] = ()) -> Floats:
        """How often each product stands in a basket with a held one, once for each of these."""
        places = [at for one in held if (at := self.search.snapshot.position(one)) is not None]
        return np.asarray(self._shared(places, without) @ self._members, np.float64).ravel()

    def _shared(self, places: Sequence[int], without: Collection[int]) -> Floats:
        """How much of what is held each basket has."""
        shared = np.asarray(self._members[:, list(places)].sum(axis=1), np.float64).ravel()
        shared[list(without)] = 0.0
        return shared

    def _together(self, places: Sequence[int], without: Collection[int]) -> Floats:
        shared = self._shared(places, without)
        sizes = np.asarray(self._members.sum(axis=1), np.float64).ravel()
        weights = (shared / np.sqrt(np.maximum(sizes, 1.0) * len(places))) ** 2
        return np.asarray(weights @ self._members, np.float64).ravel()

    def alike(self, held: Sequence[str]) -> Floats:
        """The mean cosine of each product to the held ones."""
        return self._alike([at for one in held if (at := self.search.snapshot.position(one)) is not None])

    def _alike(self, places: Sequence[int]) -> Floats:
        return np.asarray((self._vectors @ self._vectors[list(places)].T).mean(axis=1), np.float64)

    @cached_property
    def _members(self) -> Matrix:
        """(baskets, products): 1 where a product was in a basket."""
        position = self.search.snapshot.position
        inside = ((row, position(ident)) for row, one in enumerate(self.baskets) for ident in set(one.products))
        found = [(row, at) for row, at in inside if at is not None]
        return members(found, len(self.baskets), len(self.search.snapshot.products))

    @cached_property
    def _vectors(self) -> Vectors:
        """A unit row a product: the mean of its languages."""
        dense = self.search.snapshot.dense
        rows = np.zeros((dense.products, dense.rows.shape[1]), np.float32)
        np.add.at(rows, dense.positions, dense.rows)
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), np.float32)


def _spread(values: NDArray[np.floating]) -> Floats:
    """In standard deviations about the mean; nothing where all are alike."""
    told = np.asarray(values, np.float64)
    return (told - told.mean()) / told.std() if told.std() else np.zeros(len(told))
