"""A comparison shows what differs, invents nothing, and names what is best only where one alone is."""

from __future__ import annotations

from assistant.explain.comparison import comparison, verdict
from catalog.types import Pack, Product
from tests.fakes import a_product, stocked

SMALL = a_product(
    "small",
    2000,
    200,
    edible=True,
    pack=Pack(amount=100, unit="g"),
    rating=4.1,
    review_count=10,
    serves=2,
    allergens=("milk",),
    attributes={"flavour": {"en": "salted", "ko": "소금"}, "texture": "crunchy"},
    availability=stocked(5),
)
LARGE = a_product(
    "large",
    3000,
    300,
    edible=True,
    pack=Pack(amount=0.5, unit="kg"),
    rating=4.6,
    review_count=3,
    serves=2,
    attributes={"flavour": {"en": "plain", "ko": "플레인"}, "texture": "crunchy"},
    availability=stocked(5),
)


def rows(*products: Product, language: str = "en") -> dict[str, tuple[str | None, ...]]:
    """The rows of a comparison by their labels."""
    market = "kr" if language == "ko" else "us"
    return {row.label: row.values for row in comparison(products, language, market).rows}


def test_only_what_differs_is_a_row() -> None:
    """The same texture, servings and stock are none; kilograms and grams are compared by 100 g."""
    found = rows(SMALL, LARGE)
    assert found["Price"] == ("$2.00", "$3.00")
    assert found["Per 100 g"] == ("$2.00", "$0.60")
    assert found["Flavour"] == ("salted", "plain")
    assert not {"Texture", "Serves", "In stock", "Per 100 ml"} & set(found)


def test_what_nobody_states_is_none() -> None:
    """Unstated allergens are not "none"."""
    assert rows(SMALL, LARGE)["Allergens"] == ("milk", None)
    clean = LARGE.model_copy(update={"allergens": ()})
    assert rows(SMALL, clean)["Allergens"] == ("milk", "none listed")


def test_the_table_speaks_korean() -> None:
    found = rows(SMALL, LARGE, language="ko")
    assert found["가격"] == ("₩2,000", "₩3,000")
    assert found["맛"] == ("소금", "플레인")


def test_the_best_are_named() -> None:
    """Cheapest, best rated and largest, of two with a comparative."""
    said = verdict((SMALL, LARGE), comparison((SMALL, LARGE), "en", "us").products, "en", "us")
    assert said.startswith("small is cheaper at $2.00.")
    assert "large is rated higher, 4.6 by 3 shoppers." in said
    assert "large holds more (0.5 kg)." in said


def test_nothing_is_best_where_two_share_it_or_one_is_unknown() -> None:
    other = a_product("other", 2000, 200)
    said = verdict((SMALL, other), comparison((SMALL, other), "en", "us").products, "en", "us")
    assert "cheaper" not in said
    assert "rated" not in said.split(";")[0]
    assert "holds" not in said


def test_the_same_product_twice_has_no_rows() -> None:
    assert rows(SMALL, SMALL.model_copy(update={"id": "twin"})) == {}
