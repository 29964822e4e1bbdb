"""Named things are found with their category; idioms, places and look-alikes are none."""

from __future__ import annotations

import pytest
import yaml

from assistant.plan.things import FOLDER, find_things, lexicon


def first(text: str) -> dict[str, str]:
    """Each named thing with the first of its categories."""
    return {mention.word: mention.categories[0] for mention in find_things(text)}


LISTS = [
    ("desk, table, chair", "home/furniture/desks home/furniture/desks home/furniture/chairs"),
    (
        "pencils, glue and scissors, tissues",
        "books/stationery/pens tools/adhesives books/stationery/school cleaning/paper",
    ),
    ("boxes, tape, bubble wrap, markers", "home/moving tools/adhesives home/moving books/stationery/pens"),
    ("bandaids, ointment, painkillers", "health/first_aid health/first_aid health/first_aid"),
    ("litter, wet food, a scratching post for my cat", "pets/cat/litter pets/cat/food pets/cat/toys"),
    ("my dog needs food, treats and a toy", "pets/dog/food pets/dog/treats pets/dog/toys"),
    ("a new suit and a tie", "clothing/outerwear clothing/accessories/belts"),
    ("cheese cake and candles", "fresh/bakery/cakes party/candles"),
    ("a belt for running", "sports/running"),
    ("a leather belt", "clothing/accessories/belts"),
    ("hot dogs and treats", "fresh/meat/sausages"),
    ("박스 테이프 뽁뽁이", "home/moving tools/adhesives home/moving"),
    ("책상 의자 책장", "home/furniture/desks home/furniture/chairs home/furniture/storage"),
    (
        "냄비 프라이팬 칼 도마 조리도구 밥솥",
        "kitchen/cookware/pots kitchen/cookware/pans kitchen/knives kitchen/knives kitchen/utensils "
        "kitchen/appliances/cookers",
    ),
    ("고양이 간식이랑 장난감", "pets/cat/treats pets/cat/toys"),
    ("우리 강아지 밥이랑 간식", "pets/dog/food pets/dog/treats"),
    ("간식이랑 음료", "grocery/snacks/chips drinks/soda"),
    ("소고기 미역국 끓일 거", "fresh/meat/beef grocery/seaweed"),
    ("미역국 하나 데워 먹게", "grocery/meals/soup"),
    ("제사에 쓸 술이랑 떡", "alcohol/makgeolli fresh/rice_cakes"),
    ("파티에 쓸 술", "alcohol/beer"),
    ("밤 대추 곶감", "fresh/fruit grocery/dates grocery/dates"),
    ("치즈 케이크랑 초", "fresh/bakery/cakes party/candles"),
    ("러닝할 때 쓸 벨트", "sports/running"),
    ("정장에 맬 벨트", "clothing/outerwear clothing/accessories/belts"),
]


@pytest.mark.parametrize(("text", "expect"), LISTS)
def test_every_thing_of_a_list_is_found(text: str, expect: str) -> None:
    """Words that mean several things take the meaning that the rest of the text gives them."""
    assert " ".join(first(text).values()) == expect


@pytest.mark.parametrize(
    "text",
    [
        "I fell off a ladder",
        "she hit her head on a sharp coffee table",
        "we are running on empty",
        "not my cup of tea",
        "it was a piece of cake",
        "let's throw a party and watch the game",
        "the whole table of nine",
        "I'm a big fan of jazz",
        "사다리에서 떨어졌어요",
        "오늘 밤에 만나요",
        "가기 전에 알려줘",
        "배 아파요",
        "12월 초에 이사해요",
        "당근에서 거래했어요",
        "고양이 집에 데려왔어요",
        "나는 못 가요",
    ],
)
def test_idioms_places_and_verbs_are_no_things(text: str) -> None:
    assert first(text) == {}


def test_every_category_of_the_demo_shop_has_words_in_both_languages() -> None:
    known = yaml.safe_load((FOLDER.parents[2] / "catalog" / "sample" / "categories.yaml").read_text("utf-8"))[
        "categories"
    ]
    english = {category for found in lexicon().english.values() for category in found}
    korean = {category for found in lexicon().korean.values() for category in found}
    assert set(known) == english == korean
