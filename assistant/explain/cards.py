"""Show products as shoppers see them, in the reply's language."""

from __future__ import annotations

from typing import Any

from assistant.explain.phrases import money, number, say
from assistant.types import Card
from catalog.pricing import Pricing, pricing
from catalog.types import Money, Product, localized


def card(product: Product, language: str, market: str) -> Card:
    """The card of a product that the market sells."""
    rule = pricing(product, market)
    if rule is None:
        raise ValueError(f"{product.id} is not for sale in {market}")
    return Card(
        id=product.id,
        title=localized(product.title, language),
        brand=localized(product.brand_label, language) or product.brand,
        description=localized(product.description, language),
        categories=product.categories,
        category_label=localized(product.category_label, language),
        image=product.images[0] if product.images else None,
        diet=product.diet,
        allergens=product.allergens,
        contains_alcohol=product.contains_alcohol,
        min_age=product.min_age,
        rating=product.rating,
        review_count=product.review_count,
        availability=product.availability,
        price=Money(amount=rule.unit, currency=rule.currency),
        list_price=Money(amount=rule.regular, currency=rule.currency) if rule.regular > rule.unit else None,
        promotion=deal(rule, language),
        serves=product.serves,
        pack=_pack(product),
        attributes={key: _value(value, language) for key, value in product.attributes.items()},
        url=next((o.url for o in product.offers if o.market == market), None),
    )


def deal(rule: Pricing, language: str) -> str | None:
    """A promotion's short label, or None."""
    if rule.unit < rule.regular:
        return say(language, "deal_percent", percent=round(100 - 100 * rule.unit / rule.regular))
    if rule.group == 2 and rule.saving == rule.unit:
        return say(language, "deal_bogo")
    if rule.group:
        return say(language, "deal_multi", group=rule.group, price=money(group_price(rule), language))
    return None


def group_price(rule: Pricing) -> Money:
    """What one full promotion group costs."""
    return Money(amount=rule.unit * rule.group - rule.saving, currency=rule.currency)


def _pack(product: Product) -> str | None:
    pack = product.pack
    amount = f"{number(pack.amount)} {pack.unit or ''}".strip() if pack.amount else ""
    if pack.count > 1:
        return f"{pack.count} × {amount}" if amount else f"{pack.count}"
    return amount or None


def _value(value: Any, language: str) -> Any:
    return localized(value, language) if isinstance(value, dict) else value
