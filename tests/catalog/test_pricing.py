"""Promotions are counted exactly, never below zero and never above the price without them."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.pricing import Pricing, pricing
from catalog.types import Money, Product, Promotion
from tests.fakes import a_product

COUNTS = range(8)


def won(amount: int) -> Money:
    return Money(amount=amount, currency="KRW")


def on(price: int, *promotions: Promotion, market: str = "kr") -> Pricing:
    """The price rule in a market of a product with the promotions."""
    rule = pricing(a_product(kr=price, us=price, promotions=promotions), market)
    assert rule is not None
    return rule


def multi(quantity: int, price: Money, market: str | None = "kr") -> Promotion:
    return Promotion(kind="multi", quantity=quantity, price=price, market=market)


@st.composite
def promotions(draw: st.DrawFn) -> Promotion:
    """Any promotion that can be written, sensible or not."""
    kind = draw(st.sampled_from(["percent", "bogo", "multi"]))
    market = draw(st.sampled_from([None, "kr", "us"]))
    if kind == "percent":
        return Promotion(kind="percent", value=draw(st.integers(1, 90)), market=market)
    if kind == "bogo":
        return Promotion(kind="bogo", market=market)
    currency = draw(st.sampled_from(["KRW", "USD"]))
    price = Money(amount=draw(st.integers(0, 2_000_000)), currency=currency)
    return Promotion(kind="multi", quantity=draw(st.integers(2, 12)), price=price, market=market)


products = st.builds(
    lambda kr, us, rules: a_product(kr=kr, us=us, promotions=tuple(rules)),
    st.none() | st.integers(0, 1_000_000),
    st.none() | st.integers(0, 1_000_000),
    st.lists(promotions(), max_size=3),
)
markets = st.sampled_from(["kr", "us"])


@pytest.mark.parametrize(
    ("price", "percent", "unit"),
    [
        (1000, 20, 800),
        (999, 10, 899),  # 899.1
        (15, 10, 14),  # 13.5, half up
        (25, 50, 13),  # 12.5, half up
        (5, 50, 3),  # 2.5, half up and not to even
        (1, 90, 0),
        (0, 50, 0),
        (299, 33, 200),  # 200.33
    ],
)
def test_percentages_round_half_up_a_package(price: int, percent: int, unit: int) -> None:
    """The reduced price of one package is whole, and many cost many times it."""
    rule = on(price, Promotion(kind="percent", value=percent))
    assert rule.unit == unit
    assert [rule.total(n) for n in COUNTS] == [unit * n for n in COUNTS]


def test_one_free_with_each_pays_every_other() -> None:
    """Of two the second is free; a third is paid again."""
    rule = on(1000, Promotion(kind="bogo"))
    assert [rule.total(n) for n in COUNTS] == [0, 1000, 1000, 2000, 2000, 3000, 3000, 4000]
    assert [rule.discount(n) for n in COUNTS] == [0, 0, 1000, 1000, 2000, 2000, 3000, 3000]


def test_so_many_for_so_much_counts_full_groups() -> None:
    """Three for 2,500: the rest beyond full groups costs its own price."""
    rule = on(1000, multi(3, won(2500)))
    assert [rule.total(n) for n in COUNTS] == [0, 1000, 2000, 2500, 3500, 4500, 5000, 6000]


def test_without_a_promotion_a_total_is_price_times_quantity() -> None:
    """No rule, no discount."""
    rule = on(1290)
    assert [rule.total(n) for n in COUNTS] == [1290 * n for n in COUNTS]
    assert [rule.discount(n) for n in COUNTS] == [0] * len(COUNTS)


@pytest.mark.parametrize(
    ("promotion", "why"),
    [
        (multi(3, won(3000)), "saves nothing"),
        (multi(3, won(3600)), "costs more"),
        (multi(3, won(2500), market="us"), "another market's"),
        (multi(3, Money(amount=2500, currency="USD")), "another currency"),
        (Promotion(kind="percent", value=20, market="us"), "another market's"),
        (Promotion(kind="bogo", market="us"), "another market's"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.kind,
)
def test_a_promotion_that_does_not_apply_changes_nothing(promotion: Promotion, why: str) -> None:
    """Other markets' promotions and those that save nothing leave the regular price."""
    assert on(1000, promotion) == on(1000), why


@pytest.mark.parametrize("promotion", [multi(3, won(2500), market=None), multi(3, won(2500))], ids=["any", "kr"])
def test_a_promotion_of_any_market_applies_in_its_currency(promotion: Promotion) -> None:
    """A price in won is a won promotion, whether or not it says where."""
    assert on(1000, promotion).total(3) == 2500
    assert on(1000, promotion, market="us").total(3) == 3000


@pytest.mark.parametrize(
    ("first", "total"),
    [
        (Promotion(kind="bogo"), 2000),
        (Promotion(kind="percent", value=50), 1500),
        (multi(3, won(900)), 900),
        (multi(3, won(900), market="us"), 2400),  # does not apply, so the next one does
    ],
    ids=["bogo", "percent", "multi", "not-here"],
)
def test_the_first_promotion_that_applies_counts(first: Promotion, total: int) -> None:
    """Promotions are never added up."""
    assert on(1000, first, Promotion(kind="percent", value=20)).total(3) == total


@pytest.mark.parametrize(("offer", "market"), [({"us": None}, "us"), ({"kr": None}, "kr"), ({}, "jp")])
def test_no_offer_means_no_price(offer: dict[str, Any], market: str) -> None:
    """Where a product is not for sale it has no price rule, and no conversion invents one."""
    assert pricing(a_product(**offer), market) is None


@given(products, markets, st.integers(0, 200))
def test_a_total_is_never_negative_nor_above_the_regular_price(product: Product, market: str, quantity: int) -> None:
    """Whatever the promotions say: between nothing and price times quantity."""
    rule, offer = pricing(product, market), product.offer(market)
    assert (rule is None) == (offer is None)
    if rule is not None and offer is not None:
        assert 0 <= rule.total(quantity) <= offer.price.amount * quantity
        assert (rule.regular, rule.currency) == (offer.price.amount, offer.price.currency)


@given(products, markets, st.integers(0, 200))
def test_more_packages_cost_less_only_where_a_group_fills(product: Product, market: str, quantity: int) -> None:
    """One package more never lowers a total, unless it completes a group; a whole group more never does."""
    rule = pricing(product, market)
    if rule is None:
        return
    if not rule.group or (quantity + 1) % rule.group:
        assert rule.total(quantity + 1) >= rule.total(quantity)
    assert rule.total(quantity + (rule.group or 1)) >= rule.total(quantity)


@given(products, markets, st.integers(0, 100), st.integers(0, 100))
def test_buying_together_never_costs_more_than_apart(product: Product, market: str, one: int, other: int) -> None:
    """One order of both costs at most two orders, and exactly as much where one is of full groups."""
    rule = pricing(product, market)
    if rule is None:
        return
    assert rule.total(one + other) <= rule.total(one) + rule.total(other)
    full = one * (rule.group or 1)
    assert rule.total(full + other) == rule.total(full) + rule.total(other)
