"""People join and leave; goods do not."""

from __future__ import annotations

import pytest

from assistant.dialogue.attendance import attendance

PEOPLE = [
    ("the twins bailed", -2, None),
    ("My aunt and uncle can't make it after all.", -2, None),
    ("five extra heads from next door, same budget", 5, None),
    ("lol half of them are snowed in, so it's ten now", 0, 10),
    ("my brother's coming so six of us", 1, 6),
    ("새언니 둘이 일손 보태러 온대요", 2, None),
    ("이모님 두 분이 허리를 삐끗해서 못 오신다네요", -2, None),
    ("옆방 커플도 끼겠대", 2, None),
    ("총무 놈이 안 온대서 일곱", -1, 7),
]
GOODS = [
    "Popcorn is out.",
    "Chips and Salsa are out",
    "Cake is coming along nicely",
    "one came in broken",
    "아빠가 추가한 맥주 빼줘",
    "엄마가 먹을 거 추가",
    "우유 둘 넣어줘",
]


@pytest.mark.parametrize(("text", "more", "total"), PEOPLE)
def test_who_comes_and_goes_is_counted(text: str, more: int, total: int | None) -> None:
    found = attendance(text)
    assert found is not None
    assert (found.more, found.total) == (more, total)


@pytest.mark.parametrize("text", GOODS)
def test_goods_are_no_guests(text: str) -> None:
    assert attendance(text) is None


def test_napkins_are_no_guests_either() -> None:
    found = attendance("my sister is joining so 20 napkins should do")
    assert found is not None
    assert found.total is None
