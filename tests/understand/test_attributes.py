"""Sizes, colours and brands are found as shoppers say them, with exact spans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.attributes import find_brands, find_colours, find_sizes
from assistant.understand.found import Found

CASES = Path(__file__).parent / "cases"
KNOWN = {
    **dict.fromkeys(("hearthwick", "하스윅"), "hearthwick"),
    **dict.fromkeys(("pine & kettle",), "pine"),
    **dict.fromkeys(("o'dell's",), "odells"),
    **dict.fromkeys(("nordlund", "노들룬드"), "nordlund"),
    **dict.fromkeys(("arc", "아크"), "arc"),
    **dict.fromkeys(("arc pro", "아크 프로"), "arcpro"),
    **dict.fromkeys(("3rdwave",), "thirdwave"),
    **dict.fromkeys(("café soleil", "카페 솔레유"), "soleil"),
    **dict.fromkeys(("hangyeol", "한결"), "hangyeol"),
    **dict.fromkeys(("bora", "보라"), "bora"),
}


def brands(text: str) -> tuple[Found[str], ...]:
    return find_brands(text, KNOWN)


FINDERS: dict[str, Callable[[str], tuple[Found[str], ...]]] = {
    "sizes": find_sizes,
    "colours": find_colours,
    "brands": brands,
}


PIECES = ["red", "size", "9", "M", "XL", "270", "사이즈", "검정", "arc", "한결", "and", "와인"]


def cases() -> list[Any]:
    read = {field: yaml.safe_load((CASES / f"{field}.yaml").read_text(encoding="utf-8")) for field in FINDERS}
    return [
        pytest.param(field, case["text"], case["expect"], id=f"{field}-{language}: {case['text']}")
        for field, languages in read.items()
        for language, rows in languages.items()
        for case in rows
    ]


@pytest.mark.parametrize(("field", "text", "expect"), cases())
def test_finds_what_is_said(field: str, text: str, expect: list[str]) -> None:
    assert [found.value for found in FINDERS[field](text)] == expect


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_spans_are_exact_on_any_text(text: str) -> None:
    for finder in FINDERS.values():
        for found in finder(text):
            assert text[found.span.start : found.span.end] == found.span.text


def test_no_brands_are_known_where_the_shop_has_none() -> None:
    assert find_brands("anything by Nordlund", {}) == ()


@given(
    st.dictionaries(st.text(max_size=12) | st.sampled_from(["a & b", "st. x", "a-b", "가 나"]), st.just("key")),
    st.text(),
)
def test_any_names_of_a_shop_are_taken_as_they_are(known: dict[str, str], text: str) -> None:
    for spelling in [text, *known]:
        assert all(found.value == "key" for found in find_brands(spelling, known))
