"""Who joins or leaves a job: read as a change of the number of people, never as the number itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.joining import find_joining

CASES = [
    ("one more just said yes", 1, None),
    ("six more RSVPs just came in", 6, None),
    ("two of the guests can't make it", -2, None),
    ("My brother is tagging along too", 1, None),
    ("my aunt cancelled, so five of us", -1, 5),
    ("Marta is dragging her sister along, so one more", 1, None),
    ("my brother and his girlfriend are staying too", 2, None),
    ("the maid of honor is ill so she's out", -1, None),
    ("half the family can't make it, call it 13", 0, 13),
    ("turns out there are 10 coming", 0, 10),
    ("just the two of us now", 0, 2),
    ("one less person", -1, None),
    ("한 놈 못 온대", -1, None),
    ("부모님도 같이 드신대요", 2, None),
    ("이제 다섯이야", 0, 5),
    ("통역까지 한 사람이 더 옵니다", 1, None),
    ("두 명 빠져서 여섯이에요", -2, 6),
    ("걔 여친도 온대", 1, None),
    ("고모네 셋도 같이 먹기로 했어요", 3, None),
    ("세 명 추가됐다 일곱이야", 3, 7),
    ("only ten can make it now", 0, 10),
    ("only 6 are coming now", 0, 6),
    ("we're 9 now", 0, 9),
    ("two cousins just invited themselves so we're 10", 2, 10),
    ("that makes us 7", 0, 7),
    ("make it 10 with me and the other leader", 0, 10),
    ("아 둘 더 온대", 2, None),
    ("두 명 더 올 것 같아", 2, None),
    ("그럼 다섯이네", 0, 5),
    ("애들 둘도 데려온대요. 그럼 여섯이네", 0, 6),
    ("a fifth person just invited himself along", 0, 5),
]
NONE = [
    "add three more candles",
    "the delivery is coming on Friday",
    "make it for 6 people",
    "two more of those",
    "it's 9 now, I need it by noon",
    "add 2 more heads of lettuce",
    "친구가 온라인으로 사 준대",
    "엄마가 좋아하는 걸로",
    "맥주 두 개 더",
    "that makes it two bags then, right",
    "그럼 다섯 개만",
    "애들 둘 선물도",
    "초 하나 더 올려줘",
    "둘 더 올리브로",
    "make it 2 with the candles",
    "add two more chips, that makes it 20.",
    "그럼 둘만 담아줘",
    "애 둘이 같이 쓸 장난감도 추가해줘",
    "",
]


@pytest.mark.parametrize(("text", "more", "total"), CASES)
def test_who_joins_or_leaves_is_counted(text: str, more: int, total: int | None) -> None:
    found = find_joining(text)
    assert found is not None
    assert (found.value.more, found.value.total) == (more, total)


@pytest.mark.parametrize("text", NONE)
def test_things_and_plain_numbers_are_nobody(text: str) -> None:
    assert find_joining(text) is None


@given(st.text(max_size=200))
def test_spans_are_exact_on_any_text(text: str) -> None:
    found = find_joining(text)
    assert found is None or text[found.span.start : found.span.end] == found.span.text
