"""Reasons from a shopper's own past: what they buy again, the brand they keep to, and what goes with what they have.

Every reason carries the ids of the events that make it true.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from babel.dates import format_date

from assistant.explain.phrases import LOCALES, say
from assistant.recommend.blend import Taste
from assistant.recommend.habit import Past
from assistant.shopper.profile import Deed
from assistant.types import Reason
from catalog.index.snapshot import Snapshot
from catalog.types import Product, localized

FAVOURITE = 4  # stars that are worth a word
BRAND_ORDERS = 3  # orders of a brand in a category that make it the shopper's usual one
RECENT = 330  # days within which a month needs no year


@dataclass(frozen=True)
class Memory:
    """A shopper's taste over a shop, at a moment."""

    taste: Taste
    snapshot: Snapshot
    at: dt.datetime

    def month(self, deed: Deed, language: str) -> str:
        """The month of a deed: "May", "5월"; with the year where it is about a year ago."""
        skeleton = "LLLL" if (self.at - deed.at).days < RECENT else ("MMMM y" if language == "en" else "y년 LLLL")
        return str(format_date(deed.at.date(), skeleton, locale=LOCALES[language]))


def history(product: Product, memory: Memory, language: str) -> Iterator[Reason]:
    """What the shopper did with this very product, or else with its brand."""
    place = memory.snapshot.position(product.id)
    past = memory.taste.pasts.get(place) if place is not None else None
    if past is not None and past.orders:
        yield _again(past, memory, language)
    elif past is None or not past.ratings:
        yield from _brand(product, memory, language)
    if past is not None and past.stars is not None and past.stars >= FAVOURITE:
        rated = past.ratings[-1]
        text = say(language, "reason_rated", stars=rated.value, month=memory.month(rated, language))
        yield Reason(kind="history", text=text, evidence=(rated.id,))


def _again(past: Past, memory: Memory, language: str) -> Reason:
    count = past.times
    month = memory.month(past.orders[-1], language)
    key = "reason_monthly" if past.monthly(memory.at) else "reason_again" if count > 1 else "reason_before"
    ids = tuple(deed.id for deed in past.orders)
    return Reason(kind="history", text=say(language, key, orders=count, month=month), evidence=ids)


def _brand(product: Product, memory: Memory, language: str) -> Iterator[Reason]:
    """The shopper's usual brand of the category."""
    products = memory.snapshot.products
    own = [
        deed
        for place, past in memory.taste.pasts.items()
        if product.brand and products[place].brand == product.brand and products[place].category == product.category
        for deed in past.orders
    ]
    orders = {deed.order or deed.id: deed for deed in own}
    if len(orders) >= BRAND_ORDERS:
        brand = localized(product.brand_label, language) or product.brand
        ids = tuple(sorted(deed.id for deed in orders.values()))
        text = say(language, "reason_brand", brand=brand, orders=len(orders))
        yield Reason(kind="history", text=text, evidence=ids)


def goes_with_owned(product: Product, memory: Memory, language: str) -> Iterator[Reason]:
    """A durable thing that the shopper bought and that this product goes with, by the shop's own word."""
    taste, products = memory.taste, memory.snapshot.products
    owned = [place for place in taste.pasts if taste.owned[place] and _pair(product, products[place])]
    if owned:
        place = max(owned, key=lambda one: (taste.pasts[one].orders[-1].at, products[one].id))
        bought = taste.pasts[place].orders[-1]
        item = localized(products[place].title, language)
        text = say(language, "reason_goes_with_owned", item=item, month=memory.month(bought, language))
        evidence = (bought.id, f"product:{product.id}#goes_with", f"product:{products[place].id}")
        yield Reason(kind="complements", text=text, evidence=evidence)


def _pair(product: Product, other: Product) -> bool:
    return any(other.category == path or other.category.startswith(path + "/") for path in product.goes_with)
