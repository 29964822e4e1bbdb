"""Fields: what a product is, against what it is made for, and the words that a slip may be mended to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.index.fields import TITLE_WEIGHT, brands, document, head, kind, spelled, surface
from catalog.text import tokens
from tests.fakes import a_product

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@pytest.mark.parametrize(
    ("title", "it_is"),
    [
        ("Band for Watch 3", "Band"),
        ("Case compatible with Phone 15", "Case"),
        ("Charger, compatible Laptop", "Charger"),
        ("Filter replacement for Vacuum", "Filter"),
        ("Blades, replaces Shaver head", "Blades"),
        ("Cover designed for Tablet", "Cover"),
        ("Lid fits Pan 28", "Lid"),
        ("Lid fit for Pan", "Lid"),
        ("Dock works with Tablet", "Dock"),
        ("Treats suitable for dogs", "Treats"),
        ("Tent with two rooms", "Tent"),
        ("TENT FOR FOUR", "TENT"),
        ("Wireless mouse", "Wireless mouse"),
        ("Forest tent", "Forest tent"),
        ("Without sleeves", "Without sleeves"),
        ("For beginners: knitting", "For beginners: knitting"),
        ("with", "with"),
        ("", ""),
        ("휴대폰용 케이스", "케이스"),
        ("워치용 스트랩", "스트랩"),
        ("아이패드 호환 펜슬", "펜슬"),
        ("강아지용 고양이용 캐리어", "캐리어"),
        ("4인용 텐트", "텐트"),
        ("무선 이어폰", "무선 이어폰"),
        ("캠핑용", "캠핑용"),
        ("용기 세트", "용기 세트"),
        ("실내용 ", "실내용"),
    ],
)
def test_a_head_says_what_a_product_is(title: str, it_is: str) -> None:
    """Not what it is made for, unless nothing else is said."""
    assert head(a_product(title={"x": title})) == tokens(it_is)


def test_each_language_has_its_own_head() -> None:
    """Both are in it."""
    product = a_product(title={"en": "Case for Phone", "ko": "휴대폰용 케이스"})
    assert head(product) == tokens("Case 케이스")


def test_titles_say_more_than_descriptions() -> None:
    """A word of the title is said several times over."""
    said = document(a_product(title={"en": "Tent"}, description={"en": "A roof"}, tags=("camp",), brand="Olim"))
    assert said.count("tent") == TITLE_WEIGHT
    assert {word: said.count(word) for word in ("roof", "camp", "olim")} == {"roof": 1, "camp": 1, "olim": 1}


def test_attributes_are_among_the_words() -> None:
    """In each language that the product speaks."""
    product = a_product(
        title={"en": "Bag", "ko": "가방"}, attributes={"colour": {"en": "red", "ko": "빨강"}, "litres": 20}
    )
    assert {"red", "빨강", "20"} <= set(document(product))


def test_a_kind_is_the_words_of_a_category() -> None:
    """Keys and labels, underscores as spaces."""
    product = a_product(categories=("sports", "camping_gear"), category_label={"ko": "캠핑"})
    assert kind(product) == tokens("sports camping gear 캠핑")


@pytest.mark.parametrize(
    ("brand", "label", "names"),
    [
        ("oak_hill", {}, ["oak hill"]),
        ("Oak Hill", {"en": "Oak Hill"}, ["oak hill", "oak hill"]),
        ("", {}, []),
        ("the", {}, []),
        ("nordvik", {"ko": "노르드빅"}, ["nordvik", "노르드빅"]),
    ],
)
def test_the_names_of_a_brand(brand: str, label: dict[str, str], names: list[str]) -> None:
    """As a query would say them."""
    assert brands(a_product(brand=brand, brand_label=label)) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Paper plates, 10 pcs", ["paper", "plates", "pcs"]),
        ("USB-C 65W", ["usb"]),
        ("Rosé wine", ["ros", "wine", "rose", "wine"]),
        ("무선 이어폰 2세대", ["무선", "이어폰", "세대"]),
        ("텐트(4인용)", ["텐트", "인용"]),
        ("日本酒 водка", []),
        ("a b 가", []),
        ("", []),
    ],
)
def test_words_as_they_are_written(text: str, words: list[str]) -> None:
    """Runs of letters of either alphabet, also without their accents."""
    assert spelled(text) == words


def test_the_surface_is_whatever_names_a_product() -> None:
    """Titles, brand and category, but not what is told about it."""
    product = a_product(
        title={"en": "Tent"}, description={"en": "roof"}, brand="Olim", categories=("camping_gear",), tags=("holiday",)
    )
    assert set(surface(product)) == {"tent", "olim", "camping", "gear"}


@given(ANY_TEXT)
def test_no_title_makes_them_fail(title: str) -> None:
    """Any Unicode; a title that says something has a head."""
    product = a_product(title={"en": title})
    assert set(head(product)) <= set(tokens(title)) or head(product)
    document(product)
    list(surface(product))
