"""Ratings, stores and changes are found as shoppers say them, with exact spans."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand.wishes import find_changes, find_min_rating, find_place

CASES = Path(__file__).parent / "cases"
KNOWN = {
    **dict.fromkeys(("harbor", "하버"), "harbor"),
    **dict.fromkeys(("mill street", "밀 스트리트"), "mill"),
    **dict.fromkeys(("gangnam", "강남"), "gangnam"),
    "st. anne's": "anne",
}
PIECES = [
    "rated",
    "4.5",
    "stars",
    "or",
    "higher",
    "at least",
    "별점",
    "4점",
    "이상",
    "더 싸게",
    "half",
    "강남점",
    "harbor",
]


def rating(text: str) -> Any:
    found = find_min_rating(text)
    return found.value if found else None


def place(text: str) -> Any:
    found = find_place(text, KNOWN)
    return found.value if found else None


def changes(text: str) -> Any:
    return [found.value for found in find_changes(text)]


FINDERS: dict[str, Callable[[str], Any]] = {"min_rating": rating, "place": place, "changes": changes}


def cases() -> list[Any]:
    read = {field: yaml.safe_load((CASES / f"{field}.yaml").read_text(encoding="utf-8")) for field in FINDERS}
    return [
        pytest.param(field, case["text"], case["expect"], id=f"{field}-{language}: {case['text']}")
        for field, languages in read.items()
        for language, rows in languages.items()
        for case in rows
    ]


@pytest.mark.parametrize(("field", "text", "expect"), cases())
def test_finds_what_is_said(field: str, text: str, expect: Any) -> None:
    assert FINDERS[field](text) == expect


@given(st.text(max_size=200) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_spans_are_exact_on_any_text(text: str) -> None:
    for found in (find_min_rating(text), find_place(text, KNOWN), *find_changes(text)):
        if found is not None:
            assert text[found.span.start : found.span.end] == found.span.text
