"""Compose short reviews from hand-written phrases, by aspect. They are simulated, and say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from catalog.sample.families import HERE, draw, load_yaml
from catalog.types import Language, Product, Review

FEWEST, MOST = 1, 6  # reviews kept a product; the shown count is larger, as in a shop that shows the latest ones
GOOD_FROM = 4  # stars from which a review's first remark is praise


@dataclass(frozen=True)
class Aspect:
    """Phrases about one aspect, for the categories that they suit."""

    name: str
    categories: tuple[str, ...]
    good: dict[str, list[str]]
    bad: dict[str, list[str]]


@cache
def aspects() -> tuple[Aspect, ...]:
    """Every aspect of the hand-written files."""
    return tuple(
        Aspect(row["aspect"], tuple(row["categories"]), row["good"], row["bad"])
        for file in sorted((HERE / "reviews").glob("*.yaml"))
        for row in load_yaml(file)
    )


def reviews(items: Sequence[Product]) -> Iterator[Review]:
    """Simulated reviews of every product, the same on every machine."""
    for product in items:
        suited = _suited(product.category)
        if not suited:
            continue
        for n in range(draw(product.id + "/spoken", FEWEST, MOST)):
            yield _review(product, suited, n)


@cache
def _suited(category: str) -> tuple[Aspect, ...]:
    return tuple(a for a in aspects() if any(category == c or category.startswith(c + "/") for c in a.categories))


def _review(product: Product, suited: tuple[Aspect, ...], n: int) -> Review:
    seed = f"{product.id}/review/{n}"
    language: Language = "ko" if draw(seed + "/language", 0, 1) else "en"
    stars = max(1, min(5, round((product.rating or 4.0) + draw(seed + "/stars", -15, 10) / 10)))
    first = suited[draw(seed + "/first", 0, len(suited) - 1)]
    second = suited[draw(seed + "/second", 0, len(suited) - 1)]
    parts = [_phrase(first, stars >= GOOD_FROM, language, seed + "/1")]
    told = [first.name]
    if second.name != first.name:
        praises = stars == 5 or (stars == 3) or (stars == 4 and draw(seed + "/mixed", 0, 2) > 0)
        parts.append(_phrase(second, praises, language, seed + "/2"))
        told.append(second.name)
    return Review(
        id=f"{product.id}/r{n}",
        product_id=product.id,
        language=language,
        stars=stars,
        text=" ".join(parts),
        aspects=tuple(told),
        simulated=True,
    )


def _phrase(aspect: Aspect, praise: bool, language: str, seed: str) -> str:
    said = (aspect.good if praise else aspect.bad)[language]
    return said[draw(seed, 0, len(said) - 1)]
