"""The words that the product side of the house speaks: money, products, offers, queries and hits.

Everything here is frozen and imports nothing of ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

Language = Literal["en", "ko"]
Market = Literal["us", "kr"]
Diet = Literal["vegan", "vegetarian", "halal", "kosher", "gluten_free", "dairy_free", "nut_free"]
EventKind = Literal["view", "purchase", "rating", "dismiss"]
Allergen = Literal["peanut", "tree_nut", "milk", "egg", "wheat", "soy", "fish", "shellfish", "sesame"]

DIETS: tuple[str, ...] = get_args(Diet)
ALLERGENS: tuple[str, ...] = get_args(Allergen)
CURRENCY: dict[Market, str] = {"us": "USD", "kr": "KRW"}
MINOR_DIGITS = {"USD": 2, "KRW": 0}  # ISO 4217 exponents of the currencies that the markets use
ONLINE = "online"  # the place whose stock a delivery order draws on

# Animal allergens that a claim of the diet denies; a product that states both is wrong about one of them.
DIET_DENIES: dict[str, frozenset[str]] = {
    "vegan": frozenset({"milk", "egg", "fish", "shellfish"}),
    "vegetarian": frozenset({"fish", "shellfish"}),
    "dairy_free": frozenset({"milk"}),
    "gluten_free": frozenset({"wheat"}),
    "nut_free": frozenset({"peanut", "tree_nut"}),
    "kosher": frozenset({"shellfish"}),
}


class Frozen(BaseModel):
    """A value that never changes and refuses fields that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Money(Frozen):
    """An amount in ISO 4217 minor units: ₩15,000 is 15000 KRW, $4.99 is 499 USD."""

    amount: int
    currency: str = Field(pattern="^[A-Z]{3}$")

    def of(self, amount: int) -> Money:
        """Another amount in the same currency."""
        return Money(amount=amount, currency=self.currency)


Text = dict[str, str]  # language code -> text


def localized(text: Text, language: str) -> str:
    """The text in `language`, else in English, else in whichever language there is ('' if none)."""
    return text.get(language) or text.get("en") or next(iter(text.values()), "")


class Offer(Frozen):
    """What a market asks for a product: `price` now, `list_price` before any mark-down."""

    market: str
    price: Money
    list_price: Money | None = None
    url: str | None = None

    @model_validator(mode="after")
    def _not_negative(self) -> Offer:
        if self.price.amount < 0:
            raise ValueError("a price is never below zero")
        return self


class Pack(Frozen):
    """What is inside one package: `count` usable pieces of `amount` `unit` each."""

    count: int = Field(default=1, ge=1)
    amount: float | None = Field(default=None, gt=0)
    unit: str | None = None


class Availability(Frozen):
    """How many packages a place holds."""

    place: str
    quantity: int = Field(ge=0)


class Promotion(Frozen):
    """A price rule: `percent` off, `bogo` (one free with each), or `multi` (`quantity` for `price`)."""

    kind: Literal["percent", "bogo", "multi"]
    value: int | None = Field(default=None, ge=1, le=90)
    quantity: int | None = Field(default=None, ge=2)
    market: str | None = None
    price: Money | None = None

    @model_validator(mode="after")
    def _complete(self) -> Promotion:
        if self.kind == "percent" and self.value is None:
            raise ValueError("a percent promotion needs a value")
        if self.kind == "multi" and (self.quantity is None or self.price is None):
            raise ValueError("a multi promotion needs a quantity and a price")
        if self.price is not None and self.price.amount < 0:
            raise ValueError("a price is never below zero")
        return self


class Product(Frozen):
    """One thing that can be bought. `allergens=None` means that nobody stated them, which is never 'free from'."""

    id: str = Field(min_length=1)
    title: Text
    description: Text = {}
    brand: str = ""
    brand_label: Text = {}
    categories: tuple[str, ...] = ()  # the path from the top, one key a level
    category_label: Text = {}
    offers: tuple[Offer, ...] = ()
    attributes: dict[str, Any] = {}
    diet: tuple[Diet, ...] = ()
    allergens: tuple[Allergen, ...] | None = None
    edible: bool = False
    durable: bool = False  # kept for years, so that who has one needs no other
    contains_alcohol: bool = False
    min_age: int | None = None
    serves: float | None = Field(default=None, gt=0)
    pack: Pack = Pack()
    max_per_order: int = Field(default=99, ge=1)
    rating: float | None = Field(default=None, ge=0, le=5)
    review_count: int = Field(default=0, ge=0)
    images: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    gtin: str | None = None
    group_id: str | None = None
    availability: tuple[Availability, ...] = ()
    promotions: tuple[Promotion, ...] = ()
    goes_with: tuple[str, ...] = ()  # category paths that are often bought with it
    related: tuple[str, ...] = ()  # ids of products that go with it

    def offer(self, market: str) -> Offer | None:
        """The offer of a market, or None where the product is not for sale in it."""
        return next((offer for offer in self.offers if offer.market == market), None)

    def stock(self, place: str = ONLINE) -> int:
        """Packages that a place holds (0 where the place is unknown)."""
        return next((a.quantity for a in self.availability if a.place == place), 0)

    @property
    def titles(self) -> str:
        """Its titles in every language, as one text."""
        return " ".join(self.title.values())

    @property
    def category(self) -> str:
        """The category path as one key, `grocery/snacks/chips`."""
        return "/".join(self.categories)


class Review(Frozen):
    """One shopper's words about a product. In the demo shop every review is simulated."""

    id: str
    product_id: str
    language: Language
    stars: int = Field(ge=1, le=5)
    text: str
    aspects: tuple[str, ...] = ()
    simulated: bool = False


class ShopEvent(Frozen):
    """Something a shopper did at a moment. In the demo shop every event is simulated."""

    id: str
    shopper: str
    product_id: str
    kind: EventKind
    at: datetime
    value: int = 1  # packages bought, or stars given
    order: str | None = None
    simulated: bool = False


class Query(Frozen):
    """What to look for and which products are allowed to answer. Filters are conditions, not scores."""

    text: str = ""
    k: int = Field(default=10, ge=1, le=1000)
    language: str | None = None
    market: str | None = None
    categories: tuple[str, ...] = ()  # path prefixes; any of them
    min_price: int | None = None
    max_price: int | None = None
    diet: frozenset[str] = frozenset()  # all of them, where the product is edible
    without_allergens: frozenset[str] = frozenset()
    no_alcohol: bool = False
    max_min_age: int | None = None  # the age of the youngest buyer
    min_rating: float | None = None
    brands: tuple[str, ...] = ()
    in_stock: bool = False
    place: str = ONLINE
    exclude_ids: frozenset[str] = frozenset()

    @model_validator(mode="after")
    def _currency_known(self) -> Query:
        if self.market is None and (self.min_price is not None or self.max_price is not None):
            raise ValueError("a price limit needs a market, which says its currency")
        return self


class Hit(Frozen):
    """A product that answers a query: `score` in 0..1, and which searches found it at which rank (1-based)."""

    product: Product
    score: float
    ranks: dict[str, int] = {}
