"""The product side's words: frozen, strict about fields, exact about money."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

import catalog.types
from catalog.types import (
    ALLERGENS,
    CURRENCY,
    DIET_DENIES,
    DIETS,
    MINOR_DIGITS,
    Availability,
    Hit,
    Money,
    Offer,
    Pack,
    Product,
    Promotion,
    Query,
    Review,
    localized,
)
from tests.fakes import a_product, stocked, tiny_products

WON = Money(amount=1000, currency="KRW")
ONE_OF_EACH = [
    WON,
    Offer(market="kr", price=WON),
    Pack(),
    Availability(place="online", quantity=1),
    Promotion(kind="bogo"),
    a_product(),
    Review(id="r", product_id="p", language="ko", stars=5, text="좋아요"),
    Query(),
    Hit(product=a_product(), score=0.5),
]


@pytest.mark.parametrize("value", ONE_OF_EACH, ids=lambda value: type(value).__name__)
def test_values_never_change(value: BaseModel) -> None:
    """Setting any field of any value is refused."""
    for name in type(value).model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(value, name, None)


@pytest.mark.parametrize("value", ONE_OF_EACH, ids=lambda value: type(value).__name__)
def test_unknown_fields_are_refused(value: BaseModel) -> None:
    """A misspelt field is an error and not silently dropped."""
    with pytest.raises(ValidationError, match="nonsense"):
        type(value).model_validate({**value.model_dump(), "nonsense": 1})


def test_types_are_a_leaf() -> None:
    """The module imports nothing of ours."""
    tree = ast.parse(Path(str(catalog.types.__file__)).read_text("utf-8"))
    named = [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    named += [str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert not [name for name in named if name.split(".")[0] in {"catalog", "assistant", "evals", "prompts"}]


@pytest.mark.parametrize("amount", [1.5, "1.5", None, float("nan"), float("inf")])
def test_money_is_whole_minor_units(amount: object) -> None:
    """A fraction of a won or cent cannot be written."""
    with pytest.raises(ValidationError):
        Money.model_validate({"amount": amount, "currency": "KRW"})


@pytest.mark.parametrize("currency", ["", "usd", "US", "USDD", "$", "USD\n", "원"])
def test_a_currency_is_three_capitals(currency: str) -> None:
    """Anything but an ISO 4217 code is refused."""
    with pytest.raises(ValidationError):
        Money(amount=1, currency=currency)


@given(st.integers(), st.integers())
def test_money_of_keeps_the_currency(amount: int, other: int) -> None:
    """Another amount of the same money is in the same currency."""
    assert Money(amount=amount, currency="USD").of(other) == Money(amount=other, currency="USD")


def test_every_market_has_a_currency_with_known_digits() -> None:
    """Each market's currency has an exponent, and won have no minor unit."""
    assert set(CURRENCY.values()) == set(MINOR_DIGITS)
    assert MINOR_DIGITS["KRW"] == 0


def test_diets_deny_known_allergens_only() -> None:
    """The table of contradictions speaks of diets and allergens that exist."""
    assert set(DIET_DENIES) <= set(DIETS)
    assert frozenset().union(*DIET_DENIES.values()) <= set(ALLERGENS)
    assert DIET_DENIES["vegetarian"] | DIET_DENIES["dairy_free"] <= DIET_DENIES["vegan"]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ({"en": "chips", "ko": "칩"}, "ko", "칩"),
        ({"en": "chips", "ko": "칩"}, "en", "chips"),
        ({"en": "chips", "ko": "칩"}, "ja", "chips"),
        ({"en": "chips"}, "ko", "chips"),
        ({"ko": "칩"}, "en", "칩"),
        ({"en": "chips", "ko": ""}, "ko", "chips"),
        ({}, "en", ""),
    ],
)
def test_localized_falls_back_to_english_then_to_any(text: dict[str, str], language: str, expected: str) -> None:
    """The asked language, else English, else whichever there is."""
    assert localized(text, language) == expected


