"""Catalogues of the commerce protocols: products with variants, prices as objects in minor units (UCP, ACP feeds)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog.sources import draft
from catalog.sources.containers import kind, mentions, rows
from catalog.sources.draft import Draft, Priced
from catalog.sources.feed import Context, Format, Row, Rows, Unreadable
from catalog.sources.opening import Feed
from catalog.sources.values import label, links, stars
from catalog.sources.variants import options, titled
from catalog.types import Product


def detects(head: bytes, name: str) -> bool:
    """Whether products have variants and prices are objects."""
    priced = mentions(head, "amount", "currency") or mentions(head, "price_range")
    return kind(head, name) == "json" and mentions(head, "variants") and priced


def variants(feed: Feed) -> Rows:
    """One row a variant: the product, and the variant of it."""
    for row in rows(feed):
        yield from [row] if isinstance(row, Unreadable) else _variants(row)


def product(row: Mapping[str, Any], context: Context) -> Product:
    """The product that a variant is."""
    whole, variant = row["product"], row["variant"]
    chosen = options(_pairs(variant))
    attributes = chosen | ({"condition": label(c)} if (c := _condition(variant)) else {})
    return draft.product(
        Draft(
            id=variant.get("id") or whole.get("id"),
            title=_title(label(whole.get("title")), label(variant.get("title")), chosen),
            description=_words(variant.get("description")) or _words(whole.get("description")),
            brand=whole.get("brand"),  # a seller is no brand: who sells a thing has not made it
            category=_category(variant.get("categories")) or _category(whole.get("categories")),
            prices=[_priced(whole, variant)],
            attributes=attributes,
            rating=_stars(variant.get("rating")) or _stars(whole.get("rating")),
            reviews=_object(variant.get("rating")).get("count") or _object(whole.get("rating")).get("count"),
            images=links(_pictures(variant.get("media")), _pictures(whole.get("media"))),
            tags=variant.get("tags") or whole.get("tags"),
            gtin=[_object(code).get("value") for code in _list(variant.get("barcodes"))],
            group=whole.get("id"),
            url=variant.get("url") or whole.get("url"),
            stock=variant.get("inventory_quantity") or _object(variant.get("availability")).get("quantity"),
            available=_available(variant.get("availability")),
        ),
        context,
    )


def _variants(row: Row) -> Iterator[Row | Unreadable]:
    found = [v for v in _list(row.value.get("variants")) if isinstance(v, dict)]
    if not found:
        yield Unreadable(row.number, "has no variants; list at least one, with its id and price")
    for variant in found:
        yield Row(row.number, {"product": row.value, "variant": variant})


def _title(whole: str, variant: str, chosen: Mapping[str, str]) -> str:
    if not variant or variant.casefold() == "default title":
        return titled(whole, chosen)
    if whole.casefold() in variant.casefold() or not whole:
        return variant
    return titled(whole, chosen) if chosen else f"{whole} - {variant}"


def _priced(whole: Mapping[str, Any], variant: Mapping[str, Any]) -> Priced:
    """The variant's price, or the product's where all of its variants cost the same."""
    asked, before = _object(variant.get("price")), _object(variant.get("list_price"))
    span = _object(whole.get("price_range"))
    if not asked and span.get("min") == span.get("max"):
        asked = _object(span.get("min"))
    same = before.get("currency", asked.get("currency")) == asked.get("currency")
    return Priced(asked.get("amount"), before.get("amount") if same else None, asked.get("currency"), in_minor=True)


def _pairs(variant: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    for name in ("selected_options", "variant_options", "options"):
        if chosen := [option for option in _list(variant.get(name)) if isinstance(option, dict)]:
            return [(option.get("name"), option.get("label") or option.get("value")) for option in chosen]
    return []


def _words(description: Any) -> Any:
    said = _object(description)
    return (
        description if isinstance(description, str) else said.get("plain") or said.get("html") or said.get("markdown")
    )


def _category(categories: Any) -> Any:
    """The first path; a taxonomy's bare number says nothing to a shopper."""
    said = [_object(c).get("value") if isinstance(c, dict) else c for c in _list(categories)]
    return next((c for c in said if isinstance(c, str) and c.strip() and not c.strip().isdigit()), None)


def _condition(variant: Mapping[str, Any]) -> str:
    said = [label(c).casefold() for c in _list(variant.get("condition"))]
    return ", ".join(c for c in said if c and c != "new")


def _available(said: Any) -> Any:
    told = _object(said)
    if told.get("available") is False:
        return False
    return told.get("status") if told else said


def _stars(rating: Any) -> float | None:
    said = _object(rating)
    return stars(said.get("value"), said.get("scale_max"))


def _pictures(media: Any) -> list[Any]:
    return [m for m in _list(media) if _object(m).get("type", "image") == "image"]


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _object(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


FORMAT = Format("ucp", detects, variants, product)
