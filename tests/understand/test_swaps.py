"""Things that come in another's place: what goes is excluded, what comes is wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.wants import find_swaps, find_wants

CASES = [
    ("swap the beer for wine", "beer", "wine"),
    ("replace the chips with popcorn please", "chips", "popcorn"),
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


@pytest.mark.parametrize("text", ["술은 빼고 10만원", "술은 빼줘", "no alcohol for 8", "instead of going out"])
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
