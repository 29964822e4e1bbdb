"""What a listing settles, and what it leaves open: unknown is never "no"."""

from __future__ import annotations

import pytest

from assistant.explain.attributes import label, settles, stated
from assistant.explain.phrases import say
from assistant.explain.settled import allergen_said, attribute_said, diet_said, price_said, stock_said
from catalog.types import Promotion
from tests.fakes import a_product, stocked

UNSTATED = a_product("bar", edible=True)
STATED = a_product("chips", edible=True, diet=("vegetarian",), allergens=("milk",))
CLEAN = a_product("rice", edible=True, diet=("vegan", "vegetarian"), allergens=())
CANDLE = a_product("candle", allergens=())


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("free_from", [False, True])
def test_allergens_that_nobody_stated_are_never_a_no(language: str, free_from: bool) -> None:
    """Nor a yes, and nothing is cited for them; an empty list on what is no food states nothing."""
    for product in (UNSTATED, CANDLE):
        said = allergen_said(product, ("peanut",), free_from, False, language)
        assert said.text == say(language, "answer_allergens_unstated")
        assert said.citations == ()


@pytest.mark.parametrize(
    ("asked", "free_from", "careful", "begins"),
    [
        ("milk", False, False, "Yes, the label states milk"),
        ("milk", True, False, "No, the label states milk"),
        ("milk", True, True, "No, the label states milk"),
        ("peanut", False, False, "No, the label lists its allergens without peanut"),
        ("peanut", True, False, "Yes, as far as the label goes"),
        ("peanut", True, True, "The label lists its allergens without peanut"),
    ],
)
def test_a_stated_list_settles_what_is_in_it(asked: str, free_from: bool, careful: bool, begins: str) -> None:
    """The label is cited; where somebody's safety hangs on it, it is neither yes nor no."""
    said = allergen_said(STATED, (asked,), free_from, careful, "en")
    assert said.text.startswith(begins)
    assert [one.ref for one in said.citations] == ["allergens"]


def test_a_diet_is_settled_by_its_label_or_by_what_denies_it() -> None:
    """A label that is not there leaves it open."""
    assert diet_said(CLEAN, "vegan", "en").text == "Yes, the label says vegan."
    assert diet_said(STATED, "vegan", "en").text == "Not vegan: the label states milk."
    assert [one.ref for one in diet_said(STATED, "vegan", "en").citations] == ["allergens"]
    for product, diet in ((STATED, "halal"), (UNSTATED, "vegan"), (CLEAN, "gluten_free")):
        said = diet_said(product, diet, "en")  # type: ignore[arg-type]
        assert "does not say" in said.text
        assert not said.citations


def test_alcohol_rules_halal_out() -> None:
    lager = a_product("lager", edible=True, contains_alcohol=True)
    assert "contains alcohol" in diet_said(lager, "halal", "en").text


@pytest.mark.parametrize(
    ("value", "begins"), [(True, "Yes."), ("yes", "Yes."), (False, "No."), ("no", "No."), ("IPX4", "The listing")]
)
def test_only_a_stated_yes_or_no_is_one(value: object, begins: str) -> None:
    said = attribute_said(a_product(attributes={"waterproof": value}), ["waterproof"], "en")
    assert said is not None
    assert said.text.startswith(begins)
    assert said.citations[0].ref == "waterproof"


def test_what_is_not_stated_is_not_answered() -> None:
    assert attribute_said(a_product(attributes={"colour": "red"}), ["waterproof"], "en") is None


def test_prices_and_stock_come_from_the_offer() -> None:
    """A product that is not for sale in the market has no price there."""
    product = a_product(availability=stocked(3), promotions=(Promotion(kind="percent", value=10),))
    price = price_said(product, "kr", "ko")
    assert price is not None
    assert "₩900" in price.text
    assert "10%" in price.text
    assert price_said(a_product(us=None), "us", "en") is None
    assert "3" in stock_said(product, "en").text
    assert stock_said(a_product(), "en").text == say("en", "answer_unstated")


@pytest.mark.parametrize(
    ("key", "value", "language", "shown"),
    [
        ("weight_kg", 1.5, "en", "Weight: 1.5 kg"),
        ("weight_kg", 1.5, "ko", "무게: 1.5 kg"),
        ("abv", 4.6, "ko", "알코올 도수: 4.6 %"),
        ("size", {"en": "2 person", "ko": "2인용"}, "ko", "크기: 2인용"),
        ("skin", ["dry", "sensitive"], "ko", "피부 타입: 건성, 민감성"),
        ("dishwasher_safe", True, "ko", "식기세척기 사용: 예"),
        ("item_model", "X1", "en", "Item model: X1"),
    ],
)
def test_attributes_are_spoken(key: str, value: object, language: str, shown: str) -> None:
    """With their units, and in the listing's own words where we know no better."""
    assert stated(key, value, language) == shown
    assert shown.startswith(label(key, language))


def test_words_of_a_listing_settle_nothing() -> None:
    assert settles("3,000 mm") is None
