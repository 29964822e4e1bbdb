"""Slips of spelling are mended only where one known word is meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.spelling import corrected

KNOWN = frozenset(
    "breakfast birthday shampoo camping sunscreen balloon balloons barbecue strawberry blanket blankets planner "
    "planter headphones moisturizer halloween pretend friend friends present presents dessert desert toothbrush".split()
)


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("breakfst for two", "breakfast for two"),
        ("a brithday party", "a birthday party"),
        ("shampo and soap", "shampoo and soap"),
        ("Campng with friends", "Camping with friends"),
        ("sunscren, baloons", "sunscreen, balloons"),
        ("babecue for 8", "barbecue for 8"),
        ("tooothbrush please", "toothbrush please"),
        ("birthdya cake", "birthday cake"),
        ("moisturiser or moisturizer", "moisturizer or moisturizer"),
        ("presnts for my freinds", "presents for my friends"),
        ("planer", "planer"),  # planner and planter are both an edit away
        ("a friend", "a friend"),
        ("headphones", "headphones"),
        ("blanketed hills", "blanketed hills"),
        ("for my friend Brithda", "for my friend Brithda"),
        ("write to shampo@shop.example", "write to shampo@shop.example"),
        ("see shop.example/shampo", "see shop.example/shampo"),
        ("soap, tea, bred", "soap, tea, bred"),
        ("생일 파티 brithday", "생일 파티 birthday"),
        ("생일파티 준비", "생일파티 준비"),
        ("", ""),
    ],
)
def test_one_near_word_is_the_one_that_was_meant(text: str, expect: str) -> None:
    assert corrected(text, KNOWN) == expect


@given(st.text(max_size=200))
def test_nothing_known_changes_nothing(text: str) -> None:
    assert corrected(text, frozenset()) == text


@given(st.lists(st.sampled_from(sorted(KNOWN)), max_size=20).map(" ".join))
def test_known_words_stay(text: str) -> None:
    assert corrected(text, KNOWN) == text
