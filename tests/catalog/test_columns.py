"""Filters: each means what it says, unknown is not safe, and the mask equals a plain reading of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.index.columns import Columns
from catalog.pricing import pricing
from catalog.types import ALLERGENS, DIETS, Availability, Money, Product, Promotion, Query
from tests.fakes import a_product, tiny_products

TINY = tiny_products()
EVERYTHING = {p.id for p in TINY}
INEDIBLE = {p.id for p in TINY if not p.edible}


def passing(items: Sequence[Product], **filters: Any) -> set[str]:
    """The ids that pass the filters."""
    mask = Columns.of(items).mask(Query.model_validate(filters))
    return {product.id for product, passes in zip(items, mask, strict=True) if passes}


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, EVERYTHING),
        ({"market": "kr"}, EVERYTHING - {"puzzle"}),
        ({"market": "us"}, EVERYTHING - {"peanut-bar"}),
        ({"market": "jp"}, set()),
        ({"market": "kr", "max_price": 2500}, {"peanut-bar", "plates", "untitled"}),
        ({"market": "kr", "min_price": 18000}, {"tent", "mat"}),
        ({"market": "kr", "min_price": 2500, "max_price": 2900}, {"plates", "salsa"}),
        ({"market": "us", "max_price": 199}, {"plates", "untitled"}),
        ({"market": "kr", "min_price": 15300, "max_price": 15300}, {"lotion"}),  # 18,000 less 15 per cent
        ({"categories": ["grocery"]}, {"chips-plain", "chips-cheese", "salsa", "peanut-bar"}),
        ({"categories": ["grocery/snacks/chips", "toys"]}, {"chips-plain", "chips-cheese", "puzzle"}),
        ({"categories": ["groc"]}, set()),
        ({"categories": ["nowhere"]}, set()),
        ({"diet": ["vegan"]}, INEDIBLE | {"chips-plain", "salsa", "zero-lager"}),
        ({"diet": ["vegan", "gluten_free"]}, INEDIBLE),
        ({"diet": ["carnivore"]}, INEDIBLE),
        ({"without_allergens": ["milk"]}, EVERYTHING - {"chips-cheese", "salsa"}),
        ({"without_allergens": ["wheat", "peanut"]}, INEDIBLE | {"chips-plain", "chips-cheese"}),
        ({"without_allergens": ["mustard"]}, INEDIBLE),
        ({"no_alcohol": True}, EVERYTHING - {"lager"}),
        ({"max_min_age": 18}, EVERYTHING - {"lager"}),
        ({"max_min_age": 2}, EVERYTHING - {"lager", "puzzle"}),
        ({"max_min_age": 19}, EVERYTHING),
        ({"min_rating": 4.5}, {"chips-plain", "lager", "tent"}),
        ({"brands": ["HAEMARU"]}, {"chips-plain", "chips-cheese"}),
        ({"brands": ["casa roja", "haemaru"]}, {"chips-plain", "chips-cheese", "salsa", "lotion"}),
        ({"brands": ["nobody"]}, set()),
        ({"in_stock": True}, EVERYTHING - {"salsa", "mat"}),
        ({"in_stock": True, "place": "riverside"}, {"chips-plain", "salsa"}),
        ({"in_stock": True, "place": "moon"}, set()),
        ({"place": "riverside"}, EVERYTHING),
        ({"exclude_ids": ["tent", "mat", "no-such-id"]}, EVERYTHING - {"tent", "mat"}),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",  # sets print in any order
)
def test_each_filter_passes_exactly_these(filters: dict[str, Any], ids: set[str]) -> None:
    """The tiny shop, filter by filter."""
    assert passing(TINY, **filters) == ids


@pytest.mark.parametrize("allergen", ALLERGENS)
def test_unstated_allergens_are_not_safe(allergen: str) -> None:
    """Food whose label is silent never passes an allergy, a stated empty list does."""
    silent, clear = a_product("silent", edible=True, allergens=None), a_product("clear", edible=True, allergens=())
    assert passing([silent, clear], without_allergens=[allergen]) == {"clear"}


@pytest.mark.parametrize("diet", DIETS)
def test_food_without_the_claim_does_not_fit_a_diet(diet: str) -> None:
    """A diet asks food for its claim and leaves things alone."""
    items = [
        a_product("claims", edible=True, diet=(diet,)),
        a_product("silent", edible=True),
        a_product("plate", edible=False),
    ]
    assert passing(items, diet=[diet]) == {"claims", "plate"}


def test_a_price_filter_reads_the_reduced_price() -> None:
    """Ten per cent off 1,100 is within 1,000."""
    reduced = a_product(kr=1100, promotions=(Promotion(kind="percent", value=10),))
    assert passing([reduced], market="kr", max_price=990) == {"thing"}
    assert passing([reduced], market="kr", max_price=989) == set()


def test_an_empty_shop_has_an_empty_mask() -> None:
    """No products, no answers, no error."""
    everything = {"market": "kr", "max_price": 1, "categories": ["a"], "brands": ["b"], "in_stock": True}
    assert Columns.of([]).mask(Query.model_validate(everything)).shape == (0,)


def passes(product: Product, query: Query) -> bool:
    """The rules read plainly, one product at a time."""
    rule = None if query.market is None else pricing(product, query.market)
    unit = 0 if rule is None else rule.unit
    stated = product.allergens if product.allergens is not None else ALLERGENS
    branches = {"/".join(product.categories[:depth]) for depth in range(1, len(product.categories) + 1)}
    return all(
        (
            query.market is None or rule is not None,
            query.min_price is None or unit >= query.min_price,
            query.max_price is None or unit <= query.max_price,
            not query.categories or bool(branches & set(query.categories)),
            not product.edible or query.diet <= set(product.diet),
            not product.edible or not query.without_allergens & set(stated),
            not (query.no_alcohol and product.contains_alcohol),
            query.max_min_age is None or (product.min_age or 0) <= query.max_min_age,
            query.min_rating is None or (product.rating or 0) >= query.min_rating,
            not query.brands or product.brand.casefold() in {brand.casefold() for brand in query.brands},
            not query.in_stock or product.stock(query.place) > 0,
            product.id not in query.exclude_ids,
        )
    )


LEVELS = ("a", "b", "ab")
BRANDS = ("", "Casa", "CASA", "해마루")
PLACES = ("online", "riverside", "moon")
AMOUNTS = st.integers(0, 20)
RULES = (
    Promotion(kind="percent", value=50),
    Promotion(kind="percent", value=10, market="us"),
    Promotion(kind="bogo"),
    Promotion(kind="multi", quantity=2, market="kr", price=Money(amount=3, currency="KRW")),
)


def some(pool: Sequence[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(pool), max_size=3, unique=True).map(tuple)


facts: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "kr": st.none() | AMOUNTS,
        "us": st.none() | AMOUNTS,
        "categories": st.lists(st.sampled_from(LEVELS), max_size=3).map(tuple),
        "brand": st.sampled_from(BRANDS),
        "diet": some(DIETS[:3]),
        "allergens": st.none() | some(ALLERGENS[:3]),
        "edible": st.booleans(),
        "contains_alcohol": st.booleans(),
        "min_age": st.none() | st.integers(0, 20),
        "rating": st.none() | st.sampled_from([0.0, 2.5, 4.0, 5.0]),
        "promotions": some(RULES),
        "availability": st.lists(
            st.builds(Availability, place=st.sampled_from(PLACES[:2]), quantity=st.integers(0, 2)),
            max_size=2,
            unique_by=lambda held: held.place,
        ).map(tuple),
    }
)
shops = st.lists(facts, max_size=8).map(lambda rows: [a_product(f"p{i}", **row) for i, row in enumerate(rows)])
limits: st.SearchStrategy[dict[str, Any]] = st.one_of(
    st.just({}),
    st.fixed_dictionaries(
        {"market": st.sampled_from(["kr", "us", "jp"])},
        optional={"min_price": AMOUNTS, "max_price": AMOUNTS},
    ),
)
others = st.fixed_dictionaries(
    {},
    optional={
        "categories": st.lists(st.sampled_from(["a", "b", "ab", "a/b", "a/b/a", "b/ab"]), max_size=2),
        "diet": some(DIETS[:3]),
        "without_allergens": some(ALLERGENS[:3]),
        "no_alcohol": st.booleans(),
        "max_min_age": st.integers(0, 20),
        "min_rating": st.sampled_from([0.0, 2.5, 4.0, 4.1]),
        "brands": some(BRANDS),
        "in_stock": st.booleans(),
        "place": st.sampled_from(PLACES),
        "exclude_ids": some([f"p{i}" for i in range(9)]),
    },
)


@given(shops, limits, others)
def test_the_mask_equals_the_rules_read_plainly(
    items: list[Product], limit: dict[str, Any], rest: dict[str, Any]
) -> None:
    """Columns and a loop over products agree on every product, for any filters together."""
    query = Query.model_validate({**limit, **rest})
    assert Columns.of(items).mask(query).tolist() == [passes(product, query) for product in items]
