"""What every format says about a product, still in the feed's own words, and how that becomes a `Product`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from catalog.sources.feed import Context
from catalog.sources.prices import NoPrice, minor, price
from catalog.sources.values import MAX_LABEL, MAX_TITLE, count, gtin, identity, label, link, listed, prose
from catalog.text import HANGUL
from catalog.types import ONLINE, Availability, Money, Offer, Product

MARKET_OF = {"USD": "us", "KRW": "kr"}  # any other currency is a market by its own name
DEFAULT_STOCK = 100  # a feed that lists a product without stock is selling it
MAX_ID = 200
MAX_LEVELS = 12  # of a category path
KOREAN_SHARE = 0.3  # of a description's letters that are Hangul: less is a Korean word in an English text
# Feeds do not say what is eaten; what looks like food must state its allergens and diets to pass those filters.
FOOD = re.compile(
    r"\b(?:food|grocer|snack|drink|beverage|candy|chocolate|cookie|cake|bread|meat|fruit|vegetable|sauce|spice|tea|coffee|"
    r"juice|beer|wine|cereal|nut|cheese|milk|noodle|rice|pasta|chip|supplement|vitamin)|"
    r"식품|음료|간식|과자|차|커피|주스|맥주|와인|소주|빵|고기|과일|채소|소스|치즈|우유|라면|쌀|김치|초콜릿|사탕|견과",
    re.IGNORECASE,
)
# Words for what cannot be had now; what comes back later is no help to who needs it today.
NOT_NOW = re.compile(
    r"out.?of.?stock|sold.?out|discontinued|pre.?order|pre.?sale|back.?order|unavailable|not.?available|품절|단종|예약",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Priced:
    """An asking price, the price before any mark-down, and the currency where the amounts do not say it."""

    price: Any
    regular: Any = None
    currency: Any = None
    in_minor: bool = False  # the amounts are whole minor units, as the commerce protocols give them


@dataclass(frozen=True)
class Draft:
    """A product in the feed's words. Only `id` and `title` must be there."""

    id: Any
    title: Any
    description: Any = None
    brand: Any = None
    category: Any = None  # a path as a list, or parted by > / |
    labelled: bool = True  # whether the last level's own words are kept
    prices: Sequence[Priced] = ()
    attributes: Mapping[str, Any] = field(default_factory=dict)
    rating: float | None = None
    reviews: Any = None
    images: tuple[str, ...] = ()
    tags: Any = None
    gtin: Any = None
    group: Any = None
    url: Any = None
    stock: Any = None
    available: Any = None
    min_age: int | None = None


def product(draft: Draft, context: Context) -> Product:
    """The product that a draft describes; what it does not say stays unknown. Raises ValueError with the mend."""
    ident, title = identity(draft.id), prose(draft.title)[:MAX_TITLE]
    if not ident or not title.strip():
        raise ValueError(f"has no {'title' if ident else 'id'}; fill in that column")
    if len(ident) > MAX_ID:
        raise ValueError(f"id has {len(ident)} characters; use {MAX_ID} or fewer")
    description = prose(draft.description)
    language = _language(title, description)
    path = levels(draft.category)
    brand = label(draft.brand)
    return Product(
        id=ident,
        title={language: title},
        description={language: description},
        brand=brand.casefold(),
        brand_label={language: brand} if brand else {},
        categories=tuple(re.sub(r"\s+", "_", level.lower()) for level in path),
        category_label={language: path[-1]} if path and draft.labelled else {},
        offers=_offers(draft, context),
        attributes={name: word for name, value in draft.attributes.items() if (word := label(value))},
        edible=bool(FOOD.search(f"{' '.join(path)} {title}")),
        min_age=draft.min_age,
        rating=draft.rating,
        review_count=count(draft.reviews) or 0,
        images=draft.images,
        tags=listed(draft.tags),
        gtin=gtin(draft.gtin),
        group_id=label(draft.group) or None,
        availability=(Availability(place=ONLINE, quantity=stock(draft.stock, draft.available)),),
    )


def levels(category: Any) -> tuple[str, ...]:
    """A category path in the feed's own words, from the top."""
    parts = category if isinstance(category, list | tuple) else re.split(r"\s*[>/|]\s*", prose(category))
    return tuple(word[:MAX_LABEL] for part in parts[:MAX_LEVELS] if (word := label(part)))


def stock(quantity: Any, available: Any = None) -> int:
    """How many can be sold now: what is counted, none where it cannot be had, the default where nothing is said."""
    if available is False or (isinstance(available, str) and NOT_NOW.search(available.replace("_", " "))):
        return 0
    counted = count(quantity)
    return DEFAULT_STOCK if counted is None else counted


def _offers(draft: Draft, context: Context) -> tuple[Offer, ...]:
    found: dict[str, Offer] = {}
    for priced in draft.prices:
        asked = _amount(priced, priced.price, context)
        if isinstance(asked, NoPrice):
            context.report.prices_unknown += asked is NoPrice.UNKNOWN
            context.report.prices_unclear += asked is NoPrice.UNCLEAR
            continue
        before = _amount(priced, priced.regular, context)
        marked = isinstance(before, Money) and before.currency == asked.currency and before.amount > asked.amount
        market = MARKET_OF.get(asked.currency, asked.currency.lower())
        offer = Offer(market=market, price=asked, list_price=before if marked else None, url=_page(draft.url))
        found.setdefault(market, offer)
    return tuple(found.values())


def _amount(priced: Priced, value: Any, context: Context) -> Money | NoPrice:
    currency = priced.currency if isinstance(priced.currency, str) and priced.currency.strip() else context.currency
    return minor(value, currency) if priced.in_minor else price(value, currency)


def _page(url: Any) -> str | None:
    found = link(url)
    return found if found.startswith(("http://", "https://")) else None


def _language(title: str, description: str) -> str:
    if HANGUL.search(title):
        return "ko"
    if not HANGUL.search(description):
        return "en"
    letters = [c for c in description if c.isalpha()]
    korean = sum(1 for c in letters if HANGUL.match(c))
    return "ko" if letters and korean / len(letters) > KOREAN_SHARE else "en"
