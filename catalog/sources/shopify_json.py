"""Shopify's `products.json`: products with options and variants, prices as decimal texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from catalog.sources import draft
from catalog.sources.containers import kind, mentions
from catalog.sources.draft import Draft, Priced
from catalog.sources.feed import Context, Format
from catalog.sources.ucp import variants
from catalog.sources.values import label, links
from catalog.sources.variants import options, titled
from catalog.types import Product

NOT_LISTED = ("draft", "archived")


def detects(head: bytes, name: str) -> bool:
    """Whether products have a handle and variants."""
    own_words = mentions(head, "body_html") or mentions(head, "product_type") or mentions(head, "option1")
    return kind(head, name) == "json" and mentions(head, "handle", "variants") and own_words


def product(row: Mapping[str, Any], context: Context) -> Product | None:
    """The product that a variant is, or None for one that is not published."""
    whole, variant = row["product"], row["variant"]
    if whole.get("status") in NOT_LISTED or ("published_at" in whole and whole["published_at"] is None):
        return None
    chosen = options(_pairs(whole, variant))
    images = whole.get("images") or whole.get("image")
    return draft.product(
        Draft(
            id=label(variant.get("sku")) or variant.get("id"),
            title=titled(label(whole.get("title")), chosen),
            description=whole.get("body_html"),
            brand=whole.get("vendor"),
            category=whole.get("product_type"),
            prices=[Priced(variant.get("price"), variant.get("compare_at_price"), variant.get("price_currency"))],
            attributes=chosen,
            images=links(variant.get("featured_image"), images),
            tags=whole.get("tags"),
            gtin=variant.get("barcode"),
            group=whole.get("handle") or whole.get("id"),
            stock=None if variant.get("inventory_policy") == "continue" else variant.get("inventory_quantity"),
            available=variant.get("available"),
        ),
        context,
    )


def _pairs(whole: Mapping[str, Any], variant: Mapping[str, Any]) -> list[tuple[Any, Any]]:
    """Option names stand with the product, their values with the variant."""
    said = whole.get("options")
    named = said if isinstance(said, list) else []
    names = [option.get("name") if isinstance(option, dict) else option for option in named]
    return [(name, variant.get(f"option{n}")) for n, name in enumerate(names[:3], 1)]


FORMAT = Format("shopify-json", detects, variants, product)
