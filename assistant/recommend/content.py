"""Content taste: where in the space of products somebody's deeds lie, and which brands and looks they come back to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.decay import Weighed
from catalog.encode import Vectors
from catalog.types import Product, localized

# The attributes that may say what somebody likes. Who a thing is made for, sizes and diets are not among them: they
# would stand for sex, body, religion or health.
TELLING = ("flavour", "flavor", "colour", "color", "material", "scent", "style", "roast")
ENOUGH = 3.0  # decayed purchases at which a share of them counts in full


def content_scores(deeds: Sequence[Weighed], vectors: Vectors, departments: NDArray[np.str_]) -> Vectors:
    """−1..1 a product: the cosine with Σ weight·vector of the deeds in its department (0 where there are none)."""
    scores = np.zeros(len(vectors), np.float32)
    for name in {str(departments[w.place]) for w in deeds}:
        own = departments == name
        taste = np.zeros(vectors.shape[1], np.float32)
        for weighed in deeds:
            if own[weighed.place]:
                taste += np.float32(weighed.weight) * vectors[weighed.place]
        length = float(np.linalg.norm(taste))
        if length > 1e-6:
            scores[own] = vectors[own] @ (taste / length)
    return scores


def affinity_scores(deeds: Iterable[Weighed], products: Sequence[Product]) -> Vectors:
    """0..1 a product: the largest share that a trait of it (brand, flavour …) has in its category's deeds."""
    counted: dict[str, dict[tuple[str, str], float]] = defaultdict(lambda: defaultdict(float))
    totals: dict[str, float] = defaultdict(float)
    for weighed in deeds:
        product = products[weighed.place]
        totals[product.category] += max(0.0, weighed.weight)
        for trait in traits(product):
            counted[product.category][trait] += weighed.weight
    scores = np.zeros(len(products), np.float32)
    for place, product in enumerate(products):
        own = counted.get(product.category)
        if own:
            best = max((own.get(trait, 0.0) for trait in traits(product)), default=0.0)
            scores[place] = min(1.0, max(0.0, best) / max(ENOUGH, totals[product.category]))
    return scores


def traits(product: Product) -> tuple[tuple[str, str], ...]:
    """A product's traits that a taste may be about."""
    brand = (("brand", product.brand),) if product.brand else ()
    return (*brand, *((key, _plain(product.attributes[key])) for key in TELLING if key in product.attributes))


def _plain(value: object) -> str:
    return localized(value, "en") if isinstance(value, dict) else str(value)
