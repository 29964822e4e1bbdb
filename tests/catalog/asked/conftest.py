"""A shop whose words are known by heart, to read queries against."""

from __future__ import annotations

import pytest

from catalog.asked.read import Reader
from catalog.index.lexical import Lexical
from catalog.types import Product
from tests.fakes import a_product

TITLES = (
    ("Tortilla chips, party pack", "토르티야 칩 파티팩"),
    ("Wireless headphones", "무선 헤드폰"),
    ("Bluetooth earphones", "블루투스 이어폰"),
    ("Family tent for 4 people", "4인용 가족 텐트"),
    ("Coffee machine", "커피머신"),
    ("Dishwasher tablets, 40 count", "식기세척기 세제 40개"),
    ("Leather belt with buckle", "버클 가죽 벨트"),
    ("Shampoo for dry hair, 500 ml", "건성 모발 샴푸 500ml"),
    ("Diapers size 3", "기저귀 3단계"),
    ("Chocolate cake", "초콜릿 케이크"),
    ("Carrot juice", "당근 주스"),
    ("Sleeping bag", "침낭"),
    ("Cotton shirt", "면 셔츠"),
    ("Scented candle", "향초"),
    ("Lamp stand", "램프 스탠드"),
    ("Crutch with a wide tip", "넓은 받침 목발"),
    ("Swim goggles", "수경 고글"),
    ("Phone case", "휴대폰 케이스"),
    ("Rice cake in hot sauce", "떡볶이"),
    ("Snacks, mixed box", "모둠 과자 상자"),
    ("Rosé body lotion", "로제 바디로션"),
)


def products() -> tuple[Product, ...]:
    """One product a title; the candle and the lamp are of a brand that is a common word."""
    brands = {"Scented candle": "Hearth", "Lamp stand": "Nordvik", "Sleeping bag": "Nordvik"}
    return tuple(
        a_product(en.casefold().replace(" ", "-"), title={"en": en, "ko": ko}, brand=brands.get(en, "Olim"))
        for en, ko in TITLES
    )


@pytest.fixture(scope="session")
def words_of_a_shop() -> Lexical:
    """The lexical index of the shop."""
    return Lexical.build(products())


@pytest.fixture(scope="session")
def reader(words_of_a_shop: Lexical) -> Reader:
    """A reader of queries for it."""
    return Reader(words_of_a_shop)
