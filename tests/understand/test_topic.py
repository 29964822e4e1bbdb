"""What a text is about, however politely it is asked."""

from __future__ import annotations

import pytest

from assistant.understand.topic import topic


@pytest.mark.parametrize(
    ("plain", "formal"),
    [
        ("Sunday brunch", "Please plan a Sunday brunch"),
        ("a warm winter coat", "I am looking for a warm winter coat, please"),
        ("Everything to clean a bathroom", "Please provide everything required to clean a bathroom"),
        ("a gift for a friend who likes gardening", "I require a gift for a friend who enjoys gardening"),
        ("Help me host a football party", "Could you please help me host a football party"),
        ("show me running shoes", "Would you please show me some running shoes"),
        ("욕실 대청소하려고요. 필요한 거 담아 주세요", "욕실 대청소를 하려고 합니다. 필요한 것을 담아 주십시오"),
        ("친구 8명이랑 축구 보면서 파티할 건데 도와주세요", "친구 8명이랑 축구 보면서 파티할 건데 도와줘"),
        ("추리소설 있어요?", "추리소설이 있습니까?"),
        ("보드게임 찾아 줘", "보드게임을 찾아 주십시오"),
    ],
)
def test_courtesies_are_no_topic(plain: str, formal: str) -> None:
    assert topic(plain) == topic(formal)


def test_a_topic_is_never_empty() -> None:
    """A text of courtesies alone is its own topic."""
    assert topic("please help") == "please help"
