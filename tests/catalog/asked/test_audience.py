"""Whom things are for: who is named, and which products are made for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.asked.audience import audiences, misfits

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("women's running shoes", {"women"}),
        ("Mens shoes", {"men"}),
        ("shoes for men and women", {"unisex"}),
        ("gift for him", {"men"}),
        ("gift for my wife", {"women"}),
        ("gift for mum", {"women"}),
        ("kids' tent", {"kids"}),
        ("children's books", {"kids"}),
        ("toys for a toddler", {"toddlers"}),
        ("baby shampoo", {"baby"}),
        ("dog food", {"dogs"}),
        ("treats for cats", {"cats"}),
        ("pet bed", {"pets"}),
        ("gift for a boy and a girl", {"boys", "girls"}),
        ("여성 운동화", {"women"}),
        ("남성용 로션", {"men"}),
        ("남자친구 선물", {"men"}),
        ("엄마 선물", {"women"}),
        ("아빠한테 줄 선물", {"men"}),
        ("아기 샴푸", {"baby"}),
        ("여자아이 원피스", {"girls"}),
        ("강아지 사료", {"dogs"}),
        ("강아지가 먹는 사료", {"dogs"}),
        ("강아지랑 산책", {"dogs"}),
        ("고양이에게 줄 간식", {"cats"}),
        ("강아지와 고양이", {"dogs", "cats"}),
        ("임산부 영양제", {"maternity"}),
    ],
)
def test_who_is_named(text: str, who: set[str]) -> None:
    """The longest name counts: a boyfriend is no boy."""
    assert audiences(text) == who


@pytest.mark.parametrize(
    "text",
    [
        "tent",
        "ottoman",
        "womenswear-like",
        "hot dog buns",
        "cat 6 cable",
        "cat6 cable",
        "human",
        "manual",
        "doghouse-shaped",
        "wolverine-boys",
        "딸기 잼",
        "아기상어 인형",
        "남자답게",
        "펫트병",
        "",
        "🎉",
    ],
)
def test_words_that_only_look_like_somebody(text: str) -> None:
    """Parts of words name nobody."""
    assert audiences(text) == frozenset()


@pytest.mark.parametrize(
    ("asked", "stated", "misfit"),
    [
        ({"men"}, {"women"}, True),
        ({"men"}, {"men"}, False),
        ({"men"}, {"men", "women"}, False),
        ({"men"}, {"unisex"}, False),
        ({"men"}, set(), False),
        (set(), {"women"}, False),
        ({"women"}, {"kids"}, True),
        ({"kids"}, {"girls"}, False),
        ({"kids"}, {"adults"}, True),
        ({"baby"}, {"toddlers"}, False),
        ({"baby"}, {"men"}, True),
        ({"dogs"}, {"cats"}, True),
        ({"dogs"}, {"pets"}, False),
        ({"dogs", "cats"}, {"cats"}, False),
        ({"pets"}, {"dogs"}, False),
        ({"cats"}, {"men"}, True),
        ({"seniors"}, {"adults"}, False),
        ({"maternity"}, {"women"}, False),
        ({"maternity"}, {"men"}, True),
        ({"girls"}, {"boys"}, True),
        ({"girls"}, {"kids"}, False),
    ],
)
def test_made_for_others(asked: set[str], stated: set[str], misfit: bool) -> None:
    """Who says nothing about it fits anybody."""
    assert misfits(asked, stated) is misfit


@given(ANY_TEXT, ANY_TEXT)
def test_no_text_makes_it_fail(asked: str, title: str) -> None:
    """And what is for those who were asked for is for them."""
    who = audiences(asked)
    assert not misfits(who, who)
    misfits(who, audiences(title))
