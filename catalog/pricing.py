"""What a number of packages costs in a market, promotions counted exactly, in integer minor units."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.types import Product


@dataclass(frozen=True)
class Pricing:
    """The price rule of one product in one market.

    `unit` is one package after any percentage; every full group of `group` packages costs `saving` less.
    """

    currency: str
    unit: int
    regular: int
    group: int = 0
    saving: int = 0

    def total(self, quantity: int) -> int:
        """The price of `quantity` packages, never below zero."""
        return self.unit * quantity - self.discount(quantity)

    def discount(self, quantity: int) -> int:
        """What groups of packages save on `quantity` of them."""
        return (quantity // self.group) * self.saving if self.group else 0


def pricing(product: Product, market: str) -> Pricing | None:
    """The price rule of a product in a market, or None where it is not for sale there.

    Percentages round half up to a minor unit. With several promotions the first that applies counts.
    """
    offer = product.offer(market)
    if offer is None:
        return None
    price, currency = offer.price.amount, offer.price.currency
    for promotion in product.promotions:
        if promotion.market not in (None, market):
            continue
        if promotion.kind == "percent" and promotion.value:
            return Pricing(currency, (price * (100 - promotion.value) + 50) // 100, price)
        if promotion.kind == "bogo":
            return Pricing(currency, price, price, 2, price)
        if promotion.price and promotion.quantity:
            saving = price * promotion.quantity - promotion.price.amount
            if promotion.price.currency == currency and saving > 0:
                return Pricing(currency, price, price, promotion.quantity, saving)
    return Pricing(currency, price, price)
