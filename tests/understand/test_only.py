"""What alone is asked for is read where it is said to be all, where it is what is asked for, and nowhere else."""

from __future__ import annotations

import pytest

from assistant.plan.groups import groups
from assistant.understand.cues import words
from assistant.understand.only import find_only


def _read(text: str) -> dict[str, bool]:
    return {one.value.group: one.value.sure for one in find_only(text)}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("football party for 8, just the snacks, $50", {"snacks"}),
        ("camping weekend for two, food only", {"food"}),
        ("Thanksgiving sides only, my sister does the bird", {"sides"}),
        ("potluck, so I only do drinks and dessert", {"drinks", "dessert"}),
        ("I'm on sides and drinks only", {"sides", "drinks"}),
        ("twelve people, snacks and soft drinks only", {"snacks", "soft_drinks"}),
        ("all we need is decorations", {"decorations"}),
        ("what drinks go with pizza night", {"drinks"}),
        ("캠핑 가는데 먹을 것만 담아줘", {"food"}),
        ("크리스마스 장식만 3만원", {"decorations"}),
        ("음식이랑 음료만 남겨줘", {"food", "drinks"}),
        ("저는 디저트 담당이에요", {"dessert"}),
        ("음식은 빼고 음료만", {"drinks"}),
    ],
)
def test_what_is_said_to_be_all_is_surely_all(text: str, wanted: set[str]) -> None:
    assert _read(text) == dict.fromkeys(wanted, True)


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("snacks for a movie night", "snacks"),
        ("food for our camping trip", "food"),
        ("cheap christmas vibes, $15", "decorations"),
        ("비건인데 캠핑 가서 구워 먹을 거 둘이 4만원", "grill"),
        ("자취방 청소할 거 2만원", "cleaning"),
        ("크리스마스 분위기 내고 싶어", "decorations"),
    ],
)
def test_what_is_asked_for_may_be_all(text: str, group: str) -> None:
    assert _read(text) == {group: False}


@pytest.mark.parametrize(
    "text",
    [
        "not just snacks, drinks too",
        "vegan food only please",
        "비건 음식만 담아줘",
        "she only eats vegan food",
        "just the two of us",
        "술만 빼고",
        "기술만 배우면 돼",
        "음식 알레르기 있어요",
        "I've just bought a tent",
        "dinner for six",
    ],
)
def test_what_says_something_else_leaves_nothing_out(text: str) -> None:
    assert not any(_read(text).values())


def test_every_group_that_is_read_holds_something() -> None:
    assert set(words("groups")) == set(groups())
    assert all(group.categories for group in groups().values())
