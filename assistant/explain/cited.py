"""What a shop states about a product, as short texts that an answer can cite word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.explain.attributes import stated
from assistant.explain.phrases import number, say
from assistant.types import Citation
from catalog.types import Product, Review, localized

SENTENCE = re.compile(r"(?<=[.!?。])\s+")
MOST_REVIEWS = 50  # the newest reviews of a product that an answer reads


@dataclass(frozen=True)
class Said:
    """Words of an answer, and what they rest on."""

    text: str
    citations: tuple[Citation, ...] = ()


def facts(product: Product, language: str) -> tuple[Citation, ...]:
    """Attributes, pack, servings, diet labels and allergens, each as one line. What is not stated is not there."""
    return tuple(
        Citation(source="attribute", ref=ref, text=text, product_id=product.id)
        for ref, text in (*_attributes(product, language), *_amounts(product, language), *_labels(product, language))
    )


def fact(product: Product, ref: str, language: str) -> Citation | None:
    """One fact by its key, or None where the listing does not state it."""
    return next((one for one in facts(product, language) if one.ref == ref), None)


def _attributes(product: Product, language: str) -> Iterator[tuple[str, str]]:
    for key, value in product.attributes.items():
        if value is not None and value != "" and value != []:
            yield key, stated(key, value, language)


def _amounts(product: Product, language: str) -> Iterator[tuple[str, str]]:
    if contents := pack(product):
        yield "pack", say(language, "cited_pack", pack=contents)
    if product.serves:
        yield "serves", say(language, "cited_serves" if product.edible else "cited_for", count=product.serves)
    if product.min_age:
        yield "min_age", say(language, "cited_min_age", age=product.min_age)


def _labels(product: Product, language: str) -> Iterator[tuple[str, str]]:
    for diet in product.diet:
        yield f"diet:{diet}", say(language, "cited_diet", diet=say(language, f"diet_{diet}"))
    listed = allergens(product)
    if listed:
        named = ", ".join(say(language, f"allergen_{one}") for one in listed)
        yield "allergens", say(language, "cited_allergens", allergens=named)
    elif listed is not None:
        yield "allergens", say(language, "cited_no_allergens")


def allergens(product: Product) -> tuple[str, ...] | None:
    """The stated allergens; None where nobody stated them. An empty list on what is no food states nothing."""
    return product.allergens if product.edible else (product.allergens or None)


def pack(product: Product) -> str:
    """What one package holds: "6 × 355 ml"; '' where it is not stated."""
    amount = f"{number(product.pack.amount)} {product.pack.unit or ''}".strip() if product.pack.amount else ""
    if product.pack.count > 1:
        return f"{product.pack.count} × {amount}" if amount else str(product.pack.count)
    return amount


def description(product: Product, language: str) -> tuple[Citation, ...]:
    """The description, sentence by sentence."""
    return tuple(
        Citation(source="description", ref=f"description/{n}", text=sentence, product_id=product.id)
        for n, sentence in enumerate(sentences(localized(product.description, language)), 1)
    )


def remarks(reviews: Sequence[Review]) -> tuple[Citation, ...]:
    """The sentences of reviews."""
    return tuple(remark(review, sentence) for review in reviews[:MOST_REVIEWS] for sentence in sentences(review.text))


def remark(review: Review, sentence: str) -> Citation:
    """A review's sentence as it stands."""
    return Citation(source="review", ref=review.id, text=sentence, product_id=review.product_id)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in SENTENCE.split(text) if part.strip()]
