"""Personal data is taken out before a text leaves the machine; what the shopper asks for stays."""

from __future__ import annotations

import pytest

from assistant.explain.redact import redact


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("mail me at ann.lee+shop@mail.example please", "mail me at [e-mail] please"),
        ("call 010-1234-5678", "call [phone]"),
        ("전화는 01012345678이에요", "전화는 [phone]이에요"),
        ("call (415) 555-0134 or +82 10 1234 5678", "call [phone] or [phone]"),
        ("주민번호 900101-1234567", "주민번호 [id]"),
        ("ssn 123-45-6789", "ssn [id]"),
        ("card 4111 1111 1111 1111", "card [card]"),
        ("계좌 110-234-567890으로", "계좌 [account]으로"),
        ("send it to 123 Maple Grove Street, Apt 4", "send it to [address]"),
        ("서울시 강남구 테헤란로 123으로 보내 줘", "[address]으로 보내 줘"),
        ("101동 1203호 앞에", "[address] 앞에"),
        ("my name is Anna Lee and I host a party", "my name is [name] and I host a party"),
        ("I'm Anna, a party for 8", "I'm [name], a party for 8"),
        ("a gift for my daughter Sophie", "a gift for my daughter [name]"),
        ("Mr. Smith is coming", "Mr. [name] is coming"),
        ("제 이름은 김민수예요", "제 이름은 [name]예요"),
        ("김민수 씨에게 줄 선물", "[name] 씨에게 줄 선물"),
        ("친구 박지영이랑 캠핑", "친구 [name]이랑 캠핑"),
        ("저는 최유나예요", "저는 [name]예요"),
    ],
)
def test_personal_data_is_taken_out(text: str, becomes: str) -> None:
    assert redact(text).text == becomes
    assert sum(redact(text).found.values()) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "football party for 8, under $120,000",
        "예산은 1,200,000원이고 8명이에요",
        "I'm Vegan and my friends are Korean",
        "I'm hosting Thanksgiving for 12 on 2026-11-26",
        "친구 생일 파티, 엄마 생신 선물 5만원대",
        "손님 열두 명, 고기 2kg, 오후 6시 30분",
        "a 4-person tent, 3 nights, 500 g of coffee, 2 x 1.5 l",
        "size 240 running shoes under 100000",
        "이사했는데 커튼이랑 행거 필요해, 길동무 선물도",
    ],
)
def test_what_is_asked_for_stays(text: str) -> None:
    assert redact(text).text == text
