"""What a question is read as being about, in both languages."""

from __future__ import annotations

import pytest

from assistant.understand.opinions import aspects
from assistant.understand.questions import read_question


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("how long does delivery take?", "delivery_time"),
        ("when will it arrive?", "delivery_time"),
        ("is shipping free?", "delivery_fee"),
        ("can I return it if I don't like it?", "returns"),
        ("what if it arrives broken?", "damaged"),
        ("can I exchange the size?", "exchange"),
        ("can I pick it up at a store?", "pickup"),
        ("how can I pay?", "payment"),
        ("do you ship abroad?", "abroad"),
        ("do you offer gift wrapping?", "gift"),
        ("배송은 언제 와요?", "delivery_time"),
        ("내일까지 받을 수 있어?", "delivery_time"),
        ("배송비 얼마예요?", "delivery_fee"),
        ("단순 변심도 반품 되나요?", "returns"),
        ("깨져서 오면 어떻게 해요?", "damaged"),
        ("사이즈 안 맞으면 교환 되나요?", "exchange"),
        ("매장에서 픽업 가능해요?", "pickup"),
        ("카드 결제 되나요?", "payment"),
        ("해외로도 배송 되나요?", "abroad"),
        ("선물 포장 해주나요?", "gift"),
        ("cancel my order", ""),
        ("주문 취소해줘", ""),
        ("is the tent waterproof?", ""),
        ("이거 비건이야?", ""),
    ],
)
def test_terms(text: str, term: str) -> None:
    """The narrow ones first; an order in hand is no question on terms."""
    assert read_question(text).term == term


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("what's the total?", "total"),
        ("how much is everything?", "total"),
        ("how much is left?", "left"),
        ("how much do I save?", "saved"),
        ("how many items are there?", "count"),
        ("what is in the basket?", "contents"),
        ("which is the most expensive?", "dearest"),
        ("다 해서 얼마야?", "total"),
        ("얼마 남았어?", "left"),
        ("얼마나 아꼈어?", "saved"),
        ("모두 몇 개야?", "count"),
        ("장바구니에 뭐 있어?", "contents"),
        ("제일 싼 게 뭐야?", "cheapest"),
        ("is it dishwasher safe?", ""),
        ("식기세척기 돼?", ""),
    ],
)
def test_the_basket(text: str, kind: str) -> None:
    assert read_question(text).basket == kind


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("is it waterproof?", "waterproof"),
        ("how heavy is it?", "weight"),
        ("what is it made of?", "material"),
        ("can it go in the dishwasher?", "dishwasher"),
        ("does it work on induction?", "hob"),
        ("how long does the battery last?", "battery"),
        ("what age is it for?", "age"),
        ("방수 돼요?", "waterproof"),
        ("무게가 얼마야?", "weight"),
        ("소재가 뭐예요?", "material"),
        ("인덕션에서 써도 돼?", "hob"),
        ("몇 인분이야?", "serves"),
        ("도수가 몇 도야?", "alcohol"),
    ],
)
def test_attributes(text: str, topic: str) -> None:
    """An amount asked for with "how much" is no price."""
    found = read_question(text)
    assert found.has(topic)
    assert not found.has("price")


@pytest.mark.parametrize(
    ("text", "allergens", "free_from"),
    [
        ("does it contain nuts?", {"peanut", "tree_nut"}, False),
        ("is there milk in it?", {"milk"}, False),
        ("is it safe for someone with a peanut allergy?", {"peanut"}, False),
        ("땅콩 들어 있어?", {"peanut"}, False),
        ("우유 없는 거야?", {"milk"}, True),
        ("is it made of cotton?", set(), False),
    ],
)
def test_allergens(text: str, allergens: set[str], free_from: bool) -> None:
    found = read_question(text)
    assert set(found.allergens) == allergens
    assert found.free_from is free_from


def test_safety_is_careful() -> None:
    """So is what fits what."""
    assert read_question("is it safe for a baby?").careful
    assert read_question("임산부가 먹어도 돼요?").careful
    assert read_question("is it compatible with my phone?").careful
    assert not read_question("is it waterproof?").careful


@pytest.mark.parametrize(
    ("text", "aspect"),
    [("is it comfortable?", "comfort"), ("맛있어?", "taste"), ("소음 심해?", "noise"), ("too salty?", "saltiness")],
)
def test_aspects(text: str, aspect: str) -> None:
    assert aspect in read_question(text).aspects


def test_every_aspect_has_a_name_in_both_languages() -> None:
    assert all(one.en and one.ko and one.asks for one in aspects().values())
