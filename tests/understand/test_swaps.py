"""Things that come in another's place: what goes is excluded, what comes is wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.wants import find_replaced, find_swaps, find_wants

CASES = [
    ("swap the beer for wine", "beer", "wine"),
    ("replace the chips with popcorn please", "chips", "popcorn"),
    ("swap them for the 5 apples", "them", "5 apples"),
    ("change those to the chilli seeds", "those", "chilli seeds"),
    ("wine instead of beer please", "beer", "wine"),
    ("콜라 말고 사이다로 바꿔줘", "콜라", "사이다"),
    ("콜라는 빼고 사이다 넣어줘", "콜라", "사이다"),
    ("상추 말고 깻잎으로", "상추", "깻잎"),
    ("과자 대신 팝콘으로 해줘", "과자", "팝콘"),
]


@pytest.mark.parametrize(("text", "old", "new"), CASES)
def test_a_swap_names_what_goes_and_what_comes(text: str, old: str, new: str) -> None:
    """In both languages, whichever is said first."""
    assert [(gone.value, come.value.text) for gone, come in find_swaps(text)] == [(old, new)]


REPLACED = [
    ("매트는 티피이 말고 천연고무로 바꿔줘 미끄러운 거 싫어", ("매트", "티피이 말고 천연고무")),
    ("풍선 말고 생일 축하 가랜드로 바꿔주세요 불다가 쓰러질 듯", ("풍선", "생일 축하 가랜드")),
    ("마우스를 버티컬로 바꿔주세요", ("마우스", "버티컬")),
    ("사탕은 애들 이 썩을까봐 무설탕으로 바꿔주세요", ("사탕", "무설탕")),
    ("그거 세이지로 바꾸자", ("그거", "세이지")),
    ("그럼 장우산으로 바꾸고 싶어요", ("", "장우산")),
    ("안되면 20볼트 해머드릴로 바꿔줘 그냥", ("", "20볼트 해머드릴")),
]


@pytest.mark.parametrize(("text", "pair"), REPLACED)
def test_what_goes_and_what_comes_is_read_from_the_clause(text: str, pair: tuple[str, str]) -> None:
    assert pair in list(find_replaced(text))


@pytest.mark.parametrize(
    "text",
    [
        "술은 빼고 10만원",
        "술은 빼줘",
        "no alcohol for 8",
        "instead of going out",
        "change the budget to 200",
        "change it to 8 people",
        "swap it to 10 people",
    ],
)
def test_leaving_out_is_no_swap(text: str) -> None:
    """Nothing comes in where nothing is named."""
    assert find_swaps(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("우유 2개랑 계란 한 판", [("우유", 2, "piece"), ("계란", 1, "pack")]),
        ("3 bottles of red wine", [("red wine", 3, "piece")]),
        ("여자친구 스물다섯 살 생일 선물", []),
        ("김장 20포기 30만원", []),
        ("10 kids and 6 grown ups", []),
        ("my balcony is 1 m² and a patio of 4 sqm", []),
    ],
)
def test_counted_things_are_wanted_and_people_are_not(text: str, wanted: list[tuple[str, int, str]]) -> None:
    """Packs and pieces are told apart; people, ages and heads of cabbage are no things to buy."""
    assert [(f.value.text, f.value.quantity, f.value.unit) for f in find_wants(text)] == wanted


@given(st.text(max_size=200))
def test_spans_are_exact_whatever_the_text(text: str) -> None:
    """Every span indexes the text as given."""
    for gone, come in find_swaps(text):
        for found in (gone.span, come.span):
            assert text[found.start : found.end] == found.text


@pytest.mark.parametrize("text", ["이랑" * 1000, "가하고" * 600, ("이랑" * 20 + "꼭 ") * 40])
def test_a_long_run_of_joined_words_is_read_in_the_end(text: str) -> None:
    """Nothing is tried again for every way to cut the run."""
    assert isinstance(find_wants(text), tuple)
