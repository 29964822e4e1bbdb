"""What shoppers say of themselves is no wish: it is told from what bears on the basket, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.asides import find_asides, without_asides
from assistant.understand.introductions import find_introductions

WISH_EN = "Help me host a football party for 8 under $120"
WISH_KO = "축구 보면서 파티할 건데 8명이에요"
ASIDES_EN = (
    "I'm 24. ",
    "I'm in my fifties. ",
    "As a Muslim woman, ",
    "I'm from Nigeria, ",
    "I'm a 70-year-old man, ",
    "I moved here from India. ",
    "I'm Black. ",
    "I use a wheelchair. ",
    "I have dyslexia. ",
    "I make $200k a year. ",
    "I'm a surgeon. ",
    "I'm gay. ",
    "I'm a Sikh man in my forties. ",
    "Thanks for your help. ",
    "Sorry to bother you. ",
)
ASIDES_KO = (
    "저는 스물네 살이에요. ",
    "서른다섯인데 ",
    "저는 여자예요. ",
    "제가 여자라서 그런데 ",
    "저는 베트남에서 온 사람이에요. ",
    "중국인인데 ",
    "저는 백인이에요. ",
    "무슬림인데 ",
    "나 휠체어 타는데 ",
    "저는 시각장애인이에요. ",
    "월급이 500만 원이에요. ",
    "저는 대기업 임원이에요. ",
    "기초생활수급자인데 ",
    "게이인데 ",
    "바쁘실 텐데 ",
)
BEARS_ON_THE_BASKET = (
    "I'm a vegan. dinner for 4",
    "I'm pregnant. skin care please",
    "I'm sick, help",
    "We're 6 people",
    "we're four adults, going camping",
    "I have two kids and a dog, weekly groceries",
    "I have a dinner party on friday",
    "I'm hosting a party",
    "I live in a small flat, need storage",
    "as a gift for my mother",
    "I'm a runner training for a marathon",
    "저희는 4명이에요. 캠핑 가요",
    "저는 비건이에요. 저녁 차려 줘",
    "저는 임산부예요. 선크림 추천",
    "저는 알레르기가 있어요. 간식 추천",
    "친구가 시각장애인이에요 선물 추천",
    "여자 친구 선물",
    "남자 4명이서 캠핑",
    "엄마가 50대라서 건강식품 선물",
    "나 처음 자취하는데",
    "전 부칠 재료",
    "눈이 건조해요",
    "제가 고수를 싫어해요",
    "장애인의 날 행사 간식",
)


@pytest.mark.parametrize("aside", ASIDES_EN)
def test_an_english_introduction_is_taken_out_and_the_wish_stays(aside: str) -> None:
    """Who somebody is, what they earn and small talk."""
    text = aside + WISH_EN
    assert without_asides(text, find_asides(text)).strip() == WISH_EN


@pytest.mark.parametrize("aside", ASIDES_KO)
def test_a_korean_introduction_is_taken_out_and_the_wish_stays(aside: str) -> None:
    """The same in Korean, whatever the ending."""
    text = aside + WISH_KO
    assert without_asides(text, find_asides(text)).strip() == WISH_KO


@pytest.mark.parametrize("text", BEARS_ON_THE_BASKET)
def test_what_bears_on_the_basket_is_no_introduction(text: str) -> None:
    """Diets, conditions to care for, company, jobs and gifts are read."""
    assert find_introductions(text) == ()


@pytest.mark.parametrize("text", ["I'm a woman.", "저는 여자예요.", "Thanks for your help"])
def test_a_text_that_is_nothing_else_is_left_whole(text: str) -> None:
    """Then it is what the shopper came to say."""
    assert find_introductions(text) == ()


@given(st.text(max_size=80))
def test_blanking_keeps_every_place(text: str) -> None:
    """Spans of other rules still point into what was written."""
    blanked = without_asides(text, find_asides(text))
    assert len(blanked) == len(text)
    assert all(new in (old, " ") for new, old in zip(blanked, text, strict=True))