@pytest.mark.parametrize("product", tiny_products(), ids=lambda product: product.id)
def test_a_product_survives_json(product: Product) -> None:
    """Written as JSON and read back, a product is the same."""
    assert Product.model_validate_json(product.model_dump_json()) == product


@pytest.mark.parametrize(
    ("allergens", "json"), [(None, "null"), ((), "[]"), (("milk",), '["milk"]')], ids=["unstated", "none", "milk"]
)
def test_unstated_allergens_stay_apart_from_none(allergens: tuple[str, ...] | None, json: str) -> None:
    """'Nobody stated them' and 'the label says none' are different on disk and after it."""
    product = a_product(allergens=allergens)
    assert f'"allergens":{json}' in product.model_dump_json()
    assert Product.model_validate_json(product.model_dump_json()).allergens == allergens


def test_an_offer_is_found_by_its_market() -> None:
    """A market's own offer, or None where the product is not for sale."""
    product = a_product(kr=1500, us=None)
    offer = product.offer("kr")
    assert offer is not None
    assert offer.price == Money(amount=1500, currency="KRW")
    assert product.offer("us") is None


def test_stock_of_an_unknown_place_is_nothing() -> None:
    """A place that holds none and a place nobody knows hold the same."""
    product = a_product(availability=stocked(7, riverside=2))
    assert [product.stock(), product.stock("riverside"), product.stock("moon")] == [7, 2, 0]


@pytest.mark.parametrize(("path", "key"), [((), ""), (("a",), "a"), (("a", "b", "c"), "a/b/c")])
def test_a_category_is_its_path(path: tuple[str, ...], key: str) -> None:
    """The levels are joined by slashes."""
    assert a_product(categories=path).category == key


@pytest.mark.parametrize(
    "facts",
    [
        {"id": ""},
        {"rating": 5.1},
        {"rating": -0.1},
        {"review_count": -1},
        {"serves": 0},
        {"max_per_order": 0},
        {"diet": ("carnivore",)},
        {"allergens": ("mustard",)},
        {"availability": ({"place": "online", "quantity": -1},)},
        {"pack": {"count": 0}},
        {"offers": ({"market": "kr", "price": {"amount": -1, "currency": "KRW"}},)},
    ],
    ids=str,
)
def test_impossible_facts_are_refused(facts: dict[str, Any]) -> None:
    """A product with a fact that cannot be is not made."""
    with pytest.raises(ValidationError):
        Product.model_validate(a_product().model_dump() | facts)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "percent"},
        {"kind": "percent", "value": 0},
        {"kind": "percent", "value": 91},
        {"kind": "multi"},
        {"kind": "multi", "quantity": 3},
        {"kind": "multi", "price": WON},
        {"kind": "multi", "quantity": 1, "price": WON},
        {"kind": "multi", "quantity": 2, "price": WON.of(-1)},
        {"kind": "half"},
    ],
    ids=str,
)
def test_incomplete_promotions_are_refused(rule: dict[str, Any]) -> None:
    """A promotion without the numbers that its kind needs is not made."""
    with pytest.raises(ValidationError):
        Promotion.model_validate(rule)


@pytest.mark.parametrize("k", [0, -1, 1001])
def test_a_query_asks_for_one_to_a_thousand(k: int) -> None:
    """More or fewer answers than that are refused."""
    with pytest.raises(ValidationError):
        Query(k=k)


@pytest.mark.parametrize("bound", ["min_price", "max_price"])
def test_a_price_limit_needs_a_market(bound: str) -> None:
    """A bare number has no currency, so it is refused and never ignored."""
    with pytest.raises(ValidationError, match="market"):
        Query.model_validate({bound: 1000})
    assert getattr(Query.model_validate({bound: 1000, "market": "kr"}), bound) == 1000


@pytest.mark.parametrize("stars", [0, 6])
def test_stars_are_one_to_five(stars: int) -> None:
    """A review outside the scale is refused."""
    with pytest.raises(ValidationError):
        Review(id="r", product_id="p", language="en", stars=stars, text="")
