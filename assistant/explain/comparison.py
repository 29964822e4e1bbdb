"""Compare products: the rows in which they differ, and a sentence on what is cheapest, best rated and largest.

A value that a listing does not state is None, never a guess. What all of them say alike is no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.explain.attributes import label, value_of
from assistant.explain.cards import card
from assistant.explain.cited import allergens, pack
from assistant.explain.phrases import money, number, say
from assistant.types import Card, Compared, Comparison
from catalog.pricing import pricing
from catalog.types import ONLINE, Money, Product

PER = 100  # of g or ml: what unit prices are written for
WEIGHED = {"g": 1.0, "kg": 1000.0, "ml": 1.0, "l": 1000.0}
MASS = frozenset({"g", "kg"})
FEW = 2  # products of which one is "cheaper"; of more one is "the cheapest"


def comparison(products: Sequence[Product], language: str, market: str) -> Comparison:
    """A table of what differs, the products in the order given."""
    rows = [row for row in _rows(products, language, market) if len(set(row.values)) > 1]
    return Comparison(products=tuple(card(one, language, market) for one in products), rows=tuple(rows))


def _rows(products: Sequence[Product], language: str, market: str) -> Iterator[Compared]:
    def row(name: str, value: Callable[[Product], str | None]) -> Compared:
        return Compared(label=name, values=tuple(value(one) for one in products))

    yield row(say(language, "row_price"), lambda one: _price(one, market, language))
    for key, kind in (("row_per_mass", "g"), ("row_per_volume", "ml"), ("row_per_serving", "serving")):
        yield row(say(language, key), lambda one, kind=kind: _per(one, market, language, kind))  # type: ignore[misc]
    yield row(say(language, "row_rating"), lambda one: _rating(one, language))
    yield row(say(language, "row_pack"), lambda one: pack(one) or None)
    people = "row_serves" if any(one.edible for one in products) else "row_people"
    yield row(say(language, people), lambda one: number(one.serves) if one.serves else None)
    for name in _names(products, language):
        yield row(name, lambda one, name=name: _attribute(one, name, language))  # type: ignore[misc]
    yield row(say(language, "row_diet"), lambda one: _diet(one, language))
    if any(one.edible for one in products):
        yield row(say(language, "row_allergens"), lambda one: _allergens(one, language))
    yield row(say(language, "row_stock"), lambda one: number(one.stock(ONLINE)) if one.availability else None)


def _names(products: Sequence[Product], language: str) -> list[str]:
    """The attributes of all products by their spoken names, in the order of the listings."""
    return list(dict.fromkeys(label(key, language) for one in products for key in one.attributes))


def _attribute(product: Product, name: str, language: str) -> str | None:
    said = [
        value_of(k, v, language) for k, v in product.attributes.items() if v is not None and label(k, language) == name
    ]
    return said[0] if said else None


def unit_price(product: Product, market: str) -> Money | None:
    """What one package costs now, or None where it is not for sale."""
    rule = pricing(product, market)
    return Money(amount=rule.unit, currency=rule.currency) if rule else None


def _price(product: Product, market: str, language: str) -> str | None:
    price = unit_price(product, market)
    return money(price, language) if price else None


def amount(product: Product) -> tuple[float, str] | None:
    """How much is in one package, in g or ml; None where it is not stated in such a unit."""
    unit = (product.pack.unit or "").casefold()
    if product.pack.amount is None or unit not in WEIGHED:
        return None
    return product.pack.count * product.pack.amount * WEIGHED[unit], "g" if unit in MASS else "ml"


def _per(product: Product, market: str, language: str, kind: str) -> str | None:
    """The price of 100 g, 100 ml or a serving, rounded half up to a minor unit."""
    price, held = unit_price(product, market), amount(product)
    if price is None:
        return None
    if kind == "serving":
        size = product.serves if product.edible else None
        return money(price.of(int(price.amount / size + 0.5)), language) if size else None
    if held is None or held[1] != kind:
        return None
    return money(price.of(int(price.amount * PER / held[0] + 0.5)), language)


def _rating(product: Product, language: str) -> str | None:
    if product.rating is None:
        return None
    return say(language, "row_rating_value", rating=product.rating, count=product.review_count)


def _diet(product: Product, language: str) -> str | None:
    return ", ".join(say(language, f"diet_{one}") for one in product.diet) or None


def _allergens(product: Product, language: str) -> str | None:
    listed = allergens(product)
    if listed is None:
        return None
    return ", ".join(say(language, f"allergen_{one}") for one in listed) or say(language, "row_no_allergens")


def verdict(products: Sequence[Product], cards: Sequence[Card], language: str, market: str) -> str:
    """Which is cheapest, best rated and largest, where one of them alone is."""
    best = [
        ("cheapest", _only(products, lambda one: _negative(unit_price(one, market)))),
        ("best_rated", _only(products, lambda one: one.rating)),
        ("largest", _only(products, _large(products))),
    ]
    names = {one.id: shown.title for one, shown in zip(products, cards, strict=True)}
    two = len(products) == FEW
    said = [
        say(
            language,
            f"verdict_{key}{'_two' if two else ''}",
            item=names[one.id],
            **_figures(key, one, language, market),
        )
        for key, one in best
        if one is not None
    ]
    return " ".join(said) or say(language, "verdict_none")


def _figures(key: str, product: Product, language: str, market: str) -> dict[str, object]:
    if key == "cheapest":
        return {"price": _price(product, market, language)}
    if key == "best_rated":
        return {"rating": product.rating, "count": product.review_count}
    return {"size": pack(product)}


def _negative(price: Money | None) -> float | None:
    return None if price is None else -price.amount


def _large(products: Sequence[Product]) -> Callable[[Product], float | None]:
    """How much is in a package, where all are measured in the same unit."""
    held = {one.id: amount(one) for one in products}
    units = {found[1] for found in held.values() if found}
    return lambda one: found[0] if (found := held[one.id]) and len(units) == 1 else None


def _only(products: Sequence[Product], value: Callable[[Product], float | None]) -> Product | None:
    """The one product with the highest value; None where several share it or not all state it."""
    values = [value(one) for one in products]
    known = [one for one in values if one is not None]
    if len(known) < len(products) or known.count(max(known)) > 1:
        return None
    return products[values.index(max(known))]
